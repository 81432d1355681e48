//! A link that is shown leads to a page that is there for whoever is shown it, and what is hidden has no title.

use std::collections::BTreeSet;

use baopi_tests::cast::{ADMIN, AUDITOR, Cast, DRAFTER, MAYOR, PASSWORD, REVIEWER, action};
use baopi_tests::client::Client;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;

/// A drafter of a township, who sees little.
const TOWNSHIP_DRAFTER: &str = "lvqiang";
const LISTS: [&str; 7] = [
    "/register",
    "/calendar?month=2026-09",
    "/calendar?month=2026-10",
    "/plans",
    "/statistics/requests?period=2026&metric=docs_total",
    "/statistics/requests?period=2026&metric=blocked",
    "/delegations",
];
const DRAFT: &str = "关于人事调整草稿的通知";

/// The requests to which a page leads.
fn requests(html: &str) -> BTreeSet<String> {
    let links = html.split("href=\"/requests/").skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(|id| format!("/requests/{id}")).collect()
}

#[rstest]
#[tokio::test]
async fn every_link_of_a_list_can_be_followed_and_a_refused_draft_has_no_title_for_others(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let content = cast.document(DRAFT, &"报".repeat(5001))?;
    let draft = cast.create(DRAFTER, &content).await?;
    cast.refused(DRAFTER, &draft, &action("submit"), (422, "blocked")).await?;
    let mut followed = 0;
    for login in [TOWNSHIP_DRAFTER, DRAFTER, REVIEWER, MAYOR, ADMIN, AUDITOR] {
        let client = Client::new(program.address())?;
        client.sign_in(login, PASSWORD).await?;
        for list in LISTS {
            let html = client.get(list).await?.expect(200)?.text();
            let sees = [DRAFTER, AUDITOR].contains(&login);
            assert!(sees || !html.contains(DRAFT), "{login} {list}");
            for link in requests(&html) {
                client.get(&link).await?.expect(200)?;
                followed += 1;
            }
        }
    }
    assert!(followed > 20, "{followed} links");
    let behind = "/api/v1/statistics/requests?period=2026&metric=blocked";
    let titled = |answer: &serde_json::Value| {
        let items = answer["items"].as_array().into_iter().flatten();
        items.filter(|item| item["title"] == DRAFT).count()
    };
    assert!(titled(&cast.sees(DRAFTER, behind).await?) > 0);
    assert_eq!(titled(&cast.sees(ADMIN, behind).await?), 0);
    program.stop().await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_page_that_nobody_can_mean_is_refused_and_fails_on_no_database(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let client = Client::new(program.address())?;
    client.sign_in(DRAFTER, PASSWORD).await?;
    for path in [
        "/plans?year=2147483647",
        "/plans?year=1899",
        "/plans?year=-2147483648",
        "/register?series=%00",
        "/register?year=2147483647",
        "/statistics/requests?period=2026&metric=docs_total&detail=%00",
        "/desk?after=%00",
        "/numbers/check?number=%00",
    ] {
        assert_eq!(client.get(path).await?.status, 400, "{path}");
    }
    for path in ["/plans?year=1900", "/plans?year=2200"] {
        client.get(path).await?.expect(200)?;
    }
    let api = Client::new(program.address())?.with_token(DRAFTER, PASSWORD).await?;
    for path in ["/api/v1/plans?year=2147483647", "/api/v1/register?year=2201"] {
        let problem = api.get(path).await?.expect(400)?.json()?;
        assert_eq!(problem["field"], "year", "{problem}");
    }
    api.get("/api/v1/register?series=%00").await?.expect(400)?;
    program.stop().await?;
    Ok(())
}

//! Moves that the shipped routes do not have: abstaining in a vote, a day by which to answer, and moving to a newer route.

use anyhow::Context;
use baopi_tests::cast::{
    ADMIN, DRAFTER, HEAD, Known, LEADER, PASSWORD, REVIEWER, action, approve, says,
};
use baopi_tests::office::Backend;
use rstest::rstest;
use serde_json::json;

use super::{CHIEF, EMERGENCY, FORESTRY, House, TREASURY};

const SHIPPED: &str = include_str!("../../../../crates/workflow/routes/document.toml");
const COUNTERSIGN: &str = "assignee = \"heads_of_countersigning_units\"\nmode = \"all\"";

/// Puts the shipped route into force with a vote in the place of the countersigning.
async fn with_a_vote(house: &mut House) -> anyhow::Result<()> {
    let vote = "assignee = \"heads_of_countersigning_units\"\n\
                mode = { vote = { pass = { percent = 60 }, abstention = \"leaves_base\" } }\ndeadline_days = 3";
    let text = SHIPPED.replace(COUNTERSIGN, vote);
    anyhow::ensure!(text != SHIPPED, "the shipped route has changed");
    house.cast.route_in_force(&text).await.map(drop)
}

/// A document that three bureaus countersign, in front of them.
async fn before_the_bureaus(house: &mut House) -> anyhow::Result<Known> {
    let mut content = house.cast.document("关于防灭火的通知", "现将有关事项通知如下。")?;
    let units = ["U12", "U14", "U19"].map(|code| house.cast.unit(code).map(str::to_owned));
    let units = units.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    content["countersign_units"] = json!(units);
    let mut known = house.cast.create(DRAFTER, &content).await?;
    house.cast.carry(&mut known, 3).await?;
    Ok(known)
}

#[rstest]
#[tokio::test]
async fn whoever_abstains_has_answered_and_leaves_the_vote_to_the_others(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    with_a_vote(&mut house).await?;
    let mut known = before_the_bureaus(&mut house).await?;
    assert_eq!(known.status, "review:countersign");
    let shown = house.cast.shows(FORESTRY, &known).await?;
    // Three working days from Tuesday the 15th, or from Saturday the 19th, after which people work on a Sunday.
    let due = if backend == Backend::Sqlite { 18 } else { 22 };
    assert_eq!(shown["due_on"], format!("2026-09-{due}"));
    assert_eq!(shown["mode"]["vote"]["pass"], json!({ "percent": 60 }));
    let forestry = house.program.client()?;
    forestry.sign_in(FORESTRY, PASSWORD).await?;
    let path = format!("/requests/{}", known.id);
    let page = forestry.get(&path).await?.expect(200)?.text();
    for words in ["value=\"abstain\"", "投票决定", &format!("请于2026年9月{due}日前办理")]
    {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    let version = known.version.to_string();
    let form = [("version", version.as_str()), ("action", "abstain"), ("opinion", "不涉及林业")];
    forestry.post_form(&format!("{path}/actions"), &form).await?.expect(303)?;
    known.version += 1;
    house.cast.refused(FORESTRY, &known, &approve(), (403, "not_yours")).await?;
    house.cast.does(TREASURY, &mut known, approve()).await?;
    assert_eq!(known.status, "review:countersign", "one of two is not enough");
    house.cast.does(EMERGENCY, &mut known, approve()).await?;
    assert_eq!(known.status, "review:leader_review");
    house.cast.refused(LEADER, &known, &says("abstain", ""), (403, "not_yours")).await?;
    house.close().await
}

#[rstest]
#[tokio::test]
async fn a_request_under_way_moves_to_the_newer_route_when_the_administrator_says_so(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    let none = house.cast.refused(ADMIN, &known, &action("reroute"), (409, "not_possible")).await?;
    assert_eq!(none["reason"], "no_newer_route");
    with_a_vote(&mut house).await?;
    house.cast.refused(REVIEWER, &known, &action("reroute"), (403, "not_yours")).await?;
    house.cast.does(ADMIN, &mut known, action("reroute")).await?;
    assert_eq!(known.status, "review:office_review", "what was decided stays decided");
    let entries = house.cast.timeline(&known).await?;
    let moved = entries.last().context("no entries")?;
    assert_eq!(
        (&moved["what"]["type"], &moved["what"]["route"]["version"]),
        (&json!("rerouted"), &json!(2))
    );
    let none = house.cast.refused(ADMIN, &known, &action("reroute"), (409, "not_possible")).await?;
    assert_eq!(none["reason"], "no_newer_route");
    house.cast.does(REVIEWER, &mut known, approve()).await?;
    house.cast.does(LEADER, &mut known, approve()).await?;
    assert_eq!(known.status, "recheck");
    for login in [HEAD, CHIEF] {
        house.cast.refused(login, &known, &action("reroute"), (409, "not_allowed_now")).await?;
    }
    house.close().await
}

//! Pages that say what is wrong, whoever made them: a handler, the router, or the part that reads a form.

use anyhow::Context;
use baopi_tests::cast::{DRAFTER, PASSWORD};
use baopi_tests::client::{Answer, Client};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};

/// Whether a page leads on from where it stands.
fn leads_on(page: &str) -> bool {
    page.contains("<nav ") && page.contains("沈佳")
}

#[tokio::test]
async fn whoever_is_signed_in_keeps_the_navigation_and_strangers_are_shown_none()
-> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    let program = office.demo().start().await?;
    let (reader, stranger) = (Client::new(program.address())?, Client::new(program.address())?);
    reader.sign_in(DRAFTER, PASSWORD).await?;
    let nowhere = async |client: &Client| client.get("/nowhere").await?.expect(404);
    assert!(leads_on(&nowhere(&reader).await?.text()));
    assert!(!nowhere(&stranger).await?.text().contains("<nav "));
    let wrong: [(u16, Answer); 3] = [
        (404, reader.get("/requests/no-such-request").await?),
        (405, reader.post_form("/register", &[]).await?),
        (400, reader.post_form("/documents/new", &[("title", "no multipart")]).await?),
    ];
    for (status, answer) in wrong {
        let page = answer.expect(status)?.text();
        assert!(leads_on(&page), "{status}: {page}");
    }
    program.stop().await?;
    invariants::hold(&office).await
}

/// As when somebody tidies up, or a volume goes away, while the program runs.
#[tokio::test]
async fn a_database_that_vanished_is_trouble_and_said_so_and_nothing_is_acknowledged()
-> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    let program = office.demo().start().await?;
    let reader = Client::new(program.address())?.with_token(DRAFTER, PASSWORD).await?;
    reader.sign_in(DRAFTER, PASSWORD).await?;
    let file = office.database_url().strip_prefix("sqlite://").context("no file")?.to_owned();
    std::fs::remove_file(file)?;
    for path in ["/desk", "/sign-in"] {
        let page = reader.get(path).await?.expect(503)?;
        assert_eq!(page.header("retry-after"), Some("10"), "{path}");
        assert!(page.text().contains("系统暂时不能办理"), "{}", page.text());
    }
    let wish = serde_json::json!({ "login": DRAFTER, "password": PASSWORD });
    let stranger = Client::new(program.address())?;
    for answer in [reader.get("/api/v1/me").await?, stranger.post("/api/v1/tokens", &wish).await?] {
        let answer = answer.expect(503)?;
        assert_eq!(answer.header("retry-after"), Some("10"));
        assert_eq!(answer.json()?["code"], "unavailable");
    }
    program.kill().await?;
    Ok(())
}

/// Nothing large is read of somebody who has not said who they are.
#[tokio::test]
async fn strangers_send_8_kib_and_not_a_byte_more() -> anyhow::Result<()> {
    const MOST: usize = 8 * 1024;
    let office = Office::new(Backend::Sqlite).await?;
    let program = office.demo().start().await?;
    let stranger = Client::new(program.address())?;
    let empty = serde_json::json!({ "login": "", "password": "" }).to_string();
    let wish = |bytes: usize| format!("{empty}{}", " ".repeat(bytes - empty.len())).into_bytes();
    let tokens = "/api/v1/tokens";
    stranger.post_bytes(tokens, "application/json", wish(MOST)).await?.expect(401)?;
    let refused =
        stranger.post_bytes(tokens, "application/json", wish(MOST + 1)).await?.expect(413)?;
    assert_eq!(refused.json()?["limit"], MOST);
    // `login=` and the value.
    let long = "x".repeat(MOST - "login=".len());
    stranger.post_form("/sign-in", &[("login", &long)]).await?.expect(401)?;
    for path in ["/sign-in", "/language"] {
        stranger.post_form(path, &[("login", &format!("{long}x"))]).await?.expect(413)?;
    }
    program.stop().await?;
    invariants::hold(&office).await
}

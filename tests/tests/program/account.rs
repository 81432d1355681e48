//! One's own account: signing in while strangers try, what is open in one's name, and one's own password.

use baopi_tests::cast::{DRAFTER, HEAD, PASSWORD};
use baopi_tests::client::{Client, SIGN_IN_PATH};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;

const ACCOUNT: &str = "/account";
const TOKENS: &str = "/api/v1/tokens";
const OTHER_PASSWORD: &str = "秋收-冬种-2026-七号";

/// What the page of signing in answers.
async fn answered(client: &Client, password: &str) -> anyhow::Result<u16> {
    let fields = [("login", DRAFTER), ("password", password)];
    Ok(client.post_form(SIGN_IN_PATH, &fields).await?.status)
}

#[rstest]
#[tokio::test]
async fn a_browser_that_is_known_signs_in_whatever_strangers_try(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let known = Client::new(program.address())?;
    known.sign_in(DRAFTER, PASSWORD).await?;
    let stranger = Client::new(program.address())?;
    for _ in 0..10 {
        assert_eq!(answered(&stranger, "wrong").await?, 422);
    }
    assert_eq!(answered(&stranger, PASSWORD).await?, 429, "the right word comes too late");
    assert_eq!(answered(&known, PASSWORD).await?, 303);
    known.get("/desk").await?.expect(200)?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn what_is_open_in_ones_name_is_seen_and_ended_on_the_page_and_by_the_api(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let (here, there) = (Client::new(program.address())?, Client::new(program.address())?);
    for browser in [&here, &there] {
        browser.sign_in(DRAFTER, PASSWORD).await?;
    }
    let programs = Client::new(program.address())?.with_token(DRAFTER, PASSWORD).await?;
    let other = Client::new(program.address())?.with_token(DRAFTER, PASSWORD).await?;
    let listed = programs.get(TOKENS).await?.expect(200)?.json()?;
    let ids: Vec<_> = listed["items"].as_array().into_iter().flatten().collect();
    assert_eq!(ids.len(), 2, "{listed}");
    let html = here.get(ACCOUNT).await?.expect(200)?.text();
    assert_eq!(html.matches("/account/tokens/").count(), 2, "{html}");
    assert_eq!(html.matches("/account/sessions/").count(), 1, "not the one in which one looks");
    let end = |what: &str| {
        let begin = html.find(&format!("/account/{what}/"))?;
        html[begin..].split('"').next().map(str::to_owned)
    };
    let session = end("sessions").unwrap_or_default();
    // Nobody else's.
    let head = Client::new(program.address())?;
    head.sign_in(HEAD, PASSWORD).await?;
    head.post_form(&session, &[]).await?.expect(404)?;
    here.post_form(&session, &[]).await?.expect(303)?;
    there.get("/desk").await?.expect(303)?;
    here.get("/desk").await?.expect(200)?;
    here.post_form(&end("tokens").unwrap_or_default(), &[]).await?.expect(303)?;
    let left = [&programs, &other];
    let mut good = Vec::new();
    for client in left {
        if client.get("/api/v1/me").await?.status == 200 {
            good.push(client);
        }
    }
    let [last] = good.as_slice() else { anyhow::bail!("one of two tokens was ended") };
    let listed = last.get(TOKENS).await?.expect(200)?.json()?;
    let path = format!("{TOKENS}/{}", listed["items"][0]["id"].as_str().unwrap_or_default());
    let stranger = Client::new(program.address())?.with_token(HEAD, PASSWORD).await?;
    stranger.call("DELETE", &path, &[], None).await?.expect(404)?;
    last.call("DELETE", &path, &[], None).await?.expect(204)?;
    last.get("/api/v1/me").await?.expect(401)?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn whoever_knows_the_old_password_changes_it_and_is_the_only_one_who_stays(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let (here, there) = (Client::new(program.address())?, Client::new(program.address())?);
    for browser in [&here, &there] {
        browser.sign_in(DRAFTER, PASSWORD).await?;
    }
    let programs = Client::new(program.address())?.with_token(DRAFTER, PASSWORD).await?;
    let path = format!("{ACCOUNT}/password");
    for (old, new, again) in [
        ("wrong", OTHER_PASSWORD, OTHER_PASSWORD),
        (PASSWORD, OTHER_PASSWORD, "another one"),
        (PASSWORD, "1234567890", "1234567890"),
        (PASSWORD, "shenjia2026", "shenjia2026"),
        (PASSWORD, PASSWORD, PASSWORD),
    ] {
        let fields = [("old", old), ("new", new), ("again", again)];
        here.post_form(&path, &fields).await?.expect(422)?;
    }
    there.get("/desk").await?.expect(200)?;
    let fields = [("old", PASSWORD), ("new", OTHER_PASSWORD), ("again", OTHER_PASSWORD)];
    here.post_form(&path, &fields).await?.expect(303)?;
    here.get(&format!("{ACCOUNT}?done=password")).await?.expect(200)?;
    there.get("/desk").await?.expect(303)?;
    programs.get("/api/v1/me").await?.expect(401)?;
    assert_eq!(answered(&there, PASSWORD).await?, 422);
    assert_eq!(answered(&there, OTHER_PASSWORD).await?, 303);
    program.stop().await?;
    invariants::hold(&office).await
}

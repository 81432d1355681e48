//! The reference of the API in a browser: it is shown whole, under its own policy.

use baopi_tests::browser::Screen;
use baopi_tests::client::Client;
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};

use super::seat::Seat;

#[tokio::test]
async fn the_reference_shows_every_operation_and_its_pictures_and_nothing_is_forbidden_to_it()
-> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    let program = office.demo().start().await?;
    let seat = Seat::at(&program, Screen::Desk).await?;
    seat.go("/docs/").await?;
    seat.see(".opblock-summary-post").await?;
    assert!(seat.browser.count(".opblock").await? > 40);
    seat.browser.click(".opblock-summary-post .opblock-summary-control").await?;
    seat.see(".opblock-body select").await?;
    seat.no_complaints(&[]).await?;
    seat.browser.screenshot("reference-1280").await?;
    seat.browser.quit().await?;
    let client = Client::new(program.address())?;
    let policy = async |path: &str| {
        let answer = client.get(path).await?.expect(200)?;
        anyhow::Ok(answer.header("content-security-policy").unwrap_or_default().to_owned())
    };
    assert!(policy("/docs/swagger-ui.css").await?.contains("img-src 'self' data:;"));
    assert!(!policy("/sign-in").await?.contains("data:"), "the pages stay as they are");
    program.stop().await?;
    invariants::hold(&office).await
}

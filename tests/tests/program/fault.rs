//! Pages that say what is wrong, whoever made them: a handler, the router, or the part that reads a form.

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

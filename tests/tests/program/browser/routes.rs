//! The page of the approval routes: the steps follow what is typed, and a telephone shows them at full size.

use baopi_tests::browser::Screen;
use baopi_tests::cast::{ADMIN, Cast, LEADER};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};

use super::seat::Seat;

/// The size of the smallest letters of the steps that are seen, as the screen shows them.
const SMALLEST: &str = "
const words = [...document.querySelectorAll('.steps p, .steps b, .step-state')].filter((word) => word.offsetHeight > 0);
return Math.min(...words.map((word) => parseFloat(getComputedStyle(word).fontSize)));";

#[rstest::rstest]
#[tokio::test]
async fn the_steps_follow_what_is_typed_and_are_legible_on_a_telephone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    for screen in [Screen::Desk, Screen::Telephone] {
        let seat = Seat::at(&program, screen).await?;
        seat.sign_in(ADMIN).await?;
        seat.browser.go(&program.url("/admin/routes")).await?;
        let text = "name = 'document'\nversion = 1\nkind = 'document'\n[[stages]]\nkey = '专家论证'\n\
                    assignee = 'reviewer_of_office'\nmode = 'any'\nwhen = 'always'\n";
        seat.browser.fill("#text", text).await?;
        seat.see("//*[@id='checked']//*[@role='alert']").await?;
        seat.see("//*[@id='checked']//li[contains(., '专家论证')]").await?;
        let size = seat.browser.script(SMALLEST, &[]).await?.as_f64().unwrap_or_default();
        assert!(size >= 14.0, "{size}");
        assert_eq!(seat.browser.overflow().await?, 0);
        seat.browser.screenshot(&format!("routes-{screen:?}").to_lowercase()).await?;
        seat.no_complaints(&[]).await?;
        seat.browser.quit().await?;
    }
    let known = cast.document_after("关于流程图的通知", 3).await?;
    let seat = Seat::at(&program, Screen::Telephone).await?;
    seat.sign_in(LEADER).await?;
    seat.browser.go(&program.url(&format!("/requests/{}", known.id))).await?;
    let size = seat.browser.script(SMALLEST, &[]).await?.as_f64().unwrap_or_default();
    assert!(size >= 14.0, "{size}");
    assert_eq!(seat.browser.overflow().await?, 0);
    let show = "document.querySelector('.steps').scrollIntoView();";
    seat.browser.script(show, &[]).await?;
    seat.browser.screenshot("steps-390").await?;
    seat.browser.quit().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn without_scripts_the_button_says_what_stands_against_a_route(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let seat = Seat::at(&program, Screen::Desk).await?;
    seat.browser.without_scripts().await?;
    seat.sign_in(ADMIN).await?;
    seat.browser.go(&program.url("/admin/routes?kind=meeting")).await?;
    seat.browser.press("核验").await?;
    seat.see("//*[@id='checked']//*[@role='status']").await?;
    seat.browser.quit().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

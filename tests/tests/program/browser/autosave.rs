//! What somebody types is not lost, whatever becomes of the browser and of the program.

use anyhow::Context;
use baopi_tests::browser::Screen;
use baopi_tests::cast::{Cast, DRAFTER, REVIEWER};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use serde_json::Value;

use super::seat::{Seat, fill_document};

const TITLE: &str = "关于做好冬小麦播种服务工作的通知";
const BODY: &str = "现就做好秋粮收购服务工作通知如下。";
const SECRET: &str = "绿孔雀演练方案";
/// Where a form says whether it is saved.
const SAVED: &str = "//*[@id='saving'][contains(., '存为草稿')]";

async fn open(backend: Backend) -> anyhow::Result<(Office, Program)> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    Ok((office, program))
}

/// Kills the program and starts it again at the same address: to a browser, another port is another site.
async fn restarted(office: &Office, program: Program) -> anyhow::Result<Program> {
    let address = program.address().trim_start_matches("http://").to_owned();
    program.kill().await?;
    office.command("serve").argument("--listen").argument(&address).argument("--json").start().await
}

/// What the browser keeps of what was typed.
async fn copies(seat: &Seat) -> anyhow::Result<String> {
    let kept = seat.browser.script("return JSON.stringify({ ...localStorage })", &[]).await?;
    Ok(kept.as_str().context("no text")?.to_owned())
}

async fn waits_for(seat: &Seat, words: &str) -> anyhow::Result<()> {
    seat.see(&format!("//*[@id='saving'][contains(., '{words}')]")).await
}

async fn close(seat: Seat, program: Program, office: &Office) -> anyhow::Result<()> {
    seat.browser.quit().await?;
    program.stop().await?;
    invariants::hold(office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_draft_saves_itself_and_survives_a_kill_of_browser_and_program(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    seat.go("/documents/new").await?;
    seat.type_in(&[("title", TITLE)]).await?;
    fill_document(&seat).await?;
    seat.browser.fill("#f-body", BODY).await?;
    seat.see(SAVED).await?;
    seat.browser.keys("#f-body", "各乡镇要抓紧落实。").await?;
    seat.see(SAVED).await?;
    let path = seat.path().await?;
    assert!(path.starts_with("/requests/") && path.ends_with("/edit"), "{path}");
    assert_eq!(copies(&seat).await?, "{}", "nothing is kept here that is on the server");
    let profile = seat.browser.crash().await?;
    let program = restarted(&office, program).await?;

    let seat = Seat::returning(&program, profile, DRAFTER).await?;
    let row = format!("//section[@aria-labelledby='asked']//a[contains(., '{TITLE}')]");
    seat.turn_at(&row).await?;
    seat.go(&path).await?;
    assert_eq!(seat.value("title").await?, TITLE);
    assert_eq!(seat.value("body").await?, format!("{BODY}各乡镇要抓紧落实。"));
    assert_eq!(seat.value("basis.0.reference").await?, "区政府常务会议");
    assert_eq!(seat.value("contact.phone").await?, "0000-0000");
    for name in ["main_recipients", "burden", "non_classified_declared"] {
        assert!(seat.is_ticked(name).await?, "{name}");
    }
    // Whoever goes on at once has one draft, and it is submitted as it was last typed.
    seat.browser.fill("#f-body", BODY).await?;
    seat.turn("报批").await?;
    seat.see(".note-good").await?;
    let requests = Cast::of(&program).await?.sees(DRAFTER, "/api/v1/asked?limit=100").await?;
    let titled = requests["items"].as_array().context("no rows")?.iter();
    assert_eq!(titled.filter(|row| row["title"] == TITLE).count(), 1);
    close(seat, program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn what_is_no_draft_yet_is_restored_in_the_browser_that_was_lost(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    seat.go("/documents/new").await?;
    seat.turn("再加依据").await?;
    seat.choose(&[("basis.1.kind", "committee_decision")]).await?;
    seat.type_in(&[("basis.1.reference", "区政府常务会议"), ("necessity", "秋粮收购在即。")])
        .await?;
    seat.tick("main_recipients", "区财政局").await?;
    seat.browser.fill("#f-body", BODY).await?;
    waits_for(&seat, "还没有标题").await?;
    seat.browser.profile().holds(BODY).await?;
    let profile = seat.browser.crash().await?;
    let program = restarted(&office, program).await?;

    let seat = Seat::returning(&program, profile, DRAFTER).await?;
    seat.go("/documents/new").await?;
    let restored = "//*[contains(@class, 'note-info')][contains(., '已恢复您于')]";
    seat.see(restored).await?;
    assert_eq!(seat.value("body").await?, BODY);
    assert_eq!(seat.value("basis.1.reference").await?, "区政府常务会议");
    assert_eq!(seat.value("necessity").await?, "秋粮收购在即。");
    assert!(seat.is_ticked("main_recipients").await?);
    // Another language loses nothing either.
    seat.browser.keys("#f-body", "特此通知。").await?;
    seat.press("English").await?;
    seat.see("//*[contains(@class, 'note-info')][contains(., 'Restored')]").await?;
    assert_eq!(seat.value("body").await?, format!("{BODY}特此通知。"));
    seat.press("中文").await?;
    seat.see(restored).await?;
    seat.type_in(&[("title", TITLE)]).await?;
    seat.see(SAVED).await?;
    assert_eq!(copies(&seat).await?, "{}");
    seat.browser.script("location.reload()", &[]).await?;
    seat.see("[data-origin=kept]").await?;
    assert_eq!(seat.value("body").await?, format!("{BODY}特此通知。"));
    close(seat, program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn what_was_restored_can_be_discarded_and_a_sign_out_leaves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    seat.go("/meetings/new").await?;
    seat.type_in(&[("topic", "秋粮收购")]).await?;
    waits_for(&seat, "还没有标题").await?;
    seat.go("/desk").await?;
    seat.go("/meetings/new").await?;
    seat.see("[data-origin=restored]").await?;
    assert_eq!(seat.value("topic").await?, "秋粮收购");
    seat.click("[data-discard]").await?;
    seat.see("[data-origin=kept]").await?;
    assert_eq!(seat.value("topic").await?, "");
    assert_eq!(copies(&seat).await?, "{}");

    seat.type_in(&[("topic", "秋粮收购")]).await?;
    waits_for(&seat, "还没有标题").await?;
    assert!(copies(&seat).await?.contains("秋粮收购"));
    seat.press("退出").await?;
    seat.see("#password").await?;
    assert_eq!(copies(&seat).await?, "{}");
    close(seat, program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn what_looks_classified_stays_nowhere(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    seat.go("/documents/new").await?;
    seat.browser.fill("#f-body", SECRET).await?;
    waits_for(&seat, "还没有标题").await?;
    assert!(copies(&seat).await?.contains(SECRET));
    seat.paste(&[("body", &format!("机密★1年\n{SECRET}"))]).await?;
    waits_for(&seat, "疑似涉密").await?;
    assert_eq!(copies(&seat).await?, "{}");
    // A title does not make a draft of it, and leaving the page keeps nothing.
    seat.type_in(&[("title", TITLE)]).await?;
    waits_for(&seat, "疑似涉密").await?;
    seat.go("/desk").await?;
    assert_eq!(copies(&seat).await?, "{}");
    assert_eq!(seat.browser.count(&format!("[href*='requests'] [title='{TITLE}']")).await?, 0);
    seat.go("/documents/new").await?;
    assert_eq!(seat.value("body").await?, "");
    let sql = office.sql().await?;
    assert_eq!(
        sql.number(&format!("SELECT count(*) FROM request WHERE title = '{TITLE}'")).await?,
        0
    );
    sql.close().await?;
    close(seat, program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn without_the_program_the_text_stays_and_is_saved_when_it_is_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let mut cast = Cast::of(&program).await?;
    let content = cast.document(TITLE, BODY)?;
    let draft = cast.create(DRAFTER, &content).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    seat.go(&format!("/requests/{}/edit", draft.id)).await?;
    let address = program.address().trim_start_matches("http://").to_owned();
    program.kill().await?;
    seat.browser.fill("#f-body", "各乡镇要抓紧落实。").await?;
    waits_for(&seat, "服务器没有应答").await?;
    assert!(copies(&seat).await?.contains("各乡镇要抓紧落实。"));
    seat.press("报批").await?;
    waits_for(&seat, "服务器没有应答").await?;
    assert_eq!(seat.value("body").await?, "各乡镇要抓紧落实。", "the page stays where it is");
    let again = office.command("serve").argument("--listen").argument(&address).argument("--json");
    let program = again.start().await?;
    // The session is one of the demonstration's time; whoever signs in elsewhere goes on here.
    let left = seat.browser.open_tab().await?;
    seat.browser.forget().await?;
    seat.sign_in(DRAFTER).await?;
    seat.browser.to_tab(&left).await?;
    seat.browser.keys("#f-body", "特此通知。").await?;
    seat.see(SAVED).await?;
    assert_eq!(copies(&seat).await?, "{}");
    let shown: Value =
        Cast::of(&program).await?.sees(DRAFTER, &format!("/api/v1/requests/{}", draft.id)).await?;
    assert_eq!(shown["content"]["body"], "各乡镇要抓紧落实。特此通知。");
    close(seat, program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_correction_is_kept_in_the_browser_and_sent_by_its_button_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let mut cast = Cast::of(&program).await?;
    let known = cast.document_after(TITLE, 2).await?;
    let seat = Seat::at(&program, Screen::Desk).await?;
    seat.sign_in(REVIEWER).await?;
    let path = format!("/requests/{}/edit", known.id);
    seat.go(&path).await?;
    seat.browser.fill("#f-body", BODY).await?;
    waits_for(&seat, "提交更正之前").await?;
    seat.go("/desk").await?;
    seat.go(&path).await?;
    seat.see("[data-origin=restored]").await?;
    assert_eq!(seat.value("body").await?, BODY);
    assert_eq!(cast.shows(REVIEWER, &known).await?["version"], known.version);
    close(seat, program, &office).await
}

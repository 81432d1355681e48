//! Forms under everything that goes wrong with forms: too long, forbidden, stale, incomplete, sent twice, without scripts.

use std::path::Path;

use anyhow::Context;
use baopi_tests::browser::Screen;
use baopi_tests::cast::{DRAFTER, HEAD, PASSWORD, REVIEWER};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, DAY_OFF, Office, WORKING_DAY};
use baopi_tests::program::Program;
use baopi_tests::smtp::SmtpServer;

use super::seat::{Seat, fill_document};

const TITLE: &str = "关于做好冬小麦播种服务工作的通知";
const BODY: &str = "现就做好秋粮收购服务工作通知如下。";
/// Nothing else in the demonstration has this word.
const SECRET: &str = "绿孔雀演练方案";

async fn open(backend: Backend) -> anyhow::Result<(Office, Program)> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    Ok((office, program))
}

/// An office whose whole record lies in files, which can be searched.
async fn open_in_files(day: &str) -> anyhow::Result<(Office, Program)> {
    let office = Office::new(Backend::Sqlite).await?.beginning_on(day);
    let program = office.demo().start().await?;
    Ok((office, program))
}

async fn close(
    seats: impl IntoIterator<Item = Seat>,
    program: Program,
    office: &Office,
) -> anyhow::Result<()> {
    for seat in seats {
        seat.browser.quit().await?;
    }
    program.stop().await?;
    invariants::hold(office).await
}

/// A new document, complete but for the text.
async fn begin(seat: &Seat) -> anyhow::Result<()> {
    seat.go("/documents/new").await?;
    seat.type_in(&[("title", TITLE)]).await?;
    fill_document(seat).await
}

/// A document of the drafter that waits for the head; returns its path.
async fn submit(seat: &Seat) -> anyhow::Result<String> {
    begin(seat).await?;
    seat.paste(&[("body", BODY)]).await?;
    seat.turn("报批").await?;
    seat.see(".note-good").await?;
    Ok(seat.path().await?.split('?').next().unwrap_or_default().to_owned())
}

/// How many requests with the title the drafter has asked for.
async fn asked(seat: &Seat) -> anyhow::Result<usize> {
    seat.go("/desk").await?;
    seat.see("#asked").await?;
    let rows = seat.browser.texts("[aria-labelledby=asked] .row-title").await?;
    Ok(rows.iter().filter(|row| row.contains(TITLE)).count())
}

#[rstest::rstest]
#[tokio::test]
async fn a_text_of_5001_characters_is_turned_away_with_everything_kept_and_5000_pass(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    begin(&seat).await?;
    let long = "粮".repeat(5001);
    seat.paste(&[("body", &long)]).await?;
    seat.turn("报批").await?;
    let finding = seat.browser.text("//li[contains(., 'FILE-LENGTH')]").await?;
    assert!(finding.contains("正文及印发件共5001字，超过5000字上限"), "{finding}");
    assert!(finding.contains("请至少精简1字"), "{finding}");
    assert_eq!(seat.findings().await?, ["FILE-LENGTH"]);
    seat.see(".note-bad").await?;
    assert_eq!(seat.value("body").await?, long);
    assert_eq!(seat.value("title").await?, TITLE);
    assert_eq!(seat.value("basis.0.reference").await?, "区政府常务会议");
    assert_eq!(seat.value("contact.phone").await?, "0000-0000");
    for name in ["main_recipients", "burden", "non_classified_declared"] {
        assert!(seat.is_ticked(name).await?, "{name}");
    }
    seat.paste(&[("body", &long[3..])]).await?;
    seat.turn("报批").await?;
    seat.see(".note-good").await?;
    seat.see_measure(5000).await?;
    assert_eq!(asked(&seat).await?, 1, "both tries are the same request");
    seat.no_complaints(&[422]).await?;
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_classified_text_is_turned_away_and_neither_shown_again_nor_kept(
    #[values(WORKING_DAY, DAY_OFF)] day: &str,
) -> anyhow::Result<()> {
    let (office, program) = open_in_files(day).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    begin(&seat).await?;
    seat.paste(&[("body", &format!("绝密★1年\n{SECRET}"))]).await?;
    // While it is typed, the checks warn and do not repeat it.
    seat.see("//*[@id='checks']//*[contains(., '疑似涉密内容')]").await?;
    assert!(!seat.browser.text("#checks").await?.contains(SECRET));
    seat.turn("保存草稿").await?;
    seat.see("//h1[.='未予办理']").await?;
    assert!(seat.browser.text("main").await?.contains("疑似涉密内容"));
    let source = seat.browser.source().await?;
    assert!(!source.contains(SECRET) && !source.contains("绝密★"), "{source}");
    assert_eq!(asked(&seat).await?, 0);
    assert_eq!(files_with(office.folder(), SECRET.as_bytes())?, [""; 0]);
    assert_ne!(
        files_with(office.folder(), "秋季农产品质量安全抽检".as_bytes())?,
        [""; 0],
        "texts are found"
    );
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_classified_opinion_is_not_shown_again_either(
    #[values(WORKING_DAY, DAY_OFF)] day: &str,
) -> anyhow::Result<()> {
    let (office, program) = open_in_files(day).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    let path = submit(&seat).await?;
    seat.hand_to(HEAD).await?;
    seat.go(&path).await?;
    seat.type_in(&[("opinion", &format!("同意。附件为机密★1年：{SECRET}"))]).await?;
    seat.turn("同意报送").await?;
    assert!(seat.browser.text("main").await?.contains("疑似涉密内容"));
    assert!(!seat.browser.source().await?.contains(SECRET));
    assert_eq!(files_with(office.folder(), SECRET.as_bytes())?, [""; 0]);
    close([seat], program, &office).await
}

/// The files below a folder in which these bytes stand.
fn files_with(folder: &Path, bytes: &[u8]) -> anyhow::Result<Vec<String>> {
    let (mut found, mut rest) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = rest.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                rest.push(entry.path());
            } else if entry.file_type()?.is_file() {
                let held = std::fs::read(entry.path())?;
                if held.windows(bytes.len()).any(|window| window == bytes) {
                    found.push(entry.path().display().to_string());
                }
            }
        }
    }
    Ok(found)
}

#[rstest::rstest]
#[tokio::test]
async fn a_draft_changed_in_another_tab_is_not_overwritten_and_nothing_typed_is_lost(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    begin(&seat).await?;
    seat.turn("保存草稿").await?;
    seat.see(".note-good").await?;
    let path = seat.path().await?;
    let first = seat.browser.open_tab().await?;
    seat.go(&path).await?;
    seat.type_in(&[("necessity", "第二个窗口写的必要性说明。")]).await?;
    seat.turn("保存草稿").await?;
    seat.see(".note-good").await?;
    seat.browser.to_tab(&first).await?;
    seat.type_in(&[("necessity", "第一个窗口写的必要性说明。")]).await?;
    seat.turn("保存草稿").await?;
    assert!(seat.browser.text(".note-bad").await?.contains("已在别处改动"));
    assert_eq!(seat.value("necessity").await?, "第一个窗口写的必要性说明。");
    seat.turn("查看最新内容").await?;
    seat.see("//textarea[@name='necessity'][contains(., '第二个窗口')]").await?;
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn an_opinion_on_a_text_that_changed_meanwhile_is_kept_and_not_given(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    let path = submit(&seat).await?;
    seat.hand_to(HEAD).await?;
    seat.go(&path).await?;
    seat.act("同意报送").await?;
    seat.hand_to(REVIEWER).await?;
    seat.go(&path).await?;
    seat.type_in(&[("opinion", "已核，可以报送。")]).await?;
    let first = seat.browser.open_tab().await?;
    seat.go(&format!("{path}/edit")).await?;
    seat.paste(&[("body", "现就做好秋粮收购服务工作，通知如下。"), ("opinion", "改一处标点。")])
        .await?;
    seat.turn("提交核改").await?;
    seat.see(".note-good").await?;
    seat.browser.to_tab(&first).await?;
    seat.turn("核稿通过").await?;
    assert!(seat.browser.text(".note-bad").await?.contains("已有变动"));
    assert_eq!(seat.value("opinion").await?, "已核，可以报送。");
    assert!(
        seat.browser.text(".paper-text").await?.contains("工作，通知"),
        "the latest text is shown"
    );
    seat.act("核稿通过").await?;
    let entries = seat.browser.texts(".timeline > li").await?;
    assert!(entries.iter().any(|entry| entry.contains("已核，可以报送。")), "{entries:#?}");
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn an_opinion_is_still_readable_when_the_request_is_no_longer_the_readers(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let drafter = Seat::of(&program, DRAFTER).await?;
    let path = submit(&drafter).await?;
    let head = Seat::of(&program, HEAD).await?;
    head.go(&path).await?;
    head.type_in(&[("opinion", "第三部分的时限请与财政局核对一致。")]).await?;
    drafter.press("不同意、退回或撤回").await?;
    drafter.browser.fill("#opinion-against", "还要补充一个附件。").await?;
    drafter.act("撤回").await?;
    head.turn("同意报送").await?;
    assert!(head.browser.text(".note-bad").await?.contains("已有变动"));
    let source = head.browser.source().await?;
    assert!(source.contains("第三部分的时限请与财政局核对一致。"), "what was typed is gone");
    close([drafter, head], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn whoever_returns_a_document_has_to_say_why(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    let path = submit(&seat).await?;
    seat.hand_to(HEAD).await?;
    seat.go(&path).await?;
    seat.press("不同意、退回或撤回").await?;
    seat.turn("退回修改").await?;
    assert_eq!(seat.browser.text("#opinion-against-error").await?, "请填写意见。");
    assert_eq!(seat.browser.count("#opinion-against[aria-invalid=true]").await?, 1);
    seat.browser.fill("#opinion-against", "请补充收购网点名单。").await?;
    seat.act("退回修改").await?;
    assert!(seat.browser.text(".request-head").await?.contains("已退回，待修改"));
    seat.hand_to(DRAFTER).await?;
    seat.go(&path).await?;
    assert!(seat.browser.text(".timeline").await?.contains("请补充收购网点名单。"));
    seat.turn("修改").await?;
    seat.see("#f-body").await?;
    seat.no_complaints(&[422]).await?;
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_double_click_submits_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    begin(&seat).await?;
    seat.paste(&[("body", BODY)]).await?;
    seat.browser.double_click("button.button-primary[value=submit]").await?;
    seat.see(".note-good").await?;
    let entries = seat.browser.texts(".timeline > li").await?;
    let told = |what: &str| entries.iter().filter(|entry| entry.contains(what)).count();
    assert_eq!(told("报批"), 1, "{entries:#?}");
    assert_eq!(seat.browser.count(".timeline .is-refused").await?, 0, "{entries:#?}");
    assert_eq!(asked(&seat).await?, 1);
    seat.hand_to(HEAD).await?;
    seat.open_waiting(TITLE).await?;
    seat.browser.double_click(".act .button-primary").await?;
    seat.see(".note-good").await?;
    let entries = seat.browser.texts(".timeline > li").await?;
    let consents =
        entries.iter().filter(|entry| entry.contains("蒋大伟") && entry.contains("同意")).count();
    assert_eq!(consents, 1, "{entries:#?}");
    assert_eq!(seat.browser.count(".timeline .is-refused").await?, 0, "{entries:#?}");
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn everything_works_without_scripts(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::at(&program, Screen::Desk).await?;
    seat.browser.without_scripts().await?;
    seat.sign_in(DRAFTER).await?;
    begin(&seat).await?;
    seat.browser.fill("#f-body", "一二三四五六七八九十").await?;
    seat.turn("检查").await?;
    seat.see_measure(10).await?;
    seat.see(".sum.is-clean").await?;
    seat.turn("再加依据").await?;
    seat.see("[name='basis.1.reference']").await?;
    assert_eq!(seat.browser.text("//h1").await?, "发文报批");
    seat.turn("报批").await?;
    seat.see(".note-good").await?;
    seat.hand_to(HEAD).await?;
    seat.open_waiting(TITLE).await?;
    seat.press("不同意、退回或撤回").await?;
    seat.browser.fill("#opinion-against", "请补充收购网点名单。").await?;
    seat.act("退回修改").await?;
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn the_count_follows_the_typing_without_a_reload(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    begin(&seat).await?;
    seat.browser.script("window.stayed = true", &[]).await?;
    seat.browser.fill("#f-body", "一二三四五").await?;
    seat.see_measure(5).await?;
    seat.browser.keys("#f-body", "六七").await?;
    seat.see_measure(7).await?;
    seat.see(".sum.is-clean").await?;
    seat.paste(&[("body", &"粮".repeat(5001))]).await?;
    seat.see("//*[@id='checks']//li[contains(., 'FILE-LENGTH')]").await?;
    assert_eq!(seat.browser.script("return window.stayed", &[]).await?, true, "no reload");
    seat.no_complaints(&[]).await?;
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_link_in_a_message_leads_through_the_sign_in_to_the_request(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let mail = SmtpServer::start().await?;
    let program = office.open(&mail).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    let path = submit(&seat).await?;
    seat.turn("退出").await?;
    let told = mail.wait_for_mail("jiangdawei@demo.invalid", TITLE).await?;
    let link = told.links().into_iter().find(|link| link.contains("/a/")).context("no link")?;
    seat.browser.go(&link).await?;
    seat.see("#password").await?;
    assert!(seat.path().await?.starts_with("/sign-in?next="), "{}", seat.path().await?);
    seat.name_and_password(HEAD, PASSWORD).await?;
    seat.see(&format!("//h1[.='{TITLE}']")).await?;
    assert_eq!(seat.path().await?, format!("{path}?answer=approve"));
    assert!(seat.browser.text(".note-info").await?.contains("打开不等于同意"));
    assert!(
        seat.browser.text(".request-head").await?.contains("待部门负责人审核"),
        "opening changes nothing"
    );
    seat.act("同意报送").await?;
    seat.hand_to(DRAFTER).await?;
    seat.browser.go(&link).await?;
    seat.see("//h1[.='该链接对您无效']").await?;
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_visitor_of_the_demonstration_signs_in_by_clicking_a_name(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::at(&program, Screen::Telephone).await?;
    seat.go("/register?year=2026").await?;
    seat.turn_at("//button[contains(., '王秀兰')]").await?;
    assert_eq!(seat.browser.text(".who-name").await?, "王秀兰");
    assert_eq!(seat.path().await?, "/register?year=2026");
    close([seat], program, &office).await
}

#[rstest::rstest]
#[tokio::test]
async fn the_language_changes_at_a_click_and_stays(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program) = open(backend).await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    let language = "return document.documentElement.lang";
    assert_eq!(seat.browser.script(language, &[]).await?, "zh-CN");
    seat.go("/register").await?;
    seat.turn("English").await?;
    seat.see("//h1[.='Register']").await?;
    assert_eq!(seat.path().await?, "/register");
    assert_eq!(seat.browser.script(language, &[]).await?, "en");
    seat.turn("New document").await?;
    seat.see("//h1[.='New document']").await?;
    seat.paste(&[("body", &"粮".repeat(5001))]).await?;
    seat.see("//li[contains(., 'FILE-LENGTH') and contains(., '5,001') or contains(., '5001')]")
        .await?;
    seat.press("中文").await?;
    // The page that comes first is replaced by what was typed.
    seat.see("html[lang='zh-CN'] [data-origin=restored]").await?;
    seat.see("//h1[.='发文报批']").await?;
    assert_eq!(seat.value("body").await?, "粮".repeat(5001));
    close([seat], program, &office).await
}

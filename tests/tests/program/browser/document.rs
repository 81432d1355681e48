//! The way of a document from the sign-in of its drafter to the register, by clicking only.

use anyhow::{Context, ensure};
use baopi_tests::browser::Screen;
use baopi_tests::cast::{DRAFTER, HEAD, LEADER, REGISTRAR, REVIEWER};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::{Launch, Program};
use rstest::rstest;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::seat::{Seat, fill_document, fixture};

const TITLE: &str = "关于做好冬小麦播种服务工作的通知";
const NUMBER: &str = "青农发〔2026〕15号";
/// The most clicks that a decision may take once the request is open.
const MOST_CLICKS: u32 = 2;
/// Everybody who has a part in the way, as the timeline names them.
const NAMES: [&str; 5] = ["沈佳", "蒋大伟", "孙晓梅", "王秀兰", "钱永福"];

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_document_goes_its_whole_way_by_clicking(#[case] backend: Backend) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let desk = Seat::at(&program, Screen::Desk).await?;
    signs_in_at_the_second_try(&desk).await?;
    uploads_a_file_into_a_begun_form(&desk, &office).await?;
    completes_and_submits(&desk).await?;
    let request = desk.path().await?;
    decide_on_a_telephone(&program).await?;
    releases(&desk).await?;
    reads_the_record(&desk, request.split('?').next().unwrap_or_default()).await?;
    desk.no_complaints(&[422]).await?;
    desk.browser.quit().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

async fn signs_in_at_the_second_try(desk: &Seat) -> anyhow::Result<()> {
    desk.go("/").await?;
    desk.name_and_password(DRAFTER, "baopi-demos").await?;
    assert_eq!(desk.browser.text("[role=alert]").await?, "登录名或密码不正确，请重新输入。");
    assert_eq!(desk.value("login").await?, DRAFTER, "the name is kept");
    assert_eq!(desk.value("password").await?, "", "the password is not");
    desk.browser.keys("#password", "baopi-demo\u{E007}").await?;
    assert_eq!(desk.browser.text(".who-name").await?, "沈佳");
    assert_eq!(desk.path().await?, "/desk");
    Ok(())
}

async fn uploads_a_file_into_a_begun_form(desk: &Seat, office: &Office) -> anyhow::Result<()> {
    desk.turn("发文报批").await?;
    desk.type_in(&[("title", TITLE), ("contact.phone", "内线 8013")]).await?;
    desk.choose(&[("direction", "lateral"), ("urgency", "urgent")]).await?;
    desk.tick("main_recipients", "区财政局").await?;
    let file = fixture("writer.docx")?;
    desk.browser.fill("[name=body_upload]", &file.to_string_lossy()).await?;
    desk.turn("读取文件").await?;
    let counted = characters_by_the_command(office).await?;
    let said = desk.browser.text(".note-good").await?;
    let numbers = "其中自动编号6字，文字处理软件不计。";
    assert_eq!(said, format!("已读取“writer.docx”，共{counted}字，请核对。{numbers}"));
    desk.see_measure(counted).await?;
    let (body, text) =
        (desk.value("body").await?, std::fs::read_to_string(fixture("writer.txt")?)?);
    assert_eq!(body.trim().lines().collect::<Vec<_>>(), text.trim().lines().collect::<Vec<_>>());
    assert_eq!(desk.value("title").await?, TITLE);
    assert_eq!(desk.value("contact.phone").await?, "内线 8013");
    assert_eq!(desk.value("contact.name").await?, "沈佳");
    assert_eq!(desk.value("direction").await?, "lateral");
    assert_eq!(desk.value("urgency").await?, "urgent");
    assert!(desk.is_ticked("main_recipients").await?);
    assert!(desk.browser.text(".drop").await?.contains("正文取自文件：writer.docx"));
    Ok(())
}

/// How many characters `baopi check` counts in the same file.
async fn characters_by_the_command(office: &Office) -> anyhow::Result<u32> {
    let file = fixture("writer.docx")?;
    let check = Launch::new("check", office.folder()).argument(&file.to_string_lossy());
    let output = check.argument("--json").run().await?;
    let report: Value = serde_json::from_slice(&output.stdout)?;
    let characters = report[0]["characters"].as_u64().with_context(|| report.to_string())?;
    Ok(u32::try_from(characters)?)
}

async fn completes_and_submits(desk: &Seat) -> anyhow::Result<()> {
    desk.turn("检查").await?;
    desk.see("//*[@class='sum'][contains(., '不符合规定')]").await?;
    let findings = desk.findings().await?;
    for rule in ["REQUIRED-FIELDS", "URGENCY-REASON", "BURDEN-ASSESSMENT", "DECLARATION"] {
        assert!(findings.iter().any(|found| found == rule), "{rule} in {findings:?}");
    }
    desk.tick("main_recipients", "区财政局").await?; // fill_document ticks it again
    fill_document(desk).await?;
    desk.choose(&[("urgency", "normal")]).await?;
    desk.turn("检查").await?;
    desk.see(".sum.is-clean").await?;
    assert_eq!(desk.findings().await?, [""; 0]);
    desk.turn("保存草稿").await?;
    assert_eq!(desk.browser.text(".note-good").await?, "已保存为草稿，尚未报批。");
    assert!(desk.path().await?.ends_with("/edit?saved=1"));
    desk.turn("报批").await?;
    assert_eq!(desk.browser.text(".note-good").await?, "已办理：报批");
    assert!(desk.browser.text(".request-head").await?.contains("待部门负责人审核"));
    desk.see("[aria-labelledby=act]").await // the drafter may still withdraw
}

async fn decide_on_a_telephone(program: &Program) -> anyhow::Result<()> {
    let telephone = Seat::at(program, Screen::Telephone).await?;
    let decisions = [
        (HEAD, "同意报送", "同意报批。"),
        (REVIEWER, "核稿通过", ""),
        (LEADER, "签发", "同意印发。"),
    ];
    for (place, (login, button, opinion)) in decisions.into_iter().enumerate() {
        if place == 0 {
            telephone.sign_in(login).await?;
        } else {
            telephone.hand_to(login).await?;
        }
        telephone.open_waiting(TITLE).await?;
        assert!(telephone.browser.overflow().await? <= 0, "{login} sees it all");
        telephone.clicks();
        if !opinion.is_empty() {
            telephone.browser.keys("#opinion-approve", opinion).await?;
        }
        telephone.act(button).await?;
        let clicks = telephone.clicks();
        assert!(clicks <= MOST_CLICKS, "{login} had to click {clicks} times");
    }
    telephone.no_complaints(&[]).await?;
    telephone.browser.quit().await
}

async fn releases(desk: &Seat) -> anyhow::Result<()> {
    desk.hand_to(REVIEWER).await?;
    desk.open_waiting(TITLE).await?;
    desk.act("复核通过").await?;
    desk.hand_to(REGISTRAR).await?;
    desk.open_waiting(TITLE).await?;
    desk.act("编号").await?;
    assert_eq!(desk.browser.text(".number-plate").await?, NUMBER);
    desk.act("用印").await?;
    desk.act("印发").await?;
    desk.turn("登记簿").await?;
    let row = desk.browser.text(&format!("//tr[contains(., '{NUMBER}')]")).await?;
    assert!(row.contains(TITLE) && row.contains("区农业农村局"), "{row}");
    assert!(!row.contains("未印发"), "{row}");
    desk.turn(TITLE).await
}

async fn reads_the_record(desk: &Seat, request: &str) -> anyhow::Result<()> {
    assert_eq!(desk.path().await?, request);
    assert_eq!(desk.browser.text("h1").await?, TITLE);
    let entries = desk.browser.texts(".timeline > li").await?;
    assert!(entries.len() >= 11, "{entries:#?}");
    for name in NAMES {
        assert!(entries.iter().any(|entry| entry.contains(name)), "{name} in {entries:#?}");
    }
    for said in ["同意报批。", "同意印发。", NUMBER] {
        assert!(entries.iter().any(|entry| entry.contains(said)), "{said} in {entries:#?}");
    }
    let hashes = desk.browser.texts(".timeline .hash .mono").await?;
    // A step shows the hash of every event that it caused.
    let different: std::collections::BTreeSet<_> = hashes.iter().collect();
    assert!(different.len() == hashes.len() && hashes.len() >= entries.len(), "{hashes:?}");
    let is_short =
        |hash: &String| hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(hashes.iter().all(is_short), "{hashes:?}");
    let steps = desk.browser.texts(".step-done .step-name").await?;
    assert!(steps.len() >= 8, "{steps:?}");
    downloads_the_file(desk).await
}

async fn downloads_the_file(desk: &Seat) -> anyhow::Result<()> {
    let download = "const link = document.querySelector('.files a'); \
        return fetch(link.href).then(async answer => { \
            const bytes = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()); \
            const hex = [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join(''); \
            return { name: link.textContent, hex, kept: answer.headers.get('content-disposition') }; })";
    let got = desk.browser.script(download, &[]).await?;
    let uploaded = hex::encode(Sha256::digest(std::fs::read(fixture("writer.docx")?)?));
    assert_eq!(got["name"], json!("writer.docx"));
    assert_eq!(got["hex"], json!(uploaded));
    let kept = got["kept"].as_str().context("the answer does not say what to do with it")?;
    ensure!(kept.starts_with("attachment"), "{kept}");
    Ok(())
}

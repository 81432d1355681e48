//! A published report as a file: what is in it, who gets it, and what is said where none can be made.

use baopi_tests::cast::{AUDITOR, DRAFTER, PASSWORD};
use baopi_tests::client::{Answer, Client};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use rstest::rstest;

const PAGE: &str = "/reports/2026Q3/1";
const FILE: &str = "/reports/2026Q3/1/report.pdf";
const API_FILE: &str = "/api/v1/reports/2026Q3/1/report.pdf";

/// The auditor, who has published the third quarter.
async fn publisher(program: &Program) -> anyhow::Result<Client> {
    let auditor = program.client()?;
    auditor.sign_in(AUDITOR, PASSWORD).await?;
    let form = [("period", "2026Q3"), ("reason", "")];
    auditor.post_form("/reports", &form).await?.expect(303)?;
    Ok(auditor)
}

/// What a reader of the file sees, without the spaces that a reader of glyphs puts between them.
fn text_of(file: &Answer) -> anyhow::Result<String> {
    assert_eq!(file.header("content-type"), Some("application/pdf"));
    assert!(file.body.starts_with(b"%PDF-"));
    let read = baopi_document::extract("report.pdf", &file.body)?;
    Ok(read.text.split_whitespace().collect())
}

#[rstest]
#[tokio::test]
async fn a_published_report_is_a_file_with_the_figures_of_the_page_in_either_language(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let auditor = publisher(&program).await?;
    assert!(auditor.get(PAGE).await?.expect(200)?.text().contains(FILE));
    let file = auditor.get(FILE).await?.expect(200)?;
    let name = file.header("content-disposition").unwrap_or_default();
    assert!(name.starts_with("attachment") && name.contains("2026Q3-1.pdf"), "{name}");
    let text = text_of(&file)?;
    let published = format!("第1版，吴海燕于{}", office.first_day());
    for said in ["2026年第3季度", published.as_str(), "含导入数据", "农业农村局", "上限5000字"]
    {
        assert!(text.contains(said), "{said} is missing: {text}");
    }
    let reader = program.client()?.with_token(DRAFTER, PASSWORD).await?;
    let auditing = program.client()?.with_token(AUDITOR, PASSWORD).await?;
    let figures = auditing.get("/api/v1/statistics?period=2026Q3").await?.expect(200)?.json()?;
    for (line, name) in figures["headlines"].as_array().into_iter().flatten().zip([
        "发文（下行）",
        "会议",
        "议事协调机构发文",
        "督查检查考核",
    ]) {
        let (now, before) = (&line["now"], &line["before"]);
        assert!(text.contains(&format!("{name}{now}{before}")), "{name}{now}{before}: {text}");
    }
    assert!(text.contains("下降35.0%"), "{text}");
    let again = reader.get(API_FILE).await?.expect(200)?;
    assert!(again.body == file.body, "whoever asks, the same report is the same file");
    let english = reader.call("GET", API_FILE, &[("accept-language", "en")], None).await?;
    let text = text_of(&english.expect(200)?)?;
    for said in ["Q32026", "Revision1,publishedby", "partlyimported", "down35.0%"] {
        assert!(text.contains(said), "{said} is missing: {text}");
    }
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn whoever_does_not_see_the_page_of_a_report_does_not_get_its_file(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let auditor = publisher(&program).await?;
    let stranger = program.client()?;
    for path in [PAGE, FILE] {
        let sent_away = stranger.get(path).await?.expect(303)?;
        assert!(sent_away.header("location").is_some_and(|place| place.starts_with("/sign-in")));
    }
    assert_eq!(stranger.get(API_FILE).await?.expect(401)?.json()?["code"], "unauthenticated");
    let reader = program.client()?.with_token(DRAFTER, PASSWORD).await?;
    for report in ["2026Q3/2", "2026Q2/1", "soon/1"] {
        auditor.get(&format!("/reports/{report}")).await?.expect(404)?;
        auditor.get(&format!("/reports/{report}/report.pdf")).await?.expect(404)?;
        reader.get(&format!("/api/v1/reports/{report}/report.pdf")).await?.expect(404)?;
    }
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn without_a_chinese_font_the_program_runs_and_says_which_setting_is_to_be_looked_at(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().variable("BAOPI__FONTS__DIRS", "/nowhere").start().await?;
    let auditor = publisher(&program).await?;
    auditor.get(PAGE).await?.expect(200)?;
    let page = auditor.get(FILE).await?.expect(503)?.text();
    assert!(page.contains("fonts.dirs") && page.contains("/nowhere"), "{page}");
    assert!(page.contains("没有可用的中文字体"), "{page}");
    let reader = program.client()?.with_token(DRAFTER, PASSWORD).await?;
    let problem = reader.get(API_FILE).await?.expect(503)?.json()?;
    assert_eq!(
        (&problem["code"], &problem["reason"]),
        (&"report_unprinted".into(), &"no_font".into())
    );
    let said = problem["message_en"].as_str().unwrap_or_default();
    assert!(said.contains("fonts.dirs") && said.contains("/nowhere"), "{problem}");
    program.stop().await?;
    invariants::hold(&office).await
}

//! Figures of the whole program: the sample of the demonstration, what who sees, the export, and the command that checks.

use baopi_tests::cast::{Cast, DRAFTER, LEADER, PASSWORD};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;
use serde_json::{Value, json};

const AUDITOR: &str = "wuhaiyan";
const THIRD_QUARTER: &str = "/api/v1/statistics?period=2026Q3";

/// Metric, now, before, change.
fn lines(figures: &Value, name: &str) -> Vec<Value> {
    let lines = figures[name].as_array().cloned().unwrap_or_default();
    let line =
        |line: &Value| json!([line["metric"], line["now"], line["before"], line["change_percent"]]);
    lines.iter().map(line).collect()
}

fn sum(figures: &Value, place: usize) -> u64 {
    let groups = figures["groups"].as_array().cloned().unwrap_or_default();
    groups.iter().filter_map(|group| group["figures"][place]["now"].as_u64()).sum()
}

#[rstest]
#[tokio::test]
async fn the_sample_of_the_third_quarter_is_shown_and_adds_up(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let figures = cast.sees(AUDITOR, THIRD_QUARTER).await?;
    let expected = [
        json!(["docs_downward", 52, 80, "-35.0"]),
        json!(["meetings", 13, 19, "-31.6"]),
        json!(["docs_coordination", 7, 0, null]),
        json!(["inspections", 3, 7, "-57.1"]),
    ];
    assert_eq!(lines(&figures, "headlines"), expected);
    for (place, whole) in [52, 13, 7, 3].into_iter().enumerate() {
        assert_eq!(sum(&figures, place), whole, "the groups add up to the whole");
    }
    assert_eq!(cast.sees(LEADER, THIRD_QUARTER).await?["headlines"], figures["headlines"]);
    let own = cast.sees(DRAFTER, THIRD_QUARTER).await?;
    assert_eq!(lines(&own, "headlines")[0], json!(["docs_downward", 6, 8, "-25.0"]));
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_compared_is_not_and_a_wrong_period_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    // What was typed in covers July and August in one.
    let july = cast.sees(AUDITOR, "/api/v1/statistics?period=2026-07").await?;
    assert_eq!(lines(&july, "headlines")[0][2], Value::Null);
    let wrong = cast.client(AUDITOR).await?.get("/api/v1/statistics?period=2026Q5").await?;
    let problem = wrong.expect(400)?.json()?;
    assert_eq!(problem["field"], "period");
    program.stop().await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_command_finds_the_figures_right_and_a_wrong_one_wrong(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    cast.document_after("关于开展统计核对工作的通知", 8).await?;
    program.stop().await?;
    let check = async || office.command("statistics").argument("check").run().await;
    assert!(check().await?.status.success());
    let wrong = "UPDATE figure SET value = value + 1 WHERE metric = 'docs_total'";
    office.sql().await?.execute(wrong).await?;
    assert_eq!(check().await?.status.code(), Some(1));
    assert!(office.command("statistics").argument("rebuild").run().await?.status.success());
    assert!(check().await?.status.success());
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_report_stays_as_it_was_published_and_a_sample_can_be_drawn(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let auditor = program.client()?;
    auditor.sign_in(AUDITOR, PASSWORD).await?;
    let publish = async |reason: &str| {
        auditor.post_form("/reports", &[("period", "2026Q3"), ("reason", reason)]).await
    };
    publish("").await?.expect(303)?;
    publish("").await?.expect(422)?;
    publish("补录两件").await?.expect(303)?;
    let first = auditor.get("/reports/2026Q3/1").await?.expect(200)?.text();
    assert!(first.contains("52") && !first.contains("补录两件"), "{first}");
    assert!(auditor.get("/reports/2026Q3/2").await?.expect(200)?.text().contains("补录两件"));
    let draw = [("period", "2026Q3"), ("rate", "20"), ("nonce", "demo")];
    auditor.post_form("/spot-checks", &draw).await?.expect(303)?;
    let list = auditor.get("/spot-checks").await?.expect(200)?.text();
    let path = list.split("href=\"").find(|part| part.starts_with("/spot-checks/"));
    let path = path.and_then(|part| part.split('"').next()).unwrap_or_default();
    assert!(auditor.get(path).await?.expect(200)?.text().contains("2026Q3|demo"), "{path}");
    let drafter = program.client()?;
    drafter.sign_in(DRAFTER, PASSWORD).await?;
    drafter.get("/spot-checks").await?.expect(404)?;
    drafter.post_form("/spot-checks", &draw).await?.expect(404)?;
    drafter.post_form("/reports", &[("period", "2026Q3"), ("reason", "")]).await?.expect(404)?;
    program.stop().await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn anybody_reports_what_went_past_the_approval_and_an_auditor_verifies_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let cast = Cast::of(&program).await?;
    let unit = cast.unit("U15")?.to_owned();
    let drafter = program.client()?;
    drafter.sign_in(DRAFTER, PASSWORD).await?;
    let report = |evidence: &'static str| {
        [
            ("kind", "chat_bypass"),
            ("found_by", "receiver"),
            ("unit", unit.as_str()),
            ("day", "2026-09-14"),
            ("evidence", evidence),
        ]
    };
    drafter.post_form("/irregularities", &report("")).await?.expect(422)?;
    drafter.post_form("/irregularities", &report("机密★1年")).await?.expect(422)?;
    drafter.post_form("/irregularities", &report("工作群要求当日报送台账")).await?.expect(303)?;
    let own = drafter.get("/irregularities").await?.expect(200)?.text();
    assert!(own.contains("工作群要求当日报送台账") && !own.contains("/steps"), "{own}");
    let auditor = program.client()?;
    auditor.sign_in(AUDITOR, PASSWORD).await?;
    let all = auditor.get("/irregularities").await?.expect(200)?.text();
    let step = all.split("action=\"").find(|part| part.starts_with("/irregularities/"));
    let step = step.and_then(|part| part.split('"').next()).unwrap_or_default().to_owned();
    let verify = [("state", "verified"), ("opinion", "属实"), ("remedy", "withdraw")];
    drafter.post_form(&step, &verify).await?.expect(404)?;
    auditor.post_form(&step, &verify).await?.expect(303)?;
    auditor.post_form(&step, &verify).await?.expect(422)?;
    let table = auditor.get("/statistics/figures.csv?period=2026Q3").await?.expect(200)?;
    assert!(table.text().starts_with('\u{feff}') && table.text().contains("-35.0"));
    program.stop().await?;
    Ok(())
}

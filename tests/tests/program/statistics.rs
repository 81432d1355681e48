//! Figures of the whole program: the sample of the demonstration, what who sees, the export, and the command that checks.

use baopi_engine::Table;
use baopi_tests::cast::{ADMIN, Cast, DRAFTER, LEADER, PASSWORD, STRANGER};
use baopi_tests::client::Upload;
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
    program.stop().await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn figures_and_register_are_taken_away_as_tables_in_the_readers_language(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let auditor = program.client()?;
    auditor.sign_in(AUDITOR, PASSWORD).await?;
    let table = async |path: &str, format: &str| {
        let answer = auditor.get(&format!("{path}format={format}")).await?.expect(200)?;
        anyhow::Ok((answer.header("content-type").unwrap_or_default().to_owned(), answer.body))
    };
    let (figures, register) = ("/statistics/table?period=2026Q3&", "/register/table?");
    for (language, heads) in
        [("zh-CN", ["指标", "成文日期"]), ("en", ["Figure", "Date of signature"])]
    {
        let form = [("language", language), ("next", "/desk")];
        auditor.post_form("/language", &form).await?.expect(303)?;
        for (path, head) in [figures, register].into_iter().zip(heads) {
            let (csv_type, csv) = table(path, "csv").await?;
            let (xlsx_type, xlsx) = table(path, "xlsx").await?;
            assert!(csv_type.starts_with("text/csv") && xlsx_type.contains("spreadsheetml"));
            assert!(xlsx.starts_with(b"PK") && csv.starts_with("\u{feff}".as_bytes()));
            let (csv, xlsx) = (Table::read(&csv)?, Table::read(&xlsx)?);
            assert!(csv.columns.iter().any(|column| column == head), "{:?}", csv.columns);
            assert_eq!((&csv.columns, csv.rows.len()), (&xlsx.columns, xlsx.rows.len()));
            assert!(csv.rows.len() > 5, "{csv:?}");
        }
    }
    let (_, csv) = table(figures, "csv").await?;
    let downward = Table::read(&csv)?.rows.remove(0).cells;
    assert_eq!(downward[2..5], ["52", "80", "-35.0"]);
    let (_, xlsx) = table(figures, "xlsx").await?;
    assert_eq!(Table::read(&xlsx)?.rows.remove(0).cells[2..5], ["52", "80", "-35"], "numbers");
    program.stop().await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_requests_behind_a_figure_add_up_to_what_the_program_counted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let figures = cast.sees(AUDITOR, THIRD_QUARTER).await?;
    let details = lines(&figures, "details");
    let total = details.iter().find(|line| line[0] == "docs_total").cloned().unwrap_or_default();
    let behind = "/api/v1/statistics/requests?period=2026Q3&metric=docs_total";
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page = cast.sees(AUDITOR, &format!("{behind}&limit=2{after}")).await?;
        found.extend(page["items"].as_array().cloned().unwrap_or_default());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    let sum: u64 = found.iter().filter_map(|item| item["value"].as_u64()).sum();
    assert!(found.len() > 2, "{found:?}");
    assert_eq!(Some(sum), total[1].as_u64());
    let groups = ["party", "government", "departments", "coordination_bodies", "townships"];
    let mut by_group = 0;
    for group in groups {
        let page = cast.sees(AUDITOR, &format!("{behind}&limit=100&group={group}")).await?;
        by_group += page["items"].as_array().map_or(0, Vec::len);
    }
    assert_eq!(by_group, found.len());
    let own = cast.sees(STRANGER, &format!("{behind}&limit=100")).await?;
    let own = own["items"].as_array().cloned().unwrap_or_default();
    let figures = lines(&cast.sees(STRANGER, THIRD_QUARTER).await?, "details");
    let total = figures.iter().find(|line| line[0] == "docs_total").cloned().unwrap_or_default();
    assert_eq!(Some(own.len() as u64), total[1].as_u64());
    assert!(own.len() < found.len(), "{} of {}", own.len(), found.len());
    for (wrong, field) in [
        ("metric=docs", "metric"),
        ("metric=meetings&period=2026Q9", "period"),
        ("metric=meetings&group=all", "group"),
        ("metric=meetings&after=nowhere", "after"),
    ] {
        let path = format!("/api/v1/statistics/requests?{wrong}");
        let problem = cast.client(AUDITOR).await?.get(&path).await?.expect(400)?.json()?;
        assert_eq!(problem["field"], field);
    }
    program.stop().await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_administrator_takes_over_last_years_figures_and_each_wrong_field_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let second = "/api/v1/statistics?period=2026Q2";
    assert_eq!(lines(&cast.sees(AUDITOR, second).await?, "headlines")[0][2], 0);
    let administrator = program.client()?;
    administrator.sign_in(ADMIN, PASSWORD).await?;
    let import = "/statistics/import";
    let head = "单位,起始日,截止日,指标,数量,来源";
    let sent = async |lines: &str| {
        let table = format!("{head}\n{lines}\n");
        let bytes = table.as_bytes();
        let file = Upload { field: "table", name: "表.csv", media_type: "text/csv", bytes };
        administrator.post_file(import, &[("nonce", "n")], file).await
    };
    let wrong =
        "U13,2025-04-01,2025-06-30,发文（下行）,x,年报\nU99,2025-04-01,2025-06-30,meetings,5,";
    let page = sent(wrong).await?.expect(422)?.text();
    for said in [">2</td>", "数量", "不能识别。", ">3</td>", "没有这一项。", "来源", "请填写。"]
    {
        assert!(page.contains(said), "{said} is missing: {page}");
    }
    sent("U13,2025-04-01,2025-06-30,docs_downward,21,2025年报第3页").await?.expect(303)?;
    let page = administrator.get(import).await?.expect(200)?.text();
    assert!(page.contains("2025年报第3页"), "{page}");
    let again = sent("U13,2025-05-01,2025-05-31,docs_downward,7,月报").await?.expect(422)?.text();
    assert!(again.contains("重复计算"), "{again}");
    let figures = cast.sees(AUDITOR, second).await?;
    assert_eq!(figures["headlines"][0]["before"], 21);
    assert_eq!(figures["headlines"][0]["imported"], true);
    let auditor = program.client()?;
    auditor.sign_in(AUDITOR, PASSWORD).await?;
    auditor.get(import).await?.expect(404)?;
    let shown = auditor.get("/statistics?period=2026Q2").await?.expect(200)?.text();
    assert!(shown.contains("含导入数据") && !shown.contains(import), "{shown}");
    program.stop().await?;
    invariants::hold(&office).await
}

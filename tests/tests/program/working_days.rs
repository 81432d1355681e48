//! Holidays and make-up days: an administrator brings a year in as a file, and days are counted with it from then on.

use anyhow::Context;
use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, PASSWORD, SECOND_ADMIN, STRANGER, action, rules, session,
};
use baopi_tests::client::{Answer, Upload};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office, WORKING_DAY};
use rstest::rstest;
use serde_json::{Value, json};

const DAYS: &str = "/api/v1/working-days";
const PAGE: &str = "/working-days";
const HEAD: &str = "日期,安排,节日";

fn file(lines: &str) -> Vec<u8> {
    format!("{HEAD}\n{lines}\n").into_bytes()
}

async fn imported(cast: &mut Cast, who: &str, lines: &str) -> anyhow::Result<Answer> {
    let bytes = file(lines);
    let upload = Upload { field: "file", name: "2027.csv", media_type: "text/csv", bytes: &bytes };
    cast.client(who).await?.post_file(&format!("{DAYS}/imports"), &[], upload).await
}

/// The rules that would stand against a meeting at this time.
async fn against(cast: &mut Cast, starts_at: i64) -> anyhow::Result<Vec<String>> {
    let mut meeting = cast.meeting("全区秋收工作会议", 3_600)?;
    meeting["sessions"] = json!([session(starts_at, starts_at + 3_600_000)]);
    let answer = cast.client(DRAFTER).await?.post("/api/v1/previews", &meeting).await?;
    let found = answer.expect(200)?.json()?;
    let findings = found["findings"].as_array().cloned().unwrap_or_default();
    let named = findings.iter().filter_map(|finding| finding["rule"].as_str().map(str::to_owned));
    Ok(named.collect())
}

/// Nine in the morning of a day before which people work on six days, with the Sunday of work among them: on Wednesday the
/// 23rd for an office that begins on Tuesday the 15th, on Monday the 28th for one that begins on Saturday the 19th.
fn in_seven_working_days(office: &Office) -> i64 {
    let days = if office.first_day() == WORKING_DAY { 8 } else { 9 };
    office.instant(9, 0) + days * 86_400_000
}

/// A calendar on which three of these days are closed; it replaces the shipped one, so that no Sunday is worked either.
fn closed(office: &Office) -> String {
    let first = if office.first_day() == WORKING_DAY { 1 } else { 3 };
    let lines = (first..first + 3).map(|days| format!("{},放假,防汛", office.day(days)));
    lines.collect::<Vec<_>>().join("\n")
}

#[rstest]
#[tokio::test]
async fn a_year_that_is_brought_in_counts_and_stands_in_the_record(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let before = cast.sees(STRANGER, &format!("{DAYS}?year=2027")).await?;
    assert_eq!((&before["known"], &before["days"]), (&json!(false), &json!([])));
    let shipped = cast.sees(STRANGER, &format!("{DAYS}?year=2026")).await?;
    assert_eq!((&shipped["known"], &shipped["revision"]), (&json!(true), &Value::Null));

    let later = in_seven_working_days(&office);
    assert!(!against(&mut cast, later).await?.contains(&"MEETING-LEAD-TIME".to_owned()));
    let closed = closed(&office).replace("2026-09-", "2026/9/");
    for who in [DRAFTER, AUDITOR] {
        imported(&mut cast, who, &closed).await?.expect(403)?;
    }
    let done = imported(&mut cast, ADMIN, &closed).await?.expect(201)?.json()?;
    assert_eq!(done, json!({ "year": 2026, "entries": 3 }));
    assert!(!against(&mut cast, later).await?.contains(&"MEETING-LEAD-TIME".to_owned()));
    imported(&mut cast, SECOND_ADMIN, &closed).await?.expect(409)?;
    let known = cast.sees(STRANGER, &format!("{DAYS}?year=2026")).await?;
    let proposal = &known["proposals"][0];
    assert_eq!((&proposal["standing"], &proposal["year"]), (&json!("open"), &json!(2026)));
    let path = format!("{DAYS}/proposals/{}/settlement", proposal["id"].as_str().unwrap_or(""));
    let confirm = json!({ "settlement": "confirm" });
    for (who, status) in [(DRAFTER, 403), (AUDITOR, 403), (ADMIN, 403), (SECOND_ADMIN, 200)] {
        cast.client(who).await?.post(&path, &confirm).await?.expect(status)?;
    }
    assert!(against(&mut cast, later).await?.contains(&"MEETING-LEAD-TIME".to_owned()));
    cast.calendar_in_force("2026-10-01,放假,国庆节").await?;
    let again = cast.sees(STRANGER, &format!("{DAYS}?year=2026")).await?;
    assert_eq!(again["revision"], 2);
    assert_eq!(
        again["days"],
        json!([{ "day": "2026-10-01", "day_kind": "off", "holiday": "国庆节" }])
    );
    assert!(!against(&mut cast, later).await?.contains(&"MEETING-LEAD-TIME".to_owned()));

    let sql = office.sql().await?;
    let recorded = "SELECT COUNT(*) FROM system_event WHERE type = 'book_changed'";
    assert_eq!(sql.number(recorded).await?, 4);
    for statement in ["DELETE FROM calendar_year", "UPDATE calendar_year SET body = '{}'"] {
        sql.refused(statement).await?;
    }
    sql.close().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn what_was_judged_with_the_calendar_of_its_time_is_verified_with_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut meeting = cast.meeting("全区秋收工作会议", 3_600)?;
    let starts_at = in_seven_working_days(&office);
    meeting["sessions"] = json!([session(starts_at, starts_at + 3_600_000)]);
    let known = cast.create(DRAFTER, &meeting).await?;
    let closed = closed(&office);
    cast.calendar_in_force(&closed).await?;
    let answer = cast.tries(DRAFTER, &known, &action("submit")).await?.expect(422)?.json()?;
    assert!(rules(&answer).contains(&"MEETING-LEAD-TIME"), "{answer}");
    cast.calendar_in_force("2026-10-01,放假,国庆节").await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn the_page_warns_of_a_year_that_is_not_known_and_names_each_wrong_field(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let administrator = program.client()?;
    administrator.sign_in(ADMIN, PASSWORD).await?;
    let warning = "2027年的放假安排尚未发布";
    let shown = administrator.get(PAGE).await?.expect(200)?.text();
    assert!(shown.contains(warning) && shown.contains("国庆节"), "{shown}");
    let planned = administrator.get("/calendar?month=2027-01").await?.expect(200)?.text();
    assert!(planned.contains(warning), "{planned}");
    let sent = async |lines: &str| {
        let bytes = file(lines);
        let file =
            Upload { field: "table", name: "表.csv", media_type: "text/csv", bytes: &bytes };
        administrator.post_file(&format!("{PAGE}/import"), &[("nonce", "n")], file).await
    };
    let wrong =
        "2027-01-01,放假,元旦\n2028-01-01,放假,元旦\n2027-01-04,上班,\n2027-02-30,休息,春节";
    let page = sent(wrong).await?.expect(422)?.text();
    for said in [
        ">3</td>",
        "不是2027年的日期",
        ">4</td>",
        "本来就上班",
        ">5</td>",
        "日期",
        "安排",
        "不能识别。",
    ] {
        assert!(page.contains(said), "{said} is missing: {page}");
    }
    let still = administrator.get(PAGE).await?.expect(200)?.text();
    assert!(still.contains(warning), "nothing was taken over: {still}");
    sent("2027-01-01,放假,元旦\n2027-01-09,上班,").await?.expect(303)?;
    let own = administrator.get(PAGE).await?.expect(200)?.text();
    assert!(own.contains(warning) && own.contains("由另一名管理员确认"), "{own}");
    let second = program.client()?;
    second.sign_in(SECOND_ADMIN, PASSWORD).await?;
    let shown = second.get(PAGE).await?.expect(200)?.text();
    assert!(shown.contains("2027-01-09：按星期 → 上班"), "the difference is shown: {shown}");
    let action = shown.split("action=\"/working-days/proposals/").nth(1).context("no form")?;
    let id = action.split('"').next().unwrap_or_default();
    let confirm = [("do", "confirm"), ("nonce", "n")];
    second.post_form(&format!("{PAGE}/proposals/{id}"), &confirm).await?.expect(303)?;
    let shown = administrator.get(&format!("{PAGE}?year=2027&n=2")).await?.expect(200)?.text();
    assert!(
        shown.contains("第1次导入") && shown.contains("2027-01-09") && !shown.contains(warning),
        "{shown}"
    );
    let table =
        administrator.get(&format!("{PAGE}/table?year=2027&format=csv")).await?.expect(200)?.text();
    assert!(table.contains(HEAD) && table.contains("2027-01-09,上班,"), "{table}");
    let stranger = program.client()?;
    stranger.sign_in(STRANGER, PASSWORD).await?;
    let read = stranger.get(PAGE).await?.expect(200)?.text();
    assert!(!read.contains("type=\"file\""), "{read}");
    program.stop().await?;
    invariants::hold(&office).await
}

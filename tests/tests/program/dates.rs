//! The days on which calendars differ: on each the program starts, reminds exactly those whom it should, and a document and a
//! meeting go their whole way.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};
use baopi_tests::cast::{
    Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, REGISTRAR, REVIEWER, action, approve, rfc3339,
    session,
};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use rstest::rstest;
use serde_json::{Value, json};

/// What the program logs when it has looked for those who are late; how many requests it is about follows.
const LOOKED: &str = "everybody who is late was looked for requests=";
/// The session of the meeting begins at two in the afternoon of the first day and takes an hour.
const BEGINS_AT: u32 = 14;
/// One hour, in milliseconds.
const HOUR: i64 = 3_600_000;

/// Whether people work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    Worked,
    Off,
}

/// Whether a day lies in the seven days from the month's first Monday on, in which only an emergency meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Week {
    WithMeetings,
    WithoutMeetings,
}

/// How many requests somebody is late with by the first day, as the tasks tell.
async fn late(office: &Office) -> anyhow::Result<i64> {
    let sql = office.sql().await?;
    let query = format!(
        "SELECT COUNT(DISTINCT t.request) FROM task t JOIN request r ON r.id = t.request
         WHERE t.due_on < '{}'",
        office.first_day()
    );
    let late = sql.number(&query).await?;
    sql.close().await?;
    Ok(late)
}

/// How many reminders stand in the record, and how many messages of theirs in the outbox.
async fn reminders(office: &Office) -> anyhow::Result<(i64, i64)> {
    let sql = office.sql().await?;
    let events = sql.number("SELECT COUNT(*) FROM event WHERE type = 'reminded'").await?;
    let messages = sql.number("SELECT COUNT(*) FROM outbox WHERE kind = 'overdue'").await?;
    sql.close().await?;
    Ok((events, messages))
}

/// Nobody is reminded on a day off, and on any other day everybody who is late, once.
async fn reminds(office: &Office, program: &Program, day: Day, late: i64) -> anyhow::Result<()> {
    program.wait_for_log(LOOKED).await?;
    let log = program.log();
    let (_, rest) = log.split_once(LOOKED).context("it was waited for")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let expected = if day == Day::Worked { late } else { 0 };
    ensure!(late > 0, "nobody is late, so that this shows nothing");
    assert_eq!(digits.parse(), Ok(expected), "{log}");
    let (events, messages) = reminders(office).await?;
    assert_eq!(events, expected);
    assert!(messages >= expected && (messages == 0) == (expected == 0), "{messages} messages");
    Ok(())
}

/// From draft to archive, with a number and dates of this day.
async fn document(cast: &mut Cast, office: &Office) -> anyhow::Result<()> {
    let known = cast.document_after("关于做好冬小麦播种服务工作的通知", 9).await?;
    assert_eq!(known.status, "archived");
    let shown = cast.shows(DRAFTER, &known).await?;
    assert_eq!(shown["signature"]["doc_date"], office.first_day());
    let year = office.first_day().get(..4).context("a year")?;
    let number = shown["number"].as_str().context("no number")?;
    assert!(number.starts_with(&format!("青农发〔{year}〕")), "{number}");
    Ok(())
}

/// A meeting of this afternoon, which needs a reason for its haste; in a week without meetings it is an emergency.
fn meeting(cast: &Cast, office: &Office, week: Week) -> anyhow::Result<Value> {
    let mut content = cast.meeting("全区渔政巡查座谈会", 3_600)?;
    let begins = office.instant(BEGINS_AT, 0);
    content["sessions"] = json!([session(begins, begins + HOUR)]);
    let reason = "上级通知今晨送达，须当日部署。";
    content["justifications"] = json!({ "MEETING-LEAD-TIME": reason });
    if week == Week::WithoutMeetings {
        content["nature"] = json!("emergency");
        content["justifications"] = json!({ "NO-MEETING-WEEK": reason });
    }
    Ok(content)
}

/// From draft to the notice.
async fn called(cast: &mut Cast, office: &Office, week: Week) -> anyhow::Result<Known> {
    let content = meeting(cast, office, week)?;
    let client = cast.client(DRAFTER).await?;
    let judged = client.post("/api/v1/previews", &content).await?.expect(200)?.json()?;
    let findings = judged["findings"].as_array().context("no findings")?;
    let asked: BTreeSet<_> = findings
        .iter()
        .filter(|finding| finding["severity"] != "advisory")
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    let excused = content["justifications"].as_object().context("no reasons")?;
    let excused: BTreeSet<_> = excused.keys().map(String::as_str).collect();
    assert_eq!(asked, excused, "{judged}");
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    let leaders: &[&str] = if week == Week::WithoutMeetings {
        &[HEAD, REVIEWER, LEADER, MAYOR]
    } else {
        &[HEAD, REVIEWER, LEADER]
    };
    for login in leaders {
        let mut consent = approve();
        consent["accept"] = json!(excused);
        cast.does(login, &mut known, consent).await?;
    }
    cast.does(DRAFTER, &mut known, action("send_notice")).await?;
    assert_eq!(known.status, "noticed");
    Ok(known)
}

/// Lets hours pass on the clock of the office while the program is stopped.
async fn pass_hours(office: &Office, hours: i64) -> anyhow::Result<()> {
    let sql = office.sql().await?;
    let forward =
        format!("UPDATE demonstration SET clock_offset = clock_offset + {}", hours * HOUR);
    assert_eq!(sql.execute(&forward).await?, 1);
    sql.close().await
}

/// How it went is told after its end, and the file is closed.
async fn held(cast: &mut Cast, office: &Office, mut known: Known) -> anyhow::Result<()> {
    let begins = office.instant(BEGINS_AT, 0);
    let actual = json!({ "starts_at": rfc3339(begins), "ends_at": rfc3339(begins + HOUR), "headcount": 38,
                         "mode": "video", "venue": "", "no_show": 1 });
    cast.does(DRAFTER, &mut known, json!({ "action": "record_held", "actual": actual })).await?;
    cast.does(REGISTRAR, &mut known, action("close")).await?;
    assert_eq!(known.status, "closed");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn on_every_kind_of_day_the_program_starts_reminds_and_lets_requests_go_their_way(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(
        // A Saturday that is worked, in the week of the national holiday.
        ("2026-10-10", Day::Worked, Week::WithoutMeetings),
        // A holiday in the middle of the week.
        ("2026-09-25", Day::Off, Week::WithMeetings),
        // The first Monday of a month.
        ("2026-11-02", Day::Worked, Week::WithoutMeetings),
        // The last day of a year.
        ("2026-12-31", Day::Worked, Week::WithMeetings),
        // Years whose days off have not been published count Monday to Friday.
        ("2027-01-01", Day::Worked, Week::WithMeetings),
        ("2027-01-04", Day::Worked, Week::WithoutMeetings),
        ("2027-01-15", Day::Worked, Week::WithMeetings),
        ("2028-02-29", Day::Worked, Week::WithMeetings),
        // A Saturday.
        ("2030-06-15", Day::Off, Week::WithMeetings),
    )]
    (day, kind, week): (&str, Day, Week),
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?.beginning_on(day);
    let launch = office.demo().variable("BAOPI__LOG__LEVEL", "debug");
    let program = launch.start().await?;
    let late = late(&office).await?;
    reminds(&office, &program, kind, late).await?;
    let mut cast = Cast::of(&program).await?;
    document(&mut cast, &office).await?;
    let known = called(&mut cast, &office, week).await?;
    assert_eq!(program.stop().await?.code(), Some(0));

    pass_hours(&office, 7).await?;
    let program = office.serve().start().await?;
    let mut cast = Cast::of(&program).await?;
    held(&mut cast, &office, known).await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

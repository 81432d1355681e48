//! The way of a meeting, from the form to the closed file.

use anyhow::Context;
use baopi_tests::cast::{
    AUDITOR, Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, PASSWORD, REGISTRAR, REVIEWER, STRANGER,
    action, address, approve, rfc3339, rules, says, session,
};
use baopi_tests::invariants;
use baopi_tests::mail::Mail;
use baopi_tests::office::{Backend, Office};
use baopi_tests::smtp::SmtpServer;
use serde_json::{Value, json};

/// The head of the unit that is invited.
const INVITED: &str = "xuzhihua";
/// One minute.
const MINUTE: i64 = 60_000;

/// When the meeting begins: early in the morning of the first day, so that it is over when the clock of the office begins.
fn starts_at(office: &Office) -> i64 {
    office.instant(7, 0)
}

/// An emergency meeting that is over when the demonstration starts; it can still be approved, with a reason, and how it went
/// can be told at once.
fn this_morning(cast: &Cast, title: &str, starts_at: i64) -> anyhow::Result<Value> {
    let mut content = cast.meeting(title, 5_400)?;
    let ends_at = starts_at + 90 * MINUTE;
    content["sessions"] = json!([session(starts_at, ends_at)]);
    content["mode"] = json!("hybrid");
    content["venue"] = json!("区政府第一会议室");
    content["nature"] = json!("emergency");
    let reason = "上级通知今晨送达，须当日部署。";
    content["justifications"] = json!({ "MEETING-LEAD-TIME": reason });
    Ok(content)
}

/// The way of the meeting went, with this end and so many people.
fn held(starts_at: i64, ends_at: i64) -> Value {
    let actual = json!({
        "starts_at": rfc3339(starts_at + 5 * MINUTE),
        "ends_at": rfc3339(ends_at),
        "headcount": 38,
        "mode": "hybrid",
        "venue": "区政府第二会议室",
        "no_show": 1,
    });
    json!({ "action": "record_held", "actual": actual })
}

/// The lines of an iCalendar text, unfolded (RFC 5545, 3.1).
fn lines(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").replace("\r\n\t", "").lines().map(str::to_owned).collect()
}

/// The invitation attached to a mail, line by line. The same stands among the mail's alternative texts, where calendars look
/// for it.
fn invitation(mail: &Mail) -> anyhow::Result<Vec<String>> {
    let parts = mail.attachments();
    let calendars: Vec<_> =
        parts.iter().filter(|part| part.media_type == "text/calendar").collect();
    let attached = calendars.iter().find(|part| part.name == "invite.ics");
    let attached = attached.with_context(|| format!("nothing is attached: {parts:?}"))?;
    assert!(calendars.iter().all(|part| part.bytes == attached.bytes), "{calendars:?}");
    Ok(lines(std::str::from_utf8(&attached.bytes)?))
}

fn has(lines: &[String], line: &str) {
    assert!(lines.iter().any(|found| found == line), "{line} is not among {lines:#?}");
}

/// The stages on the way of a request, each with where it stands.
async fn way(cast: &mut Cast, known: &Known) -> anyhow::Result<Vec<String>> {
    let shown = cast.shows(DRAFTER, known).await?;
    let stages = shown["way"].as_array().into_iter().flatten();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(stages.map(|stage| format!("{} {}", word(&stage["key"]), word(&stage["state"]))).collect())
}

#[rstest::rstest]
#[tokio::test]
async fn after_the_end_the_way_shows_who_decided_and_what_was_never_reached(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut content = cast.meeting("全区土壤普查部署会", 5_400)?;
    content["agenda"][0]["minutes"] = json!(61);
    content["justifications"] = json!({ "SPEECH-DURATION": "上级要求对普查规程逐条讲解。" });
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    for login in [HEAD, REVIEWER, LEADER] {
        cast.does(login, &mut known, approve()).await?;
    }
    let mut accepting = approve();
    accepting["accept"] = json!(["SPEECH-DURATION"]);
    cast.does(MAYOR, &mut known, accepting).await?;
    assert_eq!(known.status, "approved");
    let last = way(&mut cast, &known).await?;
    let stages = ["dept_review", "office_review", "leader_review", "approving"];
    assert_eq!(
        last,
        stages.map(|stage| format!("{stage} done")),
        "the exception brought the last one"
    );

    let mut refused = cast.create(DRAFTER, &cast.meeting("全区渔政巡查座谈会", 3_600)?).await?;
    cast.does(DRAFTER, &mut refused, action("submit")).await?;
    cast.does(HEAD, &mut refused, approve()).await?;
    cast.does(REVIEWER, &mut refused, says("reject", "可并入例会。")).await?;
    let last = way(&mut cast, &refused).await?;
    let expected = ["dept_review done", "office_review not_reached", "leader_review not_reached"];
    assert_eq!(last, expected);
    let page = program.client()?;
    page.sign_in(DRAFTER, PASSWORD).await?;
    let page = page.get(&format!("/requests/{}", refused.id)).await?.expect(200)?.text();
    let (_, steps) = page.split_once("<ol class=\"steps\">").context("no steps")?;
    let (steps, _) = steps.split_once("</ol>").context("no end of the steps")?;
    assert_eq!(steps.matches("未办理").count(), 2, "{steps}");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_meeting_is_approved_announced_held_and_closed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&mail).await?;
    let mut cast = Cast::of(&program).await?;
    let title = "全区农机检修工作会议";
    let content = this_morning(&cast, title, starts_at(&office))?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    for login in [HEAD, REVIEWER, LEADER] {
        mail.wait_for_mail(&address(login), &format!("待您审批：{title}")).await?;
        let path = format!("/api/v1/requests/{}/invitation.ics", known.id);
        cast.client(DRAFTER).await?.get(&path).await?.expect(404)?;
        let mut consent = approve();
        consent["accept"] = json!(["MEETING-LEAD-TIME"]);
        cast.does(login, &mut known, consent).await?;
    }
    assert_eq!(known.status, "approved");
    let shown = cast.shows(DRAFTER, &known).await?;
    assert_eq!(shown["measure"]["minutes"], 90);
    assert_eq!(shown["signature"]["digest"], shown["digest"]);
    is_announced(&mut cast, &mut known, &mail, title, &office).await?;
    is_held_and_closed(&mut cast, &mut known, &office).await?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// The notice goes to the heads of the invited units with an invitation, and the same invitation can be fetched.
async fn is_announced(
    cast: &mut Cast,
    known: &mut Known,
    mail: &SmtpServer,
    title: &str,
    office: &Office,
) -> anyhow::Result<()> {
    cast.refused(REGISTRAR, known, &action("send_notice"), (403, "not_yours")).await?;
    cast.does(DRAFTER, known, action("send_notice")).await?;
    assert_eq!(known.status, "noticed");
    let notice = mail.wait_for_mail(&address(INVITED), &format!("【会议通知】{title}")).await?;
    assert!(notice.text().contains(title), "{}", notice.text());
    let path = format!("/api/v1/requests/{}/invitation.ics", known.id);
    let fetched = cast.client(DRAFTER).await?.get(&path).await?.expect(200)?;
    let own = cast.client(INVITED).await?.get(&path).await?.expect(200)?;
    assert_eq!(own.text(), fetched.text(), "whoever is invited may fetch it too");
    assert!(fetched.header("content-type").is_some_and(|kind| kind.starts_with("text/calendar")));
    for calendar in [invitation(&notice)?, lines(&fetched.text())] {
        has(&calendar, "BEGIN:VCALENDAR");
        has(&calendar, "METHOD:REQUEST");
        has(&calendar, &format!("UID:{}-1@baopi", known.id));
        has(&calendar, &format!("SUMMARY:{title}"));
        has(&calendar, &format!("DTSTART:{}T230000Z", office.day(-1).replace('-', "")));
        has(&calendar, &format!("DTEND:{}T003000Z", office.first_day().replace('-', "")));
        has(&calendar, "LOCATION:区政府第一会议室");
        has(&calendar, "STATUS:CONFIRMED");
        assert_eq!(calendar.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
    }
    cast.client(STRANGER).await?.get(&path).await?.expect(404)?;
    Ok(())
}

/// How it went is told with its own times, not in advance and not backwards.
async fn is_held_and_closed(
    cast: &mut Cast,
    known: &mut Known,
    office: &Office,
) -> anyhow::Result<()> {
    let starts_at = starts_at(office);
    let ends_at = starts_at + 87 * MINUTE;
    for wrong in [starts_at + 5 * MINUTE, starts_at + 24 * 60 * MINUTE] {
        let problem =
            cast.refused(DRAFTER, known, &held(starts_at, wrong), (422, "blocked")).await?;
        assert_eq!(rules(&problem), ["REQUIRED-FIELDS"]);
    }
    cast.refused(HEAD, known, &held(starts_at, ends_at), (403, "not_yours")).await?;
    cast.does(DRAFTER, known, held(starts_at, ends_at)).await?;
    assert_eq!(known.status, "held");
    let shown = cast.shows(REGISTRAR, known).await?;
    assert_eq!(
        shown["held"],
        json!({
            "starts_at": format!("{}T07:05:00+08:00", office.first_day()),
            "ends_at": format!("{}T08:27:00+08:00", office.first_day()),
            "headcount": 38,
            "mode": "hybrid",
            "venue": "区政府第二会议室",
            "no_show": 1,
        })
    );
    cast.refused(DRAFTER, known, &says("cancel", "取消"), (409, "not_allowed_now")).await?;
    cast.does(REGISTRAR, known, action("close")).await?;
    assert_eq!(known.status, "closed");
    let entries = cast.timeline(known).await?;
    let happened: Vec<_> = entries
        .iter()
        .map(|entry| entry["what"]["type"].as_str().unwrap_or_default())
        .filter(|what| !["entered", "refused"].contains(what))
        .collect();
    let expected = ["created", "submitted", "consented", "consented", "consented", "signed"];
    assert_eq!(happened[..6], expected);
    assert_eq!(happened[6..], ["notice_sent", "held", "closed"]);
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn a_meeting_that_is_called_off_takes_its_invitation_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&mail).await?;
    let mut cast = Cast::of(&program).await?;
    let title = "全区冬季农业生产会议";
    let mut content = cast.meeting(title, 3_600)?;
    content["budget_fen"] = json!(0);
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 4).await?;
    cast.does(DRAFTER, &mut known, action("send_notice")).await?;
    let notice = mail.wait_for_mail(&address(INVITED), &format!("【会议通知】{title}")).await?;
    let uid = format!("UID:{}-1@baopi", known.id);
    has(&invitation(&notice)?, &uid);

    cast.refused(DRAFTER, &known, &says("cancel", ""), (422, "opinion_required")).await?;
    cast.refused(REVIEWER, &known, &says("cancel", "改期"), (403, "not_yours")).await?;
    cast.does(HEAD, &mut known, says("cancel", "因防汛改期。")).await?;
    assert_eq!(known.status, "cancelled");
    let told = mail.wait_for_mail(&address(INVITED), &format!("【会议取消】{title}")).await?;
    assert!(told.text().contains("因防汛改期。"), "{}", told.text());
    let calendar = invitation(&told)?;
    for line in ["METHOD:CANCEL", "STATUS:CANCELLED", &uid] {
        has(&calendar, line);
    }
    cast.refused(DRAFTER, &known, &action("send_notice"), (409, "not_allowed_now")).await?;

    let mut quiet = cast.create(DRAFTER, &cast.meeting("未发通知的会议", 3_600)?).await?;
    cast.carry(&mut quiet, 4).await?;
    cast.does(DRAFTER, &mut quiet, says("cancel", "不再需要。")).await?;
    let path = format!("/api/v1/requests/{}/timeline", quiet.id);
    cast.client(AUDITOR).await?.get(&path).await?.expect(200)?;
    program.stop().await?;
    let sql = office.sql().await?;
    let rows = "SELECT count(*) FROM outbox WHERE kind = 'meeting_cancelled'";
    assert_eq!(sql.number(rows).await?, 1, "whoever was not invited is not told that it is off");
    sql.close().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_meeting_within_one_unit_is_not_asked_for_and_one_with_a_budget_asks_the_treasury(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut content = cast.meeting("区农业农村局周一例会", 1_800)?;
    content["nature"] = json!("routine");
    content["attendee_units"] = json!([content["host_unit"]]);
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    assert_eq!(known.status, "filed");
    cast.refused(DRAFTER, &known, &action("send_notice"), (409, "not_allowed_now")).await?;

    let mut content = cast.meeting("全区农机现场会", 3_600)?;
    content["budget_fen"] = json!(1_200_000);
    let mut known = cast.create(DRAFTER, &content).await?;
    let problem = cast.refused(DRAFTER, &known, &action("submit"), (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["REQUIRED-FIELDS"], "money comes from somewhere");
    content["budget_source"] = json!("部门预算");
    cast.does(DRAFTER, &mut known, json!({ "action": "save", "content": content })).await?;
    cast.carry(&mut known, 3).await?;
    assert_eq!(known.status, "review:countersign");
    cast.does(INVITED, &mut known, approve()).await?;
    cast.does(LEADER, &mut known, approve()).await?;
    assert_eq!(known.status, "approved");
    program.stop().await?;
    invariants::hold(&office).await
}

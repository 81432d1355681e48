//! The way of a meeting from its form to its closing, by clicking only.

use anyhow::Context;
use baopi_tests::cast::{DRAFTER, HEAD, LEADER, REGISTRAR, REVIEWER};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;

use super::seat::Seat;

const TITLE: &str = "秋冬季农业生产调度会";

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_meeting_goes_its_whole_way_by_clicking(#[case] backend: Backend) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let seat = Seat::of(&program, DRAFTER).await?;
    plans_91_minutes_and_then_90(&seat).await?;
    for (login, button) in [(HEAD, "同意报送"), (REVIEWER, "统筹通过"), (LEADER, "批准召开")]
    {
        seat.hand_to(login).await?;
        seat.open_waiting(TITLE).await?;
        seat.act(button).await?;
    }
    convenes(&seat).await?;
    tells_how_it_went(&seat).await?;
    seat.hand_to(REGISTRAR).await?;
    seat.open_waiting(TITLE).await?;
    seat.act("办结").await?;
    assert!(seat.browser.text(".request-head").await?.contains("已办结"));
    seat.no_complaints(&[422]).await?;
    seat.browser.quit().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

async fn plans_91_minutes_and_then_90(seat: &Seat) -> anyhow::Result<()> {
    seat.turn("会议报批").await?;
    seat.type_in(&[
        ("title", TITLE),
        ("topic", "农业生产"),
        ("purpose", "部署秋冬季农业生产重点工作。"),
    ])
    .await?;
    seat.choose(&[("class", "iv"), ("required_level", "section_head"), ("mode", "video")]).await?;
    seat.paste(&[
        ("sessions.0.starts_at.date", "2026-10-22"),
        ("sessions.0.starts_at.time", "09:00"),
        ("sessions.0.ends_at.time", "10:00"),
    ])
    .await?;
    seat.turn("再加时段").await?;
    seat.paste(&[
        ("sessions.1.starts_at.date", "2026-10-22"),
        ("sessions.1.starts_at.time", "10:10"),
        ("sessions.1.ends_at.time", "10:41"),
    ])
    .await?;
    seat.tick("attendee_units", "区财政局").await?;
    seat.type_in(&[
        ("headcount", "40"),
        ("agenda.0.item", "通报秋收进度"),
        ("agenda.0.speaker", "蒋大伟"),
        ("agenda.0.minutes", "30"),
        ("agenda.1.item", "部署秋种"),
        ("agenda.1.speaker", "王秀兰"),
        ("agenda.1.minutes", "40"),
        ("contact.phone", "内线 8013"),
    ])
    .await?;
    seat.choose(&[("agenda.0.kind", "report"), ("agenda.1.kind", "speech")]).await?;
    seat.tick("non_classified_declared", "").await?;
    seat.turn("报批").await?;
    let finding = seat.browser.text("//li[contains(., 'MEETING-DURATION')]").await?;
    assert!(finding.contains("会议计划时长91分钟，超过90分钟上限"), "{finding}");
    assert!(finding.contains("请至少压减1分钟"), "{finding}");
    assert_eq!(seat.findings().await?, ["MEETING-DURATION"]);
    assert_eq!(seat.value("agenda.1.item").await?, "部署秋种");
    seat.paste(&[("sessions.1.ends_at.time", "10:40")]).await?;
    seat.turn("报批").await?;
    assert_eq!(seat.browser.text(".note-good").await?, "已办理：报批");
    seat.see_measure(90).await
}

async fn convenes(seat: &Seat) -> anyhow::Result<()> {
    seat.hand_to(DRAFTER).await?;
    seat.go("/desk").await?;
    seat.click(&format!("//section[@aria-labelledby='waiting']//a[contains(., '{TITLE}')]"))
        .await?;
    assert_eq!(seat.browser.count("a[href$='invitation.ics']").await?, 0, "before the notice");
    seat.act("发会议通知").await?;
    let calendar = "return fetch(document.querySelector('a[href$=\"invitation.ics\"]').href).then(a => a.text())";
    let calendar = seat.browser.script(calendar, &[]).await?;
    let calendar = calendar.as_str().context("no text")?;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.contains(TITLE), "{calendar}");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "one for each session: {calendar}");
    Ok(())
}

/// The day of the meeting lies before the clock of the office, so the planned times cannot be true yet.
async fn tells_how_it_went(seat: &Seat) -> anyhow::Result<()> {
    assert_eq!(seat.value("actual.starts_at.date").await?, "2026-10-22");
    assert_eq!(seat.value("actual.ends_at.time").await?, "10:40");
    assert_eq!(seat.value("actual.headcount").await?, "40");
    seat.type_in(&[("actual.headcount", "38"), ("actual.no_show", "2")]).await?;
    seat.turn_at("button[value=record_held]").await?;
    seat.see(".note-bad").await?;
    assert_eq!(seat.value("actual.headcount").await?, "38", "what was typed is kept");
    seat.paste(&[
        ("actual.starts_at.date", "2026-09-14"),
        ("actual.starts_at.time", "15:00"),
        ("actual.ends_at.date", "2026-09-14"),
        ("actual.ends_at.time", "16:25"),
    ])
    .await?;
    seat.turn_at("button[value=record_held]").await?;
    seat.see(".note-good").await?;
    assert!(seat.browser.text(".request-head").await?.contains("已召开，待办结"));
    let entries = seat.browser.texts(".timeline > li").await?;
    let held = entries.iter().find(|entry| entry.contains("共85分钟，到会38人"));
    assert!(held.is_some_and(|entry| entry.contains("沈佳")), "{entries:#?}");
    Ok(())
}

//! What only meetings have: the calendar, free slots, invitations, and meetings that could be held as one.

use std::collections::BTreeSet;

use baopi_engine::{PerformError, Performed};
use baopi_workflow::content::Session;
use baopi_workflow::statistics::Period;
use baopi_workflow::{Action, Content, PersonId, RequestId, RuleId, Status};
use chrono::NaiveDate;
use rstest::rstest;

use crate::fixture::*;
use crate::house::*;

/// The steps of a usual meeting of the fourth class: asked for, approved by everybody, announced.
fn meeting_steps() -> Vec<(PersonId, Action)> {
    vec![
        (DRAFTER, Action::Submit {}),
        (HEAD, approve()),
        (REVIEWER, approve()),
        (VICE_MAYOR, approve()),
        (DRAFTER, Action::SendNotice {}),
    ]
}

async fn meeting_after(house: &House, content: Content, steps: usize) -> Performed {
    house.after(content, meeting_steps().into_iter().take(steps)).await
}

/// A meeting of this title and about nothing else on a day of September, from nine to ten.
fn on(title: &str, day: u32) -> Content {
    meeting_with(|meeting| {
        title.clone_into(&mut meeting.title);
        title.clone_into(&mut meeting.topic);
        let reason = "两次会议对象、内容各有侧重，不宜合并。".to_owned();
        meeting.justifications = [(RuleId::MergeSimilar, reason)].into();
        meeting.sessions = vec![Session { starts_at: at(day, 9, 0), ends_at: at(day, 10, 0) }];
    })
}

async fn calendar(house: &House, person: PersonId, month: u32) -> Vec<RequestId> {
    let viewer = house.viewer(person).await;
    let rows = house
        .engine
        .calendar(&viewer, Period::Month(2026, month))
        .await
        .expect("the calendar can be read");
    rows.into_iter().map(|row| row.planned.request).collect()
}

#[rstest]
#[case::the_host(DRAFTER, true)]
#[case::whoever_is_called(FINANCE_HEAD, true)]
#[case::the_office(REVIEWER, true)]
#[case::a_leader(MAYOR, true)]
#[case::an_auditor(AUDITOR, true)]
#[case::a_unit_that_does_not_attend(STRANGER, false)]
#[tokio::test]
async fn the_calendar_shows_a_meeting_to_whoever_attends_and_whoever_sees_all(
    #[case] person: PersonId,
    #[case] sees: bool,
) {
    let house = House::open().await;
    let asked = meeting_after(&house, meeting(), 1).await;
    let shown = calendar(&house, person, 9).await;
    assert_eq!(shown, if sees { vec![asked.request] } else { Vec::new() });
}

#[tokio::test]
async fn the_calendar_leads_to_a_meeting_whoever_may_open_it_and_nobody_else() {
    let house = House::open().await;
    let asked = meeting_after(&house, meeting(), 1).await;
    for (person, may_see) in
        [(DRAFTER, true), (REVIEWER, true), (AUDITOR, true), (FINANCE_HEAD, false), (ADMIN, false)]
    {
        let viewer = house.viewer(person).await;
        let rows = house.engine.calendar(&viewer, Period::Month(2026, 9)).await.unwrap();
        let [row] = rows.as_slice() else { panic!("{person}: {rows:?}") };
        assert_eq!((row.planned.request, row.may_see), (asked.request, may_see), "{person}");
        let opened = house.engine.view(person, asked.request).await;
        assert_eq!(opened.is_ok(), may_see, "{person}");
    }
}

#[tokio::test]
async fn a_month_has_the_meetings_of_its_last_day_and_none_of_the_next_first() {
    let house = House::open().await;
    let last = meeting_after(&house, on("全区秋收推进会", 30), 1).await;
    let october = meeting_with(|meeting| {
        "全区冬种推进会".clone_into(&mut meeting.title);
        let day = NaiveDate::from_ymd_opt(2026, 10, 21).unwrap();
        let time =
            |hour| baopi_workflow::Timestamp::at_office(day.and_hms_opt(hour, 0, 0).unwrap());
        meeting.sessions = vec![Session { starts_at: time(9), ends_at: time(10) }];
    });
    let next = meeting_after(&house, october, 1).await;
    assert_eq!(calendar(&house, AUDITOR, 8).await, []);
    assert_eq!(calendar(&house, AUDITOR, 9).await, [last.request]);
    assert_eq!(calendar(&house, AUDITOR, 10).await, [next.request]);
    let drafts = meeting_after(&house, on("全区备耕推进会", 29), 0).await;
    let shown = calendar(&house, DRAFTER, 9).await;
    assert!(!shown.contains(&drafts.request), "a draft stands in no calendar");
}

#[tokio::test]
async fn a_slot_is_free_of_the_meetings_of_these_units_and_of_no_others() {
    let house = House::open().await;
    meeting_after(&house, on("全区秋收推进会", 24), 1).await;
    let from = at(24, 0, 0).date();
    let first = async |minutes, units: &[_]| {
        let units: BTreeSet<_> = units.iter().copied().collect();
        house.engine.free_slots(from, minutes, &units).await.unwrap().first().copied()
    };
    let early = Session { starts_at: at(24, 8, 30), ends_at: at(24, 9, 0) };
    assert_eq!(first(30, &[FINANCE]).await, Some(early), "what ends where another begins is free");
    let after = Session { starts_at: at(24, 10, 0), ends_at: at(24, 11, 0) };
    assert_eq!(first(60, &[FINANCE]).await, Some(after));
    let unhindered = Session { starts_at: at(24, 8, 30), ends_at: at(24, 9, 30) };
    assert_eq!(first(60, &[TOWNSHIP]).await, Some(unhindered));
    assert_eq!(first(60, &[]).await, Some(unhindered));
}

#[tokio::test]
async fn six_slots_are_proposed_and_none_longer_than_half_a_day() {
    let house = House::open().await;
    let slots = |minutes| {
        let (house, units) = (&house, BTreeSet::from([FINANCE]));
        async move { house.engine.free_slots(now().date(), minutes, &units).await.unwrap().len() }
    };
    assert_eq!(slots(60).await, 6);
    assert_eq!(slots(211).await, 0);
    assert_eq!(slots(u32::MAX).await, 0);
}

#[tokio::test]
async fn slots_are_looked_for_until_the_end_of_the_calendar_and_not_beyond() {
    let house = House::open().await;
    let units = BTreeSet::from([FINANCE]);
    let found = house.engine.free_slots(NaiveDate::MAX, 60, &units).await.unwrap();
    assert!(found.len() <= 2, "{found:?}");
}

#[tokio::test]
async fn a_meeting_is_invited_to_from_its_notice_on_and_the_same_invitation_is_taken_back() {
    let house = House::open().await;
    let approved = meeting_after(&house, meeting(), 4).await;
    assert_eq!(approved.status, Status::Approved);
    let invitation = async |person| house.engine.invitation(person, approved.request).await;
    assert_eq!(said(&invitation(DRAFTER).await), "not_found", "nothing was announced");
    assert_eq!(said(&invitation(FINANCE_HEAD).await), "not_found");
    let announced = house.does(DRAFTER, &approved, Action::SendNotice {}).await.unwrap();
    let text = invitation(FINANCE_HEAD).await.unwrap();
    let uid = format!("UID:{}-1@baopi", approved.request);
    for line in ["METHOD:REQUEST", "STATUS:CONFIRMED", "DTSTART:20260924T010000Z", &uid] {
        assert!(text.contains(line), "{line}:\n{text}");
    }
    assert_eq!(said(&invitation(STRANGER).await), "not_found", "the town is not invited");
    let cancels = Action::Cancel { opinion: "因汛情取消。".to_owned() };
    house.does(DRAFTER, &announced, cancels).await.unwrap();
    let text = invitation(FINANCE_HEAD).await.unwrap();
    for line in ["METHOD:CANCEL", "STATUS:CANCELLED", &uid] {
        assert!(text.contains(line), "{line}:\n{text}");
    }
}

#[tokio::test]
async fn every_session_has_an_event_of_its_own() {
    let house = House::open().await;
    let twice = meeting_with(|meeting| {
        meeting.sessions = vec![
            Session { starts_at: at(24, 9, 0), ends_at: at(24, 9, 30) },
            Session { starts_at: at(25, 9, 0), ends_at: at(25, 9, 30) },
        ];
    });
    let announced = meeting_after(&house, twice, 5).await;
    let text = house.engine.invitation(DRAFTER, announced.request).await.unwrap();
    let uids = [1, 2].map(|number| format!("UID:{}-{number}@baopi", announced.request));
    assert!(uids.iter().all(|uid| text.contains(uid)), "{text}");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
}

#[tokio::test]
async fn nobody_is_invited_to_a_document() {
    let house = House::open().await;
    let issued = house.document_after("通知", 8).await;
    assert_eq!(issued.status, Status::Issued);
    assert_eq!(said(&house.engine.invitation(DRAFTER, issued.request).await), "not_found");
}

#[tokio::test]
async fn a_meeting_can_join_those_under_way_that_whoever_asks_may_see() {
    let house = House::open().await;
    let own = meeting_after(&house, on("全区秋收推进会", 24), 1).await;
    house.pass(MINUTE);
    let other = meeting_after(&house, on("全区粮食收购布置会", 25), 4).await;
    house.pass(MINUTE);
    let draft = meeting_after(&house, on("全区畜牧防疫会商会", 28), 0).await;
    let joinable = async |person| -> Result<Vec<_>, PerformError> {
        let rows = house.engine.meetings_to_join(person, own.request).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    };
    assert_eq!(joinable(REVIEWER).await.unwrap(), [other.request]);
    assert_eq!(joinable(DRAFTER).await.unwrap(), [other.request], "not the own draft {draft:?}");
    assert_eq!(joinable(STRANGER).await.unwrap(), []);
}

#[tokio::test]
async fn two_meetings_lie_side_by_side_for_whoever_sees_both() {
    let house = House::open().await;
    let one = meeting_after(&house, on("全区防汛抗旱工作会议", 24), 1).await;
    let other = meeting_after(&house, on("全区防汛抗旱工作推进会", 25), 1).await;
    let beside = house.engine.compare(HEAD, one.request, other.request.0).await.unwrap();
    let baopi_engine::Common::Meetings { titles, here, there, .. } = beside.common else {
        panic!("two meetings have titles and units in common")
    };
    assert!(titles.at_least(100), "{titles:?}");
    assert_eq!((here.clone(), there), (BTreeSet::from([AGRICULTURE, FINANCE]), here));
    let hidden = house.engine.compare(STRANGER, one.request, other.request.0).await;
    assert_eq!(said(&hidden), "not_found");
    let document = house.document_after("通知", 1).await;
    let mixed = house.engine.compare(HEAD, one.request, document.request.0).await;
    assert_eq!(said(&mixed), "not_found", "a meeting and a document have nothing in common");
}

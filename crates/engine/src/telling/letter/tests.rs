//! What a letter says about an event, and when it is no longer to be sent.

use baopi_persistence::OutboxState;
use baopi_workflow::content::MeetingMode;
use baopi_workflow::event::{By, Chain, Stream};
use baopi_workflow::request::Proposing;
use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::tally::Mode;
use baopi_workflow::{Digest, Timestamp, UnitId};
use rstest::rstest;
use serde_json::json;
use uuid::Uuid;

use super::*;

const ID: RequestId = RequestId(Uuid::from_u128(1));
const UNIT: UnitId = UnitId(Uuid::from_u128(2));
const DRAFTER: PersonId = PersonId(Uuid::from_u128(11));
const HEAD: PersonId = PersonId(Uuid::from_u128(12));
const OTHER: PersonId = PersonId(Uuid::from_u128(13));

fn meeting(venue: &str, hour: i64) -> Content {
    let starts_at = Timestamp(1_789_434_000_000 + hour * 3_600_000);
    let ends_at = Timestamp(starts_at.0 + 3_600_000);
    let fields = json!({
        "host_unit": UNIT, "in_name_of": UNIT, "title": "防汛会议", "venue": venue, "mode": MeetingMode::OnSite,
        "sessions": [{ "starts_at": starts_at, "ends_at": ends_at }],
    });
    Content::Meeting(serde_json::from_value(fields).unwrap())
}

/// The record in which `happened` followed the beginning, each event by the head of the department.
fn record(happened: &[Happening]) -> Vec<StoredEvent> {
    let kind = Kind::Meeting;
    let (digest, measure) = (Digest::ZERO, Measure::default());
    let begun = Happening::Created { kind, unit: UNIT, drafting_unit: UNIT, digest, measure };
    let mut chain = Chain::default();
    let all = std::iter::once((DRAFTER, &begun)).chain(happened.iter().map(|what| (HEAD, what)));
    all.map(|(actor, what)| {
        let at = Timestamp(1_789_434_000_000);
        let by = By { actor: Some(actor), on_behalf_of: None, at };
        let sealed = chain.seal(Stream::Request(ID), by, what.clone()).unwrap();
        chain = Chain { length: sealed.event.seq, head: sealed.hash };
        StoredEvent { canon: sealed.canon, hash: sealed.hash }
    })
    .collect()
}

/// The moment of the last event but so many.
fn at(happened: &[Happening], back: u64) -> Moment {
    let events = record(happened);
    moment(ID, events.len() as u64 - back, &events).unwrap().unwrap()
}

fn row(kind: NoticeKind, to: PersonId) -> OutboxRow {
    OutboxRow {
        id: Uuid::from_u128(7),
        epoch: 1,
        request: ID,
        seq: 1,
        to,
        kind,
        state: OutboxState::Pending,
        attempts: 1,
        due_at: Timestamp(0),
        error_code: None,
        created_at: Timestamp(0),
        sent_at: None,
    }
}

fn opinion() -> String {
    "请办理。".to_owned()
}

fn stage(key: &str) -> StageKey {
    key.to_owned().try_into().unwrap()
}

fn entered(status: Status, people: Vec<PersonId>) -> Happening {
    Happening::Entered { status, people, mode: Mode::All, due_on: None, ballots: Vec::new() }
}

fn in_review(people: Vec<PersonId>) -> Happening {
    entered(Status::Review(stage("专家论证")), people)
}

fn noticed() -> Vec<Happening> {
    vec![
        entered(Status::Approved, vec![DRAFTER]),
        Happening::NoticeSent { digest: Digest::ZERO },
        entered(Status::Noticed, vec![DRAFTER]),
    ]
}

fn rescheduled() -> Happening {
    Happening::Rescheduled {
        digest: Digest::ZERO,
        measure: Measure::default(),
        exceptions: Vec::new(),
        round: 2,
        opinion: opinion(),
    }
}

fn moved(venue: &str) -> Happening {
    Happening::VenueChanged { venue: venue.to_owned(), opinion: opinion() }
}

fn lines(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

fn value(calendar: &str, name: &str) -> String {
    let line = lines(calendar).into_iter().find(|line| line.starts_with(&format!("{name}:")));
    line.unwrap()[name.len() + 1..].to_owned()
}

#[rstest]
#[case(Happening::Transferred { from: HEAD, to: OTHER, opinion: opinion() }, Occasion::Transferred)]
#[case(Happening::HandedOver { from: HEAD, to: OTHER, opinion: opinion() }, Occasion::HandedOver)]
#[case(Happening::Consulted { by: HEAD, to: OTHER, opinion: opinion() }, Occasion::Advice)]
#[case(
    Happening::SignerAdded { by: HEAD, person: OTHER, place: AddedPlace::Beside, opinion: opinion() },
    Occasion::Added
)]
#[case(Happening::Transferred { from: HEAD, to: HEAD, opinion: opinion() }, Occasion::Approval)]
#[case(Happening::Resumed { opinion: opinion() }, Occasion::Approval)]
fn how_a_task_arrived_decides_what_the_message_says(
    #[case] what: Happening,
    #[case] expected: Occasion,
) {
    assert_eq!(Occasion::of(NoticeKind::TaskArrived, &what, OTHER, true), expected);
}

#[test]
fn a_step_of_the_release_is_no_approval() {
    let what = entered(Status::Numbering, vec![OTHER]);
    assert_eq!(Occasion::of(NoticeKind::TaskArrived, &what, OTHER, false), Occasion::Task);
}

#[test]
fn whoever_answers_for_the_late_is_told_who_they_are() {
    let what = Happening::Reminded { people: vec![HEAD], escalated_to: vec![OTHER] };
    let of = |to| Occasion::of(NoticeKind::Overdue, &what, to, true);
    assert_eq!((of(HEAD), of(OTHER)), (Occasion::Overdue, Occasion::OverdueBelow));
    let organisation = Organisation::new(Vec::new(), Vec::new(), Vec::new());
    assert_eq!(late(&what, OTHER, &organisation).len(), 1);
    assert!(late(&what, HEAD, &organisation).is_empty());
}

#[rstest]
#[case(
    NoticeKind::Proposed,
    Happening::Proposed { what: Proposing::Void, people: vec![OTHER], opinion: opinion() },
    Occasion::ProposedVoid
)]
#[case(NoticeKind::MeetingChanged, moved("二楼"), Occasion::MeetingMoved)]
#[case(NoticeKind::MeetingChanged, rescheduled(), Occasion::MeetingRescheduled)]
#[case(NoticeKind::Ended, Happening::Merged { into: ID }, Occasion::Merged)]
#[case(NoticeKind::Ended, Happening::Terminated { opinion: opinion() }, Occasion::Terminated)]
#[case(
    NoticeKind::Ended,
    Happening::Revoked { by_document: "青政发〔2026〕9号".to_owned(), opinion: opinion() },
    Occasion::Revoked
)]
fn the_event_says_more_than_the_kind(
    #[case] kind: NoticeKind,
    #[case] what: Happening,
    #[case] expected: Occasion,
) {
    assert_eq!(Occasion::of(kind, &what, OTHER, false), expected);
}

#[test]
fn an_invitation_to_a_meeting_that_was_moved_has_the_room_in_force_and_a_higher_sequence() {
    let content = meeting("一楼会议室", 24);
    let before = invitation(&at(&noticed(), 0).now, &content).unwrap();
    let happened = [noticed(), vec![moved("二楼会议室")]].concat();
    let moment = at(&happened, 0);
    let after = attached(Occasion::MeetingMoved, &moment, &content, None).unwrap();
    assert_eq!(value(&before, "LOCATION"), "一楼会议室");
    assert_eq!(value(&after, "LOCATION"), "二楼会议室");
    assert_eq!(value(&after, "METHOD"), "REQUEST");
    assert_eq!(value(&after, "UID"), value(&before, "UID"));
    let sequence = |calendar| value(calendar, "SEQUENCE").parse::<u32>().unwrap();
    assert!(sequence(&after) > sequence(&before));
    let gathering = gathering(&moment, &content, None).unwrap();
    assert_eq!(gathering.venue, "二楼会议室");
    assert_eq!(gathering.instead_of.as_deref(), Some("一楼会议室"));
}

#[test]
fn a_second_move_speaks_of_the_room_before_it() {
    let content = meeting("一楼会议室", 24);
    let happened = [noticed(), vec![moved("二楼会议室"), moved("三楼会议室")]].concat();
    let gathering = gathering(&at(&happened, 0), &content, None).unwrap();
    assert_eq!(gathering.venue, "三楼会议室");
    assert_eq!(gathering.instead_of.as_deref(), Some("二楼会议室"));
}

#[test]
fn a_meeting_that_has_to_be_approved_again_takes_back_what_was_announced() {
    let (old, new) = (meeting("一楼会议室", 24), meeting("一楼会议室", 48));
    let happened =
        [noticed(), vec![moved("二楼会议室"), rescheduled(), in_review(vec![HEAD])]].concat();
    let moment = at(&happened, 1);
    let calendar = attached(Occasion::MeetingRescheduled, &moment, &new, Some(&old)).unwrap();
    let Content::Meeting(announced) = &old else { panic!("a meeting") };
    assert_eq!(value(&calendar, "METHOD"), "CANCEL");
    assert_eq!(value(&calendar, "STATUS"), "CANCELLED");
    assert_eq!(value(&calendar, "LOCATION"), "二楼会议室");
    assert_eq!(value(&calendar, "DTSTART"), "20260916T010000Z");
    let told = gathering(&moment, &new, Some(&old)).unwrap();
    assert_eq!((told.sessions, told.venue.as_str()), (announced.sessions.clone(), "二楼会议室"));
    assert!(invitation(&moment.now, &new).is_none(), "nothing is announced meanwhile");
}

#[test]
fn the_cancellation_of_an_old_time_cannot_undo_a_later_invitation() {
    let (old, new) = (meeting("一楼会议室", 24), meeting("一楼会议室", 48));
    let happened = [noticed(), vec![rescheduled(), in_review(vec![HEAD])], noticed()].concat();
    let late = at(&happened, 4);
    assert_eq!(late.event.what, rescheduled());
    let cancels = attached(Occasion::MeetingRescheduled, &late, &new, Some(&old)).unwrap();
    let invites = invitation(&late.now, &new).unwrap();
    let sequence = |calendar| value(calendar, "SEQUENCE").parse::<u32>().unwrap();
    assert!(sequence(&invites) > sequence(&cancels));
}

#[test]
fn a_task_is_not_asked_about_when_it_is_answered_suspended_or_under_a_proposal() {
    let arrived = vec![in_review(vec![HEAD, OTHER])];
    let obsolete = |since: Vec<Happening>, to| {
        let back = since.len() as u64;
        let happened = [arrived.clone(), since].concat();
        is_obsolete(&row(NoticeKind::TaskArrived, to), &at(&happened, back))
    };
    let consented = || Happening::Consented {
        stage: stage("专家论证"),
        digest: Digest::ZERO,
        opinion: opinion(),
    };
    let suspended = || Happening::Suspended { people: vec![HEAD], opinion: opinion() };
    assert!(!obsolete(Vec::new(), HEAD));
    assert!(obsolete(vec![consented()], HEAD));
    assert!(!obsolete(vec![consented()], OTHER));
    assert!(obsolete(vec![suspended()], HEAD));
    assert!(obsolete(vec![suspended()], OTHER));
    assert!(!obsolete(vec![suspended(), Happening::Resumed { opinion: opinion() }], OTHER));
    let proposed =
        Happening::Proposed { what: Proposing::Void, people: vec![OTHER], opinion: opinion() };
    assert!(obsolete(vec![proposed], OTHER));
    let transferred = Happening::Transferred { from: HEAD, to: DRAFTER, opinion: opinion() };
    assert!(obsolete(vec![transferred], HEAD));
    let back = Happening::SentBack {
        from: stage("专家论证"),
        to: stage("dept_review"),
        then: Resume::Again,
        keep: Vec::new(),
        round: 2,
        opinion: opinion(),
    };
    assert!(obsolete(vec![back, in_review(vec![DRAFTER])], HEAD));
}

#[test]
fn a_reminder_is_pointless_once_nobody_is_late_any_more() {
    let reminded = Happening::Reminded { people: vec![HEAD], escalated_to: vec![OTHER] };
    let waiting = [in_review(vec![HEAD]), reminded];
    for to in [HEAD, OTHER] {
        assert!(!is_obsolete(&row(NoticeKind::Overdue, to), &at(&waiting, 0)));
    }
    let done = [waiting.to_vec(), vec![in_review(vec![DRAFTER])]].concat();
    for to in [HEAD, OTHER] {
        assert!(is_obsolete(&row(NoticeKind::Overdue, to), &at(&done, 1)));
    }
}

#[test]
fn what_was_read_or_answered_meanwhile_is_not_asked_for() {
    let given = Happening::Circulated { to: [HEAD].into(), opinion: opinion() };
    let circulated = row(NoticeKind::Circulated, HEAD);
    assert!(!is_obsolete(&circulated, &at(std::slice::from_ref(&given), 0)));
    assert!(is_obsolete(&circulated, &at(&[given, Happening::Read], 1)));
    let proposed =
        Happening::Proposed { what: Proposing::Void, people: vec![OTHER], opinion: opinion() };
    let asked = row(NoticeKind::Proposed, OTHER);
    assert!(!is_obsolete(&asked, &at(std::slice::from_ref(&proposed), 0)));
    let declined = Happening::Declined { by: HEAD, opinion: opinion() };
    assert!(is_obsolete(&asked, &at(&[proposed, declined], 1)));
}

#[test]
fn guests_are_told_what_holds_and_not_what_was_overtaken() {
    let notice = row(NoticeKind::MeetingNotice, OTHER);
    let changed = row(NoticeKind::MeetingChanged, OTHER);
    let cancelled = || Happening::Cancelled { opinion: opinion() };
    let obsolete = |row: &OutboxRow, since: Vec<Happening>, back: u64| {
        is_obsolete(row, &at(&[noticed(), since].concat(), back))
    };
    assert!(!obsolete(&notice, Vec::new(), 1));
    assert!(!obsolete(&notice, vec![moved("二楼")], 2));
    assert!(obsolete(&notice, vec![rescheduled()], 2));
    assert!(obsolete(&notice, vec![cancelled()], 2));
    assert!(!obsolete(&changed, vec![moved("二楼")], 0));
    assert!(obsolete(&changed, vec![moved("二楼"), moved("三楼")], 1));
    assert!(obsolete(&changed, vec![moved("二楼"), cancelled()], 1));
    assert!(!obsolete(&changed, vec![rescheduled(), in_review(vec![HEAD])], 1));
    assert!(!obsolete(&row(NoticeKind::MeetingCancelled, OTHER), vec![cancelled()], 0));
}

#[test]
fn a_place_beyond_the_record_has_no_letter() {
    let events = record(&noticed());
    assert!(moment(ID, 0, &events).unwrap().is_none());
    assert!(moment(ID, events.len() as u64 + 1, &events).unwrap().is_none());
}

//! Every move, and what is stored of it: the row is the fold of its events, the desks have whom it waits for, and the rooms are
//! those that approved meetings need.

use baopi_workflow::content::{MeetingMode, MeetingNature, Session};
use baopi_workflow::number::NumberState;
use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::request::booking::bookings;
use baopi_workflow::request::replay::replay;
use baopi_workflow::{
    Action, Content, MeetingContent, PersonId, Request, RequestId, StageKey, Status, Timestamp,
};
use rstest::rstest;

use super::ends::{forge_next, refused, set};
use super::office::{
    APPROVE, CHIEF, DRAFTER, HEAD, ISSUED, LEADER, NUMBERED, OFFICE_HEAD, Office, REGISTRAR,
    REVIEWER, SIGNED, way,
};
use super::{bare, count, rows};
use crate::column::values;
use crate::store::Backend;
use crate::{RegisterFilter, StoreError};

const HOUR: i64 = 3_600_000;

fn said(text: &str) -> String {
    text.to_owned()
}

/// Carries a move out and holds everything that is stored against it.
async fn step(office: &Office, id: RequestId, actor: PersonId, action: Action) -> Request {
    let next = office.perform(id, actor, action).await;
    check(office, id).await;
    next
}

async fn check(office: &Office, id: RequestId) {
    let (request, content) = office.store.find_request(id).await.unwrap().unwrap();
    let events = office.store.events(id).await.unwrap();
    assert_eq!(replay(id, &events).unwrap(), request, "the row is the fold of its events");
    let differing = office.store.differing_columns(&request, &content).await.unwrap();
    assert!(differing.is_empty(), "{differing:?}");
    let waits = !matches!(request.status, Status::Draft | Status::Returned);
    let mut waiting = if waits { request.waiting_for() } else { Vec::new() };
    waiting.sort_unstable();
    waiting.dedup();
    let asked = "SELECT person FROM task WHERE request = $1 ORDER BY person";
    let asked = office.store.reading().all(asked, values![id]).await.unwrap();
    let asked: Vec<PersonId> = asked.iter().map(|row| row.get("person").unwrap()).collect();
    assert_eq!(asked, waiting, "{:?}", request.status);
    let approved = matches!(request.status, Status::Approved | Status::Noticed);
    let mut needed: Vec<_> = if approved { bookings(&request, &content) } else { Vec::new() };
    needed.sort_by_key(|booking| booking.starts_at);
    if !matches!(request.status, Status::Held | Status::Closed) {
        assert_eq!(rooms(office, id).await.len(), needed.len(), "{:?}", request.status);
    }
    for (room, booking) in rooms(office, id).await.iter().zip(&needed) {
        assert_eq!(*room, (booking.venue.clone(), booking.starts_at));
    }
}

/// The rooms that a meeting has.
async fn rooms(office: &Office, id: RequestId) -> Vec<(String, Timestamp)> {
    let list =
        "SELECT venue, starts_at FROM booking WHERE request = $1 AND active ORDER BY starts_at";
    let found = office.store.reading().all(list, values![id]).await.unwrap();
    found.iter().map(|row| (row.get("venue").unwrap(), row.get("starts_at").unwrap())).collect()
}

fn meeting_in(venue: &str) -> Box<MeetingContent> {
    let Content::Meeting(mut meeting) = super::way::meeting(MeetingNature::Work, 90) else {
        unreachable!("it is a meeting")
    };
    meeting.mode = Some(MeetingMode::OnSite);
    meeting.agenda[0].minutes = 40;
    venue.clone_into(&mut meeting.venue);
    meeting
}

/// A meeting in this room that has come so far.
async fn meeting(office: &Office, venue: &str, steps: usize) -> RequestId {
    let id = office.create(Content::Meeting(meeting_in(venue))).await;
    for (actor, action) in way().into_iter().take(steps) {
        step(office, id, actor, action).await;
    }
    id
}

#[rstest]
#[tokio::test]
async fn an_approved_meeting_has_its_room_until_it_is_called_off(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let first = meeting(&office, "第一会议室", SIGNED).await;
    assert_eq!(
        rooms(&office, first).await,
        [("第一会议室".to_owned(), Timestamp(1_790_211_600_000))]
    );
    let second = meeting(&office, "第 一 会议室", SIGNED - 1).await;
    // The decision was made without a look at the rooms, as by somebody who looked too early.
    let outcome = office.attempt(second, LEADER, APPROVE()).await;
    assert!(matches!(outcome, Err(StoreError::RoomTaken(_))), "{outcome:?}");
    check(&office, second).await;
    step(&office, first, DRAFTER, Action::Cancel { opinion: said("不再召开") }).await;
    step(&office, second, LEADER, APPROVE()).await;
    assert_eq!(rooms(&office, second).await.len(), 1);
    assert_eq!(count(&office.store, "booking").await, 2, "what was given up stays on record");
}

#[rstest]
#[tokio::test]
async fn the_database_keeps_an_approved_meeting_and_its_room_together(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = meeting(&office, "第一会议室", SIGNED).await;
    let give_up = "UPDATE booking SET active = FALSE WHERE request = $1";
    refused(
        "no event",
        &bare(&office.store, give_up, values![id]).await,
        "by an event of its meeting",
    );
    forge_next(&office, id, &["cancelled"]).await;
    let cancelled = set(&office, id, "status = 'cancelled', venue = NULL", 1).await;
    refused("called off with its room", &cancelled, "a room is kept by a meeting that needs it");
    let elsewhere = set(&office, id, "venue = 'x'", 1).await;
    refused("elsewhere", &elsewhere, "is approved with its room|a room is kept by a meeting");
    assert_eq!(bare(&office.store, give_up, values![id]).await.unwrap(), 1);
    let without = set(&office, id, "title = title", 1).await;
    refused("without its room", &without, "a meeting is approved with its room");
    set(&office, id, "status = 'cancelled', venue = NULL", 1).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_meeting_that_was_held_keeps_its_room(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = meeting(&office, "第一会议室", SIGNED).await;
    let actual = baopi_workflow::request::Actual {
        starts_at: Timestamp(1_789_434_000_000),
        ends_at: Timestamp(1_789_434_060_000),
        headcount: 18,
        mode: MeetingMode::OnSite,
        venue: said("第一会议室"),
        no_show: 1,
    };
    step(&office, id, DRAFTER, Action::SendNotice {}).await;
    step(&office, id, DRAFTER, Action::RecordHeld { actual }).await;
    assert_eq!(rooms(&office, id).await.len(), 1);
    step(&office, id, REGISTRAR, Action::Close {}).await;
    assert_eq!(rooms(&office, id).await.len(), 1);
}

#[rstest]
#[tokio::test]
async fn another_room_is_booked_at_once_and_another_time_after_a_new_approval(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = meeting(&office, "第一会议室", SIGNED).await;
    let taken = meeting(&office, "第二会议室", SIGNED).await;
    let reschedule = |meeting| Action::Reschedule {
        content: Content::Meeting(meeting),
        opinion: said("调整"),
    };
    let elsewhere = reschedule(meeting_in("第二会议室"));
    let outcome = office.attempt(id, DRAFTER, elsewhere.clone()).await;
    assert!(matches!(outcome, Err(StoreError::RoomTaken(_))), "{outcome:?}");
    step(&office, taken, DRAFTER, Action::Cancel { opinion: said("不再召开") }).await;
    assert_eq!(step(&office, id, DRAFTER, elsewhere).await.status, Status::Approved);
    assert_eq!(rooms(&office, id).await[0].0, "第二会议室");
    let mut later = meeting_in("第二会议室");
    later.sessions = vec![Session {
        starts_at: Timestamp(1_790_211_600_000 + HOUR),
        ends_at: Timestamp(1_790_211_600_000 + 2 * HOUR),
    }];
    let moved = step(&office, id, DRAFTER, reschedule(later)).await;
    assert!(matches!(moved.status, Status::Review(_)), "{:?}", moved.status);
    assert!(rooms(&office, id).await.is_empty());
    while let Status::Review(_) = office.find(id).await.status {
        let person = office.find(id).await.waiting_for()[0];
        step(&office, id, person, APPROVE()).await;
    }
    assert_eq!(
        rooms(&office, id).await,
        [(said("第二会议室"), Timestamp(1_790_211_600_000 + HOUR))]
    );
}

#[rstest]
#[tokio::test]
async fn two_meetings_become_one_with_the_events_of_both(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let host = meeting(&office, "第一会议室", SIGNED).await;
    let guest = meeting(&office, "第二会议室", 2).await;
    let propose = Action::ProposeMerge { into: host, opinion: said("议题相近") };
    step(&office, guest, REVIEWER, propose).await;
    let merged = step(&office, guest, HEAD, Action::Confirm { opinion: String::new() }).await;
    assert_eq!((merged.status, merged.merged_into), (Status::Merged, Some(host)));
    check(&office, host).await;
    assert!(matches!(office.find(host).await.status, Status::Review(_)));
    let stored = &rows(&office.store, "SELECT request, into_request FROM merger").await[0];
    assert_eq!(stored.get::<RequestId>("request").unwrap(), guest);
    assert_eq!(stored.get::<RequestId>("into_request").unwrap(), host);
    for statement in ["UPDATE merger SET seq = seq", "DELETE FROM merger"] {
        let outcome = bare(&office.store, statement, values![]).await;
        refused(statement, &outcome, "rows of merger stay");
    }
    let again = "INSERT INTO merger (request, into_request, seq, into_seq) VALUES ($1, $2, 1, 1)";
    let document = office.document(1).await;
    for (request, into) in [(host, guest), (document, host), (host, document)] {
        let outcome = bare(&office.store, again, values![request, into]).await;
        refused("a merger", &outcome, "a merger has its events|a meeting merges with another");
    }
}

#[rstest]
#[tokio::test]
async fn a_document_is_voided_with_its_number_by_two_people(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(NUMBERED).await;
    step(&office, id, REGISTRAR, Action::Void { opinion: said("重复登记") }).await;
    let voided = step(&office, id, OFFICE_HEAD, Action::Confirm { opinion: String::new() }).await;
    assert_eq!(voided.status, Status::Voided);
    let register = office.store.register(RegisterFilter::default(), None, 10).await.unwrap();
    let [row] = register.items.as_slice() else { panic!("one number was taken") };
    assert_eq!((Some(&row.number), row.state), (voided.number.as_ref(), NumberState::Void));
    let facts = office.store.facts_for_verification(id).await.unwrap();
    assert_eq!(facts.number, voided.number);
    let next = office.document(NUMBERED).await;
    assert_eq!(office.find(next).await.number.unwrap().sequence, 2, "a number is not used again");
}

#[rstest]
#[tokio::test]
async fn what_was_issued_is_revoked_or_repealed_by_the_main_leader(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (by_document, opinion) = (said("青政办发〔2026〕9号"), said("依据不足"));
    let issued = office.document(ISSUED).await;
    let revoke = Action::Revoke { by_document: by_document.clone(), opinion: opinion.clone() };
    assert_eq!(step(&office, issued, CHIEF, revoke).await.status, Status::Revoked);
    let archived = office.document(way().len()).await;
    let repeal = Action::Repeal { by_document, opinion };
    assert_eq!(step(&office, archived, CHIEF, repeal).await.status, Status::Repealed);
}

#[rstest]
#[tokio::test]
async fn a_signed_document_is_withdrawn_with_the_consent_of_its_signer(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(SIGNED).await;
    let propose = Action::ProposeWithdrawal { opinion: said("情况有变") };
    step(&office, id, REGISTRAR, propose).await;
    let withdrawn = step(&office, id, LEADER, Action::Confirm { opinion: String::new() }).await;
    assert_eq!(withdrawn.status, Status::Withdrawn);
    assert!(withdrawn.signature.is_some(), "it stays on record");
}

#[rstest]
#[tokio::test]
async fn what_is_circulated_is_on_a_list_until_it_is_read_and_after(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(2).await;
    let version = office.find(id).await.version;
    let to = [CHIEF, OFFICE_HEAD].into();
    step(&office, id, REVIEWER, Action::Circulate { to, opinion: String::new() }).await;
    let list = async |person| office.store.circulated(person, None, 10).await.unwrap().items;
    let [row] = list(CHIEF).await.try_into().unwrap();
    assert_eq!((row.request.id, row.by, row.read_at), (id, REVIEWER, None));
    step(&office, id, CHIEF, Action::MarkRead {}).await;
    assert!(list(CHIEF).await[0].read_at.is_some());
    assert!(list(OFFICE_HEAD).await[0].read_at.is_none());
    assert_eq!(office.find(id).await.version, version);
}

#[rstest]
#[tokio::test]
async fn a_decision_that_is_taken_back_can_be_given_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(2).await;
    let back = step(&office, id, HEAD, Action::Retract {}).await;
    assert_eq!(back.waiting_for(), [HEAD]);
    let desk = office.store.desk(HEAD, None, 10).await.unwrap();
    assert_eq!(desk.items[0].entered_at, back.updated_at);
    for (actor, action) in way().into_iter().take(ISSUED).skip(1) {
        step(&office, id, actor, action).await;
    }
    assert_eq!(count(&office.store, "decision").await, 4, "the first one stays on record");
}

#[rstest]
#[tokio::test]
async fn a_document_sent_back_to_a_stage_passes_it_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(Resume::Again, Resume::Straight)] then: Resume,
) {
    let office = Office::new(backend).await;
    let id = office.document(3).await;
    let to = Some(StageKey::try_from(said("dept_review")).unwrap());
    let back = Action::Return { opinion: said("请核实数字"), to, then };
    assert_eq!(step(&office, id, LEADER, back).await.waiting_for(), [HEAD]);
    step(&office, id, HEAD, APPROVE()).await;
    if then == Resume::Again {
        step(&office, id, REVIEWER, APPROVE()).await;
    }
    for (actor, action) in way().into_iter().take(ISSUED).skip(3) {
        step(&office, id, actor, action).await;
    }
    assert_eq!(office.find(id).await.status, Status::Issued);
}

#[rstest]
#[tokio::test]
async fn tasks_follow_those_who_are_asked(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(2).await;
    let place = async |person: PersonId| -> Option<String> {
        let find = "SELECT place FROM task WHERE request = $1 AND person = $2";
        let row = office.store.reading().one(find, values![id, person]).await.unwrap();
        row.and_then(|row| row.find("place").unwrap())
    };
    let opinion = || String::new();
    step(&office, id, REVIEWER, Action::Consult { to: REGISTRAR, opinion: opinion() }).await;
    assert_eq!(place(REGISTRAR).await.as_deref(), Some("consulted"));
    step(&office, id, REGISTRAR, Action::Advise { opinion: said("可行") }).await;
    let add = |place| Action::AddSigner { person: OFFICE_HEAD, place, opinion: opinion() };
    step(&office, id, REVIEWER, add(AddedPlace::Before)).await;
    assert_eq!(place(OFFICE_HEAD).await.as_deref(), Some("before"));
    let remove = Action::RemoveSigner { person: OFFICE_HEAD, opinion: said("不必") };
    step(&office, id, REVIEWER, remove).await;
    step(&office, id, OFFICE_HEAD, Action::Suspend { opinion: said("等待依据") }).await;
    step(&office, id, OFFICE_HEAD, Action::Resume { opinion: opinion() }).await;
    assert_eq!(place(REVIEWER).await.as_deref(), Some("regular"));
    step(&office, id, REVIEWER, add(AddedPlace::After)).await;
    step(&office, id, REVIEWER, APPROVE()).await;
    assert_eq!(place(OFFICE_HEAD).await.as_deref(), Some("after"));
    step(&office, id, OFFICE_HEAD, APPROVE()).await;
    let ended = step(&office, id, CHIEF, Action::Terminate { opinion: said("不再需要") }).await;
    assert_eq!(ended.status, Status::Terminated);
}

//! A document on its whole way, and what is stored of it.

use baopi_workflow::content::{
    AgendaItem, AgendaKind, Attendance, Contact, MeetingClass, MeetingMode, MeetingNature, Session,
};
use baopi_workflow::number::NumberState;
use baopi_workflow::request::Actual;
use baopi_workflow::request::replay::replay;
use baopi_workflow::{Action, Content, MeetingContent, Refusal, RuleSet, Status, Timestamp};
use rstest::rstest;

use super::count;
use super::office::{
    APPROVE, BUREAU, DRAFTER, HEAD, ISSUED, LEADER, Office, REGISTRAR, REVIEWER, SIGNED, TOWN,
    content, document, way,
};
use crate::RegisterFilter;
use crate::store::Backend;

#[rstest]
#[tokio::test]
async fn a_document_is_stored_at_every_step_as_it_was_decided(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.create(content()).await;
    for (actor, action) in way() {
        let next = office.perform(id, actor, action).await;
        let (stored, text) = office.store.find_request(id).await.unwrap().unwrap();
        assert_eq!(stored, next);
        assert_eq!(text, content());
        let events = office.store.events(id).await.unwrap();
        assert_eq!(replay(id, &events).unwrap(), stored, "the row is the fold of its events");
        let waiting: Vec<_> =
            if matches!(next.status, Status::Draft) { Vec::new() } else { next.waiting_for() };
        for person in [DRAFTER, HEAD, REVIEWER, LEADER, REGISTRAR] {
            let desk = office.store.desk(person, None, 10).await.unwrap();
            assert_eq!(desk.items.iter().any(|row| row.id == id), waiting.contains(&person));
        }
    }
    let request = office.find(id).await;
    assert_eq!(request.status, Status::Archived);
    let facts = office.store.facts_for_verification(id).await.unwrap();
    assert_eq!((facts.decisions, facts.signatures, facts.issuances), (3, 1, 1));
    assert_eq!((facts.number, facts.undeliverable_outbox), (request.number.clone(), 0));
    let register = office.store.register(RegisterFilter::default(), None, 10).await.unwrap();
    let [row] = register.items.as_slice() else { panic!("one number was taken") };
    assert_eq!(
        (Some(&row.number), row.state, row.issued_on),
        (request.number.as_ref(), NumberState::Used, request.issued_on)
    );
    assert_eq!(
        office.store.evaluations(id).await.unwrap().len(),
        4,
        "preview, submit, sign, number"
    );
}

#[rstest]
#[tokio::test]
async fn after_a_correction_the_signer_signs_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(SIGNED).await;
    let mut corrected = document();
    corrected.body.push_str("各镇要及时报告。");
    let corrected = Content::Document(Box::new(corrected));
    let correct =
        Action::Correct { content: corrected.clone(), opinion: "补充报告要求".to_owned() };
    let again = office.perform(id, REVIEWER, correct).await;
    assert_eq!((again.signature, again.revision), (None, 2));
    office.perform(id, LEADER, APPROVE()).await;
    for (actor, action) in way().into_iter().take(ISSUED).skip(SIGNED) {
        office.perform(id, actor, action).await;
    }
    let (request, text) = office.store.find_request(id).await.unwrap().unwrap();
    assert_eq!((request.status, text), (Status::Issued, corrected));
    assert_eq!(
        (count(&office.store, "signature").await, count(&office.store, "issuance").await),
        (2, 1)
    );
    assert_eq!(office.store.revision(id, 1).await.unwrap(), Some(content()));
    assert_eq!(office.store.revision(id, 3).await.unwrap(), None);
}

#[rstest]
#[tokio::test]
async fn a_document_sent_back_goes_its_way_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(3).await;
    let back = office.perform(id, LEADER, Action::return_to_drafter("请补充依据".to_owned())).await;
    assert_eq!(back.status, Status::Returned);
    for (actor, action) in way().into_iter().take(ISSUED) {
        office.perform(id, actor, action).await;
    }
    let request = office.find(id).await;
    assert_eq!((request.status, request.round), (Status::Issued, 2));
    assert_eq!(
        count(&office.store, "decision").await,
        6,
        "two consents and a return, then three consents"
    );
}

#[rstest]
#[tokio::test]
async fn a_refusal_is_recorded_and_changes_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let before = office.find(id).await;
    let refusal = office.attempt(id, REGISTRAR, Action::Issue {}).await.unwrap().unwrap_err();
    assert!(matches!(refusal, Refusal::Blocked { .. }), "{refusal:?}");
    let after = office.find(id).await;
    assert_eq!((after.version, after.chain.length), (before.version, before.chain.length + 1));
    assert_eq!((after.status, after.tasks), (before.status, before.tasks));
}

pub(super) fn meeting(nature: MeetingNature, minutes: i64) -> Content {
    let text = serde_json::json!({ "host_unit": BUREAU, "in_name_of": BUREAU, "title": "秋季防汛工作会议" });
    // 2026-09-24T09:00:00+08:00, a Thursday
    let starts_at = Timestamp(1_790_211_600_000);
    Content::Meeting(Box::new(MeetingContent {
        nature,
        class: Some(MeetingClass::III),
        topic: "flood_control".to_owned(),
        purpose: "部署秋季防汛工作，明确各镇责任和物资储备。".to_owned(),
        sessions: vec![Session { starts_at, ends_at: Timestamp(starts_at.0 + minutes * 60_000) }],
        venue: "第一会议室".to_owned(),
        mode: Some(MeetingMode::Video),
        required_level: Some(Attendance::DeputyLeader),
        attendee_units: [TOWN].into(),
        headcount: Some(20),
        agenda: vec![AgendaItem {
            item: "部署工作".to_owned(),
            speaker: "李四".to_owned(),
            kind: AgendaKind::Other,
            minutes: 60,
        }],
        non_classified_declared: true,
        contact: Contact { name: "张三".to_owned(), phone: "8888".to_owned() },
        ..serde_json::from_value(text).unwrap()
    }))
}

#[rstest]
#[tokio::test]
async fn a_meeting_is_stored_at_every_step_as_it_was_decided(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.create(meeting(MeetingNature::Work, 90)).await;
    let actual = Actual {
        starts_at: Timestamp(1_789_434_000_000),
        ends_at: Timestamp(1_789_434_060_000),
        headcount: 18,
        mode: MeetingMode::Video,
        venue: String::new(),
        no_show: 1,
    };
    let after_approval = [
        (DRAFTER, Action::SendNotice {}),
        (DRAFTER, Action::RecordHeld { actual }),
        (REGISTRAR, Action::Close {}),
    ];
    for (actor, action) in way().into_iter().take(SIGNED).chain(after_approval) {
        let next = office.perform(id, actor, action).await;
        assert_eq!(office.find(id).await, next);
    }
    let events = office.store.events(id).await.unwrap();
    assert_eq!(replay(id, &events).unwrap(), office.find(id).await);
    assert_eq!(office.find(id).await.status, Status::Closed);
}

#[rstest]
#[tokio::test]
async fn a_statutory_meeting_of_any_length_can_be_filed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let statutory = vec!["秋季防汛工作会议".to_owned()];
    let rules = RuleSet { version: 2, statutory_meetings: statutory, ..RuleSet::default() };
    office.put_into_force(rules, office.now().date()).await.unwrap();
    let id = office.create(meeting(MeetingNature::Statutory, 600)).await;
    assert_eq!(office.perform(id, DRAFTER, Action::Submit {}).await.status, Status::Filed);
    assert_eq!(office.store.evaluations(id).await.unwrap().pop().unwrap().evaluation.rule_set, 2);
}

//! 收文.

use std::collections::BTreeSet;

use baopi_engine::{IncomingWanted, MAX_PAGE, NewIncoming};
use baopi_workflow::content::{FileRef, MAX_TEXT_BYTES, Urgency};
use baopi_workflow::incoming::{Incoming, IncomingFields, IncomingState, IncomingStep, StepName};
use baopi_workflow::{Digest, IncomingId, PersonId, SystemHappening};
use rstest::rstest;
use uuid::Uuid;

use super::{faults, refused, table};
use crate::fixture::*;
use crate::house::*;
use baopi_workflow::book::Book;

fn paper(title: &str) -> NewIncoming {
    let fields = IncomingFields {
        from_unit: "市农业农村局".to_owned(),
        their_number: "市农发〔2026〕3号".to_owned(),
        title: title.to_owned(),
        doc_date: None,
        received_at: now(),
        copies: 1,
        urgency: Urgency::Normal,
        deadline: None,
    };
    NewIncoming { fields, text: None, file: None, register: true }
}

async fn received(house: &House, title: &str) -> Incoming {
    let received = house.engine.add_entry::<Incoming>(REGISTRAR, paper(title), None).await;
    received.expect("a registrar receives it").done
}

async fn step(
    house: &House,
    actor: PersonId,
    document: &Incoming,
    step: IncomingStep,
) -> Result<Incoming, baopi_engine::BookError> {
    let seen = (document.id, document.version);
    house.engine.step_incoming(actor, seen, step, None).await.map(|booked| booked.done)
}

/// A document that waits for somebody to be named.
async fn instructed(house: &House, title: &str) -> Incoming {
    let document = received(house, title).await;
    let proposes = IncomingStep::Propose { note: note() };
    let document = step(house, REVIEWER, &document, proposes).await.expect("the office proposes");
    step(house, MAYOR, &document, IncomingStep::Instruct { note: note() })
        .await
        .expect("a leader instructs")
}

fn note() -> String {
    "请农业农村局阅研。".to_owned()
}

#[rstest]
#[case(REGISTRAR, "done")]
#[case(REVIEWER, "not_yours")]
#[case(HEAD, "not_yours")]
#[case(MAYOR, "not_yours")]
#[case(ADMIN, "not_yours")]
#[case(AUDITOR, "not_yours")]
#[tokio::test]
async fn a_registrar_alone_enters_what_comes_in(#[case] person: PersonId, #[case] expected: &str) {
    let house = House::open().await;
    let received = house.engine.add_entry::<Incoming>(person, paper("甲"), None).await;
    assert_eq!(said(&received), expected);
    if expected != "done" {
        let last = house.last_recorded().await;
        assert_eq!(last, refused(Book::Incoming, "receive", "not_yours"));
    }
}

#[tokio::test]
async fn numbers_are_given_in_order_and_none_is_lost_to_a_refusal() {
    let house = House::open().await;
    let first = received(&house, "甲").await;
    let again = step(&house, REGISTRAR, &first, IncomingStep::Register {}).await;
    assert_eq!(said(&again), "not_now");
    let wrong =
        NewIncoming { fields: IncomingFields { copies: 0, ..paper("乙").fields }, ..paper("乙") };
    let wrong = house.engine.add_entry::<Incoming>(REGISTRAR, wrong, None).await;
    assert_eq!(faults(wrong), ["copies: out_of_range"]);
    let second = received(&house, "丙").await;
    let numbers = [&first, &second].map(|document| document.number.unwrap().to_string());
    assert_eq!(numbers, ["2026-0001", "2026-0002"]);
}

#[tokio::test]
async fn what_waits_for_its_number_gets_the_next_one_when_it_is_registered() {
    let house = House::open().await;
    let waits = NewIncoming { register: false, ..paper("甲") };
    let waits = house.engine.add_entry::<Incoming>(REGISTRAR, waits, None).await.unwrap().done;
    assert_eq!((waits.state, waits.number), (IncomingState::Received, None));
    let other = received(&house, "乙").await;
    let registered = step(&house, REGISTRAR, &waits, IncomingStep::Register {}).await.unwrap();
    let numbers = [&other, &registered].map(|document| document.number.unwrap().sequence);
    assert_eq!(numbers, [1, 2]);
}

#[tokio::test]
async fn a_document_goes_from_the_office_through_a_leader_to_somebody_and_into_the_archive() {
    let house = House::open().await;
    let document = received(&house, "甲").await;
    let steps = [
        (REVIEWER, IncomingStep::Propose { note: note() }, IncomingState::Proposed),
        (MAYOR, IncomingStep::Instruct { note: note() }, IncomingState::Instructed),
        (REVIEWER, IncomingStep::Assign { handler: HEAD }, IncomingState::Handling),
        (HEAD, IncomingStep::Finish { note: note() }, IncomingState::Done),
        (REGISTRAR, IncomingStep::Archive {}, IncomingState::Archived),
    ];
    let mut now = document.clone();
    for (actor, wanted, state) in steps {
        let name = wanted.name();
        let before = step(&house, actor, &document, wanted.clone()).await;
        assert_eq!(said(&before) == "stale", now.version != document.version, "{name:?}");
        now = match before {
            Ok(done) => done,
            Err(_) => step(&house, actor, &now, wanted).await.unwrap(),
        };
        assert_eq!(now.state, state, "{name:?}");
    }
    let view = house.engine.incoming_view(HEAD, document.id).await.unwrap();
    assert_eq!(view.steps.len(), 7, "receipt, number, and five steps");
    assert_eq!(view.offers, []);
}

#[rstest]
#[case::of_nothing(IncomingStep::Propose { note: " ".to_owned() }, REVIEWER, "note_missing")]
#[case::of_too_much(IncomingStep::Propose { note: "字".repeat(2_001) }, REVIEWER, "note_too_long")]
#[case::of_as_much_as_fits(IncomingStep::Propose { note: "字".repeat(2_000) }, REVIEWER, "done")]
#[case::that_is_the_reviewers(IncomingStep::Propose { note: note() }, REGISTRAR, "not_yours")]
#[case::that_comes_later(IncomingStep::Instruct { note: note() }, MAYOR, "not_now")]
#[case::by_a_stranger(IncomingStep::Archive {}, STRANGER, "not_found")]
#[case::by_an_administrator(IncomingStep::Archive {}, ADMIN, "not_found")]
#[case::with_a_classified_note(IncomingStep::Propose { note: "秘密★1年".to_owned() }, REVIEWER, "classified")]
#[tokio::test]
async fn a_step(#[case] wanted: IncomingStep, #[case] actor: PersonId, #[case] expected: &str) {
    let house = House::open().await;
    let document = received(&house, "甲").await;
    let name = wanted.name();
    assert_eq!(said(&step(&house, actor, &document, wanted).await), expected);
    let view = house.engine.incoming_view(REGISTRAR, document.id).await.unwrap();
    let state = if expected == "done" { IncomingState::Proposed } else { document.state };
    assert_eq!(view.document.state, state, "{name:?}");
}

#[tokio::test]
async fn whom_a_step_names_has_to_be_somebody_who_decides() {
    let house = House::open().await;
    let document = instructed(&house, "甲").await;
    let circulates = |readers: &[PersonId]| IncomingStep::Circulate {
        readers: readers.iter().copied().collect::<BTreeSet<_>>(),
    };
    for (readers, expected) in [
        (&[][..], "nobody_named"),
        (&[HEAD, AUDITOR][..], "not_eligible"),
        (&[HEAD, GONE][..], "not_eligible"),
    ] {
        let answer = step(&house, REVIEWER, &document, circulates(readers)).await;
        assert_eq!(said(&answer), expected, "{readers:?}");
    }
    let hidden = house.engine.incoming_view(HEAD, document.id).await;
    assert_eq!(said(&hidden), "not_found", "whoever was named in vain sees nothing");
    step(&house, REVIEWER, &document, circulates(&[HEAD, DRAFTER])).await.unwrap();
    let view = house.engine.incoming_view(HEAD, document.id).await.unwrap();
    assert_eq!(view.offers, [StepName::Read]);
}

#[tokio::test]
async fn everybody_finds_what_is_theirs_to_read() {
    let house = House::open().await;
    let document = instructed(&house, "甲").await;
    received(&house, "乙").await;
    step(&house, REVIEWER, &document, IncomingStep::Assign { handler: DRAFTER }).await.unwrap();
    let mine = IncomingWanted { mine: true, state: None };
    let handled = IncomingWanted { mine: false, state: Some(IncomingState::Handling) };
    let all = IncomingWanted::default();
    for (person, wanted, expected) in [
        (REGISTRAR, all, 2),
        (REGISTRAR, handled, 1),
        (REGISTRAR, mine, 0),
        (MAYOR, all, 2),
        (AUDITOR, all, 2),
        (DRAFTER, all, 1),
        (DRAFTER, mine, 1),
        (HEAD, mine, 0),
        (ADMIN, all, 0),
        (STRANGER, all, 0),
    ] {
        let page = house.engine.entries::<Incoming>(person, wanted, None, MAX_PAGE).await.unwrap();
        assert_eq!(page.items.len(), expected, "{person} {wanted:?}");
    }
}

#[tokio::test]
async fn what_another_office_gave_somebody_to_handle_stands_in_their_list() {
    let house = House::open().await;
    let document = instructed(&house, "甲").await;
    let list = async |person, mine| {
        let wanted = IncomingWanted { mine, state: None };
        let page = house.engine.entries::<Incoming>(person, wanted, None, MAX_PAGE).await.unwrap();
        page.items.into_iter().map(|document| document.id).collect::<Vec<_>>()
    };
    assert_eq!(list(HEAD, false).await, []);
    let assign = IncomingStep::Assign { handler: HEAD };
    step(&house, REVIEWER, &document, assign).await.unwrap();
    assert_eq!(list(HEAD, false).await, [document.id], "the head's own unit keeps no register");
    assert_eq!(list(HEAD, true).await, [document.id]);
    assert_eq!(list(FINANCE_HEAD, false).await, []);
    assert_eq!(list(REGISTRAR, false).await, [document.id]);
}

#[tokio::test]
async fn one_key_receives_one_document_and_takes_one_step() {
    let house = House::open().await;
    let receive =
        |wish| house.engine.add_entry::<Incoming>(REGISTRAR, paper("甲"), Some(key("k", wish)));
    let (first, again) = (receive("a").await.unwrap(), receive("a").await.unwrap());
    assert_eq!((again.done.id, again.replayed), (first.done.id, true));
    assert_eq!(said(&receive("b").await), "key_reused");
    let seen = (first.done.id, first.done.version);
    let propose = |wish| {
        let step = IncomingStep::Propose { note: note() };
        house.engine.step_incoming(REVIEWER, seen, step, Some(key("k", wish)))
    };
    let (first, again) = (propose("a").await.unwrap(), propose("a").await.unwrap());
    assert!(again.replayed && again.done == first.done, "not told that it moved meanwhile");
    assert_eq!(said(&propose("b").await), "key_reused");
}

#[tokio::test]
async fn a_text_is_kept_up_to_two_mebibytes_and_only_with_a_file_that_was_sent() {
    let house = House::open().await;
    let with = |length: usize| NewIncoming { text: Some("a".repeat(length)), ..paper("甲") };
    let receive = |new| house.engine.add_entry::<Incoming>(REGISTRAR, new, None);
    let long = receive(with(MAX_TEXT_BYTES + 1)).await;
    assert_eq!(faults(long), ["text: too_long"]);
    let file = FileRef { sha256: Digest::of(b"x"), name: "x.txt".to_owned(), size: 1 };
    let strange = receive(NewIncoming { file: Some(file), ..with(1) }).await;
    assert_eq!(faults(strange), ["file: unknown"]);
    let kept = receive(with(MAX_TEXT_BYTES)).await.unwrap().done;
    let text = house.engine.incoming_view(REGISTRAR, kept.id).await.unwrap().text;
    assert_eq!(text.map(|text| text.len()), Some(MAX_TEXT_BYTES));
    let file = house.engine.incoming_file(REGISTRAR, kept.id).await;
    assert_eq!(said(&file), "not_found", "it came without one");
}

#[tokio::test]
async fn a_document_that_is_not_there_is_answered_like_one_that_is_hidden() {
    let house = House::open().await;
    let document = received(&house, "甲").await;
    let nowhere = IncomingId(Uuid::nil());
    assert_eq!(said(&house.engine.incoming_view(REGISTRAR, nowhere).await), "not_found");
    assert_eq!(said(&house.engine.incoming_view(STRANGER, document.id).await), "not_found");
    assert_eq!(said(&house.engine.incoming_file(STRANGER, document.id).await), "not_found");
}

#[tokio::test]
async fn what_is_registered_on_a_later_day_is_late() {
    let house = House::open().await;
    received(&house, "甲").await;
    house.pass(DAY);
    received(&house, "乙").await;
    let punctual = house.engine.incoming_punctuality(REGISTRAR).await.unwrap();
    assert_eq!(punctual, Some((2, 1)));
    assert_eq!(house.engine.incoming_punctuality(DRAFTER).await.unwrap(), None);
}

#[tokio::test]
async fn a_file_brings_up_to_five_hundred_documents_each_with_its_number() {
    let house = House::open().await;
    let head = "from_unit,their_number,title,received_at\n";
    let lines = |count: usize| format!("{head}{}", "市局,,甲,2026-09-15 08:30\n".repeat(count));
    let import =
        |text: String| house.engine.import_entries::<Incoming>(REGISTRAR, table(&text), None);
    assert_eq!(said(&import(lines(501)).await), "too_many_lines");
    let wrong = format!("{}市局,,,2026-09-15 09:01\n", lines(1));
    assert_eq!(faults(import(wrong).await), ["3 title: missing", "3 received_at: future"]);
    let brought = import(lines(3)).await.unwrap();
    assert_eq!(brought.done.entries, 3);
    let last = house.last_recorded().await;
    let SystemHappening::IncomingMoved { number: Some(number), .. } = last else {
        panic!("{last:?}")
    };
    assert_eq!(number.sequence, 3, "what was refused took no number");
}

//! The record, checked from outside.

use baopi_engine::clock::MAX_BEHIND_MS;
use baopi_engine::{Clock, EngineError, PerformError};
use baopi_workflow::{Action, Timestamp};

use crate::fixture::*;
use crate::house::*;

#[tokio::test]
async fn an_office_in_which_nothing_but_the_engine_wrote_holds() {
    let house = House::open().await;
    house.document_after("甲", 9).await;
    let refused = house.document_after("乙", 0).await;
    assert_eq!(said(&house.does(STRANGER, &refused, Action::Submit {}).await), "not_found");
    house.after(meeting(), [(DRAFTER, Action::Submit {})]).await;
    let report = house.engine.verify_evaluations().await.unwrap();
    assert!(report.ok, "{:#?}", report.faults);
    assert_eq!(report.requests, 3);
    assert!(report.evaluations >= 2, "{report:?}");
    let system = house.recorded().await.len() as u64;
    assert!(report.events > system, "entries of requests as well: {report:?}");
}

#[tokio::test]
async fn a_verification_alone_repeats_no_evaluation() {
    let house = House::open().await;
    house.document_after("甲", 4).await;
    let report = house.engine.verify().await.unwrap();
    assert_eq!((report.ok, report.requests, report.evaluations), (true, 1, 0));
}

#[tokio::test]
async fn a_step_of_an_incoming_document_that_nobody_recorded_is_found() {
    let house = House::open().await;
    let fields = baopi_workflow::incoming::IncomingFields {
        from_unit: "市局".to_owned(),
        their_number: String::new(),
        title: "甲".to_owned(),
        doc_date: None,
        received_at: now(),
        copies: 1,
        urgency: baopi_workflow::content::Urgency::Normal,
        deadline: None,
    };
    let new = baopi_engine::NewIncoming { fields, text: None, file: None, register: true };
    let received = house
        .engine
        .add_entry::<baopi_workflow::incoming::Incoming>(REGISTRAR, new, None)
        .await
        .unwrap()
        .done;
    assert!(house.engine.verify().await.unwrap().ok);
    let moved = baopi_workflow::incoming::Incoming { version: received.version + 1, ..received };
    let written = house.store.write(move |txn| {
        let moved = moved.clone();
        Box::pin(async move { txn.save_incoming(&moved).await })
    });
    written.await.unwrap();
    let report = house.engine.verify().await.unwrap();
    let codes: Vec<_> = report.faults.iter().map(|fault| fault.code.as_str()).collect();
    assert_eq!((report.ok, codes), (false, vec!["incoming"]));
}

/// An engine on the same database with another clock, which goes by itself and is behind that of the house.
fn behind(house: &House, millis: i64) -> baopi_engine::Engine {
    let at = Timestamp(house.clock.now().0 - millis);
    engine(&house.store, &Clock::moved_by(Clock::offset_to(at)))
}

#[tokio::test]
async fn a_clock_that_is_a_little_behind_makes_no_entry_earlier_than_the_one_before_it() {
    let house = House::open().await;
    let paper = house.document_after("甲", 1).await;
    let late = behind(&house, 2 * MINUTE);
    let approved = late.perform(HEAD, paper.request, paper.version, approve(), None).await.unwrap();
    let view = house.engine.view(HEAD, approved.request).await.unwrap();
    assert!(view.timeline.iter().all(|entry| entry.at == now()), "{:?}", view.timeline);
    assert!(late.clock_behind().await.unwrap().is_some_and(|millis| millis > MINUTE));
    let report = house.engine.verify().await.unwrap();
    assert!(report.ok, "{:#?}", report.faults);
    let report = late.verify().await.unwrap();
    let codes: Vec<_> = report.faults.iter().map(|fault| fault.code.as_str()).collect();
    assert_eq!((report.ok, codes), (false, vec!["clock"]));
}

#[tokio::test]
async fn nothing_is_decided_by_a_clock_that_was_set_back() {
    let house = House::open().await;
    let paper = house.document_after("甲", 1).await;
    let entries = house.engine.verify().await.unwrap().events;
    let late = behind(&house, MAX_BEHIND_MS + MINUTE);
    let error = late.perform(HEAD, paper.request, paper.version, approve(), None).await;
    assert!(
        matches!(error, Err(PerformError::Engine(EngineError::ClockBehind { .. }))),
        "{error:?}"
    );
    let draft = document_with(|document| "乙".clone_into(&mut document.title));
    assert_eq!(said(&late.create(DRAFTER, draft, None).await), "failed");
    assert_eq!(house.engine.verify().await.unwrap().events, entries, "nothing was written");
    let almost = behind(&house, MAX_BEHIND_MS - MINUTE);
    let approved = almost.perform(HEAD, paper.request, paper.version, approve(), None).await;
    assert_eq!(said(&approved), "done");
}

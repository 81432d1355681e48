//! The same samples before the real engine, on both databases: what it finds in each when it is asked for, with everything
//! that its record holds by then.

use std::collections::BTreeMap;

use baopi_engine::{Clock, Engine, NewIncoming};
use baopi_persistence::{Store, StoreOptions};
use baopi_tests::invariants::contradictions;
use baopi_tests::office::{Backend, Office};
use baopi_workflow::content::Urgency;
use baopi_workflow::incoming::{Incoming, IncomingFields};
use baopi_workflow::{Knowledge, PersonId, RuleId, Verdict};
use rstest::rstest;

use super::golden::{GOLDEN, RECEIVED, received, that_looks_classified};
use super::{judged, organisation, shown, stories, story_of};
use crate::database;
use crate::demo::organisation::District;
use crate::demo::story::Story;
use crate::demo::{seed, start};

/// More requests than the demonstration has.
const EVERY: u32 = 100;

fn person(district: &District, login: &str) -> PersonId {
    district.people.iter().find(|person| person.login == login).unwrap().id
}

/// The text of the city's bureau comes in, of which D10 is a copy.
async fn receive(engine: &Engine, district: &District, stories: &[Story]) {
    let fields = IncomingFields {
        from_unit: RECEIVED.0.to_owned(),
        their_number: "云民发〔2026〕31号".to_owned(),
        title: RECEIVED.1.to_owned(),
        doc_date: Some(start().date()),
        received_at: start(),
        copies: 1,
        urgency: Urgency::default(),
        deadline: None,
    };
    let text = Some(received(stories));
    let new = NewIncoming { fields, text, file: None, register: true };
    let registrar = person(district, "qianyongfu");
    engine.add_entry::<Incoming>(registrar, new, None).await.unwrap();
}

/// What the engine knows beside each request that was asked for, which is itself none of the others.
async fn known(engine: &Engine, store: &Store, clock: &Clock) -> BTreeMap<String, Knowledge> {
    let mut known = BTreeMap::new();
    for id in store.request_ids(None, EVERY).await.unwrap() {
        let (request, content) = store.find_request(id).await.unwrap().unwrap();
        clock.set(request.created_at);
        let knowledge = engine.knowledge(&request, &content).await.unwrap();
        known.insert(content.title().to_owned(), knowledge);
    }
    known
}

#[rstest]
#[tokio::test]
async fn the_engine_finds_in_every_sample_what_it_is_known_for_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await.unwrap();
    let url = office.database_url().to_owned();
    let store = Store::open(&StoreOptions { url, max_readers: 2 }).await.unwrap();
    store.migrate().await.unwrap();
    let clock = Clock::standing_at(start());
    let engine = database::engine_without_links(store.clone(), clock.clone()).unwrap();
    let (district, stories) = stories();
    seed::seed(&engine, &clock, &district).await.unwrap();
    receive(&engine, &district, &stories).await;
    let (known, organisation) = (known(&engine, &store, &clock).await, organisation(&district));
    for (key, expected) in GOLDEN {
        let story = story_of(&stories, key);
        let found = if story.steps.is_empty() {
            clock.set(story.begun);
            engine.preview(story.drafter, &story.content).await.unwrap().findings
        } else {
            let known = (&organisation, &known[story.content.title()]);
            judged(&story.content, story.drafter, known, story.begun)
        };
        assert_eq!(shown(&found), *expected, "{key}: {found:#?}");
    }
    clock.set(start());
    classified(&engine, &store, (&district, &stories)).await;
    assert_eq!(contradictions(&office.sql().await.unwrap()).await.unwrap(), [""; 0]);
}

/// D12: it is turned away, and nothing of it is kept.
async fn classified(engine: &Engine, store: &Store, (district, stories): (&District, &[Story])) {
    let content = that_looks_classified(stories);
    let drafter = person(district, "fangmin");
    let preview = engine.preview(drafter, &content).await.unwrap();
    assert_eq!(shown(&preview.findings), [(RuleId::Classified, Verdict::Block)]);
    let before = store.request_ids(None, EVERY).await.unwrap();
    engine.create(drafter, content.clone(), None).await.unwrap_err();
    assert_eq!(store.request_ids(None, EVERY).await.unwrap(), before, "no request was begun");
}

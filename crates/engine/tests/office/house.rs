//! An office on a database of its own: the district of the workflow's tests, and what the tests ask of it.

use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_engine::{
    Clock, CommandError, CommandKey, Engine, NewPerson, PerformError, Performed, Reason, Setup,
    Viewer,
};
use baopi_persistence::{MAX_PAGE, Store, StoreOptions};
use baopi_workflow::event::Event;
use baopi_workflow::{
    Action, Content, Digest, Person, PersonId, Rank, Role, SystemHappening, Timestamp, canonical,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::fixture::{
    AGRICULTURE, DRAFTER, FINANCE, OFFICE, document_with, now, people, person, units, usual_steps,
};

/// Another administrator, without whom no change of the rules is put into force.
pub(crate) const SECOND_ADMIN: PersonId = person(11);
/// Another deputy leader.
pub(crate) const DEPUTY: PersonId = person(12);
/// Somebody who was there once.
pub(crate) const GONE: PersonId = person(13);

/// Somebody who drafts for the finance bureau.
pub(crate) const FINANCE_DRAFTER: PersonId = person(14);

/// A minute, in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;
/// A day, in milliseconds.
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

/// An office with its database, which is gone when it is dropped.
pub(crate) struct House {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    /// To look behind the engine.
    pub(crate) store: Store,
    _folder: TempDir,
}

/// The file of a database with the district in it: it is made once, and every house begins with a copy.
static DISTRICT: OnceCell<Vec<u8>> = OnceCell::const_new();

impl House {
    /// The office on the morning of 2026-09-15, a Tuesday.
    pub(crate) async fn open() -> Self {
        let district = DISTRICT.get_or_init(district).await;
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join(FILE), district).expect("the file can be written");
        let store = opened(&folder).await;
        let clock = Clock::standing_at(now());
        Self { engine: engine(&store, &clock), clock, store, _folder: folder }
    }

    /// Lets so much time pass, in milliseconds.
    pub(crate) fn pass(&self, millis: i64) {
        self.clock.set(Timestamp(self.clock.now().0 + millis));
    }

    /// Somebody who is signed in.
    pub(crate) async fn viewer(&self, person: PersonId) -> Viewer {
        let organisation = self.engine.organisation().await.expect("the organisation");
        let name = organisation.person(person).expect("somebody of the district").name.clone();
        Viewer { person, name, organisation }
    }

    /// The whole record of the system, the oldest entry first.
    pub(crate) async fn recorded(&self) -> Vec<SystemHappening> {
        let (mut recorded, mut after) = (Vec::new(), 0);
        loop {
            let stored = self.store.system_events(after, MAX_PAGE).await.expect("the record");
            for entry in &stored {
                let event: Event<SystemHappening> =
                    canonical::read(&entry.canon).expect("an entry");
                recorded.push(event.what);
            }
            if stored.is_empty() {
                return recorded;
            }
            after += stored.len() as u64;
        }
    }

    /// The last entry in the record of the system.
    pub(crate) async fn last_recorded(&self) -> SystemHappening {
        self.recorded().await.pop().expect("the people stand in it")
    }

    /// A document of this title after so many usual steps; 0 is the draft.
    pub(crate) async fn document_after(&self, title: &str, steps: usize) -> Performed {
        let text = document_with(|document| title.clone_into(&mut document.title));
        self.after(text, usual_steps().into_iter().take(steps)).await
    }

    /// A request by the drafter after these steps.
    pub(crate) async fn after(
        &self,
        content: Content,
        steps: impl IntoIterator<Item = (PersonId, Action)>,
    ) -> Performed {
        let mut done = self.engine.create(DRAFTER, content, None).await.expect("a draft");
        for (actor, action) in steps {
            done = self.does(actor, &done, action).await.expect("a usual step");
        }
        done
    }

    /// What somebody does to a request as they saw it.
    pub(crate) async fn does(
        &self,
        actor: PersonId,
        seen: &Performed,
        action: Action,
    ) -> Result<Performed, PerformError> {
        self.engine.perform(actor, seen.request, seen.version, action, None).await
    }
}

const FILE: &str = "baopi.sqlite";

async fn opened(folder: &TempDir) -> Store {
    let url = format!("sqlite://{}", folder.path().join(FILE).display());
    Store::open(&StoreOptions { url, max_readers: 2 }).await.expect("it opens")
}

/// An engine on a database, with a clock of its own.
pub(crate) fn engine(store: &Store, clock: &Clock) -> Engine {
    Engine::new(Setup {
        store: store.clone(),
        clock: clock.clone(),
        extractor: Extractor::this_program().expect("this program has a path"),
        printer: Printer::default(),
        link_key: Box::new([7; 32]).into(),
        public_url: "https://office.example.cn".to_owned(),
    })
}

async fn district() -> Vec<u8> {
    let folder = TempDir::new().expect("a folder");
    let store = opened(&folder).await;
    store.migrate().await.expect("the schema");
    let engine = engine(&store, &Clock::standing_at(now()));
    let people = people().into_iter().chain(newcomers());
    let people = people.map(|person| NewPerson { person, password: None }).collect();
    let added = engine.add_organisation(units(), people, Vec::new(), Vec::new());
    added.await.expect("the district");
    engine.close().await;
    std::fs::read(folder.path().join(FILE)).expect("the file can be read")
}

/// Whom the use cases need besides those whom the rules need.
fn newcomers() -> [Person; 4] {
    let new = |id: PersonId, unit, role: Option<Role>, rank| Person {
        id,
        login: format!("p{}", id.0.as_u128()),
        name: format!("某{}", id.0.as_u128()),
        unit,
        post: None,
        roles: role.into_iter().collect(),
        rank,
        leads: [].into(),
        email: None,
        active: id != GONE,
    };
    [
        new(SECOND_ADMIN, OFFICE, Some(Role::Admin), None),
        new(DEPUTY, OFFICE, None, Some(Rank::ResponsibleLeader)),
        new(GONE, AGRICULTURE, Some(Role::Drafter), None),
        new(FINANCE_DRAFTER, FINANCE, Some(Role::Drafter), None),
    ]
}

/// The key of a command; its wish stands for everything that the command says.
pub(crate) fn key(key: &str, wish: &str) -> CommandKey {
    CommandKey { key: key.to_owned(), fingerprint: Digest::of(wish.as_bytes()) }
}

/// What a command was answered, in a word: `done`, the word of the refusal, or what all commands have in common.
pub(crate) fn said<T, R: Reason>(answer: &Result<T, CommandError<R>>) -> &'static str {
    match answer {
        Ok(_) => "done",
        Err(CommandError::NotFound) => "not_found",
        Err(CommandError::Stale { .. }) => "stale",
        Err(CommandError::Classified { .. }) => "classified",
        Err(CommandError::KeyReused) => "key_reused",
        Err(CommandError::BadKey) => "bad_key",
        Err(CommandError::Refused(reason)) => reason.code(),
        Err(CommandError::Engine(_)) => "failed",
    }
}

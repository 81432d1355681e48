//! How many document numbers are taken in a second, by so many registrars at once.
//!
//! `cargo bench -p baopi-engine --bench numbers` measures on SQLite, and on PostgreSQL where `BAOPI_BENCH_DATABASE_URL` names an
//! empty database. Every number is on the disk before it counts.

use std::io::Write;
use std::time::Instant;

use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_engine::{Clock, Engine, EngineError, NewPerson, Setup};
use baopi_persistence::{Store, StoreOptions};
use baopi_workflow::organisation::Level;
use baopi_workflow::{
    Action, Content, Person, PersonId, Rank, RequestId, Role, Series, Timestamp, Unit, UnitId,
    UnitKind, Version,
};
use uuid::Uuid;

/// So many documents wait for their numbers.
const DOCUMENTS: usize = 400;
/// So many registrars take them at once.
const AT_ONCE: [usize; 3] = [1, 10, 100];
/// 2026-09-15T09:00:00+08:00
const NOW: Timestamp = Timestamp(1_789_434_000_000);

const OFFICE: UnitId = UnitId(Uuid::from_u128(1));
const BUREAU: UnitId = UnitId(Uuid::from_u128(2));
const DRAFTER: PersonId = PersonId(Uuid::from_u128(1));
const HEAD: PersonId = PersonId(Uuid::from_u128(2));
const REVIEWER: PersonId = PersonId(Uuid::from_u128(3));
const LEADER: PersonId = PersonId(Uuid::from_u128(4));
const REGISTRAR: PersonId = PersonId(Uuid::from_u128(5));

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> Outcome<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(measure())
}

async fn measure() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let sqlite = format!("sqlite://{}", folder.path().join("baopi.sqlite").display());
    let postgres = std::env::var("BAOPI_BENCH_DATABASE_URL").ok();
    for url in [Some(sqlite), postgres].into_iter().flatten() {
        let engine = office(&url).await?;
        let name = if url.starts_with("sqlite") { "SQLite" } else { "PostgreSQL" };
        for at_once in AT_ONCE {
            let documents = waiting(&engine, DOCUMENTS).await?;
            let seconds = taken(&engine, documents, at_once).await?;
            // Neither figure comes near what a float can hold exactly.
            let rate = f64::from(u32::try_from(DOCUMENTS)?) / seconds;
            let line = format!("{name}: {at_once} at once: {rate:.0} numbers per second");
            writeln!(std::io::stdout().lock(), "{line}")?;
        }
        engine.close().await;
    }
    Ok(())
}

async fn office(url: &str) -> Outcome<Engine> {
    let store = Store::open(&StoreOptions { url: url.to_owned(), max_readers: 4 }).await?;
    store.migrate().await?;
    let engine = Engine::new(Setup {
        store,
        clock: Clock::standing_at(NOW),
        extractor: Extractor::this_program()?,
        printer: Printer::default(),
        link_key: Box::new([7; 32]).into(),
        public_url: "https://office.example.cn".to_owned(),
    });
    let people = people().into_iter().map(|person| NewPerson { person, password: None }).collect();
    engine.add_organisation(units(), people, Vec::new(), Vec::new()).await?;
    Ok(engine)
}

fn unit(id: UnitId, code: &str, kind: UnitKind) -> Unit {
    Unit {
        id,
        code: code.to_owned(),
        name: code.to_owned(),
        short_name: code.to_owned(),
        kind,
        level: Level::District,
        parent: (id != OFFICE).then_some(OFFICE),
        office: Some(OFFICE),
        host: None,
        // Two Han characters, U+9752 and U+519C.
        series: vec![Series { code: "\u{9752}\u{519C}".to_owned(), counted: true }],
        active: true,
    }
}

fn units() -> Vec<Unit> {
    vec![unit(OFFICE, "office", UnitKind::Office), unit(BUREAU, "bureau", UnitKind::Department)]
}

fn person(id: PersonId, login: &str, unit: UnitId, roles: &[Role]) -> Person {
    Person {
        id,
        login: login.to_owned(),
        name: login.to_owned(),
        unit,
        post: None,
        roles: roles.iter().copied().collect(),
        rank: None,
        leads: [].into(),
        email: None,
        active: true,
    }
}

fn people() -> Vec<Person> {
    let leader = person(LEADER, "leader", OFFICE, &[]);
    vec![
        person(DRAFTER, "drafter", BUREAU, &[Role::Drafter]),
        person(HEAD, "head", BUREAU, &[Role::DeptHead]),
        person(REVIEWER, "reviewer", OFFICE, &[Role::Reviewer]),
        Person { rank: Some(Rank::ResponsibleLeader), leads: [BUREAU].into(), ..leader },
        person(REGISTRAR, "registrar", OFFICE, &[Role::Registrar]),
    ]
}

fn content() -> Outcome<Content> {
    Ok(serde_json::from_value(serde_json::json!({
        "kind": "document",
        "issuing_unit": BUREAU,
        "drafting_unit": BUREAU,
        "title": "\u{901A}\u{77E5}".repeat(4),
        "body": "\u{901A}\u{77E5}".repeat(20),
        "doc_type": "notice",
        "direction": "lateral",
        "category": "other",
        "scope": "comprehensive",
        "main_recipients": [OFFICE],
        "disclosure": "public",
        "basis": [{"kind": "committee_decision", "reference": "\u{4F1A}\u{8BAE}".repeat(4)}],
        "necessity": "\u{9700}\u{8981}".repeat(10),
        "burden": {"adds_forms": false, "adds_reports": false, "adds_inspection": false, "note": ""},
        "non_classified_declared": true,
        "contact": {"name": "\u{6C88}\u{4F73}", "phone": "0000-0000"},
    }))?)
}

/// Documents that were signed and rechecked.
async fn waiting(engine: &Engine, count: usize) -> Outcome<Vec<(RequestId, Version)>> {
    let approve = || Action::Approve { opinion: String::new(), accept: Vec::new() };
    let mut waiting = Vec::new();
    for _ in 0..count {
        let created = engine.create(DRAFTER, content()?, None).await?;
        let mut version = created.version;
        for (actor, action) in [
            (DRAFTER, Action::Submit {}),
            (HEAD, approve()),
            (REVIEWER, approve()),
            (LEADER, approve()),
            (REVIEWER, Action::PassRecheck {}),
        ] {
            version = engine.perform(actor, created.request, version, action, None).await?.version;
        }
        waiting.push((created.request, version));
    }
    Ok(waiting)
}

/// The seconds in which all of them take their numbers, so many at once.
async fn taken(
    engine: &Engine,
    documents: Vec<(RequestId, Version)>,
    at_once: usize,
) -> Outcome<f64> {
    let shares: Vec<Vec<_>> = (0..at_once)
        .map(|first| documents.iter().skip(first).step_by(at_once).copied().collect())
        .collect();
    let start = Instant::now();
    let mut tasks = Vec::new();
    for share in shares {
        let engine = engine.clone();
        tasks.push(tokio::spawn(async move {
            for (id, version) in share {
                let number = Action::AssignNumber {};
                engine.perform(REGISTRAR, id, version, number, None).await?;
            }
            Ok::<_, baopi_engine::PerformError>(())
        }));
    }
    for task in tasks {
        task.await.map_err(EngineError::from)??;
    }
    Ok(start.elapsed().as_secs_f64())
}

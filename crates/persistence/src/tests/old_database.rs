//! A database with data in it that an earlier version of the program wrote.

use baopi_migrations::{Migrator, MigratorTrait};
use baopi_workflow::request::replay::replay;
use baopi_workflow::{Action, Kind, Request, RequestId, Status};
use rstest::rstest;
use sea_orm::ConnectionTrait;

use super::guards::forge;
use super::migrations::migrations;
use super::office::{APPROVE, DRAFTER, LEADER, Office, REGISTRAR, REVIEWER};
use super::{Empty, bare, count, rows};
use crate::column::values;
use crate::store::Backend;
use crate::{OnRoute, StoreError};

/// What the program wrote when m0003 was the last migration.
const ROWS: &str = include_str!("m0003.sql");
/// How many migrations come before the guards, which old rows would not pass in the order of their tables.
const BEFORE_GUARDS: u32 = 2;

/// Tables, and how many rows they have.
const TABLES: [(&str, u64); 14] = [
    ("unit", 4),
    ("person", 5),
    ("delegation", 1),
    ("rule_set", 1),
    ("route", 3),
    ("request", 4),
    ("revision", 4),
    ("event", 40),
    ("evaluation", 9),
    ("decision", 8),
    ("signature", 2),
    ("number_entry", 1),
    ("issuance", 1),
    ("task", 3),
];

/// The office whose data were written before, brought up to date.
async fn brought_up_to_date(backend: Backend) -> Office {
    let empty = Empty::new(backend).await;
    let store = empty.open().await.unwrap();
    Migrator::up(store.writer(), Some(BEFORE_GUARDS)).await.unwrap();
    for statement in ROWS.split(";\n").filter(|statement| statement.contains("INSERT")) {
        store.writer().execute_unprepared(&spelled(statement, backend)).await.unwrap();
    }
    Migrator::up(store.writer(), Some(1)).await.unwrap();
    let left = migrations() - BEFORE_GUARDS - 1;
    assert_eq!(store.migrate().await.unwrap(), left);
    // What the tables are must not depend on the connection that changed them.
    store.close().await;
    Office::in_place(empty.open().await.unwrap(), empty)
}

/// Writes bytes as the database spells them.
fn spelled(statement: &str, backend: Backend) -> String {
    let (text, end) = match backend {
        Backend::Sqlite => ("CAST('", "' AS BLOB)"),
        Backend::Postgres => ("convert_to('", "', 'UTF8')"),
    };
    let mut spelled = statement.replace('«', text).replace('»', end);
    while let Some((before, rest)) = spelled.split_once('‹') {
        let (hex, after) = rest.split_once('›').unwrap();
        let bytes = match backend {
            Backend::Sqlite => format!("x'{hex}'"),
            Backend::Postgres if hex.len() == 32 => format!("'{hex}'"),
            Backend::Postgres => format!("'\\x{hex}'"),
        };
        spelled = format!("{before}{bytes}{after}");
    }
    spelled
}

async fn at(office: &Office, status: &str) -> RequestId {
    let find = format!("SELECT id FROM request WHERE status = '{status}'");
    rows(&office.store, &find).await[0].get("id").unwrap()
}

#[rstest]
#[tokio::test]
async fn old_rows_survive_and_are_read_as_they_were(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = brought_up_to_date(backend).await;
    for (table, rows) in TABLES {
        assert_eq!(count(&office.store, table).await, rows, "{table}");
    }
    let requests = office.store.request_ids(None, 10).await.unwrap();
    for id in requests {
        let (request, content) = office.store.find_request(id).await.unwrap().unwrap();
        let replayed = replay(id, &office.store.events(id).await.unwrap()).unwrap();
        // The stage that was left was not kept then; the next move that leaves one keeps it.
        assert_eq!(Request { left: None, ..replayed }, request);
        let differing = office.store.differing_columns(&request, &content).await.unwrap();
        assert!(differing.is_empty(), "{:?}: {differing:?}", request.status);
    }
    let [routes, meetings] =
        [Kind::Document, Kind::Meeting].map(|kind| office.store.list_routes(kind));
    assert_eq!((routes.await.unwrap().len(), meetings.await.unwrap().len()), (1, 1));
}

#[rstest]
#[tokio::test]
async fn old_requests_under_review_know_the_version_of_their_route(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = brought_up_to_date(backend).await;
    let expected = [OnRoute { request: at(&office, "review:leader_review").await, version: 1 }];
    let page = office.store.requests_on_route(Kind::Document, 2, None, 10).await.unwrap();
    assert_eq!(page.items, expected);
    let page = office.store.requests_on_route(Kind::Meeting, 2, None, 10).await.unwrap();
    assert_eq!(page.items, [], "an approved one stays on its route");
}

#[rstest]
#[tokio::test]
async fn old_requests_go_on(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let office = brought_up_to_date(backend).await;
    let reviewed = at(&office, "review:leader_review").await;
    // A rule that came with a later version asks for an item of the plan; the document names one among its bases.
    office.perform(reviewed, LEADER, APPROVE()).await;
    assert_eq!(office.find(reviewed).await.status, Status::Recheck);
    let rechecked = office.perform(reviewed, REVIEWER, Action::PassRecheck {}).await;
    assert_eq!(rechecked.status, Status::Numbering);
    let issued = at(&office, "issued").await;
    let archived = office.perform(issued, REGISTRAR, Action::Archive {}).await;
    assert_eq!(archived.status, Status::Archived);
    let draft = at(&office, "draft").await;
    office.perform(draft, DRAFTER, Action::Submit {}).await;
}

/// Statements that are refused, with a word of why.
const REFUSED: &[(&str, &str, &str)] = &[
    ("issued", "DELETE FROM event WHERE request = $1", "event"),
    ("issued", "UPDATE event SET actor = NULL WHERE request = $1", "event"),
    ("issued", "UPDATE request SET status = 'archived' WHERE id = $1", "only with an event"),
    ("issued", "INSERT INTO task (request, person, urgency, entered_at) VALUES ($1, $1, 0, 0)", "foreign key"),
    ("issued", "INSERT INTO task (request, person, urgency, entered_at, place) SELECT id, drafter, 0, 0, 'x' FROM request
        WHERE id = $1", "check"),
    ("issued", "INSERT INTO evaluation (request, seq, cause, rule_set, revision, findings, at) VALUES ($1, 1, 'x', 1, 1, '', 0)",
        "check"),
    ("issued", "INSERT INTO evaluation (request, seq, cause, rule_set, revision, findings, at)
        VALUES ($1, 99, 'number', 1, 1, '', 0)", "foreign key"),
];

#[rstest]
#[tokio::test]
async fn conditions_guards_and_references_hold_on_old_rows(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = brought_up_to_date(backend).await;
    for (status, statement, says) in REFUSED {
        let id = at(&office, status).await;
        let outcome = bare(&office.store, statement, values![id]).await;
        let Err(StoreError::Refused(error)) = outcome else { panic!("{statement}: {outcome:?}") };
        assert!(error.to_string().to_lowercase().contains(says), "{statement}: {error}");
    }
    let id = at(&office, "review:leader_review").await;
    forge(&office, id, "terminated").await;
    let more = ", chain_length = chain_length + 1 WHERE id = $1";
    for (change, says) in [
        ("status = 'lost'", "request_status_is_known"),
        ("characters = 5001", "request_is_within_the_limits"),
        ("status = 'terminated', number = 'x'", "keeps its signature"),
    ] {
        let update = format!("UPDATE request SET {change}{more}");
        let outcome = bare(&office.store, &update, values![id]).await;
        let Err(StoreError::Refused(error)) = outcome else { panic!("{change}: {outcome:?}") };
        assert!(error.to_string().contains(says), "{change}: {error}");
    }
    let terminate = format!("UPDATE request SET status = 'terminated'{more}");
    assert_eq!(bare(&office.store, &terminate, values![id]).await.unwrap(), 1);
}

#[tokio::test]
async fn the_sqlite_file_is_whole_after_its_tables_were_rewritten() {
    let office = brought_up_to_date(Backend::Sqlite).await;
    let found =
        rows(&office.store, "SELECT integrity_check AS found FROM pragma_integrity_check").await;
    assert_eq!(found[0].get::<String>("found").unwrap(), "ok");
    assert!(rows(&office.store, "SELECT \"table\" FROM pragma_foreign_key_check").await.is_empty());
    // No connection can still change the tables by hand.
    let rewrite = "UPDATE sqlite_schema SET sql = sql WHERE name = 'request'";
    assert!(bare(&office.store, rewrite, values![]).await.is_err());
}

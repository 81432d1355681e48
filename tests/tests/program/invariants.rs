//! The audit queries see what they are there to see: a sound record, and each corruption of it by itself.

use std::collections::BTreeSet;

use baopi_migrations::{Migrator, MigratorTrait};
use baopi_tests::invariants::{INVARIANTS, contradictions};
use baopi_tests::office::{Backend, Office};
use baopi_tests::sql::Sql;

/// One issued document and one under review. `#n` is an identifier, `@n` a hash, `!d` noon of 2026-09-d in
/// milliseconds.
const SOUND: &[&str] = &[
    "INSERT INTO unit (id, code, name, short_name, kind, level, series, active)
     VALUES (#1, 'U1', 'unit', 'unit', 'office', 'county', '[]', TRUE)",
    "INSERT INTO person (id, login, name, unit, roles, leads, active) VALUES
     (#2, 'drafter', 'drafter', #1, '[]', '[]', TRUE), (#3, 'signer', 'signer', #1, '[]', '[]', TRUE),
     (#4, 'registrar', 'registrar', #1, '[]', '[]', TRUE)",
    "INSERT INTO delegation (id, from_person, to_person, from_on, to_on, reference, made_by)
     VALUES (#9, #3, #4, '2026-09-15', '2026-09-15', 'absence', #3)",
    "INSERT INTO rule_set (version, body) VALUES (1, '{}')",
    "INSERT INTO revision (request, revision, digest, canon) VALUES (#5, 1, @80, @1), (#6, 1, @81, @1)",
    "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash) VALUES
     (#5, 1, !14, #2, 'created', @0, @1, @1), (#5, 2, !14, #2, 'submitted', @1, @1, @2),
     (#5, 3, !15, #4, 'consented', @2, @1, @3), (#5, 4, !15, #4, 'signed', @3, @1, @4),
     (#5, 5, !16, #4, 'numbered', @4, @1, @5), (#5, 6, !16, #4, 'issued', @5, @1, @6),
     (#6, 1, !14, #2, 'created', @0, @1, @7)",
    "INSERT INTO system_event (seq, at, actor, type, prev, canon, hash) VALUES
     (1, !14, #4, 'signed_in', @0, @1, @8), (2, !14, #4, 'numbers_imported', @8, @1, @9)",
    "UPDATE system_chain SET length = 2, head = @9",
    "INSERT INTO request (id, kind, title, status, urgency, unit, drafting_unit, drafter, version, revision, digest,
         characters, minutes, round, signed_digest, signer, signed_at, doc_date, number, issued_on, chain_length,
         chain_head, created_at, updated_at, entered_at, state) VALUES
     (#5, 'document', 'issued', 'issued', 3, #1, #1, #2, 6, 1, @80, 10, 0, 1, @80, #3, !15, '2026-09-15', 'A1',
      '2026-09-16', 6, @6, !14, !16, !16, '{}'),
     (#6, 'document', 'reviewed', 'review:head', 3, #1, #1, #2, 1, 1, @81, 10, 0, 1, NULL, NULL, NULL, NULL, NULL,
      NULL, 1, @7, !14, !14, !14, '{}')",
    "INSERT INTO evaluation (request, seq, cause, rule_set, revision, findings, at)
     VALUES (#5, 2, 'submit', 1, 1, '[]', !14)",
    "INSERT INTO decision (request, seq, round, stage, revision, digest, principal, actor, verdict, at)
     VALUES (#5, 3, 1, 'sign', 1, @80, #3, #4, 'consented', !15)",
    "INSERT INTO signature (request, seq, round, stage, revision, digest, signer, actor, rank, doc_date, at)
     VALUES (#5, 4, 1, 'sign', 1, @80, #3, #4, 'main_leader', '2026-09-15', !15)",
    "INSERT INTO number_counter (series, year, last_sequence) VALUES ('A', 2026, 1), ('B', 2026, 1), ('C', 2026, 0)",
    "INSERT INTO number_entry (series, year, sequence, state, request, seq, round, revision, digest, unit, taken_by,
         taken_at) VALUES ('A', 2026, 1, 'used', #5, 5, 1, 1, @80, #1, #4, !16)",
    "INSERT INTO number_imported (series, year, sequence, state, title, unit, doc_date, seq, imported_by, imported_at)
     VALUES ('B', 2026, 1, 'used', 'paper', #1, '2026-01-05', 2, #4, !14)",
    "INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at)
     VALUES (#5, 6, 'A', 2026, 1, 1, 1, @80, '2026-09-16', #4, !16)",
    "INSERT INTO task (request, person, urgency, entered_at) VALUES (#6, #3, 3, !14)",
    "INSERT INTO outbox (id, epoch, request, seq, person, kind, channel, dedup_key, state, attempts, due_at, created_at,
         sent_at) VALUES (#7, 0, #5, 4, #2, 'approved', 'mail', 'a', 'sent', 1, !15, !15, !15),
         (#8, 0, #5, 6, #2, 'issued', 'mail', 'b', 'pending', 0, !16, !16, NULL)",
    "INSERT INTO file_blob (sha256, size, at, bytes) VALUES (@1, 32, !14, @1)",
];

/// One corruption a line, with the beginning of what has to be found.
const CORRUPTIONS: &[(&str, &str)] = &[
    ("DELETE FROM signature", "what is issued was signed"),
    ("UPDATE signature SET digest = @82", "what is issued was signed"),
    ("UPDATE signature SET signer = #2", "what is issued was signed"),
    ("UPDATE signature SET seq = 7", "what is issued was signed"),
    ("UPDATE signature SET round = 2", "what has passed the signature"),
    ("UPDATE decision SET verdict = 'objected'", "a signature is a consent"),
    ("UPDATE decision SET digest = @82", "a signature is a consent"),
    ("UPDATE decision SET actor = #2", "nobody decides on their own"),
    ("UPDATE request SET drafter = #4", "nobody decides on their own"),
    ("DELETE FROM delegation", "who decides for somebody else"),
    (
        "UPDATE delegation SET from_on = '2026-09-16', to_on = '2026-09-17'",
        "who decides for somebody else",
    ),
    ("UPDATE delegation SET scope = 'meeting'", "who decides for somebody else"),
    ("UPDATE delegation SET made_by = #2", "who decides for somebody else"),
    ("UPDATE decision SET seq = 9", "nobody decides on what is already issued"),
    ("UPDATE decision SET at = !17", "nobody decides on what is already issued"),
    ("UPDATE request SET number = 'A1'", "a number is given once"),
    ("UPDATE number_counter SET last_sequence = 2", "numbers follow one another"),
    ("UPDATE number_entry SET sequence = 2", "numbers follow one another"),
    ("DELETE FROM number_counter", "numbers follow one another"),
    (
        "UPDATE number_counter SET last_sequence = 2 WHERE series = 'B'",
        "numbers follow one another",
    ),
    ("DELETE FROM number_imported", "numbers follow one another"),
    ("UPDATE number_imported SET series = 'A'", "a number is given by the program"),
    ("UPDATE number_imported SET imported_by = #3", "a number is given by the program"),
    ("UPDATE system_event SET type = 'signed_in'", "a number is given by the program"),
    ("UPDATE number_entry SET state = 'void', void_reason = 'wrong'", "a number that is given up"),
    ("UPDATE number_entry SET year = 2025", "the year of a number"),
    ("UPDATE signature SET doc_date = '2026-09-14'", "the year of a number"),
    ("DELETE FROM issuance", "a document is issued exactly when"),
    ("UPDATE issuance SET digest = @82", "a document is issued exactly when"),
    ("UPDATE issuance SET issued_on = '2026-09-17'", "a document is issued exactly when"),
    ("UPDATE event SET actor = #3 WHERE seq = 6", "every decision, signature, number and issuance"),
    (
        "UPDATE event SET type = 'objected' WHERE seq = 3",
        "every decision, signature, number and issuance",
    ),
    ("DELETE FROM decision", "every event of a decision"),
    ("DELETE FROM number_entry", "every event of a decision"),
    ("DELETE FROM evaluation", "what was submitted"),
    ("DELETE FROM outbox", "a drafter is told"),
    ("UPDATE outbox SET seq = 9", "a message is written once"),
    ("UPDATE request SET chain_head = @82", "a request ends its chain"),
    ("UPDATE request SET chain_length = 5", "a request ends its chain"),
    ("DELETE FROM event WHERE seq = 6", "a request ends its chain"),
    ("DELETE FROM event WHERE seq = 3", "the events of a request"),
    ("UPDATE event SET at = !13 WHERE seq = 5", "the events of a request"),
    ("UPDATE event SET hash = @82 WHERE seq = 3", "an event names"),
    ("UPDATE event SET prev = @82 WHERE seq = 3", "an event names"),
    ("UPDATE system_event SET prev = @82 WHERE seq = 2", "an event names"),
    ("DELETE FROM system_event WHERE seq = 2", "the chain of the system"),
    ("UPDATE system_chain SET head = @82", "the chain of the system"),
    ("DELETE FROM revision", "the text of a request"),
    (
        "INSERT INTO revision (request, revision, digest, canon) VALUES (#5, 2, @82, @1)",
        "the text of a request",
    ),
    ("DELETE FROM task", "what is on its way"),
    ("UPDATE person SET active = FALSE", "what is on its way"),
    (
        "UPDATE request SET status = 'archived' WHERE number = 'A1';
         INSERT INTO task (request, person, urgency, entered_at) VALUES (#5, #3, 3, !14)",
        "what is over",
    ),
];

/// Constraints of the tables themselves make these contradictions impossible to plant.
const UNPLANTABLE: [&str; 2] = ["nobody answers twice", "a stored file has the length"];

/// Writes the shorthands out, as the database spells them.
fn spelled(statement: &str, postgres: bool) -> String {
    let mut spelled = String::new();
    let mut rest = statement;
    while let Some(at) = rest.find(['#', '@', '!']) {
        let (before, after) = rest.split_at(at);
        let end = after[1..].find(|c: char| !c.is_ascii_digit()).map_or(after.len(), |end| end + 1);
        let number: u64 = after[1..end].parse().unwrap_or_default();
        spelled.push_str(before);
        let literal = match (&after[..1], postgres) {
            ("#", false) => format!("x'{number:032x}'"),
            ("#", true) => format!("'{number:032x}'"),
            ("@", false) => format!("x'{number:064x}'"),
            ("@", true) => format!("'\\x{number:064x}'"),
            _ => (1_788_235_200_000 + (number - 1) * 86_400_000).to_string(),
        };
        spelled.push_str(&literal);
        rest = &after[end..];
    }
    spelled + rest
}

/// A database without the guards that would refuse what is planted here.
async fn defenceless(office: &Office) -> anyhow::Result<Sql> {
    if !office.database_url().starts_with("postgres") {
        std::fs::File::create(office.folder().join("baopi.sqlite"))?;
    }
    let sql = office.sql().await?;
    Migrator::up(sql.connection(), None).await?;
    if sql.is_postgres() {
        sql.execute("SET session_replication_role = replica").await?;
    } else {
        sql.execute("PRAGMA foreign_keys = OFF").await?;
        for trigger in sql.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'").await? {
            sql.execute(&format!("DROP TRIGGER {}", trigger["name"].as_str().unwrap_or_default()))
                .await?;
        }
    }
    Ok(sql)
}

#[rstest::rstest]
#[tokio::test]
async fn a_sound_record_contradicts_nothing_and_every_corruption_is_found(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let sql = defenceless(&office).await?;
    for statement in SOUND {
        sql.execute(&spelled(statement, sql.is_postgres())).await?;
    }
    assert_eq!(contradictions(&sql).await?, Vec::<String>::new());

    let mut missed = Vec::new();
    for (corruption, expected) in CORRUPTIONS {
        sql.execute("BEGIN").await?;
        for statement in corruption.split("; ") {
            sql.execute(&spelled(statement, sql.is_postgres())).await?;
        }
        let found = contradictions(&sql).await?;
        if !found.iter().any(|found| found.starts_with(expected)) {
            missed.push(format!("{corruption}: expected {expected}, found {found:?}"));
        }
        sql.execute("ROLLBACK").await?;
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert_eq!(contradictions(&sql).await?, Vec::<String>::new());
    sql.close().await
}

#[test]
fn every_invariant_has_a_corruption_that_it_finds() {
    let planted: BTreeSet<_> =
        CORRUPTIONS.iter().map(|(_, expected)| *expected).chain(UNPLANTABLE).collect();
    for invariant in INVARIANTS {
        assert!(
            planted.iter().any(|start| invariant.says.starts_with(start)),
            "{}",
            invariant.says
        );
    }
}

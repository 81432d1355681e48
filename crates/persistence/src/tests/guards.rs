//! What the database refuses to somebody with an SQL prompt.

use baopi_workflow::RequestId;
use rstest::rstest;

use super::office::{ISSUED, NUMBERED, Office, RECHECKED, SEALED, SIGNED};
use super::{bare, count};
use crate::StoreError;
use crate::column::values;
use crate::store::Backend;

/// Tables in which rows stay as they were written.
const APPEND_ONLY: [(&str, &str); 9] = [
    ("event", "type = 'filed'"),
    ("system_event", "type = 'signed_out'"),
    ("evaluation", "findings = '[]'"),
    ("decision", "verdict = 'objected'"),
    ("signature", "rank = 'main_leader'"),
    ("issuance", "issued_on = '2020-01-01'"),
    ("revision", "digest = canon"),
    ("route", "body = ''"),
    ("rule_set", "body = ''"),
];

#[rstest]
#[tokio::test]
async fn the_record_can_neither_be_changed_nor_deleted(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let office = Office::new(backend).await;
    office.document(ISSUED).await;
    let by = baopi_workflow::event::By { actor: None, on_behalf_of: None, at: office.now() };
    office
        .store
        .write(move |txn| Box::pin(async move { txn.append_system(by, baopi_workflow::SystemHappening::SignedOut).await }))
        .await
        .unwrap();
    for (table, change) in APPEND_ONLY {
        let before = count(&office.store, table).await;
        assert!(before > 0, "{table} has rows to try it on");
        let mut statements = vec![format!("UPDATE {table} SET {change}"), format!("DELETE FROM {table}")];
        if backend == Backend::Postgres {
            statements.push(format!("TRUNCATE {table} CASCADE"));
        }
        for statement in statements {
            let outcome = bare(&office.store, &statement, values![]).await;
            assert!(matches!(outcome, Err(StoreError::Refused(_))), "{statement}: {outcome:?}");
        }
        assert_eq!(count(&office.store, table).await, before);
    }
    for table in ["request", "number_entry", "number_counter", "system_chain", "outbox"] {
        let outcome = bare(&office.store, &format!("DELETE FROM {table}"), values![]).await;
        assert!(matches!(outcome, Err(StoreError::Refused(_))), "{table}: {outcome:?}");
    }
}

/// The request on which a forbidden change is tried: how far it has come.
const STAGES: [usize; 6] = [1, SIGNED, RECHECKED, NUMBERED, SEALED, ISSUED];

/// An event that belongs to the chain of the request, by anybody.
const NEXT_EVENT: &str = "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
    SELECT r.id, r.chain_length + 1, 0, r.drafter, '{type}', r.chain_head, r.chain_head, r.digest FROM request r WHERE r.id = $1";

/// What may never be stored, and how far the request has come on which it is tried. `$1` is that request.
const FORBIDDEN: &[(&str, usize, &str)] = &[
    ("an event leaves a gap", 1, "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
        SELECT request, seq + 2, at, actor, type, hash, canon, hash FROM event WHERE request = $1 ORDER BY seq DESC LIMIT 1"),
    ("an event names another predecessor", 1, "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
        SELECT request, seq + 1, at, actor, type, prev, canon, hash FROM event WHERE request = $1 ORDER BY seq DESC LIMIT 1"),
    ("a request moves without an event", 1, "UPDATE request SET status = 'withdrawn' WHERE id = $1"),
    ("a request is signed without a signature", 1, "UPDATE request SET status = 'recheck', chain_length = chain_length + 1 WHERE id = $1"),
    ("a request gets a longer chain than its record", 1, "UPDATE request SET chain_length = chain_length + 1 WHERE id = $1"),
    ("a file of 5001 characters stays in review", 1, "UPDATE request SET characters = 5001 WHERE id = $1"),
    ("a meeting of 91 minutes stays in review", 1, "UPDATE request SET minutes = 91 WHERE id = $1"),
    ("a request changes its drafter", 1, "UPDATE request SET drafter = signer WHERE id = $1"),
    ("a request has a status that its kind has not", 1, "UPDATE request SET status = 'noticed' WHERE id = $1"),
    ("a decision without an event", 1, "INSERT INTO decision (request, seq, round, stage, revision, digest, principal, actor, verdict, at)
        SELECT r.id, r.chain_length, r.round, substr(r.status, 8), r.revision, r.digest, t.person, t.person, 'consented', 0
        FROM request r JOIN task t ON t.request = r.id WHERE r.id = $1"),
    ("a decision of the drafter", 1, "INSERT INTO decision (request, seq, round, stage, revision, digest, principal, actor, verdict, at)
        SELECT r.id, r.chain_length, r.round, substr(r.status, 8), r.revision, r.digest, r.drafter, r.drafter, 'consented', 0
        FROM request r WHERE r.id = $1"),
    ("a second decision with the event of the first", SIGNED, "INSERT INTO decision (request, seq, round, stage, revision, digest, principal, actor, verdict, at)
        SELECT request, seq, round + 1, stage, revision, digest, principal, actor, verdict, at FROM decision WHERE request = $1"),
    ("a signature without its event", 1, "INSERT INTO signature (request, seq, round, stage, revision, digest, signer, actor, rank, doc_date, at)
        SELECT r.id, r.chain_length, r.round, substr(r.status, 8), r.revision, r.digest, t.person, t.person, 'main_leader', '2026-09-15', 0
        FROM request r JOIN task t ON t.request = r.id WHERE r.id = $1"),
    ("a signature for another text", SIGNED, "INSERT INTO signature (request, seq, round, stage, revision, digest, signer, actor, rank, doc_date, at)
        SELECT request, seq, round, stage, revision + 1, digest, signer, actor, rank, doc_date, at FROM signature WHERE request = $1"),
    ("a number before the recheck", SIGNED, "INSERT INTO number_entry (series, year, sequence, state, request, seq, round, revision, digest, unit, taken_by, taken_at)
        SELECT c.series, c.year, c.last_sequence, 'used', r.id, r.chain_length, r.round, r.revision, r.digest, r.unit, r.drafter, 0
        FROM request r, number_counter c WHERE r.id = $1"),
    ("a number without its event", RECHECKED, "INSERT INTO number_entry (series, year, sequence, state, request, seq, round, revision, digest, unit, taken_by, taken_at)
        SELECT c.series, c.year, c.last_sequence, 'used', r.id, r.chain_length, r.round, r.revision, r.digest, r.unit, r.drafter, 0
        FROM request r, number_counter c WHERE r.id = $1"),
    ("a number is used for another request", RECHECKED, "UPDATE number_entry SET request = $1"),
    ("a counter falls", RECHECKED, "UPDATE number_counter SET last_sequence = last_sequence - 1 WHERE $1 = $1"),
    ("a counter stands still", RECHECKED, "UPDATE number_counter SET last_sequence = last_sequence WHERE $1 = $1"),
    ("a number is given up without a reason", NUMBERED, "UPDATE number_entry SET state = 'void' WHERE request = $1"),
    ("a number is given up for a blank reason", NUMBERED, "UPDATE number_entry SET state = 'void', void_reason = ' ' WHERE request = $1"),
    ("a number is given another sequence", NUMBERED, "UPDATE number_entry SET sequence = 99 WHERE request = $1"),
    ("the year of a number changes", NUMBERED, "UPDATE number_entry SET year = 2027 WHERE request = $1"),
    ("a text changes under its number", NUMBERED, "UPDATE request SET digest = chain_head WHERE id = $1"),
    ("an issuance before the seal", NUMBERED, "INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at)
        SELECT n.request, n.seq, n.series, n.year, n.sequence, n.round, n.revision, n.digest, '2026-09-15', n.taken_by, 0
        FROM number_entry n WHERE n.request = $1"),
    ("an issuance without its event", SEALED, "INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at)
        SELECT n.request, n.seq, n.series, n.year, n.sequence, n.round, n.revision, n.digest, '2026-09-15', n.taken_by, 0
        FROM number_entry n WHERE n.request = $1"),
    ("an issuance under a number of another", SEALED, "INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at)
        SELECT r.id, n.seq, n.series, n.year, n.sequence, n.round, n.revision, n.digest, '2026-09-15', n.taken_by, 0
        FROM request r, number_entry n WHERE r.id = $1 AND n.request <> r.id"),
    ("a second issuance", ISSUED, "INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at)
        SELECT request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at FROM issuance WHERE request = $1"),
    ("an issued number is given up", ISSUED, "UPDATE number_entry SET state = 'void', void_reason = 'mistake' WHERE request = $1"),
    ("an issued document loses its number", ISSUED, "UPDATE request SET number = NULL WHERE id = $1"),
    ("an issued document loses its signature", ISSUED, "UPDATE request SET signed_digest = NULL, signer = NULL, signed_at = NULL, doc_date = NULL WHERE id = $1"),
    ("the drafter becomes the signer", ISSUED, "UPDATE request SET signer = drafter WHERE id = $1"),
    ("a revision is left out", 1, "INSERT INTO revision (request, revision, digest, canon) SELECT request, revision + 2, digest, canon FROM revision WHERE request = $1"),
    ("a notice without its event", 1, "INSERT INTO outbox (id, epoch, request, seq, person, kind, channel, dedup_key, state, attempts, due_at, created_at)
        SELECT r.id, 0, r.id, 999, r.drafter, 'issued', 'mail', 'x', 'pending', 0, 0, 0 FROM request r WHERE r.id = $1"),
];

async fn requests(office: &Office) -> Vec<(usize, RequestId)> {
    let mut requests = Vec::new();
    for stage in STAGES {
        requests.push((stage, office.document(stage).await));
    }
    requests
}

fn at(requests: &[(usize, RequestId)], stage: usize) -> RequestId {
    requests.iter().find(|(steps, _)| *steps == stage).unwrap().1
}

#[rstest]
#[tokio::test]
async fn what_may_never_be_stored_is_refused_by_the_database_itself(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let requests = requests(&office).await;
    for (forbidden, stage, statement) in FORBIDDEN {
        let outcome = bare(&office.store, statement, values![at(&requests, *stage)]).await;
        let refused = matches!(outcome, Err(StoreError::Refused(_) | StoreError::Taken(_)));
        assert!(refused, "{forbidden}: {outcome:?}");
    }
}

/// With an event of the right chain, the other guards still stand.
#[rstest]
#[case::recheck("signed", "UPDATE request SET status = 'recheck'", 1)]
#[case::recheck_as_if_signed(
    "signed",
    "UPDATE request SET status = 'recheck', signed_digest = digest, signed_at = 0, doc_date = '2026-09-15',
                        signer = (SELECT t.person FROM task t WHERE t.request = $1)",
    1
)]
#[case::sealing("numbered", "UPDATE request SET status = 'sealing', number = 'x'", RECHECKED)]
#[case::issued("issued", "UPDATE request SET status = 'issued', issued_on = '2026-09-15'", SEALED)]
#[case::issuing_at_once("issued", "UPDATE request SET status = 'issued', issued_on = '2026-09-15', number = 'x'", 1)]
#[case::back("returned", "UPDATE request SET status = 'returned', issued_on = NULL", ISSUED)]
#[case::another_text("saved", "UPDATE request SET digest = chain_head", SIGNED)]
#[tokio::test]
async fn an_event_alone_opens_no_gate(
    #[case] event: &str,
    #[case] change: &str,
    #[case] stage: usize,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(stage).await;
    let forge = NEXT_EVENT.replace("{type}", event);
    assert_eq!(bare(&office.store, &forge, values![id]).await.unwrap(), 1);
    // In SQL the right sides are the values from before: the forged event's hash is the digest.
    let change = format!("{change}, chain_length = chain_length + 1, chain_head = digest, version = version + 1 WHERE id = $1");
    let outcome = bare(&office.store, &change, values![id]).await;
    assert!(matches!(outcome, Err(StoreError::Refused(_))), "{outcome:?}");
}

#[rstest]
#[tokio::test]
async fn a_number_can_be_given_up_with_a_reason_before_it_is_issued(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(NUMBERED).await;
    let give_up = "UPDATE number_entry SET state = 'void', void_reason = '重复登记' WHERE request = $1";
    assert_eq!(bare(&office.store, give_up, values![id]).await.unwrap(), 1);
    let again = "UPDATE number_entry SET state = 'used', void_reason = NULL WHERE request = $1";
    assert!(matches!(bare(&office.store, again, values![id]).await, Err(StoreError::Refused(_))));
    let seal = office.attempt(id, super::office::REGISTRAR, baopi_workflow::Action::Seal {}).await;
    assert!(matches!(seal, Err(StoreError::Refused(_))), "without a number nothing is sealed: {seal:?}");
}

#[rstest]
#[tokio::test]
async fn the_limits_hold_at_their_edges(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let office = Office::new(backend).await;
    for (characters, minutes, kept) in [(5000, 90, true), (5001, 0, false), (0, 91, false)] {
        let id = office.document(1).await;
        let event = NEXT_EVENT.replace("{type}", "refused");
        bare(&office.store, &event, values![id]).await.unwrap();
        let change = format!(
            "UPDATE request SET characters = {characters}, minutes = {minutes}, chain_length = chain_length + 1,
             chain_head = digest WHERE id = $1"
        );
        assert_eq!(bare(&office.store, &change, values![id]).await.is_ok(), kept, "{characters} {minutes}");
    }
}

//! What the database refuses to somebody with an SQL prompt.

use baopi_workflow::{RequestId, Timestamp};
use rstest::rstest;

use super::office::{ISSUED, NUMBERED, Office, RECHECKED, SEALED, SIGNED};
use super::{bare, count, rows};
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
async fn no_entry_of_the_systems_chain_is_earlier_than_the_one_before_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (begin, mut times) = (office.now().0, Vec::new());
    for at in [7_000, 5_000, 8_000] {
        let at = Timestamp(begin + at);
        let by = baopi_workflow::event::By { actor: None, on_behalf_of: None, at };
        let what = baopi_workflow::SystemHappening::SignedOut;
        let sealed = office.store.write(move |txn| {
            let what = what.clone();
            Box::pin(async move { txn.append_system(by, what).await })
        });
        times.push(sealed.await.unwrap().event.at.0 - begin);
    }
    assert_eq!(times, [7_000, 7_000, 8_000]);
    let last = office.store.last_entry_at().await.unwrap();
    assert_eq!(last, Some(Timestamp(begin + 8_000)));
    let clock = office.store.time().await.unwrap();
    assert_eq!(clock.is_some(), backend == Backend::Postgres, "a file has no clock");
}

#[rstest]
#[tokio::test]
async fn the_record_can_neither_be_changed_nor_deleted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    office.document(ISSUED).await;
    let by = baopi_workflow::event::By { actor: None, on_behalf_of: None, at: office.now() };
    office
        .store
        .write(move |txn| {
            Box::pin(async move {
                txn.append_system(by, baopi_workflow::SystemHappening::SignedOut).await
            })
        })
        .await
        .unwrap();
    for (table, change) in APPEND_ONLY {
        let before = count(&office.store, table).await;
        assert!(before > 0, "{table} has rows to try it on");
        let mut statements =
            vec![format!("UPDATE {table} SET {change}"), format!("DELETE FROM {table}")];
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

/// What may never be stored, and how far the request has come on which it is tried. `$1` is that request.
const FORBIDDEN: &[(&str, usize, &str)] = &[
    ("an event leaves a gap", 1, "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
        SELECT request, seq + 2, at, actor, type, hash, canon, hash FROM event WHERE request = $1 ORDER BY seq DESC
        LIMIT 1"),
    ("an event names another predecessor", 1, "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
        SELECT request, seq + 1, at, actor, type, prev, canon, hash FROM event WHERE request = $1 ORDER BY seq DESC
        LIMIT 1"),
    ("a request moves without an event", 1, "UPDATE request SET status = 'withdrawn' WHERE id = $1"),
    ("a request gets a longer chain than its record", 1, "UPDATE request SET chain_length = chain_length + 1 WHERE id
        = $1"),
    ("a decision without an event", 1, "INSERT INTO decision (request, seq, round, stage, revision, digest,
        principal, actor, verdict, at)
        SELECT r.id, r.chain_length, r.round, substr(r.status, 8), r.revision, r.digest, t.person, t.person,
        'consented', 0
        FROM request r JOIN task t ON t.request = r.id WHERE r.id = $1"),
    ("a decision of the drafter", 1, "INSERT INTO decision (request, seq, round, stage, revision, digest, principal,
        actor, verdict, at)
        SELECT r.id, r.chain_length, r.round, substr(r.status, 8), r.revision, r.digest, r.drafter, r.drafter,
        'consented', 0
        FROM request r WHERE r.id = $1"),
    ("a second decision with the event of the first", SIGNED, "INSERT INTO decision (request, seq, round, stage,
        revision, digest, principal, actor, verdict, at)
        SELECT request, seq, round + 1, stage, revision, digest, principal, actor, verdict, at FROM decision WHERE
        request = $1"),
    ("a signature without its event", 1, "INSERT INTO signature (request, seq, round, stage, revision, digest,
        signer, actor, rank, doc_date, at)
        SELECT r.id, r.chain_length, r.round, substr(r.status, 8), r.revision, r.digest, t.person, t.person,
        'main_leader', '2026-09-15', 0
        FROM request r JOIN task t ON t.request = r.id WHERE r.id = $1"),
    ("a signature for another text", SIGNED, "INSERT INTO signature (request, seq, round, stage, revision, digest,
        signer, actor, rank, doc_date, at)
        SELECT request, seq, round, stage, revision + 1, digest, signer, actor, rank, doc_date, at FROM signature
        WHERE request = $1"),
    ("a number before the recheck", SIGNED, "INSERT INTO number_entry (series, year, sequence, state, request, seq,
        round, revision, digest, unit, taken_by, taken_at)
        SELECT c.series, c.year, c.last_sequence, 'used', r.id, r.chain_length, r.round, r.revision, r.digest,
        r.unit, r.drafter, 0
        FROM request r, number_counter c WHERE r.id = $1"),
    ("a number without its event", RECHECKED, "INSERT INTO number_entry (series, year, sequence, state, request, seq,
        round, revision, digest, unit, taken_by, taken_at)
        SELECT c.series, c.year, c.last_sequence, 'used', r.id, r.chain_length, r.round, r.revision, r.digest,
        r.unit, r.drafter, 0
        FROM request r, number_counter c WHERE r.id = $1"),
    ("a number is used for another request", RECHECKED, "UPDATE number_entry SET request = $1"),
    ("a counter falls", RECHECKED, "UPDATE number_counter SET last_sequence = last_sequence - 1 WHERE $1 = $1"),
    ("a counter stands still", RECHECKED, "UPDATE number_counter SET last_sequence = last_sequence WHERE $1 = $1"),
    ("a number is given up without a reason", NUMBERED, "UPDATE number_entry SET state = 'void' WHERE request = $1"),
    ("a number is given up for a blank reason", NUMBERED, "UPDATE number_entry SET state = 'void', void_reason = ' '
        WHERE request = $1"),
    ("a number is given another sequence", NUMBERED, "UPDATE number_entry SET sequence = 99 WHERE request = $1"),
    ("the year of a number changes", NUMBERED, "UPDATE number_entry SET year = 2027 WHERE request = $1"),
    ("an issuance before the seal", NUMBERED, "INSERT INTO issuance (request, seq, series, year, sequence, round,
        revision, digest, issued_on, issued_by, at)
        SELECT n.request, n.seq, n.series, n.year, n.sequence, n.round, n.revision, n.digest, '2026-09-15', n.taken_by, 0
        FROM number_entry n WHERE n.request = $1"),
    ("an issuance without its event", SEALED, "INSERT INTO issuance (request, seq, series, year, sequence, round,
        revision, digest, issued_on, issued_by, at)
        SELECT n.request, n.seq, n.series, n.year, n.sequence, n.round, n.revision, n.digest, '2026-09-15', n.taken_by, 0
        FROM number_entry n WHERE n.request = $1"),
    ("an issuance under a number of another", SEALED, "INSERT INTO issuance (request, seq, series, year, sequence,
        round, revision, digest, issued_on, issued_by, at)
        SELECT r.id, n.seq, n.series, n.year, n.sequence, n.round, n.revision, n.digest, '2026-09-15', n.taken_by, 0
        FROM request r, number_entry n WHERE r.id = $1 AND n.request <> r.id"),
    ("a second issuance", ISSUED, "INSERT INTO issuance (request, seq, series, year, sequence, round, revision,
        digest, issued_on, issued_by, at)
        SELECT request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at FROM issuance
        WHERE request = $1"),
    ("an issued number is given up", ISSUED, "UPDATE number_entry SET state = 'void', void_reason = 'mistake' WHERE
        request = $1"),
    ("a revision is left out", 1, "INSERT INTO revision (request, revision, digest, canon) SELECT request, revision +
        2, digest, canon FROM revision WHERE request = $1"),
    ("a notice without its event", 1, "INSERT INTO outbox (id, epoch, request, seq, person, kind, channel, dedup_key,
        state, attempts, due_at, created_at)
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

/// An attempt by somebody who forges the record as well: first events of these types are appended, then the changes are
/// made, and the last of them must be refused with these words.
struct Forgery {
    name: &'static str,
    stage: usize,
    events: &'static [&'static str],
    changes: &'static [&'static str],
    says: &'static str,
}

/// An event that follows the last one, by whom the request waits for.
const FORGED_EVENT: &str = "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
    SELECT e.request, e.seq + 1, 0, (SELECT MIN(t.person{text}){id} FROM task t WHERE t.request = $1), '{type}',
        e.hash, e.canon, e.hash
    FROM event e WHERE e.request = $1 ORDER BY e.seq DESC LIMIT 1";
const CONSENT: &str = "INSERT INTO decision (request, seq, round, stage, revision, digest, principal, actor, verdict, at)
    SELECT r.id, r.chain_length + 1, r.round, substr(r.status, 8), r.revision, r.digest, t.person, t.person,
        'consented', 0
    FROM request r JOIN task t ON t.request = r.id WHERE r.id = $1";
const ONE_MORE: &str = ", chain_length = chain_length + 1 WHERE id = $1";

const FORGERIES: &[Forgery] = &[
    Forgery {
        name: "signed by nobody",
        stage: 1,
        events: &["signed"],
        changes: &["UPDATE request SET status = 'recheck'"],
        says: "request_is_signed_before_it_goes_out",
    },
    Forgery {
        name: "signed without a signature",
        stage: 1,
        events: &["signed"],
        changes: &["UPDATE request SET status = 'recheck', signed_digest = digest, signed_at = 0, doc_date = '2026-09-15',
                    signer = (SELECT t.person FROM task t WHERE t.request = $1)"],
        says: "the signature of a request is one that was given for this text",
    },
    Forgery {
        name: "a signature without a consent",
        stage: 1,
        events: &["signed"],
        changes: &["INSERT INTO signature (request, seq, round, stage, revision, digest, signer, actor, rank,
        doc_date, at)
                    SELECT r.id, r.chain_length + 1, r.round, substr(r.status, 8), r.revision, r.digest, t.person,
                    t.person,
                    'main_leader', '2026-09-15', 0 FROM request r JOIN task t ON t.request = r.id WHERE r.id = $1"],
        says: "a signature is a consent",
    },
    Forgery {
        name: "a signature of a rank that its signer does not have",
        stage: 1,
        events: &["consented", "signed"],
        changes: &[CONSENT, "INSERT INTO signature (request, seq, round, stage, revision, digest, signer, actor,
        rank, doc_date, at)
                    SELECT d.request, d.seq + 1, d.round, d.stage, d.revision, d.digest, d.principal, d.actor,
                    'main_leader', '2026-09-15', 0 FROM decision d WHERE d.request = $1"],
        says: "a signature has the rank of its signer",
    },
    Forgery {
        name: "a consent that passes for a signature",
        stage: 1,
        events: &["consented"],
        changes: &[CONSENT, "INSERT INTO signature (request, seq, round, stage, revision, digest, signer, actor,
        rank, doc_date, at)
                    SELECT d.request, d.seq, d.round, d.stage, d.revision, d.digest, d.principal, d.actor, 'main_leader',
                    '2026-09-15', 0 FROM decision d WHERE d.request = $1"],
        says: "a signature has its event",
    },
    Forgery {
        name: "a consent at another stage",
        stage: SIGNED,
        events: &["consented"],
        changes: &["INSERT INTO decision (request, seq, round, stage, revision, digest, principal, actor, verdict, at)
                    SELECT r.id, r.chain_length + 1, r.round, 'signing', r.revision, r.digest, t.person, t.person,
                    'consented', 0
                    FROM request r JOIN task t ON t.request = r.id WHERE r.id = $1"],
        says: "a decision is about the present text",
    },
    Forgery {
        name: "a text that is no revision",
        stage: 1,
        events: &["saved"],
        changes: &["UPDATE request SET digest = chain_head"],
        says: "the text of a request is one of its revisions",
    },
    Forgery {
        name: "another text under a number",
        stage: NUMBERED,
        events: &["corrected"],
        changes: &["INSERT INTO revision (request, revision, digest, canon)
                    SELECT id, revision + 1, chain_head, digest FROM request WHERE id = $1",
                   "UPDATE request SET status = 'review:leader_review', revision = revision + 1, digest = chain_head,
                    signed_digest = NULL, signer = NULL, signed_at = NULL, doc_date = NULL"],
        says: "a text with a number does not change",
    },
    Forgery {
        name: "sealed without a number",
        stage: RECHECKED,
        events: &["numbered"],
        changes: &["UPDATE request SET status = 'sealing', number = 'x'"],
        says: "a document is sealed and issued with a number of this text",
    },
    Forgery {
        name: "a number before the recheck",
        stage: SIGNED,
        events: &["numbered"],
        changes: &["UPDATE number_counter SET last_sequence = last_sequence + 1 WHERE $1 = $1",
                   "INSERT INTO number_entry (series, year, sequence, state, request, seq, round, revision, digest,
        unit, taken_by, taken_at)
                    SELECT c.series, c.year, c.last_sequence, 'used', r.id, r.chain_length + 1, r.round, r.revision,
                    r.digest, r.unit,
                    t.person, 0 FROM number_counter c, request r JOIN task t ON t.request = r.id WHERE r.id = $1"],
        says: "a number is for the signed text",
    },
    Forgery {
        name: "a number out of turn",
        stage: RECHECKED,
        events: &["numbered"],
        changes: &["INSERT INTO number_entry (series, year, sequence, state, request, seq, round, revision, digest,
        unit, taken_by, taken_at)
                    SELECT c.series, c.year, c.last_sequence + 5, 'used', r.id, r.chain_length + 1, r.round,
                    r.revision, r.digest, r.unit,
                    t.person, 0 FROM number_counter c, request r JOIN task t ON t.request = r.id WHERE r.id = $1"],
        says: "a number is the last one of its counter",
    },
    Forgery {
        name: "issued before the seal",
        stage: NUMBERED,
        events: &["issued"],
        changes: &["INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on,
        issued_by, at)
                    SELECT n.request, r.chain_length + 1, n.series, n.year, n.sequence, n.round, n.revision,
                    n.digest, '2026-09-15',
                    t.person, 0 FROM number_entry n JOIN request r ON r.id = n.request JOIN task t ON t.request = r.id
                    WHERE n.request = $1"],
        says: "what is issued is the signed text",
    },
    Forgery {
        name: "issued before it was signed",
        stage: SEALED,
        events: &["issued"],
        changes: &["INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on,
        issued_by, at)
                    SELECT n.request, r.chain_length + 1, n.series, n.year, n.sequence, n.round, n.revision,
                    n.digest, '2026-09-14',
                    t.person, 0 FROM number_entry n JOIN request r ON r.id = n.request JOIN task t ON t.request = r.id
                    WHERE n.request = $1"],
        says: "what is issued is the signed text",
    },
    Forgery {
        name: "issued without an issuance",
        stage: SEALED,
        events: &["issued"],
        changes: &["UPDATE request SET status = 'issued', issued_on = '2026-09-15'"],
        says: "an issued document has its issuance",
    },
    Forgery {
        name: "another date of issue",
        stage: ISSUED,
        events: &["archived"],
        changes: &["UPDATE request SET issued_on = '2026-09-01'"],
        says: "an issued document has its issuance",
    },
    Forgery {
        name: "an issued document taken back",
        stage: ISSUED,
        events: &["returned"],
        changes: &["UPDATE request SET status = 'returned', issued_on = NULL"],
        says: "an issued document stays issued",
    },
    Forgery {
        name: "a document without its number",
        stage: SEALED,
        events: &["refused"],
        changes: &["UPDATE request SET number = NULL"],
        says: "request_is_numbered_before_it_is_sealed",
    },
    Forgery {
        name: "a document without its signature",
        stage: RECHECKED,
        events: &["refused"],
        changes: &["UPDATE request SET signed_digest = NULL, signer = NULL, signed_at = NULL, doc_date = NULL"],
        says: "request_is_signed_before_it_goes_out",
    },
    Forgery {
        name: "half a signature",
        stage: 1,
        events: &["refused"],
        changes: &["UPDATE request SET doc_date = '2026-09-15'"],
        says: "request_signature_is_whole",
    },
    Forgery {
        name: "another drafter",
        stage: 1,
        events: &["refused"],
        changes: &["UPDATE request SET drafter = (SELECT t.person FROM task t WHERE t.request = $1)"],
        says: "a request stays what it is and whose it is",
    },
    Forgery {
        name: "a status that a document has not",
        stage: 1,
        events: &["filed"],
        changes: &["UPDATE request SET status = 'filed'"],
        says: "request_status_is_known",
    },
    Forgery {
        name: "a file of 5001 characters in review",
        stage: 1,
        events: &["refused"],
        changes: &["UPDATE request SET characters = 5001"],
        says: "request_is_within_the_limits",
    },
    Forgery {
        name: "a meeting of 91 minutes in review",
        stage: 1,
        events: &["refused"],
        changes: &["UPDATE request SET minutes = 91"],
        says: "request_is_within_the_limits",
    },
    Forgery {
        name: "an event that the request does not end with",
        stage: 1,
        events: &["refused", "refused"],
        changes: &["UPDATE request SET title = 'x'"],
        says: "a request ends its chain with its last event",
    },
    Forgery {
        name: "a lower version",
        stage: 1,
        events: &["refused"],
        changes: &["UPDATE request SET version = version - 1"],
        says: "a request changes only with an event",
    },
];

/// Each forgery breaks one rule only, so that each rule is known to stand on its own.
#[rstest]
#[tokio::test]
async fn a_forged_event_opens_no_gate(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for Forgery { name, stage, events, changes, says } in FORGERIES {
        let id = office.document(*stage).await;
        for event in *events {
            forge(&office, id, event).await;
        }
        let (last, before) = changes.split_last().unwrap();
        for change in before {
            assert_eq!(bare(&office.store, change, values![id]).await.unwrap(), 1, "{name}");
        }
        let more = if last.starts_with("UPDATE request") { ONE_MORE } else { "" };
        let outcome = bare(&office.store, &format!("{last}{more}"), values![id]).await;
        let Err(StoreError::Refused(error)) = outcome else { panic!("{name}: {outcome:?}") };
        assert!(error.to_string().contains(says), "{name}: {error}");
    }
}

pub(super) async fn forge(office: &Office, id: RequestId, event: &str) {
    // PostgreSQL has no smallest UUID.
    let (text, uuid) = match office.store.backend() {
        Backend::Sqlite => ("", ""),
        Backend::Postgres => ("::text", "::uuid"),
    };
    let forged =
        FORGED_EVENT.replace("{type}", event).replace("{text}", text).replace("{id}", uuid);
    assert_eq!(bare(&office.store, &forged, values![id]).await.unwrap(), 1);
}

#[rstest]
#[tokio::test]
async fn a_request_begins_as_a_draft_with_a_record(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(ISSUED).await;
    let columns = "kind, title, status, urgency, unit, drafting_unit, drafter, version, revision, digest, characters,
                   minutes, round, signed_digest, signer, signed_at, doc_date, number, issued_on, chain_length,
                   chain_head, created_at, updated_at, entered_at, state";
    let copy = format!(
        "INSERT INTO request (id, {columns}) SELECT $2, {columns} FROM request WHERE id = $1"
    );
    let another = RequestId(uuid::Uuid::from_u128(77));
    let outcome = bare(&office.store, &copy, values![id, another]).await;
    assert!(matches!(outcome, Err(StoreError::Refused(_))), "{outcome:?}");
    let draft = office.document(0).await;
    let outcome = bare(&office.store, &copy, values![draft, another]).await;
    assert!(
        matches!(outcome, Err(StoreError::Refused(_))),
        "without events and text of its own: {outcome:?}"
    );
}

#[rstest]
#[tokio::test]
async fn the_limits_hold_at_their_edges(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for (characters, minutes, kept) in [(5000, 90, true), (5001, 0, false), (0, 91, false)] {
        let id = office.document(1).await;
        forge(&office, id, "refused").await;
        let change =
            format!("UPDATE request SET characters = {characters}, minutes = {minutes}{ONE_MORE}");
        let outcome = bare(&office.store, &change, values![id]).await;
        assert_eq!(outcome.is_ok(), kept, "{characters} {minutes}");
    }
}

#[rstest]
#[tokio::test]
async fn a_text_with_a_mark_of_classification_is_not_stored_and_a_mention_is(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(0).await;
    let store = "INSERT INTO revision (request, revision, digest, canon)
                 SELECT id, revision + 1, digest, $2 FROM request WHERE id = $1";
    let text = |text: &str| text.as_bytes().to_vec();
    for mark in ["绝密★", "机密☆", "秘密★1年"] {
        let outcome = bare(&office.store, store, values![id, text(mark)]).await;
        let Err(StoreError::Refused(error)) = outcome else { panic!("{mark}: {outcome:?}") };
        assert!(error.to_string().contains("mark of classification"), "{mark}: {error}");
    }
    let mention = text("保守国家秘密宣传教育");
    assert_eq!(bare(&office.store, store, values![id, mention]).await.unwrap(), 1);
}

/// SQLite fires no trigger for the rows that these statements put out of the way.
#[tokio::test]
async fn no_row_takes_the_place_of_one_that_stays() {
    let office = Office::new(Backend::Sqlite).await;
    office.document(ISSUED).await;
    let kept = "SELECT DISTINCT tbl_name AS name FROM sqlite_schema
                WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE ON%'";
    let kept: Vec<String> =
        rows(&office.store, kept).await.iter().map(|row| row.get("name").unwrap()).collect();
    assert!(kept.len() > 30, "{kept:?}");
    let mut tried = Vec::new();
    for table in &kept {
        let triggers = format!(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}'
             AND name IN ('never_replaced_{table}', 'never_moved_{table}')"
        );
        assert_eq!(rows(&office.store, &triggers).await.len(), 2, "{table}");
        if count(&office.store, table).await == 0 {
            continue;
        }
        tried.push(table.as_str());
        // What is derived from the record may be written anew, but not in the place of another row.
        if !table.ends_with("_fact") {
            let again = format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}");
            let outcome = bare(&office.store, &again, values![]).await;
            assert!(matches!(outcome, Ok(0) | Err(StoreError::Taken(_))), "{again}: {outcome:?}");
        }
        let moved = format!("UPDATE OR REPLACE {table} SET rowid = rowid + 1000");
        let outcome = bare(&office.store, &moved, values![]).await;
        let is_refused = matches!(outcome, Err(StoreError::Taken(_) | StoreError::Refused(_)));
        assert!(is_refused, "{moved}: {outcome:?}");
    }
    for table in ["event", "evaluation", "number_counter", "request", "route", "system_chain"] {
        assert!(tried.contains(&table), "{table} has rows to try it on");
    }
}

#[tokio::test]
async fn a_row_is_not_put_out_of_the_way_by_its_place_in_the_file() {
    let office = Office::new(Backend::Sqlite).await;
    office.document(ISSUED).await;
    let instead = "INSERT OR REPLACE INTO route (rowid, name, version, kind, hash, body, published_by, published_at)
                   SELECT rowid, name, version + 1000, kind, hash, body, published_by, published_at FROM route";
    let outcome = bare(&office.store, instead, values![]).await;
    assert!(matches!(outcome, Err(StoreError::Taken(_))), "{outcome:?}");
}

/// Somebody who can take the triggers out of the way can write a body, but not make the program go by it.
#[rstest]
#[tokio::test]
async fn a_route_whose_body_was_written_beside_the_program_is_not_gone_by(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let untie = match backend {
        Backend::Sqlite => "DROP TRIGGER never_update_route",
        Backend::Postgres => "ALTER TABLE route DISABLE TRIGGER never_update_route",
    };
    bare(&office.store, untie, values![]).await.unwrap();
    let shorter = "UPDATE route SET body = replace(body, '\"mode\":\"all\"', '\"mode\":\"any\"')";
    bare(&office.store, shorter, values![]).await.unwrap();
    let route = baopi_workflow::Route::shipped(baopi_workflow::Kind::Document);
    for outcome in [
        office.store.current_route(route.kind).await.map(Some),
        office.store.route(&route.reference()).await,
    ] {
        assert!(matches!(outcome, Err(StoreError::Unreadable { .. })), "{outcome:?}");
    }
}

//! How a request ends, as the database allows it; and how stand-ins and routes come and go.

use baopi_workflow::{Action, RequestId};
use rstest::rstest;

use super::bare;
use super::office::{DRAFTER, ISSUED, NUMBERED, Office, SEALED};
use crate::StoreError;
use crate::column::values;
use crate::store::Backend;

pub(super) const ARCHIVED: usize = ISSUED + 1;

/// An event that follows the last one, by the same person.
const NEXT_EVENT: &str = "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
    SELECT e.request, e.seq + 1, 0, e.actor, $2, e.hash, e.canon, e.hash
    FROM event e WHERE e.request = $1 ORDER BY e.seq DESC LIMIT 1";
const VOID: &str =
    "UPDATE number_entry SET state = 'void', void_reason = '重复登记' WHERE request = $1";
const ISSUE: &str =
    "INSERT INTO issuance (request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at)
     SELECT n.request, r.chain_length + 1, n.series, n.year, n.sequence, n.round, n.revision, n.digest, '2026-09-15', e.actor, 0
     FROM number_entry n JOIN request r ON r.id = n.request
     JOIN event e ON e.request = r.id AND e.seq = r.chain_length + 1 WHERE n.request = $1";

/// What somebody does who forges the record as well: how far the document has come, the events that are forged, what is changed
/// beside the request, what is set in the request, and the words with which that is refused, if it is.
struct Move {
    name: &'static str,
    steps: usize,
    events: &'static [&'static str],
    before: &'static [&'static str],
    set: &'static str,
    says: Option<&'static str>,
}

const MOVES: &[Move] = &[
    Move {
        name: "an issued document is revoked",
        steps: ISSUED,
        events: &["revoked"],
        before: &[],
        set: "status = 'revoked'",
        says: None,
    },
    Move {
        name: "an archived document is repealed",
        steps: ARCHIVED,
        events: &["repealed"],
        before: &[],
        set: "status = 'repealed'",
        says: None,
    },
    Move {
        name: "a document is revoked without an event",
        steps: ISSUED,
        events: &["archived"],
        before: &[],
        set: "status = 'revoked'",
        says: Some("a request ends with an event that says so"),
    },
    Move {
        name: "a revoked document loses its day of issue",
        steps: ISSUED,
        events: &["revoked"],
        before: &[],
        set: "status = 'revoked', issued_on = NULL",
        says: Some("an issued document has its issuance|request_issue_has_its_date"),
    },
    Move {
        name: "a revoked document loses its number",
        steps: ISSUED,
        events: &["revoked"],
        before: &[],
        set: "status = 'revoked', number = NULL",
        says: Some("what ends keeps its signature, its number and its text"),
    },
    Move {
        name: "an archived document is issued again",
        steps: ARCHIVED,
        events: &["issued"],
        before: &[],
        set: "status = 'issued'",
        says: Some("what is over stays over"),
    },
    Move {
        name: "a document is revoked before it is issued",
        steps: SEALED,
        events: &["revoked"],
        before: &[],
        set: "status = 'revoked', issued_on = '2026-09-15'",
        says: Some("an issued document has its issuance|only what was issued"),
    },
    Move {
        name: "a document is issued and revoked at once",
        steps: SEALED,
        events: &["issued", "revoked"],
        before: &[ISSUE],
        set: "status = 'revoked', issued_on = '2026-09-15'",
        says: Some("only what was issued is revoked or repealed"),
    },
    Move {
        name: "an issued document is voided",
        steps: ISSUED,
        events: &["voided"],
        before: &[],
        set: "status = 'voided', issued_on = NULL",
        says: Some("an issued document stays issued|a document is voided together with its number"),
    },
    Move {
        name: "a numbered document is voided together with its number",
        steps: NUMBERED,
        events: &["voided"],
        before: &[VOID],
        set: "status = 'voided'",
        says: None,
    },
    Move {
        name: "a sealed document is voided together with its number",
        steps: SEALED,
        events: &["confirmed", "voided"],
        before: &[VOID],
        set: "status = 'voided'",
        says: None,
    },
    Move {
        name: "a document is voided and its number is not",
        steps: SEALED,
        events: &["voided"],
        before: &[],
        set: "status = 'voided'",
        says: Some("a document is voided together with its number"),
    },
    Move {
        name: "a voided document loses its signature",
        steps: SEALED,
        events: &["voided"],
        before: &[VOID],
        set: "status = 'voided', signed_digest = NULL, signer = NULL, signed_at = NULL, doc_date = NULL",
        says: Some("what ends keeps its signature, its number and its text"),
    },
    Move {
        name: "a document is issued with a number that was given up",
        steps: NUMBERED,
        events: &["voided"],
        before: &[VOID],
        set: "status = 'issuing'",
        says: Some("a document is sealed and issued with a number of this text"),
    },
    Move {
        name: "a document is terminated",
        steps: 3,
        events: &["terminated"],
        before: &[],
        set: "status = 'terminated'",
        says: None,
    },
    Move {
        name: "a draft of any length is terminated",
        steps: 0,
        events: &["terminated"],
        before: &[],
        set: "status = 'terminated', characters = 5001",
        says: None,
    },
    Move {
        name: "a document is terminated by the event of another end",
        steps: 3,
        events: &["withdrawn"],
        before: &[],
        set: "status = 'terminated'",
        says: Some("a request ends with an event that says so"),
    },
    Move {
        name: "a document becomes a part of a meeting",
        steps: 3,
        events: &["merged"],
        before: &[],
        set: "status = 'merged'",
        says: Some("a merged meeting names the one that it became part of|request_status_is_known"),
    },
];

/// Adds events to a record.
pub(super) async fn forge_next(office: &Office, id: RequestId, events: &[&str]) {
    for event in events {
        assert_eq!(bare(&office.store, NEXT_EVENT, values![id, *event]).await.unwrap(), 1);
    }
}

/// Sets columns of a request whose record was lengthened by `events`.
pub(super) async fn set(
    office: &Office,
    id: RequestId,
    set: &str,
    events: usize,
) -> Result<u64, StoreError> {
    let update =
        format!("UPDATE request SET {set}, chain_length = chain_length + {events} WHERE id = $1");
    bare(&office.store, &update, values![id]).await
}

/// That a statement was refused with some of these words.
pub(super) fn refused(name: &str, outcome: &Result<u64, StoreError>, says: &str) {
    let Err(StoreError::Refused(error)) = outcome else { panic!("{name}: {outcome:?}") };
    let error = error.to_string();
    assert!(says.split('|').any(|says| error.contains(says)), "{name}: {error}");
}

#[rstest]
#[tokio::test]
async fn a_request_ends_as_it_may_and_not_otherwise(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for Move { name, steps, events, before, set: columns, says } in MOVES {
        let id = office.document(*steps).await;
        forge_next(&office, id, events).await;
        for change in *before {
            assert_eq!(bare(&office.store, change, values![id]).await.unwrap(), 1, "{name}");
        }
        let outcome = set(&office, id, columns, events.len()).await;
        match says {
            Some(says) => refused(name, &outcome, says),
            None => assert_eq!(outcome.unwrap(), 1, "{name}"),
        }
    }
}

#[rstest]
#[tokio::test]
async fn what_is_over_stays_over(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let office = Office::new(backend).await;
    let withdrawn = office.document(1).await;
    office.perform(withdrawn, DRAFTER, Action::Withdraw { opinion: String::new() }).await;
    let revoked = office.document(ISSUED).await;
    forge_next(&office, revoked, &["revoked"]).await;
    set(&office, revoked, "status = 'revoked'", 1).await.unwrap();
    for (id, event, status) in [
        (withdrawn, "saved", "draft"),
        (withdrawn, "terminated", "terminated"),
        (revoked, "repealed", "repealed"),
        (revoked, "archived", "archived"),
    ] {
        forge_next(&office, id, &[event]).await;
        let outcome = set(&office, id, &format!("status = '{status}'"), 1).await;
        refused(status, &outcome, "what is over stays over");
        // It can still be read, which lengthens its record.
        set(&office, id, "title = title", 1).await.unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn a_number_is_given_up_only_by_voiding_its_document(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let says = "a number is given up by voiding its document";
    let id = office.document(NUMBERED).await;
    refused("no event", &bare(&office.store, VOID, values![id]).await, says);
    forge_next(&office, id, &["returned"]).await;
    refused("another event", &bare(&office.store, VOID, values![id]).await, says);
    forge_next(&office, id, &["voided"]).await;
    assert_eq!(bare(&office.store, VOID, values![id]).await.unwrap(), 1);
    let again = "UPDATE number_entry SET state = 'used', void_reason = NULL WHERE request = $1";
    let again = bare(&office.store, again, values![id]).await;
    refused("used again", &again, "a number can only be given up");
    let issued = office.document(ISSUED).await;
    forge_next(&office, issued, &["voided"]).await;
    let outcome = bare(&office.store, VOID, values![issued]).await;
    refused("issued", &outcome, "a number can only be given up|a number is given up by voiding");
}

#[rstest]
#[tokio::test]
async fn only_the_clock_acts_without_being_anybody(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let nobody = NEXT_EVENT.replace("e.actor", "NULL");
    let nobody =
        if backend == Backend::Postgres { nobody.replace("NULL", "NULL::uuid") } else { nobody };
    for (event, kept) in
        [("reminded", true), ("consented", false), ("refused", true), ("entered", false)]
    {
        let outcome = bare(&office.store, &nobody, values![id, event]).await;
        if kept {
            assert_eq!(outcome.unwrap(), 1, "{event}");
        } else {
            refused(event, &outcome, "an event has its actor");
        }
    }
}

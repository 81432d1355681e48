//! The guards of this migration, with those of earlier ones on the same tables.

use sea_orm_migration::sea_orm::DbBackend;

use crate::guard::{Guard, On};
use crate::m0003_guards::{NUMBER, RECORD, REQUEST, TEXT_GATES};

/// The tables whose guards are stated anew.
pub(super) const RESTATED: &[&str] = &["event", "request", "number_entry"];

/// The guards of [`RESTATED`] and of the new tables.
pub(super) fn all(backend: DbBackend) -> Vec<Guard> {
    let earlier = [RECORD, REQUEST, TEXT_GATES, NUMBER].concat();
    let mut guards: Vec<Guard> =
        earlier.into_iter().filter(|guard| RESTATED.contains(&guard.table)).collect();
    for family in [ACTOR, ISSUE, END, ROOM, BOOKING, MERGER, ROUTE, DELEGATION] {
        guards.extend(family);
    }
    if backend == DbBackend::Sqlite {
        guards.push(FREE_ROOM);
    }
    guards
}

/// What is an exclusion constraint on PostgreSQL. A booking is never changed but to be given up, so that only a new one can
/// clash.
const FREE_ROOM: Guard = Guard {
    table: "booking",
    on: On::Insert,
    when: "EXISTS (SELECT 1 FROM booking b
                   WHERE b.active AND b.venue = NEW.venue AND b.request <> NEW.request
                     AND b.ends_at > NEW.starts_at AND b.starts_at < NEW.ends_at)",
    says: "booking_room_is_free",
};

/// Statuses that a request never leaves.
macro_rules! over {
    () => {
        "('rejected', 'withdrawn', 'cancelled', 'closed', 'filed', 'terminated', 'merged', 'voided', 'revoked', 'repealed')"
    };
}

/// Only the clock acts without being anybody.
const ACTOR: &[Guard] = &[Guard {
    table: "event",
    on: On::Insert,
    when: "NEW.actor IS NULL AND NEW.type NOT IN ('reminded', 'refused')",
    says: "an event has its actor",
}];

/// Nothing is sealed, issued, revoked or repealed but with the number and the issuance of the very text that they name.
const ISSUE: &[Guard] = &[
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status IN ('sealing', 'issuing', 'issued', 'archived', 'revoked', 'repealed') AND NOT EXISTS
               (SELECT 1 FROM number_entry n
                WHERE n.request = NEW.id AND n.state = 'used' AND n.digest = NEW.digest)",
        says: "a document is sealed and issued with a number of this text",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status IN ('issued', 'archived', 'revoked', 'repealed') AND NOT EXISTS
               (SELECT 1 FROM issuance i
                WHERE i.request = NEW.id AND i.digest = NEW.digest AND i.issued_on = NEW.issued_on)",
        says: "an issued document has its issuance",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status NOT IN ('issued', 'archived', 'revoked', 'repealed') AND EXISTS
               (SELECT 1 FROM issuance i WHERE i.request = NEW.id)",
        says: "an issued document stays issued",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status IN ('revoked', 'repealed') AND OLD.status NOT IN ('issued', 'archived', 'revoked', 'repealed')",
        says: "only what was issued is revoked or repealed",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status = 'voided' AND
               (NOT EXISTS (SELECT 1 FROM number_entry n WHERE n.request = NEW.id AND n.state = 'void')
                OR EXISTS (SELECT 1 FROM number_entry n WHERE n.request = NEW.id AND n.state = 'used'))",
        says: "a document is voided together with its number",
    },
    Guard {
        table: "number_entry",
        on: On::Update,
        when: "NEW.state = 'void' AND NOT EXISTS
               (SELECT 1 FROM request r JOIN event e ON e.request = r.id AND e.seq > r.chain_length AND e.type = 'voided'
                WHERE r.id = OLD.request AND r.status IN ('sealing', 'issuing'))",
        says: "a number is given up by voiding its document",
    },
];

/// What is over stays so, and stays as it was when it ended.
const END: &[Guard] = &[
    Guard {
        table: "request",
        on: On::Update,
        when: concat!(
            "NEW.status <> OLD.status AND (OLD.status IN ",
            over!(),
            " OR (OLD.status = 'archived' AND NEW.status NOT IN ('revoked', 'repealed')))"
        ),
        says: "what is over stays over",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: concat!(
            "NEW.status <> OLD.status AND NEW.status IN ",
            over!(),
            " AND NOT EXISTS (SELECT 1 FROM event e
                              WHERE e.request = NEW.id AND e.seq > OLD.chain_length AND e.type = NEW.status)"
        ),
        says: "a request ends with an event that says so",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: concat!(
            "NEW.status IN ",
            over!(),
            " AND (NEW.signed_digest IS DISTINCT FROM OLD.signed_digest OR NEW.signer IS DISTINCT FROM OLD.signer
                   OR NEW.signed_at IS DISTINCT FROM OLD.signed_at OR NEW.doc_date IS DISTINCT FROM OLD.doc_date
                   OR NEW.number IS DISTINCT FROM OLD.number OR NEW.digest <> OLD.digest)"
        ),
        says: "what ends keeps its signature, its number and its text",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status = 'merged' AND NOT EXISTS (SELECT 1 FROM merger m WHERE m.request = NEW.id)",
        says: "a merged meeting names the one that it became part of",
    },
];

/// An approved meeting has its room, and nothing else has one.
const ROOM: &[Guard] = &[
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status IN ('approved', 'noticed') AND NEW.venue IS NOT NULL AND NOT EXISTS
               (SELECT 1 FROM booking b WHERE b.request = NEW.id AND b.active AND b.venue = NEW.venue)",
        says: "a meeting is approved with its room",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "EXISTS (SELECT 1 FROM booking b
                       WHERE b.request = NEW.id AND b.active
                         AND (NEW.status NOT IN ('approved', 'noticed', 'held', 'closed')
                              OR b.venue IS DISTINCT FROM NEW.venue))",
        says: "a room is kept by a meeting that needs it",
    },
];

/// Rooms are booked and given up by events of their meetings.
const BOOKING: &[Guard] = &[
    Guard {
        table: "booking",
        on: On::Insert,
        when: "NOT NEW.active OR NOT EXISTS
               (SELECT 1 FROM request r
                WHERE r.id = NEW.request AND r.kind = 'meeting' AND r.chain_length < NEW.seq
                  AND (r.status LIKE 'review:_%' OR r.status IN ('approved', 'noticed')))",
        says: "a room is booked for a meeting, by an event of it",
    },
    Guard {
        table: "booking",
        on: On::Update,
        when: "NEW.active OR NOT OLD.active OR NEW.request <> OLD.request OR NEW.seq <> OLD.seq OR NEW.venue <> OLD.venue
               OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at",
        says: "a booking can only be given up",
    },
    Guard {
        table: "booking",
        on: On::Update,
        when: "NOT EXISTS (SELECT 1 FROM request r JOIN event e ON e.request = r.id AND e.seq > r.chain_length
                           WHERE r.id = OLD.request)",
        says: "a room is given up by an event of its meeting",
    },
];

/// A merger is recorded with both meetings.
const MERGER: &[Guard] = &[
    Guard {
        table: "merger",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM event e
                           WHERE e.request = NEW.request AND e.seq = NEW.seq AND e.type = 'merged')
               OR NOT EXISTS (SELECT 1 FROM event e
                              WHERE e.request = NEW.into_request AND e.seq = NEW.into_seq AND e.type = 'absorbed')",
        says: "a merger has its events",
    },
    Guard {
        table: "merger",
        on: On::Insert,
        when: concat!(
            "EXISTS (SELECT 1 FROM request r
                     WHERE r.id IN (NEW.request, NEW.into_request) AND (r.kind <> 'meeting' OR r.status IN ",
            over!(),
            "))"
        ),
        says: "a meeting merges with another that is not over",
    },
];

/// The highest version is the one in force, so none is put below it.
const ROUTE: &[Guard] = &[Guard {
    table: "route",
    on: On::Insert,
    when: "NEW.version < (SELECT MAX(o.version) FROM route o WHERE o.kind = NEW.kind)",
    says: "a route is put into force above those before it",
}];

/// What is over today gave no authority from today on, and all before.
const DELEGATION: &[Guard] = &[Guard {
    table: "delegation_end",
    on: On::Insert,
    when: "EXISTS (SELECT 1 FROM delegation d WHERE d.id = NEW.delegation AND d.to_on < NEW.ended_on)",
    says: "a stand-in ends before its last day is over",
}];

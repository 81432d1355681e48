//! What the whole of the moves needs: statuses in which a request ends, rooms, mergers, readers, days by which people should
//! answer, stand-ins that end early, and routes that somebody put into force.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::guard::{append_only, never_deleted};
use crate::restate::{Recheck, let_be_empty, recheck, restate};
use crate::table::run;

mod gates;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_engine"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        recheck(manager, CHECKS).await?;
        let_be_empty(manager, "event", "actor", "actor {id} NOT NULL REFERENCES person (id)")
            .await?;
        run(manager, COLUMNS).await?;
        run(manager, TABLES).await?;
        // Without guards, because nothing happens to the requests: they only say in a column what they said before.
        restate(manager, gates::RESTATED, &[]).await?;
        run(manager, ROUTE_OF_RUNNING[usize::from(backend == DbBackend::Postgres)]).await?;
        run(manager, SUBMITTED[usize::from(backend == DbBackend::Postgres)]).await?;
        restate(manager, gates::RESTATED, &gates::all(backend)).await?;
        if backend == DbBackend::Postgres {
            exclude_overlaps(manager).await?;
            run(manager, BUMP_POSTGRES).await?;
        } else {
            run(manager, BUMP_SQLITE).await?;
        }
        let appended = APPEND_ONLY.iter().flat_map(|table| append_only(backend, table));
        for statement in appended.chain(never_deleted(backend, "booking")) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

const APPEND_ONLY: &[&str] = &["merger", "delegation", "delegation_end"];

/// The limits hold for all that is on its way. What ended as a draft, or on paper, may have any length.
const CHECKS: &[Recheck] = &[
    Recheck {
        table: "request",
        constraint: "request_status_is_known",
        begins: "CONSTRAINT request_status_is_known CHECK (",
        condition: "status IN ('draft', 'returned', 'withdrawn', 'rejected', 'terminated')
            OR (status LIKE 'review:_%')
            OR (kind = 'document' AND status IN ('recheck', 'numbering', 'sealing', 'issuing', 'issued', 'archived',
                                                 'voided', 'revoked', 'repealed'))
            OR (kind = 'meeting' AND status IN ('approved', 'noticed', 'held', 'closed', 'filed', 'cancelled', 'merged'))",
    },
    Recheck {
        table: "request",
        constraint: "request_is_within_the_limits",
        begins: "CONSTRAINT request_is_within_the_limits CHECK (",
        condition: "status IN ('draft', 'returned', 'withdrawn', 'terminated', 'filed')
            OR (characters <= 5000 AND minutes <= 90)",
    },
    Recheck {
        table: "request",
        constraint: "request_is_signed_before_it_goes_out",
        begins: "CONSTRAINT request_is_signed_before_it_goes_out CHECK (",
        condition: "signed_digest IS NOT NULL
            OR status NOT IN ('recheck', 'numbering', 'sealing', 'issuing', 'issued', 'archived', 'revoked', 'repealed',
                              'approved', 'noticed', 'held', 'closed')",
    },
    Recheck {
        table: "request",
        constraint: "request_is_numbered_before_it_is_sealed",
        begins: "CONSTRAINT request_is_numbered_before_it_is_sealed CHECK (",
        condition: "number IS NOT NULL
            OR status NOT IN ('sealing', 'issuing', 'issued', 'archived', 'revoked', 'repealed')",
    },
    Recheck {
        table: "request",
        constraint: "request_issue_has_its_date",
        begins: "CONSTRAINT request_issue_has_its_date CHECK (",
        condition: "(status IN ('issued', 'archived', 'revoked', 'repealed')) = (issued_on IS NOT NULL)",
    },
    Recheck {
        table: "evaluation",
        constraint: "evaluation_cause_check",
        begins: "cause TEXT NOT NULL CHECK (",
        condition: "cause IN ('preview', 'submit', 'sign', 'correct', 'reschedule', 'number')",
    },
    Recheck {
        table: "decision",
        constraint: "decision_verdict_check",
        begins: "verdict TEXT NOT NULL CHECK (",
        condition: "verdict IN ('consented', 'objected', 'abstained', 'returned', 'sent_back', 'rejected')",
    },
];

/// `route_version` is there while a request is on its way, so that its index holds no request that is over. A task has a place
/// if the person takes part in a stage, and not if the person is asked beside it, as for consent to a proposal.
const COLUMNS: &[&str] = &[
    "ALTER TABLE request ADD COLUMN route_version {int}",
    "ALTER TABLE request ADD COLUMN venue TEXT CHECK (length(venue) BETWEEN 1 AND 200)",
    "CREATE INDEX request_by_route ON request (kind, route_version, id) WHERE route_version IS NOT NULL",
    "ALTER TABLE task ADD COLUMN place TEXT CHECK (place IN ('regular', 'before', 'beside', 'after', 'consulted'))",
    "ALTER TABLE task ADD COLUMN due_on TEXT",
    "CREATE INDEX task_by_day ON task (due_on, request) WHERE due_on IS NOT NULL",
    "ALTER TABLE route ADD COLUMN published_by {id} REFERENCES person (id)",
    "ALTER TABLE route ADD COLUMN published_at {int} CHECK ((published_by IS NULL) = (published_at IS NULL))",
    "CREATE INDEX delegation_by_to ON delegation (to_person, to_on)",
    "CREATE INDEX delegation_by_from ON delegation (from_person, to_on)",
];

/// A booking goes from `starts_at` up to, but not including, `ends_at`; `venue` is the key under which a room is known. Several
/// bookings of one meeting may follow one another, or overlap.
const TABLES: &[&str] = &[
    "CREATE TABLE booking (
        request {id} NOT NULL REFERENCES request (id),
        seq {int} NOT NULL,
        venue TEXT NOT NULL CHECK (length(venue) BETWEEN 1 AND 200),
        starts_at {int} NOT NULL,
        ends_at {int} NOT NULL,
        active {bool} NOT NULL,
        PRIMARY KEY (request, seq, starts_at, ends_at),
        CHECK (starts_at < ends_at),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq)
    ) {strict}",
    "CREATE INDEX booking_by_venue ON booking (venue, ends_at, starts_at) WHERE active",
    "CREATE TABLE merger (
        request {id} NOT NULL PRIMARY KEY REFERENCES request (id),
        into_request {id} NOT NULL REFERENCES request (id),
        seq {int} NOT NULL,
        into_seq {int} NOT NULL,
        CHECK (request <> into_request),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq),
        FOREIGN KEY (into_request, into_seq) REFERENCES event (request, seq)
    ) {strict}",
    "CREATE INDEX merger_by_into ON merger (into_request)",
    "CREATE TABLE reader (
        request {id} NOT NULL REFERENCES request (id),
        person {id} NOT NULL REFERENCES person (id),
        by_person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL,
        read_at {int},
        unread {int} NOT NULL CHECK (unread IN (0, 1)),
        PRIMARY KEY (request, person),
        CHECK ((unread = 1) = (read_at IS NULL))
    ) {strict}",
    "CREATE INDEX reader_by_person ON reader (person, unread, at, request)",
    "CREATE TABLE delegation_end (
        delegation {id} NOT NULL PRIMARY KEY REFERENCES delegation (id),
        ended_on TEXT NOT NULL,
        by_person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL
    ) {strict}",
];

/// On SQLite and on PostgreSQL.
const ROUTE_OF_RUNNING: [&[&str]; 2] = [
    &["UPDATE request SET route_version = json_extract(state, '$.route.version')
       WHERE status NOT IN ('archived', 'closed', 'filed', 'rejected', 'withdrawn', 'cancelled')"],
    &["UPDATE request SET route_version = CAST(CAST(state AS json) -> 'route' ->> 'version' AS bigint)
       WHERE status NOT IN ('archived', 'closed', 'filed', 'rejected', 'withdrawn', 'cancelled')"],
];

/// When approval was first asked for, and when last: what the record said already, and the state did not.
const SUBMITTED: [&[&str]; 2] = [
    &["UPDATE request SET state = json_set(state,
           '$.submitted_at', (SELECT MIN(e.at) FROM event e WHERE e.request = request.id AND e.type = 'submitted'),
           '$.asked_at', (SELECT MAX(e.at) FROM event e WHERE e.request = request.id AND e.type = 'submitted'))
       WHERE EXISTS (SELECT 1 FROM event e WHERE e.request = request.id AND e.type = 'submitted')"],
    &["UPDATE request SET state = CAST(CAST(state AS jsonb) || jsonb_build_object('submitted_at', e.first, 'asked_at', e.last)
           AS text)
       FROM (SELECT request, MIN(at) AS first, MAX(at) AS last FROM event WHERE type = 'submitted' GROUP BY request) e
       WHERE e.request = request.id"],
];

const BUMP_SQLITE: &[&str] =
    &["CREATE TRIGGER delegation_end_INSERT AFTER INSERT ON delegation_end
     BEGIN UPDATE organisation_version SET version = version + 1; END"];

const BUMP_POSTGRES: &[&str] =
    &["CREATE TRIGGER delegation_end_changed AFTER INSERT ON delegation_end
     FOR EACH STATEMENT EXECUTE FUNCTION organisation_changed()"];

/// Two transactions at once cannot both book a room, because the second waits for the first and is then refused.
async fn exclude_overlaps(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let extension = "CREATE EXTENSION IF NOT EXISTS btree_gist";
    manager.get_connection().execute_unprepared(extension).await.map_err(|error| {
        DbErr::Custom(format!(
            "PostgreSQL needs its extension btree_gist, so that no room is booked twice; an administrator makes it with \
             `{extension}` in this database: {error}"
        ))
    })?;
    let exclude = "ALTER TABLE booking ADD CONSTRAINT booking_room_is_free EXCLUDE USING gist
        (venue WITH =, request WITH <>, int8range(starts_at, ends_at) WITH &&) WHERE (active)";
    run(manager, &[exclude]).await
}

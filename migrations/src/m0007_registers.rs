//! Books beside the requests: incoming documents, plans of a year, work groups.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::{Guard, On, append_only, never_deleted, statements};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0007_registers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        run(manager, INCOMING).await?;
        run(manager, PLANS).await?;
        run(manager, CHAT_GROUPS).await?;
        let mut all = statements(backend, GUARDS)?;
        all.extend(append_only(backend, "incoming_step"));
        all.extend(append_only(backend, "incoming_text"));
        for table in ["incoming", "incoming_counter", "chat_group"] {
            all.extend(never_deleted(backend, table));
        }
        for statement in all {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// `entry` is the whole of it as JSON, as the last step in the system's chain names it by its digest; the columns beside it
/// are what lists look at. `late` is known once it is registered.
const INCOMING: &[&str] = &[
    "CREATE TABLE incoming_counter (
        unit {id} NOT NULL REFERENCES unit (id),
        year {int} NOT NULL,
        last_sequence {int} NOT NULL CHECK (last_sequence >= 0),
        PRIMARY KEY (unit, year)
    ) {strict}",
    "CREATE TABLE incoming (
        id {id} NOT NULL PRIMARY KEY,
        unit {id} NOT NULL REFERENCES unit (id),
        state TEXT NOT NULL CHECK (state IN ('received', 'registered', 'proposed', 'instructed', 'handling', 'circulating',
                                             'done', 'archived', 'sent_back')),
        version {int} NOT NULL CHECK (version >= 1),
        received_at {int} NOT NULL,
        year {int},
        sequence {int} CHECK (sequence >= 1),
        late {int} CHECK (late IN (0, 1)),
        entry TEXT NOT NULL,
        CHECK ((year IS NULL) = (sequence IS NULL) AND (year IS NULL) = (late IS NULL)),
        CHECK (year IS NOT NULL OR state IN ('received', 'sent_back')),
        UNIQUE (unit, year, sequence),
        FOREIGN KEY (unit, year) REFERENCES incoming_counter (unit, year)
    ) {strict}",
    "CREATE INDEX incoming_by_time ON incoming (received_at, id)",
    "CREATE INDEX incoming_by_unit ON incoming (unit, received_at, id)",
    "CREATE INDEX incoming_by_state ON incoming (unit, state, received_at, id)",
    "CREATE INDEX incoming_late ON incoming (unit, year) WHERE late = 1",
    "CREATE TABLE incoming_person (
        incoming {id} NOT NULL REFERENCES incoming (id),
        person {id} NOT NULL REFERENCES person (id),
        received_at {int} NOT NULL,
        PRIMARY KEY (incoming, person)
    ) {strict}",
    "CREATE INDEX incoming_person_by_time ON incoming_person (person, received_at, incoming)",
    "CREATE TABLE incoming_step (
        incoming {id} NOT NULL REFERENCES incoming (id),
        version {int} NOT NULL,
        seq {int} NOT NULL UNIQUE REFERENCES system_event (seq),
        PRIMARY KEY (incoming, version)
    ) {strict}",
    "CREATE TABLE incoming_text (
        incoming {id} NOT NULL PRIMARY KEY REFERENCES incoming (id),
        sha256 {bytes} NOT NULL CHECK (length(sha256) = 32),
        file {bytes} REFERENCES file_blob (sha256),
        text TEXT NOT NULL CHECK (length(text) > 0)
    ) {strict}",
];

const PLANS: &[&str] = &[
    "CREATE TABLE plan_item (
        id {id} NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('document', 'meeting')),
        year {int} NOT NULL,
        unit {id} NOT NULL REFERENCES unit (id),
        reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 40),
        title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
        month {int} NOT NULL CHECK (month BETWEEN 1 AND 12),
        comprehensive {bool} NOT NULL,
        approved_ref TEXT NOT NULL CHECK (length(approved_ref) BETWEEN 1 AND 100),
        used_by {id} REFERENCES request (id),
        UNIQUE (kind, unit, reference)
    ) {strict}",
    "CREATE INDEX plan_item_by_year ON plan_item (year, month, id)",
    "CREATE INDEX plan_item_by_unit ON plan_item (unit, year, month, id)",
    "CREATE INDEX plan_item_by_request ON plan_item (used_by) WHERE used_by IS NOT NULL",
];

const CHAT_GROUPS: &[&str] = &[
    "CREATE TABLE chat_group (
        id {id} NOT NULL PRIMARY KEY,
        platform TEXT NOT NULL,
        name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
        owner TEXT NOT NULL,
        unit {id} NOT NULL REFERENCES unit (id),
        topic TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 60),
        purpose TEXT NOT NULL,
        ends_on TEXT,
        last_active_on TEXT NOT NULL,
        members {int} NOT NULL CHECK (members >= 1),
        dissolved_on TEXT,
        open {int} NOT NULL CHECK (open IN (0, 1)),
        CHECK ((open = 1) = (dissolved_on IS NULL))
    ) {strict}",
    "CREATE UNIQUE INDEX chat_group_open_once ON chat_group (platform, unit, name) WHERE open = 1",
    "CREATE INDEX chat_group_by_state ON chat_group (open, name, id)",
    "CREATE INDEX chat_group_by_unit ON chat_group (unit, open, name, id)",
    "CREATE INDEX chat_group_by_topic ON chat_group (unit, topic) WHERE open = 1",
];

/// A register number, once given, stays; so does what a signature used up.
const GUARDS: &[Guard] = &[
    Guard {
        table: "incoming",
        on: On::Update,
        when: "OLD.sequence IS NOT NULL AND (NEW.sequence IS DISTINCT FROM OLD.sequence OR NEW.year IS DISTINCT FROM OLD.year
               OR NEW.unit <> OLD.unit)",
        says: "the number of an incoming document stays",
    },
    Guard {
        table: "incoming",
        on: On::Update,
        when: "NEW.version <> OLD.version + 1",
        says: "every step of an incoming document makes a version",
    },
    Guard {
        table: "incoming_counter",
        on: On::Update,
        when: "NEW.last_sequence <> OLD.last_sequence + 1",
        says: "the numbers of incoming documents have no gaps",
    },
    Guard {
        table: "plan_item",
        on: On::Update,
        when: "OLD.used_by IS NOT NULL",
        says: "an item of a plan that is used stays as it is",
    },
    Guard {
        table: "plan_item",
        on: On::Delete,
        when: "OLD.used_by IS NOT NULL",
        says: "an item of a plan that is used stays as it is",
    },
    Guard {
        table: "chat_group",
        on: On::Update,
        when: "OLD.open = 0",
        says: "a group that is dissolved stays so",
    },
];

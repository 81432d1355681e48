//! Rule sets are proposed by one person and confirmed by another, and are in force from a day on. An office brings in the years
//! of its calendar itself.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::{Guard, On, append_only, never_deleted, statements};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0011_rule_sets"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        run(manager, TABLES).await?;
        let guards = statements(backend, GUARDS)?;
        let kept = never_deleted(backend, "rule_proposal").into_iter();
        for statement in guards.into_iter().chain(kept).chain(append_only(backend, "calendar_year"))
        {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// The set that comes with the program is in force from the beginning of time, and nobody proposed it. `figures` are those that
/// a proposal changes. A year of the calendar that is brought in again is the next revision of it, so that what was judged
/// before can be judged again with the calendar of that time. The index of evaluations is there for asking what another set
/// would have found lately.
const TABLES: &[&str] = &[
    "ALTER TABLE rule_set ADD COLUMN effective_on TEXT NOT NULL DEFAULT '0001-01-01' CHECK (length(effective_on) = 10)",
    "ALTER TABLE rule_set ADD COLUMN reference TEXT",
    "ALTER TABLE rule_set ADD COLUMN proposed_by {id} REFERENCES person (id)",
    "ALTER TABLE rule_set ADD COLUMN confirmed_by {id} REFERENCES person (id) CHECK (confirmed_by <> proposed_by)",
    "ALTER TABLE rule_set ADD COLUMN confirmed_at {int}",
    "CREATE TABLE rule_proposal (
        id {id} NOT NULL PRIMARY KEY,
        version {int} NOT NULL CHECK (version > 1),
        figures TEXT NOT NULL,
        effective_on TEXT NOT NULL CHECK (length(effective_on) = 10),
        reference TEXT NOT NULL CHECK (length(trim(reference)) > 0),
        proposed_by {id} NOT NULL REFERENCES person (id),
        proposed_at {int} NOT NULL,
        standing TEXT NOT NULL CHECK (standing IN ('open', 'confirmed', 'declined', 'withdrawn')),
        settled_by {id} REFERENCES person (id),
        settled_at {int},
        CHECK ((standing = 'open') = (settled_by IS NULL) AND (standing = 'open') = (settled_at IS NULL)),
        CHECK (standing = 'open' OR (settled_by = proposed_by) = (standing = 'withdrawn'))
    ) {strict}",
    "CREATE TABLE calendar_year (
        year {int} NOT NULL CHECK (year BETWEEN 2000 AND 2100),
        revision {int} NOT NULL CHECK (revision >= 1),
        body TEXT NOT NULL,
        by_person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL,
        PRIMARY KEY (year, revision)
    ) {strict}",
    "CREATE UNIQUE INDEX rule_proposal_open ON rule_proposal (standing) WHERE standing = 'open'",
    "CREATE INDEX rule_proposal_by_time ON rule_proposal (proposed_at, id)",
    "CREATE INDEX evaluation_of_submission ON evaluation (at, request) WHERE cause = 'submit'",
];

/// Whatever writes a set: the two figures that nobody may loosen are not looser, and two people stand behind it.
const GUARDS: &[Guard] = &[
    Guard {
        table: "rule_set",
        on: On::Insert,
        when: "{file_length} > 5000 OR {meeting_minutes} > 90",
        says: "5000 characters and 90 minutes can be tightened and never loosened",
    },
    Guard {
        table: "rule_set",
        on: On::Insert,
        when: "NEW.version > 1 AND (NEW.proposed_by IS NULL OR NEW.confirmed_by IS NULL OR NEW.confirmed_at IS NULL
               OR NEW.reference IS NULL OR NOT EXISTS
               (SELECT 1 FROM rule_proposal p WHERE p.standing = 'confirmed' AND p.version = NEW.version
                AND p.effective_on = NEW.effective_on AND p.proposed_by = NEW.proposed_by
                AND p.settled_by = NEW.confirmed_by))",
        says: "a rule set is proposed by one person and confirmed by another",
    },
    Guard {
        table: "rule_set",
        on: On::Insert,
        when: "NEW.version <> COALESCE((SELECT MAX(r.version) FROM rule_set r), 0) + 1
               OR NEW.effective_on < (SELECT MAX(r.effective_on) FROM rule_set r)",
        says: "a rule set follows the one before it",
    },
    Guard {
        table: "rule_proposal",
        on: On::Insert,
        when: "NEW.standing <> 'open'",
        says: "a proposal begins open",
    },
    Guard {
        table: "rule_proposal",
        on: On::Update,
        when: "OLD.standing <> 'open' OR NEW.id <> OLD.id OR NEW.version <> OLD.version OR NEW.figures <> OLD.figures
               OR NEW.effective_on <> OLD.effective_on OR NEW.reference <> OLD.reference
               OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at",
        says: "a proposal stays as it was made, and is settled once",
    },
];

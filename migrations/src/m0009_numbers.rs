//! The numbers of registers that were kept on paper, in a table of their own, and one key for every number, whoever gave it.
//!
//! What the program numbers itself needs a signature; what comes from paper needs the entry of the record that took it over.
//! Neither passes for the other, and no number is in both.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::guard::{Guard, On, append_only};
use crate::m0003_guards::NUMBER;
use crate::restate::restate;
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0009_numbers"
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
        run(manager, if backend == DbBackend::Postgres { TAKE_POSTGRES } else { TAKE_SQLITE })
            .await?;
        let earlier = NUMBER.iter().filter(|guard| guard.table == COUNTER).copied();
        let guards: Vec<Guard> = earlier.chain(GUARDS.iter().copied()).collect();
        restate(manager, &[COUNTER], &guards).await?;
        for table in ["number_imported", "number_taken"] {
            for statement in append_only(backend, table) {
                manager.get_connection().execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }
}

const COUNTER: &str = "number_counter";

/// A row of `number_taken` is written by the database itself, with the row of the number; two at once wait for each other there.
const TABLES: &[&str] = &[
    "CREATE TABLE number_taken (
        series TEXT NOT NULL,
        year {int} NOT NULL,
        sequence {int} NOT NULL,
        PRIMARY KEY (series, year, sequence)
    ) {strict}",
    "INSERT INTO number_taken (series, year, sequence) SELECT series, year, sequence FROM number_entry",
    "CREATE TABLE number_imported (
        series TEXT NOT NULL,
        year {int} NOT NULL,
        sequence {int} NOT NULL CHECK (sequence BETWEEN 1 AND 99999),
        state TEXT NOT NULL CHECK (state IN ('used', 'void')),
        title TEXT NOT NULL,
        unit {id} NOT NULL REFERENCES unit (id),
        doc_date TEXT,
        void_reason TEXT,
        seq {int} NOT NULL REFERENCES system_event (seq),
        imported_by {id} NOT NULL REFERENCES person (id),
        imported_at {int} NOT NULL,
        PRIMARY KEY (series, year, sequence),
        CONSTRAINT imported_void_has_a_reason CHECK (
            (state = 'void') = (void_reason IS NOT NULL) AND (state = 'used' OR length(trim(void_reason)) > 0)),
        CONSTRAINT imported_document_has_title_and_date CHECK (
            state = 'void' OR (length(trim(title)) > 0 AND doc_date IS NOT NULL)),
        CONSTRAINT imported_year_is_of_its_date CHECK (
            doc_date IS NULL OR substr(doc_date, 1, 4) = CAST(year AS TEXT)),
        FOREIGN KEY (series, year) REFERENCES number_counter (series, year)
    ) {strict}",
    "CREATE INDEX number_imported_by_time ON number_imported (imported_at, series, year, sequence)",
    "CREATE INDEX number_imported_by_unit ON number_imported (unit, imported_at, series, year, sequence)",
    "CREATE INDEX number_imported_by_series ON number_imported (series, year, imported_at, sequence)",
    "CREATE INDEX number_imported_by_seq ON number_imported (seq)",
    "CREATE INDEX number_entry_given_up ON number_entry (taken_at, series, year, sequence) WHERE state = 'void'",
];

const TAKE_SQLITE: &[&str] = &[
    "CREATE TRIGGER take_number_entry AFTER INSERT ON number_entry
     BEGIN INSERT INTO number_taken (series, year, sequence) VALUES (NEW.series, NEW.year, NEW.sequence); END",
    "CREATE TRIGGER take_number_imported AFTER INSERT ON number_imported
     BEGIN INSERT INTO number_taken (series, year, sequence) VALUES (NEW.series, NEW.year, NEW.sequence); END",
];

const TAKE_POSTGRES: &[&str] = &[
    "CREATE FUNCTION take_number() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN INSERT INTO number_taken (series, year, sequence) VALUES (NEW.series, NEW.year, NEW.sequence);
     RETURN NULL; END $$",
    "CREATE TRIGGER take_number_entry AFTER INSERT ON number_entry FOR EACH ROW EXECUTE FUNCTION take_number()",
    "CREATE TRIGGER take_number_imported AFTER INSERT ON number_imported FOR EACH ROW EXECUTE FUNCTION take_number()",
];

/// A counter moves by one, or to a number that was taken over from paper before. What is inserted where a counter is already
/// becomes an update, and is judged as one.
const GUARDS: &[Guard] = &[
    Guard {
        table: COUNTER,
        on: On::Insert,
        when: "NEW.last_sequence > 1 AND NOT EXISTS
               (SELECT 1 FROM number_counter c WHERE c.series = NEW.series AND c.year = NEW.year)",
        says: "a counter begins with its first number",
    },
    Guard {
        table: COUNTER,
        on: On::Update,
        when: "NEW.last_sequence > OLD.last_sequence + 1 AND NOT EXISTS
               (SELECT 1 FROM number_imported i
                WHERE i.series = NEW.series AND i.year = NEW.year AND i.sequence = NEW.last_sequence)",
        says: "a counter leaves no number out",
    },
    Guard {
        table: "number_taken",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM number_entry n
                           WHERE n.series = NEW.series AND n.year = NEW.year AND n.sequence = NEW.sequence)
               AND NOT EXISTS (SELECT 1 FROM number_imported i
                               WHERE i.series = NEW.series AND i.year = NEW.year AND i.sequence = NEW.sequence)",
        says: "a number is taken with its entry",
    },
    Guard {
        table: "number_imported",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM system_event e
                           WHERE e.seq = NEW.seq AND e.type = 'numbers_imported' AND e.actor = NEW.imported_by
                             AND e.at = NEW.imported_at)
               OR EXISTS (SELECT 1 FROM system_event e WHERE e.seq > NEW.seq)",
        says: "a number from paper comes with its event",
    },
    Guard {
        table: "number_imported",
        on: On::Insert,
        when: "EXISTS (SELECT 1 FROM number_counter c JOIN number_entry n ON n.series = c.series AND n.year = c.year
                       WHERE c.series = NEW.series AND c.year = NEW.year AND c.last_sequence < NEW.sequence)",
        says: "paper does not go on where the program has begun",
    },
];

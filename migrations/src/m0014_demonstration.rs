//! A demonstration has a clock of its own, and keeps it in its database: whoever opens that database goes on by it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::{Guard, On, never_deleted, statements};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0014_demonstration"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        run(manager, TABLE).await?;
        let guards = statements(backend, GUARDS)?.into_iter();
        for statement in guards.chain(never_deleted(backend, "demonstration")) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// At most one row; an office has none. `clock_offset` is what its clock shows beyond the machine's, in milliseconds.
const TABLE: &[&str] = &["CREATE TABLE demonstration (
        id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
        clock_offset {int} NOT NULL
    ) {strict}"];

/// The time of an office is the machine's, so that nothing is dated back: a database in which anybody has been entered is not
/// a demonstration's and never becomes one. The clock of a demonstration can be put forward between two runs, so that deadlines
/// and reminders can be shown.
const GUARDS: &[Guard] = &[
    Guard {
        table: "demonstration",
        on: On::Insert,
        when: "EXISTS (SELECT 1 FROM unit) OR EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM event)
               OR EXISTS (SELECT 1 FROM system_event)",
        says: "a database is made a demonstration while it is empty",
    },
    Guard {
        table: "demonstration",
        on: On::Update,
        when: "NEW.clock_offset < OLD.clock_offset OR NEW.id <> OLD.id",
        says: "the clock of a demonstration is only put forward",
    },
];

//! What requests know of one another, in a form that can be asked for quickly, and what evaluations were made with.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::{append_only, never_deleted};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0005_knowledge"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        run(manager, EVALUATION).await?;
        let backend = manager.get_database_backend();
        let kept = ["meeting_fact", "document_fact"];
        let kept = kept.into_iter().flat_map(|table| never_deleted(backend, table));
        for statement in append_only(backend, "organisation_state").into_iter().chain(kept) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// A request has a row from its first submission on. `standing` is empty while others have nothing to do with it, and
/// `counted_year` while it takes no place in a quota. What was there before is written by the program, which knows how to read a
/// text: the backlog says what is left to do.
const TABLES: &[&str] = &[
    "CREATE TABLE meeting_fact (
        request {id} NOT NULL PRIMARY KEY REFERENCES request (id),
        title TEXT NOT NULL,
        topic TEXT NOT NULL,
        host {id} NOT NULL,
        in_name_of {id} NOT NULL,
        units TEXT NOT NULL,
        sessions TEXT NOT NULL,
        starts_on TEXT,
        minutes {int} NOT NULL CHECK (minutes >= 0),
        cluster {id},
        comprehensive {bool} NOT NULL,
        standing TEXT CHECK (standing IN ('asked', 'approved', 'noticed', 'held')),
        counted_year {int},
        signed_at {int},
        submitted_at {int} NOT NULL,
        CHECK (counted_year IS NULL OR signed_at IS NOT NULL)
    ) {strict}",
    "CREATE INDEX meeting_fact_by_day ON meeting_fact (starts_on, request) WHERE standing IS NOT NULL",
    "CREATE INDEX meeting_fact_comprehensive ON meeting_fact (host, starts_on, request)
     WHERE comprehensive AND standing IS NOT NULL",
    "CREATE INDEX meeting_fact_counted ON meeting_fact (host, counted_year, signed_at, request)
     WHERE counted_year IS NOT NULL",
    "CREATE TABLE document_fact (
        request {id} NOT NULL PRIMARY KEY REFERENCES request (id),
        title TEXT NOT NULL,
        issuing_unit {id} NOT NULL,
        drafting_unit {id} NOT NULL,
        characters {int} NOT NULL CHECK (characters >= 0),
        dated_on TEXT NOT NULL,
        standing TEXT CHECK (standing IN ('asked', 'issued')),
        counted_year {int},
        signed_at {int},
        submitted_at {int} NOT NULL,
        CHECK (counted_year IS NULL OR signed_at IS NOT NULL)
    ) {strict}",
    "CREATE INDEX document_fact_by_issuer ON document_fact (issuing_unit, dated_on, request) WHERE standing IS NOT NULL",
    "CREATE INDEX document_fact_by_drafter ON document_fact (drafting_unit, dated_on, request) WHERE standing IS NOT NULL",
    "CREATE INDEX document_fact_counted ON document_fact (issuing_unit, counted_year, signed_at, request)
     WHERE counted_year IS NOT NULL",
    "CREATE TABLE knowledge_backlog (request {id} NOT NULL PRIMARY KEY REFERENCES request (id)) {strict}",
    "INSERT INTO knowledge_backlog (request) SELECT id FROM request WHERE round > 0",
];

/// An organisation that was used is kept once, however many evaluations were made with it.
const EVALUATION: &[&str] = &[
    "CREATE TABLE organisation_state (
        digest {bytes} NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
        body TEXT NOT NULL
    ) {strict}",
    "ALTER TABLE evaluation ADD COLUMN digest {bytes} CHECK (length(digest) = 32)",
    "ALTER TABLE evaluation ADD COLUMN knowledge TEXT",
    "ALTER TABLE evaluation ADD COLUMN organisation {bytes} REFERENCES organisation_state (digest)",
];

//! Which texts a draft was taken from: samples of the stored texts, to be found by what they are.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0006_similarity"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let (counted, clustered) = if sqlite {
            ("INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "STRICT, WITHOUT ROWID")
        } else {
            ("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "")
        };
        let spelled: Vec<_> = TABLES
            .iter()
            .map(|table| table.replace("{counted}", counted).replace("{clustered}", clustered))
            .collect();
        run(manager, &spelled.iter().map(String::as_str).collect::<Vec<_>>()).await
    }
}

/// A source is a revision of one of our documents, whose text is kept with it, or a text that came in, which is kept here. A
/// sample names its source by a short number: there are about seventy of them to a text.
///
/// The index is whole from the beginning where there is nothing to be in it.
const TABLES: &[&str] = &[
    "CREATE TABLE similar_source (
        id {counted},
        request {id} UNIQUE REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
        revision {int},
        unit {id},
        incoming {id} UNIQUE,
        sender TEXT,
        text TEXT,
        title TEXT NOT NULL,
        at {int} NOT NULL,
        FOREIGN KEY (request, revision) REFERENCES revision (request, revision) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT similar_source_is_one_of_two CHECK (
            (request IS NOT NULL AND revision IS NOT NULL AND unit IS NOT NULL
                AND incoming IS NULL AND sender IS NULL AND text IS NULL)
            OR (request IS NULL AND revision IS NULL AND unit IS NULL
                AND incoming IS NOT NULL AND sender IS NOT NULL AND text IS NOT NULL))
    ) {strict}",
    "CREATE INDEX similar_source_by_unit ON similar_source (unit, at) WHERE unit IS NOT NULL",
    "CREATE TABLE similar_sample (
        hash {int} NOT NULL,
        source {int} NOT NULL,
        PRIMARY KEY (hash, source)
    ) {clustered}",
    "CREATE TABLE similar_state (
        id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
        complete {int} NOT NULL CHECK (complete IN (0, 1))
    ) {strict}",
    "INSERT INTO similar_state (id, complete)
     SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM request WHERE kind = 'document') THEN 0 ELSE 1 END",
];

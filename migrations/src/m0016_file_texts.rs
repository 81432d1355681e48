//! The texts that the program read from the files it was sent: what a document says of its file is compared with them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::{Repeated, append_only, never_replaced};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0016_file_texts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await?;
        for statement in append_only(manager.get_database_backend(), "file_text") {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        never_replaced(manager, "file_text", Repeated::Passed).await
    }
}

/// Who sent which bytes under which name, and the text that was read from them. `digest` is that of the text without white
/// space: a later version of the program may read another text from the same bytes.
const TABLE: &[&str] = &["CREATE TABLE file_text (
        sha256 {bytes} NOT NULL REFERENCES file_blob (sha256),
        person {id} NOT NULL REFERENCES person (id),
        name TEXT NOT NULL,
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        text TEXT NOT NULL,
        at {int} NOT NULL,
        PRIMARY KEY (sha256, person, name, digest)
    ) {strict}"];

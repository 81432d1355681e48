//! Rows that stay are not put out of the way by other rows either: SQLite fires no trigger for what `INSERT OR REPLACE` and
//! `UPDATE OR REPLACE` delete.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::guard::{Repeated, never_replaced};
use crate::table::names;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0015_replaced"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        for table in names(manager, TABLES).await? {
            never_replaced(manager, &table, repeated(&table)).await?;
        }
        Ok(())
    }
}

/// The tables of which rows are never deleted, or not all of them.
const TABLES: &str = "SELECT DISTINCT tbl_name AS name FROM sqlite_schema
    WHERE type = 'trigger' AND sql LIKE '% BEFORE DELETE ON %' ORDER BY 1";

/// What the program means when it writes a row of this table once more.
fn repeated(table: &str) -> Repeated {
    match table {
        "delegation" | "delegation_end" | "file_blob" | "incoming_counter" | "number_counter"
        | "organisation_state" | "outbox" | "request_file" => Repeated::Passed,
        "document_fact" | "inspection_fact" | "meeting_fact" => Repeated::Update,
        _ => Repeated::Refused,
    }
}

//! The last requests of a kind are found at once, however rare the kind is.

use sea_orm_migration::prelude::*;

use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0013_last_requests"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEXES).await
    }
}

/// Among the last submissions of all kinds there may be no inspection, while identifiers are in the order of time within each.
const INDEXES: &[&str] =
    &["CREATE INDEX request_by_kind ON request (kind, id)", "DROP INDEX evaluation_of_submission"];

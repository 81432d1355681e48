//! Messages that were given up are found without a look at all that were sent.

use sea_orm_migration::prelude::*;

use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0019_given_up"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEX).await
    }
}

/// What was only superseded is nobody's loss.
const INDEX: &[&str] = &["CREATE INDEX outbox_given_up ON outbox (due_at, id)
     WHERE state = 'dead' AND error_code <> 'obsolete'"];

//! Of short texts more samples are kept than before: the index of similar texts is to be made anew.

use sea_orm_migration::prelude::*;

use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0020_short_texts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATE).await
    }
}

/// What is not whole is made anew once all migrations were applied. Without sources there is nothing to make.
const STATE: &[&str] =
    &["UPDATE similar_state SET complete = 0 WHERE EXISTS (SELECT 1 FROM similar_source)"];

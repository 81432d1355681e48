//! What the rules find about how a meeting went is kept as well.

use sea_orm_migration::prelude::*;

use crate::restate::{Recheck, recheck};

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0010_held"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        recheck(manager, &[CAUSE]).await
    }
}

const CAUSE: Recheck = Recheck {
    table: "evaluation",
    constraint: "evaluation_cause_check",
    begins: "cause TEXT NOT NULL CHECK (",
    condition: "cause IN ('preview', 'submit', 'sign', 'correct', 'reschedule', 'number', 'held')",
};

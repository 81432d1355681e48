//! Inspections: a third kind of request, and what requests know of inspections.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::never_deleted;
use crate::restate::{Recheck, recheck};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0012_inspections"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        recheck(manager, CHECKS).await?;
        run(manager, TABLES).await?;
        for statement in never_deleted(manager.get_database_backend(), "inspection_fact") {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

/// An inspection ends as a meeting does, but is neither announced nor held.
const CHECKS: &[Recheck] = &[
    kinds("request", "request_kind_check", "kind TEXT NOT NULL CHECK ("),
    kinds("route", "route_kind_check", "kind TEXT NOT NULL CHECK ("),
    kinds("plan_item", "plan_item_kind_check", "kind TEXT NOT NULL CHECK ("),
    Recheck {
        table: "delegation",
        constraint: "delegation_scope_check",
        begins: "scope TEXT CHECK (",
        condition: "scope IN ('document', 'meeting', 'inspection')",
    },
    Recheck {
        table: "request",
        constraint: "request_status_is_known",
        begins: "CONSTRAINT request_status_is_known CHECK (",
        condition: "status IN ('draft', 'returned', 'withdrawn', 'rejected', 'terminated')
            OR (status LIKE 'review:_%')
            OR (kind = 'document' AND status IN ('recheck', 'numbering', 'sealing', 'issuing', 'issued', 'archived',
                                                 'voided', 'revoked', 'repealed'))
            OR (kind = 'meeting' AND status IN ('approved', 'noticed', 'held', 'closed', 'filed', 'cancelled', 'merged'))
            OR (kind = 'inspection' AND status IN ('approved', 'closed', 'cancelled'))",
    },
];

const fn kinds(table: &'static str, constraint: &'static str, begins: &'static str) -> Recheck {
    Recheck {
        table,
        constraint,
        begins,
        condition: "kind IN ('document', 'meeting', 'inspection')",
    }
}

/// As for meetings and documents: a row from the first submission on, `standing` empty while others have nothing to do with it,
/// and `counted_year` while it takes no place in a quota.
const TABLES: &[&str] = &[
    "CREATE TABLE inspection_fact (
        request {id} NOT NULL PRIMARY KEY REFERENCES request (id),
        title TEXT NOT NULL,
        topic TEXT NOT NULL,
        unit {id} NOT NULL,
        targets TEXT NOT NULL,
        starts_on TEXT NOT NULL CHECK (length(starts_on) = 10),
        comprehensive {bool} NOT NULL,
        standing TEXT CHECK (standing IN ('asked', 'approved')),
        counted_year {int},
        signed_at {int},
        submitted_at {int} NOT NULL,
        CHECK (counted_year IS NULL OR signed_at IS NOT NULL)
    ) {strict}",
    "CREATE INDEX inspection_fact_by_day ON inspection_fact (starts_on, request) WHERE standing IS NOT NULL",
    "CREATE INDEX inspection_fact_comprehensive ON inspection_fact (unit, starts_on, request)
     WHERE comprehensive AND standing IS NOT NULL",
    "CREATE INDEX inspection_fact_counted ON inspection_fact (unit, counted_year, signed_at, request)
     WHERE counted_year IS NOT NULL",
];

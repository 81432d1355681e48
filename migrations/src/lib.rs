//! The schema of baopi on SQLite and PostgreSQL: append-only migrations.
//!
//! Identifiers are UUIDs, instants are milliseconds in 64 bits, dates are ISO 8601 text, closed lists are their key as text,
//! and structures are JSON text. What has been hashed is kept as the bytes that were hashed.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod guard;
mod m0001_organisation;
mod m0002_requests;
mod m0003_guards;
mod m0004_engine;
mod m0005_knowledge;
mod m0006_similarity;
mod m0007_registers;
mod m0008_statistics;
mod m0009_numbers;
mod m0010_held;
mod m0011_rule_sets;
mod m0012_inspections;
mod m0013_last_requests;
mod m0014_demonstration;
mod m0015_replaced;
mod m0016_file_texts;
mod m0017_last_entries;
mod m0018_two_hands;
mod m0019_given_up;
mod m0020_short_texts;
mod restate;
mod table;

/// The migrations in order. A published one is never edited; what it got wrong is put right by the next.
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_organisation::Migration),
            Box::new(m0002_requests::Migration),
            Box::new(m0003_guards::Migration),
            Box::new(m0004_engine::Migration),
            Box::new(m0005_knowledge::Migration),
            Box::new(m0006_similarity::Migration),
            Box::new(m0007_registers::Migration),
            Box::new(m0008_statistics::Migration),
            Box::new(m0009_numbers::Migration),
            Box::new(m0010_held::Migration),
            Box::new(m0011_rule_sets::Migration),
            Box::new(m0012_inspections::Migration),
            Box::new(m0013_last_requests::Migration),
            Box::new(m0014_demonstration::Migration),
            Box::new(m0015_replaced::Migration),
            Box::new(m0016_file_texts::Migration),
            Box::new(m0017_last_entries::Migration),
            Box::new(m0018_two_hands::Migration),
            Box::new(m0019_given_up::Migration),
            Box::new(m0020_short_texts::Migration),
        ]
    }
}

//! Units, people, stand-ins, and how people sign in.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_organisation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ORGANISATION).await?;
        run(manager, IDENTITY).await?;
        run(manager, SETTINGS).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            return run(manager, BUMPS_POSTGRES).await;
        }
        let bumps = bumps_sqlite();
        run(manager, &bumps.iter().map(String::as_str).collect::<Vec<_>>()).await
    }
}

/// References between units are checked at the commit, so that an organisation can be imported in any order.
const ORGANISATION: &[&str] = &[
    "CREATE TABLE unit (
        id {id} NOT NULL PRIMARY KEY,
        code TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        short_name TEXT NOT NULL,
        kind TEXT NOT NULL,
        level TEXT NOT NULL,
        parent {id} REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
        office {id} REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
        host {id} REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
        series TEXT NOT NULL,
        active {bool} NOT NULL
    ) {strict}",
    "CREATE TABLE person (
        id {id} NOT NULL PRIMARY KEY,
        login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 1 AND 100),
        name TEXT NOT NULL,
        unit {id} NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
        post TEXT,
        roles TEXT NOT NULL,
        rank TEXT CHECK (rank IN ('responsible_leader', 'main_leader')),
        leads TEXT NOT NULL,
        email TEXT,
        active {bool} NOT NULL
    ) {strict}",
    "CREATE TABLE delegation (
        id {id} NOT NULL PRIMARY KEY,
        from_person {id} NOT NULL REFERENCES person (id),
        to_person {id} NOT NULL REFERENCES person (id),
        scope TEXT CHECK (scope IN ('document', 'meeting')),
        from_on TEXT NOT NULL,
        to_on TEXT NOT NULL,
        reference TEXT NOT NULL,
        CHECK (from_person <> to_person),
        CHECK (from_on <= to_on)
    ) {strict}",
    "CREATE TABLE organisation_version (
        id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
        version {int} NOT NULL
    ) {strict}",
    "INSERT INTO organisation_version (id, version) VALUES (1, 1)",
    "CREATE TABLE baseline (
        unit {id} NOT NULL REFERENCES unit (id),
        year {int} NOT NULL,
        metric TEXT NOT NULL,
        baseline {int} CHECK (baseline >= 0),
        committed {int} NOT NULL CHECK (committed >= 0),
        reduction_pct {int} NOT NULL CHECK (reduction_pct BETWEEN 0 AND 100),
        PRIMARY KEY (unit, year, metric)
    ) {strict}",
];

const IDENTITY: &[&str] = &[
    "CREATE TABLE credential (
        person {id} NOT NULL PRIMARY KEY REFERENCES person (id),
        phc TEXT NOT NULL
    ) {strict}",
    "CREATE TABLE session (
        hash {bytes} NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        person {id} NOT NULL REFERENCES person (id),
        device TEXT NOT NULL,
        created_at {int} NOT NULL,
        seen_at {int} NOT NULL,
        expires_at {int} NOT NULL
    ) {strict}",
    "CREATE INDEX session_by_person ON session (person)",
    "CREATE TABLE api_token (
        hash {bytes} NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
        person {id} NOT NULL REFERENCES person (id),
        label TEXT NOT NULL,
        created_at {int} NOT NULL,
        expires_at {int} NOT NULL
    ) {strict}",
    "CREATE INDEX api_token_by_person ON api_token (person)",
    "CREATE TABLE sign_in_failure (
        login_sha256 {bytes} NOT NULL CHECK (length(login_sha256) = 32),
        at {int} NOT NULL
    ) {strict}",
    "CREATE INDEX sign_in_failure_by_login ON sign_in_failure (login_sha256, at)",
];

const SETTINGS: &[&str] = &[
    "CREATE TABLE rule_set (
        version {int} NOT NULL PRIMARY KEY CHECK (version >= 1),
        body TEXT NOT NULL
    ) {strict}",
    "CREATE TABLE route (
        name TEXT NOT NULL,
        version {int} NOT NULL CHECK (version >= 1),
        kind TEXT NOT NULL CHECK (kind IN ('document', 'meeting')),
        hash {bytes} NOT NULL CHECK (length(hash) = 32),
        body TEXT NOT NULL,
        PRIMARY KEY (name, version),
        UNIQUE (kind, version)
    ) {strict}",
];

/// Whoever changes the organisation, with the program or with SQL, makes a version; whoever caches it compares the version.
fn bumps_sqlite() -> Vec<String> {
    let tables = ["unit", "person", "delegation"].into_iter();
    let bump = |table, on| {
        format!(
            "CREATE TRIGGER {table}_{on} AFTER {on} ON {table}
             BEGIN UPDATE organisation_version SET version = version + 1; END"
        )
    };
    tables.flat_map(|table| ["INSERT", "UPDATE", "DELETE"].map(|on| bump(table, on))).collect()
}

const BUMPS_POSTGRES: &[&str] = &[
    "CREATE FUNCTION organisation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN UPDATE organisation_version SET version = version + 1; RETURN NULL; END $$",
    "CREATE TRIGGER unit_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON unit
        FOR EACH STATEMENT EXECUTE FUNCTION organisation_changed()",
    "CREATE TRIGGER person_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON person
        FOR EACH STATEMENT EXECUTE FUNCTION organisation_changed()",
    "CREATE TRIGGER delegation_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON delegation
        FOR EACH STATEMENT EXECUTE FUNCTION organisation_changed()",
];

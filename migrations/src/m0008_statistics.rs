//! Statistics: what each request adds to the figures, the figures, what is known of the time before the program, reports as
//! they were published, spot checks, and what was found past the approval.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::{Guard, On, append_only, never_deleted, statements};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0008_statistics"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        run(manager, FIGURES).await?;
        run(manager, CALENDAR).await?;
        run(manager, PUBLISHED).await?;
        run(manager, IRREGULARITIES).await?;
        let appended = APPEND_ONLY.iter().flat_map(|table| append_only(backend, table));
        let guarded = statements(backend, GUARDS)?;
        for statement in appended.chain(never_deleted(backend, "irregularity")).chain(guarded) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

const APPEND_ONLY: &[&str] = &["imported_figure", "report", "spot_check", "irregularity_step"];

/// `contribution` has what each request adds, and `figure` has the sums of it by month and by day. Neither is the truth: both
/// can be computed from the requests again at any time, and are compared with them by `baopi statistics check`. So no row here
/// is bound to a request by the database. A figure of last year that somebody typed in names the days that it is about, and
/// what is entered again for the same days is the next revision of it.
const FIGURES: &[&str] = &[
    "CREATE TABLE contribution (
        request {id} NOT NULL,
        metric TEXT NOT NULL,
        detail TEXT NOT NULL,
        unit {id} NOT NULL,
        day TEXT NOT NULL CHECK (length(day) = 10),
        value {int} NOT NULL CHECK (value > 0),
        PRIMARY KEY (request, metric, detail, unit, day)
    ) {strict}",
    "CREATE INDEX contribution_by_day ON contribution (metric, day, request)",
    "CREATE INDEX contribution_by_unit ON contribution (unit, metric, day, request)",
    "CREATE TABLE figure (
        grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
        metric TEXT NOT NULL,
        starts_on TEXT NOT NULL CHECK (length(starts_on) = 10),
        unit {id} NOT NULL,
        detail TEXT NOT NULL,
        value {int} NOT NULL,
        PRIMARY KEY (grain, metric, starts_on, unit, detail)
    ) {strict}",
    "CREATE TABLE imported_figure (
        unit {id} NOT NULL REFERENCES unit (id),
        metric TEXT NOT NULL,
        from_on TEXT NOT NULL CHECK (length(from_on) = 10),
        to_on TEXT NOT NULL CHECK (length(to_on) = 10),
        revision {int} NOT NULL CHECK (revision >= 1),
        value {int} NOT NULL CHECK (value >= 0),
        reference TEXT NOT NULL,
        by_person {id} REFERENCES person (id),
        at {int} NOT NULL,
        PRIMARY KEY (from_on, to_on, metric, unit, revision),
        CHECK (from_on <= to_on)
    ) {strict}",
];

/// When meetings are asked for, planned or were held, with the units that take part. Like the figures it can be made again.
const CALENDAR: &[&str] = &[
    "CREATE TABLE planned_session (
        request {id} NOT NULL,
        session {int} NOT NULL,
        starts_at {int} NOT NULL,
        ends_at {int} NOT NULL,
        units TEXT NOT NULL,
        PRIMARY KEY (request, session)
    ) {strict}",
    "CREATE INDEX planned_session_by_time ON planned_session (starts_at, request)",
];

/// A report that was published stays as it was; a correction is its next revision.
const PUBLISHED: &[&str] = &[
    "CREATE TABLE report (
        period TEXT NOT NULL,
        revision {int} NOT NULL CHECK (revision >= 1),
        rule_set {int} NOT NULL REFERENCES rule_set (version),
        body TEXT NOT NULL,
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        reason TEXT NOT NULL,
        by_person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL,
        PRIMARY KEY (period, revision),
        CHECK (revision = 1 OR length(trim(reason)) > 0)
    ) {strict}",
    "CREATE TABLE spot_check (
        id {id} NOT NULL PRIMARY KEY,
        period TEXT NOT NULL,
        rate {int} NOT NULL CHECK (rate BETWEEN 1 AND 100),
        seed TEXT NOT NULL,
        population {int} NOT NULL CHECK (population >= 0),
        drawn TEXT NOT NULL,
        by_person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL
    ) {strict}",
    "CREATE INDEX spot_check_by_time ON spot_check (at, id)",
];

const IRREGULARITIES: &[&str] = &[
    "CREATE TABLE irregularity (
        id {id} NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        found_by TEXT NOT NULL,
        unit {id} NOT NULL REFERENCES unit (id),
        day TEXT NOT NULL CHECK (length(day) = 10),
        evidence TEXT NOT NULL CHECK (length(evidence) BETWEEN 1 AND 4000),
        state TEXT NOT NULL CHECK (state IN ('reported', 'verified', 'rectified', 'dismissed')),
        steps {int} NOT NULL CHECK (steps >= 1),
        by_person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL
    ) {strict}",
    "CREATE INDEX irregularity_by_time ON irregularity (at, id)",
    "CREATE INDEX irregularity_by_day ON irregularity (day, unit)",
    "CREATE TABLE irregularity_step (
        irregularity {id} NOT NULL REFERENCES irregularity (id),
        step {int} NOT NULL CHECK (step >= 1),
        state TEXT NOT NULL CHECK (state IN ('reported', 'verified', 'rectified', 'dismissed')),
        remedy TEXT CHECK (remedy IN ('backfill_approval', 'withdraw', 'meeting_criticised')),
        opinion TEXT NOT NULL,
        by_person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL,
        PRIMARY KEY (irregularity, step)
    ) {strict}",
];

/// What was reported stays as it was reported, and its state moves by a step that says who moved it.
const GUARDS: &[Guard] = &[
    Guard {
        table: "irregularity",
        on: On::Update,
        when: "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.found_by <> OLD.found_by OR NEW.unit <> OLD.unit
               OR NEW.day <> OLD.day OR NEW.evidence <> OLD.evidence OR NEW.by_person <> OLD.by_person
               OR NEW.at <> OLD.at",
        says: "what was reported stays as it was reported",
    },
    Guard {
        table: "irregularity",
        on: On::Update,
        when: "NEW.steps <> OLD.steps + 1 OR NOT (
               (OLD.state = 'reported' AND NEW.state IN ('verified', 'dismissed'))
               OR (OLD.state = 'verified' AND NEW.state IN ('rectified', 'dismissed')))",
        says: "an irregularity is verified, rectified or dismissed, one step after the other",
    },
    Guard {
        table: "irregularity",
        on: On::Update,
        when: "NOT EXISTS (SELECT 1 FROM irregularity_step s
               WHERE s.irregularity = NEW.id AND s.step = NEW.steps AND s.state = NEW.state)",
        says: "an irregularity moves by a step",
    },
];

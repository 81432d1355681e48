//! What one administrator alone does not bring about: a stand-in for somebody else, a route, and a year of the calendar.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::guard::{Guard, On, Repeated, append_only, named, never_deleted, never_replaced};
use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0018_two_hands"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        run(manager, TABLES).await?;
        run(manager, if backend == DbBackend::Postgres { BUMP_POSTGRES } else { BUMP_SQLITE })
            .await?;
        let guards = named(backend, "two_hands", GUARDS)?.into_iter();
        let kept = append_only(backend, "delegation_consent").into_iter();
        for statement in guards.chain(kept).chain(never_deleted(backend, "change_proposal")) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        never_replaced(manager, "delegation_consent", Repeated::Passed).await?;
        never_replaced(manager, "change_proposal", Repeated::Refused).await
    }
}

/// Who wrote a stand-in down is not known of those that are older than this. `body` of a proposal is what comes into force with
/// its confirmation, to the letter, and `place` says in the place of what: the kind of request of a route, or a year.
const TABLES: &[&str] = &[
    "ALTER TABLE delegation ADD COLUMN made_by {id} REFERENCES person (id)",
    "CREATE TABLE delegation_consent (
        delegation {id} NOT NULL PRIMARY KEY REFERENCES delegation (id),
        by_person {id} NOT NULL REFERENCES person (id),
        reference TEXT,
        at {int} NOT NULL
    ) {strict}",
    "CREATE TABLE change_proposal (
        id {id} NOT NULL PRIMARY KEY,
        subject TEXT NOT NULL CHECK (subject IN ('route', 'working_days')),
        place TEXT NOT NULL,
        body TEXT NOT NULL,
        proposed_by {id} NOT NULL REFERENCES person (id),
        proposed_at {int} NOT NULL,
        standing TEXT NOT NULL CHECK (standing IN ('open', 'confirmed', 'declined', 'withdrawn')),
        settled_by {id} REFERENCES person (id),
        settled_at {int},
        CHECK ((standing = 'open') = (settled_by IS NULL) AND (standing = 'open') = (settled_at IS NULL)),
        CHECK (standing = 'open' OR (settled_by = proposed_by) = (standing = 'withdrawn'))
    ) {strict}",
    "CREATE UNIQUE INDEX change_proposal_open ON change_proposal (subject, place) WHERE standing = 'open'",
    "CREATE INDEX change_proposal_by_time ON change_proposal (subject, proposed_at, id)",
];

const BUMP_SQLITE: &[&str] =
    &["CREATE TRIGGER delegation_consent_INSERT AFTER INSERT ON delegation_consent
     BEGIN UPDATE organisation_version SET version = version + 1; END"];

const BUMP_POSTGRES: &[&str] =
    &["CREATE TRIGGER delegation_consent_changed AFTER INSERT ON delegation_consent
     FOR EACH STATEMENT EXECUTE FUNCTION organisation_changed()"];

const GUARDS: &[Guard] = &[
    Guard {
        table: "delegation",
        on: On::Insert,
        when: "NEW.made_by IS NULL",
        says: "a stand-in says who wrote it down",
    },
    Guard {
        table: "delegation_consent",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM delegation d WHERE d.id = NEW.delegation
               AND (d.from_person = NEW.by_person
                    OR (d.made_by <> NEW.by_person AND length(trim(COALESCE(NEW.reference, ''))) > 0)))",
        says: "a stand-in is confirmed by whoever is stood in for, or by a second administrator with a reference",
    },
    Guard {
        table: "change_proposal",
        on: On::Insert,
        when: "NEW.standing <> 'open'",
        says: "a proposal begins open",
    },
    Guard {
        table: "change_proposal",
        on: On::Update,
        when: "OLD.standing <> 'open' OR NEW.id <> OLD.id OR NEW.subject <> OLD.subject OR NEW.place <> OLD.place
               OR NEW.body <> OLD.body OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at",
        says: "a proposal stays as it was made, and is settled once",
    },
    Guard {
        table: "route",
        on: On::Insert,
        when: "NEW.published_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM change_proposal p
               WHERE p.subject = 'route' AND p.place = NEW.kind AND p.standing = 'confirmed' AND p.body = NEW.body
               AND p.settled_by = NEW.published_by)",
        says: "a route is proposed by one person and confirmed by another",
    },
    Guard {
        table: "calendar_year",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM change_proposal p
               WHERE p.subject = 'working_days' AND p.place = CAST(NEW.year AS TEXT) AND p.standing = 'confirmed'
               AND p.body = NEW.body AND p.settled_by = NEW.by_person)",
        says: "a year of the calendar is proposed by one person and confirmed by another",
    },
];

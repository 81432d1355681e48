//! Bringing the schema up to date, by one process at a time.

use baopi_migrations::{Migrator, MigratorTrait};
use baopi_workflow::{Kind, Route, RuleSet};
use sea_orm::{DbErr, RuntimeErr, sqlx};

use crate::error::StoreError;
use crate::store::{Backend, Store};
use crate::txn::Txn;

/// The key of the advisory lock of PostgreSQL: "baopi" in ASCII.
const ADVISORY_LOCK: i64 = 0x62_61_6f_70_69;

impl Store {
    /// Brings the schema up to date and puts in what comes with the program: its routes and its rule set. Says how many
    /// migrations it applied. Any number of processes may do this at once; they take turns.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] if a migration fails; on both databases it leaves nothing behind then.
    pub async fn migrate(&self) -> Result<u32, StoreError> {
        match self.backend() {
            Backend::Postgres => self.migrate_postgres().await,
            Backend::Sqlite => self.migrate_sqlite().await,
        }
    }

    /// How many migrations this program knows and the database has not got.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn pending_migrations(&self) -> Result<u32, StoreError> {
        let pending = Migrator::get_pending_migrations(self.writer()).await?;
        Ok(u32::try_from(pending.len()).unwrap_or(u32::MAX))
    }

    /// What the lock protects.
    async fn apply(&self) -> Result<u32, StoreError> {
        let pending = self.pending_migrations().await?;
        if pending > 0 {
            Migrator::up(self.writer(), None).await?;
        }
        self.write(|txn| Box::pin(seed(txn))).await?;
        while self.write(|txn| Box::pin(txn.work_off_backlog())).await? > 0 {}
        // What was submitted before there was an index is put into it once.
        if pending > 0 && !self.similar_is_complete().await? {
            self.rebuild_similar().await?;
        }
        if pending > 0 {
            self.count_for_the_first_time().await?;
        }
        Ok(pending)
    }

    /// The lock belongs to a session of its own, whose end gives it back.
    async fn migrate_postgres(&self) -> Result<u32, StoreError> {
        let failed = |error: sqlx::Error| {
            StoreError::Database(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
        };
        let pool = self.writer().get_postgres_connection_pool();
        let mut session = pool.acquire().await.map_err(failed)?.detach();
        // Another process may be at it for longer than a statement usually has.
        for statement in ["SET lock_timeout = 0", "SET statement_timeout = 0"] {
            sqlx::query(statement).execute(&mut session).await.map_err(failed)?;
        }
        let lock = sqlx::query("SELECT pg_advisory_lock($1)").bind(ADVISORY_LOCK);
        lock.execute(&mut session).await.map_err(failed)?;
        let applied = self.apply().await;
        if let Err(error) = sqlx::Connection::close(session).await {
            tracing::debug!(
                error = &error as &dyn std::error::Error,
                "the session of the migration lock did not close"
            );
        }
        applied
    }

    /// Only one process can have the file open, but that one may migrate from several places.
    async fn migrate_sqlite(&self) -> Result<u32, StoreError> {
        let _turn = self.migration_turn().await;
        self.apply().await
    }
}

/// Routes and rules that come with the program; what an office has put into force stays in force.
async fn seed(txn: &mut Txn) -> Result<(), StoreError> {
    if txn.newest_rule_set().await?.is_none() {
        txn.insert_rule_set(&RuleSet::default(), None).await?;
    }
    for &kind in Kind::ALL {
        txn.seed_route(&Route::shipped(kind)).await?;
    }
    Ok(())
}

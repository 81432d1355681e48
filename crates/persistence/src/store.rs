//! The store: its pools, and the one way to write.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use sea_orm::{
    DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tracing::{Instrument, debug_span};

use crate::cache::Caches;
use crate::connect::{self, Discard};
use crate::connection::{ANSWER_TIMEOUT, Connection, Failure, in_time};
use crate::error::StoreError;
use crate::lock::{self, InstanceLock};
use crate::txn::Txn;

/// How often a transaction that lost against another is run again.
const MAX_RETRIES: u32 = 5;

/// What [`Store::write`] runs.
pub type BoxFuture<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// One file beside the program.
    Sqlite,
    /// A server, for several nodes.
    Postgres,
}

/// How to open the store.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// How many connections read at once; on PostgreSQL all connections.
    pub max_readers: u32,
}

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    backend: Backend,
    writer: DatabaseConnection,
    readers: DatabaseConnection,
    discard: Discard,
    caches: Arc<Caches>,
    migrating: tokio::sync::Mutex<()>,
    lock: Option<Arc<InstanceLock>>,
}

impl Store {
    /// Opens the database as [`Self::open`] does, but makes none: a mistyped path, or a volume that is not there, is no empty office.
    ///
    /// # Errors
    ///
    /// As [`Self::open`], and [`StoreError::Missing`].
    pub async fn open_existing(options: &StoreOptions) -> Result<Self, StoreError> {
        Self::open_file(options, false).await
    }

    /// Opens the database and checks that it keeps what it is told. A SQLite file is made if it is not there, closed to others. The
    /// schema is left as it is: see [`Self::migrate`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Url`], [`StoreError::InUse`] if another process has the SQLite file, [`StoreError::Unfit`] for settings
    /// with which data could be lost, [`StoreError::Database`] if it cannot be reached.
    pub async fn open(options: &StoreOptions) -> Result<Self, StoreError> {
        Self::open_file(options, true).await
    }

    async fn open_file(options: &StoreOptions, make: bool) -> Result<Self, StoreError> {
        let discard = Discard::default();
        let url = options.url.as_str();
        let (backend, writer, readers, lock) = if url.starts_with("sqlite:") {
            let file = connect::sqlite_file(url)?;
            if make {
                lock::make(&file)?;
            }
            let lock = Arc::new(InstanceLock::take(&file).await?);
            let writer = connect::sqlite_writer(url, &discard).await?;
            let readers = connect::sqlite_readers(url, options.max_readers).await?;
            (Backend::Sqlite, writer, readers, Some(lock))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = connect::postgres(url, options.max_readers).await?;
            (Backend::Postgres, pool.clone(), pool, None)
        } else {
            return Err(StoreError::Url);
        };
        Ok(Self {
            inner: Arc::new(Inner {
                backend,
                writer,
                readers,
                discard,
                caches: Arc::default(),
                migrating: tokio::sync::Mutex::default(),
                lock,
            }),
        })
    }

    /// Opens the database for reading only, also while another process works on it. Every attempt to write fails.
    ///
    /// # Errors
    ///
    /// As [`Self::open`], but for [`StoreError::InUse`].
    pub async fn open_to_read(options: &StoreOptions) -> Result<Self, StoreError> {
        if !options.url.starts_with("sqlite:") {
            return Self::open(options).await;
        }
        let readers = connect::sqlite_readers(&options.url, options.max_readers).await?;
        Ok(Self {
            inner: Arc::new(Inner {
                backend: Backend::Sqlite,
                writer: readers.clone(),
                readers,
                discard: Discard::default(),
                caches: Arc::default(),
                migrating: tokio::sync::Mutex::default(),
                lock: None,
            }),
        })
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.inner.backend
    }

    /// Waits for what is under way and closes every connection, of all clones.
    pub async fn close(self) {
        // A connection that cannot be closed in good order is closed by the end of the process; there is nobody to tell.
        for pool in [&self.inner.readers, &self.inner.writer] {
            if let Err(error) = pool.clone().close().await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a database connection did not close"
                );
            }
        }
    }

    /// The one way to write: begins a transaction, runs `work`, and commits what it did. An error of `work` rolls back.
    ///
    /// It runs in a task of its own, so that a caller who goes away cannot stop it half-way. A transaction that lost against
    /// another one is run again, up to five times; `work` must therefore do nothing but work on its transaction.
    ///
    /// # Errors
    ///
    /// What `work` says; [`StoreError::Poisoned`] if it passed over a failed statement; [`StoreError::Database`] if the
    /// database failed.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> Fn(&'t mut Txn) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    {
        let store = self.clone();
        let work = async move {
            let mut turn = 0;
            loop {
                let attempt = store.attempt(&work).instrument(debug_span!("transaction", turn));
                match attempt.await {
                    Attempt::Lost(error) if turn == MAX_RETRIES => return Err(error),
                    Attempt::Lost(_) => {
                        turn += 1;
                        tokio::time::sleep(Duration::from_millis(5 << turn)).await;
                    }
                    Attempt::Done(outcome) => return outcome,
                }
            }
        };
        tokio::spawn(work.in_current_span()).await.map_err(StoreError::Task)?
    }

    async fn attempt<T, E, F>(&self, work: &F) -> Attempt<T, E>
    where
        E: From<StoreError>,
        F: for<'t> Fn(&'t mut Txn) -> BoxFuture<'t, Result<T, E>>,
    {
        let mut txn = match self.begin().instrument(debug_span!("begin")).await {
            Ok(txn) => txn,
            Err(error) => return Attempt::failed(error),
        };
        match work(&mut txn).await {
            Ok(value) => match self.commit(txn).instrument(debug_span!("commit")).await {
                Ok(()) => Attempt::Done(Ok(value)),
                Err(error) => Attempt::failed(error),
            },
            Err(error) => {
                let failure = txn.sql.failure();
                self.roll_back(txn).await;
                if failure == Some(Failure::Transient) {
                    Attempt::Lost(error)
                } else {
                    Attempt::Done(Err(error))
                }
            }
        }
    }

    /// On SQLite a transaction that reads before it writes fails at once if another one wrote in between, unless it announced
    /// itself as a writer: so each does.
    async fn begin(&self) -> Result<Txn, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let begun = self.inner.writer.begin_with_options(options);
        let transaction = self.in_time(begun).await.inspect_err(|_| self.discard())?;
        let connection = Connection::writing(transaction, self.inner.lock.clone());
        Ok(Txn::new(connection, Arc::clone(&self.inner.caches)))
    }

    async fn commit(&self, txn: Txn) -> Result<(), StoreError> {
        if txn.sql.failure().is_some() {
            self.roll_back(txn).await;
            return Err(StoreError::Poisoned);
        }
        let Some(transaction) = txn.sql.into_transaction() else {
            return Err(StoreError::Poisoned);
        };
        self.in_time(transaction.commit()).await.inspect_err(|_| self.discard())?;
        // What went into a file that is no longer there is not kept, and nobody is told that it is.
        self.inner.lock.as_ref().map_or(Ok(()), |lock| lock.check())
    }

    /// The answer of the database, if it comes in time.
    async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, StoreError> {
        in_time(self.inner.writer.get_database_backend(), ANSWER_TIMEOUT, answer).await
    }

    async fn roll_back(&self, txn: Txn) {
        if txn.sql.failure().is_some() {
            self.discard();
        }
        let Some(transaction) = txn.sql.into_transaction() else { return };
        if let Err(error) = self.in_time(transaction.rollback()).await {
            // Nothing is lost: the connection is closed instead, and that rolls back.
            self.discard();
            tracing::debug!(
                error = &error as &dyn std::error::Error,
                "a transaction could not be rolled back"
            );
        }
    }

    fn discard(&self) {
        self.inner.discard.store(true, Ordering::Release);
    }

    pub(crate) async fn migration_turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inner.migrating.lock().await
    }

    pub(crate) fn reading(&self) -> Connection {
        Connection::reading(&self.inner.readers, self.inner.lock.clone())
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.inner.writer
    }

    pub(crate) fn caches(&self) -> &Caches {
        &self.inner.caches
    }
}

/// How one run of a transaction went.
enum Attempt<T, E> {
    Done(Result<T, E>),
    Lost(E),
}

impl<T, E: From<StoreError>> Attempt<T, E> {
    fn failed(error: StoreError) -> Self {
        if error.may_retry() { Self::Lost(error.into()) } else { Self::Done(Err(error.into())) }
    }
}

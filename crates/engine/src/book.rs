//! What the use cases of the books have in common: one order at a time, once per key, in the record of the system.

use std::sync::Arc;

use baopi_persistence::{BoxFuture, StoreError, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault};
use baopi_workflow::canonical::{self, CanonicalError};
use baopi_workflow::event::By;
use baopi_workflow::incoming::StepRefusal;
use baopi_workflow::rules::classified;
use baopi_workflow::{Digest, PersonId, SystemHappening, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::answer::{self, CommandKey};
use crate::cells::LineFault;
use crate::error::{EngineError, KeyError};
use crate::table::{Table, TableError};

/// The most entries that one file brings or takes away.
pub const MAX_EXPORTED: usize = 20_000;

/// What was done, and whether this is the answer to an earlier sending of the same order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked<T> {
    /// What was done.
    pub done: T,
    /// Whether it was done before.
    pub replayed: bool,
}

/// How many entries a file brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// So many.
    pub entries: u32,
}

/// Why a book was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// There is no such entry, or not for this person.
    #[error("the entry does not exist or is not visible to you")]
    NotFound,
    /// The entry moved since the caller saw it.
    #[error("the entry is at version {current} by now")]
    Stale {
        /// Its present version.
        current: u32,
    },
    /// Somebody else keeps this book.
    #[error("somebody else keeps this book")]
    NotYours,
    /// The entry is used or over, and stays as it is.
    #[error("the entry is used or over, and stays as it is")]
    Settled,
    /// Whoever proposed something does not decide about it.
    #[error("whoever proposed it does not decide about it")]
    OwnProposal,
    /// Another proposal has to be settled first.
    #[error("another proposal has to be settled first")]
    Pending,
    /// The day from which it was to be in force is over.
    #[error("the day from which it was to be in force is over")]
    Passed,
    /// A step of an incoming document is not taken.
    #[error(transparent)]
    Refused(#[from] StepRefusal),
    /// Fields that cannot stay as they are.
    #[error("{} fields cannot stay as they are", .0.len())]
    Faults(Vec<FieldFault>),
    /// Lines of a file that cannot be taken; nothing of the file was.
    #[error("{} fields in the lines of the file cannot stay as they are", .0.len())]
    Lines(Vec<LineFault>),
    /// A file has more lines than are taken at once.
    #[error("at most {most} lines are taken at once")]
    TooManyLines {
        /// So many are.
        most: usize,
    },
    /// The file is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Something carries a mark of classification. Nothing of it was kept.
    #[error("suspected to be classified, pattern {pattern}")]
    Classified {
        /// The number of the pattern, from 1.
        pattern: u32,
    },
    /// The idempotency key was used for another command.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// The idempotency key cannot be kept.
    #[error("an idempotency key has 1 to {} visible ASCII characters", answer::MAX_KEY_BYTES)]
    BadKey,
    /// Something failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<StoreError> for BookError {
    fn from(error: StoreError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<CanonicalError> for BookError {
    fn from(error: CanonicalError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<KeyError> for BookError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Reused => Self::KeyReused,
            KeyError::Bad => Self::BadKey,
            KeyError::Store(error) => error.into(),
        }
    }
}

impl BookError {
    /// The code under which the record keeps a refusal; nothing for what is no refusal, or recorded elsewhere.
    const fn recorded(&self) -> Option<&'static str> {
        match self {
            Self::NotFound => Some("not_found"),
            Self::NotYours => Some("not_yours"),
            Self::Settled => Some("settled"),
            Self::OwnProposal => Some("own_proposal"),
            Self::Pending => Some("pending"),
            Self::Passed => Some("passed"),
            Self::Refused(refusal) => Some(refusal.code()),
            Self::Stale { .. }
            | Self::Faults(_)
            | Self::Lines(_)
            | Self::TooManyLines { .. }
            | Self::Table(_)
            | Self::Classified { .. }
            | Self::KeyReused
            | Self::BadKey
            | Self::Engine(_) => None,
        }
    }
}

/// Who wants what done.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) actor: PersonId,
    pub(crate) book: Book,
    /// The word for it in the record, should it be refused.
    pub(crate) tried: &'static str,
    pub(crate) key: Option<CommandKey>,
    pub(crate) now: Timestamp,
}

impl Order {
    pub(crate) const fn by(&self) -> By {
        By { actor: Some(self.actor), on_behalf_of: None, at: self.now }
    }
}

impl Engine {
    pub(crate) fn wish(
        &self,
        actor: PersonId,
        (book, tried): (Book, &'static str),
        key: Option<CommandKey>,
    ) -> Order {
        Order { actor, book, tried, key, now: self.now() }
    }

    /// Carries an order out, once for each key. Every refusal stands in the system's chain.
    ///
    /// The turn at the chain is taken first: of two people who give the last free name or number away at once, the second
    /// reads what the first one wrote.
    pub(crate) async fn book<T, W>(&self, order: Order, work: W) -> Result<Booked<T>, BookError>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        W: for<'t> Fn(&'t mut Txn) -> BoxFuture<'t, Result<T, BookError>> + Send + Sync + 'static,
    {
        let (shared, work) = (order.clone(), Arc::new(work));
        let done = self
            .store()
            .write(move |txn| {
                let (order, work) = (shared.clone(), Arc::clone(&work));
                Box::pin(async move {
                    txn.lock_system_chain().await?;
                    let key = order.key.as_ref();
                    if let Some(body) = answer::given_before(txn, order.actor, key).await? {
                        let done = serde_json::from_str(&body).map_err(EngineError::from)?;
                        return Ok(Booked { done, replayed: true });
                    }
                    let done = work(txn).await?;
                    let body = serde_json::to_string(&done).map_err(EngineError::from)?;
                    answer::keep(txn, order.actor, key, &body, order.now).await?;
                    Ok(Booked { done, replayed: false })
                })
            })
            .await;
        if let Err(error) = &done {
            self.record_refusal(&order, error).await?;
        }
        done
    }

    /// Writes a refusal down, in a transaction of its own because the one in which it came up left nothing behind.
    pub(crate) async fn record_refusal(
        &self,
        order: &Order,
        error: &BookError,
    ) -> Result<(), EngineError> {
        let Some(code) = error.recorded() else { return Ok(()) };
        let (book, tried) = (order.book, order.tried.to_owned());
        let what = SystemHappening::BookRefused { book, tried, code: code.to_owned() };
        let by = order.by();
        self.store()
            .write(move |txn| {
                let what = what.clone();
                Box::pin(async move {
                    txn.append_system(by, what).await.map(drop).map_err(EngineError::from)
                })
            })
            .await
    }

    /// Refuses what looks classified, and keeps nothing of it.
    pub(crate) async fn unclassified<'t>(
        &self,
        actor: PersonId,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<(), BookError> {
        let Some(pattern) = classified::scan(texts) else { return Ok(()) };
        self.record_classified(actor, pattern).await?;
        Err(BookError::Classified { pattern })
    }

    /// Reads a file as a table, outside of the threads that answer people.
    ///
    /// # Errors
    ///
    /// [`BookError::Table`], or [`BookError::Classified`] if a cell looks classified.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn read_table(&self, actor: PersonId, bytes: Vec<u8>) -> Result<Table, BookError> {
        let read = tokio::task::spawn_blocking(move || Table::read(&bytes));
        let table = read.await.map_err(EngineError::from)??;
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        self.unclassified(actor, table.columns.iter().chain(cells).map(String::as_str)).await?;
        Ok(table)
    }
}

/// Says in the record what was done to entries.
pub(crate) async fn record(
    txn: &mut Txn,
    order: &Order,
    change: BookChange,
    entries: &[impl Serialize],
) -> Result<(), BookError> {
    let what = SystemHappening::BookChanged {
        book: order.book,
        change,
        entries: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        sha256: Digest::of(&canonical::bytes(&entries)?),
    };
    Ok(txn.append_system(order.by(), what).await.map(drop)?)
}

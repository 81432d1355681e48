//! The books that an office keeps beside its requests. All of them go by one order at a time, once per key, in the record of
//! the system; what is the same in each stands in `books/entry.rs`, and what is its own in the file with its name.

use std::sync::Arc;

use baopi_persistence::{BoxFuture, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault};
use baopi_workflow::canonical;
use baopi_workflow::event::By;
use baopi_workflow::incoming::StepRefusal;
use baopi_workflow::proposal::Unsettled;
use baopi_workflow::{Digest, PersonId, SystemHappening, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::answer;
use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::key::CommandKey;
use crate::reason::{Class, Reason};

pub mod cells;
mod chat_group;
mod entry;
mod figures;
mod incoming;
mod plan;
pub mod table;
mod working_days;

pub use cells::{Cells, Line, LineFault, typed};
pub use chat_group::{GroupChange, GroupView, GroupsWanted, sees_all};
pub use entry::{Added, Changed, Entry};
pub use incoming::{IncomingView, IncomingWanted, NewIncoming};
pub use plan::{PlanChange, PlanView};
pub use table::{Table, TableError, TableFormat};
pub use working_days::{ProposedYear, WorkingDays};

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
    /// Of which year, for a book of which a file brings one year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// So many.
    pub entries: u32,
}

/// Why a book was left as it is.
pub type BookError = CommandError<BookRefusal>;

/// What only the books refuse.
#[derive(Debug, thiserror::Error)]
pub enum BookRefusal {
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
    /// A step of an incoming document is not taken.
    #[error(transparent)]
    Step(StepRefusal),
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
    /// There is no file.
    #[error("there is no file")]
    NoFile,
    /// The file is no table.
    #[error(transparent)]
    Table(TableError),
}

impl Reason for BookRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "not_yours",
            Self::Settled => "settled",
            Self::OwnProposal => "own_proposal",
            Self::Pending => "pending",
            Self::Step(refusal) => refusal.code(),
            Self::Faults(_) => "faults",
            Self::Lines(_) => "lines",
            Self::TooManyLines { .. } => "too_many_lines",
            Self::NoFile => "no_file",
            Self::Table(error) => error.code(),
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::NotYours | Self::OwnProposal => Class::Forbidden,
            Self::Settled | Self::Pending => Class::Conflict,
            Self::Step(refusal) => refusal.class(),
            Self::Faults(_)
            | Self::Lines(_)
            | Self::TooManyLines { .. }
            | Self::NoFile
            | Self::Table(_) => Class::Unprocessable,
        }
    }

    fn recorded(&self) -> Option<&'static str> {
        match self {
            Self::NotYours | Self::Settled | Self::OwnProposal | Self::Pending | Self::Step(_) => {
                Some(self.code())
            }
            Self::Faults(_)
            | Self::Lines(_)
            | Self::TooManyLines { .. }
            | Self::NoFile
            | Self::Table(_) => None,
        }
    }
}

impl From<Unsettled> for BookRefusal {
    fn from(unsettled: Unsettled) -> Self {
        match unsettled {
            Unsettled::NotYours => Self::NotYours,
            Unsettled::OwnProposal => Self::OwnProposal,
            Unsettled::Settled | Unsettled::Passed => Self::Settled,
        }
    }
}

impl From<BookRefusal> for BookError {
    fn from(refusal: BookRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The word under which the record keeps that something was not done; nothing for what is no refusal, or recorded elsewhere.
fn recorded<R: Reason>(error: &CommandError<R>) -> Option<&'static str> {
    match error {
        CommandError::NotFound => Some("not_found"),
        CommandError::Refused(reason) => reason.recorded(),
        CommandError::Stale { .. }
        | CommandError::Classified { .. }
        | CommandError::KeyReused
        | CommandError::BadKey
        | CommandError::Engine(_) => None,
    }
}

/// Who wants what done.
#[derive(Debug, Clone)]
pub struct Order {
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
    pub(crate) async fn book<T, R, W>(
        &self,
        order: Order,
        work: W,
    ) -> Result<Booked<T>, CommandError<R>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        R: Reason,
        W: for<'t> Fn(&'t mut Txn) -> BoxFuture<'t, Result<T, CommandError<R>>>
            + Send
            + Sync
            + 'static,
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
                        let done = serde_json::from_str(&body)?;
                        return Ok(Booked { done, replayed: true });
                    }
                    let done = work(txn).await?;
                    let body = serde_json::to_string(&done)?;
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
    pub(crate) async fn record_refusal<R: Reason>(
        &self,
        order: &Order,
        error: &CommandError<R>,
    ) -> Result<(), EngineError> {
        let Some(code) = recorded(error) else { return Ok(()) };
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

    /// Reads a file as a table, outside of the threads that answer people.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::Table`], or [`BookError::Classified`] if a cell looks classified.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn read_table(&self, actor: PersonId, bytes: Vec<u8>) -> Result<Table, BookError> {
        let read = tokio::task::spawn_blocking(move || Table::read(&bytes));
        let table = read.await?.map_err(BookRefusal::Table)?;
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
) -> Result<(), EngineError> {
    let what = SystemHappening::BookChanged {
        book: order.book,
        change,
        entries: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        sha256: Digest::of(&canonical::bytes(&entries)?),
    };
    Ok(txn.append_system(order.by(), what).await.map(drop)?)
}

//! The use cases that every book has, written once: list, add, change, import, export. A book says in [`Entry`] what is its
//! own.

use std::sync::Arc;

use baopi_persistence::{Cursor, MAX_PAGE, Page, StoreError, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault, Wrong};
use baopi_workflow::{Organisation, PersonId, UnitId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::cells::{Line, LineFault, read_lines};
use super::table::{MAX_TABLE_ROWS, Table};
use super::{BookError, BookRefusal, Booked, Imported, Order, record};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::key::CommandKey;

/// The most entries that one file takes away.
const MAX_EXPORTED: usize = 20_000;

/// An entry of a book that is brought in and taken away as a file.
pub trait Entry: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// An entry as somebody writes it down, or as a line of a file has it.
    type New: Line;
    /// An entry as lists show it.
    type Shown: Send;
    /// Which entries are asked for.
    type Wanted: Copy + Send + Sync;

    /// The book in which it stands.
    const BOOK: Book;
    /// The columns of a file that takes entries away; a file that brings them may have all of these.
    const EXPORTED: &'static [&'static str] = Self::New::COLUMNS;
    /// The most lines that one file brings.
    const MOST: usize = MAX_TABLE_ROWS;

    /// Whether a person brings anything into this book at all.
    #[must_use]
    fn may_write(_person: PersonId, _organisation: &Organisation) -> bool {
        true
    }

    /// What other entries and the organisation say against a new one. [`Wrong::NotYours`] says that it is somebody else's.
    fn against(
        _new: &Self::New,
        _txn: &mut Txn,
        _order: &Order,
        _organisation: &Organisation,
    ) -> impl Future<Output = Result<Vec<FieldFault>, BookError>> + Send {
        std::future::ready(Ok(Vec::new()))
    }

    /// Writes entries down under their identifiers, and what was done in the record.
    fn keep(
        txn: &mut Txn,
        order: &Order,
        entries: Vec<(Uuid, Self::New)>,
    ) -> impl Future<Output = Result<Vec<Self>, BookError>> + Send;

    /// The entries that a person may see, one page of them.
    fn find(
        engine: &Engine,
        viewer: PersonId,
        wanted: Self::Wanted,
        page: (Option<Cursor>, u32),
    ) -> impl Future<Output = Result<Page<Self::Shown>, EngineError>> + Send;

    /// The cells of an entry under [`Self::EXPORTED`].
    #[must_use]
    fn row(shown: &Self::Shown, organisation: &Organisation) -> Vec<String>;

    /// The year of the entries, for a book of which a file brings one year.
    #[must_use]
    fn year(_entries: &[Self]) -> Option<i32> {
        None
    }
}

/// An entry that is also written down by itself.
pub trait Added: Entry {
    /// The verb that the record keeps if it is refused.
    const ATTEMPT: &'static str = "add";

    /// The texts that somebody typed.
    #[must_use]
    fn texts(new: &Self::New) -> Vec<&str>;
}

/// An entry that can be changed after it was written down.
pub trait Changed: Entry {
    /// What names it.
    type Id: Copy + Send + Sync + 'static;
    /// What can be done with it.
    type Change: Copy + Send + Sync + 'static;

    /// The verb that the record keeps if it is refused.
    const ATTEMPT: &'static str = "change";

    /// Finds it, and keeps others from changing it meanwhile.
    fn lock(
        txn: &mut Txn,
        id: Self::Id,
    ) -> impl Future<Output = Result<Option<Self>, StoreError>> + Send;

    /// Whether a person may know of it.
    #[must_use]
    fn sees(&self, _person: PersonId, _organisation: &Organisation) -> bool {
        true
    }

    /// Whether a person may change it.
    #[must_use]
    fn may_keep(&self, person: PersonId, organisation: &Organisation) -> bool;

    /// Changes it; the answer is how it stands then, and what the record calls it.
    fn change(
        self,
        change: Self::Change,
        txn: &mut Txn,
        order: &Order,
    ) -> impl Future<Output = Result<(Self, BookChange), BookError>> + Send;
}

impl Engine {
    /// Writes an entry down.
    ///
    /// # Errors
    ///
    /// See [`BookError`].
    #[tracing::instrument(level = "debug", skip_all, fields(book = E::BOOK.key()))]
    pub async fn add_entry<E: Added>(
        &self,
        actor: PersonId,
        new: E::New,
        key: Option<CommandKey>,
    ) -> Result<Booked<E>, BookError> {
        let order = self.wish(actor, (E::BOOK, E::ATTEMPT), key);
        self.unclassified(actor, E::texts(&new)).await?;
        let faults = new.faults(order.now);
        if !faults.is_empty() {
            return Err(BookRefusal::Faults(faults).into());
        }
        let (new, shared) = (Arc::new((self.new_id()?, new)), order.clone());
        self.book(order, move |txn| {
            let (new, order) = (Arc::clone(&new), shared.clone());
            Box::pin(async move {
                let organisation = txn.organisation().await?;
                if !E::may_write(order.actor, &organisation) {
                    return Err(BookRefusal::NotYours.into());
                }
                let faults = E::against(&new.1, txn, &order, &organisation).await?;
                if faults.iter().any(|fault| fault.wrong == Wrong::NotYours) {
                    return Err(BookRefusal::NotYours.into());
                }
                if !faults.is_empty() {
                    return Err(BookRefusal::Faults(faults).into());
                }
                let kept = E::keep(txn, &order, vec![(*new).clone()]).await?;
                kept.into_iter().next().ok_or(BookError::NotFound)
            })
        })
        .await
    }

    /// Changes an entry.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::Settled`] for one that stays as it is; see [`BookError`].
    #[tracing::instrument(level = "debug", skip_all, fields(book = E::BOOK.key()))]
    pub async fn change_entry<E: Changed>(
        &self,
        actor: PersonId,
        id: E::Id,
        change: E::Change,
        key: Option<CommandKey>,
    ) -> Result<Booked<E>, BookError> {
        let order = self.wish(actor, (E::BOOK, E::ATTEMPT), key);
        let shared = order.clone();
        self.book(order, move |txn| {
            let order = shared.clone();
            Box::pin(async move {
                let entry = E::lock(txn, id).await?.ok_or(BookError::NotFound)?;
                let organisation = txn.organisation().await?;
                if !entry.sees(order.actor, &organisation) {
                    return Err(BookError::NotFound);
                }
                if !entry.may_keep(order.actor, &organisation) {
                    return Err(BookRefusal::NotYours.into());
                }
                let (entry, change) = entry.change(change, txn, &order).await?;
                record(txn, &order, change, std::slice::from_ref(&entry)).await?;
                Ok(entry)
            })
        })
        .await
    }

    /// Takes a file of entries over: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::Lines`] with every line and field that cannot be taken; see [`BookError`].
    #[tracing::instrument(level = "debug", skip_all, fields(book = E::BOOK.key()))]
    pub async fn import_entries<E: Entry>(
        &self,
        actor: PersonId,
        table: Table,
        key: Option<CommandKey>,
    ) -> Result<Booked<Imported>, BookError> {
        let order = self.wish(actor, (E::BOOK, "import"), key);
        let ids = self.new_ids(table.rows.len())?;
        let (table, shared) = (Arc::new((table, ids)), order.clone());
        self.book(order, move |txn| {
            let (table, order) = (Arc::clone(&table), shared.clone());
            Box::pin(async move {
                let (table, ids) = &*table;
                let organisation = txn.organisation().await?;
                // Whoever may not bring anything in is told so first, and not what is wrong in the file.
                if !E::may_write(order.actor, &organisation) {
                    return Err(BookRefusal::NotYours.into());
                }
                let new = read_table::<E>(txn, table, &order, &organisation).await?;
                let entries = ids.iter().copied().zip(new).collect();
                let kept = E::keep(txn, &order, entries).await?;
                let entries = u32::try_from(kept.len()).unwrap_or(u32::MAX);
                Ok(Imported { year: E::year(&kept), entries })
            })
        })
        .await
    }

    /// The entries that a person may see, one page of them.
    ///
    /// # Errors
    ///
    /// [`BookError::Engine`].
    #[tracing::instrument(level = "debug", skip_all, fields(book = E::BOOK.key()))]
    pub async fn entries<E: Entry>(
        &self,
        viewer: PersonId,
        wanted: E::Wanted,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<E::Shown>, BookError> {
        Ok(E::find(self, viewer, wanted, (after, limit)).await?)
    }

    /// The entries that a person may see, as a table.
    ///
    /// # Errors
    ///
    /// [`BookError::Engine`].
    #[tracing::instrument(level = "debug", skip_all, fields(book = E::BOOK.key()))]
    pub async fn export_entries<E: Entry>(
        &self,
        viewer: PersonId,
        wanted: E::Wanted,
    ) -> Result<Table, BookError> {
        let organisation = self.store().organisation().await?;
        let mut table = Table::new(E::EXPORTED.iter().copied());
        let mut after = None;
        loop {
            let page = E::find(self, viewer, wanted, (after, MAX_PAGE)).await?;
            for shown in &page.items {
                table.push(E::row(shown, &organisation));
            }
            after = page.next;
            if after.is_none() || table.rows.len() >= MAX_EXPORTED {
                return Ok(table);
            }
        }
    }
}

/// Every line of a file, or everything that is wrong in any of them.
async fn read_table<E: Entry>(
    txn: &mut Txn,
    table: &Table,
    order: &Order,
    organisation: &Organisation,
) -> Result<Vec<E::New>, BookError> {
    if table.rows.len() > E::MOST {
        return Err(BookRefusal::TooManyLines { most: E::MOST }.into());
    }
    let (lines, mut faults) = read_lines(table, E::EXPORTED, organisation, order.now);
    for (line, new) in &lines {
        for fault in E::against(new, txn, order, organisation).await? {
            let fault = LineFault { line: *line, fault };
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    if faults.is_empty() {
        return Ok(lines.into_iter().map(|(_, new)| new).collect());
    }
    faults.sort_by_key(|fault| fault.line);
    Err(BookRefusal::Lines(faults).into())
}

/// What the organisation says against an entry of a unit.
pub(super) fn against_unit(
    unit: UnitId,
    person: PersonId,
    organisation: &Organisation,
    may_keep: fn(PersonId, UnitId, &Organisation) -> bool,
) -> Vec<FieldFault> {
    let wrong = if organisation.unit(unit).is_none() {
        Some(Wrong::Unknown)
    } else {
        (!may_keep(person, unit, organisation)).then_some(Wrong::NotYours)
    };
    wrong.map(|wrong| FieldFault::new("unit", wrong)).into_iter().collect()
}

//! The yearly plans of documents, meetings and inspections: written down, taken over from a file, taken out again.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_persistence::{Cursor, Page, PlanFilter, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault, Wrong};
use baopi_workflow::plan::{self, PlanItem};
use baopi_workflow::{Kind, Organisation, PersonId, PlanItemId, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Engine;
use crate::answer::CommandKey;
use crate::book::{BookError, BookRefusal, Booked, Imported, MAX_EXPORTED, Order, record};
use crate::cells::{Cells, unknown_columns};
use crate::table::{MAX_TABLE_ROWS, Table};

/// The columns of a file of items; `used` is only written.
pub const COLUMNS: [&str; 9] = [
    "kind",
    "year",
    "unit",
    "reference",
    "title",
    "month",
    "comprehensive",
    "approved_ref",
    "used",
];

/// That an item was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Which.
    pub id: PlanItemId,
}

impl Engine {
    /// Writes an item down.
    ///
    /// # Errors
    ///
    /// See [`BookError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn add_plan_item(
        &self,
        actor: PersonId,
        item: PlanItem,
        key: Option<CommandKey>,
    ) -> Result<Booked<PlanItem>, BookError> {
        let order = self.wish(actor, (Book::Plans, "add"), key);
        self.unclassified(actor, item.texts()).await?;
        let faults = item.faults();
        if !faults.is_empty() {
            return Err(BookRefusal::Faults(faults).into());
        }
        let id = PlanItemId(self.new_id()?);
        let item = PlanItem { id, used_by: None, ..item };
        let (item, shared) = (Arc::new(item), order.clone());
        self.book(order, move |txn| {
            let (item, order) = (Arc::clone(&item), shared.clone());
            Box::pin(async move {
                let organisation = txn.organisation().await?;
                if organisation.unit(item.unit).is_none() {
                    return Err(
                        BookRefusal::Faults(vec![FieldFault::new("unit", Wrong::Unknown)]).into()
                    );
                }
                if !plan::may_keep(order.actor, item.unit, &organisation) {
                    return Err(BookRefusal::NotYours.into());
                }
                if txn.has_plan_item(item.kind, item.unit, &item.reference).await? {
                    let taken = FieldFault::new("reference", Wrong::Taken);
                    return Err(BookRefusal::Faults(vec![taken]).into());
                }
                add(txn, &order, std::slice::from_ref(&*item)).await?;
                Ok(PlanItem::clone(&item))
            })
        })
        .await
    }

    /// Takes an item out that no request has used.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::Settled`] for one that is used; see [`BookError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn remove_plan_item(
        &self,
        actor: PersonId,
        id: PlanItemId,
        key: Option<CommandKey>,
    ) -> Result<Booked<Removed>, BookError> {
        let order = self.wish(actor, (Book::Plans, "remove"), key);
        let shared = order.clone();
        self.book(order, move |txn| {
            let order = shared.clone();
            Box::pin(async move {
                let item = txn.lock_plan_item(id).await?.ok_or(BookError::NotFound)?;
                let organisation = txn.organisation().await?;
                if !plan::may_keep(order.actor, item.unit, &organisation) {
                    return Err(BookRefusal::NotYours.into());
                }
                if !txn.delete_plan_item(id).await? {
                    return Err(BookRefusal::Settled.into());
                }
                record(txn, &order, BookChange::Removed, &[item]).await?;
                Ok(Removed { id })
            })
        })
        .await
    }

    /// Takes a file of items over: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::Lines`] with every line and field that cannot be taken; see [`BookError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn import_plan(
        &self,
        actor: PersonId,
        table: Table,
        key: Option<CommandKey>,
    ) -> Result<Booked<Imported>, BookError> {
        let order = self.wish(actor, (Book::Plans, "import"), key);
        if table.rows.len() > MAX_TABLE_ROWS {
            return Err(BookRefusal::TooManyLines { most: MAX_TABLE_ROWS }.into());
        }
        let ids = self.new_ids(table.rows.len())?;
        let (table, shared) = (Arc::new((table, ids)), order.clone());
        self.book(order, move |txn| {
            let (table, order) = (Arc::clone(&table), shared.clone());
            Box::pin(async move {
                let organisation = txn.organisation().await?;
                let items = read_table(txn, &table, &order, &organisation).await?;
                add(txn, &order, &items).await?;
                Ok(Imported { entries: u32::try_from(items.len()).unwrap_or(u32::MAX) })
            })
        })
        .await
    }

    /// The items of a year, in the order of their months; everybody with an account may read them.
    ///
    /// # Errors
    ///
    /// [`BookError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn plan(
        &self,
        filter: PlanFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<PlanItem>, BookError> {
        Ok(self.store().plan_items(filter, after, limit).await?)
    }

    /// The items of a year, as a table.
    ///
    /// # Errors
    ///
    /// [`BookError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn export_plan(&self, filter: PlanFilter) -> Result<Table, BookError> {
        let organisation = self.store().organisation().await?;
        let mut table = Table::new(COLUMNS);
        let mut after = None;
        loop {
            let page = self.plan(filter, after, baopi_persistence::MAX_PAGE).await?;
            for item in page.items {
                table.push(row_of(item, &organisation));
            }
            after = page.next;
            if after.is_none() || table.rows.len() >= MAX_EXPORTED {
                return Ok(table);
            }
        }
    }
}

async fn add(txn: &mut Txn, order: &Order, items: &[PlanItem]) -> Result<(), BookError> {
    txn.insert_plan_items(items).await?;
    Ok(record(txn, order, BookChange::Added, items).await?)
}

/// Every line of a file, each under its new identifier, or everything that is wrong in any of them.
async fn read_table(
    txn: &mut Txn,
    (table, ids): &(Table, Vec<Uuid>),
    order: &Order,
    organisation: &Organisation,
) -> Result<Vec<PlanItem>, BookError> {
    let mut faults = unknown_columns(table, &COLUMNS);
    let (mut items, mut known) = (Vec::new(), BTreeSet::new());
    for (row, id) in table.rows.iter().zip(ids) {
        let mut cells = Cells::of(table, row);
        let (item, is_whole) = read_row(PlanItemId(*id), &mut cells, organisation);
        if is_whole {
            if !plan::may_keep(order.actor, item.unit, organisation) {
                cells.fault("unit", Wrong::NotYours);
            }
            let again = !known.insert((item.kind.key(), item.unit, item.reference.clone()));
            if again || txn.has_plan_item(item.kind, item.unit, &item.reference).await? {
                cells.fault("reference", Wrong::Taken);
            }
        }
        faults.extend(cells.into_faults(item.faults()));
        items.push(item);
    }
    if faults.is_empty() { Ok(items) } else { Err(BookRefusal::Lines(faults).into()) }
}

/// The item of a line, and whether what it is and whose could be read. Where it could not, something stands in its place
/// that is no fault of its own, so that every other field is looked at as well.
fn read_row(
    id: PlanItemId,
    cells: &mut Cells<'_>,
    organisation: &Organisation,
) -> (PlanItem, bool) {
    let kind = cells.word::<Kind>("kind");
    let kind = cells.needed("kind", kind);
    let unit = cells.unit("unit", organisation);
    let (year, month) = (cells.number("year"), cells.number("month"));
    let (year, month) = (cells.needed("year", year), cells.needed("month", month));
    let comprehensive = cells.flag("comprehensive");
    let text = |column| cells.text(column).to_owned();
    let is_whole = kind.is_some() && unit.is_some() && year.is_some() && month.is_some();
    let item = PlanItem {
        id,
        kind: kind.unwrap_or(Kind::Document),
        year: year.unwrap_or(plan::YEARS.0),
        unit: unit.unwrap_or(UnitId(Uuid::nil())),
        reference: text("reference"),
        title: text("title"),
        month: month.unwrap_or(1),
        comprehensive,
        approved_ref: text("approved_ref"),
        used_by: None,
    };
    (item, is_whole)
}

fn row_of(item: PlanItem, organisation: &Organisation) -> Vec<String> {
    vec![
        item.kind.key().to_owned(),
        item.year.to_string(),
        organisation.unit_name(item.unit).to_owned(),
        item.reference,
        item.title,
        item.month.to_string(),
        item.comprehensive.to_string(),
        item.approved_ref,
        item.used_by.is_some().to_string(),
    ]
}

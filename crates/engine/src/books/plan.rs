//! The yearly plans of documents, meetings and inspections.

use baopi_persistence::{Cursor, Page, PlanFilter, StoreError, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault, Wrong};
use baopi_workflow::plan::{self, NewPlanItem, PlanItem};
use baopi_workflow::{Kind, Organisation, PersonId, PlanItemId, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cells::{Cells, Line};
use super::entry::{Added, Changed, Entry, against_unit};
use super::{BookError, BookRefusal, Order, record};
use crate::engine::Engine;
use crate::error::EngineError;

/// What is done with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanChange {
    /// It is taken out, which no request that used it allows.
    Remove,
}

impl Line for NewPlanItem {
    const COLUMNS: &'static [&'static str] =
        &["kind", "year", "unit", "reference", "title", "month", "comprehensive", "approved_ref"];
    const KEY: &'static [&'static str] = &["kind", "unit", "reference"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let kind = cells.needed("kind", Cells::word);
        let unit = cells.unit("unit");
        let year = cells.needed("year", Cells::number);
        let month = cells.needed("month", Cells::number);
        let comprehensive = cells.flag("comprehensive");
        Some(Self {
            kind: kind.unwrap_or(Kind::Document),
            year: year.unwrap_or(plan::YEARS.0),
            unit: unit?,
            reference: cells.text("reference").to_owned(),
            title: cells.text("title").to_owned(),
            month: month.unwrap_or(1),
            comprehensive,
            approved_ref: cells.text("approved_ref").to_owned(),
        })
    }

    fn faults(&self, _: Timestamp) -> Vec<FieldFault> {
        self.faults()
    }

    fn identity(&self) -> Option<String> {
        Some(format!("{} {} {}", self.kind.key(), self.unit, self.reference))
    }
}

/// An item of a plan as one person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// The item.
    pub item: PlanItem,
    /// Whether this person may open the request that was signed on its strength.
    pub may_open: bool,
}

impl Entry for PlanItem {
    type New = NewPlanItem;
    type Shown = PlanView;
    type Wanted = PlanFilter;

    const BOOK: Book = Book::Plans;
    const EXPORTED: &'static [&'static str] = &[
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

    async fn against(
        new: &NewPlanItem,
        txn: &mut Txn,
        order: &Order,
        organisation: &Organisation,
    ) -> Result<Vec<FieldFault>, BookError> {
        let mut faults = against_unit(new.unit, order.actor, organisation, plan::may_keep);
        if txn.has_plan_item(new.kind, new.unit, &new.reference).await? {
            faults.push(FieldFault::new("reference", Wrong::Taken));
        }
        Ok(faults)
    }

    async fn keep(
        txn: &mut Txn,
        order: &Order,
        entries: Vec<(Uuid, NewPlanItem)>,
    ) -> Result<Vec<Self>, BookError> {
        let items: Vec<_> =
            entries.into_iter().map(|(id, new)| new.into_item(PlanItemId(id))).collect();
        txn.insert_plan_items(&items).await?;
        record(txn, order, BookChange::Added, &items).await?;
        Ok(items)
    }

    async fn find(
        engine: &Engine,
        viewer: PersonId,
        filter: PlanFilter,
        (after, limit): (Option<Cursor>, u32),
    ) -> Result<Page<PlanView>, EngineError> {
        let Page { items, next } = engine.store().plan_items(filter, after, limit).await?;
        let visible =
            engine.visible(viewer, items.iter().filter_map(|item: &Self| item.used_by)).await?;
        let view = |item: Self| {
            let may_open = item.used_by.is_some_and(|request| visible.contains(&request));
            PlanView { item, may_open }
        };
        Ok(Page { items: items.into_iter().map(view).collect(), next })
    }

    fn row(PlanView { item, .. }: &PlanView, organisation: &Organisation) -> Vec<String> {
        vec![
            item.kind.key().to_owned(),
            item.year.to_string(),
            organisation.unit_name(item.unit).to_owned(),
            item.reference.clone(),
            item.title.clone(),
            item.month.to_string(),
            item.comprehensive.to_string(),
            item.approved_ref.clone(),
            item.used_by.is_some().to_string(),
        ]
    }
}

impl Added for PlanItem {
    fn texts(new: &NewPlanItem) -> Vec<&str> {
        new.texts().collect()
    }
}

impl Changed for PlanItem {
    type Id = PlanItemId;
    type Change = PlanChange;

    const ATTEMPT: &'static str = "remove";

    async fn lock(txn: &mut Txn, id: PlanItemId) -> Result<Option<Self>, StoreError> {
        txn.lock_plan_item(id).await
    }

    fn may_keep(&self, person: PersonId, organisation: &Organisation) -> bool {
        plan::may_keep(person, self.unit, organisation)
    }

    async fn change(
        self,
        PlanChange::Remove: PlanChange,
        txn: &mut Txn,
        _: &Order,
    ) -> Result<(Self, BookChange), BookError> {
        if !txn.delete_plan_item(self.id).await? {
            return Err(BookRefusal::Settled.into());
        }
        Ok((self, BookChange::Removed))
    }
}

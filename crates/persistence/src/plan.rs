//! The yearly plans of documents and meetings.

use baopi_workflow::plan::PlanItem;
use baopi_workflow::rules::knowledge;
use baopi_workflow::{Content, Kind, PlanItemId, RequestId, UnitId};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

/// Which items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanFilter {
    /// Of this year.
    pub year: i32,
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Documents or meetings.
    pub kind: Option<Kind>,
}

const COLUMNS: &str =
    "id, kind, year, unit, reference, title, month, comprehensive, approved_ref, used_by";
const FIND: &str = "kind = $1 AND unit = $2 AND year = $3 AND reference = $4";
const LIST: &str = "plan";

type Key = (u32, PlanItemId);

impl Txn {
    /// Writes items down.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if one is there already under its reference; [`StoreError::Refused`] for an unknown unit.
    pub async fn insert_plan_items(&mut self, items: &[PlanItem]) -> Result<(), StoreError> {
        let rows = items.iter().map(row).collect();
        self.sql.insert(&format!("plan_item ({COLUMNS})"), rows, "").await
    }

    /// Takes an item out; says whether there was one that nobody used.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be taken out.
    pub async fn delete_plan_item(&mut self, id: PlanItemId) -> Result<bool, StoreError> {
        let delete = "DELETE FROM plan_item WHERE id = $1 AND used_by IS NULL";
        Ok(self.sql.execute(delete, values![id]).await? == 1)
    }

    /// The item.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_plan_item(&mut self, id: PlanItemId) -> Result<Option<PlanItem>, StoreError> {
        let find =
            format!("SELECT {COLUMNS} FROM plan_item WHERE id = $1{}", self.sql.for_update());
        self.sql.one(&find, values![id]).await?.as_ref().map(read).transpose()
    }

    /// Which of these references the unit's plans have already.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn has_plan_item(
        &mut self,
        kind: Kind,
        unit: UnitId,
        reference: &str,
    ) -> Result<bool, StoreError> {
        let find =
            "SELECT 1 AS known FROM plan_item WHERE kind = $1 AND unit = $2 AND reference = $3";
        Ok(self.sql.one(find, values![kind.key(), unit, reference]).await?.is_some())
    }

    /// As [`Store::plan_item`], inside the transaction that decides; nobody else can use the item before it ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn plan_item(
        &mut self,
        content: &Content,
        year: i32,
        request: RequestId,
    ) -> Result<Option<knowledge::PlannedItem>, StoreError> {
        let Some(named) = named(content, year) else { return Ok(None) };
        let find = format!("SELECT {COLUMNS} FROM plan_item WHERE {FIND}{}", self.sql.for_update());
        let found = self.sql.one(&find, named).await?;
        free(found.as_ref(), request)
    }

    /// Writes down that the request that was just signed uses the item that it names, if that is the unit's and free.
    pub(crate) async fn use_plan_item(
        &mut self,
        content: &Content,
        signed_on: NaiveDate,
        request: RequestId,
    ) -> Result<(), StoreError> {
        let year = content.year(signed_on);
        let Some(mut values) = named(content, year) else { return Ok(()) };
        values.push(request.bind());
        let take = format!("UPDATE plan_item SET used_by = $5 WHERE {FIND} AND used_by IS NULL");
        self.sql.execute(&take, values).await.map(drop)
    }
}

impl Store {
    /// The item of a year's plan that a content names, if it is one of its unit's and no other request than this one has
    /// used it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn plan_item(
        &self,
        content: &Content,
        year: i32,
        request: RequestId,
    ) -> Result<Option<knowledge::PlannedItem>, StoreError> {
        let Some(named) = named(content, year) else { return Ok(None) };
        let find = format!("SELECT {COLUMNS} FROM plan_item WHERE {FIND}");
        let found = self.reading().one(&find, named).await?;
        free(found.as_ref(), request)
    }

    /// The items of a year, in the order of their months.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if they cannot be read.
    pub async fn plan_items(
        &self,
        filter: PlanFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<PlanItem>, StoreError> {
        let first: Key = (0, PlanItemId(Uuid::nil()));
        let (month, id) = after.map_or(Ok(first), |cursor| cursor.read(LIST))?;
        let mut values = values![filter.year, month, id, asked(limit)];
        let mut only = String::new();
        for (column, value) in [
            ("unit", filter.unit.map(|unit| unit.bind())),
            ("kind", filter.kind.map(|kind| kind.key().bind())),
        ] {
            if let Some(value) = value {
                values.push(value);
                only = format!("{only} AND {column} = ${}", values.len());
            }
        }
        let list = format!(
            "SELECT {COLUMNS} FROM plan_item WHERE year = $1 AND (month, id) > ($2, $3){only}
             ORDER BY month, id LIMIT $4"
        );
        let rows = self.reading().all(&list, values).await?;
        let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(page(items, limit, LIST, |item| (item.month, item.id)))
    }
}

/// By what [`FIND`] finds the item that a content names in the plan of a year.
fn named(content: &Content, year: i32) -> Option<Vec<sea_orm::Value>> {
    let reference = content.plan_item()?;
    Some(values![content.kind().key(), content.unit(), year, reference])
}

fn free(
    row: Option<&Row>,
    request: RequestId,
) -> Result<Option<knowledge::PlannedItem>, StoreError> {
    let item = row.map(read).transpose()?;
    let free = item.filter(|item| item.used_by.is_none_or(|used_by| used_by == request));
    Ok(free.map(knowledge::PlannedItem::from))
}

fn row(item: &PlanItem) -> Vec<sea_orm::Value> {
    let PlanItem { id, kind, year, unit, reference, title, month, comprehensive, .. } = item;
    values![
        *id,
        kind.key(),
        *year,
        *unit,
        *reference,
        *title,
        *month,
        *comprehensive,
        item.approved_ref,
        item.used_by
    ]
}

fn read(row: &Row) -> Result<PlanItem, StoreError> {
    Ok(PlanItem {
        id: row.get("id")?,
        kind: row.word("kind")?,
        year: row.get("year")?,
        unit: row.get("unit")?,
        reference: row.get("reference")?,
        title: row.get("title")?,
        month: row.get("month")?,
        comprehensive: row.get("comprehensive")?,
        approved_ref: row.get("approved_ref")?,
        used_by: row.find("used_by")?,
    })
}

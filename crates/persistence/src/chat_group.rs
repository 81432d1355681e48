//! The book of work groups (工作群台账).

use baopi_workflow::chat_group::{ChatGroup, Platform};
use baopi_workflow::{ChatGroupId, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

/// Which groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChatGroupFilter {
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Only those of which something is to be said: past their last day, silent since before, or one of several.
    pub due: Option<Due>,
    /// Dissolved ones instead of open ones.
    pub dissolved: bool,
}

/// When something is to be said of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Its last day lies before this one.
    pub today: NaiveDate,
    /// Nobody has written in it since before this day.
    pub idle_before: NaiveDate,
}

/// A group, and how many of its unit are open about the same topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatGroupRow {
    /// The group.
    pub group: ChatGroup,
    /// How many, this one included while it is open.
    pub same_topic: u32,
}

const COLUMNS: &str =
    "id, platform, name, owner, unit, topic, purpose, ends_on, last_active_on, members,
                       dissolved_on, open";
const SAME_TOPIC: &str = "(SELECT COUNT(*) FROM chat_group o WHERE o.unit = g.unit AND o.topic = g.topic AND o.open = 1)";
const LIST: &str = "chat-groups";

type Key = (String, ChatGroupId);

impl Txn {
    /// Writes groups down.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if an open one of the unit has the name on its platform; [`StoreError::Refused`] for an
    /// unknown unit.
    pub async fn insert_chat_groups(&mut self, groups: &[ChatGroup]) -> Result<(), StoreError> {
        let rows = groups.iter().map(row).collect();
        self.sql.insert(&format!("chat_group ({COLUMNS})"), rows, "").await
    }

    /// Changes a group that is open.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for one that is dissolved.
    pub async fn save_chat_group(&mut self, group: &ChatGroup) -> Result<(), StoreError> {
        let update = "UPDATE chat_group SET platform = $2, name = $3, owner = $4, unit = $5, topic = $6, purpose = $7,
                      ends_on = $8, last_active_on = $9, members = $10, dissolved_on = $11, open = $12 WHERE id = $1";
        self.sql.execute(update, row(group)).await.map(drop)
    }

    /// The group, which nobody else changes before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_chat_group(
        &mut self,
        id: ChatGroupId,
    ) -> Result<Option<ChatGroup>, StoreError> {
        let find =
            format!("SELECT {COLUMNS} FROM chat_group WHERE id = $1{}", self.sql.for_update());
        self.sql.one(&find, values![id]).await?.as_ref().map(read).transpose()
    }

    /// Whether an open group of the unit has this name on this platform.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn has_chat_group(
        &mut self,
        platform: Platform,
        unit: UnitId,
        name: &str,
    ) -> Result<bool, StoreError> {
        let find = "SELECT 1 AS known FROM chat_group WHERE platform = $1 AND unit = $2 AND name = $3 AND open = 1";
        Ok(self.sql.one(find, values![platform.key(), unit, name]).await?.is_some())
    }
}

impl Store {
    /// Groups in the order of their names.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if they cannot be read.
    pub async fn chat_groups(
        &self,
        filter: ChatGroupFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<ChatGroupRow>, StoreError> {
        let first: Key = (String::new(), ChatGroupId(Uuid::nil()));
        let (name, id) = after.map_or(Ok(first), |cursor| cursor.read(LIST))?;
        let mut values = values![u32::from(!filter.dissolved), name, id, asked(limit)];
        let mut only = String::new();
        if let Some(unit) = filter.unit {
            values.push(unit.bind());
            only = format!(" AND g.unit = ${}", values.len());
        }
        if let Some(Due { today, idle_before }) = filter.due {
            values.extend(values![today, idle_before]);
            let (end, idle) = (values.len() - 1, values.len());
            only = format!(
                "{only} AND (g.ends_on < ${end} OR g.last_active_on < ${idle} OR {SAME_TOPIC} > 1)"
            );
        }
        let list = format!(
            "SELECT {COLUMNS}, {SAME_TOPIC} AS same_topic FROM chat_group g
             WHERE g.open = $1 AND (g.name, g.id) > ($2, $3){only} ORDER BY g.name, g.id LIMIT $4"
        );
        let rows = self.reading().all(&list, values).await?;
        let read = |row: &Row| {
            Ok::<_, StoreError>(ChatGroupRow {
                group: read(row)?,
                same_topic: row.get("same_topic")?,
            })
        };
        let items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(page(items, limit, LIST, |row| (row.group.name.clone(), row.group.id)))
    }
}

fn row(group: &ChatGroup) -> Vec<sea_orm::Value> {
    let ChatGroup { id, platform, name, owner, unit, topic, purpose, .. } = group;
    values![
        *id,
        platform.key(),
        *name,
        *owner,
        *unit,
        *topic,
        *purpose,
        group.ends_on,
        group.last_active_on,
        group.members,
        group.dissolved_on,
        u32::from(group.is_open())
    ]
}

fn read(row: &Row) -> Result<ChatGroup, StoreError> {
    Ok(ChatGroup {
        id: row.get("id")?,
        platform: row.word("platform")?,
        name: row.get("name")?,
        owner: row.get("owner")?,
        unit: row.get("unit")?,
        topic: row.get("topic")?,
        purpose: row.get("purpose")?,
        ends_on: row.find("ends_on")?,
        last_active_on: row.get("last_active_on")?,
        members: row.get("members")?,
        dissolved_on: row.find("dissolved_on")?,
    })
}

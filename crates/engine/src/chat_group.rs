//! The book of work groups (工作群台账): written down, looked after, dissolved.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_persistence::{ChatGroupFilter, ChatGroupRow, Cursor, Due, Page, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault, Wrong};
use baopi_workflow::chat_group::{self, ChatGroup, ChatGroupParameters, Platform, Reminder};
use baopi_workflow::{ChatGroupId, Organisation, PersonId, Role, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Engine;
use crate::answer::CommandKey;
use crate::book::{BookError, BookRefusal, Booked, Imported, MAX_EXPORTED, Order, record};
use crate::cells::{Cells, unknown_columns};
use crate::error::EngineError;
use crate::table::{MAX_TABLE_ROWS, Table};

/// The columns of a file of groups.
pub const COLUMNS: [&str; 9] = [
    "platform",
    "name",
    "owner",
    "unit",
    "topic",
    "purpose",
    "ends_on",
    "last_active_on",
    "members",
];

/// So many reminders are looked for at most, where only their number is told.
const MAX_REMINDERS: u32 = 99;

/// A group with what is to be said of it today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupView {
    /// The group.
    pub group: ChatGroup,
    /// Why somebody should look after it.
    pub reminders: Vec<Reminder>,
}

/// What is done with a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupChange {
    /// Somebody has written in it today.
    Active,
    /// It is dissolved from today on.
    Dissolve,
}

/// Which groups a person asks for, among those that they may see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroupsWanted {
    /// Of this unit.
    pub unit: Option<UnitId>,
    /// Only those of which something is to be said.
    pub due: bool,
    /// Dissolved ones instead of open ones.
    pub dissolved: bool,
}

impl Engine {
    /// Writes a group down.
    ///
    /// # Errors
    ///
    /// See [`BookError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn add_chat_group(
        &self,
        actor: PersonId,
        group: ChatGroup,
        key: Option<CommandKey>,
    ) -> Result<Booked<ChatGroup>, BookError> {
        let order = self.wish(actor, (Book::ChatGroups, "add"), key);
        self.unclassified(actor, group.texts()).await?;
        let faults = group.faults(order.now.date());
        if !faults.is_empty() {
            return Err(BookRefusal::Faults(faults).into());
        }
        let id = ChatGroupId(self.new_id()?);
        let group = ChatGroup { id, dissolved_on: None, ..group };
        let (group, shared) = (Arc::new(group), order.clone());
        self.book(order, move |txn| {
            let (group, order) = (Arc::clone(&group), shared.clone());
            Box::pin(async move {
                let organisation = txn.organisation().await?;
                if organisation.unit(group.unit).is_none() {
                    return Err(
                        BookRefusal::Faults(vec![FieldFault::new("unit", Wrong::Unknown)]).into()
                    );
                }
                if !chat_group::may_keep(order.actor, group.unit, &organisation) {
                    return Err(BookRefusal::NotYours.into());
                }
                if txn.has_chat_group(group.platform, group.unit, &group.name).await? {
                    return Err(
                        BookRefusal::Faults(vec![FieldFault::new("name", Wrong::Taken)]).into()
                    );
                }
                add(txn, &order, std::slice::from_ref(&*group)).await?;
                Ok(ChatGroup::clone(&group))
            })
        })
        .await
    }

    /// Says that a group is in use, or dissolves it.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::Settled`] for one that is dissolved; see [`BookError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn change_chat_group(
        &self,
        actor: PersonId,
        id: ChatGroupId,
        change: GroupChange,
        key: Option<CommandKey>,
    ) -> Result<Booked<ChatGroup>, BookError> {
        let order = self.wish(actor, (Book::ChatGroups, "change"), key);
        let shared = order.clone();
        self.book(order, move |txn| {
            let order = shared.clone();
            Box::pin(async move {
                let mut group = txn.lock_chat_group(id).await?.ok_or(BookError::NotFound)?;
                let organisation = txn.organisation().await?;
                if !sees(order.actor, group.unit, &organisation) {
                    return Err(BookError::NotFound);
                }
                if !chat_group::may_keep(order.actor, group.unit, &organisation) {
                    return Err(BookRefusal::NotYours.into());
                }
                if !group.is_open() {
                    return Err(BookRefusal::Settled.into());
                }
                let today = order.now.date();
                match change {
                    GroupChange::Active => group.last_active_on = today,
                    GroupChange::Dissolve => group.dissolved_on = Some(today),
                }
                txn.save_chat_group(&group).await?;
                record(txn, &order, BookChange::Changed, std::slice::from_ref(&group)).await?;
                Ok(group)
            })
        })
        .await
    }

    /// Takes a file of groups over: all of them, or none.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::Lines`] with every line and field that cannot be taken; see [`BookError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn import_chat_groups(
        &self,
        actor: PersonId,
        table: Table,
        key: Option<CommandKey>,
    ) -> Result<Booked<Imported>, BookError> {
        let order = self.wish(actor, (Book::ChatGroups, "import"), key);
        if table.rows.len() > MAX_TABLE_ROWS {
            return Err(BookRefusal::TooManyLines { most: MAX_TABLE_ROWS }.into());
        }
        let ids = self.new_ids(table.rows.len())?;
        let (table, shared) = (Arc::new((table, ids)), order.clone());
        self.book(order, move |txn| {
            let (table, order) = (Arc::clone(&table), shared.clone());
            Box::pin(async move {
                let organisation = txn.organisation().await?;
                let groups = read_table(txn, &table, &order, &organisation).await?;
                add(txn, &order, &groups).await?;
                Ok(Imported { entries: u32::try_from(groups.len()).unwrap_or(u32::MAX) })
            })
        })
        .await
    }

    /// The groups that a person may see, in the order of their names.
    ///
    /// # Errors
    ///
    /// [`BookError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn chat_groups(
        &self,
        viewer: PersonId,
        wanted: GroupsWanted,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<GroupView>, BookError> {
        let organisation = self.store().organisation().await?;
        let own = organisation.active_person(viewer).map(|person| person.unit);
        let unit = if sees_all(viewer, &organisation) { wanted.unit } else { own };
        let today = self.now().date();
        let parameters = ChatGroupParameters::default();
        let due = Due { today, idle_before: parameters.idle_before(today) };
        let filter =
            ChatGroupFilter { unit, due: wanted.due.then_some(due), dissolved: wanted.dissolved };
        let Page { items, next } = self.store().chat_groups(filter, after, limit).await?;
        let view = |ChatGroupRow { group, same_topic }| {
            let reminders = chat_group::judge(&group, same_topic, today, parameters);
            GroupView { group, reminders }
        };
        Ok(Page { items: items.into_iter().map(view).collect(), next })
    }

    /// Of how many groups of their own unit something is to be said to a person who looks after them; 99 stands for more.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn chat_group_reminders(&self, viewer: PersonId) -> Result<u32, EngineError> {
        let organisation = self.store().organisation().await?;
        let Some(person) = organisation.active_person(viewer) else { return Ok(0) };
        if !chat_group::may_keep(viewer, person.unit, &organisation) {
            return Ok(0);
        }
        let today = self.now().date();
        let idle_before = ChatGroupParameters::default().idle_before(today);
        let filter = ChatGroupFilter {
            unit: Some(person.unit),
            due: Some(Due { today, idle_before }),
            dissolved: false,
        };
        let found = self.store().chat_groups(filter, None, MAX_REMINDERS).await?;
        Ok(u32::try_from(found.items.len()).unwrap_or(MAX_REMINDERS))
    }

    /// The groups that a person may see, as a table.
    ///
    /// # Errors
    ///
    /// [`BookError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn export_chat_groups(
        &self,
        viewer: PersonId,
        wanted: GroupsWanted,
    ) -> Result<Table, BookError> {
        let organisation = self.store().organisation().await?;
        let mut table = Table::new(COLUMNS);
        let mut after = None;
        loop {
            let page = self.chat_groups(viewer, wanted, after, baopi_persistence::MAX_PAGE).await?;
            for view in page.items {
                table.push(row_of(view.group, &organisation));
            }
            after = page.next;
            if after.is_none() || table.rows.len() >= MAX_EXPORTED {
                return Ok(table);
            }
        }
    }
}

/// Offices, leaders and auditors see the groups of every unit; everybody else those of their own.
#[must_use]
pub fn sees_all(person: PersonId, organisation: &Organisation) -> bool {
    organisation.active_person(person).is_some_and(|person| {
        person.rank.is_some()
            || [Role::Registrar, Role::Reviewer, Role::Auditor]
                .into_iter()
                .any(|role| person.roles.contains(&role))
    })
}

fn sees(person: PersonId, unit: UnitId, organisation: &Organisation) -> bool {
    let own = organisation.active_person(person).is_some_and(|person| person.unit == unit);
    own || sees_all(person, organisation)
}

async fn add(txn: &mut Txn, order: &Order, groups: &[ChatGroup]) -> Result<(), BookError> {
    txn.insert_chat_groups(groups).await?;
    Ok(record(txn, order, BookChange::Added, groups).await?)
}

/// Every line of a file, each under its new identifier, or everything that is wrong in any of them.
async fn read_table(
    txn: &mut Txn,
    (table, ids): &(Table, Vec<Uuid>),
    order: &Order,
    organisation: &Organisation,
) -> Result<Vec<ChatGroup>, BookError> {
    let today = order.now.date();
    let mut faults = unknown_columns(table, &COLUMNS);
    let (mut groups, mut known) = (Vec::new(), BTreeSet::new());
    for (row, id) in table.rows.iter().zip(ids) {
        let mut cells = Cells::of(table, row);
        let (group, is_whole) = read_row(ChatGroupId(*id), &mut cells, today, organisation);
        if is_whole {
            if !chat_group::may_keep(order.actor, group.unit, organisation) {
                cells.fault("unit", Wrong::NotYours);
            }
            let again = !known.insert((group.platform, group.unit, group.name.clone()));
            if again || txn.has_chat_group(group.platform, group.unit, &group.name).await? {
                cells.fault("name", Wrong::Taken);
            }
        }
        faults.extend(cells.into_faults(group.faults(today)));
        groups.push(group);
    }
    if faults.is_empty() { Ok(groups) } else { Err(BookRefusal::Lines(faults).into()) }
}

/// The group of a line, and whether where and whose it is could be read; as in the plans, something stands in the place of
/// what could not. Without a day, it is taken to be in use today.
fn read_row(
    id: ChatGroupId,
    cells: &mut Cells<'_>,
    today: NaiveDate,
    organisation: &Organisation,
) -> (ChatGroup, bool) {
    let platform = cells.word::<Platform>("platform");
    let platform = cells.needed("platform", platform);
    let unit = cells.unit("unit", organisation);
    let members = cells.number("members");
    let members = cells.needed("members", members);
    let (ends_on, active_on) = (cells.date("ends_on"), cells.date("last_active_on"));
    let text = |column| cells.text(column).to_owned();
    let is_whole = platform.is_some() && unit.is_some();
    let group = ChatGroup {
        id,
        platform: platform.unwrap_or(Platform::Other),
        name: text("name"),
        owner: text("owner"),
        unit: unit.unwrap_or(UnitId(Uuid::nil())),
        topic: text("topic"),
        purpose: text("purpose"),
        ends_on,
        last_active_on: active_on.unwrap_or(today),
        members: members.unwrap_or(1),
        dissolved_on: None,
    };
    (group, is_whole)
}

fn row_of(group: ChatGroup, organisation: &Organisation) -> Vec<String> {
    vec![
        group.platform.key().to_owned(),
        group.name,
        group.owner,
        organisation.unit_name(group.unit).to_owned(),
        group.topic,
        group.purpose,
        group.ends_on.map(|on| on.to_string()).unwrap_or_default(),
        group.last_active_on.to_string(),
        group.members.to_string(),
    ]
}

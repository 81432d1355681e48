//! The book of work groups (工作群台账): written down, looked after, dissolved.

use baopi_persistence::{ChatGroupFilter, ChatGroupRow, Cursor, Due, Page, StoreError, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault, Wrong};
use baopi_workflow::chat_group::{
    self, ChatGroup, ChatGroupParameters, NewChatGroup, Platform, Reminder,
};
use baopi_workflow::{ChatGroupId, Organisation, PersonId, Role, Timestamp, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cells::{Cells, Line};
use super::entry::{Added, Changed, Entry, against_unit};
use super::{BookError, BookRefusal, Order, record};
use crate::engine::Engine;
use crate::error::EngineError;

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

impl Line for NewChatGroup {
    const COLUMNS: &'static [&'static str] = &[
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
    const KEY: &'static [&'static str] = &["platform", "unit", "name"];

    /// Without a day, a group is taken to be in use today.
    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let platform = cells.needed("platform", Cells::word);
        let unit = cells.unit("unit");
        let members = cells.needed("members", Cells::number);
        let (ends_on, active_on) = (cells.date("ends_on"), cells.date("last_active_on"));
        Some(Self {
            platform: platform.unwrap_or(Platform::Other),
            name: cells.text("name").to_owned(),
            owner: cells.text("owner").to_owned(),
            unit: unit?,
            topic: cells.text("topic").to_owned(),
            purpose: cells.text("purpose").to_owned(),
            ends_on,
            last_active_on: active_on.unwrap_or_else(|| cells.now().date()),
            members: members.unwrap_or(1),
        })
    }

    fn faults(&self, now: Timestamp) -> Vec<FieldFault> {
        self.faults(now.date())
    }

    fn identity(&self) -> Option<String> {
        Some(format!("{} {} {}", self.platform.key(), self.unit, self.name))
    }
}

impl Entry for ChatGroup {
    type New = NewChatGroup;
    type Shown = GroupView;
    type Wanted = GroupsWanted;

    const BOOK: Book = Book::ChatGroups;

    async fn against(
        new: &NewChatGroup,
        txn: &mut Txn,
        order: &Order,
        organisation: &Organisation,
    ) -> Result<Vec<FieldFault>, BookError> {
        let mut faults = against_unit(new.unit, order.actor, organisation, chat_group::may_keep);
        if txn.has_chat_group(new.platform, new.unit, &new.name).await? {
            faults.push(FieldFault::new("name", Wrong::Taken));
        }
        Ok(faults)
    }

    async fn keep(
        txn: &mut Txn,
        order: &Order,
        entries: Vec<(Uuid, NewChatGroup)>,
    ) -> Result<Vec<Self>, BookError> {
        let groups: Vec<_> =
            entries.into_iter().map(|(id, new)| new.into_group(ChatGroupId(id))).collect();
        txn.insert_chat_groups(&groups).await?;
        record(txn, order, BookChange::Added, &groups).await?;
        Ok(groups)
    }

    /// In the order of their names.
    async fn find(
        engine: &Engine,
        viewer: PersonId,
        wanted: GroupsWanted,
        (after, limit): (Option<Cursor>, u32),
    ) -> Result<Page<GroupView>, EngineError> {
        let organisation = engine.store().organisation().await?;
        let own = organisation.active_person(viewer).map(|person| person.unit);
        let unit = if sees_all(viewer, &organisation) { wanted.unit } else { own };
        let today = engine.now().date();
        let parameters = ChatGroupParameters::default();
        let due = Due { today, idle_before: parameters.idle_before(today) };
        let filter =
            ChatGroupFilter { unit, due: wanted.due.then_some(due), dissolved: wanted.dissolved };
        let Page { items, next } = engine.store().chat_groups(filter, after, limit).await?;
        let view = |ChatGroupRow { group, same_topic }| {
            let reminders = chat_group::judge(&group, same_topic, today, parameters);
            GroupView { group, reminders }
        };
        Ok(Page { items: items.into_iter().map(view).collect(), next })
    }

    fn row(GroupView { group, .. }: &GroupView, organisation: &Organisation) -> Vec<String> {
        vec![
            group.platform.key().to_owned(),
            group.name.clone(),
            group.owner.clone(),
            organisation.unit_name(group.unit).to_owned(),
            group.topic.clone(),
            group.purpose.clone(),
            group.ends_on.map(|on| on.to_string()).unwrap_or_default(),
            group.last_active_on.to_string(),
            group.members.to_string(),
        ]
    }
}

impl Added for ChatGroup {
    fn texts(new: &NewChatGroup) -> Vec<&str> {
        new.texts().collect()
    }
}

impl Changed for ChatGroup {
    type Id = ChatGroupId;
    type Change = GroupChange;

    async fn lock(txn: &mut Txn, id: ChatGroupId) -> Result<Option<Self>, StoreError> {
        txn.lock_chat_group(id).await
    }

    fn sees(&self, person: PersonId, organisation: &Organisation) -> bool {
        let own = organisation.active_person(person).is_some_and(|person| person.unit == self.unit);
        own || sees_all(person, organisation)
    }

    fn may_keep(&self, person: PersonId, organisation: &Organisation) -> bool {
        chat_group::may_keep(person, self.unit, organisation)
    }

    async fn change(
        mut self,
        change: GroupChange,
        txn: &mut Txn,
        order: &Order,
    ) -> Result<(Self, BookChange), BookError> {
        if !self.is_open() {
            return Err(BookRefusal::Settled.into());
        }
        let today = order.now.date();
        match change {
            GroupChange::Active => self.last_active_on = today,
            GroupChange::Dissolve => self.dissolved_on = Some(today),
        }
        txn.save_chat_group(&self).await?;
        Ok((self, BookChange::Changed))
    }
}

impl Engine {
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

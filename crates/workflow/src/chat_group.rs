//! 工作群: work groups in chats, and CHAT-GROUP, which says when one should be dissolved or merged.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::book::{FieldFault, Needed, Wrong, range, text};
use crate::id::{ChatGroupId, PersonId, UnitId};
use crate::organisation::{Organisation, Role};

/// The longest name, and the longest topic, in characters.
pub const MAX_NAME_CHARS: u32 = 60;
/// The longest purpose, in characters.
pub const MAX_PURPOSE_CHARS: u32 = 200;
/// The most members of one group.
const MAX_MEMBERS: i64 = 2_000;

words! {
    /// Where a group is.
    #[expect(missing_docs, reason = "the names are those of the platforms")]
    pub enum Platform {
        Wechat = "wechat",
        Wecom = "wecom",
        Qq = "qq",
        Dingtalk = "dingtalk",
        Feishu = "feishu",
        Other = "other",
    }
}

/// A work group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChatGroup {
    /// Identifier.
    pub id: ChatGroupId,
    /// Where it is.
    pub platform: Platform,
    /// 群名称
    pub name: String,
    /// 群主
    pub owner: String,
    /// The unit that answers for it.
    pub unit: UnitId,
    /// What it is about; two groups of a unit about the same thing should be one.
    pub topic: String,
    /// 用途
    pub purpose: String,
    /// 临时 groups end on this day at the latest; absent for a standing one.
    pub ends_on: Option<NaiveDate>,
    /// When somebody last wrote in it.
    pub last_active_on: NaiveDate,
    /// How many are in it.
    pub members: u32,
    /// When it was dissolved.
    pub dissolved_on: Option<NaiveDate>,
}

/// A group as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChatGroup {
    /// Where it is.
    pub platform: Platform,
    /// 群名称
    pub name: String,
    /// 群主
    pub owner: String,
    /// The unit that answers for it.
    pub unit: UnitId,
    /// What it is about.
    pub topic: String,
    /// 用途
    pub purpose: String,
    /// Its last day; absent for a standing one.
    pub ends_on: Option<NaiveDate>,
    /// When somebody last wrote in it.
    pub last_active_on: NaiveDate,
    /// How many are in it.
    pub members: u32,
}

impl NewChatGroup {
    /// The group under its identifier, not dissolved.
    #[must_use]
    pub fn into_group(self, id: ChatGroupId) -> ChatGroup {
        let Self { platform, name, owner, unit, topic, purpose, .. } = self;
        ChatGroup {
            id,
            platform,
            name,
            owner,
            unit,
            topic,
            purpose,
            ends_on: self.ends_on,
            last_active_on: self.last_active_on,
            members: self.members,
            dissolved_on: None,
        }
    }

    /// Everything that is wrong with its fields on the day `today`.
    #[must_use]
    pub fn faults(&self, today: NaiveDate) -> Vec<FieldFault> {
        let future =
            (self.last_active_on > today).then(|| FieldFault::new("last_active_on", Wrong::Future));
        [
            text("name", &self.name, MAX_NAME_CHARS, Needed::Yes),
            text("owner", &self.owner, MAX_NAME_CHARS, Needed::Yes),
            text("topic", &self.topic, MAX_NAME_CHARS, Needed::Yes),
            text("purpose", &self.purpose, MAX_PURPOSE_CHARS, Needed::Yes),
            future,
            range("members", self.members.into(), 1, MAX_MEMBERS),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The texts that somebody typed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.name, &self.owner, &self.topic, &self.purpose].into_iter().map(String::as_str)
    }
}

impl ChatGroup {
    /// Whether it still exists.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.dissolved_on.is_none()
    }
}

/// What the rule says can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatGroupParameters {
    /// After so many days in which nobody wrote, a group is idle.
    pub idle_days: u32,
}

impl Default for ChatGroupParameters {
    fn default() -> Self {
        Self { idle_days: 90 }
    }
}

impl ChatGroupParameters {
    /// Whoever last wrote before this day has left the group idle.
    #[must_use]
    pub fn idle_before(self, today: NaiveDate) -> NaiveDate {
        today.checked_sub_days(Days::new(self.idle_days.into())).unwrap_or(NaiveDate::MIN)
    }
}

words! {
    /// Why somebody should look after a group.
    pub enum Reminder {
        /// It was temporary, and its last day is past: dissolve it.
        Expired = "expired",
        /// Nobody has written in it for long: dissolve it.
        Idle = "idle",
        /// The unit has another one about the same topic: merge them.
        Double = "double",
    }
}

/// CHAT-GROUP. `same_topic` is how many groups of the unit about this topic are open, this one included.
#[must_use]
pub fn judge(
    group: &ChatGroup,
    same_topic: u32,
    today: NaiveDate,
    parameters: ChatGroupParameters,
) -> Vec<Reminder> {
    if !group.is_open() {
        return Vec::new();
    }
    let cases = [
        (Reminder::Expired, group.ends_on.is_some_and(|ends_on| ends_on < today)),
        (Reminder::Idle, group.last_active_on < parameters.idle_before(today)),
        (Reminder::Double, same_topic > 1),
    ];
    cases.into_iter().filter(|(_, holds)| *holds).map(|(reminder, _)| reminder).collect()
}

/// Whether a person looks after the groups of a unit: its own people who write or decide, and the office that runs its
/// approvals.
#[must_use]
pub fn may_keep(person: PersonId, unit: UnitId, organisation: &Organisation) -> bool {
    let Some(known) = organisation.active_person(person) else { return false };
    let has = |roles: &[Role]| roles.iter().any(|role| known.roles.contains(role));
    let own = known.unit == unit && has(&[Role::Drafter, Role::DeptHead, Role::Registrar]);
    let office = organisation.office_of(unit) == known.unit
        && has(&[Role::Registrar, Role::Reviewer, Role::DeptHead]);
    organisation.may_decide(person) && (own || office)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn new() -> NewChatGroup {
        NewChatGroup {
            platform: Platform::Wechat,
            name: "秋粮收购工作群".to_owned(),
            owner: "沈佳".to_owned(),
            unit: UnitId(Uuid::from_u128(2)),
            topic: "秋粮收购".to_owned(),
            purpose: "收购期间联络".to_owned(),
            ends_on: Some(day(9, 15)),
            last_active_on: day(9, 15),
            members: 20,
        }
    }

    fn group() -> ChatGroup {
        new().into_group(ChatGroupId(Uuid::from_u128(1)))
    }

    #[rstest]
    #[case::on_its_last_day(group(), 1, day(9, 15), vec![])]
    #[case::a_day_after_its_last(group(), 1, day(9, 16), vec![Reminder::Expired])]
    #[case::standing(ChatGroup { ends_on: None, ..group() }, 1, day(9, 16), vec![])]
    #[case::quiet_for_90_days(ChatGroup { ends_on: None, ..group() }, 1, day(12, 14), vec![])]
    #[case::quiet_for_91_days(ChatGroup { ends_on: None, ..group() }, 1, day(12, 15), vec![Reminder::Idle])]
    #[case::two_about_the_same(group(), 2, day(9, 15), vec![Reminder::Double])]
    #[case::everything(group(), 3, day(12, 31), vec![Reminder::Expired, Reminder::Idle, Reminder::Double])]
    #[case::dissolved(ChatGroup { dissolved_on: Some(day(9, 20)), ..group() }, 3, day(12, 31), vec![])]
    fn a_group_is_pointed_out_from_the_day_on_which_it_should_be_gone(
        #[case] group: ChatGroup,
        #[case] same_topic: u32,
        #[case] today: NaiveDate,
        #[case] expected: Vec<Reminder>,
    ) {
        let found = judge(&group, same_topic, today, ChatGroupParameters::default());
        assert_eq!(found, expected);
    }

    #[test]
    fn an_office_may_have_more_or_less_patience() {
        let group = ChatGroup { ends_on: None, ..group() };
        let idle = |idle_days| judge(&group, 1, day(9, 25), ChatGroupParameters { idle_days });
        assert_eq!((idle(10), idle(9)), (vec![], vec![Reminder::Idle]));
    }

    #[rstest]
    #[case(new(), None)]
    #[case(NewChatGroup { members: 0, ..new() }, Some("members"))]
    #[case(NewChatGroup { members: 2_000, ..new() }, None)]
    #[case(NewChatGroup { members: 2_001, ..new() }, Some("members"))]
    #[case(NewChatGroup { last_active_on: day(9, 16), ..new() }, Some("last_active_on"))]
    #[case(NewChatGroup { topic: String::new(), ..new() }, Some("topic"))]
    #[case(NewChatGroup { name: "群".repeat(61), ..new() }, Some("name"))]
    fn every_field_has_its_bounds(#[case] group: NewChatGroup, #[case] field: Option<&str>) {
        let faults = group.faults(day(9, 15));
        assert_eq!(faults.first().map(|fault| fault.field.as_str()), field);
    }
}

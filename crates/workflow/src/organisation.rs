//! Units, people, posts, who leads what, and the stand-ins in force.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{PersonId, UnitId};
use crate::kind::Kind;

pub mod delegation;

/// What kind of body a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 党委
    PartyCommittee,
    /// 政府
    Government,
    /// 办公室, which runs the approvals of others
    Office,
    /// 部门（局、委）
    Department,
    /// 议事协调机构、领导小组、指挥部
    CoordinationBody,
    /// 乡镇（街道、片区）
    Township,
    /// 村（社区）
    Village,
    /// 下属单位、站所
    Institution,
    /// 内设机构（科室）, which may not issue outside
    InternalSection,
}

impl UnitKind {
    /// Whether it governs its level: a party committee or a government.
    #[must_use]
    pub const fn is_authority(self) -> bool {
        matches!(self, Self::PartyCommittee | Self::Government)
    }
}

/// The administrative level of a unit, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A body outside and above the office's own hierarchy.
    External,
    /// 市
    City,
    /// 区、县
    District,
    /// 乡镇
    Township,
    /// 村
    Village,
}

/// A number series (机关代字) that a unit may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// 2 to 12 Han characters, such as 青政办发.
    pub code: String,
    /// Whether its documents count in the statistics of 精文.
    pub counted: bool,
}

/// A body that can issue documents or convene meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Identifier.
    pub id: UnitId,
    /// A short stable key for imports and the command line, such as `U13`.
    pub code: String,
    /// 全称
    pub name: String,
    /// 简称
    pub short_name: String,
    /// What kind of body.
    pub kind: UnitKind,
    /// Its level.
    pub level: Level,
    /// The direct superior.
    pub parent: Option<UnitId>,
    /// The office that runs its approvals; a unit without one runs its own.
    pub office: Option<UnitId>,
    /// For a coordination body, the department that staffs it.
    pub host: Option<UnitId>,
    /// The number series it may use; the first is the usual one.
    pub series: Vec<Series>,
    /// Whether it still exists.
    pub active: bool,
}

/// What a person may do; see `domain` roles. A person may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 拟稿人
    Drafter,
    /// 部门负责人
    DeptHead,
    /// 核稿人
    Reviewer,
    /// 会签
    Countersigner,
    /// 文书
    Registrar,
    /// 监督
    Auditor,
    /// 系统管理
    Admin,
}

/// The rank of a leader's signature, the lower first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// 分管领导
    ResponsibleLeader,
    /// 主要领导
    MainLeader,
}

/// A person who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Identifier.
    pub id: PersonId,
    /// The name to sign in with.
    pub login: String,
    /// The name people read.
    pub name: String,
    /// The unit where the person works.
    pub unit: UnitId,
    /// The post as people say it, such as 常务副区长.
    pub post: Option<String>,
    /// What the person may do.
    pub roles: BTreeSet<Role>,
    /// The rank of the person's signature, for leaders.
    pub rank: Option<Rank>,
    /// The units whose field the person leads (分管).
    pub leads: BTreeSet<UnitId>,
    /// Where notifications go.
    pub email: Option<String>,
    /// A disabled person can do nothing from that moment on.
    pub active: bool,
}

/// A written stand-in (授权代签): `to` may decide for `from` between two dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// The person whose tasks they are.
    pub from: PersonId,
    /// Who may act.
    pub to: PersonId,
    /// Documents only, meetings only, or both where absent.
    pub scope: Option<Kind>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
    /// The paper that says so.
    pub reference: String,
}

/// The organisation as it is at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    units: BTreeMap<UnitId, Unit>,
    people: BTreeMap<PersonId, Person>,
    delegations: Vec<Delegation>,
}

impl Organisation {
    /// Puts the parts together.
    #[must_use]
    pub fn new(
        units: impl IntoIterator<Item = Unit>,
        people: impl IntoIterator<Item = Person>,
        delegations: Vec<Delegation>,
    ) -> Self {
        Self {
            units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
            people: people.into_iter().map(|person| (person.id, person)).collect(),
            delegations,
        }
    }

    /// The unit, if it exists.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(&id)
    }

    /// The person, if known and not disabled.
    #[must_use]
    pub fn active_person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id).filter(|person| person.active)
    }

    /// The person, also a disabled one: for names in the record.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// All units in order of their code.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        let mut units: Vec<_> = self.units.values().collect();
        units.sort_by(|a, b| a.code.cmp(&b.code));
        units.into_iter()
    }

    /// All people, disabled ones included, in order of their login.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        let mut people: Vec<_> = self.people.values().collect();
        people.sort_by(|a, b| a.login.cmp(&b.login));
        people.into_iter()
    }

    /// All stand-ins ever written down.
    #[must_use]
    pub fn delegations(&self) -> &[Delegation] {
        &self.delegations
    }

    /// The short name of a unit, or a dash for one that is not known.
    #[must_use]
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.unit(id).map_or("—", |unit| &unit.short_name)
    }

    /// The active people of `unit` with `role`.
    #[must_use]
    pub fn holders(&self, unit: UnitId, role: Role) -> Vec<PersonId> {
        self.active(|person| person.unit == unit && person.roles.contains(&role))
    }

    /// The active leaders responsible for the field of `unit` (分管领导). A coordination body without a leader of its own is
    /// led by the leader of the department that staffs it.
    #[must_use]
    pub fn responsible_leaders(&self, unit: UnitId) -> Vec<PersonId> {
        let leads = |unit: UnitId| {
            self.active(|person| person.rank.is_some() && person.leads.contains(&unit))
        };
        let own = leads(unit);
        match self.unit(unit).and_then(|unit| unit.host) {
            Some(host) if own.is_empty() => leads(host),
            _ => own,
        }
    }

    /// The active main leaders (主要领导) who sign for `unit`: those of the organ whose office runs its approvals, or else of
    /// the nearest organ above it. A main leader of another organ has no say in it.
    #[must_use]
    pub fn main_leaders_of(&self, unit: UnitId) -> Vec<PersonId> {
        let above = |unit: &UnitId| self.unit(*unit).and_then(|unit| unit.parent.or(unit.host));
        // Bounded by the number of units, so that a cycle in imported data cannot hang a decision.
        let line = std::iter::successors(Some(unit), above).take(self.units.len());
        let mut leaders =
            line.map(|unit| self.main_leaders_in(&[self.organ_of(unit), self.office_of(unit)]));
        leaders.find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The active main leaders who work in one of `units`.
    #[must_use]
    pub fn main_leaders_in(&self, units: &[UnitId]) -> Vec<PersonId> {
        self.active(|person| person.rank == Some(Rank::MainLeader) && units.contains(&person.unit))
    }

    /// The organ in whose office the approvals of `unit` are run: the government of a bureau; the unit itself where it runs
    /// its own.
    #[must_use]
    pub fn organ_of(&self, unit: UnitId) -> UnitId {
        let office = self.office_of(unit);
        let runs_for = self.unit(office).filter(|office| office.kind == UnitKind::Office);
        runs_for.and_then(|office| office.parent).unwrap_or(office)
    }

    /// Whether `drafting` may prepare what `issuing` puts out or convenes: itself; the organ in whose office its approvals are
    /// run, and that office; the body that it staffs, and the body that staffs it; an internal section or a station, what the
    /// unit above it puts out.
    #[must_use]
    pub fn may_draft_for(&self, drafting: UnitId, issuing: UnitId) -> bool {
        let host = |unit: UnitId| self.unit(unit).and_then(|unit| unit.host);
        let is_part = self.unit(drafting).is_some_and(|unit| {
            matches!(unit.kind, UnitKind::InternalSection | UnitKind::Institution)
                && unit.parent == Some(issuing)
        });
        drafting == issuing
            || issuing == self.organ_of(drafting)
            || issuing == self.office_of(drafting)
            || host(issuing) == Some(drafting)
            || host(drafting) == Some(issuing)
            || is_part
    }

    /// The active people in the post of this name.
    #[must_use]
    pub fn in_post(&self, post: &str) -> Vec<PersonId> {
        self.active(|person| person.post.as_deref() == Some(post))
    }

    /// The unit of this code.
    #[must_use]
    pub fn unit_of_code(&self, code: &str) -> Option<&Unit> {
        self.units.values().find(|unit| unit.code == code)
    }

    /// The unit so many levels above; none if the hierarchy does not reach so far.
    #[must_use]
    pub fn superior(&self, unit: UnitId, levels: u32) -> Option<UnitId> {
        (0..levels).try_fold(unit, |unit, _| self.unit(unit)?.parent)
    }

    /// Those who countersign the spending of money: people with the role whose unit is named a countersigner of all.
    #[must_use]
    pub fn finance_countersigners(&self) -> Vec<PersonId> {
        self.active(|person| person.roles.contains(&Role::Countersigner))
    }

    /// Whether a person, who has not left, administers.
    #[must_use]
    pub fn administers(&self, person: PersonId) -> bool {
        self.active_person(person).is_some_and(|person| person.roles.contains(&Role::Admin))
    }

    /// Whether a person, who has not left, audits. This is the one place that says what auditors may see: they read every
    /// request with its whole record, also drafts that were never submitted, every incoming document, and all figures,
    /// irregularities, rules and routes; they decide and change nothing of it, and see no password, session, token or link.
    #[must_use]
    pub fn audits(&self, person: PersonId) -> bool {
        self.active_person(person).is_some_and(|person| person.roles.contains(&Role::Auditor))
    }

    /// Whether a person may ever decide about a request: administrators and auditors may not.
    #[must_use]
    pub fn may_decide(&self, person: PersonId) -> bool {
        let barred = |person: &Person| {
            person.roles.contains(&Role::Admin) || person.roles.contains(&Role::Auditor)
        };
        self.active_person(person).is_some_and(|person| !barred(person))
    }

    /// The office that runs the approvals of `unit`: its own where none is named.
    #[must_use]
    pub fn office_of(&self, unit: UnitId) -> UnitId {
        self.unit(unit).and_then(|unit| unit.office).unwrap_or(unit)
    }

    /// Whether `lower` stands below `upper` in the hierarchy.
    #[must_use]
    pub fn is_subordinate(&self, lower: UnitId, upper: UnitId) -> bool {
        // Bounded by the number of units, so that a cycle in imported data cannot hang a decision.
        let parent = |unit: UnitId| self.unit(unit).and_then(|unit| unit.parent);
        let superiors = std::iter::successors(parent(lower), |unit| parent(*unit));
        superiors.take(self.units.len()).any(|superior| superior == upper)
    }

    /// Whether `to` may act for `from` on `date` in matters of `kind`.
    #[must_use]
    pub fn stands_in(&self, from: PersonId, to: PersonId, kind: Kind, date: NaiveDate) -> bool {
        self.delegations.iter().any(|delegation| {
            delegation.from == from
                && delegation.to == to
                && delegation.scope.is_none_or(|scope| scope == kind)
                && (delegation.from_on..=delegation.to_on).contains(&date)
        })
    }

    fn active(&self, wanted: impl Fn(&Person) -> bool) -> Vec<PersonId> {
        self.people
            .values()
            .filter(|person| person.active && wanted(person))
            .map(|person| person.id)
            .collect()
    }
}

//! Whom a stage asks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::StageKey;
use crate::content::Content;
use crate::id::{PersonId, UnitId};
use crate::kind::Kind;
use crate::organisation::{Organisation, Rank, Role};

/// The most levels that a superior may stand above the drafting unit.
pub const MAX_SUPERIOR: u32 = 5;
/// The most people whom a drafter may choose for a stage.
pub const MAX_CHOSEN: u32 = 20;

/// The rule for whom a stage asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assignee {
    /// 部门负责人 of the drafting unit.
    HeadOfDraftingUnit,
    /// 核稿人 of the office that runs the drafting unit's approvals.
    ReviewerOfOffice,
    /// The heads of the countersigning units or co-hosts, and of the finance unit where money is spent.
    HeadsOfCountersigningUnits,
    /// 分管领导 of the drafting unit's field.
    ResponsibleLeader,
    /// 主要领导 of the organ in whose name it is issued or held: see [`Organisation::main_leaders_of`].
    MainLeader,
    /// One person.
    Person(PersonId),
    /// Everybody who holds a post of this name, such as 总工程师.
    Post(String),
    /// Everybody with a role in a unit.
    Role {
        /// Which role.
        role: Role,
        /// In which unit.
        of: UnitChoice,
    },
    /// The heads of a unit.
    HeadOf(UnitChoice),
    /// The heads of the unit so many levels above the drafting unit.
    Superior(u32),
    /// The people whom a field of the form names.
    FormField(PersonField),
    /// People whom the drafter chooses among those whom another rule finds.
    Chosen {
        /// Among whom.
        from: Box<Self>,
        /// How many at least.
        least: u32,
        /// How many at most.
        most: u32,
    },
}

/// Which unit a rule means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitChoice {
    /// 拟稿单位
    Drafting,
    /// 发文机关, or the host of a meeting
    Issuing,
    /// The office that runs the drafting unit's approvals.
    Office,
    /// The unit of this code.
    Named(String),
}

/// A field of the form that names people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonField {
    /// 召集人 of a meeting
    Convener,
    /// 出席领导 of a meeting
    LeadersAttending,
}

/// For whom people are looked up, where and when.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// Who wrote it, and so is never asked; neither is a stand-in of theirs.
    pub drafter: PersonId,
    /// Document or meeting.
    pub kind: Kind,
    /// The organisation.
    pub organisation: &'a Organisation,
    /// The day for which stand-ins are looked up.
    pub on: NaiveDate,
}

impl Asking<'_> {
    /// Keeps those who may decide: neither the drafter nor a stand-in of theirs, nor administrators, auditors and disabled
    /// people. In order of their unit and login, each once.
    fn sift(&self, mut people: Vec<PersonId>) -> Vec<PersonId> {
        people.retain(|person| self.may_ask(*person));
        people.sort_by_cached_key(|person| {
            let known = self.organisation.person(*person);
            let unit = known.and_then(|person| self.organisation.unit(person.unit));
            (unit.map(|unit| unit.code.clone()), known.map(|person| person.login.clone()), *person)
        });
        people.dedup();
        people
    }

    /// Whether this person may be asked at all.
    #[must_use]
    pub fn may_ask(&self, person: PersonId) -> bool {
        person != self.drafter
            && self.organisation.may_decide(person)
            && !self.organisation.stands_in(self.drafter, person, self.kind, self.on)
    }
}

impl Assignee {
    /// The people whom a stage of this key asks, or who do a step of the release where there is no stage. Empty where one of
    /// the units that have to be asked has nobody to ask: nothing passes because nobody was found.
    #[must_use]
    pub fn people(
        &self,
        stage: Option<&StageKey>,
        content: &Content,
        asking: &Asking,
    ) -> Vec<PersonId> {
        let organisation = asking.organisation;
        let unit = content.drafting_unit();
        match self {
            Self::HeadOfDraftingUnit => asking.sift(organisation.holders(unit, Role::DeptHead)),
            Self::ReviewerOfOffice => {
                asking.sift(organisation.holders(organisation.office_of(unit), Role::Reviewer))
            }
            Self::HeadsOfCountersigningUnits => countersigners(content, asking),
            Self::ResponsibleLeader => asking.sift(organisation.responsible_leaders(unit)),
            Self::MainLeader => asking.sift(organisation.main_leaders_of(content.unit())),
            Self::Person(person) => asking.sift(vec![*person]),
            Self::Post(post) => asking.sift(organisation.in_post(post)),
            Self::Role { role, of } => {
                let unit = of.unit(content, organisation);
                asking.sift(unit.map_or_else(Vec::new, |unit| organisation.holders(unit, *role)))
            }
            Self::HeadOf(of) => {
                let unit = of.unit(content, organisation);
                asking.sift(unit.map_or_else(Vec::new, |unit| heads(organisation, unit)))
            }
            Self::Superior(levels) => {
                let superior = organisation.superior(unit, *levels);
                asking.sift(superior.map_or_else(Vec::new, |unit| heads(organisation, unit)))
            }
            Self::FormField(field) => asking.sift(field.people(content)),
            Self::Chosen { from, least, most } => {
                let bounds = *least as usize..=*most as usize;
                chosen(stage, content, &from.people(stage, content, asking), bounds)
            }
        }
    }

    /// The rank that everybody has whom the rule finds; none where it may find somebody without one.
    #[must_use]
    pub fn rank(&self, organisation: &Organisation) -> Option<Rank> {
        let lowest = |people: Vec<PersonId>| {
            let ranks = people.into_iter().map(|id| organisation.person(id).and_then(|p| p.rank));
            ranks.min().flatten()
        };
        match self {
            Self::ResponsibleLeader => Some(Rank::ResponsibleLeader),
            Self::MainLeader => Some(Rank::MainLeader),
            Self::Person(person) => lowest(vec![*person]),
            Self::Post(post) => lowest(organisation.in_post(post)),
            Self::Chosen { from, .. } => from.rank(organisation),
            Self::HeadOfDraftingUnit
            | Self::ReviewerOfOffice
            | Self::HeadsOfCountersigningUnits
            | Self::Role { .. }
            | Self::HeadOf(_)
            | Self::Superior(_)
            | Self::FormField(_) => None,
        }
    }

    /// Whether it asks for the review of the office (核稿), whatever the route calls it: whoever gives that does not sign.
    #[must_use]
    pub fn reviews(&self, organisation: &Organisation) -> bool {
        let reviewer = |person: &PersonId| {
            organisation.person(*person).is_some_and(|known| known.roles.contains(&Role::Reviewer))
        };
        match self {
            Self::ReviewerOfOffice | Self::Role { role: Role::Reviewer, .. } => true,
            Self::Person(person) => reviewer(person),
            Self::Post(post) => organisation.in_post(post).iter().any(reviewer),
            Self::Chosen { from, .. } => from.reviews(organisation),
            Self::HeadOfDraftingUnit
            | Self::HeadsOfCountersigningUnits
            | Self::ResponsibleLeader
            | Self::MainLeader
            | Self::Role { .. }
            | Self::HeadOf(_)
            | Self::Superior(_)
            | Self::FormField(_) => false,
        }
    }

    /// Whether it asks the head of the drafting unit, in whichever words, and `drafter` is one of these `heads`: the post
    /// already stands behind the request, and is not asked about it again.
    #[must_use]
    pub fn asks_for_post_of(&self, drafter: PersonId, heads: &[PersonId]) -> bool {
        let asks_head = matches!(
            self,
            Self::HeadOfDraftingUnit
                | Self::HeadOf(UnitChoice::Drafting)
                | Self::Role { role: Role::DeptHead, of: UnitChoice::Drafting }
        );
        asks_head && heads.contains(&drafter)
    }

    /// Whether it asks a department about its own matter, which can only send a document back: the drafting unit's head, or
    /// those who countersign.
    #[must_use]
    pub fn is_of_department(&self) -> bool {
        match self {
            Self::HeadOfDraftingUnit
            | Self::HeadsOfCountersigningUnits
            | Self::HeadOf(UnitChoice::Drafting)
            | Self::Role { of: UnitChoice::Drafting, .. } => true,
            Self::Chosen { from, .. } => from.is_of_department(),
            Self::ReviewerOfOffice
            | Self::ResponsibleLeader
            | Self::MainLeader
            | Self::Person(_)
            | Self::Post(_)
            | Self::Role { .. }
            | Self::HeadOf(_)
            | Self::Superior(_)
            | Self::FormField(_) => false,
        }
    }

    /// Whether the people come from what the drafter fills in, so that no proof can know them.
    #[must_use]
    pub const fn depends_on_the_form(&self) -> bool {
        matches!(self, Self::HeadsOfCountersigningUnits | Self::FormField(_) | Self::Chosen { .. })
    }

    /// Whether the rule can be followed for this kind of request at all.
    pub(super) fn is_sound(&self, kind: Kind) -> bool {
        match self {
            Self::Superior(levels) => (1..=MAX_SUPERIOR).contains(levels),
            Self::FormField(_) => kind == Kind::Meeting,
            Self::Chosen { from, least, most } => {
                let nested = matches!(**from, Self::Chosen { .. });
                !nested
                    && 1 <= *least
                    && least <= most
                    && *most <= MAX_CHOSEN
                    && from.is_sound(kind)
            }
            Self::HeadOfDraftingUnit
            | Self::ReviewerOfOffice
            | Self::HeadsOfCountersigningUnits
            | Self::ResponsibleLeader
            | Self::MainLeader
            | Self::Person(_)
            | Self::Post(_)
            | Self::Role { .. }
            | Self::HeadOf(_) => true,
        }
    }
}

impl UnitChoice {
    fn unit(&self, content: &Content, organisation: &Organisation) -> Option<UnitId> {
        match self {
            Self::Drafting => Some(content.drafting_unit()),
            Self::Issuing => Some(content.unit()),
            Self::Office => Some(organisation.office_of(content.drafting_unit())),
            Self::Named(code) => organisation.unit_of_code(code).map(|unit| unit.id),
        }
    }
}

impl PersonField {
    fn people(self, content: &Content) -> Vec<PersonId> {
        let Content::Meeting(meeting) = content else { return Vec::new() };
        match self {
            Self::Convener => meeting.convener.into_iter().collect(),
            Self::LeadersAttending => meeting.leaders_attending.iter().copied().collect(),
        }
    }
}

/// The heads of a unit; for a government or a party committee its main leaders.
fn heads(organisation: &Organisation, unit: UnitId) -> Vec<PersonId> {
    let heads = organisation.holders(unit, Role::DeptHead);
    let is_authority = organisation.unit(unit).is_some_and(|unit| unit.kind.is_authority());
    if heads.is_empty() && is_authority {
        return organisation.main_leaders_in(&[unit]);
    }
    heads
}

/// Every unit that has to countersign is asked, or nobody: a unit without anybody to ask must not be left out in silence.
fn countersigners(content: &Content, asking: &Asking) -> Vec<PersonId> {
    let organisation = asking.organisation;
    let head = |unit: &UnitId| organisation.holders(*unit, Role::DeptHead);
    let mut groups: Vec<Vec<PersonId>> = match content {
        Content::Document(document) => {
            document.countersign_units.union(&document.joint_units).map(head).collect()
        }
        Content::Meeting(meeting) => meeting.co_hosts.iter().map(head).collect(),
        Content::Inspection(_) => Vec::new(),
    };
    if matches!(content, Content::Meeting(meeting) if meeting.budget_fen > 0) {
        groups.push(organisation.finance_countersigners());
    }
    let groups: Vec<_> = groups.into_iter().map(|group| asking.sift(group)).collect();
    if groups.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    asking.sift(groups.concat())
}

/// In the order in which the drafter chose them; nobody if the choice is not within its bounds or names somebody else.
fn chosen(
    stage: Option<&StageKey>,
    content: &Content,
    among: &[PersonId],
    bounds: std::ops::RangeInclusive<usize>,
) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for person in stage.and_then(|key| content.chosen().get(key)).map_or(&[][..], Vec::as_slice) {
        if !people.contains(person) {
            people.push(*person);
        }
    }
    let allowed = bounds.contains(&people.len()) && people.iter().all(|p| among.contains(p));
    if allowed { people } else { Vec::new() }
}

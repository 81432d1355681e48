//! Approval routes (审批流程) as data: which stages a review has, whom each asks, and how their answers count.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::canonical::{self, Digest};
use crate::content::Content;
use crate::id::PersonId;
use crate::organisation::{Organisation, Rank, Role};
use crate::request::Kind;
use crate::rules::Finding;
use crate::rules::signing::rank_required;

/// The longest key of a stage, in characters.
pub const MAX_STAGE_KEY: usize = 40;
/// The most stages of a route.
pub const MAX_STAGES: usize = 30;

/// The key of a stage, unique in its route: lower-case letters, digits and `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StageKey(String);

impl StageKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StageKey {
    type Error = RouteError;
    fn try_from(key: String) -> Result<Self, RouteError> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (1..=MAX_STAGE_KEY).contains(&key.len()) && key.bytes().all(allowed) {
            Ok(Self(key))
        } else {
            Err(RouteError::Key(key))
        }
    }
}

impl From<StageKey> for String {
    fn from(key: StageKey) -> Self {
        key.0
    }
}

impl std::fmt::Display for StageKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the answers of a stage's participants count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 或签: one consent completes the stage.
    Any,
    /// 会签: everybody must consent.
    All,
}

/// Whom a stage asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// 主要领导
    MainLeader,
}

/// When a stage is part of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Always.
    Always,
    /// If other units have to countersign.
    Countersigning,
    /// If the signer matrix demands the main leader.
    MainLeaderMustSign,
}

/// One stage of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its key.
    pub key: StageKey,
    /// Whom it asks.
    pub assignee: Assignee,
    /// How answers count.
    pub mode: Mode,
    /// When it is part of the way.
    pub when: When,
}

/// A route: stages in order. Whoever completes the last stage that applies signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Its name.
    pub name: String,
    /// Its version; a request keeps the version with which it was submitted.
    pub version: u32,
    /// What kind of request takes it.
    pub kind: Kind,
    /// The stages in order.
    pub stages: Vec<Stage>,
}

/// Which route a request takes, pinned by hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteRef {
    /// Name.
    pub name: String,
    /// Version.
    pub version: u32,
    /// Digest of the canonical route.
    pub hash: Digest,
}

/// Why a text is not a route.
#[derive(Debug, thiserror::Error)]
pub enum RouteError {
    /// Not TOML of the shape.
    #[error("the route cannot be read")]
    Unreadable(#[source] Box<toml::de::Error>),
    /// A stage key with other characters, or too long.
    #[error("the stage key {0:?} is not 1 to {MAX_STAGE_KEY} lower-case letters, digits or _")]
    Key(String),
    /// Two stages of one key.
    #[error("the stage {0} occurs twice")]
    Twice(StageKey),
    /// No stage, or too many.
    #[error("a route has 1 to {MAX_STAGES} stages, not {0}")]
    Stages(usize),
    /// On some path nobody of the required rank signs.
    #[error(
        "without the stage of the main leader at its end, the route would let a lower rank sign"
    )]
    Unsigned,
}

impl Route {
    /// Reads a route and checks it: keys are unique, and on every path the last stage is one whose people have the rank that
    /// the signer matrix demands.
    ///
    /// # Errors
    ///
    /// One variant of [`RouteError`] per fault.
    pub fn parse(text: &str) -> Result<Self, RouteError> {
        let route: Self =
            toml::from_str(text).map_err(|error| RouteError::Unreadable(Box::new(error)))?;
        if !(1..=MAX_STAGES).contains(&route.stages.len()) {
            return Err(RouteError::Stages(route.stages.len()));
        }
        let mut keys = BTreeSet::new();
        if let Some(twice) = route.stages.iter().find(|stage| !keys.insert(&stage.key)) {
            return Err(RouteError::Twice(twice.key.clone()));
        }
        if route.signs_with_rank() { Ok(route) } else { Err(RouteError::Unsigned) }
    }

    /// There are two paths at the end: with the main leader, where the matrix demands it, and without.
    fn signs_with_rank(&self) -> bool {
        let last = |main_leader: bool| {
            let applies = |stage: &&Stage| match stage.when {
                When::Always => true,
                When::Countersigning => false,
                When::MainLeaderMustSign => main_leader,
            };
            self.stages.iter().rfind(applies).map(|stage| stage.assignee)
        };
        last(true) == Some(Assignee::MainLeader)
            && matches!(last(false), Some(Assignee::MainLeader | Assignee::ResponsibleLeader))
            && self.stages.last().is_some_and(|stage| stage.when != When::Countersigning)
    }

    /// The route that comes with the program.
    ///
    /// # Panics
    ///
    /// Never: the shipped files are checked by a test.
    #[must_use]
    pub fn shipped(kind: Kind) -> Self {
        let text = match kind {
            Kind::Document => include_str!("../routes/document.toml"),
            Kind::Meeting => include_str!("../routes/meeting.toml"),
        };
        Self::parse(text).expect("the shipped routes are valid")
    }

    /// What a request pins at submission.
    ///
    /// # Panics
    ///
    /// Never: a route has no numbers that JSON cannot express.
    #[must_use]
    pub fn reference(&self) -> RouteRef {
        let bytes = canonical::bytes(self).expect("a route has a canonical form");
        RouteRef { name: self.name.clone(), version: self.version, hash: Digest::of(&bytes) }
    }

    /// The stage of this key.
    #[must_use]
    pub fn stage(&self, key: &StageKey) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == *key)
    }

    /// The stages that this content passes, in order.
    pub fn stages_for(
        &self,
        content: &Content,
        findings: &[Finding],
    ) -> impl Iterator<Item = &Stage> {
        let countersigning = needs_countersignature(content);
        let main_leader = rank_required(content, findings) == Rank::MainLeader;
        self.stages.iter().filter(move |stage| match stage.when {
            When::Always => true,
            When::Countersigning => countersigning,
            When::MainLeaderMustSign => main_leader,
        })
    }
}

/// A stage on the way of one request, with the people it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waypoint {
    /// The stage.
    pub stage: Stage,
    /// Whom it asks.
    pub people: Vec<PersonId>,
    /// Left out because the drafter holds its post.
    pub skipped: bool,
}

impl Route {
    /// The way of one content, as it is known today: every stage that applies and whom it would ask.
    #[must_use]
    pub fn way(&self, content: &Content, findings: &[Finding], asking: &Asking) -> Vec<Waypoint> {
        let heads = asking.organisation.holders(content.drafting_unit(), Role::DeptHead);
        let skips = |stage: &Stage| {
            stage.assignee == Assignee::HeadOfDraftingUnit && heads.contains(&asking.drafter)
        };
        self.stages_for(content, findings)
            .map(|stage| Waypoint {
                stage: stage.clone(),
                people: stage.assignee.people(content, asking),
                skipped: skips(stage),
            })
            .collect()
    }
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

fn needs_countersignature(content: &Content) -> bool {
    match content {
        Content::Document(document) => {
            !document.countersign_units.is_empty() || !document.joint_units.is_empty()
        }
        Content::Meeting(meeting) => !meeting.co_hosts.is_empty() || meeting.budget_fen > 0,
    }
}

impl Assignee {
    /// The people a stage asks. Nobody who may not decide is among them: neither the drafter and their stand-ins, nor
    /// administrators and auditors.
    fn people(self, content: &Content, asking: &Asking) -> Vec<PersonId> {
        let organisation = asking.organisation;
        let unit = content.drafting_unit();
        let head = |unit| organisation.holders(unit, Role::DeptHead);
        let mut people = match self {
            Self::HeadOfDraftingUnit => head(unit),
            Self::ReviewerOfOffice => {
                organisation.holders(organisation.office_of(unit), Role::Reviewer)
            }
            Self::HeadsOfCountersigningUnits => match content {
                Content::Document(document) => document
                    .countersign_units
                    .union(&document.joint_units)
                    .flat_map(|unit| head(*unit))
                    .collect(),
                Content::Meeting(meeting) => {
                    let co_hosts = meeting.co_hosts.iter().flat_map(|unit| head(*unit));
                    let finance =
                        (meeting.budget_fen > 0).then(|| organisation.finance_countersigners());
                    co_hosts.chain(finance.into_iter().flatten()).collect()
                }
            },
            Self::ResponsibleLeader => organisation.responsible_leaders(unit),
            Self::MainLeader => organisation.main_leaders(),
        };
        people.retain(|person| {
            *person != asking.drafter
                && organisation.may_decide(*person)
                && !organisation.stands_in(asking.drafter, *person, asking.kind, asking.on)
        });
        people.sort_unstable();
        people.dedup();
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_routes_are_valid() {
        for kind in [Kind::Document, Kind::Meeting] {
            assert_eq!(Route::shipped(kind).kind, kind);
        }
    }

    fn without(stage: &str) -> Result<Route, RouteError> {
        let mut route = Route::shipped(Kind::Document);
        route.stages.retain(|candidate| candidate.key.as_str() != stage);
        Route::parse(&toml::to_string(&route).unwrap())
    }

    #[test]
    fn a_route_that_lets_a_lower_rank_sign_is_refused() {
        assert!(matches!(without("signing"), Err(RouteError::Unsigned)));
        assert!(matches!(without("leader_review"), Err(RouteError::Unsigned)));
        assert!(without("dept_review").is_ok());
    }

    #[test]
    fn stage_keys_are_short_plain_and_unique() {
        for bad in ["", "Signing", "签发", "a b", &"x".repeat(MAX_STAGE_KEY + 1)] {
            assert!(matches!(StageKey::try_from(bad.to_owned()), Err(RouteError::Key(_))), "{bad}");
        }
        assert!(StageKey::try_from("x".repeat(MAX_STAGE_KEY)).is_ok());
        let mut route = Route::shipped(Kind::Document);
        route.stages.insert(0, route.stages[0].clone());
        let error = Route::parse(&toml::to_string(&route).unwrap()).unwrap_err();
        assert!(matches!(error, RouteError::Twice(_)), "{error}");
    }

    #[test]
    fn another_version_has_another_hash() {
        let route = Route::shipped(Kind::Document);
        let other = Route { version: 2, ..route.clone() };
        assert_ne!(route.reference().hash, other.reference().hash);
    }
}

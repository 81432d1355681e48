//! Approval routes (审批流程) as data: which stages a review has, whom each asks, how their answers count, and by when.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::canonical::{self, Digest};
use crate::condition::{Condition, ConditionError, Values};
use crate::content::Content;
use crate::organisation::Organisation;
use crate::request::{Kind, Status};
use crate::rules::Finding;
use crate::tally::{Mode, VoteError};

pub mod assignee;
pub mod proof;
pub mod way;

pub use assignee::{Asking, Assignee, UnitChoice};
pub use way::{SkipReason, Waypoint};

/// The longest key of a stage, in characters.
pub const MAX_STAGE_KEY: usize = 40;
/// The most stages of a route.
pub const MAX_STAGES: usize = 30;
/// The longest deadline of a stage, in working days.
pub const MAX_DEADLINE_DAYS: u32 = 60;

/// The key of a stage, unique in its route: letters of any script, digits and `_`. The keys of the shipped routes are
/// translated for people; any other key is the stage's name, and is shown as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, example = "office_review"))]
#[serde(try_from = "String", into = "String")]
pub struct StageKey(String);

impl StageKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which a phase outside the review is named where nobody is found for it.
    pub(crate) fn of_phase(phase: &Status) -> Self {
        Self(phase.key())
    }
}

impl TryFrom<String> for StageKey {
    type Error = RouteError;
    fn try_from(key: String) -> Result<Self, RouteError> {
        let allowed = |c: char| c.is_alphanumeric() && !c.is_uppercase() || c == '_';
        if (1..=MAX_STAGE_KEY).contains(&key.chars().count()) && key.chars().all(allowed) {
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

/// One stage of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its key.
    pub key: StageKey,
    /// Whom it asks.
    pub assignee: Assignee,
    /// Whom it asks where the rule finds nobody. Without one, such a request is not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Assignee>,
    /// How answers count.
    pub mode: Mode,
    /// When it is part of the way.
    pub when: Condition,
    /// In how many working days those asked should answer. Nothing passes by itself: they are reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_days: Option<u32>,
    /// Whether somebody is asked again who answered at the stage before, or will answer at the next.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ask_again: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Who does what follows the signature, and by when. Whoever it is must hold the role of the step all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// 复核; the reviewers of the office where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck: Option<Assignee>,
    /// 编号, 用印, 印发, 归档; the registrars of the office where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registrar: Option<Assignee>,
    /// In how many working days each of these steps should be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_days: Option<u32>,
}

impl Release {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
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
    /// The stages of the approval, in order.
    pub stages: Vec<Stage>,
    /// Who does the steps of the release.
    #[serde(default, skip_serializing_if = "Release::is_usual")]
    pub release: Release,
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
    /// Not TOML, or JSON, of the shape.
    #[error("the route cannot be read: {0}")]
    Unreadable(String),
    /// A stage key with other characters, or too long.
    #[error(
        "the stage key {0:?} is not 1 to {MAX_STAGE_KEY} letters without capitals, digits or _"
    )]
    Key(String),
    /// Two stages of one key.
    #[error("the stage {0} occurs twice")]
    Twice(StageKey),
    /// No stage, or too many.
    #[error("a route has 1 to {MAX_STAGES} stages, not {0}")]
    Stages(usize),
    /// A condition that cannot be asked of this kind of request.
    #[error("the condition of the stage {stage} does not hold together")]
    Condition {
        /// Of which stage.
        stage: StageKey,
        /// What is wrong with it.
        #[source]
        error: ConditionError,
    },
    /// A vote that cannot be counted.
    #[error("the vote of the stage {stage} cannot be counted")]
    Vote {
        /// Of which stage.
        stage: StageKey,
        /// What is wrong with it.
        #[source]
        error: VoteError,
    },
    /// A deadline of no day, or of too many.
    #[error("the deadline of {days} working days is not 1 to {MAX_DEADLINE_DAYS}")]
    Deadline {
        /// What it says.
        days: u32,
    },
    /// A rule for whom to ask that cannot be followed.
    #[error("the rule for whom the stage {stage} asks cannot be followed")]
    Assignee {
        /// Of which stage.
        stage: StageKey,
    },
}

impl Route {
    /// Reads a route from TOML, or from JSON if it begins with a brace, and checks what can be checked without an
    /// organisation. Whether it may come into force is proven by [`prove`](proof::prove).
    ///
    /// # Errors
    ///
    /// One variant of [`RouteError`] per fault.
    pub fn parse(text: &str) -> Result<Self, RouteError> {
        let route: Self = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|error| RouteError::Unreadable(error.to_string()))?
        } else {
            toml::from_str(text).map_err(|error| RouteError::Unreadable(error.to_string()))?
        };
        route.check()?;
        Ok(route)
    }

    fn check(&self) -> Result<(), RouteError> {
        if !(1..=MAX_STAGES).contains(&self.stages.len()) {
            return Err(RouteError::Stages(self.stages.len()));
        }
        let mut keys = BTreeSet::new();
        if let Some(twice) = self.stages.iter().find(|stage| !keys.insert(&stage.key)) {
            return Err(RouteError::Twice(twice.key.clone()));
        }
        let deadlines = self.stages.iter().map(|stage| stage.deadline_days);
        let mut days = deadlines.chain([self.release.deadline_days]).flatten();
        if let Some(days) = days.find(|days| !(1..=MAX_DEADLINE_DAYS).contains(days)) {
            return Err(RouteError::Deadline { days });
        }
        self.stages.iter().try_for_each(|stage| stage.check(self.kind))
    }

    /// The route that comes with the program.
    ///
    /// # Panics
    ///
    /// Never: the shipped files are checked by a test.
    #[must_use]
    pub fn shipped(kind: Kind) -> Self {
        Self::parse(Self::shipped_text(kind)).expect("the shipped routes are valid")
    }

    /// The file of the route that comes with the program, for an office to copy and change.
    #[must_use]
    pub const fn shipped_text(kind: Kind) -> &'static str {
        match kind {
            Kind::Document => include_str!("../routes/document.toml"),
            Kind::Meeting => include_str!("../routes/meeting.toml"),
            Kind::Inspection => include_str!("../routes/inspection.toml"),
        }
    }

    /// The route as a file.
    ///
    /// # Errors
    ///
    /// If it holds what TOML cannot say; a route that was read never does.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
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

    /// The place of the stage of this key, from 0.
    #[must_use]
    pub fn position(&self, key: &StageKey) -> Option<usize> {
        self.stages.iter().position(|stage| stage.key == *key)
    }

    /// The stages that this content passes, in order.
    pub fn stages_for(
        &self,
        content: &Content,
        findings: &[Finding],
        organisation: &Organisation,
    ) -> impl Iterator<Item = &Stage> {
        let values = Values::of(content, findings, organisation);
        self.stages.iter().filter(move |stage| stage.when.holds(&values))
    }
}

/// Whether other units have to countersign.
pub(crate) fn needs_countersignature(content: &Content) -> bool {
    match content {
        Content::Document(document) => {
            !document.countersign_units.is_empty() || !document.joint_units.is_empty()
        }
        Content::Meeting(meeting) => !meeting.co_hosts.is_empty() || meeting.budget_fen > 0,
        Content::Inspection(_) => false,
    }
}

impl Stage {
    fn check(&self, kind: Kind) -> Result<(), RouteError> {
        let stage = || self.key.clone();
        self.when.check(kind).map_err(|error| RouteError::Condition { stage: stage(), error })?;
        if let Mode::Vote(vote) = self.mode {
            vote.check().map_err(|error| RouteError::Vote { stage: stage(), error })?;
        }
        let sound = |assignee: &Assignee| assignee.is_sound(kind);
        if sound(&self.assignee) && self.fallback.as_ref().is_none_or(sound) {
            Ok(())
        } else {
            Err(RouteError::Assignee { stage: stage() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_routes_are_valid() {
        for &kind in Kind::ALL {
            let route = Route::shipped(kind);
            assert_eq!(route.kind, kind);
            assert_eq!(Route::parse(&route.to_toml().unwrap()).unwrap(), route);
            assert_eq!(Route::parse(&serde_json::to_string(&route).unwrap()).unwrap(), route);
        }
    }

    /// Requests are pinned to a route by its digest: another text of a shipped route is another version.
    #[test]
    fn the_shipped_routes_keep_their_digest() {
        let hash = |kind: &Kind| Route::shipped(*kind).reference().hash.to_string();
        let hashes: Vec<_> = Kind::ALL.iter().map(hash).collect();
        let pinned = [
            "bf4f71b49a96c89c9b22a1a3f42230f422433578e8bcf0a9ee301230a9e58c6f",
            "e3a3979284232531e55ef79c096281b0fa55da6b8700cf23b4a66b06f89a4267",
            "c561ca049d21f5c545a6de8aeff6987fb3a52fc4666274946c4ebb58ebfff3ea",
        ];
        assert_eq!(hashes, pinned);
    }

    #[test]
    fn stage_keys_are_short_plain_and_unique() {
        for bad in ["", "Signing", "a b", "a:b", "a-b", &"x".repeat(MAX_STAGE_KEY + 1)] {
            assert!(matches!(StageKey::try_from(bad.to_owned()), Err(RouteError::Key(_))), "{bad}");
        }
        for good in ["signing", "专家论证", "x2_y", &"论".repeat(MAX_STAGE_KEY)] {
            assert!(StageKey::try_from(good.to_owned()).is_ok(), "{good}");
        }
        let mut route = Route::shipped(Kind::Document);
        route.stages.insert(0, route.stages[0].clone());
        let error = Route::parse(&route.to_toml().unwrap()).unwrap_err();
        assert!(matches!(error, RouteError::Twice(_)), "{error}");
    }

    #[test]
    fn a_deadline_is_a_day_to_sixty() {
        let with = |days| {
            let mut route = Route::shipped(Kind::Document);
            route.stages[0].deadline_days = Some(days);
            Route::parse(&route.to_toml().unwrap())
        };
        assert!(with(1).is_ok() && with(MAX_DEADLINE_DAYS).is_ok());
        for days in [0, MAX_DEADLINE_DAYS + 1] {
            assert!(matches!(with(days), Err(RouteError::Deadline { .. })), "{days}");
        }
    }

    #[test]
    fn another_version_has_another_hash() {
        let route = Route::shipped(Kind::Document);
        let other = Route { version: 2, ..route.clone() };
        assert_ne!(route.reference().hash, other.reference().hash);
    }
}

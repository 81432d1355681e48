//! The proof that a route may come into force: on every path that a request can take along it, a signature of the required
//! rank stands at the end, every stage can be left, and somebody can be asked.
//!
//! A route has no loop of its own, and a condition has the same answer between two neighbours of the numbers it names. So
//! finitely many values stand for all of them, and the proof looks at every combination. What only the form can say, such as
//! which units countersign, is not proven but told as a warning; a request for which nobody is found is not accepted.
//!
//! Stand-ins are left out of account: they come and go with the calendar, and are looked at when a request is submitted.

use serde::{Deserialize, Serialize};

use super::{Route, StageKey};
use crate::condition::Values;
use crate::id::PersonId;
use crate::organisation::{Organisation, Rank};
use crate::rules::RuleSet;

mod known;
mod people;
mod required;
mod space;
mod walk;

pub use required::Review;

/// The most combinations of values that a proof looks at.
pub const MAX_COMBINATIONS: u64 = 1_000_000;
/// The most different paths that a proof keeps.
pub const MAX_PATHS: usize = 10_000;

/// What was found out about a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// What stands against it. It may come into force only if there is nothing.
    pub faults: Vec<Fault>,
    /// What nobody can know before the form is filled in.
    pub warnings: Vec<Warning>,
    /// Every path that a request can take, the first combination that takes it beside it.
    pub paths: Vec<Path>,
    /// How many combinations of values there are.
    pub combinations: u64,
}

impl Proof {
    /// Whether the route may come into force, as far as it was looked at.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// The stages that apply to some requests, and what must stand at their end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path {
    /// The stages in order.
    pub stages: Vec<StageKey>,
    /// The lowest rank whose signature is enough.
    pub rank: Rank,
    /// What a request may look like that takes it.
    pub witness: Values,
}

/// A stage, or a step after the signature, at which a route asks somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A stage of the review.
    Stage(StageKey),
    /// 复核
    Recheck,
    /// 编号, 用印, 印发, 归档
    Registrar,
}

/// Why the end of a path is no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsigned {
    /// No stage applies.
    NoStage,
    /// The last stage may ask somebody of a lower rank, or of none.
    Rank,
    /// Its fallback may.
    Fallback,
    /// The last stage is a vote: what many decide, nobody has signed.
    Vote,
}

/// Why a stage cannot be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stuck {
    /// The vote does not pass if everybody consents who is asked.
    Vote,
    /// The vote does not pass if everybody consents who may have been chosen, or named by the form.
    VoteOfFew,
    /// Fewer people can be chosen than have to be.
    Choice {
        /// How many there are.
        there: u32,
        /// How many have to be chosen.
        least: u32,
    },
}

/// What stands against a route. Units are named by their codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Fault {
    /// More combinations than [`MAX_COMBINATIONS`]; nothing else was looked at.
    TooManyCombinations {
        /// How many; at most `u64::MAX`.
        combinations: u64,
        /// The limit.
        limit: u64,
    },
    /// More paths than [`MAX_PATHS`]; those beyond were not looked at.
    TooManyPaths {
        /// The limit.
        limit: u64,
    },
    /// A unit that does not exist, or no more.
    UnknownUnit {
        /// Which stage names it; the release where absent.
        stage: Option<StageKey>,
        /// Its code.
        unit: String,
    },
    /// A person who is not known, or disabled.
    UnknownPerson {
        /// Which stage names the person; the release where absent.
        stage: Option<StageKey>,
        /// The person whom it concerns.
        person: PersonId,
    },
    /// A post that nobody holds.
    UnknownPost {
        /// Which stage names it; the release where absent.
        stage: Option<StageKey>,
        /// The post.
        post: String,
    },
    /// A path without a signature of the required rank at its end.
    NoSignature {
        /// Which path.
        path: Path,
        /// What is wrong with its end.
        because: Unsigned,
    },
    /// A stage that no request ever reaches.
    Unreachable {
        /// The key of the stage.
        stage: StageKey,
    },
    /// A stage where requests would wait for ever.
    CannotBeLeft {
        /// On which path.
        path: Path,
        /// The key of the stage.
        stage: StageKey,
        /// For requests of which unit; of every one where absent.
        unit: Option<String>,
        /// Why.
        because: Stuck,
    },
    /// A step at which nobody can be asked.
    NobodyToAsk {
        /// On which path.
        path: Path,
        /// Which step.
        step: Step,
        /// For requests of which unit.
        unit: String,
        /// Written by whom.
        drafters: Vec<PersonId>,
    },
    /// A path without a review that the rules ask of every route.
    MissingReview {
        /// Which path.
        path: Path,
        /// What it leaves out.
        review: Review,
    },
    /// A leader's stage whose people have to include the only one who could have reviewed the text for the office.
    SignerIsReviewer {
        /// On which path.
        path: Path,
        /// The leader's stage.
        stage: StageKey,
        /// For requests of which unit.
        unit: String,
        /// Who is both.
        person: PersonId,
    },
}

impl Fault {
    /// The code in answers, in the record and in message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyCombinations { .. } => "too_many_combinations",
            Self::TooManyPaths { .. } => "too_many_paths",
            Self::UnknownUnit { .. } => "unknown_unit",
            Self::UnknownPerson { .. } => "unknown_person",
            Self::UnknownPost { .. } => "unknown_post",
            Self::NoSignature { .. } => "no_signature",
            Self::Unreachable { .. } => "unreachable",
            Self::CannotBeLeft { .. } => "cannot_be_left",
            Self::NobodyToAsk { .. } => "nobody_to_ask",
            Self::MissingReview { review: Review::Head, .. } => "no_head_review",
            Self::MissingReview { review: Review::Office, .. } => "no_office_review",
            Self::SignerIsReviewer { .. } => "signer_is_reviewer",
        }
    }

    /// The path on which it comes up, if it is about one.
    #[must_use]
    pub const fn path(&self) -> Option<&Path> {
        match self {
            Self::NoSignature { path, .. }
            | Self::CannotBeLeft { path, .. }
            | Self::NobodyToAsk { path, .. }
            | Self::MissingReview { path, .. }
            | Self::SignerIsReviewer { path, .. } => Some(path),
            Self::TooManyCombinations { .. }
            | Self::TooManyPaths { .. }
            | Self::UnknownUnit { .. }
            | Self::UnknownPerson { .. }
            | Self::UnknownPost { .. }
            | Self::Unreachable { .. } => None,
        }
    }
}

/// What the proof cannot know, because the form decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Units that the stage may have to ask and that have nobody to ask. A request that names one is not accepted.
    NobodyInUnits {
        /// The key of the stage.
        stage: StageKey,
        /// Their codes, in order.
        units: Vec<String>,
    },
    /// Nobody countersigns for money. A meeting with a budget is not accepted.
    NobodyForMoney {
        /// The key of the stage.
        stage: StageKey,
    },
    /// The form names the people.
    FormNamesPeople {
        /// The key of the stage.
        stage: StageKey,
    },
}

impl Warning {
    /// The code in answers and message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NobodyInUnits { .. } => "nobody_in_units",
            Self::NobodyForMoney { .. } => "nobody_for_money",
            Self::FormNamesPeople { .. } => "form_names_people",
        }
    }
}

/// As [`prove`], and also that no path leaves out a review that these rules ask of every route. A route comes into force only if
/// this holds.
#[must_use]
pub fn prove_by(rules: &RuleSet, route: &Route, organisation: Option<&Organisation>) -> Proof {
    let mut proof = prove(route, organisation);
    let missing = required::missing(route, &proof.paths, rules);
    proof.faults.extend(missing);
    proof
}

/// Proves a route, for the organisation as it is. Without one, only what needs none is looked at.
///
/// Pure, and always the same for the same arguments. The time grows with the combinations, and with the product of units,
/// people and stages.
#[must_use]
pub fn prove(route: &Route, organisation: Option<&Organisation>) -> Proof {
    // Stand-ins come and go with the calendar; the proof is about what lasts.
    let lasting = organisation.map(|organisation| {
        let units = organisation.units().cloned();
        Organisation::new(units, organisation.people().cloned(), Vec::new())
    });
    let organisation = lasting.as_ref();
    let space = space::Space::of(route, organisation);
    let combinations = space.size();
    let mut proof =
        Proof { faults: Vec::new(), warnings: Vec::new(), paths: Vec::new(), combinations };
    if combinations > MAX_COMBINATIONS {
        let limit = MAX_COMBINATIONS;
        proof.faults.push(Fault::TooManyCombinations { combinations, limit });
        return proof;
    }
    let walked = walk::walk(route, &space);
    if walked.is_cut {
        proof.faults.push(Fault::TooManyPaths { limit: MAX_PATHS as u64 });
    }
    proof.paths = walked.paths;
    if let Some(organisation) = organisation {
        proof.faults.extend(known::unknown(route, organisation));
    }
    proof.faults.extend(walk::unsigned(route, &proof.paths, organisation));
    proof.faults.extend(walk::unreachable(route, &proof.paths));
    if let Some(organisation) = organisation {
        let (faults, warnings) = people::judge(route, organisation, &proof.paths);
        proof.faults.extend(faults);
        proof.warnings = warnings;
    }
    proof
}

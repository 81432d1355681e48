//! Why something was not done.

use serde::{Deserialize, Serialize};

use crate::id::PersonId;
use crate::request::{ActionName, Status};
use crate::route::StageKey;
use crate::rules::{Finding, RuleId};
use crate::time::Timestamp;

/// Why a command was refused; one variant per case that a caller treats differently. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case", deny_unknown_fields)]
pub enum Refusal {
    /// Rules stand against it: all that they find, at once.
    #[error("blocked by {} finding(s)", findings.len())]
    Blocked {
        /// The findings that block, or that lack a reason.
        findings: Vec<Finding>,
    },
    /// A mark of classification was found. Nothing of the text may be kept.
    #[error("suspected to be classified, pattern {pattern}")]
    Classified {
        /// The number of the pattern, from 1.
        pattern: u32,
    },
    /// The phase does not allow the action.
    #[error("{} is not possible while the request is {}", action.key(), status.key())]
    NotAllowedNow {
        /// What was tried.
        action: ActionName,
        /// Where the request stands.
        status: Status,
    },
    /// The participant has decided already.
    #[error("already decided by {by} at {at}")]
    AlreadyDecided {
        /// Who decided.
        by: PersonId,
        /// When.
        at: Timestamp,
    },
    /// Somebody else has to do this.
    #[error("{} is not the actor's to do", action.key())]
    NotYours {
        /// What was tried.
        action: ActionName,
    },
    /// A stage of the route finds nobody to ask.
    #[error("nobody can be asked at the stage {stage}")]
    NobodyFor {
        /// Which stage.
        stage: StageKey,
    },
    /// The action needs a word of explanation.
    #[error("an opinion is required")]
    OpinionRequired,
    /// The explanation is longer than can be kept.
    #[error("the opinion has {length} characters, more than {limit}")]
    OpinionTooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// Exceptions were not accepted one by one.
    #[error("{} exception(s) are not accepted", rules.len())]
    ExceptionsOpen {
        /// Which rules' exceptions are open.
        rules: Vec<RuleId>,
    },
    /// A countersigning unit objects, and a downward document cannot go on without agreement.
    #[error("an objection is unresolved")]
    ObjectionUnresolved,
    /// The content holds more parts or bytes than the program accepts.
    #[error("the field {field} holds more than {limit}")]
    TooMuch {
        /// Which field.
        field: String,
        /// The limit.
        limit: u64,
    },
}

impl Refusal {
    /// The code in the record, in answers and in message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Blocked { .. } => "blocked",
            Self::Classified { .. } => "classified",
            Self::NotAllowedNow { .. } => "not_allowed_now",
            Self::AlreadyDecided { .. } => "already_decided",
            Self::NotYours { .. } => "not_yours",
            Self::NobodyFor { .. } => "nobody_for",
            Self::OpinionRequired => "opinion_required",
            Self::OpinionTooLong { .. } => "opinion_too_long",
            Self::ExceptionsOpen { .. } => "exceptions_open",
            Self::ObjectionUnresolved => "objection_unresolved",
            Self::TooMuch { .. } => "too_much",
        }
    }

    /// What rules found; empty where no rule is concerned.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Blocked { findings } => findings,
            Self::Classified { .. }
            | Self::NotAllowedNow { .. }
            | Self::AlreadyDecided { .. }
            | Self::NotYours { .. }
            | Self::NobodyFor { .. }
            | Self::OpinionRequired
            | Self::OpinionTooLong { .. }
            | Self::ExceptionsOpen { .. }
            | Self::ObjectionUnresolved
            | Self::TooMuch { .. } => &[],
        }
    }

    /// The rules concerned.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleId> {
        match self {
            Self::Classified { .. } => vec![RuleId::Classified],
            Self::ExceptionsOpen { rules } => rules.clone(),
            Self::Blocked { .. }
            | Self::NotAllowedNow { .. }
            | Self::AlreadyDecided { .. }
            | Self::NotYours { .. }
            | Self::NobodyFor { .. }
            | Self::OpinionRequired
            | Self::OpinionTooLong { .. }
            | Self::ObjectionUnresolved
            | Self::TooMuch { .. } => self.findings().iter().map(|finding| finding.rule).collect(),
        }
    }
}

impl From<Finding> for Refusal {
    fn from(finding: Finding) -> Self {
        Self::Blocked { findings: vec![finding] }
    }
}

//! Why something was not done.

use serde::{Deserialize, Serialize};

use crate::action::ActionName;
use crate::finding::{Finding, RuleId};
use crate::id::PersonId;
use crate::stage_key::StageKey;
use crate::status::Status;
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
        /// The instant at which it happened.
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
        /// The key of the stage.
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
    /// Others are asked first.
    #[error("{} other(s) are asked first", waits_for.len())]
    NotYourTurn {
        /// Who.
        waits_for: Vec<PersonId>,
    },
    /// It was done a short while ago.
    #[error("too soon, again from {again_at} on")]
    TooSoon {
        /// From when on it may be done again.
        again_at: Timestamp,
    },
    /// The request is suspended.
    #[error("suspended by {by} at {at}")]
    Suspended {
        /// The person who did it.
        by: PersonId,
        /// The instant at which it happened.
        at: Timestamp,
    },
    /// A proposal has to be answered first.
    #[error("a proposal of {by} at {at} has to be answered first")]
    ProposalOpen {
        /// Whose.
        by: PersonId,
        /// The instant at which it happened.
        at: Timestamp,
    },
    /// This person cannot be asked.
    #[error("{person} cannot be asked: {}", reason.key())]
    NotEligible {
        /// The person whom it concerns.
        person: PersonId,
        /// The reason why not.
        reason: Ineligible,
    },
    /// Nobody is asked beside or after the signature.
    #[error("nobody is asked beside or after the signature")]
    AfterSignature,
    /// A room that the meeting needs is taken.
    #[error("the room is taken from {starts_at} on")]
    RoomTaken {
        /// When the meeting begins that has it.
        starts_at: Timestamp,
    },
    /// There is no such stage, or not where it would have to be.
    #[error("the stage {stage} is not on the way there")]
    StageUnknown {
        /// The key of the stage.
        stage: StageKey,
    },
    /// A stage that has to be passed would be left out.
    #[error("the stage {stage} would be left out")]
    RouteLosesSignature {
        /// The key of the stage.
        stage: StageKey,
    },
    /// It cannot be done, whoever does it.
    #[error("not possible: {}", reason.key())]
    NotPossible {
        /// The reason why not.
        reason: Impossible,
    },
}

words! {
    /// Why somebody cannot be asked.
    pub enum Ineligible {
        /// Not known, or disabled.
        Inactive = "inactive",
        /// They wrote it.
        Drafter = "drafter",
        /// They stand in for who wrote it.
        StandInOfDrafter = "stand_in_of_drafter",
        /// They administer or audit.
        Office = "office",
        /// They are asked already.
        AskedAlready = "asked_already",
        /// Their rank is lower than the stage asks.
        Rank = "rank",
        /// They do not work in the unit of whoever gives the task away.
        Unit = "unit",
        /// They do not have the role of the step.
        Role = "role",
    }
}

words! {
    /// Why something cannot be done, whoever does it.
    pub enum Impossible {
        /// There is nobody else who could agree.
        NobodyToAgree = "nobody_to_agree",
        /// Nobody is named, or nobody is waited for.
        NobodyNamed = "nobody_named",
        /// The other meeting is not known.
        OtherUnknown = "other_unknown",
        /// The other request is no meeting.
        OtherIsNoMeeting = "other_is_no_meeting",
        /// The other meeting is this one.
        OtherIsItself = "other_is_itself",
        /// The other meeting is over, suspended or under another proposal.
        OtherCannotTake = "other_cannot_take",
        /// There is no newer version of the route.
        NoNewerRoute = "no_newer_route",
        /// Nothing would change.
        NothingChanged = "nothing_changed",
    }
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
            Self::NotYourTurn { .. } => "not_your_turn",
            Self::TooSoon { .. } => "too_soon",
            Self::Suspended { .. } => "suspended",
            Self::ProposalOpen { .. } => "proposal_open",
            Self::NotEligible { .. } => "not_eligible",
            Self::AfterSignature => "after_signature",
            Self::RoomTaken { .. } => "room_taken",
            Self::StageUnknown { .. } => "stage_unknown",
            Self::RouteLosesSignature { .. } => "route_loses_signature",
            Self::NotPossible { .. } => "not_possible",
        }
    }

    /// What rules found; empty where no rule is concerned.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        if let Self::Blocked { findings } = self { findings } else { &[] }
    }

    /// The rules concerned.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleId> {
        if let Self::Classified { .. } = self {
            vec![RuleId::Classified]
        } else if let Self::ExceptionsOpen { rules } = self {
            rules.clone()
        } else {
            self.findings().iter().map(|finding| finding.rule).collect()
        }
    }
}

impl From<Finding> for Refusal {
    fn from(finding: Finding) -> Self {
        Self::Blocked { findings: vec![finding] }
    }
}

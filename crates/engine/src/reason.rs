//! Why use cases refuse: what every such reason tells those who hand it on.

use std::convert::Infallible;

use baopi_document::Unreadable;
use baopi_workflow::Refusal;
use baopi_workflow::incoming::StepRefusal;
use baopi_workflow::organisation::delegation::DelegationRefusal;
use baopi_workflow::refusal::Impossible;

/// What would have to be different for a refused command to be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Who sends it: it is somebody else's to do.
    Forbidden,
    /// How things stand: the same may be possible later, or was before.
    Conflict,
    /// What is sent.
    Unprocessable,
}

/// Why a use case refuses. Implemented once for each use case that has reasons of its own; what all of them have in common is in
/// [`CommandError`](crate::error::CommandError).
pub trait Reason: std::error::Error + Send + Sync + 'static {
    /// The word for it, in answers to programs and in the keys of messages.
    fn code(&self) -> &'static str;

    /// What would have to be different.
    fn class(&self) -> Class;

    /// The field that would have to be another one, where it is about one.
    fn field(&self) -> Option<&'static str> {
        None
    }

    /// The word under which the record of the system keeps it; nothing for what its sender corrects and sends again.
    fn recorded(&self) -> Option<&'static str> {
        Some(self.code())
    }
}

/// For use cases that refuse nothing.
impl Reason for Infallible {
    fn code(&self) -> &'static str {
        match *self {}
    }

    fn class(&self) -> Class {
        match *self {}
    }
}

impl Reason for Refusal {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn class(&self) -> Class {
        match self {
            Self::NotAllowedNow { .. }
            | Self::AlreadyDecided { .. }
            | Self::NotYourTurn { .. }
            | Self::TooSoon { .. }
            | Self::Suspended { .. }
            | Self::ProposalOpen { .. }
            | Self::RoomTaken { .. }
            | Self::RouteLosesSignature { .. }
            | Self::NotPossible {
                reason:
                    Impossible::NobodyToAgree | Impossible::OtherCannotTake | Impossible::NoNewerRoute,
            } => Class::Conflict,
            Self::NotYours { .. } => Class::Forbidden,
            Self::Blocked { .. }
            | Self::Classified { .. }
            | Self::NobodyFor { .. }
            | Self::OpinionRequired
            | Self::OpinionTooLong { .. }
            | Self::ExceptionsOpen { .. }
            | Self::ObjectionUnresolved
            | Self::TooMuch { .. }
            | Self::NotEligible { .. }
            | Self::AfterSignature
            | Self::StageUnknown { .. }
            | Self::NotPossible {
                reason:
                    Impossible::NobodyNamed
                    | Impossible::OtherUnknown
                    | Impossible::OtherIsNoMeeting
                    | Impossible::OtherIsItself
                    | Impossible::NothingChanged,
            } => Class::Unprocessable,
        }
    }
}

impl Reason for DelegationRefusal {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn class(&self) -> Class {
        match self {
            Self::AlreadyOver | Self::AlreadyConfirmed => Class::Conflict,
            Self::NotYours | Self::OwnEntry => Class::Forbidden,
            Self::Oneself
            | Self::GiverGone
            | Self::GiverBarred
            | Self::StandInGone
            | Self::StandInBarred
            | Self::RankNeeded
            | Self::Empty
            | Self::TooLong { .. }
            | Self::TooFarAhead { .. }
            | Self::Over
            | Self::ReferenceMissing
            | Self::ReferenceTooLong { .. }
            | Self::StandInAway { .. }
            | Self::GiverStandsIn { .. }
            | Self::Duplicate { .. } => Class::Unprocessable,
        }
    }

    fn field(&self) -> Option<&'static str> {
        self.field()
    }
}

impl Reason for StepRefusal {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn class(&self) -> Class {
        match self {
            Self::NotNow => Class::Conflict,
            Self::NotYours => Class::Forbidden,
            Self::NoteMissing
            | Self::NoteTooLong { .. }
            | Self::NobodyNamed
            | Self::TooManyNamed { .. }
            | Self::NotEligible { .. } => Class::Unprocessable,
        }
    }
}

impl Reason for Unreadable {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn class(&self) -> Class {
        Class::Unprocessable
    }

    fn field(&self) -> Option<&'static str> {
        Some("file")
    }
}

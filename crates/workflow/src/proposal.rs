//! What one administrator proposes and another confirms (提议和确认): figures of the rules, routes, and years of the calendar.

use serde::{Deserialize, Serialize};

use crate::id::{PersonId, ProposalId};
use crate::organisation::Organisation;
use crate::time::Timestamp;

words! {
    /// What came of a proposal.
    pub enum Standing {
        /// Nothing yet.
        Open = "open",
        /// It came into force.
        Confirmed = "confirmed",
        /// A second administrator was against it.
        Declined = "declined",
        /// Whoever proposed it took it back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// How somebody wants a proposal settled.
    pub enum Settlement {
        /// It comes into force.
        Confirm = "confirm",
        /// It does not.
        Decline = "decline",
        /// It is taken back.
        Withdraw = "withdraw",
    }
}

words! {
    /// What a [`Proposal`] is to take the place of.
    pub enum Subject {
        /// The route for a kind of request.
        Route = "route",
        /// The days of a year that are out of the ordinary.
        WorkingDays = "working_days",
    }
}

impl Settlement {
    /// What comes of a proposal that is settled so.
    #[must_use]
    pub const fn standing(self) -> Standing {
        match self {
            Self::Confirm => Standing::Confirmed,
            Self::Decline => Standing::Declined,
            Self::Withdraw => Standing::Withdrawn,
        }
    }
}

/// Why a proposal is not settled so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsettled {
    /// It is settled already.
    Settled,
    /// Only administrators settle it, and only whoever proposed it takes it back.
    NotYours,
    /// Whoever proposed it does not decide about it.
    OwnProposal,
    /// The day from which it was to be in force is over: nothing is judged anew by what came later.
    Passed,
}

/// A route or a year of the calendar that one administrator proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which.
    pub id: ProposalId,
    /// What it is about.
    pub subject: Subject,
    /// In whose place it comes into force: the key of a kind of request, or a year.
    pub place: String,
    /// What comes into force, as JSON, to the letter.
    pub body: String,
    /// Who proposed it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// What came of it.
    pub standing: Standing,
    /// By whom and when it was settled; nothing while it is open.
    pub settled: Option<(PersonId, Timestamp)>,
}

/// Whether `actor` may settle what `by` proposed.
///
/// # Errors
///
/// [`Unsettled`] says why not; never [`Unsettled::Passed`], which depends on what is proposed.
pub fn may_settle(
    how: Settlement,
    (by, standing): (PersonId, Standing),
    actor: PersonId,
    organisation: &Organisation,
) -> Result<(), Unsettled> {
    if !organisation.administers(actor) {
        return Err(Unsettled::NotYours);
    }
    if standing != Standing::Open {
        return Err(Unsettled::Settled);
    }
    match (how, actor == by) {
        (Settlement::Confirm | Settlement::Decline, true) => Err(Unsettled::OwnProposal),
        (Settlement::Withdraw, false) => Err(Unsettled::NotYours),
        (Settlement::Confirm | Settlement::Decline, false) | (Settlement::Withdraw, true) => Ok(()),
    }
}

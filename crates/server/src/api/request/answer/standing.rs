//! How a request stands in the shapes of the API: who is asked and why, who reads it, and what holds it up.

use baopi_workflow::request::{Asked, Proposal, Reader, Suspension, Task};
use baopi_workflow::{Organisation, PersonId, Request};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::names::{PersonName, word};

/// Somebody who is asked where the request stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Task)]
pub(crate) struct TaskAnswer {
    /// Whose answer is awaited, or was given.
    person: PersonName,
    /// `open`, `consented`, `objected` or `abstained`.
    #[schema(example = "open")]
    answer: String,
    /// How they came to be asked: `route`, `instead_of`, `before`, `beside`, `after` or `advice`.
    #[schema(example = "before")]
    asked: &'static str,
    /// Who had them asked, or instead of whom they are asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<PersonName>,
    /// Whether their answer is wanted now.
    turn: bool,
    /// What their vote weighs.
    weight: u32,
    /// Whether their objection decides alone.
    veto: bool,
}

impl TaskAnswer {
    pub(crate) fn each(request: &Request, organisation: &Organisation) -> Vec<Self> {
        let turns = request.turns();
        request.tasks.iter().map(|task| Self::of(task, &turns, organisation)).collect()
    }

    fn of(task: &Task, turns: &[PersonId], organisation: &Organisation) -> Self {
        let (asked, of) = match task.asked {
            Asked::Route => ("route", None),
            Asked::InsteadOf(of) => ("instead_of", Some(of)),
            Asked::Before(by) => ("before", Some(by)),
            Asked::Beside(by) => ("beside", Some(by)),
            Asked::After(by) => ("after", Some(by)),
            Asked::Advice(by) => ("advice", Some(by)),
        };
        Self {
            person: PersonName::of(task.person, organisation),
            answer: word(&task.answer),
            asked,
            of: of.map(|of| PersonName::of(of, organisation)),
            turn: turns.contains(&task.person),
            weight: task.ballot.map_or(1, |ballot| ballot.weight),
            veto: task.ballot.is_some_and(|ballot| ballot.veto),
        }
    }
}

/// Somebody to whom the request was given to read.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reader)]
pub(crate) struct ReaderAnswer {
    /// To whom it was given to read.
    person: PersonName,
    /// By whom.
    by: PersonName,
    /// When it was circulated to them.
    at: String,
    /// When they had read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_at: Option<String>,
}

impl ReaderAnswer {
    pub(crate) fn of(reader: &Reader, organisation: &Organisation) -> Self {
        Self {
            person: PersonName::of(reader.person, organisation),
            by: PersonName::of(reader.by, organisation),
            at: reader.at.to_string(),
            read_at: reader.read_at.map(|at| at.to_string()),
        }
    }
}

/// What a second person has to agree to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Proposal)]
pub(crate) struct ProposalAnswer {
    /// `withdrawal`, `void`, `merge` or `cluster`.
    #[schema(example = "void")]
    what: &'static str,
    /// The meeting into which this one would be merged, or with which it would be held back to back.
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<Uuid>,
    /// Who proposes it.
    by: PersonName,
    /// When it was proposed.
    at: String,
    /// Who may agree.
    people: Vec<PersonName>,
    /// The reason that was given for it.
    opinion: String,
}

impl ProposalAnswer {
    pub(crate) fn of(proposal: &Proposal, organisation: &Organisation) -> Self {
        Self {
            what: proposal.what.key(),
            into: proposal.what.other().map(|other| other.0),
            by: PersonName::of(proposal.by, organisation),
            at: proposal.at.to_string(),
            people: PersonName::each(proposal.people.iter().copied(), organisation),
            opinion: proposal.opinion.clone(),
        }
    }
}

/// That the request is suspended.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suspension)]
pub(crate) struct SuspensionAnswer {
    /// By whom.
    by: PersonName,
    /// Since when it is suspended.
    at: String,
    /// Who may take it up again.
    people: Vec<PersonName>,
}

impl SuspensionAnswer {
    pub(crate) fn of(suspension: &Suspension, organisation: &Organisation) -> Self {
        Self {
            by: PersonName::of(suspension.by, organisation),
            at: suspension.at.to_string(),
            people: PersonName::each(suspension.people.iter().copied(), organisation),
        }
    }
}

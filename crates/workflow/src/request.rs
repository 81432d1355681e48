//! A request: where it stands, computed from its events and from nothing else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::canonical::Digest;
use crate::content::{Content, Measure};
use crate::event::{Chain, Exception};
use crate::id::{PersonId, RequestId, UnitId};
use crate::number::DocNumber;
use crate::organisation::Rank;
use crate::route::{RouteRef, StageKey};
use crate::rules::{Own, RuleId};
use crate::status::{PROPOSED, SUSPENDED};
use crate::tally::{Mode, Row, RowPlace, Tally, tally};
use crate::time::Timestamp;

pub mod authority;
pub mod booking;
pub mod candidates;
mod fold;
mod gate;
mod known;
pub mod offers;
pub mod replay;
pub mod transition;
mod wanted;

pub use crate::action::{Action, ActionName, Command, Proposing};
pub use crate::content::{Actual, Procedure, procedure};
pub use crate::kind::Kind;
pub use crate::status::{Progress, Status};
pub use crate::tally::{Answer, Ballot};
pub use crate::{action, status};
pub use known::{MAX_TITLE_CHARS, counted_in};

/// The number of state-changing events so far; what compare-and-set compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u64);

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// One participant of where the request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Who is asked.
    pub person: PersonId,
    /// What was answered.
    pub answer: Answer,
    /// How the person came to be asked.
    #[serde(default, skip_serializing_if = "Asked::is_usual")]
    pub asked: Asked,
    /// What the vote weighs, where votes are weighed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<Ballot>,
}

/// How somebody came to be asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// By the route.
    #[default]
    Route,
    /// Instead of this person, who gave the task away or has left.
    InsteadOf(PersonId),
    /// Added before the participants, by this person.
    Before(PersonId),
    /// Added beside the participants, by this person.
    Beside(PersonId),
    /// Added after the participants, by this person.
    After(PersonId),
    /// For advice, by this person.
    Advice(PersonId),
}

impl Asked {
    fn is_usual(&self) -> bool {
        *self == Self::Route
    }

    /// Who had the person asked; nobody where the route did.
    #[must_use]
    pub const fn added_by(self) -> Option<PersonId> {
        match self {
            Self::Route | Self::InsteadOf(_) => None,
            Self::Before(by) | Self::Beside(by) | Self::After(by) | Self::Advice(by) => Some(by),
        }
    }

    /// The place in the tally of the stage.
    #[must_use]
    pub const fn place(self) -> RowPlace {
        match self {
            Self::Route | Self::InsteadOf(_) => RowPlace::Regular,
            Self::Before(_) => RowPlace::Before,
            Self::Beside(_) => RowPlace::Beside,
            Self::After(_) => RowPlace::After,
            Self::Advice(_) => RowPlace::Consulted,
        }
    }
}

/// Somebody to whom the request was given to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    /// The person whom it concerns.
    pub person: PersonId,
    /// The person who did it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// That the request is suspended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The person who did it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// Who may take it up again.
    pub people: Vec<PersonId>,
}

/// A proposal that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What is proposed.
    pub what: Proposing,
    /// The person who did it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// Who may agree.
    pub people: Vec<PersonId>,
    /// The reason that the actor gave.
    pub opinion: String,
}

/// A stage as it was left, so that the last decision there can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftStage {
    /// The key of the stage.
    pub stage: StageKey,
    /// How answers counted.
    pub mode: Mode,
    /// Who was asked, and what they answered.
    pub tasks: Vec<Task>,
    /// The day by which they should have answered.
    pub due_on: Option<NaiveDate>,
}

/// Somebody who decided, in the round that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// At which stage.
    pub stage: StageKey,
    /// Whose task it was.
    pub principal: PersonId,
    /// Who acted.
    pub actor: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// Who was asked beside and need not answer any more.
    pub instead_of: Vec<PersonId>,
}

/// The signature that makes the content final.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// What was signed.
    pub digest: Digest,
    /// Whose signature.
    pub signer: PersonId,
    /// Who acted, if a stand-in.
    pub actor: PersonId,
    /// Its rank.
    pub rank: Rank,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// 成文日期
    pub doc_date: NaiveDate,
    /// The exceptions accepted.
    pub accepted: Vec<RuleId>,
    /// At which stage it was given.
    pub stage: StageKey,
}

/// Where a request stands. It is the fold of its events, and is stored as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Identifier.
    pub id: RequestId,
    /// What is asked for.
    pub kind: Kind,
    /// Who wrote it.
    pub drafter: PersonId,
    /// Issuing or hosting unit.
    pub unit: UnitId,
    /// Drafting unit.
    pub drafting_unit: UnitId,
    /// Where it stands.
    pub status: Status,
    /// Number of state-changing events.
    pub version: Version,
    /// Number of the text, from 1.
    pub revision: u32,
    /// Digest of the text.
    pub digest: Digest,
    /// Measure of the text.
    pub measure: Measure,
    /// How often its review began: by a submission, a return to a stage behind, a decision taken back, another date.
    pub round: u32,
    /// The route it takes.
    pub route: Option<RouteRef>,
    /// How the answers of `tasks` count.
    pub mode: Mode,
    /// Whom it waits for, and what they have answered.
    pub tasks: Vec<Task>,
    /// Who decided in this round.
    pub decided: Vec<Decided>,
    /// What has to be accepted.
    pub exceptions: Vec<Exception>,
    /// The effective signature.
    pub signature: Option<Signature>,
    /// 发文字号
    pub number: Option<DocNumber>,
    /// 印发日期
    pub issued_on: Option<NaiveDate>,
    /// How the meeting went.
    pub actual: Option<Actual>,
    /// The day by which those who are asked should answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// The stage that was completed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<LeftStage>,
    /// The stage to which it comes straight back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub come_back: Option<StageKey>,
    /// Who was given it to read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<Reader>,
    /// When somebody was last urged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urged_at: Option<Timestamp>,
    /// When somebody was last reminded by the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded_at: Option<Timestamp>,
    /// Whether it is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Suspension>,
    /// What a second person has to agree to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The meeting of which this one became a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<RequestId>,
    /// The meeting with which this one is held back to back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<RequestId>,
    /// Where the meeting is held, if not where its text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// How many people come, if not as many as its text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<u32>,
    /// When its approval was first asked for, or, where a meeting was put off, when it was asked for anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<Timestamp>,
    /// When the review that is under way was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Timestamp>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Where its chain ends.
    pub chain: Chain,
}

impl From<&Request> for Own {
    fn from(request: &Request) -> Self {
        let Request { id, submitted_at, cluster, .. } = request;
        let signed_on = request.signature.as_ref().map(|signature| signature.doc_date);
        Self { request: Some(*id), submitted_at: *submitted_at, cluster: *cluster, signed_on }
    }
}

impl Request {
    /// A request about which nothing has happened yet. It is never stored.
    #[must_use]
    pub fn blank(id: RequestId, drafter: PersonId, content: &Content, at: Timestamp) -> Self {
        Self::begun(id, drafter, (content.kind(), content.unit(), content.drafting_unit()), at)
    }

    fn begun(
        id: RequestId,
        drafter: PersonId,
        (kind, unit, drafting_unit): (Kind, UnitId, UnitId),
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            kind,
            drafter,
            unit,
            drafting_unit,
            status: Status::New,
            version: Version(0),
            revision: 0,
            digest: Digest::ZERO,
            measure: Measure::default(),
            round: 0,
            route: None,
            mode: Mode::Any,
            tasks: Vec::new(),
            decided: Vec::new(),
            exceptions: Vec::new(),
            signature: None,
            number: None,
            issued_on: None,
            actual: None,
            due_on: None,
            left: None,
            come_back: None,
            readers: Vec::new(),
            urged_at: None,
            reminded_at: None,
            suspended: None,
            proposal: None,
            merged_into: None,
            cluster: None,
            venue: None,
            headcount: None,
            submitted_at: None,
            asked_at: None,
            created_at: at,
            updated_at: at,
            chain: Chain::default(),
        }
    }

    /// Whether it was signed and has not come to nothing.
    #[must_use]
    pub const fn is_committed(&self) -> bool {
        self.status.progress().is_committed()
    }

    /// What may be done to the request now: of what its status allows, only a part while a proposal waits or it is suspended.
    #[must_use]
    pub fn moves(&self) -> Vec<ActionName> {
        let of_status = self.status.moves(self.kind);
        let halt = if self.suspended.is_some() {
            SUSPENDED
        } else if self.proposal.is_some() {
            PROPOSED
        } else {
            return of_status.to_vec();
        };
        let still = of_status.iter().filter(|name| halt.still.contains(name));
        halt.ways_out.iter().chain(still).copied().collect()
    }

    /// Whom it waits for now: those whose turn it is, or who may agree to a proposal, or take up what is suspended.
    #[must_use]
    pub fn waiting_for(&self) -> Vec<PersonId> {
        if let Some(suspended) = &self.suspended {
            suspended.people.clone()
        } else if let Some(proposal) = &self.proposal {
            proposal.people.clone()
        } else {
            self.turns()
        }
    }

    /// Whose answer is wanted now at the stage or phase where it stands.
    #[must_use]
    pub fn turns(&self) -> Vec<PersonId> {
        match self.tally() {
            Tally::Open { turns } => turns
                .into_iter()
                .filter_map(|index| self.tasks.get(index).map(|task| task.person))
                .collect(),
            Tally::Passed | Tally::Contested | Tally::Failed => Vec::new(),
        }
    }

    /// How the answers given so far count.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let row = |task: &Task| Row {
            answer: task.answer,
            place: task.asked.place(),
            weight: task.ballot.map_or(1, |ballot| ballot.weight),
            veto: task.ballot.is_some_and(|ballot| ballot.veto),
        };
        tally(self.mode, &self.tasks.iter().map(row).collect::<Vec<_>>())
    }

    /// The task of this person.
    #[must_use]
    pub fn task(&self, person: PersonId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.person == person)
    }
}

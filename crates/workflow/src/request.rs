//! A request: where it stands, computed from its events and from nothing else.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::canonical::Digest;
use crate::content::{Content, Measure, MeetingMode, MeetingNature};
use crate::event::{Chain, Event, Exception, Happening};
use crate::id::{PersonId, RequestId, UnitId};
use crate::number::DocNumber;
use crate::organisation::Rank;
use crate::route::{Mode, RouteRef, StageKey};
use crate::rules::RuleId;
use crate::time::Timestamp;

pub mod action;
pub mod authority;
pub mod offers;
pub mod replay;
pub mod status;
pub mod transition;

pub use action::{Action, ActionName, Command};
pub use status::Status;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 发文
    Document,
    /// 开会
    Meeting,
}

impl Kind {
    /// The word in URLs, columns and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Meeting => "meeting",
        }
    }
}

/// 报批 or 报备.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Procedure {
    /// Ask first, act after consent.
    Approval,
    /// Act within a closed list, but leave a record.
    Filing,
}

/// The number of state-changing events so far; what compare-and-set compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u64);

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a participant has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Not yet.
    Open,
    /// Consents.
    Consented,
    /// Objects.
    Objected,
}

/// One participant of where the request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Who is asked.
    pub person: PersonId,
    /// What was answered.
    pub answer: Answer,
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
    /// When.
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
    /// When.
    pub at: Timestamp,
    /// 成文日期
    pub doc_date: NaiveDate,
    /// The exceptions accepted.
    pub accepted: Vec<RuleId>,
    /// At which stage it was given.
    pub stage: StageKey,
}

/// How a meeting went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actual {
    /// Begin.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// People who came.
    pub headcount: u32,
    /// How.
    pub mode: MeetingMode,
    /// Where.
    #[serde(default)]
    pub venue: String,
    /// Units that did not come.
    #[serde(default)]
    pub no_show: u32,
}

/// Where a request stands. It is the fold of its events, and is stored as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Identifier.
    pub id: RequestId,
    /// Document or meeting.
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
    /// How often it was submitted.
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
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Where its chain ends.
    pub chain: Chain,
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
            created_at: at,
            updated_at: at,
            chain: Chain::default(),
        }
    }

    /// Whom it waits for now.
    pub fn waiting_for(&self) -> impl Iterator<Item = PersonId> {
        self.tasks.iter().filter(|task| task.answer == Answer::Open).map(|task| task.person)
    }

    /// The state after `event`, which must be the next of its chain with digest `hash`.
    pub(crate) fn apply(&mut self, event: &Event<Happening>, hash: Digest) {
        self.chain = Chain { length: event.seq, head: hash };
        if event.what.changes_state() {
            self.version.0 += 1;
            self.updated_at = event.at;
        }
        match &event.what {
            Happening::Created { kind, unit, drafting_unit, digest, measure } => {
                self.kind = *kind;
                self.created_at = event.at;
                self.place(*unit, *drafting_unit);
                self.revise(*digest, *measure);
            }
            Happening::Saved { unit, drafting_unit, digest, measure } => {
                self.place(*unit, *drafting_unit);
                self.revise(*digest, *measure);
            }
            Happening::Corrected { digest, measure, .. } => {
                self.revise(*digest, *measure);
                self.signature = None;
            }
            Happening::Submitted { round, route, exceptions } => {
                self.round = *round;
                self.route = Some(route.clone());
                self.exceptions.clone_from(exceptions);
                self.decided.clear();
                self.signature = None;
            }
            Happening::Entered { status, people, mode } => self.enter(status, people, *mode),
            Happening::Consented { stage, .. } => self.answer(event, stage, Answer::Consented),
            Happening::Objected { stage, .. } => self.answer(event, stage, Answer::Objected),
            Happening::Signed { digest, rank, doc_date, accepted } => {
                self.sign(event, *digest, (*rank, *doc_date, accepted));
            }
            Happening::Numbered { number, .. } => self.number = Some(number.clone()),
            Happening::Issued { issued_on, .. } => self.issued_on = Some(*issued_on),
            Happening::Held { actual } => self.actual = Some(actual.clone()),
            Happening::StageSkipped { .. }
            | Happening::Returned { .. }
            | Happening::ReturnedByRules { .. }
            | Happening::Rejected { .. }
            | Happening::Withdrawn { .. }
            | Happening::Rechecked { .. }
            | Happening::SealAffixed { .. }
            | Happening::Archived
            | Happening::NoticeSent { .. }
            | Happening::Closed
            | Happening::Cancelled { .. }
            | Happening::Filed
            | Happening::Refused { .. } => {}
        }
    }

    const fn place(&mut self, unit: UnitId, drafting_unit: UnitId) {
        self.unit = unit;
        self.drafting_unit = drafting_unit;
    }

    const fn revise(&mut self, digest: Digest, measure: Measure) {
        self.revision += 1;
        self.digest = digest;
        self.measure = measure;
    }

    fn enter(&mut self, status: &Status, people: &[PersonId], mode: Mode) {
        // Only a consent completes a stage; one that is left by a return or a withdrawal was decided for nobody.
        if let (Status::Review(left), Some(last)) = (&self.status, self.decided.last_mut())
            && last.stage == *left
            && self
                .tasks
                .iter()
                .any(|task| task.person == last.principal && task.answer != Answer::Open)
        {
            last.instead_of = self
                .tasks
                .iter()
                .filter(|task| task.answer == Answer::Open)
                .map(|task| task.person)
                .collect();
        }
        self.status = status.clone();
        self.mode = mode;
        self.tasks =
            people.iter().map(|person| Task { person: *person, answer: Answer::Open }).collect();
    }

    fn answer(&mut self, event: &Event<Happening>, stage: &StageKey, answer: Answer) {
        let Some(actor) = event.actor else { return };
        let principal = event.on_behalf_of.unwrap_or(actor);
        let (stage, instead_of) = (stage.clone(), Vec::new());
        self.decided.push(Decided { stage, principal, actor, at: event.at, instead_of });
        if let Some(task) = self.tasks.iter_mut().find(|task| task.person == principal) {
            task.answer = answer;
        }
    }

    fn sign(
        &mut self,
        event: &Event<Happening>,
        digest: Digest,
        (rank, doc_date, accepted): (Rank, NaiveDate, &[RuleId]),
    ) {
        let (Some(actor), Status::Review(stage)) = (event.actor, &self.status) else { return };
        self.signature = Some(Signature {
            digest,
            signer: event.on_behalf_of.unwrap_or(actor),
            actor,
            rank,
            at: event.at,
            doc_date,
            accepted: accepted.to_vec(),
            stage: stage.clone(),
        });
    }
}

/// Which procedure a content needs: a statutory meeting, or one that nobody outside the host attends, is only filed.
#[must_use]
pub fn procedure(content: &Content) -> Procedure {
    match content {
        Content::Document(_) => Procedure::Approval,
        Content::Meeting(meeting) => {
            let internal = meeting.co_hosts.is_empty()
                && meeting.attendee_units.iter().all(|u| *u == meeting.host_unit);
            let filed = meeting.nature == MeetingNature::Statutory
                || internal
                    && !meeting.attendee_units.is_empty()
                    && meeting.nature == MeetingNature::Routine;
            if filed { Procedure::Filing } else { Procedure::Approval }
        }
    }
}

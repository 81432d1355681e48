//! The fold: what each event makes of a request. Nothing else changes one.

use chrono::NaiveDate;

use super::action::{AddedPlace, Resume};
use super::{
    Answer, Asked, Ballot, Decided, LeftStage, Proposal, Reader, Request, Signature, Status,
    Suspension, Task,
};
use crate::canonical::{CanonicalError, Digest};
use crate::content::Measure;
use crate::event::{By, Chain, Event, Exception, Happening, Sealed, Stream};
use crate::id::{PersonId, UnitId};
use crate::organisation::Rank;
use crate::route::StageKey;
use crate::rules::RuleId;
use crate::tally::Mode;

/// What makes an event one that cannot have happened: nothing that decides writes it, so somebody else has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// Only the clock does something without a name, and it only reminds.
    #[error("impossible: nobody is named who did it")]
    NobodyDidIt,
    /// A signature completes a stage of the review.
    #[error("impossible: it was signed outside the review")]
    SignedOutsideReview,
}

impl Event<Happening> {
    fn doer(&self) -> Result<PersonId, Impossible> {
        self.actor.ok_or(Impossible::NobodyDidIt)
    }
}

impl Request {
    /// The event of what `by` does to the request, which is afterwards as the event makes it.
    ///
    /// # Errors
    ///
    /// [`CanonicalError`] if the event holds a number beyond 2^53.
    pub(super) fn record(
        &mut self,
        by: By,
        what: Happening,
    ) -> Result<Sealed<Happening>, CanonicalError> {
        let sealed = self.chain.seal(Stream::Request(self.id), by, what)?;
        self.apply(&sealed.event, sealed.hash)
            .expect("a command names its actor, the clock only reminds, and stages are signed");
        Ok(sealed)
    }

    /// The state after `event`, which must be the next of its chain with digest `hash`.
    ///
    /// # Errors
    ///
    /// [`Impossible`] for an event that cannot have happened; the request is of no use then.
    #[expect(clippy::too_many_lines, reason = "one arm for each event, and nothing in between")]
    pub(super) fn apply(
        &mut self,
        event: &Event<Happening>,
        hash: Digest,
    ) -> Result<(), Impossible> {
        if !matches!(event.what, Happening::Reminded { .. }) {
            event.doer()?;
        }
        self.chain = Chain { length: event.seq, head: hash };
        if event.what.makes_version() {
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
            Happening::Submitted { round, route, exceptions, keep } => {
                self.route = Some(route.clone());
                self.exceptions.clone_from(exceptions);
                self.begin_round(*round, keep);
                self.submitted_at.get_or_insert(event.at);
                self.asked_at = Some(event.at);
            }
            Happening::Entered { status, people, mode, due_on, ballots } => {
                self.enter(status, (*mode, *due_on), asked(people, ballots));
            }
            Happening::Consented { stage, .. } => self.decide(event, stage, Answer::Consented)?,
            Happening::Objected { stage, .. } => self.decide(event, stage, Answer::Objected)?,
            Happening::Abstained { .. } | Happening::Advised { .. } => {
                self.answer(event, Answer::Abstained);
            }
            Happening::Returned { come_back, .. } => self.come_back.clone_from(come_back),
            Happening::SentBack { from, then, keep, round, .. } => {
                self.begin_round(*round, keep);
                self.come_back = (*then == Resume::Straight).then(|| from.clone());
            }
            Happening::Retracted { stage, round } => {
                self.round = *round;
                if let Some(stage) = stage {
                    self.take_back(event, stage);
                }
            }
            Happening::Transferred { from, to, .. } | Happening::HandedOver { from, to, .. } => {
                self.give(*from, *to);
            }
            Happening::Consulted { by, to, .. } => self.add(*to, Asked::Advice(*by)),
            Happening::SignerAdded { by, person, place, .. } => self.add(
                *person,
                match place {
                    AddedPlace::Before => Asked::Before(*by),
                    AddedPlace::Beside => Asked::Beside(*by),
                    AddedPlace::After => Asked::After(*by),
                },
            ),
            Happening::SignerRemoved { person, .. } => {
                self.tasks.retain(|task| task.person != *person);
            }
            Happening::Signed { digest, rank, doc_date, accepted } => {
                self.sign(event, *digest, (*rank, *doc_date, accepted))?;
            }
            Happening::Circulated { to, .. } => {
                let by = event.doer()?;
                let reader =
                    |person: &PersonId| Reader { person: *person, by, at: event.at, read_at: None };
                self.readers.extend(to.iter().map(reader));
            }
            Happening::Read => {
                let mut readers = self.readers.iter_mut();
                if let Some(reader) = readers.find(|reader| Some(reader.person) == event.actor) {
                    reader.read_at = Some(event.at);
                }
            }
            Happening::Urged { .. } => self.urged_at = Some(event.at),
            Happening::Reminded { .. } => self.reminded_at = Some(event.at),
            Happening::Suspended { people, .. } => {
                let by = event.doer()?;
                self.suspended = Some(Suspension { by, at: event.at, people: people.clone() });
            }
            Happening::Resumed { .. }
            | Happening::Terminated { .. }
            | Happening::Withdrawn { .. } => self.suspended = None,
            Happening::Rerouted { route } => self.route = Some(route.clone()),
            Happening::Proposed { what, people, opinion } => {
                let by = event.doer()?;
                let (people, opinion) = (people.clone(), opinion.clone());
                self.proposal = Some(Proposal { what: *what, by, at: event.at, people, opinion });
            }
            Happening::Confirmed { .. } | Happening::Declined { .. } => self.proposal = None,
            Happening::Merged { into } => self.merged_into = Some(*into),
            Happening::Absorbed { digest, measure, exceptions, round, .. } => {
                self.change_meeting((*digest, *measure), exceptions, *round);
                self.asked_at = Some(event.at);
            }
            Happening::Rescheduled { digest, measure, exceptions, round, .. } => {
                self.change_meeting((*digest, *measure), exceptions, *round);
                self.submitted_at = Some(event.at);
                self.asked_at = Some(event.at);
            }
            Happening::Clustered { with, .. } => self.cluster = Some(*with),
            Happening::VenueChanged { venue, .. } => self.venue = Some(venue.clone()),
            Happening::HeadcountChanged { headcount, .. } => self.headcount = Some(*headcount),
            Happening::Numbered { number, .. } => self.number = Some(number.clone()),
            Happening::Issued { issued_on, .. } => self.issued_on = Some(*issued_on),
            Happening::Held { actual } => self.actual = Some(actual.clone()),
            Happening::StageSkipped { .. }
            | Happening::Commented { .. }
            | Happening::ReturnedByRules { .. }
            | Happening::Rejected { .. }
            | Happening::Rechecked { .. }
            | Happening::SealAffixed { .. }
            | Happening::Archived
            | Happening::NoticeSent { .. }
            | Happening::Closed
            | Happening::Cancelled { .. }
            | Happening::Voided { .. }
            | Happening::Revoked { .. }
            | Happening::Repealed { .. }
            | Happening::Filed
            | Happening::Refused { .. } => {}
        }
        Ok(())
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

    /// The review begins again; only the decisions of the stages in `keep` still count.
    fn begin_round(&mut self, round: u32, keep: &[StageKey]) {
        self.round = round;
        self.decided.retain(|decided| keep.contains(&decided.stage));
        self.signature = None;
        self.left = None;
    }

    fn change_meeting(
        &mut self,
        (digest, measure): (Digest, Measure),
        exceptions: &[Exception],
        round: u32,
    ) {
        self.revise(digest, measure);
        self.exceptions = exceptions.to_vec();
        self.round = round;
        self.signature = None;
        self.left = None;
        self.venue = None;
        self.headcount = None;
    }

    fn enter(
        &mut self,
        status: &Status,
        (mode, due_on): (Mode, Option<NaiveDate>),
        tasks: Vec<Task>,
    ) {
        self.left = None;
        if let Some(stage) = self.status.stage().cloned() {
            self.note_who_need_not_answer(&stage);
            // What was decided at a stage can be taken back only as long as the request has not left the review.
            if matches!(status, Status::Review(_)) {
                let (mode, due_on) = (self.mode, self.due_on);
                let tasks = std::mem::take(&mut self.tasks);
                self.left = Some(LeftStage { stage, mode, tasks, due_on });
            }
        }
        if let Status::Review(stage) = status
            && self.come_back.as_ref() == Some(stage)
        {
            self.come_back = None;
        }
        self.status = status.clone();
        self.mode = mode;
        self.due_on = due_on;
        self.tasks = tasks;
    }

    /// Only a consent completes a stage; one that is left by a return or a withdrawal was decided for nobody.
    fn note_who_need_not_answer(&mut self, left: &StageKey) {
        if let Some(last) = self.decided.last_mut()
            && last.stage == *left
            && self
                .tasks
                .iter()
                .any(|task| task.person == last.principal && task.answer != Answer::Open)
        {
            let open = self.tasks.iter().filter(|task| task.answer == Answer::Open);
            last.instead_of = open.map(|task| task.person).collect();
        }
    }

    fn decide(
        &mut self,
        event: &Event<Happening>,
        stage: &StageKey,
        answer: Answer,
    ) -> Result<(), Impossible> {
        let actor = event.doer()?;
        let principal = event.on_behalf_of.unwrap_or(actor);
        let (stage, instead_of) = (stage.clone(), Vec::new());
        self.decided.push(Decided { stage, principal, actor, at: event.at, instead_of });
        self.answer(event, answer);
        Ok(())
    }

    fn answer(&mut self, event: &Event<Happening>, answer: Answer) {
        let principal = event.on_behalf_of.or(event.actor);
        if let Some(task) = self.tasks.iter_mut().find(|task| Some(task.person) == principal) {
            task.answer = answer;
        }
    }

    /// The last decision of the actor is as if it had not been given, and the stage as it was before.
    fn take_back(&mut self, event: &Event<Happening>, stage: &StageKey) {
        let principal = event.on_behalf_of.or(event.actor);
        self.decided.pop();
        if let Some(left) = self.left.take_if(|left| left.stage == *stage) {
            self.status = Status::Review(left.stage);
            self.mode = left.mode;
            self.due_on = left.due_on;
            self.tasks = left.tasks;
        }
        if let Some(task) = self.tasks.iter_mut().find(|task| Some(task.person) == principal) {
            task.answer = Answer::Open;
        }
    }

    fn give(&mut self, from: PersonId, to: PersonId) {
        for task in &mut self.tasks {
            if task.person == from {
                task.person = to;
                if task.asked.added_by().is_none() {
                    task.asked = Asked::InsteadOf(from);
                }
                if let Some(ballot) = &mut task.ballot {
                    ballot.person = to;
                }
            } else if task.asked.added_by() == Some(from) {
                // Whoever was added by the giver is now the taker's to wait for and to remove.
                task.asked = match task.asked {
                    Asked::Before(_) => Asked::Before(to),
                    Asked::Beside(_) => Asked::Beside(to),
                    Asked::After(_) => Asked::After(to),
                    Asked::Advice(_) => Asked::Advice(to),
                    usual @ (Asked::Route | Asked::InsteadOf(_)) => usual,
                };
            }
        }
    }

    fn add(&mut self, person: PersonId, asked: Asked) {
        self.tasks.push(Task { person, answer: Answer::Open, asked, ballot: None });
    }

    fn sign(
        &mut self,
        event: &Event<Happening>,
        digest: Digest,
        (rank, doc_date, accepted): (Rank, NaiveDate, &[RuleId]),
    ) -> Result<(), Impossible> {
        let actor = event.doer()?;
        let stage = self.status.stage().ok_or(Impossible::SignedOutsideReview)?;
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
        Ok(())
    }
}

fn asked(people: &[PersonId], ballots: &[Ballot]) -> Vec<Task> {
    let task = |person: &PersonId| Task {
        person: *person,
        answer: Answer::Open,
        asked: Asked::Route,
        ballot: ballots.iter().find(|ballot| ballot.person == *person).copied(),
    };
    people.iter().map(task).collect()
}

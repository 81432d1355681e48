//! Where a request goes next: to which stage of its route, or to which phase, and whom it asks there.

use chrono::NaiveDate;

use super::{Plan, Stop};
use crate::content::Content;
use crate::event::Happening;
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::Refusal;
use crate::request::{ActionName, Answer, Asked, Ballot, Status, Task};
use crate::route::{Asking, SkipReason, Stage, StageKey, Waypoint};
use crate::rules::{Finding, sla};
use crate::tally::{self, Mode, Row, RowPlace};

impl Plan<'_> {
    /// A phase outside the review, where one of `people` does what is to be done. Where nobody could, the request stays where
    /// somebody still can.
    pub(super) fn enter(&mut self, status: Status, people: Vec<PersonId>) -> Result<(), Stop> {
        if people.is_empty() && !status.is_terminal() {
            return Err(Refusal::NobodyFor { stage: StageKey::of_phase(status.phase()) }.into());
        }
        let releasing = matches!(
            status,
            Status::Recheck | Status::Numbering | Status::Sealing | Status::Issuing
        );
        let due_on =
            if releasing { self.due_on(self.context.route.release.deadline_days) } else { None };
        let (mode, ballots) = (Mode::Any, Vec::new());
        Ok(self.push(Happening::Entered { status, people, mode, due_on, ballots })?)
    }

    /// A stage of the review. Nobody to ask, or a vote that cannot pass, stops it here: nothing passes by itself.
    pub(super) fn enter_stage(&mut self, point: &Waypoint) -> Result<(), Stop> {
        let Waypoint { stage, people, .. } = point;
        let ballots = self.ballots(stage, people);
        if people.is_empty() || !can_pass(stage.mode, people, &ballots) {
            return Err(Refusal::NobodyFor { stage: stage.key.clone() }.into());
        }
        Ok(self.push(Happening::Entered {
            status: Status::Review(stage.key.clone()),
            people: people.clone(),
            mode: stage.mode,
            due_on: self.due_on(stage.deadline_days),
            ballots,
        })?)
    }

    /// The day by which those who are asked now should answer: what the route gives them, but no more than is left of the time
    /// that the whole request may take.
    fn due_on(&self, days: Option<u32>) -> Option<NaiveDate> {
        let knowledge = self.context.knowledge;
        let given = days.map(|days| knowledge.working_days_after(self.context.now.date(), days));
        let content = self.revised.as_ref().unwrap_or(self.content);
        let limit =
            |asked_at| sla::due_on(asked_at, content.urgency(), knowledge, self.context.rules);
        given.into_iter().chain(self.next.asked_at.map(limit)).min()
    }

    fn ballots(&self, stage: &Stage, people: &[PersonId]) -> Vec<Ballot> {
        let Mode::Vote(vote) = stage.mode else { return Vec::new() };
        let ballot = |person: &PersonId| {
            let known = self.context.organisation.active_person(*person);
            let rank = known.and_then(|person| person.rank);
            Ballot { person: *person, weight: vote.weights.of(rank), veto: vote.gives_veto(rank) }
        };
        people.iter().map(ballot).collect()
    }

    /// The next stage on the way after `done`; from the beginning where nothing is done. The last stage never gets here,
    /// because it signs.
    pub(super) fn enter_stage_after(
        &mut self,
        done: Option<&StageKey>,
        findings: &[Finding],
    ) -> Result<(), Stop> {
        let content = self.content;
        let way = self.way(content, findings);
        let after = done.and_then(|key| self.context.route.position(key));
        let last = way.last().map(|point| point.stage.key.clone());
        for point in way {
            let key = point.stage.key.clone();
            // What was passed counts, but for the last stage: it is the signature of what is there now.
            let passed = last.as_ref() != Some(&key) && self.counts_already(&point);
            if self.context.route.position(&key) <= after || passed {
                continue;
            }
            let because = point.skipped.or_else(|| {
                let same = last.as_ref() != Some(&key) && self.has_just_answered(done, &point);
                same.then_some(SkipReason::SamePerson)
            });
            let Some(because) = because else { return self.enter_stage(&point) };
            self.push(Happening::StageSkipped { stage: key, because })?;
        }
        let (action, status) = (ActionName::Approve, self.next.status.clone());
        Err(Refusal::NotAllowedNow { action, status }.into())
    }

    /// To where the review of a changed meeting goes on: the first stage that nobody has passed, or that has to be passed
    /// again; at the latest the one where it stands, or the last one.
    pub(super) fn enter_again(
        &mut self,
        content: &Content,
        findings: &[Finding],
    ) -> Result<(), Stop> {
        let here = self.before.status.stage().cloned();
        let mut way = self.way(content, findings);
        way.retain(|point| point.skipped.is_none());
        let last = way.len().saturating_sub(1);
        let next = way.into_iter().enumerate().find(|(index, point)| {
            *index == last || Some(&point.stage.key) == here.as_ref() || !self.is_decided(point)
        });
        let (action, status) = (ActionName::Reschedule, self.before.status.clone());
        let nowhere = Refusal::NotAllowedNow { action, status };
        let (_, point) = next.ok_or(nowhere)?;
        self.enter_stage(&point)
    }

    /// Whether a stage was passed before the request was sent back by somebody who wants it straight back.
    fn counts_already(&self, point: &Waypoint) -> bool {
        let comes_back = self.next.come_back.as_ref();
        comes_back.is_some_and(|target| *target != point.stage.key) && self.is_decided(point)
    }

    /// Whether everybody whose answer the stage needs has given it in this round.
    pub(super) fn is_decided(&self, point: &Waypoint) -> bool {
        let at_stage = |person: Option<PersonId>| {
            self.next.decided.iter().any(|decided| {
                decided.stage == point.stage.key
                    && person.is_none_or(|person| decided.principal == person)
            })
        };
        match point.stage.mode {
            Mode::Any | Mode::Vote(_) => at_stage(None),
            Mode::All | Mode::InOrder => point.people.iter().all(|person| at_stage(Some(*person))),
        }
    }

    /// Whether the person who has just completed a stage would be asked again at the next.
    fn has_just_answered(&self, done: Option<&StageKey>, next: &Waypoint) -> bool {
        let last = self.next.decided.last().filter(|last| Some(&last.stage) == done);
        let done = done.and_then(|key| self.context.route.stage(key));
        let (Some(last), Some(done)) = (last, done) else { return false };
        if done.is_apart_from(&next.stage, self.context.organisation) {
            return false;
        }
        let alone = next.stage.mode == Mode::Any || next.people == [last.principal];
        alone && next.people.contains(&last.principal) && !done.ask_again && !next.stage.ask_again
    }

    /// The stages whose decisions keep counting when the drafter submits again.
    pub(super) fn kept_stages(&self) -> Vec<StageKey> {
        match &self.before.come_back {
            Some(target) => self.decided_stages(|stage| stage != target),
            None => Vec::new(),
        }
    }

    /// The stages decided in this round that `keeps`, each once.
    pub(super) fn decided_stages(&self, keeps: impl Fn(&StageKey) -> bool) -> Vec<StageKey> {
        let mut stages: Vec<StageKey> = Vec::new();
        for decided in &self.before.decided {
            if keeps(&decided.stage) && !stages.contains(&decided.stage) {
                stages.push(decided.stage.clone());
            }
        }
        stages
    }

    pub(super) fn way(&self, content: &Content, findings: &[Finding]) -> Vec<Waypoint> {
        self.context.route.way(content, findings, &self.asking())
    }

    pub(super) fn asking(&self) -> Asking<'_> {
        Asking {
            drafter: self.before.drafter,
            kind: self.before.kind,
            organisation: self.context.organisation,
            on: self.context.now.date(),
        }
    }

    /// No approver found blocks the submission, naming the stage.
    pub(super) fn check_everybody_is_found(
        &self,
        content: &Content,
        findings: &[Finding],
    ) -> Result<(), Refusal> {
        let empty = self
            .way(content, findings)
            .into_iter()
            .find(|point| point.skipped.is_none() && point.people.is_empty());
        empty.map_or(Ok(()), |point| Err(Refusal::NobodyFor { stage: point.stage.key }))
    }

    /// The people of the office with `role` who may act for this request: never its drafter, nor a stand-in of theirs.
    pub(super) fn office_people(&self, role: Role) -> Vec<PersonId> {
        let office = self.context.organisation.office_of(self.before.drafting_unit);
        let mut people = self.context.organisation.holders(office, role);
        people.retain(|person| self.asking().may_ask(*person));
        people
    }

    /// Those who do the steps after the signature: whom the route names for it, if they hold the role.
    pub(super) fn releasing_people(&self, role: Role) -> Vec<PersonId> {
        let release = &self.context.route.release;
        let named = if role == Role::Reviewer { &release.recheck } else { &release.registrar };
        let Some(named) = named else { return self.office_people(role) };
        let mut people = named.people(None, self.content, &self.asking());
        let holds = |person: &PersonId| {
            let known = self.context.organisation.active_person(*person);
            known.is_some_and(|person| person.roles.contains(&role))
        };
        people.retain(holds);
        people
    }
}

/// Whether a vote of these people can pass at all; the other modes always can.
fn can_pass(mode: Mode, people: &[PersonId], ballots: &[Ballot]) -> bool {
    let row = |person: &PersonId| {
        let ballot = ballots.iter().find(|ballot| ballot.person == *person);
        Row {
            answer: Answer::Open,
            place: RowPlace::Regular,
            weight: ballot.map_or(1, |ballot| ballot.weight),
            veto: ballot.is_some_and(|ballot| ballot.veto),
        }
    };
    tally::can_pass(mode, &people.iter().map(row).collect::<Vec<_>>())
}

/// Whether a task was given by the route, and not by a participant.
pub(super) const fn is_regular(task: &Task) -> bool {
    matches!(task.asked, Asked::Route | Asked::InsteadOf(_))
}

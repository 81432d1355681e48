//! The ways back: 退回 to the drafter or to a stage behind, and 取回 of one's own decision.

use super::{Plan, Stop};
use crate::action::Resume;
use crate::event::Happening;
use crate::refusal::Refusal;
use crate::request::{ActionName, Answer, Asked, Status, Task};
use crate::route::StageKey;
use crate::rules;

impl Plan<'_> {
    /// 退回. Whoever sends it back chooses whether it comes straight back or passes every stage again.
    pub(super) fn send_back(
        &mut self,
        opinion: &str,
        to: Option<&StageKey>,
        then: Resume,
    ) -> Result<(), Stop> {
        let from = self.take_turn(ActionName::Return)?.stage.key;
        let Some(to) = to else {
            let come_back = (then == Resume::Straight).then_some(from);
            return self.return_to_drafter(opinion.to_owned(), come_back);
        };
        let route = self.context.route;
        let (here, there) = (route.position(&from), route.position(to));
        let findings = rules::evaluate(&self.case(self.content));
        let mut way = self.way(self.content, &findings).into_iter();
        let point = way.find(|point| point.stage.key == *to && point.skipped.is_none());
        let Some(point) = point.filter(|_| there < here) else {
            return Err(Refusal::StageUnknown { stage: to.clone() }.into());
        };
        let keep = self.decided_stages(|stage| match then {
            Resume::Again => route.position(stage) < there,
            Resume::Straight => stage != to && *stage != from,
        });
        self.push(Happening::SentBack {
            from,
            to: to.clone(),
            then,
            keep,
            round: self.before.round + 1,
            opinion: opinion.to_owned(),
        })?;
        self.enter_stage(&point)
    }

    /// 取回, before anybody else has acted: the drafter's own submission, or the decision that was the last one.
    pub(super) fn retract(&mut self) -> Result<(), Stop> {
        let round = self.before.round + 1;
        let untouched = self.before.tasks.iter().all(is_untouched);
        if self.actor == self.before.drafter {
            self.only(self.actor, ActionName::Retract)?;
            if !untouched || !self.before.decided.is_empty() {
                return Err(self.too_late());
            }
            self.push(Happening::Retracted { stage: None, round })?;
            return self.enter(Status::Returned, vec![self.actor]);
        }
        let mine = self.before.decided.last().filter(|last| last.actor == self.actor);
        let Some(last) = mine else { return Err(self.too_late()) };
        let (principal, stage) = (last.principal, last.stage.clone());
        if let Some(finding) = self.separation(principal) {
            return Err(finding.into());
        }
        if !self.may_still_act_for(principal) {
            return Err(Refusal::NotYours { action: ActionName::Retract }.into());
        }
        // Where the stage asks again, as after a correction, the decision is no longer the last word.
        let asked_again =
            self.before.task(principal).is_some_and(|task| task.answer == Answer::Open);
        let here = self.before.status.stage() == Some(&stage) && !asked_again;
        let left = self.before.left.as_ref().is_some_and(|left| left.stage == stage);
        if !(here || left && untouched) {
            return Err(self.too_late());
        }
        self.on_behalf_of = (principal != self.actor).then_some(principal);
        Ok(self.push(Happening::Retracted { stage: Some(stage), round })?)
    }

    fn too_late(&self) -> Stop {
        let last = self.before.decided.last();
        match last.filter(|last| last.actor != self.actor) {
            Some(last) => Refusal::AlreadyDecided { by: last.actor, at: last.at }.into(),
            None => Refusal::NotYours { action: ActionName::Retract }.into(),
        }
    }

    fn may_still_act_for(&self, principal: crate::PersonId) -> bool {
        let organisation = self.context.organisation;
        let (kind, today) = (self.before.kind, self.context.now.date());
        organisation.may_decide(self.actor)
            && (principal == self.actor
                || organisation.stands_in(principal, self.actor, kind, today))
    }
}

/// Whether nobody has done anything about a task yet.
fn is_untouched(task: &Task) -> bool {
    task.answer == Answer::Open && task.asked == Asked::Route
}

//! Tasks that change hands: 转办, 离职移交.

use super::{Plan, Stop};
use crate::event::Happening;
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::{Ineligible, Refusal};
use crate::request::{ActionName, Answer, Asked};
use crate::route::Stage;

impl Plan<'_> {
    /// 转办
    pub(super) fn transfer(&mut self, to: PersonId, opinion: &str) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::Transfer)?;
        self.check_may_take_over(&turn.stage, turn.principal, to)?;
        let (from, opinion) = (turn.principal, opinion.to_owned());
        Ok(self.push(Happening::Transferred { from, to, opinion })?)
    }

    /// 离职移交: the administrator decides nothing, but who takes the place of somebody who leaves.
    pub(super) fn hand_task_over(
        &mut self,
        from: PersonId,
        to: PersonId,
        opinion: &str,
    ) -> Result<(), Stop> {
        let action = ActionName::HandOver;
        self.check_administers(action)?;
        let open = self.before.task(from).is_some_and(|task| task.answer == Answer::Open);
        if !open {
            return Err(Refusal::NotYours { action }.into());
        }
        if let Some(key) = self.before.status.stage() {
            let stage = self.context.route.stage(key).cloned();
            let stage = stage.ok_or_else(|| Refusal::StageUnknown { stage: key.clone() })?;
            self.check_may_take_over(&stage, from, to)?;
        } else {
            self.check_may_do_the_step(to)?;
        }
        Ok(self.push(Happening::HandedOver { from, to, opinion: opinion.to_owned() })?)
    }

    /// Whoever takes over a step outside the review holds the role that it asks for. The drafter's own steps, the notice and how
    /// the meeting went, are taken over by whoever drafts for the same unit, or leads it.
    fn check_may_do_the_step(&self, to: PersonId) -> Result<(), Refusal> {
        let (organisation, unit) = (self.context.organisation, self.before.drafting_unit);
        let able = if let Some(role) = self.before.status.releasing_role() {
            self.check_may_be_asked(to)?;
            self.releasing_people(role)
        } else {
            [Role::Drafter, Role::DeptHead]
                .into_iter()
                .flat_map(|role| organisation.holders(unit, role))
                .filter(|person| self.before.task(*person).is_none())
                .collect()
        };
        if able.contains(&to) && organisation.may_decide(to) {
            Ok(())
        } else {
            Err(Refusal::NotEligible { person: to, reason: Ineligible::Role })
        }
    }

    /// Whoever takes a task over could have been asked in the first place: at a leader's stage with the rank of it, elsewhere
    /// from the same unit. There a head may give the task to whoever knows the matter; the name of both stands in the record.
    fn check_may_take_over(
        &self,
        stage: &Stage,
        from: PersonId,
        to: PersonId,
    ) -> Result<(), Refusal> {
        self.check_may_be_asked(to)?;
        let organisation = self.context.organisation;
        let found = stage.people(self.content, &self.asking()).contains(&to);
        let added = self.before.task(from).is_some_and(|task| task.asked.added_by().is_some());
        let unit = |person| organisation.person(person).map(|person| person.unit);
        if found || added {
            return Ok(());
        }
        let reason = match stage.assignee.rank(organisation) {
            Some(rank) => {
                let own = organisation.active_person(to).and_then(|person| person.rank);
                (own < Some(rank)).then_some(Ineligible::Rank)
            }
            None => (unit(from) != unit(to)).then_some(Ineligible::Unit),
        };
        reason.map_or(Ok(()), |reason| Err(Refusal::NotEligible { person: to, reason }))
    }

    /// Whether a participant may still answer: who was found by the rule of the stage is found by it now, and who took a task
    /// over still has what was asked for.
    pub(super) fn is_entitled(&self, stage: &Stage, task: &crate::request::Task) -> bool {
        let asking = self.asking();
        match task.asked {
            Asked::Route => {
                let key = Some(&stage.key);
                let found = |assignee: &crate::route::Assignee| {
                    assignee.people(key, self.content, &asking).contains(&task.person)
                };
                found(&stage.assignee) || stage.fallback.as_ref().is_some_and(found)
            }
            Asked::InsteadOf(_) => {
                let organisation = self.context.organisation;
                let rank = organisation.active_person(task.person).and_then(|p| p.rank);
                asking.may_ask(task.person) && rank >= stage.assignee.rank(organisation)
            }
            Asked::Before(_) | Asked::Beside(_) | Asked::After(_) | Asked::Advice(_) => {
                asking.may_ask(task.person)
            }
        }
    }

    pub(super) fn check_administers(&self, action: ActionName) -> Result<(), Refusal> {
        let administers = self.context.organisation.administers(self.actor);
        if administers { Ok(()) } else { Err(Refusal::NotYours { action }) }
    }
}

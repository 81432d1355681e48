//! Who else is asked: added signers (加签, 减签), advice (委派), and their answers.

use super::enter::is_regular;
use super::{Plan, Stop};
use crate::action::AddedPlace;
use crate::event::Happening;
use crate::id::PersonId;
use crate::refusal::{Ineligible, Refusal};
use crate::request::{ActionName, Answer, Asked, Task};
use crate::rules;

/// The most people whom one stage asks.
pub const MAX_PARTICIPANTS: usize = 50;

impl Plan<'_> {
    /// 加签. After the signature nothing comes, and beside it nobody signs: where the stage signs, others are asked before.
    pub(super) fn add_signer(
        &mut self,
        person: PersonId,
        place: AddedPlace,
        opinion: &str,
    ) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::AddSigner)?;
        let findings = rules::evaluate(&self.case(self.content));
        if place != AddedPlace::Before && self.is_last(&turn.stage, &findings) {
            return Err(Refusal::AfterSignature.into());
        }
        self.check_may_be_added(person)?;
        let (by, opinion) = (turn.principal, opinion.to_owned());
        Ok(self.push(Happening::SignerAdded { by, person, place, opinion })?)
    }

    /// 委派: the task comes back with the advice.
    pub(super) fn consult(&mut self, to: PersonId, opinion: &str) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::Consult)?;
        self.check_may_be_added(to)?;
        let (by, opinion) = (turn.principal, opinion.to_owned());
        Ok(self.push(Happening::Consulted { by, to, opinion })?)
    }

    /// 减签: only those who were added, only before they answer, and only by whoever added them.
    pub(super) fn remove_signer(&mut self, person: PersonId, opinion: &str) -> Result<(), Stop> {
        let action = ActionName::RemoveSigner;
        let added = self.before.task(person).filter(|task| task.answer == Answer::Open);
        let Some(by) = added.and_then(|task| task.asked.added_by()) else {
            return Err(Refusal::NotYours { action }.into());
        };
        let organisation = self.context.organisation;
        let (kind, today) = (self.before.kind, self.context.now.date());
        let stands_in = organisation.stands_in(by, self.actor, kind, today);
        if self.actor != by && !stands_in || !self.asking().may_ask(self.actor) {
            return Err(Refusal::NotYours { action }.into());
        }
        self.on_behalf_of = (self.actor != by).then_some(by);
        self.push(Happening::SignerRemoved { person, opinion: opinion.to_owned() })?;
        self.after_answer(None)
    }

    /// 弃权
    pub(super) fn abstain(&mut self, opinion: &str) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::Abstain)?;
        let (stage, digest) = (turn.stage.key.clone(), self.before.digest);
        self.push(Happening::Abstained { stage, digest, opinion: opinion.to_owned() })?;
        self.after_answer(Some(&turn))
    }

    /// 回复委派
    pub(super) fn advise(&mut self, opinion: &str) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::Advise)?;
        let stage = turn.stage.key.clone();
        self.push(Happening::Advised { stage, opinion: opinion.to_owned() })?;
        self.after_answer(Some(&turn))
    }

    fn check_may_be_added(&self, person: PersonId) -> Result<(), Refusal> {
        self.check_may_be_asked(person)?;
        if self.before.tasks.len() >= MAX_PARTICIPANTS {
            let limit = MAX_PARTICIPANTS as u64;
            return Err(Refusal::TooMuch { field: "participants".to_owned(), limit });
        }
        Ok(())
    }

    /// Whether this person may be asked at the present stage at all, and is not asked already.
    pub(super) fn check_may_be_asked(&self, person: PersonId) -> Result<(), Refusal> {
        let organisation = self.context.organisation;
        let (drafter, kind) = (self.before.drafter, self.before.kind);
        let reason = if organisation.active_person(person).is_none() {
            Ineligible::Inactive
        } else if person == drafter {
            Ineligible::Drafter
        } else if organisation.stands_in(drafter, person, kind, self.context.now.date()) {
            Ineligible::StandInOfDrafter
        } else if !organisation.may_decide(person) {
            Ineligible::Office
        } else if self.before.task(person).is_some() {
            Ineligible::AskedAlready
        } else {
            return Ok(());
        };
        Err(Refusal::NotEligible { person, reason })
    }
}

/// Whether the participant may do this here: those whom the route asks decide in every way, those who were added consent or
/// object, and those whose advice was asked for advise.
pub(super) const fn may_answer(action: ActionName, task: &Task) -> bool {
    let advises = matches!(task.asked, Asked::Advice(_));
    if matches!(action, ActionName::Approve | ActionName::Object) {
        !advises
    } else if matches!(action, ActionName::Advise) {
        advises
    } else {
        is_regular(task)
    }
}

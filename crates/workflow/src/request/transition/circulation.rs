//! What is said about a request without deciding it: 传阅, 评论, 催办.

use std::collections::BTreeSet;

use super::{Plan, Stop};
use crate::event::Happening;
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::{Impossible, Ineligible, Refusal};
use crate::request::{ActionName, authority};

/// The most people to whom one request is circulated.
pub const MAX_READERS: usize = 200;
/// How long nobody is urged again, in milliseconds: four hours.
pub const URGE_EVERY_MS: i64 = 4 * 60 * 60 * 1000;

impl Plan<'_> {
    /// 抄送、传阅, by the drafter and whoever takes part.
    pub(super) fn circulate(&mut self, to: &BTreeSet<PersonId>, opinion: &str) -> Result<(), Stop> {
        let request = self.before;
        let took_part = request.drafter == self.actor
            || request.task(self.actor).is_some()
            || request.decided.iter().any(|decided| decided.actor == self.actor);
        if !took_part || self.context.organisation.active_person(self.actor).is_none() {
            return Err(Refusal::NotYours { action: ActionName::Circulate }.into());
        }
        if to.is_empty() {
            return Err(Refusal::NotPossible { reason: Impossible::NobodyNamed }.into());
        }
        if request.readers.len() + to.len() > MAX_READERS {
            let limit = MAX_READERS as u64;
            return Err(Refusal::TooMuch { field: "readers".to_owned(), limit }.into());
        }
        for person in to {
            let reads = request.readers.iter().any(|reader| reader.person == *person);
            let inactive = self.context.organisation.active_person(*person).is_none();
            let reason = if inactive { Ineligible::Inactive } else { Ineligible::AskedAlready };
            if reads || inactive {
                return Err(Refusal::NotEligible { person: *person, reason }.into());
            }
        }
        let (to, opinion) = (to.clone(), opinion.to_owned());
        Ok(self.push(Happening::Circulated { to, opinion })?)
    }

    /// 已阅, once.
    pub(super) fn mark_read(&mut self) -> Result<(), Stop> {
        let mut readers = self.before.readers.iter();
        let unread = readers.any(|reader| reader.person == self.actor && reader.read_at.is_none());
        if !unread || self.context.organisation.active_person(self.actor).is_none() {
            return Err(Refusal::NotYours { action: ActionName::MarkRead }.into());
        }
        Ok(self.push(Happening::Read)?)
    }

    /// 评论, by everybody who may see the request, but for those who only administer or audit.
    pub(super) fn comment(&mut self, opinion: &str) -> Result<(), Stop> {
        let organisation = self.context.organisation;
        let viewer = (self.actor, self.context.now.date());
        let sees = authority::may_see(self.before, self.content, organisation, viewer);
        if !sees || !organisation.may_decide(self.actor) {
            return Err(Refusal::NotYours { action: ActionName::Comment }.into());
        }
        Ok(self.push(Happening::Commented { opinion: opinion.to_owned() })?)
    }

    /// 催办, by the drafter and the head of the drafting unit, at most once in [`URGE_EVERY_MS`].
    pub(super) fn urge(&mut self) -> Result<(), Stop> {
        let organisation = self.context.organisation;
        let heads = organisation.holders(self.before.drafting_unit, Role::DeptHead);
        let may = self.actor == self.before.drafter || heads.contains(&self.actor);
        if !may || organisation.active_person(self.actor).is_none() {
            return Err(Refusal::NotYours { action: ActionName::Urge }.into());
        }
        let next = self.before.urged_at.map(|at| crate::Timestamp(at.0 + URGE_EVERY_MS));
        if let Some(again_at) = next.filter(|next| self.context.now < *next) {
            return Err(Refusal::TooSoon { again_at }.into());
        }
        let mut people = self.before.waiting_for();
        people.retain(|person| *person != self.actor);
        if people.is_empty() {
            return Err(Refusal::NotPossible { reason: Impossible::NobodyNamed }.into());
        }
        Ok(self.push(Happening::Urged { people })?)
    }
}

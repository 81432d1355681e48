//! A request is halted and goes on again (暂停, 恢复), or is ended before its time (终止).

use super::{Plan, Stop};
use crate::event::Happening;
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::Refusal;
use crate::request::{ActionName, Status};

impl Plan<'_> {
    /// 暂停, by the office that runs the approval. Nothing moves until it is taken up again.
    pub(super) fn suspend(&mut self, opinion: &str) -> Result<(), Stop> {
        let people = self.office_chiefs();
        if !people.contains(&self.actor) {
            return Err(Refusal::NotYours { action: ActionName::Suspend }.into());
        }
        Ok(self.push(Happening::Suspended { people, opinion: opinion.to_owned() })?)
    }

    /// 恢复
    pub(super) fn resume(&mut self, opinion: &str) -> Result<(), Stop> {
        if !self.office_chiefs().contains(&self.actor) {
            return Err(Refusal::NotYours { action: ActionName::Resume }.into());
        }
        Ok(self.push(Happening::Resumed { opinion: opinion.to_owned() })?)
    }

    /// 终止, by the head of the office or the main leader.
    pub(super) fn terminate(&mut self, opinion: &str) -> Result<(), Stop> {
        let heads = self.office_people(Role::DeptHead);
        let leaders = self.context.organisation.main_leaders_of(self.content.unit());
        let leads = leaders.contains(&self.actor);
        if !(leads || heads.contains(&self.actor)) || !self.asking().may_ask(self.actor) {
            return Err(Refusal::NotYours { action: ActionName::Terminate }.into());
        }
        self.push(Happening::Terminated { opinion: opinion.to_owned() })?;
        self.finish_as(Status::Terminated)
    }

    /// The heads and reviewers of the office, but for the drafter and whoever stands in for the drafter.
    fn office_chiefs(&self) -> Vec<PersonId> {
        let mut people = self.office_people(Role::DeptHead);
        people.extend(self.office_people(Role::Reviewer));
        people.retain(|person| self.asking().may_ask(*person));
        people.sort_unstable();
        people.dedup();
        people
    }
}

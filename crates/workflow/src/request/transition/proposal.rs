//! What takes two people: 撤回 after the signature, 作废 of a number, 并会, 套开; and what undoes an issued document.

use super::{Plan, Stop};
use crate::event::Happening;
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::{Impossible, Refusal};
use crate::request::gate;
use crate::request::{ActionName, Proposing, Status};
use crate::rules::{Finding, RuleId, numbering};

impl Plan<'_> {
    /// 撤回 of what is signed and has no number: the registrar proposes, whoever signed agrees.
    pub(super) fn propose_withdrawal(&mut self, opinion: &str) -> Result<(), Stop> {
        self.check_registers(ActionName::ProposeWithdrawal)?;
        let signer = self.before.signature.as_ref().map(|signature| signature.signer);
        self.propose(Proposing::Withdrawal, signer.into_iter().collect(), opinion)
    }

    /// 作废 of a number that is not issued: the registrar proposes, the head of the office agrees.
    pub(super) fn propose_void(&mut self, opinion: &str) -> Result<(), Stop> {
        self.check_registers(ActionName::Void)?;
        let people = self.office_people(Role::DeptHead);
        self.propose(Proposing::Void, people, opinion)
    }

    fn check_registers(&self, action: ActionName) -> Result<(), Refusal> {
        let registers = self.releasing_people(Role::Registrar).contains(&self.actor)
            && self.asking().may_ask(self.actor);
        if registers { Ok(()) } else { Err(Refusal::NotYours { action }) }
    }

    /// A proposal needs somebody else to agree to it.
    pub(super) fn propose(
        &mut self,
        what: Proposing,
        mut people: Vec<PersonId>,
        opinion: &str,
    ) -> Result<(), Stop> {
        people.retain(|person| {
            *person != self.actor && self.context.organisation.may_decide(*person)
        });
        people.sort_unstable();
        people.dedup();
        if people.is_empty() {
            return Err(Refusal::NotPossible { reason: Impossible::NobodyToAgree }.into());
        }
        Ok(self.push(Happening::Proposed { what, people, opinion: opinion.to_owned() })?)
    }

    /// The second person agrees, and it happens.
    pub(super) fn confirm(&mut self, opinion: &str) -> Result<(), Stop> {
        let (what, reason) = self.answer_proposal(ActionName::Confirm)?;
        self.push(Happening::Confirmed { opinion: opinion.to_owned() })?;
        match what {
            Proposing::Withdrawal => {
                self.push(Happening::Withdrawn { opinion: reason })?;
                self.finish_as(Status::Withdrawn)
            }
            Proposing::Void => {
                let Some(number) = self.before.number.clone() else {
                    return Err(gate::not_approved(self.before, ActionName::Void).into());
                };
                self.push(Happening::Voided { number, opinion: reason })?;
                self.finish_as(Status::Voided)
            }
            Proposing::Merge(into) => self.merge_into(into),
            Proposing::Cluster(with) => self.cluster_with(with, &reason),
        }
    }

    /// The second person does not agree, or the first one takes the proposal back, and all stays as it was.
    pub(super) fn decline(&mut self, opinion: &str) -> Result<(), Stop> {
        let by = self.before.proposal.as_ref().map_or(self.actor, |proposal| proposal.by);
        if by != self.actor || !self.context.organisation.may_decide(self.actor) {
            self.answer_proposal(ActionName::Decline)?;
        }
        Ok(self.push(Happening::Declined { by, opinion: opinion.to_owned() })?)
    }

    fn answer_proposal(&mut self, action: ActionName) -> Result<(Proposing, String), Stop> {
        let organisation = self.context.organisation;
        let (kind, today) = (self.before.kind, self.context.now.date());
        let stands_in = |of| organisation.stands_in(of, self.actor, kind, today);
        let Some(proposal) = &self.before.proposal else {
            return Err(Refusal::NotYours { action }.into());
        };
        let own = proposal.people.iter().find(|person| **person == self.actor);
        let asked = own.or_else(|| proposal.people.iter().find(|person| stands_in(**person)));
        let Some(principal) =
            asked.filter(|_| self.actor != proposal.by && organisation.may_decide(self.actor))
        else {
            return Err(Refusal::NotYours { action }.into());
        };
        // Two meetings of one drafter may be brought together; in nothing else has the drafter a say.
        if proposal.what.other().is_none()
            && let Some(finding) = self.separation(*principal)
        {
            return Err(finding.into());
        }
        let (what, reason) = (proposal.what, proposal.opinion.clone());
        self.on_behalf_of = (*principal != self.actor).then_some(*principal);
        Ok((what, reason))
    }

    /// 撤销 of what was issued: void from the beginning.
    pub(super) fn revoke(&mut self, by_document: &str, opinion: &str) -> Result<(), Stop> {
        self.check_undoes(by_document, ActionName::Revoke)?;
        let (by_document, opinion) = (by_document.to_owned(), opinion.to_owned());
        self.push(Happening::Revoked { by_document, opinion })?;
        self.finish_as(Status::Revoked)
    }

    /// 废止 of what was issued: void from now on.
    pub(super) fn repeal(&mut self, by_document: &str, opinion: &str) -> Result<(), Stop> {
        self.check_undoes(by_document, ActionName::Repeal)?;
        let (by_document, opinion) = (by_document.to_owned(), opinion.to_owned());
        self.push(Happening::Repealed { by_document, opinion })?;
        self.finish_as(Status::Repealed)
    }

    /// By a main leader of the organ that issued it, naming the document that does it by its number, which may be one of an
    /// organ above.
    fn check_undoes(&self, by_document: &str, action: ActionName) -> Result<(), Refusal> {
        if let Some(finding) = self.separation(self.actor) {
            return Err(finding.into());
        }
        let leaders = self.context.organisation.main_leaders_of(self.content.unit());
        if !leaders.contains(&self.actor) {
            return Err(Refusal::NotYours { action });
        }
        if by_document.trim().is_empty() {
            return Err(Finding::block(RuleId::RequiredFields)
                .case("missing")
                .about("by_document")
                .into());
        }
        let written = numbering::written(by_document);
        let cited = self.context.facts.citation_fault;
        let cited = cited.map(|fault| numbering::cited(fault, by_document));
        // Of a number that is misspelt the register knows nothing.
        let against = if written.is_empty() { Vec::from_iter(cited) } else { written };
        if against.is_empty() {
            return Ok(());
        }
        let findings = against.into_iter().map(|finding| finding.about("by_document")).collect();
        Err(Refusal::Blocked { findings })
    }
}

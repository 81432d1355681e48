//! After the signature: recheck, number, seal, issue, archive; notice, held, closed, cancelled.

use super::{Plan, Stop};
use crate::content::Content;
use crate::event::Happening;
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::Refusal;
use crate::request::gate;
use crate::request::{ActionName, Actual, Signature, Status};
use crate::rules::{self, Finding, Parameter, RuleId, Trigger, Verdict, held, numbering};
use crate::tally::Mode;

impl Plan<'_> {
    /// The participant acts, who still holds the role that the step asks for, and the content is the one that was signed.
    pub(super) fn release(&mut self, action: ActionName) -> Result<(), Stop> {
        let entitled = match self.before.status.releasing_role() {
            Some(role) => self.releasing_people(role).contains(&self.actor),
            None => self.context.organisation.may_decide(self.actor),
        };
        if !entitled || !self.before.waiting_for().contains(&self.actor) {
            return Err(Refusal::NotYours { action }.into());
        }
        match gate::frozen(self.before) {
            Some(finding) => Err(finding.into()),
            None => Ok(()),
        }
    }

    fn hand_over(&mut self, status: Status, role: Role) -> Result<(), Stop> {
        let people = self.releasing_people(role);
        self.enter(status, people)
    }

    pub(super) fn finish_as(&mut self, status: Status) -> Result<(), Stop> {
        self.enter(status, Vec::new())
    }

    pub(super) fn pass_recheck(&mut self) -> Result<(), Stop> {
        self.release(ActionName::PassRecheck)?;
        self.push(Happening::Rechecked { digest: self.before.digest })?;
        self.hand_over(Status::Numbering, Role::Registrar)
    }

    pub(super) fn assign_number(&mut self) -> Result<(), Stop> {
        self.release(ActionName::AssignNumber)?;
        let (Content::Document(document), Some(signature)) = (self.content, &self.before.signature)
        else {
            return Err(gate::not_approved(self.before, ActionName::AssignNumber).into());
        };
        let Some(series) = numbering::series(document, self.context.organisation) else {
            return Err(Finding::block(RuleId::NumberFormat)
                .case("series")
                .with("code", "—")
                .into());
        };
        let (last, today) = (self.context.facts.last_number, self.context.now.date());
        let close = (today, self.context.rules.number(Parameter::YearClose));
        let number = numbering::assign(series, signature.doc_date, last, close)?;
        let findings = self.check_still_holds(signature)?;
        self.evaluation = Some(self.evaluated(Trigger::Number, self.content, findings));
        self.push(Happening::Numbered { number, digest: self.before.digest })?;
        self.hand_over(Status::Sealing, Role::Registrar)
    }

    /// Before the number is taken, the rules are asked once more. What they find now and whoever signed has not accepted stops
    /// it: a number cannot be given back, while what was signed can be withdrawn with the consent of the signer.
    fn check_still_holds(&self, signature: &Signature) -> Result<Vec<Finding>, Refusal> {
        let findings = rules::evaluate(&self.case(self.content));
        let accepted = |finding: &Finding| match finding.verdict {
            Verdict::Pass | Verdict::Advisory => true,
            Verdict::NeedsJustification(rank) => {
                rank <= signature.rank && signature.accepted.contains(&finding.rule)
            }
            Verdict::Block => false,
        };
        if findings.iter().all(accepted) {
            Ok(findings)
        } else {
            Err(Refusal::Blocked { findings })
        }
    }

    pub(super) fn seal(&mut self) -> Result<(), Stop> {
        self.release(ActionName::Seal)?;
        self.push(Happening::SealAffixed { digest: self.before.digest })?;
        self.hand_over(Status::Issuing, Role::Registrar)
    }

    /// 印发: a document signed tomorrow cannot be issued today; the clock of a restored machine may say so.
    pub(super) fn issue(&mut self) -> Result<(), Stop> {
        self.release(ActionName::Issue)?;
        let issued_on = self.context.now.date();
        let signed_on = self.before.signature.as_ref().map(|signature| signature.doc_date);
        if signed_on.is_none_or(|signed_on| issued_on < signed_on) {
            return Err(gate::not_approved(self.before, ActionName::Issue).into());
        }
        self.push(Happening::Issued { issued_on, digest: self.before.digest })?;
        self.hand_over(Status::Issued, Role::Registrar)
    }

    pub(super) fn archive(&mut self) -> Result<(), Stop> {
        self.release(ActionName::Archive)?;
        self.push(Happening::Archived)?;
        self.finish_as(Status::Archived)
    }

    /// The notice is generated from the approved form, so that it cannot say anything else. Its drafter is to tell by a
    /// certain day how the meeting went.
    pub(super) fn send_notice(&mut self) -> Result<(), Stop> {
        self.release(ActionName::SendNotice)?;
        if let Some(finding) = gate::notice(self.before, self.content) {
            return Err(finding.into());
        }
        if let Some(finding) = rules::begun::stops_notice(self.content, self.context.now) {
            return Err(finding.into());
        }
        self.push(Happening::NoticeSent { digest: self.before.digest })?;
        let due_on = match self.content {
            Content::Meeting(meeting) => {
                held::report_by(meeting, self.context.knowledge, self.context.rules)
            }
            Content::Document(_) | Content::Inspection(_) => None,
        };
        let (people, mode, ballots) = (vec![self.before.drafter], Mode::Any, Vec::new());
        let status = Status::Noticed;
        Ok(self.push(Happening::Entered { status, people, mode, due_on, ballots })?)
    }

    /// How it went, which cannot be told before it has begun.
    pub(super) fn record_held(&mut self, actual: &Actual) -> Result<(), Stop> {
        self.release(ActionName::RecordHeld)?;
        if actual.ends_at <= actual.starts_at {
            return Err(Finding::block(RuleId::RequiredFields)
                .case("end-before-start")
                .about("actual")
                .into());
        }
        if actual.ends_at > self.context.now {
            return Err(Finding::block(RuleId::RequiredFields)
                .case("future")
                .about("actual")
                .into());
        }
        if let Content::Meeting(meeting) = self.content {
            let findings = held::judge(meeting, actual, self.context.rules);
            self.evaluation = Some(self.told(findings));
        }
        self.push(Happening::Held { actual: actual.clone() })?;
        self.hand_over(Status::Held, Role::Registrar)
    }

    pub(super) fn close(&mut self) -> Result<(), Stop> {
        self.release(ActionName::Close)?;
        self.check_has_begun()?;
        self.push(Happening::Closed)?;
        self.finish_as(Status::Closed)
    }

    /// What begins tomorrow was not carried out today.
    fn check_has_begun(&self) -> Result<(), Stop> {
        let Content::Inspection(inspection) = self.content else { return Ok(()) };
        if inspection.starts_on.is_some_and(|day| day <= self.context.now.date()) {
            return Ok(());
        }
        Err(Finding::block(RuleId::RequiredFields).case("not-begun").about("starts_on").into())
    }

    /// 取消会议: by the drafter or the head of the host.
    pub(super) fn cancel(&mut self, opinion: &str) -> Result<(), Stop> {
        let organisation = self.context.organisation;
        let heads: Vec<PersonId> = organisation.holders(self.before.drafting_unit, Role::DeptHead);
        let may = self.actor == self.before.drafter || heads.contains(&self.actor);
        if !may || organisation.active_person(self.actor).is_none() {
            return Err(Refusal::NotYours { action: ActionName::Cancel }.into());
        }
        self.push(Happening::Cancelled { opinion: opinion.to_owned() })?;
        self.finish_as(Status::Cancelled)
    }
}

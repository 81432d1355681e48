//! What the drafter does: create, save, submit, withdraw.

use super::{Facts, FileFault, Plan, Stop};
use crate::content::limits::{self, Unkept};
use crate::content::{Content, MAX_PARTS, MAX_TEXT_BYTES, MAX_UNITS};
use crate::event::Happening;
use crate::organisation::Role;
use crate::refusal::Refusal;
use crate::request::{ActionName, Procedure, Status, procedure};
use crate::rules::fields::{MAX_REASON, MIN_REASON};
use crate::rules::{self, Finding, RuleId, Trigger, Verdict};

impl Plan<'_> {
    pub(super) fn create(&mut self, content: &Content) -> Result<(), Stop> {
        let person = self.context.organisation.active_person(self.actor);
        let drafts = person
            .is_some_and(|person| person.roles.contains(&Role::Drafter) && self.is_own(content));
        if !drafts || self.actor != self.before.drafter {
            return Err(Refusal::NotYours { action: ActionName::Create }.into());
        }
        acceptable(content, self.context.facts)?;
        self.push(Happening::Created {
            kind: content.kind(),
            unit: content.unit(),
            drafting_unit: content.drafting_unit(),
            digest: content.digest()?,
            measure: content.measure(),
        })?;
        self.revised = Some(content.clone());
        self.preview(content);
        self.enter(Status::Draft, vec![self.actor])
    }

    pub(super) fn save(&mut self, content: &Content) -> Result<(), Stop> {
        self.only(self.before.drafter, ActionName::Save)?;
        if content.kind() != self.before.kind || !self.is_own(content) {
            return Err(Refusal::NotYours { action: ActionName::Save }.into());
        }
        acceptable(content, self.context.facts)?;
        self.push(Happening::Saved {
            unit: content.unit(),
            drafting_unit: content.drafting_unit(),
            digest: content.digest()?,
            measure: content.measure(),
        })?;
        self.revised = Some(content.clone());
        self.preview(content);
        Ok(())
    }

    /// A person drafts for the unit where they work, which for a meeting is the host.
    fn is_own(&self, content: &Content) -> bool {
        let unit = content.drafting_unit();
        let hosted = |person: &crate::Person| {
            self.context.organisation.unit(unit).is_some_and(|body| body.host == Some(person.unit))
        };
        let person = self.context.organisation.active_person(self.actor);
        person.is_some_and(|person| person.unit == unit || hosted(person))
    }

    fn preview(&mut self, content: &Content) {
        let findings = rules::evaluate(&self.case(content));
        self.evaluation = Some(self.evaluated(Trigger::Preview, content, findings));
    }

    /// A draft is put forward: every finding is told at once; nothing blocks, and whatever asks for a reason has one.
    pub(super) fn submit(&mut self) -> Result<(), Stop> {
        self.only(self.before.drafter, ActionName::Submit)?;
        let content = self.content;
        let findings = rules::evaluate(&self.case(content));
        if findings.iter().any(|finding| finding.verdict == Verdict::Block) {
            return Err(Refusal::Blocked { findings }.into());
        }
        let unexplained = unexplained(content, &findings);
        if !unexplained.is_empty() {
            return Err(Refusal::Blocked { findings: unexplained }.into());
        }
        let exceptions = findings.iter().filter_map(Finding::exception).collect();
        self.evaluation = Some(self.evaluated(Trigger::Submit, content, findings.clone()));
        let (round, route) = (self.before.round + 1, self.context.route.reference());
        let keep = self.kept_stages();
        self.push(Happening::Submitted { round, route, exceptions, keep })?;
        match procedure(content) {
            Procedure::Filing => {
                self.push(Happening::Filed)?;
                self.enter(Status::Filed, Vec::new())
            }
            Procedure::Approval => {
                self.check_everybody_is_found(content, &findings)?;
                self.enter_stage_after(None, &findings)
            }
        }
    }

    /// 撤回 before the signature: by the drafter; where the drafter has left, by the head of the drafting unit, so that nothing
    /// lies there for ever.
    pub(super) fn withdraw(&mut self, opinion: &str) -> Result<(), Stop> {
        let organisation = self.context.organisation;
        let heads = organisation.holders(self.before.drafting_unit, Role::DeptHead);
        let left = organisation.active_person(self.before.drafter).is_none();
        if !(left && heads.contains(&self.actor)) {
            self.only(self.before.drafter, ActionName::Withdraw)?;
        }
        self.push(Happening::Withdrawn { opinion: opinion.to_owned() })?;
        self.enter(Status::Withdrawn, Vec::new())
    }
}

/// The findings that ask for a reason and have none of the right length.
pub(super) fn unexplained(content: &Content, findings: &[Finding]) -> Vec<Finding> {
    let explained = |finding: &Finding| {
        let reason = content.justifications().get(&finding.rule).map_or("", String::as_str);
        (MIN_REASON..=MAX_REASON).contains(&crate::count::characters(reason))
    };
    findings
        .iter()
        .filter(|finding| finding.exception().is_some() && !explained(finding))
        .cloned()
        .collect()
}

/// What may be kept at all: nothing that looks classified, no more parts and bytes than the program accepts, and no file of
/// somebody else's.
pub(super) fn acceptable(content: &Content, facts: Facts) -> Result<(), Refusal> {
    let texts = rules::classified::texts(content);
    if let Some(pattern) = rules::classified::scan(texts.iter().map(String::as_str)) {
        return Err(Refusal::Classified { pattern });
    }
    let too_much = |field: &str, limit: usize| Refusal::TooMuch {
        field: field.to_owned(),
        limit: limit as u64,
    };
    if texts.iter().map(String::len).sum::<usize>() > MAX_TEXT_BYTES {
        return Err(too_much("text", MAX_TEXT_BYTES));
    }
    let (units, parts) = match content {
        Content::Document(document) => (
            [document.main_recipients.len(), document.cc.len(), document.countersign_units.len()],
            [document.issued_texts.len(), document.annexes.len(), document.basis.len()],
        ),
        Content::Meeting(meeting) => (
            [meeting.attendee_units.len(), meeting.co_hosts.len(), meeting.leaders_attending.len()],
            [meeting.sessions.len(), meeting.agenda.len(), meeting.materials.len()],
        ),
        Content::Inspection(inspection) => ([inspection.targets.len(), 0, 0], [0; 3]),
    };
    if units.into_iter().any(|count| count > MAX_UNITS) {
        return Err(too_much("units", MAX_UNITS));
    }
    if parts.into_iter().any(|count| count > MAX_PARTS) {
        return Err(too_much("parts", MAX_PARTS));
    }
    let wrong = |case, field| Finding::block(RuleId::RequiredFields).case(case).about(field);
    match limits::unkept(content) {
        Some(Unkept::Long { field, limit }) => return Err(too_much(field, limit)),
        Some(Unkept::Lines { field }) => {
            return Err(wrong("lines", field).into());
        }
        None => {}
    }
    match facts.file_fault {
        Some(FileFault::Unknown) => Err(wrong("unknown-file", "file").into()),
        Some(FileFault::OtherText { field }) => Err(wrong("other-text", field).into()),
        None => Ok(()),
    }
}

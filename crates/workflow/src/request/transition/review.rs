//! What the stages of the route do: consent, object, return, reject, correct, sign.

use super::draft::{acceptable, unexplained};
use super::{Context, Plan, Stop};
use crate::content::{Content, Direction};
use crate::event::{Exception, Happening};
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::Refusal;
use crate::request::{ActionName, Answer, Kind, Status, authority};
use crate::route::{Asking, Assignee, Mode, Stage, StageKey, Waypoint};
use crate::rules::{self, Finding, RuleId, Trigger, Verdict, gate, signing};

impl Plan<'_> {
    /// The stage at which the request stands.
    fn stage(&self, action: ActionName) -> Result<&Stage, Refusal> {
        let key = if let Status::Review(key) = &self.before.status { Some(key) } else { None };
        key.and_then(|key| self.context.route.stage(key))
            .ok_or_else(|| Refusal::NotAllowedNow { action, status: self.before.status.clone() })
    }

    /// Whose turn it is, after every check of who may decide.
    fn take_turn(&mut self, action: ActionName) -> Result<Stage, Stop> {
        let stage = self.stage(action)?.clone();
        let principal = authority::principal(self.before, self.context, self.actor, action)?;
        if matches!(stage.assignee, Assignee::ResponsibleLeader | Assignee::MainLeader) {
            let route = self.context.route;
            let reviews = |key: &StageKey| {
                route.stage(key).is_some_and(|stage| stage.assignee == Assignee::ReviewerOfOffice)
            };
            if let Some(finding) =
                gate::reviewer_signs(self.before, reviews, (self.actor, principal))
            {
                return Err(finding.into());
            }
        }
        self.on_behalf_of = (principal != self.actor).then_some(principal);
        Ok(stage)
    }

    /// One consent. Completes the stage if its mode says so, and signs if no stage comes after it.
    pub(super) fn approve(&mut self, opinion: &str, accept: &[RuleId]) -> Result<(), Stop> {
        let stage = self.take_turn(ActionName::Approve)?;
        let findings = rules::evaluate(&self.case(self.content));
        let signs = self.signs(&stage, &findings);
        if signs && !self.unforeseen(&findings).is_empty() {
            return self.return_by_rules(findings);
        }
        if signs {
            self.check_signature(&findings, accept)?;
        }
        let digest = self.before.digest;
        self.push(Happening::Consented {
            stage: stage.key.clone(),
            digest,
            opinion: opinion.to_owned(),
        })?;
        if !self.is_complete() {
            return Ok(());
        }
        if self.next.tasks.iter().any(|task| task.answer == Answer::Objected) && self.is_downward()
        {
            return Err(Refusal::ObjectionUnresolved.into());
        }
        if signs {
            self.sign(findings, accept)
        } else {
            self.enter_stage_after(Some(&stage), &findings)
        }
    }

    /// D7: a countersigner objects, and says why. The stage waits for the others all the same.
    pub(super) fn object(&mut self, opinion: &str) -> Result<(), Stop> {
        let stage = self.take_turn(ActionName::Object)?;
        if stage.assignee != Assignee::HeadsOfCountersigningUnits {
            return Err(Refusal::NotYours { action: ActionName::Object }.into());
        }
        let digest = self.before.digest;
        self.push(Happening::Objected {
            stage: stage.key.clone(),
            digest,
            opinion: opinion.to_owned(),
        })?;
        if !self.is_complete() {
            return Ok(());
        }
        // D8: without agreement a downward document goes back; anything else goes on with the objection on record.
        if self.is_downward() {
            self.push(Happening::Returned { opinion: opinion.to_owned() })?;
            return Ok(self.enter(Status::Returned, vec![self.before.drafter], Mode::Any)?);
        }
        let findings = rules::evaluate(&self.case(self.content));
        self.enter_stage_after(Some(&stage), &findings)
    }

    pub(super) fn send_back(&mut self, opinion: &str) -> Result<(), Stop> {
        self.take_turn(ActionName::Return)?;
        self.push(Happening::Returned { opinion: opinion.to_owned() })?;
        Ok(self.enter(Status::Returned, vec![self.before.drafter], Mode::Any)?)
    }

    /// D5: not at the department's own stage, which can only send back.
    pub(super) fn reject(&mut self, opinion: &str) -> Result<(), Stop> {
        let stage = self.take_turn(ActionName::Reject)?;
        let barred = matches!(
            stage.assignee,
            Assignee::HeadOfDraftingUnit | Assignee::HeadsOfCountersigningUnits
        );
        if barred && self.before.kind == Kind::Document {
            return Err(Refusal::NotYours { action: ActionName::Reject }.into());
        }
        self.push(Happening::Rejected { opinion: opinion.to_owned() })?;
        Ok(self.enter(Status::Rejected, Vec::new(), Mode::Any)?)
    }

    /// D6, D12: the office corrects the text. Before the signature the review goes on with the new text; after it, the signer
    /// signs again.
    pub(super) fn correct(&mut self, content: &Content, opinion: &str) -> Result<(), Stop> {
        let principal =
            authority::principal(self.before, self.context, self.actor, ActionName::Correct)?;
        let reviewing = self.before.status == Status::Recheck
            || self.stage(ActionName::Correct)?.assignee == Assignee::ReviewerOfOffice;
        let same_units = content.unit() == self.before.unit
            && content.drafting_unit() == self.before.drafting_unit;
        if !reviewing || !same_units || content.kind() != self.before.kind {
            return Err(Refusal::NotYours { action: ActionName::Correct }.into());
        }
        self.on_behalf_of = (principal != self.actor).then_some(principal);
        acceptable(content, self.context.facts)?;
        let findings = rules::evaluate(&self.case(content));
        if findings.iter().any(|finding| finding.verdict == Verdict::Block) {
            return Err(Refusal::Blocked { findings }.into());
        }
        let (digest, measure) = (content.digest()?, content.measure());
        self.push(Happening::Corrected { digest, measure, opinion: opinion.to_owned() })?;
        self.revised = Some(content.clone());
        self.evaluation = Some(self.evaluated(Trigger::Correct, findings));
        match &self.before.signature {
            Some(signature) if self.before.status == Status::Recheck => Ok(self.enter(
                Status::Review(signature.stage.clone()),
                vec![signature.signer],
                Mode::Any,
            )?),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether the stage is the last one on the way, so that completing it is the signature.
    fn signs(&self, stage: &Stage, findings: &[Finding]) -> bool {
        self.context
            .route
            .stages_for(self.content, findings)
            .last()
            .is_some_and(|last| last.key == stage.key)
    }

    /// What the rules find now and the drafter was not asked about at submission.
    fn unforeseen(&self, findings: &[Finding]) -> Vec<Finding> {
        let foreseen = |exception: Exception| self.before.exceptions.contains(&exception);
        let new = |finding: &&Finding| match finding.verdict {
            Verdict::Pass | Verdict::Advisory => false,
            Verdict::NeedsJustification(_) => {
                finding.exception().is_some_and(|exception| !foreseen(exception))
            }
            Verdict::Block => true,
        };
        let mut found: Vec<_> = findings.iter().filter(new).cloned().collect();
        found.extend(unexplained(self.content, findings));
        found
    }

    fn return_by_rules(&mut self, findings: Vec<Finding>) -> Result<(), Stop> {
        self.evaluation = Some(self.evaluated(Trigger::Sign, findings.clone()));
        self.push(Happening::ReturnedByRules { findings })?;
        Ok(self.enter(Status::Returned, vec![self.before.drafter], Mode::Any)?)
    }

    /// SIGNER-RANK, and every exception ticked.
    fn check_signature(&self, findings: &[Finding], accept: &[RuleId]) -> Result<(), Stop> {
        let signer = self.on_behalf_of.unwrap_or(self.actor);
        let rank = self.context.organisation.active_person(signer).and_then(|person| person.rank);
        if let Some(finding) = signing::judge(self.content, findings, rank) {
            return Err(finding.into());
        }
        let exceptions =
            findings.iter().filter_map(Finding::exception).map(|exception| exception.rule);
        let open: Vec<_> = exceptions.filter(|rule| !accept.contains(rule)).collect();
        if open.is_empty() { Ok(()) } else { Err(Refusal::ExceptionsOpen { rules: open }.into()) }
    }

    /// D10, M8, M9: the signature freezes the content.
    fn sign(&mut self, findings: Vec<Finding>, accept: &[RuleId]) -> Result<(), Stop> {
        let signer = self.on_behalf_of.unwrap_or(self.actor);
        let rank = self.context.organisation.active_person(signer).and_then(|person| person.rank);
        let Some(rank) = rank else {
            return Err(Refusal::NotYours { action: ActionName::Approve }.into());
        };
        let accepted =
            findings.iter().filter_map(Finding::exception).map(|exception| exception.rule);
        let accepted = accepted.filter(|rule| accept.contains(rule)).collect();
        self.evaluation = Some(self.evaluated(Trigger::Sign, findings));
        let (digest, doc_date) = (self.before.digest, self.context.now.date());
        self.push(Happening::Signed { digest, rank, doc_date, accepted })?;
        let (status, people) = match self.before.kind {
            Kind::Document => (Status::Recheck, self.office_people(Role::Reviewer)),
            Kind::Meeting => (Status::Approved, vec![self.before.drafter]),
        };
        Ok(self.enter(status, people, Mode::Any)?)
    }

    /// The people of the office with `role` who may act for this request: never its drafter.
    pub(super) fn office_people(&self, role: Role) -> Vec<PersonId> {
        let office = self.context.organisation.office_of(self.before.drafting_unit);
        let mut people = self.context.organisation.holders(office, role);
        people.retain(|person| *person != self.before.drafter);
        people
    }

    fn is_complete(&self) -> bool {
        let open = self.next.tasks.iter().filter(|task| task.answer == Answer::Open).count();
        let consents =
            self.next.tasks.iter().filter(|task| task.answer == Answer::Consented).count();
        match self.next.mode {
            Mode::Any => consents > 0,
            Mode::All => open == 0,
        }
    }

    fn is_downward(&self) -> bool {
        matches!(self.content, Content::Document(document) if document.direction == Some(Direction::Downward))
    }

    /// No approver found blocks the submission, naming the stage.
    pub(super) fn check_everybody_is_found(&self, findings: &[Finding]) -> Result<(), Refusal> {
        let empty =
            self.way(findings).into_iter().find(|point| !point.skipped && point.people.is_empty());
        empty.map_or(Ok(()), |point| Err(Refusal::NobodyFor { stage: point.stage.key }))
    }

    fn way(&self, findings: &[Finding]) -> Vec<Waypoint> {
        let Context { organisation, now, .. } = *self.context;
        let asking = Asking {
            drafter: self.before.drafter,
            kind: self.before.kind,
            organisation,
            on: now.date(),
        };
        self.context.route.way(self.content, findings, &asking)
    }

    /// Goes to the next stage on the way; the last stage never gets here, because it signs.
    pub(super) fn enter_stage_after(
        &mut self,
        stage: Option<&Stage>,
        findings: &[Finding],
    ) -> Result<(), Stop> {
        let position = |stage: &Stage| {
            self.context.route.stages.iter().position(|other| other.key == stage.key)
        };
        let done = stage.and_then(position);
        let ahead = self.way(findings).into_iter().filter(|point| position(&point.stage) > done);
        let (skipped, ahead): (Vec<_>, Vec<_>) = ahead.partition(|point| point.skipped);
        for point in skipped {
            self.push(Happening::StageSkipped { stage: point.stage.key })?;
        }
        let Some(Waypoint { stage, people, .. }) = ahead.into_iter().next() else {
            return Err(Refusal::NotAllowedNow {
                action: ActionName::Approve,
                status: self.next.status.clone(),
            }
            .into());
        };
        if people.is_empty() {
            return Err(Refusal::NobodyFor { stage: stage.key }.into());
        }
        Ok(self.enter(Status::Review(stage.key), people, stage.mode)?)
    }
}

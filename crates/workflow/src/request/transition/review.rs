//! What the stages of the route do: consent, object, reject, correct, sign.

use super::added::may_answer;
use super::draft::{acceptable, unexplained};
use super::enter::is_regular;
use super::{Plan, Stop};
use crate::action::Resume;
use crate::content::{Content, Direction};
use crate::event::{Exception, Happening};
use crate::id::PersonId;
use crate::organisation::Role;
use crate::refusal::Refusal;
use crate::request::gate;
use crate::request::{ActionName, Answer, Kind, Status, Task, authority};
use crate::route::{Assignee, Stage, StageKey};
use crate::rules::{self, Finding, RuleId, Trigger, Verdict, signing};
use crate::tally::{Mode, Tally};

/// Whose turn it is, at which stage.
pub(super) struct Turn {
    /// The stage.
    pub(super) stage: Stage,
    /// Whose task it is.
    pub(super) principal: PersonId,
    /// Whether the route asked them, so that their consent may be the signature.
    pub(super) is_regular: bool,
}

impl Plan<'_> {
    /// The stage at which the request stands.
    fn stage(&self, action: ActionName) -> Result<&Stage, Refusal> {
        let key = self.before.status.stage();
        key.and_then(|key| self.context.route.stage(key))
            .ok_or_else(|| Refusal::NotAllowedNow { action, status: self.before.status.clone() })
    }

    /// Whose turn it is, after every check of who may decide, as it is now.
    pub(super) fn take_turn(&mut self, action: ActionName) -> Result<Turn, Stop> {
        let stage = self.stage(action)?.clone();
        let task = authority::task(self.before, self.context, self.actor, action)?.clone();
        let principal = task.person;
        if !may_answer(action, &task) {
            return Err(Refusal::NotYours { action }.into());
        }
        if !self.is_entitled(&stage, &task) {
            return Err(self.not_entitled(&stage, principal, action));
        }
        if stage.assignee.rank(self.context.organisation).is_some() {
            let (route, organisation) = (self.context.route, self.context.organisation);
            let reviews =
                |key: &StageKey| route.stage(key).is_some_and(|stage| stage.reviews(organisation));
            if let Some(finding) =
                gate::reviewer_signs(self.before, reviews, (self.actor, principal))
            {
                return Err(finding.into());
            }
        }
        let votes = matches!(stage.mode, Mode::Vote(_)) && is_regular(&task);
        let objects = votes
            || !is_regular(&task)
            || matches!(stage.mode, Mode::All | Mode::InOrder)
            || stage.assignee == Assignee::HeadsOfCountersigningUnits;
        if action == ActionName::Abstain && !votes || action == ActionName::Object && !objects {
            return Err(Refusal::NotYours { action }.into());
        }
        self.on_behalf_of = (principal != self.actor).then_some(principal);
        Ok(Turn { stage, principal, is_regular: is_regular(&task) })
    }

    /// Whoever has lost the rank of a leader is told that it is the rank.
    fn not_entitled(&self, stage: &Stage, principal: PersonId, action: ActionName) -> Stop {
        let organisation = self.context.organisation;
        let rank = organisation.active_person(principal).and_then(|person| person.rank);
        let lacks_rank = rank < stage.assignee.rank(organisation);
        let findings = rules::evaluate(&self.case(self.content));
        match signing::judge(self.content, &findings, rank) {
            Some(finding) if lacks_rank && action == ActionName::Approve => finding.into(),
            Some(_) | None => Refusal::NotYours { action }.into(),
        }
    }

    /// One consent. Completes the stage if its mode says so, and signs if no stage comes after it.
    pub(super) fn approve(&mut self, opinion: &str, accept: &[RuleId]) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::Approve)?;
        let findings = rules::evaluate(&self.case(self.content));
        let signs = turn.is_regular && self.is_last(&turn.stage, &findings);
        // A leader before the last one is not asked to agree to what the last one could not sign.
        let leads =
            turn.is_regular && turn.stage.assignee.rank(self.context.organisation).is_some();
        if (signs || leads) && !self.unforeseen(&findings).is_empty() {
            return self.return_by_rules(findings);
        }
        if signs {
            self.check_signature(&findings, accept)?;
        }
        let (stage, digest) = (turn.stage.key.clone(), self.before.digest);
        self.push(Happening::Consented { stage, digest, opinion: opinion.to_owned() })?;
        let complete = matches!(self.next.tally(), Tally::Passed | Tally::Contested);
        if !signs || !complete {
            return self.after_answer(Some(&turn));
        }
        if self.carries(&turn.stage) {
            self.sign(findings, accept)
        } else if self.is_downward() {
            Err(Refusal::ObjectionUnresolved.into())
        } else {
            self.return_to_drafter(opinion.to_owned(), None)
        }
    }

    /// 会签: somebody objects, and says why. The stage waits for the others all the same.
    pub(super) fn object(&mut self, opinion: &str) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::Object)?;
        let (stage, digest) = (turn.stage.key.clone(), self.before.digest);
        self.push(Happening::Objected { stage, digest, opinion: opinion.to_owned() })?;
        self.after_answer(Some(&turn))
    }

    /// Goes on, or back, if that was the last answer that the stage needed.
    pub(super) fn after_answer(&mut self, turn: Option<&Turn>) -> Result<(), Stop> {
        let stage = match turn {
            Some(turn) => turn.stage.clone(),
            None => self.stage(ActionName::RemoveSigner)?.clone(),
        };
        let findings = rules::evaluate(&self.case(self.content));
        let is_last = self.is_last(&stage, &findings);
        match self.next.tally() {
            Tally::Open { .. } => Ok(()),
            Tally::Passed | Tally::Contested if self.carries(&stage) => {
                if is_last {
                    self.ask_for_the_signature(&stage)
                } else {
                    self.enter_stage_after(Some(&stage.key), &findings)
                }
            }
            Tally::Passed | Tally::Contested | Tally::Failed => {
                self.return_to_drafter(String::new(), None)
            }
        }
    }

    /// Whether a complete stage goes on: those whom the route asked consented; a countersigning unit's objection stands on
    /// record, but no downward document goes on with anybody's objection.
    fn carries(&self, stage: &Stage) -> bool {
        let answered = |answer: Answer, regular: bool| {
            let given = |task: &Task| task.answer == answer && (!regular || is_regular(task));
            self.next.tasks.iter().any(given)
        };
        if self.is_downward() && answered(Answer::Objected, false) {
            return false;
        }
        let disputed = answered(Answer::Objected, true) && !matches!(stage.mode, Mode::Vote(_));
        stage.assignee == Assignee::HeadsOfCountersigningUnits
            || answered(Answer::Consented, true) && !disputed
    }

    /// The signature is the last word. Where somebody who was added spoke last, because the stages behind fell away in the
    /// meantime, the stage is asked once more.
    fn ask_for_the_signature(&mut self, stage: &Stage) -> Result<(), Stop> {
        let findings = rules::evaluate(&self.case(self.content));
        let point = self.way(self.content, &findings).pop();
        let Some(point) = point.filter(|point| point.stage.key == stage.key) else {
            return Err(Refusal::StageUnknown { stage: stage.key.clone() }.into());
        };
        self.push(Happening::SentBack {
            from: stage.key.clone(),
            to: stage.key.clone(),
            then: Resume::Again,
            keep: self.decided_stages(|key| *key != stage.key),
            round: self.next.round + 1,
            opinion: String::new(),
        })?;
        self.enter_stage(&point)
    }

    pub(super) fn return_to_drafter(
        &mut self,
        opinion: String,
        come_back: Option<StageKey>,
    ) -> Result<(), Stop> {
        self.push(Happening::Returned { opinion, come_back })?;
        self.enter(Status::Returned, vec![self.before.drafter])
    }

    /// 不予批准: not at the department's own stage, which can only send back.
    pub(super) fn reject(&mut self, opinion: &str) -> Result<(), Stop> {
        let turn = self.take_turn(ActionName::Reject)?;
        if turn.stage.assignee.is_of_department() && self.before.kind == Kind::Document {
            return Err(Refusal::NotYours { action: ActionName::Reject }.into());
        }
        self.push(Happening::Rejected { opinion: opinion.to_owned() })?;
        self.enter(Status::Rejected, Vec::new())
    }

    /// 修改文稿: the office corrects the text. Before the signature the review goes on with the new text; after it, the signer
    /// signs again.
    pub(super) fn correct(&mut self, content: &Content, opinion: &str) -> Result<(), Stop> {
        let action = ActionName::Correct;
        let principal = if self.before.status == Status::Recheck {
            self.release(action)?;
            self.actor
        } else {
            let turn = self.take_turn(action)?;
            if !turn.stage.reviews(self.context.organisation) {
                return Err(Refusal::NotYours { action }.into());
            }
            turn.principal
        };
        let same_units = content.unit() == self.before.unit
            && content.drafting_unit() == self.before.drafting_unit;
        if !same_units || content.kind() != self.before.kind {
            return Err(Refusal::NotYours { action }.into());
        }
        self.on_behalf_of = (principal != self.actor).then_some(principal);
        acceptable(content, self.context.facts)?;
        let findings = rules::evaluate(&self.case(content));
        if findings.iter().any(|finding| finding.verdict == Verdict::Block) {
            return Err(Refusal::Blocked { findings }.into());
        }
        self.check_loses_no_stage(content)?;
        let (digest, measure) = (content.digest()?, content.measure());
        self.push(Happening::Corrected { digest, measure, opinion: opinion.to_owned() })?;
        self.revised = Some(content.clone());
        self.evaluation = Some(self.evaluated(Trigger::Correct, content, findings));
        match &self.before.signature {
            Some(signature) if self.before.status == Status::Recheck => {
                self.enter(Status::Review(signature.stage.clone()), vec![signature.signer])
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Whoever corrects the text does not decide by it whom else it has to pass: with the exceptions as they were, every stage
    /// ahead stays ahead, and so does the signature that a corrected document needs again.
    fn check_loses_no_stage(&self, content: &Content) -> Result<(), Refusal> {
        let findings = rules::evaluate(&self.case(self.content));
        let route = self.context.route;
        let ahead = match &self.before.signature {
            Some(signature) if self.before.status == Status::Recheck => {
                route.position(&signature.stage)
            }
            Some(_) | None => {
                let here = self.before.status.stage().and_then(|key| route.position(key));
                here.map(|here| here + 1)
            }
        };
        let organisation = self.context.organisation;
        let corrected: Vec<_> = self
            .context
            .route
            .stages_for(content, &findings, organisation)
            .map(|stage| &stage.key)
            .collect();
        let lost = self
            .context
            .route
            .stages_for(self.content, &findings, organisation)
            .map(|stage| &stage.key)
            .filter(|key| ahead.is_some() && route.position(key) >= ahead)
            .find(|key| !corrected.contains(key));
        lost.map_or(Ok(()), |stage| Err(Refusal::RouteLosesSignature { stage: stage.clone() }))
    }

    /// Whether the stage is the last one on the way, so that completing it is the signature.
    pub(super) fn is_last(&self, stage: &Stage, findings: &[Finding]) -> bool {
        self.context
            .route
            .stages_for(self.content, findings, self.context.organisation)
            .last()
            .is_some_and(|last| last.key == stage.key)
    }

    /// What the rules find now and the drafter was not asked about at submission.
    pub(super) fn unforeseen(&self, findings: &[Finding]) -> Vec<Finding> {
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
        self.evaluation = Some(self.evaluated(Trigger::Sign, self.content, findings.clone()));
        self.push(Happening::ReturnedByRules { findings })?;
        self.enter(Status::Returned, vec![self.before.drafter])
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

    /// 签发, 审批: the signature freezes the content.
    fn sign(&mut self, findings: Vec<Finding>, accept: &[RuleId]) -> Result<(), Stop> {
        let signer = self.on_behalf_of.unwrap_or(self.actor);
        let rank = self.context.organisation.active_person(signer).and_then(|person| person.rank);
        let Some(rank) = rank else {
            return Err(Refusal::NotYours { action: ActionName::Approve }.into());
        };
        let accepted =
            findings.iter().filter_map(Finding::exception).map(|exception| exception.rule);
        let accepted = accepted.filter(|rule| accept.contains(rule)).collect();
        if let Some(starts_at) = self.context.facts.room_taken {
            return Err(Refusal::RoomTaken { starts_at }.into());
        }
        self.evaluation = Some(self.evaluated(Trigger::Sign, self.content, findings));
        let (digest, doc_date) = (self.before.digest, self.context.now.date());
        self.push(Happening::Signed { digest, rank, doc_date, accepted })?;
        let (status, people) = match self.before.kind {
            Kind::Document => (Status::Recheck, self.releasing_people(Role::Reviewer)),
            Kind::Meeting | Kind::Inspection => (Status::Approved, vec![self.before.drafter]),
        };
        self.enter(status, people)
    }

    fn is_downward(&self) -> bool {
        matches!(self.content, Content::Document(document) if document.direction == Some(Direction::Downward))
    }
}

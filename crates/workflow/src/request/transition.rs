//! `decide`: the one function through which everything that happens to a request comes.

use super::gate;
use super::{Action, ActionName, Command, Request, Status, Version};
use crate::canonical::{CanonicalError, Digest};
use crate::content::Content;
use crate::event::{By, Happening, Sealed};
use crate::id::{PersonId, RequestId};
use crate::number::CitationFault;
use crate::organisation::Organisation;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::rules::{self, Case, Finding, Knowledge, Own, RuleSet, Trigger};
use crate::time::Timestamp;

mod added;
mod back;
mod circulation;
mod draft;
mod enter;
mod evaluated;
mod halt;
mod hand_over;
mod meeting;
mod proposal;
mod release;
mod reroute;
mod review;
mod tick;

pub use added::MAX_PARTICIPANTS;
pub use circulation::{MAX_READERS, URGE_EVERY_MS};
pub use tick::{ESCALATE_AFTER_DAYS, tick};

/// What a decision is made with: data, never verdicts.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The organisation as it is now.
    pub organisation: &'a Organisation,
    /// The route pinned by the request, or the one in force for a request that has none yet.
    pub route: &'a Route,
    /// The newest version of that route, if it is another.
    pub newest: Option<&'a Route>,
    /// The other request that the command or the open proposal names.
    pub other: Option<Other<'a>>,
    /// The rule set in force.
    pub rules: &'a RuleSet,
    /// What the rules know beside the content.
    pub knowledge: &'a Knowledge,
    /// What was counted in the same transaction.
    pub facts: Facts,
    /// When.
    pub now: Timestamp,
}

/// Another request, with its present text.
#[derive(Debug, Clone, Copy)]
pub struct Other<'a> {
    /// Where it stands.
    pub request: &'a Request,
    /// Its text.
    pub content: &'a Content,
    /// The route it has pinned.
    pub route: &'a Route,
}

/// Facts that race with other commands and are read inside the transaction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// The last sequence number taken in the series and year that [`number_wanted`] names.
    pub last_number: u32,
    /// What is wrong with the files that the content of the command names, if anything is.
    pub file_fault: Option<FileFault>,
    /// When a room that the meeting needs is already taken, if it is.
    pub room_taken: Option<Timestamp>,
    /// What is wrong with the document that a revocation or repeal cites, if anything is. A number of a series that no unit here
    /// has is one of an organ above, and nothing is known of it.
    pub citation_fault: Option<CitationFault>,
}

/// What is wrong with a file that a content names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// The actor did not send it, or not under this name or with this size, and it is not in the request.
    Unknown,
    /// The content says that another text is in it than was read from it.
    OtherText {
        /// The field.
        field: &'static str,
    },
}

/// What the rules found at one moment, kept with the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// What made them look.
    pub trigger: Trigger,
    /// Version of the rule set.
    pub rule_set: u32,
    /// The revision judged.
    pub revision: u32,
    /// The digest of the text judged; another than that of the revision if a change of it was refused, and was not kept.
    pub digest: Option<Digest>,
    /// What they found.
    pub findings: Vec<Finding>,
    /// With what they found it, as far as it mattered. Absent where not the rules were asked but a gate shut, and for what was
    /// found before this was kept.
    pub knowledge: Option<Knowledge>,
    /// The instant at which it happened.
    pub at: Timestamp,
}

/// A move that `decide` has made, ready to be saved. Nothing else can make one, and nothing else can be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    before: Version,
    chain_before: u64,
    next: Request,
    events: Vec<Sealed<Happening>>,
    content: Option<Content>,
    evaluation: Option<Evaluation>,
    waited_for: Vec<PersonId>,
    round_before: u32,
    also: Option<Box<Self>>,
}

impl Transition {
    /// The version on which the decision was made; saving compares it.
    #[must_use]
    pub const fn before(&self) -> Version {
        self.before
    }

    /// The length of the chain on which the decision was made; saving compares it too, because a refusal lengthens the chain
    /// without making a version.
    #[must_use]
    pub const fn chain_before(&self) -> u64 {
        self.chain_before
    }

    /// Where the request stands afterwards.
    #[must_use]
    pub const fn next(&self) -> &Request {
        &self.next
    }

    /// What happened, in order.
    #[must_use]
    pub fn events(&self) -> &[Sealed<Happening>] {
        &self.events
    }

    /// The text, if it is another than before.
    #[must_use]
    pub const fn content(&self) -> Option<&Content> {
        self.content.as_ref()
    }

    /// What the rules found, if they were asked.
    #[must_use]
    pub const fn evaluation(&self) -> Option<&Evaluation> {
        self.evaluation.as_ref()
    }

    /// Whom the request waited for before.
    #[must_use]
    pub fn waited_for(&self) -> &[PersonId] {
        &self.waited_for
    }

    /// The round in which the decision was made; what it causes may have begun another.
    #[must_use]
    pub const fn round_before(&self) -> u32 {
        self.round_before
    }

    /// What happens to another request at the same time: both are saved, or neither.
    #[must_use]
    pub fn also(&self) -> Option<&Self> {
        self.also.as_deref()
    }

    /// Whether the request is one that did not exist before.
    #[must_use]
    pub const fn creates(&self) -> bool {
        self.chain_before == 0
    }
}

/// A refusal, with the transition that records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub refusal: Refusal,
    /// What is to be saved: the event of the refusal, and what the rules found. Absent for a request that does not exist yet,
    /// whose refusal goes to the system's chain.
    pub record: Option<Box<Transition>>,
}

/// Why `decide` could not answer.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The command was refused.
    #[error("refused: {}", .0.refusal)]
    Refused(Refused),
    /// The event has no canonical form; only a sum of money beyond 2^53 分 gets here.
    #[error("the event has no canonical form")]
    Canonical(#[from] CanonicalError),
}

/// Decides what `command` does to `request`, whose present text is `content`.
///
/// Pure: no clock, no randomness, no I/O. For a new request pass [`Request::blank`] and the content of the command.
///
/// # Errors
///
/// [`DecideError::Refused`] with the reason and its record; the request is as it was.
pub fn decide(
    request: &Request,
    content: &Content,
    command: &Command,
    context: &Context,
) -> Result<Transition, DecideError> {
    let mut plan = Plan::new(request, content, command.actor, context);
    match plan.carry_out(&command.action) {
        Ok(()) => Ok(plan.finish()),
        Err(Stop::Refused(refusal)) => {
            Err(DecideError::Refused(refuse(request, content, command, context, refusal)?))
        }
        Err(Stop::Canonical(error)) => Err(DecideError::Canonical(error)),
    }
}

/// The (series, year) from which the document takes its number, for the store to look up the last one taken.
#[must_use]
pub fn number_wanted(
    request: &Request,
    content: &Content,
    organisation: &Organisation,
) -> Option<(String, i32)> {
    use chrono::Datelike;
    let Content::Document(document) = content else { return None };
    let year = request.signature.as_ref()?.doc_date.year();
    Some((rules::numbering::series(document, organisation)?.to_owned(), year))
}

/// The other request that the decision needs to know, for the store to load it.
#[must_use]
pub fn other_wanted(request: &Request, action: &Action) -> Option<RequestId> {
    let proposal = request.proposal.as_ref().filter(|_| action.name() == ActionName::Confirm);
    proposal.map_or_else(|| action.names(), |proposal| proposal.what.other())
}

fn refuse(
    request: &Request,
    content: &Content,
    command: &Command,
    context: &Context,
    refusal: Refusal,
) -> Result<Refused, CanonicalError> {
    if request.status == Status::New {
        return Ok(Refused { refusal, record: None });
    }
    let mut plan = Plan::new(request, content, command.actor, context);
    let (action, code, rules) = (command.action.name(), refusal.code().to_owned(), refusal.rules());
    plan.push(Happening::Refused { action, code, rules })?;
    if let (Refusal::Blocked { findings }, Some(trigger)) = (&refusal, trigger(action)) {
        let judged = command.action.content().unwrap_or(content);
        plan.evaluation = Some(plan.evaluated_in_vain(trigger, judged, findings)?);
    }
    Ok(Refused { refusal, record: Some(Box::new(plan.finish())) })
}

/// Which evaluation a blocked action leaves behind.
fn trigger(action: ActionName) -> Option<Trigger> {
    let triggers = [
        (ActionName::Submit, Trigger::Submit),
        (ActionName::Approve, Trigger::Sign),
        (ActionName::Correct, Trigger::Correct),
        (ActionName::Reschedule, Trigger::Reschedule),
        (ActionName::AssignNumber, Trigger::Number),
    ];
    triggers.into_iter().find(|(name, _)| *name == action).map(|(_, trigger)| trigger)
}

/// Why a plan stopped.
enum Stop {
    Refused(Refusal),
    Canonical(CanonicalError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Self {
        Self::Refused(finding.into())
    }
}

impl From<CanonicalError> for Stop {
    fn from(error: CanonicalError) -> Self {
        Self::Canonical(error)
    }
}

/// A transition while it is being made: each event is sealed into the chain and applied at once.
struct Plan<'a> {
    before: &'a Request,
    context: &'a Context<'a>,
    actor: PersonId,
    on_behalf_of: Option<PersonId>,
    next: Request,
    events: Vec<Sealed<Happening>>,
    content: &'a Content,
    revised: Option<Content>,
    evaluation: Option<Evaluation>,
    also: Option<Box<Transition>>,
}

impl<'a> Plan<'a> {
    fn new(
        request: &'a Request,
        content: &'a Content,
        actor: PersonId,
        context: &'a Context<'a>,
    ) -> Self {
        Self {
            before: request,
            context,
            actor,
            on_behalf_of: None,
            next: request.clone(),
            events: Vec::new(),
            content,
            revised: None,
            evaluation: None,
            also: None,
        }
    }

    fn finish(self) -> Transition {
        Transition {
            before: self.before.version,
            chain_before: self.before.chain.length,
            next: self.next,
            events: self.events,
            content: self.revised,
            evaluation: self.evaluation,
            waited_for: self.before.waiting_for(),
            round_before: self.before.round,
            also: self.also,
        }
    }

    fn push(&mut self, what: Happening) -> Result<(), CanonicalError> {
        let by =
            By { actor: Some(self.actor), on_behalf_of: self.on_behalf_of, at: self.context.now };
        self.events.push(self.next.record(by, what)?);
        Ok(())
    }

    fn case<'c>(&'c self, content: &'c Content) -> Case<'c> {
        Case {
            content,
            measure: content.measure(),
            drafter: self.before.drafter,
            organisation: self.context.organisation,
            rules: self.context.rules,
            knowledge: self.context.knowledge,
            own: Own::from(self.before),
            now: self.context.now,
        }
    }

    /// First whether the phase allows the action at all, then the action itself.
    fn carry_out(&mut self, action: &Action) -> Result<(), Stop> {
        self.check_phase(action.name())?;
        check_opinion(action)?;
        match action {
            Action::Create { content } => self.create(content),
            Action::Save { content } => self.save(content),
            Action::Submit {} => self.submit(),
            Action::Approve { opinion, accept } => self.approve(opinion, accept),
            Action::Object { opinion } => self.object(opinion),
            Action::Abstain { opinion } => self.abstain(opinion),
            Action::Advise { opinion } => self.advise(opinion),
            Action::Return { opinion, to, then } => self.send_back(opinion, to.as_ref(), *then),
            Action::Reject { opinion } => self.reject(opinion),
            Action::Withdraw { opinion } => self.withdraw(opinion),
            Action::Retract {} => self.retract(),
            Action::Correct { content, opinion } => self.correct(content, opinion),
            Action::Transfer { to, opinion } => self.transfer(*to, opinion),
            Action::Consult { to, opinion } => self.consult(*to, opinion),
            Action::AddSigner { person, place, opinion } => {
                self.add_signer(*person, *place, opinion)
            }
            Action::RemoveSigner { person, opinion } => self.remove_signer(*person, opinion),
            Action::Circulate { to, opinion } => self.circulate(to, opinion),
            Action::MarkRead {} => self.mark_read(),
            Action::Comment { opinion } => self.comment(opinion),
            Action::Urge {} => self.urge(),
            Action::Suspend { opinion } => self.suspend(opinion),
            Action::Resume { opinion } => self.resume(opinion),
            Action::Terminate { opinion } => self.terminate(opinion),
            Action::HandOver { from, to, opinion } => self.hand_task_over(*from, *to, opinion),
            Action::Reroute {} => self.reroute(),
            Action::PassRecheck {} => self.pass_recheck(),
            Action::AssignNumber {} => self.assign_number(),
            Action::Seal {} => self.seal(),
            Action::Issue {} => self.issue(),
            Action::Archive {} => self.archive(),
            Action::SendNotice {} => self.send_notice(),
            Action::RecordHeld { actual } => self.record_held(actual),
            Action::Close {} => self.close(),
            Action::Cancel { opinion } => self.cancel(opinion),
            Action::Reschedule { content, opinion } => self.reschedule(content, opinion),
            Action::ProposeMerge { into, opinion } => self.propose_merge(*into, opinion),
            Action::Cluster { with, opinion } => self.propose_cluster(*with, opinion),
            Action::ProposeWithdrawal { opinion } => self.propose_withdrawal(opinion),
            Action::Void { opinion } => self.propose_void(opinion),
            Action::Confirm { opinion } => self.confirm(opinion),
            Action::Decline { opinion } => self.decline(opinion),
            Action::Revoke { by_document, opinion } => self.revoke(by_document, opinion),
            Action::Repeal { by_document, opinion } => self.repeal(by_document, opinion),
        }
    }

    fn check_phase(&self, action: ActionName) -> Result<(), Refusal> {
        let request = self.before;
        if request.moves().contains(&action) {
            return Ok(());
        }
        // A request that is only suspended, or has an open proposal, is approved: the refusal names the halt.
        let held_up = request.status.moves(request.kind).contains(&action);
        if action.puts_out() && !held_up && !request.status.is_terminal() {
            return Err(gate::not_approved(request, action).into());
        }
        if let Some(suspension) = &request.suspended {
            return Err(Refusal::Suspended { by: suspension.by, at: suspension.at });
        }
        if let Some(proposal) = &request.proposal {
            return Err(Refusal::ProposalOpen { by: proposal.by, at: proposal.at });
        }
        let decided = super::authority::already_decided(request, self.actor);
        match decided {
            Some(refusal) if action == ActionName::Approve => Err(refusal),
            Some(_) | None => {
                Err(Refusal::NotAllowedNow { action, status: request.status.clone() })
            }
        }
    }

    fn separation(&self, principal: PersonId) -> Option<Finding> {
        let today = self.context.now.date();
        gate::separation(self.before, self.context.organisation, today, (self.actor, principal))
    }

    fn only(&self, person: PersonId, action: ActionName) -> Result<(), Refusal> {
        let active = self.context.organisation.active_person(self.actor).is_some();
        if self.actor == person && active { Ok(()) } else { Err(Refusal::NotYours { action }) }
    }
}

/// What the actor says: given where it must be, of bearable length, and without a mark of classification.
fn check_opinion(action: &Action) -> Result<(), Refusal> {
    use super::action::MAX_OPINION_CHARS as LIMIT;
    let (opinion, required) = action.opinion();
    let length = opinion.chars().count();
    if length > LIMIT {
        return Err(Refusal::OpinionTooLong { length, limit: LIMIT });
    }
    let typed = action.typed();
    if typed.chars().count() > LIMIT {
        let field = if action.name() == ActionName::RecordHeld { "venue" } else { "by_document" };
        return Err(Refusal::TooMuch { field: field.to_owned(), limit: LIMIT as u64 });
    }
    if required && opinion.trim().is_empty() {
        return Err(Refusal::OpinionRequired);
    }
    match rules::classified::scan([opinion, typed]) {
        Some(pattern) => Err(Refusal::Classified { pattern }),
        None => Ok(()),
    }
}

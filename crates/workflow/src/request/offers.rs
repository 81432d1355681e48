//! What a person may do to a request now: asked of `decide` itself, so that no page can offer what the server refuses.

use std::collections::BTreeSet;

use super::action::{AddedPlace, Resume};
use super::transition::{Context, DecideError, decide};
use super::{Action, ActionName, Actual, Answer, Command, Request, Task};
use crate::content::{Content, MeetingMode};
use crate::id::{PersonId, RequestId};
use crate::refusal::{Impossible, Refusal};
use crate::rules::{RuleId, Verdict};
use crate::time::Timestamp;

/// The actions that are this person's to do now. One that rules would block is among them: the person may try, and is told
/// why.
#[must_use]
pub fn offers(
    request: &Request,
    content: &Content,
    person: PersonId,
    context: &Context,
) -> Vec<ActionName> {
    let possible = request.moves().into_iter();
    possible.filter(|name| is_offered(*name, request, content, person, context)).collect()
}

fn is_offered(
    name: ActionName,
    request: &Request,
    content: &Content,
    person: PersonId,
    context: &Context,
) -> bool {
    let command =
        Command { actor: person, action: sample(name, (request, content), person, context.now) };
    match decide(request, content, &command, context) {
        Ok(_) => true,
        Err(DecideError::Canonical(_)) => false,
        Err(DecideError::Refused(refused)) => match refused.refusal {
            Refusal::NotYours { .. }
            | Refusal::NotAllowedNow { .. }
            | Refusal::AlreadyDecided { .. }
            | Refusal::NotYourTurn { .. }
            | Refusal::Suspended { .. }
            | Refusal::ProposalOpen { .. }
            | Refusal::NotPossible {
                reason: Impossible::NobodyToAgree
                | Impossible::NoNewerRoute
                | Impossible::OtherIsNoMeeting
                | Impossible::OtherIsItself
                | Impossible::OtherCannotTake,
            } => false,
            Refusal::Blocked { findings } => {
                let standing = [RuleId::Separation, RuleId::ApprovalGate];
                !findings.iter().any(|f| standing.contains(&f.rule) && f.verdict == Verdict::Block)
            }
            Refusal::Classified { .. }
            | Refusal::NobodyFor { .. }
            | Refusal::OpinionRequired
            | Refusal::OpinionTooLong { .. }
            | Refusal::ExceptionsOpen { .. }
            | Refusal::ObjectionUnresolved
            | Refusal::TooMuch { .. }
            | Refusal::TooSoon { .. }
            | Refusal::NotEligible { .. }
            | Refusal::AfterSignature
            | Refusal::RoomTaken { .. }
            | Refusal::StageUnknown { .. }
            | Refusal::RouteLosesSignature { .. }
            // What is missing in the sample is what the person still has to name.
            | Refusal::NotPossible {
                reason:
                    Impossible::NobodyNamed | Impossible::OtherUnknown | Impossible::NothingChanged,
            } => true,
        },
    }
}

/// An action of this name that nothing stands against but who and when. Where a person has to be named it is the actor, who
/// cannot be asked, but that is found only after all else.
fn sample(
    name: ActionName,
    (request, content): (&Request, &Content),
    actor: PersonId,
    now: Timestamp,
) -> Action {
    let opinion = "—".to_owned();
    let added = |task: &&Task| task.answer == Answer::Open && task.asked.added_by().is_some();
    let person = request.tasks.iter().find(added).map_or(actor, |task| task.person);
    let from = request.turns().first().copied().unwrap_or(actor);
    let (other, by_document) = (RequestId(uuid::Uuid::nil()), opinion.clone());
    let content = || content.clone();
    match name {
        ActionName::Create => Action::Create { content: content() },
        ActionName::Save => Action::Save { content: content() },
        ActionName::Submit => Action::Submit {},
        ActionName::Approve => Action::Approve { opinion, accept: RuleId::ALL.to_vec() },
        ActionName::Object => Action::Object { opinion },
        ActionName::Abstain => Action::Abstain { opinion },
        ActionName::Advise => Action::Advise { opinion },
        ActionName::Return => Action::Return { opinion, to: None, then: Resume::Again },
        ActionName::Reject => Action::Reject { opinion },
        ActionName::Withdraw => Action::Withdraw { opinion },
        ActionName::Retract => Action::Retract {},
        ActionName::Correct => Action::Correct { content: content(), opinion },
        ActionName::Transfer => Action::Transfer { to: actor, opinion },
        ActionName::Consult => Action::Consult { to: actor, opinion },
        ActionName::AddSigner => {
            Action::AddSigner { person: actor, place: AddedPlace::Before, opinion }
        }
        ActionName::RemoveSigner => Action::RemoveSigner { person, opinion },
        ActionName::Circulate => Action::Circulate { to: BTreeSet::new(), opinion },
        ActionName::MarkRead => Action::MarkRead {},
        ActionName::Comment => Action::Comment { opinion },
        ActionName::Urge => Action::Urge {},
        ActionName::Suspend => Action::Suspend { opinion },
        ActionName::Resume => Action::Resume { opinion },
        ActionName::Terminate => Action::Terminate { opinion },
        ActionName::HandOver => Action::HandOver { from, to: actor, opinion },
        ActionName::Reroute => Action::Reroute {},
        ActionName::PassRecheck => Action::PassRecheck {},
        ActionName::AssignNumber => Action::AssignNumber {},
        ActionName::Seal => Action::Seal {},
        ActionName::Issue => Action::Issue {},
        ActionName::Archive => Action::Archive {},
        ActionName::SendNotice => Action::SendNotice {},
        ActionName::RecordHeld => Action::RecordHeld { actual: sample_actual(now) },
        ActionName::Close => Action::Close {},
        ActionName::Cancel => Action::Cancel { opinion },
        ActionName::Reschedule => Action::Reschedule { content: content(), opinion },
        ActionName::ProposeMerge => Action::ProposeMerge { into: other, opinion },
        ActionName::Cluster => Action::Cluster { with: other, opinion },
        ActionName::ProposeWithdrawal => Action::ProposeWithdrawal { opinion },
        ActionName::Void => Action::Void { opinion },
        ActionName::Confirm => Action::Confirm { opinion },
        ActionName::Decline => Action::Decline { opinion },
        ActionName::Revoke => Action::Revoke { by_document, opinion },
        ActionName::Repeal => Action::Repeal { by_document, opinion },
    }
}

const fn sample_actual(now: Timestamp) -> Actual {
    Actual {
        starts_at: Timestamp(now.0 - 60_000),
        ends_at: now,
        headcount: 1,
        mode: MeetingMode::OnSite,
        venue: String::new(),
        no_show: 0,
    }
}

//! What a person may do to a request now: asked of `decide` itself, so that no page can offer what the server refuses.

use super::transition::{Context, DecideError, decide};
use super::{Action, ActionName, Actual, Command, Request};
use crate::content::{Content, MeetingMode};
use crate::id::PersonId;
use crate::refusal::Refusal;
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
    let possible = request.status.moves(request.kind).iter();
    possible.copied().filter(|name| is_offered(*name, request, content, person, context)).collect()
}

fn is_offered(
    name: ActionName,
    request: &Request,
    content: &Content,
    person: PersonId,
    context: &Context,
) -> bool {
    let command = Command { actor: person, action: sample(name, content, context.now) };
    match decide(request, content, &command, context) {
        Ok(_) => true,
        Err(DecideError::Canonical(_)) => false,
        Err(DecideError::Refused(refused)) => match refused.refusal {
            Refusal::NotYours { .. }
            | Refusal::NotAllowedNow { .. }
            | Refusal::AlreadyDecided { .. } => false,
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
            | Refusal::TooMuch { .. } => true,
        },
    }
}

/// An action of this name that nothing stands against but who and when.
fn sample(name: ActionName, content: &Content, now: Timestamp) -> Action {
    let opinion = || "—".to_owned();
    match name {
        ActionName::Create => Action::Create { content: content.clone() },
        ActionName::Save => Action::Save { content: content.clone() },
        ActionName::Submit => Action::Submit {},
        ActionName::Approve => Action::Approve { opinion: opinion(), accept: RuleId::ALL.to_vec() },
        ActionName::Object => Action::Object { opinion: opinion() },
        ActionName::Return => Action::Return { opinion: opinion() },
        ActionName::Reject => Action::Reject { opinion: opinion() },
        ActionName::Withdraw => Action::Withdraw { opinion: opinion() },
        ActionName::Correct => Action::Correct { content: content.clone(), opinion: opinion() },
        ActionName::PassRecheck => Action::PassRecheck {},
        ActionName::AssignNumber => Action::AssignNumber {},
        ActionName::Seal => Action::Seal {},
        ActionName::Issue => Action::Issue {},
        ActionName::Archive => Action::Archive {},
        ActionName::SendNotice => Action::SendNotice {},
        ActionName::RecordHeld => Action::RecordHeld { actual: sample_actual(now) },
        ActionName::Close => Action::Close {},
        ActionName::Cancel => Action::Cancel { opinion: opinion() },
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

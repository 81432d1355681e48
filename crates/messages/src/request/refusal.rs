//! Why something was not done.

use baopi_workflow::rules::fields::{MAX_REASON, MIN_REASON};
use baopi_workflow::{Finding, PersonId, Refusal, Verdict};

use crate::argument::Args;
use crate::rules::finding::rules;
use crate::word::{action, field, moment, names, stage, status_in};
use crate::{Language, finding, finding_advice, kebab, text, text_with};

/// Why a command was refused, in one sentence. Of several findings it only says how many; show [`Refusal::findings`] with it.
///
/// `name` says the name of a person.
#[must_use]
pub fn refusal(language: Language, refusal: &Refusal, name: &dyn Fn(PersonId) -> String) -> String {
    match only(refusal) {
        Some(found) => finding(language, found),
        None => text_with(language, &key(refusal), &args(language, refusal, name)),
    }
}

/// The way out.
#[must_use]
pub fn refusal_advice(language: Language, refusal: &Refusal) -> String {
    match only(refusal) {
        Some(found) => finding_advice(language, found),
        None => text_with(
            language,
            &format!("{}-advice", key(refusal)),
            &args(language, refusal, &|_| String::new()),
        ),
    }
}

/// The findings that stopped it: those that block, else those that lack a reason. What is only pointed out stops nothing.
fn stopping(refusal: &Refusal) -> (bool, Vec<&Finding>) {
    let having = |wanted: fn(Verdict) -> bool| -> Vec<&Finding> {
        refusal.findings().iter().filter(|finding| wanted(finding.verdict)).collect()
    };
    let blocking = having(|verdict| verdict == Verdict::Block);
    if blocking.is_empty() {
        (false, having(|verdict| matches!(verdict, Verdict::NeedsJustification(_))))
    } else {
        (true, blocking)
    }
}

fn only(refusal: &Refusal) -> Option<&Finding> {
    match stopping(refusal).1.as_slice() {
        [found] => Some(found),
        _ => None,
    }
}

fn key(refusal: &Refusal) -> String {
    let (blocks, findings) = stopping(refusal);
    let unexplained = !blocks && !findings.is_empty();
    format!("refusal-{}{}", kebab(refusal.code()), if unexplained { "-unexplained" } else { "" })
}

fn args(language: Language, refusal: &Refusal, name: &dyn Fn(PersonId) -> String) -> Args {
    let args = Args::new();
    match refusal {
        Refusal::Blocked { .. } => {
            let n = stopping(refusal).1.len();
            args.with("n", n).with("least", MIN_REASON).with("most", MAX_REASON)
        }
        Refusal::Classified { pattern } => args.with("pattern", *pattern),
        Refusal::NotAllowedNow { action: tried, status } => args
            .with("action", action(language, *tried))
            .with("status", status_in(language, status, None)),
        Refusal::AlreadyDecided { by, at }
        | Refusal::Suspended { by, at }
        | Refusal::ProposalOpen { by, at } => {
            args.with("name", name(*by)).with("at", moment(language, *at))
        }
        Refusal::NotYours { action: tried } => args.with("action", action(language, *tried)),
        Refusal::NobodyFor { stage: key }
        | Refusal::StageUnknown { stage: key }
        | Refusal::RouteLosesSignature { stage: key } => {
            args.with("stage", stage(language, key, None))
        }
        Refusal::OpinionRequired | Refusal::ObjectionUnresolved | Refusal::AfterSignature => args,
        Refusal::OpinionTooLong { length, limit } => args.with("n", *length).with("limit", *limit),
        Refusal::ExceptionsOpen { rules: open } => {
            args.with("n", open.len()).with("rules", rules(language, open))
        }
        Refusal::TooMuch { field: what, limit } => {
            args.with("field", field(language, what)).with("limit", *limit)
        }
        Refusal::NotYourTurn { waits_for } => args.with("people", names(language, waits_for, name)),
        Refusal::TooSoon { again_at } => args.with("at", moment(language, *again_at)),
        Refusal::NotEligible { person, reason } => {
            let reason = text(language, &format!("ineligible-{}", kebab(reason.key())));
            args.with("name", name(*person)).with("reason", reason)
        }
        Refusal::RoomTaken { starts_at } => args.with("at", moment(language, *starts_at)),
        Refusal::NotPossible { reason } => {
            args.with("reason", text(language, &format!("impossible-{}", kebab(reason.key()))))
        }
    }
}

//! What happened, as the timeline says it.

use baopi_workflow::request::Kind;
use baopi_workflow::{Happening, RuleId, SystemHappening};

use crate::argument::Args;
use crate::word::{action, date, moment, refused, rules, stage, status};
use crate::{Language, kebab, text_with};

/// One entry of a request's timeline. Opinions are not part of it: they are people's own words and stand beside it.
#[must_use]
pub fn happening(language: Language, what: &Happening, kind: Kind) -> String {
    let name = kebab(what.name());
    let (key, args) = match what {
        Happening::Created { measure, .. } | Happening::Saved { measure, .. } => {
            let args =
                Args::new().with("characters", measure.characters).with("minutes", measure.minutes);
            (format!("{name}-{}", kind.key()), args)
        }
        Happening::Signed { doc_date, accepted, .. } => {
            let args = Args::new()
                .with("date", date(language, *doc_date))
                .with("accepted", rules(language, accepted));
            let accepting = if accepted.is_empty() { "" } else { "-accepted" };
            (format!("{name}{accepting}-{}", kind.key()), args)
        }
        Happening::Refused { rules: against, .. } if !against.is_empty() => {
            (format!("{name}-by-rules"), plain(language, what, kind))
        }
        Happening::Corrected { .. }
        | Happening::Submitted { .. }
        | Happening::Entered { .. }
        | Happening::StageSkipped { .. }
        | Happening::Consented { .. }
        | Happening::Objected { .. }
        | Happening::Returned { .. }
        | Happening::ReturnedByRules { .. }
        | Happening::Rejected { .. }
        | Happening::Withdrawn { .. }
        | Happening::Rechecked { .. }
        | Happening::Numbered { .. }
        | Happening::SealAffixed { .. }
        | Happening::Issued { .. }
        | Happening::Archived
        | Happening::NoticeSent { .. }
        | Happening::Held { .. }
        | Happening::Closed
        | Happening::Cancelled { .. }
        | Happening::Filed
        | Happening::Refused { .. } => (name, plain(language, what, kind)),
    };
    text_with(language, &format!("happening-{key}"), &args)
}

/// The arguments of the happenings that have one message each.
fn plain(language: Language, what: &Happening, kind: Kind) -> Args {
    let args = Args::new();
    match what {
        Happening::Corrected { measure, .. } => args.with("characters", measure.characters),
        Happening::Submitted { round, .. } => args.with("round", *round),
        Happening::Entered { status: entered, .. } => {
            args.with("status", status(language, entered, kind))
        }
        Happening::StageSkipped { stage: at }
        | Happening::Consented { stage: at, .. }
        | Happening::Objected { stage: at, .. } => {
            args.with("stage", stage(language, at, Some(kind)))
        }
        Happening::ReturnedByRules { findings } => args.with("n", findings.len()),
        Happening::Numbered { number, .. } => args.with("number", number.to_string()),
        Happening::Issued { issued_on, .. } => args.with("date", date(language, *issued_on)),
        Happening::Held { actual } => args
            .with("from", moment(language, actual.starts_at))
            .with("to", moment(language, actual.ends_at))
            .with("minutes", actual.starts_at.minutes_until(actual.ends_at).unwrap_or(0))
            .with("headcount", actual.headcount),
        Happening::Refused { action: tried, code, rules: against } => args
            .with("action", action(language, *tried))
            .with("why", refused(language, code))
            .with("rules", rules(language, against)),
        Happening::Created { .. }
        | Happening::Saved { .. }
        | Happening::Signed { .. }
        | Happening::Returned { .. }
        | Happening::Rejected { .. }
        | Happening::Withdrawn { .. }
        | Happening::Rechecked { .. }
        | Happening::SealAffixed { .. }
        | Happening::Archived
        | Happening::NoticeSent { .. }
        | Happening::Closed
        | Happening::Cancelled { .. }
        | Happening::Filed => args,
    }
}

/// One entry of the record of what happened outside every request.
#[must_use]
pub fn system_happening(language: Language, what: &SystemHappening) -> String {
    let args = Args::new();
    let (key, args) = match what {
        SystemHappening::SignedIn => ("signed-in", args),
        SystemHappening::SignInFailed { .. } => ("sign-in-failed", args),
        SystemHappening::SignedOut => ("signed-out", args),
        SystemHappening::ContentRefused { pattern, .. } => {
            ("content-refused", args.with("pattern", *pattern))
        }
        SystemHappening::CreationRefused { code, rules: against } => {
            ("creation-refused", args.with("why", creation(language, code, against)))
        }
        SystemHappening::AccessDenied { action: tried, .. } => {
            ("access-denied", args.with("action", action(language, *tried)))
        }
        SystemHappening::RegisterImported { series, year, last } => (
            "register-imported",
            args.with("series", series.as_str()).with("year", *year).with("last", *last),
        ),
        SystemHappening::PersonChanged { active: true, .. } => ("person-changed-active", args),
        SystemHappening::PersonChanged { active: false, .. } => ("person-changed-disabled", args),
    };
    text_with(language, &format!("system-{key}"), &args)
}

/// The rules say more than the code, where there are any.
fn creation(language: Language, code: &str, against: &[RuleId]) -> String {
    if against.is_empty() { refused(language, code) } else { rules(language, against) }
}

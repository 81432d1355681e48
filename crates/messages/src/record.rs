//! What happened outside every request, as the record says it.

use baopi_workflow::book::{Book, BookChange};
use baopi_workflow::incoming::{IncomingNumber, IncomingState, StepName};
use baopi_workflow::proposal::Standing;
use baopi_workflow::{RuleId, SystemHappening};

use crate::argument::Args;
use crate::books::{book_refusal, incoming_state, incoming_step};
use crate::office::matters;
use crate::rules::finding::rules;
use crate::word::{action, date, refused};
use crate::{Language, kebab, text, text_with};

/// One entry of the record of what happened outside every request.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm for each kind of entry")]
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
        SystemHappening::RegisterImported { series, year, last } => {
            let args = args.with("series", series.as_str()).with("year", *year);
            ("register-imported", args.with("last", *last))
        }
        SystemHappening::NumbersImported { file, used, void, .. } => (
            "numbers-imported",
            args.with("file", file.short()).with("used", *used).with("void", *void),
        ),
        SystemHappening::PersonChanged { active: true, .. } => ("person-changed-active", args),
        SystemHappening::PersonChanged { .. } => ("person-changed-disabled", args),
        SystemHappening::PasswordSet { .. } => ("password-set", args),
        SystemHappening::TokenIssued { .. } => ("token-issued", args),
        SystemHappening::TokenEnded { .. } => ("token-ended", args),
        SystemHappening::DelegationMade { scope, from_on, to_on, .. } => {
            let args = args.with("from_on", date(language, *from_on));
            let args = args.with("to_on", date(language, *to_on));
            ("delegation-made", args.with("matters", matters(language, *scope)))
        }
        SystemHappening::DelegationConfirmed { reference, .. } => confirmed(reference.as_deref()),
        SystemHappening::DelegationEnded { on, .. } => {
            ("delegation-ended", args.with("on", date(language, *on)))
        }
        SystemHappening::DelegationRefused { code, .. } => {
            ("delegation-refused", args.with("why", refused(language, code)))
        }
        SystemHappening::RouteProposed { name, version, .. } => {
            of_route("route-proposed", name, *version)
        }
        SystemHappening::RouteDropped { name, version, standing, .. } => {
            of_route(dropped(*standing), name, *version)
        }
        SystemHappening::RoutePublished { name, version, .. } => {
            of_route("route-published", name, *version)
        }
        SystemHappening::RouteRefused { name: Some(name), faults } => (
            "route-refused",
            args.with("route", name.as_str()).with("why", reasons(language, faults)),
        ),
        SystemHappening::RouteRefused { name: None, .. } => ("route-unreadable", args),
        SystemHappening::IncomingMoved { step, state, number, .. } => {
            incoming_moved(language, *step, *state, *number)
        }
        SystemHappening::BookChanged { book, change, entries, .. } => {
            ("book-changed", of_book(language, *book, Some(*change)).with("entries", *entries))
        }
        SystemHappening::BookRefused { book, code, .. } => {
            let why = book_refusal(language, code, &Args::new().with("most", 0));
            ("book-refused", of_book(language, *book, None).with("why", why))
        }
    };
    text_with(language, &format!("system-{key}"), &args)
}

/// A stand-in that was confirmed: by whoever is stood in for, or by an administrator on a paper.
fn confirmed(reference: Option<&str>) -> (&'static str, Args) {
    match reference {
        Some(reference) => {
            ("delegation-confirmed-on-paper", Args::new().with("reference", reference))
        }
        None => ("delegation-confirmed", Args::new()),
    }
}

fn of_route<'k>(key: &'k str, name: &str, version: u32) -> (&'k str, Args) {
    (key, Args::new().with("route", name).with("version", version))
}

fn dropped(standing: Standing) -> &'static str {
    if standing == Standing::Withdrawn { "route-withdrawn" } else { "route-declined" }
}

fn incoming_moved(
    language: Language,
    step: StepName,
    state: IncomingState,
    number: Option<IncomingNumber>,
) -> (&'static str, Args) {
    let said = Args::new().with("step", incoming_step(language, step));
    let said = said.with("state", incoming_state(language, state));
    match number {
        Some(number) => ("incoming-moved-numbered", said.with("number", number.to_string())),
        None => ("incoming-moved", said),
    }
}

fn of_book(language: Language, book: Book, change: Option<BookChange>) -> Args {
    let word = |list: &str, key: &str| text(language, &format!("{list}-{}", kebab(key)));
    let said = Args::new().with("book", word("book", book.key()));
    match change {
        Some(change) => said.with("change", word("book-change", change.key())),
        None => said,
    }
}

/// The rules say more than the code, where there are any.
fn creation(language: Language, code: &str, against: &[RuleId]) -> String {
    if against.is_empty() { refused(language, code) } else { rules(language, against) }
}

/// The short names of what stands against a route, each once.
fn reasons(language: Language, faults: &[String]) -> String {
    let mut said: Vec<String> = Vec::new();
    for fault in faults {
        let key = format!("route-fault-{}-short", kebab(fault));
        let reason = crate::find(language, &key, &Args::default()).unwrap_or_else(|| fault.clone());
        if !said.contains(&reason) {
            said.push(reason);
        }
    }
    said.join(&text(language, "list-separator"))
}

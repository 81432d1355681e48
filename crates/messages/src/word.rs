//! Words: statuses, stages, buttons, roles, the closed lists, dates.

use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::request::{Kind, Proposing};
use baopi_workflow::{
    ActionName, NoticeKind, PersonId, Rank, Request, Role, StageKey, Status, Timestamp,
};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::argument::Args;
use crate::{Language, find, first_of, kebab, text, text_with};

/// Where a button stands, which decides what it says.
#[derive(Debug, Clone, Copy)]
pub struct ButtonPlace<'a> {
    /// Document or meeting.
    pub kind: Kind,
    /// The stage at which the request stands, if it is under review.
    pub stage: Option<&'a StageKey>,
    /// Whether that stage is the last on the way, so that approving is the signature.
    pub signs: bool,
}

/// Where a request stands, as a phrase that says what it waits for.
#[must_use]
pub fn status(language: Language, status: &Status, kind: Kind) -> String {
    status_in(language, status, Some(kind))
}

/// The same where it is not known what kind of request it is.
pub(crate) fn status_in(language: Language, status: &Status, kind: Option<Kind>) -> String {
    let Some(key) = status.stage() else {
        let keys = with_kind(&format!("status-{}", status.phase()), kind);
        return first_of(language, &keys, &Args::default()).unwrap_or_default();
    };
    let keys = with_kind(&format!("status-review-{}", kebab(key.as_str())), kind);
    first_of(language, &keys, &Args::default()).unwrap_or_else(|| {
        // An office names its stages itself: one that the message files do not know is called by its name.
        let name = stage(language, key, kind);
        text_with(language, "status-at-stage", &Args::new().with("stage", name))
    })
}

/// The name of a stage; one that the message files do not know is called by its key, as the office wrote it.
#[must_use]
pub fn stage(language: Language, stage: &StageKey, kind: Option<Kind>) -> String {
    let keys = with_kind(&format!("stage-{}", kebab(stage.as_str())), kind);
    first_of(language, &keys, &Args::default()).unwrap_or_else(|| stage.as_str().to_owned())
}

/// That a request is suspended, or that a proposal waits for an answer: by whom, since when, and whom it waits for. Nothing for
/// one that takes its way. `name` says the name of a person.
#[must_use]
pub fn halt(
    language: Language,
    request: &Request,
    name: &dyn Fn(PersonId) -> String,
) -> Option<String> {
    let said = |by: PersonId, at, people| {
        let people = names(language, people, name);
        Args::new().with("name", name(by)).with("at", moment(language, at)).with("people", people)
    };
    if let Some(suspended) = &request.suspended {
        let args = said(suspended.by, suspended.at, &suspended.people);
        return Some(text_with(language, "halt-suspended", &args));
    }
    let proposal = request.proposal.as_ref()?;
    let args = said(proposal.by, proposal.at, &proposal.people)
        .with("proposal", proposing(language, proposal.what));
    Some(text_with(language, "halt-proposal", &args))
}

/// What is proposed.
#[must_use]
pub fn proposing(language: Language, what: Proposing) -> String {
    text(language, &format!("proposing-{}", kebab(what.key())))
}

/// How it goes on after something was sent back.
#[must_use]
pub fn resume(language: Language, then: Resume) -> String {
    listed(language, "resume", &then)
}

/// When an added signer is asked.
#[must_use]
pub fn added_place(language: Language, place: AddedPlace) -> String {
    listed(language, "added-place", &place)
}

/// What an action is called.
#[must_use]
pub fn action(language: Language, action: ActionName) -> String {
    text(language, &format!("action-{}", kebab(action.key())))
}

/// What the button of an action says: 签发 and not 同意 where approving is the signature.
#[must_use]
pub fn button(language: Language, name: ActionName, place: &ButtonPlace) -> String {
    let base = format!("button-{}", kebab(name.key()));
    let mut keys = Vec::new();
    if place.signs {
        keys.push(format!("{base}-signs-{}", place.kind.key()));
    }
    if let Some(stage) = place.stage {
        keys.extend(with_kind(&format!("{base}-{}", kebab(stage.as_str())), Some(place.kind)));
    }
    keys.push(format!("{base}-{}", place.kind.key()));
    first_of(language, &keys, &Args::default()).unwrap_or_else(|| action(language, name))
}

/// Document or meeting.
#[must_use]
pub fn kind(language: Language, kind: Kind) -> String {
    text(language, &format!("kind-{}", kind.key()))
}

/// A role.
#[must_use]
pub fn role(language: Language, role: Role) -> String {
    listed(language, "role", &role)
}

/// A rank, or that there is none.
#[must_use]
pub fn rank(language: Language, rank: Option<Rank>) -> String {
    rank.map_or_else(|| text(language, "rank-none"), |rank| listed(language, "rank", &rank))
}

/// What a message to a person is about.
#[must_use]
pub fn notice(language: Language, kind: NoticeKind) -> String {
    text(language, &format!("notice-{}", kebab(kind.key())))
}

/// A word of a closed list: `word(language, "doc_type", "notice")`. Both may be written with `_` or `-`.
#[must_use]
pub fn word(language: Language, list: &str, word: &str) -> String {
    text(language, &format!("{}-{}", kebab(list), kebab(word)))
}

/// The name of a field, or whatever else `key` names in the message files; a key they do not know stands for itself.
#[must_use]
pub fn field(language: Language, key: &str) -> String {
    let key = kebab(key);
    first_of(language, &[format!("field-{key}"), key.clone()], &Args::default()).unwrap_or(key)
}

/// The names of people in a row. `name` says the name of one.
#[must_use]
pub fn names<'p>(
    language: Language,
    people: impl IntoIterator<Item = &'p PersonId>,
    name: &dyn Fn(PersonId) -> String,
) -> String {
    let names: Vec<_> = people.into_iter().map(|person| name(*person)).collect();
    names.join(&text(language, "list-separator"))
}

/// A date: 2026年9月15日, 15 Sep 2026.
#[must_use]
pub fn date(language: Language, date: NaiveDate) -> String {
    let args =
        Args::new().with("year", date.year()).with("month", date.month()).with("day", date.day());
    text_with(language, "date", &args)
}

/// The time of day at the office: 09:05.
#[must_use]
pub fn clock(at: Timestamp) -> String {
    at.local().map_or_else(|| "—".to_owned(), |local| local.format("%H:%M").to_string())
}

/// A date and the time of day at the office.
#[must_use]
pub fn moment(language: Language, at: Timestamp) -> String {
    let args = Args::new().with("date", date(language, at.date())).with("clock", clock(at));
    text_with(language, "moment", &args)
}

/// A word of a closed list of the code, found by the name under which it is written.
pub(crate) fn listed(language: Language, list: &str, value: &impl Serialize) -> String {
    let name = serde_json::to_value(value).ok();
    word(language, list, name.as_ref().and_then(|name| name.as_str()).unwrap_or_default())
}

fn with_kind(key: &str, kind: Option<Kind>) -> Vec<String> {
    let special = kind.map(|kind| format!("{key}-{}", kind.key()));
    special.into_iter().chain([key.to_owned()]).collect()
}

/// The short name of a refusal's code; a code that the message files do not know stands for itself.
pub(crate) fn refused(language: Language, code: &str) -> String {
    let key = format!("refusal-{}-short", kebab(code));
    find(language, &key, &Args::default()).unwrap_or_else(|| code.to_owned())
}

//! Who is told what after a move: rows of the outbox, computed from the transition.

use crate::event::{Happening, Told};
use crate::id::PersonId;
use crate::request::transition::Transition;
use crate::status::Status;

pub use crate::event::NoticeKind;

/// One message to one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// The event that causes it, by its place in the request's chain.
    pub seq: u64,
    /// Whom to tell.
    pub to: PersonId,
    /// What about.
    pub kind: NoticeKind,
}

/// The messages that a transition causes: everybody whose turn it has become, and the drafter when the request turns.
///
/// `invited` are the people to whom a meeting's notice goes.
#[must_use]
pub fn notices(transition: &Transition, invited: &[PersonId]) -> Vec<Notice> {
    let next = transition.next();
    let mut notices = Vec::new();
    for sealed in transition.events() {
        let seq = sealed.event.seq;
        let what = &sealed.event.what;
        let (people, kind) = match what.told() {
            Told::Nobody => continue,
            Told::Drafter(kind) => (vec![next.drafter], kind),
            Told::Guests(kind) => (invited.to_vec(), kind),
            Told::Named(kind) => (what.named(), kind),
        };
        notices.extend(people.into_iter().map(|to| Notice { seq, to, kind }));
    }
    notices.extend(turns(transition));
    notices
}

/// Everybody whose turn it has become. A draft on its drafter's own desk is no news to the drafter, and neither is the
/// registrar told of the next of three steps done in one sitting.
fn turns(transition: &Transition) -> Vec<Notice> {
    let next = transition.next();
    let is_entry = |what: &Happening| matches!(what, Happening::Entered { .. });
    let entry = transition.events().iter().rfind(|sealed| is_entry(&sealed.event.what));
    let Some(event) = entry.or_else(|| transition.events().last()).map(|sealed| &sealed.event)
    else {
        return Vec::new();
    };
    let is_task = matches!(next.status, Status::Review(_) | Status::Recheck | Status::Numbering);
    if !is_task || next.suspended.is_some() || next.proposal.is_some() {
        return Vec::new();
    }
    let before = if entry.is_some() { &[][..] } else { transition.waited_for() };
    let news = |person: &PersonId| !before.contains(person) && event.actor != Some(*person);
    let turns = next.turns().into_iter().filter(|person| entry.is_some() || news(person));
    turns.map(|to| Notice { seq: event.seq, to, kind: NoticeKind::TaskArrived }).collect()
}

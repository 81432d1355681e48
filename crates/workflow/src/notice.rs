//! Who is told what after a move: rows of the outbox, computed from the transition.

use serde::{Deserialize, Serialize};

use crate::event::Happening;
use crate::id::PersonId;
use crate::request::transition::Transition;
use crate::request::{Request, Status};

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Something waits for the recipient's decision.
    TaskArrived,
    /// The recipient's request came back for changes.
    Returned,
    /// The recipient's request was refused for good.
    Rejected,
    /// The recipient's request was signed or approved.
    Approved,
    /// The recipient's document was issued.
    Issued,
    /// A meeting was announced; the message carries the invitation.
    MeetingNotice,
    /// A meeting was called off.
    MeetingCancelled,
    /// A meeting that was announced is held elsewhere, or at a time that is still to be approved.
    MeetingChanged,
    /// Somebody urges the recipient.
    Urged,
    /// The recipient keeps something waiting beyond its day, or somebody does for whom the recipient answers.
    Overdue,
    /// Something was given to the recipient to read.
    Circulated,
    /// A proposal waits for the recipient's agreement.
    Proposed,
    /// A proposal of the recipient was declined.
    Declined,
    /// The recipient's request was suspended.
    Suspended,
    /// The recipient's request was taken up again.
    Resumed,
    /// The recipient's request is over, otherwise than by a decision about it: ended, merged, voided, revoked, repealed.
    Ended,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::TaskArrived,
        Self::Returned,
        Self::Rejected,
        Self::Approved,
        Self::Issued,
        Self::MeetingNotice,
        Self::MeetingCancelled,
        Self::MeetingChanged,
        Self::Urged,
        Self::Overdue,
        Self::Circulated,
        Self::Proposed,
        Self::Declined,
        Self::Suspended,
        Self::Resumed,
        Self::Ended,
    ];

    /// The word in columns and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::TaskArrived => "task_arrived",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Approved => "approved",
            Self::Issued => "issued",
            Self::MeetingNotice => "meeting_notice",
            Self::MeetingCancelled => "meeting_cancelled",
            Self::MeetingChanged => "meeting_changed",
            Self::Urged => "urged",
            Self::Overdue => "overdue",
            Self::Circulated => "circulated",
            Self::Proposed => "proposed",
            Self::Declined => "declined",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Ended => "ended",
        }
    }
}

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
        for (people, kind) in told(&sealed.event.what, next, invited) {
            notices.extend(people.into_iter().map(|to| Notice { seq, to, kind }));
        }
    }
    notices.extend(turns(transition));
    notices
}

/// Whom an event is told to, and as what.
#[expect(clippy::too_many_lines, reason = "one line for each event, and nothing in between")]
fn told(
    what: &Happening,
    next: &Request,
    invited: &[PersonId],
) -> Vec<(Vec<PersonId>, NoticeKind)> {
    let drafter = |kind| vec![(vec![next.drafter], kind)];
    let guests = |kind| vec![(invited.to_vec(), kind)];
    match what {
        Happening::Returned { .. } | Happening::ReturnedByRules { .. } => {
            drafter(NoticeKind::Returned)
        }
        Happening::Rejected { .. } => drafter(NoticeKind::Rejected),
        Happening::Signed { .. } => drafter(NoticeKind::Approved),
        Happening::Issued { .. } => drafter(NoticeKind::Issued),
        Happening::NoticeSent { .. } => guests(NoticeKind::MeetingNotice),
        Happening::Cancelled { .. } => guests(NoticeKind::MeetingCancelled),
        Happening::Rescheduled { .. } | Happening::VenueChanged { .. } => {
            guests(NoticeKind::MeetingChanged)
        }
        Happening::Absorbed { .. } => drafter(NoticeKind::MeetingChanged),
        Happening::Urged { people } => vec![(people.clone(), NoticeKind::Urged)],
        Happening::Reminded { people, escalated_to } => {
            vec![([people.clone(), escalated_to.clone()].concat(), NoticeKind::Overdue)]
        }
        Happening::Circulated { to, .. } => {
            vec![(to.iter().copied().collect(), NoticeKind::Circulated)]
        }
        Happening::Proposed { people, .. } => vec![(people.clone(), NoticeKind::Proposed)],
        Happening::Declined { by, .. } => vec![(vec![*by], NoticeKind::Declined)],
        Happening::Suspended { .. } => drafter(NoticeKind::Suspended),
        Happening::Resumed { .. } => drafter(NoticeKind::Resumed),
        Happening::Terminated { .. }
        | Happening::Merged { .. }
        | Happening::Voided { .. }
        | Happening::Revoked { .. }
        | Happening::Repealed { .. } => drafter(NoticeKind::Ended),
        Happening::Created { .. }
        | Happening::Saved { .. }
        | Happening::Corrected { .. }
        | Happening::Submitted { .. }
        | Happening::Entered { .. }
        | Happening::StageSkipped { .. }
        | Happening::Consented { .. }
        | Happening::Objected { .. }
        | Happening::Abstained { .. }
        | Happening::Advised { .. }
        | Happening::Retracted { .. }
        | Happening::Transferred { .. }
        | Happening::HandedOver { .. }
        | Happening::Consulted { .. }
        | Happening::SignerAdded { .. }
        | Happening::SignerRemoved { .. }
        | Happening::SentBack { .. }
        | Happening::Read
        | Happening::Commented { .. }
        | Happening::Rerouted { .. }
        | Happening::Confirmed { .. }
        | Happening::Clustered { .. }
        | Happening::HeadcountChanged { .. }
        | Happening::Withdrawn { .. }
        | Happening::Rechecked { .. }
        | Happening::Numbered { .. }
        | Happening::SealAffixed { .. }
        | Happening::Archived
        | Happening::Held { .. }
        | Happening::Closed
        | Happening::Filed
        | Happening::Refused { .. } => Vec::new(),
    }
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

//! Who is told what after a move: rows of the outbox, computed from the transition.

use serde::{Deserialize, Serialize};

use crate::event::Happening;
use crate::id::PersonId;
use crate::request::Status;
use crate::request::transition::Transition;

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
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::TaskArrived,
        Self::Returned,
        Self::Rejected,
        Self::Approved,
        Self::Issued,
        Self::MeetingNotice,
        Self::MeetingCancelled,
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

/// The messages that a transition causes: everybody it now waits for, and the drafter when it turns.
///
/// `invited` are the people to whom a meeting's notice goes.
#[must_use]
pub fn notices(transition: &Transition, invited: &[PersonId]) -> Vec<Notice> {
    let next = transition.next();
    let mut notices = Vec::new();
    for sealed in transition.events() {
        let seq = sealed.event.seq;
        let mut tell = |people: &[PersonId], kind| {
            notices.extend(people.iter().map(|to| Notice { seq, to: *to, kind }));
        };
        let drafter = [next.drafter];
        match &sealed.event.what {
            Happening::Entered { status, people, .. } if is_task(status) => {
                tell(people, NoticeKind::TaskArrived);
            }
            Happening::Returned { .. } | Happening::ReturnedByRules { .. } => {
                tell(&drafter, NoticeKind::Returned);
            }
            Happening::Rejected { .. } => tell(&drafter, NoticeKind::Rejected),
            Happening::Signed { .. } => tell(&drafter, NoticeKind::Approved),
            Happening::Issued { .. } => tell(&drafter, NoticeKind::Issued),
            Happening::NoticeSent { .. } => tell(invited, NoticeKind::MeetingNotice),
            Happening::Cancelled { .. } => tell(invited, NoticeKind::MeetingCancelled),
            Happening::Created { .. }
            | Happening::Saved { .. }
            | Happening::Corrected { .. }
            | Happening::Submitted { .. }
            | Happening::Entered { .. }
            | Happening::StageSkipped { .. }
            | Happening::Consented { .. }
            | Happening::Objected { .. }
            | Happening::Withdrawn { .. }
            | Happening::Rechecked { .. }
            | Happening::Numbered { .. }
            | Happening::SealAffixed { .. }
            | Happening::Archived
            | Happening::Held { .. }
            | Happening::Closed
            | Happening::Filed
            | Happening::Refused { .. } => {}
        }
    }
    notices
}

/// Where people other than the drafter are waited for. A draft on its drafter's own desk is no news to the drafter, and
/// neither is the registrar told of the next of three steps done in one sitting.
fn is_task(status: &Status) -> bool {
    matches!(status, Status::Review(_) | Status::Recheck | Status::Numbering)
}

//! What a message is about, more finely than its kind: which sentence it has.

use baopi_workflow::request::Proposing;
use baopi_workflow::{Happening, NoticeKind, PersonId};

macro_rules! occasions {
    ($($(#[$doc:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// What a message is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Occasion { $($(#[$doc])* $name),+ }

        impl Occasion {
            /// Every occasion.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The key in message files.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

occasions! {
    /// A decision is asked for.
    Approval = "approval",
    /// A step of the release is to be done.
    Task = "task",
    /// Somebody gave the task away.
    Transferred = "transferred",
    /// Somebody left, and an administrator gave the task away.
    HandedOver = "handed-over",
    /// Advice is asked for.
    Advice = "advice",
    /// A participant had the recipient asked as well.
    Added = "added",
    /// It came back for changes.
    Returned = "returned",
    /// It was refused for good.
    Rejected = "rejected",
    /// It was signed or approved.
    Approved = "approved",
    /// It was issued.
    Issued = "issued",
    /// A meeting is announced.
    MeetingNotice = "meeting-notice",
    /// A meeting that was announced is called off.
    MeetingCancelled = "meeting-cancelled",
    /// A meeting that was announced is held elsewhere.
    MeetingMoved = "meeting-moved",
    /// A meeting that was announced has to be approved again: what was announced does not hold any more.
    MeetingRescheduled = "meeting-rescheduled",
    /// Another meeting became a part of the recipient's.
    MeetingAbsorbed = "meeting-absorbed",
    /// Somebody urges the recipient.
    Urged = "urged",
    /// The recipient keeps something waiting beyond its day.
    Overdue = "overdue",
    /// Somebody for whom the recipient answers does.
    OverdueBelow = "overdue-below",
    /// Something is given to the recipient to read.
    Circulated = "circulated",
    /// It is proposed to withdraw what is signed.
    ProposedWithdrawal = "proposed-withdrawal",
    /// It is proposed to give up a number.
    ProposedVoid = "proposed-void",
    /// It is proposed to make the meeting a part of another.
    ProposedMerge = "proposed-merge",
    /// It is proposed to hold the meeting back to back with another.
    ProposedCluster = "proposed-cluster",
    /// The recipient's proposal was declined.
    Declined = "declined",
    /// It was suspended.
    Suspended = "suspended",
    /// It was taken up again.
    Resumed = "resumed",
    /// The office ended it.
    Terminated = "terminated",
    /// It became a part of another meeting.
    Merged = "merged",
    /// Its number was given up.
    Voided = "voided",
    /// It is void from the beginning.
    Revoked = "revoked",
    /// It is void from then on.
    Repealed = "repealed",
}

impl Occasion {
    /// The occasion of a message of this kind to `to`, which `what` causes. `in_review` says whether a stage asks.
    pub(super) fn of(kind: NoticeKind, what: &Happening, to: PersonId, in_review: bool) -> Self {
        match kind {
            NoticeKind::TaskArrived => arrival(what, to, in_review),
            NoticeKind::Returned => Self::Returned,
            NoticeKind::Rejected => Self::Rejected,
            NoticeKind::Approved => Self::Approved,
            NoticeKind::Issued => Self::Issued,
            NoticeKind::MeetingNotice => Self::MeetingNotice,
            NoticeKind::MeetingCancelled => Self::MeetingCancelled,
            NoticeKind::MeetingChanged => change(what),
            NoticeKind::Urged => Self::Urged,
            NoticeKind::Overdue => overdue(what, to),
            NoticeKind::Circulated => Self::Circulated,
            NoticeKind::Proposed => proposal(what),
            NoticeKind::Declined => Self::Declined,
            NoticeKind::Suspended => Self::Suspended,
            NoticeKind::Resumed => Self::Resumed,
            NoticeKind::Ended => end(what),
        }
    }

    /// Whether the message asks somebody to do something where the request stands, so that the stage and the day matter.
    pub(super) const fn asks_for_something(self) -> bool {
        self.asks_for_a_decision()
            || matches!(
                self,
                Self::Task | Self::Advice | Self::Urged | Self::Overdue | Self::OverdueBelow
            )
    }

    /// Whether the recipient is asked to decide with the text in view, and with it about the exceptions.
    #[must_use]
    pub const fn asks_for_a_decision(self) -> bool {
        matches!(self, Self::Approval | Self::Transferred | Self::HandedOver | Self::Added)
    }
}

fn arrival(what: &Happening, to: PersonId, in_review: bool) -> Occasion {
    let (given, occasion) = if let Happening::Transferred { to, .. } = what {
        (Some(*to), Occasion::Transferred)
    } else if let Happening::HandedOver { to, .. } = what {
        (Some(*to), Occasion::HandedOver)
    } else if let Happening::Consulted { to, .. } = what {
        (Some(*to), Occasion::Advice)
    } else if let Happening::SignerAdded { person, .. } = what {
        (Some(*person), Occasion::Added)
    } else {
        (None, Occasion::Approval)
    };
    if given == Some(to) {
        occasion
    } else if in_review {
        Occasion::Approval
    } else {
        Occasion::Task
    }
}

const fn change(what: &Happening) -> Occasion {
    if let Happening::VenueChanged { .. } = what {
        Occasion::MeetingMoved
    } else if let Happening::Absorbed { .. } = what {
        Occasion::MeetingAbsorbed
    } else {
        Occasion::MeetingRescheduled
    }
}

fn overdue(what: &Happening, to: PersonId) -> Occasion {
    if let Happening::Reminded { people, .. } = what
        && !people.contains(&to)
    {
        Occasion::OverdueBelow
    } else {
        Occasion::Overdue
    }
}

const fn proposal(what: &Happening) -> Occasion {
    if let Happening::Proposed { what, .. } = what {
        match what {
            Proposing::Withdrawal => Occasion::ProposedWithdrawal,
            Proposing::Void => Occasion::ProposedVoid,
            Proposing::Merge(_) => Occasion::ProposedMerge,
            Proposing::Cluster(_) => Occasion::ProposedCluster,
        }
    } else {
        Occasion::ProposedWithdrawal
    }
}

const fn end(what: &Happening) -> Occasion {
    if let Happening::Merged { .. } = what {
        Occasion::Merged
    } else if let Happening::Voided { .. } = what {
        Occasion::Voided
    } else if let Happening::Revoked { .. } = what {
        Occasion::Revoked
    } else if let Happening::Repealed { .. } = what {
        Occasion::Repealed
    } else {
        Occasion::Terminated
    }
}

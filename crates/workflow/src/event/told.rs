//! Who is told of an event in a message, and as what.

words! {
    /// What a message is about.
    pub enum NoticeKind {
        /// Something waits for the recipient's decision.
        TaskArrived = "task_arrived",
        /// The recipient's request came back for changes.
        Returned = "returned",
        /// The recipient's request was refused for good.
        Rejected = "rejected",
        /// The recipient's request was signed or approved.
        Approved = "approved",
        /// The recipient's document was issued.
        Issued = "issued",
        /// A meeting was announced; the message carries the invitation.
        MeetingNotice = "meeting_notice",
        /// A meeting was called off.
        MeetingCancelled = "meeting_cancelled",
        /// A meeting that was announced is held elsewhere, or at a time that is still to be approved.
        MeetingChanged = "meeting_changed",
        /// Somebody urges the recipient.
        Urged = "urged",
        /// The recipient keeps something waiting beyond its day, or somebody does for whom the recipient answers.
        Overdue = "overdue",
        /// Something was given to the recipient to read.
        Circulated = "circulated",
        /// A proposal waits for the recipient's agreement.
        Proposed = "proposed",
        /// A proposal of the recipient was declined.
        Declined = "declined",
        /// The recipient's request was suspended.
        Suspended = "suspended",
        /// The recipient's request was taken up again.
        Resumed = "resumed",
        /// The recipient's request is over, otherwise than by a decision about it: ended, merged, voided, revoked, repealed.
        Ended = "ended",
    }
}

/// Who is told of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nobody; whose turn it has become is told of that.
    Nobody,
    /// The drafter.
    Drafter(NoticeKind),
    /// Those who were invited to the meeting.
    Guests(NoticeKind),
    /// Those whom the event names.
    Named(NoticeKind),
}

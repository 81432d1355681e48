//! The table of moves: what may be done where. Who may do it, and on which conditions, is asked afterwards.

use super::Status;
use crate::action::ActionName;
use crate::kind::Kind;

use ActionName::{
    Abstain, AddSigner, Advise, Approve, Archive, AssignNumber, Cancel, Circulate, Close, Cluster,
    Comment, Confirm, Consult, Correct, Create, Decline, HandOver, Issue, MarkRead, Object,
    PassRecheck, ProposeMerge, ProposeWithdrawal, RecordHeld, Reject, RemoveSigner, Repeal,
    Reroute, Reschedule, Resume, Retract, Return, Revoke, Save, Seal, SendNotice, Submit, Suspend,
    Terminate, Transfer, Urge, Void, Withdraw,
};

/// At the drafter's desk.
#[rustfmt::skip]
const DRAFTING: &[ActionName] = &[
    Save, Submit, Withdraw, Comment, MarkRead,
];

/// A document on its way to the signature.
#[rustfmt::skip]
const REVIEW_OF_DOCUMENT: &[ActionName] = &[
    Approve, Object, Abstain, Advise, Correct, Return, Reject, Withdraw, Retract, Transfer,
    Consult, AddSigner, RemoveSigner, Circulate, MarkRead, Comment, Urge, Suspend, Terminate,
    HandOver, Reroute,
];

/// A meeting on its way to the signature.
#[rustfmt::skip]
const REVIEW_OF_MEETING: &[ActionName] = &[
    Approve, Object, Abstain, Advise, Return, Reject, Withdraw, Retract, Transfer, Consult,
    AddSigner, RemoveSigner, Circulate, MarkRead, Comment, Urge, Suspend, Terminate, HandOver,
    Reroute, ProposeMerge, Cluster,
];

/// A document that is signed.
#[rustfmt::skip]
const RECHECK: &[ActionName] = &[
    PassRecheck, Correct, ProposeWithdrawal, Circulate, MarkRead, Comment, Urge, Suspend,
    Terminate, HandOver,
];

/// A document that waits for its number.
#[rustfmt::skip]
const NUMBERING: &[ActionName] = &[
    AssignNumber, ProposeWithdrawal, Circulate, MarkRead, Comment, Urge, Suspend, Terminate,
    HandOver,
];

/// A document that has its number: from here on it is voided, not withdrawn.
#[rustfmt::skip]
const SEALING: &[ActionName] = &[
    Seal, Void, Circulate, MarkRead, Comment, Urge, Suspend, HandOver,
];

/// A document that is sealed.
#[rustfmt::skip]
const ISSUING: &[ActionName] = &[
    Issue, Void, Circulate, MarkRead, Comment, Urge, Suspend, HandOver,
];

/// A document that was issued.
#[rustfmt::skip]
const ISSUED: &[ActionName] = &[
    Archive, Revoke, Repeal, Circulate, MarkRead, Comment, HandOver,
];

/// A document that is archived.
#[rustfmt::skip]
const ARCHIVED: &[ActionName] = &[
    Revoke, Repeal, Circulate, MarkRead,
];

/// A meeting that may be announced.
#[rustfmt::skip]
const APPROVED: &[ActionName] = &[
    SendNotice, Cancel, Reschedule, ProposeMerge, Circulate, MarkRead, Comment, Suspend, HandOver,
];

/// An inspection on its way to the signature.
#[rustfmt::skip]
const REVIEW_OF_INSPECTION: &[ActionName] = &[
    Approve, Object, Abstain, Advise, Return, Reject, Withdraw, Retract, Transfer, Consult,
    AddSigner, RemoveSigner, Circulate, MarkRead, Comment, Urge, Suspend, Terminate, HandOver,
    Reroute,
];

/// An inspection that may be carried out: whoever asked for it closes it afterwards.
#[rustfmt::skip]
const APPROVED_INSPECTION: &[ActionName] = &[
    Close, Cancel, Circulate, MarkRead, Comment, Suspend, HandOver,
];

/// A meeting that was announced.
#[rustfmt::skip]
const NOTICED: &[ActionName] = &[
    RecordHeld, Cancel, Reschedule, Circulate, MarkRead, Comment, HandOver,
];

/// A meeting that was held.
#[rustfmt::skip]
const HELD: &[ActionName] = &[
    Close, Circulate, MarkRead, Comment, HandOver,
];

/// What may be done while a request does not go on, wherever it stands.
#[derive(Debug, Clone, Copy)]
pub struct Halt {
    /// What lets it go on.
    pub ways_out: &'static [ActionName],
    /// What can still be done where the status allows it.
    pub still: &'static [ActionName],
}

/// While a proposal waits for its answer.
pub const PROPOSED: Halt =
    Halt { ways_out: &[Confirm, Decline], still: &[Circulate, MarkRead, Comment, HandOver] };

/// While it is suspended.
pub const SUSPENDED: Halt = Halt {
    ways_out: &[Resume],
    still: &[Terminate, Withdraw, Circulate, MarkRead, Comment, HandOver],
};

impl Status {
    /// The table of moves: what may be done here at all.
    #[must_use]
    pub const fn moves(&self, kind: Kind) -> &'static [ActionName] {
        match (self, kind) {
            (Self::New, _) => &[Create],
            (Self::Draft | Self::Returned, _) => DRAFTING,
            (Self::Review(_), Kind::Document) => REVIEW_OF_DOCUMENT,
            (Self::Review(_), Kind::Meeting) => REVIEW_OF_MEETING,
            (Self::Review(_), Kind::Inspection) => REVIEW_OF_INSPECTION,
            (Self::Recheck, Kind::Document) => RECHECK,
            (Self::Numbering, Kind::Document) => NUMBERING,
            (Self::Sealing, Kind::Document) => SEALING,
            (Self::Issuing, Kind::Document) => ISSUING,
            (Self::Issued, Kind::Document) => ISSUED,
            (Self::Archived, Kind::Document) => ARCHIVED,
            (Self::Approved, Kind::Meeting) => APPROVED,
            (Self::Approved, Kind::Inspection) => APPROVED_INSPECTION,
            (Self::Noticed, Kind::Meeting) => NOTICED,
            (Self::Held, Kind::Meeting) => HELD,
            // Over, so that it can only be read; or a phase that the kind does not have.
            (_, Kind::Document | Kind::Meeting | Kind::Inspection) => &[MarkRead],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_can_only_be_read_and_what_was_issued_be_revoked_or_repealed() {
        for status in Status::PLAIN.iter().filter(|status| status.is_terminal()) {
            for &kind in Kind::ALL {
                let expected: &[ActionName] = match (status, kind) {
                    (Status::Archived, Kind::Document) => &[Revoke, Repeal, Circulate, MarkRead],
                    _ => &[MarkRead],
                };
                assert_eq!(status.moves(kind), expected, "{status:?} {kind:?}");
            }
        }
    }
}

//! The names of what can be done.

use super::Action;
use crate::content::Content;

macro_rules! said {
    () => {
        ("", false)
    };
    (may $opinion:ident) => {
        ($opinion, false)
    };
    (must $opinion:ident) => {
        ($opinion, true)
    };
}

macro_rules! action_names {
    ($($name:ident = $key:literal $(, $whether:ident $opinion:ident)?;)+) => {
        words! {
            /// The name of an action.
            #[expect(missing_docs, reason = "each is the action of the same name")]
            pub enum ActionName { $($name = $key),+ }
        }

        impl Action {
            /// Its name.
            #[must_use]
            pub const fn name(&self) -> ActionName {
                match self { $(Self::$name { .. } => ActionName::$name),+ }
            }

            /// What the actor says, and whether it must be said.
            #[must_use]
            pub fn opinion(&self) -> (&str, bool) {
                match self {
                    $(Self::$name { $($opinion,)? .. } => said!($($whether $opinion)?)),+
                }
            }
        }
    };
}

action_names! {
    Create = "create";
    Save = "save";
    Submit = "submit";
    Approve = "approve", may opinion;
    Object = "object", must opinion;
    Abstain = "abstain", may opinion;
    Advise = "advise", must opinion;
    Return = "return", must opinion;
    Reject = "reject", must opinion;
    Withdraw = "withdraw", may opinion;
    Retract = "retract";
    Correct = "correct", must opinion;
    Transfer = "transfer", may opinion;
    Consult = "consult", may opinion;
    AddSigner = "add_signer", may opinion;
    RemoveSigner = "remove_signer", must opinion;
    Circulate = "circulate", may opinion;
    MarkRead = "mark_read";
    Comment = "comment", must opinion;
    Urge = "urge";
    Suspend = "suspend", must opinion;
    Resume = "resume", may opinion;
    Terminate = "terminate", must opinion;
    HandOver = "hand_over", must opinion;
    Reroute = "reroute";
    PassRecheck = "pass_recheck";
    AssignNumber = "assign_number";
    Seal = "seal";
    Issue = "issue";
    Archive = "archive";
    SendNotice = "send_notice";
    RecordHeld = "record_held";
    Close = "close";
    Cancel = "cancel", must opinion;
    Reschedule = "reschedule", must opinion;
    ProposeMerge = "propose_merge", must opinion;
    Cluster = "cluster", may opinion;
    ProposeWithdrawal = "propose_withdrawal", must opinion;
    Void = "void", must opinion;
    Confirm = "confirm", may opinion;
    Decline = "decline", must opinion;
    Revoke = "revoke", must opinion;
    Repeal = "repeal", must opinion;
}

impl ActionName {
    /// Whether the rules are asked when somebody does it, because they decide about it or about whom it is put to next, so
    /// that what they need to know has to be found out. Nothing else pays for that.
    #[must_use]
    pub const fn asks_the_rules(self) -> bool {
        matches!(
            self,
            Self::Create
                | Self::Save
                | Self::Submit
                | Self::Approve
                | Self::Object
                | Self::Abstain
                | Self::Advise
                | Self::Return
                | Self::Correct
                | Self::AddSigner
                | Self::RemoveSigner
                | Self::Reroute
                | Self::AssignNumber
                | Self::Reschedule
                | Self::Confirm
        )
    }

    /// Whether the action puts something out, so that doing it too early is what the approval gate exists to stop.
    #[must_use]
    pub const fn puts_out(self) -> bool {
        matches!(
            self,
            Self::AssignNumber | Self::Seal | Self::Issue | Self::SendNotice | Self::RecordHeld
        )
    }
}

impl Action {
    /// The text that the action would give the request.
    #[must_use]
    pub const fn content(&self) -> Option<&Content> {
        let (Self::Create { content }
        | Self::Save { content }
        | Self::Correct { content, .. }
        | Self::Reschedule { content, .. }) = self
        else {
            return None;
        };
        Some(content)
    }

    /// The same, to be changed before the action is decided about.
    pub const fn content_mut(&mut self) -> Option<&mut Content> {
        let (Self::Create { content }
        | Self::Save { content }
        | Self::Correct { content, .. }
        | Self::Reschedule { content, .. }) = self
        else {
            return None;
        };
        Some(content)
    }
}

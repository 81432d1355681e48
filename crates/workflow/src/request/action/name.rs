//! The names of what can be done.

use super::Action;
use crate::content::Content;

macro_rules! action_names {
    ($($name:ident = $key:literal),+ $(,)?) => {
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
        }
    };
}

action_names! {
    Create = "create",
    Save = "save",
    Submit = "submit",
    Approve = "approve",
    Object = "object",
    Abstain = "abstain",
    Advise = "advise",
    Return = "return",
    Reject = "reject",
    Withdraw = "withdraw",
    Retract = "retract",
    Correct = "correct",
    Transfer = "transfer",
    Consult = "consult",
    AddSigner = "add_signer",
    RemoveSigner = "remove_signer",
    Circulate = "circulate",
    MarkRead = "mark_read",
    Comment = "comment",
    Urge = "urge",
    Suspend = "suspend",
    Resume = "resume",
    Terminate = "terminate",
    HandOver = "hand_over",
    Reroute = "reroute",
    PassRecheck = "pass_recheck",
    AssignNumber = "assign_number",
    Seal = "seal",
    Issue = "issue",
    Archive = "archive",
    SendNotice = "send_notice",
    RecordHeld = "record_held",
    Close = "close",
    Cancel = "cancel",
    Reschedule = "reschedule",
    ProposeMerge = "propose_merge",
    Cluster = "cluster",
    ProposeWithdrawal = "propose_withdrawal",
    Void = "void",
    Confirm = "confirm",
    Decline = "decline",
    Revoke = "revoke",
    Repeal = "repeal",
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
}

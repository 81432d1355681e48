//! The names of what can be done.

use serde::{Deserialize, Serialize};

macro_rules! action_names {
    ($($name:ident = $key:literal),+ $(,)?) => {
        /// The name of an action.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "each is the action of the same name")]
        pub enum ActionName { $(#[serde(rename = $key)] $name),+ }

        impl ActionName {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The key in columns, URLs and message files.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
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
    /// Whether the action puts something out, so that doing it too early is what the approval gate exists to stop.
    #[must_use]
    pub const fn puts_out(self) -> bool {
        matches!(
            self,
            Self::AssignNumber | Self::Seal | Self::Issue | Self::SendNotice | Self::RecordHeld
        )
    }
}

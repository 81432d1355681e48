//! The phases of a request and the moves that each allows.

use serde::{Deserialize, Serialize};

mod moves;

pub use moves::{Halt, PROPOSED, SUSPENDED};

use crate::organisation::Role;
use crate::stage_key::{InvalidStageKey, StageKey};

macro_rules! statuses {
    ($($(#[$doc:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// Where a request stands: what it waits for.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Status {
            $($(#[$doc])* $name,)+
            /// 审核, 会签, 签发, 审批: at this stage of its route.
            Review(StageKey),
        }

        impl Status {
            /// Every status but those of a review.
            pub const PLAIN: &[Self] = &[$(Self::$name),+];

            /// The key without the stage.
            #[must_use]
            pub const fn phase(&self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                    Self::Review(_) => "review",
                }
            }
        }
    };
}

statuses! {
    /// Nothing has happened yet; never stored.
    New = "new",
    /// 起草
    Draft = "draft",
    /// 退回
    Returned = "returned",
    /// 复核
    Recheck = "recheck",
    /// 编号
    Numbering = "numbering",
    /// 用印
    Sealing = "sealing",
    /// 印发
    Issuing = "issuing",
    /// 已印发
    Issued = "issued",
    /// 已归档
    Archived = "archived",
    /// 已批准 (a meeting)
    Approved = "approved",
    /// 已通知
    Noticed = "noticed",
    /// 已召开
    Held = "held",
    /// 已办结
    Closed = "closed",
    /// 已备案
    Filed = "filed",
    /// 不予批准
    Rejected = "rejected",
    /// 已撤回
    Withdrawn = "withdrawn",
    /// 已取消
    Cancelled = "cancelled",
    /// 已终止
    Terminated = "terminated",
    /// 已并会
    Merged = "merged",
    /// 已作废: its number was given up before it was issued
    Voided = "voided",
    /// 已撤销: void from the beginning
    Revoked = "revoked",
    /// 已废止: void from then on
    Repealed = "repealed",
}

impl Status {
    /// The key in columns, URLs and message files; a stage stands behind a colon.
    #[must_use]
    pub fn key(&self) -> String {
        let phase = self.phase();
        self.stage().map_or_else(|| phase.to_owned(), |stage| format!("{phase}:{stage}"))
    }

    /// The stage of the review at which it stands.
    #[must_use]
    pub const fn stage(&self) -> Option<&StageKey> {
        if let Self::Review(stage) = self { Some(stage) } else { None }
    }

    /// How far the request has come. This and [`Self::moves`] are all that tells one status from another; whatever else differs
    /// follows from them.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        match self {
            Self::New | Self::Draft | Self::Returned => Progress::Drafting,
            Self::Review(_) => Progress::InReview,
            Self::Recheck
            | Self::Numbering
            | Self::Sealing
            | Self::Issuing
            | Self::Approved
            | Self::Noticed => Progress::Approved,
            Self::Issued | Self::Held => Progress::Done,
            Self::Archived | Self::Closed => Progress::Closed,
            Self::Revoked | Self::Repealed => Progress::Undone,
            Self::Filed => Progress::Filed,
            Self::Rejected
            | Self::Withdrawn
            | Self::Cancelled
            | Self::Terminated
            | Self::Merged
            | Self::Voided => Progress::Ended,
        }
    }

    /// The role of those who do the step after the signature that the request waits for; none for the steps of the drafter.
    #[must_use]
    pub const fn releasing_role(&self) -> Option<Role> {
        if matches!(self, Self::Recheck) {
            Some(Role::Reviewer)
        } else if matches!(
            self,
            Self::Numbering | Self::Sealing | Self::Issuing | Self::Issued | Self::Held
        ) {
            Some(Role::Registrar)
        } else {
            None
        }
    }

    /// Whether it is over. What was issued can still be revoked or repealed, and what was circulated can still be read.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        self.progress().is_over()
    }
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// At the drafter's desk.
    Drafting,
    /// On its way to the signature.
    InReview,
    /// Signed, and still to be put out, held or carried out.
    Approved,
    /// Put out or held, and still to be put away.
    Done,
    /// Put out, held or carried out, and put away.
    Closed,
    /// Put out, and no longer in force.
    Undone,
    /// Recorded without approval.
    Filed,
    /// Ended before it was put out, held or carried out.
    Ended,
}

impl Progress {
    /// Whether nothing is left to be done.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Undone | Self::Filed | Self::Ended)
    }

    /// Whether it was signed and has not come to nothing, so that it takes a place in the quota. What was put out and is no
    /// longer in force was put out all the same.
    #[must_use]
    pub const fn is_committed(self) -> bool {
        matches!(self, Self::Approved | Self::Done | Self::Closed | Self::Undone)
    }
}

impl TryFrom<String> for Status {
    type Error = InvalidStageKey;

    fn try_from(key: String) -> Result<Self, InvalidStageKey> {
        if let Some(stage) = key.strip_prefix("review:") {
            return Ok(Self::Review(StageKey::try_from(stage.to_owned())?));
        }
        let plain = Self::PLAIN.iter().find(|status| status.phase() == key);
        plain.cloned().ok_or(InvalidStageKey(key))
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.key()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> Vec<Status> {
        let review = Status::try_from("review:signing".to_owned()).unwrap();
        Status::PLAIN.iter().cloned().chain([review]).collect()
    }

    #[test]
    fn every_status_is_read_back_from_its_key() {
        for status in every() {
            assert_eq!(Status::try_from(status.key()).unwrap(), status);
        }
        assert!(Status::try_from("review:".to_owned()).is_err());
        assert!(Status::try_from("approved2".to_owned()).is_err());
    }
}

//! The phases of a request and the moves that each allows.

use serde::{Deserialize, Serialize};

mod moves;

use crate::organisation::Role;
use crate::route::{RouteError, StageKey};

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

    /// The role of those who do the step after the signature that the request waits for; none for the steps of the drafter.
    #[must_use]
    pub const fn releasing_role(&self) -> Option<Role> {
        match self {
            Self::Recheck => Some(Role::Reviewer),
            Self::Numbering | Self::Sealing | Self::Issuing | Self::Issued | Self::Held => {
                Some(Role::Registrar)
            }
            Self::New
            | Self::Draft
            | Self::Returned
            | Self::Review(_)
            | Self::Archived
            | Self::Approved
            | Self::Noticed
            | Self::Closed
            | Self::Filed
            | Self::Rejected
            | Self::Withdrawn
            | Self::Cancelled
            | Self::Terminated
            | Self::Merged
            | Self::Voided
            | Self::Revoked
            | Self::Repealed => None,
        }
    }

    /// Whether it is over. What was issued can still be revoked or repealed, and what was circulated can still be read.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::Archived
                | Self::Closed
                | Self::Filed
                | Self::Rejected
                | Self::Withdrawn
                | Self::Cancelled
                | Self::Terminated
                | Self::Merged
                | Self::Voided
                | Self::Revoked
                | Self::Repealed
        )
    }
}

impl TryFrom<String> for Status {
    type Error = RouteError;

    fn try_from(key: String) -> Result<Self, RouteError> {
        if let Some(stage) = key.strip_prefix("review:") {
            return Ok(Self::Review(StageKey::try_from(stage.to_owned())?));
        }
        let plain = Self::PLAIN.iter().find(|status| status.phase() == key);
        plain.cloned().ok_or(RouteError::Key(key))
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

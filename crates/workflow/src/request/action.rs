//! What people do to a request.

use serde::{Deserialize, Serialize};

use super::Actual;
use crate::content::Content;
use crate::id::PersonId;
use crate::rules::RuleId;

/// The longest opinion, in characters.
pub const MAX_OPINION_CHARS: usize = 2_000;

/// Who does what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Who.
    pub actor: PersonId,
    /// What.
    pub action: Action,
}

/// What can be done to a request, with all that it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Begin a draft.
    Create {
        /// The text.
        content: Content,
    },
    /// Save another text of the draft.
    Save {
        /// The text.
        content: Content,
    },
    /// 报批
    Submit {},
    /// 同意, or 签发 where it is the last stage.
    Approve {
        /// What is said.
        #[serde(default)]
        opinion: String,
        /// The exceptions accepted, each by its rule.
        #[serde(default)]
        accept: Vec<RuleId>,
    },
    /// 会签不同意
    Object {
        /// Why.
        opinion: String,
    },
    /// 退回修改
    Return {
        /// Why.
        opinion: String,
    },
    /// 不予批准
    Reject {
        /// Why.
        opinion: String,
    },
    /// 撤回
    Withdraw {
        /// Why.
        #[serde(default)]
        opinion: String,
    },
    /// 修改文稿 by the office
    Correct {
        /// The text.
        content: Content,
        /// Why.
        opinion: String,
    },
    /// 复核通过
    PassRecheck {},
    /// 编号
    AssignNumber {},
    /// 用印
    Seal {},
    /// 印发
    Issue {},
    /// 归档
    Archive {},
    /// 发会议通知
    SendNotice {},
    /// 填报召开情况
    RecordHeld {
        /// How it went.
        actual: Actual,
    },
    /// 办结
    Close {},
    /// 取消会议
    Cancel {
        /// Why.
        opinion: String,
    },
}

/// The name of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the action of the same name")]
pub enum ActionName {
    Create,
    Save,
    Submit,
    Approve,
    Object,
    Return,
    Reject,
    Withdraw,
    Correct,
    PassRecheck,
    AssignNumber,
    Seal,
    Issue,
    Archive,
    SendNotice,
    RecordHeld,
    Close,
    Cancel,
}

impl ActionName {
    /// Every action.
    pub const ALL: [Self; 18] = [
        Self::Create,
        Self::Save,
        Self::Submit,
        Self::Approve,
        Self::Object,
        Self::Return,
        Self::Reject,
        Self::Withdraw,
        Self::Correct,
        Self::PassRecheck,
        Self::AssignNumber,
        Self::Seal,
        Self::Issue,
        Self::Archive,
        Self::SendNotice,
        Self::RecordHeld,
        Self::Close,
        Self::Cancel,
    ];

    /// The key in columns, URLs and message files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Object => "object",
            Self::Return => "return",
            Self::Reject => "reject",
            Self::Withdraw => "withdraw",
            Self::Correct => "correct",
            Self::PassRecheck => "pass_recheck",
            Self::AssignNumber => "assign_number",
            Self::Seal => "seal",
            Self::Issue => "issue",
            Self::Archive => "archive",
            Self::SendNotice => "send_notice",
            Self::RecordHeld => "record_held",
            Self::Close => "close",
            Self::Cancel => "cancel",
        }
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
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> ActionName {
        match self {
            Self::Create { .. } => ActionName::Create,
            Self::Save { .. } => ActionName::Save,
            Self::Submit {} => ActionName::Submit,
            Self::Approve { .. } => ActionName::Approve,
            Self::Object { .. } => ActionName::Object,
            Self::Return { .. } => ActionName::Return,
            Self::Reject { .. } => ActionName::Reject,
            Self::Withdraw { .. } => ActionName::Withdraw,
            Self::Correct { .. } => ActionName::Correct,
            Self::PassRecheck {} => ActionName::PassRecheck,
            Self::AssignNumber {} => ActionName::AssignNumber,
            Self::Seal {} => ActionName::Seal,
            Self::Issue {} => ActionName::Issue,
            Self::Archive {} => ActionName::Archive,
            Self::SendNotice {} => ActionName::SendNotice,
            Self::RecordHeld { .. } => ActionName::RecordHeld,
            Self::Close {} => ActionName::Close,
            Self::Cancel { .. } => ActionName::Cancel,
        }
    }

    /// Where a meeting was held, as the actor tells it; empty for every other action.
    #[must_use]
    pub fn place(&self) -> &str {
        if let Self::RecordHeld { actual } = self { &actual.venue } else { "" }
    }

    /// What the actor says, and whether it must be said.
    #[must_use]
    pub fn opinion(&self) -> (&str, bool) {
        match self {
            Self::Approve { opinion, .. } | Self::Withdraw { opinion } => (opinion, false),
            Self::Object { opinion }
            | Self::Return { opinion }
            | Self::Reject { opinion }
            | Self::Correct { opinion, .. }
            | Self::Cancel { opinion } => (opinion, true),
            Self::Create { .. }
            | Self::Save { .. }
            | Self::Submit {}
            | Self::PassRecheck {}
            | Self::AssignNumber {}
            | Self::Seal {}
            | Self::Issue {}
            | Self::Archive {}
            | Self::SendNotice {}
            | Self::RecordHeld { .. }
            | Self::Close {} => ("", false),
        }
    }
}

//! What people do to a request.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::content::{Actual, Content};
use crate::finding::RuleId;
use crate::id::{PersonId, RequestId};
use crate::stage_key::StageKey;

mod name;

pub use name::ActionName;

/// The longest opinion, in characters.
pub const MAX_OPINION_CHARS: usize = 2_000;

/// Who does what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The person who acts.
    pub actor: PersonId,
    /// What.
    pub action: Action,
}

/// What can be done to a request, with all that it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 弃权, in a vote
    Abstain {
        /// What is said.
        #[serde(default)]
        opinion: String,
    },
    /// 回复委派: the answer of somebody whose advice was asked for.
    Advise {
        /// The advice.
        opinion: String,
    },
    /// 退回修改
    Return {
        /// The reason that the actor gave.
        opinion: String,
        /// To which stage behind; to the drafter where absent.
        #[serde(default)]
        to: Option<StageKey>,
        /// How it goes on from there.
        #[serde(default)]
        then: Resume,
    },
    /// 不予批准
    Reject {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 撤回
    Withdraw {
        /// The reason that the actor gave.
        #[serde(default)]
        opinion: String,
    },
    /// 取回 one's own decision, or one's own submission, before anybody else has acted on it
    Retract {},
    /// 转办: somebody else decides instead.
    Transfer {
        /// The person whom it goes to.
        to: PersonId,
        /// The reason that the actor gave.
        #[serde(default)]
        opinion: String,
    },
    /// 委派: somebody is asked for advice, and then the task comes back.
    Consult {
        /// The person whom it goes to.
        to: PersonId,
        /// What is asked.
        #[serde(default)]
        opinion: String,
    },
    /// 加签
    AddSigner {
        /// The person whom it concerns.
        person: PersonId,
        /// When they are asked.
        place: AddedPlace,
        /// The reason that the actor gave.
        #[serde(default)]
        opinion: String,
    },
    /// 减签: somebody who was added is not asked after all.
    RemoveSigner {
        /// The person whom it concerns.
        person: PersonId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 抄送、传阅
    Circulate {
        /// To whom.
        to: BTreeSet<PersonId>,
        /// What they are told.
        #[serde(default)]
        opinion: String,
    },
    /// 已阅
    MarkRead {},
    /// 评论
    Comment {
        /// What is said.
        opinion: String,
    },
    /// 催办
    Urge {},
    /// 暂停
    Suspend {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 恢复
    Resume {
        /// What is said.
        #[serde(default)]
        opinion: String,
    },
    /// 终止
    Terminate {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 离职移交, by an administrator
    HandOver {
        /// The person whose task it is.
        from: PersonId,
        /// Who takes it.
        to: PersonId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 迁移流程: to the newest version of its route, by an administrator
    Reroute {},
    /// 修改文稿 by the office
    Correct {
        /// The text.
        content: Content,
        /// The reason that the actor gave.
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
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 改期
    Reschedule {
        /// The meeting as it is to be.
        content: Content,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 提议并会: that this meeting becomes a part of another
    ProposeMerge {
        /// The meeting that takes it in.
        into: RequestId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 提议套开: that this meeting is held back to back with another
    Cluster {
        /// The other meeting.
        with: RequestId,
        /// The reason that the actor gave.
        #[serde(default)]
        opinion: String,
    },
    /// 提议撤回 after the signature, which its signer has to agree to
    ProposeWithdrawal {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 提议作废 of a number, which a second person has to confirm
    Void {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 同意提议
    Confirm {
        /// What is said.
        #[serde(default)]
        opinion: String,
    },
    /// 不同意提议
    Decline {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 撤销: void from the beginning
    Revoke {
        /// The document that does it.
        by_document: String,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 废止: void from now on
    Repeal {
        /// The document that does it.
        by_document: String,
        /// The reason that the actor gave.
        opinion: String,
    },
}

/// Where the review goes on after something was sent back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Resume {
    /// Through every stage again.
    #[default]
    Again,
    /// Straight back to whoever sent it back.
    Straight,
}

/// When an added signer is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AddedPlace {
    /// 前加签: before the participants of the stage.
    Before,
    /// 并加签: together with them.
    Beside,
    /// 后加签: after them.
    After,
}

/// What a second person has to agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposing {
    /// 撤回 of what is signed and has no number yet.
    Withdrawal,
    /// 作废 of a number that is not issued yet.
    Void,
    /// 并会 into another meeting.
    Merge(RequestId),
    /// 套开 with another meeting.
    Cluster(RequestId),
}

impl Proposing {
    /// The key in message files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Withdrawal => "withdrawal",
            Self::Void => "void",
            Self::Merge(_) => "merge",
            Self::Cluster(_) => "cluster",
        }
    }

    /// The other meeting, whose host has to agree.
    #[must_use]
    pub const fn other(self) -> Option<RequestId> {
        match self {
            Self::Merge(other) | Self::Cluster(other) => Some(other),
            Self::Withdrawal | Self::Void => None,
        }
    }
}

impl Action {
    /// 退回修改 to the drafter, through every stage again.
    #[must_use]
    pub const fn return_to_drafter(opinion: String) -> Self {
        Self::Return { opinion, to: None, then: Resume::Again }
    }

    /// What else the actor typed, beside an opinion and a text: where a meeting was held, or which document does it.
    #[must_use]
    pub fn typed(&self) -> &str {
        if let Self::RecordHeld { actual } = self {
            &actual.venue
        } else if let Self::Revoke { by_document, .. } | Self::Repeal { by_document, .. } = self {
            by_document
        } else {
            ""
        }
    }

    /// Another request that this one names, which has to be known for the decision.
    #[must_use]
    pub const fn names(&self) -> Option<RequestId> {
        if let Self::ProposeMerge { into: other, .. } | Self::Cluster { with: other, .. } = self {
            Some(*other)
        } else {
            None
        }
    }
}

//! What people do to a request.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Actual;
use crate::content::Content;
use crate::id::{PersonId, RequestId};
use crate::route::StageKey;
use crate::rules::RuleId;

mod name;

pub use name::ActionName;

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
        /// Why.
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
        /// Why.
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
        /// Why.
        opinion: String,
    },
    /// 撤回
    Withdraw {
        /// Why.
        #[serde(default)]
        opinion: String,
    },
    /// 取回 one's own decision, or one's own submission, before anybody else has acted on it
    Retract {},
    /// 转办: somebody else decides instead.
    Transfer {
        /// Who.
        to: PersonId,
        /// Why.
        #[serde(default)]
        opinion: String,
    },
    /// 委派: somebody is asked for advice, and then the task comes back.
    Consult {
        /// Who.
        to: PersonId,
        /// What is asked.
        #[serde(default)]
        opinion: String,
    },
    /// 加签
    AddSigner {
        /// Who.
        person: PersonId,
        /// When they are asked.
        place: AddedPlace,
        /// Why.
        #[serde(default)]
        opinion: String,
    },
    /// 减签: somebody who was added is not asked after all.
    RemoveSigner {
        /// Who.
        person: PersonId,
        /// Why.
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
        /// Why.
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
        /// Why.
        opinion: String,
    },
    /// 离职移交, by an administrator
    HandOver {
        /// Whose task.
        from: PersonId,
        /// Who takes it.
        to: PersonId,
        /// Why.
        opinion: String,
    },
    /// 迁移流程: to the newest version of its route, by an administrator
    Reroute {},
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
    /// 改期
    Reschedule {
        /// The meeting as it is to be.
        content: Content,
        /// Why.
        opinion: String,
    },
    /// 提议并会: that this meeting becomes a part of another
    ProposeMerge {
        /// Of which.
        into: RequestId,
        /// Why.
        opinion: String,
    },
    /// 提议套开: that this meeting is held back to back with another
    Cluster {
        /// With which.
        with: RequestId,
        /// Why.
        #[serde(default)]
        opinion: String,
    },
    /// 提议撤回 after the signature, which its signer has to agree to
    ProposeWithdrawal {
        /// Why.
        opinion: String,
    },
    /// 提议作废 of a number, which a second person has to confirm
    Void {
        /// Why.
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
        /// Why.
        opinion: String,
    },
    /// 撤销: void from the beginning
    Revoke {
        /// The document that does it.
        by_document: String,
        /// Why.
        opinion: String,
    },
    /// 废止: void from now on
    Repeal {
        /// The document that does it.
        by_document: String,
        /// Why.
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

//! The phases of a request and the moves that each allows.

use serde::{Deserialize, Serialize};

use super::{ActionName, Kind};
use crate::route::{RouteError, StageKey};

/// Where a request stands: what it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Status {
    /// Nothing has happened yet; never stored.
    New,
    /// 起草
    Draft,
    /// 退回
    Returned,
    /// 审核, 会签, 签发, 审批: at this stage of its route.
    Review(StageKey),
    /// 复核
    Recheck,
    /// 编号
    Numbering,
    /// 用印
    Sealing,
    /// 印发
    Issuing,
    /// 已印发
    Issued,
    /// 已归档
    Archived,
    /// 已批准 (a meeting)
    Approved,
    /// 已通知
    Noticed,
    /// 已召开
    Held,
    /// 已办结
    Closed,
    /// 已备案
    Filed,
    /// 不予批准
    Rejected,
    /// 已撤回
    Withdrawn,
    /// 已取消
    Cancelled,
}

use ActionName::{
    Approve, Archive, AssignNumber, Cancel, Close, Correct, Create, Issue, Object, PassRecheck,
    RecordHeld, Reject, Return, Save, Seal, SendNotice, Submit, Withdraw,
};

impl Status {
    /// The key in columns, URLs and message files; a stage stands behind a colon.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Review(stage) => format!("review:{stage}"),
            Self::New
            | Self::Draft
            | Self::Returned
            | Self::Recheck
            | Self::Numbering
            | Self::Sealing
            | Self::Issuing
            | Self::Issued
            | Self::Archived
            | Self::Approved
            | Self::Noticed
            | Self::Held
            | Self::Closed
            | Self::Filed
            | Self::Rejected
            | Self::Withdrawn
            | Self::Cancelled => self.phase().to_owned(),
        }
    }

    /// The key without the stage.
    #[must_use]
    pub const fn phase(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Draft => "draft",
            Self::Returned => "returned",
            Self::Review(_) => "review",
            Self::Recheck => "recheck",
            Self::Numbering => "numbering",
            Self::Sealing => "sealing",
            Self::Issuing => "issuing",
            Self::Issued => "issued",
            Self::Archived => "archived",
            Self::Approved => "approved",
            Self::Noticed => "noticed",
            Self::Held => "held",
            Self::Closed => "closed",
            Self::Filed => "filed",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
        }
    }

    /// The table of moves: what may be done here at all. Who may do it, and on which conditions, is asked afterwards.
    #[must_use]
    pub const fn moves(&self, kind: Kind) -> &'static [ActionName] {
        match (self, kind) {
            (Self::New, _) => &[Create],
            (Self::Draft | Self::Returned, _) => &[Save, Submit, Withdraw],
            (Self::Review(_), Kind::Document) => {
                &[Approve, Object, Correct, Return, Reject, Withdraw]
            }
            (Self::Review(_), Kind::Meeting) => &[Approve, Object, Return, Reject, Withdraw],
            (Self::Recheck, Kind::Document) => &[PassRecheck, Correct],
            (Self::Numbering, Kind::Document) => &[AssignNumber],
            (Self::Sealing, Kind::Document) => &[Seal],
            (Self::Issuing, Kind::Document) => &[Issue],
            (Self::Issued, Kind::Document) => &[Archive],
            (Self::Approved, Kind::Meeting) => &[SendNotice, Cancel],
            (Self::Noticed, Kind::Meeting) => &[RecordHeld, Cancel],
            (Self::Held, Kind::Meeting) => &[Close],
            // Terminal, or a phase that the kind does not have.
            (
                Self::Archived
                | Self::Closed
                | Self::Filed
                | Self::Rejected
                | Self::Withdrawn
                | Self::Cancelled
                | Self::Recheck
                | Self::Numbering
                | Self::Sealing
                | Self::Issuing
                | Self::Issued
                | Self::Approved
                | Self::Noticed
                | Self::Held,
                Kind::Document | Kind::Meeting,
            ) => &[],
        }
    }

    /// Whether nothing can happen any more.
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
        )
    }
}

impl TryFrom<String> for Status {
    type Error = RouteError;

    fn try_from(key: String) -> Result<Self, RouteError> {
        const PLAIN: [Status; 17] = [
            Status::New,
            Status::Draft,
            Status::Returned,
            Status::Recheck,
            Status::Numbering,
            Status::Sealing,
            Status::Issuing,
            Status::Issued,
            Status::Archived,
            Status::Approved,
            Status::Noticed,
            Status::Held,
            Status::Closed,
            Status::Filed,
            Status::Rejected,
            Status::Withdrawn,
            Status::Cancelled,
        ];
        if let Some(stage) = key.strip_prefix("review:") {
            return Ok(Self::Review(StageKey::try_from(stage.to_owned())?));
        }
        PLAIN.into_iter().find(|status| status.phase() == key).ok_or(RouteError::Key(key))
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
        let keys = "new draft returned review:signing recheck numbering sealing issuing issued archived approved noticed \
                    held closed filed rejected withdrawn cancelled";
        keys.split_whitespace().map(|key| Status::try_from(key.to_owned()).unwrap()).collect()
    }

    #[test]
    fn every_status_is_read_back_from_its_key() {
        for status in every() {
            assert_eq!(Status::try_from(status.key()).unwrap(), status);
        }
        assert!(Status::try_from("review:".to_owned()).is_err());
        assert!(Status::try_from("approved2".to_owned()).is_err());
    }

    #[test]
    fn the_table_of_moves() {
        let line = |status: &Status, kind: Kind| {
            let moves: Vec<_> = status.moves(kind).iter().map(|action| action.key()).collect();
            format!("{} {}: {}", kind.key(), status.key(), moves.join(" ")).trim_end().to_owned()
        };
        let lines =
            |kind| every().iter().map(|status| line(status, kind)).collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!(lines(Kind::Document), @r"
        document new: create
        document draft: save submit withdraw
        document returned: save submit withdraw
        document review:signing: approve object correct return reject withdraw
        document recheck: pass_recheck correct
        document numbering: assign_number
        document sealing: seal
        document issuing: issue
        document issued: archive
        document archived:
        document approved:
        document noticed:
        document held:
        document closed:
        document filed:
        document rejected:
        document withdrawn:
        document cancelled:
        ");
        insta::assert_snapshot!(lines(Kind::Meeting), @r"
        meeting new: create
        meeting draft: save submit withdraw
        meeting returned: save submit withdraw
        meeting review:signing: approve object return reject withdraw
        meeting recheck:
        meeting numbering:
        meeting sealing:
        meeting issuing:
        meeting issued:
        meeting archived:
        meeting approved: send_notice cancel
        meeting noticed: record_held cancel
        meeting held: close
        meeting closed:
        meeting filed:
        meeting rejected:
        meeting withdrawn:
        meeting cancelled:
        ");
    }

    #[test]
    fn a_terminal_status_has_no_moves() {
        for status in every().iter().filter(|status| status.is_terminal()) {
            assert!(
                status.moves(Kind::Document).is_empty() && status.moves(Kind::Meeting).is_empty(),
                "{status:?}"
            );
        }
    }
}

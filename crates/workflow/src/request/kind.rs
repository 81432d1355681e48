//! What is asked for, and whether it has to be approved.

use serde::{Deserialize, Serialize};

use crate::content::{Content, MeetingNature};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 发文
    Document,
    /// 开会
    Meeting,
    /// 督查检查考核
    Inspection,
}

impl Kind {
    /// Every kind, in the order in which people choose.
    pub const ALL: &[Self] = &[Self::Document, Self::Meeting, Self::Inspection];

    /// The kind of this key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// The word in URLs, columns and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Meeting => "meeting",
            Self::Inspection => "inspection",
        }
    }
}

/// 报批 or 报备.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Procedure {
    /// Ask first, act after consent.
    Approval,
    /// Act within a closed list, but leave a record.
    Filing,
}

/// Which procedure a content needs: a statutory meeting, or one that nobody outside the host attends, is only filed.
#[must_use]
pub fn procedure(content: &Content) -> Procedure {
    match content {
        Content::Document(_) | Content::Inspection(_) => Procedure::Approval,
        Content::Meeting(meeting) => {
            let internal = meeting.co_hosts.is_empty()
                && meeting.attendee_units.iter().all(|u| *u == meeting.host_unit);
            let filed = meeting.nature == MeetingNature::Statutory
                || internal
                    && !meeting.attendee_units.is_empty()
                    && meeting.nature == MeetingNature::Routine;
            if filed { Procedure::Filing } else { Procedure::Approval }
        }
    }
}

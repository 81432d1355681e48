//! Whether what is asked for has to be approved, or only recorded.

use super::{Content, MeetingNature};

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
            let filed = meeting.nature == MeetingNature::Statutory
                || meeting.is_internal() && meeting.nature == MeetingNature::Routine;
            if filed { Procedure::Filing } else { Procedure::Approval }
        }
    }
}

//! Whether what is asked for has to be approved, or only recorded.

use super::{Attendance, Content, MeetingClass, MeetingContent, MeetingNature};

/// 报批 or 报备.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Procedure {
    /// Ask first, act after consent.
    Approval,
    /// Act within a closed list, but leave a record.
    Filing,
}

/// Which procedure a content needs: a statutory meeting, or a small routine one of one unit, is only filed.
#[must_use]
pub fn procedure(content: &Content) -> Procedure {
    match content {
        Content::Document(_) | Content::Inspection(_) => Procedure::Approval,
        Content::Meeting(meeting) => {
            let filed = meeting.nature == MeetingNature::Statutory || is_small_routine(meeting);
            if filed { Procedure::Filing } else { Procedure::Approval }
        }
    }
}

/// 例会 of one unit with itself. That it is called routine is what its drafter says; so it also has to be as small as a routine
/// meeting is: in the unit's own name, of the lowest class, without money, and calling for nobody's main leader.
fn is_small_routine(meeting: &MeetingContent) -> bool {
    meeting.nature == MeetingNature::Routine
        && meeting.is_internal()
        && meeting.in_name_of == meeting.host_unit
        && meeting.class.is_none_or(|class| class == MeetingClass::IV)
        && !meeting.comprehensive
        && meeting.budget_fen == 0
        && meeting.required_level != Some(Attendance::MainLeader)
}

//! Statistics: what a request counts as, over which days, and how figures are compared.
//!
//! Everything is computed from requests and their records; nothing is filled in by hand. A request's contribution is found
//! by [`count`], once for each move, and a figure is nothing but a sum of contributions: so the figures of units add up to
//! the whole, and those of quarters to the year.

pub mod change;
pub mod count;
pub mod figures;
pub mod group;
pub mod hours;
pub mod irregularity;
pub mod mean;
pub mod period;
pub mod plan;
pub mod spot_check;

pub use change::{Change, change};
pub use count::{Contributions, Key};
pub use figures::{Figure, Figures};
pub use group::Group;
pub use irregularity::{FoundBy, IrregularityKind, IrregularityState, Remedy};
pub use mean::{mean, median};
pub use period::{Period, Span};
pub use spot_check::Sample;

words! {
    /// What is counted or summed.
    pub enum Metric {
        /// Documents issued with a number, of any series.
        DocsTotal = "docs_total",
        /// 精文: of these, downward ones that somebody below receives, in a counted series.
        DocsDownward = "docs_downward",
        /// Of these, 上行文.
        DocsUpward = "docs_upward",
        /// Of these, 平行文.
        DocsLateral = "docs_lateral",
        /// Of these, 批复 to one unit.
        DocsReply = "docs_reply",
        /// Of these, 人事任免.
        DocsPersonnel = "docs_personnel",
        /// Of these, 公告 and 通告.
        DocsPublic = "docs_public",
        /// Of these, orders of an emergency response.
        DocsEmergency = "docs_emergency",
        /// Of these, what nobody below receives, or what stands in a series that is not counted.
        DocsOther = "docs_other",
        /// Of these, whatever a coordination body issued.
        DocsCoordination = "docs_coordination",
        /// Of these, 联合行文; counted for the lead organ.
        DocsJoint = "docs_joint",
        /// 联合行文 in which a unit took part without leading.
        JointParticipations = "joint_participations",
        /// Numbers that were given up.
        DocsVoided = "docs_voided",
        /// 字 of the documents issued.
        DocCharacters = "doc_characters",
        /// Documents issued by their length; the detail is the upper end of the band in 字.
        LengthBand = "length_band",
        /// 减会: meetings held across units, but for statutory, internal and emergency ones.
        Meetings = "meetings",
        /// All meetings held.
        MeetingsAll = "meetings_all",
        /// Meetings recorded without approval (报备).
        MeetingsFiled = "meetings_filed",
        /// Of the meetings of 减会, those on screens.
        MeetingsVideo = "meetings_video",
        /// Meetings held, but those that are held back to back with another one.
        Gatherings = "gatherings",
        /// Meetings that took longer than 90 minutes.
        MeetingsOverrun = "meetings_overrun",
        /// Minutes of all meetings held.
        MeetingMinutes = "meeting_minutes",
        /// Minutes times the people who came.
        AttendanceMinutes = "attendance_minutes",
        /// People who came.
        Headcount = "headcount",
        /// Meetings held by their duration; the detail is the upper end of the band in minutes.
        DurationBand = "duration_band",
        /// 督查检查考核: inspections approved, or imported.
        Inspections = "inspections",
        /// Meetings that became a part of another.
        MergedSaved = "merged_saved",
        /// Rules that blocked a submission, each once for a request; the detail is the rule.
        Blocked = "blocked",
        /// Times that something was sent back.
        Returned = "returned",
        /// Requests refused for good.
        Rejected = "rejected",
        /// Requests taken back.
        Withdrawn = "withdrawn",
        /// Exceptions accepted; the detail is the rule.
        Exceptions = "exceptions",
        /// The same; the detail is the leader who accepted.
        ExceptionsByLeader = "exceptions_by_leader",
        /// Requests signed; the detail is how long that took, in tenths of a working hour.
        ApprovalTime = "approval_time",
    }
}

/// No metric has this key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no metric {0:?}")]
pub struct UnknownMetric(pub String);

impl std::str::FromStr for Metric {
    type Err = UnknownMetric;

    fn from_str(key: &str) -> Result<Self, UnknownMetric> {
        Self::of_key(key).ok_or_else(|| UnknownMetric(key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_read_back_from_its_key() {
        for metric in Metric::ALL {
            assert_eq!(metric.key().parse(), Ok(*metric));
            assert_eq!(serde_json::to_value(metric).unwrap(), metric.key());
        }
        assert!("docs".parse::<Metric>().is_err());
    }
}

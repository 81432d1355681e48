//! 先批后开: approval comes before the begin.

use super::{BY_LEADER, Case, Finding, RuleId, Verdict};
use crate::content::{Content, MeetingContent, MeetingNature};
use crate::time::Timestamp;

/// For so many hours after its begin an emergency meeting can still be approved, with a reason of its own.
pub const EMERGENCY_HOURS: i64 = 24;

const HOUR_MS: i64 = 60 * 60 * 1_000;

/// Nothing is asked for that has begun: a meeting at its first minute, an inspection on the day after its first.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    match case.content {
        Content::Document(_) => None,
        Content::Meeting(meeting) => of_meeting(meeting, case.now),
        Content::Inspection(inspection) => {
            inspection.starts_on.filter(|day| *day < case.now.date()).map(|_| begun("starts_on"))
        }
    }
}

/// Why a meeting can no longer be noticed: it has begun.
pub(crate) fn stops_notice(content: &Content, now: Timestamp) -> Option<Finding> {
    let Content::Meeting(meeting) = content else { return None };
    of_meeting(meeting, now).filter(|finding| finding.verdict == Verdict::Block)
}

fn of_meeting(meeting: &MeetingContent, now: Timestamp) -> Option<Finding> {
    let begins_at = meeting.sessions.iter().map(|session| session.starts_at).min()?;
    let since = now.0.saturating_sub(begins_at.0);
    if since < 0 {
        return None;
    }
    if meeting.nature == MeetingNature::Emergency && since <= EMERGENCY_HOURS * HOUR_MS {
        let finding = Finding::new(RuleId::MeetingLeadTime, BY_LEADER).case("begun");
        let limit = u32::try_from(EMERGENCY_HOURS).unwrap_or(u32::MAX);
        return Some(finding.with("limit", limit));
    }
    Some(begun("sessions"))
}

fn begun(field: &str) -> Finding {
    Finding::block(RuleId::RequiredFields).case("begun").about(field)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use rstest::rstest;

    use super::*;
    use crate::content::InspectionContent;
    use crate::rules::direction::district::{found_with, meeting, session};
    use crate::rules::inspection::sample::inspection;
    use crate::rules::{Knowledge, RuleSet};

    fn judged(content: &Content, now: Timestamp) -> Option<(RuleId, Verdict)> {
        let known = (&RuleSet::default(), &Knowledge::alone());
        let judge = |case: &Case| judge(&Case { now, ..*case }).into_iter().collect();
        found_with(content, known, judge).first().map(|finding| (finding.rule, finding.verdict))
    }

    const BLOCKED: Option<(RuleId, Verdict)> = Some((RuleId::RequiredFields, Verdict::Block));
    const EXPLAINED: Option<(RuleId, Verdict)> = Some((RuleId::MeetingLeadTime, BY_LEADER));

    #[rstest]
    #[case::a_moment_before(MeetingNature::Work, -1, None)]
    #[case::at_its_begin(MeetingNature::Work, 0, BLOCKED)]
    #[case::days_later(MeetingNature::Work, 11 * 24 * HOUR_MS, BLOCKED)]
    #[case::routine(MeetingNature::Routine, 0, BLOCKED)]
    #[case::statutory(MeetingNature::Statutory, 0, BLOCKED)]
    #[case::emergency_before(MeetingNature::Emergency, -1, None)]
    #[case::emergency_at_its_begin(MeetingNature::Emergency, 0, EXPLAINED)]
    #[case::emergency_a_day_later(MeetingNature::Emergency, 24 * HOUR_MS, EXPLAINED)]
    #[case::emergency_after_that(MeetingNature::Emergency, 24 * HOUR_MS + 1, BLOCKED)]
    fn a_meeting_is_approved_before_it_begins(
        #[case] nature: MeetingNature,
        #[case] after: i64,
        #[case] expected: Option<(RuleId, Verdict)>,
    ) {
        let later = session("2026-09-22 09:00", "2026-09-22 10:00");
        let first = session("2026-09-21 09:00", "2026-09-21 10:00");
        let meeting = MeetingContent { nature, sessions: vec![later, first], ..meeting() };
        let now = Timestamp(first.starts_at.0 + after);
        assert_eq!(judged(&Content::Meeting(Box::new(meeting)), now), expected);
    }

    #[rstest]
    #[case::the_day_before("2026-09-20 23:59", None)]
    #[case::on_its_first_day("2026-09-21 23:59", None)]
    #[case::the_day_after("2026-09-22 00:00", BLOCKED)]
    fn an_inspection_is_approved_on_its_first_day_at_the_latest(
        #[case] now: &str,
        #[case] expected: Option<(RuleId, Verdict)>,
    ) {
        let starts_on = NaiveDate::from_ymd_opt(2026, 9, 21);
        let inspection = InspectionContent { starts_on, ..inspection() };
        let now = session(now, "2026-12-31 00:00").starts_at;
        assert_eq!(judged(&Content::Inspection(Box::new(inspection)), now), expected);
    }

    #[test]
    fn what_has_no_time_yet_has_not_begun() {
        let meeting = MeetingContent { sessions: Vec::new(), ..meeting() };
        let now = session("2026-09-21 09:00", "2026-09-21 10:00").starts_at;
        assert_eq!(judged(&Content::Meeting(Box::new(meeting)), now), None);
    }
}

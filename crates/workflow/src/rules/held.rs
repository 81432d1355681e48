//! 会后: how a meeting went. ACTUAL-OVERRUN and ACTUAL-MISSING.

use chrono::NaiveDate;

use super::{Finding, Knowledge, Parameter, RuleId, RuleSet, Verdict};
use crate::content::Actual;
use crate::content::MeetingContent;

/// The case of a meeting that was longer than any may be: an irregularity is opened about it.
pub const BEYOND_LIMIT: &str = "limit";

/// ACTUAL-OVERRUN: what the record of a meeting says against it. Nothing is refused: it has happened.
#[must_use]
pub fn judge(meeting: &MeetingContent, actual: &Actual, rules: &RuleSet) -> Vec<Finding> {
    let (approved, n) = minutes(meeting, actual);
    let limit = rules.number(Parameter::MeetingMinutes);
    if n <= approved {
        return Vec::new();
    }
    let finding = Finding::new(RuleId::ActualOverrun, Verdict::Advisory);
    let finding = if n > limit { finding.case(BEYOND_LIMIT) } else { finding };
    let finding = finding.with("n", n).with("approved", approved).with("limit", limit);
    vec![finding.with("over", n - approved)]
}

/// The minutes that were approved, and those that it took. What lay between two approved sessions is not counted: the record
/// says only when the first began and the last ended.
fn minutes(meeting: &MeetingContent, actual: &Actual) -> (u32, u32) {
    let sessions = &meeting.sessions;
    let approved = sessions
        .iter()
        .map(|session| session.starts_at.minutes_until(session.ends_at).unwrap_or(0))
        .fold(0, u32::saturating_add);
    let first = sessions.iter().map(|session| session.starts_at).min();
    let last = sessions.iter().map(|session| session.ends_at).max();
    let planned = first.zip(last).and_then(|(first, last)| first.minutes_until(last)).unwrap_or(0);
    let took = actual.starts_at.minutes_until(actual.ends_at).unwrap_or(0);
    (approved, took.saturating_sub(planned.saturating_sub(approved)))
}

/// The day by which it is to be told how the meeting went; `None` if nobody knows when it is.
#[must_use]
pub fn report_by(
    meeting: &MeetingContent,
    knowledge: &Knowledge,
    rules: &RuleSet,
) -> Option<NaiveDate> {
    let last = meeting.sessions.iter().map(|session| session.ends_at).max()?;
    Some(knowledge.working_days_after(last.date(), rules.number(Parameter::ActualDays)))
}

/// ACTUAL-MISSING: an announced meeting is over, and nobody has told in time how it went.
#[must_use]
pub fn missing(
    meeting: &MeetingContent,
    knowledge: &Knowledge,
    rules: &RuleSet,
    today: NaiveDate,
) -> Option<Finding> {
    let due = report_by(meeting, knowledge, rules).filter(|due| *due < today)?;
    let finding = Finding::new(RuleId::ActualMissing, Verdict::Advisory).with("date", due);
    Some(finding.with("limit", rules.number(Parameter::ActualDays)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::{MeetingMode, Session};
    use crate::rules::Fact;
    use crate::rules::direction::district::{meeting, session};

    fn actual(from: &str, to: &str) -> Actual {
        let Session { starts_at, ends_at } = session(from, to);
        let venue = String::new();
        Actual { starts_at, ends_at, headcount: 30, mode: MeetingMode::Video, venue, no_show: 0 }
    }

    /// The meeting is approved from 09:00 to 10:10.
    fn approved() -> MeetingContent {
        let sessions = vec![session("2026-09-17 09:00", "2026-09-17 10:10")];
        MeetingContent { sessions, ..meeting() }
    }

    #[rstest]
    #[case::shorter("2026-09-17 09:00", "2026-09-17 10:00", None)]
    #[case::as_approved("2026-09-17 09:05", "2026-09-17 10:15", None)]
    #[case::a_second_longer("2026-09-17 09:00:00", "2026-09-17 10:10:01", Some(("", 71)))]
    #[case::ninety("2026-09-17 09:00", "2026-09-17 10:30", Some(("", 90)))]
    #[case::ninety_one("2026-09-17 09:00", "2026-09-17 10:31", Some(("limit", 91)))]
    fn whoever_meets_longer_than_approved_is_told(
        #[case] from: &str,
        #[case] to: &str,
        #[case] expected: Option<(&str, i64)>,
    ) {
        let found = judge(&approved(), &actual(from, to), &RuleSet::default());
        let found = found.first().map(|finding| (finding.case.as_str(), &finding.facts["n"]));
        let expected = expected.map(|(case, n)| (case, Fact::Number(n)));
        assert_eq!(found, expected.as_ref().map(|(case, n)| (*case, n)));
    }

    #[test]
    fn the_pause_between_two_sessions_is_not_counted() {
        let sessions = vec![
            session("2026-09-17 09:00", "2026-09-17 09:40"),
            session("2026-09-17 14:00", "2026-09-17 14:40"),
        ];
        let meeting = MeetingContent { sessions, ..meeting() };
        let held = |to| judge(&meeting, &actual("2026-09-17 09:00", to), &RuleSet::default());
        assert_eq!(held("2026-09-17 14:40"), []);
        assert_eq!(held("2026-09-17 14:50")[0].facts["n"], Fact::Number(90));
    }

    #[rstest]
    #[case::third_working_day("2026-09-21", false)]
    #[case::the_day_after("2026-09-22", true)]
    fn it_is_told_within_three_working_days(#[case] today: NaiveDate, #[case] told: bool) {
        // From Thursday the 17th: Friday, the make-up Sunday, Monday.
        let missing = missing(&approved(), &Knowledge::alone(), &RuleSet::default(), today);
        assert_eq!(missing.is_some(), told, "{missing:?}");
    }

    #[test]
    fn a_meeting_without_a_date_cannot_be_late() {
        let meeting = MeetingContent { sessions: Vec::new(), ..meeting() };
        assert_eq!(
            missing(&meeting, &Knowledge::alone(), &RuleSet::default(), NaiveDate::MAX),
            None
        );
    }
}

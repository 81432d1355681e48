//! 无会周: NO-MEETING-WEEK.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::attendance::in_scope;
use super::{Case, Finding, RuleId, Verdict};
use crate::content::{Content, MeetingNature, Session};
use crate::organisation::Rank;
use crate::time::Timestamp;

/// The weekday on which the week without meetings begins.
const FIRST_DAY: Weekday = Weekday::Mon;
/// How many days it has.
const LENGTH_DAYS: u64 = 7;

/// The week without meetings of the month in which `date` lies: Monday to Sunday from the month's first Monday on. It never
/// leaves its month, and a holiday does not move it. `None` only beyond the calendar.
#[must_use]
pub fn window(date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let from = NaiveDate::from_weekday_of_month_opt(date.year(), date.month(), FIRST_DAY, 1)?;
    Some((from, from.checked_add_days(Days::new(LENGTH_DAYS - 1))?))
}

/// No day of any session lies in such a week, unless a superior ordered it or an emergency demands it, and then the main leader
/// accepts why.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if !in_scope(meeting) {
        return Vec::new();
    }
    let Some((date, (from, to))) = meeting.sessions.iter().find_map(hit) else { return Vec::new() };
    let excused = |case| {
        Finding::new(RuleId::NoMeetingWeek, Verdict::NeedsJustification(Rank::MainLeader))
            .case(case)
    };
    let finding = if meeting.nature == MeetingNature::Emergency {
        excused("emergency")
    } else if meeting.superior_notice_ref.trim().is_empty() {
        Finding::block(RuleId::NoMeetingWeek)
    } else {
        excused("superior")
    };
    vec![finding.with("date", date).with("month", from.month()).with("from", from).with("to", to)]
}

/// The first day of a session that lies in a week without meetings, and that week.
fn hit(session: &Session) -> Option<(NaiveDate, (NaiveDate, NaiveDate))> {
    let begins = session.starts_at.date();
    // Whoever ends at midnight does not meet on the day that begins then.
    let ends = Timestamp(session.ends_at.0.saturating_sub(1)).date().max(begins);
    let (mut from, mut to) = window(begins)?;
    if to < begins {
        (from, to) = window(from.checked_add_months(Months::new(1))?)?;
    }
    (from <= ends).then(|| (begins.max(from), (from, to)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::content::MeetingContent;
    use crate::rules::Fact;
    use crate::rules::direction::district::{EMERGENCY, FINANCE, found, meeting, session};

    fn judged(meeting: MeetingContent) -> Vec<(String, Verdict)> {
        let findings = found(&Content::Meeting(Box::new(meeting)), judge);
        findings.into_iter().map(|finding| (finding.case, finding.verdict)).collect()
    }

    fn blocked() -> Vec<(String, Verdict)> {
        vec![(String::new(), Verdict::Block)]
    }

    #[rstest]
    #[case("2026-01-05", "2026-01-11")]
    #[case("2026-02-02", "2026-02-08")]
    #[case("2026-03-02", "2026-03-08")]
    #[case("2026-04-06", "2026-04-12")]
    #[case("2026-05-04", "2026-05-10")]
    #[case("2026-06-01", "2026-06-07")]
    #[case("2026-07-06", "2026-07-12")]
    #[case("2026-08-03", "2026-08-09")]
    #[case("2026-09-07", "2026-09-13")]
    #[case("2026-10-05", "2026-10-11")]
    #[case("2026-11-02", "2026-11-08")]
    #[case("2026-12-07", "2026-12-13")]
    #[case("2027-01-04", "2027-01-10")]
    fn the_week_begins_on_the_first_monday_of_the_month(
        #[case] from: NaiveDate,
        #[case] to: NaiveDate,
    ) {
        for day in [from.with_day(1).unwrap(), from, to, from.with_day(28).unwrap()] {
            assert_eq!(window(day), Some((from, to)), "{day}");
        }
    }

    #[rstest]
    #[case::sunday_before("2026-09-06 09:00", "2026-09-06 10:00", false)]
    #[case::monday("2026-09-07 09:00", "2026-09-07 10:00", true)]
    #[case::sunday("2026-09-13 09:00", "2026-09-13 10:00", true)]
    #[case::monday_after("2026-09-14 09:00", "2026-09-14 10:00", false)]
    #[case::first_of_the_month("2026-09-01 09:00", "2026-09-01 10:00", false)]
    #[case::november_first("2026-11-01 09:00", "2026-11-01 10:00", false)]
    #[case::november_second("2026-11-02 09:00", "2026-11-02 10:00", true)]
    #[case::out_of_the_week("2026-09-13 23:30", "2026-09-14 00:30", true)]
    #[case::into_the_week("2026-09-06 23:30", "2026-09-07 00:30", true)]
    #[case::until_its_midnight("2026-09-06 23:00", "2026-09-07 00:00", false)]
    #[case::a_second_beyond("2026-09-06 23:00:00", "2026-09-07 00:00:01", true)]
    #[case::from_the_midnight_after("2026-09-14 00:00", "2026-09-14 00:30", false)]
    #[case::before_the_local_midnight("2026-09-06 07:59", "2026-09-06 08:01", false)]
    #[case::over_the_whole_week("2026-09-05 09:00", "2026-09-15 09:00", true)]
    #[case::into_the_next_months_week("2026-10-30 09:00", "2026-11-02 09:00", true)]
    #[case::into_the_next_year("2026-12-31 09:00", "2027-01-04 09:00", true)]
    #[case::end_before_start("2026-09-07 10:00", "2026-09-07 09:00", true)]
    #[case::holiday_week("2026-10-05 09:00", "2026-10-05 10:00", true)]
    fn no_meeting_is_held_in_that_week(#[case] from: &str, #[case] to: &str, #[case] hit: bool) {
        let meeting = MeetingContent { sessions: vec![session(from, to)], ..meeting() };
        assert_eq!(judged(meeting), if hit { blocked() } else { Vec::new() });
    }

    #[test]
    fn every_session_is_looked_at_and_the_first_hit_is_told() {
        let sessions = vec![
            session("2026-09-04 09:00", "2026-09-04 09:30"),
            session("2026-09-08 09:00", "2026-09-08 09:30"),
            session("2026-09-09 09:00", "2026-09-09 09:30"),
        ];
        let meeting = Content::Meeting(Box::new(MeetingContent { sessions, ..meeting() }));
        let facts = found(&meeting, judge).remove(0).facts;
        let day = |day| Fact::Date(NaiveDate::from_ymd_opt(2026, 9, day).unwrap());
        assert_eq!(facts["date"], day(8));
        assert_eq!((&facts["from"], &facts["to"]), (&day(7), &day(13)));
        assert_eq!(facts["month"], Fact::Number(9));
    }

    #[rstest]
    #[case::superior(MeetingNature::Work, "云政办发电〔2026〕9号", Some("superior"))]
    #[case::emergency(MeetingNature::Emergency, "", Some("emergency"))]
    #[case::emergency_by_superior(
        MeetingNature::Emergency,
        "云政办发电〔2026〕9号",
        Some("emergency")
    )]
    #[case::statutory(MeetingNature::Statutory, "", None)]
    fn an_exemption_is_accepted_by_the_main_leader(
        #[case] nature: MeetingNature,
        #[case] reference: &str,
        #[case] case: Option<&str>,
    ) {
        let sessions = vec![session("2026-09-09 20:00", "2026-09-09 20:40")];
        let meeting = MeetingContent {
            sessions,
            nature,
            superior_notice_ref: reference.to_owned(),
            ..meeting()
        };
        let expected =
            case.map(|case| (case.to_owned(), Verdict::NeedsJustification(Rank::MainLeader)));
        assert_eq!(judged(meeting), Vec::from_iter(expected));
    }

    #[test]
    fn a_blank_reference_exempts_nothing() {
        let sessions = vec![session("2026-09-09 20:00", "2026-09-09 20:40")];
        let meeting = MeetingContent { sessions, superior_notice_ref: " ".to_owned(), ..meeting() };
        assert_eq!(judged(meeting), blocked());
    }

    #[test]
    fn a_meeting_among_the_hosts_own_people_is_out_of_scope() {
        let sessions = vec![session("2026-09-07 09:00", "2026-09-07 10:00")];
        let with = |units| MeetingContent {
            sessions: sessions.clone(),
            attendee_units: units,
            ..meeting()
        };
        assert_eq!(judged(with(BTreeSet::from([EMERGENCY]))), Vec::new());
        assert_eq!(judged(with(BTreeSet::from([EMERGENCY, FINANCE]))), blocked());
    }
}

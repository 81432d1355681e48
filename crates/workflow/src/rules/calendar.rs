//! 无会周 and 无会日: NO-MEETING-WEEK and NO-MEETING-DAY.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::attendance::in_scope;
use super::{BY_MAIN_LEADER, Case, Finding, Known, Parameter, RuleId, RuleSet};
use crate::content::{Content, MeetingContent, MeetingNature, Session};
use crate::time::Timestamp;
use crate::working_day::Calendar;

/// The weekday on which the week without meetings begins.
const FIRST_DAY: Weekday = Weekday::Mon;
/// How many days it has.
const LENGTH_DAYS: u64 = 7;
/// How often a week with a holiday makes room for the next one; no holiday is longer.
const MOST_SHIFTS: usize = 4;

/// Which week of a month has no meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeekMode {
    /// Monday to Sunday from the month's first Monday on.
    FirstMonday,
    /// The first seven days.
    FirstDays,
    /// Monday to Sunday around the 1st, which may begin in the month before.
    AroundFirst,
}

impl WeekMode {
    /// The one that the rule set names.
    #[must_use]
    pub fn of(rules: &RuleSet) -> Self {
        match rules.number(Parameter::NoMeetingWeek) {
            0 => Self::FirstMonday,
            1 => Self::FirstDays,
            2.. => Self::AroundFirst,
        }
    }

    /// The week of the month in which `date` lies: its first and its last day. `None` only beyond the calendar.
    #[must_use]
    pub fn window(self, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let first = date.with_day(1)?;
        let from = match self {
            Self::FirstMonday => {
                NaiveDate::from_weekday_of_month_opt(date.year(), date.month(), FIRST_DAY, 1)?
            }
            Self::FirstDays => first,
            Self::AroundFirst => first.week(FIRST_DAY).checked_first_day()?,
        };
        Some((from, from.checked_add_days(Days::new(LENGTH_DAYS - 1))?))
    }
}

/// The week without meetings of the month in which `date` lies, where it begins on the month's first Monday. It never leaves
/// its month, and a holiday does not move it. `None` only beyond the calendar.
#[must_use]
pub fn window(date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    WeekMode::FirstMonday.window(date)
}

/// No day of any session lies in such a week or is such a day, unless a superior ordered it or an emergency demands it, and then
/// the main leader accepts why.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if !in_scope(meeting) {
        return Vec::new();
    }
    week(meeting, case).into_iter().chain(day(meeting, case)).collect()
}

fn week(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    let shift = case.rules.number(Parameter::NoMeetingWeekShift) == 1;
    let weeks = match (shift, &case.knowledge.calendar) {
        (true, Known::Missing) => return Some(Finding::missing(RuleId::NoMeetingWeek, "calendar")),
        (true, Known::Is(calendar)) => {
            Weeks { mode: WeekMode::of(case.rules), moved_by: Some(calendar) }
        }
        (false, Known::Is(_) | Known::Missing) => {
            Weeks { mode: WeekMode::of(case.rules), moved_by: None }
        }
    };
    let hit = meeting.sessions.iter().find_map(|session| weeks.hit(session))?;
    let Hit { date, month, window: (from, to) } = hit;
    let finding = excused(RuleId::NoMeetingWeek, meeting).with("date", date);
    Some(finding.with("month", month).with("from", from).with("to", to))
}

/// The weeks without meetings, as the rule set wants them.
struct Weeks<'a> {
    mode: WeekMode,
    moved_by: Option<&'a Calendar>,
}

/// A day that lies in the week without meetings of a month.
struct Hit {
    date: NaiveDate,
    month: u32,
    window: (NaiveDate, NaiveDate),
}

impl Weeks<'_> {
    /// The first day of a session that lies in a week without meetings, and that week. Weeks that reach into another month, or
    /// were moved there, are found from the month before and the one after.
    fn hit(&self, session: &Session) -> Option<Hit> {
        let (begins, ends) = days(session);
        let first = begins.with_day(1)?.checked_sub_months(Months::new(1))?;
        let last = ends.checked_add_months(Months::new(1))?;
        (0..)
            .map_while(|months| first.checked_add_months(Months::new(months)))
            .take_while(|month| *month <= last)
            .find_map(|month| {
                let (from, to) = self.of_month(month)?;
                let (date, month) = (begins.max(from), month.month());
                (from <= ends && begins <= to).then_some(Hit { date, month, window: (from, to) })
            })
    }

    fn of_month(&self, month: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let (mut from, mut to) = self.mode.window(month)?;
        let Some(calendar) = self.moved_by else { return Some((from, to)) };
        for _ in 0..MOST_SHIFTS {
            if !has_holiday(calendar, from) {
                break;
            }
            (from, to) = (next_week(from)?, next_week(to)?);
        }
        Some((from, to))
    }
}

/// Whether a day of the seven on which people usually work is a holiday.
fn has_holiday(calendar: &Calendar, from: NaiveDate) -> bool {
    let mut week = from.iter_days().take(7);
    week.any(|day| crate::working_day::is_working_day(day) && !calendar.is_working_day(day))
}

fn next_week(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(LENGTH_DAYS))
}

/// NO-MEETING-DAY: a day of the week that the office keeps free.
fn day(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    let free = case.rules.number(Parameter::NoMeetingDays);
    let is_free = |day: &NaiveDate| free & (1 << day.weekday().num_days_from_monday()) != 0;
    let date = meeting.sessions.iter().find_map(|session| {
        let (begins, ends) = days(session);
        begins.iter_days().take(7).take_while(|day| *day <= ends).find(is_free)
    })?;
    Some(excused(RuleId::NoMeetingDay, meeting).with("date", date))
}

/// The first and the last day of a session. Whoever ends at midnight does not meet on the day that begins then.
fn days(session: &Session) -> (NaiveDate, NaiveDate) {
    let begins = session.starts_at.date();
    (begins, Timestamp(session.ends_at.0.saturating_sub(1)).date().max(begins))
}

/// A block, or for a meeting that cannot wait a matter for the main leader.
fn excused(rule: RuleId, meeting: &MeetingContent) -> Finding {
    if meeting.nature == MeetingNature::Emergency {
        Finding::new(rule, BY_MAIN_LEADER).case("emergency")
    } else if meeting.superior_notice_ref.trim().is_empty() {
        Finding::block(rule)
    } else {
        Finding::new(rule, BY_MAIN_LEADER).case("superior")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::organisation::Rank;
    use crate::rules::direction::district::{
        EMERGENCY, FINANCE, found, found_with, meeting, session,
    };
    use crate::rules::{Fact, Knowledge, Verdict};

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

    #[rstest]
    #[case::first_monday(0, "2026-09-07", "2026-09-13")]
    #[case::first_days(1, "2026-09-01", "2026-09-07")]
    #[case::around_the_first(2, "2026-08-31", "2026-09-06")]
    fn an_office_may_mean_another_week(
        #[case] mode: u32,
        #[case] from: NaiveDate,
        #[case] to: NaiveDate,
    ) {
        let rules = RuleSet::default().with(Parameter::NoMeetingWeek, mode);
        let mode = WeekMode::of(&rules);
        assert_eq!(mode.window(NaiveDate::from_ymd_opt(2026, 9, 15).unwrap()), Some((from, to)));
        let judged = |day: NaiveDate| {
            let at = |hour| format!("{day} {hour}:00");
            let sessions = vec![session(&at("09"), &at("10"))];
            let meeting = Content::Meeting(Box::new(MeetingContent { sessions, ..meeting() }));
            !found_with(&meeting, (&rules, &Knowledge::alone()), judge).is_empty()
        };
        let days = [from.pred_opt().unwrap(), from, to, to.succ_opt().unwrap()];
        assert_eq!(days.map(judged), [false, true, true, false]);
    }

    #[rstest]
    #[case::stays(0, "2026-10-05", true)]
    #[case::makes_room(1, "2026-10-05", false)]
    #[case::for_the_next_one(1, "2026-10-12", true)]
    #[case::and_no_further(1, "2026-10-19", false)]
    #[case::without_a_holiday(1, "2026-09-07", true)]
    fn a_week_with_a_holiday_makes_room_where_the_office_wants_it(
        #[case] shift: u32,
        #[case] day: NaiveDate,
        #[case] hit: bool,
    ) {
        let rules = RuleSet::default().with(Parameter::NoMeetingWeekShift, shift);
        let sessions = vec![session(&format!("{day} 09:00"), &format!("{day} 10:00"))];
        let meeting = Content::Meeting(Box::new(MeetingContent { sessions, ..meeting() }));
        let findings = found_with(&meeting, (&rules, &Knowledge::alone()), judge);
        assert_eq!(!findings.is_empty(), hit, "{findings:?}");
        let unknown = found_with(&meeting, (&rules, &Knowledge::default()), judge);
        let refused = unknown.iter().any(|finding| finding.case == "facts-missing");
        assert_eq!(refused, shift == 1, "{unknown:?}");
    }

    #[rstest]
    #[case::none_is_free(0, "2026-09-14 09:00", "2026-09-14 10:00", false)]
    #[case::monday(1, "2026-09-14 09:00", "2026-09-14 10:00", true)]
    #[case::tuesday(1, "2026-09-15 09:00", "2026-09-15 10:00", false)]
    #[case::into_monday(1, "2026-09-20 23:30", "2026-09-21 00:30", true)]
    #[case::until_its_midnight(1, "2026-09-20 23:00", "2026-09-21 00:00", false)]
    #[case::monday_and_friday(17, "2026-09-18 09:00", "2026-09-18 10:00", true)]
    #[case::sunday(64, "2026-09-20 09:00", "2026-09-20 10:00", true)]
    fn an_office_may_keep_days_of_the_week_free(
        #[case] free: u32,
        #[case] from: &str,
        #[case] to: &str,
        #[case] hit: bool,
    ) {
        let rules = RuleSet::default().with(Parameter::NoMeetingDays, free);
        let of = |nature| {
            let sessions = vec![session(from, to)];
            let meeting = MeetingContent { nature, sessions, ..meeting() };
            found_with(&Content::Meeting(Box::new(meeting)), (&rules, &Knowledge::alone()), judge)
        };
        let verdict = |findings: Vec<Finding>| findings.first().map(|finding| finding.verdict);
        assert_eq!(verdict(of(MeetingNature::Work)), hit.then_some(Verdict::Block));
        assert_eq!(verdict(of(MeetingNature::Emergency)), hit.then_some(BY_MAIN_LEADER));
    }
}

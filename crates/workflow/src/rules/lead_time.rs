//! 提前报批: MEETING-LEAD-TIME.

use chrono::{Datelike, NaiveDate};

use super::attendance::in_scope;
use super::{BY_LEADER, Case, Fact, Finding, Parameter, RuleId, Verdict};
use crate::content::{Content, MeetingNature};
use crate::working_day::Calendar;

/// Approval is asked for some working days before the meeting, or it is said why not. Where the holidays of a year are not
/// known, Monday to Friday count, and that is pointed out.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if !in_scope(meeting) || meeting.nature == MeetingNature::Emergency {
        return Vec::new();
    }
    let first = meeting.sessions.iter().map(|session| session.starts_at).min();
    let Some(starts_on) = first.map(crate::time::Timestamp::date) else { return Vec::new() };
    let asked_on = case.submitted_at().date();
    match case.knowledge.calendar.needed_by(RuleId::MeetingLeadTime, "calendar") {
        Err(finding) => vec![finding],
        Ok(calendar) => {
            let late = late(case, calendar, (asked_on, starts_on));
            late.into_iter().chain(uncovered(calendar, (asked_on, starts_on))).collect()
        }
    }
}

fn late(
    case: &Case,
    calendar: &Calendar,
    (asked_on, starts_on): (NaiveDate, NaiveDate),
) -> Option<Finding> {
    let limit = case.rules.number(Parameter::LeadDays);
    let n = calendar.working_days_in(asked_on, starts_on, limit);
    let finding =
        Finding::new(RuleId::MeetingLeadTime, BY_LEADER).with("n", n).with("limit", limit);
    (n < limit).then(|| finding.with("date", starts_on))
}

fn uncovered(
    calendar: &Calendar,
    (asked_on, starts_on): (NaiveDate, NaiveDate),
) -> Option<Finding> {
    let years = [asked_on.year().min(starts_on.year()), starts_on.year()];
    let year = years.into_iter().find(|year| !calendar.covers(*year))?;
    let finding = Finding::new(RuleId::MeetingLeadTime, Verdict::Advisory).case("no-calendar");
    Some(finding.with("year", Fact::Number(year.into())))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rstest::rstest;

    use super::*;
    use crate::content::MeetingContent;
    use crate::rules::direction::district::{found_with, meeting, session};
    use crate::rules::{Knowledge, Known, Own, RuleSet};
    use crate::time::Timestamp;

    fn on(day: &str) -> Timestamp {
        session(&format!("{day} 10:00"), &format!("{day} 11:00")).starts_at
    }

    fn judged(
        meeting: MeetingContent,
        (asked, calendar): (&str, Calendar),
        own: Own,
    ) -> Vec<(String, Verdict)> {
        let knowledge = Knowledge { calendar: Known::Is(Arc::new(calendar)), ..Knowledge::alone() };
        let content = Content::Meeting(Box::new(meeting));
        let findings = found_with(&content, (&RuleSet::default(), &knowledge), |case| {
            judge(&Case { now: on(asked), own, ..*case })
        });
        findings.into_iter().map(|finding| (finding.case, finding.verdict)).collect()
    }

    fn begins(day: &str) -> MeetingContent {
        let sessions = vec![session(&format!("{day} 09:00"), &format!("{day} 10:00"))];
        MeetingContent { sessions, ..meeting() }
    }

    /// 2026 with no holiday but the ends of its weeks.
    fn weeks() -> Calendar {
        let text = "year = 2026\npublished = true\nholidays = []\nworking = []";
        Calendar::default().with(text).unwrap()
    }

    fn shipped() -> Calendar {
        Calendar::shipped().as_ref().clone()
    }

    #[rstest]
    #[case::five("2026-09-14", "2026-09-21", false)]
    #[case::four("2026-09-15", "2026-09-21", true)]
    #[case::from_a_saturday("2026-09-12", "2026-09-21", false)]
    #[case::same_day("2026-09-15", "2026-09-15", true)]
    #[case::afterwards("2026-09-16", "2026-09-15", true)]
    fn approval_is_asked_for_five_working_days_ahead(
        #[case] asked: &str,
        #[case] starts: &str,
        #[case] late: bool,
    ) {
        let expected = late.then(|| (String::new(), BY_LEADER));
        assert_eq!(
            judged(begins(starts), (asked, weeks()), Own::default()),
            Vec::from_iter(expected)
        );
    }

    #[rstest]
    #[case::a_make_up_sunday_counts("2026-09-15", "2026-09-21", false)]
    #[case::mid_autumn_does_not("2026-09-22", "2026-09-30", false)]
    #[case::not_even_with_the_weekend("2026-09-23", "2026-09-30", true)]
    #[case::national_day("2026-09-30", "2026-10-13", false)]
    #[case::a_day_later("2026-09-30", "2026-10-12", true)]
    fn holidays_and_make_up_days_are_reckoned_with(
        #[case] asked: &str,
        #[case] starts: &str,
        #[case] late: bool,
    ) {
        let expected = late.then(|| (String::new(), BY_LEADER));
        assert_eq!(
            judged(begins(starts), (asked, shipped()), Own::default()),
            Vec::from_iter(expected)
        );
    }

    #[rstest]
    #[case::next_year("2026-12-10", "2027-01-15", true)]
    #[case::both_years("2027-01-05", "2027-01-15", true)]
    #[case::this_year("2026-12-10", "2026-12-25", false)]
    fn a_year_without_holidays_is_pointed_out(
        #[case] asked: &str,
        #[case] starts: &str,
        #[case] told: bool,
    ) {
        let expected = told.then(|| ("no-calendar".to_owned(), Verdict::Advisory));
        assert_eq!(
            judged(begins(starts), (asked, shipped()), Own::default()),
            Vec::from_iter(expected)
        );
    }

    #[test]
    fn the_day_of_the_first_submission_counts() {
        let own = Own { submitted_at: Some(on("2026-09-14")), ..Own::default() };
        assert_eq!(judged(begins("2026-09-21"), ("2026-09-18", weeks()), own), Vec::new());
    }

    #[test]
    fn an_emergency_does_not_wait() {
        let emergency = MeetingContent { nature: MeetingNature::Emergency, ..begins("2026-09-15") };
        assert_eq!(judged(emergency, ("2026-09-15", weeks()), Own::default()), Vec::new());
    }

    #[test]
    fn without_a_calendar_it_is_refused() {
        let content = Content::Meeting(Box::new(meeting()));
        let findings = found_with(&content, (&RuleSet::default(), &Knowledge::default()), judge);
        assert_eq!(findings, [Finding::missing(RuleId::MeetingLeadTime, "calendar")]);
    }
}

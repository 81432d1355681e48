//! 年度: what a year has room for. ANNUAL-ONCE and PLAN-MEETING.

use super::attendance::in_scope;
use super::knowledge::MeetingStanding;
use super::{BY_MAIN_LEADER, Case, Finding, Parameter, RuleId};
use crate::content::{Content, MeetingClass, MeetingContent, MeetingNature};

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if !in_scope(meeting) {
        return Vec::new();
    }
    once(meeting, case).into_iter().chain(plan(meeting, case)).collect()
}

/// ANNUAL-ONCE: one comprehensive meeting of a field and year, or the main leader accepts why there is another.
fn once(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    use MeetingStanding::{Approved, Asked, Held, Noticed};
    let first = meeting.sessions.iter().map(|session| session.starts_at).min();
    let year = first.filter(|_| meeting.comprehensive)?.year();
    let others = match case.knowledge.meetings.needed_by(RuleId::AnnualOnce, "meetings") {
        Ok(others) => others,
        Err(finding) => return Some(finding),
    };
    let other = others.iter().find(|other| {
        let counts = match other.standing {
            Approved | Noticed | Held => true,
            Asked => false,
        };
        let same = other.comprehensive && other.host == meeting.host_unit;
        let is_own = case.own.request == Some(other.request);
        counts
            && same
            && !is_own
            && other.first_day().is_some_and(|day| chrono::Datelike::year(&day) == year)
    })?;
    let finding =
        Finding::new(RuleId::AnnualOnce, BY_MAIN_LEADER).with("title", other.title.as_str());
    let finding = finding.with("year", super::Fact::Number(year.into()));
    Some(other.first_day().into_iter().fold(finding, |finding, day| finding.with("date", day)))
}

/// PLAN-MEETING: where the office keeps a plan, a work meeting of the higher classes stands in it.
fn plan(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    let planned =
        matches!(meeting.class, Some(MeetingClass::I | MeetingClass::II | MeetingClass::III));
    if case.rules.number(Parameter::PlanMeeting) == 0
        || !planned
        || meeting.nature != MeetingNature::Work
    {
        return None;
    }
    unplanned(RuleId::PlanMeeting, case)
}

/// The exception of a request that names no item of its year's plan, or one that is not there, for the main leader.
pub(super) fn unplanned(rule: RuleId, case: &Case) -> Option<Finding> {
    match case.knowledge.plan.needed_by(rule, "plan") {
        Err(finding) => Some(finding),
        Ok(Some(_)) => None,
        Ok(None) => {
            let finding = Finding::new(rule, BY_MAIN_LEADER);
            Some(match case.content.plan_item() {
                Some(item) => finding.case("not-found").with("item", item),
                None => finding,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::rules::direction::district::{
        EMERGENCY, FINANCE, found_with, meeting, other_meeting, session,
    };
    use crate::rules::knowledge::{OtherMeeting, PlannedItem};
    use crate::rules::{Knowledge, Known, RuleSet, Verdict};

    fn judged(
        meeting: MeetingContent,
        knowledge: &Knowledge,
        rules: &RuleSet,
    ) -> Vec<(RuleId, String, Verdict)> {
        let content = Content::Meeting(Box::new(meeting));
        let findings = found_with(&content, (rules, knowledge), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
    }

    fn comprehensive() -> OtherMeeting {
        let sessions = vec![session("2026-03-18 09:00", "2026-03-18 10:30")];
        OtherMeeting {
            comprehensive: true,
            sessions,
            standing: MeetingStanding::Held,
            ..other_meeting()
        }
    }

    fn last_year() -> OtherMeeting {
        let sessions = vec![session("2025-12-31 09:00", "2025-12-31 10:00")];
        OtherMeeting { sessions, ..comprehensive() }
    }

    #[rstest]
    #[case::first_of_the_year(vec![], false)]
    #[case::second(vec![comprehensive()], true)]
    #[case::approved(vec![OtherMeeting { standing: MeetingStanding::Approved, ..comprehensive() }], true)]
    #[case::announced(vec![OtherMeeting { standing: MeetingStanding::Noticed, ..comprehensive() }], true)]
    #[case::only_asked_for(vec![OtherMeeting { standing: MeetingStanding::Asked, ..comprehensive() }], false)]
    #[case::of_another_unit(vec![OtherMeeting { host: FINANCE, ..comprehensive() }], false)]
    #[case::about_one_task(vec![OtherMeeting { comprehensive: false, ..comprehensive() }], false)]
    #[case::last_year(vec![last_year()], false)]
    fn one_comprehensive_meeting_a_year(#[case] others: Vec<OtherMeeting>, #[case] asked: bool) {
        let knowledge = Knowledge { meetings: Known::Is(others), ..Knowledge::alone() };
        let of = |comprehensive| {
            judged(MeetingContent { comprehensive, ..meeting() }, &knowledge, &RuleSet::default())
        };
        let expected = asked.then(|| (RuleId::AnnualOnce, String::new(), BY_MAIN_LEADER));
        assert_eq!(of(true), Vec::from_iter(expected));
        assert_eq!(of(false), Vec::new(), "one about a single task is not asked");
    }

    #[test]
    fn without_the_other_meetings_a_comprehensive_one_is_refused() {
        let meeting = MeetingContent { comprehensive: true, ..meeting() };
        let judged = judged(meeting, &Knowledge::default(), &RuleSet::default());
        assert_eq!(judged, [(RuleId::AnnualOnce, "facts-missing".to_owned(), Verdict::Block)]);
    }

    #[rstest]
    #[case::no_plan_is_kept(0, Some(MeetingClass::II), MeetingNature::Work, Known::Is(None), None)]
    #[case::not_planned(1, Some(MeetingClass::III), MeetingNature::Work, Known::Is(None), Some(("", BY_MAIN_LEADER)))]
    #[case::lowest_class(1, Some(MeetingClass::IV), MeetingNature::Work, Known::Is(None), None)]
    #[case::emergency(1, Some(MeetingClass::II), MeetingNature::Emergency, Known::Is(None), None)]
    #[case::unknown(1, Some(MeetingClass::I), MeetingNature::Work, Known::Missing, Some(("facts-missing", Verdict::Block)))]
    #[case::planned(1, Some(MeetingClass::I), MeetingNature::Work, Known::Is(Some(item())), None)]
    fn a_work_meeting_of_the_higher_classes_is_planned(
        #[case] kept: u32,
        #[case] class: Option<MeetingClass>,
        #[case] nature: MeetingNature,
        #[case] plan: Known<Option<PlannedItem>>,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let rules = RuleSet::default().with(Parameter::PlanMeeting, kept);
        let knowledge = Knowledge { plan, ..Knowledge::alone() };
        let meeting = MeetingContent { nature, class, ..meeting() };
        let expected =
            expected.map(|(case, verdict)| (RuleId::PlanMeeting, case.to_owned(), verdict));
        assert_eq!(judged(meeting, &knowledge, &rules), Vec::from_iter(expected));
    }

    #[test]
    fn an_item_that_is_not_in_the_plan_is_named() {
        let rules = RuleSet::default().with(Parameter::PlanMeeting, 1);
        let (class, plan_item) = (Some(MeetingClass::II), Some("2026-7".to_owned()));
        let meeting = MeetingContent { host_unit: EMERGENCY, class, plan_item, ..meeting() };
        assert_eq!(judged(meeting, &Knowledge::alone(), &rules)[0].1, "not-found");
    }

    fn item() -> PlannedItem {
        let (reference, title) = ("2026-7".to_owned(), "全区安全生产工作推进会".to_owned());
        PlannedItem { reference, title, comprehensive: false }
    }
}

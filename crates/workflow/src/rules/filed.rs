//! 备案会议: FILED-MEETING, what the auditor is to see of meetings that are only filed.

use super::{Case, Finding, Parameter, RuleId, Verdict};
use crate::content::{Content, MeetingContent, MeetingNature};
use crate::id::UnitId;

/// A statutory meeting may be long and large, and is filed all the same; but it is seen.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if meeting.nature != MeetingNature::Statutory {
        return Vec::new();
    }
    [overlong(case), outside(meeting, case)].into_iter().flatten().collect()
}

fn overlong(case: &Case) -> Option<Finding> {
    let (n, limit) = (case.measure.minutes, case.rules.number(Parameter::MeetingMinutes));
    let finding = Finding::new(RuleId::FiledMeeting, Verdict::Advisory).case("overlong");
    (n > limit).then(|| finding.with("n", n).with("limit", limit))
}

/// Units that do not belong to the meeting, where the closed list says which do.
fn outside(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    let listed = case.rules.statutory_units.get(&meeting.title)?;
    let strange = |unit: &&UnitId| **unit != meeting.host_unit && !listed.contains(*unit);
    let outside: Vec<_> = meeting.attendee_units.iter().filter(strange).collect();
    let unit = case.organisation.unit_name(**outside.first()?);
    let n = u32::try_from(outside.len()).unwrap_or(u32::MAX);
    let finding = Finding::new(RuleId::FiledMeeting, Verdict::Advisory).case("units");
    Some(finding.with("n", n).with("unit", unit))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use rstest::rstest;

    use super::*;
    use crate::content::{Attendance, MeetingClass, Procedure, procedure};
    use crate::rules::direction::district::{
        EMERGENCY, FINANCE, GOVERNMENT, STONE_BRIDGE, found_with, meeting, session,
    };
    use crate::rules::{Knowledge, RuleSet};

    #[rstest]
    #[case::as_listed(MeetingNature::Statutory, "10:30", &[FINANCE, STONE_BRIDGE], &[])]
    #[case::overlong(MeetingNature::Statutory, "10:31", &[FINANCE, STONE_BRIDGE], &["overlong"])]
    #[case::stranger(MeetingNature::Statutory, "10:30", &[FINANCE], &["units"])]
    #[case::both(MeetingNature::Statutory, "18:00", &[FINANCE], &["overlong", "units"])]
    #[case::work(MeetingNature::Work, "18:00", &[FINANCE], &[])]
    fn the_auditor_sees_a_filed_meeting_that_is_long_or_large(
        #[case] nature: MeetingNature,
        #[case] until: &str,
        #[case] listed: &[UnitId],
        #[case] cases: &[&str],
    ) {
        let sessions = vec![session("2026-09-16 09:00", &format!("2026-09-16 {until}"))];
        let meeting = MeetingContent { nature, sessions, ..meeting() };
        let units: BTreeSet<_> = listed.iter().copied().collect();
        let statutory_units = BTreeMap::from([(meeting.title.clone(), units)]);
        let rules = RuleSet { statutory_units, ..RuleSet::default() };
        let content = Content::Meeting(Box::new(meeting));
        let found = found_with(&content, (&rules, &Knowledge::alone()), judge);
        let found: Vec<_> = found.iter().map(|finding| finding.case.as_str()).collect();
        assert_eq!(found, cases);
    }

    #[test]
    fn where_the_list_names_no_units_none_is_strange() {
        let meeting = MeetingContent { nature: MeetingNature::Statutory, ..meeting() };
        let content = Content::Meeting(Box::new(meeting));
        let found = found_with(&content, (&RuleSet::default(), &Knowledge::alone()), judge);
        assert_eq!(found, []);
    }

    #[rstest]
    #[case::as_it_is(|_: &mut MeetingContent| (), Procedure::Filing)]
    #[case::of_the_lowest_class(|m: &mut MeetingContent| m.class = Some(MeetingClass::IV), Procedure::Filing)]
    #[case::of_a_higher_class(|m: &mut MeetingContent| m.class = Some(MeetingClass::III), Procedure::Approval)]
    #[case::in_the_name_of_the_government(|m: &mut MeetingContent| m.in_name_of = GOVERNMENT, Procedure::Approval)]
    #[case::comprehensive(|m: &mut MeetingContent| m.comprehensive = true, Procedure::Approval)]
    #[case::with_a_budget(|m: &mut MeetingContent| m.budget_fen = 1, Procedure::Approval)]
    #[case::calling_for_main_leaders(
        |m: &mut MeetingContent| m.required_level = Some(Attendance::MainLeader),
        Procedure::Approval
    )]
    #[case::with_another_unit(
        |m: &mut MeetingContent| m.attendee_units = BTreeSet::from([EMERGENCY, FINANCE]),
        Procedure::Approval
    )]
    #[case::with_another_host(|m: &mut MeetingContent| m.co_hosts = BTreeSet::from([FINANCE]), Procedure::Approval)]
    #[case::of_nobody_named(|m: &mut MeetingContent| m.attendee_units = BTreeSet::new(), Procedure::Approval)]
    #[case::work(|m: &mut MeetingContent| m.nature = MeetingNature::Work, Procedure::Approval)]
    #[case::statutory_whatever_it_is(
        |m: &mut MeetingContent| {
            m.nature = MeetingNature::Statutory;
            m.class = Some(MeetingClass::I);
        },
        Procedure::Filing
    )]
    fn a_routine_meeting_is_filed_if_it_is_as_small_as_routine_is(
        #[case] change: fn(&mut MeetingContent),
        #[case] expected: Procedure,
    ) {
        let mut routine = MeetingContent {
            nature: MeetingNature::Routine,
            attendee_units: BTreeSet::from([EMERGENCY]),
            required_level: None,
            ..meeting()
        };
        change(&mut routine);
        assert_eq!(procedure(&Content::Meeting(Box::new(routine))), expected);
    }
}

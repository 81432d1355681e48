//! 参会: MEETING-LEVEL and VIDEO-FIRST.

use super::{BY_LEADER, Case, Finding, Parameter, RuleId, Verdict};
use crate::content::{Attendance, Content, MeetingContent, MeetingMode, MeetingNature};
use crate::id::UnitId;
use crate::organisation::{Organisation, Rank, UnitKind};

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if !in_scope(meeting) {
        return Vec::new();
    }
    level(meeting, case.organisation).into_iter().chain(video(meeting, case)).collect()
}

/// Whether the rules about when and with whom to meet apply: not to statutory meetings, and not to those that nobody outside
/// the host attends. A form that names no attendees yet is judged as if somebody came, so that its drafter hears of it in time.
pub(super) fn in_scope(meeting: &MeetingContent) -> bool {
    meeting.nature != MeetingNature::Statutory && !meeting.is_internal()
}

/// MEETING-LEVEL: only a main leader asks for main leaders, or says why.
fn level(meeting: &MeetingContent, organisation: &Organisation) -> Option<Finding> {
    if meeting.required_level != Some(Attendance::MainLeader) {
        return None;
    }
    let finding = Finding::new(RuleId::MeetingLevel, Verdict::NeedsJustification(Rank::MainLeader));
    match meeting.convener.and_then(|convener| organisation.active_person(convener)) {
        Some(convener) if convener.rank == Some(Rank::MainLeader) => None,
        Some(convener) => Some(finding.with("convener", convener.name.as_str())),
        None => Some(finding.case("no-convener")),
    }
}

/// VIDEO-FIRST: townships and villages need not come for what a screen can show.
fn video(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    let organisation = case.organisation;
    if meeting.mode != Some(MeetingMode::OnSite) {
        return None;
    }
    let grass_roots = |unit: &&UnitId| {
        let kind = organisation.unit(**unit).map(|unit| unit.kind);
        **unit != meeting.host_unit && matches!(kind, Some(UnitKind::Township | UnitKind::Village))
    };
    let called: Vec<_> = meeting.attendee_units.iter().filter(grass_roots).collect();
    let first = called.first()?;
    let n = u32::try_from(called.len()).unwrap_or(u32::MAX);
    let finding = if case.rules.number(Parameter::VideoFirst) == 0 {
        Finding::new(RuleId::VideoFirst, Verdict::Advisory)
    } else {
        Finding::new(RuleId::VideoFirst, BY_LEADER).case("reason")
    };
    Some(finding.with("n", n).with("unit", organisation.unit_name(**first)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::id::PersonId;
    use crate::rules::direction::district::{
        DEPUTY, EMERGENCY, FINANCE, MAIN_LEADER, RED_FLAG, STATION, STONE_BRIDGE, WILLOW_BAY,
        found, found_with, meeting,
    };
    use crate::rules::{Fact, Knowledge, RuleSet};

    fn judged(meeting: MeetingContent) -> Vec<(RuleId, String, Verdict)> {
        let findings = found(&Content::Meeting(Box::new(meeting)), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
    }

    #[rstest]
    #[case::main_leader(Some(MAIN_LEADER), Attendance::MainLeader, None)]
    #[case::deputy(Some(DEPUTY), Attendance::MainLeader, Some(""))]
    #[case::nobody(None, Attendance::MainLeader, Some("no-convener"))]
    #[case::stranger(
        Some(PersonId(Uuid::from_u128(999))),
        Attendance::MainLeader,
        Some("no-convener")
    )]
    #[case::for_deputies(Some(DEPUTY), Attendance::DeputyLeader, None)]
    #[case::for_sections(None, Attendance::SectionHead, None)]
    #[case::for_staff(None, Attendance::Staff, None)]
    fn only_a_main_leader_calls_for_main_leaders(
        #[case] convener: Option<PersonId>,
        #[case] level: Attendance,
        #[case] case: Option<&str>,
    ) {
        let meeting = MeetingContent { convener, required_level: Some(level), ..meeting() };
        let reason = Verdict::NeedsJustification(Rank::MainLeader);
        let expected = case.map(|case| (RuleId::MeetingLevel, case.to_owned(), reason));
        assert_eq!(judged(meeting), Vec::from_iter(expected));
    }

    #[rstest]
    #[case::township(MeetingMode::OnSite, &[STONE_BRIDGE], true)]
    #[case::village(MeetingMode::OnSite, &[FINANCE, RED_FLAG], true)]
    #[case::departments(MeetingMode::OnSite, &[FINANCE], false)]
    #[case::station(MeetingMode::OnSite, &[STATION], false)]
    #[case::video(MeetingMode::Video, &[STONE_BRIDGE], false)]
    #[case::hybrid(MeetingMode::Hybrid, &[STONE_BRIDGE], false)]
    #[case::phone(MeetingMode::Phone, &[STONE_BRIDGE], false)]
    fn townships_and_villages_meet_by_video_first(
        #[case] mode: MeetingMode,
        #[case] units: &[UnitId],
        #[case] advised: bool,
    ) {
        let meeting = MeetingContent {
            mode: Some(mode),
            attendee_units: units.iter().copied().collect(),
            ..meeting()
        };
        let expected = advised.then(|| (RuleId::VideoFirst, String::new(), Verdict::Advisory));
        assert_eq!(judged(meeting), Vec::from_iter(expected));
    }

    #[test]
    fn an_office_may_ask_for_a_reason() {
        let rules = RuleSet::default().with(Parameter::VideoFirst, 1);
        let content = MeetingContent { mode: Some(MeetingMode::OnSite), ..meeting() };
        let content = Content::Meeting(Box::new(content));
        let findings = found_with(&content, (&rules, &Knowledge::alone()), judge);
        assert_eq!((findings[0].case.as_str(), findings[0].verdict), ("reason", BY_LEADER));
    }

    #[test]
    fn the_townships_are_counted_and_the_host_is_not() {
        let attendee_units = BTreeSet::from([STONE_BRIDGE, WILLOW_BAY, RED_FLAG, FINANCE]);
        let host_unit = STONE_BRIDGE;
        let meeting = MeetingContent {
            host_unit,
            mode: Some(MeetingMode::OnSite),
            attendee_units,
            ..meeting()
        };
        let findings = found(&Content::Meeting(Box::new(meeting)), judge);
        assert_eq!(findings[0].facts["n"], Fact::Number(2));
        assert_eq!(findings[0].facts["unit"], Fact::Text("柳湾镇".to_owned()));
    }

    #[rstest]
    #[case::statutory(MeetingNature::Statutory, BTreeSet::from([FINANCE]))]
    #[case::internal(MeetingNature::Work, BTreeSet::from([EMERGENCY]))]
    fn statutory_and_internal_meetings_are_out_of_scope(
        #[case] nature: MeetingNature,
        #[case] attendee_units: BTreeSet<UnitId>,
    ) {
        let required_level = Some(Attendance::MainLeader);
        let meeting = MeetingContent { nature, required_level, attendee_units, ..meeting() };
        assert_eq!(judged(meeting), Vec::new());
    }
}

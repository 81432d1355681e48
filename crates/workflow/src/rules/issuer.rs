//! ISSUING-ORGAN: nobody drafts in the name of an organ that would not be asked.
//!
//! The way of a request leads through the head of the drafting unit and the office that runs its approvals. Another organ than
//! those would get a document or a meeting, and a number or a place in its quota used, without anybody of it having been asked.

use super::{Case, Finding, RuleId};
use crate::content::Content;
use crate::id::UnitId;

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let asked: Option<(UnitId, UnitId, &str)> = match case.content {
        Content::Document(document) => Some((document.drafting_unit, document.issuing_unit, "")),
        Content::Meeting(meeting) => Some((meeting.host_unit, meeting.in_name_of, "meeting")),
        // It has no other unit than the one that carries it out.
        Content::Inspection(_) => None,
    };
    asked
        .filter(|(drafting, issuing, _)| !case.organisation.may_draft_for(*drafting, *issuing))
        .map(|(drafting, issuing, kind)| {
            Finding::block(RuleId::IssuingOrgan)
                .case(kind)
                .with("unit", case.organisation.unit_name(issuing))
                .with("drafting", case.organisation.unit_name(drafting))
        })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::{DocumentContent, MeetingContent};
    use crate::rules::direction::district::{
        COMMITTEE, EMERGENCY, FINANCE, GOVERNMENT, OFFICE, SECTION, STATION, STONE_BRIDGE,
        document, found, meeting,
    };

    #[rstest]
    #[case::itself(EMERGENCY, EMERGENCY, true)]
    #[case::another_department(EMERGENCY, FINANCE, false)]
    #[case::the_committee(EMERGENCY, COMMITTEE, false)]
    #[case::a_township(EMERGENCY, STONE_BRIDGE, false)]
    #[case::a_government_whose_office_is_not_asked(EMERGENCY, GOVERNMENT, false)]
    #[case::a_station_for_its_department(STATION, EMERGENCY, true)]
    #[case::a_section_for_its_department(SECTION, EMERGENCY, true)]
    #[case::a_department_for_its_station(EMERGENCY, STATION, false)]
    #[case::an_office_for_its_government(OFFICE, GOVERNMENT, true)]
    #[case::a_government_for_its_office(GOVERNMENT, OFFICE, false)]
    fn who_drafts_for_another_is_part_of_it(
        #[case] drafting: UnitId,
        #[case] issuing: UnitId,
        #[case] allowed: bool,
    ) {
        let expected = |case: &'static str| if allowed { vec![] } else { vec![case] };
        let cases = |content: &Content| {
            let found = found(content, judge);
            found.into_iter().map(|finding| finding.case).collect::<Vec<_>>()
        };
        let document =
            DocumentContent { drafting_unit: drafting, issuing_unit: issuing, ..document() };
        assert_eq!(cases(&Content::Document(Box::new(document))), expected(""));
        let meeting = MeetingContent { host_unit: drafting, in_name_of: issuing, ..meeting() };
        assert_eq!(cases(&Content::Meeting(Box::new(meeting))), expected("meeting"));
    }
}

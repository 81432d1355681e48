//! 内容相近整合合并: INSPECTION-MERGE.
//!
//! Whoever asks later answers: the inspection that was submitted first is told of the other, and goes on.

use chrono::{Datelike, NaiveDate};

use super::is_own;
use crate::content::InspectionContent;
use crate::rules::knowledge::OtherInspection;
use crate::rules::{BY_LEADER, Case, Finding, Parameter, RuleId, Verdict};
use crate::similarity::{self, OrganNames, Title};

/// The same units are inspected once a month about the same, or it is said why not.
pub(super) fn judge(inspection: &InspectionContent, case: &Case) -> Option<Finding> {
    let starts_on = inspection.starts_on?;
    let others = match case.knowledge.inspections.needed_by(RuleId::InspectionMerge, "inspections")
    {
        Ok(others) => others,
        Err(finding) => return Some(finding),
    };
    let organs = OrganNames::of(case.organisation);
    let title = Title::new(&inspection.title, &organs);
    let same_targets = |other: &OtherInspection| {
        let enough = case.rules.number(Parameter::InspectionTargets);
        similarity::attendees(&inspection.targets, &other.targets).at_least(enough)
    };
    let same_topic = |other: &OtherInspection| {
        let topic = inspection.topic.trim();
        !topic.is_empty() && topic == other.topic.trim()
            || title
                .similarity(&Title::new(&other.title, &organs))
                .at_least(case.rules.number(Parameter::MergeTitle))
    };
    let first = |other: &OtherInspection| other.submitted_at <= case.submitted_at();
    let hits = others.iter().filter(|other| {
        !is_own(case, other.request)
            && same_month(starts_on, other.starts_on)
            && same_targets(other)
            && same_topic(other)
    });
    let hit = hits.min_by_key(|other| (!first(other), other.starts_on, other.request))?;
    let finding = if first(hit) {
        Finding::new(RuleId::InspectionMerge, BY_LEADER)
    } else {
        Finding::new(RuleId::InspectionMerge, Verdict::Advisory).case("later")
    };
    let unit = case.organisation.unit_name(hit.unit);
    let pct = similarity::attendees(&inspection.targets, &hit.targets).percent();
    let finding = finding.with("title", hit.title.as_str()).with("unit", unit);
    Some(finding.with("date", hit.starts_on).with("pct", pct))
}

fn same_month(one: NaiveDate, other: NaiveDate) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;
    use uuid::Uuid;

    use crate::content::InspectionContent;
    use crate::id::UnitId;
    use crate::rules::inspection::sample::{day, inspection, other, said};
    use crate::rules::knowledge::OtherInspection;
    use crate::rules::{BY_LEADER, Knowledge, Known, Parameter, RuleId, RuleSet, Verdict};
    use crate::time::Timestamp;

    fn found(
        inspection: InspectionContent,
        others: Known<Vec<OtherInspection>>,
        rules: &RuleSet,
    ) -> Vec<(String, Verdict)> {
        let knowledge = Knowledge { inspections: others, ..Knowledge::alone() };
        let said = said(inspection, &knowledge, rules).into_iter();
        let merge = said.filter(|(rule, ..)| *rule == RuleId::InspectionMerge);
        merge.map(|(_, case, verdict)| (case, verdict)).collect()
    }

    fn units(range: std::ops::Range<u128>) -> BTreeSet<UnitId> {
        range.map(|number| UnitId(Uuid::from_u128(number))).collect()
    }

    fn about(title: &str, topic: &str) -> OtherInspection {
        OtherInspection { title: title.to_owned(), topic: topic.to_owned(), ..other() }
    }

    #[rstest]
    #[case::the_same(other(), Some(("", BY_LEADER)))]
    #[case::first_of_the_month(OtherInspection { starts_on: day(10, 1), ..other() }, Some(("", BY_LEADER)))]
    #[case::last_of_the_month(OtherInspection { starts_on: day(10, 31), ..other() }, Some(("", BY_LEADER)))]
    #[case::next_month(OtherInspection { starts_on: day(11, 1), ..other() }, None)]
    #[case::month_before(OtherInspection { starts_on: day(9, 30), ..other() }, None)]
    #[case::by_its_topic(about("年终考核", "安全生产"), Some(("", BY_LEADER)))]
    #[case::by_its_title(about("全区安全生产专项督查", ""), Some(("", BY_LEADER)))]
    #[case::about_something_else(about("农村人居环境检查", "人居环境"), None)]
    #[case::asked_for_later(OtherInspection { submitted_at: Timestamp(i64::MAX), ..other() }, Some(("later", Verdict::Advisory)))]
    fn the_same_units_are_inspected_once_a_month_about_the_same(
        #[case] other: OtherInspection,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let found = found(inspection(), Known::Is(vec![other]), &RuleSet::default());
        let expected = expected.map(|(case, verdict)| (case.to_owned(), verdict));
        assert_eq!(found, Vec::from_iter(expected));
    }

    #[rstest]
    #[case::seven_of_ten(0..8, 1..10, 70, true)]
    #[case::nine_of_thirteen(0..11, 2..13, 70, false)]
    #[case::nine_of_thirteen_where_less_is_enough(0..11, 2..13, 69, true)]
    #[case::two_of_two(0..2, 0..2, 70, false)]
    fn the_targets_are_the_same_from_a_share_on(
        #[case] own: std::ops::Range<u128>,
        #[case] theirs: std::ops::Range<u128>,
        #[case] enough: u32,
        #[case] hit: bool,
    ) {
        let inspection = InspectionContent { targets: units(own), ..inspection() };
        let other = OtherInspection { targets: units(theirs), ..other() };
        let rules = RuleSet::default().with(Parameter::InspectionTargets, enough);
        assert_eq!(!found(inspection, Known::Is(vec![other]), &rules).is_empty(), hit);
    }

    #[test]
    fn without_a_day_nothing_is_asked_and_without_the_others_it_is_refused() {
        let undated = InspectionContent { starts_on: None, ..inspection() };
        assert_eq!(found(undated, Known::Missing, &RuleSet::default()), []);
        let expected = [("facts-missing".to_owned(), Verdict::Block)];
        assert_eq!(found(inspection(), Known::Missing, &RuleSet::default()), expected);
    }
}

//! 督查检查考核数量: INSPECTION-QUOTA.

use crate::content::InspectionContent;
use crate::rules::knowledge::QuotaMetric;
use crate::rules::{Case, Finding, quota};

/// Half of last year's or fewer, on the same tiers as documents and meetings.
pub(super) fn judge(inspection: &InspectionContent, case: &Case) -> Option<Finding> {
    let explained = !inspection.superior_explanation_ref.trim().is_empty();
    quota::against(QuotaMetric::Inspections, case, explained)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::content::InspectionContent;
    use crate::rules::inspection::sample::{inspection, said};
    use crate::rules::knowledge::{PlannedItem, QuotaUse};
    use crate::rules::{BY_MAIN_LEADER, Knowledge, Known, Parameter, RuleId, RuleSet, Verdict};

    fn used(baseline: Option<u32>, reduction_pct: u32, committed: u32) -> Known<QuotaUse> {
        Known::Is(QuotaUse { baseline, reduction_pct, committed })
    }

    #[rstest]
    #[case::room(used(Some(7), 50, 1), "", 50, None)]
    #[case::third_of_three(used(Some(7), 50, 2), "", 50, Some(("near", Verdict::Advisory)))]
    #[case::fourth_of_seven(used(Some(7), 50, 3), "", 50, Some(("", BY_MAIN_LEADER)))]
    #[case::seventh_of_seven(used(Some(7), 50, 6), "", 50, Some(("", BY_MAIN_LEADER)))]
    #[case::eighth(used(Some(7), 50, 7), "", 50, Some(("last-year", Verdict::Block)))]
    #[case::explained(used(Some(7), 50, 7), "青办报〔2026〕3号", 50, Some(("explained", BY_MAIN_LEADER)))]
    #[case::explained_with_a_blank(used(Some(7), 50, 7), " ", 50, Some(("last-year", Verdict::Block)))]
    #[case::a_unit_was_given_less(used(Some(7), 30, 3), "", 50, Some(("", BY_MAIN_LEADER)))]
    #[case::the_office_asks_for_more(used(Some(10), 50, 3), "", 70, Some(("", BY_MAIN_LEADER)))]
    #[case::nobody_asks_for_less_than_half(used(Some(7), 0, 3), "", 30, Some(("", BY_MAIN_LEADER)))]
    #[case::nothing_recorded(used(None, 0, 3), "", 50, Some(("no-baseline", Verdict::Advisory)))]
    #[case::unknown(Known::Missing, "", 50, Some(("facts-missing", Verdict::Block)))]
    fn there_are_half_as_many_as_last_year(
        #[case] quota: Known<QuotaUse>,
        #[case] explanation: &str,
        #[case] reduction: u32,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let superior_explanation_ref = explanation.to_owned();
        let inspection = InspectionContent { superior_explanation_ref, ..inspection() };
        let (reference, title) = (String::new(), String::new());
        let plan = Known::Is(Some(PlannedItem { reference, title, comprehensive: false }));
        let knowledge = Knowledge { quota, plan, ..Knowledge::alone() };
        let rules = RuleSet::default().with(Parameter::InspectionReduction, reduction);
        let expected =
            expected.map(|(case, verdict)| (RuleId::InspectionQuota, case.to_owned(), verdict));
        assert_eq!(said(inspection, &knowledge, &rules), Vec::from_iter(expected));
    }
}

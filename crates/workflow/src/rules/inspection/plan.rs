//! 年度督查检查考核计划: INSPECTION-PLAN.

use crate::content::InspectionContent;
use crate::rules::yearly::unplanned;
use crate::rules::{Case, Finding, RuleId};

/// 一事一报: what stands in no plan goes to the main leader, one by one.
pub(super) fn judge(_: &InspectionContent, case: &Case) -> Option<Finding> {
    unplanned(RuleId::InspectionPlan, case)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::content::InspectionContent;
    use crate::rules::inspection::sample::{inspection, said};
    use crate::rules::knowledge::PlannedItem;
    use crate::rules::{BY_MAIN_LEADER, Knowledge, Known, RuleId, RuleSet, Verdict};

    fn item() -> PlannedItem {
        let (reference, title) = ("2026-7".to_owned(), "全区安全生产专项督查".to_owned());
        PlannedItem { reference, title, comprehensive: false }
    }

    #[rstest]
    #[case::planned(Some("2026-7"), Known::Is(Some(item())), None)]
    #[case::names_nothing(None, Known::Is(None), Some(("", BY_MAIN_LEADER)))]
    #[case::names_a_blank(Some(" "), Known::Is(None), Some(("", BY_MAIN_LEADER)))]
    #[case::names_what_is_not_there(Some("2026-8"), Known::Is(None), Some(("not-found", BY_MAIN_LEADER)))]
    #[case::unknown(Some("2026-7"), Known::Missing, Some(("facts-missing", Verdict::Block)))]
    fn what_stands_in_no_plan_goes_to_the_main_leader(
        #[case] named: Option<&str>,
        #[case] plan: Known<Option<PlannedItem>>,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let plan_item = named.map(str::to_owned);
        let inspection = InspectionContent { plan_item, ..inspection() };
        let knowledge = Knowledge { plan, ..Knowledge::alone() };
        let expected =
            expected.map(|(case, verdict)| (RuleId::InspectionPlan, case.to_owned(), verdict));
        assert_eq!(said(inspection, &knowledge, &RuleSet::default()), Vec::from_iter(expected));
    }
}

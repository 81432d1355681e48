//! 发文数量: QUOTA-DOC.

use super::knowledge::QuotaMetric;
use super::{Case, Finding, counted, quota};
use crate::content::Content;

/// Beyond the quota of the year the main leader accepts why; beyond the number of last year nothing goes out unless it has been
/// explained to the superior. What does not count towards the quota is not held against it.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    if !counted::document(document, case.organisation) {
        return None;
    }
    let explained = !document.superior_explanation_ref.trim().is_empty();
    quota::against(QuotaMetric::Documents, case, explained)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::content::{Category, Direction, DocumentContent, MeetingContent};
    use crate::rules::direction::district::{STATION, document, found_with, meeting};
    use crate::rules::knowledge::{Known, QuotaUse};
    use crate::rules::{BY_MAIN_LEADER, Fact, Knowledge, Own, Parameter, RuleSet, Verdict};

    fn down() -> DocumentContent {
        let main_recipients = BTreeSet::from([STATION]);
        DocumentContent { direction: Some(Direction::Downward), main_recipients, ..document() }
    }

    fn judged(document: DocumentContent, quota: Known<QuotaUse>, rules: &RuleSet) -> Vec<Finding> {
        let knowledge = Knowledge { quota, ..Knowledge::alone() };
        let content = Content::Document(Box::new(document));
        found_with(&content, (rules, &knowledge), |case| judge(case).into_iter().collect())
    }

    fn used(baseline: Option<u32>, n: u32) -> Known<QuotaUse> {
        Known::Is(QuotaUse { baseline, reduction_pct: 30, committed: n - 1 })
    }

    fn said(findings: &[Finding]) -> Vec<(&str, Verdict)> {
        findings.iter().map(|finding| (finding.case.as_str(), finding.verdict)).collect()
    }

    #[rstest]
    #[case::green(Some(50), 27, "", None)]
    #[case::yellow(Some(50), 28, "", Some(("near", Verdict::Advisory)))]
    #[case::at_the_quota(Some(50), 35, "", Some(("near", Verdict::Advisory)))]
    #[case::over(Some(50), 36, "", Some(("", BY_MAIN_LEADER)))]
    #[case::as_many_as_last_year(Some(50), 50, "", Some(("", BY_MAIN_LEADER)))]
    #[case::above_last_year(Some(50), 51, "", Some(("last-year", Verdict::Block)))]
    #[case::explained(Some(50), 51, "青农〔2026〕8号说明", Some(("explained", BY_MAIN_LEADER)))]
    #[case::explained_with_nothing(Some(50), 51, " ", Some(("last-year", Verdict::Block)))]
    #[case::explained_too_early(Some(50), 36, "青农〔2026〕8号说明", Some(("", BY_MAIN_LEADER)))]
    #[case::fifteen(Some(15), 11, "", Some(("", BY_MAIN_LEADER)))]
    #[case::one(Some(1), 1, "", Some(("", BY_MAIN_LEADER)))]
    #[case::none_last_year(Some(0), 1, "", Some(("last-year", Verdict::Block)))]
    #[case::none_last_year_explained(Some(0), 1, "说明", Some(("explained", BY_MAIN_LEADER)))]
    #[case::unknown_last_year(None, 90, "", Some(("no-baseline", Verdict::Advisory)))]
    fn a_quota_is_kept_or_explained(
        #[case] baseline: Option<u32>,
        #[case] n: u32,
        #[case] explanation: &str,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let superior_explanation_ref = explanation.to_owned();
        let document = DocumentContent { superior_explanation_ref, ..down() };
        assert_eq!(
            said(&judged(document, used(baseline, n), &RuleSet::default())),
            Vec::from_iter(expected)
        );
    }

    #[test]
    fn the_figures_are_told() {
        let facts = judged(down(), used(Some(50), 36), &RuleSet::default()).remove(0).facts;
        let expected = [("year", 2026), ("quota", 35), ("n", 36), ("baseline", 50)];
        assert_eq!(facts.len(), expected.len());
        for (name, number) in expected {
            assert_eq!(facts[name], Fact::Number(number), "{name}");
        }
    }

    #[test]
    fn what_was_signed_last_year_is_told_of_last_year() {
        let knowledge = Knowledge { quota: used(Some(50), 36), ..Knowledge::alone() };
        let content = Content::Document(Box::new(down()));
        let found = found_with(&content, (&RuleSet::default(), &knowledge), |case| {
            let own = Own { signed_on: "2025-12-31".parse().ok(), ..case.own };
            judge(&Case { own, ..*case }).into_iter().collect()
        });
        assert_eq!(found[0].facts["year"], Fact::Number(2025));
    }

    #[test]
    fn a_request_stands_in_the_year_in_which_it_begins_or_is_signed() {
        let new_year = "2027-01-04".parse().unwrap();
        assert_eq!(Content::Document(Box::new(document())).year(new_year), 2027);
        let of = |meeting| Content::Meeting(Box::new(meeting)).year(new_year);
        assert_eq!(of(meeting()), 2026);
        assert_eq!(of(MeetingContent { sessions: Vec::new(), ..meeting() }), 2027);
    }

    #[rstest]
    #[case::upward(Direction::Upward, Category::Other)]
    #[case::lateral(Direction::Lateral, Category::Other)]
    #[case::emergency(Direction::Downward, Category::Emergency)]
    fn what_does_not_count_needs_no_quota_and_no_figures(
        #[case] direction: Direction,
        #[case] category: Category,
    ) {
        for quota in [used(Some(0), 9), Known::Missing] {
            let (direction, category) = (Some(direction), Some(category));
            let document = DocumentContent { direction, category, ..down() };
            assert_eq!(judged(document, quota, &RuleSet::default()), Vec::new());
        }
    }

    #[test]
    fn without_the_figures_of_the_year_it_is_refused() {
        let found = judged(down(), Known::Missing, &RuleSet::default());
        assert_eq!(said(&found), [("facts-missing", Verdict::Block)]);
    }

    #[test]
    fn an_office_may_be_told_earlier_how_much_is_used() {
        let rules = RuleSet::default().with(Parameter::QuotaYellow, 50);
        let found = judged(down(), used(Some(50), 18), &rules);
        assert_eq!(said(&found), [("near", Verdict::Advisory)]);
    }
}

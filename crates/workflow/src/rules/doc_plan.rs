//! 发文立项: PLAN-DOC.

use super::{BY_LEADER, Case, Finding, Parameter, RuleId};
use crate::content::{Category, Content, Direction, DocumentContent};

/// What lays down policy or gives tasks below was planned for the year, or says why not. The item that the form names is taken at
/// the drafter's word, like any other reference, unless the office has set that it must stand in the recorded plan.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    if !is_planned_for(document) {
        return None;
    }
    let reason = Finding::new(RuleId::PlanDoc, BY_LEADER);
    let Some(item) = case.content.plan_item() else { return Some(reason) };
    if case.rules.number(Parameter::PlanDoc) == 0 {
        return None;
    }
    match case.knowledge.plan.needed_by(RuleId::PlanDoc, "plan") {
        Ok(Some(_)) => None,
        Ok(None) => Some(reason.case("unknown").with("item", item)),
        Err(finding) => Some(finding),
    }
}

fn is_planned_for(document: &DocumentContent) -> bool {
    document.direction == Some(Direction::Downward)
        && matches!(document.category, Some(Category::Policy | Category::Deployment))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::Basis;
    use crate::rules::direction::district::{document, found_with};
    use crate::rules::knowledge::{Known, PlannedItem};
    use crate::rules::{Knowledge, RuleSet, Verdict};

    /// What is found where the item of the plan is looked up (1) or not (0).
    fn found(
        document: DocumentContent,
        knowledge: &Knowledge,
        looked_up: u32,
    ) -> Option<(String, Verdict)> {
        let content = Content::Document(Box::new(document));
        let judge = |case: &Case| judge(case).into_iter().collect();
        let rules = RuleSet::default().with(Parameter::PlanDoc, looked_up);
        let mut found = found_with(&content, (&rules, knowledge), judge);
        found.pop().map(|finding| (finding.case, finding.verdict))
    }

    fn deployment(plan_item: Option<&str>) -> DocumentContent {
        DocumentContent {
            direction: Some(Direction::Downward),
            category: Some(Category::Deployment),
            plan_item: plan_item.map(str::to_owned),
            ..document()
        }
    }

    fn planned() -> Known<Option<PlannedItem>> {
        Known::Is(Some(PlannedItem {
            reference: "2026-07".to_owned(),
            title: "秋粮收购服务".to_owned(),
            comprehensive: false,
        }))
    }

    #[rstest]
    #[case::policy(Direction::Downward, Category::Policy, true)]
    #[case::deployment(Direction::Downward, Category::Deployment, true)]
    #[case::routine(Direction::Downward, Category::RoutineArrangement, false)]
    #[case::emergency(Direction::Downward, Category::Emergency, false)]
    #[case::upward(Direction::Upward, Category::Policy, false)]
    #[case::lateral(Direction::Lateral, Category::Deployment, false)]
    fn policy_and_tasks_for_those_below_are_planned(
        #[case] direction: Direction,
        #[case] category: Category,
        #[case] hit: bool,
    ) {
        let (direction, category) = (Some(direction), Some(category));
        let document = DocumentContent { direction, category, ..deployment(None) };
        let expected = hit.then(|| (String::new(), BY_LEADER));
        assert_eq!(found(document, &Knowledge::alone(), 0), expected);
    }

    #[rstest]
    #[case::taken_at_the_drafters_word(Known::Missing, 0, None)]
    #[case::in_the_plan(planned(), 1, None)]
    #[case::not_in_the_plan(Known::Is(None), 1, Some(("unknown", BY_LEADER)))]
    #[case::plan_not_read(Known::Missing, 1, Some(("facts-missing", Verdict::Block)))]
    fn the_item_that_is_named_is_looked_up_where_the_office_says_so(
        #[case] plan: Known<Option<PlannedItem>>,
        #[case] looked_up: u32,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let knowledge = Knowledge { plan, ..Knowledge::alone() };
        let expected = expected.map(|(case, verdict)| (case.to_owned(), verdict));
        assert_eq!(found(deployment(Some("2026-07")), &knowledge, looked_up), expected);
    }

    fn based_on(reference: &str) -> Vec<Basis> {
        let decision =
            Basis::CommitteeDecision { reference: "区委常委会第3次会议".to_owned() };
        vec![decision, Basis::PlanItem { reference: reference.to_owned() }]
    }

    #[rstest]
    #[case::nowhere(None, vec![], None)]
    #[case::in_its_field(Some(" 2026-07 "), vec![], Some("2026-07"))]
    #[case::as_its_basis(None, based_on("2026-08"), Some("2026-08"))]
    #[case::as_its_basis_beside_an_empty_field(Some(" "), based_on("2026-08"), Some("2026-08"))]
    #[case::the_field_comes_first(Some("2026-07"), based_on("2026-08"), Some("2026-07"))]
    fn a_document_names_its_plan_item_in_its_field_or_as_its_basis(
        #[case] field: Option<&str>,
        #[case] basis: Vec<Basis>,
        #[case] named: Option<&str>,
    ) {
        let document = DocumentContent { basis, ..deployment(field) };
        assert_eq!(Content::Document(Box::new(document.clone())).plan_item(), named);
        let found = found(document, &Knowledge::alone(), 0);
        assert_eq!(found.is_some(), named.is_none(), "{found:?}");
    }

    #[test]
    fn a_blank_item_names_nothing_and_needs_no_plan_to_be_asked_for() {
        let expected = Some((String::new(), BY_LEADER));
        assert_eq!(found(deployment(Some(" ")), &Knowledge::default(), 1), expected);
    }
}

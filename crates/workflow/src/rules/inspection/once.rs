//! 综合性督查检查考核一年一次: INSPECTION-ONCE.

use chrono::Datelike;

use super::is_own;
use crate::content::InspectionContent;
use crate::rules::knowledge::InspectionStanding;
use crate::rules::{BY_MAIN_LEADER, Case, Fact, Finding, RuleId};

/// One comprehensive inspection of a unit and year, or the main leader accepts why there is another.
pub(super) fn judge(inspection: &InspectionContent, case: &Case) -> Option<Finding> {
    if !inspection.comprehensive {
        return None;
    }
    let year = case.year();
    let others = match case.knowledge.inspections.needed_by(RuleId::InspectionOnce, "inspections") {
        Ok(others) => others,
        Err(finding) => return Some(finding),
    };
    let other = others.iter().find(|other| {
        other.standing == InspectionStanding::Approved
            && other.comprehensive
            && other.unit == inspection.unit
            && other.starts_on.year() == year
            && !is_own(case, other.request)
    })?;
    let finding = Finding::new(RuleId::InspectionOnce, BY_MAIN_LEADER);
    let finding = finding.with("title", other.title.as_str()).with("date", other.starts_on);
    Some(finding.with("year", Fact::Number(year.into())))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::content::InspectionContent;
    use crate::rules::direction::district::FINANCE;
    use crate::rules::inspection::sample::{day, inspection, other, said};
    use crate::rules::knowledge::{InspectionStanding, OtherInspection};
    use crate::rules::{BY_MAIN_LEADER, Knowledge, Known, RuleId, RuleSet, Verdict};

    fn comprehensive() -> OtherInspection {
        let standing = InspectionStanding::Approved;
        OtherInspection { comprehensive: true, standing, starts_on: day(3, 1), ..other() }
    }

    fn found(
        inspection: InspectionContent,
        others: Known<Vec<OtherInspection>>,
    ) -> Vec<(String, Verdict)> {
        let knowledge = Knowledge { inspections: others, ..Knowledge::alone() };
        let said = said(inspection, &knowledge, &RuleSet::default()).into_iter();
        let once = said.filter(|(rule, ..)| *rule == RuleId::InspectionOnce);
        once.map(|(_, case, verdict)| (case, verdict)).collect()
    }

    #[rstest]
    #[case::first_of_the_year(vec![], false)]
    #[case::second(vec![comprehensive()], true)]
    #[case::last_day_of_the_year(vec![OtherInspection { starts_on: day(12, 31), ..comprehensive() }], true)]
    #[case::next_year(vec![OtherInspection { starts_on: day(12, 31).succ_opt().unwrap(), ..comprehensive() }], false)]
    #[case::last_year(vec![OtherInspection { starts_on: day(1, 1).pred_opt().unwrap(), ..comprehensive() }], false)]
    #[case::only_asked_for(vec![OtherInspection { standing: InspectionStanding::Asked, ..comprehensive() }], false)]
    #[case::of_another_unit(vec![OtherInspection { unit: FINANCE, ..comprehensive() }], false)]
    #[case::about_one_task(vec![OtherInspection { comprehensive: false, ..comprehensive() }], false)]
    fn one_comprehensive_inspection_a_year(
        #[case] others: Vec<OtherInspection>,
        #[case] asked: bool,
    ) {
        let of = |comprehensive| {
            found(InspectionContent { comprehensive, ..inspection() }, Known::Is(others.clone()))
        };
        assert_eq!(of(true), Vec::from_iter(asked.then(|| (String::new(), BY_MAIN_LEADER))));
        assert_eq!(of(false), [], "one about a single task is not asked");
    }

    #[test]
    fn without_the_others_a_comprehensive_one_is_refused() {
        let inspection = InspectionContent { comprehensive: true, ..inspection() };
        let expected = [("facts-missing".to_owned(), Verdict::Block)];
        assert_eq!(found(inspection, Known::Missing), expected);
    }
}

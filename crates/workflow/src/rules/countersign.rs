//! 征求相关部门意见: COUNTERSIGN-REQUIRED.

use super::{Case, Finding, RuleId, Verdict};
use crate::content::{Content, DocumentContent};
use crate::organisation::{Organisation, Unit, UnitKind};
use crate::similarity;

/// A department that title or text names by its full or short name is asked before the document is issued. Nobody keeps a list of
/// the fields of departments, so only names are looked for. Whoever issues, writes, signs or receives it need not be asked.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    let text = format!("{}\n{}", document.title, similarity::text(document));
    let unasked: Vec<&Unit> = named(&text, case.organisation)
        .into_iter()
        .filter(|unit| !takes_part(document, unit))
        .collect();
    let first = unasked.first()?;
    let n = u32::try_from(unasked.len()).unwrap_or(u32::MAX);
    let finding = Finding::new(RuleId::CountersignRequired, Verdict::Advisory).with("n", n);
    Some(finding.with("unit", &*first.short_name))
}

fn takes_part(document: &DocumentContent, unit: &Unit) -> bool {
    [document.issuing_unit, document.drafting_unit].contains(&unit.id)
        || document.joint_units.contains(&unit.id)
        || document.countersign_units.contains(&unit.id)
        || document.main_recipients.contains(&unit.id)
}

/// The departments that a text names, the longest names first: a name within another one is no name of its own.
fn named<'a>(text: &str, organisation: &'a Organisation) -> Vec<&'a Unit> {
    let department = |unit: &&Unit| unit.active && unit.kind == UnitKind::Department;
    let departments: Vec<&Unit> = organisation.units().filter(department).collect();
    let mut names: Vec<(&str, &Unit)> = organisation
        .units()
        .flat_map(|unit| [(unit.name.as_str(), unit), (unit.short_name.as_str(), unit)])
        .filter(|(name, _)| !name.is_empty())
        .collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut rest = text.to_owned();
    let mut found = Vec::new();
    for (name, unit) in names {
        if rest.contains(name) {
            rest = rest.replace(name, "\n");
            found.push(unit.id);
        }
    }
    departments.into_iter().filter(|unit| found.contains(&unit.id)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::content::IssuedText;
    use crate::rules::direction::district::{
        EMERGENCY, FINANCE, GOVERNMENT, OFFICE, document, found, organisation,
    };

    fn naming(body: &str) -> DocumentContent {
        let main_recipients = BTreeSet::from([OFFICE]);
        DocumentContent { body: body.to_owned(), main_recipients, ..document() }
    }

    fn hits(document: DocumentContent) -> bool {
        let judge = |case: &Case| judge(case).into_iter().collect();
        let found = found(&Content::Document(Box::new(document)), judge);
        assert!(found.iter().all(|finding| finding.verdict == Verdict::Advisory));
        !found.is_empty()
    }

    #[rstest]
    #[case::another_department("由区财政局安排资金。", true)]
    #[case::itself("由区应急管理局组织检查。", false)]
    #[case::no_department("由石桥镇、区防汛抗旱指挥部落实。", false)]
    #[case::nobody("落实责任，按期完成。", false)]
    #[case::only_part_of_a_name("由财政局安排资金。", false)]
    fn another_department_that_is_named_is_asked(#[case] body: &str, #[case] hit: bool) {
        assert_eq!(hits(naming(body)), hit);
    }

    #[test]
    fn title_and_issued_texts_are_looked_through_too() {
        let title = "关于配合区财政局开展检查的通知".to_owned();
        assert!(hits(DocumentContent { title, ..naming("落实责任。") }));
        let text = "由区财政局安排资金。".to_owned();
        let issued_texts = vec![IssuedText { title: "方案".to_owned(), text }];
        assert!(hits(DocumentContent { issued_texts, ..naming("落实责任。") }));
    }

    #[rstest]
    #[case::countersigns(|document: &mut DocumentContent| document.countersign_units = BTreeSet::from([FINANCE]))]
    #[case::issues_too(|document: &mut DocumentContent| document.joint_units = BTreeSet::from([FINANCE]))]
    #[case::receives_it(|document: &mut DocumentContent| document.main_recipients = BTreeSet::from([FINANCE]))]
    #[case::wrote_it(|document: &mut DocumentContent| document.drafting_unit = FINANCE)]
    #[case::issues_it(|document: &mut DocumentContent| document.issuing_unit = FINANCE)]
    fn whoever_takes_part_is_not_asked_again(#[case] change: fn(&mut DocumentContent)) {
        let mut document = naming("由区财政局安排资金。");
        change(&mut document);
        assert!(!hits(document));
    }

    #[test]
    fn a_name_within_a_longer_one_is_none() {
        let mut units: Vec<Unit> = organisation().units().cloned().collect();
        let government = units.iter_mut().find(|unit| unit.id == GOVERNMENT).unwrap();
        government.short_name = "区财政局国库支付中心".to_owned();
        let organisation = Organisation::new(units, [], Vec::new());
        assert!(named("由区财政局国库支付中心支付", &organisation).is_empty());
        let both = named("由区财政局和区应急管理局落实，区财政局牵头", &organisation);
        assert_eq!(both.iter().map(|unit| unit.id).collect::<Vec<_>>(), [EMERGENCY, FINANCE]);
    }
}

//! 上行文: how one asks. REQUEST-ONE-MATTER, NOT-TO-PERSON and SKIP-LEVEL.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::{BY_MAIN_LEADER, Case, Finding, RuleId, Verdict};
use crate::content::{Content, Direction, DocType, DocumentContent};
use crate::id::{PersonId, UnitId};
use crate::organisation::{Organisation, UnitKind};

/// A sentence that asks for approval, in a text without white space and with half-width marks.
static ASKS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?:请予|恳请)[^。;!?]*批准").expect("the pattern is valid"));

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Document(document) = case.content else { return Vec::new() };
    let found = [
        one_matter(document),
        to_person(document, case.organisation),
        skipped_level(document, case.organisation),
    ];
    found.into_iter().flatten().collect()
}

/// REQUEST-ONE-MATTER: a request that asks twice for approval may hold two matters.
fn one_matter(document: &DocumentContent) -> Option<Finding> {
    if document.doc_type != Some(DocType::RequestForInstruction) {
        return None;
    }
    let body: String = document.body.nfkc().filter(|c| !c.is_whitespace()).collect();
    let n = u32::try_from(ASKS.find_iter(&body).count()).unwrap_or(u32::MAX);
    let finding = Finding::new(RuleId::RequestOneMatter, Verdict::Advisory);
    (n > 1).then(|| finding.with("n", n))
}

/// NOT-TO-PERSON: recipients are units. The form offers nothing else, and the type of a recipient is the identifier of a unit; a
/// program that sends the identifier of a person in its place is told so.
fn to_person(document: &DocumentContent, organisation: &Organisation) -> Option<Finding> {
    let recipients = document.main_recipients.iter().filter(|id| organisation.unit(**id).is_none());
    let mut people = recipients.filter_map(|id| organisation.person(PersonId(id.0)));
    let person = people.next()?;
    Some(Finding::block(RuleId::NotToPerson).with("person", person.name.as_str()))
}

/// SKIP-LEVEL: nobody goes over the head of the direct superior, or the main leader accepts why.
fn skipped_level(document: &DocumentContent, organisation: &Organisation) -> Option<Finding> {
    if document.direction != Some(Direction::Upward) {
        return None;
    }
    let superior = direct_superior(document.issuing_unit, organisation)?;
    let mut recipients = document.main_recipients.iter();
    let above = recipients.find(|unit| stands_above(**unit, superior, organisation))?;
    let finding = Finding::new(RuleId::SkipLevel, BY_MAIN_LEADER);
    let finding = finding.with("unit", organisation.unit_name(*above));
    Some(finding.with("superior", organisation.unit_name(superior)))
}

/// The direct superior; that of the organ for whom an office writes.
fn direct_superior(unit: UnitId, organisation: &Organisation) -> Option<UnitId> {
    let superior = organisation.superior(unit, 1)?;
    let is_office = organisation.unit(unit).is_some_and(|unit| unit.kind == UnitKind::Office);
    Some(if is_office { organisation.superior(unit, 2).unwrap_or(superior) } else { superior })
}

fn stands_above(unit: UnitId, superior: UnitId, organisation: &Organisation) -> bool {
    let level = |unit: UnitId| organisation.unit(unit).map(|unit| unit.level);
    let higher = level(unit).zip(level(superior)).is_some_and(|(unit, superior)| unit < superior);
    unit != superior && (higher || organisation.is_subordinate(superior, unit))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::rules::direction::district::{
        CITY, DEPUTY, EMERGENCY, FINANCE, GOVERNMENT, OFFICE, RED_FLAG, STONE_BRIDGE, document,
        found,
    };

    fn judged(document: DocumentContent) -> Vec<(RuleId, Verdict)> {
        let findings = found(&Content::Document(Box::new(document)), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.verdict)).collect()
    }

    #[rstest]
    #[case::one(DocType::RequestForInstruction, "恳请区政府批准。", false)]
    #[case::closing(DocType::RequestForInstruction, "恳请区政府批准。妥否，请批示。", false)]
    #[case::two(DocType::RequestForInstruction, "恳请区政府批准立项。资金事项，请予批准。", true)]
    #[case::three(DocType::RequestForInstruction, "请予批准！恳请批准？请予 批\n准；", true)]
    #[case::other_plea(DocType::RequestForInstruction, "恳请支持。请予批准。", false)]
    #[case::over_a_full_stop(
        DocType::RequestForInstruction,
        "恳请支持。已经批准。请予批准。",
        false
    )]
    #[case::letter(DocType::Letter, "请予批准。请予批准。", false)]
    fn a_request_asks_for_one_matter(
        #[case] doc_type: DocType,
        #[case] body: &str,
        #[case] hinted: bool,
    ) {
        let document =
            DocumentContent { doc_type: Some(doc_type), body: body.to_owned(), ..document() };
        let expected = hinted.then_some((RuleId::RequestOneMatter, Verdict::Advisory));
        assert_eq!(judged(document), Vec::from_iter(expected));
    }

    #[test]
    fn a_recipient_is_a_unit_and_no_person_even_if_a_program_says_so() {
        // `main_recipients` is a set of `UnitId`; a person's identifier has a type of its own and gets there only by hand.
        let by_hand: UnitId =
            serde_json::from_value(serde_json::to_value(DEPUTY).unwrap()).unwrap();
        for (recipients, expected) in [
            (vec![FINANCE], Vec::new()),
            (vec![FINANCE, by_hand], vec![(RuleId::NotToPerson, Verdict::Block)]),
        ] {
            let main_recipients = BTreeSet::from_iter(recipients);
            assert_eq!(judged(DocumentContent { main_recipients, ..document() }), expected);
        }
    }

    #[rstest]
    #[case::township_to_government(STONE_BRIDGE, &[GOVERNMENT], Direction::Upward, false)]
    #[case::township_to_city(STONE_BRIDGE, &[CITY], Direction::Upward, true)]
    #[case::township_to_both(STONE_BRIDGE, &[GOVERNMENT, CITY], Direction::Upward, true)]
    #[case::township_to_a_department(STONE_BRIDGE, &[FINANCE], Direction::Upward, false)]
    #[case::village_to_township(RED_FLAG, &[STONE_BRIDGE], Direction::Upward, false)]
    #[case::village_to_government(RED_FLAG, &[GOVERNMENT], Direction::Upward, true)]
    #[case::department_to_government(EMERGENCY, &[GOVERNMENT], Direction::Upward, false)]
    #[case::department_to_city(EMERGENCY, &[CITY], Direction::Upward, true)]
    #[case::government_to_city(GOVERNMENT, &[CITY], Direction::Upward, false)]
    #[case::office_for_its_government(OFFICE, &[CITY], Direction::Upward, false)]
    #[case::office_to_its_government(OFFICE, &[GOVERNMENT], Direction::Upward, false)]
    #[case::without_a_superior(CITY, &[GOVERNMENT], Direction::Upward, false)]
    #[case::copied_sideways(STONE_BRIDGE, &[CITY], Direction::Lateral, false)]
    fn nobody_goes_over_the_head_of_the_direct_superior(
        #[case] issuing_unit: UnitId,
        #[case] recipients: &[UnitId],
        #[case] direction: Direction,
        #[case] hit: bool,
    ) {
        let document = DocumentContent {
            issuing_unit,
            direction: Some(direction),
            main_recipients: recipients.iter().copied().collect(),
            ..document()
        };
        let expected = hit.then_some((RuleId::SkipLevel, BY_MAIN_LEADER));
        assert_eq!(judged(document), Vec::from_iter(expected));
    }
}

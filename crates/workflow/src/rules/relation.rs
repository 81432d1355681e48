//! DIRECTION: the direction of a document follows from who issues it and who receives it.
//!
//! Quotas, statistics, burden rules and the rank of the signer go by the direction. So it is not believed as it is typed: a
//! direction that the hierarchy does not allow is refused. Where custom allows two, the drafter chooses.

use super::{Case, Finding, RuleId};
use crate::content::{Content, Direction, DocType, DocumentContent};
use crate::organisation::{Level, Organisation, Unit, UnitKind};

const UP: &[Direction] = &[Direction::Upward];
const DOWN: &[Direction] = &[Direction::Downward];
const ASIDE: &[Direction] = &[Direction::Lateral];
const UP_OR_ASIDE: &[Direction] = &[Direction::Upward, Direction::Lateral];
const DOWN_OR_ASIDE: &[Direction] = &[Direction::Downward, Direction::Lateral];

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Document(document) = case.content else { return Vec::new() };
    let Some(direction) = document.direction else { return Vec::new() };
    let Some(issuer) = case.organisation.unit(document.issuing_unit) else { return Vec::new() };
    asks_a_superior(document, direction)
        .or_else(|| recipients(document, issuer, case.organisation).refuses(direction))
        .into_iter()
        .collect()
}

/// 请示 and 报告 are addressed to a superior, by their nature.
fn asks_a_superior(document: &DocumentContent, direction: Direction) -> Option<Finding> {
    let upward =
        matches!(document.doc_type, Some(DocType::RequestForInstruction | DocType::Report));
    (upward && direction != Direction::Upward).then(|| refusal("type"))
}

/// The recipients by where they stand, each named by the first of them.
#[derive(Default)]
struct Recipients<'a> {
    above: Option<&'a Unit>,
    below: Option<&'a Unit>,
    /// Beside the issuer: with the directions that all of them allow.
    beside: Option<(&'a Unit, Vec<Direction>)>,
}

/// The main recipients. Where there is none, as with minutes, those who get a copy, as far as they stand below.
fn recipients<'a>(
    document: &DocumentContent,
    issuer: &Unit,
    organisation: &'a Organisation,
) -> Recipients<'a> {
    let mut found = Recipients::default();
    for unit in document.main_recipients.iter().filter_map(|unit| organisation.unit(*unit)) {
        found.add(unit, allowed(issuer, unit, organisation));
    }
    if document.main_recipients.is_empty() {
        let mut copies = document.cc.iter().filter_map(|unit| organisation.unit(*unit));
        found.below = copies.find(|unit| allowed(issuer, unit, organisation) == DOWN);
    }
    found
}

impl<'a> Recipients<'a> {
    fn add(&mut self, unit: &'a Unit, allowed: &[Direction]) {
        match allowed {
            UP => self.above = self.above.or(Some(unit)),
            DOWN => self.below = self.below.or(Some(unit)),
            _ => {
                let (_, all) = self.beside.get_or_insert_with(|| (unit, allowed.to_vec()));
                all.retain(|direction| allowed.contains(direction));
            }
        }
    }

    /// Why this direction is none for them. A superior decides it before a subordinate, and either before those beside.
    fn refuses(&self, direction: Direction) -> Option<Finding> {
        let (unit, case) = match (self.above, self.below, &self.beside) {
            (Some(above), Some(below), _) => {
                let finding = refusal("mixed").with("unit", above.short_name.as_str());
                return Some(finding.with("below", below.short_name.as_str()));
            }
            (Some(above), None, _) if direction != Direction::Upward => (above, "upward"),
            (None, Some(below), _) if direction != Direction::Downward => (below, "downward"),
            (None, None, Some((beside, allowed))) if !allowed.contains(&direction) => {
                (*beside, beside_case(allowed))
            }
            _ => return None,
        };
        Some(refusal(case).with("unit", unit.short_name.as_str()))
    }
}

fn beside_case(allowed: &[Direction]) -> &'static str {
    match allowed {
        UP_OR_ASIDE => "not-downward",
        DOWN_OR_ASIDE => "not-upward",
        _ => "lateral",
    }
}

fn refusal(case: &str) -> Finding {
    Finding::block(RuleId::Direction).case(case)
}

/// Which directions a document from `issuer` to `recipient` can have.
fn allowed(issuer: &Unit, recipient: &Unit, organisation: &Organisation) -> &'static [Direction] {
    if organisation.is_subordinate(issuer.id, recipient.id) {
        return UP;
    }
    if organisation.is_subordinate(recipient.id, issuer.id) {
        return DOWN;
    }
    // Bodies outside are higher or equal; the organisation does not say which.
    if recipient.level == Level::External {
        return UP_OR_ASIDE;
    }
    match recipient.level.cmp(&issuer.level) {
        std::cmp::Ordering::Greater => DOWN,
        std::cmp::Ordering::Less if recipient.kind.is_authority() => UP,
        std::cmp::Ordering::Less => UP_OR_ASIDE,
        std::cmp::Ordering::Equal => among_equals(issuer, recipient),
    }
}

/// Of one level, and neither stands in the other's line.
fn among_equals(issuer: &Unit, recipient: &Unit) -> &'static [Direction] {
    let leads = |unit: &Unit| matches!(unit.kind, UnitKind::Office | UnitKind::CoordinationBody);
    match (issuer.kind.is_authority(), recipient.kind.is_authority()) {
        (true, true) if issuer.kind == UnitKind::PartyCommittee => DOWN_OR_ASIDE,
        (true, true) => UP_OR_ASIDE,
        (true, false) => DOWN_OR_ASIDE,
        (false, true) => UP,
        (false, false) if leads(issuer) => DOWN_OR_ASIDE,
        (false, false) => ASIDE,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::id::UnitId;
    use crate::rules::direction::district::{
        CITY, COMMITTEE, EMERGENCY, FINANCE, FLOODS, GOVERNMENT, OFFICE, RED_FLAG, STATION,
        STONE_BRIDGE, WILLOW_BAY, document, found,
    };

    /// The case of the refusal for each direction: upward, downward, lateral; empty where it is allowed.
    type Refusals = [&'static str; 3];

    const ONLY_UP: Refusals = ["", "upward", "upward"];
    const ONLY_DOWN: Refusals = ["downward", "", "downward"];
    const ONLY_ASIDE: Refusals = ["lateral", "lateral", ""];
    const NOT_DOWN: Refusals = ["", "not-downward", ""];
    const NOT_UP: Refusals = ["not-upward", "", ""];
    const NEVER: Refusals = ["mixed"; 3];
    const ALWAYS: Refusals = [""; 3];

    fn refusals(document: &DocumentContent) -> [String; 3] {
        [Direction::Upward, Direction::Downward, Direction::Lateral].map(|direction| {
            let document = DocumentContent { direction: Some(direction), ..document.clone() };
            let found = found(&Content::Document(Box::new(document)), judge);
            assert!(found.len() < 2, "one refusal says it: {found:?}");
            found.first().map(|finding| finding.case.clone()).unwrap_or_default()
        })
    }

    #[rstest]
    #[case::department_to_its_government(EMERGENCY, &[GOVERNMENT], ONLY_UP)]
    #[case::department_to_the_committee(EMERGENCY, &[COMMITTEE], ONLY_UP)]
    #[case::department_to_the_city(EMERGENCY, &[CITY], ONLY_UP)]
    #[case::department_to_its_government_and_a_peer(EMERGENCY, &[GOVERNMENT, FINANCE], ONLY_UP)]
    #[case::department_to_a_peer(EMERGENCY, &[FINANCE], ONLY_ASIDE)]
    #[case::department_to_the_office(EMERGENCY, &[OFFICE], ONLY_ASIDE)]
    #[case::department_to_a_township(EMERGENCY, &[STONE_BRIDGE], ONLY_DOWN)]
    #[case::department_to_a_village(EMERGENCY, &[RED_FLAG], ONLY_DOWN)]
    #[case::department_to_its_station(EMERGENCY, &[STATION], ONLY_DOWN)]
    #[case::department_to_a_peer_and_a_village(EMERGENCY, &[FINANCE, RED_FLAG], ONLY_DOWN)]
    #[case::department_up_and_down(EMERGENCY, &[GOVERNMENT, RED_FLAG], NEVER)]
    #[case::township_to_government(STONE_BRIDGE, &[GOVERNMENT], ONLY_UP)]
    #[case::township_to_committee(STONE_BRIDGE, &[COMMITTEE], ONLY_UP)]
    #[case::township_to_a_department(STONE_BRIDGE, &[FINANCE], NOT_DOWN)]
    #[case::township_to_departments(STONE_BRIDGE, &[FINANCE, EMERGENCY], NOT_DOWN)]
    #[case::township_to_a_peer(STONE_BRIDGE, &[WILLOW_BAY], ONLY_ASIDE)]
    #[case::township_to_a_department_and_a_peer(STONE_BRIDGE, &[FINANCE, WILLOW_BAY], ONLY_ASIDE)]
    #[case::township_to_its_village(STONE_BRIDGE, &[RED_FLAG], ONLY_DOWN)]
    #[case::village_to_its_township(RED_FLAG, &[STONE_BRIDGE], ONLY_UP)]
    #[case::village_to_another_township(RED_FLAG, &[WILLOW_BAY], NOT_DOWN)]
    #[case::government_to_a_department(GOVERNMENT, &[FINANCE], ONLY_DOWN)]
    #[case::government_to_the_committee(GOVERNMENT, &[COMMITTEE], NOT_DOWN)]
    #[case::committee_to_the_government(COMMITTEE, &[GOVERNMENT], NOT_UP)]
    #[case::committee_to_a_department(COMMITTEE, &[FINANCE], NOT_UP)]
    #[case::office_to_a_department(OFFICE, &[FINANCE], NOT_UP)]
    #[case::office_to_departments_and_townships(OFFICE, &[FINANCE, STONE_BRIDGE], ONLY_DOWN)]
    #[case::headquarters_to_a_department(FLOODS, &[FINANCE], NOT_UP)]
    #[case::to_nobody(EMERGENCY, &[], ALWAYS)]
    #[case::to_somebody_unknown(EMERGENCY, &[UnitId(uuid::Uuid::nil())], ALWAYS)]
    fn the_direction_follows_from_issuer_and_recipients(
        #[case] issuing_unit: UnitId,
        #[case] recipients: &[UnitId],
        #[case] expected: Refusals,
    ) {
        let main_recipients: BTreeSet<_> = recipients.iter().copied().collect();
        let document = DocumentContent { issuing_unit, main_recipients, ..document() };
        assert_eq!(refusals(&document), expected);
    }

    #[rstest]
    #[case::to_a_village(RED_FLAG, ONLY_DOWN)]
    #[case::to_a_peer(FINANCE, ALWAYS)]
    #[case::to_the_government(GOVERNMENT, ALWAYS)]
    fn without_a_main_recipient_copies_say_whether_it_goes_down(
        #[case] copy: UnitId,
        #[case] expected: Refusals,
    ) {
        let (main_recipients, cc) = (BTreeSet::new(), BTreeSet::from([copy]));
        assert_eq!(refusals(&DocumentContent { main_recipients, cc, ..document() }), expected);
    }

    #[rstest]
    #[case::request(DocType::RequestForInstruction)]
    #[case::report(DocType::Report)]
    fn what_asks_or_reports_goes_up_whoever_receives_it(#[case] doc_type: DocType) {
        let to = |unit| DocumentContent {
            doc_type: Some(doc_type),
            main_recipients: BTreeSet::from([unit]),
            ..document()
        };
        assert_eq!(refusals(&to(GOVERNMENT)), ["", "type", "type"]);
        assert_eq!(refusals(&to(FINANCE)), ["lateral", "type", "type"], "no superior, no request");
        assert_eq!(refusals(&to(RED_FLAG)), ["downward", "type", "type"]);
    }
}

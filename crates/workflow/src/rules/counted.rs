//! 精文: which documents count towards the yearly quota of those that go down.

use super::numbering;
use crate::content::{Category, Direction, DocType, DocumentContent};
use crate::id::UnitId;
use crate::organisation::{Organisation, Unit, UnitKind};

/// Whether a document counts as one that goes down: the rule about the quota and the statistics of 精文 ask the same question.
///
/// It goes down to somebody below the issuing unit, in a series that counts. An answer to one unit, an appointment, a notice to
/// the public and an order in an emergency do not count; they are shown apart. A series that is not registered counts, until
/// somebody has said that it does not.
#[must_use]
pub fn document(document: &DocumentContent, organisation: &Organisation) -> bool {
    document.direction == Some(Direction::Downward)
        && !is_shown_apart(document)
        && in_counted_series(document, organisation)
        && goes_below(document, organisation)
}

fn is_shown_apart(document: &DocumentContent) -> bool {
    let by_category = matches!(document.category, Some(Category::Personnel | Category::Emergency));
    let to_public =
        matches!(document.doc_type, Some(DocType::PublicNotice | DocType::Announcement));
    let answer_to_one =
        document.doc_type == Some(DocType::Reply) && document.main_recipients.len() == 1;
    by_category || to_public || answer_to_one
}

fn in_counted_series(document: &DocumentContent, organisation: &Organisation) -> bool {
    let Some(code) = numbering::series(document, organisation) else { return true };
    let issuer = organisation.unit(document.issuing_unit);
    let series = issuer.and_then(|unit| unit.series.iter().find(|series| series.code == code));
    series.is_none_or(|series| series.counted)
}

/// Whether anybody who receives it, also a copy, is of a lower level or belongs to the grass roots of the issuing unit's system.
fn goes_below(document: &DocumentContent, organisation: &Organisation) -> bool {
    let Some(issuer) = organisation.unit(document.issuing_unit) else { return false };
    let below = |unit: UnitId| {
        organisation.unit(unit).is_some_and(|unit| is_below(unit, issuer, organisation))
    };
    document.main_recipients.iter().chain(&document.cc).any(|unit| below(*unit))
}

fn is_below(recipient: &Unit, issuer: &Unit, organisation: &Organisation) -> bool {
    let grass_roots =
        matches!(recipient.kind, UnitKind::Township | UnitKind::Village | UnitKind::Institution);
    recipient.level > issuer.level
        || grass_roots && organisation.is_subordinate(recipient.id, issuer.id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::organisation::Series;
    use crate::rules::counted;
    use crate::rules::direction::district::{
        CITY, EMERGENCY, FINANCE, GOVERNMENT, OFFICE, RED_FLAG, SECTION, STATION, STONE_BRIDGE,
        WILLOW_BAY, document, organisation,
    };

    fn to(issuing_unit: UnitId, recipients: &[UnitId]) -> DocumentContent {
        let main_recipients = recipients.iter().copied().collect();
        let direction = Some(Direction::Downward);
        DocumentContent { issuing_unit, direction, main_recipients, ..document() }
    }

    #[rstest]
    #[case::township(GOVERNMENT, &[STONE_BRIDGE], true)]
    #[case::village(EMERGENCY, &[RED_FLAG], true)]
    #[case::own_station(EMERGENCY, &[STATION], true)]
    #[case::station_of_another(FINANCE, &[STATION], true)]
    #[case::one_of_many(OFFICE, &[FINANCE, STONE_BRIDGE], true)]
    #[case::departments_only(OFFICE, &[FINANCE, EMERGENCY], false)]
    #[case::own_departments_only(GOVERNMENT, &[FINANCE, EMERGENCY], false)]
    #[case::own_section(EMERGENCY, &[SECTION], false)]
    #[case::peer(STONE_BRIDGE, &[WILLOW_BAY], false)]
    #[case::superior(STONE_BRIDGE, &[GOVERNMENT], false)]
    #[case::below_the_city(CITY, &[GOVERNMENT], true)]
    #[case::own_village(STONE_BRIDGE, &[RED_FLAG], true)]
    #[case::nobody(GOVERNMENT, &[], false)]
    fn what_goes_to_somebody_below_counts(
        #[case] issuer: UnitId,
        #[case] recipients: &[UnitId],
        #[case] counts: bool,
    ) {
        assert_eq!(counted::document(&to(issuer, recipients), &organisation()), counts);
    }

    #[test]
    fn a_copy_that_goes_below_counts_too() {
        let cc = BTreeSet::from([RED_FLAG]);
        let document = DocumentContent { cc, ..to(OFFICE, &[FINANCE]) };
        assert!(counted::document(&document, &organisation()));
    }

    #[rstest]
    #[case::upward(|document: &mut DocumentContent| document.direction = Some(Direction::Upward))]
    #[case::lateral(|document: &mut DocumentContent| document.direction = Some(Direction::Lateral))]
    #[case::not_said(|document: &mut DocumentContent| document.direction = None)]
    #[case::answer(|document: &mut DocumentContent| document.doc_type = Some(DocType::Reply))]
    #[case::public(|document: &mut DocumentContent| document.doc_type = Some(DocType::PublicNotice))]
    #[case::announced(|document: &mut DocumentContent| document.doc_type = Some(DocType::Announcement))]
    #[case::appointment(|document: &mut DocumentContent| document.category = Some(Category::Personnel))]
    #[case::emergency(|document: &mut DocumentContent| document.category = Some(Category::Emergency))]
    fn some_documents_are_shown_apart(#[case] change: fn(&mut DocumentContent)) {
        let mut document = to(GOVERNMENT, &[STONE_BRIDGE]);
        assert!(counted::document(&document, &organisation()));
        change(&mut document);
        assert!(!counted::document(&document, &organisation()));
    }

    #[test]
    fn an_answer_to_several_units_counts() {
        let answer = to(GOVERNMENT, &[STONE_BRIDGE, WILLOW_BAY]);
        let answer = DocumentContent { doc_type: Some(DocType::Reply), ..answer };
        assert!(counted::document(&answer, &organisation()));
    }

    #[rstest]
    #[case::usual(None, true)]
    #[case::counted(Some("青政发"), true)]
    #[case::letters(Some("青政函"), false)]
    #[case::not_registered(Some("青政字"), true)]
    fn only_a_series_that_counts_is_counted(#[case] series: Option<&str>, #[case] counts: bool) {
        let mut units: Vec<Unit> = organisation().units().cloned().collect();
        let government = units.iter_mut().find(|unit| unit.id == GOVERNMENT).unwrap();
        let registered = |code: &str, counted| Series { code: code.to_owned(), counted };
        government.series = vec![registered("青政发", true), registered("青政函", false)];
        let organisation = Organisation::new(units, [], Vec::new());
        let series = series.map(str::to_owned);
        let document = DocumentContent { series, ..to(GOVERNMENT, &[STONE_BRIDGE]) };
        assert_eq!(counted::document(&document, &organisation), counts);
    }
}

//! 精文 and 减会: as what a document counts, and whether a meeting counts.

use super::numbering;
use crate::content::{
    Category, Direction, DocType, DocumentContent, MeetingContent, MeetingNature,
};
use crate::id::UnitId;
use crate::organisation::{Organisation, Unit, UnitKind};

/// As what a document counts; each as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// An order in an emergency.
    Emergency,
    /// An appointment.
    Personnel,
    /// A notice to the public.
    Public,
    /// An answer to one unit.
    Reply,
    /// 上行文
    Upward,
    /// 平行文
    Lateral,
    /// 精文: what goes down to somebody below the issuing unit, in a series that counts.
    Downward,
    /// What goes down and nobody below receives, or in a series that does not count; and what says no direction.
    Other,
}

/// As what a document counts that takes its number from `series`. What is shown apart comes first: it is not a document that an
/// office could do without by writing less to those below. A series that is not registered counts, until somebody has said that
/// it does not.
#[must_use]
pub fn class(
    document: &DocumentContent,
    series: Option<&str>,
    organisation: &Organisation,
) -> Class {
    let to_public =
        matches!(document.doc_type, Some(DocType::PublicNotice | DocType::Announcement));
    if document.category == Some(Category::Emergency) {
        Class::Emergency
    } else if document.category == Some(Category::Personnel) {
        Class::Personnel
    } else if to_public {
        Class::Public
    } else if document.doc_type == Some(DocType::Reply) && document.main_recipients.len() == 1 {
        Class::Reply
    } else {
        let counts =
            || is_counted(series, document, organisation) && goes_below(document, organisation);
        match document.direction {
            Some(Direction::Upward) => Class::Upward,
            Some(Direction::Lateral) => Class::Lateral,
            Some(Direction::Downward) if counts() => Class::Downward,
            Some(Direction::Downward) | None => Class::Other,
        }
    }
}

/// Whether a document counts towards the quota of those that go down. Until it has a number, its series is the one from which it
/// would take it.
#[must_use]
pub fn document(document: &DocumentContent, organisation: &Organisation) -> bool {
    let series = numbering::series(document, organisation);
    class(document, series, organisation) == Class::Downward
}

/// Whether a meeting counts towards the quota: it calls people of other units, no law demands it, and it is no emergency. The
/// rules judge a form that names no attendees yet as if somebody came; counted is only what says who does.
#[must_use]
pub fn meeting(meeting: &MeetingContent) -> bool {
    let called_for = !matches!(meeting.nature, MeetingNature::Statutory | MeetingNature::Emergency);
    called_for && meeting.calls_others()
}

fn is_counted(
    series: Option<&str>,
    document: &DocumentContent,
    organisation: &Organisation,
) -> bool {
    let issuer = organisation.unit(document.issuing_unit);
    let registered = issuer.map_or(&[][..], |unit| &unit.series);
    let registered = registered.iter().find(|known| Some(known.code.as_str()) == series);
    registered.is_none_or(|series| series.counted)
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

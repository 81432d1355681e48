//! 精文: which documents are the ones whose number is to fall.

use crate::content::{Category, Direction, DocType, DocumentContent};
use crate::id::UnitId;
use crate::organisation::{Organisation, Unit, UnitKind};

/// Whether a document counts as one sent down: to a level below the issuer's or into the issuer's own system, in a series that
/// counts. Answers to one unit, appointments, public notices and orders in an emergency do not.
#[must_use]
pub fn document(document: &DocumentContent, organisation: &Organisation) -> bool {
    let Some(issuer) = organisation.unit(document.issuing_unit) else { return false };
    let mut recipients = document.main_recipients.union(&document.cc);
    document.direction == Some(Direction::Downward)
        && !is_left_out(document)
        && in_counted_series(document, issuer)
        && recipients.any(|recipient| is_below(*recipient, issuer, organisation))
}

fn is_left_out(document: &DocumentContent) -> bool {
    let public = matches!(document.doc_type, Some(DocType::PublicNotice | DocType::Announcement));
    let reply_to_one =
        document.doc_type == Some(DocType::Reply) && document.main_recipients.len() == 1;
    let apart = matches!(document.category, Some(Category::Personnel | Category::Emergency));
    public || reply_to_one || apart
}

/// A document without a series of its own takes the usual one of its issuer.
fn in_counted_series(document: &DocumentContent, issuer: &Unit) -> bool {
    let series = match &document.series {
        Some(code) => issuer.series.iter().find(|series| series.code == *code),
        None => issuer.series.first(),
    };
    series.is_some_and(|series| series.counted)
}

fn is_below(recipient: UnitId, issuer: &Unit, organisation: &Organisation) -> bool {
    let Some(unit) = organisation.unit(recipient) else { return false };
    let serves =
        matches!(unit.kind, UnitKind::Township | UnitKind::Village | UnitKind::Institution);
    unit.level > issuer.level || serves && organisation.is_subordinate(recipient, issuer.id)
}

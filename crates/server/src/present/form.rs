//! Forms: what was typed, how it becomes a content and back, and how it is shown again.

pub(crate) mod book;
pub(crate) mod choice;
pub(crate) mod document;
pub(crate) mod field;
pub(crate) mod inspection;
pub(crate) mod key;
pub(crate) mod meeting;
pub(crate) mod part;
pub(crate) mod posted;
pub(crate) mod reader;
pub(crate) mod typed;

use baopi_workflow::{Content, Kind, UnitId};

use self::reader::Fault;
use self::typed::Typed;

/// The field that says that the office corrects a text, whose way is known already.
pub(crate) const CORRECTING: &str = "correcting";

/// The content that a form asks for, and what in it could not be read. A field that cannot be read is left out, so that the
/// rules can still be asked about the rest.
pub(crate) fn read(kind: Kind, typed: &Typed, own: UnitId) -> (Content, Vec<Fault>) {
    match kind {
        Kind::Document => {
            let (document, faults) = document::read(typed, own);
            (Content::Document(Box::new(document)), faults)
        }
        Kind::Meeting => {
            let (meeting, faults) = meeting::read(typed, own);
            (Content::Meeting(Box::new(meeting)), faults)
        }
        Kind::Inspection => {
            let (inspection, faults) = inspection::read(typed, own);
            (Content::Inspection(Box::new(inspection)), faults)
        }
    }
}

/// What somebody would have typed to ask for this content.
pub(crate) fn typed(content: &Content) -> Typed {
    match content {
        Content::Document(document) => document::typed(document),
        Content::Meeting(meeting) => meeting::typed(meeting),
        Content::Inspection(inspection) => inspection::typed(inspection),
    }
}

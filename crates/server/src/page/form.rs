//! Forms: what was typed, how it becomes a content and back, and how it is shown again.

pub(super) mod choice;
pub(super) mod document;
pub(super) mod field;
pub(super) mod inspection;
pub(super) mod meeting;
pub(super) mod posted;
pub(super) mod reader;
pub(super) mod typed;

use baopi_workflow::{Content, Kind, UnitId};

use self::reader::Fault;
use self::typed::Typed;

/// The content that a form asks for, and what in it could not be read. A field that cannot be read is left out, so that the
/// rules can still be asked about the rest.
pub(super) fn read(kind: Kind, typed: &Typed, own: UnitId) -> (Content, Vec<Fault>) {
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
pub(super) fn typed(content: &Content) -> Typed {
    match content {
        Content::Document(document) => document::typed(document),
        Content::Meeting(meeting) => meeting::typed(meeting),
        Content::Inspection(inspection) => inspection::typed(inspection),
    }
}

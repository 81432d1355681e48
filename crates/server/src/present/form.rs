//! Forms: what was typed, how it becomes what a program would have sent and back, and how it is shown again.

pub(crate) mod blank;
pub(crate) mod book;
pub(crate) mod catalogue;
pub(crate) mod choice;
pub(crate) mod field;
pub(crate) mod key;
pub(crate) mod posted;
pub(crate) mod typed;
pub(crate) mod wish;
pub(crate) mod written;

use baopi_workflow::book::FieldFault;
use baopi_workflow::content::FileRef;
use baopi_workflow::{Content, Kind, UnitId};
use serde_json::Value;

use self::typed::Typed;
use crate::door::shape::Shape;
use crate::door::strict::{Body, fitted};

/// The field that says that the office corrects a text, whose way is known already.
pub(crate) const CORRECTING: &str = "correcting";

/// The content that a form asks for, and what in it could not be read. A field that cannot be read is left out, so that the
/// rules can still be asked about the rest; a unit of which nothing can be read is the drafter's `own`.
pub(crate) fn read(kind: Kind, typed: &Typed, own: UnitId) -> (Content, Vec<FieldFault>) {
    let (shape, own) = (Content::shape(), own.to_string());
    let mut typed = typed.clone();
    for unit in units(kind) {
        if typed.is_blank(unit) {
            typed.put(unit, own.as_str());
        }
    }
    swap_in_basis(&mut typed, "reference", "title");
    let (mut value, mut faults) = wish::asked(shape, kind.key(), &typed);
    for fault in &mut faults {
        // The title of a superior's document is typed where references are.
        if fault.field.starts_with("basis.") {
            fault.field = fault.field.replace(".title", ".reference");
        }
    }
    for unit in units(kind) {
        if value[unit].is_null() {
            value[unit] = own.as_str().into();
        }
    }
    let content = fitted(value).expect("what is left of a form has the shape of a content");
    (content, faults)
}

/// What somebody would have typed to ask for this content.
pub(crate) fn typed(content: &Content) -> Typed {
    let mut typed = Typed::default();
    let value = serde_json::to_value(content).unwrap_or(Value::Null);
    wish::fill(Content::shape(), "", &value, &mut typed);
    swap_in_basis(&mut typed, "title", "reference");
    for row in typed.rows("sessions") {
        typed.drop_same_day(&format!("sessions.{row}"));
    }
    typed
}

/// Puts a stored file into the hidden fields that carry it.
pub(crate) fn put_file(typed: &mut Typed, name: &str, file: &FileRef) {
    typed.put(&format!("{name}.sha256"), file.sha256.to_string());
    typed.put(&format!("{name}.name"), &*file.name);
    typed.put(&format!("{name}.size"), file.size.to_string());
}

/// The units that a content cannot be without.
fn units(kind: Kind) -> impl Iterator<Item = &'static str> {
    let fields = Content::shape().fields(kind.key()).iter();
    let units = fields.filter(|field| field.is_needed && matches!(field.shape, Shape::Written(_)));
    units.map(|field| field.name.as_str())
}

/// Puts what names a superior's document from one field into the other: forms have one field for all references, and of a
/// superior's document it is the title.
fn swap_in_basis(typed: &mut Typed, from: &str, to: &str) {
    for row in typed.rows("basis") {
        let name = |field: &str| format!("basis.{row}.{field}");
        if typed.one(&name("kind")) == "superior_doc" && typed.has(&name(from)) {
            typed.put(&name(to), typed.one(&name(from)).to_owned());
            typed.drop(&name(from));
        }
    }
}

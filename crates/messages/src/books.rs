//! The books beside the requests: what is wrong with a field, and why something was not done.

use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::incoming::{IncomingState, StepName};

use crate::argument::Args;
use crate::word::date;
use crate::{Language, kebab, text, text_with};

/// What is wrong with a field, as a sentence.
#[must_use]
pub fn field_fault(language: Language, fault: &FieldFault) -> String {
    let args = match &fault.wrong {
        Wrong::TooLong { most } => Args::new().with("most", *most),
        Wrong::OutOfRange { least, most } => Args::new().with("least", *least).with("most", *most),
        Wrong::Before { first } => Args::new().with("first", date(language, *first)),
        Wrong::OtherYear { year } => Args::new().with("year", *year),
        Wrong::Missing
        | Wrong::Characters
        | Wrong::Unasked
        | Wrong::Twice
        | Wrong::Unreadable
        | Wrong::Future
        | Wrong::Unknown
        | Wrong::Taken
        | Wrong::NotYours
        | Wrong::TooEarly
        | Wrong::Overlaps
        | Wrong::WorkedAnyway
        | Wrong::Unchanged => Args::new(),
    };
    text_with(language, &format!("book-fault-{}", kebab(fault.wrong.code())), &args)
}

/// The name of a field of a book, or of a figure in the rules; a name that none of them has is said as it is.
#[must_use]
pub fn book_field(language: Language, field: &str) -> String {
    let find =
        |list: &str| crate::find(language, &format!("{list}-{}", kebab(field)), &Args::default());
    find("book-field").or_else(|| find("parameter")).unwrap_or_else(|| field.to_owned())
}

/// Why something was not done to a book; `code` is that of the refusal, and `args` its figures.
#[must_use]
pub fn book_refusal(language: Language, code: &str, args: &Args) -> String {
    text_with(language, &format!("book-refusal-{}", kebab(code)), args)
}

/// Where an incoming document stands.
#[must_use]
pub fn incoming_state(language: Language, state: IncomingState) -> String {
    text(language, &format!("incoming-state-{}", kebab(state.key())))
}

/// A step of an incoming document, as a button or as an entry of the record.
#[must_use]
pub fn incoming_step(language: Language, step: StepName) -> String {
    text(language, &format!("incoming-step-{}", kebab(step.key())))
}

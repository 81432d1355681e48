//! What the office keeps beside its requests: who may write in which book, what is wrong in a line, and what stays as it is.

mod chat_group;
mod figures;
mod incoming;
mod plan;
mod working_days;

use baopi_engine::{BookError, BookRefusal, Table};
use baopi_workflow::SystemHappening;
use baopi_workflow::book::Book;

/// A table as a file would have it.
pub(crate) fn table(text: &str) -> Table {
    Table::read(text.as_bytes()).expect("a table")
}

/// Everything that is wrong, as `field: what`, with the line before it where it is one of a file.
pub(crate) fn faults<T: std::fmt::Debug>(answer: Result<T, BookError>) -> Vec<String> {
    match answer {
        Err(BookError::Refused(BookRefusal::Faults(faults))) => {
            faults.iter().map(|fault| format!("{}: {}", fault.field, fault.wrong.code())).collect()
        }
        Err(BookError::Refused(BookRefusal::Lines(lines))) => {
            let said = |line: &baopi_engine::LineFault| {
                format!("{} {}: {}", line.line, line.fault.field, line.fault.wrong.code())
            };
            lines.iter().map(said).collect()
        }
        other => panic!("no faults: {other:?}"),
    }
}

/// What the record says of something that was not done.
pub(crate) fn refused(book: Book, tried: &str, code: &str) -> SystemHappening {
    SystemHappening::BookRefused { book, tried: tried.to_owned(), code: code.to_owned() }
}

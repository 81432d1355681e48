//! The books beside the requests: every word and every reason in both languages.

use baopi_messages::{
    Args, book_field, book_refusal, field_fault, incoming_state, incoming_step, system_happening,
};
use baopi_workflow::book::{Book, BookChange, FieldFault, Wrong};
use baopi_workflow::chat_group::{Platform, Reminder};
use baopi_workflow::incoming::{IncomingNumber, IncomingState, StepName};
use baopi_workflow::{Digest, IncomingId, SystemHappening, UnitId};

use super::said;

#[test]
fn every_fault_of_a_field_is_said() {
    for wrong in [
        Wrong::Missing,
        Wrong::Unasked,
        Wrong::Twice,
        Wrong::Unreadable,
        Wrong::TooLong { most: 200 },
        Wrong::OutOfRange { least: 1, most: 12 },
        Wrong::Future,
        Wrong::Unknown,
        Wrong::Taken,
        Wrong::NotYours,
        Wrong::TooEarly,
        Wrong::Overlaps,
        Wrong::Before { first: chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap() },
        Wrong::OtherYear { year: 2027 },
        Wrong::WorkedAnyway,
        Wrong::Unchanged,
    ] {
        said(|language| field_fault(language, &FieldFault::new("title", wrong.clone())));
    }
}

#[test]
fn every_reason_why_a_book_stays_as_it_is_is_said() {
    let args = Args::new().with("most", 100).with("version", 3);
    for code in [
        "not_found",
        "not_yours",
        "settled",
        "not_now",
        "note_missing",
        "note_too_long",
        "nobody_named",
        "too_many_named",
        "not_eligible",
        "stale",
        "too_many_lines",
        "own_proposal",
        "pending",
        "passed",
    ] {
        said(|language| book_refusal(language, code, &args));
    }
}

#[test]
fn everything_that_happens_to_the_books_is_told() {
    let id = "019b7523-3400-7000-8000-000000000107";
    let moved = |number| SystemHappening::IncomingMoved {
        document: id.parse::<IncomingId>().unwrap(),
        unit: id.parse::<UnitId>().unwrap(),
        step: StepName::Register,
        state: IncomingState::Registered,
        number,
        note: None,
        people: Vec::new(),
        entry: Digest::ZERO,
    };
    for what in [
        moved(None),
        moved(Some(IncomingNumber { year: 2026, sequence: 7 })),
        SystemHappening::BookChanged {
            book: Book::Plans,
            change: BookChange::Removed,
            entries: 2,
            sha256: Digest::ZERO,
        },
        SystemHappening::BookRefused {
            book: Book::ChatGroups,
            tried: "add".to_owned(),
            code: "not_yours".to_owned(),
        },
    ] {
        said(|language| system_happening(language, &what));
    }
}

#[test]
fn every_word_of_the_books_is_said() {
    for state in IncomingState::ALL {
        said(|language| incoming_state(language, *state));
    }
    for step in StepName::ALL {
        said(|language| incoming_step(language, *step));
    }
    let word = |list: &str, key: &str| {
        let key = format!("{list}-{}", key.replace('_', "-"));
        said(|language| baopi_messages::text(language, &key));
    };
    for platform in Platform::ALL {
        word("chat-platform", platform.key());
    }
    for reminder in [Reminder::Expired, Reminder::Idle, Reminder::Double] {
        word("chat-reminder", reminder.key());
    }
    for book in Book::ALL {
        word("book", book.key());
    }
    for kind in baopi_workflow::working_day::DayKind::ALL {
        word("day-kind", kind.key());
    }
    for change in BookChange::ALL {
        word("book-change", change.key());
    }
    said(|language| book_field(language, "from_unit"));
    assert_eq!(book_field(baopi_messages::Language::En, "colour"), "colour");
    assert_eq!(book_field(baopi_messages::Language::En, "no_meeting_week"), "No-meeting week");
}

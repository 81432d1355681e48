//! What the books have in common that an office keeps beside its requests: incoming documents, plans, work groups, the
//! figures of its rules, and its calendar.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// One of the books.
    pub enum Book {
        /// 收文登记簿
        Incoming = "incoming",
        /// 年度发文计划、会议计划
        Plans = "plans",
        /// 工作群台账
        ChatGroups = "chat_groups",
        /// 规则参数
        Rules = "rules",
        /// 节假日与调休
        WorkingDays = "working_days",
    }
}

words! {
    /// What was done to entries of a book.
    pub enum BookChange {
        /// Written down.
        Added = "added",
        /// Corrected, or carried on.
        Changed = "changed",
        /// Taken out again.
        Removed = "removed",
        /// Put into force by a second person.
        Confirmed = "confirmed",
        /// Not put into force by a second person.
        Declined = "declined",
        /// Taken back by whoever proposed it.
        Withdrawn = "withdrawn",
    }
}

/// A field of an entry that cannot stay as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    /// The field's name, as forms, columns and the API call it.
    pub field: String,
    /// What is wrong with it.
    #[serde(flatten)]
    pub wrong: Wrong,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wrong", rename_all = "snake_case")]
pub enum Wrong {
    /// It has to be filled.
    Missing,
    /// It is not what is written in such a field: a date, a number, a word of a list.
    Unreadable,
    /// It has a character that cannot be seen ([`crate::text::is_unfit`]).
    Characters,
    /// Nobody asks for it.
    Unasked,
    /// It is there twice.
    Twice,
    /// It has too many characters.
    TooLong {
        /// How many it may have.
        most: u32,
    },
    /// It is too small or too great.
    OutOfRange {
        /// The least.
        least: i64,
        /// The greatest.
        most: i64,
    },
    /// It lies in the future.
    Future,
    /// It names nobody and nothing that is known.
    Unknown,
    /// Another entry has it already.
    Taken,
    /// It is somebody else's to write down.
    NotYours,
    /// It lies before what it has to follow.
    TooEarly,
    /// It covers days that another entry covers already, so that some would count twice.
    Overlaps,
    /// It lies before the first day that is possible.
    Before {
        /// That day.
        first: NaiveDate,
    },
    /// It does not lie in the year that the others lie in.
    OtherYear {
        /// That year.
        year: i32,
    },
    /// People work on this day anyway, so that nothing is made up for.
    WorkedAnyway,
    /// It is as it was, where something has to change.
    Unchanged,
}

impl Wrong {
    /// The word for it, as message files and the API call it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::Characters => "characters",
            Self::Unasked => "unasked",
            Self::Twice => "twice",
            Self::TooLong { .. } => "too_long",
            Self::OutOfRange { .. } => "out_of_range",
            Self::Future => "future",
            Self::Unknown => "unknown",
            Self::Taken => "taken",
            Self::NotYours => "not_yours",
            Self::TooEarly => "too_early",
            Self::Overlaps => "overlaps",
            Self::Before { .. } => "before",
            Self::OtherYear { .. } => "other_year",
            Self::WorkedAnyway => "worked_anyway",
            Self::Unchanged => "unchanged",
        }
    }
}

impl FieldFault {
    /// What is wrong with a field.
    #[must_use]
    pub fn new(field: &str, wrong: Wrong) -> Self {
        Self { field: field.to_owned(), wrong }
    }
}

/// Whether a field may stay empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needed {
    Yes,
    No,
}

/// What is wrong with a text of at most so many characters.
pub(crate) fn text(field: &str, value: &str, most: u32, needed: Needed) -> Option<FieldFault> {
    let wrong = if value.trim().is_empty() {
        (needed == Needed::Yes).then_some(Wrong::Missing)
    } else {
        (value.chars().count() > most as usize).then_some(Wrong::TooLong { most })
    };
    wrong.map(|wrong| FieldFault::new(field, wrong))
}

/// What is wrong with a number that has to lie between two others.
pub(crate) fn range(field: &str, value: i64, least: i64, most: i64) -> Option<FieldFault> {
    let outside = !(least..=most).contains(&value);
    outside.then(|| FieldFault::new(field, Wrong::OutOfRange { least, most }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_there_where_it_is_needed_and_no_longer_than_it_may_be() {
        let wrong = |value: &str, needed| text("title", value, 3, needed).map(|fault| fault.wrong);
        assert_eq!(wrong("报批文", Needed::Yes), None);
        assert_eq!(wrong("报批文件", Needed::Yes), Some(Wrong::TooLong { most: 3 }));
        assert_eq!(wrong(" ", Needed::Yes), Some(Wrong::Missing));
        assert_eq!(wrong("", Needed::No), None);
    }

    #[test]
    fn the_code_is_the_tag_of_the_json() {
        let every = [
            Wrong::Missing,
            Wrong::Unreadable,
            Wrong::Characters,
            Wrong::Unasked,
            Wrong::Twice,
            Wrong::TooLong { most: 1 },
            Wrong::OutOfRange { least: 1, most: 2 },
            Wrong::Future,
            Wrong::Unknown,
            Wrong::Taken,
            Wrong::NotYours,
            Wrong::TooEarly,
            Wrong::Overlaps,
            Wrong::Before { first: NaiveDate::MIN },
            Wrong::OtherYear { year: 2027 },
            Wrong::WorkedAnyway,
            Wrong::Unchanged,
        ];
        for wrong in every {
            let json = serde_json::to_value(FieldFault::new("title", wrong.clone())).unwrap();
            assert_eq!((&json["wrong"], &json["field"]), (&wrong.code().into(), &"title".into()));
        }
    }
}

//! The periods that are counted, in words.

use baopi_messages::Args;
use baopi_workflow::statistics::Period;
use chrono::{Datelike, NaiveDate};

use super::form::choice::Choice;
use super::frame::Texts;

/// The first year that can be chosen.
const FIRST_YEAR: i32 = 2025;

/// A period in words.
pub(crate) fn period_name(texts: Texts, period: Period) -> String {
    let year = period.year().to_string();
    let args = |n: u32| Args::new().with("year", year.as_str()).with("n", n);
    match period {
        Period::Month(_, month) => texts.with("statistics-month", &args(month)),
        Period::Quarter(_, quarter) => texts.with("statistics-quarter", &args(quarter)),
        Period::Half(_, 1) => texts.with("statistics-first-half", &args(1)),
        Period::Half(_, half) => texts.with("statistics-second-half", &args(half)),
        Period::Months(_, month) => texts.with("statistics-months", &args(month)),
        Period::Year(_) => texts.with("statistics-year", &args(0)),
    }
}

/// What can be chosen: quarters, halves and years, and of this year also its months.
pub(crate) fn periods(texts: Texts, today: NaiveDate) -> Vec<Choice> {
    let mut all = Vec::new();
    for year in (FIRST_YEAR..=today.year()).rev() {
        all.push(Period::Year(year));
        all.extend((1..=4).map(|quarter| Period::Quarter(year, quarter)));
        all.extend((1..=2).map(|half| Period::Half(year, half)));
        if year == today.year() {
            all.push(Period::Months(year, today.month()));
            all.extend((1..=today.month()).map(|month| Period::Month(year, month)));
        }
    }
    let begun = all.into_iter().filter(|period| period.days().from <= today);
    let choice =
        |period: Period| Choice { value: period.to_string(), label: period_name(texts, period) };
    begun.map(choice).collect()
}

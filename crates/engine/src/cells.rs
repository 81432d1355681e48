//! Reading the cells of a table's row, with everything that cannot be read named by its line and column.

use std::str::FromStr;

use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::{Organisation, Timestamp, UnitId};
use chrono::{Days, NaiveDate, NaiveDateTime};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::table::{Table, TableRow};

/// A field in a line of a file that cannot stay as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFault {
    /// The line in the file, from 1; the names of the columns stand in the first.
    pub line: u64,
    /// The field and what is wrong with it.
    #[serde(flatten)]
    pub fault: FieldFault,
}

/// Reads one row.
pub(crate) struct Cells<'t> {
    columns: &'t [String],
    row: &'t TableRow,
    faults: Vec<FieldFault>,
}

/// Columns that nobody reads, each a fault of the head.
pub(crate) fn unknown_columns(table: &Table, known: &[&str]) -> Vec<LineFault> {
    let strange = table.columns.iter().filter(|column| !known.contains(&column.as_str()));
    strange
        .map(|column| LineFault { line: 1, fault: FieldFault::new(column, Wrong::Unknown) })
        .collect()
}

impl<'t> Cells<'t> {
    pub(crate) const fn of(table: &'t Table, row: &'t TableRow) -> Self {
        Self { columns: table.columns.as_slice(), row, faults: Vec::new() }
    }

    /// What was found wrong, and what else is wrong with the entry that was read.
    pub(crate) fn into_faults(self, more: Vec<FieldFault>) -> Vec<LineFault> {
        let line = self.row.line;
        let known: Vec<String> = self.faults.iter().map(|fault| fault.field.clone()).collect();
        let more = more.into_iter().filter(|fault| !known.contains(&fault.field));
        self.faults.into_iter().chain(more).map(|fault| LineFault { line, fault }).collect()
    }

    pub(crate) fn fault(&mut self, column: &str, wrong: Wrong) {
        self.faults.push(FieldFault::new(column, wrong));
    }

    /// The text; empty where there is no such column.
    pub(crate) fn text(&self, column: &str) -> &'t str {
        let place = self.columns.iter().position(|name| name == column);
        place.and_then(|place| self.row.cells.get(place)).map_or("", String::as_str)
    }

    /// A word of a closed list; absent where nothing is written.
    pub(crate) fn word<T: DeserializeOwned>(&mut self, column: &str) -> Option<T> {
        self.read(column, |text| serde_json::from_value(Value::String(text.to_owned())).ok())
    }

    /// A whole number; absent where nothing is written.
    pub(crate) fn number<T: FromStr>(&mut self, column: &str) -> Option<T> {
        self.read(column, |text| text.parse().ok())
    }

    /// Yes or no; nothing written is no.
    pub(crate) fn flag(&mut self, column: &str) -> bool {
        let read = self.read(column, |text| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        });
        read.unwrap_or(false)
    }

    /// A date; absent where nothing is written.
    pub(crate) fn date(&mut self, column: &str) -> Option<NaiveDate> {
        self.read(column, date)
    }

    /// An instant on the office's clock; absent where nothing is written.
    pub(crate) fn instant(&mut self, column: &str) -> Option<Timestamp> {
        self.read(column, instant).map(Timestamp::at_office)
    }

    /// A unit by its code, its short name or its full one.
    pub(crate) fn unit(&mut self, column: &str, organisation: &Organisation) -> Option<UnitId> {
        let text = self.text(column);
        let named = organisation.units().find(|unit| {
            unit.active
                && [&unit.code, &unit.short_name, &unit.name].into_iter().any(|name| name == text)
        });
        if text.is_empty() {
            self.fault(column, Wrong::Missing);
        } else if named.is_none() {
            self.fault(column, Wrong::Unknown);
        }
        named.map(|unit| unit.id)
    }

    /// What has to be there.
    pub(crate) fn needed<T>(&mut self, column: &str, value: Option<T>) -> Option<T> {
        if self.text(column).is_empty() {
            self.fault(column, Wrong::Missing);
        }
        value
    }

    fn read<T>(&mut self, column: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            self.fault(column, Wrong::Unreadable);
        }
        value
    }
}

/// A date as people and spreadsheets write it: year, month and day with anything between them, or the number of days since
/// 1899-12-30.
fn date(text: &str) -> Option<NaiveDate> {
    match figures(text)?.as_slice() {
        [year, month, day] => calendar_day(*year, *month, *day),
        [days] if text.len() == 5 => day_of(*days),
        _ => None,
    }
}

/// A date and a time of day likewise; a spreadsheet keeps the time as a fraction of the day.
fn instant(text: &str) -> Option<NaiveDateTime> {
    if let Some((days, fraction)) = text.split_once('.')
        && days.len() == 5
        && let (Ok(days), Some(minutes)) = (days.parse(), minutes_of(fraction))
    {
        return day_of(days)?.and_hms_opt(minutes / 60, minutes % 60, 0);
    }
    match figures(text)?.as_slice() {
        [year, month, day, hour, minute] => {
            calendar_day(*year, *month, *day)?.and_hms_opt(*hour, *minute, 0)
        }
        [year, month, day, hour, minute, second] => {
            calendar_day(*year, *month, *day)?.and_hms_opt(*hour, *minute, *second)
        }
        _ => date(text)?.and_hms_opt(0, 0, 0),
    }
}

/// The numbers in a text, as far as nothing but numbers and marks between them stands there.
fn figures(text: &str) -> Option<Vec<u32>> {
    if text.chars().any(|c| c.is_ascii_alphabetic() && c != 'T') {
        return None;
    }
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().ok()).collect()
}

fn calendar_day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn day_of(days: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days.into()))
}

/// The minute of the day that a decimal fraction of it is, rounded.
fn minutes_of(fraction: &str) -> Option<u32> {
    const DIGITS: usize = 9;
    const ONE: u64 = 1_000_000_000;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits: String = fraction.chars().chain(std::iter::repeat('0')).take(DIGITS).collect();
    let minutes = (digits.parse::<u64>().ok()? * 1_440 + ONE / 2) / ONE;
    u32::try_from(minutes).ok().filter(|minutes| *minutes < 1_440)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-09-15", true)]
    #[case("2026/9/15", true)]
    #[case("2026.9.15", true)]
    #[case("2026年9月15日", true)]
    #[case("46280", true)]
    #[case("15.9.2026", false)]
    #[case("2026-02-30", false)]
    #[case("September", false)]
    #[case("462800", false)]
    #[case("99999999999999", false)]
    fn a_date_is_read_as_people_and_spreadsheets_write_it(#[case] text: &str, #[case] reads: bool) {
        let day = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap();
        assert_eq!(date(text), reads.then_some(day));
    }

    #[rstest]
    #[case("2026-09-15 17:29", Some("2026-09-15T17:29:00"))]
    #[case("2026-09-15T17:29:30", Some("2026-09-15T17:29:30"))]
    #[case("2026年9月15日17时29分", Some("2026-09-15T17:29:00"))]
    #[case("46280.7284722222", Some("2026-09-15T17:29:00"))]
    #[case("46280", Some("2026-09-15T00:00:00"))]
    #[case("2026-09-15", Some("2026-09-15T00:00:00"))]
    #[case("2026-09-15 25:00", None)]
    #[case("46280.", None)]
    fn an_instant_is_read_likewise(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(instant(text), expected.map(|text| text.parse().unwrap()));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line_and_once() {
        let mut table = Table::new(["month", "comprehensive", "title"]);
        table.push(vec!["September".to_owned(), "perhaps".to_owned(), String::new()]);
        let mut cells = Cells::of(&table, &table.rows[0]);
        assert_eq!((cells.number::<u32>("month"), cells.flag("comprehensive")), (None, false));
        assert_eq!(cells.text("colour"), "");
        let more = vec![
            FieldFault::new("month", Wrong::Missing),
            FieldFault::new("title", Wrong::Missing),
        ];
        let faults = cells.into_faults(more);
        let said: Vec<_> = faults
            .iter()
            .map(|fault| (fault.line, fault.fault.field.as_str(), fault.fault.wrong.code()))
            .collect();
        let expected = [
            (2, "month", "unreadable"),
            (2, "comprehensive", "unreadable"),
            (2, "title", "missing"),
        ];
        assert_eq!(said, expected);
        assert_eq!(unknown_columns(&table, &["month", "title"]).len(), 1);
    }
}

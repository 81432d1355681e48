//! Reading the cells of a table's row, with everything that cannot be read named by its line and column.

use std::collections::BTreeSet;
use std::str::FromStr;

use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::{Organisation, Timestamp, UnitId};
use chrono::{Days, NaiveDate, NaiveDateTime};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::table::{Table, TableRow};

/// A field in a line of a file that cannot stay as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFault {
    /// The line in the file, from 1; the names of the columns stand in the first.
    pub line: u64,
    /// The field and what is wrong with it.
    #[serde(flatten)]
    pub fault: FieldFault,
}

/// An entry as a line of a file has it, or a form with a field for each column.
pub trait Line: Clone + Send + Sync + 'static {
    /// The columns of a file that brings entries, which are the names of the fields.
    const COLUMNS: &'static [&'static str];
    /// The fields that say which of two entries is which. A duplicate is reported at
    /// the last of them.
    const KEY: &'static [&'static str] = &[];

    /// The entry of a line. A cell that cannot be read is reported, and any valid value is put in its place, so that the
    /// other fields are still checked; nothing if there is no valid value.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// What is wrong with its fields at the instant `now`.
    #[must_use]
    fn faults(&self, _now: Timestamp) -> Vec<FieldFault> {
        Vec::new()
    }

    /// What no other entry may have, as a text; nothing where two may be the same.
    #[must_use]
    fn identity(&self) -> Option<String> {
        None
    }

    /// What is wrong with lines of one file together, as far as their keys can be read.
    #[must_use]
    fn together(_lines: &[(u64, Self)]) -> Vec<LineFault> {
        Vec::new()
    }
}

/// The lines of a table whose keys can be read, each with its number, and everything that is wrong in any line; `known` are the
/// columns that a file may have. Without faults the lines are all that there are.
pub(crate) fn read_lines<L: Line>(
    table: &Table,
    known: &[&str],
    organisation: &Organisation,
    now: Timestamp,
) -> (Vec<(u64, L)>, Vec<LineFault>) {
    let strange = table.columns.iter().filter(|column| !known.contains(&column.as_str()));
    let mut faults: Vec<_> = strange
        .map(|column| LineFault { line: 1, fault: FieldFault::new(column, Wrong::Unknown) })
        .collect();
    let (mut lines, mut identities) = (Vec::new(), BTreeSet::new());
    for row in &table.rows {
        let mut cells =
            Cells { columns: &table.columns, row, organisation, now, faults: Vec::new() };
        let Some(read) = L::read(&mut cells) else {
            faults.extend(cells.into_faults(Vec::new()));
            continue;
        };
        let has_key = !cells.faults.iter().any(|fault| L::KEY.contains(&fault.field.as_str()));
        if has_key && read.identity().is_some_and(|identity| !identities.insert(identity)) {
            cells.fault(L::KEY.last().copied().unwrap_or_default(), Wrong::Taken);
        }
        faults.extend(cells.into_faults(read.faults(now)));
        lines.extend(has_key.then_some((row.line, read)));
    }
    faults.extend(L::together(&lines));
    faults.sort_by_key(|fault| fault.line);
    (lines, faults)
}

/// The entry that a form says, with one text for each of its columns.
///
/// # Errors
///
/// Every field that cannot stay as it is.
pub fn typed<L: Line>(
    cells: Vec<String>,
    organisation: &Organisation,
    now: Timestamp,
) -> Result<L, Vec<FieldFault>> {
    let mut table = Table::new(L::COLUMNS.iter().copied());
    table.push(cells);
    let (lines, faults) = read_lines(&table, L::COLUMNS, organisation, now);
    let faults = faults.into_iter().map(|fault| fault.fault).collect::<Vec<_>>();
    lines.into_iter().next().filter(|_| faults.is_empty()).map(|(_, line)| line).ok_or(faults)
}

/// Reads one row.
pub struct Cells<'t> {
    columns: &'t [String],
    row: &'t TableRow,
    organisation: &'t Organisation,
    now: Timestamp,
    faults: Vec<FieldFault>,
}

impl<'t> Cells<'t> {
    /// When it is read.
    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    /// What was found wrong, and what else is wrong with the entry that was read.
    fn into_faults(self, more: Vec<FieldFault>) -> Vec<LineFault> {
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
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
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

    /// A unit by its code, one of its names or its identifier. After a fault any existing unit is returned, so that the other
    /// fields are still checked; nothing where there are no units.
    pub(crate) fn unit(&mut self, column: &str) -> Option<UnitId> {
        let text = self.text(column);
        let units = self.organisation.units();
        let named = units.filter(|unit| unit.active).find(|unit| {
            [&unit.code, &unit.short_name, &unit.name].into_iter().any(|name| name == text)
                || text.parse() == Ok(unit.id)
        });
        if text.is_empty() {
            self.fault(column, Wrong::Missing);
        } else if named.is_none() {
            self.fault(column, Wrong::Unknown);
        }
        named.or_else(|| self.organisation.units().next()).map(|unit| unit.id)
    }

    /// What has to be there, read so.
    pub(crate) fn needed<T>(
        &mut self,
        column: &str,
        read: impl Fn(&mut Self, &str) -> Option<T>,
    ) -> Option<T> {
        if self.text(column).is_empty() {
            self.fault(column, Wrong::Missing);
        }
        read(self, column)
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
    #[case::midnight("0", Some(0))]
    #[case::half_a_minute("000347222", Some(0))]
    #[case::a_little_more("000347223", Some(1))]
    #[case::noon("5", Some(720))]
    #[case::the_last_minute("9993", Some(1_439))]
    #[case::what_would_be_the_next_day("9999", None)]
    #[case::more_digits_than_count("50000000000000000000", Some(720))]
    #[case::nothing("", None)]
    #[case::no_digits("5x", None)]
    fn a_fraction_of_a_day_is_a_minute_of_it(#[case] fraction: &str, #[case] minute: Option<u32>) {
        assert_eq!(minutes_of(fraction), minute);
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

    #[derive(Debug, Clone, PartialEq)]
    struct Example {
        month: Option<u32>,
        whole: bool,
        title: String,
    }

    impl Line for Example {
        const COLUMNS: &'static [&'static str] = &["month", "whole", "title"];
        const KEY: &'static [&'static str] = &["month", "title"];

        fn read(cells: &mut Cells<'_>) -> Option<Self> {
            assert_eq!(cells.text("nowhere"), "");
            let (month, whole) = (cells.number("month"), cells.flag("whole"));
            Some(Self { month, whole, title: cells.text("title").to_owned() })
        }

        fn faults(&self, _: Timestamp) -> Vec<FieldFault> {
            let missing = [("month", self.month.is_none()), ("title", self.title.is_empty())];
            let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing);
            missing.map(|(field, _)| FieldFault::new(field, Wrong::Missing)).collect()
        }

        fn identity(&self) -> Option<String> {
            Some(self.title.clone())
        }
    }

    fn row(cells: [&str; 3]) -> Vec<String> {
        cells.map(str::to_owned).into()
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line_and_once() {
        let mut table = Table::new(Example::COLUMNS.iter().copied());
        for cells in [["September", "perhaps", ""], ["1", "true", "a"], ["2", "no", "a"]] {
            table.push(row(cells));
        }
        let nobody = Organisation::default();
        let known = &["month", "title"];
        let (lines, faults) = read_lines::<Example>(&table, known, &nobody, Timestamp(0));
        let said: Vec<_> = faults
            .iter()
            .map(|fault| (fault.line, fault.fault.field.as_str(), fault.fault.wrong.code()))
            .collect();
        let expected = [
            (1, "whole", "unknown"),
            (2, "month", "unreadable"),
            (2, "whole", "unreadable"),
            (2, "title", "missing"),
            (4, "title", "taken"),
        ];
        assert_eq!(said, expected);
        let numbers: Vec<_> = lines.iter().map(|(line, _)| *line).collect();
        assert_eq!(numbers, [3, 4], "the key of the first line cannot be read");
    }

    #[test]
    fn a_form_is_read_like_a_line() {
        let read = |cells| typed::<Example>(row(cells), &Organisation::default(), Timestamp(0));
        let whole = Example { month: Some(9), whole: true, title: "a".to_owned() };
        assert_eq!(read(["9", "yes", "a"]), Ok(whole));
        let faults = read(["x", "", ""]).unwrap_err();
        let said: Vec<_> =
            faults.iter().map(|fault| (fault.field.as_str(), fault.wrong.code())).collect();
        assert_eq!(said, [("month", "unreadable"), ("title", "missing")]);
    }
}

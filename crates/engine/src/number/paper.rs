//! A register that was kept on paper, as a table: read, and judged line by line, so that a wrong one is refused whole.

use std::collections::{BTreeMap, BTreeSet};

use baopi_workflow::number::{MAX_SEQUENCE, NumberState, PaperEntry, is_series_code};
use baopi_workflow::{DocNumber, Organisation, UnitId};
use chrono::{Datelike, NaiveDate};

use crate::books::table::first_line;

/// The most lines of one table.
pub const MAX_LINES: usize = 100_000;
/// The longest title, in characters.
const MAX_TITLE: usize = 200;
/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 机关代字
    Series,
    /// The year.
    Year,
    /// The sequence number.
    Sequence,
    /// Used or void.
    State,
    /// The title.
    Title,
    /// The issuing unit, by its code or one of its names.
    Unit,
    /// 成文日期
    DocDate,
    /// Why the number was given up.
    VoidReason,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 8] = [
        Self::Series,
        Self::Year,
        Self::Sequence,
        Self::State,
        Self::Title,
        Self::Unit,
        Self::DocDate,
        Self::VoidReason,
    ];

    /// Its key, which is also how the head of a table may name it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Year => "year",
            Self::Sequence => "sequence",
            Self::State => "state",
            Self::Title => "title",
            Self::Unit => "unit",
            Self::DocDate => "doc_date",
            Self::VoidReason => "void_reason",
        }
    }
}

/// How people write the heads of the columns and the states, besides the keys.
#[derive(Debug, Clone, Default)]
pub struct PaperWords {
    /// Names of columns.
    pub columns: Vec<(String, Column)>,
    /// Names of states.
    pub states: Vec<(String, NumberState)>,
}

/// Why a line cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperReason {
    /// The head names no such column.
    NoColumn,
    /// The head names the column twice.
    ColumnTwice,
    /// The line has another number of fields than the head.
    Fields,
    /// There is no line below the head.
    Nothing,
    /// There are more lines than are taken at once.
    TooMany {
        /// The most.
        limit: usize,
    },
    /// Nothing is written where something must be.
    Missing,
    /// It is no number of the expected form, or none that there can be.
    NoNumber,
    /// The year has not come yet.
    FutureYear,
    /// The state is neither used nor void.
    UnknownState,
    /// There is no such unit.
    UnknownUnit,
    /// The code is not registered for the unit.
    NotOfUnit,
    /// It is no date, such as 2026-09-15.
    NoDate,
    /// The date is of another year than the number.
    OtherYear,
    /// The date has not come yet.
    FutureDate,
    /// It is too long.
    TooLong {
        /// The most characters.
        limit: usize,
    },
    /// There is a reason for a number that was not given up.
    NotVoid,
    /// The same number stands on an earlier line.
    Twice {
        /// The earlier line.
        line: u64,
    },
    /// The number is in the register already.
    Taken,
    /// The program has begun to give numbers of this series and year, and paper does not go on above them.
    Begun {
        /// The last one that was given.
        last: u32,
    },
    /// Nothing says what became of these numbers.
    Gap {
        /// The first.
        first: DocNumber,
        /// The last.
        last: DocNumber,
    },
}

impl PaperReason {
    /// Its code, as in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoColumn => "no_column",
            Self::ColumnTwice => "column_twice",
            Self::Fields => "fields",
            Self::Nothing => "nothing",
            Self::TooMany { .. } => "too_many",
            Self::Missing => "missing",
            Self::NoNumber => "no_number",
            Self::FutureYear => "future_year",
            Self::UnknownState => "unknown_state",
            Self::UnknownUnit => "unknown_unit",
            Self::NotOfUnit => "not_of_unit",
            Self::NoDate => "no_date",
            Self::OtherYear => "other_year",
            Self::FutureDate => "future_date",
            Self::TooLong { .. } => "too_long",
            Self::NotVoid => "not_void",
            Self::Twice { .. } => "twice",
            Self::Taken => "taken",
            Self::Begun { .. } => "begun",
            Self::Gap { .. } => "gap",
        }
    }
}

/// What is wrong in one place of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFault {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column, where it is about one.
    pub column: Option<Column>,
    /// Why the line cannot be taken over.
    pub reason: PaperReason,
}

/// A line of the table as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    number: u64,
    fields: BTreeMap<Column, String>,
}

impl Line {
    fn text(&self, column: Column) -> &str {
        self.fields.get(&column).map_or("", String::as_str)
    }

    fn fault(&self, column: Column, reason: PaperReason) -> PaperFault {
        PaperFault { line: self.number, column: Some(column), reason }
    }
}

/// Reads a table: the head names the columns in any order, and every line has as many fields.
///
/// # Errors
///
/// Everything that keeps it from being read as such a table.
pub(crate) fn read(text: &str, words: &PaperWords) -> Result<Vec<Line>, Vec<PaperFault>> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let whole = |reason| vec![PaperFault { line: 1, column: None, reason }];
    let head = reader.headers().map_err(|_| whole(PaperReason::Fields))?;
    let columns: Vec<_> = head.iter().map(|name| column(name, words)).collect();
    let mut faults = Vec::new();
    for column in Column::ALL {
        let reason = match columns.iter().filter(|named| **named == Some(column)).count() {
            0 => PaperReason::NoColumn,
            1 => continue,
            _ => PaperReason::ColumnTwice,
        };
        faults.push(PaperFault { line: 1, column: Some(column), reason });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        // The text is UTF-8 and the number of fields is free, so that nothing is left to fail.
        let Ok(record) = record else { return Err(whole(PaperReason::Fields)) };
        let number = record.position().map_or(0, |position| first_line(text, position));
        if record.len() != columns.len() {
            faults.push(PaperFault { line: number, column: None, reason: PaperReason::Fields });
            continue;
        }
        let named = columns.iter().zip(&record);
        let fields =
            named.filter_map(|(column, field)| Some(((*column)?, field.to_owned()))).collect();
        lines.push(Line { number, fields });
    }
    match lines.len() {
        0 if faults.is_empty() => Err(whole(PaperReason::Nothing)),
        count if count > MAX_LINES => Err(whole(PaperReason::TooMany { limit: MAX_LINES })),
        _ if faults.is_empty() => Ok(lines),
        _ => Err(faults),
    }
}

fn column(name: &str, words: &PaperWords) -> Option<Column> {
    let own = Column::ALL.into_iter().find(|column| column.key() == name);
    own.or_else(|| words.columns.iter().find(|(word, _)| word == name).map(|(_, column)| *column))
}

/// Judges every line by itself.
pub(crate) fn judge(
    lines: &[Line],
    words: &PaperWords,
    organisation: &Organisation,
    today: NaiveDate,
) -> (Vec<(u64, PaperEntry)>, Vec<PaperFault>) {
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for line in lines {
        let judged = Judged { line, words, organisation, today, faults: Vec::new() };
        match judged.entry() {
            Ok(entry) => entries.push((line.number, entry)),
            Err(wrong) => faults.extend(wrong),
        }
    }
    (entries, faults)
}

struct Judged<'a> {
    line: &'a Line,
    words: &'a PaperWords,
    organisation: &'a Organisation,
    today: NaiveDate,
    faults: Vec<PaperFault>,
}

impl Judged<'_> {
    fn entry(mut self) -> Result<PaperEntry, Vec<PaperFault>> {
        let (year, sequence) = (self.year(), self.sequence());
        let (state, unit) = (self.state(), self.unit());
        let series = self.series(unit);
        let is_void = state == Some(NumberState::Void);
        let title = self.text(Column::Title, MAX_TITLE, !is_void);
        let doc_date = self.date(year, !is_void);
        let void_reason = self.text(Column::VoidReason, MAX_REASON, is_void);
        if !is_void && !void_reason.is_empty() {
            self.wrong(Column::VoidReason, PaperReason::NotVoid);
        }
        match (series, year, sequence, state, unit) {
            (Some(series), Some(year), Some(sequence), Some(state), Some(unit))
                if self.faults.is_empty() =>
            {
                let number = DocNumber { series, year, sequence };
                let void_reason = is_void.then_some(void_reason);
                Ok(PaperEntry { number, state, title, unit, doc_date, void_reason })
            }
            _ => Err(self.faults),
        }
    }

    fn wrong(&mut self, column: Column, reason: PaperReason) {
        self.faults.push(self.line.fault(column, reason));
    }

    /// A field that must not be empty.
    fn needed(&mut self, column: Column) -> Option<String> {
        let text = self.line.text(column);
        if text.is_empty() {
            self.wrong(column, PaperReason::Missing);
            return None;
        }
        Some(text.to_owned())
    }

    /// A number without leading zeros.
    fn number(&mut self, column: Column, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let text = self.needed(column)?;
        let number =
            text.parse().ok().filter(|number: &u32| fits(*number) && text == number.to_string());
        if number.is_none() {
            self.wrong(column, PaperReason::NoNumber);
        }
        number
    }

    fn year(&mut self) -> Option<i32> {
        let year = self.number(Column::Year, |year| (1949..=9999).contains(&year))?;
        let year = i32::try_from(year).ok()?;
        if year > self.today.year() {
            self.wrong(Column::Year, PaperReason::FutureYear);
        }
        Some(year)
    }

    fn sequence(&mut self) -> Option<u32> {
        self.number(Column::Sequence, |sequence| (1..=MAX_SEQUENCE).contains(&sequence))
    }

    fn state(&mut self) -> Option<NumberState> {
        let text = self.needed(Column::State)?;
        let own = [("used", NumberState::Used), ("void", NumberState::Void)];
        let own = own.into_iter().find(|(key, _)| *key == text).map(|(_, state)| state);
        let other = || self.words.states.iter().find(|(word, _)| *word == text);
        let state = own.or_else(|| other().map(|(_, state)| *state));
        if state.is_none() {
            self.wrong(Column::State, PaperReason::UnknownState);
        }
        state
    }

    fn unit(&mut self) -> Option<UnitId> {
        let text = self.needed(Column::Unit)?;
        let named = |name: &String| *name == text;
        let mut units = self.organisation.units();
        let unit =
            units.find(|unit| [&unit.code, &unit.short_name, &unit.name].into_iter().any(named));
        let id = unit.map(|unit| unit.id);
        if id.is_none() {
            self.wrong(Column::Unit, PaperReason::UnknownUnit);
        }
        id
    }

    fn series(&mut self, unit: Option<UnitId>) -> Option<String> {
        let code = self.needed(Column::Series)?;
        let unit = self.organisation.unit(unit?)?;
        if is_series_code(&code) && unit.series.iter().any(|series| series.code == code) {
            return Some(code);
        }
        self.wrong(Column::Series, PaperReason::NotOfUnit);
        None
    }

    fn text(&mut self, column: Column, limit: usize, is_needed: bool) -> String {
        let text = self.line.text(column).to_owned();
        if is_needed && text.is_empty() {
            self.wrong(column, PaperReason::Missing);
        }
        if text.chars().count() > limit {
            self.wrong(column, PaperReason::TooLong { limit });
        }
        text
    }

    fn date(&mut self, year: Option<i32>, is_needed: bool) -> Option<NaiveDate> {
        let text = self.line.text(Column::DocDate);
        if text.is_empty() {
            if is_needed {
                self.wrong(Column::DocDate, PaperReason::Missing);
            }
            return None;
        }
        let Some(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() else {
            self.wrong(Column::DocDate, PaperReason::NoDate);
            return None;
        };
        if year.is_some_and(|year| year != date.year()) {
            self.wrong(Column::DocDate, PaperReason::OtherYear);
        }
        if date > self.today {
            self.wrong(Column::DocDate, PaperReason::FutureDate);
        }
        Some(date)
    }
}

/// What the register has of a series and year already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Register {
    /// The numbers that the program gave.
    pub(crate) here: Vec<u32>,
    /// The numbers that were taken over before.
    pub(crate) paper: Vec<u32>,
}

/// Judges the lines of one series and year together with what the register has: no number twice, and none left out.
pub(crate) fn account(lines: &[(u64, &DocNumber)], register: &Register) -> Vec<PaperFault> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<u32, u64> = BTreeMap::new();
    let taken: BTreeSet<u32> = register.here.iter().chain(&register.paper).copied().collect();
    let last_here = register.here.iter().max().copied();
    for (line, number) in lines {
        let reason = match (seen.get(&number.sequence), last_here) {
            (Some(first), _) => Some(PaperReason::Twice { line: *first }),
            (None, _) if taken.contains(&number.sequence) => Some(PaperReason::Taken),
            (None, Some(last)) if number.sequence > last => Some(PaperReason::Begun { last }),
            (None, _) => None,
        };
        seen.entry(number.sequence).or_insert(*line);
        faults.extend(reason.map(|reason| PaperFault {
            line: *line,
            column: Some(Column::Sequence),
            reason,
        }));
    }
    let Some((_, any)) = lines.first() else { return faults };
    let number = |sequence| DocNumber { sequence, ..DocNumber::clone(any) };
    let mut expected = 1;
    let all: BTreeSet<u32> = taken.iter().chain(seen.keys()).copied().collect();
    for sequence in all {
        if sequence > expected {
            // The line that comes after the gap; the first one where only the register goes on after it.
            let line = seen.get(&sequence).copied().unwrap_or(lines[0].0);
            let (first, last) = (number(expected), number(sequence - 1));
            let reason = PaperReason::Gap { first, last };
            faults.push(PaperFault { line, column: Some(Column::Sequence), reason });
        }
        expected = sequence + 1;
    }
    faults
}

#[cfg(test)]
mod tests {
    use baopi_workflow::organisation::Level;
    use baopi_workflow::{Series, Unit, UnitKind};
    use rstest::rstest;

    use super::*;

    const HEAD: &str = "series,year,sequence,state,title,unit,doc_date,void_reason\n";

    fn organisation() -> Organisation {
        let unit = Unit {
            id: UnitId(uuid::Uuid::from_u128(1)),
            code: "U13".to_owned(),
            name: "青澜区农业农村局".to_owned(),
            short_name: "农业农村局".to_owned(),
            kind: UnitKind::Department,
            level: Level::District,
            parent: None,
            office: None,
            host: None,
            series: vec![Series { code: "青农发".to_owned(), counted: true }],
            active: true,
        };
        Organisation::new(vec![unit], Vec::new(), Vec::new())
    }

    fn words() -> PaperWords {
        PaperWords {
            columns: vec![("代字".to_owned(), Column::Series), ("标题".to_owned(), Column::Title)],
            states: vec![("作废".to_owned(), NumberState::Void)],
        }
    }

    fn judged(body: &str) -> Result<Vec<(u64, PaperEntry)>, Vec<PaperFault>> {
        let lines = read(&format!("{HEAD}{body}"), &words())?;
        let today = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap();
        let (entries, faults) = judge(&lines, &words(), &organisation(), today);
        if faults.is_empty() { Ok(entries) } else { Err(faults) }
    }

    fn told(faults: &[PaperFault]) -> Vec<String> {
        let told = |fault: &PaperFault| {
            let column = fault.column.map_or("-", Column::key);
            format!("{} {column} {}", fault.line, fault.reason.code())
        };
        faults.iter().map(told).collect()
    }

    #[test]
    fn a_register_is_read_with_its_states_in_words_and_its_units_by_any_name() {
        let body = "青农发,2026,1,used,\"通知，含\"\"引号\"\"\",U13,2026-01-05,\n\
                    青农发,2026,2,作废,,农业农村局,,重复登记\n";
        let entries = judged(body).unwrap();
        assert_eq!(entries.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(entries[0].1.title, "通知，含\"引号\"");
        assert_eq!(entries[0].1.number.to_string(), "青农发〔2026〕1号");
        let void = &entries[1].1;
        assert_eq!(
            (void.state, void.void_reason.as_deref()),
            (NumberState::Void, Some("重复登记"))
        );
    }

    #[test]
    fn the_head_names_the_columns_in_any_order_and_language() {
        let text = "标题,代字,year,sequence,state,unit,doc_date,void_reason,remark\nt,青农发,2026,1,used,U13,2026-01-05,,x\n";
        let lines = read(text, &words()).unwrap();
        assert_eq!((lines[0].text(Column::Series), lines[0].text(Column::Title)), ("青农发", "t"));
        let faults = read("series,series,year\n", &words()).unwrap_err();
        let expected = [
            "1 series column_twice",
            "1 sequence no_column",
            "1 state no_column",
            "1 title no_column",
            "1 unit no_column",
            "1 doc_date no_column",
            "1 void_reason no_column",
        ];
        assert_eq!(told(&faults), expected);
    }

    #[rstest]
    #[case::nothing("", "1 - nothing")]
    #[case::fields("青农发,2026,1\n", "2 - fields")]
    #[case::no_series(",2026,1,used,t,U13,2026-01-05,", "2 series missing")]
    #[case::other_series("青政发,2026,1,used,t,U13,2026-01-05,", "2 series not_of_unit")]
    #[case::year("青农发,26,1,used,t,U13,2026-01-05,", "2 year no_number")]
    #[case::future_year("青农发,2027,1,void,t,U13,,x", "2 year future_year")]
    #[case::leading_zero("青农发,2026,01,used,t,U13,2026-01-05,", "2 sequence no_number")]
    #[case::zero("青农发,2026,0,used,t,U13,2026-01-05,", "2 sequence no_number")]
    #[case::too_high("青农发,2026,100000,used,t,U13,2026-01-05,", "2 sequence no_number")]
    #[case::full_width("青农发,2026,１,used,t,U13,2026-01-05,", "2 sequence no_number")]
    #[case::state("青农发,2026,1,lost,t,U13,2026-01-05,", "2 state unknown_state")]
    #[case::no_title("青农发,2026,1,used,,U13,2026-01-05,", "2 title missing")]
    #[case::unit("青农发,2026,1,used,t,U99,2026-01-05,", "2 unit unknown_unit")]
    #[case::no_date("青农发,2026,1,used,t,U13,,", "2 doc_date missing")]
    #[case::bad_date("青农发,2026,1,used,t,U13,2026-02-30,", "2 doc_date no_date")]
    #[case::other_year("青农发,2026,1,used,t,U13,2025-12-31,", "2 doc_date other_year")]
    #[case::future_date("青农发,2026,1,used,t,U13,2026-09-16,", "2 doc_date future_date")]
    #[case::no_reason("青农发,2026,1,void,t,U13,,", "2 void_reason missing")]
    #[case::needless_reason("青农发,2026,1,used,t,U13,2026-01-05,x", "2 void_reason not_void")]
    fn a_wrong_line_is_named_with_its_field_and_its_reason(
        #[case] line: &str,
        #[case] expected: &str,
    ) {
        assert_eq!(told(&judged(line).unwrap_err()), [expected]);
    }

    #[test]
    fn everything_that_is_wrong_is_named_at_once() {
        let long = "长".repeat(201);
        let body = format!("青农发,2026,x,lost,{long},U99,1,\n\n青农发,2026,2,void,,U13,,\n");
        let expected = [
            "2 sequence no_number",
            "2 state unknown_state",
            "2 unit unknown_unit",
            "2 title too_long",
            "2 doc_date no_date",
            "4 void_reason missing",
        ];
        assert_eq!(told(&judged(&body).unwrap_err()), expected);
    }

    #[rstest]
    #[case::the_longest_title(MAX_TITLE, 1, &[])]
    #[case::a_longer_title(MAX_TITLE + 1, 1, &["2 title too_long"])]
    #[case::the_longest_reason(1, MAX_REASON, &[])]
    #[case::a_longer_reason(1, MAX_REASON + 1, &["2 void_reason too_long"])]
    fn title_and_reason_have_their_bounds(
        #[case] title: usize,
        #[case] reason: usize,
        #[case] expected: &[&str],
    ) {
        let (title, reason) = ("题".repeat(title), "因".repeat(reason));
        let faults = judged(&format!("青农发,2026,1,void,{title},U13,,{reason}\n"));
        assert_eq!(told(&faults.err().unwrap_or_default()), expected);
    }

    #[test]
    fn a_hundred_thousand_lines_are_read_at_once_and_no_more() {
        let lines = |count| format!("{HEAD}{}", ",,,,,,,\n".repeat(count));
        assert_eq!(read(&lines(MAX_LINES), &words()).map(|lines| lines.len()), Ok(MAX_LINES));
        let faults = read(&lines(MAX_LINES + 1), &words()).unwrap_err();
        assert_eq!(told(&faults), ["1 - too_many"]);
    }

    fn accounted(sequences: &[u32], here: &[u32], paper: &[u32]) -> Vec<String> {
        let numbers: Vec<_> = sequences
            .iter()
            .map(|sequence| DocNumber {
                series: "青农发".to_owned(),
                year: 2026,
                sequence: *sequence,
            })
            .collect();
        let lines: Vec<_> = (2..).zip(&numbers).collect();
        let register = Register { here: here.to_vec(), paper: paper.to_vec() };
        told(&account(&lines, &register))
    }

    #[test]
    fn numbers_are_taken_over_without_gaps_and_once() {
        assert_eq!(accounted(&[3, 1, 2], &[], &[]), [""; 0]);
        assert_eq!(accounted(&[3, 4], &[], &[1, 2]), [""; 0]);
        assert_eq!(accounted(&[1, 2], &[3, 4], &[]), [""; 0], "what was left to be taken over");
        assert_eq!(accounted(&[2, 5], &[], &[]), ["2 sequence gap", "3 sequence gap"]);
        assert_eq!(accounted(&[1, 1], &[], &[]), ["3 sequence twice"]);
        assert_eq!(accounted(&[1, 2], &[], &[1]), ["2 sequence taken"]);
        assert_eq!(accounted(&[1, 2], &[1], &[]), ["2 sequence taken", "3 sequence begun"]);
        assert_eq!(accounted(&[1], &[4], &[]), ["2 sequence gap"]);
    }
}

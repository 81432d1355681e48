//! Tables in files: rows of named columns from and to CSV and XLSX, as office suites write and read them.
//!
//! What is exported never runs: a text that a spreadsheet would take for a formula gets an apostrophe in front in CSV, which
//! importing takes off again; XLSX says of every cell that it is a text, but for the numbers in columns of figures.

use std::collections::BTreeSet;

use baopi_document::{Unreadable, read_sheet};
use encoding_rs::{GB18030, UTF_8, UTF_16LE};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::error::EngineError;

/// The largest file that is read as a table, in bytes.
pub const MAX_TABLE_BYTES: usize = 2 * 1024 * 1024;
/// The most rows of a table that is read, without its head.
pub const MAX_TABLE_ROWS: usize = 5_000;
/// The most columns of a table that is read.
pub const MAX_TABLE_COLUMNS: usize = 50;
/// The longest text of a cell that is read, in characters.
pub const MAX_CELL_CHARS: usize = 10_000;

/// With what a spreadsheet takes a text for a formula, in either width.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// What keeps it from doing so.
const QUOTE: char = '\'';

/// How a table is written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// A workbook of Office Open XML.
    Xlsx,
}

impl TableFormat {
    /// The ending of a file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// What the bytes are: a workbook is a zip archive, and everything else is taken for text.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") { Self::Xlsx } else { Self::Csv }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Its line in the file, from 1; the head is the first.
    pub line: u64,
    /// One text for each column.
    pub cells: Vec<String>,
}

/// Rows under named columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The names.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// The places of columns of figures: a number in them is written as one, so that it can be calculated with.
    pub figures: BTreeSet<usize>,
}

/// Why a file is no table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It has more bytes than are read.
    #[error("a table has at most {} bytes", MAX_TABLE_BYTES)]
    TooLarge,
    /// It has more rows than are read.
    #[error("a table has at most {} rows", MAX_TABLE_ROWS)]
    TooManyRows,
    /// It has more columns than are read.
    #[error("a table has at most {} columns", MAX_TABLE_COLUMNS)]
    TooManyColumns,
    /// A cell has more characters than are read.
    #[error("line {line}: a cell has at most {} characters", MAX_CELL_CHARS)]
    CellTooLong {
        /// In which line.
        line: u64,
    },
    /// There is no head, or nothing beneath it.
    #[error("the table is empty")]
    Empty,
    /// A row has more cells than the table has columns.
    #[error("line {line}: more cells than columns")]
    TooManyCells {
        /// Which line.
        line: u64,
    },
    /// Two columns have one name.
    #[error("two columns are called {0:?}")]
    ColumnTwice(String),
    /// It is in no encoding that is read.
    #[error("the text is neither UTF-8 nor GB18030")]
    Encoding,
    /// The quotation marks of a CSV file do not match, or it is damaged otherwise.
    #[error("line {line}: no CSV")]
    Csv {
        /// Near which line.
        line: u64,
    },
    /// The workbook cannot be read.
    #[error(transparent)]
    Workbook(#[from] Unreadable),
}

impl TableError {
    /// The word for it, as messages and the API call it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::TooManyRows => "too_many_rows",
            Self::TooManyColumns => "too_many_columns",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::Empty => "empty",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::ColumnTwice(_) => "column_twice",
            Self::Encoding => "encoding",
            Self::Csv { .. } => "csv",
            Self::Workbook(_) => "workbook",
        }
    }

    /// The line that is concerned, where one is.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::CellTooLong { line } | Self::TooManyCells { line } | Self::Csv { line } => {
                Some(*line)
            }
            Self::TooLarge
            | Self::TooManyRows
            | Self::TooManyColumns
            | Self::Empty
            | Self::ColumnTwice(_)
            | Self::Encoding
            | Self::Workbook(_) => None,
        }
    }
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let columns = columns.into_iter().map(Into::into).collect();
        Self { columns, rows: Vec::new(), figures: BTreeSet::new() }
    }

    /// The same with figures in these columns.
    #[must_use]
    pub fn with_figures(self, places: impl IntoIterator<Item = usize>) -> Self {
        Self { figures: places.into_iter().collect(), ..self }
    }

    /// Adds a row beneath the others.
    pub fn push(&mut self, cells: Vec<String>) {
        let line = self.rows.len() as u64 + 2;
        self.rows.push(TableRow { line, cells });
    }

    /// Reads a file, whatever it is of the two.
    ///
    /// # Errors
    ///
    /// [`TableError`].
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        if bytes.len() > MAX_TABLE_BYTES {
            return Err(TableError::TooLarge);
        }
        let rows = match TableFormat::of(bytes) {
            TableFormat::Csv => csv_rows(&decoded(bytes)?)?,
            TableFormat::Xlsx => read_sheet(bytes)?
                .into_iter()
                .map(|row| TableRow { line: row.number.into(), cells: row.cells })
                .collect(),
        };
        assembled(rows)
    }

    /// Writes a file.
    ///
    /// # Errors
    ///
    /// [`EngineError::Workbook`] if a workbook cannot hold so many rows or so long a text.
    pub fn write(&self, format: TableFormat) -> Result<Vec<u8>, EngineError> {
        match format {
            TableFormat::Csv => Ok(self.csv()),
            TableFormat::Xlsx => Ok(self.xlsx()?),
        }
    }

    /// With a byte order mark, without which spreadsheets in Chinese take UTF-8 for GBK.
    fn csv(&self) -> Vec<u8> {
        let mut out = "\u{feff}".to_owned();
        let rows = std::iter::once(&self.columns).chain(self.rows.iter().map(|row| &row.cells));
        for cells in rows {
            let cell = |(place, cell): (usize, &String)| match self.figure(place, cell) {
                Some(_) => cell.clone(),
                None => csv_cell(cell),
            };
            let cells: Vec<String> = cells.iter().enumerate().map(cell).collect();
            out.push_str(&cells.join(","));
            out.push_str("\r\n");
        }
        out.into_bytes()
    }

    fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let rows = std::iter::once(&self.columns).chain(self.rows.iter().map(|row| &row.cells));
        for (number, cells) in (0..).zip(rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match self.figure(usize::from(column), cell) {
                    Some(figure) => sheet.write_number(number, column, figure)?,
                    None => sheet.write_string(number, column, cell)?,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
        book.save_to_buffer()
    }

    /// The number in a cell, where the column is one of figures.
    fn figure(&self, place: usize, cell: &str) -> Option<f64> {
        let known = self.figures.contains(&place).then(|| cell.parse::<f64>().ok())?;
        known.filter(|figure| figure.is_finite())
    }
}

fn csv_cell(cell: &str) -> String {
    let formula = cell.trim_start_matches(QUOTE).starts_with(FORMULA);
    let safe = if formula { format!("{QUOTE}{cell}") } else { cell.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// Takes off what [`csv_cell`] put in front.
fn plain(cell: &str) -> String {
    let bare =
        cell.strip_prefix(QUOTE).filter(|rest| rest.trim_start_matches(QUOTE).starts_with(FORMULA));
    bare.unwrap_or(cell).trim().to_owned()
}

/// UTF-8 with or without its mark, UTF-16 with one, or GB18030, which is what older office suites write in China.
fn decoded(bytes: &[u8]) -> Result<String, TableError> {
    let text = if let [0xFF, 0xFE, rest @ ..] = bytes {
        UTF_16LE.decode_without_bom_handling_and_without_replacement(rest)
    } else {
        let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        UTF_8
            .decode_without_bom_handling_and_without_replacement(rest)
            .or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(rest))
    };
    let text = text.filter(|text| !text.contains('\0')).ok_or(TableError::Encoding)?;
    Ok(text.into_owned())
}

fn csv_rows(text: &str) -> Result<Vec<TableRow>, TableError> {
    let separator =
        if text.lines().next().is_some_and(|head| head.contains('\t')) { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| TableError::Csv {
            line: error.position().map_or(0, csv::Position::line),
        })?;
        if rows.len() > MAX_TABLE_ROWS {
            return Err(TableError::TooManyRows);
        }
        let line = record.position().map_or(0, |position| first_line(text, position));
        rows.push(TableRow { line, cells: record.iter().map(plain).collect() });
    }
    Ok(rows)
}

/// The line in which a record begins; the reader's position lies before the empty lines that it passes over.
pub(crate) fn first_line(text: &str, position: &csv::Position) -> u64 {
    let begin = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(begin..).unwrap_or_default();
    let passed = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + passed.filter(|byte| **byte == b'\n').count() as u64
}

/// The first row that is not empty is the head; empty rows mean nothing.
fn assembled(rows: Vec<TableRow>) -> Result<Table, TableError> {
    let mut rows = rows.into_iter().filter_map(without_blanks);
    let head = rows.next().ok_or(TableError::Empty)?;
    if head.cells.len() > MAX_TABLE_COLUMNS {
        return Err(TableError::TooManyColumns);
    }
    let mut known = BTreeSet::new();
    if let Some(twice) = head.cells.iter().find(|name| !known.insert(name.as_str())) {
        return Err(TableError::ColumnTwice(twice.clone()));
    }
    let mut table = Table::new(head.cells);
    for mut row in rows {
        if table.rows.len() == MAX_TABLE_ROWS {
            return Err(TableError::TooManyRows);
        }
        if row.cells.len() > table.columns.len() {
            return Err(TableError::TooManyCells { line: row.line });
        }
        if row.cells.iter().any(|cell| cell.chars().count() > MAX_CELL_CHARS) {
            return Err(TableError::CellTooLong { line: row.line });
        }
        row.cells.resize(table.columns.len(), String::new());
        table.rows.push(row);
    }
    if table.rows.is_empty() { Err(TableError::Empty) } else { Ok(table) }
}

/// The row without the empty cells at its end; nothing if all are.
fn without_blanks(mut row: TableRow) -> Option<TableRow> {
    for cell in &mut row.cells {
        *cell = cell.trim().to_owned();
    }
    let filled = row.cells.iter().rposition(|cell| !cell.is_empty())? + 1;
    row.cells.truncate(filled);
    Some(row)
}

#[cfg(test)]
mod tests;

//! The register of numbers: those that the program gave, and those that were taken over from paper.

use baopi_workflow::number::NumberState;
use baopi_workflow::{DocNumber, RequestId, Status, Timestamp, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;

/// Which part of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterFilter {
    /// Of this series.
    pub series: Option<String>,
    /// Of this year.
    pub year: Option<i32>,
    /// Of this issuing unit.
    pub unit: Option<UnitId>,
}

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The program gave it to a signed document.
    Numbered,
    /// It was taken over from a register that was kept on paper. The program knows of no approval.
    Imported,
}

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRow {
    /// The number.
    pub number: DocNumber,
    /// What became of it.
    pub state: NumberState,
    /// The beginning of the title.
    pub title: String,
    /// Issuing unit.
    pub unit: UnitId,
    /// Where it comes from.
    pub origin: Origin,
    /// The document; nothing for a number from paper.
    pub request: Option<RequestId>,
    /// 成文日期
    pub doc_date: Option<NaiveDate>,
    /// When the number was taken, or taken over.
    pub numbered_at: Timestamp,
    /// 印发日期
    pub issued_on: Option<NaiveDate>,
    /// Where the document stands; nothing for a number from paper.
    pub status: Option<Status>,
}

/// What became of a number and of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The document is signed, and not issued yet.
    NotIssued,
    /// The document is issued and in force, or stands in a register from paper.
    Issued,
    /// The document was revoked, as if it had never been.
    Revoked,
    /// The document was repealed.
    Repealed,
    /// The number was given up.
    Void,
}

impl RegisterRow {
    /// What became of the number and of its document.
    #[must_use]
    pub fn fate(&self) -> Fate {
        match (&self.state, &self.status) {
            (NumberState::Void, _) => Fate::Void,
            (NumberState::Used, None | Some(Status::Issued | Status::Archived)) => Fate::Issued,
            (NumberState::Used, Some(Status::Revoked)) => Fate::Revoked,
            (NumberState::Used, Some(Status::Repealed)) => Fate::Repealed,
            (NumberState::Used, Some(_)) => Fate::NotIssued,
        }
    }
}

const REGISTER: &str = "register";

type RegisterKey = (Timestamp, String, i32, u32);

impl Store {
    /// The register of numbers, the last one taken first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if it cannot be read.
    pub async fn register(
        &self,
        filter: RegisterFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RegisterRow>, StoreError> {
        let last: RegisterKey = (Timestamp(i64::MAX), String::new(), 0, 0);
        let (taken_at, series, year, sequence) =
            after.map_or(Ok(last), |cursor| cursor.read(REGISTER))?;
        let mut values = values![taken_at, series, year, sequence, asked(limit)];
        let (only, more) = filter.conditions(values.len());
        values.extend(more);
        let mut sql = self.reading();
        let mut items = Vec::new();
        for (columns, at, read) in [
            (NUMBERED_COLUMNS, "taken_at", register_row as fn(&Row) -> Result<_, _>),
            (IMPORTED_COLUMNS, "imported_at", imported_row),
        ] {
            let list = format!(
                "{columns} WHERE (n.{at}, n.series, n.year, n.sequence) < ($1, $2, $3, $4){only}
                 ORDER BY n.{at} DESC, n.series DESC, n.year DESC, n.sequence DESC LIMIT $5"
            );
            for row in &sql.all(&list, values.clone()).await? {
                items.push(read(row)?);
            }
        }
        let key = |row: &RegisterRow| {
            (row.numbered_at, row.number.series.clone(), row.number.year, row.number.sequence)
        };
        items.sort_by_key(|row| std::cmp::Reverse(key(row)));
        items.truncate(usize::try_from(asked(limit)).unwrap_or(usize::MAX));
        Ok(page(items, limit, REGISTER, key))
    }
}

pub(crate) fn number(row: &Row) -> Result<DocNumber, StoreError> {
    Ok(DocNumber {
        series: row.get("series")?,
        year: row.get("year")?,
        sequence: row.get("sequence")?,
    })
}

/// What the register shows of a number that the program gave.
pub(crate) const NUMBERED_COLUMNS: &str =
    "SELECT n.series, n.year, n.sequence, n.state, r.title, n.unit, n.request, r.doc_date, n.taken_at, r.issued_on, r.status
     FROM number_entry n JOIN request r ON r.id = n.request";

/// What the register shows of a number from paper.
pub(crate) const IMPORTED_COLUMNS: &str =
    "SELECT n.series, n.year, n.sequence, n.state, n.title, n.unit, n.doc_date, n.imported_at
     FROM number_imported n";

impl RegisterFilter {
    /// What narrows a list, and its values, the first of which comes after so many others.
    pub(crate) fn conditions(&self, before: usize) -> (String, Vec<sea_orm::Value>) {
        let (mut only, mut values) = (String::new(), Vec::new());
        let wanted = [
            ("series", self.series.as_ref().map(Bind::bind)),
            ("year", self.year.map(|year| year.bind())),
            ("unit", self.unit.map(|unit| unit.bind())),
        ];
        for (column, value) in wanted {
            if let Some(value) = value {
                values.push(value);
                only = format!("{only} AND n.{column} = ${}", before + values.len());
            }
        }
        (only, values)
    }
}

pub(crate) fn register_row(row: &Row) -> Result<RegisterRow, StoreError> {
    Ok(RegisterRow {
        number: number(row)?,
        state: row.word("state")?,
        title: row.get("title")?,
        unit: row.get("unit")?,
        origin: Origin::Numbered,
        request: Some(row.get("request")?),
        doc_date: row.find("doc_date")?,
        numbered_at: row.get("taken_at")?,
        issued_on: row.find("issued_on")?,
        status: Some(row.word("status")?),
    })
}

pub(crate) fn imported_row(row: &Row) -> Result<RegisterRow, StoreError> {
    Ok(RegisterRow {
        number: number(row)?,
        state: row.word("state")?,
        title: row.get("title")?,
        unit: row.get("unit")?,
        origin: Origin::Imported,
        request: None,
        doc_date: row.find("doc_date")?,
        numbered_at: row.get("imported_at")?,
        issued_on: None,
        status: None,
    })
}

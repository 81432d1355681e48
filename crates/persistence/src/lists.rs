//! The lists that people look at: what they asked for, and the register.

use baopi_workflow::content::Urgency;
use baopi_workflow::number::NumberState;
use baopi_workflow::{DocNumber, Kind, PersonId, RequestId, Status, Timestamp, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::number::number;
use crate::page::{Cursor, Page, TimeKey, asked, page};
use crate::store::Store;

/// A request as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// Identifier.
    pub id: RequestId,
    /// Document or meeting.
    pub kind: Kind,
    /// The beginning of its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// Issuing or hosting unit.
    pub unit: UnitId,
    /// Drafting unit.
    pub drafting_unit: UnitId,
    /// Who wrote it.
    pub drafter: PersonId,
    /// How urgent.
    pub urgency: Urgency,
    /// Its version.
    pub version: u64,
    /// Its 字.
    pub characters: u32,
    /// Its minutes.
    pub minutes: u32,
    /// Its number, as people read it.
    pub number: Option<String>,
    /// Since when it stands there.
    pub entered_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// In the list of what waits: whose task it is.
    pub principal: Option<PersonId>,
}

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
}

pub(crate) const COLUMNS: &str =
    "r.id, r.kind, r.title, r.status, r.unit, r.drafting_unit, r.drafter, r.urgency, r.version,
                       r.characters, r.minutes, r.number, r.updated_at";
const ASKED: &str = "asked";
const REGISTER: &str = "register";

type RegisterKey = (Timestamp, String, i32, u32);

impl Store {
    /// What a person has written, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if it cannot be read.
    pub async fn asked(
        &self,
        person: PersonId,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RequestRow>, StoreError> {
        let last: TimeKey = (Timestamp(i64::MAX), RequestId(uuid::Uuid::max()));
        let (created_at, id) = after.map_or(Ok(last), |cursor| cursor.read(ASKED))?;
        let list = format!(
            "SELECT {COLUMNS}, r.entered_at, r.created_at FROM request r
             WHERE r.drafter = $1 AND (r.created_at, r.id) < ($2, $3)
             ORDER BY r.created_at DESC, r.id DESC LIMIT $4"
        );
        let rows = self.reading().all(&list, values![person, created_at, id, asked(limit)]).await?;
        let read = |row: &Row| Ok((request_row(row)?, row.get::<Timestamp>("created_at")?));
        let items = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        let Page { items, next } =
            page(items, limit, ASKED, |(row, created_at)| (*created_at, row.id));
        Ok(Page { items: items.into_iter().map(|(row, _)| row).collect(), next })
    }

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

/// The place of an urgency in the order of the desk, from 0 for the most urgent.
pub(crate) fn urgency_rank(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::ExtraUrgent => 0,
        Urgency::Urgent => 1,
        Urgency::Normal => 2,
    }
}

fn urgency(rank: i64) -> Urgency {
    let ranked = |urgency: &&Urgency| urgency_rank(**urgency) == rank;
    Urgency::ALL.iter().find(ranked).copied().unwrap_or_default()
}

pub(crate) fn request_row(row: &Row) -> Result<RequestRow, StoreError> {
    Ok(RequestRow {
        id: row.get("id")?,
        kind: row.word("kind")?,
        title: row.get("title")?,
        status: row.word("status")?,
        unit: row.get("unit")?,
        drafting_unit: row.get("drafting_unit")?,
        drafter: row.get("drafter")?,
        urgency: urgency(row.get("urgency")?),
        version: row.get("version")?,
        characters: row.get("characters")?,
        minutes: row.get("minutes")?,
        number: row.find("number")?,
        entered_at: row.get("entered_at")?,
        updated_at: row.get("updated_at")?,
        principal: None,
    })
}

/// What the register shows of a number that the program gave.
pub(crate) const NUMBERED_COLUMNS: &str =
    "SELECT n.series, n.year, n.sequence, n.state, r.title, n.unit, n.request, r.doc_date, n.taken_at, r.issued_on
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
    })
}

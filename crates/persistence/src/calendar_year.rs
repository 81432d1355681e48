//! The years of the calendar that the office brought in itself, over those that come with the program.

use std::sync::Arc;

use baopi_workflow::working_day::{Calendar, CalendarYear};
use baopi_workflow::{PersonId, Timestamp};

use crate::column::{Row, json, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// A year that was brought in, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYearRow {
    /// The year and its days.
    pub year: CalendarYear,
    /// How often it was brought in.
    pub revision: u32,
    /// Who brought it in.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
}

impl Txn {
    /// The holidays and make-up days of the office.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn calendar(&mut self) -> Result<Arc<Calendar>, StoreError> {
        read(&mut self.sql, Timestamp(i64::MAX)).await
    }

    /// Writes a year down, in place of an earlier one that stays on record.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for a year that lies too far off.
    pub async fn insert_calendar_year(
        &mut self,
        year: &CalendarYear,
        by: PersonId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let last = "SELECT COALESCE(MAX(revision), 0) AS n FROM calendar_year WHERE year = $1";
        let last = self.sql.one(last, values![year.year]).await?;
        let revision: u32 = last.map_or(Ok(0), |row| row.get("n"))?;
        let row = values![year.year, revision + 1, json(year), by, at];
        self.sql.insert("calendar_year (year, revision, body, by_person, at)", vec![row], "").await
    }
}

impl Store {
    /// The holidays and make-up days of the office, as far as they were known at an instant.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn calendar_at(&self, at: Timestamp) -> Result<Arc<Calendar>, StoreError> {
        read(&mut self.reading(), at).await
    }

    /// The years that were brought in, each as it was last, the latest year first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn calendar_years(&self) -> Result<Vec<CalendarYearRow>, StoreError> {
        let mut rows = rows(&mut self.reading(), Timestamp(i64::MAX)).await?;
        rows.reverse();
        Ok(rows)
    }
}

/// There are at most a hundred years, and mostly one or two.
pub(crate) async fn read(sql: &mut Connection, at: Timestamp) -> Result<Arc<Calendar>, StoreError> {
    Ok(known_at(&rows(sql, at).await?, at))
}

/// Everything that was brought in, later revisions of a year behind earlier ones.
pub(crate) async fn revisions(sql: &mut Connection) -> Result<Vec<CalendarYearRow>, StoreError> {
    let list = "SELECT body, revision, by_person, at FROM calendar_year ORDER BY year, revision";
    sql.all(list, values![]).await?.iter().map(row).collect()
}

/// The calendar as it was known at an instant, from what was brought in.
pub(crate) fn known_at(brought: &[CalendarYearRow], at: Timestamp) -> Arc<Calendar> {
    let mut known = brought.iter().filter(|row| row.at <= at).peekable();
    if known.peek().is_none() {
        return Calendar::shipped();
    }
    let shipped = Calendar::shipped().as_ref().clone();
    Arc::new(known.fold(shipped, |calendar, row| calendar.with_year(&row.year)))
}

async fn rows(sql: &mut Connection, at: Timestamp) -> Result<Vec<CalendarYearRow>, StoreError> {
    let list = "SELECT c.body, c.revision, c.by_person, c.at FROM calendar_year c WHERE c.at <= $1
        AND NOT EXISTS (SELECT 1 FROM calendar_year n
                        WHERE n.year = c.year AND n.revision > c.revision AND n.at <= $1)
        ORDER BY c.year";
    sql.all(list, values![at]).await?.iter().map(row).collect()
}

fn row(row: &Row) -> Result<CalendarYearRow, StoreError> {
    Ok(CalendarYearRow {
        year: row.json("body")?,
        revision: row.get("revision")?,
        by: row.get("by_person")?,
        at: row.get("at")?,
    })
}

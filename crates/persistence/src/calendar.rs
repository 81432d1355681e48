//! The calendar of meetings.

use std::collections::BTreeSet;

use baopi_workflow::content::Session;
use baopi_workflow::{RequestId, Status, Timestamp, UnitId};
use serde::{Deserialize, Serialize};

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::store::Store;

/// The most sessions that are read at once.
const MAX_SESSIONS: u32 = 2_000;
/// No session is longer than a week: whatever began earlier does not reach into the days that are asked about.
const LONGEST_MILLIS: i64 = 7 * 24 * 3_600_000;

/// A session in the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRow {
    /// Whose.
    pub request: RequestId,
    /// When.
    pub session: Session,
    /// Who takes part.
    pub units: BTreeSet<UnitId>,
    /// Who convenes.
    pub host: UnitId,
    /// The beginning of the title.
    pub title: String,
    /// Where the meeting stands.
    pub status: Status,
}

impl Store {
    /// The sessions that are planned or were held between two instants, the earliest first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn planned(
        &self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<PlannedRow>, StoreError> {
        let list = "SELECT p.request, p.starts_at, p.ends_at, p.units, r.unit, r.title, r.status
            FROM planned_session p JOIN request r ON r.id = p.request
            WHERE p.starts_at BETWEEN $1 AND $3 AND p.ends_at > $2 AND p.starts_at < $3
            ORDER BY p.starts_at, p.request LIMIT $4";
        let earliest = Timestamp(from.0.saturating_sub(LONGEST_MILLIS));
        let rows = self.reading().all(list, values![earliest, from, to, MAX_SESSIONS]).await?;
        rows.iter().map(planned).collect()
    }
}

fn planned(row: &Row) -> Result<PlannedRow, StoreError> {
    Ok(PlannedRow {
        request: row.get("request")?,
        session: Session { starts_at: row.get("starts_at")?, ends_at: row.get("ends_at")? },
        units: row.json("units")?,
        host: row.get("unit")?,
        title: row.get("title")?,
        status: row.word("status")?,
    })
}

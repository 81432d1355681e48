//! What was given to people to read.

use baopi_workflow::{PersonId, RequestId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::lists::{COLUMNS, RequestRow, request_row};
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;

/// A request that was given to somebody to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirculatedRow {
    /// The request.
    pub request: RequestRow,
    /// By whom it was given.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

const CIRCULATED: &str = "circulated";

/// Whether it is unread, when it was given, which.
type Key = (i64, Timestamp, RequestId);

impl Store {
    /// What was given to a person to read: what is unread first, then the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if it cannot be read.
    pub async fn circulated(
        &self,
        person: PersonId,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<CirculatedRow>, StoreError> {
        // Before the first: only 0 and 1 occur.
        let first: Key = (2, Timestamp(0), RequestId(uuid::Uuid::nil()));
        let (unread, at, request) = after.map_or(Ok(first), |cursor| cursor.read(CIRCULATED))?;
        let list = format!(
            "SELECT {COLUMNS}, r.entered_at, c.by_person, c.at, c.read_at
             FROM reader c JOIN request r ON r.id = c.request
             WHERE c.person = $1 AND (c.unread, c.at, c.request) < ($2, $3, $4)
             ORDER BY c.unread DESC, c.at DESC, c.request DESC LIMIT $5"
        );
        let values = values![person, unread, at, request, asked(limit)];
        let rows = self.reading().all(&list, values).await?;
        let items = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(page(items, limit, CIRCULATED, |row: &CirculatedRow| {
            (i64::from(row.read_at.is_none()), row.at, row.request.id)
        }))
    }
}

fn read(row: &Row) -> Result<CirculatedRow, StoreError> {
    Ok(CirculatedRow {
        request: request_row(row)?,
        by: row.get("by_person")?,
        at: row.get("at")?,
        read_at: row.find("read_at")?,
    })
}

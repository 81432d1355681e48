//! Requests as lists show them, and what somebody asked for.

use baopi_workflow::content::Urgency;
use baopi_workflow::{Kind, PersonId, RequestId, Status, Timestamp, UnitId};
use serde::{Deserialize, Serialize};

use crate::column::{Row, values};
use crate::error::StoreError;
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

pub(crate) const COLUMNS: &str =
    "r.id, r.kind, r.title, r.status, r.unit, r.drafting_unit, r.drafter, r.urgency, r.version,
                       r.characters, r.minutes, r.number, r.updated_at";
const ASKED: &str = "asked";

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

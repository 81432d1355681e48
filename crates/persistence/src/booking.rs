//! Rooms that approved meetings have.

use baopi_workflow::content::Session;
use baopi_workflow::{RequestId, Timestamp};
use sea_orm::DbBackend;

use crate::column::values;
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// As much of the key of a room as tells rooms apart, in characters.
const MAX_VENUE_KEY: usize = 200;

impl Txn {
    /// Which meeting has the room during one of the sessions, and from when: the earliest of them. `venue` is the key of the
    /// room. Bookings of the meetings in `except` do not count. Until this transaction ends nobody else can book that room, so
    /// that what it finds free is free.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn venue_taken(
        &mut self,
        venue: &str,
        sessions: &[Session],
        except: &[RequestId],
    ) -> Result<Option<(RequestId, Timestamp)>, StoreError> {
        lock_room(&mut self.sql, venue).await?;
        taken(&mut self.sql, venue, sessions, except).await
    }
}

impl Store {
    /// As [`Txn::venue_taken`], as of now: another meeting may have the room a moment later.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn venue_taken(
        &self,
        venue: &str,
        sessions: &[Session],
        except: &[RequestId],
    ) -> Result<Option<(RequestId, Timestamp)>, StoreError> {
        taken(&mut self.reading(), venue, sessions, except).await
    }
}

/// The key under which a room is stored.
pub(crate) fn stored_key(venue: &str) -> String {
    venue.chars().take(MAX_VENUE_KEY).collect()
}

/// Two that book one room take turns. SQLite has one writer at a time anyway.
async fn lock_room(sql: &mut Connection, venue: &str) -> Result<(), StoreError> {
    if sql.backend() == DbBackend::Postgres {
        // The 1 keeps rooms apart from the keys of commands.
        let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))";
        sql.execute(lock, values![stored_key(venue)]).await?;
    }
    Ok(())
}

async fn taken(
    sql: &mut Connection,
    venue: &str,
    sessions: &[Session],
    except: &[RequestId],
) -> Result<Option<(RequestId, Timestamp)>, StoreError> {
    let not: Vec<String> =
        (4..).zip(except).map(|(number, _)| format!(" AND request <> ${number}")).collect();
    let find = format!(
        "SELECT request, starts_at FROM booking
         WHERE active AND venue = $1 AND ends_at > $2 AND starts_at < $3{}
         ORDER BY starts_at, request LIMIT 1",
        not.concat()
    );
    let mut earliest: Option<(Timestamp, RequestId)> = None;
    for Session { starts_at, ends_at } in sessions {
        let mut values = values![stored_key(venue), *starts_at, *ends_at];
        values.extend(except.iter().map(crate::column::Bind::bind));
        if let Some(row) = sql.one(&find, values).await? {
            let found = (row.get("starts_at")?, row.get("request")?);
            earliest = Some(earliest.map_or(found, |earliest| earliest.min(found)));
        }
    }
    Ok(earliest.map(|(starts_at, request)| (request, starts_at)))
}

//! Reading a request, its record, and what the rules found about it.

use baopi_workflow::request::replay::StoredEvent;
use baopi_workflow::{Content, Request, RequestId, Timestamp};

use crate::column::{Bind, Row, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::page::asked;
use crate::similar::placeholders;
use crate::store::{Backend, Store};
use crate::txn::{Locked, Txn};

/// So many requests are read with one statement.
const AT_ONCE: usize = 200;
const JOINED: &str = "SELECT r.state, v.canon FROM request r
                      JOIN revision v ON v.request = r.id AND v.revision = r.revision";
const FIND: &str = "SELECT r.state, v.canon FROM request r
                    JOIN revision v ON v.request = r.id AND v.revision = r.revision WHERE r.id = $1";

impl Txn {
    /// The request and its present text. Nobody else can change it before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_request(
        &mut self,
        id: RequestId,
    ) -> Result<Option<(Request, Content)>, StoreError> {
        let for_update = self.sql.for_update();
        let of = if for_update.is_empty() { "" } else { " OF r" };
        let find_locked = format!("{FIND}{for_update}{of}");
        let mut found = find(&mut self.sql, &find_locked, id).await?;
        if found.is_none() && !for_update.is_empty() {
            // Whoever waited for the lock finds the request as it is now, but not its new text, which was no text when this
            // statement began. The lock is held meanwhile, and the next statement sees both.
            found = find(&mut self.sql, &find_locked, id).await?;
        }
        if let Some((request, content)) = &found {
            let (version, chain_length) = (request.version.0, request.chain.length);
            let (status, content) = (request.status.key(), content.clone());
            let locked = Locked { version, chain_length, status, content };
            self.locked.insert(id, locked);
        }
        Ok(found)
    }
}

impl Txn {
    /// When the last entry of a request was made.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn last_event_at(&mut self, id: RequestId) -> Result<Option<Timestamp>, StoreError> {
        let find = "SELECT at FROM event WHERE request = $1 ORDER BY seq DESC LIMIT 1";
        self.sql.one(find, values![id]).await?.map(|row| row.get("at")).transpose()
    }

    /// When the last entry of the whole record was made, whichever chain it is of.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn last_entry_at(&mut self) -> Result<Option<Timestamp>, StoreError> {
        last_entry_at(&mut self.sql).await
    }
}

impl Store {
    /// The present instant by the clock of a database that several nodes share; nothing for a file beside the program, which has
    /// none of its own.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be asked.
    pub async fn time(&self) -> Result<Option<Timestamp>, StoreError> {
        if self.backend() == Backend::Sqlite {
            return Ok(None);
        }
        let ask =
            "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT) AS now";
        self.reading().one(ask, values![]).await?.map(|row| row.get("now")).transpose()
    }

    /// As [`Txn::last_entry_at`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn last_entry_at(&self) -> Result<Option<Timestamp>, StoreError> {
        last_entry_at(&mut self.reading()).await
    }

    /// The request and its present text.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_request(
        &self,
        id: RequestId,
    ) -> Result<Option<(Request, Content)>, StoreError> {
        find(&mut self.reading(), FIND, id).await
    }

    /// Those of these requests that there are, each with its present text, in no order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn find_requests(
        &self,
        ids: &[RequestId],
    ) -> Result<Vec<(Request, Content)>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(AT_ONCE) {
            let list = format!("{JOINED} WHERE r.id IN ({})", placeholders(1, ids.len()));
            let rows = self.reading().all(&list, ids.iter().map(Bind::bind).collect()).await?;
            for row in &rows {
                found.push((row.json("state")?, content(row)?));
            }
        }
        Ok(found)
    }

    /// The whole record of a request, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn events(&self, id: RequestId) -> Result<Vec<StoredEvent>, StoreError> {
        let list = "SELECT canon, hash FROM event WHERE request = $1 ORDER BY seq";
        let rows = self.reading().all(list, values![id]).await?;
        rows.iter()
            .map(|row| Ok(StoredEvent { canon: row.get("canon")?, hash: row.get("hash")? }))
            .collect()
    }

    /// The text of a request as it was in one of its revisions.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn revision(
        &self,
        id: RequestId,
        revision: u32,
    ) -> Result<Option<Content>, StoreError> {
        let find = "SELECT canon FROM revision WHERE request = $1 AND revision = $2";
        self.reading().one(find, values![id, revision]).await?.as_ref().map(content).transpose()
    }

    /// The identifiers of all requests, those after `after`, at most [`MAX_PAGE`](crate::MAX_PAGE).
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn request_ids(
        &self,
        after: Option<RequestId>,
        limit: u32,
    ) -> Result<Vec<RequestId>, StoreError> {
        let limit = asked(limit) - 1;
        let rows = match after {
            Some(after) => {
                let list = "SELECT id FROM request WHERE id > $1 ORDER BY id LIMIT $2";
                self.reading().all(list, values![after, limit]).await?
            }
            None => {
                self.reading()
                    .all("SELECT id FROM request ORDER BY id LIMIT $1", values![limit])
                    .await?
            }
        };
        rows.iter().map(|row| row.get("id")).collect()
    }
}

async fn last_entry_at(sql: &mut Connection) -> Result<Option<Timestamp>, StoreError> {
    let find = "SELECT MAX(at) AS at FROM (
        SELECT MAX(at) AS at FROM event
        UNION ALL SELECT at FROM system_event WHERE seq = (SELECT MAX(seq) FROM system_event)) ends";
    sql.one(find, values![]).await?.map_or(Ok(None), |row| row.find("at"))
}

async fn find(
    sql: &mut Connection,
    find: &str,
    id: RequestId,
) -> Result<Option<(Request, Content)>, StoreError> {
    let Some(row) = sql.one(find, values![id]).await? else { return Ok(None) };
    Ok(Some((row.json("state")?, content(&row)?)))
}

fn content(row: &Row) -> Result<Content, StoreError> {
    serde_json::from_slice(&row.get::<Vec<u8>>("canon")?)
        .map_err(|error| StoreError::unreadable("canon", error))
}

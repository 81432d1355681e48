//! Messages that wait to be sent. They were written together with what they tell of; workers send them at least once.

use baopi_workflow::{NoticeKind, PersonId, RequestId, Timestamp};
use sea_orm::{DbBackend, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::page::{MAX_PAGE, asked};
use crate::store::Store;

/// The channel of mail.
pub const CHANNEL_MAIL: &str = "mail";

/// Why a message is not sent that something else has overtaken: nobody is the poorer for it.
pub const OBSOLETE: &str = "obsolete";

/// The most messages to one person that are in hand at once: who is slow to take them holds up no others.
pub const IN_HAND_FOR_ONE: u32 = 3;

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// It waits, or somebody is sending it.
    Pending,
    /// It was taken over by the next server.
    Sent,
    /// It was given up.
    Dead,
}

/// A message to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Identifier; the same however often the message is sent.
    pub id: Uuid,
    /// How often it was claimed. Only the last one to claim it can say what became of it.
    pub epoch: i64,
    /// About which request.
    pub request: RequestId,
    /// About which event of it.
    pub seq: u64,
    /// To whom.
    pub to: PersonId,
    /// About what.
    pub kind: NoticeKind,
    /// What became of it.
    pub state: OutboxState,
    /// How often it was tried, this time included.
    pub attempts: u32,
    /// When it is due, or its lease ends.
    pub due_at: Timestamp,
    /// Why the last try failed.
    pub error_code: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, epoch, request, seq, person, kind, state, attempts, due_at, error_code, created_at, sent_at";

/// The messages that are due at `$3`, the oldest first for each person, with the place of each behind what is in hand for the
/// same person. What must wait for an earlier message has no place.
const PLACES: &str = "SELECT w.id, COALESCE(h.count, 0)
            + ROW_NUMBER() OVER (PARTITION BY w.person ORDER BY w.created_at, w.seq, w.id) AS place
     FROM outbox w
     LEFT JOIN (SELECT person, COUNT(*) AS count FROM outbox
                WHERE state = 'pending' AND worker IS NOT NULL AND due_at > $3 GROUP BY person) h ON h.person = w.person
     WHERE w.state = 'pending' AND w.due_at <= $3
       AND NOT EXISTS (SELECT 1 FROM outbox e
                       WHERE e.request = w.request AND e.person = w.person
                         AND e.seq < w.seq AND e.state = 'pending' AND e.due_at > $3)";

/// A message that was given up although somebody should have had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenUp {
    /// Identifier of the message.
    pub id: Uuid,
    /// About which request.
    pub request: RequestId,
    /// Its title.
    pub title: String,
    /// To whom.
    pub to: PersonId,
    /// About what.
    pub kind: NoticeKind,
    /// Why: the stage of the dialogue and the answer, such as `rcpt_550`.
    pub code: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was written.
    pub created_at: Timestamp,
}

impl Store {
    /// The messages that were given up since `since`, the last one first, at most [`MAX_PAGE`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn given_up(&self, since: Timestamp) -> Result<Vec<GivenUp>, StoreError> {
        let list = format!(
            "SELECT o.id, o.request, r.title, o.person, o.kind, o.error_code, o.attempts, o.created_at
             FROM outbox o JOIN request r ON r.id = o.request
             WHERE o.state = 'dead' AND o.error_code <> '{OBSOLETE}' AND o.due_at >= $1
             ORDER BY o.due_at DESC, o.id DESC LIMIT {MAX_PAGE}"
        );
        self.reading().all(&list, values![since]).await?.iter().map(read_given_up).collect()
    }

    /// How many messages wait to be sent.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be counted.
    pub async fn waiting_notices(&self) -> Result<u64, StoreError> {
        let count = "SELECT COUNT(*) AS count FROM outbox WHERE state = 'pending'";
        let row = self.reading().one(count, values![]).await?;
        row.map_or(Ok(0), |row| row.get("count"))
    }

    /// Takes messages that are due, for `lease_ms` milliseconds; afterwards another worker may take them. A message does not
    /// overtake an earlier one about the same request to the same person, and of the messages to one person at most
    /// [`IN_HAND_FOR_ONE`] are taken at once.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be taken.
    pub async fn claim_notices(
        &self,
        worker: &str,
        now: Timestamp,
        limit: u32,
        lease_ms: i64,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let (worker, limit) = (worker.to_owned(), asked(limit) - 1);
        self.write(move |txn| {
            let worker = worker.clone();
            Box::pin(async move {
                let postgres = txn.sql.backend() == DbBackend::Postgres;
                let skip = if postgres { " FOR UPDATE OF o SKIP LOCKED" } else { "" };
                let claim = format!(
                    "UPDATE outbox SET epoch = epoch + 1, attempts = attempts + 1, worker = $1, due_at = $2
                     WHERE id IN (SELECT o.id FROM outbox o JOIN ({PLACES}) p ON p.id = o.id
                                  WHERE o.state = 'pending' AND o.due_at <= $3 AND p.place <= {IN_HAND_FOR_ONE}
                                  ORDER BY o.created_at, o.seq, o.id LIMIT $4{skip})
                     RETURNING {COLUMNS}"
                );
                let until = Timestamp(now.0.saturating_add(lease_ms));
                let rows = txn.sql.all(&claim, values![worker, until, now, limit]).await?;
                let mut claimed = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
                claimed.sort_by_key(|row: &OutboxRow| (row.created_at, row.request, row.seq, row.id));
                Ok(claimed)
            })
        })
        .await
    }

    /// Goes on holding what `worker` has taken and not yet settled, for `lease_ms` milliseconds from `now`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn renew_notices(
        &self,
        worker: &str,
        now: Timestamp,
        lease_ms: i64,
    ) -> Result<u64, StoreError> {
        let worker = worker.to_owned();
        self.write(move |txn| {
            let worker = worker.clone();
            Box::pin(async move {
                let until = Timestamp(now.0.saturating_add(lease_ms));
                let renew = "UPDATE outbox SET due_at = $1 WHERE state = 'pending' AND worker = $2 AND due_at > $3";
                txn.sql.execute(renew, values![until, worker, now]).await
            })
        })
        .await
    }

    /// The message was sent. Says whether it was still this worker's to say so.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn mark_sent(
        &self,
        id: Uuid,
        epoch: i64,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.mark("state = 'sent', sent_at = $3, error_code = NULL", id, epoch, values![now]).await
    }

    /// The message could not be sent and is due again at `due_at`. Says whether it was still this worker's to say so.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn mark_failed(
        &self,
        id: Uuid,
        epoch: i64,
        due_at: Timestamp,
        error_code: &str,
    ) -> Result<bool, StoreError> {
        self.mark(
            "due_at = $3, error_code = $4, worker = NULL",
            id,
            epoch,
            values![due_at, error_code],
        )
        .await
    }

    /// The message cannot be sent and is given up. Says whether it was still this worker's to say so.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn mark_dead(
        &self,
        id: Uuid,
        epoch: i64,
        error_code: &str,
    ) -> Result<bool, StoreError> {
        self.mark("state = 'dead', error_code = $3", id, epoch, values![error_code]).await
    }

    /// `set` numbers its parameters from 3.
    async fn mark(
        &self,
        set: &'static str,
        id: Uuid,
        epoch: i64,
        rest: Vec<Value>,
    ) -> Result<bool, StoreError> {
        self.write(move |txn| {
            let mut values = values![id, epoch];
            values.extend(rest.iter().cloned());
            Box::pin(async move {
                let mark = format!(
                    "UPDATE outbox SET {set} WHERE id = $1 AND epoch = $2 AND state = 'pending'"
                );
                Ok(txn.sql.execute(&mark, values).await? == 1)
            })
        })
        .await
    }

    /// The message with this identifier.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_notice(&self, id: Uuid) -> Result<Option<OutboxRow>, StoreError> {
        let find = format!("SELECT {COLUMNS} FROM outbox WHERE id = $1");
        self.reading().one(&find, values![id]).await?.as_ref().map(read).transpose()
    }
}

fn read_given_up(row: &Row) -> Result<GivenUp, StoreError> {
    Ok(GivenUp {
        id: row.get("id")?,
        request: row.get("request")?,
        title: row.get("title")?,
        to: row.get("person")?,
        kind: row.word("kind")?,
        code: row.find("error_code")?.unwrap_or_default(),
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
    })
}

fn read(row: &Row) -> Result<OutboxRow, StoreError> {
    Ok(OutboxRow {
        id: row.get("id")?,
        epoch: row.get("epoch")?,
        request: row.get("request")?,
        seq: row.get("seq")?,
        to: row.get("person")?,
        kind: row.word("kind")?,
        state: row.word("state")?,
        attempts: row.get("attempts")?,
        due_at: row.get("due_at")?,
        error_code: row.find("error_code")?,
        created_at: row.get("created_at")?,
        sent_at: row.find("sent_at")?,
    })
}

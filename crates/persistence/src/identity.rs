//! How people sign in: passwords, sessions and tokens, of which only digests are kept.

use baopi_workflow::{Digest, PersonId, Timestamp};
use sea_orm::DbBackend;

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// How old the last sighting of a session gets before it is written again, in milliseconds.
const SEEN_GRAIN_MS: i64 = 60_000;

/// So many sessions or tokens of a person are listed, those that are used or were issued last.
const MAX_LISTED: u32 = 500;

/// A session of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Digest of the token in the cookie.
    pub hash: Digest,
    /// Whose.
    pub person: PersonId,
    /// What the browser says it is.
    pub device: String,
    /// Begin.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// End.
    pub expires_at: Timestamp,
}

/// A token of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Digest of the token.
    pub hash: Digest,
    /// For whom it acts.
    pub person: PersonId,
    /// What its owner calls it.
    pub label: String,
    /// Begin.
    pub created_at: Timestamp,
    /// End.
    pub expires_at: Timestamp,
}

/// How many tries to sign in may be counted under a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryLimit {
    /// What is counted together, such as a name or an address, as its digest.
    pub under: Digest,
    /// How many.
    pub most: u32,
}

impl Txn {
    /// Sets a password, by its hash in PHC form.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for an unknown person.
    pub async fn set_password(&mut self, person: PersonId, phc: &str) -> Result<(), StoreError> {
        let replace = "ON CONFLICT (person) DO UPDATE SET phc = excluded.phc";
        self.sql.insert("credential (person, phc)", vec![values![person, phc]], replace).await
    }

    /// Begins a session.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn insert_session(&mut self, session: &SessionRow) -> Result<(), StoreError> {
        let SessionRow { hash, person, device, created_at, seen_at, expires_at } = session;
        let row = values![*hash, *person, *device, *created_at, *seen_at, *expires_at];
        let into = "session (hash, person, device, created_at, seen_at, expires_at)";
        self.sql.insert(into, vec![row], "").await
    }

    /// Ends a session; says whose it was.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn end_session(&mut self, hash: Digest) -> Result<Option<PersonId>, StoreError> {
        let row = self
            .sql
            .one("DELETE FROM session WHERE hash = $1 RETURNING person", values![hash])
            .await?;
        row.map(|row| row.get("person")).transpose()
    }

    /// Ends every session and token of a person.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn end_sessions_of(&mut self, person: PersonId) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM session WHERE person = $1", values![person]).await?;
        self.sql.execute("DELETE FROM api_token WHERE person = $1", values![person]).await?;
        Ok(())
    }

    /// Issues a token.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn insert_token(&mut self, token: &TokenRow) -> Result<(), StoreError> {
        let TokenRow { hash, person, label, created_at, expires_at } = token;
        let row = values![*hash, *person, *label, *created_at, *expires_at];
        self.sql
            .insert("api_token (hash, person, label, created_at, expires_at)", vec![row], "")
            .await
    }

    /// Counts a try to sign in before it is known how it ends, so that no number of tries at once gets past a limit: under
    /// each of these digests, for each of which `most` tries may be counted at or after `since`. Answers how many were counted
    /// before; the try may be made, and is counted, if that is less than `most` for all of them. What is older is forgotten.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn count_sign_in(
        &mut self,
        limits: &[TryLimit],
        (at, since): (Timestamp, Timestamp),
    ) -> Result<Vec<u32>, StoreError> {
        self.lock_tries(limits).await?;
        self.sql.execute("DELETE FROM sign_in_failure WHERE at < $1", values![since]).await?;
        let mut counted = Vec::with_capacity(limits.len());
        for limit in limits {
            let count = "SELECT COUNT(*) AS tries FROM sign_in_failure WHERE login_sha256 = $1";
            let row = self.sql.one(count, values![limit.under]).await?;
            counted.push(row.map_or(Ok(0), |row| row.get("tries"))?);
        }
        if limits.iter().zip(&counted).all(|(limit, tries)| *tries < limit.most) {
            let rows = limits.iter().map(|limit| values![limit.under, at]).collect();
            self.sql.insert("sign_in_failure (login_sha256, at)", rows, "").await?;
        }
        Ok(counted)
    }

    /// One try after another under each digest; always in the same order, so that no two wait for each other.
    async fn lock_tries(&mut self, limits: &[TryLimit]) -> Result<(), StoreError> {
        if self.sql.backend() != DbBackend::Postgres {
            return Ok(());
        }
        let mut digests: Vec<Digest> = limits.iter().map(|limit| limit.under).collect();
        digests.sort_unstable();
        for digest in digests {
            let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))";
            self.sql.execute(lock, values![digest.to_string()]).await?;
        }
        Ok(())
    }

    /// Forgets one try that was counted under these digests at this instant and succeeded.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn forget_sign_in(
        &mut self,
        under: &[Digest],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = if self.sql.backend() == DbBackend::Postgres { "ctid" } else { "rowid" };
        let forget = format!(
            "DELETE FROM sign_in_failure WHERE {row} = (
                 SELECT {row} FROM sign_in_failure WHERE login_sha256 = $1 AND at = $2 LIMIT 1)"
        );
        for digest in under {
            self.sql.execute(&forget, values![*digest, at]).await?;
        }
        Ok(())
    }

    /// Ends a token; says whose it was.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn end_token(&mut self, hash: Digest) -> Result<Option<PersonId>, StoreError> {
        let end = "DELETE FROM api_token WHERE hash = $1 RETURNING person";
        let row = self.sql.one(end, values![hash]).await?;
        row.map(|row| row.get("person")).transpose()
    }
}

impl Store {
    /// The active person who signs in with this name, and the hash of the password.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_password(
        &self,
        login: &str,
    ) -> Result<Option<(PersonId, String)>, StoreError> {
        let find = "SELECT p.id, c.phc FROM person p JOIN credential c ON c.person = p.id
                    WHERE p.login = $1 AND p.active = $2";
        let row = self.reading().one(find, values![login, true]).await?;
        row.map(|row| Ok((row.get("id")?, row.get("phc")?))).transpose()
    }

    /// The session with this digest, also one past its end that nobody has cleared away.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_session(&self, hash: Digest) -> Result<Option<SessionRow>, StoreError> {
        let row =
            self.reading().one("SELECT * FROM session WHERE hash = $1", values![hash]).await?;
        row.map(|row| session(&row)).transpose()
    }

    /// Writes down that a session is in use, at most once a minute.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn touch_session(&self, hash: Digest, now: Timestamp) -> Result<(), StoreError> {
        let before = Timestamp(now.0.saturating_sub(SEEN_GRAIN_MS));
        let due = "SELECT 1 AS due FROM session WHERE hash = $1 AND seen_at <= $2";
        if self.reading().one(due, values![hash, before]).await?.is_none() {
            return Ok(());
        }
        self.write(move |txn| {
            Box::pin(async move {
                let touch = "UPDATE session SET seen_at = $2 WHERE hash = $1 AND seen_at < $2";
                txn.sql.execute(touch, values![hash, now]).await?;
                Ok(())
            })
        })
        .await
    }

    /// The sessions of a person, the one used last first, also those past their end that nobody has cleared away.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn sessions_of(&self, person: PersonId) -> Result<Vec<SessionRow>, StoreError> {
        let list = "SELECT * FROM session WHERE person = $1 ORDER BY seen_at DESC, hash LIMIT $2";
        let rows = self.reading().all(list, values![person, MAX_LISTED]).await?;
        rows.iter().map(session).collect()
    }

    /// The tokens of a person, the one issued last first, also those past their end that nobody has cleared away.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn tokens_of(&self, person: PersonId) -> Result<Vec<TokenRow>, StoreError> {
        let list =
            "SELECT * FROM api_token WHERE person = $1 ORDER BY created_at DESC, hash LIMIT $2";
        let rows = self.reading().all(list, values![person, MAX_LISTED]).await?;
        rows.iter().map(token).collect()
    }

    /// The token with this digest, also one past its end that nobody has cleared away.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_token(&self, hash: Digest) -> Result<Option<TokenRow>, StoreError> {
        let row =
            self.reading().one("SELECT * FROM api_token WHERE hash = $1", values![hash]).await?;
        row.map(|row| token(&row)).transpose()
    }
}

fn session(row: &Row) -> Result<SessionRow, StoreError> {
    Ok(SessionRow {
        hash: row.get("hash")?,
        person: row.get("person")?,
        device: row.get("device")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        expires_at: row.get("expires_at")?,
    })
}

fn token(row: &Row) -> Result<TokenRow, StoreError> {
    Ok(TokenRow {
        hash: row.get("hash")?,
        person: row.get("person")?,
        label: row.get("label")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
    })
}

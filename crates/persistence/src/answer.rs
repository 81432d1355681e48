//! What was answered to a command, so that a repeated one is answered and not done again.

use baopi_workflow::{Digest, PersonId, Timestamp};
use sea_orm::DbBackend;

use crate::column::values;
use crate::error::StoreError;
use crate::txn::Txn;

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// Digest of the command; another one under the same key is a mistake of the caller.
    pub fingerprint: Digest,
    /// The answer.
    pub body: String,
}

impl Txn {
    /// What was answered to the command with this key of this person.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_answer(
        &mut self,
        actor: PersonId,
        key: &str,
    ) -> Result<Option<StoredAnswer>, StoreError> {
        self.wait_for_twin(actor, key).await?;
        let find = "SELECT fingerprint, body FROM answer WHERE actor = $1 AND command_key = $2";
        let row = self.sql.one(find, values![actor, key]).await?;
        row.map(|row| {
            Ok(StoredAnswer { fingerprint: row.get("fingerprint")?, body: row.get("body")? })
        })
        .transpose()
    }

    /// Whoever sends the same command at the same time waits here until the first is answered. SQLite has one writer at a time
    /// anyway.
    async fn wait_for_twin(&mut self, actor: PersonId, key: &str) -> Result<(), StoreError> {
        if self.sql.backend() == DbBackend::Postgres {
            let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            self.sql.execute(lock, values![format!("{actor} {key}")]).await?;
        }
        Ok(())
    }

    /// Keeps an answer. The key has 1 to 200 characters.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if the same command was answered at the same time.
    pub async fn insert_answer(
        &mut self,
        actor: PersonId,
        key: &str,
        fingerprint: Digest,
        body: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = values![actor, key, fingerprint, body, at];
        self.sql.insert("answer (actor, command_key, fingerprint, body, at)", vec![row], "").await
    }
}

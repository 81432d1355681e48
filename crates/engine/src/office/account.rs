//! One's own account: what is open in one's name, and how it is ended.

use baopi_persistence::{SessionRow, TokenRow};
use baopi_workflow::event::By;
use baopi_workflow::{Digest, PersonId, SystemHappening, Timestamp};
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::office::identity::{end, is_alive};
use crate::office::tries::SignInError;

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// What the owner calls it by; it opens nothing.
    pub id: Uuid,
    /// What the browser said it is.
    pub device: String,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one in which the owner looks.
    pub is_present: bool,
}

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnToken {
    /// What the owner calls it by; it opens nothing.
    pub id: Uuid,
    /// What it is for.
    pub label: String,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Engine {
    /// The sessions of a person that are alive, the one used last first; `token` is that in which the person looks.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn own_sessions(
        &self,
        person: PersonId,
        token: Option<&str>,
    ) -> Result<Vec<OwnSession>, EngineError> {
        let (now, present) = (self.now(), token.map(|token| Digest::of(token.as_bytes())));
        let rows = self.store().sessions_of(person).await?.into_iter();
        let own = |row: SessionRow| OwnSession {
            id: named_by(row.hash),
            is_present: present == Some(row.hash),
            device: row.device,
            created_at: row.created_at,
            seen_at: row.seen_at,
        };
        Ok(rows.filter(|row| is_alive(row, now)).map(own).collect())
    }

    /// The tokens of a person that are good, the one issued last first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn own_tokens(&self, person: PersonId) -> Result<Vec<OwnToken>, EngineError> {
        let now = self.now();
        let rows = self.store().tokens_of(person).await?.into_iter();
        let own = |row: TokenRow| OwnToken {
            id: named_by(row.hash),
            label: row.label,
            created_at: row.created_at,
            expires_at: row.expires_at,
        };
        Ok(rows.filter(|row| now < row.expires_at).map(own).collect())
    }

    /// A person ends a session of their own.
    ///
    /// # Errors
    ///
    /// [`SignInError::NotFound`] for what is not theirs, or over.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn end_own_session(&self, person: PersonId, id: Uuid) -> Result<(), SignInError> {
        let rows = self.store().sessions_of(person).await?;
        let found = rows.into_iter().find(|row| named_by(row.hash) == id);
        let (hash, at) = (found.ok_or(SignInError::NotFound)?.hash, self.now());
        self.store().write(move |txn| Box::pin(async move { end(txn, hash, at).await })).await
    }

    /// A person ends a token of their own.
    ///
    /// # Errors
    ///
    /// [`SignInError::NotFound`] for what is not theirs, or over.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn end_own_token(&self, person: PersonId, id: Uuid) -> Result<(), SignInError> {
        let rows = self.store().tokens_of(person).await?;
        let found = rows.into_iter().find(|row| named_by(row.hash) == id);
        let (token, at) = (found.ok_or(SignInError::NotFound)?.hash, self.now());
        self.store()
            .write(move |txn| {
                Box::pin(async move {
                    if txn.end_token(token).await?.is_some() {
                        let by = By { actor: Some(person), on_behalf_of: None, at };
                        let what = SystemHappening::TokenEnded { person, token };
                        txn.append_system(by, what).await?;
                    }
                    Ok::<_, SignInError>(())
                })
            })
            .await
    }
}

/// What the owner of a secret calls it by: half of its digest, by which nobody finds the secret.
fn named_by(hash: Digest) -> Uuid {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.0[..16]);
    Uuid::from_bytes(half)
}

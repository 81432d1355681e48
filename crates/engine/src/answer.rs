//! Idempotency: the same command under the same key has one effect and one answer.

use baopi_persistence::Txn;
use baopi_workflow::{PersonId, Refusal, Timestamp};
use serde::{Deserialize, Serialize};

use crate::error::{PerformError, Untried};
use crate::key::CommandKey;
use crate::performed::Performed;

/// What is kept of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// It was done.
    Done(Performed),
    /// It was refused.
    Refused(Refusal),
}

impl Answer {
    pub(crate) fn into_result(self) -> Result<Performed, PerformError> {
        match self {
            Self::Done(performed) => Ok(performed),
            Self::Refused(refusal) => Err(refusal.into()),
        }
    }
}

/// The answer given before under this key, if there is one.
///
/// # Errors
///
/// [`Untried::KeyReused`] if the key was used for another command.
pub(crate) async fn given_before(
    txn: &mut Txn,
    actor: PersonId,
    key: Option<&CommandKey>,
) -> Result<Option<String>, Untried> {
    let Some(key) = key else { return Ok(None) };
    if !key.is_valid() {
        return Err(Untried::BadKey);
    }
    match txn.find_answer(actor, &key.key).await? {
        Some(stored) if stored.fingerprint == key.fingerprint => Ok(Some(stored.body)),
        Some(_) => Err(Untried::KeyReused),
        None => Ok(None),
    }
}

/// Keeps an answer in the transaction that has the effect.
pub(crate) async fn keep(
    txn: &mut Txn,
    actor: PersonId,
    key: Option<&CommandKey>,
    body: &str,
    at: Timestamp,
) -> Result<(), Untried> {
    if let Some(key) = key {
        txn.insert_answer(actor, &key.key, key.fingerprint, body, at).await?;
    }
    Ok(())
}

//! Why a use case failed.

use baopi_document::Unreadable;
use baopi_document::print::Unprintable;
use baopi_persistence::StoreError;
use baopi_workflow::canonical::CanonicalError;
use baopi_workflow::request::replay::ReplayError;
use baopi_workflow::{DecideError, Refusal, Version};

/// A failure that no caller can do anything about, except to try again later.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The database.
    #[error("storage failed")]
    Store(#[source] StoreError),
    /// A cursor that the list did not hand out; whoever asks changed an address.
    #[error("the cursor is not one of this list")]
    BadCursor,
    /// The record of a request does not hold.
    #[error("the record of a request does not hold")]
    Record(#[from] ReplayError),
    /// A value that has no canonical form.
    #[error("a value has no canonical form")]
    Canonical(#[from] CanonicalError),
    /// The operating system gave no random bytes.
    #[error("no random bytes: {0}")]
    Random(getrandom::Error),
    /// A password could not be hashed, or a stored hash could not be read.
    #[error("password hashing failed: {0}")]
    Password(argon2::password_hash::Error),
    /// A stored answer could not be read back.
    #[error("a stored answer cannot be read")]
    Answer(#[from] serde_json::Error),
    /// A report was not printed.
    #[error("a report was not printed")]
    Unprinted(#[from] Unprintable),
    /// A task of the runtime was lost, as happens when the program stops.
    #[error("a background task was lost")]
    Task(#[from] tokio::task::JoinError),
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::BadCursor) { Self::BadCursor } else { Self::Store(error) }
    }
}

/// Why a command was not carried out; one variant per case a caller treats differently. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum PerformError {
    /// The request does not exist, or not for this person.
    #[error("the request does not exist or is not visible to you")]
    NotFound,
    /// The request moved since the caller saw it.
    #[error("the request is at version {current} by now")]
    Stale {
        /// Its present version.
        current: Version,
    },
    /// The workflow refused, and the refusal is recorded.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The idempotency key was used for another command.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// The idempotency key is empty, too long, or has characters that a header cannot carry.
    #[error("an idempotency key has 1 to {} visible ASCII characters", crate::key::MAX_KEY_BYTES)]
    BadKey,
    /// Something failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<CanonicalError> for PerformError {
    fn from(error: CanonicalError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<serde_json::Error> for PerformError {
    fn from(error: serde_json::Error) -> Self {
        Self::Engine(error.into())
    }
}

impl From<DecideError> for PerformError {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Refused(refused) => Self::Refused(refused.refusal),
            DecideError::Canonical(error) => error.into(),
        }
    }
}

/// Why a key did not find its answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    /// It was used for another command.
    #[error("the idempotency key was used for another command")]
    Reused,
    /// It cannot be kept.
    #[error("an idempotency key has 1 to {} visible ASCII characters", crate::key::MAX_KEY_BYTES)]
    Bad,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the errors of the use cases have in common: a key that did not find its answer, and a database that failed.
macro_rules! from_key_and_store {
    ($($error:ident),+) => {$(
        impl From<KeyError> for $error {
            fn from(error: KeyError) -> Self {
                match error {
                    KeyError::Reused => Self::KeyReused,
                    KeyError::Bad => Self::BadKey,
                    KeyError::Store(error) => error.into(),
                }
            }
        }

        impl From<StoreError> for $error {
            fn from(error: StoreError) -> Self {
                Self::Engine(error.into())
            }
        }
    )+};
}

from_key_and_store!(PerformError, FileError, SignInError, PreviewError);

/// Why nothing was judged.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The idempotency key was used for another command.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// See [`PerformError::BadKey`].
    #[error("an idempotency key has 1 to {} visible ASCII characters", crate::key::MAX_KEY_BYTES)]
    BadKey,
    /// Something failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read; the variant says what to do.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// It carries a mark of classification. Nothing of it was kept.
    #[error("suspected to be classified, pattern {pattern}")]
    Classified {
        /// The number of the pattern, from 1.
        pattern: u32,
    },
    /// The idempotency key was used for another command.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// See [`PerformError::BadKey`].
    #[error("an idempotency key has 1 to {} visible ASCII characters", crate::key::MAX_KEY_BYTES)]
    BadKey,
    /// Something failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The name for a token carries a mark of classification. Nothing of it was kept.
    #[error("suspected to be classified, pattern {pattern}")]
    Classified {
        /// The number of the pattern, from 1.
        pattern: u32,
    },
    /// Name and password do not belong together, or the person is disabled; which of it is not told.
    #[error("name or password is wrong")]
    Wrong,
    /// Too many attempts for this name.
    #[error("too many attempts; try again in {retry_secs} s")]
    TooMany {
        /// Seconds to wait.
        retry_secs: u64,
    },
    /// The idempotency key was used for another wish.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// See [`PerformError::BadKey`].
    #[error("an idempotency key has 1 to {} visible ASCII characters", crate::key::MAX_KEY_BYTES)]
    BadKey,
    /// Something failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

//! Why a use case failed.

use baopi_document::print::Unprintable;
use baopi_persistence::StoreError;
use baopi_workflow::canonical::CanonicalError;
use baopi_workflow::request::replay::ReplayError;
use baopi_workflow::{DecideError, Refusal, Version};
use rust_xlsxwriter::XlsxError;

use crate::reason::Reason;

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
    /// A workbook was not written.
    #[error("a workbook was not written")]
    Workbook(#[from] XlsxError),
    /// A report was not printed.
    #[error("a report was not printed")]
    Unprinted(#[from] Unprintable),
    /// A task of the runtime was lost, as happens when the program stops.
    #[error("a background task was lost")]
    Task(#[from] tokio::task::JoinError),
}

impl EngineError {
    /// Whether the database is the trouble and not the program; the same may succeed a little later.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_trouble())
    }
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::BadCursor) { Self::BadCursor } else { Self::Store(error) }
    }
}

/// Why a command was not carried out; one variant per case a caller treats differently. Nothing has changed.
///
/// `R` is why this use case refuses, for the cases that only it has; `Infallible` where it refuses nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommandError<R: Reason> {
    /// What is meant does not exist, or not for this person.
    #[error("it does not exist or is not visible to you")]
    NotFound,
    /// What is meant moved since the caller saw it.
    #[error("it is at version {current} by now")]
    Stale {
        /// Its present version.
        current: Version,
    },
    /// Something carries a mark of classification. Nothing of it was kept but that somebody tried.
    #[error("suspected to be classified, pattern {pattern}")]
    Classified {
        /// The number of the pattern, from 1.
        pattern: u32,
    },
    /// The idempotency key was used for another command.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// The idempotency key is empty, too long, or has characters that a header cannot carry.
    #[error("an idempotency key has 1 to {} visible ASCII characters", crate::key::MAX_KEY_BYTES)]
    BadKey,
    /// The use case refuses, and the refusal is recorded.
    #[error(transparent)]
    Refused(R),
    /// Something failed.
    #[error(transparent)]
    Engine(EngineError),
}

/// Why something was not done to a request.
pub type PerformError = CommandError<Refusal>;

/// Whatever is a failure of the engine is one of the command.
impl<R: Reason, E: Into<EngineError>> From<E> for CommandError<R> {
    fn from(error: E) -> Self {
        Self::Engine(error.into())
    }
}

impl From<Refusal> for PerformError {
    fn from(refusal: Refusal) -> Self {
        if let Refusal::Classified { pattern } = refusal {
            Self::Classified { pattern }
        } else {
            Self::Refused(refusal)
        }
    }
}

impl From<DecideError> for PerformError {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Refused(refused) => refused.refusal.into(),
            DecideError::Canonical(error) => error.into(),
        }
    }
}

/// Why nothing was done before it was even tried, whatever it is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Untried {
    /// The key was used for another command.
    #[error("the idempotency key was used for another command")]
    KeyReused,
    /// The key cannot be kept.
    #[error("the idempotency key cannot be kept")]
    BadKey,
    /// What was written carries a mark of classification.
    #[error("suspected to be classified, pattern {0}")]
    Classified(u32),
    /// Something failed.
    #[error(transparent)]
    Engine(EngineError),
}

impl<E: Into<EngineError>> From<E> for Untried {
    fn from(error: E) -> Self {
        Self::Engine(error.into())
    }
}

impl<R: Reason> From<Untried> for CommandError<R> {
    fn from(error: Untried) -> Self {
        match error {
            Untried::KeyReused => Self::KeyReused,
            Untried::BadKey => Self::BadKey,
            Untried::Classified(pattern) => Self::Classified { pattern },
            Untried::Engine(error) => Self::Engine(error),
        }
    }
}

//! Why a command could not do its work.

use crate::config::Mistake;
use crate::output::Sentence;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Something that the caller can put right, said in their language.
    #[error("{0:?}")]
    Told(Sentence),
    /// The configuration has mistakes.
    #[error("the configuration has {} mistake(s)", .0.len())]
    Configuration(Vec<Mistake>),
    /// Something else.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl From<Sentence> for Failure {
    fn from(sentence: Sentence) -> Self {
        Self::Told(sentence)
    }
}

impl From<Vec<Mistake>> for Failure {
    fn from(mistakes: Vec<Mistake>) -> Self {
        Self::Configuration(mistakes)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<tokio::task::JoinError> for Failure {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Other(error.into())
    }
}

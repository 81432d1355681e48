//! Why a command did not do its work, and with which exit status it ends then.

use baopi_engine::{CommandError, Reason};

use crate::config::Mistake;
use crate::output::Sentence;

/// The exit status of a command whose answer is no: something is refused, or a check found a fault.
pub(crate) const NO: u8 = 1;
/// The exit status of a command that could not be carried out.
const NOT_DONE: u8 = 2;

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The engine refuses, said in the language of whoever sent the command.
    #[error("{0:?}")]
    Refused(Sentence),
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

impl Failure {
    /// Why the engine did not carry a command out; `say` has the words for what only this one refuses.
    pub(crate) fn of<R: Reason>(error: CommandError<R>, say: impl FnOnce(R) -> Sentence) -> Self {
        match error {
            CommandError::Refused(reason) => Self::Refused(say(reason)),
            CommandError::Classified { pattern } => {
                Self::Refused(Sentence::new("refusal-classified").with("pattern", pattern))
            }
            CommandError::NotFound => Self::Refused(Sentence::new("page-wrong-not-found-text")),
            CommandError::Stale { .. } => Self::Refused(Sentence::new("page-wrong-stale-text")),
            // No command has a key.
            CommandError::KeyReused | CommandError::BadKey => {
                Self::Refused(Sentence::new("page-wrong-repeated-text"))
            }
            CommandError::Engine(error) => Self::Other(error.into()),
        }
    }

    /// The exit status.
    pub(crate) const fn status(&self) -> u8 {
        match self {
            Self::Refused(_) => NO,
            Self::Told(_) | Self::Configuration(_) | Self::Other(_) => NOT_DONE,
        }
    }
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

#[cfg(test)]
mod tests {
    use baopi_engine::EngineError;
    use baopi_workflow::Refusal;

    use super::*;

    fn status(error: CommandError<Refusal>) -> u8 {
        Failure::of(error, |_| Sentence::new("cli-failed")).status()
    }

    #[test]
    fn a_refusal_is_a_no_and_a_failure_is_not() {
        assert_eq!(status(CommandError::Refused(Refusal::OpinionRequired)), 1);
        assert_eq!(status(CommandError::Classified { pattern: 1 }), 1);
        assert_eq!(status(CommandError::NotFound), 1);
        let lost = serde_json::from_str::<serde_json::Value>("{").unwrap_err();
        assert_eq!(status(CommandError::Engine(EngineError::from(lost))), 2);
        assert_eq!(Failure::from(std::io::Error::other("x")).status(), 2);
        assert_eq!(Failure::from(Vec::<Mistake>::new()).status(), 2);
    }
}

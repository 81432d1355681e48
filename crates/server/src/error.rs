//! The engine's errors as problems: which status each case is. Failures are logged here, once, and shown as a number only.

use baopi_engine::{EngineError, FileError, PerformError, PreviewError, SignInError};
use baopi_messages::Args;
use baopi_workflow::{Organisation, Refusal};

use crate::problem::{Code, Problem};

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        if let EngineError::BadCursor = error {
            return Self::new(Code::BadInput).case("cursor").with("field", "after");
        }
        tracing::error!(error = &error as &dyn std::error::Error, "the engine failed");
        Self::new(Code::Internal)
    }
}

impl Problem {
    /// Why a command was not carried out; `organisation` knows the names.
    pub(crate) fn not_performed(error: PerformError, organisation: &Organisation) -> Self {
        match error {
            PerformError::NotFound => Self::new(Code::NotFound),
            PerformError::Stale { current } => Self::stale(current),
            PerformError::Refused(refusal) => Self::refused(&refusal, organisation),
            PerformError::KeyReused => Self::new(Code::KeyReused),
            PerformError::BadKey => Self::new(Code::BadKey),
            PerformError::Engine(error) => error.into(),
        }
    }

    /// Why a file was not taken.
    pub(crate) fn not_taken(error: FileError, organisation: &Organisation) -> Self {
        match error {
            FileError::Unreadable(unreadable) => {
                let (reason, args) = (unreadable.code(), Args::of(&unreadable));
                let code =
                    if reason == "too-large" { Code::TooLarge } else { Code::UnreadableFile };
                Self::new(code)
                    .said(
                        |language| baopi_messages::unreadable(language, reason, &args),
                        |language| baopi_messages::unreadable_advice(language, reason, &args),
                    )
                    .with("field", "file")
                    .with("reason", reason)
            }
            FileError::Classified { pattern } => {
                Self::refused(&Refusal::Classified { pattern }, organisation)
            }
            FileError::KeyReused => Self::new(Code::KeyReused),
            FileError::BadKey => Self::new(Code::BadKey),
            FileError::Engine(error) => error.into(),
        }
    }
}

impl From<PreviewError> for Problem {
    fn from(error: PreviewError) -> Self {
        match error {
            PreviewError::KeyReused => Self::new(Code::KeyReused),
            PreviewError::BadKey => Self::new(Code::BadKey),
            PreviewError::Engine(error) => error.into(),
        }
    }
}

impl From<SignInError> for Problem {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::new(Code::SignInFailed),
            SignInError::TooMany { retry_secs } => Self::too_many_attempts(retry_secs),
            SignInError::KeyReused => Self::new(Code::KeyReused),
            SignInError::BadKey => Self::new(Code::BadKey),
            // The sentence names nobody.
            SignInError::Classified { pattern } => {
                Self::refused(&Refusal::Classified { pattern }, &Organisation::default())
            }
            SignInError::Engine(error) => error.into(),
        }
    }
}

//! The engine's errors as problems: which status each case is. Failures are logged here, once, and shown as a number only.

use baopi_engine::{CommandError, EngineError};
use baopi_workflow::{Organisation, Refusal};

use crate::door::condition::stale;
use crate::door::explain::Explain;
use crate::door::problem::{Code, Problem};

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        if let EngineError::BadCursor = error {
            return Self::new(Code::BadInput).case("cursor").with("field", "after");
        }
        if error.is_trouble() {
            tracing::error!(error = &error as &dyn std::error::Error, "the database is in trouble");
            return Self::new(Code::Unavailable);
        }
        tracing::error!(error = &error as &dyn std::error::Error, "the engine failed");
        Self::new(Code::Internal)
    }
}

impl Problem {
    /// Why a command was not carried out; `organisation` knows the names.
    pub(crate) fn of<R: Explain>(error: CommandError<R>, organisation: &Organisation) -> Self {
        match error {
            CommandError::NotFound => Self::new(Code::NotFound),
            CommandError::Stale { current } => stale(current),
            CommandError::Classified { pattern } => {
                Refusal::Classified { pattern }.problem(organisation)
            }
            CommandError::KeyReused => Self::new(Code::KeyReused),
            CommandError::BadKey => Self::new(Code::BadKey),
            CommandError::Refused(refusal) => refusal.problem(organisation),
            CommandError::Engine(error) => error.into(),
        }
    }
}

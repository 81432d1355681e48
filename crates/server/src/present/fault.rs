//! What goes wrong with a whole page.
//!
//! A handler answers with a [`PageError`] and does not render it: the envelope around all routes does, in the frame of whoever
//! visits, with the number of the conversation.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::{CommandError, EngineError};
use baopi_workflow::Refusal;

use crate::door::explain::Explain;

/// Why there is an error page instead of the one that was asked for.
#[derive(Debug, Clone)]
pub(crate) enum PageError {
    /// There is no such page, or not for this reader.
    NotFound,
    /// What was sent makes no sense.
    BadInput,
    /// The session ended while a form was open.
    SignedOut,
    /// Somebody else was faster.
    Stale,
    /// The same form was sent with something else in it.
    Repeated,
    /// A link in a message that leads nowhere for this reader.
    Link,
    /// A use case refused.
    Refused(Arc<dyn Explain>),
    /// Something failed. The cause goes into the log and nowhere else.
    Failed(Arc<EngineError>),
    /// Any other status that the server answers.
    Other(StatusCode),
}

impl<R: Explain> From<CommandError<R>> for PageError {
    fn from(error: CommandError<R>) -> Self {
        match error {
            CommandError::NotFound => Self::NotFound,
            CommandError::Stale { .. } => Self::Stale,
            // Not even the reader sees again what may not be kept here.
            CommandError::Classified { pattern } => {
                Self::Refused(Arc::new(Refusal::Classified { pattern }))
            }
            CommandError::KeyReused => Self::Repeated,
            CommandError::BadKey => Self::BadInput,
            CommandError::Refused(refusal) => Self::Refused(Arc::new(refusal)),
            CommandError::Engine(error) => error.into(),
        }
    }
}

impl From<EngineError> for PageError {
    fn from(error: EngineError) -> Self {
        // A cursor is part of an address, and people change addresses.
        if let EngineError::BadCursor = error {
            return Self::BadInput;
        }
        Self::Failed(Arc::new(error))
    }
}

impl PageError {
    /// As HTTP says it.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Link => StatusCode::NOT_FOUND,
            Self::BadInput => StatusCode::BAD_REQUEST,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Stale => StatusCode::CONFLICT,
            Self::Repeated => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(refusal) => page_status(&**refusal),
            Self::Failed(error) if error.is_trouble() => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Other(status) => *status,
        }
    }

    /// The title of the page, in the keys of messages.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::BadInput => "bad-input",
            Self::SignedOut => "signed-out",
            Self::Stale => "stale",
            Self::Repeated => "repeated",
            Self::Link => "link",
            Self::Refused(refusal) => refusal.page_key(),
            Self::Failed(_) => key_of(self.status()),
            Self::Other(status) => key_of(*status),
        }
    }
}

impl IntoResponse for PageError {
    /// The status, and the error itself for the envelope to render. A failure is logged here, once.
    fn into_response(self) -> Response {
        if let Self::Failed(error) = &self {
            tracing::error!(error = &**error as &dyn std::error::Error, "a page failed");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// As in the API, but that a page says 422 of what is somebody else's to do: the page itself is open to its reader.
pub(crate) fn page_status(refusal: &dyn Explain) -> StatusCode {
    match refusal.status() {
        StatusCode::FORBIDDEN => StatusCode::UNPROCESSABLE_ENTITY,
        other => other,
    }
}

fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::FORBIDDEN => "foreign",
        StatusCode::REQUEST_TIMEOUT => "slow",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::CONFLICT => "stale",
        StatusCode::SERVICE_UNAVAILABLE => "unavailable",
        status if status.is_server_error() => "failed",
        _ => "bad-input",
    }
}

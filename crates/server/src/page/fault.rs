//! Pages that say what is wrong.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::checks::FindingView;
use super::frame::{Frame, page};

/// What can be wrong with a whole page.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
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
    /// The workflow refused.
    Refused {
        /// As HTTP says it.
        status: StatusCode,
        /// As people say it.
        text: String,
        /// What rules found.
        findings: Vec<FindingView>,
    },
    /// There is no PDF of something that is there.
    Unprinted {
        /// As HTTP says it.
        status: StatusCode,
        /// As people say it.
        text: String,
    },
    /// Something failed, under this number in the log.
    Failed {
        /// The number of the conversation.
        number: String,
    },
    /// Any other status that the server answers.
    Other(StatusCode, String),
}

/// The page.
#[derive(Template)]
#[template(path = "fault.html")]
pub(crate) struct FaultPage {
    frame: Frame,
    status: StatusCode,
    title: String,
    text: String,
    number: Option<String>,
    findings: Vec<FindingView>,
    is_signed_out: bool,
}

impl FaultPage {
    pub(crate) fn new(frame: Frame, fault: Fault) -> Self {
        let (status, key) = match &fault {
            Fault::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Fault::BadInput => (StatusCode::BAD_REQUEST, "bad-input"),
            Fault::SignedOut => (StatusCode::UNAUTHORIZED, "signed-out"),
            Fault::Stale => (StatusCode::CONFLICT, "stale"),
            Fault::Repeated => (StatusCode::UNPROCESSABLE_ENTITY, "repeated"),
            Fault::Link => (StatusCode::NOT_FOUND, "link"),
            Fault::Refused { status, .. } => (*status, "refused"),
            Fault::Unprinted { status, .. } => (*status, "unprinted"),
            Fault::Failed { .. } => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
            Fault::Other(status, _) => (*status, key_of(*status)),
        };
        let mut page = Self {
            title: frame.t(&format!("page-wrong-{key}")),
            text: frame.t(&format!("page-wrong-{key}-text")),
            is_signed_out: matches!(fault, Fault::SignedOut),
            frame,
            status,
            number: None,
            findings: Vec::new(),
        };
        match fault {
            Fault::Refused { text, findings, .. } => (page.text, page.findings) = (text, findings),
            Fault::Unprinted { text, .. } => page.text = text,
            Fault::Failed { number } => page.number = Some(number),
            Fault::Other(status, number) if status.is_server_error() => page.number = Some(number),
            Fault::NotFound
            | Fault::BadInput
            | Fault::SignedOut
            | Fault::Stale
            | Fault::Repeated
            | Fault::Link
            | Fault::Other(..) => {}
        }
        page
    }

    pub(crate) fn respond(&self) -> Response {
        page(self.status, self)
    }
}

fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::FORBIDDEN => "foreign",
        StatusCode::REQUEST_TIMEOUT => "slow",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::CONFLICT => "stale",
        status if status.is_server_error() => "failed",
        _ => "bad-input",
    }
}

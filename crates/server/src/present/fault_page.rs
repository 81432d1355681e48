//! The page that says what went wrong with another.

use askama::Template;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use baopi_messages::Language;
use baopi_workflow::Organisation;

use super::fault::PageError;
use super::findings::FindingView;
use super::frame::{Frame, NavEntry, page};
use super::visitor::Visitor;
use crate::door::address;
use crate::door::problem::RETRY_AFTER_SECS;

impl PageError {
    /// The page, for somebody who is signed in or for a stranger.
    pub(crate) fn render(
        &self,
        visitor: Option<&Visitor>,
        language: Language,
        number: &str,
    ) -> Response {
        FaultPage::new(self, visitor, language, number).respond()
    }
}

/// What stands on an error page.
#[derive(Template)]
#[template(path = "components/fault.html")]
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
    pub(crate) fn new(
        error: &PageError,
        visitor: Option<&Visitor>,
        language: Language,
        number: &str,
    ) -> Self {
        let frame = match visitor {
            Some(visitor) => visitor.frame(NavEntry::Elsewhere, address::DESK),
            None => Frame::outside(language, address::DESK),
        };
        let (status, key) = (error.status(), error.key());
        let mut page = Self {
            title: frame.t(&format!("page-wrong-{key}")),
            text: frame.t(&format!("page-wrong-{key}-text")),
            is_signed_out: matches!(error, PageError::SignedOut),
            number: status.is_server_error().then(|| number.to_owned()),
            frame,
            status,
            findings: Vec::new(),
        };
        if let PageError::Refused(refusal) = error {
            let strangers = Organisation::default();
            let names = visitor.map_or(&strangers, |visitor| &visitor.viewer.organisation);
            let found = |finding| FindingView::new(page.frame.texts, finding);
            page.findings = refusal.findings().iter().map(found).collect();
            page.text = refusal.sentence(language, names);
            // That it is refused is all that can be said about it.
            page.number = None;
        }
        page
    }

    pub(crate) fn respond(&self) -> Response {
        let mut response = page(self.status, self);
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(RETRY_AFTER_SECS));
        }
        response
    }
}

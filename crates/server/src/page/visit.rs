//! One visit of somebody who is signed in: everything that a handler of a page needs.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use baopi_engine::{Engine, EngineError, PerformError, Viewer};
use baopi_messages::Language;
use baopi_workflow::{Finding, PersonId, Refusal};

use super::checks::FindingView;
use super::fault::{Fault, FaultPage};
use super::frame::{Frame, Place, Texts};
use crate::AppState;
use crate::extract::{Lang, MaybeSignedIn, RequestNumber, SignedIn};
use crate::problem::refused_status;

/// Who visits, and through whom everything is done.
pub(crate) struct Visit {
    pub(crate) engine: Engine,
    visitor: Visitor,
    number: String,
}

/// Who visits, in which language: all that it takes to say something.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) viewer: Viewer,
    pub(crate) language: Language,
}

impl std::ops::Deref for Visit {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Ok(Lang(language)) = Lang::from_request_parts(parts, state).await;
        let Ok(RequestNumber(number)) = RequestNumber::from_request_parts(parts, state).await;
        let viewer = if parts.method == Method::GET || parts.method == Method::HEAD {
            SignedIn::from_request_parts(parts, state).await?.0
        } else {
            // A form is not sent away to the sign-in: what it carries would be lost. Its answer can be asked for again.
            let MaybeSignedIn(viewer) = MaybeSignedIn::from_request_parts(parts, state).await?;
            viewer.ok_or_else(|| {
                FaultPage::new(Frame::outside(language, "/desk"), Fault::SignedOut).respond()
            })?
        };
        Ok(Self { engine: state.engine.clone(), visitor: Visitor { viewer, language }, number })
    }
}

impl Visitor {
    /// Who visits.
    pub(crate) const fn person(&self) -> PersonId {
        self.viewer.person
    }

    /// The texts in the visitor's language.
    pub(crate) const fn texts(&self) -> Texts {
        Texts(self.language)
    }

    /// The frame of a page at this place.
    pub(crate) fn frame(&self, place: Place, path: impl Into<String>) -> Frame {
        Frame::new(self.language, &self.viewer, place, path)
    }

    /// A refusal in words.
    pub(crate) fn refusal(&self, refusal: &Refusal) -> String {
        let name = |person| self.name(person);
        baopi_messages::refusal(self.language, refusal, &name)
    }

    /// The name of a person.
    pub(crate) fn name(&self, person: PersonId) -> String {
        self.viewer
            .organisation
            .person(person)
            .map_or_else(|| "—".to_owned(), |person| person.name.clone())
    }

    /// Findings as pages show them.
    pub(crate) fn findings(&self, findings: &[Finding]) -> Vec<FindingView> {
        findings.iter().map(|finding| FindingView::new(self.texts(), finding)).collect()
    }
}

impl Visit {
    /// A page that says what is wrong.
    pub(crate) fn fault(&self, fault: Fault) -> Response {
        FaultPage::new(self.frame(Place::Elsewhere, "/desk"), fault).respond()
    }

    /// A page for something that failed; the cause goes into the log and nowhere else.
    pub(crate) fn failed(&self, error: &EngineError) -> Response {
        // A cursor is part of an address, and people change addresses.
        if let EngineError::BadCursor = error {
            return self.fault(Fault::BadInput);
        }
        tracing::error!(
            error = error as &dyn std::error::Error,
            number = self.number,
            "a page failed"
        );
        self.fault(Fault::Failed { number: self.number.clone() })
    }

    /// A page for a command that was not carried out, where there is no form to show it in.
    pub(crate) fn unperformed(&self, error: &PerformError) -> Response {
        match error {
            PerformError::NotFound => self.fault(Fault::NotFound),
            PerformError::Stale { .. } => self.fault(Fault::Stale),
            PerformError::Refused(refusal) => self.fault(Fault::Refused {
                status: status_of(refusal),
                text: self.refusal(refusal),
                findings: self.findings(refusal.findings()),
            }),
            PerformError::KeyReused => self.fault(Fault::Repeated),
            PerformError::BadKey => self.fault(Fault::BadInput),
            PerformError::Engine(error) => self.failed(error),
        }
    }
}

/// As in the API, but that a page says 422 of what is somebody else's to do: the page itself is open to its reader.
pub(crate) fn status_of(refusal: &Refusal) -> StatusCode {
    match refused_status(refusal) {
        StatusCode::FORBIDDEN => StatusCode::UNPROCESSABLE_ENTITY,
        other => other,
    }
}

//! One visit of somebody who is signed in: everything that a handler of a page needs.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Engine, PerformError};

use super::fault::PageError;
pub(crate) use super::visitor::{Recognised, Visitor};
use crate::door::state::AppState;
use crate::door::{Lang, MaybeSignedIn, RequestNumber, SignedIn};

/// Who visits, and through whom everything is done.
pub(crate) struct Visit {
    pub(crate) engine: Engine,
    visitor: Visitor,
    number: String,
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
            viewer.ok_or_else(|| PageError::SignedOut.into_response())?
        };
        let turn = state.turns.wait(parts, viewer.person).await;
        let visitor = Visitor { viewer, language };
        if let Some(recognised) = parts.extensions.get::<Recognised>() {
            recognised.keep(&visitor);
        }
        turn.map_err(IntoResponse::into_response)?;
        Ok(Self { engine: state.engine.clone(), visitor, number })
    }
}

impl Visit {
    /// See [`Visitor::not_performed`].
    pub(crate) fn line_of(&self, error: &PerformError) -> String {
        self.not_performed(error, &self.number)
    }
}

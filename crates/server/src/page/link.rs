//! Links in messages. Opening one only shows; who is not signed in signs in first.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::fault::Fault;
use super::visit::Visit;
use crate::AppState;

/// `GET /a/{token}`
pub(crate) async fn open(
    visit: Visit,
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Response {
    match state.engine.open_link(&token).await {
        // Whoever else holds the link learns nothing from it, not even whether it is one.
        Ok(target) => match target.filter(|target| target.to == visit.person()) {
            Some(target) => Redirect::to(&format!("/requests/{}?answer=approve", target.request))
                .into_response(),
            None => visit.fault(Fault::Link),
        },
        Err(error) => visit.failed(&error),
    }
}

//! Links in messages. Opening one only shows; who is not signed in signs in first.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use crate::door::address;
use crate::door::state::AppState;
use crate::present::fault::PageError;
use crate::present::visit::Visit;

/// `GET /a/{token}`
pub(crate) async fn open(
    visit: Visit,
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let target = state.engine.open_link(&token).await?;
    // Whoever else holds the link learns nothing from it, not even whether it is one.
    let target = target.filter(|target| target.to == visit.person()).ok_or(PageError::Link)?;
    let path = format!("{}?answer=approve", address::of(address::REQUEST, &[&target.request]));
    Ok(Redirect::to(&path).into_response())
}

//! What submitting would meet with.

use axum::Json;
use axum::extract::State;
use baopi_workflow::Content;

use super::answer::PreviewAnswer;
use super::problems::Writing;
use super::request::ContentBody;
use crate::AppState;
use crate::extract::body::Sent;
use crate::extract::session::Bearer;
use crate::problem::Problem;

/// Judge a content
///
/// Measures it and asks the rules as its submission would. Stores nothing of the content.
#[utoipa::path(
    post,
    path = "/previews",
    tag = "requests",
    security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters")),
    request_body = ContentBody,
    responses((status = 200, description = "What is found", body = PreviewAnswer), Writing)
)]
pub(super) async fn preview(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: content, key }: Sent<Content>,
) -> Result<Json<PreviewAnswer>, Problem> {
    let preview = match key {
        Some(key) => {
            let preview = state.engine.preview_once(viewer.person, &content, key).await;
            preview.map_err(|error| Problem::of(error, &viewer.organisation))?
        }
        None => state.engine.preview(viewer.person, &content).await?,
    };
    Ok(Json(PreviewAnswer::of(&preview, &viewer.organisation)))
}

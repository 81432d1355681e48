//! What submitting would meet with.

use axum::Json;
use axum::extract::State;
use baopi_workflow::Content;

use super::answer::PreviewAnswer;
use crate::api::problems::Writing;
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// Judge a content
///
/// Measures it and asks the rules as its submission would. Stores nothing.
#[utoipa::path(
    post,
    path = "/previews",
    operation_id = "preview_request",
    tag = "requests",
    request_body = Content,
    responses((status = 200, description = "What is found", body = PreviewAnswer), Writing)
)]
pub(crate) async fn preview(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: content, .. }: Sent<Content>,
) -> Result<Json<PreviewAnswer>, Problem> {
    let preview = state.engine.preview(viewer.person, &content).await?;
    Ok(Json(PreviewAnswer::of(&preview, &viewer.organisation)))
}

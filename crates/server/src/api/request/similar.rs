//! What a request has in common with stored texts.

use axum::Json;
use axum::extract::State;
use baopi_engine::SimilarText;
use baopi_workflow::RequestId;
use baopi_workflow::rules::Known;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::problems::Reading;
use crate::door::Id;
use crate::door::problem::Problem;
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// The stored texts from which a request takes words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Similar)]
pub(crate) struct SimilarAnswer {
    /// Whether the texts could be looked up. If not, the empty list does not say that nothing was found.
    known: bool,
    /// The most copied first, at most ten.
    items: Vec<SimilarItem>,
}

/// A stored text from which a request takes words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimilarText)]
pub(crate) struct SimilarItem {
    /// The request, or the text that came in.
    other: Uuid,
    /// `request` or `incoming`.
    #[schema(example = "request")]
    kind: &'static str,
    /// Its title.
    #[schema(example = "关于做好森林防火工作的通知")]
    title: String,
    /// Who wrote it, by name.
    #[schema(example = "区林业局")]
    from: String,
    /// How much of the request stands in it, in per cent, rounded down.
    #[schema(example = 76)]
    percent: u32,
    /// Runs of eight characters in both.
    #[schema(example = 760)]
    shared: u32,
    /// Runs of eight characters in the request.
    #[schema(example = 1000)]
    of: u32,
    /// Whether you may read it.
    may_read: bool,
}

impl From<SimilarText> for SimilarItem {
    fn from(one: SimilarText) -> Self {
        Self {
            other: one.other,
            kind: if one.is_request { "request" } else { "incoming" },
            title: one.title,
            from: one.from,
            percent: one.ratio.percent(),
            shared: one.ratio.part,
            of: one.ratio.whole,
            may_read: one.may_read,
        }
    }
}

/// Look for stored texts from which a request takes words
///
/// Documents that were submitted, and texts that came in. A meeting has none.
#[utoipa::path(
    get,
    path = "/requests/{id}/similar",
    operation_id = "list_similar",
    tag = "requests",
    params(("id" = uuid::Uuid, Path, description = "The request")),
    responses((status = 200, description = "What is found", body = SimilarAnswer), Reading)
)]
pub(crate) async fn similar(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(request): Id<RequestId>,
) -> Result<Json<SimilarAnswer>, Problem> {
    let found = state.engine.similar(viewer.person, request).await;
    let found = found.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(Json(match found {
        Known::Missing => SimilarAnswer { known: false, items: Vec::new() },
        Known::Is(found) => {
            SimilarAnswer { known: true, items: found.into_iter().map(SimilarItem::from).collect() }
        }
    }))
}

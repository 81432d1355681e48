//! What a request has in common with stored texts.

use axum::Json;
use axum::extract::State;
use baopi_engine::{SimilarText, SimilarTexts};
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
    /// Those that you may read, the most copied first, and then the others; at most ten.
    items: Vec<SimilarItem>,
    /// Whether those that you may not read are left out, because you asked about too many texts today.
    limited: bool,
}

/// A stored text from which a request takes words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimilarText)]
pub(crate) struct SimilarItem {
    /// How much of the request stands in it, in per cent: rounded down, or to ten if you may not read it.
    #[schema(example = 76)]
    percent: u32,
    /// The request, or the text that came in. This and what follows is absent if you may not read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<Uuid>,
    /// `request` or `incoming`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "request")]
    kind: Option<&'static str>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "关于做好森林防火工作的通知")]
    title: Option<String>,
    /// Who wrote it, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "区林业局")]
    from: Option<String>,
    /// Runs of eight characters in both.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 760)]
    shared: Option<u32>,
    /// Runs of eight characters in the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 1000)]
    of: Option<u32>,
    /// Whether you may read it.
    may_read: bool,
}

impl From<SimilarText> for SimilarItem {
    fn from(one: SimilarText) -> Self {
        Self {
            percent: one.ratio.percent(),
            may_read: true,
            other: Some(one.other),
            kind: Some(if one.is_request { "request" } else { "incoming" }),
            title: Some(one.title),
            from: Some(one.from),
            shared: Some(one.ratio.part),
            of: Some(one.ratio.whole),
        }
    }
}

impl SimilarItem {
    /// One of which nothing is said but how alike it is.
    const fn hidden(percent: u32) -> Self {
        Self {
            percent,
            may_read: false,
            other: None,
            kind: None,
            title: None,
            from: None,
            shared: None,
            of: None,
        }
    }
}

impl From<SimilarTexts> for SimilarAnswer {
    fn from(found: SimilarTexts) -> Self {
        let open = found.open.into_iter().map(SimilarItem::from);
        let items = open.chain(found.hidden.into_iter().map(SimilarItem::hidden)).collect();
        Self { known: true, items, limited: found.is_limited }
    }
}

/// Look for stored texts from which a request takes words
///
/// Documents that were submitted, and texts that came in. A meeting has none. Of those that you may not read you are told no
/// more than how alike they are, and that only once the request is submitted.
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
        Known::Missing => SimilarAnswer { known: false, items: Vec::new(), limited: false },
        Known::Is(found) => SimilarAnswer::from(found),
    }))
}

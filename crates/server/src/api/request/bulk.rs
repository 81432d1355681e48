//! Decisions: several requests approved with one call, each answered for itself.

use axum::extract::State;
use axum::response::Response;
use baopi_workflow::{RequestId, Version};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::command::OutcomesAnswer;
use crate::api::problems::{Idempotent, Writing};
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::{Lang, RequestNumber};

/// Which requests are approved, and with what words.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Decisions)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionsWish {
    /// 1 to 100 requests, each as you saw it.
    items: Vec<DecisionItem>,
    /// What is said of each.
    #[serde(default)]
    #[schema(example = "同意")]
    opinion: String,
}

/// One request to approve.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionItem {
    /// The request.
    request: RequestId,
    /// The version that you saw.
    #[schema(value_type = u64, example = 3)]
    version: Version,
}

/// Approve several requests
///
/// Each is approved or refused for itself, as the action approve would be, and the answer says which. Exceptions are accepted
/// one by one and never here: a request whose exceptions have to be accepted is refused with `exceptions_open`.
#[utoipa::path(
    post,
    path = "/decisions",
    operation_id = "approve_requests",
    tag = "requests",
    params(Idempotent),
    request_body = DecisionsWish,
    responses(
        (status = 200, description = "What became of each", body = OutcomesAnswer),
        Writing
    )
)]
pub(crate) async fn approve(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Lang(language): Lang,
    RequestNumber(number): RequestNumber,
    Sent { body: wish, key }: Sent<DecisionsWish>,
) -> Result<Response, Problem> {
    let items = wish.items.iter().map(|item| (item.request, item.version)).collect();
    let organisation = &viewer.organisation;
    let done = state.engine.approve_many(viewer.person, items, &wish.opinion, key).await;
    let done = done.map_err(|error| Problem::of(error, organisation))?;
    Ok(OutcomesAnswer::respond(done, organisation, language, &number))
}

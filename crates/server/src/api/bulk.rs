//! Decisions: several requests approved with one call, each answered for itself.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Approval, PerformError, Performed};
use baopi_messages::Language;
use baopi_workflow::{Organisation, RequestId, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::PerformedAnswer;
use super::problems::Writing;
use super::request::repeated;
use crate::AppState;
use crate::extract::body::Sent;
use crate::extract::session::Bearer;
use crate::extract::strict::Body;
use crate::extract::{Lang, RequestNumber};
use crate::problem::{Problem, ProblemBody};

/// Which requests are approved, and with what words.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Decisions)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionsWish {
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
pub(super) struct DecisionItem {
    /// The request.
    #[schema(value_type = Uuid)]
    request: RequestId,
    /// The version that you saw.
    #[schema(value_type = u64, example = 3)]
    version: Version,
}

impl Body for DecisionsWish {}

/// What became of each request, in the order in which they were named.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionsAnswer {
    results: Vec<DecisionAnswer>,
}

/// What became of one request: it has either `performed` or `problem`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionAnswer {
    /// The request.
    request: Uuid,
    /// Where it stands, if it was approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    performed: Option<PerformedAnswer>,
    /// Why it was not approved: what an approval of this request alone would have been answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemBody>,
}

impl DecisionAnswer {
    fn of(item: Approval, organisation: &Organisation, language: Language, number: &str) -> Self {
        let (performed, problem) = each_for_itself(item.answer, organisation, language, number);
        Self { request: item.request.0, performed, problem }
    }
}

/// One answer among several: where the request stands, or what its action alone would have been answered.
pub(super) fn each_for_itself(
    answer: Result<Performed, PerformError>,
    organisation: &Organisation,
    language: Language,
    number: &str,
) -> (Option<PerformedAnswer>, Option<ProblemBody>) {
    match answer {
        Ok(performed) => (Some(PerformedAnswer::from(&performed)), None),
        Err(error) => {
            let problem = Problem::of(error, organisation).body(language, number);
            (None, Some(problem))
        }
    }
}

/// Approve several requests
///
/// Each is approved or refused for itself, as the action approve would be, and the answer says which. Exceptions are accepted
/// one by one and never here: a request whose exceptions have to be accepted is refused with `exceptions_open`.
#[utoipa::path(
    post,
    path = "/decisions",
    tag = "requests",
    security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters")),
    request_body = DecisionsWish,
    responses(
        (status = 200, description = "What became of each", body = DecisionsAnswer,
            headers(("Idempotency-Replayed" = Option<String>))),
        Writing
    )
)]
pub(super) async fn approve(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Lang(language): Lang,
    RequestNumber(number): RequestNumber,
    Sent { body: wish, key }: Sent<DecisionsWish>,
) -> Result<Response, Problem> {
    let items = wish.items.iter().map(|item| (item.request, item.version)).collect();
    let organisation = &viewer.organisation;
    let answers = state.engine.approve_many(viewer.person, items, &wish.opinion, key).await;
    let answers = answers.map_err(|error| Problem::of(error, organisation))?;
    let one = |item| DecisionAnswer::of(item, organisation, language, &number);
    let results = answers.items.into_iter().map(one).collect();
    Ok(repeated(Json(DecisionsAnswer { results }).into_response(), answers.replayed))
}

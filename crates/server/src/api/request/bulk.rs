//! Decisions: several requests approved with one call, each answered for itself.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Outcome, Outcomes};
use baopi_messages::Language;
use baopi_workflow::{Organisation, RequestId, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::PerformedAnswer;
use crate::api::problems::{Idempotent, Writing};
use crate::api::request::one::repeated;
use crate::door::body::Sent;
use crate::door::problem::{Problem, ProblemBody};
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::strict::Body;
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
    #[schema(value_type = Uuid)]
    request: RequestId,
    /// The version that you saw.
    #[schema(value_type = u64, example = 3)]
    version: Version,
}

impl Body for DecisionsWish {}

/// What became of each request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Outcomes)]
pub(crate) struct OutcomesAnswer {
    /// In the order in which they were named, or in that of the list.
    results: Vec<OutcomeAnswer>,
    /// Where the rest of the list begins, for `after`; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// What became of one request: it has either `performed` or `problem`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Outcome)]
struct OutcomeAnswer {
    /// The request.
    request: Uuid,
    /// Its title, where you did not name the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Where it stands, if it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    performed: Option<PerformedAnswer>,
    /// Why it was not done: what the same action on this request alone would have been answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemBody>,
}

impl OutcomesAnswer {
    /// The answer to a command about several requests.
    pub(crate) fn respond(
        outcomes: Outcomes,
        organisation: &Organisation,
        language: Language,
        number: &str,
    ) -> Response {
        let outcome = |Outcome { request, title, answer }: Outcome| {
            let (performed, problem) = match answer {
                Ok(performed) => (Some(PerformedAnswer::from(&performed)), None),
                Err(error) => (None, Some(Problem::of(error, organisation).body(language, number))),
            };
            OutcomeAnswer { request: request.0, title, performed, problem }
        };
        let results = outcomes.items.into_iter().map(outcome).collect();
        let next = outcomes.next.map(|next| next.to_string());
        repeated(Json(Self { results, next }).into_response(), outcomes.replayed)
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

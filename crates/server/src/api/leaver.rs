//! 离职移交: everything that waits for somebody who leaves is given to somebody else, each request for itself.

use axum::Json;
use axum::extract::State;
use baopi_engine::HandedOver;
use baopi_messages::Language;
use baopi_workflow::Organisation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::PerformedAnswer;
use super::bulk::each_for_itself;
use super::delegation::person;
use super::problems::Writing;
use crate::AppState;
use crate::extract::body::Sent;
use crate::extract::session::Bearer;
use crate::extract::strict::Body;
use crate::extract::{Lang, RequestNumber};
use crate::problem::{Problem, ProblemBody};

/// Who leaves, who follows, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Leaver)]
#[serde(deny_unknown_fields)]
pub(super) struct LeaverWish {
    /// Whose tasks are given away: identifier or login.
    #[schema(example = "sunxiaomei")]
    from: String,
    /// Who has them from now on: identifier or login.
    #[schema(example = "zhaolixin")]
    to: String,
    /// Why; it stands in the record of each request.
    #[schema(example = "调离本单位")]
    opinion: String,
}

impl Body for LeaverWish {}

/// What became of each task.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LeaverAnswer {
    results: Vec<HandedOverAnswer>,
}

/// What became of one task: it has either `performed` or `problem`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HandedOverAnswer {
    /// The request.
    request: Uuid,
    /// Its title.
    title: String,
    /// Where it stands, if the task was given away.
    #[serde(skip_serializing_if = "Option::is_none")]
    performed: Option<PerformedAnswer>,
    /// Why it was not: what a `hand_over` of this request alone would have been answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemBody>,
}

impl HandedOverAnswer {
    fn of(one: HandedOver, organisation: &Organisation, language: Language, number: &str) -> Self {
        let (performed, problem) = each_for_itself(one.answer, organisation, language, number);
        Self { request: one.request.0, title: one.title, performed, problem }
    }
}

/// Hand over what waits for somebody who leaves
///
/// Every open task of one person is given to another, each as the action `hand_over` would do it; one that cannot be given away
/// does not keep the others back. Sent again, it finds nothing left to do.
#[utoipa::path(
    post,
    path = "/leavers",
    tag = "organisation",
    security(("token" = [])),
    request_body = LeaverWish,
    responses(
        (status = 200, description = "What became of each", body = LeaverAnswer),
        (status = 403, description = "Only administrators hand over", body = ProblemBody,
            content_type = "application/problem+json"),
        Writing
    )
)]
pub(super) async fn hand_over(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Lang(language): Lang,
    RequestNumber(number): RequestNumber,
    Sent { body: wish, .. }: Sent<LeaverWish>,
) -> Result<Json<LeaverAnswer>, Problem> {
    let organisation = &viewer.organisation;
    let people = (person("from", &wish.from, organisation)?, person("to", &wish.to, organisation)?);
    let done = state.engine.hand_over(viewer.person, people, &wish.opinion).await;
    let done = done.map_err(|error| Problem::of(error, organisation))?;
    let one = |item| HandedOverAnswer::of(item, organisation, language, &number);
    Ok(Json(LeaverAnswer { results: done.into_iter().map(one).collect() }))
}

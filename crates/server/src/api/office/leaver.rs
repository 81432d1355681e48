//! 离职移交: everything that waits for somebody who leaves is given to somebody else, each request for itself.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::delegation::person;
use crate::api::command::OutcomesAnswer;
use crate::api::problems::{Idempotent, NotYours, Writing};
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::strict::Body;
use crate::door::{Lang, RequestNumber};

/// Who leaves, who follows, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Leaver)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaverWish {
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

/// Hand over what waits for somebody who leaves
///
/// Every open task of one person is given to another, each as the action `hand_over` would do it; one that cannot be given away
/// does not keep the others back. For administrators.
#[utoipa::path(
    post,
    path = "/leavers",
    tag = "organisation",
    params(Idempotent),
    request_body = LeaverWish,
    responses(
        (status = 200, description = "What became of each", body = OutcomesAnswer),
        NotYours,
        Writing
    )
)]
pub(crate) async fn hand_over(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Lang(language): Lang,
    RequestNumber(number): RequestNumber,
    Sent { body: wish, key }: Sent<LeaverWish>,
) -> Result<Response, Problem> {
    let organisation = &viewer.organisation;
    let people = (person("from", &wish.from, organisation)?, person("to", &wish.to, organisation)?);
    let done = state.engine.hand_over(viewer.person, people, &wish.opinion, key).await;
    let done = done.map_err(|error| Problem::of(error, organisation))?;
    Ok(OutcomesAnswer::respond(done, organisation, language, &number))
}

//! 离职移交: everything that waits for somebody who leaves is given to somebody else, each request for itself.

use axum::extract::State;
use axum::response::Response;

use crate::api::command::OutcomesAnswer;
use crate::api::problems::{Idempotent, NotYours, Writing};
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::wish::LeaverWish;
use crate::door::{Lang, RequestNumber};

/// Hand over what waits for somebody who leaves
///
/// Every open task of one person is given to another, each as the action `hand_over` would do it; one that cannot be given away
/// does not keep the others back. For administrators.
#[utoipa::path(
    post,
    path = "/leavers",
    operation_id = "hand_over",
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
    let people = wish.people(organisation)?;
    let done = state.engine.hand_over(viewer.person, people, &wish.opinion, key).await;
    let done = done.map_err(|error| Problem::of(error, organisation))?;
    Ok(OutcomesAnswer::respond(done, organisation, language, &number))
}

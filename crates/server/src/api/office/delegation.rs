//! Stand-ins (代理): who may decide for whom, and when.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::{StandIn, Whose};
use baopi_workflow::{Delegation, Kind, Organisation};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::command::Nothing;
use crate::api::command::repeated;
use crate::api::list::{Answered, PageQuery, Paged};
use crate::api::names::{PersonName, word};
use crate::api::problems::{Idempotent, NotFound, NotNow, NotYours, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::query::Listed;
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::wish::DelegationWish;

/// Somebody may decide for somebody.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delegation)]
pub struct DelegationAnswer {
    /// The identifier, by which it is ended.
    id: Uuid,
    /// The person for whom somebody may decide.
    from: PersonName,
    /// Who may decide.
    to: PersonName,
    /// `document`, `meeting` or `inspection`; absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    /// First day.
    #[schema(example = "2026-09-15")]
    from_on: String,
    /// Last day.
    #[schema(example = "2026-09-20")]
    to_on: String,
    /// The paper that says so.
    reference: String,
    /// Who registered it; absent for one of a time when that was not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    registered_by: Option<PersonName>,
    /// Who confirmed it, if somebody else registered it than the person stood in for.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_by: Option<PersonName>,
    /// The paper on which a second administrator confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_on: Option<String>,
    /// `unconfirmed`, `in_force`, `to_come`, `past` or `ended`.
    #[schema(example = "in_force")]
    state: String,
    /// The day on which it was ended early; from that day on it gives no authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_on: Option<String>,
}

impl DelegationAnswer {
    /// `one` as it stands on the day `today`, with the names that `organisation` knows.
    #[must_use]
    pub fn of(one: &StandIn, organisation: &Organisation, today: NaiveDate) -> Self {
        let Delegation { from, to, scope, from_on, to_on, reference } = &one.delegation;
        let consent = one.consent.as_ref();
        Self {
            id: one.id,
            from: PersonName::of(*from, organisation),
            to: PersonName::of(*to, organisation),
            scope: scope.map(Kind::key),
            from_on: from_on.to_string(),
            to_on: to_on.to_string(),
            reference: reference.clone(),
            registered_by: one.made_by.map(|by| PersonName::of(by, organisation)),
            confirmed_by: consent.map(|consent| PersonName::of(consent.by, organisation)),
            confirmed_on: consent.and_then(|consent| consent.reference.clone()),
            state: word(&one.state(today)),
            ended_on: one.ended_on.map(|on| on.to_string()),
        }
    }
}

/// Which stand-ins.
#[derive(Debug, Default, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WhoseQuery {
    /// Those that you gave.
    #[default]
    Given,
    /// Those that you hold.
    Held,
    /// Those of everybody, for administrators.
    All,
}

/// Which stand-ins.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DelegationsQuery {
    /// `given` by you, `held` by you, or `all`, for administrators; `given` if nothing is said.
    #[serde(default)]
    #[param(inline)]
    whose: WhoseQuery,
}

/// List the stand-ins
///
/// Those that end last first.
#[utoipa::path(
    get,
    path = "/delegations",
    operation_id = "list_delegations",
    tag = "organisation",
    params(PageQuery, DelegationsQuery),
    responses(
        (status = 200, description = "Stand-ins", body = Paged<DelegationAnswer>),
        NotYours,
        Reading
    )
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(query, page): Listed<DelegationsQuery>,
) -> Result<Answered<DelegationAnswer>, Problem> {
    let whose = match query.whose {
        WhoseQuery::Given => Whose::Given,
        WhoseQuery::Held => Whose::Held,
        WhoseQuery::All => Whose::Everybodys,
    };
    let found = state.engine.stand_ins(viewer.person, whose, page.cursor(), page.limit).await;
    let found = found.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let today = state.engine.now().date();
    let item = |one| DelegationAnswer::of(one, &viewer.organisation, today);
    Ok(Answered::new(&page, found.items.iter().map(item), found.next))
}

/// Register a stand-in
///
/// For oneself it counts at once, also for what waits already; what an administrator registers for somebody counts once it is
/// confirmed. What the stand-in decides carries both names. Refusals have the code `delegation_refused`, and in `reason` one of
/// their own.
#[utoipa::path(
    post,
    path = "/delegations",
    operation_id = "make_delegation",
    tag = "organisation",
    params(Idempotent),
    request_body = DelegationWish,
    responses(
        (status = 201, description = "Registered", body = DelegationAnswer),
        NotYours,
        Writing
    )
)]
pub(crate) async fn make(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, key }: Sent<DelegationWish>,
) -> Result<Response, Problem> {
    let organisation = &viewer.organisation;
    let wanted = wish.of(viewer.person, organisation)?;
    let done = state.engine.delegate(viewer.person, wanted, key).await;
    let done = done.map_err(|error| Problem::of(error, organisation))?;
    let answer = DelegationAnswer::of(&done, organisation, state.engine.now().date());
    Ok(repeated((StatusCode::CREATED, Json(answer)).into_response(), done.replayed))
}

/// The word that a stand-in waits for.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DelegationConfirmation)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmationWish {
    /// The paper on which an administrator confirms it for the person stood in for, at most 200 characters. That person needs
    /// none.
    #[serde(default)]
    #[schema(example = "病假期间的委托书")]
    reference: Option<String>,
}

/// Confirm a stand-in that an administrator registered
///
/// By the person stood in for, or, where they cannot, by another administrator than the one who registered it, who names a paper.
/// It counts from now on.
#[utoipa::path(
    post,
    path = "/delegations/{id}/confirmation",
    operation_id = "confirm_delegation",
    tag = "organisation",
    params(
        ("id" = Uuid, Path, description = "The stand-in"),
        Idempotent
    ),
    request_body = ConfirmationWish,
    responses(
        (status = 200, description = "Confirmed", body = DelegationAnswer),
        NotYours,
        NotFound,
        NotNow,
        Writing
    )
)]
pub(crate) async fn confirm(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<Uuid>,
    Sent { body: wish, key }: Sent<ConfirmationWish>,
) -> Result<Response, Problem> {
    let paper = wish.reference.unwrap_or_default();
    let done = state.engine.confirm_delegation(viewer.person, id, paper, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let answer = DelegationAnswer::of(&done, &viewer.organisation, state.engine.now().date());
    Ok(repeated(Json(answer).into_response(), done.replayed))
}

/// End a stand-in early
///
/// By whoever gave it, by the stand-in who gives it back, or by an administrator; from now on.
#[utoipa::path(
    post,
    path = "/delegations/{id}/end",
    operation_id = "end_delegation",
    tag = "organisation",
    params(
        ("id" = Uuid, Path, description = "The stand-in"),
        Idempotent
    ),
    request_body = Nothing,
    responses(
        (status = 200, description = "Ended", body = DelegationAnswer),
        NotFound,
        NotNow,
        Writing
    )
)]
pub(crate) async fn end(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<Uuid>,
    Sent { body: Nothing {}, key }: Sent<Nothing>,
) -> Result<Response, Problem> {
    let done = state.engine.end_delegation(viewer.person, id, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let answer = DelegationAnswer::of(&done, &viewer.organisation, state.engine.now().date());
    Ok(repeated(Json(answer).into_response(), done.replayed))
}

//! The holidays and make-up days of a year (节假日与调休).

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use baopi_engine::ProposedYear;
use baopi_workflow::working_day::SpecialDay;
use baopi_workflow::{Organisation, ProposalId};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ImportedAnswer, SentFile, TableUpload, imported};
use crate::api::command::{SettlementWish, repeated};
use crate::api::names::PersonName;
use crate::api::problems::{Idempotent, NotFound, NotNow, NotYours, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::query::StrictQuery;
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// A day that is not as its day of the week says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SpecialDay)]
pub(crate) struct DayAnswer {
    /// The day that differs from its place in the week.
    day: NaiveDate,
    /// `off`, or `work` for a make-up day.
    day_kind: &'static str,
    /// The name of the holiday.
    #[serde(skip_serializing_if = "String::is_empty")]
    holiday: String,
}

impl From<SpecialDay> for DayAnswer {
    fn from(special: SpecialDay) -> Self {
        let SpecialDay { day, day_kind, name } = special;
        Self { day, day_kind: day_kind.key(), holiday: name }
    }
}

/// The calendar of a year.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WorkingDays)]
pub(crate) struct WorkingDaysAnswer {
    /// Which year.
    year: i32,
    /// Whether its holidays are known; if not, Monday to Friday are counted.
    known: bool,
    /// How often the office brought the year in; absent for what comes with the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u32>,
    /// The days that are out of the ordinary.
    days: Vec<DayAnswer>,
    /// What was proposed for the year, the latest first.
    proposals: Vec<ProposedYearAnswer>,
}

/// A proposed year of the calendar, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProposedYear)]
pub(crate) struct ProposedYearAnswer {
    /// The identifier, as a settlement names the proposal.
    id: Uuid,
    /// Which year.
    year: i32,
    /// The days that would be out of the ordinary.
    days: Vec<DayAnswer>,
    /// Who proposed it.
    proposed_by: PersonName,
    /// When it was proposed.
    #[schema(example = "2026-09-15T09:00:00+08:00")]
    proposed_at: String,
    /// `open`, `confirmed`, `declined` or `withdrawn`.
    #[schema(example = "open")]
    standing: &'static str,
    /// Who settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_by: Option<PersonName>,
    /// When it was settled; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<String>,
}

impl ProposedYearAnswer {
    fn of(proposed: &ProposedYear, organisation: &Organisation) -> Self {
        let ProposedYear { year, proposal } = proposed;
        Self {
            id: proposal.id.0,
            year: year.year,
            days: year.days.iter().cloned().map(Into::into).collect(),
            proposed_by: PersonName::of(proposal.by, organisation),
            proposed_at: proposal.at.to_string(),
            standing: proposal.standing.key(),
            settled_by: proposal.settled.map(|(by, _)| PersonName::of(by, organisation)),
            settled_at: proposal.settled.map(|(_, at)| at.to_string()),
        }
    }
}

/// Which year.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearQuery {
    /// The present one if nothing is said.
    year: Option<i32>,
}

/// The holidays and make-up days of a year
#[utoipa::path(
    get,
    path = "/working-days",
    operation_id = "show_working_days",
    tag = "rules",
    params(YearQuery),
    responses((status = 200, description = "The year", body = WorkingDaysAnswer), Reading)
)]
pub(crate) async fn show(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<YearQuery>,
) -> Result<Json<WorkingDaysAnswer>, Problem> {
    let year = query.year.unwrap_or_else(|| state.engine.now().date().year());
    let days = state.engine.working_days().await?;
    let brought = days.brought.iter().find(|row| row.year.year == year);
    let proposed = state.engine.proposed_years(Some(year)).await?;
    let proposed = proposed.iter().map(|one| ProposedYearAnswer::of(one, &viewer.organisation));
    Ok(Json(WorkingDaysAnswer {
        proposals: proposed.collect(),
        year,
        known: days.calendar.covers(year),
        revision: brought.map(|row| row.revision),
        days: days.calendar.special_days(year).into_iter().map(Into::into).collect(),
    }))
}

/// Propose the holidays and make-up days of a year
///
/// By an administrator; they count once another one has confirmed them. The columns are `day`, `day_kind` (`off` or `work`) and
/// `holiday`; every line lies in the year of the first. The year takes the place of what was known of it. Wrong lines have the
/// code `lines_refused`: `lines` lists every line and field, and nothing is proposed.
#[utoipa::path(
    post,
    path = "/working-days/imports",
    operation_id = "import_working_days",
    tag = "rules",
    params(Idempotent),
    request_body(content = TableUpload, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "Proposed", body = ImportedAnswer),
        NotYours,
        NotNow,
        Writing
    )
)]
pub(crate) async fn import(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    sent: SentFile,
) -> Result<Response, Problem> {
    imported::<SpecialDay>(&state, &viewer, sent).await
}

/// Settle a proposed year of the calendar
///
/// Confirmed or declined by another administrator than the one who proposed it, or taken back by that one. A confirmed year
/// counts at once; what was judged before stays as it was judged.
#[utoipa::path(
    post,
    path = "/working-days/proposals/{id}/settlement",
    operation_id = "settle_working_days",
    tag = "rules",
    params(
        ("id" = Uuid, Path, description = "The proposal"),
        Idempotent
    ),
    request_body = SettlementWish,
    responses(
        (status = 200, description = "Settled", body = ProposedYearAnswer),
        NotYours,
        NotFound,
        NotNow,
        Writing
    )
)]
pub(crate) async fn settle(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<ProposalId>,
    Sent { body: wish, key }: Sent<SettlementWish>,
) -> Result<Response, Problem> {
    let done = state.engine.settle_working_days(viewer.person, id, wish.settlement, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let answer = ProposedYearAnswer::of(&done.done, &viewer.organisation);
    Ok(repeated(Json(answer).into_response(), done.replayed))
}

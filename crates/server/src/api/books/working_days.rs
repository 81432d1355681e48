//! The holidays and make-up days of a year (节假日与调休).

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use baopi_workflow::working_day::SpecialDay;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{ImportedAnswer, SentFile, TableUpload, imported};
use crate::api::problems::{Idempotent, NotYours, Reading, Writing};
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
    Bearer(_): Bearer,
    StrictQuery(query): StrictQuery<YearQuery>,
) -> Result<Json<WorkingDaysAnswer>, Problem> {
    let year = query.year.unwrap_or_else(|| state.engine.now().date().year());
    let days = state.engine.working_days().await?;
    let brought = days.brought.iter().find(|row| row.year.year == year);
    Ok(Json(WorkingDaysAnswer {
        year,
        known: days.calendar.covers(year),
        revision: brought.map(|row| row.revision),
        days: days.calendar.special_days(year).into_iter().map(Into::into).collect(),
    }))
}

/// Import the holidays and make-up days of a year
///
/// By an administrator. The columns are `day`, `day_kind` (`off` or `work`) and `holiday`; every line lies in the year of the
/// first. The year takes the place of what was known of it. Wrong lines have the code `lines_refused`: `lines` lists every line
/// and field, and nothing is imported.
#[utoipa::path(
    post,
    path = "/working-days/imports",
    operation_id = "import_working_days",
    tag = "rules",
    params(Idempotent),
    request_body(content = TableUpload, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "Imported", body = ImportedAnswer),
        NotYours,
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

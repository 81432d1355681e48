//! Yearly plans of documents, meetings and inspections (年度发文计划、会议计划、督查检查考核计划).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::{PlanChange, PlanFilter, PlanView};
use baopi_workflow::plan::{NewPlanItem, PlanItem};
use baopi_workflow::{Kind, Organisation, PlanItemId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ImportedAnswer, SentFile, TableUpload, Told, added, exported, imported, listed};
use crate::api::command::Nothing;
use crate::api::command::repeated;
use crate::api::list::{Answered, PageQuery, Paged};
use crate::api::names::UnitName;
use crate::api::problems::{Idempotent, NotFound, NotNow, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::query::{Listed, StrictQuery};
use crate::door::session::Bearer;
use crate::door::sheet::Wanted;
use crate::door::state::AppState;

/// An item of a year's plan.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlanItem)]
pub(crate) struct PlanAnswer {
    /// The identifier, as a removal names the item.
    id: Uuid,
    /// `document`, `meeting` or `inspection`.
    kind: &'static str,
    /// The year.
    #[schema(example = 2026)]
    year: i32,
    /// Whose plan.
    unit: UnitName,
    /// How requests name it, in `plan_item`.
    #[schema(example = "2026-07")]
    reference: String,
    /// 标题
    title: String,
    /// 1 to 12.
    month: u32,
    /// 综合性
    comprehensive: bool,
    /// The paper that approved it.
    approved_ref: String,
    /// The request that was signed on its strength.
    #[serde(skip_serializing_if = "Option::is_none")]
    used_by: Option<Uuid>,
}

impl Told for PlanItem {
    type Answer = PlanAnswer;

    fn told(shown: &PlanView, organisation: &Organisation) -> PlanAnswer {
        PlanAnswer::of(&shown.item, organisation)
    }
}

impl PlanAnswer {
    fn of(item: &PlanItem, organisation: &Organisation) -> Self {
        Self {
            id: item.id.0,
            kind: item.kind.key(),
            year: item.year,
            unit: UnitName::of(item.unit, organisation),
            reference: item.reference.clone(),
            title: item.title.clone(),
            month: item.month,
            comprehensive: item.comprehensive,
            approved_ref: item.approved_ref.clone(),
            used_by: item.used_by.map(|request| request.0),
        }
    }
}

/// An item that is added.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewPlanItem)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanWish {
    /// `document`, `meeting` or `inspection`.
    #[schema(example = "document")]
    kind: Kind,
    /// The year.
    year: i32,
    /// Whose plan.
    unit: Uuid,
    /// How requests shall name it; at most 40 characters.
    reference: String,
    /// 标题, at most 100 characters.
    title: String,
    /// 1 to 12.
    month: u32,
    /// 综合性
    #[serde(default)]
    comprehensive: bool,
    /// The paper that approved it, at most 100 characters.
    approved_ref: String,
}

impl From<PlanWish> for NewPlanItem {
    fn from(wish: PlanWish) -> Self {
        let PlanWish { kind, year, unit, reference, title, month, comprehensive, approved_ref } =
            wish;
        Self {
            kind,
            year,
            unit: UnitId(unit),
            reference: reference.trim().to_owned(),
            title: title.trim().to_owned(),
            month,
            comprehensive,
            approved_ref: approved_ref.trim().to_owned(),
        }
    }
}

/// Which items.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanQuery {
    /// Of this year; the present one if nothing is said.
    year: Option<i32>,
    /// Of this unit.
    unit: Option<Uuid>,
    /// `document`, `meeting` or `inspection`.
    #[param(value_type = Option<String>)]
    kind: Option<Kind>,
}

/// Which items, and in which kind of file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanTableQuery {
    /// Of this year; the present one if nothing is said.
    year: Option<i32>,
    /// `csv` or `xlsx`; `csv` if nothing is said.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "xlsx")]
    format: Wanted,
}

/// List the items of a year's plan
///
/// In the order of their months.
#[utoipa::path(
    get,
    path = "/plans",
    operation_id = "list_plan_items",
    tag = "books",
    params(PageQuery, PlanQuery),
    responses((status = 200, description = "Items", body = Paged<PlanAnswer>), Reading)
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(query, page): Listed<PlanQuery>,
) -> Result<Answered<PlanAnswer>, Problem> {
    let year = query.year.unwrap_or_else(|| state.engine.now().year());
    let filter = PlanFilter { year, unit: query.unit.map(UnitId), kind: query.kind };
    listed::<PlanItem>(&state, &viewer, filter, &page).await
}

/// Add an item to a year's plan
///
/// By the reviewers and registrars of the office that runs the unit's approvals.
#[utoipa::path(
    post,
    path = "/plans",
    operation_id = "add_plan_item",
    tag = "books",
    params(Idempotent),
    request_body = PlanWish,
    responses((status = 201, description = "Added", body = PlanAnswer), Writing)
)]
pub(crate) async fn add(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, key }: Sent<PlanWish>,
) -> Result<Response, Problem> {
    let done = added::<PlanItem>(&state, &viewer, wish.into(), key).await?;
    let answer = PlanAnswer::of(&done.done, &viewer.organisation);
    Ok(repeated((StatusCode::CREATED, Json(answer)).into_response(), done.replayed))
}

/// Take an item out of a year's plan
///
/// One that no request has used.
#[utoipa::path(
    post,
    path = "/plans/{id}/removal",
    operation_id = "remove_plan_item",
    tag = "books",
    params(
        ("id" = Uuid, Path, description = "The item"),
        Idempotent
    ),
    request_body = Nothing,
    responses(
        (status = 204, description = "Taken out"),
        NotFound,
        NotNow,
        Writing
    )
)]
pub(crate) async fn remove(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<PlanItemId>,
    Sent { body: Nothing {}, key }: Sent<Nothing>,
) -> Result<Response, Problem> {
    let remove = PlanChange::Remove;
    let done = state.engine.change_entry::<PlanItem>(viewer.person, id, remove, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(repeated(StatusCode::NO_CONTENT.into_response(), done.replayed))
}

/// Export the items of a year's plan
#[utoipa::path(
    get,
    path = "/plans/table",
    operation_id = "export_plan_items",
    tag = "books",
    params(PlanTableQuery),
    responses((status = 200, description = "A table", content_type = "text/csv"), Reading)
)]
pub(crate) async fn table(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<PlanTableQuery>,
) -> Result<Response, Problem> {
    let year = query.year.unwrap_or_else(|| state.engine.now().year());
    let filter = PlanFilter { year, unit: None, kind: None };
    let name = format!("plans-{year}");
    exported::<PlanItem>(&state, &viewer, filter, (query.format, &name)).await
}

/// Import items of plans
///
/// Wrong lines have the code `lines_refused`: `lines` lists every line and field, and nothing is imported.
#[utoipa::path(
    post,
    path = "/plans/imports",
    operation_id = "import_plan_items",
    tag = "books",
    params(Idempotent),
    request_body(content = TableUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Imported", body = ImportedAnswer), Writing)
)]
pub(crate) async fn import(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    sent: SentFile,
) -> Result<Response, Problem> {
    imported::<PlanItem>(&state, &viewer, sent).await
}

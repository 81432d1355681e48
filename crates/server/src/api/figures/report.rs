//! Reports as they were published.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::problems::{Printing, Reading};
use crate::door::Lang;
use crate::door::problem::{Code, Problem};
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::present::figures::pdf;
use crate::present::visitor::Visitor;

/// Download a published report as PDF
///
/// PDF/A-2b in the language of `Accept-Language`. The same report in the same language gives the same bytes.
#[utoipa::path(
    get,
    path = "/reports/{period}/{revision}/report.pdf",
    operation_id = "download_report",
    tag = "statistics",
    params(
        ("period" = String, Path, description = "Such as `2026Q3`, `2026H1` or `2026`", example = "2026Q3"),
        ("revision" = u32, Path, description = "From 1", example = 1)
    ),
    responses(
        (status = 200, description = "The report", content_type = "application/pdf"),
        Printing,
        Reading
    )
)]
pub(crate) async fn pdf(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Lang(language): Lang,
    Path((period, revision)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Ok(revision) = revision.parse() else { return Err(Problem::new(Code::NotFound)) };
    let visitor = Visitor { viewer, language };
    let file = pdf::file(&state.engine, &visitor, &period, revision).await;
    file.map_err(|error| Problem::of(error, &visitor.viewer.organisation))
}

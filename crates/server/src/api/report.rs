//! Reports as they were published.

use axum::extract::{Path, State};
use axum::response::Response;
use baopi_engine::EngineError;
use baopi_engine::print::Unprintable;
use baopi_engine::report::ReportError;
use baopi_messages::Language;

use super::problems::{Printing, Reading};
use crate::AppState;
use crate::extract::Lang;
use crate::extract::session::Bearer;
use crate::page::report::pdf::{self, NoPdf};
use crate::page::visit::Visitor;
use crate::problem::{Code, Problem};

/// The code of reports that have no PDF; `reason` says why.
const UNPRINTED: &str = "report_unprinted";

/// Download a published report as PDF
///
/// PDF/A-2b in the language of `Accept-Language`. The same report in the same language gives the same bytes.
#[utoipa::path(
    get,
    path = "/reports/{period}/{revision}/report.pdf",
    tag = "statistics",
    security(("token" = [])),
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
pub(super) async fn pdf(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Lang(language): Lang,
    Path((period, revision)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Ok(revision) = revision.parse() else { return Err(Problem::new(Code::NotFound)) };
    let visitor = Visitor { viewer, language };
    pdf::file(&state.engine, &visitor, &period, revision).await.map_err(problem)
}

fn problem(error: NoPdf) -> Problem {
    match error {
        NoPdf::Report(ReportError::Engine(error)) => error.into(),
        NoPdf::Report(
            ReportError::NotFound
            | ReportError::Period
            | ReportError::Reason
            | ReportError::Sample
            | ReportError::TooMany,
        ) => Problem::new(Code::NotFound),
        NoPdf::Unprinted(error) => unprinted(error),
    }
}

fn unprinted(error: Unprintable) -> Problem {
    let Some((status, reason, _)) = pdf::told(Language::Zh, &error) else {
        return EngineError::from(error).into();
    };
    let said = |language| pdf::told(language, &error).map(|(_, _, text)| text).unwrap_or_default();
    Problem::new(Code::Refused(UNPRINTED, status))
        .said(said, |_| String::new())
        .with("reason", reason)
}

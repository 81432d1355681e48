//! A report as PDF, for pages and API alike.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::Engine;
use baopi_engine::print::{MAX_BYTES, MAX_ROWS, Unprintable};
use baopi_engine::report::ReportError;
use baopi_messages::{Args, Language};
use baopi_workflow::statistics::Period;

use crate::headers;
use crate::page::fault::Fault;
use crate::page::statistics::StatisticsPage;
use crate::page::visit::{Visit, Visitor};

/// Why there is no PDF.
pub(crate) enum NoPdf {
    /// There is no such report, or something failed.
    Report(ReportError),
    /// It was not printed.
    Unprinted(Unprintable),
}

/// `GET /reports/{period}/{revision}/report.pdf`
pub(crate) async fn show(visit: Visit, Path((period, revision)): Path<(String, u32)>) -> Response {
    match file(&visit.engine, &visit, &period, revision).await {
        Ok(file) => file,
        Err(NoPdf::Report(error)) => super::fault(&visit, &error),
        Err(NoPdf::Unprinted(error)) => match told(visit.language, &error) {
            Some((status, _, text)) => visit.fault(Fault::Unprinted { status, text }),
            None => visit.failed(&error.into()),
        },
    }
}

/// The report as a file in the reader's language.
pub(crate) async fn file(
    engine: &Engine,
    visitor: &Visitor,
    period: &str,
    revision: u32,
) -> Result<Response, NoPdf> {
    let period: Period = period.parse().map_err(|_| NoPdf::Report(ReportError::NotFound))?;
    let report = engine.report(period, revision).await.map_err(NoPdf::Report)?;
    let pages = StatisticsPage::frozen(visitor, &report, engine.now().date());
    let bytes = engine.print(pages.printed(&report)).await.map_err(NoPdf::Unprinted)?;
    let name = format!("{} {period}-{revision}.pdf", visitor.texts().t("report-head"));
    Ok(headers::saved(bytes, "application/pdf", &name))
}

/// Why a report that is there has no PDF: as HTTP says it, as programs tell it apart, and in words. Nothing for what failed.
pub(crate) fn told(
    language: Language,
    error: &Unprintable,
) -> Option<(StatusCode, &'static str, String)> {
    let (status, reason, key, args) = match error {
        Unprintable::NotBuiltIn => {
            (StatusCode::NOT_IMPLEMENTED, "not_built_in", "report-no-pdf", Args::new())
        }
        Unprintable::NoFont { dirs } => {
            let dirs: Vec<_> = dirs.iter().map(|dir| dir.display().to_string()).collect();
            let separator = baopi_messages::text(language, "list-separator");
            let args = Args::new().with("dirs", dirs.join(&separator));
            (StatusCode::SERVICE_UNAVAILABLE, "no_font", "report-no-font", args)
        }
        Unprintable::TooLong { rows, bytes } => {
            let args = Args::new().with("rows", *rows).with("bytes", *bytes);
            let args = args.with("most_rows", MAX_ROWS).with("most_bytes", MAX_BYTES);
            (StatusCode::UNPROCESSABLE_ENTITY, "too_long", "report-too-long", args)
        }
        Unprintable::Data(_) | Unprintable::Template(_) | Unprintable::Lost(_) => return None,
    };
    Some((status, reason, baopi_messages::text_with(language, key, &args)))
}

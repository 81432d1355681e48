//! A report as PDF, for pages and API alike.

use axum::extract::Path;
use axum::response::Response;
use baopi_engine::Engine;
use baopi_engine::report::ReportError;
use baopi_workflow::statistics::Period;

use crate::headers;
use crate::page::fault::PageError;
use crate::page::statistics::StatisticsPage;
use crate::page::visit::{Visit, Visitor};

/// `GET /reports/{period}/{revision}/report.pdf`
pub(crate) async fn show(
    visit: Visit,
    Path((period, revision)): Path<(String, u32)>,
) -> Result<Response, PageError> {
    Ok(file(&visit.engine, &visit, &period, revision).await?)
}

/// The report as a file in the reader's language.
pub(crate) async fn file(
    engine: &Engine,
    visitor: &Visitor,
    period: &str,
    revision: u32,
) -> Result<Response, ReportError> {
    let period: Period = period.parse().map_err(|_| ReportError::NotFound)?;
    let report = engine.report(period, revision).await?;
    let pages = StatisticsPage::frozen(visitor, &report, engine.now().date());
    let bytes = engine.print(pages.printed(&report)).await?;
    let name = format!("{} {period}-{revision}.pdf", visitor.texts().t("report-head"));
    Ok(headers::saved(bytes, "application/pdf", &name))
}

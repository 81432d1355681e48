//! A report as PDF, for pages and API alike.

use axum::response::Response;
use baopi_engine::Engine;
use baopi_engine::figures::report::ReportError;
use baopi_workflow::statistics::Period;

use super::StatisticsPage;
use crate::present::visitor::Visitor;
use crate::transport::headers;

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

//! Figures: what was issued and convened, beside last year, by units, against quotas.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::Table;
use baopi_engine::figures::statistics::{Dashboard, Line};
use baopi_workflow::statistics::Period;
use baopi_workflow::statistics::change::decimal;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::door::sheet::{Wanted, download};
use crate::present::fault::PageError;
use crate::present::figures::StatisticsPage;
use crate::present::frame::page;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

pub(crate) mod list;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Params {
    #[serde(default)]
    period: String,
    #[serde(default)]
    format: Wanted,
}

/// `GET /statistics`
pub(crate) async fn show(visit: Visit, Query(asked): Query<Params>) -> Result<Response, PageError> {
    let today = visit.engine.now().date();
    let period = period_of(&asked.period, today).ok_or(PageError::BadInput)?;
    let dashboard = visit.engine.dashboard(&visit.viewer, period).await?;
    Ok(page(StatusCode::OK, &StatisticsPage::new(&visit, &dashboard, today)))
}

/// `GET /statistics/table`
pub(crate) async fn export(
    visit: Visit,
    Query(asked): Query<Params>,
) -> Result<Response, PageError> {
    let period = period_of(&asked.period, visit.engine.now().date()).ok_or(PageError::BadInput)?;
    let dashboard = visit.engine.dashboard(&visit.viewer, period).await?;
    let name = format!("{} {period}", visit.texts().t("statistics-nav"));
    Ok(download(&table(&visit, &dashboard), asked.format, &name)?)
}

/// The quarter that goes on where nothing is asked for.
fn period_of(asked: &str, today: NaiveDate) -> Option<Period> {
    if asked.is_empty() { Some(Period::quarter_of(today)) } else { asked.parse().ok() }
}

/// Every figure with the one of last year. What is partly imported says so, as on the page.
fn table(visit: &Visitor, dashboard: &Dashboard) -> Table {
    let texts = visit.texts();
    let heads = ["group", "metric", "now", "before", "change-percent", "source"];
    let heads = heads.map(|head| texts.t(&format!("statistics-{head}")));
    let mut table = Table::new(heads).with_figures([2, 3, 4]);
    let mut add = |group: String, line: &Line| {
        let before = line.before.map(|before| before.to_string()).unwrap_or_default();
        let tenths = line.change.tenths();
        let sign = if tenths.is_some_and(i64::is_negative) { "-" } else { "" };
        let change = tenths.map(|tenths| format!("{sign}{}", decimal(tenths.unsigned_abs())));
        let name = texts.word("metric", line.metric.key());
        let source = if line.imported { "statistics-imported" } else { "statistics-counted" };
        let source = texts.t(source);
        table.push(vec![
            group,
            name,
            line.now.to_string(),
            before,
            change.unwrap_or_default(),
            source,
        ]);
    };
    for line in dashboard.headlines.iter().chain(&dashboard.details) {
        add(texts.t("statistics-whole"), line);
    }
    for group in &dashboard.groups {
        let name = texts.word("unit-group", group.group.key());
        group.lines.iter().for_each(|line| add(name.clone(), line));
    }
    table
}

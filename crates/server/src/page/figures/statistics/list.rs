//! The requests behind a figure.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::figures::statistics::units_of;
use baopi_engine::{CountedFilter, CountedRow};
use baopi_workflow::UnitId;
use baopi_workflow::statistics::{Group, Metric, Period};
use serde::Deserialize;

use crate::door::address::{self, STATISTICS};
use crate::present::fault::PageError;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::period::period_name;
use crate::present::status::StatusView;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// So many requests stand on one page.
const ROWS: u32 = 50;

/// Which figure, as it stands in an address.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Behind {
    #[serde(default)]
    period: String,
    #[serde(default)]
    metric: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    detail: String,
    after: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct CountedView {
    pub(crate) day: String,
    /// Where the request is, for whoever may see it.
    pub(crate) href: Option<String>,
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) unit: String,
    pub(crate) measure: String,
    pub(crate) status: StatusView,
}

#[derive(Template)]
#[template(path = "figures/statistics_list.html")]
pub(crate) struct BehindPage {
    frame: Frame,
    title: String,
    back: String,
    rows: Vec<CountedView>,
    next: Option<String>,
}

impl Behind {
    fn filter(&self, visit: &Visit, period: Period) -> Option<CountedFilter> {
        let metric: Metric = self.metric.parse().ok()?;
        let units = if self.group.is_empty() {
            let unit = (!self.unit.is_empty()).then(|| self.unit.parse::<UnitId>());
            unit.transpose().ok()?.map(|unit| vec![unit])
        } else {
            let group = Group::ALL.iter().find(|group| group.key() == self.group)?;
            Some(units_of(*group, &visit.viewer.organisation))
        };
        let detail = Some(self.detail.clone()).filter(|detail| !detail.is_empty());
        let span = period.days_until(visit.engine.now().date());
        Some(CountedFilter { metric, detail, units, span })
    }

    /// The address of the page after this one.
    fn next(&self, cursor: &str) -> String {
        let Self { period, metric, group, unit, detail, .. } = self;
        format!(
            "{STATISTICS}/requests?period={period}&metric={metric}&group={group}&unit={unit}&detail={detail}&after={cursor}"
        )
    }
}

/// `GET /statistics/requests`
pub(crate) async fn show(
    visit: Visit,
    Query(behind): Query<Behind>,
) -> Result<Response, PageError> {
    let period: Period = behind.period.parse().map_err(|_| PageError::BadInput)?;
    let filter = behind.filter(&visit, period).ok_or(PageError::BadInput)?;
    let metric = visit.texts().word("metric", filter.metric.key());
    let after = behind.after.clone().map(Into::into);
    let found = visit.engine.behind(&visit.viewer, filter, after, ROWS).await?;
    let back = format!("{STATISTICS}?period={period}");
    let shown = BehindPage {
        frame: visit.frame(NavEntry::Statistics, back.clone()),
        title: format!("{} · {metric}", period_name(visit.texts(), period)),
        back,
        rows: found.items.into_iter().map(|row| view(&visit, row)).collect(),
        next: found.next.map(|cursor| behind.next(cursor.as_str())),
    };
    Ok(page(StatusCode::OK, &shown))
}

fn view(visit: &Visitor, row: CountedRow) -> CountedView {
    let texts = visit.texts();
    let measure = texts.size(row.kind, row.characters, row.minutes);
    CountedView {
        day: row.day.to_string(),
        href: row.title.as_ref().map(|_| address::of(address::REQUEST, &[&row.request])),
        title: row.title.unwrap_or_else(|| texts.t("page-title-hidden")),
        number: row.number.unwrap_or_default(),
        unit: visit.viewer.organisation.unit_name(row.unit).to_owned(),
        measure,
        status: StatusView::new(texts, &row.status, row.kind),
    }
}

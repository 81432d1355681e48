//! The requests behind a figure.

use axum::extract::State;
use baopi_engine::figures::statistics::units_of;
use baopi_engine::{CountedFilter, CountedRow};
use baopi_workflow::statistics::{Group, Metric, Period};
use baopi_workflow::{Organisation, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::list::{Answered, PageQuery, Paged};
use crate::api::names::UnitName;
use crate::api::problems::Reading;
use crate::door::problem::Problem;
use crate::door::query::fitting;
use crate::door::query::{Listed, unfit};
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// Which figure.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct BehindQuery {
    /// As in `/statistics`; the quarter that goes on if nothing is said.
    period: Option<String>,
    /// The metric.
    #[param(example = "docs_downward")]
    metric: String,
    /// Only what counts for this unit.
    unit: Option<Uuid>,
    /// Only what counts for this group of units; not together with `unit`.
    group: Option<String>,
    /// Only this rule, person or band, where the figure is counted by one of these.
    detail: Option<String>,
}

/// A request that counts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CountedItem {
    /// The request; its content is shown to those who may see it.
    request: Uuid,
    /// `document`, `meeting` or `inspection`.
    kind: &'static str,
    /// The beginning of its title; absent for whoever may not see the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Where it stands.
    #[schema(example = "issued")]
    status: String,
    /// 发文字号
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// The statistical date.
    day: String,
    /// For which unit it counts.
    unit: UnitName,
    /// How much it adds to the figure.
    value: u64,
    /// The rule, person or band; empty for most figures.
    detail: String,
}

impl BehindQuery {
    fn units(&self, organisation: &Organisation) -> Result<Option<Vec<UnitId>>, Problem> {
        let Some(group) = &self.group else { return Ok(self.unit.map(|unit| vec![UnitId(unit)])) };
        let known = Group::ALL.iter().find(|known| known.key() == group);
        let fits = self.unit.is_none().then_some(known).flatten();
        let group = fits.ok_or_else(|| unfit("group"))?;
        Ok(Some(units_of(*group, organisation)))
    }
}

impl CountedItem {
    fn of(row: CountedRow, organisation: &Organisation) -> Self {
        Self {
            request: row.request.0,
            kind: row.kind.key(),
            title: row.title,
            status: row.status.key(),
            number: row.number,
            day: row.day.to_string(),
            unit: UnitName::of(row.unit, organisation),
            value: row.value,
            detail: row.detail,
        }
    }
}

/// List the requests behind a figure
///
/// The latest first. The values of all of them add up to the figure, but for what was imported. Who sees the figures of some
/// units only sees the requests of these.
#[utoipa::path(
    get,
    path = "/statistics/requests",
    operation_id = "list_counted_requests",
    tag = "statistics",
    params(PageQuery, BehindQuery),
    responses((status = 200, description = "Requests", body = Paged<CountedItem>), Reading)
)]
pub(crate) async fn requests(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(query, page): Listed<BehindQuery>,
) -> Result<Answered<CountedItem>, Problem> {
    let today = state.engine.now().date();
    let period = match &query.period {
        Some(period) => fitting("period", period)?,
        None => Period::quarter_of(today),
    };
    let metric: Metric = fitting("metric", &query.metric)?;
    let units = query.units(&viewer.organisation)?;
    let span = period.days_until(today);
    let filter = CountedFilter { metric, detail: query.detail, units, span };
    let found = state.engine.behind(&viewer, filter, page.cursor(), page.limit).await?;
    let item = |row| CountedItem::of(row, &viewer.organisation);
    Ok(Answered::new(&page, found.items.into_iter().map(item), found.next))
}

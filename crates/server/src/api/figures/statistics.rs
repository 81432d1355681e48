//! Figures of a period, compared with last year.

mod behind;

pub(crate) use behind::{__path_requests, requests};

use axum::Json;
use axum::extract::State;
use baopi_engine::figures::statistics::{Dashboard, Line, UnitQuotas};
use baopi_workflow::Organisation;
use baopi_workflow::rules::quota::Quota;
use baopi_workflow::statistics::Period;
use baopi_workflow::statistics::change::decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::names::UnitName;
use crate::api::problems::Reading;
use crate::door::problem::Problem;
use crate::door::query::StrictQuery;
use crate::door::query::fitting;
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatisticsQuery {
    /// Such as `2026-09`, `2026Q3`, `2026H1`, `2026M1-9` or `2026`; the quarter that goes on if nothing is said.
    period: Option<String>,
}

/// A figure beside the one of last year.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FigureLine {
    /// The metric that is counted.
    #[schema(example = "docs_downward")]
    metric: &'static str,
    /// How much.
    now: u64,
    /// How much it was on the same days of last year; absent where that cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<u64>,
    /// 同比 in per cent, to one decimal; absent where nothing can be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "-33.3")]
    change_percent: Option<String>,
    /// Whether some of it was typed in, and not counted by the program.
    imported: bool,
}

/// The figures of a group of units.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupFigures {
    /// `party`, `government`, `departments`, `coordination_bodies` or `townships`.
    group: &'static str,
    /// The same metrics as in `headlines`; over all groups they add up to them.
    figures: Vec<FigureLine>,
}

/// What is used of a promise for the year.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuotaFigure {
    /// What it was last year.
    baseline: u64,
    /// What it may be.
    quota: u64,
    /// How much of it is used so far.
    used: u64,
    /// `green` below the share that the rules warn from (usually 80 %), `yellow` up to 100 %, `red` beyond.
    card: &'static str,
}

/// The promises of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitQuotaFigures {
    /// The unit that gave the promises.
    unit: UnitName,
    /// 发文
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<QuotaFigure>,
    /// 会议
    #[serde(skip_serializing_if = "Option::is_none")]
    meetings: Option<QuotaFigure>,
    /// 督查检查考核
    #[serde(skip_serializing_if = "Option::is_none")]
    inspections: Option<QuotaFigure>,
}

/// The figures of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatisticsBody {
    /// The period as it was asked for.
    #[schema(example = "2026Q3")]
    period: String,
    /// Its first day.
    from: String,
    /// Its last day that is over, today included.
    to: String,
    /// The first day of last year that it is compared with.
    compared_from: String,
    /// The last one.
    compared_to: String,
    /// The first figures.
    headlines: Vec<FigureLine>,
    /// The others.
    details: Vec<FigureLine>,
    /// By groups of units.
    groups: Vec<GroupFigures>,
    /// The promises for the year.
    quotas: Vec<UnitQuotaFigures>,
    /// The median of working hours from asking to the signature, to one decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "6.5")]
    approval_hours: Option<String>,
}

/// Show the figures of a period
///
/// Auditors, administrators, registrars, reviewers and leaders see the figures of all units; everybody else those of their own.
#[utoipa::path(
    get,
    path = "/statistics",
    operation_id = "show_statistics",
    tag = "statistics",
    params(StatisticsQuery),
    responses((status = 200, description = "The figures", body = StatisticsBody), Reading)
)]
pub(crate) async fn show(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<StatisticsQuery>,
) -> Result<Json<StatisticsBody>, Problem> {
    let period = match query.period {
        Some(period) => fitting("period", &period)?,
        None => Period::quarter_of(state.engine.now().date()),
    };
    let dashboard = state.engine.dashboard(&viewer, period).await?;
    Ok(Json(StatisticsBody::new(&dashboard, &viewer.organisation)))
}

impl StatisticsBody {
    /// The figures of `dashboard`, with the names that `organisation` knows.
    #[must_use]
    pub fn new(dashboard: &Dashboard, organisation: &Organisation) -> Self {
        let lines = |lines: &[Line]| lines.iter().map(FigureLine::new).collect();
        let group = |group: &baopi_engine::figures::statistics::GroupLines| GroupFigures {
            group: group.group.key(),
            figures: lines(&group.lines),
        };
        let quotas = |row: &UnitQuotas| UnitQuotaFigures {
            unit: UnitName::of(row.unit, organisation),
            documents: row.documents.as_ref().map(QuotaFigure::new),
            meetings: row.meetings.as_ref().map(QuotaFigure::new),
            inspections: row.inspections.as_ref().map(QuotaFigure::new),
        };
        Self {
            period: dashboard.period.to_string(),
            from: dashboard.span.from.to_string(),
            to: dashboard.span.to.to_string(),
            compared_from: dashboard.compared.from.to_string(),
            compared_to: dashboard.compared.to.to_string(),
            headlines: lines(&dashboard.headlines),
            details: lines(&dashboard.details),
            groups: dashboard.groups.iter().map(group).collect(),
            quotas: dashboard.quotas.iter().map(quotas).collect(),
            approval_hours: dashboard.approval_tenths.map(decimal),
        }
    }
}

impl FigureLine {
    fn new(line: &Line) -> Self {
        let signed = |tenths: i64| {
            let sign = if tenths < 0 { "-" } else { "" };
            format!("{sign}{}", decimal(tenths.unsigned_abs()))
        };
        Self {
            metric: line.metric.key(),
            now: line.now,
            before: line.before,
            change_percent: line.change.tenths().map(signed),
            imported: line.imported,
        }
    }
}

impl QuotaFigure {
    fn new(quota: &Quota) -> Self {
        Self {
            baseline: quota.baseline.into(),
            quota: quota.quota.into(),
            used: quota.used.into(),
            card: quota.card().key(),
        }
    }
}

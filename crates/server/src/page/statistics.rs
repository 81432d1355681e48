//! Figures: what was issued and convened, beside last year, by units, against quotas.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::Table;
use baopi_engine::print::PRINTS;
use baopi_engine::report::Report;
use baopi_engine::statistics::{Dashboard, Line, Scope};
use baopi_messages::Args;
use baopi_workflow::rules::quota::{Card, Quota};
use baopi_workflow::statistics::change::decimal;
use baopi_workflow::statistics::count::{DURATION_BAND, LENGTH_BAND};
use baopi_workflow::statistics::{Change, Metric, Period};
use baopi_workflow::{RuleId, UnitId};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use self::chart::{Bar, Chart, gauge, histogram};
use super::fault::PageError;
use super::form::choice::Choice;
use super::frame::{Frame, Place, Texts, page};
use super::report;
use super::visit::{Visit, Visitor};
use crate::sheet::{Wanted, download};

mod chart;
pub(super) mod list;
mod print;

/// Where the page is.
pub(crate) const PATH: &str = "/statistics";
/// The first year that can be chosen.
const FIRST_YEAR: i32 = 2025;

/// Which period.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    period: String,
    #[serde(default)]
    format: Wanted,
}

/// A figure as people read it.
#[derive(Debug, Clone)]
pub(crate) struct LineView {
    pub(crate) name: String,
    pub(crate) now: String,
    pub(crate) before: String,
    pub(crate) change: String,
    pub(crate) is_imported: bool,
    /// The requests behind it.
    pub(crate) href: String,
}

/// The figures of a group of units.
#[derive(Debug, Clone)]
pub(crate) struct GroupView {
    pub(crate) name: String,
    pub(crate) lines: Vec<LineView>,
}

/// How a unit stands against one quota.
#[derive(Debug, Clone)]
pub(crate) struct QuotaView {
    pub(crate) text: String,
    pub(crate) card: String,
    pub(crate) tone: &'static str,
    pub(crate) gauge: String,
    pub(crate) quota: Quota,
}

/// A unit and its quotas.
#[derive(Debug, Clone)]
pub(crate) struct UnitView {
    pub(crate) name: String,
    pub(crate) documents: Option<QuotaView>,
    pub(crate) meetings: Option<QuotaView>,
    pub(crate) inspections: Option<QuotaView>,
}

/// A word, how often, and the requests behind it.
#[derive(Debug, Clone)]
pub(crate) struct RankView {
    pub(crate) name: String,
    pub(crate) count: u64,
    pub(crate) href: String,
}

/// A report that stays as it was published.
#[derive(Debug, Clone)]
pub(crate) struct Published {
    /// By whom, when, with which rules.
    pub(crate) line: String,
    /// Where the same is as PDF; nothing where none is made.
    pub(crate) pdf: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "statistics.html")]
pub(crate) struct StatisticsPage {
    frame: Frame,
    period: String,
    periods: Vec<Choice>,
    days: String,
    sees: String,
    headlines: Vec<LineView>,
    groups: Vec<GroupView>,
    quotas: Vec<UnitView>,
    means: Vec<(String, String)>,
    lengths: Chart,
    durations: Chart,
    blocked: Vec<RankView>,
    exceptions: Vec<RankView>,
    leaders: Vec<RankView>,
    irregularities: Vec<RankView>,
    details: Vec<LineView>,
    /// What stands on the page of a report only.
    published: Option<Published>,
}

/// `GET /statistics`
pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let today = visit.engine.now().date();
    let period = period_of(&asked.period, today).ok_or(PageError::BadInput)?;
    let dashboard = visit.engine.dashboard(&visit.viewer, period).await?;
    Ok(page(StatusCode::OK, &StatisticsPage::new(&visit, &dashboard, today)))
}

/// `GET /statistics/table`
pub(crate) async fn export(
    visit: Visit,
    Query(asked): Query<Asked>,
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

impl StatisticsPage {
    fn new(visit: &Visitor, dashboard: &Dashboard, today: NaiveDate) -> Self {
        let texts = visit.texts();
        let period = dashboard.period.to_string();
        let line = |line: &Line| line_view(texts, line, &requests(&period, line.metric, ""));
        Self {
            frame: visit.frame(Place::Statistics, format!("{PATH}?period={period}")),
            periods: periods(texts, today),
            days: days(visit, dashboard),
            sees: sees(visit),
            headlines: dashboard.headlines.iter().map(line).collect(),
            groups: groups(texts, dashboard, &period),
            quotas: quotas(visit, dashboard),
            means: means(texts, dashboard),
            lengths: lengths(texts, dashboard),
            durations: durations(texts, dashboard),
            blocked: rules(visit, &dashboard.blocked, (&period, Metric::Blocked)),
            exceptions: rules(visit, &dashboard.exceptions, (&period, Metric::Exceptions)),
            leaders: leaders(visit, dashboard, &period),
            irregularities: irregularities(visit, dashboard),
            details: dashboard.details.iter().map(line).collect(),
            published: None,
            period,
        }
    }

    /// The page of a report, as it was published.
    pub(super) fn frozen(visit: &Visitor, report: &Report, today: NaiveDate) -> Self {
        let shown = Self::new(visit, &report.dashboard, today);
        let sees = visit.texts().t("statistics-sees-all");
        let (period, revision) = (report.row.period, report.row.revision);
        let pdf = PRINTS.then(|| format!("{}/{period}/{revision}/report.pdf", report::PATH));
        let published = Published { line: report::line(visit, &report.row), pdf };
        Self { published: Some(published), sees, ..shown }
    }
}

/// The list behind a figure; `more` narrows it down.
fn requests(period: &str, metric: Metric, more: &str) -> String {
    format!("{PATH}/requests?period={period}&metric={}{more}", metric.key())
}

fn line_view(texts: Texts, line: &Line, href: &str) -> LineView {
    LineView {
        name: texts.word("metric", line.metric.key()),
        now: line.now.to_string(),
        before: line.before.map_or_else(|| "—".to_owned(), |before| before.to_string()),
        change: change_text(texts, line.change),
        is_imported: line.imported,
        href: href.to_owned(),
    }
}

fn change_text(texts: Texts, change: Change) -> String {
    match change {
        Change::None => texts.t("statistics-change-none"),
        Change::Equal => texts.t("statistics-change-equal"),
        Change::Up(tenths) => texts.s("statistics-change-up", &decimal(tenths)),
        Change::Down(tenths) => texts.s("statistics-change-down", &decimal(tenths)),
    }
}

/// A period in words.
pub(super) fn period_name(texts: Texts, period: Period) -> String {
    let year = period.year().to_string();
    let args = |n: u32| Args::new().with("year", year.as_str()).with("n", n);
    match period {
        Period::Month(_, month) => texts.with("statistics-month", &args(month)),
        Period::Quarter(_, quarter) => texts.with("statistics-quarter", &args(quarter)),
        Period::Half(_, 1) => texts.with("statistics-first-half", &args(1)),
        Period::Half(_, half) => texts.with("statistics-second-half", &args(half)),
        Period::Months(_, month) => texts.with("statistics-months", &args(month)),
        Period::Year(_) => texts.with("statistics-year", &args(0)),
    }
}

/// What can be chosen: quarters, halves and years, and of this year also its months.
pub(super) fn periods(texts: Texts, today: NaiveDate) -> Vec<Choice> {
    let mut all = Vec::new();
    for year in (FIRST_YEAR..=today.year()).rev() {
        all.push(Period::Year(year));
        all.extend((1..=4).map(|quarter| Period::Quarter(year, quarter)));
        all.extend((1..=2).map(|half| Period::Half(year, half)));
        if year == today.year() {
            all.push(Period::Months(year, today.month()));
            all.extend((1..=today.month()).map(|month| Period::Month(year, month)));
        }
    }
    let begun = all.into_iter().filter(|period| period.days().from <= today);
    let choice =
        |period: Period| Choice { value: period.to_string(), label: period_name(texts, period) };
    begun.map(choice).collect()
}

fn days(visit: &Visitor, dashboard: &Dashboard) -> String {
    let day = |day| baopi_messages::date(visit.language, day);
    let args = Args::new()
        .with("from", day(dashboard.span.from))
        .with("to", day(dashboard.span.to))
        .with("before_from", day(dashboard.compared.from))
        .with("before_to", day(dashboard.compared.to));
    visit.texts().with("statistics-days", &args)
}

fn sees(visit: &Visitor) -> String {
    match Scope::of(&visit.viewer) {
        Scope::All => visit.texts().t("statistics-sees-all"),
        Scope::Units(units) => {
            let units: Vec<_> =
                units.iter().map(|unit| visit.viewer.organisation.unit_name(*unit)).collect();
            let units = units.join(&visit.texts().t("list-separator"));
            visit.texts().s("statistics-sees-units", &units)
        }
    }
}

fn groups(texts: Texts, dashboard: &Dashboard, period: &str) -> Vec<GroupView> {
    let view = |group: &baopi_engine::statistics::GroupLines| {
        let more = format!("&group={}", group.group.key());
        let line = |line: &Line| line_view(texts, line, &requests(period, line.metric, &more));
        GroupView {
            name: texts.word("unit-group", group.group.key()),
            lines: group.lines.iter().map(line).collect(),
        }
    };
    dashboard.groups.iter().map(view).collect()
}

fn quotas(visit: &Visitor, dashboard: &Dashboard) -> Vec<UnitView> {
    let texts = visit.texts();
    let view = |quota: &Quota| {
        let args = Args::new().with("used", quota.used.to_string());
        let args = args.with("quota", quota.quota.to_string());
        QuotaView {
            text: texts.with("statistics-used-of", &args),
            card: texts.word("statistics-card", quota.card().key()),
            tone: match quota.card() {
                Card::Green => "done",
                Card::Yellow => "soon",
                Card::Red => "bad",
            },
            gauge: gauge(quota.used.into(), quota.quota.into()),
            quota: *quota,
        }
    };
    let rows = dashboard.quotas.iter().map(|row| UnitView {
        name: visit.viewer.organisation.unit_name(row.unit).to_owned(),
        documents: row.documents.as_ref().map(view),
        meetings: row.meetings.as_ref().map(view),
        inspections: row.inspections.as_ref().map(view),
    });
    rows.collect()
}

fn means(texts: Texts, dashboard: &Dashboard) -> Vec<(String, String)> {
    let none = || "—".to_owned();
    [
        ("statistics-mean-characters", "statistics-characters", dashboard.mean_characters),
        ("statistics-mean-minutes", "statistics-minutes", dashboard.mean_minutes),
        ("statistics-approval", "statistics-hours", dashboard.approval_tenths),
        ("statistics-video", "statistics-percent", dashboard.video_share),
    ]
    .map(|(name, with, tenths)| {
        let value = tenths.map_or_else(none, |tenths| texts.s(with, &decimal(tenths)));
        (texts.t(name), value)
    })
    .into()
}

fn lengths(texts: Texts, dashboard: &Dashboard) -> Chart {
    let limit = baopi_workflow::rules::HARD_FILE_LENGTH;
    let bars = bars(&dashboard.lengths, LENGTH_BAND, limit);
    let title = texts.t("statistics-lengths");
    let name = texts.s("statistics-limit-characters", &limit.to_string());
    histogram(&title, bars, ((limit / LENGTH_BAND) as usize, &name))
}

fn durations(texts: Texts, dashboard: &Dashboard) -> Chart {
    let limit = baopi_workflow::rules::HARD_MEETING_MINUTES;
    let bars = bars(&dashboard.durations, DURATION_BAND, limit);
    let title = texts.t("statistics-durations");
    let name = texts.s("statistics-limit-minutes", &limit.to_string());
    histogram(&title, bars, ((limit / DURATION_BAND) as usize, &name))
}

/// A bar for every band up to the limit, and for those beyond it in which there is something.
fn bars(found: &[(u64, u64)], width: u32, limit: u32) -> Vec<Bar> {
    let (width, limit) = (u64::from(width), u64::from(limit));
    let last = found.iter().map(|(upper, _)| *upper).max().unwrap_or(0).max(limit + width);
    let bar = |band: u64| {
        let upper = band * width;
        let value = found.iter().filter(|(other, _)| *other == upper).map(|(_, n)| n).sum();
        Bar { label: upper.to_string(), value }
    };
    (1..=last / width).map(bar).collect()
}

fn rules(
    visit: &Visitor,
    counts: &[(String, u64)],
    (period, metric): (&str, Metric),
) -> Vec<RankView> {
    let view = |(key, count): &(String, u64)| RankView {
        name: key.parse::<RuleId>().map_or_else(
            |_| key.clone(),
            |rule| format!("{} {key}", baopi_messages::rule_name(visit.language, rule)),
        ),
        count: *count,
        href: requests(period, metric, &format!("&detail={key}")),
    };
    counts.iter().map(view).collect()
}

fn leaders(visit: &Visitor, dashboard: &Dashboard, period: &str) -> Vec<RankView> {
    let view = |(person, count): &(baopi_workflow::PersonId, u64)| RankView {
        name: visit.name(*person),
        count: *count,
        href: requests(period, Metric::ExceptionsByLeader, &format!("&detail={person}")),
    };
    dashboard.exceptions_by_leader.iter().map(view).collect()
}

fn irregularities(visit: &Visitor, dashboard: &Dashboard) -> Vec<RankView> {
    let unit = |unit: UnitId| visit.viewer.organisation.unit_name(unit).to_owned();
    let rows = dashboard.irregularities.iter().map(|(kind, of, count)| RankView {
        name: format!("{} · {}", visit.texts().word("irregularity", kind.key()), unit(*of)),
        count: *count,
        href: String::new(),
    });
    rows.collect()
}

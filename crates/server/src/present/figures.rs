//! Figures: what was issued and convened, beside last year, by units, against quotas.

use askama::Template;
use baopi_engine::ReportRow;
use baopi_engine::figures::report::Report;
use baopi_engine::figures::statistics::{Dashboard, Line, Scope};
use baopi_engine::print::PRINTS;
use baopi_messages::Args;
use baopi_workflow::rules::quota::{Card, Quota};
use baopi_workflow::statistics::change::decimal;
use baopi_workflow::statistics::count::{DURATION_BAND, LENGTH_BAND};
use baopi_workflow::statistics::{Change, Metric};
use baopi_workflow::{RuleId, UnitId};
use chrono::NaiveDate;

use self::chart::{Bar, Chart, gauge, histogram};
use super::form::choice::Choice;
use super::frame::{Frame, NavEntry, Texts};
use super::period::{period_name, periods};
use super::visitor::Visitor;
use crate::door::address::{self, STATISTICS};

mod chart;
pub(crate) mod pdf;
mod print;

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

#[derive(Template)]
#[template(path = "components/statistics.html")]
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

impl StatisticsPage {
    pub(crate) fn new(visit: &Visitor, dashboard: &Dashboard, today: NaiveDate) -> Self {
        let texts = visit.texts();
        let period = dashboard.period.to_string();
        let line = |line: &Line| line_view(texts, line, &requests(&period, line.metric, ""));
        Self {
            frame: visit.frame(NavEntry::Statistics, format!("{STATISTICS}?period={period}")),
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
    pub(crate) fn frozen(visit: &Visitor, report: &Report, today: NaiveDate) -> Self {
        let shown = Self::new(visit, &report.dashboard, today);
        let sees = visit.texts().t("statistics-sees-all");
        let (period, revision) = (report.row.period, report.row.revision);
        let pdf = PRINTS.then(|| address::of(address::REPORT_PDF, &[&period, &revision]));
        let published = Published { line: line_of_report(visit, &report.row), pdf };
        Self { published: Some(published), sees, ..shown }
    }
}

/// The list behind a figure; `more` narrows it down.
fn requests(period: &str, metric: Metric, more: &str) -> String {
    format!("{STATISTICS}/requests?period={period}&metric={}{more}", metric.key())
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
    let view = |group: &baopi_engine::figures::statistics::GroupLines| {
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

/// Which revision, by whom, when, with which rules, and its digest.
pub(crate) fn line_of_report(visit: &Visitor, row: &ReportRow) -> String {
    let args = Args::new()
        .with("revision", row.revision)
        .with("name", visit.name(row.by))
        .with("at", visit.texts().at(row.at))
        .with("rules", row.rule_set)
        .with("digest", row.digest.to_string())
        .with("reason", row.reason.as_str());
    let key = if row.reason.is_empty() { "report-line" } else { "report-line-revised" };
    visit.texts().with(key, &args)
}

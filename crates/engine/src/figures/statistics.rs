//! Figures as people see them: compared with last year, broken down by units, held against quotas.
//!
//! Who sees what: auditors, administrators, registrars, reviewers and leaders see the figures of every unit; everybody else
//! sees those of their own unit and of the coordination bodies that it staffs. Figures are no contents: whether somebody may
//! open a request behind them is asked of each.

use std::collections::{BTreeMap, BTreeSet};

use baopi_persistence::{
    Baseline, CountedFilter, CountedRow, Cursor, Drift, ImportedFigure, Page, StoreError,
};
use baopi_workflow::rules::knowledge::{QuotaMetric, QuotaUse};
use baopi_workflow::rules::quota::Quota;
use baopi_workflow::statistics::change::change;
use baopi_workflow::statistics::mean::{mean, median, share};
use baopi_workflow::statistics::{
    Change, Figure, Figures, Group, IrregularityKind, Metric, Period, Span,
};
use baopi_workflow::{Organisation, PersonId, Role, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::office::identity::Viewer;

/// The metrics that stand first.
pub const HEADLINES: [Metric; 4] =
    [Metric::DocsDownward, Metric::Meetings, Metric::DocsCoordination, Metric::Inspections];
/// The metrics that stand in the table below.
pub const DETAILS: [Metric; 20] = [
    Metric::DocsTotal,
    Metric::DocsUpward,
    Metric::DocsLateral,
    Metric::DocsReply,
    Metric::DocsPersonnel,
    Metric::DocsPublic,
    Metric::DocsEmergency,
    Metric::DocsOther,
    Metric::DocsJoint,
    Metric::DocsVoided,
    Metric::MeetingsAll,
    Metric::MeetingsFiled,
    Metric::MeetingsVideo,
    Metric::MeetingsOverrun,
    Metric::Gatherings,
    Metric::MergedSaved,
    Metric::AttendanceMinutes,
    Metric::Returned,
    Metric::Rejected,
    Metric::Withdrawn,
];
/// What is shown of this year alone.
const MEASURES: [Metric; 7] = [
    Metric::DocCharacters,
    Metric::MeetingMinutes,
    Metric::LengthBand,
    Metric::DurationBand,
    Metric::Blocked,
    Metric::Exceptions,
    Metric::ExceptionsByLeader,
];
/// So many differences are listed; whatever is wrong beyond that is wrong for the same reason.
const MAX_DRIFTS: u32 = 1_000;
/// So many requests are looked at at once.
const BATCH: u32 = 100;

/// Whose figures somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Those of every unit.
    All,
    /// Those of these units.
    Units(BTreeSet<UnitId>),
}

/// A figure beside the one of last year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What is counted.
    pub metric: Metric,
    /// How much.
    pub now: u64,
    /// How much it was on the same days of last year; nothing where that cannot be said.
    pub before: Option<u64>,
    /// 同比
    pub change: Change,
    /// Whether some of it was not counted by the program, but typed in.
    pub imported: bool,
}

/// The figures of a group of units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupLines {
    /// The group of units whose figures these are.
    pub group: Group,
    /// In the order of [`HEADLINES`].
    pub lines: Vec<Line>,
}

/// What a unit has used of its promises for the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitQuotas {
    /// The unit whose quotas these are.
    pub unit: UnitId,
    /// 发文
    pub documents: Option<Quota>,
    /// 会议
    pub meetings: Option<Quota>,
    /// 督查检查考核
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspections: Option<Quota>,
}

impl UnitQuotas {
    const fn promises_something(&self) -> bool {
        self.documents.is_some() || self.meetings.is_some() || self.inspections.is_some()
    }
}

/// Everything that the page of figures shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// About which period.
    pub period: Period,
    /// Its days that are over, today included.
    pub span: Span,
    /// The same days of last year.
    pub compared: Span,
    /// The first figures.
    pub headlines: Vec<Line>,
    /// The same by groups of units; each column adds up to the whole.
    pub groups: Vec<GroupLines>,
    /// The other figures.
    pub details: Vec<Line>,
    /// 字 of a document on average, in tenths.
    pub mean_characters: Option<u64>,
    /// Minutes of a meeting on average, in tenths.
    pub mean_minutes: Option<u64>,
    /// The share of meetings on screens, in tenths of a per cent.
    pub video_share: Option<u64>,
    /// The median time from asking to the signature, in tenths of a working hour.
    pub approval_tenths: Option<u64>,
    /// Documents by length: the upper end of each band in 字.
    pub lengths: Vec<(u64, u64)>,
    /// Meetings by duration: the upper end of each band in minutes.
    pub durations: Vec<(u64, u64)>,
    /// Rules that blocked submissions.
    pub blocked: Vec<(String, u64)>,
    /// Exceptions by rule.
    pub exceptions: Vec<(String, u64)>,
    /// Exceptions by whoever accepted them.
    pub exceptions_by_leader: Vec<(PersonId, u64)>,
    /// What was found past the approval, and verified.
    pub irregularities: Vec<(IrregularityKind, UnitId, u64)>,
    /// The promises for the year.
    pub quotas: Vec<UnitQuotas>,
}

/// What checking the figures came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatisticsCheck {
    /// Whether every figure is what the requests say.
    pub ok: bool,
    /// How many requests were counted again.
    pub requests: u64,
    /// What differs.
    pub drifts: Vec<Drift>,
}

/// Figures with what is known about where they come from.
struct Known {
    figures: Figures,
    /// Of these what the program counted itself: of the rest there are no lengths and no durations.
    counted: Figures,
    imported: BTreeSet<Metric>,
    /// Of these it cannot be said how much it was: what was typed in covers other days.
    unknown: BTreeSet<Metric>,
}

impl Scope {
    /// What this viewer sees.
    #[must_use]
    pub fn of(viewer: &Viewer) -> Self {
        let roles = [Role::Auditor, Role::Admin, Role::Registrar, Role::Reviewer];
        let person = viewer.person();
        if person.rank.is_some() || roles.iter().any(|role| viewer.has(*role)) {
            return Self::All;
        }
        let staffed = viewer.organisation.units().filter(|unit| unit.host == Some(person.unit));
        Self::Units(staffed.map(|unit| unit.id).chain([person.unit]).collect())
    }

    /// The units, where they are not all.
    const fn units(&self) -> Option<&BTreeSet<UnitId>> {
        match self {
            Self::All => None,
            Self::Units(units) => Some(units),
        }
    }

    /// Whether a unit is in it.
    #[must_use]
    pub fn holds(&self, unit: UnitId) -> bool {
        match self {
            Self::All => true,
            Self::Units(units) => units.contains(&unit),
        }
    }
}

impl Engine {
    /// The figures of a period, as far as this viewer sees them.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if they cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn dashboard(
        &self,
        viewer: &Viewer,
        period: Period,
    ) -> Result<Dashboard, EngineError> {
        self.dashboard_of(&Scope::of(viewer), period).await
    }

    /// The figures of a period for some of the units.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if they cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn dashboard_of(
        &self,
        scope: &Scope,
        period: Period,
    ) -> Result<Dashboard, EngineError> {
        let organisation = self.store().organisation().await?;
        let today = self.now().date();
        let span = period.days_until(today);
        let compared = span.last_year();
        let shown: Vec<_> = HEADLINES.into_iter().chain(DETAILS).collect();
        let now: Vec<_> = shown.iter().copied().chain(MEASURES).collect();
        let now = self.known(scope, span, &now).await?;
        let before = self.known(scope, compared, &shown).await?;
        let times = self.store().details(span, Metric::ApprovalTime, scope.units()).await?;
        let counted = &now.counted;
        let numbers = |metric| numbered(counted.details(metric));
        let irregularities = self.store().irregularity_counts(span).await?;
        Ok(Dashboard {
            headlines: lines(&HEADLINES, &now, &before),
            groups: groups(&now, &before, &organisation),
            details: lines(&DETAILS, &now, &before),
            mean_characters: mean(
                counted.total(Metric::DocCharacters),
                counted.total(Metric::DocsTotal),
            ),
            mean_minutes: mean(
                counted.total(Metric::MeetingMinutes),
                counted.total(Metric::MeetingsAll),
            ),
            video_share: share(
                counted.total(Metric::MeetingsVideo),
                counted.total(Metric::Meetings),
            ),
            approval_tenths: median(&numbered(times)),
            lengths: numbers(Metric::LengthBand),
            durations: numbers(Metric::DurationBand),
            blocked: ranked(counted.details(Metric::Blocked)),
            exceptions: ranked(counted.details(Metric::Exceptions)),
            exceptions_by_leader: people(counted.details(Metric::ExceptionsByLeader)),
            irregularities: irregularities.into_iter().filter(|row| scope.holds(row.1)).collect(),
            quotas: self.quotas(scope, period.year(), &organisation).await?,
            period,
            span,
            compared,
        })
    }

    /// What was counted of these days in this program, without the figures of the time before it.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if it cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn counted_here(&self, span: Span) -> Result<Figures, EngineError> {
        Ok(self.store().figures(span, Metric::ALL).await?)
    }

    /// What was counted, and what was typed in for days that lie wholly among these.
    async fn known(
        &self,
        scope: &Scope,
        span: Span,
        metrics: &[Metric],
    ) -> Result<Known, StoreError> {
        let counted = self.store().figures(span, metrics).await?;
        let mut rows = counted.rows().to_vec();
        let (mut imported, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for figure in self.store().imported_figures(span).await? {
            let ImportedFigure { unit, metric, from_on, to_on, value, .. } = figure;
            if !scope.holds(unit) {
                continue;
            }
            if span.contains(from_on) && span.contains(to_on) {
                imported.insert(metric);
                rows.push(Figure { metric, detail: String::new(), unit, value });
            } else {
                unknown.insert(metric);
            }
        }
        let seen = |unit| scope.holds(unit);
        let figures: Figures = rows.into_iter().collect();
        let (figures, counted) = (figures.only(seen), counted.only(seen));
        Ok(Known { figures, counted, imported, unknown })
    }

    /// What units have used of their promises, as the rules see it: with the signature a place is taken, and the cut and the
    /// warning are those that are in force, or were on the last day of a year that is over.
    async fn quotas(
        &self,
        scope: &Scope,
        year: i32,
        organisation: &Organisation,
    ) -> Result<Vec<UnitQuotas>, EngineError> {
        let baselines = self.store().baselines_of_year(year).await?;
        let today = self.now().date();
        let on = NaiveDate::from_ymd_opt(year, 12, 31).map_or(today, |last| last.min(today));
        let rules = self.store().rule_set(on).await?;
        let quota = |unit: UnitId, metric: QuotaMetric| {
            let promised = |row: &&Baseline| row.unit == unit && row.metric == metric.key();
            let Baseline { baseline, committed, reduction_pct, .. } =
                *baselines.iter().find(promised)?;
            QuotaUse { baseline, reduction_pct, committed }.of_quota(metric, &rules)
        };
        let units = organisation.units().map(|unit| unit.id).filter(|unit| scope.holds(*unit));
        let quotas = units.map(|unit| UnitQuotas {
            unit,
            documents: quota(unit, QuotaMetric::Documents),
            meetings: quota(unit, QuotaMetric::Meetings),
            inspections: quota(unit, QuotaMetric::Inspections),
        });
        Ok(quotas.filter(UnitQuotas::promises_something).collect())
    }

    /// The requests behind a figure, as far as this viewer sees its units; those that the viewer may not see have no title.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`], also for a cursor that is none.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn behind(
        &self,
        viewer: &Viewer,
        mut filter: CountedFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<CountedRow>, EngineError> {
        if let Scope::Units(seen) = Scope::of(viewer) {
            let asked = filter.units.unwrap_or_else(|| seen.iter().copied().collect());
            filter.units = Some(asked.into_iter().filter(|unit| seen.contains(unit)).collect());
        }
        let mut found = self.store().counted(&filter, after, limit).await?;
        let visible =
            self.visible(viewer.person, found.items.iter().map(|row| row.request)).await?;
        for row in &mut found.items {
            row.title = row.title.take().filter(|_| visible.contains(&row.request));
        }
        Ok(found)
    }

    /// Counts everything again and compares it with the figures.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if a record cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn check_statistics(&self) -> Result<StatisticsCheck, EngineError> {
        let mut check = StatisticsCheck { ok: true, requests: 0, drifts: Vec::new() };
        let mut after = None;
        loop {
            let ids = self.store().request_ids(after, BATCH).await?;
            after = ids.last().copied();
            for id in &ids {
                check.requests += 1;
                check.drifts.extend(self.store().drifts_of(*id).await?);
            }
            if ids.is_empty() || check.drifts.len() >= MAX_DRIFTS as usize {
                break;
            }
        }
        check.drifts.extend(self.store().drifts_of_sums(MAX_DRIFTS).await?);
        check.ok = check.drifts.is_empty();
        Ok(check)
    }

    /// Counts everything again and puts the figures right; says how many requests there are.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if a record cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn rebuild_statistics(&self) -> Result<u64, EngineError> {
        Ok(self.store().rebuild_statistics().await?)
    }
}

/// The units of a group.
#[must_use]
pub fn units_of(group: Group, organisation: &Organisation) -> Vec<UnitId> {
    let units = organisation.units().map(|unit| unit.id);
    units.filter(|unit| Group::of(*unit, organisation) == group).collect()
}

fn lines(metrics: &[Metric], now: &Known, before: &Known) -> Vec<Line> {
    let line = |metric: &Metric| line(*metric, now, before, |known| known.figures.total(*metric));
    metrics.iter().map(line).collect()
}

fn line(metric: Metric, now: &Known, before: &Known, value: impl Fn(&Known) -> u64) -> Line {
    let comparable = !now.unknown.contains(&metric) && !before.unknown.contains(&metric);
    let before_value = comparable.then(|| value(before));
    Line {
        metric,
        now: value(now),
        before: before_value,
        change: before_value.map_or(Change::None, |before| change(value(now), before)),
        imported: now.imported.contains(&metric) || before.imported.contains(&metric),
    }
}

fn groups(now: &Known, before: &Known, organisation: &Organisation) -> Vec<GroupLines> {
    let of = |group: Group| GroupLines {
        group,
        lines: HEADLINES
            .iter()
            .map(|metric| {
                line(*metric, now, before, |known| {
                    known.figures.of_group(*metric, group, organisation)
                })
            })
            .collect(),
    };
    Group::ALL.iter().copied().map(of).collect()
}

fn numbered(details: Vec<(String, u64)>) -> Vec<(u64, u64)> {
    details.into_iter().filter_map(|(detail, n)| Some((detail.parse().ok()?, n))).collect()
}

/// The most frequent first.
fn ranked(mut details: Vec<(String, u64)>) -> Vec<(String, u64)> {
    details.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    details
}

fn people(details: Vec<(String, u64)>) -> Vec<(PersonId, u64)> {
    let known: BTreeMap<PersonId, u64> =
        details.into_iter().filter_map(|(id, n)| Some((id.parse().ok()?, n))).collect();
    let mut people: Vec<_> = known.into_iter().collect();
    people.sort_by_key(|(person, n)| (std::cmp::Reverse(*n), *person));
    people
}

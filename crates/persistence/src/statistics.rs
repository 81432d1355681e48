//! Reading figures, the requests behind them, and what is known of the time before the program.

use std::collections::{BTreeMap, BTreeSet};

use baopi_workflow::statistics::{Figure, Figures, Metric, Span};
use baopi_workflow::{Kind, PersonId, RequestId, Status, Timestamp, UnitId};
use chrono::NaiveDate;
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use crate::baseline::Baseline;
use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

mod recount;

pub use recount::Drift;

/// The most requests out of which a sample is drawn.
pub const MAX_POPULATION: u32 = 100_000;
/// The most figures of earlier times that are read at once.
const MAX_IMPORTED: u32 = 20_000;
const COUNTED: &str = "counted";

/// A figure of days that the program did not see, as somebody typed it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFigure {
    /// Whose.
    pub unit: UnitId,
    /// Of what.
    pub metric: Metric,
    /// The first day that it covers.
    pub from_on: NaiveDate,
    /// The last one.
    pub to_on: NaiveDate,
    /// How much.
    pub value: u64,
    /// Where it comes from.
    pub reference: String,
}

/// Which of the requests behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedFilter {
    /// The figure.
    pub metric: Metric,
    /// The rule, the person or the band, where it is one of these.
    pub detail: Option<String>,
    /// Of these units; of all where nothing is said.
    pub units: Option<Vec<UnitId>>,
    /// On these days.
    pub span: Span,
}

/// A request that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedRow {
    /// Which.
    pub request: RequestId,
    /// The statistical date.
    pub day: NaiveDate,
    /// For which unit it counts.
    pub unit: UnitId,
    /// How much.
    pub value: u64,
    /// The rule, the person or the band.
    pub detail: String,
    /// Document or meeting.
    pub kind: Kind,
    /// The beginning of its title; nothing for whoever may not see the request.
    pub title: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Its number, as people read it.
    pub number: Option<String>,
    /// Its 字.
    pub characters: u32,
    /// Its planned minutes.
    pub minutes: u32,
}

/// The place of a row in the list: its day, its request, its detail.
type CountedKey = (NaiveDate, RequestId, String);

impl Store {
    /// The figures of some days. Whole months are read as such, the rest by day.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn figures(&self, span: Span, metrics: &[Metric]) -> Result<Figures, StoreError> {
        let mut sums: BTreeMap<(Metric, UnitId, String), u64> = BTreeMap::new();
        let (months, rest) = span.parts();
        let days = rest.map(|from| (from, span.to));
        for (grain, days) in [("month", months), ("day", days)] {
            let Some((from, to)) = days else { continue };
            let list = format!(
                "SELECT metric, unit, detail, CAST(SUM(value) AS BIGINT) AS value FROM figure
                 WHERE grain = '{grain}' AND metric IN ({}) AND starts_on BETWEEN $1 AND $2
                 GROUP BY metric, unit, detail",
                keys(metrics)
            );
            for row in self.reading().all(&list, values![from, to]).await? {
                let sum = (row.word("metric")?, row.get("unit")?, row.get("detail")?);
                *sums.entry(sum).or_insert(0) += row.get::<u64>("value")?;
            }
        }
        let figure = |((metric, unit, detail), value)| Figure { metric, detail, unit, value };
        Ok(sums.into_iter().map(figure).collect())
    }

    /// The sums of one metric by detail, in the order of the details: of these units together, or of all of them. Times have
    /// so many details that they are not read by unit.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn details(
        &self,
        span: Span,
        metric: Metric,
        units: Option<&BTreeSet<UnitId>>,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let mut sums: BTreeMap<String, u64> = BTreeMap::new();
        let (months, rest) = span.parts();
        let days = rest.map(|from| (from, span.to));
        for (grain, days) in [("month", months), ("day", days)] {
            let Some((from, to)) = days else { continue };
            let mut values = values![from, to];
            let mut only = String::new();
            if let Some(units) = units {
                let named = units.iter().map(|unit| {
                    values.push(unit.bind());
                    format!("${}", values.len())
                });
                let named: Vec<_> = named.chain(["NULL".to_owned()]).collect();
                only = format!(" AND unit IN ({})", named.join(", "));
            }
            let list = format!(
                "SELECT detail, CAST(SUM(value) AS BIGINT) AS value FROM figure
                 WHERE grain = '{grain}' AND metric = '{}' AND starts_on BETWEEN $1 AND $2{only} GROUP BY detail",
                metric.key()
            );
            for row in self.reading().all(&list, values).await? {
                *sums.entry(row.get("detail")?).or_insert(0) += row.get::<u64>("value")?;
            }
        }
        Ok(sums.into_iter().collect())
    }

    /// The figures of earlier times that cover any of these days, each in its last revision.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn imported_figures(&self, span: Span) -> Result<Vec<ImportedFigure>, StoreError> {
        let list = "SELECT * FROM imported_figure i WHERE i.from_on <= $2 AND i.to_on >= $1
            AND NOT EXISTS (SELECT 1 FROM imported_figure n
                WHERE n.from_on = i.from_on AND n.to_on = i.to_on AND n.metric = i.metric AND n.unit = i.unit
                  AND n.revision > i.revision)
            ORDER BY i.from_on, i.to_on, i.metric, i.unit LIMIT $3";
        let rows = self.reading().all(list, values![span.from, span.to, MAX_IMPORTED]).await?;
        rows.iter().map(imported).collect()
    }

    /// The requests behind a figure, the latest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if they cannot be read.
    pub async fn counted(
        &self,
        filter: &CountedFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<CountedRow>, StoreError> {
        let (day, request, detail) =
            after.map_or_else(|| Ok(beyond_the_last()), |cursor| cursor.read(COUNTED))?;
        let CountedFilter { metric, span, .. } = filter;
        let mut values =
            values![metric.key(), span.from, span.to, day, request, detail, asked(limit)];
        let chosen = chosen(filter, &mut values);
        let list = format!(
            "SELECT c.request, c.day, c.unit, c.value, c.detail, r.kind, r.title, r.status, r.number, r.characters,
                    r.minutes
             FROM contribution c JOIN request r ON r.id = c.request {chosen}"
        );
        let rows = self.reading().all(&list, values).await?;
        let items = rows.iter().map(counted_row).collect::<Result<_, _>>()?;
        Ok(page(items, limit, COUNTED, |row: &CountedRow| {
            (row.day, row.request, row.detail.clone())
        }))
    }

    /// The documents issued and the meetings held on these days, each with its unit; at most [`MAX_POPULATION`] and one more.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn population(&self, span: Span) -> Result<Vec<(UnitId, RequestId)>, StoreError> {
        let mut all = Vec::new();
        for metric in [Metric::DocsTotal, Metric::MeetingsAll] {
            let list =
                "SELECT unit, request FROM contribution WHERE metric = $1 AND day BETWEEN $2 AND $3
                        ORDER BY day, request LIMIT $4";
            let values = values![metric.key(), span.from, span.to, MAX_POPULATION + 1];
            for row in self.reading().all(list, values).await? {
                all.push((row.get("unit")?, row.get("request")?));
            }
        }
        Ok(all)
    }

    /// The promises of all units for a year. Committed is what the rules take for committed: what was when the promise was
    /// written down, and every place taken since by a signature.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn baselines_of_year(&self, year: i32) -> Result<Vec<Baseline>, StoreError> {
        let list = "SELECT b.unit, b.year, b.metric, b.baseline, b.reduction_pct, b.committed + CASE b.metric
                WHEN 'documents' THEN (SELECT COUNT(*) FROM document_fact f
                                       WHERE f.issuing_unit = b.unit AND f.counted_year = b.year)
                WHEN 'meetings' THEN (SELECT COUNT(*) FROM meeting_fact f
                                      WHERE f.host = b.unit AND f.counted_year = b.year)
                WHEN 'inspections' THEN (SELECT COUNT(*) FROM inspection_fact f
                                         WHERE f.unit = b.unit AND f.counted_year = b.year)
                ELSE 0 END AS committed
            FROM baseline b WHERE b.year = $1 ORDER BY b.metric, b.unit";
        self.reading().all(list, values![year]).await?.iter().map(crate::baseline::read).collect()
    }
}

impl Txn {
    /// Writes figures of earlier times down. One for the same unit, metric and days takes the place of the one before, which
    /// stays on record.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for an unknown unit; [`StoreError`] if they cannot be written.
    pub async fn insert_imported_figures(
        &mut self,
        figures: &[ImportedFigure],
        (by, at): (Option<PersonId>, Timestamp),
    ) -> Result<(), StoreError> {
        for figure in figures {
            let ImportedFigure { unit, metric, from_on, to_on, value, reference } = figure;
            let last = "SELECT COALESCE(MAX(revision), 0) AS n FROM imported_figure
                        WHERE from_on = $1 AND to_on = $2 AND metric = $3 AND unit = $4";
            let values = values![*from_on, *to_on, metric.key(), *unit];
            let revision: u64 = match self.sql.one(last, values).await? {
                Some(row) => row.get::<u64>("n")? + 1,
                None => 1,
            };
            let row = values![
                *unit,
                metric.key(),
                *from_on,
                *to_on,
                revision,
                *value,
                *reference,
                by,
                at
            ];
            let into = "imported_figure (unit, metric, from_on, to_on, revision, value, reference, by_person, at)";
            self.sql.insert(into, vec![row], "").await?;
        }
        Ok(())
    }
}

/// Keys of metrics as SQL writes them; they are the program's own words.
fn keys(metrics: &[Metric]) -> String {
    metrics.iter().map(|metric| format!("'{}'", metric.key())).collect::<Vec<_>>().join(", ")
}

/// A key that stands before all others of a list that goes back in time.
fn beyond_the_last() -> CountedKey {
    let day = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    (day, RequestId(uuid::Uuid::max()), String::from('\u{7f}'))
}

/// Which contributions, and in what order.
fn chosen(filter: &CountedFilter, values: &mut Vec<Value>) -> String {
    let only = narrowed(filter, values);
    format!(
        "WHERE c.metric = $1 AND c.day BETWEEN $2 AND $3 AND (c.day, c.request, c.detail) < ($4, $5, $6){only}
         ORDER BY c.day DESC, c.request DESC, c.detail DESC LIMIT $7"
    )
}

/// The conditions for detail and units. One unit has an index of its own; of several the list goes through all of the days,
/// because it ends as soon as it is full.
fn narrowed(filter: &CountedFilter, values: &mut Vec<Value>) -> String {
    let mut only = String::new();
    if let Some(detail) = &filter.detail {
        values.push(detail.bind());
        only = format!(" AND c.detail = ${}", values.len());
    }
    let mut named = |unit: &UnitId| {
        values.push(unit.bind());
        format!("${}", values.len())
    };
    match filter.units.as_deref() {
        None => {}
        Some([]) => only.push_str(" AND 1 = 0"),
        Some([unit]) => only = format!("{only} AND c.unit = {}", named(unit)),
        Some(units) => {
            let units: Vec<_> = units.iter().map(named).collect();
            only = format!(
                "{only} AND CASE WHEN c.unit IN ({}) THEN 1 ELSE 0 END = 1",
                units.join(", ")
            );
        }
    }
    only
}

fn imported(row: &Row) -> Result<ImportedFigure, StoreError> {
    Ok(ImportedFigure {
        unit: row.get("unit")?,
        metric: row.word("metric")?,
        from_on: row.get("from_on")?,
        to_on: row.get("to_on")?,
        value: row.get("value")?,
        reference: row.get("reference")?,
    })
}

fn counted_row(row: &Row) -> Result<CountedRow, StoreError> {
    Ok(CountedRow {
        request: row.get("request")?,
        day: row.get("day")?,
        unit: row.get("unit")?,
        value: row.get("value")?,
        detail: row.get("detail")?,
        kind: row.word("kind")?,
        title: row.find("title")?,
        status: row.word("status")?,
        number: row.find("number")?,
        characters: row.get("characters")?,
        minutes: row.get("minutes")?,
    })
}

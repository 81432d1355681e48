//! What the district issued and convened before the program came, from `demo/figures.toml`, and what was found past the
//! approval.

use anyhow::Context;
use baopi_engine::figures::irregularity::Found;
use baopi_engine::{Engine, ImportedFigure, Line, Table};
use baopi_workflow::statistics::{FoundBy, IrregularityKind, IrregularityState, Metric, Span};
use chrono::NaiveDate;
use serde::Deserialize;

use super::organisation::District;
use crate::failure::Failure;

const DATA: &str = include_str!("../../demo/figures.toml");
/// The days of last year that the figures cover, each with its first and its last.
const BEFORE: [[&str; 2]; 3] =
    [["2025-07-01", "2025-07-31"], ["2025-08-01", "2025-08-31"], ["2025-09-01", "2025-09-15"]];
/// The days of this year on which the program was not there yet.
const NOW: [&str; 2] = ["2026-07-01", "2026-08-31"];
/// The days up to which the figures of this year are given.
const UNTIL: [&str; 2] = ["2026-07-01", "2026-09-15"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    reference: String,
    figures: Vec<FigureRow>,
    irregularities: Vec<IrregularityRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureRow {
    unit: String,
    metric: Metric,
    before: [u64; 3],
    now: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IrregularityRow {
    unit: String,
    kind: IrregularityKind,
    found_by: FoundBy,
    day: NaiveDate,
    evidence: String,
    by: String,
    verified_by: Option<String>,
}

/// Takes the figures over, and reports what was found. Of this year's figures only what the demonstration does not count
/// itself was there before.
///
/// # Errors
///
/// When the database fails; that the data cannot be read, a test excludes.
pub(super) async fn seed(engine: &Engine, district: &District) -> Result<(), Failure> {
    let data: Data = toml::from_str(DATA).context("the figures cannot be read")?;
    let table = table(engine, district, &data).await?;
    engine.import_figures(None, &table).await.context("the figures cannot be taken over")?;
    for row in data.irregularities {
        report(engine, district, row).await?;
    }
    Ok(())
}

async fn table(engine: &Engine, district: &District, data: &Data) -> anyhow::Result<Table> {
    let span = Span { from: UNTIL[0].parse()?, to: UNTIL[1].parse()? };
    let counted = engine.counted_here(span).await?;
    let mut table = Table::new(ImportedFigure::COLUMNS.iter().copied());
    let mut add = |row: &FigureRow, [from, to]: [&str; 2], value: u64| {
        let value = value.to_string();
        let cells = [&row.unit, from, to, row.metric.key(), &value, &data.reference];
        table.push(cells.map(str::to_owned).into());
    };
    for row in &data.figures {
        for (days, value) in BEFORE.into_iter().zip(row.before) {
            add(row, days, value);
        }
        let own = counted.of_unit(row.metric, district.unit(&row.unit)?);
        add(row, NOW, row.now.saturating_sub(own));
    }
    Ok(table)
}

async fn report(engine: &Engine, district: &District, row: IrregularityRow) -> Result<(), Failure> {
    let IrregularityRow { unit, kind, found_by, day, evidence, by, verified_by } = row;
    let unit = district.unit(&unit).map_err(anyhow::Error::new)?;
    let by = district.person(&by).map_err(anyhow::Error::new)?.id;
    let found = Found { kind, found_by, unit, day, evidence };
    let id = engine.report_irregularity(by, found).await.context("what was found")?;
    if let Some(login) = verified_by {
        let auditor = district.person(&login).map_err(anyhow::Error::new)?.id;
        let step = (IrregularityState::Verified, None, String::new());
        engine.move_irregularity(auditor, id, step).await.context("what was verified")?;
    }
    Ok(())
}

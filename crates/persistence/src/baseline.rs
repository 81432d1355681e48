//! What a unit did last year and has promised for this one.

use baopi_workflow::UnitId;

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// A figure of last year, and the promise against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// Whose.
    pub unit: UnitId,
    /// The year of the promise.
    pub year: i32,
    /// What is counted, such as `documents` or `meetings`.
    pub metric: String,
    /// How many it was last year, if known.
    pub baseline: Option<u32>,
    /// How many there are of this year so far.
    pub committed: u32,
    /// By how much it is to fall, in per cent.
    pub reduction_pct: u32,
}

impl Txn {
    /// Writes a figure down, in place of an earlier one of the same unit, year and metric.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for an unknown unit or more than 100 per cent.
    pub async fn insert_baseline(&mut self, figure: &Baseline) -> Result<(), StoreError> {
        let Baseline { unit, year, metric, baseline, committed, reduction_pct } = figure;
        let row = values![*unit, *year, *metric, *baseline, *committed, *reduction_pct];
        let replace = "ON CONFLICT (unit, year, metric) DO UPDATE SET baseline = excluded.baseline, \
                       committed = excluded.committed, reduction_pct = excluded.reduction_pct";
        self.sql
            .insert(
                "baseline (unit, year, metric, baseline, committed, reduction_pct)",
                vec![row],
                replace,
            )
            .await
    }
}

impl Store {
    /// The figures of a unit for a year.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn baselines(&self, unit: UnitId, year: i32) -> Result<Vec<Baseline>, StoreError> {
        let list = "SELECT * FROM baseline WHERE unit = $1 AND year = $2 ORDER BY metric";
        self.reading().all(list, values![unit, year]).await?.iter().map(read).collect()
    }
}

pub(crate) fn read(row: &Row) -> Result<Baseline, StoreError> {
    Ok(Baseline {
        unit: row.get("unit")?,
        year: row.get("year")?,
        metric: row.get("metric")?,
        baseline: row.find("baseline")?,
        committed: row.get("committed")?,
        reduction_pct: row.get("reduction_pct")?,
    })
}

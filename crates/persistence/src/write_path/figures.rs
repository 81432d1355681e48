//! What a move adds to the figures and takes from them, in the transaction that makes the move.
//!
//! Most moves add nothing, and cost nothing here. For the others, what the request contributed so far is compared with what it
//! contributes now, and the difference goes into the sums by day and by month.

use std::collections::BTreeMap;

use baopi_workflow::statistics::count::{Circumstances, counts, is_noted};
use baopi_workflow::statistics::{Contributions, Key};
use baopi_workflow::{Organisation, RequestId, Status, Timestamp, UnitId};
use chrono::{Datelike, NaiveDate};
use sea_orm::Value;

use super::Move;
use crate::column::{Row, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::txn::Txn;

/// A sum: by day or by month, of what, from when, for whom. Sums are written in this order by everybody, so that two
/// transactions that change the same ones wait for each other and never in a circle.
type Sum = (&'static str, &'static str, NaiveDate, UnitId, String);

/// What changes of some sums.
#[derive(Default)]
pub(crate) struct Differences(BTreeMap<Sum, i64>);

impl Txn {
    /// Brings contributions and figures to where the moves have brought their requests.
    pub(super) async fn write_figures(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let mut differences = Differences::default();
        for step in moves.iter().filter(|step| step.touches_figures()) {
            let organisation = self.organisation().await?;
            let before = contributions(&mut self.sql, step.next.id).await?;
            let after = self.counted_after(step, before.clone(), &organisation).await?;
            self.replace_contributions(step.next.id, &before, &after).await?;
            differences.note(&before, -1);
            differences.note(&after, 1);
        }
        self.add_to_figures(differences).await
    }

    async fn counted_after(
        &mut self,
        step: &Move<'_>,
        mut counted: Contributions,
        organisation: &Organisation,
    ) -> Result<Contributions, StoreError> {
        for sealed in step.transition.events().iter().filter(|one| is_noted(&one.event.what)) {
            let submitted_at = first_submitted_at(&mut self.sql, step.next.id).await?;
            let evaluation = step.transition.evaluation();
            let findings = evaluation.map_or(&[][..], |evaluation| &evaluation.findings);
            let calendar = &*self.calendar().await?;
            let unit = step.next.unit;
            let circumstances = Circumstances { unit, submitted_at, findings, calendar };
            counted.note(&sealed.event, &circumstances);
        }
        counted.stand(step.next, &step.content, organisation);
        Ok(counted)
    }

    async fn replace_contributions(
        &mut self,
        request: RequestId,
        before: &Contributions,
        after: &Contributions,
    ) -> Result<(), StoreError> {
        for (key, value) in &before.0 {
            if after.0.get(key) != Some(value) {
                let gone =
                    "DELETE FROM contribution WHERE request = $1 AND metric = $2 AND detail = $3
                            AND unit = $4 AND day = $5";
                let Key { metric, detail, unit, day } = key;
                let values = values![request, metric.key(), *detail, *unit, *day];
                self.sql.execute(gone, values).await?;
            }
        }
        let new = after.0.iter().filter(|(key, value)| before.0.get(*key) != Some(value));
        let rows = new.map(|(key, value)| row(request, key, *value)).collect();
        self.sql.insert(INTO_CONTRIBUTION, rows, "").await
    }

    pub(crate) async fn add_to_figures(
        &mut self,
        differences: Differences,
    ) -> Result<(), StoreError> {
        let changed = differences.0.into_iter().filter(|(_, difference)| *difference != 0);
        let row = |((grain, metric, starts_on, unit, detail), value): (Sum, i64)| {
            values![grain, metric, starts_on, unit, detail, value]
        };
        let add = "ON CONFLICT (grain, metric, starts_on, unit, detail)
                   DO UPDATE SET value = figure.value + excluded.value";
        let into = "figure (grain, metric, starts_on, unit, detail, value)";
        self.sql.insert(into, changed.map(row).collect(), add).await
    }
}

pub(crate) const INTO_CONTRIBUTION: &str =
    "contribution (request, metric, detail, unit, day, value)";

pub(crate) fn row(request: RequestId, key: &Key, value: u64) -> Vec<Value> {
    let Key { metric, detail, unit, day } = key;
    values![request, metric.key(), *detail, *unit, *day, value]
}

impl Differences {
    /// Notes that contributions come (1) or go (-1).
    pub(crate) fn note(&mut self, contributions: &Contributions, sign: i64) {
        for (Key { metric, detail, unit, day }, value) in &contributions.0 {
            let value = i64::try_from(*value).unwrap_or(i64::MAX);
            for (grain, starts_on) in [("day", *day), ("month", month_of(*day))] {
                let sum = (grain, metric.key(), starts_on, *unit, detail.clone());
                *self.0.entry(sum).or_insert(0) += sign * value;
            }
        }
    }
}

impl Move<'_> {
    /// Whether the move can change what the request contributes: it comes from where it counted or to where it counts, or
    /// something happened to it that is noted.
    fn touches_figures(&self) -> bool {
        let counted = Status::try_from(self.from.clone()).is_ok_and(|status| counts(&status));
        counted || counts(&self.next.status) || self.event(is_noted).is_some()
    }
}

/// The first day of the month.
pub(crate) fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// What a request contributes, as it is stored.
pub(crate) async fn contributions(
    sql: &mut Connection,
    request: RequestId,
) -> Result<Contributions, StoreError> {
    let list = "SELECT metric, detail, unit, day, value FROM contribution WHERE request = $1";
    let rows = sql.all(list, values![request]).await?;
    let read = |row: &Row| Ok((key(row)?, row.get("value")?));
    rows.iter().map(read).collect::<Result<_, StoreError>>().map(Contributions)
}

pub(crate) fn key(row: &Row) -> Result<Key, StoreError> {
    Ok(Key {
        metric: row.word("metric")?,
        detail: row.get("detail")?,
        unit: row.get("unit")?,
        day: row.get("day")?,
    })
}

async fn first_submitted_at(
    sql: &mut Connection,
    request: RequestId,
) -> Result<Option<Timestamp>, StoreError> {
    let find =
        "SELECT at FROM event WHERE request = $1 AND type = 'submitted' ORDER BY seq LIMIT 1";
    sql.one(find, values![request]).await?.map(|row| row.get("at")).transpose()
}

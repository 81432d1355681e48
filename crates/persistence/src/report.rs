//! Reports as they were published, and spot checks as they were drawn.

use baopi_workflow::statistics::Period;
use baopi_workflow::{Digest, PersonId, RequestId, Timestamp, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::column::{Row, json, values};
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

/// A report that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// About which period.
    pub period: Period,
    /// Which of the reports about it, from 1.
    pub revision: u32,
    /// The rule set that was in force.
    pub rule_set: u32,
    /// Everything it says, as JSON.
    pub body: String,
    /// SHA-256 of that.
    pub digest: Digest,
    /// Why it takes the place of the one before; empty for the first.
    pub reason: String,
    /// The person who did it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
}

/// A spot check that was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpotCheckRow {
    /// Identifier.
    pub id: Uuid,
    /// Out of which period.
    pub period: Period,
    /// The share in per cent.
    pub rate: u32,
    /// The seed, so that anybody can draw it again.
    pub seed: String,
    /// Out of how many.
    pub population: u64,
    /// What was drawn, with its unit.
    pub drawn: Vec<(UnitId, RequestId)>,
    /// The person who did it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
}

/// The most reports that are listed.
const MAX_REPORTS: u32 = 200;
const SPOT_CHECKS: &str = "spot_checks";

impl Store {
    /// The reports, the last published first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn reports(&self) -> Result<Vec<ReportRow>, StoreError> {
        let list = "SELECT * FROM report ORDER BY at DESC, period DESC, revision DESC LIMIT $1";
        self.reading().all(list, values![MAX_REPORTS]).await?.iter().map(report).collect()
    }

    /// A report.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn report(
        &self,
        period: Period,
        revision: u32,
    ) -> Result<Option<ReportRow>, StoreError> {
        let find = "SELECT * FROM report WHERE period = $1 AND revision = $2";
        let row = self.reading().one(find, values![period.to_string(), revision]).await?;
        row.as_ref().map(report).transpose()
    }

    /// The spot checks, the last one first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if they cannot be read.
    pub async fn spot_checks(
        &self,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<SpotCheckRow>, StoreError> {
        let last = (Timestamp(i64::MAX), Uuid::max());
        let (at, id) = after.map_or(Ok(last), |cursor| cursor.read(SPOT_CHECKS))?;
        let list =
            "SELECT * FROM spot_check WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
        let rows = self.reading().all(list, values![at, id, asked(limit)]).await?;
        let items = rows.iter().map(spot_check).collect::<Result<_, _>>()?;
        Ok(page(items, limit, SPOT_CHECKS, |row: &SpotCheckRow| (row.at, row.id)))
    }

    /// A spot check.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn spot_check(&self, id: Uuid) -> Result<Option<SpotCheckRow>, StoreError> {
        let find = "SELECT * FROM spot_check WHERE id = $1";
        self.reading().one(find, values![id]).await?.as_ref().map(spot_check).transpose()
    }
}

impl Txn {
    /// The number of reports about a period; that of the last one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn last_report(&mut self, period: Period) -> Result<u32, StoreError> {
        let find = "SELECT COALESCE(MAX(revision), 0) AS n FROM report WHERE period = $1";
        let row = self.sql.one(find, values![period.to_string()]).await?;
        row.map_or(Ok(0), |row| row.get("n"))
    }

    /// Publishes a report.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if there is this revision already.
    pub async fn insert_report(&mut self, report: &ReportRow) -> Result<(), StoreError> {
        let ReportRow { period, revision, rule_set, body, digest, reason, by, at } = report;
        let row =
            values![period.to_string(), *revision, *rule_set, *body, *digest, *reason, *by, *at];
        let into = "report (period, revision, rule_set, body, digest, reason, by_person, at)";
        self.sql.insert(into, vec![row], "").await
    }

    /// Writes down what was drawn.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn insert_spot_check(&mut self, check: &SpotCheckRow) -> Result<(), StoreError> {
        let SpotCheckRow { id, period, rate, seed, population, drawn, by, at } = check;
        let row =
            values![*id, period.to_string(), *rate, *seed, *population, json(drawn), *by, *at];
        let into = "spot_check (id, period, rate, seed, population, drawn, by_person, at)";
        self.sql.insert(into, vec![row], "").await
    }
}

fn report(row: &Row) -> Result<ReportRow, StoreError> {
    Ok(ReportRow {
        period: row.word("period")?,
        revision: row.get("revision")?,
        rule_set: row.get("rule_set")?,
        body: row.get("body")?,
        digest: row.get("digest")?,
        reason: row.get("reason")?,
        by: row.get("by_person")?,
        at: row.get("at")?,
    })
}

fn spot_check(row: &Row) -> Result<SpotCheckRow, StoreError> {
    Ok(SpotCheckRow {
        id: row.get("id")?,
        period: row.word("period")?,
        rate: row.get("rate")?,
        seed: row.get("seed")?,
        population: row.get("population")?,
        drawn: row.json("drawn")?,
        by: row.get("by_person")?,
        at: row.get("at")?,
    })
}

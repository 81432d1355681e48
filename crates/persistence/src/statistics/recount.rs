//! Counting again: what the requests say, against what was kept.

use std::collections::BTreeMap;

use baopi_workflow::request::replay::{StoredEvent, replay_with};
use baopi_workflow::statistics::count::Circumstances;
use baopi_workflow::statistics::{Contributions, Key};
use baopi_workflow::{
    Content, Finding, Happening, Organisation, Request, RequestId, Timestamp, UnitId,
};
use chrono::NaiveDate;
use sea_orm::DbBackend;

use crate::calendar_year;
use crate::column::{Row, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;
use crate::write_path::figures::{Differences, INTO_CONTRIBUTION, contributions, row};

/// The most requests that are counted again in one transaction.
const BATCH: u32 = 100;

/// A figure, or what a request adds to one, that is not what the requests say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The request; nothing where a sum is wrong.
    pub request: Option<RequestId>,
    /// Of what.
    pub metric: String,
    /// The rule, the person or the band.
    pub detail: String,
    /// For which unit.
    pub unit: UnitId,
    /// The day, or the first one of the month.
    pub starts_on: NaiveDate,
    /// `day` or `month` for a sum.
    pub grain: Option<String>,
    /// What it should be.
    pub expected: i64,
    /// What it is.
    pub found: i64,
}

const FIGURES_OF_CONTRIBUTIONS: &str =
    "SELECT 'day' AS grain, metric, day AS starts_on, unit, detail, SUM(value) AS value FROM contribution
     GROUP BY metric, day, unit, detail
     UNION ALL
     SELECT 'month', metric, substr(day, 1, 8) || '01', unit, detail, SUM(value) FROM contribution
     GROUP BY metric, substr(day, 1, 8) || '01', unit, detail";

impl Store {
    /// Counts a request again and says where that differs from what was kept. A request that moves meanwhile is counted once
    /// more.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if its record cannot be read.
    pub async fn drifts_of(&self, id: RequestId) -> Result<Vec<Drift>, StoreError> {
        let organisation = self.organisation().await?;
        loop {
            let sql = &mut self.reading();
            let Some((request, content)) = self.find_request(id).await? else {
                return Ok(Vec::new());
            };
            let counted = recounted(sql, (&request, &content), &organisation).await?;
            let kept = contributions(sql, id).await?;
            let drifts = compare(id, &counted, &kept);
            let now = self.find_request(id).await?.map(|(now, _)| now.chain.length);
            if drifts.is_empty() || now == Some(request.chain.length) {
                return Ok(drifts);
            }
        }
    }

    /// The sums that are not those of the contributions, at most `limit`. What commits between two looks can be in it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn drifts_of_sums(&self, limit: u32) -> Result<Vec<Drift>, StoreError> {
        let list = format!(
            "SELECT grain, metric, starts_on, unit, detail, CAST(SUM(expected) AS BIGINT) AS expected,
                    CAST(SUM(found) AS BIGINT) AS found
             FROM (SELECT grain, metric, starts_on, unit, detail, value AS expected, 0 AS found
                   FROM ({FIGURES_OF_CONTRIBUTIONS}) c
                   UNION ALL
                   SELECT grain, metric, starts_on, unit, detail, 0, value FROM figure) f
             GROUP BY grain, metric, starts_on, unit, detail HAVING SUM(expected) <> SUM(found)
             ORDER BY 1, 2, 3, 4, 5 LIMIT $1"
        );
        self.reading().all(&list, values![limit]).await?.iter().map(drift).collect()
    }

    /// Counts every request again, and puts contributions, figures and the calendar right.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if a record cannot be read; what was put right stays right.
    pub async fn rebuild_statistics(&self) -> Result<u64, StoreError> {
        let (mut after, mut done) = (None, 0);
        loop {
            let ids = self.request_ids(after, BATCH).await?;
            after = ids.last().copied();
            if ids.is_empty() {
                break;
            }
            done += ids.len() as u64;
            self.write(move |txn| {
                let ids = ids.clone();
                Box::pin(async move {
                    for id in ids {
                        txn.recount(id).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        }
        self.write(|txn| Box::pin(txn.sum_again())).await?;
        Ok(done)
    }

    /// Counts what was there before there were figures.
    pub(crate) async fn count_for_the_first_time(&self) -> Result<(), StoreError> {
        let find = "SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM contribution) THEN 0
                    WHEN EXISTS (SELECT 1 FROM request) THEN 1 ELSE 0 END AS BIGINT) AS uncounted";
        let row = self.reading().one(find, values![]).await?;
        let uncounted = row.map_or(Ok(0), |row| row.get::<i64>("uncounted"))?;
        if uncounted == 1 {
            self.rebuild_statistics().await?;
        }
        Ok(())
    }
}

impl Txn {
    async fn recount(&mut self, id: RequestId) -> Result<(), StoreError> {
        let Some((request, content)) = self.lock_request(id).await? else { return Ok(()) };
        self.plan(&request, &content).await?;
        let organisation = self.organisation().await?;
        let kept = contributions(&mut self.sql, id).await?;
        let counted = recounted(&mut self.sql, (&request, &content), &organisation).await?;
        if kept == counted {
            return Ok(());
        }
        self.sql.execute("DELETE FROM contribution WHERE request = $1", values![id]).await?;
        let rows = counted.0.iter().map(|(key, value)| row(id, key, *value)).collect();
        self.sql.insert(INTO_CONTRIBUTION, rows, "").await?;
        let mut differences = Differences::default();
        differences.note(&kept, -1);
        differences.note(&counted, 1);
        self.add_to_figures(differences).await
    }

    /// Nobody adds to the figures while they are summed up; whoever waits to do so adds to the new ones.
    async fn sum_again(&mut self) -> Result<(), StoreError> {
        if self.sql.backend() == DbBackend::Postgres {
            let lock = "LOCK TABLE figure IN SHARE ROW EXCLUSIVE MODE";
            self.sql.execute(lock, values![]).await?;
        }
        self.sql.execute("DELETE FROM figure", values![]).await?;
        let sum = format!(
            "INSERT INTO figure (grain, metric, starts_on, unit, detail, value)
             SELECT grain, metric, starts_on, unit, detail, CAST(value AS BIGINT) FROM ({FIGURES_OF_CONTRIBUTIONS}) c"
        );
        self.sql.execute(&sum, values![]).await.map(|_| ())
    }
}

/// What a request contributes, from its record.
async fn recounted(
    sql: &mut Connection,
    (request, content): (&Request, &Content),
    organisation: &Organisation,
) -> Result<Contributions, StoreError> {
    let list = "SELECT canon, hash FROM event WHERE request = $1 ORDER BY seq";
    let rows = sql.all(list, values![request.id]).await?;
    let event = |row: &Row| Ok(StoredEvent { canon: row.get("canon")?, hash: row.get("hash")? });
    let events = rows.iter().map(event).collect::<Result<Vec<_>, StoreError>>()?;
    let found = findings(sql, request.id).await?;
    let years = calendar_year::revisions(sql).await?;
    let mut counted = Contributions::default();
    let mut submitted_at: Option<Timestamp> = None;
    let replayed = replay_with(request.id, &events, |event, before| {
        if let Happening::Submitted { .. } = event.what {
            submitted_at.get_or_insert(event.at);
        }
        let findings = found.get(&event.seq).map_or(&[][..], Vec::as_slice);
        let calendar = &*calendar_year::known_at(&years, event.at);
        counted.note(event, &Circumstances { unit: before.unit, submitted_at, findings, calendar });
    });
    let replayed = replayed.map_err(|error| StoreError::unreadable("canon", error))?;
    counted.stand(&replayed, content, organisation);
    Ok(counted)
}

async fn findings(
    sql: &mut Connection,
    request: RequestId,
) -> Result<BTreeMap<u64, Vec<Finding>>, StoreError> {
    let list = "SELECT seq, findings FROM evaluation WHERE request = $1";
    let rows = sql.all(list, values![request]).await?;
    rows.iter().map(|row| Ok((row.get("seq")?, row.json("findings")?))).collect()
}

fn compare(id: RequestId, counted: &Contributions, kept: &Contributions) -> Vec<Drift> {
    let mut both: BTreeMap<&Key, (u64, u64)> = BTreeMap::new();
    for (key, value) in &counted.0 {
        both.entry(key).or_default().0 = *value;
    }
    for (key, value) in &kept.0 {
        both.entry(key).or_default().1 = *value;
    }
    let signed = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let drift = |(key, (expected, found)): (&Key, (u64, u64))| Drift {
        request: Some(id),
        metric: key.metric.key().to_owned(),
        detail: key.detail.clone(),
        unit: key.unit,
        starts_on: key.day,
        grain: None,
        expected: signed(expected),
        found: signed(found),
    };
    both.into_iter().filter(|(_, (expected, found))| expected != found).map(drift).collect()
}

fn drift(row: &Row) -> Result<Drift, StoreError> {
    Ok(Drift {
        request: None,
        metric: row.get("metric")?,
        detail: row.get("detail")?,
        unit: row.get("unit")?,
        starts_on: row.get("starts_on")?,
        grain: Some(row.get("grain")?),
        expected: row.get("expected")?,
        found: row.get("found")?,
    })
}

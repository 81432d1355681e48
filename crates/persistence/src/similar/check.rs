//! Whether the index is what the stored texts make of it.

use baopi_workflow::RequestId;
use uuid::Uuid;

use super::find::is_complete;
use super::index::{MAX_HOLDERS, STORED, Stored, placeholders, stored};
use super::sample::{keys_of_source, parts};
use crate::column::{Bind, Row, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;

/// The most faults that are listed.
pub const MAX_SIMILAR_FAULTS: usize = 1_000;
/// The most sources that are read at once.
const SOURCES_AT_ONCE: i64 = 200;

/// The outcome of a comparison of the index with the stored texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimilarReport {
    /// Whether look-ups can be made.
    pub complete: bool,
    /// Sources compared.
    pub sources: u64,
    /// Samples that they have.
    pub samples: u64,
    /// What is wrong.
    pub faults: Vec<SimilarFault>,
}

/// A source that is not as its text says, or a document that is not there as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarFault {
    /// The document, or the text that came in; nothing for samples that belong to none.
    pub of: Option<Uuid>,
    /// What is wrong.
    pub wrong: SimilarWrong,
}

/// What is wrong with the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SimilarWrong {
    /// How many samples are missing.
    Missing(u64),
    /// How many samples belong to no source, or do not occur in its text.
    Stray(u64),
    /// The document should be in the index with its present text.
    NotThere,
    /// The document should not be in the index.
    There,
}

impl Store {
    /// Compares the index with the stored texts. What is submitted meanwhile may be taken for a fault.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn check_similar(&self) -> Result<SimilarReport, StoreError> {
        let mut sql = self.reading();
        let complete = is_complete(&mut sql).await?;
        let mut report = SimilarReport { complete, ..SimilarReport::default() };
        check_documents(&mut sql, &mut report).await?;
        let mut after = 0;
        loop {
            let list = format!("{STORED} WHERE s.id > $1 ORDER BY s.id LIMIT $2");
            let rows = sql.all(&list, values![after, SOURCES_AT_ONCE]).await?;
            for row in &rows {
                after = row.get("id")?;
                check_source(&mut sql, row, &mut report).await?;
            }
            if rows.is_empty() {
                break;
            }
        }
        let count = "SELECT COUNT(*) AS n FROM similar_sample WHERE hash >= $1 AND hash < $2";
        let mut all = 0;
        for (from, to) in parts() {
            let row = sql.one(count, values![from, to]).await?;
            all += row.map_or(Ok(0), |row| row.get::<u64>("n"))?;
        }
        if all > report.samples {
            report.fault(None, SimilarWrong::Stray(all - report.samples));
        }
        report.faults.truncate(MAX_SIMILAR_FAULTS);
        Ok(report)
    }
}

impl SimilarReport {
    fn fault(&mut self, of: Option<Uuid>, wrong: SimilarWrong) {
        self.faults.push(SimilarFault { of, wrong });
    }
}

/// Which documents should be there and are not, and the other way round.
async fn check_documents(
    sql: &mut Connection,
    report: &mut SimilarReport,
) -> Result<(), StoreError> {
    let not_there = "SELECT r.id FROM request r LEFT JOIN similar_source s ON s.request = r.id
        WHERE r.kind = 'document' AND r.status NOT IN ('draft', 'returned', 'withdrawn')
          AND (s.id IS NULL OR s.revision <> r.revision) ORDER BY r.id LIMIT 1001";
    let there = "SELECT r.id FROM similar_source s JOIN request r ON r.id = s.request
        WHERE r.status IN ('draft', 'withdrawn') ORDER BY r.id LIMIT 1001";
    for (list, wrong) in [(not_there, SimilarWrong::NotThere), (there, SimilarWrong::There)] {
        for row in sql.all(list, values![]).await? {
            let id: RequestId = row.get("id")?;
            report.fault(Some(id.0), wrong);
        }
    }
    Ok(())
}

/// Every sample of its text is there, or enough others have it.
async fn check_source(
    sql: &mut Connection,
    row: &Row,
    report: &mut SimilarReport,
) -> Result<(), StoreError> {
    let Stored { id, text, .. } = stored(row)?;
    let keys = keys_of_source(&text);
    let present = present(sql, id, &keys).await?;
    let mut missing = 0;
    for key in keys.iter().filter(|key| !present.contains(key)) {
        let count = "SELECT COUNT(*) AS n FROM similar_sample WHERE hash = $1";
        let row = sql.one(count, values![*key]).await?;
        let holders = row.map_or(Ok(0), |row| row.get::<u64>("n"))?;
        missing += u64::from(holders < u64::from(MAX_HOLDERS));
    }
    report.sources += 1;
    report.samples += present.len() as u64;
    if missing > 0 {
        let of = row.find::<Uuid>("request")?.or(row.find("incoming")?);
        report.fault(of, SimilarWrong::Missing(missing));
    }
    Ok(())
}

async fn present(sql: &mut Connection, id: i64, keys: &[i64]) -> Result<Vec<i64>, StoreError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let list = format!(
        "SELECT hash FROM similar_sample WHERE source = $1 AND hash IN ({}) ORDER BY hash",
        placeholders(2, keys.len())
    );
    let values = std::iter::once(id.bind()).chain(keys.iter().map(Bind::bind));
    sql.all(&list, values.collect()).await?.iter().map(|row| row.get("hash")).collect()
}

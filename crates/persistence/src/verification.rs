//! What a verifier compares with the record: the rows that follow from it.

use baopi_workflow::request::replay::StoredEvent;
use baopi_workflow::{Chain, DocNumber, RequestId};

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::page::asked;
use crate::store::Store;

/// How many rows beside a request agree with an event of its record. A row that names another person, text or kind of event
/// than its event does is not counted, so that it is missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFacts {
    /// Consents and objections.
    pub decisions: u64,
    /// Signatures, effective or overtaken by a correction.
    pub signatures: u64,
    /// Issuances with their number.
    pub issuances: u64,
    /// The number in use.
    pub number: Option<DocNumber>,
    /// Messages that no event causes.
    pub undeliverable_outbox: u64,
}

const COUNTS: &str = "SELECT
    (SELECT COUNT(*) FROM decision d
     JOIN event e ON e.request = d.request AND e.seq = d.seq AND e.type = d.verdict AND e.actor = d.actor
     JOIN revision v ON v.request = d.request AND v.revision = d.revision AND v.digest = d.digest
     WHERE d.request = $1 AND d.verdict IN ('consented', 'objected')) AS decisions,
    (SELECT COUNT(*) FROM signature s
     JOIN event e ON e.request = s.request AND e.seq = s.seq AND e.type = 'signed' AND e.actor = s.actor
     JOIN revision v ON v.request = s.request AND v.revision = s.revision AND v.digest = s.digest
     WHERE s.request = $1) AS signatures,
    (SELECT COUNT(*) FROM issuance i
     JOIN event e ON e.request = i.request AND e.seq = i.seq AND e.type = 'issued' AND e.actor = i.issued_by
     JOIN number_entry n ON n.series = i.series AND n.year = i.year AND n.sequence = i.sequence
          AND n.request = i.request AND n.digest = i.digest AND n.state = 'used'
     JOIN request r ON r.id = i.request AND r.digest = i.digest AND r.issued_on = i.issued_on
     WHERE i.request = $1) AS issuances,
    (SELECT COUNT(*) FROM outbox o
     LEFT JOIN event e ON e.request = o.request AND e.seq = o.seq
     WHERE o.request = $1 AND e.seq IS NULL) AS undeliverable";

const NUMBER: &str = "SELECT n.series, n.year, n.sequence FROM number_entry n
    JOIN event e ON e.request = n.request AND e.seq = n.seq AND e.type = 'numbered' AND e.actor = n.taken_by
    WHERE n.request = $1 AND n.state = 'used'";

impl Store {
    /// Counts the rows that follow from the record of a request.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn facts_for_verification(&self, id: RequestId) -> Result<StoredFacts, StoreError> {
        let mut sql = self.reading();
        let number = sql.one(NUMBER, values![id]).await?.as_ref().map(doc_number).transpose()?;
        let counts = sql.one(COUNTS, values![id]).await?;
        let count = |column: &str| counts.as_ref().map_or(Ok(0), |row| row.get(column));
        Ok(StoredFacts {
            decisions: count("decisions")?,
            signatures: count("signatures")?,
            issuances: count("issuances")?,
            number,
            undeliverable_outbox: count("undeliverable")?,
        })
    }

    /// Entries of the system's chain after `after`, at most [`MAX_PAGE`](crate::MAX_PAGE).
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn system_events(
        &self,
        after: u64,
        limit: u32,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let list = "SELECT canon, hash FROM system_event WHERE seq > $1 ORDER BY seq LIMIT $2";
        let rows = self.reading().all(list, values![after, asked(limit) - 1]).await?;
        rows.iter()
            .map(|row| Ok(StoredEvent { canon: row.get("canon")?, hash: row.get("hash")? }))
            .collect()
    }

    /// Where the system's chain ends, as it is kept beside the entries.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn system_chain(&self) -> Result<Chain, StoreError> {
        let row = self.reading().one("SELECT length, head FROM system_chain", values![]).await?;
        row.map_or_else(
            || Ok(Chain::default()),
            |row| Ok(Chain { length: row.get("length")?, head: row.get("head")? }),
        )
    }
}

fn doc_number(row: &Row) -> Result<DocNumber, StoreError> {
    Ok(DocNumber {
        series: row.get("series")?,
        year: row.get("year")?,
        sequence: row.get("sequence")?,
    })
}

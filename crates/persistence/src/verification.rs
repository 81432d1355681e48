//! What a verifier compares with the record: the rows that follow from it.

use baopi_workflow::request::replay::StoredEvent;
use baopi_workflow::{Chain, Content, DocNumber, Request, RequestId};

use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::page::asked;
use crate::store::Store;
use crate::write_path::{columns_of, columns_of_text};

/// How many rows beside a request agree with an event of its record. A row that names another person, text or kind of event
/// than its event does is not counted, so that it is missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFacts {
    /// Consents, objections and abstentions.
    pub decisions: u64,
    /// Signatures, effective or overtaken by a correction.
    pub signatures: u64,
    /// Issuances with their number.
    pub issuances: u64,
    /// The number in use, or the one that was given up together with a voided document.
    pub number: Option<DocNumber>,
    /// Messages that no event causes.
    pub undeliverable_outbox: u64,
    /// Decisions that no event of the same kind and person causes.
    pub stray_decisions: u64,
    /// Signatures that no event causes.
    pub stray_signatures: u64,
    /// Numbers, in use or given up, that no event took.
    pub stray_numbers: u64,
    /// Issuances that no event causes.
    pub stray_issuances: u64,
}

const COUNTS: &str = "SELECT
    (SELECT COUNT(*) FROM decision d
     JOIN event e ON e.request = d.request AND e.seq = d.seq AND e.type = d.verdict AND e.actor = d.actor
     JOIN revision v ON v.request = d.request AND v.revision = d.revision AND v.digest = d.digest
     WHERE d.request = $1 AND d.verdict IN ('consented', 'objected', 'abstained')) AS decisions,
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
     WHERE o.request = $1 AND e.seq IS NULL) AS undeliverable,
    (SELECT COUNT(*) FROM decision d
     LEFT JOIN event e ON e.request = d.request AND e.seq = d.seq AND e.type = d.verdict AND e.actor = d.actor
     WHERE d.request = $1 AND e.seq IS NULL) AS stray_decisions,
    (SELECT COUNT(*) FROM signature s
     LEFT JOIN event e ON e.request = s.request AND e.seq = s.seq AND e.type = 'signed' AND e.actor = s.actor
     WHERE s.request = $1 AND e.seq IS NULL) AS stray_signatures,
    (SELECT COUNT(*) FROM number_entry n
     LEFT JOIN event e ON e.request = n.request AND e.seq = n.seq AND e.type = 'numbered' AND e.actor = n.taken_by
     WHERE n.request = $1 AND e.seq IS NULL) AS stray_numbers,
    (SELECT COUNT(*) FROM issuance i
     LEFT JOIN event e ON e.request = i.request AND e.seq = i.seq AND e.type = 'issued' AND e.actor = i.issued_by
     WHERE i.request = $1 AND e.seq IS NULL) AS stray_issuances";

const NUMBER: &str = "SELECT n.series, n.year, n.sequence FROM number_entry n
    JOIN event e ON e.request = n.request AND e.seq = n.seq AND e.type = 'numbered' AND e.actor = n.taken_by
    JOIN request r ON r.id = n.request
    WHERE n.request = $1 AND n.state = CASE WHEN r.status = 'voided' THEN 'void' ELSE 'used' END";

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
            stray_decisions: count("stray_decisions")?,
            stray_signatures: count("stray_signatures")?,
            stray_numbers: count("stray_numbers")?,
            stray_issuances: count("stray_issuances")?,
        })
    }

    /// The columns of the request's row that do not say what `request` and `content` say; lists are made from these columns,
    /// so that somebody could change what people see without touching the state.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn differing_columns(
        &self,
        request: &Request,
        content: &Content,
    ) -> Result<Vec<&'static str>, StoreError> {
        let mut columns = columns_of(request);
        columns.extend(columns_of_text(content));
        columns.push(("kind", request.kind.key().bind()));
        columns.push(("drafter", request.drafter.bind()));
        columns.push(("created_at", request.created_at.bind()));
        let (names, mut values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let differs = (1..).zip(&names).map(|(number, name)| {
            format!("CASE WHEN {name} IS DISTINCT FROM ${number} THEN CAST(1 AS BIGINT) ELSE 0 END AS d_{name}")
        });
        let differs = differs.collect::<Vec<_>>().join(", ");
        let query = format!("SELECT {differs} FROM request WHERE id = ${}", names.len() + 1);
        values.push(request.id.bind());
        let Some(row) = self.reading().one(&query, values).await? else { return Ok(Vec::new()) };
        let mut differing = Vec::new();
        for name in names {
            if row.get::<i64>(&format!("d_{name}"))? != 0 {
                differing.push(name);
            }
        }
        Ok(differing)
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

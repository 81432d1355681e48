//! What the rules found about a request, each time, and with what they found it.

use baopi_workflow::{Digest, Evaluation, Organisation, RequestId, Timestamp};

use crate::cache::WrittenOrganisation;
use crate::column::{Row, values};
use crate::error::StoreError;
use crate::page::MAX_PAGE;
use crate::store::Store;
use crate::txn::Txn;

/// An evaluation, and the event with which it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvaluation {
    /// The place of that event in the chain of the request.
    pub seq: u64,
    /// What was found.
    pub evaluation: Evaluation,
    /// The organisation with which it was found, if that was kept.
    pub organisation: Option<Digest>,
}

const EVALUATIONS: &str =
    "SELECT seq, cause, rule_set, revision, digest, findings, knowledge, organisation, at
                           FROM evaluation WHERE request = $1";

impl Txn {
    /// The digest under which the organisation of this transaction is kept, which it is from now on; nothing if nobody has read
    /// it, so that nothing was decided with it.
    pub(crate) async fn keep_organisation(&mut self) -> Result<Option<Digest>, StoreError> {
        let Some(organisation) = self.organisation.clone() else { return Ok(None) };
        let (digest, body) = self.caches.written.of(&organisation);
        let find = "SELECT 1 AS found FROM organisation_state WHERE digest = $1";
        if self.sql.one(find, values![digest]).await?.is_none() {
            let row = vec![values![digest, body.as_str()]];
            let once = "ON CONFLICT (digest) DO NOTHING";
            self.sql.insert("organisation_state (digest, body)", row, once).await?;
        }
        Ok(Some(digest))
    }
}

impl Store {
    /// What the rules found about a request, each time, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn evaluations(&self, id: RequestId) -> Result<Vec<StoredEvaluation>, StoreError> {
        let list = format!("{EVALUATIONS} ORDER BY seq");
        self.reading().all(&list, values![id]).await?.iter().map(evaluation).collect()
    }

    /// What the rules found about a request with events before the one at `before` and no later than `until`, the last first; at
    /// most [`MAX_PAGE`] and one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn evaluations_before(
        &self,
        id: RequestId,
        (before, until): (Option<u64>, Option<Timestamp>),
        limit: u32,
    ) -> Result<Vec<StoredEvaluation>, StoreError> {
        let list = format!("{EVALUATIONS} AND seq < $2 AND at <= $3 ORDER BY seq DESC LIMIT $4");
        let (before, until) = (before.unwrap_or(u64::MAX), until.unwrap_or(Timestamp(i64::MAX)));
        let limit = i64::from(limit.min(MAX_PAGE + 1));
        let rows = self.reading().all(&list, values![id, before, until, limit]).await?;
        rows.iter().map(evaluation).collect()
    }

    /// The organisation as it is kept under this digest.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn organisation_state(
        &self,
        digest: Digest,
    ) -> Result<Option<Organisation>, StoreError> {
        let find = "SELECT body FROM organisation_state WHERE digest = $1";
        let Some(row) = self.reading().one(find, values![digest]).await? else { return Ok(None) };
        let WrittenOrganisation { units, people } = row.json("body")?;
        Ok(Some(Organisation::new(units, people, Vec::new())))
    }
}

fn evaluation(row: &Row) -> Result<StoredEvaluation, StoreError> {
    let knowledge: Option<String> = row.find("knowledge")?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|error| StoreError::unreadable("knowledge", error))
    };
    let evaluation = Evaluation {
        trigger: row.word("cause")?,
        rule_set: row.get("rule_set")?,
        revision: row.get("revision")?,
        digest: row.find("digest")?,
        findings: row.json("findings")?,
        knowledge: knowledge.map(read).transpose()?,
        at: row.get("at")?,
    };
    Ok(StoredEvaluation {
        seq: row.get("seq")?,
        evaluation,
        organisation: row.find("organisation")?,
    })
}

//! Routes and years of the calendar that one administrator proposed, and what came of them.

use baopi_workflow::ProposalId;
use baopi_workflow::proposal::{Proposal, Standing, Subject};

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::page::MAX_PAGE;
use crate::store::Store;
use crate::txn::Txn;

const PROPOSALS: &str =
    "SELECT id, subject, place, body, proposed_by, proposed_at, standing, settled_by, settled_at
                         FROM change_proposal";

impl Txn {
    /// Writes a proposal down.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if another one is open in the same place.
    pub async fn insert_proposal(&mut self, proposal: &Proposal) -> Result<(), StoreError> {
        let Proposal { id, subject, place, body, by, at, .. } = proposal;
        let open = Standing::Open.key();
        let row = values![*id, subject.key(), *place, *body, *by, *at, open];
        let into = "change_proposal (id, subject, place, body, proposed_by, proposed_at, standing)";
        self.sql.insert(into, vec![row], "").await
    }

    /// A proposal, which nobody else settles before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_proposal(&mut self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        let find = format!("{PROPOSALS} WHERE id = $1{}", self.sql.for_update());
        self.sql.one(&find, values![id]).await?.as_ref().map(read).transpose()
    }

    /// Whether a proposal is open in this place.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn has_open_proposal(
        &mut self,
        subject: Subject,
        place: &str,
    ) -> Result<bool, StoreError> {
        let find = "SELECT 1 AS found FROM change_proposal
                    WHERE subject = $1 AND place = $2 AND standing = 'open'";
        Ok(self.sql.one(find, values![subject.key(), place]).await?.is_some())
    }

    /// Writes down what came of a proposal.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] if it was settled before.
    pub async fn settle_proposal(&mut self, proposal: &Proposal) -> Result<(), StoreError> {
        let Proposal { id, standing, settled, .. } = proposal;
        let update = "UPDATE change_proposal SET standing = $2, settled_by = $3, settled_at = $4 WHERE id = $1";
        let (by, at) = (settled.map(|(by, _)| by), settled.map(|(_, at)| at));
        self.sql.execute(update, values![*id, standing.key(), by, at]).await.map(drop)
    }
}

impl Store {
    /// A proposal.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn proposal(&self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        let find = format!("{PROPOSALS} WHERE id = $1");
        self.reading().one(&find, values![id]).await?.as_ref().map(read).transpose()
    }

    /// What was proposed about a subject, in one place or in all, the latest first, at most [`MAX_PAGE`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn proposals(
        &self,
        subject: Subject,
        place: Option<&str>,
    ) -> Result<Vec<Proposal>, StoreError> {
        let list = format!(
            "{PROPOSALS} WHERE subject = $1 AND place = COALESCE($2, place)
             ORDER BY proposed_at DESC, id DESC LIMIT $3"
        );
        let place = place.map(str::to_owned);
        let values = values![subject.key(), place, MAX_PAGE];
        let rows = self.reading().all(&list, values).await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &Row) -> Result<Proposal, StoreError> {
    Ok(Proposal {
        id: row.get("id")?,
        subject: row.word("subject")?,
        place: row.get("place")?,
        body: row.get("body")?,
        by: row.get("proposed_by")?,
        at: row.get("proposed_at")?,
        standing: row.word("standing")?,
        settled: row.find("settled_by")?.zip(row.find("settled_at")?),
    })
}

//! Making the index anew from the stored texts.

use baopi_workflow::{Content, RequestId, Timestamp};

use super::index::{Indexing, MAX_HOLDERS, STORED, Stored, stored};
use super::sample::keys_of_source;
use crate::column::{Row, values};
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// So many sources are read at once.
const SOURCES_AT_ONCE: i64 = 200;
/// So many samples are sorted before they are written: in the order of the index, each of its pages is then written once.
const SAMPLES_SORTED: usize = 4_000_000;
/// So many samples are written by one statement. SQLite looks for a parameter by its name among all others, which for many of
/// them takes longer than everything else.
const SAMPLES_WRITTEN: usize = 250;
/// So many requests are looked at in one transaction.
const REQUESTS_AT_ONCE: u32 = 100;

impl Store {
    /// Makes the index anew from the stored texts, and says how many there are. While it is under way no look-up can be made;
    /// documents can be submitted, where the rules allow it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if a text cannot be read or the index not be written. The index is then not whole, and says so.
    pub async fn rebuild_similar(&self) -> Result<u64, StoreError> {
        self.write(|txn| {
            Box::pin(async move {
                txn.set_similar_complete(false).await?;
                txn.sql.execute("DELETE FROM similar_sample", values![]).await.map(|_| ())
            })
        })
        .await?;
        self.put_missing_sources().await?;
        let sources = self.sample_sources().await?;
        self.write(|txn| Box::pin(async move { txn.set_similar_complete(true).await })).await?;
        Ok(sources)
    }

    /// Whether the index is whole, so that look-ups can be made.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn similar_is_complete(&self) -> Result<bool, StoreError> {
        super::find::is_complete(&mut self.reading()).await
    }

    /// Every document that should be there, with the text that should be there.
    async fn put_missing_sources(&self) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let ids = self.request_ids(after, REQUESTS_AT_ONCE).await?;
            let Some(last) = ids.last().copied() else { return Ok(()) };
            self.write(move |txn| {
                let ids = ids.clone();
                Box::pin(async move {
                    for id in ids {
                        txn.restore_source(id).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
            after = Some(last);
        }
    }

    /// The samples of all sources, written in sorted runs.
    async fn sample_sources(&self) -> Result<u64, StoreError> {
        let (mut after, mut sources, mut run) = (0, 0, Vec::new());
        loop {
            let list = format!("{STORED} WHERE s.id > $1 ORDER BY s.id LIMIT $2");
            let rows = self.reading().all(&list, values![after, SOURCES_AT_ONCE]).await?;
            for row in &rows {
                let Stored { id, text, .. } = stored(row)?;
                run.extend(keys_of_source(&text).into_iter().map(|key| (key, id)));
                (after, sources) = (id, sources + 1);
            }
            if run.len() >= SAMPLES_SORTED || rows.is_empty() {
                self.write_run(std::mem::take(&mut run)).await?;
            }
            if rows.is_empty() {
                return Ok(sources);
            }
        }
    }

    async fn write_run(&self, mut run: Vec<(i64, i64)>) -> Result<(), StoreError> {
        run.sort_unstable();
        let run = std::sync::Arc::new(run);
        self.write(move |txn| {
            let run = std::sync::Arc::clone(&run);
            Box::pin(async move {
                for samples in run.chunks(SAMPLES_WRITTEN) {
                    txn.insert_sorted(samples).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
    }
}

impl Txn {
    /// What the index should hold of a request, whatever it holds. Of a document that was sent back the text that was submitted
    /// stays if it is there; what its drafter writes now is nobody else's.
    async fn restore_source(&mut self, id: RequestId) -> Result<(), StoreError> {
        let find = "SELECT r.status, r.revision, r.updated_at, v.canon FROM request r
                    JOIN revision v ON v.request = r.id AND v.revision = r.revision
                    WHERE r.id = $1 AND r.kind = 'document'";
        let Some(row) = self.sql.one(find, values![id]).await? else { return Ok(()) };
        let status: String = row.get("status")?;
        match status.as_str() {
            "draft" | "withdrawn" => self.index(&Indexing::Take(id)).await,
            "returned" => Ok(()),
            _ => self.restore_text(id, &row).await,
        }
    }

    async fn restore_text(&mut self, request: RequestId, row: &Row) -> Result<(), StoreError> {
        let (revision, at): (u32, Timestamp) = (row.get("revision")?, row.get("updated_at")?);
        let content: Content = serde_json::from_slice(&row.get::<Vec<u8>>("canon")?)
            .map_err(|error| StoreError::unreadable("canon", error))?;
        let Content::Document(document) = &content else { return Ok(()) };
        self.index(&Indexing::Put { request, revision, document, at }).await
    }

    /// Writes samples of many sources, in order, but for those that enough others have already.
    async fn insert_sorted(&mut self, samples: &[(i64, i64)]) -> Result<(), StoreError> {
        let mut kept = Vec::with_capacity(samples.len());
        for same in samples.chunk_by(|a, b| a.0 == b.0) {
            kept.extend(same.iter().take(MAX_HOLDERS as usize).map(|(key, id)| values![*key, *id]));
        }
        // Whoever submits meanwhile writes the samples of the same text.
        let again = "ON CONFLICT (hash, source) DO NOTHING";
        self.sql.insert("similar_sample (hash, source)", kept, again).await
    }
}

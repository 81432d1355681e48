//! Making the index anew from the stored texts.

use std::sync::Arc;

use baopi_workflow::{Content, RequestId, Timestamp};
use sea_orm::DbBackend;

use super::index::{Indexing, MAX_HOLDERS, STORED, Stored, stored};
use super::sample::{keys_of_source, parts};
use crate::column::{Row, values};
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// The most sources that are read at once.
const SOURCES_AT_ONCE: i64 = 200;
/// The most samples that are sorted before they are written: in the order of the index, each of its pages is then written once.
const SAMPLES_SORTED: usize = 4_000_000;
/// The most samples that are written by one statement. SQLite looks for a parameter by its name among all others, which for
/// many of them takes longer than everything else.
const SAMPLES_WRITTEN: usize = 250;
/// The most holders of a sample that are written.
const HELD: usize = MAX_HOLDERS as usize;
/// The most requests that are looked at in one transaction.
const REQUESTS_AT_ONCE: u32 = 100;

impl Store {
    /// Makes the index anew from the stored texts, and says how many there are. While it is under way no look-up can be made;
    /// documents can be submitted, where the rules allow it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if a text cannot be read or the index not be written. The index is then not whole, and says so.
    pub async fn rebuild_similar(&self) -> Result<u64, StoreError> {
        self.rebuild_similar_in_runs(SAMPLES_SORTED).await
    }

    /// As [`Self::rebuild_similar`], with so many samples to a sorted run.
    pub(crate) async fn rebuild_similar_in_runs(&self, sorted: usize) -> Result<u64, StoreError> {
        self.write(|txn| {
            Box::pin(async move {
                txn.set_similar_complete(false).await?;
                txn.delete_samples().await
            })
        })
        .await?;
        self.put_missing_sources().await?;
        let sources = self.sample_sources(sorted).await?;
        self.write(|txn| Box::pin(async move { txn.know_sizes_of_similar().await })).await?;
        self.thin_out_samples().await?;
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
    async fn sample_sources(&self, sorted: usize) -> Result<u64, StoreError> {
        let (mut after, mut sources, mut run) = (0, 0, Vec::new());
        loop {
            let list = format!("{STORED} WHERE s.id > $1 ORDER BY s.id LIMIT $2");
            let rows = self.reading().all(&list, values![after, SOURCES_AT_ONCE]).await?;
            for row in &rows {
                let Stored { id, text, .. } = stored(row)?;
                run.extend(keys_of_source(&text).into_iter().map(|key| (key, id)));
                (after, sources) = (id, sources + 1);
                if run.len() >= sorted {
                    self.write_run(std::mem::take(&mut run)).await?;
                }
            }
            if rows.is_empty() {
                self.write_run(run).await?;
                return Ok(sources);
            }
        }
    }

    async fn write_run(&self, mut run: Vec<(i64, i64)>) -> Result<(), StoreError> {
        run.sort_unstable();
        let kept = run.chunk_by(|a, b| a.0 == b.0).flat_map(|same| same.iter().take(HELD));
        let run = Arc::new(kept.copied().collect::<Vec<_>>());
        self.write(move |txn| {
            let run = Arc::clone(&run);
            Box::pin(async move {
                for samples in run.chunks(SAMPLES_WRITTEN) {
                    txn.insert_sorted(samples).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
    }

    /// Deletes the samples that are more than enough: each run keeps as many of one as may be kept in all.
    async fn thin_out_samples(&self) -> Result<(), StoreError> {
        let crowded = "SELECT hash FROM similar_sample WHERE hash >= $1 AND hash < $2
                       GROUP BY hash HAVING COUNT(*) > $3 ORDER BY hash";
        let mut keys: Vec<i64> = Vec::new();
        for (from, to) in parts() {
            for row in self.reading().all(crowded, values![from, to, MAX_HOLDERS]).await? {
                keys.push(row.get("hash")?);
            }
        }
        for keys in keys.chunks(SAMPLES_WRITTEN) {
            let keys = Arc::<[i64]>::from(keys);
            self.write(move |txn| {
                let keys = Arc::clone(&keys);
                Box::pin(async move {
                    for key in keys.iter() {
                        txn.keep_first_holders(*key).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        }
        Ok(())
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

    /// SQLite throws the whole table away by itself.
    async fn delete_samples(&mut self) -> Result<(), StoreError> {
        let postgres = self.sql.backend() == DbBackend::Postgres;
        let statement =
            if postgres { "TRUNCATE similar_sample" } else { "DELETE FROM similar_sample" };
        self.sql.execute(statement, values![]).await.map(|_| ())
    }

    /// PostgreSQL takes a table of which it does not know that it has grown for a small one, and reads all of it for every
    /// look-up; by itself it looks minutes later. SQLite always takes the index.
    async fn know_sizes_of_similar(&mut self) -> Result<(), StoreError> {
        if self.sql.backend() == DbBackend::Postgres {
            self.sql.execute("ANALYZE similar_source, similar_sample", values![]).await?;
        }
        Ok(())
    }

    /// Writes samples of many sources, in order.
    async fn insert_sorted(&mut self, samples: &[(i64, i64)]) -> Result<(), StoreError> {
        let rows = samples.iter().map(|(key, id)| values![*key, *id]).collect();
        // Whoever submits meanwhile writes the samples of the same text.
        let again = "ON CONFLICT (hash, source) DO NOTHING";
        self.sql.insert("similar_sample (hash, source)", rows, again).await
    }

    /// Of the sources that have a sample, only the first that may have it keep it.
    async fn keep_first_holders(&mut self, key: i64) -> Result<(), StoreError> {
        let delete = "DELETE FROM similar_sample WHERE hash = $1 AND source >= (
            SELECT source FROM similar_sample WHERE hash = $1 ORDER BY source LIMIT 1 OFFSET $2)";
        self.sql.execute(delete, values![key, MAX_HOLDERS]).await.map(|_| ())
    }
}

//! Putting texts into the index and taking them out.

use baopi_workflow::content::DocumentContent;
use baopi_workflow::{Content, Request, RequestId, Status, Timestamp, similarity};
use uuid::Uuid;

use super::sample::{compared, keys_of_source};
use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::txn::Txn;

/// From so many sources on that have a sample, further ones are not found by it.
pub const MAX_HOLDERS: u32 = 64;
/// The most samples that are written or deleted by one statement.
const SAMPLES_AT_ONCE: usize = 1_000;

/// A text that came in from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingSource {
    /// What it is called in the register of incoming documents.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Who sent it, by name.
    pub sender: String,
    /// Its text.
    pub text: String,
    /// When it came.
    pub at: Timestamp,
}

/// What a move means for the index.
pub(crate) enum Indexing<'a> {
    /// The text is in it from now on, instead of what was there of the request.
    Put { request: RequestId, revision: u32, document: &'a DocumentContent, at: Timestamp },
    /// No text of the request is in it any more.
    Take(RequestId),
}

impl<'a> Indexing<'a> {
    /// What becomes of the text of a document that comes from one status to another.
    pub(crate) fn of(
        content: &'a Content,
        (from, text_is_new): (&str, bool),
        next: &Request,
    ) -> Option<Self> {
        let Content::Document(document) = content else { return None };
        let hidden = |status: &str| ["", "draft", "withdrawn"].contains(&status);
        if matches!(next.status, Status::New | Status::Draft | Status::Withdrawn) {
            return (!hidden(from)).then_some(Self::Take(next.id));
        }
        let comes = hidden(from) || from == "returned" || text_is_new;
        let on_its_way = next.status != Status::Returned;
        (comes && on_its_way).then_some(Self::Put {
            request: next.id,
            revision: next.revision,
            document,
            at: next.updated_at,
        })
    }
}

/// A source as it stands in the index.
pub(super) struct Stored {
    pub(super) id: i64,
    pub(super) revision: Option<u32>,
    /// As much of its text as is compared.
    pub(super) text: String,
}

impl Txn {
    /// Puts a text that came in into the index, instead of what was there under the same identifier. As much of it is kept
    /// as is compared.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn index_source(&mut self, incoming: &IncomingSource) -> Result<(), StoreError> {
        self.forget_source(incoming.id).await?;
        let id = self.insert_source_text(incoming).await?;
        self.insert_samples(id, &keys_of_source(&incoming.text)).await
    }

    /// Takes a text that came in out of the index.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn forget_source(&mut self, incoming: Uuid) -> Result<(), StoreError> {
        self.take_out("s.incoming", incoming.bind()).await
    }

    /// Stores texts that came in without their samples, which is quicker for many. No look-up can be made from then on until
    /// [`Store::rebuild_similar`](crate::Store::rebuild_similar) has made the samples.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if one of them is there already.
    pub async fn import_sources(&mut self, sources: &[IncomingSource]) -> Result<(), StoreError> {
        self.set_similar_complete(false).await?;
        let row = |incoming: &IncomingSource| {
            let IncomingSource { id, title, sender, text, at } = incoming;
            values![*id, *sender, compared(text), *title, *at]
        };
        let into = "similar_source (incoming, sender, text, title, at)";
        self.sql.insert(into, sources.iter().map(row).collect(), "").await
    }

    /// Does to the index what a move means for it.
    pub(crate) async fn index(&mut self, indexing: &Indexing<'_>) -> Result<(), StoreError> {
        match *indexing {
            Indexing::Take(request) => self.take_out("s.request", request.bind()).await,
            Indexing::Put { request, revision, document, at } => {
                let stored = self.stored_source("s.request", request.bind()).await?;
                if stored.as_ref().is_some_and(|stored| stored.revision == Some(revision)) {
                    return Ok(());
                }
                if let Some(stored) = stored {
                    self.delete_source(&stored).await?;
                }
                let insert = "INSERT INTO similar_source (request, revision, unit, title, at)
                              VALUES ($1, $2, $3, $4, $5) RETURNING id";
                let values = values![request, revision, document.issuing_unit, document.title, at];
                let id = self.inserted(insert, values).await?;
                self.insert_samples(id, &keys_of_source(&similarity::text(document))).await
            }
        }
    }

    pub(super) async fn set_similar_complete(&mut self, complete: bool) -> Result<(), StoreError> {
        let set = "UPDATE similar_state SET complete = $1 WHERE id = 1";
        self.sql.execute(set, values![i64::from(complete)]).await.map(|_| ())
    }

    /// Writes the samples of a source, but for those that enough others have.
    pub(super) async fn insert_samples(
        &mut self,
        source: i64,
        keys: &[i64],
    ) -> Result<(), StoreError> {
        for keys in keys.chunks(SAMPLES_AT_ONCE) {
            let tuples: Vec<_> = (2..2 + keys.len()).map(|number| format!("(${number})")).collect();
            let insert = format!(
                "INSERT INTO similar_sample (hash, source)
                 SELECT v.column1, $1 FROM (VALUES {}) v
                 WHERE (SELECT COUNT(*) FROM (SELECT 1 AS held FROM similar_sample h
                                              WHERE h.hash = v.column1 LIMIT {MAX_HOLDERS}) held) < {MAX_HOLDERS}",
                tuples.join(", ")
            );
            let values = std::iter::once(source.bind()).chain(keys.iter().map(Bind::bind));
            self.sql.execute(&insert, values.collect()).await?;
        }
        Ok(())
    }

    async fn insert_source_text(&mut self, incoming: &IncomingSource) -> Result<i64, StoreError> {
        let IncomingSource { id, title, sender, text, at } = incoming;
        let insert = "INSERT INTO similar_source (incoming, sender, text, title, at)
                      VALUES ($1, $2, $3, $4, $5) RETURNING id";
        self.inserted(insert, values![*id, *sender, compared(text), *title, *at]).await
    }

    async fn inserted(
        &mut self,
        insert: &str,
        values: Vec<sea_orm::Value>,
    ) -> Result<i64, StoreError> {
        let row = self.sql.one(insert, values).await?;
        row.ok_or_else(|| StoreError::unreadable("id", "nothing was inserted"))?.get("id")
    }

    async fn take_out(&mut self, column: &str, key: sea_orm::Value) -> Result<(), StoreError> {
        match self.stored_source(column, key).await? {
            Some(stored) => self.delete_source(&stored).await,
            None => Ok(()),
        }
    }

    /// The samples are found by what they are: they are made of the stored text once more.
    pub(super) async fn delete_source(&mut self, stored: &Stored) -> Result<(), StoreError> {
        for keys in keys_of_source(&stored.text).chunks(SAMPLES_AT_ONCE) {
            let delete = format!(
                "DELETE FROM similar_sample WHERE source = $1 AND hash IN ({})",
                placeholders(2, keys.len())
            );
            let values = std::iter::once(stored.id.bind()).chain(keys.iter().map(Bind::bind));
            self.sql.execute(&delete, values.collect()).await?;
        }
        let delete = "DELETE FROM similar_source WHERE id = $1";
        self.sql.execute(delete, values![stored.id]).await.map(|_| ())
    }

    async fn stored_source(
        &mut self,
        column: &str,
        key: sea_orm::Value,
    ) -> Result<Option<Stored>, StoreError> {
        let find = format!("{STORED} WHERE {column} = $1");
        self.sql.one(&find, vec![key]).await?.as_ref().map(stored).transpose()
    }
}

/// A source with the text of which it is made.
pub(super) const STORED: &str = "SELECT s.id, s.request, s.incoming, s.revision, s.text, v.canon
    FROM similar_source s LEFT JOIN revision v ON v.request = s.request AND v.revision = s.revision";

pub(super) fn stored(row: &Row) -> Result<Stored, StoreError> {
    Ok(Stored { id: row.get("id")?, revision: row.find("revision")?, text: stored_text(row)? })
}

/// The text of a source: of one that came in as it is kept, of a document of ours from its revision.
pub(super) fn stored_text(row: &Row) -> Result<String, StoreError> {
    if let Some(text) = row.find("text")? {
        return Ok(text);
    }
    let canon: Vec<u8> = row.get("canon")?;
    let unreadable = |error| StoreError::unreadable("canon", error);
    match serde_json::from_slice(&canon).map_err(|error| unreadable(error.to_string()))? {
        Content::Document(document) => Ok(compared(&similarity::text(&document)).to_owned()),
        Content::Meeting(_) | Content::Inspection(_) => {
            Err(unreadable("only a document has a text to compare".to_owned()))
        }
    }
}

/// `$first, …` so many times.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

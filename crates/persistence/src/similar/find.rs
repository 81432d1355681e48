//! Finding the sources of a draft.

use baopi_workflow::rules::Known;
use baopi_workflow::similarity::{Ratio, Shingles};
use baopi_workflow::{RequestId, Timestamp, UnitId};
use uuid::Uuid;

use super::index::{placeholders, stored_text};
use super::sample::{in_every_source, keys_of_draft, shingles};
use crate::column::{Bind, Row, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// The most sources that are measured against the draft, those with the most samples in common.
pub const MAX_CANDIDATES: usize = 32;
/// The most sources that are answered.
pub const MAX_FOUND: usize = 10;
/// A source that has fewer than one in so many of the samples that each source keeps is not measured: it is far below every
/// threshold.
const MIN_SHARE: usize = 8;

/// A stored text from which a draft takes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Which text.
    pub place: TextPlace,
    /// Its title.
    pub title: String,
    /// When it was submitted, or came in.
    pub at: Timestamp,
    /// How much of the draft stands in it.
    pub ratio: Ratio,
}

/// A stored text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Which text.
    pub place: TextPlace,
    /// Its title.
    pub title: String,
    /// As much of it as is compared.
    pub text: String,
}

/// Where a stored text is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPlace {
    /// A document of ours.
    Request {
        /// Its request.
        request: RequestId,
        /// The revision that was measured.
        revision: u32,
        /// 发文机关
        unit: UnitId,
    },
    /// A text that came in.
    Incoming {
        /// What it is called in the register of incoming documents.
        id: Uuid,
        /// Who sent it, by name.
        sender: String,
    },
}

impl Store {
    /// The stored texts from which a text takes most, the most copied first, at most [`MAX_FOUND`]; those of the request `but`
    /// are left out. Missing while the index is not whole.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn copied_from(
        &self,
        text: &str,
        but: Option<RequestId>,
    ) -> Result<Known<Vec<Copied>>, StoreError> {
        copied_from(&mut self.reading(), text, Among::All(but)).await
    }

    /// As [`Self::copied_from`], among the texts that came in only: those with which COPY-PASTE compares.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn copied_from_incoming(&self, text: &str) -> Result<Known<Vec<Copied>>, StoreError> {
        copied_from(&mut self.reading(), text, Among::Incoming).await
    }

    /// A stored text: of a request of ours the text that is in the index, or one that came in.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_source(&self, id: Uuid) -> Result<Option<SourceText>, StoreError> {
        let find = format!("{SOURCE} WHERE s.request = $1 OR s.incoming = $1");
        let row = self.reading().one(&find, values![id]).await?;
        let source = |row: Row| {
            let (title, text) = (row.get("title")?, stored_text(&row)?);
            Ok(SourceText { place: place(&row)?, title, text })
        };
        row.map(source).transpose()
    }
}

impl Txn {
    /// As [`Store::copied_from_incoming`], inside the transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn copied_from_incoming(
        &mut self,
        text: &str,
    ) -> Result<Known<Vec<Copied>>, StoreError> {
        copied_from(&mut self.sql, text, Among::Incoming).await
    }
}

/// Among which texts the sources are looked for.
#[derive(Debug, Clone, Copy)]
enum Among {
    /// All but those of a request.
    All(Option<RequestId>),
    /// Those that came in.
    Incoming,
}

async fn copied_from(
    sql: &mut Connection,
    text: &str,
    among: Among,
) -> Result<Known<Vec<Copied>>, StoreError> {
    if !is_complete(sql).await? {
        return Ok(Known::Missing);
    }
    let draft = shingles(text);
    let mut found = Vec::new();
    for candidate in candidates(sql, &draft, among).await? {
        let copied = measured(sql, &draft, candidate).await?;
        found.extend(copied.filter(|copied| copied.ratio.part > 0));
    }
    // Of sources from which the same is taken the older one comes first: it may be the original.
    found.sort_by_key(|copied| (std::cmp::Reverse(copied.ratio), copied.at));
    found.truncate(MAX_FOUND);
    Ok(Known::Is(found))
}

pub(super) async fn is_complete(sql: &mut Connection) -> Result<bool, StoreError> {
    let row = sql.one("SELECT complete FROM similar_state WHERE id = 1", values![]).await?;
    row.map_or(Ok(false), |row| Ok(row.get::<i64>("complete")? == 1))
}

/// The sources that have most of the draft's samples, the best first.
async fn candidates(
    sql: &mut Connection,
    draft: &Shingles,
    among: Among,
) -> Result<Vec<i64>, StoreError> {
    let keys = keys_of_draft(draft);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let least = (in_every_source(draft) / MIN_SHARE).max(1);
    let (only, but) = match among {
        Among::All(but) => ("", but),
        Among::Incoming => {
            (" AND source IN (SELECT id FROM similar_source WHERE incoming IS NOT NULL)", None)
        }
    };
    // One more than wanted, because the request itself may be among them.
    let list = format!(
        "SELECT c.source, c.shared, s.request FROM (
             SELECT source, COUNT(*) AS shared FROM similar_sample WHERE hash IN ({}){only}
             GROUP BY source HAVING COUNT(*) >= {least}
             ORDER BY COUNT(*) DESC, source LIMIT {}) c
         JOIN similar_source s ON s.id = c.source ORDER BY c.shared DESC, c.source",
        placeholders(1, keys.len()),
        MAX_CANDIDATES + 1
    );
    let rows = sql.all(&list, keys.iter().map(Bind::bind).collect()).await?;
    let mut candidates = Vec::new();
    for row in &rows {
        if but.is_none() || row.find::<RequestId>("request")? != but {
            candidates.push(row.get("source")?);
        }
    }
    candidates.truncate(MAX_CANDIDATES);
    Ok(candidates)
}

const SOURCE: &str =
    "SELECT s.request, s.revision, s.unit, s.incoming, s.sender, s.title, s.at, s.text, v.canon
    FROM similar_source s LEFT JOIN revision v ON v.request = s.request AND v.revision = s.revision";

/// How much the draft takes from a source, which may be gone by now.
async fn measured(
    sql: &mut Connection,
    draft: &Shingles,
    source: i64,
) -> Result<Option<Copied>, StoreError> {
    let find = format!("{SOURCE} WHERE s.id = $1");
    let Some(row) = sql.one(&find, values![source]).await? else { return Ok(None) };
    let ratio = draft.copied_from(&shingles(&stored_text(&row)?));
    Ok(Some(Copied { place: place(&row)?, title: row.get("title")?, at: row.get("at")?, ratio }))
}

fn place(row: &Row) -> Result<TextPlace, StoreError> {
    Ok(match row.find("request")? {
        Some(request) => {
            TextPlace::Request { request, revision: row.get("revision")?, unit: row.get("unit")? }
        }
        None => TextPlace::Incoming { id: row.get("incoming")?, sender: row.get("sender")? },
    })
}

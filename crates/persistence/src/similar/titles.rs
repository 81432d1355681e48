//! Titles that may be alike: those of one unit in some months are few, and are compared one by one.

use baopi_workflow::rules::Known;
use baopi_workflow::{RequestId, Timestamp, UnitId};

use crate::column::{Row, values};
use crate::error::StoreError;
use crate::store::Store;

/// The most titles that are compared with one.
pub const MAX_TITLES: usize = 2_000;

/// A document with a title to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleRow {
    /// Its request.
    pub request: RequestId,
    /// Its whole title.
    pub title: String,
    /// When it was submitted last.
    pub at: Timestamp,
}

impl Store {
    /// The submitted documents of an issuing unit since an instant, the latest first. Missing if they are more than
    /// [`MAX_TITLES`], or while the index is not whole.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn titles_of(
        &self,
        unit: UnitId,
        since: Timestamp,
    ) -> Result<Known<Vec<TitleRow>>, StoreError> {
        let mut sql = self.reading();
        if !super::find::is_complete(&mut sql).await? {
            return Ok(Known::Missing);
        }
        let list = "SELECT request, title, at FROM similar_source WHERE unit = $1 AND at >= $2
                    ORDER BY at DESC LIMIT $3";
        let most = MAX_TITLES as u64 + 1;
        let rows = sql.all(list, values![unit, since, most]).await?;
        if rows.len() > MAX_TITLES {
            return Ok(Known::Missing);
        }
        let title = |row: &Row| {
            Ok(TitleRow {
                request: row.get("request")?,
                title: row.get("title")?,
                at: row.get("at")?,
            })
        };
        rows.iter().map(title).collect::<Result<_, StoreError>>().map(Known::Is)
    }
}

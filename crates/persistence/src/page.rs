//! Pages of a list. A page begins after a key, so that no list counts or skips rows.

use baopi_workflow::{RequestId, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;

/// The most rows of one page.
pub const MAX_PAGE: u32 = 100;
/// The longest text of a cursor.
const MAX_CURSOR: usize = 1_024;

/// Where a page ends; whoever holds it asks for the next one, and reads nothing out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where to go on; absent at the end of the list.
    pub next: Option<Cursor>,
}

impl Cursor {
    /// The cursor in a URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Names the list, so that a cursor of one is not taken for one of another.
    pub(crate) fn of(list: &str, key: &impl Serialize) -> Self {
        Self(hex::encode(crate::column::json(&(list, key))))
    }

    pub(crate) fn read<K: DeserializeOwned>(&self, list: &str) -> Result<K, StoreError> {
        if self.0.len() > MAX_CURSOR {
            return Err(StoreError::BadCursor);
        }
        let text = hex::decode(&self.0).map_err(|_| StoreError::BadCursor)?;
        let (named, key): (String, K) =
            serde_json::from_slice(&text).map_err(|_| StoreError::BadCursor)?;
        if named == list { Ok(key) } else { Err(StoreError::BadCursor) }
    }
}

/// Any text can come back from outside; a wrong one is refused by the list to which it is given.
impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The rows to ask for: one more than wanted says whether there is a next page.
pub(crate) const fn asked(limit: u32) -> u32 {
    wanted(limit) + 1
}

const fn wanted(limit: u32) -> u32 {
    if limit == 0 {
        1
    } else if limit > MAX_PAGE {
        MAX_PAGE
    } else {
        limit
    }
}

/// Makes a page of at most `limit` rows.
pub(crate) fn page<T, K: Serialize>(
    mut items: Vec<T>,
    limit: u32,
    list: &str,
    key: impl Fn(&T) -> K,
) -> Page<T> {
    let wanted = wanted(limit) as usize;
    let more = items.len() > wanted;
    items.truncate(wanted);
    let next = items.last().filter(|_| more).map(|last| Cursor::of(list, &key(last)));
    Page { items, next }
}

/// The key of a list that goes back in time.
pub(crate) type TimeKey = (Timestamp, RequestId);

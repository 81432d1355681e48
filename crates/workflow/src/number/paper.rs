//! A number of a register that was kept on paper.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DocNumber, NumberState};
use crate::canonical::{self, CanonicalError, Digest};
use crate::id::UnitId;

/// One number of a register that was kept on paper, as it is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperEntry {
    /// The number.
    pub number: DocNumber,
    /// What became of it.
    pub state: NumberState,
    /// The title; may be empty for a number that was given up.
    pub title: String,
    /// The unit that issued it.
    pub unit: UnitId,
    /// 成文日期; may be absent for a number that was given up.
    pub doc_date: Option<NaiveDate>,
    /// Why it was given up, if it was.
    pub void_reason: Option<String>,
}

/// The digest by which the record names what was taken over, in the order of the numbers.
///
/// # Errors
///
/// See [`canonical::bytes`].
pub fn digest(entries: &[PaperEntry]) -> Result<Digest, CanonicalError> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(Digest::of(&canonical::bytes(&sorted)?))
}

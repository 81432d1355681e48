//! 发文字号: the number of a document, 机关代字〔年份〕序号号.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

pub mod format;
pub mod gaps;
pub mod paper;

pub use format::{NumberFault, NumberFormatError, faults, offer};
pub use gaps::{NumberState, SeriesReport, report};
pub use paper::PaperEntry;

/// The highest sequence number that the format can express.
pub const MAX_SEQUENCE: u32 = 99_999;
/// The day in January until which the old year's numbers can still be taken, unless a rule set says otherwise.
pub const YEAR_CLOSE_DAY: u32 = 15;

/// A document number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocNumber {
    /// 机关代字, the code of the series.
    pub series: String,
    /// The year of 成文日期.
    pub year: i32,
    /// The sequence number, from 1.
    pub sequence: u32,
}

impl std::fmt::Display for DocNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}〔{}〕{}号", self.series, self.year, self.sequence)
    }
}

words! {
    /// What the register says against the number of a document that a command cites.
    pub enum CitationFault {
        /// Nobody has taken the number.
        Unknown = "unknown",
        /// It is the number of the document itself.
        Itself = "itself",
        /// It was given up.
        Void = "void",
        /// Its document is not issued, or not in force any more.
        NotIssued = "not-issued",
    }
}

/// Whether `code` can be the code of a series: 2 to 12 Han characters.
#[must_use]
pub fn is_series_code(code: &str) -> bool {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\A\p{Han}{2,12}\z").expect("the pattern is valid"));
    CODE.is_match(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_code_is_2_to_12_han_characters() {
        for (code, good) in [
            ("青", false),
            ("青汛", true),
            (&"青".repeat(12), true),
            (&"青".repeat(13), false),
            ("青a", false),
        ] {
            assert_eq!(is_series_code(code), good, "{code}");
        }
    }
}

//! 发文字号: the number of a document, 机关代字〔年份〕序号号.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// The highest sequence number that the format can express.
pub const MAX_SEQUENCE: u32 = 99_999;
/// The day in January until which the old year's numbers can still be taken.
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

/// The text is not a document number in the one allowed form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not of the form 机关代字〔年份〕序号号")]
pub struct NumberFormatError(pub String);

impl std::str::FromStr for DocNumber {
    type Err = NumberFormatError;

    /// Reads GB/T 9704-2012 7.2.5 and nothing else: no other brackets, leading zeros, spaces or full-width digits.
    fn from_str(text: &str) -> Result<Self, NumberFormatError> {
        static FORM: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\A(\p{Han}{2,12})〔([0-9]{4})〕([1-9][0-9]{0,4})号\z")
                .expect("the pattern is valid")
        });
        let wrong = || NumberFormatError(text.to_owned());
        let parts = FORM.captures(text).ok_or_else(wrong)?;
        Ok(Self {
            series: parts[1].to_owned(),
            year: parts[2].parse().map_err(|_| wrong())?,
            sequence: parts[3].parse().map_err(|_| wrong())?,
        })
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
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("青政发〔2026〕1号")]
    #[case("青政办发〔2026〕12号")]
    #[case("青政办发电〔2026〕9号")]
    #[case("青政发〔2026〕99999号")]
    fn the_one_allowed_form_is_read_and_written_back(#[case] text: &str) {
        assert_eq!(text.parse::<DocNumber>().unwrap().to_string(), text);
    }

    #[rstest]
    #[case::square("青政发[2026]1号")]
    #[case::round("青政发（2026）1号")]
    #[case::black("青政发【2026】1号")]
    #[case::full_square("青政发［2026］1号")]
    #[case::small("青政发﹝2026﹞1号")]
    #[case::leading_zero("青政发〔2026〕01号")]
    #[case::zero("青政发〔2026〕0号")]
    #[case::ordinal("青政发〔2026〕第1号")]
    #[case::short_year("青政发〔26〕1号")]
    #[case::full_width_digit("青政发〔2026〕１号")]
    #[case::inner_space("青政发 〔2026〕1号")]
    #[case::trailing_space("青政发〔2026〕1号 ")]
    #[case::trailing_line("青政发〔2026〕1号\n")]
    #[case::no_hao("青政发〔2026〕1")]
    #[case::six_digits("青政发〔2026〕100000号")]
    #[case::latin("QZF〔2026〕1号")]
    fn every_other_form_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<DocNumber>(), Err(NumberFormatError(text.to_owned())));
    }

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

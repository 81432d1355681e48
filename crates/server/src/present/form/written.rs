//! How the fields of forms write sums, instants and words.

use baopi_workflow::Timestamp;
use serde::Serialize;

/// The word of a closed list as forms and message keys write it.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// 分 of a sum in yuan with at most two decimals.
pub(crate) fn fen(yuan: &str) -> Option<i64> {
    let (whole, rest) = yuan.split_once('.').unwrap_or((yuan, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let negative = whole.starts_with('-');
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    if whole.is_empty() || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let fen = whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(format!("{rest:0<2}").parse().ok()?)?;
    Some(if negative { -fen } else { fen })
}

/// A sum of 分 in yuan, as [`fen`] reads it.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let (whole, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:02}") }
}

/// The date and the time of an instant at the office, as their fields write them.
pub(crate) fn date_and_time(at: Timestamp) -> (String, String) {
    at.local().map_or_else(Default::default, |local| {
        let format = if at.0.rem_euclid(60_000) < 1000 { "%H:%M" } else { "%H:%M:%S" };
        (local.format("%Y-%m-%d").to_string(), local.format(format).to_string())
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0", Some(0))]
    #[case("1280", Some(128_000))]
    #[case("12.5", Some(1_250))]
    #[case("12.05", Some(1_205))]
    #[case("-3", Some(-300))]
    #[case("12.345", None)]
    #[case("1,280", None)]
    #[case("一百", None)]
    #[case("92233720368547758.08", None)]
    fn a_sum_is_read_to_the_fen_or_not_at_all(#[case] text: &str, #[case] expected: Option<i64>) {
        assert_eq!(fen(text), expected);
        if let Some(sum) = expected {
            assert_eq!(fen(&yuan(sum)), Some(sum));
        }
    }
}

//! 同比: how a figure compares with the one of last year.

use serde::{Deserialize, Serialize};

/// How a figure compares with an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// 不可比: there was nothing before, or it is not known.
    None,
    /// 持平
    Equal,
    /// 上升 by so many tenths of a per cent.
    Up(u64),
    /// 下降 by so many tenths of a per cent.
    Down(u64),
}

/// `(now - before) / before` in per cent, to one decimal, half away from zero. Never infinite, and never 100 % for something
/// out of nothing.
#[must_use]
pub fn change(now: u64, before: u64) -> Change {
    if before == 0 {
        return Change::None;
    }
    let tenths = |difference: u64| {
        let (difference, before) = (u128::from(difference), u128::from(before));
        u64::try_from((difference * 2_000 + before) / (2 * before)).unwrap_or(u64::MAX)
    };
    match now.cmp(&before) {
        std::cmp::Ordering::Equal => Change::Equal,
        std::cmp::Ordering::Greater => Change::Up(tenths(now - before)),
        std::cmp::Ordering::Less => Change::Down(tenths(before - now)),
    }
}

impl Change {
    /// The change in tenths of a per cent with its sign; nothing where nothing can be compared.
    #[must_use]
    pub fn tenths(self) -> Option<i64> {
        let signed = |tenths: u64| i64::try_from(tenths).unwrap_or(i64::MAX);
        match self {
            Self::None => None,
            Self::Equal => Some(0),
            Self::Up(tenths) => Some(signed(tenths)),
            Self::Down(tenths) => Some(-signed(tenths)),
        }
    }
}

/// A number of tenths as people read it, such as `33.3`.
#[must_use]
pub fn decimal(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(80, 120, Change::Down(333))]
    #[case(87, 100, Change::Down(130))]
    #[case(13, 15, Change::Down(133))]
    #[case(7, 8, Change::Down(125))]
    #[case::half_away_from_zero(1, 16, Change::Down(938))]
    #[case::half_away_from_zero_again(15, 16, Change::Down(63))]
    #[case::upwards_too(17, 16, Change::Up(63))]
    #[case(0, 5, Change::Down(1000))]
    #[case(5, 0, Change::None)]
    #[case(0, 0, Change::None)]
    #[case(22, 22, Change::Equal)]
    #[case::third_quarter_documents(52, 80, Change::Down(350))]
    #[case::third_quarter_meetings(13, 19, Change::Down(316))]
    #[case::third_quarter_bodies(7, 0, Change::None)]
    #[case::third_quarter_inspections(3, 7, Change::Down(571))]
    #[case::too_small_to_see(10_001, 10_000, Change::Up(0))]
    fn a_figure_compares_with_last_years(
        #[case] now: u64,
        #[case] before: u64,
        #[case] expected: Change,
    ) {
        assert_eq!(change(now, before), expected);
    }

    #[test]
    fn the_largest_figures_are_compared_without_overflow() {
        assert_eq!(change(u64::MAX, u64::MAX - 1), Change::Up(0));
        assert_eq!(change(0, u64::MAX), Change::Down(1000));
        assert_eq!(change(u64::MAX, 1), Change::Up(u64::MAX));
    }

    #[test]
    fn tenths_are_read_as_a_decimal() {
        assert_eq!([0, 9, 333, 1000].map(decimal), ["0.0", "0.9", "33.3", "100.0"]);
        assert_eq!(Change::Down(333).tenths(), Some(-333));
        assert_eq!((Change::Equal.tenths(), Change::None.tenths()), (Some(0), None));
    }
}

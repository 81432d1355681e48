//! Means, to one decimal.

/// The arithmetic mean in tenths, half up; nothing for no values.
#[must_use]
pub fn mean(sum: u64, count: u64) -> Option<u64> {
    let (sum, doubled) = (u128::from(sum), u128::from(count) * 2);
    let tenths = (sum * 20 + u128::from(count)).checked_div(doubled)?;
    u64::try_from(tenths).ok()
}

/// The share of `part` in `whole` in tenths of a per cent, half up; nothing of nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> Option<u64> {
    mean(part.saturating_mul(100), whole)
}

/// The median of values that are given with how often they occur, in the order of the values; of an even number of them, the
/// mean of the two in the middle, half up. Nothing for no values.
#[must_use]
pub fn median(values: &[(u64, u64)]) -> Option<u64> {
    let total: u64 = values.iter().map(|(_, often)| often).sum();
    let at = |place: u64| {
        let mut seen = 0;
        values.iter().find_map(|(value, often)| {
            seen += often;
            (place < seen).then_some(*value)
        })
    };
    let (lower, upper) = (at(total.checked_sub(1)? / 2)?, at(total / 2)?);
    Some(lower.midpoint(upper) + (lower ^ upper) % 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(10, 4, Some(25))]
    #[case(10, 3, Some(33))]
    #[case(20, 3, Some(67))]
    #[case::half_up(1, 20, Some(1))]
    #[case(0, 5, Some(0))]
    #[case(0, 0, None)]
    #[case(5_000 * 52, 52, Some(50_000))]
    fn a_mean_has_one_decimal(#[case] sum: u64, #[case] count: u64, #[case] tenths: Option<u64>) {
        assert_eq!(mean(sum, count), tenths);
    }

    #[test]
    fn a_share_is_in_per_cent() {
        assert_eq!(share(1, 3), Some(333));
        assert_eq!(share(3, 3), Some(1000));
        assert_eq!(share(0, 0), None);
    }

    #[rstest]
    #[case(&[], None)]
    #[case(&[(5, 0)], None)]
    #[case(&[(5, 1)], Some(5))]
    #[case(&[(5, 1), (8, 1)], Some(7))]
    #[case(&[(5, 2), (8, 1)], Some(5))]
    #[case(&[(5, 1), (8, 2), (9, 4)], Some(9))]
    #[case(&[(5, 3), (8, 3)], Some(7))]
    fn the_median_is_the_one_in_the_middle(
        #[case] values: &[(u64, u64)],
        #[case] expected: Option<u64>,
    ) {
        assert_eq!(median(values), expected);
    }

    proptest! {
        #[test]
        fn the_median_of_a_table_is_that_of_the_values(mut values in prop::collection::vec(0_u64..50, 1..60)) {
            values.sort_unstable();
            let (lower, upper) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
            let table: Vec<(u64, u64)> = values.iter().map(|value| (*value, 1)).collect();
            prop_assert_eq!(median(&table), Some((lower + upper).div_ceil(2)));
        }
    }
}

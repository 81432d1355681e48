//! 断号核查: every number up to the highest of a series and year is used or void, or something is wrong with the register.

use serde::{Deserialize, Serialize};

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberState {
    /// It stands on a document.
    Used,
    /// It was given up, and is not used again.
    Void,
}

/// The numbers of one series and year, all of them accounted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesReport {
    /// 机关代字
    pub series: String,
    /// The year.
    pub year: i32,
    /// The highest number that the counter has given out, or that stands in the register.
    pub highest: u32,
    /// How many numbers stand on documents.
    pub used: u32,
    /// The numbers that were given up.
    pub void: Vec<u32>,
    /// Numbers that nobody can account for, as ranges from the first to the last of each.
    pub missing: Vec<(u32, u32)>,
    /// Numbers that stand there twice.
    pub twice: Vec<u32>,
    /// Numbers above the counter, which would be given out again.
    pub beyond: Vec<u32>,
}

impl SeriesReport {
    /// Whether every number is used or void, once.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.twice.is_empty() && self.beyond.is_empty()
    }
}

/// Accounts for the numbers of one series and year up to where its counter stands.
#[must_use]
pub fn report(
    (series, year): (&str, i32),
    counter: u32,
    mut filed: Vec<(u32, NumberState)>,
) -> SeriesReport {
    filed.sort_unstable();
    let mut report = SeriesReport {
        series: series.to_owned(),
        year,
        highest: filed.last().map_or(counter, |(sequence, _)| counter.max(*sequence)),
        used: 0,
        void: Vec::new(),
        missing: Vec::new(),
        twice: Vec::new(),
        beyond: Vec::new(),
    };
    let mut expected = 1;
    for (sequence, state) in filed {
        if sequence < expected {
            report.twice.push(sequence);
            continue;
        }
        if sequence > expected {
            report.missing.push((expected, sequence - 1));
        }
        if sequence > counter {
            report.beyond.push(sequence);
        }
        expected = sequence.saturating_add(1);
        match state {
            NumberState::Used => report.used += 1,
            NumberState::Void => report.void.push(sequence),
        }
    }
    if expected <= counter {
        report.missing.push((expected, counter));
    }
    report
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::NumberState::{Used, Void};
    use super::*;

    fn of(counter: u32, filed: &[(u32, NumberState)]) -> SeriesReport {
        report(("青农发", 2026), counter, filed.to_vec())
    }

    #[test]
    fn the_register_of_the_rules_is_clean_with_one_number_given_up() {
        let report = of(4, &[(1, Used), (2, Used), (3, Void), (4, Used)]);
        assert!(report.is_clean());
        assert_eq!((report.highest, report.used, report.void), (4, 3, vec![3]));
    }

    #[test]
    fn a_series_without_numbers_is_clean() {
        assert!(of(0, &[]).is_clean());
    }

    #[test]
    fn what_is_not_accounted_for_is_named() {
        let report = of(9, &[(2, Used), (3, Used), (3, Void), (6, Used)]);
        assert_eq!(report.missing, [(1, 1), (4, 5), (7, 9)]);
        assert_eq!((report.twice.as_slice(), report.highest), (&[3][..], 9));
        assert!(!report.is_clean());
        let report = of(1, &[(1, Used), (2, Used)]);
        assert_eq!((report.beyond.as_slice(), report.highest), (&[2][..], 2));
        assert!(!report.is_clean());
    }

    proptest! {
        #[test]
        fn used_void_and_missing_make_up_every_number_exactly_once(
            counter in 0..40_u32,
            filed in proptest::collection::btree_map(1..40_u32, proptest::bool::ANY, 0..40)
        ) {
            let state = |used: bool| if used { Used } else { Void };
            let rows: Vec<_> = filed.iter().map(|(n, used)| (*n, state(*used))).collect();
            let report = of(counter, &rows);
            let missing: u32 = report.missing.iter().map(|(first, last)| last - first + 1).sum();
            let void = u32::try_from(report.void.len()).unwrap();
            prop_assert_eq!(report.used + void + missing, report.highest);
            let whole = (1..=counter).all(|n| filed.contains_key(&n));
            let within = filed.keys().all(|n| *n <= counter);
            prop_assert_eq!(report.is_clean(), whole && within);
        }
    }
}

//! How alike two requests are: their titles, the units that take part, and the text that one took from the other.
//!
//! Everything here is counted in whole numbers and compared crosswise, so that exactly 0.60 is 0.60 on every machine. What is
//! counted is written down at each function; the thresholds belong to the rules that ask.

use std::collections::BTreeSet;

use crate::id::UnitId;

mod copied;
mod letter;
mod passage;
mod title;

pub use copied::{SHINGLE, Shingles, copied, text};
pub use passage::{MAX_PLACES, Passage, longest, passages};
pub use title::{OrganNames, Title, title};

/// The smallest set of units that is compared: two units that meet are no gathering.
pub const MIN_UNITS: usize = 3;

/// A share of a whole: what two things have in common, of what they have.
///
/// Nothing of nothing is no share at all: it reaches no threshold, not even zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// What is shared.
    pub part: u32,
    /// Of how much.
    pub whole: u32,
}

impl Ratio {
    /// There was nothing to compare.
    pub const NONE: Self = Self { part: 0, whole: 0 };
    /// Both are the same.
    pub const ALL: Self = Self { part: 1, whole: 1 };

    /// Whether the share is `percent` of a hundred or more; exactly `percent` is.
    #[must_use]
    pub fn at_least(self, percent: u32) -> bool {
        self.whole > 0 && 100 * u64::from(self.part) >= u64::from(percent) * u64::from(self.whole)
    }

    /// The share in per cent, rounded down: 69.9 is shown as 69, so that no figure looks like a threshold that was not met.
    #[must_use]
    pub fn percent(self) -> u32 {
        self.of(100)
    }

    /// The share in per cent, rounded to ten: for those who may know no more of it.
    #[must_use]
    pub fn about(self) -> u32 {
        (self.of(1000) + 50) / 100 * 10
    }

    /// The share in thousandths, rounded down.
    #[must_use]
    pub fn per_mille(self) -> u32 {
        self.of(1000)
    }

    fn of(self, hundred: u32) -> u32 {
        let share = u64::from(hundred) * u64::from(self.part);
        share
            .checked_div(u64::from(self.whole))
            .map_or(0, |share| u32::try_from(share).unwrap_or(u32::MAX))
    }

    /// A share of two sizes.
    pub(crate) fn sized(part: usize, whole: usize) -> Self {
        let counted = |size| u32::try_from(size).unwrap_or(u32::MAX);
        Self { part: counted(part), whole: counted(whole) }
    }
}

impl Ord for Ratio {
    /// By what they come to; nothing of nothing is the smallest.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let cross = |a: &Self, b: &Self| u64::from(a.part) * u64::from(b.whole);
        (self.whole > 0)
            .cmp(&(other.whole > 0))
            .then_with(|| cross(self, other).cmp(&cross(other, self)))
            .then_with(|| self.whole.cmp(&other.whole))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// How alike two meetings are by the units that take part, hosts included: units in both, of units in either.
///
/// A set of fewer than [`MIN_UNITS`] has nothing to compare.
#[must_use]
pub fn attendees(a: &BTreeSet<UnitId>, b: &BTreeSet<UnitId>) -> Ratio {
    if a.len().min(b.len()) < MIN_UNITS {
        return Ratio::NONE;
    }
    let both = a.intersection(b).count();
    Ratio::sized(both, a.len() + b.len() - both)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    fn units(range: std::ops::Range<u128>) -> BTreeSet<UnitId> {
        range.map(|number| UnitId(Uuid::from_u128(number))).collect()
    }

    #[rstest]
    #[case::seven_of_ten(0..8, 1..10, 7, 10, true)]
    #[case::nine_of_thirteen(0..11, 2..13, 9, 13, false)]
    #[case::the_same(0..3, 0..3, 3, 3, true)]
    #[case::nothing(0..3, 3..6, 0, 6, false)]
    #[case::too_small(0..2, 0..2, 0, 0, false)]
    #[case::one_too_small(0..2, 0..3, 0, 0, false)]
    #[case::both_empty(0..0, 0..0, 0, 0, false)]
    fn units_in_both_of_units_in_either(
        #[case] a: std::ops::Range<u128>,
        #[case] b: std::ops::Range<u128>,
        #[case] part: u32,
        #[case] whole: u32,
        #[case] hit: bool,
    ) {
        let (a, b) = (units(a), units(b));
        let found = attendees(&a, &b);
        assert_eq!(found, Ratio { part, whole });
        assert_eq!(found, attendees(&b, &a));
        assert_eq!(found.at_least(70), hit);
    }

    #[rstest]
    #[case::exactly(3, 5, 60, true)]
    #[case::just_below(599, 1000, 60, false)]
    #[case::seventy(699, 1000, 70, false)]
    #[case::seventy_exactly(7, 10, 70, true)]
    #[case::half(1, 2, 50, true)]
    #[case::just_below_half(49, 99, 50, false)]
    #[case::nothing_of_something(0, 5, 0, true)]
    #[case::nothing_of_nothing(0, 0, 0, false)]
    #[case::without_overflow(u32::MAX, u32::MAX, 100, true)]
    fn a_threshold_is_met_from_exactly_itself(
        #[case] part: u32,
        #[case] whole: u32,
        #[case] percent: u32,
        #[case] hit: bool,
    ) {
        assert_eq!(Ratio { part, whole }.at_least(percent), hit);
    }

    #[test]
    fn figures_for_people_are_rounded_down() {
        let shown =
            |part, whole| (Ratio { part, whole }.percent(), Ratio { part, whole }.per_mille());
        assert_eq!(shown(699, 1000), (69, 699));
        assert_eq!(shown(2, 3), (66, 666));
        assert_eq!(shown(30, 30), (100, 1000));
        assert_eq!(shown(0, 0), (0, 0));
        let about = |part| Ratio { part, whole: 1000 }.about();
        assert_eq!([0, 49, 50, 449, 450, 500, 1000].map(about), [0, 0, 10, 40, 50, 50, 100]);
    }

    #[test]
    fn shares_are_ordered_by_what_they_come_to() {
        let ratio = |part, whole| Ratio { part, whole };
        let mut shares = vec![ratio(1, 2), Ratio::NONE, ratio(2, 3), ratio(0, 9), ratio(3, 5)];
        shares.sort();
        assert_eq!(shares, [Ratio::NONE, ratio(0, 9), ratio(1, 2), ratio(3, 5), ratio(2, 3)]);
    }
}

//! 指标: how much of what a unit may issue or convene in a year is used.

use serde::{Deserialize, Serialize};

/// The share of the quota in per cent from which the card is yellow.
const YELLOW_FROM_PERCENT: u64 = 80;

/// How a unit stands against its quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    /// Below 80 %.
    Green,
    /// From 80 to 100 %.
    Yellow,
    /// Beyond.
    Red,
}

impl Card {
    /// The word in classes and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

/// What a unit may do in a year, and what it has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// What it did last year.
    pub baseline: u64,
    /// What it may do this year.
    pub quota: u64,
    /// What it has done.
    pub used: u64,
}

impl Quota {
    /// The quota that is left of last year's figure after the cut, rounded down.
    #[must_use]
    pub fn new(baseline: u32, reduction_pct: u32, used: u64) -> Self {
        let left = u64::from(100_u32.saturating_sub(reduction_pct));
        let baseline = u64::from(baseline);
        Self { baseline, quota: baseline * left / 100, used }
    }

    /// The card.
    #[must_use]
    pub fn card(&self) -> Card {
        if self.used > self.quota {
            Card::Red
        } else if 100 * self.used >= YELLOW_FROM_PERCENT * self.quota && self.used > 0 {
            Card::Yellow
        } else {
            Card::Green
        }
    }

    /// What is left of it.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.quota.saturating_sub(self.used)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(60, 30, 42)]
    #[case(16, 30, 11)]
    #[case(7, 30, 4)]
    #[case(6, 30, 4)]
    #[case(1, 30, 0)]
    #[case(0, 30, 0)]
    #[case::half_and_more(7, 50, 3)]
    #[case(50, 30, 35)]
    #[case::everything(50, 100, 0)]
    fn the_quota_is_rounded_down(#[case] baseline: u32, #[case] cut: u32, #[case] quota: u64) {
        assert_eq!(Quota::new(baseline, cut, 0).quota, quota);
    }

    #[rstest]
    #[case(27, Card::Green)]
    #[case(28, Card::Yellow)]
    #[case(35, Card::Yellow)]
    #[case(36, Card::Red)]
    #[case(0, Card::Green)]
    fn the_card_follows_what_is_used(#[case] used: u64, #[case] card: Card) {
        let quota = Quota::new(50, 30, used);
        assert_eq!((quota.card(), quota.left()), (card, 35_u64.saturating_sub(used)));
    }

    #[test]
    fn nothing_of_nothing_is_green_and_one_of_nothing_is_red() {
        assert_eq!(Quota::new(0, 30, 0).card(), Card::Green);
        assert_eq!(Quota::new(0, 30, 1).card(), Card::Red);
    }
}

//! 随机抽查: which requests are looked at, so that anybody can draw the same ones again.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

/// The share that is drawn where nothing else is said, in per cent.
pub const USUAL_RATE_PERCENT: u32 = 5;

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample<S, I> {
    /// From where, and what: the first drawn first.
    pub drawn: Vec<(S, I)>,
}

/// How many of `population` are drawn: at least one, and `rate` per cent rounded up.
#[must_use]
pub fn size(population: usize, rate: u32) -> usize {
    let wanted = (population as u128 * u128::from(rate)).div_ceil(100);
    usize::try_from(wanted).unwrap_or(usize::MAX).max(1).min(population)
}

/// The seed of a draw: the period and what the auditor made up.
#[must_use]
pub fn seed(period: &str, nonce: &str) -> String {
    format!("{period}|{nonce}")
}

/// Draws from each stratum (each unit) its share: in the order of `SHA-256(seed, line feed, id)` in hexadecimal, the first.
#[must_use]
pub fn draw<S: Ord + Clone, I: std::fmt::Display>(
    seed: &str,
    rate: u32,
    population: impl IntoIterator<Item = (S, I)>,
) -> Sample<S, I> {
    let mut strata: BTreeMap<S, Vec<(String, I)>> = BTreeMap::new();
    for (stratum, id) in population {
        let order = hex::encode(Sha256::digest(format!("{seed}\n{id}")));
        strata.entry(stratum).or_default().push((order, id));
    }
    let mut drawn = Vec::new();
    for (stratum, mut members) in strata {
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        let wanted = size(members.len(), rate);
        drawn.extend(members.into_iter().take(wanted).map(|(_, id)| (stratum.clone(), id)));
    }
    Sample { drawn }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids(count: usize) -> Vec<String> {
        (1..=count).map(|number| format!("D-{number:04}")).collect()
    }

    #[test]
    fn the_draw_of_the_specification_is_made() {
        let population = ids(10).into_iter().map(|id| ((), id));
        let drawn = draw(&seed("2026Q3", "demo"), 20, population).drawn;
        let mut drawn: Vec<_> = drawn.into_iter().map(|((), id)| id).collect();
        drawn.sort();
        assert_eq!(drawn, ["D-0003", "D-0010"]);
    }

    #[test]
    fn at_least_one_is_drawn_and_the_share_is_rounded_up() {
        assert_eq!([0, 1, 19, 20, 21, 100, 101].map(|n| size(n, 5)), [0, 1, 1, 1, 2, 5, 6]);
        assert_eq!((size(7, 100), size(7, 0), size(7, 1_000)), (7, 1, 7));
    }

    proptest! {
        #[test]
        fn every_unit_is_looked_at_and_the_order_of_asking_does_not_matter(
            units in prop::collection::vec(0_u8..5, 1..60),
            rate in 1_u32..=100,
        ) {
            let population: Vec<_> = units.iter().copied().zip(ids(units.len())).collect();
            let drawn = draw("seed", rate, population.clone()).drawn;
            for unit in 0..5 {
                let of = |list: &[(u8, String)]| list.iter().filter(|(other, _)| *other == unit).count();
                prop_assert_eq!(of(&drawn), size(of(&population), rate));
            }
            prop_assert_eq!(&drawn, &draw("seed", rate, population.into_iter().rev()).drawn);
        }
    }
}

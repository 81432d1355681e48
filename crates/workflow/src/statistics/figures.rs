//! Figures: sums of contributions over some days, by unit.

use std::collections::BTreeMap;

use super::{Contributions, Group, Metric, Span, median};
use crate::id::UnitId;
use crate::organisation::Organisation;

/// One sum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// Of what.
    pub metric: Metric,
    /// The rule, the person, the band; empty for most metrics.
    pub detail: String,
    /// For which unit.
    pub unit: UnitId,
    /// How much.
    pub value: u64,
}

/// The figures of some days. Whatever is shown of them is a sum over the same rows, so that parts add up to the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures(Vec<Figure>);

impl FromIterator<Figure> for Figures {
    fn from_iter<T: IntoIterator<Item = Figure>>(rows: T) -> Self {
        Self(rows.into_iter().filter(|row| row.value > 0).collect())
    }
}

impl Figures {
    /// The sums of contributions over the days of `span`.
    pub fn over<'a>(span: Span, all: impl IntoIterator<Item = &'a Contributions>) -> Self {
        let mut sums: BTreeMap<(Metric, &str, UnitId), u64> = BTreeMap::new();
        for (key, value) in all.into_iter().flat_map(|one| &one.0) {
            if span.contains(key.day) {
                *sums.entry((key.metric, &key.detail, key.unit)).or_insert(0) += value;
            }
        }
        let row = |((metric, detail, unit), value): ((Metric, &str, UnitId), u64)| Figure {
            metric,
            detail: detail.to_owned(),
            unit,
            value,
        };
        sums.into_iter().map(row).collect()
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Figure] {
        &self.0
    }

    /// The whole.
    #[must_use]
    pub fn total(&self, metric: Metric) -> u64 {
        self.sum(metric, |_| true)
    }

    /// What one unit has of it.
    #[must_use]
    pub fn of_unit(&self, metric: Metric, unit: UnitId) -> u64 {
        self.sum(metric, |other| other == unit)
    }

    /// What the units of a group have of it.
    #[must_use]
    pub fn of_group(&self, metric: Metric, group: Group, organisation: &Organisation) -> u64 {
        self.sum(metric, |unit| Group::of(unit, organisation) == group)
    }

    /// The whole by detail, in the order of the details.
    #[must_use]
    pub fn details(&self, metric: Metric) -> Vec<(String, u64)> {
        let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
        for row in self.0.iter().filter(|row| row.metric == metric) {
            *sums.entry(&row.detail).or_insert(0) += row.value;
        }
        sums.into_iter().map(|(detail, value)| (detail.to_owned(), value)).collect()
    }

    /// The median of a metric whose details are numbers.
    #[must_use]
    pub fn median(&self, metric: Metric) -> Option<u64> {
        let numbers = self.details(metric).into_iter();
        let numbers = numbers.filter_map(|(detail, often)| Some((detail.parse().ok()?, often)));
        median(&numbers.collect::<Vec<_>>())
    }

    /// The same figures for some of the units only.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(UnitId) -> bool) -> Self {
        self.0.iter().filter(|row| wanted(row.unit)).cloned().collect()
    }

    fn sum(&self, metric: Metric, wanted: impl Fn(UnitId) -> bool) -> u64 {
        let rows = self.0.iter().filter(|row| row.metric == metric && wanted(row.unit));
        rows.map(|row| row.value).sum()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::count::tests::{UNITS, organisation};
    use super::super::{Key, Period};
    use super::*;

    fn contributions() -> impl Strategy<Value = Vec<Contributions>> {
        let day = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let one = (0..Metric::ALL.len(), 0..UNITS.len() + 1, 0_u64..730, 1_u64..5_000);
        let key = move |(metric, unit, days, value): (usize, usize, u64, u64)| {
            let unit = UNITS.get(unit).copied().unwrap_or(UnitId(Uuid::max()));
            let day = day + Days::new(days);
            let key =
                Key { metric: Metric::ALL[metric], detail: (value % 3).to_string(), unit, day };
            Contributions([(key, value)].into())
        };
        prop::collection::vec(one.prop_map(key), 0..200)
    }

    proptest! {
        #[test]
        fn groups_and_units_and_details_add_up_to_the_whole(all in contributions()) {
            let organisation = organisation();
            let figures = Figures::over(Period::Year(2026).days(), &all);
            for metric in Metric::ALL.iter().copied() {
                let total = figures.total(metric);
                let groups = Group::ALL.iter().map(|group| figures.of_group(metric, *group, &organisation));
                prop_assert_eq!(groups.sum::<u64>(), total);
                let details: u64 = figures.details(metric).iter().map(|(_, value)| value).sum();
                prop_assert_eq!(details, total);
                let units = UNITS.iter().copied().chain([UnitId(Uuid::max())]);
                prop_assert_eq!(units.map(|unit| figures.of_unit(metric, unit)).sum::<u64>(), total);
            }
        }

        #[test]
        fn quarters_and_months_and_halves_add_up_to_the_year(all in contributions()) {
            let year = Figures::over(Period::Year(2026).days(), &all);
            let sum = |metric, periods: &[Period]| -> u64 {
                periods.iter().map(|period| Figures::over(period.days(), &all).total(metric)).sum()
            };
            let quarters: Vec<_> = (1..=4).map(|n| Period::Quarter(2026, n)).collect();
            let months: Vec<_> = (1..=12).map(|n| Period::Month(2026, n)).collect();
            let halves: Vec<_> = (1..=2).map(|n| Period::Half(2026, n)).collect();
            for metric in Metric::ALL.iter().copied() {
                let total = year.total(metric);
                prop_assert_eq!(sum(metric, &quarters), total);
                prop_assert_eq!(sum(metric, &months), total);
                prop_assert_eq!(sum(metric, &halves), total);
                prop_assert_eq!(sum(metric, &[Period::Months(2026, 12)]), total);
            }
        }
    }

    #[test]
    fn the_median_is_read_from_the_details() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap();
        let took = |tenths: u64| {
            let key = Key {
                metric: Metric::ApprovalTime,
                detail: format!("{tenths:06}"),
                unit: UNITS[0],
                day,
            };
            Contributions([(key, 1)].into())
        };
        let figures = Figures::over(Period::Year(2026).days(), &[120, 9, 35].map(took));
        assert_eq!(figures.median(Metric::ApprovalTime), Some(35));
        assert_eq!(figures.median(Metric::LengthBand), None);
    }
}

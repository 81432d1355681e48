//! The periods over which figures are shown, and the same days of the year before.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The years for which there can be figures.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2999;

/// A period, in the office's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// A month, 1 to 12.
    Month(i32, u32),
    /// A quarter, 1 to 4.
    Quarter(i32, u32),
    /// 上半年 or 下半年, 1 or 2.
    Half(i32, u32),
    /// January up to this month: 1–m月.
    Months(i32, u32),
    /// A year.
    Year(i32),
}

/// Days from the first of a month on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first day; always the first of its month.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// The text names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no period: write 2026-09, 2026Q3, 2026H1, 2026M1-9 or 2026")]
pub struct PeriodError(pub String);

impl Period {
    /// The year in which it lies.
    #[must_use]
    pub const fn year(self) -> i32 {
        match self {
            Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Months(year, _)
            | Self::Year(year) => year,
        }
    }

    /// The quarter in which a day lies.
    #[must_use]
    pub fn quarter_of(day: NaiveDate) -> Self {
        Self::Quarter(day.year(), day.quarter())
    }

    /// Its first and its last month.
    const fn months(self) -> (u32, u32) {
        match self {
            Self::Month(_, month) => (month, month),
            Self::Quarter(_, quarter) => (3 * quarter - 2, 3 * quarter),
            Self::Half(_, half) => (6 * half - 5, 6 * half),
            Self::Months(_, month) => (1, month),
            Self::Year(_) => (1, 12),
        }
    }

    /// All its days.
    #[must_use]
    pub fn days(self) -> Span {
        let (first, last) = self.months();
        Span { from: day(self.year(), first, 1), to: day(self.year(), last, 31) }
    }

    /// Its days up to `today`; the first one for a period that has not begun.
    #[must_use]
    pub fn days_until(self, today: NaiveDate) -> Span {
        let Span { from, to } = self.days();
        Span { from, to: to.min(today).max(from) }
    }
}

impl Span {
    /// The same days of the year before: both end at the same day of the month, so that a month that is not over is never
    /// compared with a whole one. The 29th of February is compared with the 28th.
    #[must_use]
    pub fn last_year(self) -> Self {
        let before = |date: NaiveDate| day(date.year() - 1, date.month(), date.day());
        Self { from: before(self.from), to: before(self.to) }
    }

    /// Its whole months, as their first days, and the first day of the month that it does not cover whole, if there is one.
    #[must_use]
    pub fn parts(self) -> (Option<(NaiveDate, NaiveDate)>, Option<NaiveDate>) {
        let last = day(self.to.year(), self.to.month(), 1);
        if self.to == day(self.to.year(), self.to.month(), 31) {
            return (Some((self.from, last)), None);
        }
        let before = last.pred_opt().filter(|before| *before >= self.from);
        (before.map(|before| (self.from, day(before.year(), before.month(), 1))), Some(last))
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// The day, or the last one of its month where the month is shorter.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    let date = (1..=day).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day));
    date.unwrap_or(NaiveDate::MIN)
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year}Q{quarter}"),
            Self::Half(year, half) => write!(f, "{year}H{half}"),
            Self::Months(year, month) => write!(f, "{year}M1-{month}"),
            Self::Year(year) => write!(f, "{year}"),
        }
    }
}

impl std::str::FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.to_owned());
        let year = text.get(..4).and_then(|year| year.parse().ok()).ok_or_else(wrong)?;
        if !YEARS.contains(&year) {
            return Err(wrong());
        }
        let number = |rest: &str, most: u32| {
            let number = rest.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
            number.ok_or_else(wrong)
        };
        let rest = &text[4..];
        let period = if rest.is_empty() {
            Self::Year(year)
        } else if let Some(month) = rest.strip_prefix("M1-") {
            Self::Months(year, number(month, 12)?)
        } else if let Some(month) = rest.strip_prefix('-') {
            Self::Month(year, number(month, 12)?)
        } else if let Some(quarter) = rest.strip_prefix('Q') {
            Self::Quarter(year, number(quarter, 4)?)
        } else {
            Self::Half(year, number(rest.strip_prefix('H').ok_or_else(wrong)?, 2)?)
        };
        // One text for each period: no signs and no leading zeros but those of months.
        if period.to_string() == text { Ok(period) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2026-09", "2026-09-01", "2026-09-30")]
    #[case("2026Q1", "2026-01-01", "2026-03-31")]
    #[case("2026Q3", "2026-07-01", "2026-09-30")]
    #[case("2026H1", "2026-01-01", "2026-06-30")]
    #[case("2026H2", "2026-07-01", "2026-12-31")]
    #[case("2026M1-9", "2026-01-01", "2026-09-30")]
    #[case("2028M1-2", "2028-01-01", "2028-02-29")]
    #[case("2026", "2026-01-01", "2026-12-31")]
    fn a_period_has_its_days(#[case] period: &str, #[case] from: &str, #[case] to: &str) {
        let read: Period = period.parse().unwrap();
        assert_eq!(read.days(), Span { from: date(from), to: date(to) });
        assert_eq!(read.to_string(), period);
    }

    #[rstest]
    #[case("")]
    #[case("26")]
    #[case("2026-13")]
    #[case("2026-9")]
    #[case("2026Q0")]
    #[case("2026Q5")]
    #[case("2026Q+1")]
    #[case("2026H3")]
    #[case("2026M2-9")]
    #[case("2026M1-09")]
    #[case("1026")]
    #[case("年二〇二六")]
    #[case("2026年")]
    fn whatever_else_is_no_period(#[case] text: &str) {
        assert_eq!(text.parse::<Period>(), Err(PeriodError(text.to_owned())));
    }

    #[rstest]
    #[case::in_the_middle("2026Q3", "2026-09-15", "2026-09-15", "2025-09-15")]
    #[case::when_it_is_over("2026Q3", "2026-12-01", "2026-09-30", "2025-09-30")]
    #[case::leap_day("2028-02", "2028-02-29", "2028-02-29", "2027-02-28")]
    #[case::year_after_a_leap_year("2029-02", "2029-12-31", "2029-02-28", "2028-02-28")]
    #[case::not_begun("2026Q4", "2026-09-15", "2026-10-01", "2025-10-01")]
    fn last_year_ends_at_the_same_day(
        #[case] period: Period,
        #[case] today: &str,
        #[case] to: &str,
        #[case] last_year: &str,
    ) {
        let days = period.days_until(date(today));
        assert_eq!(days.to, date(to));
        assert_eq!(days.last_year().to, date(last_year));
        assert_eq!(days.last_year().from.year(), days.from.year() - 1);
    }

    #[rstest]
    #[case("2026-07-01", "2026-09-30", Some(("2026-07-01", "2026-09-01")), None)]
    #[case("2026-07-01", "2026-09-15", Some(("2026-07-01", "2026-08-01")), Some("2026-09-01"))]
    #[case("2026-07-01", "2026-07-02", None, Some("2026-07-01"))]
    #[case("2028-01-01", "2028-02-28", Some(("2028-01-01", "2028-01-01")), Some("2028-02-01"))]
    fn days_fall_into_whole_months_and_a_rest(
        #[case] from: &str,
        #[case] to: &str,
        #[case] months: Option<(&str, &str)>,
        #[case] rest: Option<&str>,
    ) {
        let span = Span { from: date(from), to: date(to) };
        let months = months.map(|(from, to)| (date(from), date(to)));
        assert_eq!(span.parts(), (months, rest.map(date)));
    }

    proptest! {
        #[test]
        fn every_day_lies_in_one_month_one_quarter_and_one_half(days in 0_u64..366) {
            let date = date("2028-01-01") + chrono::Days::new(days);
            let of = |count: u32, make: fn(i32, u32) -> Period| {
                (1..=count).filter(|n| make(2028, *n).days().contains(date)).count()
            };
            prop_assert_eq!(of(12, Period::Month), 1);
            prop_assert_eq!(of(4, Period::Quarter), 1);
            prop_assert_eq!(of(2, Period::Half), 1);
            prop_assert!(Period::Year(2028).days().contains(date));
            prop_assert!(Period::quarter_of(date).days().contains(date));
            prop_assert!(Period::Months(2028, date.month()).days_until(date).contains(date));
        }
    }
}

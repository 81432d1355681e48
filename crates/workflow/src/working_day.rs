//! Working days, for deadlines: Monday to Friday.

use chrono::{Datelike, NaiveDate, Weekday};

/// Whether people are expected at work on this day.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day that is `days` working days after `day`. `day` itself only at the end of the calendar.
#[must_use]
pub fn after(day: NaiveDate, days: u32) -> NaiveDate {
    let later = day.iter_days().skip(1).filter(|day| is_working_day(*day));
    later.take(days as usize).last().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn september(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    #[test]
    fn a_weekend_does_not_count() {
        // 2026-09-15 is a Tuesday.
        for (days, expected) in [(0, 15), (1, 16), (3, 18), (4, 21), (8, 25), (9, 28)] {
            assert_eq!(after(september(15), days), september(expected), "{days}");
        }
        assert_eq!(after(september(19), 1), september(21), "from a Saturday");
        assert_eq!(after(NaiveDate::MAX, 3), NaiveDate::MAX);
    }
}

//! Working hours: how long an approval took, as far as people were at work.

use chrono::{NaiveDate, NaiveTime};

use crate::time::Timestamp;

/// The hours of work of a day, in minutes from midnight: 08:30–12:00 and 14:00–17:30.
pub(super) const SHIFTS: [(i64, i64); 2] = [(8 * 60 + 30, 12 * 60), (14 * 60, 17 * 60 + 30)];
/// Longer than anything takes: whoever asks about more days gets no more than these.
const MAX_DAYS: usize = 3_660;
const MILLIS_PER_MINUTE: i64 = 60_000;

/// The working time between two instants in milliseconds. Nothing if the second does not lie after the first.
#[must_use]
pub fn working_millis(
    from: Timestamp,
    to: Timestamp,
    is_working_day: impl Fn(NaiveDate) -> bool,
) -> u64 {
    if to <= from {
        return 0;
    }
    let days = from.date().iter_days().take_while(|day| *day <= to.date()).take(MAX_DAYS);
    let worked = days.filter(|day| is_working_day(*day)).flat_map(|day| {
        SHIFTS.map(|(begins, ends)| {
            (minute(day, ends).min(to.0) - minute(day, begins).max(from.0)).max(0).unsigned_abs()
        })
    });
    worked.sum()
}

/// The same in tenths of an hour, half up.
#[must_use]
pub fn working_tenths(
    from: Timestamp,
    to: Timestamp,
    is_working_day: impl Fn(NaiveDate) -> bool,
) -> u64 {
    const TENTH: u64 = 6 * MILLIS_PER_MINUTE.unsigned_abs();
    (working_millis(from, to, is_working_day) + TENTH / 2) / TENTH
}

fn minute(day: NaiveDate, minute: i64) -> i64 {
    Timestamp::at_office(day.and_time(NaiveTime::MIN)).0 + minute * MILLIS_PER_MINUTE
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use rstest::rstest;

    use super::*;
    use crate::working_day::is_working_day;

    fn at(text: &str) -> Timestamp {
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S");
        Timestamp::at_office(local.unwrap())
    }

    /// 2026-09-15 is a Tuesday.
    #[rstest]
    #[case::within_the_morning("2026-09-15 09:00:00", "2026-09-15 10:30:00", 90)]
    #[case::over_noon("2026-09-15 11:00:00", "2026-09-15 15:00:00", 120)]
    #[case::at_noon("2026-09-15 12:10:00", "2026-09-15 13:50:00", 0)]
    #[case::before_work("2026-09-15 06:00:00", "2026-09-15 08:31:00", 1)]
    #[case::after_work("2026-09-15 17:29:00", "2026-09-15 23:59:59", 1)]
    #[case::a_whole_day("2026-09-15 00:00:00", "2026-09-16 00:00:00", 420)]
    #[case::over_night("2026-09-15 17:00:00", "2026-09-16 09:00:00", 60)]
    #[case::over_a_weekend("2026-09-18 17:00:00", "2026-09-21 09:00:00", 60)]
    #[case::on_a_sunday("2026-09-20 09:00:00", "2026-09-20 17:00:00", 0)]
    #[case::backwards("2026-09-16 09:00:00", "2026-09-15 09:00:00", 0)]
    #[case::at_once("2026-09-15 09:00:00", "2026-09-15 09:00:00", 0)]
    fn only_time_at_work_counts(#[case] from: &str, #[case] to: &str, #[case] minutes: u64) {
        assert_eq!(working_millis(at(from), at(to), is_working_day), minutes * 60_000);
    }

    #[test]
    fn tenths_of_an_hour_are_rounded_half_up() {
        let from = at("2026-09-15 09:00:00");
        let tenths = |to: &str| working_tenths(from, at(to), is_working_day);
        assert_eq!(tenths("2026-09-15 09:02:59"), 0);
        assert_eq!(tenths("2026-09-15 09:03:00"), 1);
        assert_eq!(tenths("2026-09-15 09:08:59"), 1);
        assert_eq!(tenths("2026-09-16 09:00:00"), 70);
    }

    #[test]
    fn even_the_longest_wait_is_measured_in_bounded_time() {
        let all = |_| true;
        let longest = working_millis(Timestamp(0), at("9999-12-31 00:00:00"), all);
        assert_eq!(longest, MAX_DAYS as u64 * 420 * 60_000);
    }
}

//! INCOMING-SAME-DAY: 收文做到随收随登记.

use chrono::{NaiveDate, NaiveTime};

use crate::time::Timestamp;
use crate::working_day::Calendar;

/// What is received after this time of day is registered on the next working day at the latest.
const CUT: (u32, u32) = (17, 30);

/// The day by the end of which a document has to be registered: that of its receipt, or the next working day for what comes
/// after half past five or on a day off.
#[must_use]
pub fn register_by(received_at: Timestamp) -> NaiveDate {
    let day = received_at.date();
    let (hour, minute) = CUT;
    let cut = NaiveTime::from_hms_opt(hour, minute, 0);
    let after_hours = received_at.local().map(|local| local.time()) > cut;
    let calendar = Calendar::shipped();
    if after_hours || !calendar.is_working_day(day) { calendar.after(day, 1) } else { day }
}

/// Whether a document was registered later than it should.
#[must_use]
pub fn is_late(received_at: Timestamp, registered_at: Timestamp) -> bool {
    registered_at.date() > register_by(received_at)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::at_office(text.parse().unwrap())
    }

    /// 2026-09-15 is a Tuesday, 2026-09-11 and 18 are Fridays; on Sunday the 20th people work for the holiday in October.
    #[rstest]
    #[case::the_same_minute("2026-09-15T17:29:00", "2026-09-15T17:29:00", false)]
    #[case::after_the_cut_of_the_same_day("2026-09-15T17:29:00", "2026-09-15T17:31:00", false)]
    #[case::the_last_second_of_the_day("2026-09-15T17:29:00", "2026-09-15T23:59:59", false)]
    #[case::the_next_morning("2026-09-15T17:29:00", "2026-09-16T00:00:00", true)]
    #[case::at_the_cut_is_not_after_it("2026-09-15T17:30:00", "2026-09-16T08:00:00", true)]
    #[case::a_second_after_the_cut("2026-09-15T17:30:01", "2026-09-16T23:59:59", false)]
    #[case::a_day_too_many_after_the_cut("2026-09-15T17:30:01", "2026-09-17T00:00:00", true)]
    #[case::friday_evening_until_monday("2026-09-11T18:00:00", "2026-09-14T17:00:00", false)]
    #[case::friday_evening_on_tuesday("2026-09-11T18:00:00", "2026-09-15T08:00:00", true)]
    #[case::friday_afternoon_on_monday("2026-09-11T16:00:00", "2026-09-14T08:00:00", true)]
    #[case::saturday_on_monday("2026-09-12T10:00:00", "2026-09-14T08:00:00", false)]
    #[case::saturday_on_sunday("2026-09-12T10:00:00", "2026-09-13T08:00:00", false)]
    #[case::friday_evening_before_a_sunday_of_work(
        "2026-09-18T18:00:00",
        "2026-09-20T17:00:00",
        false
    )]
    #[case::monday_after_a_sunday_of_work("2026-09-18T18:00:00", "2026-09-21T08:00:00", true)]
    fn what_comes_in_is_registered_on_the_same_day(
        #[case] received: &str,
        #[case] registered: &str,
        #[case] late: bool,
    ) {
        assert_eq!(is_late(at(received), at(registered)), late);
    }
}

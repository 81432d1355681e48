//! Days at the office.

use baopi_workflow::Timestamp;
use chrono::{Days, NaiveDate, NaiveTime};

/// The last instant of a day at the office.
pub(crate) fn end_of(day: NaiveDate) -> Option<Timestamp> {
    let next = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
    Some(Timestamp(Timestamp::at_office(next).0 - 1))
}

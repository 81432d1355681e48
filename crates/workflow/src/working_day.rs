//! Working days, for deadlines and lead times: Monday to Friday, without the published holidays and with the make-up days.

use chrono::{Datelike, NaiveDate, Weekday};

pub use calendar::{Calendar, CalendarError, DayChange};
pub use year::{CalendarYear, DayKind, MAX_DAYS, SpecialDay, YEARS};

mod calendar;
mod year;

/// Whether people are expected at work on this day of the week, where no calendar says otherwise.
#[must_use]
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

//! Instants and the office's civil dates.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// The office's offset from UTC: +08:00, without daylight saving time (`Asia/Shanghai` since 1992).
const OFFICE_OFFSET_SECS: i32 = 8 * 3600;

/// An instant in milliseconds since 1970-01-01T00:00:00Z.
///
/// Milliseconds as an integer compare the same in raw SQL on both databases and survive a round trip exactly, which
/// a hash over them needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = String, format = DateTime))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant in the office's civil time; `None` outside the years that chrono can express.
    #[must_use]
    pub fn local(self) -> Option<DateTime<FixedOffset>> {
        let offset = FixedOffset::east_opt(OFFICE_OFFSET_SECS)?;
        Some(DateTime::<Utc>::from_timestamp_millis(self.0)?.with_timezone(&offset))
    }

    /// The civil date at the office.
    ///
    /// # Panics
    ///
    /// Never for an instant between the years -262000 and 262000.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.local().expect("an instant lies within the calendar").date_naive()
    }

    /// The civil year at the office: the year of a document number.
    #[must_use]
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The instant at which the office's clocks show `date` and `time`.
    #[must_use]
    pub fn at_office(local: chrono::NaiveDateTime) -> Self {
        Self(local.and_utc().timestamp_millis() - i64::from(OFFICE_OFFSET_SECS) * 1000)
    }

    /// The last instant of a day at the office; `None` for the last day that can be expressed.
    #[must_use]
    pub fn end_of_day(day: NaiveDate) -> Option<Self> {
        let next = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
        Some(Self(Self::at_office(next).0 - 1))
    }

    /// Whole minutes from `self` to `end`, seconds rounded up, and [`u32::MAX`] for more than it can hold; `None` if `end` does
    /// not lie after `self`.
    #[must_use]
    pub fn minutes_until(self, end: Self) -> Option<u32> {
        let millis = end.0.saturating_sub(self.0);
        let minutes = || u32::try_from(millis.unsigned_abs().div_ceil(60_000)).unwrap_or(u32::MAX);
        (millis > 0).then(minutes)
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

impl std::fmt::Display for Timestamp {
    /// ISO 8601 in the office's time, to the second.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.local() {
            Some(at) => write!(f, "{}", at.format("%Y-%m-%dT%H:%M:%S%:z")),
            None => write!(f, "{} ms", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from(text.parse::<DateTime<Utc>>().unwrap())
    }

    #[test]
    fn the_year_turns_at_midnight_of_the_office_not_of_greenwich() {
        assert_eq!(at("2026-12-31T15:59:59.999Z").year(), 2026);
        assert_eq!(at("2026-12-31T16:00:00Z").year(), 2027);
    }

    #[test]
    fn a_begun_minute_counts_whole() {
        let start = at("2026-09-18T01:00:00Z");
        assert_eq!(start.minutes_until(at("2026-09-18T02:30:00Z")), Some(90));
        assert_eq!(start.minutes_until(at("2026-09-18T02:30:01Z")), Some(91));
        assert_eq!(start.minutes_until(start), None);
        assert_eq!(start.minutes_until(at("2026-09-18T00:59:00Z")), None);
    }

    /// A limit of minutes would otherwise not be reached by whatever is far beyond it.
    #[test]
    fn a_time_too_long_to_be_counted_is_never_counted_as_none() {
        let start = at("2026-09-18T01:00:00Z");
        assert_eq!(start.minutes_until(at("9999-12-31T01:00:00Z")), Some(4_193_542_080));
        assert_eq!(start.minutes_until(Timestamp(i64::MAX)), Some(u32::MAX));
        assert_eq!(Timestamp(i64::MIN).minutes_until(Timestamp(i64::MAX)), Some(u32::MAX));
        assert_eq!(Timestamp(i64::MAX).minutes_until(Timestamp(i64::MIN)), None);
    }

    #[test]
    fn office_time_and_instant_are_inverse() {
        let local = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap().and_hms_opt(9, 0, 0).unwrap();
        assert_eq!(Timestamp::at_office(local), at("2026-09-15T01:00:00Z"));
        assert_eq!(Timestamp::at_office(local).to_string(), "2026-09-15T09:00:00+08:00");
    }
}

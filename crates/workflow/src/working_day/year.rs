//! The holidays and make-up days of a year, as an office brings them in.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::is_working_day;
use crate::book::{FieldFault, Needed, Wrong, range, text};

/// The first and the last year that can be brought in.
pub const YEARS: (i32, i32) = (2000, 2100);
/// The most days of a year that can be holidays or make-up days, so that a mistyped list cannot close the office for a year.
pub const MAX_DAYS: usize = 100;
/// The longest name of a holiday, in characters.
const MAX_NAME_CHARS: u32 = 40;

words! {
    /// How a day is out of the ordinary.
    pub enum DayKind {
        /// 放假
        Off = "off",
        /// 调休上班
        Work = "work",
    }
}

/// A day that is not as its day of the week says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// Which.
    pub day: NaiveDate,
    /// How.
    pub day_kind: DayKind,
    /// The name of the holiday.
    pub name: String,
}

/// The days of a year that are out of the ordinary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// Which year.
    pub year: i32,
    /// The days.
    pub days: Vec<SpecialDay>,
}

impl SpecialDay {
    /// What is wrong with it as a day of `year`.
    #[must_use]
    pub fn faults(&self, year: i32) -> Vec<FieldFault> {
        let own = self.day.year();
        let (least, most) = YEARS;
        let strange = (own != year).then(|| FieldFault::new("day", Wrong::OtherYear { year }));
        let beyond = || range("day", own.into(), least.into(), most.into());
        let works = self.day_kind == DayKind::Work && is_working_day(self.day);
        let works = works.then(|| FieldFault::new("day_kind", Wrong::WorkedAnyway));
        let name = text("holiday", &self.name, MAX_NAME_CHARS, Needed::No);
        strange.or_else(beyond).into_iter().chain(works).chain(name).collect()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// 2026-10-01 is a Thursday, 2026-10-10 a Saturday.
    #[rstest]
    #[case::a_holiday("2026-10-01", DayKind::Off, "国庆节", &[])]
    #[case::a_holiday_on_a_sunday("2026-10-04", DayKind::Off, "国庆节", &[])]
    #[case::a_make_up_day("2026-10-10", DayKind::Work, "", &[])]
    #[case::made_up_for_on_a_day_of_work("2026-10-01", DayKind::Work, "", &["day_kind worked_anyway"])]
    #[case::another_year("2025-10-01", DayKind::Off, "", &["day other_year"])]
    #[case::a_long_name("2026-10-01", DayKind::Off, &"节".repeat(41), &["holiday too_long"])]
    fn a_day_is_one_of_its_year_and_out_of_the_ordinary(
        #[case] day: NaiveDate,
        #[case] day_kind: DayKind,
        #[case] name: &str,
        #[case] expected: &[&str],
    ) {
        let faults = SpecialDay { day, day_kind, name: name.to_owned() }.faults(2026);
        let said: Vec<_> =
            faults.iter().map(|fault| format!("{} {}", fault.field, fault.wrong.code())).collect();
        assert_eq!(said, expected);
    }

    #[rstest]
    #[case(1999, false)]
    #[case(2000, true)]
    #[case(2100, true)]
    #[case(2101, false)]
    fn no_year_lies_far_off(#[case] year: i32, #[case] fits: bool) {
        let day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let day = SpecialDay { day, day_kind: DayKind::Off, name: String::new() };
        assert_eq!(day.faults(year).is_empty(), fits);
    }
}

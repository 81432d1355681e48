//! The office's calendar: which days are off, and on which weekend days people work (调休).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::{CalendarYear, DayKind, SpecialDay, is_working_day};

/// The years that come with the program.
const SHIPPED: [&str; 4] = [
    include_str!("../../calendar/2024.toml"),
    include_str!("../../calendar/2025.toml"),
    include_str!("../../calendar/2026.toml"),
    include_str!("../../calendar/2027.toml"),
];

/// The longest holiday that a calendar may name, in days: a slip of the pen must not close the office for a year.
const LONGEST_HOLIDAY: usize = 31;

/// The published holidays and make-up days, year by year. A year that it does not cover counts Monday to Friday.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Year {
    published: bool,
    /// With the name of the holiday.
    off: BTreeMap<NaiveDate, String>,
    working: BTreeSet<NaiveDate>,
}

/// A day that a proposed year changes: what is known of it, and what would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayChange {
    /// Which.
    pub day: NaiveDate,
    /// As it is; nothing for a day that is as its day of the week says.
    pub before: Option<SpecialDay>,
    /// As it would be.
    pub after: Option<SpecialDay>,
}

/// Why the text of a year is refused.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// It is no calendar file.
    #[error("not a calendar file")]
    Unreadable(#[source] toml::de::Error),
    /// A day that is not of the year.
    #[error("{day} does not lie in {year}")]
    OtherYear {
        /// The day.
        day: NaiveDate,
        /// The year of the file.
        year: i32,
    },
    /// A holiday that ends before it begins, or never.
    #[error("the holiday from {from} to {to} is not 1 to {LONGEST_HOLIDAY} days long")]
    Span {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A make-up day that is off, or a working day anyway.
    #[error("{0} cannot be made up for: it is off, or people work then anyway")]
    NoMakeUp(NaiveDate),
    /// A year that is not published has nothing to say.
    #[error("{0} is not published and names days all the same")]
    Unpublished(i32),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: i32,
    published: bool,
    holidays: Vec<Holiday>,
    working: Vec<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: String,
    from: NaiveDate,
    to: NaiveDate,
}

impl Calendar {
    /// The calendar that comes with the program.
    ///
    /// # Panics
    ///
    /// Never: a test reads the files.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        static SHIPPED_CALENDAR: LazyLock<Arc<Calendar>> = LazyLock::new(|| {
            let read = |calendar: Calendar, text: &&str| calendar.with(text);
            let calendar = SHIPPED.iter().try_fold(Calendar::default(), read);
            Arc::new(calendar.expect("the shipped calendar is well formed"))
        });
        Arc::clone(&SHIPPED_CALENDAR)
    }

    /// The same with the year of a file; a year read again replaces what was known of it.
    ///
    /// # Errors
    ///
    /// [`CalendarError`] if the text is no calendar, or contradicts itself.
    pub fn with(mut self, text: &str) -> Result<Self, CalendarError> {
        let file: File = toml::from_str(text).map_err(CalendarError::Unreadable)?;
        let names_days = !file.holidays.is_empty() || !file.working.is_empty();
        if names_days && !file.published {
            return Err(CalendarError::Unpublished(file.year));
        }
        let mut year = Year { published: file.published, ..Year::default() };
        for Holiday { name, from, to } in file.holidays {
            year.off.extend(days(from, to)?.into_iter().map(|day| (day, name.clone())));
        }
        for day in file.working {
            if is_working_day(day) || year.off.contains_key(&day) {
                return Err(CalendarError::NoMakeUp(day));
            }
            year.working.insert(day);
        }
        let mut all = year.off.keys().chain(&year.working);
        if let Some(day) = all.find(|day| day.year() != file.year) {
            return Err(CalendarError::OtherYear { day: *day, year: file.year });
        }
        self.years.insert(file.year, year);
        Ok(self)
    }

    /// The same with a year as the office brought it in, in place of what was known of it.
    #[must_use]
    pub fn with_year(mut self, brought: &CalendarYear) -> Self {
        let mut year = Year { published: true, ..Year::default() };
        for SpecialDay { day, day_kind, name } in &brought.days {
            match day_kind {
                DayKind::Off => drop(year.off.insert(*day, name.clone())),
                DayKind::Work => drop(year.working.insert(*day)),
            }
        }
        self.years.insert(brought.year, year);
        self
    }

    /// What differs once a year takes the place of what is known of it, in order of the days.
    #[must_use]
    pub fn changes(&self, brought: &CalendarYear) -> Vec<DayChange> {
        let by_day = |days: Vec<SpecialDay>| -> BTreeMap<NaiveDate, SpecialDay> {
            days.into_iter().map(|special| (special.day, special)).collect()
        };
        let before = by_day(self.special_days(brought.year));
        let after = by_day(Self::default().with_year(brought).special_days(brought.year));
        let days: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
        let change = |day: NaiveDate| {
            let (before, after) = (before.get(&day).cloned(), after.get(&day).cloned());
            (before != after).then_some(DayChange { day, before, after })
        };
        days.into_iter().filter_map(change).collect()
    }

    /// The years of which something is known, be it that nothing was published.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }

    /// The days of a year that are not as their day of the week says, in order.
    #[must_use]
    pub fn special_days(&self, year: i32) -> Vec<SpecialDay> {
        let Some(known) = self.years.get(&year) else { return Vec::new() };
        let off = known.off.iter().map(|(day, name)| SpecialDay {
            day: *day,
            day_kind: DayKind::Off,
            name: name.clone(),
        });
        let working = known.working.iter().map(|day| SpecialDay {
            day: *day,
            day_kind: DayKind::Work,
            name: String::new(),
        });
        let mut days: Vec<_> = off.chain(working).collect();
        days.sort_by_key(|special| special.day);
        days
    }

    /// Whether the holidays of this year are known.
    #[must_use]
    pub fn covers(&self, year: i32) -> bool {
        self.years.get(&year).is_some_and(|year| year.published)
    }

    /// Whether people are expected at work on this day.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.years.get(&day.year()) {
            Some(year) if year.working.contains(&day) => true,
            Some(year) if year.off.contains_key(&day) => false,
            Some(_) | None => is_working_day(day),
        }
    }

    /// The day that is `days` working days after `day`. `day` itself only at the end of time.
    #[must_use]
    pub fn after(&self, day: NaiveDate, days: u32) -> NaiveDate {
        let later = day.iter_days().skip(1).filter(|day| self.is_working_day(*day));
        later.take(days as usize).last().unwrap_or(day)
    }

    /// How many working days there are from `from` up to, but without, `to`; none if `to` is not later. Counted up to `most`,
    /// because nobody asks how many there are in a thousand years.
    #[must_use]
    pub fn working_days_in(&self, from: NaiveDate, to: NaiveDate, most: u32) -> u32 {
        let days = from.iter_days().take_while(|day| *day < to);
        let working = days.filter(|day| self.is_working_day(*day)).take(most as usize);
        u32::try_from(working.count()).unwrap_or(most)
    }
}

fn days(from: NaiveDate, to: NaiveDate) -> Result<Vec<NaiveDate>, CalendarError> {
    let days: Vec<_> =
        from.iter_days().take_while(|day| *day <= to).take(LONGEST_HOLIDAY + 1).collect();
    if days.is_empty() || days.len() > LONGEST_HOLIDAY {
        return Err(CalendarError::Span { from, to });
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn september(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    /// Without a year the calendar knows the days of the week only.
    fn weeks() -> Calendar {
        Calendar::default()
    }

    #[test]
    fn a_weekend_does_not_count() {
        // 2026-09-15 is a Tuesday.
        for (days, expected) in [(0, 15), (1, 16), (3, 18), (4, 21), (8, 25), (9, 28)] {
            assert_eq!(weeks().after(september(15), days), september(expected), "{days}");
        }
        assert_eq!(weeks().after(september(19), 1), september(21), "from a Saturday");
        assert_eq!(weeks().after(NaiveDate::MAX, 3), NaiveDate::MAX);
    }

    #[test]
    fn a_make_up_day_counts_and_a_holiday_does_not() {
        let calendar = Calendar::shipped();
        // The 20th is a Sunday on which people work for the National Day, the 25th is Mid-Autumn.
        for (days, expected) in [(3, 18), (4, 20), (5, 21), (8, 24), (9, 28)] {
            assert_eq!(calendar.after(september(15), days), september(expected), "{days}");
        }
    }

    #[rstest]
    #[case::every_day_of_a_week("2026-09-14", "2026-09-21", 5)]
    #[case::from_a_tuesday("2026-09-15", "2026-09-21", 4)]
    #[case::from_a_saturday("2026-09-12", "2026-09-21", 5)]
    #[case::same_day("2026-09-15", "2026-09-15", 0)]
    #[case::backwards("2026-09-16", "2026-09-15", 0)]
    fn the_last_day_is_left_out(#[case] from: NaiveDate, #[case] to: NaiveDate, #[case] days: u32) {
        assert_eq!(weeks().working_days_in(from, to, 100), days);
    }

    #[test]
    fn counting_stops_where_nobody_needs_more() {
        assert_eq!(weeks().working_days_in(NaiveDate::MIN, NaiveDate::MAX, 7), 7);
    }

    /// 251 and twice 248 are what payrolls count with; of 2027 only the weeks are known.
    #[rstest]
    #[case(2024, 251)]
    #[case(2025, 248)]
    #[case(2026, 248)]
    #[case(2027, 261)]
    fn the_shipped_years_have_as_many_working_days_as_they_should(
        #[case] year: i32,
        #[case] days: u32,
    ) {
        let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let calendar = Calendar::shipped();
        assert_eq!(calendar.working_days_in(new_year(year), new_year(year + 1), 400), days);
        assert_eq!(calendar.covers(year), year != 2027);
    }

    /// A published year with one holiday and a list of make-up days.
    fn year(year: i32, from: &str, to: &str, working: &str) -> String {
        let holiday = format!("{{name = 'x', from = '{from}', to = '{to}'}}");
        format!("year = {year}\npublished = true\nholidays = [{holiday}]\nworking = [{working}]")
    }

    #[rstest]
    #[case::no_calendar("year = 2028")]
    #[case::unknown_word("year = 2028\npublished = true\nholidays = []\nworking = []\nextra = 1")]
    #[case::other_year(&year(2028, "2027-12-31", "2028-01-02", ""))]
    #[case::backwards(&year(2028, "2028-01-03", "2028-01-02", ""))]
    #[case::endless(&year(2028, "2028-01-01", "2028-12-31", ""))]
    #[case::working_anyway(
        "year = 2028\npublished = true\nholidays = []\nworking = ['2028-01-03']"
    )]
    #[case::off_and_on(&year(2028, "2028-01-01", "2028-01-02", "'2028-01-01'"))]
    #[case::unpublished("year = 2028\npublished = false\nholidays = []\nworking = ['2028-01-01']")]
    fn a_file_that_contradicts_itself_is_refused(#[case] text: &str) {
        assert!(weeks().with(text).is_err(), "{text}");
    }

    #[test]
    fn a_year_that_the_office_brought_in_counts_and_says_what_it_says() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let special = |text, day_kind, name: &str| SpecialDay {
            day: day(text),
            day_kind,
            name: name.to_owned(),
        };
        let days = vec![
            special("2027-01-01", DayKind::Off, "元旦"),
            special("2027-01-09", DayKind::Work, ""),
        ];
        let brought = CalendarYear { year: 2027, days: days.clone() };
        let calendar = Calendar::shipped().as_ref().clone().with_year(&brought);
        assert!(calendar.covers(2027) && !Calendar::shipped().covers(2027));
        let works = ["2027-01-01", "2027-01-04", "2027-01-09", "2027-01-10"];
        assert_eq!(works.map(|on| calendar.is_working_day(day(on))), [false, true, true, false]);
        assert_eq!(calendar.special_days(2027), days);
        assert_eq!(calendar.special_days(2026), Calendar::shipped().special_days(2026));
        assert_eq!(calendar.special_days(2026)[0].name, "元旦");
        assert_eq!(calendar.years().collect::<Vec<_>>(), [2024, 2025, 2026, 2027]);
    }

    #[test]
    fn a_year_read_again_replaces_the_one_before() {
        let text = year(2027, "2027-01-01", "2027-01-03", "");
        let calendar = Calendar::shipped().as_ref().clone().with(&text).unwrap();
        assert!(calendar.covers(2027) && calendar.covers(2026));
        assert!(!calendar.is_working_day(NaiveDate::from_ymd_opt(2027, 1, 1).unwrap()));
    }
}

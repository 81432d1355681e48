//! 节假日与调休: the days of a year that are out of the ordinary, brought in as a file.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_persistence::CalendarYearRow;
use baopi_workflow::PersonId;
use baopi_workflow::book::{Book, BookChange, Wrong};
use baopi_workflow::working_day::{Calendar, CalendarYear, DayKind, MAX_DAYS, SpecialDay};
use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::answer::CommandKey;
use crate::book::{BookError, BookRefusal, Booked, record};
use crate::cells::{Cells, LineFault, unknown_columns};
use crate::error::EngineError;
use crate::table::Table;

/// The columns of a file of days.
pub const COLUMNS: [&str; 3] = ["day", "day_kind", "holiday"];

/// A year that was brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedYear {
    /// Which year.
    pub year: i32,
    /// How many days it names.
    pub entries: u32,
}

/// What is known of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    /// The calendar as it counts.
    pub calendar: Arc<Calendar>,
    /// The years that the office brought in, each as it was last.
    pub brought: Vec<CalendarYearRow>,
}

impl WorkingDays {
    /// This year and the next, as far as their holidays are not known, so that Monday to Friday are counted.
    #[must_use]
    pub fn unknown(&self, this_year: i32) -> Vec<i32> {
        [this_year, this_year + 1].into_iter().filter(|year| !self.calendar.covers(*year)).collect()
    }

    /// The days of a year as a file that could be brought in.
    #[must_use]
    pub fn table(&self, year: i32) -> Table {
        let mut table = Table::new(COLUMNS);
        for SpecialDay { day, day_kind, name } in self.calendar.special_days(year) {
            table.push(vec![day.to_string(), day_kind.key().to_owned(), name]);
        }
        table
    }
}

impl Engine {
    /// The calendar, which everybody with an account may read.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn working_days(&self) -> Result<WorkingDays, EngineError> {
        let calendar = self.store().calendar_at(self.now()).await?;
        Ok(WorkingDays { calendar, brought: self.store().calendar_years().await? })
    }

    /// Takes a year's holidays and make-up days over from a file, in place of what was known of the year. What was judged before
    /// stays as it was judged.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::NotYours`] for whoever does not administer; [`BookRefusal::Lines`] with every line and field that cannot be
    /// taken. Whichever it is, nothing was taken over.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn import_working_days(
        &self,
        actor: PersonId,
        table: &Table,
        key: Option<CommandKey>,
    ) -> Result<Booked<ImportedYear>, BookError> {
        let order = self.wish(actor, (Book::WorkingDays, "import"), key);
        let shared = order.clone();
        // Whoever may not bring anything in is told so first, and not what is wrong in the file.
        if !self.store().organisation().await?.administers(actor) {
            let refused = BookError::from(BookRefusal::NotYours);
            self.record_refusal(&order, &refused).await?;
            return Err(refused);
        }
        if table.rows.len() > MAX_DAYS {
            return Err(BookRefusal::TooManyLines { most: MAX_DAYS }.into());
        }
        let year = Arc::new(read(table).map_err(BookRefusal::Lines)?);
        self.book(order, move |txn| {
            let (year, order) = (Arc::clone(&year), shared.clone());
            Box::pin(async move {
                if !txn.organisation().await?.administers(order.actor) {
                    return Err(BookRefusal::NotYours.into());
                }
                txn.insert_calendar_year(&year, order.actor, order.now).await?;
                record(txn, &order, BookChange::Added, &year.days).await?;
                let entries = u32::try_from(year.days.len()).unwrap_or(u32::MAX);
                Ok(ImportedYear { year: year.year, entries })
            })
        })
        .await
    }
}

/// The year of a file, or everything that is wrong in any of its lines. The year is that of the first line.
fn read(table: &Table) -> Result<CalendarYear, Vec<LineFault>> {
    let mut faults = unknown_columns(table, &COLUMNS);
    let (mut days, mut known, mut of) = (Vec::new(), BTreeSet::new(), None);
    for row in &table.rows {
        let mut cells = Cells::of(table, row);
        let day = special_day(&mut cells);
        let more = day
            .as_ref()
            .map_or_else(Vec::new, |special| special.faults(*of.get_or_insert(special.day.year())));
        if day.as_ref().is_some_and(|special| !known.insert(special.day)) {
            cells.fault("day", Wrong::Taken);
        }
        faults.extend(cells.into_faults(more));
        days.extend(day);
    }
    match of {
        Some(year) if faults.is_empty() => Ok(CalendarYear { year, days }),
        Some(_) | None => Err(faults),
    }
}

fn special_day(cells: &mut Cells<'_>) -> Option<SpecialDay> {
    let (day, day_kind) = (cells.date("day"), cells.word::<DayKind>("day_kind"));
    let (day, day_kind) = (cells.needed("day", day), cells.needed("day_kind", day_kind));
    Some(SpecialDay { day: day?, day_kind: day_kind?, name: cells.text("holiday").to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Result<(i32, usize), Vec<String>> {
        let table = Table::read(format!("{}\n{lines}", COLUMNS.join(",")).as_bytes()).unwrap();
        let said = |LineFault { line, fault }: &LineFault| {
            format!("{line} {} {}", fault.field, fault.wrong.code())
        };
        super::read(&table)
            .map(|year| (year.year, year.days.len()))
            .map_err(|faults| faults.iter().map(said).collect())
    }

    #[test]
    fn the_days_of_a_year_are_read_as_people_write_them() {
        assert_eq!(
            read("2027-01-01,off,元旦\n2027/1/9,work,\n2027年10月1日,off,国庆节"),
            Ok((2027, 3))
        );
    }

    #[test]
    fn every_line_and_field_that_cannot_be_read_is_named() {
        let faults = read(
            "2027-01-01,off,元旦\n\
             2028-01-01,off,元旦\n\
             2027-01-01,off,元旦\n\
             2027-01-04,work,\n\
             2027-02-30,off,春节\n\
             2027-02-06,holiday,春节\n\
             2027-02-07",
        );
        let expected = [
            "3 day other_year",
            "4 day taken",
            "5 day_kind worked_anyway",
            "6 day unreadable",
            "7 day_kind unreadable",
            "8 day_kind missing",
        ];
        assert_eq!(faults, Err(expected.map(str::to_owned).into()));
    }

    #[test]
    fn a_year_that_is_written_out_can_be_brought_in_again() {
        let days = WorkingDays { calendar: Calendar::shipped(), brought: Vec::new() };
        let table = days.table(2026);
        let year = super::read(&table).unwrap();
        let again = Calendar::default().with_year(&year);
        assert_eq!(again.special_days(2026), Calendar::shipped().special_days(2026));
        assert_eq!((days.unknown(2026), days.unknown(2025)), (vec![2027], Vec::new()));
    }
}

//! 节假日与调休: the days of a year that are out of the ordinary. One administrator proposes a year as a file, another confirms it.

use std::sync::Arc;

use baopi_persistence::{CalendarYearRow, Cursor, Page, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault};
use baopi_workflow::proposal::{Proposal, Settlement, Standing, Subject, may_settle};
use baopi_workflow::working_day::{Calendar, CalendarYear, MAX_DAYS, SpecialDay};
use baopi_workflow::{Organisation, PersonId, ProposalId};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cells::{Cells, Line, LineFault};
use super::entry::Entry;
use super::{BookError, BookRefusal, Booked, Order, record};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::key::CommandKey;

/// What is known of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    /// The calendar as it counts.
    pub calendar: Arc<Calendar>,
    /// The years that the office brought in, each as it was last.
    pub brought: Vec<CalendarYearRow>,
}

/// A year that one administrator proposed, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedYear {
    /// The year and its days.
    pub year: CalendarYear,
    /// Who proposed it and who settled it.
    pub proposal: Proposal,
}

impl ProposedYear {
    fn read(proposal: Proposal) -> Result<Self, EngineError> {
        Ok(Self { year: serde_json::from_str(&proposal.body)?, proposal })
    }
}

impl WorkingDays {
    /// This year and the next, as far as their holidays are not known, so that Monday to Friday are counted.
    #[must_use]
    pub fn unknown(&self, this_year: i32) -> Vec<i32> {
        [this_year, this_year + 1].into_iter().filter(|year| !self.calendar.covers(*year)).collect()
    }
}

impl Line for SpecialDay {
    const COLUMNS: &'static [&'static str] = &["day", "day_kind", "holiday"];
    const KEY: &'static [&'static str] = &["day"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let day = cells.needed("day", Cells::date);
        let day_kind = cells.needed("day_kind", Cells::word);
        Some(Self { day: day?, day_kind: day_kind?, name: cells.text("holiday").to_owned() })
    }

    fn identity(&self) -> Option<String> {
        Some(self.day.to_string())
    }

    /// The year of a file is that of its first line.
    fn together(lines: &[(u64, Self)]) -> Vec<LineFault> {
        let Some(year) = lines.first().map(|(_, special)| special.day.year()) else {
            return Vec::new();
        };
        let faults = |(line, special): &(u64, Self)| {
            let line = *line;
            special.faults(year).into_iter().map(move |fault: FieldFault| LineFault { line, fault })
        };
        lines.iter().flat_map(faults).collect()
    }
}

/// A file proposes one year, in place of what is known of it. What was judged before stays as it was judged.
impl Entry for SpecialDay {
    type New = Self;
    type Shown = Self;
    /// Of which year.
    type Wanted = i32;

    const BOOK: Book = Book::WorkingDays;
    const MOST: usize = MAX_DAYS;

    fn may_write(person: PersonId, organisation: &Organisation) -> bool {
        organisation.administers(person)
    }

    async fn keep(
        txn: &mut Txn,
        order: &Order,
        entries: Vec<(Uuid, Self)>,
    ) -> Result<Vec<Self>, BookError> {
        let id = entries.first().map(|(id, _)| *id);
        let days: Vec<_> = entries.into_iter().map(|(_, day)| day).collect();
        if let (Some(id), Some(year)) = (id, Self::year(&days)) {
            let place = year.to_string();
            if txn.has_open_proposal(Subject::WorkingDays, &place).await? {
                return Err(BookRefusal::Pending.into());
            }
            let proposal = Proposal {
                id: ProposalId(id),
                subject: Subject::WorkingDays,
                place,
                body: serde_json::to_string(&CalendarYear { year, days: days.clone() })?,
                by: order.actor,
                at: order.now,
                standing: Standing::Open,
                settled: None,
            };
            txn.insert_proposal(&proposal).await?;
            record(txn, order, BookChange::Added, &days).await?;
        }
        Ok(days)
    }

    /// All of them at once: a year has few.
    async fn find(
        engine: &Engine,
        _: PersonId,
        year: i32,
        _: (Option<Cursor>, u32),
    ) -> Result<Page<Self>, EngineError> {
        let calendar = engine.store().calendar_at(engine.now()).await?;
        Ok(Page { items: calendar.special_days(year), next: None })
    }

    fn row(SpecialDay { day, day_kind, name }: &Self, _: &Organisation) -> Vec<String> {
        vec![day.to_string(), day_kind.key().to_owned(), name.clone()]
    }

    fn year(days: &[Self]) -> Option<i32> {
        days.first().map(|special| special.day.year())
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

    /// The years of the calendar that were proposed, one of them or all, the latest proposal first; everybody with an account may
    /// read them.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn proposed_years(
        &self,
        year: Option<i32>,
    ) -> Result<Vec<ProposedYear>, EngineError> {
        let place = year.map(|year| year.to_string());
        let found = self.store().proposals(Subject::WorkingDays, place.as_deref()).await?;
        found.into_iter().map(ProposedYear::read).collect()
    }

    /// Confirms, declines or takes back a proposed year of the calendar. A confirmed one counts at once.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::OwnProposal`] for whoever proposed it and wants to decide, [`BookRefusal::NotYours`] for whoever does not
    /// administer or did not propose what is to be taken back, and [`BookRefusal::Settled`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn settle_working_days(
        &self,
        actor: PersonId,
        id: ProposalId,
        how: Settlement,
        key: Option<CommandKey>,
    ) -> Result<Booked<ProposedYear>, BookError> {
        let order = self.wish(actor, (Book::WorkingDays, how.key()), key);
        let shared = order.clone();
        self.book(order, move |txn| {
            let order = shared.clone();
            Box::pin(async move { settle(txn, (id, how), &order).await })
        })
        .await
    }
}

async fn settle(
    txn: &mut Txn,
    (id, how): (ProposalId, Settlement),
    order: &Order,
) -> Result<ProposedYear, BookError> {
    let organisation = txn.organisation().await?;
    if !organisation.administers(order.actor) {
        return Err(BookRefusal::NotYours.into());
    }
    let found = txn.lock_proposal(id).await?;
    let found = found.filter(|found| found.subject == Subject::WorkingDays);
    let proposal = found.ok_or(BookError::NotFound)?;
    may_settle(how, (proposal.by, proposal.standing), order.actor, &organisation)
        .map_err(BookRefusal::from)?;
    let settled = Some((order.actor, order.now));
    let done = ProposedYear::read(Proposal { standing: how.standing(), settled, ..proposal })?;
    txn.settle_proposal(&done.proposal).await?;
    let change = match how {
        Settlement::Confirm => {
            txn.insert_calendar_year(&done.year, order.actor, order.now).await?;
            BookChange::Confirmed
        }
        Settlement::Decline => BookChange::Declined,
        Settlement::Withdraw => BookChange::Withdrawn,
    };
    record(txn, order, change, &done.year.days).await?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use baopi_workflow::Timestamp;

    use super::super::cells::read_lines;
    use super::super::table::Table;
    use super::*;

    fn read(lines: &str) -> Result<(i32, usize), Vec<String>> {
        let head = SpecialDay::COLUMNS.join(",");
        let table = Table::read(format!("{head}\n{lines}").as_bytes()).unwrap();
        let (days, faults) = read_lines::<SpecialDay>(
            &table,
            SpecialDay::COLUMNS,
            &Organisation::default(),
            Timestamp(0),
        );
        let said = |LineFault { line, fault }: &LineFault| {
            format!("{line} {} {}", fault.field, fault.wrong.code())
        };
        if !faults.is_empty() {
            return Err(faults.iter().map(said).collect());
        }
        let days: Vec<_> = days.into_iter().map(|(_, day)| day).collect();
        Ok((SpecialDay::year(&days).unwrap(), days.len()))
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
        let shipped = Calendar::shipped();
        let mut table = Table::new(SpecialDay::COLUMNS.iter().copied());
        for day in shipped.special_days(2026) {
            table.push(SpecialDay::row(&day, &Organisation::default()));
        }
        let nobody = Organisation::default();
        let (days, faults) = read_lines(&table, SpecialDay::COLUMNS, &nobody, Timestamp(0));
        assert_eq!(faults, []);
        let days = days.into_iter().map(|(_, day)| day).collect();
        let again = Calendar::default().with_year(&CalendarYear { year: 2026, days });
        assert_eq!(again.special_days(2026), shipped.special_days(2026));
        let days = WorkingDays { calendar: shipped, brought: Vec::new() };
        assert_eq!((days.unknown(2026), days.unknown(2025)), (vec![2027], Vec::new()));
    }
}

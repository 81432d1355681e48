//! The calendar of meetings, and slots in which some units are free.
//!
//! Whoever sees the figures of all units sees all meetings; everybody else sees those in which their own unit takes part.
//! That a unit is taken at some time is no secret, so slots look at all meetings.

use std::collections::BTreeSet;

use baopi_persistence::PlannedRow;
use baopi_workflow::content::Session;
use baopi_workflow::statistics::plan::free_slots;
use baopi_workflow::statistics::{Period, Span};
use baopi_workflow::{Timestamp, UnitId};
use chrono::{Days, NaiveDate, NaiveTime};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::figures::statistics::Scope;
use crate::office::identity::Viewer;

/// So many slots are proposed.
const SLOTS: usize = 6;
/// So many days ahead are looked at.
const DAYS_AHEAD: u64 = 60;

/// A session in the calendar, as one person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    /// What everybody sees who sees the calendar of one of its units.
    pub planned: PlannedRow,
    /// Whether this person may open the request.
    pub may_see: bool,
}

impl Engine {
    /// The meetings of a month that this viewer sees, the earliest first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn calendar(
        &self,
        viewer: &Viewer,
        month: Period,
    ) -> Result<Vec<CalendarRow>, EngineError> {
        let Span { from, to } = month.days();
        let rows = self.store().planned(begin(from), begin(after(to, 1))).await?;
        let scope = Scope::of(viewer);
        let seen = |row: &PlannedRow| match &scope {
            Scope::All => true,
            Scope::Units(units) => !row.units.is_disjoint(units),
        };
        let rows: Vec<_> = rows.into_iter().filter(seen).collect();
        let visible = self.visible(viewer.person, rows.iter().map(|row| row.request)).await?;
        let row = |planned: PlannedRow| {
            let may_see = visible.contains(&planned.request);
            CalendarRow { planned, may_see }
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// The next slots of so many minutes in which none of these units has a meeting.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn free_slots(
        &self,
        from: NaiveDate,
        minutes: u32,
        units: &BTreeSet<UnitId>,
    ) -> Result<Vec<Session>, EngineError> {
        let to = after(from, DAYS_AHEAD);
        let rows = self.store().planned(begin(from), begin(to)).await?;
        let busy: Vec<_> = rows
            .into_iter()
            .filter(|row| !row.units.is_disjoint(units))
            .map(|row| row.session)
            .collect();
        let calendar = self.store().calendar_at(self.now()).await?;
        Ok(free_slots(from, minutes, &busy, SLOTS, |day| calendar.is_working_day(day)))
    }
}

fn begin(day: NaiveDate) -> Timestamp {
    Timestamp::at_office(day.and_time(NaiveTime::MIN))
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_of_the_office_which_is_eight_hours_ahead() {
        let day = NaiveDate::from_ymd_opt(1970, 1, 2).unwrap();
        assert_eq!(begin(day), Timestamp(16 * 3_600_000));
    }

    #[test]
    fn the_last_day_of_all_is_followed_by_itself() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        assert_eq!(after(day(9, 30), 1), day(10, 1));
        assert_eq!(after(NaiveDate::MAX, 1), NaiveDate::MAX);
    }
}

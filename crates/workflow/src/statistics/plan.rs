//! The calendar: when meetings are planned or were held, and when there is still room for one.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveTime};

use super::hours::SHIFTS;
use crate::content::{Content, MeetingContent, Session};
use crate::id::UnitId;
use crate::request::Request;
use crate::rules::calendar::window;
use crate::status::Status;
use crate::time::Timestamp;

const MILLIS_PER_MINUTE: i64 = 60_000;
/// Meetings begin at full and half hours.
const STEP_MINUTES: usize = 30;
/// Nobody looks further ahead for a slot.
const MAX_DAYS: u64 = 60;

/// The sessions of a meeting that stand in the calendar: as they were held, or as they are asked for, approved or announced.
#[must_use]
pub fn sessions(request: &Request, content: &Content) -> Vec<Session> {
    let Content::Meeting(meeting) = content else { return Vec::new() };
    if let Some(actual) = &request.actual {
        return vec![Session { starts_at: actual.starts_at, ends_at: actual.ends_at }];
    }
    let stands = matches!(
        request.status,
        Status::Review(_) | Status::Approved | Status::Noticed | Status::Filed
    );
    if stands { meeting.sessions.clone() } else { Vec::new() }
}

/// Everybody who takes part in a meeting: its host, those who convene it as well, and those who are called.
#[must_use]
pub fn participants(meeting: &MeetingContent) -> BTreeSet<UnitId> {
    meeting.units().collect()
}

/// The next slots of so many minutes at work, in no week without meetings, and beside `busy`: at most `wanted`, one for each
/// half of a day.
#[must_use]
pub fn free_slots(
    from: NaiveDate,
    minutes: u32,
    busy: &[Session],
    wanted: usize,
    is_working_day: impl Fn(NaiveDate) -> bool,
) -> Vec<Session> {
    let days = (0..MAX_DAYS).filter_map(|days| from.checked_add_days(Days::new(days)));
    let open = days.filter(|day| is_working_day(*day) && !is_in_window(*day));
    let halves = open.flat_map(|day| SHIFTS.map(|shift| (day, shift)));
    halves.filter_map(|half| slot(half, minutes, busy)).take(wanted).collect()
}

/// Whether a day lies in the week without meetings of its month.
#[must_use]
pub fn is_in_window(day: NaiveDate) -> bool {
    window(day).is_some_and(|(from, to)| (from..=to).contains(&day))
}

fn slot(
    (day, (begins, ends)): (NaiveDate, (i64, i64)),
    minutes: u32,
    busy: &[Session],
) -> Option<Session> {
    let midnight = Timestamp::at_office(day.and_time(NaiveTime::MIN)).0;
    let at = |minute: i64| Timestamp(midnight + minute * MILLIS_PER_MINUTE);
    let length = i64::from(minutes);
    let starts = (begins..=ends - length).step_by(STEP_MINUTES);
    let mut slots =
        starts.map(|start| Session { starts_at: at(start), ends_at: at(start + length) });
    slots.find(|slot| {
        busy.iter().all(|other| other.ends_at <= slot.starts_at || slot.ends_at <= other.starts_at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::working_day::is_working_day;

    fn september(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    fn session(day: u32, from: (u32, u32), minutes: i64) -> Session {
        let starts_at =
            Timestamp::at_office(september(day).and_hms_opt(from.0, from.1, 0).unwrap());
        Session { starts_at, ends_at: Timestamp(starts_at.0 + minutes * MILLIS_PER_MINUTE) }
    }

    #[test]
    fn slots_lie_at_work_and_beside_what_is_there() {
        // Tuesday the 15th: the morning is taken but for its beginning, the afternoon is free.
        let busy = [session(15, (9, 30), 150)];
        let found = free_slots(september(15), 60, &busy, 3, is_working_day);
        let expected =
            [session(15, (8, 30), 60), session(15, (14, 0), 60), session(16, (8, 30), 60)];
        assert_eq!(found, expected);
        let found = free_slots(september(15), 90, &busy, 1, is_working_day);
        assert_eq!(found, [session(15, (14, 0), 90)]);
    }

    #[test]
    fn the_week_without_meetings_and_weekends_are_left_out() {
        // The week from the 7th to the 13th has none; the 5th is a Saturday.
        let found = free_slots(september(5), 60, &[], 1, is_working_day);
        assert_eq!(found, [session(14, (8, 30), 60)]);
        assert!(is_in_window(september(7)) && is_in_window(september(13)));
        assert!(!is_in_window(september(6)) && !is_in_window(september(14)));
    }

    #[test]
    fn what_is_longer_than_half_a_day_has_no_slot() {
        assert_eq!(free_slots(september(15), 211, &[], 3, is_working_day), []);
        assert_eq!(free_slots(september(15), 210, &[], 1, is_working_day).len(), 1);
    }

    #[test]
    fn what_touches_does_not_overlap() {
        let busy = [session(15, (8, 30), 60), session(15, (10, 30), 90)];
        let found = free_slots(september(15), 60, &busy, 1, is_working_day);
        assert_eq!(found, [session(15, (9, 30), 60)]);
    }
}

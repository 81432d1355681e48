//! What happened to a request, and when: `[time] login action [opinion]`.

use baopi_workflow::request::Actual;
use baopi_workflow::{Action, MeetingContent, PersonId, Timestamp};
use chrono::{Datelike, Duration, NaiveDateTime, NaiveTime, Weekday};

use super::super::organisation::{District, Unresolved};
use super::action;

/// Minutes from one step to the next, where nothing else is said.
const MINUTES_BETWEEN: i64 = 55;
/// Nobody decides after this hour, or before nine.
const LAST_HOUR: u32 = 17;
/// How times are written.
const TIME_FORMAT: &str = "%Y-%m-%dT%H:%M";

/// One thing that somebody did.
#[derive(Debug, Clone)]
pub(in crate::demo) struct Step {
    /// When.
    pub(in crate::demo) at: Timestamp,
    /// Who.
    pub(in crate::demo) by: PersonId,
    /// What.
    pub(in crate::demo) action: Action,
}

pub(super) fn read(
    lines: &[String],
    begun: Timestamp,
    meeting: Option<&MeetingContent>,
    district: &District,
) -> Result<Vec<Step>, Unresolved> {
    let mut at = begun;
    let mut steps = Vec::with_capacity(lines.len());
    for line in lines {
        let wrong = || Unresolved(line.clone());
        let (first, rest) = line.split_once(' ').ok_or_else(wrong)?;
        let (time, rest) = match NaiveDateTime::parse_from_str(first, TIME_FORMAT) {
            Ok(time) => (Some(time), rest),
            Err(_) => (None, line.as_str()),
        };
        at = time.map_or_else(|| next(at), Timestamp::at_office);
        let (login, rest) = rest.split_once(' ').ok_or_else(wrong)?;
        let (word, opinion) = rest.split_once(' ').unwrap_or((rest, ""));
        steps.push(Step {
            at,
            by: district.person(login)?.id,
            action: action(word, opinion, meeting)?,
        });
    }
    Ok(steps)
}

/// The moment of the next step: a while later, or at nine on the next working day.
fn next(at: Timestamp) -> Timestamp {
    let Some(local) = at.local() else { return at };
    let later = local.naive_local() + Duration::minutes(MINUTES_BETWEEN);
    let evening = NaiveTime::from_hms_opt(LAST_HOUR, 0, 0).unwrap_or(NaiveTime::MIN);
    if later.time() < evening && later.date() == local.date_naive() {
        return Timestamp::at_office(later);
    }
    let mut day = local.date_naive() + Duration::days(1);
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day += Duration::days(1);
    }
    Timestamp::at_office(day.and_time(NaiveTime::MIN) + Duration::hours(9))
}

/// A meeting that went exactly as it was planned.
pub(super) fn as_planned(meeting: &MeetingContent) -> Option<Actual> {
    Some(Actual {
        starts_at: meeting.sessions.iter().map(|session| session.starts_at).min()?,
        ends_at: meeting.sessions.iter().map(|session| session.ends_at).max()?,
        headcount: meeting.headcount?,
        mode: meeting.mode?,
        venue: meeting.venue.clone(),
        no_show: 0,
    })
}

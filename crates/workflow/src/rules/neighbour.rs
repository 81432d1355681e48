//! 统筹会议: what other meetings mean for this one. MERGE-SIMILAR, COMBINE-ATTENDEES and SPLIT-MEETING.
//!
//! Whoever asks later answers: the meeting that was submitted first is told of the other, and goes on.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::attendance::in_scope;
use super::knowledge::{MeetingStanding, OtherMeeting};
use super::{BY_LEADER, BY_MAIN_LEADER, Case, Finding, Known, Parameter, RuleId, RuleSet, Verdict};
use crate::content::{Content, MeetingContent, Session};
use crate::id::UnitId;
use crate::organisation::Organisation;
use crate::similarity::{self, OrganNames, Ratio, Title};
use crate::time::Timestamp;
use crate::working_day::Calendar;

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    use RuleId::{CombineAttendees, MergeSimilar, SplitMeeting};
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if !in_scope(meeting) {
        return Vec::new();
    }
    match &case.knowledge.meetings {
        Known::Missing => [SplitMeeting, MergeSimilar, CombineAttendees]
            .map(|rule| Finding::missing(rule, "meetings"))
            .into(),
        Known::Is(others) if others.is_empty() => Vec::new(),
        Known::Is(others) => {
            let seen = Seen::new(meeting, case);
            let others: Vec<_> = others.iter().filter_map(|other| seen.compare(other)).collect();
            let found = [seen.merge(&others), seen.combine(&others), seen.split(&others)];
            found.into_iter().flatten().collect()
        }
    }
}

/// The meeting as it is compared with others.
struct Seen<'a> {
    case: &'a Case<'a>,
    meeting: &'a MeetingContent,
    rules: &'a RuleSet,
    organisation: &'a Organisation,
    organs: OrganNames,
    title: Title,
    units: BTreeSet<UnitId>,
    days: BTreeSet<NaiveDate>,
}

/// By what two meetings are about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    Different,
    ByTitle,
    ByTopic,
}

/// Another meeting, with what it has in common with this one.
struct Compared<'a> {
    other: &'a OtherMeeting,
    days: BTreeSet<NaiveDate>,
    /// Days between the two.
    apart: u32,
    matter: Matter,
    units: Ratio,
    clustered: bool,
    /// Whether it was asked for first.
    first: bool,
}

impl<'a> Seen<'a> {
    fn new(meeting: &'a MeetingContent, case: &'a Case<'a>) -> Self {
        let organs = OrganNames::of(case.organisation);
        let mut units = meeting.attendee_units.clone();
        units.extend(meeting.co_hosts.iter().copied().chain([meeting.host_unit]));
        Self {
            case,
            meeting,
            rules: case.rules,
            organisation: case.organisation,
            title: Title::new(&meeting.title, &organs),
            organs,
            units,
            days: days(&meeting.sessions),
        }
    }

    /// Nothing if it is the meeting itself, or if nobody knows when one of the two is.
    fn compare<'o>(&self, other: &'o OtherMeeting) -> Option<Compared<'o>> {
        if self.case.own.request == Some(other.request) {
            return None;
        }
        let days = days(&other.sessions);
        let distance = |a: &NaiveDate, b: &NaiveDate| (*a - *b).num_days().unsigned_abs();
        let apart =
            self.days.iter().flat_map(|a| days.iter().map(move |b| distance(a, b))).min()?;
        Some(Compared {
            other,
            days,
            apart: u32::try_from(apart).unwrap_or(u32::MAX),
            matter: self.matter(other),
            units: similarity::attendees(&self.units, &other.units),
            clustered: self.is_clustered(other),
            first: other.submitted_at <= self.submitted_at(),
        })
    }

    fn matter(&self, other: &OtherMeeting) -> Matter {
        let topic = self.meeting.topic.trim();
        if !topic.is_empty() && topic == other.topic.trim() {
            return Matter::ByTopic;
        }
        let likeness = self.title.similarity(&Title::new(&other.title, &self.organs));
        let enough = self.rules.number(Parameter::MergeTitle);
        if likeness.at_least(enough) { Matter::ByTitle } else { Matter::Different }
    }

    fn submitted_at(&self) -> Timestamp {
        self.case.submitted_at()
    }

    /// Whether the two are held back to back: one names the other, or both name a third.
    fn is_clustered(&self, other: &OtherMeeting) -> bool {
        let own = self.case.own;
        own.cluster == Some(other.request)
            || other.cluster.is_some()
                && (other.cluster == own.request || other.cluster == own.cluster)
    }

    /// MERGE-SIMILAR: what is about the same is one meeting, or it is said why not.
    fn merge(&self, others: &[Compared]) -> Option<Finding> {
        let within = self.rules.number(Parameter::MergeDays);
        let hits = others
            .iter()
            .filter(|other| other.apart <= within && other.matter != Matter::Different);
        let (hit, verdict) = foremost(hits)?;
        let finding = self.about(RuleId::MergeSimilar, verdict, hit);
        Some(finding.with("days", hit.apart))
    }

    /// COMBINE-ATTENDEES: the same people are called once, or it is said why not. What was held calls nobody any more.
    fn combine(&self, others: &[Compared]) -> Option<Finding> {
        let within = self.rules.number(Parameter::CombineDays);
        let hits = others.iter().filter(|other| {
            let is_ahead = other.other.standing != MeetingStanding::Held;
            is_ahead && other.apart <= within && self.same_people(other) && !other.clustered
        });
        let (hit, verdict) = foremost(hits)?;
        let finding = self.about(RuleId::CombineAttendees, verdict, hit);
        Some(finding.with("pct", hit.units.percent()))
    }

    /// SPLIT-MEETING: one meeting is not held as two, so that each of them is short enough.
    fn split(&self, others: &[Compared]) -> Option<Finding> {
        let same_host = |other: &OtherMeeting| {
            other.host == self.meeting.host_unit || other.in_name_of == self.meeting.in_name_of
        };
        let parts: Vec<_> = others
            .iter()
            .filter(|other| {
                same_host(other.other)
                    && other.matter != Matter::Different
                    && self.same_people(other)
            })
            // Back to back about different matters is what the office wants.
            .filter(|other| !other.clustered || other.matter == Matter::ByTopic)
            .collect();
        if parts.is_empty() {
            return None;
        }
        let calendar =
            match self.case.knowledge.calendar.needed_by(RuleId::SplitMeeting, "calendar") {
                Ok(calendar) => calendar,
                Err(finding) => return Some(finding),
            };
        let parts = parts.into_iter().filter(|other| follow(&self.days, &other.days, calendar));
        let parts: Vec<_> = parts.collect();
        let minutes = parts.iter().map(|part| part.other.minutes);
        let n = minutes.fold(self.case.measure.minutes, u32::saturating_add);
        let limit = self.rules.number(Parameter::MeetingMinutes);
        let first = parts.iter().find(|part| part.first).filter(|_| n > limit)?;
        let finding = self.about(RuleId::SplitMeeting, BY_MAIN_LEADER, first);
        Some(finding.with("n", n).with("limit", limit))
    }

    fn same_people(&self, other: &Compared) -> bool {
        other.units.at_least(self.rules.number(Parameter::CombineAttendees))
    }

    fn about(&self, rule: RuleId, verdict: Verdict, hit: &Compared) -> Finding {
        let finding = Finding::new(rule, verdict);
        let finding = if verdict == Verdict::Advisory { finding.case("later") } else { finding };
        let unit = self.organisation.unit_name(hit.other.host);
        let finding = finding.with("title", hit.other.title.as_str()).with("unit", unit);
        hit.other.first_day().into_iter().fold(finding, |finding, day| finding.with("date", day))
    }
}

/// The hit to speak of: one that was asked for first, which has to be answered, and of several the one that lies nearest.
fn foremost<'c, 'o: 'c>(
    hits: impl Iterator<Item = &'c Compared<'o>>,
) -> Option<(&'c Compared<'o>, Verdict)> {
    let hit = hits.min_by_key(|hit| (!hit.first, hit.apart, hit.other.request))?;
    Some((hit, if hit.first { BY_LEADER } else { Verdict::Advisory }))
}

/// Whether two meetings have a day on the same or on following working days.
fn follow(one: &BTreeSet<NaiveDate>, other: &BTreeSet<NaiveDate>, calendar: &Calendar) -> bool {
    let near = |a: NaiveDate, b: NaiveDate| a.max(b) <= calendar.after(a.min(b), 1);
    one.iter().any(|a| other.iter().any(|b| near(*a, *b)))
}

fn days(sessions: &[Session]) -> BTreeSet<NaiveDate> {
    sessions.iter().map(|session| session.starts_at.date()).collect()
}

#[cfg(test)]
mod tests;

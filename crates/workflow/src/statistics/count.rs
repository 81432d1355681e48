//! What a request counts as: the one function from a request and its record to what it adds to the figures.
//!
//! A part of it follows from where the request stands ([`Contributions::stand`]): a document counts once it is issued, a
//! meeting once it was held, an inspection once it is approved. The rest follows from what happened to it on the way
//! ([`Contributions::note`]). Whoever has both can add a move to figures that were kept, or count everything again, and comes
//! to the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Metric;
use super::hours::working_tenths;
use crate::action::ActionName;
use crate::content::Actual;
use crate::content::{Content, DocumentContent, InspectionContent, MeetingContent, MeetingMode};
use crate::event::{Event, Happening};
use crate::id::UnitId;
use crate::organisation::{Organisation, UnitKind};
use crate::request::Request;
use crate::rules::counted::{self, Class};
use crate::rules::{Finding, HARD_MEETING_MINUTES, RuleId, Verdict};
use crate::status::{Progress, Status};
use crate::time::Timestamp;
use crate::working_day::Calendar;

/// How many 字 a band of the histogram of lengths holds.
pub const LENGTH_BAND: u32 = 500;
/// How many minutes a band of the histogram of durations holds.
pub const DURATION_BAND: u32 = 15;
/// Whatever is longer stands in the last band.
const MAX_BANDS: u32 = 12;

/// What a contribution is added to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which metric.
    pub metric: Metric,
    /// The rule, the person, the band; empty for most metrics.
    pub detail: String,
    /// For which unit.
    pub unit: UnitId,
    /// The statistical date.
    pub day: NaiveDate,
}

/// All that a request adds to the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contributions(pub BTreeMap<Key, u64>);

/// What is known when something happened to a request.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// Its unit.
    pub unit: UnitId,
    /// When approval was first asked for.
    pub submitted_at: Option<Timestamp>,
    /// What the rules found on that occasion.
    pub findings: &'a [Finding],
    /// The holidays and make-up days as they were known then.
    pub calendar: &'a Calendar,
}

/// Whether a request that stands there can count for standing there.
#[must_use]
pub const fn counts(status: &Status) -> bool {
    match status.progress() {
        Progress::Done | Progress::Closed | Progress::Undone | Progress::Filed => true,
        // An inspection counts from its approval on.
        Progress::Approved => matches!(status, Status::Approved),
        Progress::Ended => !matches!(status, Status::Cancelled | Status::Terminated),
        Progress::Drafting | Progress::InReview => false,
    }
}

/// Whether an event is noted.
#[must_use]
pub const fn is_noted(happening: &Happening) -> bool {
    matches!(
        happening,
        Happening::Returned { .. }
            | Happening::SentBack { .. }
            | Happening::ReturnedByRules { .. }
            | Happening::Signed { .. }
            | Happening::Refused { action: ActionName::Submit, .. }
    )
}

impl Metric {
    /// Whether contributions to it follow from events, and not from where the request stands.
    #[must_use]
    pub const fn is_noted(self) -> bool {
        matches!(
            self,
            Self::Blocked
                | Self::Returned
                | Self::Exceptions
                | Self::ExceptionsByLeader
                | Self::ApprovalTime
        )
    }
}

impl Contributions {
    fn add(&mut self, metric: Metric, detail: &str, (unit, day): (UnitId, NaiveDate), value: u64) {
        if value > 0 {
            let key = Key { metric, detail: detail.to_owned(), unit, day };
            *self.0.entry(key).or_insert(0) += value;
        }
    }

    /// Adds what an event means by itself: something sent back, a submission blocked, a signature.
    pub fn note(&mut self, event: &Event<Happening>, circumstances: &Circumstances) {
        let place = (circumstances.unit, event.at.date());
        if let Happening::Signed { accepted, .. } = &event.what {
            self.note_signature(event, accepted, circumstances);
        } else if let Happening::Refused { action: ActionName::Submit, .. } = &event.what {
            self.note_blocked(circumstances.findings, place);
        } else if is_noted(&event.what) {
            self.add(Metric::Returned, "", place, 1);
        }
    }

    /// A text that is signed again, after a correction or for another date, counts as it was signed last.
    fn note_signature(
        &mut self,
        event: &Event<Happening>,
        accepted: &[RuleId],
        circumstances: &Circumstances,
    ) {
        let place = (circumstances.unit, event.at.date());
        self.0.retain(|key, _| !is_of_signature(key.metric));
        let signer = event.on_behalf_of.or(event.actor);
        let leader = signer.map(|signer| signer.to_string()).unwrap_or_default();
        for rule in accepted {
            self.add(Metric::Exceptions, rule.key(), place, 1);
            self.add(Metric::ExceptionsByLeader, &leader, place, 1);
        }
        if let Some(submitted_at) = circumstances.submitted_at {
            let calendar = circumstances.calendar;
            let tenths = working_tenths(submitted_at, event.at, |day| calendar.is_working_day(day));
            self.add(Metric::ApprovalTime, &detail(tenths), place, 1);
        }
    }

    /// A rule that blocked a request counts once, however often its drafter tried.
    fn note_blocked(&mut self, findings: &[Finding], place: (UnitId, NaiveDate)) {
        let blocks = findings.iter().filter(|finding| finding.verdict == Verdict::Block);
        for rule in blocks.map(|finding| finding.rule.key()) {
            let known = |key: &Key| key.metric == Metric::Blocked && key.detail == rule;
            if !self.0.keys().any(known) {
                self.add(Metric::Blocked, rule, place, 1);
            }
        }
    }

    /// Puts in place what follows from where the request stands now.
    pub fn stand(&mut self, request: &Request, content: &Content, organisation: &Organisation) {
        self.0.retain(|key, _| key.metric.is_noted());
        match content {
            Content::Document(document) => self.stand_document(request, document, organisation),
            Content::Meeting(meeting) => self.stand_meeting(request, meeting),
            Content::Inspection(inspection) => self.stand_inspection(request, inspection),
        }
        let ended = (request.unit, request.updated_at.date());
        if request.status == Status::Rejected {
            self.add(Metric::Rejected, "", ended, 1);
        } else if request.status == Status::Withdrawn {
            self.add(Metric::Withdrawn, "", ended, 1);
        }
    }

    fn stand_document(
        &mut self,
        request: &Request,
        document: &DocumentContent,
        organisation: &Organisation,
    ) {
        // A number stands in the year of 成文日期, and so do the figures.
        let (Some(signature), Some(number)) = (&request.signature, &request.number) else { return };
        let place = (request.unit, signature.doc_date);
        if request.status == Status::Voided {
            return self.add(Metric::DocsVoided, "", place, 1);
        }
        if !matches!(
            request.status.progress(),
            Progress::Done | Progress::Closed | Progress::Undone
        ) {
            return;
        }
        let unit = organisation.unit(request.unit);
        let characters = request.measure.characters;
        self.add(Metric::DocsTotal, "", place, 1);
        self.add(Metric::DocCharacters, "", place, characters.into());
        self.add(Metric::LengthBand, &band(characters, LENGTH_BAND), place, 1);
        self.add(class(document, &number.series, organisation), "", place, 1);
        if unit.is_some_and(|unit| unit.kind == UnitKind::CoordinationBody) {
            self.add(Metric::DocsCoordination, "", place, 1);
        }
        if !document.joint_units.is_empty() {
            self.add(Metric::DocsJoint, "", place, 1);
        }
        for joint in document.joint_units.iter().filter(|joint| **joint != request.unit) {
            self.add(Metric::JointParticipations, "", (*joint, place.1), 1);
        }
    }

    fn stand_meeting(&mut self, request: &Request, meeting: &MeetingContent) {
        let planned = meeting.sessions.iter().map(|session| session.starts_at).min();
        let place = (request.unit, planned.unwrap_or(request.updated_at).date());
        let was_held = matches!(request.status, Status::Held | Status::Closed);
        if request.status == Status::Filed {
            self.add(Metric::MeetingsFiled, "", place, 1);
        } else if request.status == Status::Merged {
            self.add(Metric::MergedSaved, "", place, 1);
        } else if let Some(actual) = request.actual.as_ref().filter(|_| was_held) {
            self.stand_held(request, meeting, actual);
        }
    }

    /// An inspection counts from its approval on, for the day on which it begins.
    fn stand_inspection(&mut self, request: &Request, inspection: &InspectionContent) {
        if let Some(day) = inspection.starts_on.filter(|_| request.is_committed()) {
            self.add(Metric::Inspections, "", (request.unit, day), 1);
        }
    }

    fn stand_held(&mut self, request: &Request, meeting: &MeetingContent, actual: &Actual) {
        let place = (request.unit, actual.starts_at.date());
        let minutes = actual.starts_at.minutes_until(actual.ends_at).unwrap_or(0);
        let people = u64::from(actual.headcount);
        self.add(Metric::MeetingsAll, "", place, 1);
        self.add(Metric::MeetingMinutes, "", place, minutes.into());
        self.add(Metric::Headcount, "", place, people);
        self.add(Metric::AttendanceMinutes, "", place, u64::from(minutes) * people);
        self.add(Metric::DurationBand, &band(minutes, DURATION_BAND), place, 1);
        if minutes > HARD_MEETING_MINUTES {
            self.add(Metric::MeetingsOverrun, "", place, 1);
        }
        // Whoever joined another meeting is gathered with it.
        if request.cluster.is_none() {
            self.add(Metric::Gatherings, "", place, 1);
        }
        if counted::meeting(meeting) {
            self.add(Metric::Meetings, "", place, 1);
            if actual.mode == MeetingMode::Video {
                self.add(Metric::MeetingsVideo, "", place, 1);
            }
        }
    }
}

const fn is_of_signature(metric: Metric) -> bool {
    matches!(metric, Metric::Exceptions | Metric::ExceptionsByLeader | Metric::ApprovalTime)
}

/// A number as a detail: as long as any, so that details stand in the order of their numbers.
fn detail(number: u64) -> String {
    format!("{number:06}")
}

/// The band in which a measure lies, named by its upper end.
fn band(measure: u32, width: u32) -> String {
    let band = measure.div_ceil(width).clamp(1, MAX_BANDS);
    detail(u64::from(band * width))
}

/// Into which of the metrics of documents an issued one falls.
fn class(document: &DocumentContent, series: &str, organisation: &Organisation) -> Metric {
    match counted::class(document, Some(series), organisation) {
        Class::Emergency => Metric::DocsEmergency,
        Class::Personnel => Metric::DocsPersonnel,
        Class::Public => Metric::DocsPublic,
        Class::Reply => Metric::DocsReply,
        Class::Upward => Metric::DocsUpward,
        Class::Lateral => Metric::DocsLateral,
        Class::Downward => Metric::DocsDownward,
        Class::Other => Metric::DocsOther,
    }
}

#[cfg(test)]
pub(super) mod tests;

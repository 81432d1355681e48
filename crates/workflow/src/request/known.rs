//! What others know of a request: pure functions from where it stands and what it says.

use super::{Progress, Request, Status};
use crate::content::{Content, MeetingContent, Session};
use crate::organisation::Organisation;
use crate::rules::counted;
use crate::rules::knowledge::{
    InspectionStanding, MeetingStanding, OtherDocument, OtherInspection, OtherMeeting,
};
use crate::time::Timestamp;

/// How many characters of a title are compared with other titles.
pub const MAX_TITLE_CHARS: usize = 200;

impl OtherMeeting {
    /// The meeting as others know it; nothing while it is a draft, after it came to nothing, and if it is only filed.
    #[must_use]
    pub fn of(request: &Request, content: &Content, submitted_at: Timestamp) -> Option<Self> {
        let Content::Meeting(meeting) = content else { return None };
        let standing = MeetingStanding::of(&request.status)?;
        let (sessions, minutes) = when(request, meeting);
        Some(Self {
            request: request.id,
            title: cut(&meeting.title),
            topic: cut(&meeting.topic),
            host: meeting.host_unit,
            in_name_of: meeting.in_name_of,
            units: meeting.units().collect(),
            sessions,
            minutes,
            cluster: request.cluster,
            comprehensive: meeting.comprehensive,
            submitted_at,
            standing,
        })
    }
}

impl MeetingStanding {
    /// How far a meeting of this status has come, if others have to do with it.
    #[must_use]
    pub const fn of(status: &Status) -> Option<Self> {
        match status.progress() {
            Progress::InReview => Some(Self::Asked),
            Progress::Approved if matches!(status, Status::Noticed) => Some(Self::Noticed),
            Progress::Approved => Some(Self::Approved),
            Progress::Done | Progress::Closed => Some(Self::Held),
            Progress::Drafting | Progress::Undone | Progress::Filed | Progress::Ended => None,
        }
    }
}

impl OtherDocument {
    /// The document as others know it; nothing while it is a draft, and once it came to nothing or is no longer in force.
    #[must_use]
    pub fn of(request: &Request, content: &Content, submitted_at: Timestamp) -> Option<Self> {
        let Content::Document(document) = content else { return None };
        let progress = request.status.progress();
        let issued = matches!(progress, Progress::Done | Progress::Closed);
        let under_way = matches!(progress, Progress::InReview | Progress::Approved);
        let signed_on = request.signature.as_ref().map(|signature| signature.doc_date);
        (issued || under_way).then(|| Self {
            request: request.id,
            title: cut(&document.title),
            issuing_unit: document.issuing_unit,
            drafting_unit: document.drafting_unit,
            characters: request.measure.characters,
            date: signed_on.unwrap_or_else(|| submitted_at.date()),
            issued,
        })
    }
}

impl OtherInspection {
    /// The inspection as others know it; nothing while it is a draft, and once it came to nothing.
    #[must_use]
    pub fn of(request: &Request, content: &Content, submitted_at: Timestamp) -> Option<Self> {
        let Content::Inspection(inspection) = content else { return None };
        let standing = if request.is_committed() {
            InspectionStanding::Approved
        } else if request.status.progress() == Progress::InReview {
            InspectionStanding::Asked
        } else {
            return None;
        };
        Some(Self {
            request: request.id,
            title: cut(&inspection.title),
            topic: cut(&inspection.topic),
            unit: inspection.unit,
            targets: inspection.targets.clone(),
            starts_on: inspection.starts_on?,
            comprehensive: inspection.comprehensive,
            submitted_at,
            standing,
        })
    }
}

/// The year in whose quota a request of this status takes a place, if it takes one: from the signature on, unless it came to
/// nothing.
#[must_use]
pub fn counted_in(
    request: &Request,
    content: &Content,
    organisation: &Organisation,
) -> Option<i32> {
    use chrono::Datelike;
    let signature = request.signature.as_ref()?;
    match content {
        Content::Document(document) => {
            let counts = request.is_committed() && counted::document(document, organisation);
            counts.then(|| signature.doc_date.year())
        }
        Content::Meeting(meeting) => {
            let counts = request.is_committed() && counted::meeting(meeting);
            let (sessions, _) = when(request, meeting);
            let begins_at = sessions.iter().map(|session| session.starts_at).min();
            begins_at.filter(|_| counts).map(Timestamp::year)
        }
        Content::Inspection(inspection) => {
            inspection.starts_on.filter(|_| request.is_committed()).map(|day| day.year())
        }
    }
}

/// When the meeting is or was, and for how many minutes.
fn when(request: &Request, meeting: &MeetingContent) -> (Vec<Session>, u32) {
    match &request.actual {
        Some(actual) => {
            let (starts_at, ends_at) = (actual.starts_at, actual.ends_at);
            let minutes = starts_at.minutes_until(ends_at).unwrap_or(0);
            (vec![Session { starts_at, ends_at }], minutes)
        }
        None => (meeting.sessions.clone(), request.measure.minutes),
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_TITLE_CHARS).collect()
}

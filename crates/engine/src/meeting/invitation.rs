//! The notice of a meeting as an iCalendar invitation, made from the approved form and from nothing else.

use baopi_workflow::content::MeetingMode;
use baopi_workflow::{
    Content, MeetingContent, PersonId, Request, RequestId, Status, Timestamp, Version,
};
use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::engine::Engine;
use crate::error::PerformError;

impl Engine {
    /// The invitation to a meeting whose notice went out.
    ///
    /// # Errors
    ///
    /// [`PerformError::NotFound`] for what is not visible, not a meeting, or not announced.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn invitation(
        &self,
        viewer: PersonId,
        id: RequestId,
    ) -> Result<String, PerformError> {
        let (request, content, _) = self.seen(viewer, id).await?;
        invitation(&request, &content).ok_or(PerformError::NotFound)
    }
}

/// The invitation; `None` unless the request is a meeting that was announced. One called off is cancelled by the same
/// identifier.
#[must_use]
pub fn invitation(request: &Request, content: &Content) -> Option<String> {
    let Content::Meeting(meeting) = content else { return None };
    let cancelled = request.status == Status::Cancelled;
    let announced = matches!(request.status, Status::Noticed | Status::Held | Status::Closed);
    if !announced && !cancelled {
        return None;
    }
    let state = (request.version, request.updated_at);
    calendar(request.id, (meeting, request.venue_of(meeting)), state, cancelled)
}

/// What takes an invitation back: to the meeting as it was announced, with the text `announced`, when `before` was its state.
/// `since` is the version with which the announcement ceased to hold, and when that was.
pub(crate) fn cancellation(
    before: &Request,
    announced: &Content,
    since: (Version, Timestamp),
) -> Option<String> {
    let Content::Meeting(meeting) = announced else { return None };
    calendar(before.id, (meeting, before.venue_of(meeting)), since, true)
}

fn calendar(
    id: RequestId,
    (meeting, venue): (&MeetingContent, &str),
    (version, at): (Version, Timestamp),
    cancelled: bool,
) -> Option<String> {
    let mut calendar = Calendar::new();
    calendar.append_property(("METHOD", if cancelled { "CANCEL" } else { "REQUEST" }));
    for (number, session) in (1..).zip(&meeting.sessions) {
        let mut event = Event::new();
        event
            .uid(&format!("{id}-{number}@baopi"))
            .sequence(u32::try_from(version.0).unwrap_or(u32::MAX))
            .summary(&meeting.title)
            .description(&agenda(meeting))
            .timestamp(utc(at)?)
            .starts(utc(session.starts_at)?)
            .ends(utc(session.ends_at)?);
        if meeting.mode != Some(MeetingMode::Video) || !venue.is_empty() {
            event.location(venue);
        }
        event.status(if cancelled {
            icalendar::EventStatus::Cancelled
        } else {
            icalendar::EventStatus::Confirmed
        });
        calendar.push(event.done());
    }
    Some(calendar.done().to_string())
}

fn agenda(meeting: &MeetingContent) -> String {
    let line = |(number, item): (usize, &baopi_workflow::content::AgendaItem)| {
        format!("{number}. {} {} ({} min)", item.item, item.speaker, item.minutes)
    };
    (1..).zip(&meeting.agenda).map(line).collect::<Vec<_>>().join("\n")
}

fn utc(at: Timestamp) -> Option<DateTime<Utc>> {
    DateTime::<Utc>::from_timestamp_millis(at.0)
}

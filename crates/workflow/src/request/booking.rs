//! Rooms: where and when an approved meeting is held, so that no room is given away twice.

use unicode_normalization::UnicodeNormalization;

use super::{Kind, Request};
use crate::content::{Content, MeetingContent, MeetingMode};
use crate::time::Timestamp;

/// A room for a while: from the beginning on, up to but without the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// The room, spelled so that two ways of writing it are one.
    pub venue: String,
    /// Begin.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
}

impl Request {
    /// Where the meeting of this text is held: elsewhere than it says if it was moved.
    #[must_use]
    pub fn venue_of<'a>(&'a self, meeting: &'a MeetingContent) -> &'a str {
        self.venue.as_deref().unwrap_or(&meeting.venue)
    }

    /// How many people come to the meeting of this text: others than it says if that was changed.
    #[must_use]
    pub fn headcount_of(&self, meeting: &MeetingContent) -> Option<u32> {
        self.headcount.or(meeting.headcount)
    }
}

/// The rooms that the meeting needs: none for one that is held by video or telephone.
#[must_use]
pub fn bookings(request: &Request, content: &Content) -> Vec<Booking> {
    match (request.kind, content) {
        (Kind::Meeting, Content::Meeting(meeting)) => rooms(meeting, request.venue_of(meeting)),
        (
            Kind::Document | Kind::Meeting | Kind::Inspection,
            Content::Document(_) | Content::Meeting(_) | Content::Inspection(_),
        ) => Vec::new(),
    }
}

/// The rooms that the meeting needs if it is held at `venue`.
#[must_use]
pub fn rooms(meeting: &MeetingContent, venue: &str) -> Vec<Booking> {
    let venue = venue_key(venue);
    let present = matches!(meeting.mode, Some(MeetingMode::OnSite | MeetingMode::Hybrid));
    if !present || venue.is_empty() {
        return Vec::new();
    }
    let booking = |session: &crate::content::Session| Booking {
        venue: venue.clone(),
        starts_at: session.starts_at,
        ends_at: session.ends_at,
    };
    meeting.sessions.iter().map(booking).collect()
}

/// A room's name without spaces, in one width and one case.
#[must_use]
pub fn venue_key(venue: &str) -> String {
    venue.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_the_same_however_it_is_written() {
        for other in
            ["区政府3号楼 201会议室", "区政府３号楼201会议室", "区政府3号楼\u{3000}201 会议室"]
        {
            assert_eq!(venue_key(other), "区政府3号楼201会议室");
        }
        assert_eq!(venue_key("Room A"), venue_key("ｒｏｏｍ a"));
        assert_ne!(venue_key("201会议室"), venue_key("202会议室"));
    }
}

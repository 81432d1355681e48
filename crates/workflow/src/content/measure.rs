//! How long a document is, and how long a meeting takes.

use serde::{Deserialize, Serialize};

use super::{Content, Session};
use crate::count::{characters, words_approx};

/// What a request measures, computed from the content itself and from nothing that anybody says about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// 字 of body and issued texts; 0 for anything but a document.
    pub characters: u32,
    /// What word processors call 字数; for information.
    pub words_approx: u32,
    /// Minutes of all sessions, seconds rounded up; 0 for anything but a meeting.
    pub minutes: u32,
}

impl Content {
    /// Measures it.
    #[must_use]
    pub fn measure(&self) -> Measure {
        match self {
            Self::Document(document) => {
                let texts = || document.issued_texts.iter().map(|issued| issued.text.as_str());
                let parts = || std::iter::once(document.body.as_str()).chain(texts());
                Measure {
                    characters: parts().map(characters).fold(0, u32::saturating_add),
                    words_approx: parts().map(words_approx).fold(0, u32::saturating_add),
                    minutes: 0,
                }
            }
            Self::Inspection(_) => Measure::default(),
            Self::Meeting(meeting) => {
                let minutes = |session: &Session| {
                    session.starts_at.minutes_until(session.ends_at).unwrap_or(0)
                };
                Measure {
                    minutes: meeting.sessions.iter().map(minutes).fold(0, u32::saturating_add),
                    ..Measure::default()
                }
            }
        }
    }
}

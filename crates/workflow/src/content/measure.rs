//! How long a document is, and how long a meeting takes.

use serde::{Deserialize, Serialize};

use super::{Content, DocumentContent, Session};
use crate::count::{characters, words_approx};

/// What a request measures, computed from the content itself and from nothing that anybody says about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// 字 of the body and of the issued texts with their titles; 0 for anything but a document.
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
                let issued = document.issued_texts.iter();
                of_texts(document, issued.flat_map(|issued| [&*issued.title, &*issued.text]))
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

    /// How it was measured before the titles of issued texts counted; records of that time say so.
    #[must_use]
    pub fn measure_without_titles(&self) -> Measure {
        match self {
            Self::Document(document) => {
                of_texts(document, document.issued_texts.iter().map(|issued| &*issued.text))
            }
            Self::Inspection(_) | Self::Meeting(_) => self.measure(),
        }
    }
}

/// The measure of the body and these texts beside it.
fn of_texts<'d>(document: &'d DocumentContent, beside: impl Iterator<Item = &'d str>) -> Measure {
    let mut measure = Measure::default();
    for text in std::iter::once(&*document.body).chain(beside) {
        measure.characters = measure.characters.saturating_add(characters(text));
        measure.words_approx = measure.words_approx.saturating_add(words_approx(text));
    }
    measure
}

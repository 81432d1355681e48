//! Who visits, in which language, and how they are addressed.

use std::sync::{Arc, OnceLock};

use baopi_engine::{EngineError, PerformError, Unreadable, Viewer};
use baopi_messages::{Args, Language};
use baopi_workflow::{PersonId, Refusal};

use super::frame::{Frame, NavEntry, Texts};
use crate::door::explain::{Explain, name_in};

/// Who turned out to visit: the envelope puts an empty one into every request, so that it can make an error page after the
/// handler has ended.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recognised(Arc<OnceLock<Visitor>>);

impl Recognised {
    /// Keeps who it turned out to be, the first time that somebody asks.
    pub(crate) fn keep(&self, visitor: &Visitor) {
        self.0.get_or_init(|| visitor.clone());
    }

    pub(crate) fn visitor(&self) -> Option<&Visitor> {
        self.0.get()
    }
}

/// Who visits, in which language: all that it takes to say something.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) viewer: Viewer,
    pub(crate) language: Language,
}

impl Visitor {
    /// Who visits.
    pub(crate) const fn person(&self) -> PersonId {
        self.viewer.person
    }

    /// The texts in the visitor's language.
    pub(crate) const fn texts(&self) -> Texts {
        Texts(self.language)
    }

    /// The frame of a page at this place.
    pub(crate) fn frame(&self, place: NavEntry, path: impl Into<String>) -> Frame {
        Frame::new(self.language, &self.viewer, place, path)
    }

    /// A refusal in words.
    pub(crate) fn refusal(&self, refusal: &Refusal) -> String {
        refusal.sentence(self.language, &self.viewer.organisation)
    }

    /// Why the file of this name was not read, and what to do about it.
    pub(crate) fn unread_file(&self, name: &str, why: &Unreadable) -> String {
        let says = why.sentence(self.language, &self.viewer.organisation);
        let parts = Args::new().with("name", name).with("why", says);
        self.texts().with("page-file-unread", &parts.with("advice", why.advice(self.language)))
    }

    /// Why one of several commands was not carried out, where each has its own line on a page. What failed is logged here, and
    /// the line has the number under which it stands in the log.
    pub(crate) fn not_performed(&self, error: &PerformError, number: &str) -> String {
        let texts = self.texts();
        match error {
            PerformError::NotFound => texts.t("page-wrong-not-found-text"),
            PerformError::Stale { .. } => texts.t("page-wrong-stale-text"),
            PerformError::Classified { pattern } => {
                self.refusal(&Refusal::Classified { pattern: *pattern })
            }
            PerformError::Refused(refusal) => self.refusal(refusal),
            PerformError::KeyReused | PerformError::BadKey => texts.t("page-wrong-repeated-text"),
            PerformError::Engine(EngineError::ClockBehind { .. }) => {
                texts.t("page-wrong-clock-behind-text")
            }
            PerformError::Engine(error) => {
                tracing::error!(
                    error = error as &dyn std::error::Error,
                    "one of several commands failed"
                );
                texts.s("page-wrong-failed-line", number)
            }
        }
    }

    /// The name of a person.
    pub(crate) fn name(&self, person: PersonId) -> String {
        name_in(&self.viewer.organisation)(person)
    }
}

#[cfg(test)]
mod tests {
    use baopi_workflow::Version;
    use serde_json::Value;

    use super::*;
    use crate::present::sample::visitor;

    #[test]
    fn whatever_went_wrong_is_said_in_the_language_of_the_page() {
        let lost = || EngineError::from(serde_json::from_str::<Value>("{").unwrap_err());
        let errors = [
            PerformError::NotFound,
            PerformError::Stale { current: Version(7) },
            PerformError::Classified { pattern: 1 },
            PerformError::Refused(Refusal::OpinionRequired),
            PerformError::KeyReused,
            PerformError::BadKey,
            PerformError::Engine(lost()),
            PerformError::Engine(EngineError::ClockBehind { millis: 300_001 }),
        ];
        for error in errors {
            let zh = visitor(Language::Zh, 1).not_performed(&error, "17");
            assert!(!zh.contains(|c: char| c.is_ascii_alphabetic()), "{zh}");
            let en = visitor(Language::En, 1).not_performed(&error, "17");
            assert!(en.is_ascii(), "{en}");
        }
        let failed = visitor(Language::Zh, 1).not_performed(&PerformError::Engine(lost()), "17");
        assert!(failed.contains("17"), "{failed}");
    }
}

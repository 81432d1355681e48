//! How long every text of a content may be, and which of them are one line.

use super::{Annex, Basis, Contact, Content, FileRef};

/// The longest title in a list: of an issued text, an annex, a superior document.
pub const MAX_PART_TITLE_CHARS: usize = 200;
/// The longest reference to another paper, or to an item of a plan.
pub const MAX_REFERENCE_CHARS: usize = 200;
/// The longest name of a person to ask, or of one who speaks.
pub const MAX_NAME_CHARS: usize = 60;
/// The longest telephone number.
pub const MAX_PHONE_CHARS: usize = 40;
/// The longest name of a room.
pub const MAX_VENUE_CHARS: usize = 60;
/// The longest item of an agenda.
pub const MAX_AGENDA_ITEM_CHARS: usize = 200;
/// The longest code of a topic or a series, and the longest name of a source of money.
pub const MAX_WORD_CHARS: usize = 100;
/// The longest name of a file.
pub const MAX_FILE_NAME_CHARS: usize = 200;
/// The longest remark, reason or purpose that is kept; what may be submitted is shorter (`rules::fields`).
pub const MAX_REMARK_CHARS: usize = 2_000;
/// The longest title that is kept; what may be submitted is shorter (`rules::fields`).
pub const MAX_TITLE_CHARS: usize = 500;

/// A text that is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unkept {
    /// It has more characters than its field may have.
    Long {
        /// The field.
        field: &'static str,
        /// How many it may have.
        limit: usize,
    },
    /// It has a line break where one line is meant.
    Lines {
        /// The field.
        field: &'static str,
    },
}

/// The first text that is not kept. The body, the texts that are issued and those of annexes are measured by the rules and
/// bounded by [`MAX_TEXT_BYTES`](super::MAX_TEXT_BYTES) together.
#[must_use]
pub fn unkept(content: &Content) -> Option<Unkept> {
    let mut texts = Texts::default();
    texts.read(content);
    texts.unkept
}

/// Looks through texts and keeps the first that is not kept.
#[derive(Default)]
struct Texts {
    unkept: Option<Unkept>,
}

impl Texts {
    /// A text of any number of lines.
    fn text(&mut self, field: &'static str, text: &str, limit: usize) {
        let is_long = text.chars().nth(limit).is_some();
        self.unkept = self.unkept.or(is_long.then_some(Unkept::Long { field, limit }));
    }

    /// A text of one line.
    fn line(&mut self, field: &'static str, text: &str, limit: usize) {
        self.text(field, text, limit);
        let has_breaks = text.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        self.unkept = self.unkept.or(has_breaks.then_some(Unkept::Lines { field }));
    }

    fn read(&mut self, content: &Content) {
        self.line("title", content.title(), MAX_TITLE_CHARS);
        for reason in content.justifications().values() {
            self.text("justifications", reason, MAX_REMARK_CHARS);
        }
        match content {
            Content::Document(document) => {
                self.file("body_file", document.body_file.as_ref());
                for issued in &document.issued_texts {
                    self.line("issued_text", &issued.title, MAX_PART_TITLE_CHARS);
                }
                self.annexes("annexes", &document.annexes);
                for basis in &document.basis {
                    self.basis(basis);
                }
                self.contact(&document.contact);
                self.text("necessity", &document.necessity, MAX_REMARK_CHARS);
                self.text("urgency_reason", &document.urgency_reason, MAX_REMARK_CHARS);
                self.text("disclosure_reason", &document.disclosure_reason, MAX_REMARK_CHARS);
                let note = document.burden.as_ref().map_or("", |burden| &burden.note);
                self.text("note", note, MAX_REMARK_CHARS);
                self.references(&[
                    ("plan_item", document.plan_item.as_deref().unwrap_or_default()),
                    ("gov_consent_ref", &document.gov_consent_ref),
                    ("superior_explanation_ref", &document.superior_explanation_ref),
                    ("legal_review_ref", &document.legal_review_ref),
                    ("fair_competition_ref", &document.fair_competition_ref),
                ]);
                let series = document.series.as_deref().unwrap_or_default();
                self.line("series", series, MAX_WORD_CHARS);
            }
            Content::Meeting(meeting) => {
                self.annexes("materials", &meeting.materials);
                for item in &meeting.agenda {
                    self.line("item", &item.item, MAX_AGENDA_ITEM_CHARS);
                    self.line("speaker", &item.speaker, MAX_NAME_CHARS);
                }
                self.contact(&meeting.contact);
                self.line("topic", &meeting.topic, MAX_WORD_CHARS);
                self.text("purpose", &meeting.purpose, MAX_REMARK_CHARS);
                self.line("venue", &meeting.venue, MAX_VENUE_CHARS);
                self.line("budget_source", &meeting.budget_source, MAX_WORD_CHARS);
                self.references(&[
                    ("plan_item", meeting.plan_item.as_deref().unwrap_or_default()),
                    ("superior_notice_ref", &meeting.superior_notice_ref),
                    ("superior_explanation_ref", &meeting.superior_explanation_ref),
                ]);
            }
            Content::Inspection(inspection) => {
                self.contact(&inspection.contact);
                self.line("topic", &inspection.topic, MAX_WORD_CHARS);
                self.text("purpose", &inspection.purpose, MAX_REMARK_CHARS);
                self.text("inspection_basis", &inspection.basis, MAX_REMARK_CHARS);
                self.references(&[
                    ("plan_item", inspection.plan_item.as_deref().unwrap_or_default()),
                    ("superior_explanation_ref", &inspection.superior_explanation_ref),
                ]);
            }
        }
    }

    fn references(&mut self, references: &[(&'static str, &str)]) {
        for (field, reference) in references {
            self.line(field, reference, MAX_REFERENCE_CHARS);
        }
    }

    fn contact(&mut self, contact: &Contact) {
        self.line("contact_name", &contact.name, MAX_NAME_CHARS);
        self.line("contact_phone", &contact.phone, MAX_PHONE_CHARS);
    }

    fn file(&mut self, field: &'static str, file: Option<&FileRef>) {
        if let Some(file) = file {
            self.line(field, &file.name, MAX_FILE_NAME_CHARS);
        }
    }

    fn annexes(&mut self, list: &'static str, annexes: &[Annex]) {
        for annex in annexes {
            self.line(list, &annex.title, MAX_PART_TITLE_CHARS);
            self.file("file", annex.file.as_ref());
        }
    }

    fn basis(&mut self, basis: &Basis) {
        match basis {
            Basis::SuperiorDoc { title, number } => {
                self.line("basis", title, MAX_PART_TITLE_CHARS);
                self.line("basis", number, MAX_WORD_CHARS);
            }
            Basis::CommitteeDecision { reference }
            | Basis::LeaderInstruction { reference }
            | Basis::LawOrRule { reference }
            | Basis::PlanItem { reference } => {
                self.line("basis", reference, MAX_REFERENCE_CHARS);
            }
        }
    }
}

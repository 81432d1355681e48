//! What the pages of the books have in common: a form of a few fields, a file to import, and what is said when it goes wrong.

use axum::http::StatusCode;
use baopi_engine::{BookError, BookRefusal, LineFault, Table};
use baopi_messages::Args;
use baopi_workflow::book::FieldFault;

use crate::door::explain::Explain;
use crate::door::sheet;
use crate::present::fault::PageError;
use crate::present::form::choice::Choice;
use crate::present::form::field::FormFields;
use crate::present::form::posted::Posted;
use crate::present::note::Note;
use crate::present::visit::{Visit, Visitor};

/// So many things that are wrong in a file are listed.
const MAX_LINES: usize = 200;

/// One thing that is wrong in a file.
#[derive(Debug, Clone)]
pub(crate) struct LineView {
    pub(crate) line: u64,
    pub(crate) column: String,
    pub(crate) what: String,
}

/// The part of a page with which a file is brought in.
#[derive(Debug, Clone, Default)]
pub(crate) struct ImportView {
    /// Where it is sent; nothing for whoever may not import.
    pub(crate) path: Option<String>,
    pub(crate) hint: String,
    pub(crate) lines: Vec<LineView>,
    /// What is said where some are left out.
    pub(crate) cut: Option<String>,
}

impl ImportView {
    pub(crate) fn new(visit: &Visitor, path: Option<String>, columns: &[&str]) -> Self {
        let names = sheet::names(visit.language, columns);
        let hint = visit.texts().s("book-import-hint", &names);
        Self { path, hint, lines: Vec::new(), cut: None }
    }

    /// Says what was wrong in the file that came before.
    pub(crate) fn fail(&mut self, failed: Self) {
        (self.lines, self.cut) = (failed.lines, failed.cut);
    }
}

/// Why something was not done, as the page says it again.
pub(crate) struct FormErrors {
    pub(crate) status: StatusCode,
    pub(crate) note: Note,
    pub(crate) fields: Vec<FieldFault>,
    pub(crate) lines: Vec<LineFault>,
}

impl FormErrors {
    pub(crate) fn unread(visit: &Visitor) -> Self {
        Self::said(StatusCode::UNPROCESSABLE_ENTITY, visit.texts().t("book-correct"))
    }

    /// Fields that cannot stay as they are.
    pub(crate) fn faulty(visit: &Visitor, fields: Vec<FieldFault>) -> Self {
        Self { fields, ..Self::unread(visit) }
    }

    fn said(status: StatusCode, text: String) -> Self {
        let note = Note { tone: "bad", text, reload: None };
        Self { status, note, fields: Vec::new(), lines: Vec::new() }
    }

    /// What is to be said in the page itself, so that nothing is lost of what was typed.
    ///
    /// # Errors
    ///
    /// What has a page of its own.
    pub(crate) fn of(visitor: &Visitor, error: BookError) -> Result<Self, PageError> {
        match error {
            BookError::Refused(refusal) => Ok(Self::refused(visitor, refusal)),
            BookError::Stale { .. } => {
                let text = baopi_messages::book_refusal(visitor.language, "stale", &Args::new());
                Ok(Self::said(StatusCode::CONFLICT, text))
            }
            BookError::NotFound
            | BookError::Classified { .. }
            | BookError::KeyReused
            | BookError::BadKey
            | BookError::Engine(_) => Err(error.into()),
        }
    }

    fn refused(visitor: &Visitor, refusal: BookRefusal) -> Self {
        let said = Self::explained(visitor, &refusal);
        match refusal {
            BookRefusal::Faults(fields) => Self { fields, ..said },
            BookRefusal::Lines(lines) => Self { lines, ..said },
            BookRefusal::NotYours
            | BookRefusal::Settled
            | BookRefusal::OwnProposal
            | BookRefusal::Pending
            | BookRefusal::Step(_)
            | BookRefusal::TooManyLines { .. }
            | BookRefusal::NoFile
            | BookRefusal::Table(_) => said,
        }
    }

    /// A refusal in its own words.
    pub(crate) fn explained(visitor: &Visitor, refusal: &impl Explain) -> Self {
        let text = refusal.sentence(visitor.language, &visitor.viewer.organisation);
        Self::said(refusal.status(), text)
    }

    /// Says it beside the fields, in the import, and above both.
    pub(crate) fn say(
        self,
        visit: &Visitor,
        fields: Option<&mut FormFields>,
        import: &mut ImportView,
    ) -> Note {
        if let Some(form) = fields {
            form.blame(&self.fields);
        }
        if self.lines.len() > MAX_LINES {
            import.cut = Some(visit.texts().n("book-lines-more", MAX_LINES));
        }
        import.lines = self.lines.iter().take(MAX_LINES).map(|fault| line(visit, fault)).collect();
        self.note
    }
}

fn line(visit: &Visitor, fault: &LineFault) -> LineView {
    LineView {
        line: fault.line,
        column: baopi_messages::book_field(visit.language, &fault.fault.field),
        what: baopi_messages::field_fault(visit.language, &fault.fault),
    }
}

/// The table in the file that a form brought.
pub(crate) async fn uploaded(
    visit: &Visit,
    posted: &mut Posted,
    columns: &[&'static str],
) -> Result<Table, BookError> {
    let upload = posted.uploads.pop().ok_or(BookRefusal::NoFile)?;
    let table = visit.engine.read_table(visit.person(), upload.bytes).await?;
    Ok(sheet::keyed(table, columns))
}

/// The units among which a person chooses, in the order of their codes.
pub(crate) fn units(
    visit: &Visitor,
    wanted: impl Fn(baopi_workflow::UnitId) -> bool,
) -> Vec<Choice> {
    let units = visit.viewer.organisation.units().filter(|unit| unit.active && wanted(unit.id));
    units
        .map(|unit| Choice { value: unit.id.to_string(), label: unit.short_name.clone() })
        .collect()
}

//! What the pages of the books have in common: a form of a few fields, a file to import, and what is said when it goes wrong.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{BookError, BookRefusal, EngineError, LineFault, Table, TableFormat};
use baopi_messages::Args;
use baopi_workflow::book::FieldFault;
use serde::Deserialize;

use super::draft::Note;
use super::fault::PageError;
use super::form::choice::Choice;
use super::form::field::{Control, Field, Optional};
use super::form::posted::Posted;
use super::form::reader::Fault as Unread;
use super::form::typed::Typed;
use super::frame::Texts;
use super::visit::{Visit, Visitor};
use crate::explain::Explain;
use crate::{headers, sheet};

/// So many things that are wrong in a file are listed.
const MAX_LINES: usize = 200;

/// The fields of a form with what was typed into them.
#[derive(Debug, Clone)]
pub(crate) struct BookFields {
    texts: Texts,
    typed: Typed,
    errors: BTreeMap<String, Vec<String>>,
}

impl BookFields {
    pub(crate) const fn new(texts: Texts, typed: Typed) -> Self {
        Self { texts, typed, errors: BTreeMap::new() }
    }

    /// Says beside each field what could not be read in it.
    pub(crate) fn blame(&mut self, unread: &[Unread]) {
        for fault in unread {
            self.error(&fault.name, self.texts.t(fault.message));
        }
    }

    /// Says something beside a field.
    pub(crate) fn error(&mut self, name: &str, message: String) {
        self.errors.entry(name.to_owned()).or_default().push(message);
    }

    pub(crate) fn field(&self, name: &str, control: Control) -> Field {
        Field {
            name: name.to_owned(),
            label: baopi_messages::book_field(self.texts.0, name),
            control,
            values: self.typed.all(name).to_vec(),
            errors: self.errors.get(name).cloned().unwrap_or_default(),
            hint: String::new(),
            none: self.texts.t("page-choose"),
            needed: self.texts.t("page-needed"),
            is_needed: false,
            is_wide: false,
        }
    }

    pub(crate) fn line(&self, name: &str, kind: &'static str) -> Field {
        self.field(name, Control::Line(kind))
    }

    pub(crate) fn select(&self, name: &str, choices: Vec<Choice>) -> Field {
        self.field(name, Control::Select(choices, Optional::No))
    }
}

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
    pub(crate) path: Option<&'static str>,
    pub(crate) hint: String,
    pub(crate) lines: Vec<LineView>,
    /// What is said where some are left out.
    pub(crate) cut: Option<String>,
}

impl ImportView {
    pub(crate) fn new(visit: &Visitor, path: Option<&'static str>, columns: &[&str]) -> Self {
        let names = sheet::names(visit.language, columns);
        let hint = visit.texts().s("book-import-hint", &names);
        Self { path, hint, lines: Vec::new(), cut: None }
    }
}

/// Why something was not done, as the page says it again.
pub(crate) struct Trouble {
    pub(crate) status: StatusCode,
    pub(crate) note: Note,
    pub(crate) fields: Vec<FieldFault>,
    pub(crate) lines: Vec<LineFault>,
}

impl Trouble {
    pub(crate) fn unread(visit: &Visitor) -> Self {
        Self::said(StatusCode::UNPROCESSABLE_ENTITY, visit.texts().t("book-correct"))
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
        fields: Option<&mut BookFields>,
        import: &mut ImportView,
    ) -> Note {
        if let Some(form) = fields {
            for fault in &self.fields {
                form.error(&fault.field, baopi_messages::field_fault(visit.language, fault));
            }
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

/// In which kind of file a table is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    #[default]
    Csv,
    Xlsx,
}

impl From<Wanted> for TableFormat {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Csv => Self::Csv,
            Wanted::Xlsx => Self::Xlsx,
        }
    }
}

/// A table as a file under this name.
pub(crate) fn download(
    table: &Table,
    format: TableFormat,
    name: &str,
) -> Result<Response, EngineError> {
    let bytes = table.write(format)?;
    Ok(headers::saved(bytes, format.media_type(), &format!("{name}.{}", format.ending())))
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

/// A note of what was done.
pub(crate) const fn good(text: String) -> Note {
    Note { tone: "good", text, reload: None }
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

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;

    #[test]
    fn a_workbook_that_cannot_be_written_is_a_failure_and_no_fault_of_the_reader() {
        let mut table = Table::new(["title"]);
        table.push(vec!["长".repeat(40_000)]);
        let error = download(&table, TableFormat::Xlsx, "x").unwrap_err();
        let response = PageError::from(error).into_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}

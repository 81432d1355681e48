//! What the pages of the books have in common: a form of a few fields, a file to import, and what is said when it goes wrong.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{BookError, LineFault, PerformError, Table, TableFormat};
use baopi_messages::Args;
use baopi_workflow::Refusal;
use baopi_workflow::book::FieldFault;
use serde::Deserialize;

use super::draft::Note;
use super::form::choice::Choice;
use super::form::field::{Control, Field, Optional};
use super::form::posted::Posted;
use super::form::reader::Fault as Unread;
use super::form::typed::Typed;
use super::frame::Texts;
use super::visit::{Visit, Visitor};
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

    /// What is to be said in the page itself; where there is nothing to be said in it, the answer instead.
    pub(crate) fn of(visit: &Visit, error: BookError) -> Result<Self, Box<Response>> {
        let (texts, status) = (visit.texts(), status_of(&error));
        match error {
            BookError::Refused(_)
            | BookError::NotYours
            | BookError::Settled
            | BookError::OwnProposal
            | BookError::Pending
            | BookError::Passed
            | BookError::TooManyLines { .. }
            | BookError::Stale { .. } => Ok(Self::said(status, refusal(visit, &error))),
            BookError::Faults(fields) => {
                Ok(Self { fields, ..Self::said(status, texts.t("book-correct")) })
            }
            BookError::Lines(lines) => {
                let text = texts.n("book-lines-wrong", lines.len());
                Ok(Self { lines, ..Self::said(status, text) })
            }
            BookError::Table(error) => {
                let key = format!("table-fault-{}", error.code().replace('_', "-"));
                let line = Args::new().with("line", error.line().unwrap_or(1));
                Ok(Self::said(status, texts.with(&key, &line)))
            }
            BookError::NotFound
            | BookError::Classified { .. }
            | BookError::KeyReused
            | BookError::BadKey
            | BookError::Engine(_) => Err(Box::new(undone(visit, error))),
        }
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

/// A refusal in words.
fn refusal(visit: &Visitor, error: &BookError) -> String {
    let (code, args) = said_of(error);
    baopi_messages::book_refusal(visit.language, code, &args)
}

/// The code and the figures of a refusal, as messages and the API name them.
pub(crate) fn said_of(error: &BookError) -> (&'static str, Args) {
    let args = Args::new();
    match error {
        BookError::Refused(refusal) => (refusal.code(), Args::of(refusal)),
        BookError::Settled => ("settled", args),
        BookError::OwnProposal => ("own_proposal", args),
        BookError::Pending => ("pending", args),
        BookError::Passed => ("passed", args),
        BookError::Stale { .. } => ("stale", args),
        BookError::TooManyLines { most } => ("too_many_lines", args.with("most", *most)),
        BookError::NotYours => ("not_yours", args),
        BookError::NotFound
        | BookError::Faults(_)
        | BookError::Lines(_)
        | BookError::Table(_)
        | BookError::Classified { .. }
        | BookError::KeyReused
        | BookError::BadKey
        | BookError::Engine(_) => ("not_found", args),
    }
}

/// 403 for what is somebody else's, 409 for what is not possible as things stand, 422 for what is not possible so.
pub(crate) fn status_of(error: &BookError) -> StatusCode {
    use baopi_workflow::incoming::StepRefusal;
    match error {
        BookError::NotYours
        | BookError::OwnProposal
        | BookError::Refused(StepRefusal::NotYours) => StatusCode::FORBIDDEN,
        BookError::Settled
        | BookError::Pending
        | BookError::Passed
        | BookError::Stale { .. }
        | BookError::Refused(StepRefusal::NotNow) => StatusCode::CONFLICT,
        BookError::Refused(_)
        | BookError::NotFound
        | BookError::Faults(_)
        | BookError::Lines(_)
        | BookError::TooManyLines { .. }
        | BookError::Table(_)
        | BookError::Classified { .. }
        | BookError::KeyReused
        | BookError::BadKey
        | BookError::Engine(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A page for what was not done, where the form is of no help.
pub(crate) fn undone(visit: &Visit, error: BookError) -> Response {
    let error = match error {
        // Not even the reader sees again what may not be kept here.
        BookError::Classified { pattern } => PerformError::Refused(Refusal::Classified { pattern }),
        BookError::KeyReused => PerformError::KeyReused,
        BookError::Engine(error) => PerformError::Engine(error),
        BookError::NotFound => PerformError::NotFound,
        BookError::BadKey
        | BookError::Stale { .. }
        | BookError::NotYours
        | BookError::Settled
        | BookError::OwnProposal
        | BookError::Pending
        | BookError::Passed
        | BookError::Refused(_)
        | BookError::Faults(_)
        | BookError::Lines(_)
        | BookError::TooManyLines { .. }
        | BookError::Table(_) => PerformError::BadKey,
    };
    visit.unperformed(&error)
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

/// A table as a file under this name; nothing if a workbook cannot hold it.
pub(crate) fn download(table: &Table, format: TableFormat, name: &str) -> Option<Response> {
    let bytes = match table.write(format) {
        Ok(bytes) => bytes,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a table was not written");
            return None;
        }
    };
    Some(headers::saved(bytes, format.media_type(), &format!("{name}.{}", format.ending())))
}

/// The table in the file that a form brought; a sentence if there is none.
pub(crate) async fn uploaded(
    visit: &Visit,
    posted: &mut Posted,
    columns: &[&'static str],
) -> Result<Table, Result<Trouble, Box<Response>>> {
    let Some(upload) = posted.uploads.pop() else {
        let text = visit.texts().t("book-import-none");
        return Err(Ok(Trouble::said(StatusCode::UNPROCESSABLE_ENTITY, text)));
    };
    match visit.engine.read_table(visit.person(), upload.bytes).await {
        Ok(table) => Ok(sheet::keyed(table, columns)),
        Err(error) => Err(Trouble::of(visit, error)),
    }
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

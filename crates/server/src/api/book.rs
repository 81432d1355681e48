//! What the books have in common: files that are brought in and taken away, and what is refused.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use baopi_engine::{BookError, CommandKey, Engine, Imported, LineFault, Table, Viewer};
use baopi_messages::{Args, Language};
use baopi_workflow::book::FieldFault;
use baopi_workflow::{Digest, Organisation, Refusal, Version};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::file::only_file;
use crate::extract::body::{key_of, keyed, unencoded};
use crate::page::book::{Wanted, download, said_of, status_of};
use crate::problem::{Code, Problem};
use crate::sheet;

/// The code of refusals; `reason` says which.
const REFUSED: &str = "book_refused";
/// The code of fields that cannot stay as they are; `fields` lists them.
const FIELDS: &str = "fields_refused";
/// The code of lines that cannot stay as they are; `lines` lists them.
const LINES: &str = "lines_refused";
/// The code of files that are no tables; `reason` says why.
const TABLE: &str = "table_refused";

/// A file that is brought in.
#[derive(ToSchema)]
#[schema(as = TableUpload)]
#[expect(dead_code, reason = "it describes a body and is never made")]
pub(super) struct TableUpload {
    /// CSV (UTF-8 or GB18030) or XLSX, at most 2 MiB and 5,000 lines. The first line has the names of the columns, as the
    /// fields are called here or as pages call them in either language. If one line is wrong, nothing is imported.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// How many entries a file brought.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Imported)]
pub(super) struct ImportedAnswer {
    /// So many.
    entries: u32,
}

impl From<Imported> for ImportedAnswer {
    fn from(imported: Imported) -> Self {
        Self { entries: imported.entries }
    }
}

/// In which kind of file a table is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FormatQuery {
    /// `csv` or `xlsx`; `csv` if nothing is said.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "xlsx")]
    pub(super) format: Wanted,
}

/// The table in an uploaded file, and under which key it came.
pub(super) async fn table_of(
    (engine, viewer): (&Engine, &Viewer),
    path: &str,
    headers: &HeaderMap,
    form: Result<Multipart, MultipartRejection>,
    columns: &[&'static str],
) -> Result<(Table, Option<CommandKey>), Problem> {
    unencoded(headers)?;
    let key = key_of(headers)?;
    let wrong = |_| {
        Problem::new(Code::WrongMediaType).case("expected").with("expected", "multipart/form-data")
    };
    let (_, bytes) = only_file(form.map_err(wrong)?).await?;
    let command = Digest::of(&bytes).to_string();
    let key = key.map(|key| keyed(key, &Method::POST, path, command.as_bytes()));
    let table = engine.read_table(viewer.person, bytes).await;
    let table = table.map_err(|error| problem(error, &viewer.organisation))?;
    Ok((sheet::keyed(table, columns), key))
}

/// A table as a file, its columns and words as the API calls them.
pub(super) fn file(table: &Table, format: Wanted, name: &str) -> Result<Response, Problem> {
    download(table, format.into(), name).ok_or_else(|| Problem::new(Code::Internal))
}

/// Why something was not done.
pub(super) fn problem(error: BookError, organisation: &Organisation) -> Problem {
    match error {
        BookError::NotFound => Problem::new(Code::NotFound),
        BookError::Stale { current } => Problem::stale(Version(current.into())),
        BookError::Faults(faults) => {
            let fields: Vec<Value> = faults.iter().map(field).collect();
            many_wrong(FIELDS, "fields", fields)
        }
        BookError::Lines(faults) => {
            let lines: Vec<Value> = faults.iter().map(line).collect();
            many_wrong(LINES, "lines", lines)
        }
        BookError::Table(error) => {
            let args = Args::new().with("line", error.line().unwrap_or(1));
            let key = format!("table-fault-{}", error.code().replace('_', "-"));
            let said = |language| baopi_messages::text_with(language, &key, &args);
            let code = Code::Refused(TABLE, StatusCode::UNPROCESSABLE_ENTITY);
            Problem::new(code).said(said, |_| String::new()).with("reason", error.code())
        }
        BookError::Classified { pattern } => {
            Problem::refused(&Refusal::Classified { pattern }, organisation)
        }
        BookError::KeyReused => Problem::new(Code::KeyReused),
        BookError::BadKey => Problem::new(Code::BadKey),
        BookError::Engine(error) => error.into(),
        refused @ (BookError::NotYours
        | BookError::Settled
        | BookError::OwnProposal
        | BookError::Pending
        | BookError::Passed
        | BookError::Refused(_)
        | BookError::TooManyLines { .. }) => {
            let (reason, args) = said_of(&refused);
            let said = |language| baopi_messages::book_refusal(language, reason, &args);
            Problem::new(Code::Refused(REFUSED, status_of(&refused)))
                .said(said, |_| String::new())
                .with("reason", reason)
        }
    }
}

fn many_wrong(code: &'static str, name: &str, faults: Vec<Value>) -> Problem {
    let problem = Problem::new(Code::Refused(code, StatusCode::UNPROCESSABLE_ENTITY));
    problem.with("count", faults.len()).with(name, faults)
}

fn field(fault: &FieldFault) -> Value {
    let said = |language| baopi_messages::field_fault(language, fault);
    json!({
        "field": fault.field,
        "wrong": fault.wrong.code(),
        "message_zh": said(Language::Zh),
        "message_en": said(Language::En),
    })
}

fn line(fault: &LineFault) -> Value {
    let mut said = field(&fault.fault);
    said["line"] = fault.line.into();
    said
}

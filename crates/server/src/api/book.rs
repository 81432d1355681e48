//! What the books have in common: files that are brought in and taken away, and what is refused.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use baopi_engine::{CommandKey, Engine, Imported, Table, Viewer};
use baopi_workflow::Digest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::file::only_file;
use crate::extract::body::{key_of, keyed, unencoded};
use crate::page::book::{Wanted, download};
use crate::problem::{Code, Problem};
use crate::sheet;

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
    let table = table.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok((sheet::keyed(table, columns), key))
}

/// A table as a file, its columns and words as the API calls them.
pub(super) fn file(table: &Table, format: Wanted, name: &str) -> Result<Response, Problem> {
    Ok(download(table, format.into(), name)?)
}

//! The books that an office keeps beside its requests: what their operations have in common.

use axum::Json;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use baopi_engine::{Added, Booked, CommandKey, Entry, Imported, Viewer};
use baopi_workflow::{Digest, Organisation};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list::Answered;
use crate::api::command::repeated;
use crate::door::body::{key_of, keyed, unencoded};
use crate::door::problem::{Code, Problem};
use crate::door::query::Paging;
use crate::door::sheet::{self, Wanted, download};
use crate::door::state::AppState;
use crate::door::upload::only_file;

pub(crate) mod chat_group;
pub(crate) mod incoming;
pub(crate) mod plan;
pub(crate) mod working_days;

/// A file that is brought in.
#[derive(ToSchema)]
#[schema(as = TableUpload)]
#[expect(dead_code, reason = "it describes a body and is never made")]
struct TableUpload {
    /// CSV (UTF-8 or GB18030) or XLSX, at most 2 MiB and 5,000 lines. The first line has the names of the columns, as the
    /// fields are called here or as pages call them in either language. If one line is wrong, nothing is imported.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// How many entries a file brought.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Imported)]
struct ImportedAnswer {
    /// Of which year, for a book of which a file brings one year.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    /// So many.
    entries: u32,
}

/// In which kind of file a table is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormatQuery {
    /// `csv` or `xlsx`; `csv` if nothing is said.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "xlsx")]
    format: Wanted,
}

/// An uploaded file, and under which key it came.
pub(crate) struct SentFile {
    bytes: Vec<u8>,
    key: Option<CommandKey>,
}

impl FromRequest<AppState> for SentFile {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        unencoded(request.headers())?;
        let named = key_of(request.headers())?;
        let path = request.uri().path().to_owned();
        let form = Multipart::from_request(request, state).await.map_err(|_| {
            let expected = "multipart/form-data";
            Problem::new(Code::WrongMediaType).case("expected").with("expected", expected)
        })?;
        let (_, bytes) = only_file(form).await?;
        let command = Digest::of(&bytes).to_string();
        let key = named.map(|key| keyed(key, &Method::POST, &path, command.as_bytes()));
        Ok(Self { bytes, key })
    }
}

/// An entry as the API shows it.
trait Told: Entry {
    /// What is answered of each.
    type Answer: Serialize;

    /// The answer about an entry of the list.
    fn told(shown: &Self::Shown, organisation: &Organisation) -> Self::Answer;
}

/// A page of a list.
async fn listed<E: Told>(
    state: &AppState,
    viewer: &Viewer,
    wanted: E::Wanted,
    page: &Paging,
) -> Result<Answered<E::Answer>, Problem> {
    let found = state.engine.entries::<E>(viewer.person, wanted, page.cursor(), page.limit).await;
    let found = found.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let items = found.items.iter().map(|shown| E::told(shown, &viewer.organisation));
    Ok(Answered::new(page, items, found.next))
}

/// What was added.
async fn added<E: Added>(
    state: &AppState,
    viewer: &Viewer,
    new: E::New,
    key: Option<CommandKey>,
) -> Result<Booked<E>, Problem> {
    let done = state.engine.add_entry(viewer.person, new, key).await;
    done.map_err(|error| Problem::of(error, &viewer.organisation))
}

/// A table as a file, its columns and words as the API calls them.
async fn exported<E: Entry>(
    state: &AppState,
    viewer: &Viewer,
    wanted: E::Wanted,
    (format, name): (Wanted, &str),
) -> Result<Response, Problem> {
    let table = state.engine.export_entries::<E>(viewer.person, wanted).await;
    let table = table.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(download(&table, format, name)?)
}

/// How many entries a file brought.
async fn imported<E: Entry>(
    state: &AppState,
    viewer: &Viewer,
    SentFile { bytes, key }: SentFile,
) -> Result<Response, Problem> {
    let problem = |error| Problem::of(error, &viewer.organisation);
    let table = state.engine.read_table(viewer.person, bytes).await.map_err(problem)?;
    let table = sheet::keyed(table, E::EXPORTED);
    let done = state.engine.import_entries::<E>(viewer.person, table, key).await;
    let Booked { done: Imported { year, entries }, replayed } = done.map_err(problem)?;
    let answer = (StatusCode::CREATED, Json(ImportedAnswer { year, entries }));
    Ok(repeated(answer.into_response(), replayed))
}

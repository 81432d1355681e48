//! Files: taken, and given back byte for byte.

use axum::Json;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use baopi_engine::ReceivedFile;
use baopi_workflow::{Digest, RequestId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::command::repeated;
use crate::api::names::word;
use crate::api::problems::{Idempotent, Reading, Writing};
use crate::door::Id;
use crate::door::body::{key_of, keyed, unencoded};
use crate::door::problem::{Code, Problem};
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::upload::only_file;
use crate::transport::headers;

/// An upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body and is never made")]
pub(crate) struct Upload {
    /// The file, with its name; at most 20 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A stored file, as a content names it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FileRef)]
pub(crate) struct FileAnswer {
    /// SHA-256 of its bytes.
    sha256: String,
    /// Its name.
    #[schema(example = "通知.docx")]
    name: String,
    /// Its size in bytes.
    size: u64,
}

/// A file that was taken, and what was read in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceivedAnswer {
    file: FileAnswer,
    /// Its text, for the `body` of a content.
    text: String,
    /// The format that its bytes show, whatever its name says.
    #[schema(example = "docx")]
    format: String,
    /// For plain text, how it was encoded, as far as that can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "GB18030")]
    encoding: Option<String>,
    /// 字 of the text.
    #[schema(example = 1280)]
    characters: u32,
    /// What word processors call 字数; for information.
    words_approx: u32,
    /// How many of the characters are numbers and bullets of lists, which word processors do not count.
    list_number_characters: usize,
    /// Characters that the file holds and does not show; they are neither counted nor part of the text.
    hidden_characters: usize,
    /// Pictures, of which no text is read.
    pictures: usize,
}

impl From<ReceivedFile> for ReceivedAnswer {
    fn from(received: ReceivedFile) -> Self {
        let file = received.file;
        Self {
            file: FileAnswer { sha256: file.sha256.to_string(), name: file.name, size: file.size },
            text: received.text,
            format: word(&received.format),
            encoding: received.encoding,
            characters: received.measure.characters,
            words_approx: received.measure.words_approx,
            list_number_characters: received.besides.list_numbers,
            hidden_characters: received.besides.hidden,
            pictures: received.besides.pictures,
        }
    }
}

/// Upload a file
///
/// Its bytes are kept as they are, and its text is read and measured.
#[utoipa::path(
    post,
    path = "/files",
    operation_id = "upload_file",
    tag = "requests",
    params(Idempotent),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Taken", body = ReceivedAnswer), Writing)
)]
pub(crate) async fn upload(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    unencoded(&headers)?;
    let key = key_of(&headers)?;
    let wrong = |_| {
        Problem::new(Code::WrongMediaType).case("expected").with("expected", "multipart/form-data")
    };
    let (name, bytes) = only_file(form.map_err(wrong)?).await?;
    // The boundary between the parts differs each time, so what is compared is what they say.
    let command = format!("{name}\n{}", Digest::of(&bytes));
    let key = key.map(|key| keyed(key, &Method::POST, "/api/v1/files", command.as_bytes()));
    let received = state.engine.receive_file(viewer.person, &name, bytes, key).await;
    let received = received.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let replayed = received.replayed;
    let answer = (StatusCode::CREATED, Json(ReceivedAnswer::from(received)));
    Ok(repeated(answer.into_response(), replayed))
}

/// Download a file
#[utoipa::path(
    get,
    path = "/requests/{id}/files/{sha256}",
    operation_id = "download_file",
    tag = "requests",
    params(
        ("id" = uuid::Uuid, Path, description = "The request"),
        ("sha256" = String, Path, description = "SHA-256 of the file's bytes, 64 hexadecimal digits")
    ),
    responses(
        (status = 200, description = "The bytes that were uploaded", content_type = "application/octet-stream"),
        Reading
    )
)]
pub(crate) async fn download(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(request): Id<RequestId>,
    Path((_, sha256)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let sha256 = sha256.parse().map_err(|_| Problem::new(Code::NotFound))?;
    let (file, bytes) = state
        .engine
        .file(viewer.person, request, sha256)
        .await
        .map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(headers::attachment(&file, bytes))
}

/// Get the invitation to a meeting
#[utoipa::path(
    get,
    path = "/requests/{id}/invitation.ics",
    operation_id = "download_invitation",
    tag = "requests",
    params(("id" = uuid::Uuid, Path, description = "The request")),
    responses((status = 200, description = "An iCalendar file", content_type = "text/calendar"), Reading)
)]
pub(crate) async fn invitation(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(request): Id<RequestId>,
) -> Result<Response, Problem> {
    let text = state.engine.invitation(viewer.person, request).await;
    text.map(headers::calendar).map_err(|error| Problem::of(error, &viewer.organisation))
}

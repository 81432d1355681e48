//! Files: taken, and given back byte for byte.

use axum::Json;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use baopi_engine::ReceivedFile;
use baopi_workflow::{Digest, RequestId};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::word;
use crate::api::problems::{Idempotent, Reading, Writing};
use crate::api::request::one::repeated;
use crate::door::Id;
use crate::door::body::{key_of, keyed, unencoded};
use crate::door::problem::{Code, Problem};
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::strict::{BadInput, Fault};
use crate::limit::MAX_UPLOAD_BYTES;
use crate::transport::headers;
use crate::transport::listen::TooSlow;

/// The name of the part that is the file.
const PART: &str = "file";

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
    /// What it is.
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
        }
    }
}

/// Upload a file
///
/// Its bytes are kept as they are, and its text is read and measured.
#[utoipa::path(
    post,
    path = "/files",
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

/// The one part of the form, with its name.
pub(crate) async fn only_file(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let about = |field: &str, fault: Fault, cause: &str| {
        Problem::from(BadInput { field: field.to_owned(), fault, cause: cause.to_owned() })
    };
    let Some(part) = form.next_field().await.map_err(|error| unread(&error))? else {
        return Err(about(PART, Fault::Missing, "the form is empty"));
    };
    if part.name() != Some(PART) {
        return Err(about(
            part.name().unwrap_or_default(),
            Fault::Unknown,
            "the form has one part, named file",
        ));
    }
    let Some(name) = part.file_name().map(base_name).filter(|name| !name.is_empty()) else {
        return Err(about(PART, Fault::Unfit, "the part has no file name"));
    };
    let bytes = part.bytes().await.map_err(|error| unread(&error))?.to_vec();
    match form.next_field().await.map_err(|error| unread(&error))? {
        None => Ok((name, bytes)),
        Some(second) => {
            let field = second.name().unwrap_or_default();
            let fault = if field == PART { Fault::Duplicate } else { Fault::Unknown };
            Err(about(field, fault, "the form has one part, named file"))
        }
    }
}

/// Some browsers send the path on the user's machine with the name; it is nobody's business.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}

fn unread(error: &MultipartError) -> Problem {
    if TooSlow::caused(error) {
        return Problem::new(Code::RequestTimeout);
    }
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(Code::TooLarge).with("limit", MAX_UPLOAD_BYTES)
        }
        _ => Problem::new(Code::BadInput).case("cut-off").with("cause", error.body_text()),
    }
}

/// Download a file
#[utoipa::path(
    get,
    path = "/requests/{id}/files/{sha256}",
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

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::extract::DefaultBodyLimit;
    use axum::http::Request;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    async fn sent(parts: &[(&str, &str, &str)]) -> Result<String, Problem> {
        let part = |(name, file, text): &(&str, &str, &str)| {
            let file =
                if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
            format!(
                "--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n"
            )
        };
        let parts: Vec<String> = parts.iter().map(part).collect();
        let body = format!("{}--x--\r\n", parts.concat());
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=x");
        answered(request.body(Body::from(body)).unwrap()).await
    }

    async fn answered(request: Request<Body>) -> Result<String, Problem> {
        let take = |form: Multipart| async move {
            only_file(form).await.map(|(name, bytes)| format!("{name}={}", bytes.len()))
        };
        let app = Router::new().route("/", post(take)).layer(DefaultBodyLimit::max(1000));
        let mut response = app.oneshot(request).await.unwrap();
        if let Some(problem) = response.extensions_mut().remove::<Problem>() {
            return Err(problem);
        }
        let bytes = axum::body::to_bytes(response.into_body(), 2000).await.unwrap();
        Ok(String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn one_part_with_a_name_is_a_file_and_anything_else_is_named() {
        assert_eq!(sent(&[("file", "C:\\文件\\通知.docx", "abc")]).await.unwrap(), "通知.docx=3");
        let field = |result: Result<String, Problem>| result.unwrap_err().fact("field");
        assert_eq!(field(sent(&[]).await), "file");
        assert_eq!(field(sent(&[("file", "", "abc")]).await), "file");
        assert_eq!(field(sent(&[("colour", "", "red")]).await), "colour");
        assert_eq!(field(sent(&[("file", "a.txt", "a"), ("file", "b.txt", "b")]).await), "file");
        assert_eq!(field(sent(&[("file", "a.txt", "a"), ("x", "", "b")]).await), "x");
    }

    #[tokio::test]
    async fn an_upload_beyond_the_limit_is_413() {
        let problem = sent(&[("file", "a.txt", &"a".repeat(1001))]).await.unwrap_err();
        assert_eq!(problem.code(), Code::TooLarge);
    }
}

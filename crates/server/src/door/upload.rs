//! A form with one part, which is a file.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;
use baopi_workflow::book::{FieldFault, Wrong};

use crate::door::problem::{Code, Problem};
use crate::limit::MAX_UPLOAD_BYTES;
use crate::transport::listen::TooSlow;

/// The name of the part that is the file.
const PART: &str = "file";

/// The one part of the form, with its name.
pub(crate) async fn only_file(mut form: Multipart) -> Result<(String, Vec<u8>), Problem> {
    let wrong = |field: &str, wrong| Problem::from(vec![FieldFault::new(field, wrong)]);
    let Some(part) = form.next_field().await.map_err(|error| unread(&error))? else {
        return Err(wrong(PART, Wrong::Missing));
    };
    if part.name() != Some(PART) {
        return Err(wrong(part.name().unwrap_or_default(), Wrong::Unasked));
    }
    let Some(name) = part.file_name().map(base_name).filter(|name| !name.is_empty()) else {
        return Err(wrong(PART, Wrong::Unreadable));
    };
    let bytes = part.bytes().await.map_err(|error| unread(&error))?.to_vec();
    match form.next_field().await.map_err(|error| unread(&error))? {
        None => Ok((name, bytes)),
        Some(second) => {
            let field = second.name().unwrap_or_default();
            Err(wrong(field, if field == PART { Wrong::Twice } else { Wrong::Unasked }))
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
        _ => Problem::new(Code::BadInput).case("cut-off"),
    }
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

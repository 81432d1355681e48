//! Bodies of the API: JSON of the expected shape, with the key that makes its repetition harmless.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::IntoResponse;
use baopi_engine::CommandKey;
use baopi_workflow::Digest;

use super::strict::{self, Body};
use crate::door::problem::{Code, Problem};
use crate::door::state::AppState;
use crate::limit::MAX_BODY_BYTES;
use crate::transport::listen::TooSlow;

/// The header in which a client names its command.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The largest body that a route reads, in bytes, where it is not [`MAX_BODY_BYTES`]; whoever sends more is told it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimit(pub(crate) usize);

/// What was sent, and under which key.
pub(crate) struct Sent<T> {
    /// The body.
    pub(crate) body: T,
    /// The key, if the client gave one.
    pub(crate) key: Option<CommandKey>,
}

impl<T: Body> FromRequest<AppState> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        unencoded(request.headers())?;
        if !is_json(request.headers()) {
            return Err(Problem::new(Code::WrongMediaType)
                .case("expected")
                .with("expected", "application/json"));
        }
        let (parts, body) = request.into_parts();
        let named = key_of(&parts.headers)?;
        let command = (parts.method.clone(), parts.uri.path().to_owned());
        let limit = parts.extensions.get::<BodyLimit>().map_or(MAX_BODY_BYTES, |limit| limit.0);
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|rejection| unread(rejection, limit))?;
        let body = strict::read(&bytes)?;
        Ok(Self { body, key: named.map(|key| keyed(key, &command.0, &command.1, &bytes)) })
    }
}

/// The client's key.
///
/// # Errors
///
/// A problem if it cannot be a key, or if there are two.
pub(crate) fn key_of(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let (first, second) = (values.next(), values.next());
    let Some(value) = first else { return Ok(None) };
    let bad = || Problem::new(Code::BadKey);
    let key = value.to_str().map_err(|_| bad())?.to_owned();
    let command = CommandKey { key, fingerprint: Digest::ZERO };
    if second.is_some() || !command.is_valid() { Err(bad()) } else { Ok(Some(command.key)) }
}

/// The key together with the digest of all that makes up the command.
pub(crate) fn keyed(key: String, method: &Method, path: &str, body: &[u8]) -> CommandKey {
    let mut bytes = format!("{method} {path}\n").into_bytes();
    bytes.extend_from_slice(body);
    CommandKey { key, fingerprint: Digest::of(&bytes) }
}

/// Compressed bodies are not taken: what a small one unpacks to is not known before it is too late.
///
/// # Errors
///
/// A problem if the body is encoded.
pub(crate) fn unencoded(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get(CONTENT_ENCODING) {
        Some(encoding) if encoding != "identity" => Err(Problem::new(Code::WrongMediaType)
            .case("expected")
            .with("expected", "Content-Encoding: identity")),
        Some(_) | None => Ok(()),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn unread(rejection: BytesRejection, limit: usize) -> Problem {
    if TooSlow::caused(&rejection) {
        return Problem::new(Code::RequestTimeout);
    }
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Code::TooLarge).with("limit", limit),
        _ => Problem::new(Code::BadInput).case("cut-off"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn keys(values: &[&str]) -> Result<Option<String>, Problem> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(IDEMPOTENCY_KEY, HeaderValue::from_str(value).unwrap());
        }
        key_of(&headers)
    }

    #[test]
    fn a_key_has_1_to_200_visible_characters_and_comes_once() {
        let longest = "k".repeat(200);
        assert_eq!(keys(&[]).unwrap(), None);
        assert_eq!(keys(&[&longest]).unwrap(), Some(longest.clone()));
        for bad in [vec![""], vec!["a b"], vec!["a", "a"], vec![&format!("{longest}k")]] {
            assert_eq!(keys(&bad).unwrap_err().code(), Code::BadKey, "{bad:?}");
        }
    }

    #[test]
    fn another_method_path_or_body_is_another_command() {
        let print = |method: &Method, path, body: &[u8]| {
            keyed("k".to_owned(), method, path, body).fingerprint
        };
        let one = print(&Method::POST, "/a", b"{}");
        assert_eq!(one, print(&Method::POST, "/a", b"{}"));
        assert_ne!(one, print(&Method::PUT, "/a", b"{}"));
        assert_ne!(one, print(&Method::POST, "/b", b"{}"));
        assert_ne!(one, print(&Method::POST, "/a", b"{ }"));
    }

    #[test]
    fn only_json_is_json() {
        let json = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(value));
            is_json(&headers)
        };
        assert!(json("application/json"));
        assert!(json("Application/JSON; charset=utf-8"));
        assert!(!json("text/plain"));
        assert!(!json("application/x-www-form-urlencoded"));
        assert!(!is_json(&HeaderMap::new()));
    }
}

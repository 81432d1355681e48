//! Headers that protect whoever reads an answer.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use baopi_workflow::content::FileRef;

/// Everything comes from here, nothing is embedded anywhere, and no form leads elsewhere.
const POLICY: &str = "default-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'";
/// The reference of the API has pictures in its own style sheet, as `data:`, and is otherwise bound like every page.
const POLICY_OF_REFERENCE: &str = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; object-src 'none'; \
    base-uri 'none'; form-action 'self'";
/// A file somebody uploaded runs nothing and belongs to no origin, should a browser show it after all.
const SANDBOX: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";
/// One year, as ASVS V3.4.1 asks.
const HSTS: &str = "max-age=31536000; includeSubDomains";

/// What every answer carries unless it says otherwise itself.
pub(crate) const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Links from messages carry a secret in their path, which no other origin is told. Telling nobody at all would make
    // browsers send forms with `Origin: null`, and the check of the origin would refuse them.
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    // Nearly everything here is for one reader only; what is not, such as style sheets, says so.
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Adds [`ALWAYS`] where nothing stands yet, and over HTTPS the promise to stay with it.
pub(crate) fn protect(mut response: Response, https: bool) -> Response {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    response
}

/// A part of the reference of the API, under the policy that lets it show its pictures.
pub(crate) async fn of_reference(mut response: Response) -> Response {
    let policy = HeaderValue::from_static(POLICY_OF_REFERENCE);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// An uploaded file, to be saved and not shown, byte for byte.
pub(crate) fn attachment(file: &FileRef, bytes: Vec<u8>) -> Response {
    let mut response = saved(bytes, "application/octet-stream", &file.name);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    response
}

/// An invitation for a calendar.
pub(crate) fn calendar(text: String) -> Response {
    saved(text, "text/calendar; charset=utf-8", "invitation.ics")
}

/// Something of this media type that is to be saved under this name.
pub(crate) fn saved(body: impl IntoResponse, media_type: &'static str, name: &str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CONTENT_DISPOSITION, disposition(name));
    response
}

/// RFC 6266: the name in UTF-8, and for old readers the part of it that is ASCII.
fn disposition(name: &str) -> HeaderValue {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._ ".contains(c);
    let ascii: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hex::encode_upper([byte]));
        }
    }
    HeaderValue::try_from(format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}"))
        .expect("letters, digits, percent signs and punctuation are visible ASCII")
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use baopi_workflow::Digest;

    use super::*;

    #[test]
    fn a_file_is_saved_under_its_chinese_name_and_runs_nothing() {
        let file = FileRef { sha256: Digest::ZERO, name: "通知\"\r\n.docx".to_owned(), size: 1 };
        let response = protect(attachment(&file, vec![1]), false);
        assert_eq!(
            response.headers()[CONTENT_DISPOSITION],
            "attachment; filename=\"_____.docx\"; filename*=UTF-8''%E9%80%9A%E7%9F%A5%22%0D%0A.docx"
        );
        assert_eq!(response.headers()[CONTENT_SECURITY_POLICY], SANDBOX);
        assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
    }

    #[test]
    fn the_policy_of_the_reference_differs_from_that_of_the_pages_in_its_pictures_alone() {
        let of_pages: Vec<_> = POLICY.split("; ").collect();
        let more: Vec<_> =
            POLICY_OF_REFERENCE.split("; ").filter(|part| !of_pages.contains(part)).collect();
        assert_eq!(more, ["img-src 'self' data:"]);
        assert_eq!(POLICY_OF_REFERENCE.split("; ").count(), of_pages.len() + 1);
    }

    #[test]
    fn https_is_promised_only_where_it_is() {
        let plain = protect(StatusCode::OK.into_response(), false);
        assert_eq!(plain.headers().get(STRICT_TRANSPORT_SECURITY), None);
        assert_eq!(plain.headers()[CONTENT_SECURITY_POLICY], POLICY);
        assert_eq!(plain.headers()[CACHE_CONTROL], "no-store");
        let secure = protect(StatusCode::OK.into_response(), true);
        assert_eq!(secure.headers()[STRICT_TRANSPORT_SECURITY], HSTS);
    }
}

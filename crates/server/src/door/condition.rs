//! `If-Match`: which version of a request its sender saw.

use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use baopi_workflow::Version;

use crate::door::problem::{Code, Problem};

/// The entity tag of a version.
pub(crate) fn etag(version: Version) -> String {
    format!("\"v{version}\"")
}

/// The request has moved on since its sender saw it; it is at the version `current` by now.
pub(crate) fn stale(current: Version) -> Problem {
    let tag =
        HeaderValue::try_from(etag(current)).expect("digits and quotation marks are visible ASCII");
    Problem::new(Code::Stale).with("current_version", current.0).header(ETAG, tag)
}

/// The version that the sender saw. An action without one is not taken: deciding blindly is what the header is there to stop.
#[derive(Debug)]
pub(crate) struct Seen(pub(crate) Version);

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        seen(&parts.headers).map(Self)
    }
}

fn seen(headers: &HeaderMap) -> Result<Version, Problem> {
    let mut values = headers.get_all(IF_MATCH).iter();
    let (Some(value), second) = (values.next(), values.next()) else {
        return Err(Problem::new(Code::VersionRequired));
    };
    // `*` says “whatever it is by now”, which is no version.
    if value == "*" {
        return Err(Problem::new(Code::VersionRequired));
    }
    let number = value
        .to_str()
        .ok()
        .and_then(|tag| tag.strip_prefix("\"v")?.strip_suffix('"')?.parse().ok());
    // A weak tag, a list, or a tag that this server never gave matches nothing.
    match (number, second) {
        (Some(number), None) => Ok(Version(number)),
        (Some(_) | None, _) => Err(Problem::new(Code::Stale).case("foreign-tag")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &'static str) -> Result<Version, Code> {
        let mut headers = HeaderMap::new();
        headers.insert(IF_MATCH, HeaderValue::from_static(value));
        seen(&headers).map_err(|problem| problem.code())
    }

    #[test]
    fn a_tag_is_read_back_as_its_version() {
        assert_eq!(etag(Version(3)), "\"v3\"");
        assert_eq!(read("\"v3\""), Ok(Version(3)));
    }

    #[test]
    fn no_version_is_428_and_a_tag_that_cannot_match_is_412() {
        assert_eq!(seen(&HeaderMap::new()).unwrap_err().code(), Code::VersionRequired);
        assert_eq!(read("*"), Err(Code::VersionRequired));
        for tag in
            ["W/\"v3\"", "\"v3\", \"v4\"", "v3", "\"3\"", "\"v-1\"", "\"v99999999999999999999\""]
        {
            assert_eq!(read(tag), Err(Code::Stale), "{tag}");
        }
    }
}

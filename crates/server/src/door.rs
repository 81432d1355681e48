//! What handlers take out of a request. Each extractor refuses by itself, so that no handler can forget to.

use std::convert::Infallible;
use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::CookieJar;
use baopi_messages::Language;

use crate::door::problem::{Code, Problem};
use crate::door::state::AppState;
use crate::limit::MAX_DEVICE_CHARS;

pub(crate) mod address;
pub(crate) mod body;
pub(crate) mod condition;
pub(crate) mod cookie;
pub(crate) mod error;
pub(crate) mod explain;
pub(crate) mod problem;
pub(crate) mod query;
pub(crate) mod session;
pub(crate) mod shape;
pub(crate) mod sheet;
pub(crate) mod state;
pub(crate) mod strict;
pub(crate) mod turn;
pub(crate) mod upload;
pub(crate) mod wish;

pub(crate) use session::{MaybeSignedIn, SignedIn};

/// The cookie in which a reader's choice of language stands.
pub(crate) const LANGUAGE_COOKIE: &str = "lang";

/// The language of the reader: chosen, or the browser's, or Chinese.
pub(crate) struct Lang(pub(crate) Language);

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(language(&parts.headers)))
    }
}

/// The language that the headers of a request ask for.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    let jar = CookieJar::from_headers(headers);
    let chosen = jar.get(LANGUAGE_COOKIE).and_then(|cookie| cookie.value().parse().ok());
    let accepted = || headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.or_else(|| accepted().map(Language::from_accept_language)).unwrap_or(Language::Zh)
}

/// The number of this conversation, in the log, in the header `x-request-id` and on pages that say that something failed.
#[derive(Debug, Clone)]
pub(crate) struct RequestNumber(pub(crate) String);

impl<S: Sync> FromRequestParts<S> for RequestNumber {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_else(|| Self("-".to_owned())))
    }
}

/// What a sign-in calls the device it came from.
pub(crate) fn device(headers: &HeaderMap) -> String {
    let agent =
        headers.get(USER_AGENT).map_or("", |value: &HeaderValue| value.to_str().unwrap_or(""));
    agent.chars().take(MAX_DEVICE_CHARS).collect()
}

/// What the `{id}` in the path of the URL names. A malformed identifier names what does not exist.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr + Send> FromRequestParts<AppState> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let not_found = || Problem::new(Code::NotFound);
        let params =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| not_found())?;
        let id = params.iter().find(|(name, _)| *name == "id").and_then(|(_, id)| id.parse().ok());
        id.map(Self).ok_or_else(not_found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_language_goes_before_the_browsers_and_chinese_is_the_default() {
        let read = |cookie: Option<&'static str>, accept: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            if let Some(cookie) = cookie {
                headers.insert("cookie", HeaderValue::from_static(cookie));
            }
            if let Some(accept) = accept {
                headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            }
            language(&headers)
        };
        assert_eq!(read(None, None), Language::Zh);
        assert_eq!(read(None, Some("en-GB,en;q=0.9")), Language::En);
        assert_eq!(read(Some("lang=zh"), Some("en")), Language::Zh);
        assert_eq!(read(Some("lang=en"), Some("zh-CN")), Language::En);
        assert_eq!(read(Some("lang=tlh"), Some("en")), Language::En);
    }

    #[test]
    fn the_name_of_a_device_is_cut_at_200_characters() {
        let mut headers = HeaderMap::new();
        assert_eq!(device(&headers), "");
        headers.insert(USER_AGENT, "x".repeat(MAX_DEVICE_CHARS + 1).parse().unwrap());
        assert_eq!(device(&headers).len(), MAX_DEVICE_CHARS);
    }
}

//! Who asks: by the cookie of a session on pages, by a bearer token in the API, and never by the other.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use baopi_engine::Viewer;

use crate::door::address::{self, LocalPath};
use crate::door::problem::{Code, Problem};
use crate::door::state::AppState;

/// Somebody with a session. Whoever has none is led to the sign-in and back.
pub(crate) struct SignedIn(pub(crate) Viewer);

/// Somebody with a session, or nobody.
pub(crate) struct MaybeSignedIn(pub(crate) Option<Viewer>);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let MaybeSignedIn(viewer) = MaybeSignedIn::from_request_parts(parts, state).await?;
        viewer.map(Self).ok_or_else(|| to_sign_in(parts).into_response())
    }
}

impl FromRequestParts<AppState> for MaybeSignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Some(token) = state.cookies.read(&CookieJar::from_headers(&parts.headers)) else {
            return Ok(Self(None));
        };
        state
            .engine
            .session(&token)
            .await
            .map(Self)
            .map_err(|error| Problem::from(error).into_response())
    }
}

/// The way back is kept for what can be shown again. A form that was sent without a session is not repeated by itself.
fn to_sign_in(parts: &Parts) -> Redirect {
    let wanted = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    match LocalPath::parse(wanted) {
        Some(path) if parts.method == Method::GET => {
            let query = encoded_pair("next", path.as_str());
            Redirect::to(&format!("{}?{query}", address::SIGN_IN))
        }
        Some(_) | None => Redirect::to(address::SIGN_IN),
    }
}

/// A pair of a query, in which everything but letters, digits and `-._~/` is percent-encoded.
pub(crate) fn encoded_pair(name: &str, value: &str) -> String {
    format!("{}={}", encoded(name), encoded(value))
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex::encode_upper([byte]));
        }
    }
    out
}

/// The bearer of an API token. A session's cookie does not count here, so that no page of another site can use the API.
pub(crate) struct Bearer(pub(crate) Viewer);

impl FromRequestParts<AppState> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let unauthenticated = || Problem::new(Code::Unauthenticated);
        let token = bearer_token(parts).ok_or_else(unauthenticated)?;
        let viewer = state.engine.bearer(token).await?.ok_or_else(unauthenticated)?;
        state.turns.wait(parts, viewer.person).await?;
        Ok(Self(viewer))
    }
}

fn bearer_token(parts: &Parts) -> Option<&str> {
    let mut values = parts.headers.get_all(AUTHORIZATION).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim()).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn parts(request: axum::http::request::Builder) -> Parts {
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn a_reader_without_a_session_comes_back_to_what_was_asked_for() {
        let location = |request| {
            let response = to_sign_in(&parts(request)).into_response();
            response.headers()["location"].to_str().unwrap().to_owned()
        };
        let get = location(Request::get("/register?year=2026&unit=a"));
        assert_eq!(get, "/sign-in?next=/register%3Fyear%3D2026%26unit%3Da");
        assert_eq!(location(Request::get("//evil.example/x")), "/sign-in");
        assert_eq!(location(Request::post("/requests/1/actions")), "/sign-in");
    }

    #[test]
    fn one_bearer_token_is_read_and_nothing_else() {
        let token = |value: &'static str| {
            bearer_token(&parts(Request::get("/").header(AUTHORIZATION, value)))
                .map(ToOwned::to_owned)
        };
        assert_eq!(token("Bearer baopi_x").as_deref(), Some("baopi_x"));
        assert_eq!(token("bearer baopi_x").as_deref(), Some("baopi_x"));
        assert_eq!(token("Basic baopi_x"), None);
        assert_eq!(token("Bearer "), None);
        let twice =
            Request::get("/").header(AUTHORIZATION, "Bearer a").header(AUTHORIZATION, "Bearer b");
        assert_eq!(bearer_token(&parts(twice)), None);
    }
}

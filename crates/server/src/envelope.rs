//! What goes around every conversation: its number, its line in the log, and an answer for whatever went wrong beneath.

use std::any::Any;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CONNECTION, CONTENT_TYPE, HOST};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use baopi_messages::Language;
use tracing::{Instrument, info_span};

use crate::door::problem::{Code, PROBLEM_JSON, Problem};
use crate::door::state::AppState;
use crate::door::turn::Turn;
use crate::door::{RequestNumber, language};
use crate::present::fault::PageError;
use crate::present::visitor::{Recognised, Visitor};
use crate::transport::listen::Refusal;

/// The header in which the number of a conversation stands.
pub(crate) const REQUEST_ID: &str = "x-request-id";

/// Below this path the answers are for programs.
const API: &str = "/api/";

/// Gives the conversation its number, follows it in the log, and renders what handlers only named.
///
/// A number that the client sends is not taken over: it would let anybody write into the log what they like. The log has the
/// pattern of the path and not the path, because links from messages carry their secret in it.
///
/// With the state of the program a page that says what is wrong keeps the navigation of whoever is signed in.
pub(crate) async fn envelope(
    State(state): State<Option<AppState>>,
    mut request: Request,
    next: Next,
) -> Response {
    let number = next_number();
    let language = language(request.headers());
    let for_programs = request.uri().path().starts_with(API);
    let path = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    let span = info_span!("request", number, method = %request.method(), path);
    let cookies = CookieJar::from_headers(request.headers());
    let recognised = Recognised::default();
    request.extensions_mut().insert(RequestNumber(number.clone()));
    request.extensions_mut().insert(recognised.clone());
    let turn = Turn::default();
    request.extensions_mut().insert(turn.clone());
    let refusal = request.extensions().get::<Refusal>().cloned().unwrap_or_default();
    let begun = Instant::now();
    let response = if request.headers().get_all(HOST).iter().count() > 1 {
        // RFC 9112 §3.2: of two hosts a proxy may have meant the other one.
        StatusCode::BAD_REQUEST.into_response()
    } else {
        let response = next.run(request).instrument(span.clone()).await;
        if refusal.happened() { no_room() } else { response }
    };
    drop(turn);
    span.in_scope(|| {
        let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), millis, "answered");
    });
    let mut response = if for_programs {
        for_program(response, language, &number)
    } else {
        for_person(response, &recognised, (state, &cookies), language, &number)
            .instrument(span)
            .await
    };
    let value =
        HeaderValue::try_from(number).expect("hexadecimal digits and a hyphen are visible ASCII");
    response.headers_mut().insert(REQUEST_ID, value);
    response
}

/// The answer to a body for which there was no room. The rest of it is not read, so that nothing can follow.
fn no_room() -> Response {
    let problem = Problem::new(Code::Unavailable);
    problem.header(CONNECTION, HeaderValue::from_static("close")).into_response()
}

/// Problem details for whatever went wrong.
fn for_program(mut response: Response, language: Language, number: &str) -> Response {
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem.render(language, number),
        None if is_bare(&response, PROBLEM_JSON) => {
            Problem::explaining(&response).render(language, number)
        }
        None => response,
    }
}

/// A page for whatever went wrong, in the frame of whoever visits.
async fn for_person(
    mut response: Response,
    recognised: &Recognised,
    (state, cookies): (Option<AppState>, &CookieJar),
    language: Language,
    number: &str,
) -> Response {
    let problem = response.extensions_mut().remove::<Problem>();
    let error = match response.extensions_mut().remove::<PageError>() {
        Some(error) => error,
        None if problem.is_some() || is_bare(&response, "text/html") => {
            PageError::Other(response.status())
        }
        None => return response,
    };
    if let Some(visitor) = recognised.visitor() {
        return error.render(Some(visitor), language, number);
    }
    let visitor = match state {
        Some(state) if response.status().is_client_error() => {
            visitor(&state, cookies, language).await
        }
        Some(_) | None => None,
    };
    error.render(visitor.as_ref(), language, number)
}

/// Who is signed in, for a page that no handler with a visitor has answered. Where the server itself failed, nothing more is
/// asked of it.
async fn visitor(state: &AppState, cookies: &CookieJar, language: Language) -> Option<Visitor> {
    let token = state.cookies.read(cookies)?;
    let viewer = state.engine.session(&token).await.unwrap_or_else(|error| {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a page has no navigation, because the session could not be looked up"
        );
        None
    })?;
    Some(Visitor { viewer, language })
}

/// Whether something went wrong that nobody has explained in this media type.
fn is_bare(response: &Response, media_type: &str) -> bool {
    let status = response.status();
    (status.is_client_error() || status.is_server_error()) && !is_of(response, media_type)
}

fn is_of(response: &Response, media_type: &str) -> bool {
    let value = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim() == media_type
}

/// What a handler that panicked leaves: a bare 500, and a line in the log. The message of a panic may quote what somebody
/// wrote, so it is left to the panic hook.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Unique among all programs ever started, as far as chance allows, and in order within one.
fn next_number() -> String {
    static PROGRAM: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one("program"));
    static COUNT: AtomicU64 = AtomicU64::new(1);
    format!("{:016x}-{:x}", *PROGRAM, COUNT.fetch_add(1, Ordering::Relaxed))
}

//! Signing in and out, and the choice of language.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use baopi_engine::SignInError;
use baopi_messages::Language;
use baopi_workflow::Organisation;
use serde::Deserialize;

use crate::door::address::{self, LocalPath};
use crate::door::caller::Knocking;
use crate::door::explain::Explain;
use crate::door::state::AppState;
use crate::door::{LANGUAGE_COOKIE, Lang, MaybeSignedIn};
use crate::present::fault::PageError;
use crate::present::frame::{Frame, page};

/// The password of everybody in a demonstration, where it is no secret.
const DEMO_PASSWORD: &str = "baopi-demo";

/// Tells a browser to forget what pages have kept in it; browsers heed it over HTTPS and on the loopback.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Somebody whom the demonstration lets in.
pub(crate) struct DemoView {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) post: String,
    pub(crate) password: &'static str,
}

#[derive(Template)]
#[template(path = "office/sign_in.html")]
pub(crate) struct SignInPage {
    pub(crate) frame: Frame,
    pub(crate) login: String,
    pub(crate) next: String,
    pub(crate) error: Option<String>,
    pub(crate) people: Vec<DemoView>,
}

/// Where to go after signing in.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

fn local(next: &str) -> LocalPath {
    LocalPath::parse(next).unwrap_or_default()
}

/// `GET /sign-in`
pub(crate) async fn show(
    State(state): State<AppState>,
    MaybeSignedIn(viewer): MaybeSignedIn,
    Lang(language): Lang,
    Query(Next { next }): Query<Next>,
) -> Response {
    if viewer.is_some() {
        return Redirect::to(local(&next).as_str()).into_response();
    }
    let sign_in = SignInPage {
        frame: Frame::outside(language, address::SIGN_IN),
        login: String::new(),
        next,
        error: None,
        people: demo_people(&state),
    };
    page(StatusCode::OK, &sign_in)
}

/// `POST /sign-in`
pub(crate) async fn post(
    State(state): State<AppState>,
    Lang(language): Lang,
    Knocking(caller): Knocking,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> Result<Response, PageError> {
    let signed_in = state.engine.sign_in(form.login.trim(), &form.password, &caller);
    let refusal = match signed_in.await {
        Ok(session) => {
            let jar = jar.add(state.cookies.set(&session.token));
            let jar = jar.add(state.cookies.set_device(&session.mark));
            return Ok((jar, Redirect::to(local(&form.next).as_str())).into_response());
        }
        Err(SignInError::Refused(refusal)) => refusal,
        Err(error) => return Err(error.into()),
    };
    let sign_in = SignInPage {
        frame: Frame::outside(language, address::SIGN_IN),
        login: form.login,
        next: form.next,
        error: Some(refusal.sentence(language, &Organisation::default())),
        people: demo_people(&state),
    };
    Ok(page(refusal.status(), &sign_in))
}

/// `POST /sign-out`
pub(crate) async fn sign_out(State(state): State<AppState>, jar: CookieJar) -> Response {
    if let Some(token) = state.cookies.read(&jar)
        && let Err(error) = state.engine.sign_out(&token).await
    {
        tracing::error!(error = &error as &dyn std::error::Error, "a session could not be ended");
    }
    // What a form has kept in the browser is nobody else's business.
    let forget = [(CLEAR_SITE_DATA, HeaderValue::from_static("\"storage\""))];
    (jar.add(state.cookies.clear()), forget, Redirect::to(address::SIGN_IN)).into_response()
}

/// The form of the switch.
#[derive(Deserialize)]
pub(crate) struct LanguageForm {
    #[serde(default)]
    language: String,
    #[serde(default)]
    next: String,
}

/// `POST /language`
pub(crate) async fn choose_language(jar: CookieJar, Form(form): Form<LanguageForm>) -> Response {
    let language = form.language.parse::<Language>().unwrap_or_default();
    let mut cookie = Cookie::new(LANGUAGE_COOKIE, language.code());
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_http_only(true);
    cookie.make_permanent();
    (jar.add(cookie), Redirect::to(local(&form.next).as_str())).into_response()
}

fn demo_people(state: &AppState) -> Vec<DemoView> {
    let view = |person: &crate::door::state::DemoPerson| DemoView {
        login: person.login.clone(),
        name: person.name.clone(),
        post: person.post.clone(),
        password: DEMO_PASSWORD,
    };
    state.demo.iter().flat_map(|people| people.iter().map(view)).collect()
}

//! One's own account: the password, where one is signed in, and the tokens of one's programs.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use baopi_engine::{MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, OwnSession, OwnToken, SignInError};
use baopi_messages::Args;
use serde::Deserialize;
use uuid::Uuid;

use crate::door::Id;
use crate::door::address::{self, ACCOUNT};
use crate::door::caller::Knocking;
use crate::door::explain::Explain;
use crate::door::state::AppState;
use crate::present::fault::PageError;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// Somewhere where one is signed in, or a token.
#[derive(Debug, Clone)]
pub(crate) struct OpenView {
    /// The browser, or what the token is for.
    pub(crate) what: String,
    pub(crate) since: String,
    /// When it was used last, or when it ends.
    pub(crate) until: String,
    /// Where it is ended; nowhere for the session in which one looks.
    pub(crate) end: Option<String>,
}

#[derive(Template)]
#[template(path = "office/account.html")]
pub(crate) struct AccountPage {
    pub(crate) frame: Frame,
    pub(crate) hint: String,
    pub(crate) note: Option<Note>,
    pub(crate) sessions: Vec<OpenView>,
    pub(crate) tokens: Vec<OpenView>,
}

/// What was done.
#[derive(Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Deserialize)]
pub(crate) struct PasswordForm {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

impl AccountPage {
    pub(crate) fn new(visit: &Visitor, sessions: &[OwnSession], tokens: &[OwnToken]) -> Self {
        let bounds = Args::new().with("least", MIN_PASSWORD_CHARS).with("most", MAX_PASSWORD_BYTES);
        Self {
            frame: visit.frame(NavEntry::Elsewhere, ACCOUNT),
            hint: visit.texts().with("account-password-hint", &bounds),
            note: None,
            sessions: sessions.iter().map(|session| session_view(visit, session)).collect(),
            tokens: tokens.iter().map(|token| token_view(visit, token)).collect(),
        }
    }
}

fn session_view(visit: &Visitor, session: &OwnSession) -> OpenView {
    let texts = visit.texts();
    let unknown = || texts.t("account-device-unknown");
    let device = Some(session.device.clone()).filter(|device| !device.trim().is_empty());
    OpenView {
        what: device.unwrap_or_else(unknown),
        since: texts.at(session.created_at),
        until: texts.at(session.seen_at),
        end: (!session.is_present)
            .then(|| address::of(address::ACCOUNT_SESSION_END, &[&session.id])),
    }
}

fn token_view(visit: &Visitor, token: &OwnToken) -> OpenView {
    let texts = visit.texts();
    let label = Some(token.label.clone()).filter(|label| !label.trim().is_empty());
    OpenView {
        what: label.unwrap_or_else(|| texts.t("account-token-unnamed")),
        since: texts.at(token.created_at),
        until: texts.at(token.expires_at),
        end: Some(address::of(address::ACCOUNT_TOKEN_END, &[&token.id])),
    }
}

/// `GET /account`
pub(crate) async fn show(
    visit: Visit,
    Knocking(caller): Knocking,
    Query(Done { done }): Query<Done>,
) -> Result<Response, PageError> {
    let mut shown = shown(&visit, caller.session.as_deref()).await?;
    let known = ["password", "session", "token"].contains(&done.as_str());
    shown.note = known.then(|| Note {
        tone: "good",
        text: visit.texts().t(&format!("account-was-{done}")),
        reload: None,
    });
    Ok(page(StatusCode::OK, &shown))
}

async fn shown(visit: &Visit, session: Option<&str>) -> Result<AccountPage, SignInError> {
    let sessions = visit.engine.own_sessions(visit.person(), session).await?;
    let tokens = visit.engine.own_tokens(visit.person()).await?;
    Ok(AccountPage::new(visit, &sessions, &tokens))
}

/// `POST /account/password`
pub(crate) async fn change_password(
    visit: Visit,
    State(state): State<AppState>,
    Knocking(caller): Knocking,
    jar: CookieJar,
    Form(form): Form<PasswordForm>,
) -> Result<Response, PageError> {
    let text = if form.new == form.again {
        let words = (form.old.as_str(), form.new.as_str());
        match visit.engine.change_password(&visit.viewer, words, &caller).await {
            Ok(session) => {
                let jar = jar.add(state.cookies.set(&session.token));
                let jar = jar.add(state.cookies.set_device(&session.mark));
                let there = format!("{ACCOUNT}?done=password");
                return Ok((jar, Redirect::to(&there)).into_response());
            }
            Err(SignInError::Refused(baopi_engine::SignInRefusal::Wrong)) => {
                visit.texts().t("account-password-wrong")
            }
            Err(SignInError::Refused(refusal)) => {
                refusal.sentence(visit.language, &visit.viewer.organisation)
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        visit.texts().t("account-password-differs")
    };
    let mut shown = shown(&visit, caller.session.as_deref()).await?;
    shown.note = Some(Note { tone: "bad", text, reload: None });
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

/// `POST /account/sessions/{id}/end`
pub(crate) async fn end_session(visit: Visit, Id(id): Id<Uuid>) -> Result<Response, PageError> {
    visit.engine.end_own_session(visit.person(), id).await?;
    Ok(Redirect::to(&format!("{ACCOUNT}?done=session")).into_response())
}

/// `POST /account/tokens/{id}/end`
pub(crate) async fn end_token(visit: Visit, Id(id): Id<Uuid>) -> Result<Response, PageError> {
    visit.engine.end_own_token(visit.person(), id).await?;
    Ok(Redirect::to(&format!("{ACCOUNT}?done=token")).into_response())
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;
    use rstest::rstest;

    use super::*;
    use crate::present::sample::{NOW, visitor};

    #[rstest]
    fn everything_that_is_open_can_be_ended_but_where_one_looks(
        #[values(Language::Zh, Language::En)] language: Language,
    ) {
        let session = |n, device: &str| OwnSession {
            id: Uuid::from_u128(n),
            device: device.to_owned(),
            created_at: NOW,
            seen_at: NOW,
            is_present: n == 1,
        };
        let token = |label: &str| OwnToken {
            id: Uuid::from_u128(9),
            label: label.to_owned(),
            created_at: NOW,
            expires_at: NOW,
        };
        let sessions = [session(1, "Firefox <b>"), session(2, " ")];
        let page = AccountPage::new(&visitor(language, 1), &sessions, &[token("")]);
        let html = page.render().unwrap();
        assert!(!html.contains("Unknown localization"), "{html}");
        assert!(html.contains("Firefox &#60;b&#62;"), "what a browser says is text");
        let ends = |what: &str, n: u128| {
            html.contains(&format!("/account/{what}/{}/end", Uuid::from_u128(n)))
        };
        assert!(!ends("sessions", 1) && ends("sessions", 2) && ends("tokens", 9), "{html}");
        let page = AccountPage::new(&visitor(language, 1), &[], &[]);
        assert!(!page.render().unwrap().contains("Unknown localization"));
    }
}

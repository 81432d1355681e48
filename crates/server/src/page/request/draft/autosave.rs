//! Saving in the background: the script of a form sends what was typed, and is told whether it is kept.
//!
//! Every answer has the status 200 and says in its code what became of the order: a text that is not complete yet is nothing
//! that went wrong, and the script tells the reader.

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use baopi_engine::{CommandKey, PerformError, Performed};
use baopi_workflow::{Action, RequestId, Version};
use serde::Serialize;

use super::{drop_other_file, kind, perform};
use crate::door::Id;
use crate::door::address;
use crate::door::body::key_of;
use crate::door::condition::Seen;
use crate::present::fault::PageError;
use crate::present::form;
use crate::present::form::CORRECTING;
use crate::present::form::posted::Posted;
use crate::present::form::typed::Typed;
use crate::present::visit::Visit;

/// What became of an order to save.
#[derive(Debug, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Outcome {
    /// It is on the server.
    Saved(Saved),
    /// There is no title, under which its drafter would find it again.
    Untitled { says: String },
    /// A field cannot be read.
    Unreadable { says: String },
    /// It looks classified and may be kept nowhere.
    Classified { says: String },
    /// The draft was changed elsewhere.
    Stale { says: String },
    /// The workflow or the engine refuses it.
    Refused { says: String },
    /// Somebody else is signed in by now.
    SignedOut,
}

/// The draft as it is now.
#[derive(Debug, Serialize)]
struct Saved {
    version: u64,
    /// The page on which it is edited.
    path: String,
    /// Where it is saved from now on.
    save: String,
    says: String,
}

/// Where a form is saved in the background: one that is a draft already, or a new one.
pub(crate) fn path(request: Option<RequestId>) -> String {
    request.map_or_else(
        || address::DRAFTS.to_owned(),
        |request| address::of(address::DRAFT, &[&request]),
    )
}

/// `POST /drafts`: makes a draft of a new form as soon as it has a title, or at once where a button has asked for it.
pub(crate) async fn begin(
    visit: Visit,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, PageError> {
    save(&visit, None, &headers, &posted.typed).await
}

/// `POST /drafts/{id}`
pub(crate) async fn go_on(
    visit: Visit,
    Id(id): Id<RequestId>,
    Seen(seen): Seen,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, PageError> {
    save(&visit, Some((id, seen)), &headers, &posted.typed).await
}

async fn save(
    visit: &Visit,
    draft: Option<(RequestId, Version)>,
    headers: &HeaderMap,
    typed: &Typed,
) -> Result<Response, PageError> {
    let named = key_of(headers).ok().flatten().zip(kind(typed));
    let named = named.filter(|_| !typed.has(CORRECTING));
    let (key, kind) = named.ok_or(PageError::BadInput)?;
    // A page that is still open may be sent under the session of whoever signed in after its reader.
    if typed.one("person") != visit.person().to_string() {
        return Ok(Json(Outcome::SignedOut).into_response());
    }
    let texts = visit.texts();
    if draft.is_none() && typed.is_blank("title") && typed.one("do").is_empty() {
        let says = texts.t("page-unsaved-untitled");
        return Ok(Json(Outcome::Untitled { says }).into_response());
    }
    let (mut content, faults) = form::read(kind, typed, visit.viewer.person().unit);
    if !faults.is_empty() {
        let says = texts.n("page-unsaved-unreadable", faults.len());
        return Ok(Json(Outcome::Unreadable { says }).into_response());
    }
    let request = draft.map(|(request, _)| request);
    let without_file = drop_other_file(visit, request, &mut content).await?;
    let key = Some(CommandKey { key, fingerprint: typed.fingerprint(&path(request)) });
    let done = match draft {
        None => visit.engine.create(visit.person(), content, key).await,
        Some((id, seen)) => perform(visit, id, seen, Action::Save { content }, key).await,
    };
    let outcome = match done {
        Ok(done) if without_file => {
            let says = texts.t("page-file-dropped-saved");
            Outcome::Saved(Saved { says, ..saved(visit, &done) })
        }
        Ok(done) => Outcome::Saved(saved(visit, &done)),
        Err(error) => unsaved(visit, error)?,
    };
    Ok(Json(outcome).into_response())
}

fn saved(visit: &Visit, done: &Performed) -> Saved {
    let at = visit.engine.now().local().map(|local| local.format("%H:%M").to_string());
    Saved {
        version: done.version.0,
        path: address::of(address::EDIT, &[&done.request]),
        save: path(Some(done.request)),
        says: visit.texts().s("page-saved-at", &at.unwrap_or_default()),
    }
}

fn unsaved(visit: &Visit, error: PerformError) -> Result<Outcome, PageError> {
    let texts = visit.texts();
    Ok(match error {
        PerformError::Classified { .. } => {
            Outcome::Classified { says: texts.t("page-unsaved-classified") }
        }
        PerformError::Refused(refusal) => {
            Outcome::Refused { says: texts.s("page-unsaved-refused", &visit.refusal(&refusal)) }
        }
        PerformError::Stale { .. } => Outcome::Stale { says: texts.t("page-unsaved-stale") },
        PerformError::KeyReused | PerformError::BadKey => {
            Outcome::Refused { says: texts.t("page-wrong-repeated-text") }
        }
        PerformError::NotFound | PerformError::Engine(_) => return Err(error.into()),
    })
}

//! The pages: server-rendered, complete without scripts, in Chinese and English.
//!
//! A handler reads what was sent, makes its call into the engine, and redirects or renders. Nothing is decided here: what a
//! page offers is what the engine says this reader may do, and the engine is asked again when it is done.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use self::books::Book;
use self::books::chat_groups::ChatGroups;
use self::books::incoming::{Register, one};
use self::books::plans::Plans;
use self::books::working_days::Holidays;
use crate::AppState;
use crate::limit::MAX_UPLOAD_BYTES;

mod asset;
mod beside;
mod books;
mod calendar;
mod checks;
pub(crate) mod delegation;
mod desk;
mod draft;
pub(crate) mod fault;
mod form;
mod frame;
mod irregularity;
mod leaver;
mod link;
mod register;
pub(crate) mod report;
mod request;
pub(crate) mod route;
mod rules;
#[cfg(test)]
mod sample;
mod sign_in;
mod statistics;
mod steps;
#[cfg(test)]
mod tests;
pub(crate) mod visit;

pub(crate) use request::evaluations::end_of;

/// All pages and what belongs to them.
pub(crate) fn router() -> Router<AppState> {
    let writing = Router::new()
        .route("/documents/new", get(draft::new_document).post(draft::post_document))
        .route("/meetings/new", get(draft::new_meeting).post(draft::post_meeting))
        .route("/inspections/new", get(draft::new_inspection).post(draft::post_inspection))
        .route("/requests/{id}/edit", get(draft::edit).post(draft::post_edit))
        .route("/previews", post(draft::preview))
        .route("/drafts", post(draft::autosave::begin))
        .route("/drafts/{id}", post(draft::autosave::go_on))
        .route("/incoming/new", get(books::incoming::new::show).post(books::incoming::new::post))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    Router::new()
        .route("/", get(home))
        .route("/desk", get(desk::show))
        .route("/decisions", get(desk::bulk::ask).post(desk::bulk::post))
        .route("/register", get(register::show))
        .route("/numbers/check", get(register::check))
        .route("/register/table", get(register::export))
        .route(statistics::PATH, get(statistics::show))
        .route(irregularity::PATH, get(irregularity::show).post(irregularity::report))
        .route("/irregularities/{id}/steps", post(irregularity::step))
        .route(calendar::PATH, get(calendar::show))
        .route(report::PATH, get(report::show).post(report::publish))
        .route("/reports/{period}/{revision}", get(report::one))
        .route("/reports/{period}/{revision}/report.pdf", get(report::pdf::show))
        .route(report::CHECKS, get(report::checks).post(report::draw))
        .route("/spot-checks/{id}", get(report::check))
        .route("/statistics/requests", get(statistics::list::show))
        .route("/statistics/table", get(statistics::export))
        .route(books::figures::PATH, get(books::figures::show).post(books::figures::post))
        .route("/delegations", get(delegation::show).post(delegation::make))
        .route("/delegations/{id}/end", post(delegation::end))
        .route(leaver::PATH, get(leaver::show).post(leaver::post))
        .route(route::PATH, get(route::show).post(route::post))
        .route("/admin/routes/check", post(route::check))
        .route("/admin/routes/move", post(route::move_requests))
        .route(rules::PATH, get(rules::show).post(rules::post))
        .route("/rules/{id}", post(rules::settle))
        .merge(of_books())
        .route("/requests/{id}", get(request::show))
        .route("/requests/{id}/actions", post(request::act::post))
        .route("/requests/{id}/similar", get(beside::list))
        .route("/requests/{id}/beside/{other}", get(beside::show))
        .route("/requests/{id}/evaluations", get(request::evaluations::show))
        .route("/requests/{id}/files/{sha256}", get(request::file))
        .route("/requests/{id}/invitation.ics", get(request::invitation))
        .route("/a/{token}", get(link::open))
        .route("/sign-in", get(sign_in::show).post(sign_in::post))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/language", post(sign_in::choose_language))
        .route("/assets/{name}", get(asset::serve))
        .merge(writing)
}

/// The books that are kept beside the requests.
fn of_books() -> Router<AppState> {
    book::<Plans>()
        .route("/plans", post(books::add::<Plans>))
        .route("/plans/{id}", post(books::change::<Plans>))
        .merge(book::<ChatGroups>())
        .route("/chat-groups", post(books::add::<ChatGroups>))
        .route("/chat-groups/{id}", post(books::change::<ChatGroups>))
        .merge(book::<Holidays>())
        .merge(book::<Register>())
        .route("/incoming/{id}", get(one::show))
        .route("/incoming/{id}/file", get(one::file))
        .route("/incoming/{id}/steps", post(one::step))
}

/// What every book has.
fn book<B: Book>() -> Router<AppState> {
    Router::new()
        .route(B::PATH, get(books::show::<B>))
        .route(&format!("{}/table", B::PATH), get(books::table::<B>))
        .route(&format!("{}/import", B::PATH), post(books::import::<B>))
}

async fn home() -> Response {
    Redirect::to("/desk").into_response()
}

/// A key under which the order that a form gives is known, should it arrive twice.
fn nonce() -> String {
    Uuid::now_v7().simple().to_string()
}

//! The pages: server-rendered, complete without scripts, in Chinese and English.
//!
//! A handler reads what was sent, makes its call into the engine, and redirects or renders. Nothing is decided here: what a
//! page offers is what the engine says this reader may do, and the engine is asked again when it is done.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use crate::AppState;
use crate::limit::MAX_UPLOAD_BYTES;

mod asset;
mod beside;
pub(crate) mod book;
mod calendar;
mod chat_groups;
mod checks;
pub(crate) mod delegation;
mod desk;
mod draft;
pub(crate) mod fault;
mod form;
mod frame;
mod incoming;
mod irregularity;
mod leaver;
mod link;
mod plans;
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
mod working_days;

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
        .route("/incoming/new", get(incoming::new::show).post(incoming::new::post))
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
        .route(working_days::PATH, get(working_days::show))
        .route("/working-days/table", get(working_days::table))
        .route("/working-days/import", post(working_days::import))
        .route(report::PATH, get(report::show).post(report::publish))
        .route("/reports/{period}/{revision}", get(report::one))
        .route("/reports/{period}/{revision}/report.pdf", get(report::pdf::show))
        .route(report::CHECKS, get(report::checks).post(report::draw))
        .route("/spot-checks/{id}", get(report::check))
        .route("/statistics/requests", get(statistics::list::show))
        .route("/statistics/table", get(statistics::export))
        .route(
            statistics::import::PATH,
            get(statistics::import::show).post(statistics::import::post),
        )
        .route("/delegations", get(delegation::show).post(delegation::make))
        .route("/delegations/{id}/end", post(delegation::end))
        .route(leaver::PATH, get(leaver::show).post(leaver::post))
        .route(route::PATH, get(route::show).post(route::post))
        .route("/admin/routes/check", post(route::check))
        .route("/admin/routes/move", post(route::move_requests))
        .route(rules::PATH, get(rules::show).post(rules::post))
        .route("/rules/{id}", post(rules::settle))
        .merge(books())
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
fn books() -> Router<AppState> {
    Router::new()
        .route(incoming::PATH, get(incoming::show))
        .route("/incoming/table", get(incoming::table))
        .route("/incoming/import", post(incoming::import))
        .route("/incoming/{id}", get(incoming::one::show))
        .route("/incoming/{id}/file", get(incoming::one::file))
        .route("/incoming/{id}/steps", post(incoming::one::step))
        .route("/plans", get(plans::show).post(plans::add))
        .route("/plans/table", get(plans::table))
        .route("/plans/import", post(plans::import))
        .route("/plans/{id}/remove", post(plans::remove))
        .route("/chat-groups", get(chat_groups::show).post(chat_groups::add))
        .route("/chat-groups/table", get(chat_groups::table))
        .route("/chat-groups/import", post(chat_groups::import))
        .route("/chat-groups/{id}", post(chat_groups::change))
}

async fn home() -> Response {
    Redirect::to("/desk").into_response()
}

/// A key under which the order that a form gives is known, should it arrive twice.
fn nonce() -> String {
    Uuid::now_v7().simple().to_string()
}

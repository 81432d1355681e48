//! The pages: server-rendered, complete without scripts, in Chinese and English.
//!
//! A handler reads what was sent, makes its call into the engine, and redirects or renders. Nothing is decided here: what a
//! page offers is what the engine says this reader may do, and the engine is asked again when it is done.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use self::books::Book;
use self::books::chat_groups::ChatGroups;
use self::books::incoming::{Register, one};
use self::books::plans::Plans;
use self::books::working_days::Holidays;
use crate::door::address;
use crate::door::state::AppState;
use crate::limit::{MAX_STRANGERS_BODY_BYTES, MAX_UPLOAD_BYTES};

mod asset;
mod books;
mod figures;
mod meeting;
mod number;
mod office;
mod request;
mod rules;
mod telling;
#[cfg(test)]
mod tests;

/// All pages and what belongs to them.
pub(crate) fn router() -> Router<AppState> {
    Router::new()
        .route(address::HOME, get(home))
        .route(address::LINK, get(telling::link::open))
        .route(address::ASSET, get(asset::serve))
        .merge(of_strangers())
        .merge(writing())
        .merge(of_requests())
        .merge(of_the_office())
        .merge(of_figures())
        .merge(of_books())
}

/// Forms of those who need not say who they are: nothing large is read before that is known.
fn of_strangers() -> Router<AppState> {
    Router::new()
        .route(address::SIGN_IN, get(office::sign_in::show).post(office::sign_in::post))
        .route(address::SIGN_OUT, post(office::sign_in::sign_out))
        .route(address::LANGUAGE, post(office::sign_in::choose_language))
        .layer(DefaultBodyLimit::max(MAX_STRANGERS_BODY_BYTES))
}

/// Forms that files may come with.
fn writing() -> Router<AppState> {
    Router::new()
        .route(
            address::NEW_DOCUMENT,
            get(request::draft::new_document).post(request::draft::post_document),
        )
        .route(
            address::NEW_MEETING,
            get(request::draft::new_meeting).post(request::draft::post_meeting),
        )
        .route(
            address::NEW_INSPECTION,
            get(request::draft::new_inspection).post(request::draft::post_inspection),
        )
        .route(address::EDIT, get(request::draft::edit).post(request::draft::post_edit))
        .route(address::PREVIEWS, post(request::draft::preview))
        .route(address::DRAFTS, post(request::draft::autosave::begin))
        .route(address::DRAFT, post(request::draft::autosave::go_on))
        .route(
            address::NEW_INCOMING,
            get(books::incoming::new::show).post(books::incoming::new::post),
        )
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES))
}

fn of_requests() -> Router<AppState> {
    Router::new()
        .route(address::DESK, get(request::desk::show))
        .route(address::DECISIONS, get(request::desk::bulk::ask).post(request::desk::bulk::post))
        .route(address::REGISTER, get(number::register::show))
        .route(address::NUMBER_CHECK, get(number::register::check))
        .route(address::REGISTER_TABLE, get(number::register::export))
        .route(address::CALENDAR, get(meeting::calendar::show))
        .route(address::REQUEST, get(request::one::show))
        .route(address::ACTIONS, post(request::act::post))
        .route(address::SIMILAR, get(request::compared::list))
        .route(address::COMPARED, get(request::compared::show))
        .route(address::EVALUATIONS, get(request::evaluations::show))
        .route(address::FILE, get(request::one::file))
        .route(address::INVITATION, get(request::one::invitation))
}

fn of_the_office() -> Router<AppState> {
    Router::new()
        .route(address::DELEGATIONS, get(office::delegation::show).post(office::delegation::make))
        .route(address::DELEGATION_END, post(office::delegation::end))
        .route(address::LEAVERS, get(office::leaver::show).post(office::leaver::post))
        .route(address::ROUTES, get(rules::route::show).post(rules::route::post))
        .route(address::ROUTES_CHECK, post(rules::route::check))
        .route(address::ROUTES_MOVE, post(rules::route::move_requests))
        .route(rules::change::PATH, get(rules::change::show).post(rules::change::post))
        .route(address::RULE, post(rules::change::settle))
}

fn of_figures() -> Router<AppState> {
    Router::new()
        .route(address::STATISTICS, get(figures::statistics::show))
        .route(
            address::IRREGULARITIES,
            get(figures::irregularity::show).post(figures::irregularity::report),
        )
        .route(address::IRREGULARITY_STEPS, post(figures::irregularity::step))
        .route(address::REPORTS, get(figures::report::show).post(figures::report::publish))
        .route(address::REPORT, get(figures::report::one))
        .route(address::REPORT_PDF, get(figures::report::printed))
        .route(figures::report::CHECKS, get(figures::report::checks).post(figures::report::draw))
        .route(address::SPOT_CHECK, get(figures::report::check))
        .route(address::STATISTICS_REQUESTS, get(figures::statistics::list::show))
        .route(address::STATISTICS_TABLE, get(figures::statistics::export))
        .route(address::STATISTICS_IMPORT, get(books::figures::show).post(books::figures::post))
}

/// The books that are kept beside the requests.
fn of_books() -> Router<AppState> {
    book::<Plans>()
        .route(address::PLANS, post(books::add::<Plans>))
        .route(address::PLAN, post(books::change::<Plans>))
        .merge(book::<ChatGroups>())
        .route(address::CHAT_GROUPS, post(books::add::<ChatGroups>))
        .route(address::CHAT_GROUP, post(books::change::<ChatGroups>))
        .merge(book::<Holidays>())
        .merge(book::<Register>())
        .route(address::INCOMING_ONE, get(one::show))
        .route(address::INCOMING_FILE, get(one::file))
        .route(address::INCOMING_STEPS, post(one::step))
}

/// What every book has.
fn book<B: Book>() -> Router<AppState> {
    Router::new()
        .route(B::PATH, get(books::show::<B>))
        .route(&format!("{}/table", B::PATH), get(books::table::<B>))
        .route(&format!("{}/import", B::PATH), post(books::import::<B>))
}

async fn home() -> Response {
    Redirect::to(address::DESK).into_response()
}

//! The front door: pages and API over axum.
//!
//! Both are thin: a handler reads what was sent, makes one call into the engine, and renders the answer. Whatever is common
//! to every conversation (a number for it, security headers, problems in the reader's language, panics) stands in
//! [`router`](self) once, around all routes.

use std::sync::Arc;

use axum::Router;
use baopi_engine::Engine;

mod api;
mod door;
mod envelope;
pub mod limit;
mod page;
mod present;
mod router;
mod transport;
pub mod wire;

pub use transport::listen::{Limits, serve};

pub use door::state::DemoPerson;

use door::cookie::SessionCookie;
use door::state::AppState;
use door::turn::Turns;

/// Everything that is served: the pages, the API and its reference.
pub struct App {
    engine: Engine,
    demo: Option<Arc<Vec<DemoPerson>>>,
}

impl App {
    /// The front door of `engine`.
    #[must_use]
    pub const fn new(engine: Engine) -> Self {
        Self { engine, demo: None }
    }

    /// The same for a demonstration, whose sign-in page says who can sign in.
    #[must_use]
    pub fn demonstrating(mut self, people: Vec<DemoPerson>) -> Self {
        self.demo = Some(Arc::new(people));
        self
    }

    /// All routes, with everything that goes around them.
    pub fn router(self) -> Router {
        let https = self.engine.public_url().starts_with("https://");
        let cookies = SessionCookie::new(https);
        router::assemble(AppState {
            engine: self.engine,
            cookies,
            https,
            turns: Turns::default(),
            demo: self.demo,
        })
    }
}

/// The OpenAPI 3.1 document of the API as JSON, without a running server: what `/api/v1/openapi.json` answers.
///
/// # Errors
///
/// None that can happen: the document is plain data.
pub fn openapi() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&api::document())
}

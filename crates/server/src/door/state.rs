//! What all handlers share.

use std::sync::Arc;

use baopi_engine::Engine;

use crate::door::cookie::SessionCookie;
use crate::door::turn::Turns;

/// Somebody as whom a visitor of a demonstration can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// The name to sign in with.
    pub login: String,
    /// The name people read.
    pub name: String,
    /// What the person is.
    pub post: String,
}

/// What handlers share.
#[derive(Clone)]
pub(crate) struct AppState {
    /// The use cases.
    pub(crate) engine: Engine,
    /// How the cookie of a session is set and read.
    pub(crate) cookies: SessionCookie,
    /// Whether people reach the program over HTTPS.
    pub(crate) https: bool,
    /// Whose turn it is to look at something.
    pub(crate) turns: Turns,
    /// Who can sign in, in a demonstration.
    pub(crate) demo: Option<Arc<Vec<DemoPerson>>>,
}

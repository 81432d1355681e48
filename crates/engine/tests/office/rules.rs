//! What the rules and the routes say, and how that is changed.

mod change;
mod route;

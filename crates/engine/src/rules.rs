//! What the rules and the routes say, and how that is changed.

pub mod change;
pub mod route;

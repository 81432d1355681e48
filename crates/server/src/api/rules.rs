//! Figures of the rules, and routes.

pub(crate) mod change;
pub(crate) mod route;

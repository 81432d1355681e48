//! What rules find, and routes with their conditions and proofs.

pub(crate) mod condition;
pub(crate) mod finding;
pub(crate) mod proof;
pub(crate) mod route;
pub(crate) mod witness;

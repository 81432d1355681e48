//! People: who they are, and who stands in for them.

pub(crate) mod account;
pub(crate) mod delegation;
pub(crate) mod leaver;
pub(crate) mod sign_in;

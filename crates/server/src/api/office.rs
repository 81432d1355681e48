//! People and units.

pub(crate) mod delegation;
pub(crate) mod leaver;
pub(crate) mod organisation;
pub(crate) mod token;

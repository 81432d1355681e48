//! What happens to a request, and why something does not.

pub(crate) mod file;
pub(crate) mod refusal;
pub(crate) mod timeline;

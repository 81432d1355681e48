//! Numbers of documents.

pub(crate) mod assigned;

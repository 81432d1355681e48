//! Requests: the desk, the form, one request with its moves, and what explains it.

pub(crate) mod act;
pub(crate) mod compared;
pub(crate) mod desk;
pub(crate) mod draft;
pub(crate) mod evaluations;
pub(crate) mod facts;
pub(crate) mod moves;
pub(crate) mod one;
pub(crate) mod people;
pub(crate) mod read;
pub(crate) mod standing;
pub(crate) mod timeline;

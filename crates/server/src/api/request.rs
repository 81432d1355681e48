//! Requests, and what belongs to them.

pub(crate) mod answer;
pub(crate) mod bulk;
pub(crate) mod evaluation;
pub(crate) mod file;
pub(crate) mod one;
pub(crate) mod preview;
pub(crate) mod similar;

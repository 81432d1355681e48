//! What is counted.

pub(crate) mod report;
pub(crate) mod statistics;

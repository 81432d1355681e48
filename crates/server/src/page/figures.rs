//! What is counted.

pub(crate) mod irregularity;
pub(crate) mod report;
pub(crate) mod statistics;

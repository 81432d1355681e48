//! What is counted: statistics, published reports, spot checks and irregularities.

pub mod irregularity;
pub mod report;
pub mod statistics;

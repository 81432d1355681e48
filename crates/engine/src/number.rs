//! The numbers of documents: assigned, void, and taken over from paper.

pub mod assigned;
pub mod paper;

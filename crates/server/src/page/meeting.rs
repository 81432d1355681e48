//! What only meetings have.

pub(crate) mod calendar;

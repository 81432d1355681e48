//! What people are told: letters, the links in them, reminders, and what waits to be sent.

pub mod letter;
pub mod link;
pub mod outbox;
pub mod remind;

//! What only meetings have: the calendar, invitations, and meetings that could be held as one.

pub mod calendar;
pub mod invitation;
pub mod joined;

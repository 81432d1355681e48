//! The people of the office: signing in, standing in, leaving, and what their units may use.

mod delegation;
mod identity;
mod people;

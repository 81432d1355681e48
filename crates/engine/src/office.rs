//! The people of the office: who they are, who stands in for whom, who leaves, and what their units may use.

pub mod account;
pub mod delegation;
pub mod identity;
pub mod leaver;
pub mod nameable;
pub mod password;
pub mod people;
pub mod tries;
pub mod unit_quota;

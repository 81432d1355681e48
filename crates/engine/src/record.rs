//! The record, checked from outside.

pub mod verify;

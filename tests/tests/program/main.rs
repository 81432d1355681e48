//! The whole program: scenarios, and the self-tests of the harness that they stand on.

mod browser;
mod classified;
mod crash;
mod document;
mod file;
mod house;
mod idempotency;
mod invariants;
mod mail;
mod meeting;
mod postgres;
mod program;
mod record;
mod refusal;
mod slow;
mod smtp;
mod start;
mod supply;

//! The whole program: scenarios, and the self-tests of the harness that they stand on.

mod adversary;
mod autosave;
mod browser;
mod bulk;
mod classified;
mod crash;
mod delegation;
mod document;
mod file;
mod house;
mod idempotency;
mod invariants;
mod mail;
mod matrix;
mod meeting;
mod moves;
mod postgres;
mod program;
mod record;
mod refusal;
mod routes;
mod slow;
mod smtp;
mod start;
mod statistics;
mod supply;

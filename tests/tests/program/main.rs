//! The whole program: scenarios, and the self-tests of the harness that they stand on.

mod browser;
mod house;
mod invariants;
mod postgres;
mod program;
mod smtp;

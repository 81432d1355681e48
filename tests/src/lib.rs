//! The whole program under test: everything a scenario needs to start it, talk to it and look behind it.
//!
//! A scenario takes an [`office::Office`] (a fresh database and data folder), starts the built binary on it
//! ([`program`]), talks to it over HTTP ([`client`]) or in a browser ([`browser`]), reads the mail it sends
//! ([`smtp`]), and tries what must be impossible with bare SQL ([`sql`]). Nothing here waits by sleeping: every wait
//! is for an event and has a limit, after which the scenario fails with what was seen until then.

pub mod browser;
pub mod cast;
pub mod client;
pub mod docx;
pub mod floors;
pub mod house;
pub mod invariants;
pub mod mail;
pub mod office;
pub mod outbox;
pub mod paths;
pub mod postgres;
pub mod program;
pub mod rust_source;
pub mod smtp;
pub mod sql;
pub mod wire;

use std::time::Duration;

/// The longest a wait of the harness may take before the scenario fails. Every wait ends with what is waited for, so a scenario
/// that passes never takes this long; a machine that does ten other things at once is not to turn it into a false alarm.
pub const PATIENCE: Duration = Duration::from_mins(5);

//! The database of baopi; beside the migrations the only crate that names sea-orm.
//!
//! [`Store`] reads, and [`Store::write`] is the one way to change anything: it hands a [`Txn`] to a closure and commits what
//! the closure did, whole or not at all. A request is changed only by [`Txn::save`], which takes what `decide` has made.
//!
//! Statements are written by hand, because one text serves both databases (`$1` is a parameter on each) and the tables are
//! guarded by triggers whose order of writing matters; `write_path.rs` says which.

mod answer;
mod baseline;
mod booking;
mod cache;
mod calendar;
mod calendar_year;
mod chat_group;
mod column;
mod connect;
mod connection;
mod delegation;
mod demonstration;
mod derived_id;
mod desk;
mod error;
mod evaluation;
mod file;
mod identity;
mod incoming;
mod irregularity;
mod knowledge;
mod lists;
mod lock;
mod meeting;
mod migrate;
mod number;
mod organisation;
mod outbox;
mod page;
mod plan;
mod proposal;
mod reading;
mod register;
mod report;
mod request;
mod route;
mod rule_set;
mod similar;
mod statistics;
mod store;
mod txn;
mod verification;
mod write_path;

#[cfg(test)]
mod tests;

pub use answer::StoredAnswer;
pub use baseline::Baseline;
pub use calendar::PlannedRow;
pub use calendar_year::CalendarYearRow;
pub use chat_group::{ChatGroupFilter, ChatGroupRow, Due};
pub use delegation::{Consent, DelegationFilter, DelegationRow};
pub use desk::{MAX_STOOD_IN_FOR, Overdue};
pub use error::StoreError;
pub use evaluation::StoredEvaluation;
pub use identity::{SessionRow, TokenRow, TryLimit};
pub use incoming::{IncomingEvent, IncomingFilter};
pub use irregularity::{IrregularityRow, IrregularityStep};
pub use knowledge::{MAX_COMPREHENSIVE, MAX_OTHER_DOCUMENTS, MAX_OTHER_MEETINGS};
pub use lists::RequestRow;
pub use number::{CounterFilter, VoidRow};
pub use outbox::{CHANNEL_MAIL, GivenUp, IN_HAND_FOR_ONE, OBSOLETE, OutboxRow, OutboxState};
pub use page::{Cursor, MAX_PAGE, Page};
pub use plan::PlanFilter;
pub use reading::CirculatedRow;
pub use register::{Fate, Origin, RegisterFilter, RegisterRow};
pub use report::{ReportRow, SpotCheckRow};
pub use route::{OnRoute, RouteRow};
pub use rule_set::{Decided, RuleSetRow};
pub use similar::{
    Copied, IncomingSource, LEAST_SAMPLES, MAX_ASKED, MAX_CANDIDATES, MAX_CHARACTERS, MAX_FOUND,
    MAX_HOLDERS, MAX_SAMPLES, MAX_SIMILAR_FAULTS, SAMPLED, SimilarFault, SimilarReport,
    SimilarWrong, SourceText, TextPlace,
};
pub use statistics::{CountedFilter, CountedRow, Drift, ImportedFigure, MAX_POPULATION};
pub use store::{Backend, BoxFuture, Store, StoreOptions};
pub use txn::Txn;
pub use verification::StoredFacts;
pub use write_path::Saving;

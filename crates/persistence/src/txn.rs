//! A transaction.

use std::collections::HashMap;
use std::sync::Arc;

use baopi_workflow::{Content, Organisation, RequestId};

use crate::cache::Caches;
use crate::connection::Connection;

/// A transaction: what is done with it is kept whole or not at all. [`crate::Store::write`] hands it out.
///
/// The first statement that fails poisons it: every later one is refused, and so is the commit.
pub struct Txn {
    pub(crate) sql: Connection,
    /// What is kept in memory of the organisation.
    pub(crate) caches: Arc<Caches>,
    /// Requests that nobody else can change before this transaction ends, and where they stand.
    pub(crate) locked: HashMap<RequestId, Locked>,
    /// Whether this transaction changed the organisation, so that what it reads may not be shared before the commit.
    pub(crate) organisation_changed: bool,
    /// The organisation with which this transaction decides, once it has read it.
    pub(crate) organisation: Option<Arc<Organisation>>,
}

/// What saving compares, and where a request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Locked {
    pub(crate) version: u64,
    pub(crate) chain_length: u64,
    pub(crate) status: String,
    pub(crate) content: Content,
}

impl Txn {
    pub(crate) fn new(sql: Connection, caches: Arc<Caches>) -> Self {
        Self {
            sql,
            caches,
            locked: HashMap::new(),
            organisation_changed: false,
            organisation: None,
        }
    }
}

impl std::fmt::Debug for Txn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Txn").field("failure", &self.sql.failure()).finish_non_exhaustive()
    }
}

//! Counting many requests at once that were never moved through the store: for measurements.

use baopi_workflow::RequestId;
use baopi_workflow::statistics::Contributions;

use crate::error::StoreError;
use crate::txn::Txn;
use crate::write_path::figures::{Differences, INTO_CONTRIBUTION, row};

/// Contributions that wait to be written.
#[derive(Default)]
pub struct Bulk {
    rows: Vec<(RequestId, Contributions)>,
}

impl Bulk {
    /// Adds what a request contributes.
    pub fn add(&mut self, request: RequestId, contributions: Contributions) {
        self.rows.push((request, contributions));
    }
}

impl Txn {
    /// Writes contributions and the sums that follow from them, as if requests had moved.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be written.
    pub async fn insert_contributions(&mut self, bulk: &Bulk) -> Result<(), StoreError> {
        let mut differences = Differences::default();
        let mut rows = Vec::new();
        for (request, contributions) in &bulk.rows {
            differences.note(contributions, 1);
            rows.extend(contributions.0.iter().map(|(key, value)| row(*request, key, *value)));
        }
        self.sql.insert(INTO_CONTRIBUTION, rows, "").await?;
        self.add_to_figures(differences).await
    }
}

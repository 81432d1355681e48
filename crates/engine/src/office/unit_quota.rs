//! What a unit may issue, hold or inspect in a year, against what it did the year before.

use baopi_persistence::Baseline;
use baopi_workflow::UnitId;
use baopi_workflow::rules::knowledge::QuotaMetric;

use crate::engine::Engine;
use crate::error::EngineError;

/// The promise of one unit for one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitQuota {
    /// The unit that the quota binds.
    pub unit: UnitId,
    /// For which year.
    pub year: i32,
    /// What is counted against it.
    pub metric: QuotaMetric,
    /// How many there were the year before.
    pub baseline: u32,
    /// How many of the year are taken so far, with those that were signed here.
    pub taken: u32,
    /// By how much it is to fall, in per cent.
    pub reduction_pct: u32,
}

impl Engine {
    /// Writes quotas down, each in place of an earlier one of the same unit, year and metric: all of them, or none. What was
    /// signed here is counted by the database, and not a second time with what the quota says is taken.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`], also for an unknown unit or more than 100 per cent.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn set_quotas(&self, quotas: Vec<UnitQuota>) -> Result<(), EngineError> {
        self.store()
            .write(move |txn| {
                let quotas = quotas.clone();
                Box::pin(async move {
                    for UnitQuota { unit, year, metric, baseline, taken, reduction_pct } in quotas {
                        let signed_here = txn.taken(metric, unit, year).await?;
                        let baseline = Baseline {
                            unit,
                            year,
                            metric: metric.key().to_owned(),
                            baseline: Some(baseline),
                            committed: taken.saturating_sub(signed_here),
                            reduction_pct,
                        };
                        txn.insert_baseline(&baseline).await?;
                    }
                    Ok(())
                })
            })
            .await
    }
}

//! What the clock does: whoever keeps a request waiting beyond its day is reminded. Nothing passes by itself.

use std::sync::Arc;

use baopi_persistence::{MAX_PAGE, Overdue, Saving, Txn};
use baopi_workflow::{Context, Facts, Knowledge, RequestId, Timestamp, notice, tick};

use crate::engine::Engine;
use crate::error::PerformError;
use crate::request::perform::pinned_route;

impl Engine {
    /// Reminds everybody who is late, each once a day; says about how many requests. Safe to run at any time, on several
    /// nodes at once, and again after it was interrupted.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`] if the database fails; those reminded until then are reminded.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn remind(&self) -> Result<u32, PerformError> {
        let (now, mut reminded) = (self.time().await?, 0);
        let mut after: Option<Overdue> = None;
        loop {
            let late = self.store().overdue(now.date(), after, MAX_PAGE).await?;
            let Some(last) = late.last().copied() else { break };
            for overdue in late {
                reminded += u32::from(self.remind_about(overdue.request, now).await?);
            }
            after = Some(last);
        }
        if reminded > 0 {
            self.wake().notify_one();
        }
        Ok(reminded)
    }

    /// Whether anybody had to be reminded; asked again in the transaction, because the answer may have come meanwhile.
    async fn remind_about(&self, id: RequestId, now: Timestamp) -> Result<bool, PerformError> {
        let reminding = Arc::new((id, now));
        self.store()
            .write(move |txn| {
                let reminding = Arc::clone(&reminding);
                Box::pin(async move { reminder(txn, reminding.0, reminding.1).await })
            })
            .await
    }
}

async fn reminder(txn: &mut Txn, id: RequestId, now: Timestamp) -> Result<bool, PerformError> {
    let Some((request, _)) = txn.lock_request(id).await? else { return Ok(false) };
    let now = txn.last_event_at(id).await?.map_or(now, |last| last.max(now));
    let (organisation, rules) = (txn.organisation().await?, txn.rule_set(now.date()).await?);
    let route = pinned_route(txn, &request).await?;
    let context = Context {
        organisation: &organisation,
        route: &route,
        newest: None,
        other: None,
        rules: &rules,
        // The clock decides nothing, and asks no rule.
        knowledge: &Knowledge::of_days(txn.calendar().await?),
        facts: Facts::default(),
        now,
    };
    let Some(transition) = tick(&request, &context)? else { return Ok(false) };
    let notices = notice::notices(&transition, &[]);
    txn.save(&[Saving { transition: &transition, notices: &notices }]).await?;
    Ok(true)
}

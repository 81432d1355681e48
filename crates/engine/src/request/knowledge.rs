//! What the rules need to know beside the content, collected for whoever asks them.
//!
//! What races with other commands is read in the transaction that decides, and only if the command asks the rules; whatever
//! cannot be read makes the command fail. What a page shows is read as of now, and judged again when somebody acts.

use baopi_persistence::{StoreError, Txn};
use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::Wanted;
use baopi_workflow::{Action, ActionName, Content, Knowledge, Request, Timestamp};

use crate::engine::Engine;
use crate::request::similar::sources_in;

/// What `action` is decided with: about `request` with its present text, and `other`, which becomes one with it. A command that
/// does not ask the rules knows the calendar alone, by which days are counted: a rule that is asked all the same refuses.
pub(crate) async fn for_command(
    txn: &mut Txn,
    action: &Action,
    request: (&Request, &Content),
    other: Option<(&Request, &Content)>,
    now: Timestamp,
) -> Result<Knowledge, StoreError> {
    let Some(wanted) = Wanted::for_action(action, request, other, now) else {
        return Ok(Knowledge::of_days(txn.calendar().await?));
    };
    // The signature takes the place; until this transaction ends no other signature takes it too.
    let known = txn.knowledge(&wanted, action.name() == ActionName::Approve).await?;
    let content = action.content().unwrap_or(request.1);
    let plan = Known::Is(txn.plan_item(content, wanted.quota.year, request.0.id).await?);
    Ok(Knowledge { plan, sources: sources_in(txn, content).await?, ..known })
}

impl Engine {
    /// What is known beside a text, as of now.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn knowledge(
        &self,
        request: &Request,
        content: &Content,
    ) -> Result<Knowledge, StoreError> {
        let wanted = Wanted::of(request, content, self.now());
        let known = self.store().knowledge(&wanted).await?;
        let plan = self.store().plan_item(content, wanted.quota.year, request.id).await?;
        let plan = Known::Is(plan);
        Ok(Knowledge { plan, sources: self.sources_of(content).await?, ..known })
    }
}

//! 离职移交: everything that waits for somebody who leaves is given to somebody else, request by request.

use baopi_persistence::MAX_PAGE;
use baopi_workflow::{Action, ActionName, PersonId, Refusal, RequestId, Version};

use crate::Engine;
use crate::error::PerformError;
use crate::perform::Performed;

/// What became of one task of somebody who leaves.
#[derive(Debug)]
pub struct HandedOver {
    /// Which request.
    pub request: RequestId,
    /// Its title, so that the administrator, who sees nothing else of it, knows which it was.
    pub title: String,
    /// What came of it.
    pub answer: Result<Performed, PerformError>,
}

impl Engine {
    /// Gives every open task of `from` to `to`. Each is a decision of its own, so that one that cannot be given away does not
    /// keep the others back.
    ///
    /// # Errors
    ///
    /// [`PerformError::Refused`] for whoever is no administrator; [`PerformError`] if the list cannot be read; what was given
    /// away until then stays given away.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn hand_over(
        &self,
        actor: PersonId,
        (from, to): (PersonId, PersonId),
        opinion: &str,
    ) -> Result<Vec<HandedOver>, PerformError> {
        if !self.store().organisation().await?.administers(actor) {
            let refusal = Refusal::NotYours { action: ActionName::HandOver };
            return Err(PerformError::Refused(refusal));
        }
        let (mut results, mut after) = (Vec::new(), None);
        loop {
            let page = self.store().desk(from, after, MAX_PAGE).await?;
            for row in page.items {
                let opinion = opinion.to_owned();
                let action = Action::HandOver { from, to, opinion };
                let seen = Version(row.version);
                let answer = self.perform(actor, row.id, seen, action, None).await;
                results.push(HandedOver { request: row.id, title: row.title, answer });
            }
            after = page.next;
            if after.is_none() {
                return Ok(results);
            }
        }
    }
}

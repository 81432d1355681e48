//! 离职移交: everything that waits for somebody who leaves is given to somebody else, request by request.

use baopi_persistence::MAX_PAGE;
use baopi_workflow::{Action, ActionName, PersonId, Refusal, Version};

use crate::engine::Engine;
use crate::error::PerformError;
use crate::key::CommandKey;
use crate::request::several::{List, Outcomes, Task};

impl Engine {
    /// Gives every open task of `from` to `to`. Each is a decision of its own, so that one that cannot be given away does not
    /// keep the others back. The answer has the titles of those that the administrator may see; the others are told by their
    /// identifiers.
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
        key: Option<CommandKey>,
    ) -> Result<Outcomes, PerformError> {
        if !self.store().organisation().await?.administers(actor) {
            let refusal = Refusal::NotYours { action: ActionName::HandOver };
            return Err(PerformError::Refused(refusal));
        }
        let (mut list, mut after) = (List::default(), None);
        loop {
            let page = self.store().desk(from, after, MAX_PAGE).await?;
            let visible = self.visible(actor, page.items.iter().map(|row| row.id)).await?;
            list.tasks.extend(page.items.into_iter().map(|row| Task {
                request: row.id,
                seen: Version(row.version),
                title: Some(row.title).filter(|_| visible.contains(&row.id)),
            }));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let action = Action::HandOver { from, to, opinion: opinion.to_owned() };
        Ok(self.each(actor, list, &action, key).await?)
    }
}

//! Meetings with which another one could be held together.

use baopi_persistence::RequestRow;
use baopi_workflow::request::authority;
use baopi_workflow::{PersonId, RequestId};

use crate::engine::Engine;
use crate::error::PerformError;

/// The most meetings among which somebody chooses.
pub const MAX_MEETINGS_TO_JOIN: u32 = 50;

impl Engine {
    /// The meetings under way other than `meeting` that this person may see, those that changed last first. Whether one of them
    /// can take another in is judged when it is proposed.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn meetings_to_join(
        &self,
        viewer: PersonId,
        meeting: RequestId,
    ) -> Result<Vec<RequestRow>, PerformError> {
        let organisation = self.store().organisation().await?;
        let mut joinable = Vec::new();
        for row in self.store().meetings_under_way(meeting, MAX_MEETINGS_TO_JOIN).await? {
            let Some((request, content)) = self.store().find_request(row.id).await? else {
                continue;
            };
            if authority::may_see(&request, &content, &organisation, (viewer, self.now().date())) {
                joinable.push(row);
            }
        }
        Ok(joinable)
    }
}

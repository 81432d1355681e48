//! What a move changes in the calendar.

use baopi_workflow::statistics::plan::{participants, sessions};
use baopi_workflow::{Content, Kind, Request};

use super::Move;
use crate::column::{json, values};
use crate::error::StoreError;
use crate::txn::Txn;

impl Txn {
    /// A meeting that comes to stand elsewhere, or that has another text, stands in the calendar as it is now.
    pub(super) async fn write_plans(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let moved = |step: &&Move<'_>| {
            step.from != step.next.status.key() || step.transition.content().is_some()
        };
        let meetings = moves.iter().filter(|step| step.next.kind == Kind::Meeting);
        for step in meetings.filter(moved) {
            self.plan(step.next, &step.content).await?;
        }
        Ok(())
    }

    /// Puts a meeting into the calendar, in the place of what stood there of it.
    pub(crate) async fn plan(
        &mut self,
        request: &Request,
        content: &Content,
    ) -> Result<(), StoreError> {
        let Content::Meeting(meeting) = content else { return Ok(()) };
        let gone = "DELETE FROM planned_session WHERE request = $1";
        self.sql.execute(gone, values![request.id]).await?;
        let units = json(&participants(meeting));
        let rows = (0_u32..).zip(sessions(request, content)).map(|(number, session)| {
            values![request.id, number, session.starts_at, session.ends_at, units]
        });
        let into = "planned_session (request, session, starts_at, ends_at, units)";
        self.sql.insert(into, rows.collect(), "").await
    }
}

//! Several requests approved with one word: each for itself, in the order in which they were named.

use std::collections::BTreeSet;

use baopi_persistence::RequestRow;
use baopi_workflow::request::offers::offers;
use baopi_workflow::{
    Action, ActionName, Context, Facts, Knowledge, PersonId, RequestId, Status, Version,
};

use crate::engine::Engine;
use crate::error::{CommandError, PerformError};
use crate::key::CommandKey;
use crate::reason::{Class, Reason};
use crate::request::several::{List, Outcomes, Task};

/// The most requests that can be approved at once.
pub const MAX_APPROVED_AT_ONCE: usize = 100;

/// Why a bulk approval did not even begin.
pub type BulkError = CommandError<BulkRefusal>;

/// What only a bulk approval refuses.
#[derive(Debug, thiserror::Error)]
pub enum BulkRefusal {
    /// No request is named.
    #[error("no request is named")]
    Nothing,
    /// More requests are named than can be approved at once.
    #[error("more than {MAX_APPROVED_AT_ONCE} requests are named")]
    TooMany,
}

impl Reason for BulkRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::TooMany => "too_many",
        }
    }

    fn class(&self) -> Class {
        Class::Unprocessable
    }

    fn field(&self) -> Option<&'static str> {
        Some("items")
    }
}

impl From<BulkRefusal> for BulkError {
    fn from(refusal: BulkRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Engine {
    /// Approves requests, each as its approver saw it at the version named beside it, and each in a transaction of its own: what
    /// stands against one of them hinders no other. An exception is accepted one by one and never here, so that a request that
    /// needs it is answered with what an approval without it is always answered.
    ///
    /// Under a key, the same command gets the same answers, also if it was cut off half-way.
    ///
    /// # Errors
    ///
    /// See [`BulkError`]; whichever it is, nothing was approved.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn approve_many(
        &self,
        actor: PersonId,
        items: Vec<(RequestId, Version)>,
        opinion: &str,
        key: Option<CommandKey>,
    ) -> Result<Outcomes, BulkError> {
        match items.len() {
            0 => return Err(BulkRefusal::Nothing.into()),
            1..=MAX_APPROVED_AT_ONCE => {}
            _ => return Err(BulkRefusal::TooMany.into()),
        }
        let task = |(request, seen)| Task { request, seen, title: None };
        let list = List { tasks: items.into_iter().map(task).collect(), next: None };
        let action = Action::Approve { opinion: opinion.to_owned(), accept: Vec::new() };
        Ok(self.each(actor, list, &action, key).await?)
    }

    /// The requests of a list that this person is asked to approve and may approve now.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn approvable(
        &self,
        viewer: PersonId,
        rows: &[RequestRow],
    ) -> Result<BTreeSet<RequestId>, PerformError> {
        let mut approvable = BTreeSet::new();
        let asked = rows.iter().filter(|row| matches!(row.status, Status::Review(_)));
        for row in asked {
            if self.offers_approval(viewer, row.id).await? {
                approvable.insert(row.id);
            }
        }
        Ok(approvable)
    }

    async fn offers_approval(&self, viewer: PersonId, id: RequestId) -> Result<bool, PerformError> {
        // The list was read a moment ago: a request that was taken away since is offered no more.
        let (request, content, organisation) = match self.seen(viewer, id).await {
            Ok(seen) => seen,
            Err(PerformError::NotFound) => return Ok(false),
            Err(error) => return Err(error),
        };
        let rules = self.store().rule_set(self.now().date()).await?;
        let route = self.route_of(&request).await?;
        let context = Context {
            organisation: &organisation,
            route: &route,
            newest: None,
            other: None,
            rules: &rules,
            // Whether somebody may approve has nothing to do with what others ask for; the approval itself finds that out.
            knowledge: &Knowledge::alone(),
            facts: Facts::default(),
            now: self.now(),
        };
        Ok(offers(&request, &content, viewer, &context).contains(&ActionName::Approve))
    }
}

//! The messages that wait to be sent: a worker takes them for a while and says what became of each.

use baopi_persistence::{GivenUp, OutboxRow};
use baopi_workflow::{Role, Timestamp};
use serde::Serialize;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::office::identity::Viewer;

/// How long what was given up is told of, in milliseconds: 14 days.
pub const TOLD_FOR_MS: i64 = 14 * 24 * 3_600_000;

/// What stands in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxReport {
    /// How many messages wait to be sent.
    pub waiting: u64,
    /// The last messages that were given up within [`TOLD_FOR_MS`], the last one first.
    pub given_up: Vec<GivenUp>,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeFate {
    /// The next server took it over.
    Sent,
    /// It could not be sent and is due again.
    Later {
        /// When the next attempt is due.
        due_at: Timestamp,
        /// Why it could not be sent.
        code: String,
    },
    /// It is given up.
    Never {
        /// Why it will not be tried again.
        code: String,
    },
}

impl Engine {
    /// What waits to be sent and what was given up, for whoever keeps the program.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if it cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn outbox(&self) -> Result<OutboxReport, EngineError> {
        let store = self.store();
        let given_up = store.given_up(Timestamp(self.now().0 - TOLD_FOR_MS)).await?;
        Ok(OutboxReport { waiting: store.waiting_notices().await?, given_up })
    }

    /// How many messages were given up lately, for an administrator; nothing for anybody else. 100 stands for more.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if it cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn undelivered(&self, viewer: &Viewer) -> Result<usize, EngineError> {
        if !viewer.has(Role::Admin) {
            return Ok(0);
        }
        Ok(self.store().given_up(Timestamp(self.now().0 - TOLD_FOR_MS)).await?.len())
    }

    /// Takes messages that are due for `worker`, for `lease_ms` milliseconds by the clock that all nodes share; afterwards
    /// another worker may take them. A message
    /// does not overtake an earlier one about the same request to the same person.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if they cannot be taken.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn claim_notices(
        &self,
        worker: &str,
        limit: u32,
        lease_ms: i64,
    ) -> Result<Vec<OutboxRow>, EngineError> {
        let now = self.time().await?;
        Ok(self.store().claim_notices(worker, now, limit, lease_ms).await?)
    }

    /// Goes on holding what `worker` has taken and not yet settled, for `lease_ms` milliseconds from now.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if that cannot be written.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn renew_notices(&self, worker: &str, lease_ms: i64) -> Result<(), EngineError> {
        let now = self.time().await?;
        self.store().renew_notices(worker, now, lease_ms).await?;
        Ok(())
    }

    /// Writes down what became of a message. `false` if another worker has taken it since, whose word counts then.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if it cannot be written.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn settle_notice(
        &self,
        row: &OutboxRow,
        fate: &NoticeFate,
    ) -> Result<bool, EngineError> {
        let (store, id, epoch) = (self.store(), row.id, row.epoch);
        let settled = match fate {
            NoticeFate::Sent => store.mark_sent(id, epoch, self.now()).await,
            NoticeFate::Later { due_at, code } => store.mark_failed(id, epoch, *due_at, code).await,
            NoticeFate::Never { code } => store.mark_dead(id, epoch, code).await,
        };
        Ok(settled?)
    }
}

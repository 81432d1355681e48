//! What every use case stands on: the database, the clock, and what is shared between copies.

use std::sync::Arc;

use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_persistence::{Store, Txn};
use baopi_workflow::Timestamp;
use secrecy::SecretBox;
use tokio::sync::{Notify, Semaphore};

use crate::clock::{Clock, MAX_BEHIND_MS, TOLD_BEHIND_MS};
use crate::error::EngineError;
use crate::questions::Questions;

/// So many passwords are hashed at once; each takes 19 MiB and a core.
const PASSWORDS_AT_ONCE: usize = 2;

/// What an engine is made of.
pub struct Setup {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Reads files in a process of its own.
    pub extractor: Extractor,
    /// Prints reports.
    pub printer: Printer,
    /// The key under which links in messages are made.
    pub link_key: SecretBox<[u8; 32]>,
    /// Where people reach the program, without a slash at the end.
    pub public_url: String,
}

/// The use cases. Copies share everything.
#[derive(Clone)]
pub struct Engine(Arc<Parts>);

struct Parts {
    setup: Setup,
    wake: Arc<Notify>,
    hashing: Semaphore,
    questions: Questions,
}

impl Engine {
    /// An engine.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let hashing = Semaphore::new(PASSWORDS_AT_ONCE);
        let (wake, questions) = (Arc::new(Notify::new()), Questions::default());
        Self(Arc::new(Parts { setup, wake, hashing, questions }))
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.setup.clock.now()
    }

    /// The present instant, asked of the database where several nodes share one, so that none of them believes its own clock.
    pub(crate) async fn time(&self) -> Result<Timestamp, EngineError> {
        if self.clock().is_running()
            && let Some(at) = self.store().time().await?
        {
            self.clock().put_right(at);
        }
        Ok(self.now())
    }

    /// By how many milliseconds the clock is behind the last entry of the record, where it is by more than a second: somebody
    /// set it back, or entries were made by one that was ahead. Puts the clock right first, where the database has one. A clock
    /// that stands is believed: whoever prepares data sets it.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if the record cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn clock_behind(&self) -> Result<Option<i64>, EngineError> {
        let now = self.time().await?;
        if !self.clock().is_running() {
            return Ok(None);
        }
        let behind = self.store().last_entry_at().await?.map_or(0, |last| last.0 - now.0);
        Ok(Some(behind).filter(|behind| *behind > TOLD_BEHIND_MS))
    }

    /// Refuses to decide by a clock that is far behind the record. A clock that stands is believed.
    pub(crate) async fn check_clock(
        &self,
        txn: &mut Txn,
        now: Timestamp,
    ) -> Result<(), EngineError> {
        let last = if self.clock().is_running() { txn.last_entry_at().await? } else { None };
        match last.map_or(0, |last| last.0 - now.0) {
            behind if behind > MAX_BEHIND_MS => Err(EngineError::ClockBehind { millis: behind }),
            _ => Ok(()),
        }
    }

    /// The clock, for what has to wait.
    pub(crate) fn clock(&self) -> &Clock {
        &self.0.setup.clock
    }

    /// Waits for what is under way and closes the database; nothing can be asked of any copy afterwards.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn close(&self) {
        self.store().clone().close().await;
    }

    /// Where people reach the program.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.0.setup.public_url
    }

    /// Is notified whenever there may be messages to send.
    #[must_use]
    pub fn wake(&self) -> Arc<Notify> {
        Arc::clone(&self.0.wake)
    }

    /// The database; whoever stands outside asks for a use case.
    pub(crate) fn store(&self) -> &Store {
        &self.0.setup.store
    }

    /// Reads files.
    pub(crate) fn extractor(&self) -> &Extractor {
        &self.0.setup.extractor
    }

    /// Prints reports.
    pub(crate) fn printer(&self) -> &Printer {
        &self.0.setup.printer
    }

    /// Has a permit for every password that may be hashed at once.
    pub(crate) fn hashing(&self) -> &Semaphore {
        &self.0.hashing
    }

    /// About which texts people asked.
    pub(crate) fn questions(&self) -> &Questions {
        &self.0.questions
    }

    /// The key under which links in messages are made.
    pub(crate) fn link_key(&self) -> &SecretBox<[u8; 32]> {
        &self.0.setup.link_key
    }
}

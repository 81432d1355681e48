//! The worker: takes what is due out of the outbox, sends it, and writes down what became of it.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use baopi_engine::{Engine, EngineError, NoticeFate, OBSOLETE, OutboxRow};
use baopi_workflow::Timestamp;
use lettre::message::Mailbox;
use tokio::time::{MissedTickBehavior, timeout};

use crate::error::NotifierError;
use crate::message::{Sender, host};
use crate::retry::retry_at;
use crate::transport::{Channel, MailOptions, Outcome};

mod flight;

use flight::Flight;

/// The most rows that are in hand at once; each of them may hold a connection.
pub(crate) const IN_HAND: usize = 16;
/// How often the outbox is looked into when nothing wakes the worker.
const POLL: Duration = Duration::from_secs(2);
/// The longest that a channel may take for one message. The time-outs of SMTP together are shorter.
pub(crate) const SEND_LIMIT: Duration = Duration::from_secs(1_000);
/// For how long a claimed row belongs to this worker unless the lease is renewed, in milliseconds: after a worker was killed
/// its rows wait no longer than this.
const LEASE_MS: i64 = 80_000;
/// How often the leases of what is in hand are renewed.
const RENEWAL: Duration = Duration::from_secs(20);
/// A row that waited longer in hand is given back, because its lease might end before its send; in milliseconds.
const LONGEST_IN_HAND_MS: i64 = 400_000;
/// How long messages under way may take to finish when the worker is told to stop.
const GRACE: Duration = Duration::from_secs(10);
const _: () =
    assert!(GRACE.as_secs() <= 25, "the server stops at the same time and waits no longer");

/// Sends what stands in the outbox.
#[derive(Clone)]
pub struct Notifier(Arc<Parts>);

struct Parts {
    engine: Engine,
    channel: Arc<dyn Channel>,
    sender: Sender,
    worker: String,
}

/// What one round did, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Handed over.
    pub sent: u32,
    /// To be tried again.
    pub postponed: u32,
    /// Given up, with the reason in the row.
    pub given_up: u32,
}

impl Notifier {
    /// A worker for the configured way out; `None` when mail is off.
    ///
    /// # Errors
    ///
    /// See [`NotifierError`].
    pub fn open(engine: Engine, options: &MailOptions) -> Result<Option<Self>, NotifierError> {
        let Some(channel) = options.transport.open()? else { return Ok(None) };
        Self::new(engine, channel, &options.from).map(Some)
    }

    /// A worker that sends through `channel` in the name of `from`.
    ///
    /// # Errors
    ///
    /// [`NotifierError::Sender`] if `from` is no address.
    pub fn new(
        engine: Engine,
        channel: Arc<dyn Channel>,
        from: &str,
    ) -> Result<Self, NotifierError> {
        let mailbox: Mailbox =
            from.parse().map_err(|error| NotifierError::Sender(from.to_owned(), error))?;
        let sender = Sender { mailbox, host: host(engine.public_url()) };
        let worker = engine.new_id().map_err(NotifierError::Engine)?.to_string();
        Ok(Self(Arc::new(Parts { engine, channel, sender, worker })))
    }

    /// Sends until `shutdown`, then lets what is under way finish for a few seconds. What does not finish is sent again, by
    /// whoever runs next, under the same `Message-ID`.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let wake = self.0.engine.wake();
        let mut shutdown = pin!(shutdown);
        let mut flight = Flight::default();
        let mut hungry = true;
        let mut renewal = tokio::time::interval(RENEWAL);
        renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let mut woken = pin!(wake.notified());
            // Registered before the look into the outbox, so that what is written during the look is not missed.
            woken.as_mut().enable();
            if hungry && flight.room() > 0 {
                hungry = self.fill(&mut flight).await.unwrap_or_else(|error| {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "the outbox could not be read"
                    );
                    false
                });
            }
            tokio::select! {
                () = &mut shutdown => break,
                () = woken => hungry = true,
                () = tokio::time::sleep(POLL) => hungry = true,
                _ = renewal.tick() => self.renew(&flight).await,
                // What is claimed depends on what is in hand, so that there may be more now.
                Some(_) = flight.land(self) => hungry = true,
            }
        }
        let finishing = async { while flight.land(self).await.is_some() {} };
        if timeout(GRACE, finishing).await.is_err() {
            tracing::warn!(
                "messages were under way when the worker stopped; they will be sent again"
            );
        }
    }

    /// Sends everything that is due now, and returns when none of it is left.
    ///
    /// # Errors
    ///
    /// [`EngineError`] if the outbox cannot be read.
    pub async fn drain_once(&self) -> Result<Drained, EngineError> {
        let mut flight = Flight::default();
        let mut drained = Drained::default();
        loop {
            self.fill(&mut flight).await?;
            let Some(fate) = flight.land(self).await else { return Ok(drained) };
            match fate {
                NoticeFate::Sent => drained.sent += 1,
                NoticeFate::Later { .. } => drained.postponed += 1,
                NoticeFate::Never { .. } => drained.given_up += 1,
            }
        }
    }

    /// Keeps what is in hand. A lease that could not be renewed may be taken over; whoever settles last is fenced by the epoch.
    async fn renew(&self, flight: &Flight) {
        let parts = &self.0;
        if flight.room() == IN_HAND {
            return;
        }
        if let Err(error) = parts.engine.renew_notices(&parts.worker, LEASE_MS).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "leases could not be renewed"
            );
        }
    }

    /// Claims as many rows as there is room for, and sends them off; whether there may be more.
    async fn fill(&self, flight: &mut Flight) -> Result<bool, EngineError> {
        let parts = &self.0;
        let room = flight.room();
        if room == 0 {
            return Ok(true);
        }
        let now = parts.engine.now();
        let limit = u32::try_from(room).unwrap_or(u32::MAX);
        let rows = parts.engine.claim_notices(&parts.worker, limit, LEASE_MS).await?;
        let full = rows.len() == room;
        flight.take_in(self, rows, now);
        Ok(full)
    }

    /// Everything that happens to a claimed row.
    async fn deal_with(self, row: OutboxRow, claimed_at: Timestamp) -> NoticeFate {
        let fate = self.attempt(&row, claimed_at).await;
        self.settle(&row, &fate).await;
        fate
    }

    /// Writes down a fate that was decided without a try.
    async fn put_off(self, row: OutboxRow, fate: NoticeFate) -> NoticeFate {
        self.settle(&row, &fate).await;
        fate
    }

    async fn attempt(&self, row: &OutboxRow, claimed_at: Timestamp) -> NoticeFate {
        let parts = &self.0;
        let now = parts.engine.now();
        if now.0 - claimed_at.0 > LONGEST_IN_HAND_MS {
            return NoticeFate::Later { due_at: now, code: "waited_in_hand".to_owned() };
        }
        let letter = match parts.engine.letter(row).await {
            Ok(Some(letter)) => letter,
            Ok(None) => return NoticeFate::Never { code: "no_letter".to_owned() },
            Err(error) => {
                tracing::error!(notice = %row.id, error = &error as &dyn std::error::Error, "a letter could not be read");
                return self.later(row, "engine");
            }
        };
        if letter.obsolete {
            return NoticeFate::Never { code: OBSOLETE.to_owned() };
        }
        let mail = match parts.sender.render(&letter, row.id, row.created_at) {
            Ok(mail) => mail,
            Err(error) => {
                tracing::error!(notice = %row.id, error = &error as &dyn std::error::Error, "a letter could not be rendered");
                return NoticeFate::Never { code: error.code().to_owned() };
            }
        };
        match timeout(SEND_LIMIT, parts.channel.send(&mail)).await {
            Ok(Outcome::Sent) => NoticeFate::Sent,
            Ok(Outcome::Permanent { code }) => NoticeFate::Never { code },
            Ok(Outcome::Transient { code } | Outcome::Unknown { code }) => self.later(row, &code),
            Err(_elapsed) => self.later(row, "send_timeout"),
        }
    }

    /// A later try, or none when the message's time is up.
    fn later(&self, row: &OutboxRow, code: &str) -> NoticeFate {
        match retry_at(row.id, row.attempts, row.created_at, self.0.engine.now()) {
            Some(due_at) => NoticeFate::Later { due_at, code: code.to_owned() },
            None => NoticeFate::Never { code: format!("expired_{code}") },
        }
    }

    /// Writes a fate down. Where that fails, or the lease was lost, the row comes up again by itself when the lease ends.
    async fn settle(&self, row: &OutboxRow, fate: &NoticeFate) {
        match fate {
            NoticeFate::Sent => {
                tracing::info!(notice = %row.id, attempts = row.attempts, "message sent");
            }
            NoticeFate::Later { due_at, code } => {
                tracing::warn!(notice = %row.id, attempts = row.attempts, code, %due_at, "message postponed");
            }
            NoticeFate::Never { code } if code == OBSOLETE => {
                tracing::debug!(notice = %row.id, "message superseded");
            }
            NoticeFate::Never { code } => {
                tracing::error!(notice = %row.id, attempts = row.attempts, code, "message given up");
            }
        }
        match self.0.engine.settle_notice(row, fate).await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(notice = %row.id, "another worker has taken the message over");
            }
            Err(error) => {
                tracing::error!(notice = %row.id, error = &error as &dyn std::error::Error, "the outbox could not be written");
            }
        }
    }
}

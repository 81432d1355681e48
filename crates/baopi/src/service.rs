//! Pages, API and mail, from the first connection to the last.

use std::time::{Duration, Instant};

use anyhow::Context;
use baopi_engine::Engine;
use baopi_notifier::{MailOptions, Notifier};
use baopi_server::{App, Limits, serve};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinError;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;

/// How often the program looks who is late.
const REMIND_EVERY: Duration = Duration::from_mins(1);

/// Serves until the process is told to stop; then everything under way gets the time that the server and the notifier
/// give it, at most 25 seconds, and the database is closed.
///
/// # Errors
///
/// When the mail cannot be set up, a signal cannot be listened for, or `ready` fails.
pub(crate) async fn run(
    app: App,
    engine: Engine,
    mail: &MailOptions,
    (listener, limits): (TcpListener, Limits),
    ready: impl FnOnce() -> std::io::Result<()>,
) -> Result<(), Failure> {
    let notifier = Notifier::open(engine.clone(), mail).context("mail cannot be sent")?;
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    let stopping = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hang_up.recv() => {}
        }
        tracing::info!("stopping");
        stopping.cancel();
    });
    let sender = notifier.map(|notifier| {
        let stopping = stop.clone();
        let send = move || {
            let (notifier, stop) = (notifier.clone(), stopping.clone().cancelled_owned());
            async move { notifier.run(stop).await }
        };
        tokio::spawn(watched("notifier", stop.clone(), RESTARTS, send))
    });
    let (reminder, stopping) = (engine.clone(), stop.clone());
    let reminding = move || remind(reminder.clone(), stopping.clone());
    let reminding = tokio::spawn(watched("reminder", stop.clone(), RESTARTS, reminding));
    ready()?;
    let served = serve(listener, app.router(), limits, stop.clone().cancelled_owned()).await;
    // Also when the server ended by itself.
    stop.cancel();
    if let Some(sender) = sender {
        sender.await?;
    }
    reminding.await?;
    engine.close().await;
    Ok(served?)
}

/// How long a background task that ended waits for its next start.
#[derive(Debug, Clone, Copy)]
struct Restarts {
    /// After the first end, and after one that came late; it doubles from one to the next.
    shortest: Duration,
    /// At most.
    longest: Duration,
}

const RESTARTS: Restarts =
    Restarts { shortest: Duration::from_secs(1), longest: Duration::from_mins(1) };

/// Runs a task until `stop`. One that panics or ends before is told in the log and started again: a service without mail
/// would look well, and nobody would hear of what waits.
async fn watched<T>(
    name: &'static str,
    stop: CancellationToken,
    restarts: Restarts,
    start: impl Fn() -> T,
) where
    T: Future<Output = ()> + Send + 'static,
{
    let mut pause = restarts.shortest;
    loop {
        let began = Instant::now();
        let ended = tokio::spawn(start()).await;
        if stop.is_cancelled() {
            return;
        }
        if began.elapsed() > restarts.longest {
            pause = restarts.shortest;
        }
        tell_end(name, ended.err().as_ref(), pause);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = (pause * 2).min(restarts.longest);
    }
}

fn tell_end(name: &'static str, panic: Option<&JoinError>, pause: Duration) {
    let error = panic.map(|error| error as &dyn std::error::Error);
    tracing::error!(task = name, error, ?pause, "a background task ended and is started again");
}

/// Looks once a minute who is late. A failure is logged, and the next minute tries again.
async fn remind(engine: Engine, stop: CancellationToken) {
    let mut minute = tokio::time::interval(REMIND_EVERY);
    minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = minute.tick() => {}
        }
        match engine.remind().await {
            Ok(requests) => tracing::debug!(requests, "everybody who is late was looked for"),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "nobody could be reminded"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const AT_ONCE: Restarts = Restarts { shortest: Duration::ZERO, longest: Duration::ZERO };

    #[tokio::test]
    async fn a_task_that_panics_or_ends_is_started_again_until_the_program_stops() {
        let (stop, starts) = (CancellationToken::new(), Arc::new(AtomicU32::new(0)));
        let (stopping, counted) = (stop.clone(), Arc::clone(&starts));
        let task = move || {
            let (start, stop) = (counted.fetch_add(1, Ordering::SeqCst), stopping.clone());
            async move {
                assert!(start != 0, "planted");
                if start == 2 {
                    stop.cancel();
                }
            }
        };
        watched("test", stop, AT_ONCE, task).await;
        assert_eq!(starts.load(Ordering::SeqCst), 3, "after a panic, and after an end");
    }
}

//! Pages, API and mail, from the first connection to the last.

use std::time::Duration;

use anyhow::Context;
use baopi_engine::Engine;
use baopi_notifier::{MailOptions, Notifier};
use baopi_server::{App, Limits, serve};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
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
    listener: TcpListener,
    ready: impl FnOnce() -> std::io::Result<()>,
) -> Result<(), Failure> {
    tell_of_the_clock(&engine).await?;
    let notifier = Notifier::open(engine.clone(), mail).context("mail cannot be sent")?;
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stopping = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        stopping.cancel();
    });
    let sender = notifier.map(|notifier| {
        let stop = stop.clone().cancelled_owned();
        tokio::spawn(async move { notifier.run(stop).await })
    });
    let reminding = tokio::spawn(remind(engine.clone(), stop.clone()));
    ready()?;
    let served =
        serve(listener, app.router(), Limits::default(), stop.clone().cancelled_owned()).await;
    // Also when the server ended by itself.
    stop.cancel();
    if let Some(sender) = sender {
        sender.await?;
    }
    reminding.await?;
    engine.close().await;
    Ok(served?)
}

/// Says that the record is younger than the clock. Nothing is decided then before the clock is right, if it is far behind.
async fn tell_of_the_clock(engine: &Engine) -> Result<(), Failure> {
    let behind = engine.clock_behind().await.context("the record cannot be read")?;
    if let Some(millis) = behind {
        tracing::error!(
            seconds = millis / 1000,
            "the clock is behind the last entry of the record; put it right"
        );
    }
    Ok(())
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

//! `baopi serve`.

use std::process::ExitCode;

use anyhow::Context;
use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_engine::{Engine, Setup};
use baopi_messages::Language;
use baopi_server::App;
use tokio::net::TcpListener;

use crate::cli::ServeArgs;
use crate::config::Sources;
use crate::failure::Failure;
use crate::output::{Sentence, say};
use crate::{database, link_key, log, service};

/// Runs the service until it is told to stop.
///
/// # Errors
///
/// When the configuration has mistakes, migrations are pending, or it cannot listen.
pub(crate) async fn run(
    args: ServeArgs,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let mut settings = sources.read()?;
    if let Some(mistake) = link_key::mistake(&settings) {
        return Err(vec![mistake].into());
    }
    log::start(settings.log);
    let store = if args.migrate {
        let store = database::open(&settings.database).await?;
        store.migrate().await.context("the migration failed")?;
        store
    } else {
        database::open_migrated(&settings.database).await?
    };
    let listen = args.listen.unwrap_or(settings.server.listen);
    let listener = TcpListener::bind(listen).await.with_context(|| listen.to_string())?;
    let address = format!("http://{}", listener.local_addr()?);
    let engine = Engine::new(Setup {
        clock: database::clock_of(&store).await?,
        store,
        extractor: Extractor::this_program()?,
        printer: Printer::new(settings.fonts.clone()),
        link_key: database::link_key_of(&mut settings)?,
        public_url: settings.server.public_url.clone().unwrap_or_else(|| address.clone()),
    });
    let limits = settings.server.limits;
    let ready = || {
        if args.json {
            say(&serde_json::json!({ "ready": true, "address": address }).to_string())
        } else {
            say(&Sentence::new("cli-serve-ready").with("address", address.as_str()).text(language))
        }
    };
    service::run(App::new(engine.clone()), engine, &settings.mail, (listener, limits), ready)
        .await?;
    Ok(ExitCode::SUCCESS)
}

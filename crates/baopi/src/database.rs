//! Opening the database, and `baopi migrate`.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_engine::{Clock, Engine, Setup};
use baopi_messages::Language;
use baopi_persistence::{Store, StoreError, StoreOptions};
use secrecy::{ExposeSecret, SecretBox};

use crate::cli::MigrateArgs;
use crate::config::{Database, Settings, Sources};
use crate::failure::Failure;
use crate::link_key;
use crate::output::{Sentence, say};

/// So often a migration asks whether the SQLite file is free, in all for 10 seconds.
const TURNS: u32 = 100;
/// How long it waits after each time.
const BETWEEN_TURNS: Duration = Duration::from_millis(100);

/// Opens the database as it is.
///
/// # Errors
///
/// When there is none, it cannot be opened, or another program has it.
pub(crate) async fn open(database: &Database) -> Result<Store, Failure> {
    opened(Store::open_existing(&options(database)).await)
}

/// Opens the database, and makes the SQLite file if there is none.
///
/// # Errors
///
/// When it cannot be opened or made, or another program has it.
pub(crate) async fn open_or_make(database: &Database) -> Result<Store, Failure> {
    opened(Store::open(&options(database)).await)
}

fn opened(store: Result<Store, StoreError>) -> Result<Store, Failure> {
    if let Err(StoreError::Missing(file)) = &store {
        return Err(Sentence::new("cli-no-database")
            .with("file", file.display().to_string())
            .into());
    }
    Ok(store.context("the database cannot be opened")?)
}

fn options(database: &Database) -> StoreOptions {
    StoreOptions { url: database.url.expose_secret().to_owned(), max_readers: database.max_readers }
}

/// Opens the database as [`open`] does, but waits for a program that has the SQLite file and may be another migration.
async fn open_in_turn(database: &Database, new: bool) -> Result<Store, Failure> {
    let options = options(database);
    let open = async || {
        if new { Store::open(&options).await } else { Store::open_existing(&options).await }
    };
    for _ in 0..TURNS {
        let store = open().await;
        if !matches!(store, Err(StoreError::InUse(_))) {
            return opened(store);
        }
        tokio::time::sleep(BETWEEN_TURNS).await;
    }
    opened(open().await)
}

/// Opens the database for reading only, also while the service runs on it.
///
/// # Errors
///
/// When it cannot be opened, or its schema is not the present one.
pub(crate) async fn open_to_read(database: &Database) -> Result<Store, Failure> {
    let store = Store::open_to_read(&options(database)).await;
    migrated(store.context("the database cannot be opened")?).await
}

/// Opens the database and refuses one whose schema is not the present one.
///
/// # Errors
///
/// As [`open`]; and when migrations are pending.
pub(crate) async fn open_migrated(database: &Database) -> Result<Store, Failure> {
    migrated(open(database).await?).await
}

async fn migrated(store: Store) -> Result<Store, Failure> {
    match store.pending_migrations().await.context("the schema cannot be looked at")? {
        0 => Ok(store),
        pending => Err(Sentence::new("cli-migrations-pending").with("count", pending).into()),
    }
}

/// An engine for a command that runs and ends.
///
/// # Errors
///
/// As [`open_migrated`].
pub(crate) async fn engine_for_command(settings: &Settings) -> Result<Engine, Failure> {
    let store = open_migrated(&settings.database).await?;
    let clock = clock_of(&store).await?;
    engine_without_links(store, clock)
}

/// An engine for a command that only reads, also while the service runs on the same database.
///
/// # Errors
///
/// As [`open_to_read`].
pub(crate) async fn engine_to_read(settings: &Settings) -> Result<Engine, Failure> {
    let store = open_to_read(&settings.database).await?;
    let clock = clock_of(&store).await?;
    engine_without_links(store, clock)
}

/// The clock by which this database goes on: the machine's, or that of its demonstration.
///
/// # Errors
///
/// When the database cannot be read.
pub(crate) async fn clock_of(store: &Store) -> Result<Clock, Failure> {
    let offset = store.demonstration().await.context("the database cannot be read")?;
    Ok(offset.map_or_else(Clock::system, Clock::moved_by))
}

/// An engine that neither makes nor follows links.
///
/// # Errors
///
/// When the path of the running program cannot be found.
pub(crate) fn engine_without_links(store: Store, clock: Clock) -> Result<Engine, Failure> {
    Ok(Engine::new(Setup {
        store,
        clock,
        extractor: Extractor::this_program()?,
        printer: Printer::default(),
        link_key: SecretBox::new(Box::new([0; 32])),
        public_url: String::new(),
    }))
}

/// The key for links: the one that is set, or the one in the data directory.
///
/// # Errors
///
/// See [`link_key::of_directory`].
pub(crate) fn link_key_of(settings: &mut Settings) -> Result<SecretBox<[u8; 32]>, Failure> {
    match settings.link_key.take() {
        Some(key) => Ok(key),
        None => {
            link_key::of_directory(&link_key::data_directory(settings.database.url.expose_secret()))
        }
    }
}

/// Brings the database to the present schema.
///
/// # Errors
///
/// When the configuration has mistakes, there is no database and none is to be made, or it cannot be changed.
pub(crate) async fn migrate(
    args: &MigrateArgs,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let store = open_in_turn(&settings.database, args.new).await?;
    let applied = store.migrate().await.context("the migration failed")?;
    store.close().await;
    say(&Sentence::new("cli-migrated").with("count", applied).text(language))?;
    Ok(ExitCode::SUCCESS)
}

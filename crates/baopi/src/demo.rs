//! `baopi demo`: the fictional district 青澜区 with requests under way, in a fresh database.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_engine::{Clock, Engine, Setup};
use baopi_messages::Language;
use baopi_persistence::{Store, StoreError};
use baopi_server::{App, DemoPerson};
use baopi_workflow::{Organisation, Person, Timestamp};
use chrono::NaiveDate;
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use secrecy::ExposeSecret;
use tokio::net::TcpListener;

use crate::cli::DemoArgs;
use crate::config::{Settings, Sources};
use crate::failure::Failure;
use crate::output::{Sentence, say};
use crate::{database, link_key, log, service, users};

mod figures;
mod organisation;
mod seed;
mod story;
mod text;

use organisation::District;

/// The password of everybody in the demonstration.
const PASSWORD: &str = "baopi-demo";
/// So many temporary directories of one process may be left over from earlier ones.
const MAX_TRIES: u32 = 100;

/// Seeds the district and serves it until the process is told to stop.
///
/// # Errors
///
/// When the data directory or the database is not empty, or it cannot listen.
pub(crate) async fn run(args: DemoArgs, sources: Sources) -> Result<ExitCode, Failure> {
    let begin = args.at.map_or_else(start, Timestamp::at_office);
    if begin < start() || begin > last_start() {
        return Err(Sentence::new("cli-demo-at")
            .with("first", minute(start()))
            .with("last", minute(last_start()))
            .into());
    }
    let directory = directory(args.data)?;
    let mut settings = defaults(sources, &directory, args.database_url).read()?;
    log::start(settings.log);
    let listener = TcpListener::bind(args.listen).await.with_context(|| args.listen.to_string())?;
    let address = format!("http://{}", listener.local_addr()?);
    let store = empty_store(&settings).await?;
    let offset = Clock::offset_to(begin);
    mark(&store, offset).await?;
    let district = District::read()?;
    let clock = Clock::standing_at(start());
    seed::seed(&database::engine_without_links(store.clone(), clock.clone())?, &clock, &district)
        .await?;
    let engine = Engine::new(Setup {
        store,
        clock: Clock::moved_by(offset),
        extractor: Extractor::this_program()?,
        printer: Printer::new(settings.fonts.clone()),
        link_key: link_key(&mut settings, &directory)?,
        public_url: settings.server.public_url.clone().unwrap_or_else(|| address.clone()),
    });
    let ready = || {
        say(&if args.json {
            json(&address, &district)
        } else {
            welcome(&address, begin, &directory, &district)
        })
    };
    let app = App::new(engine.clone()).demonstrating(visitors(&district));
    service::run(app, engine, &settings.mail, (listener, settings.server.limits), ready).await?;
    Ok(ExitCode::SUCCESS)
}

/// The organisation of the demonstration.
///
/// # Errors
///
/// As reading its data; a test excludes it.
pub(crate) fn organisation() -> anyhow::Result<Organisation> {
    let District { units, people, .. } = District::read()?;
    Ok(Organisation::new(units, people, Vec::new()))
}

/// The moment up to which the demonstration tells what happened, and at which its clock begins unless another one is named:
/// Tuesday, 2026-09-15, 09:00 at the office.
fn start() -> Timestamp {
    morning(2026, 9, 15)
}

/// The last moment at which its clock may begin: beyond it no year of a calendar can be brought in.
fn last_start() -> Timestamp {
    morning(2100, 12, 31)
}

fn morning(year: i32, month: u32, day: u32) -> Timestamp {
    let nine = NaiveDate::from_ymd_opt(year, month, day).and_then(|day| day.and_hms_opt(9, 0, 0));
    Timestamp::at_office(nine.expect("the day and the hour exist"))
}

/// A moment as people write it, to the minute.
fn minute(at: Timestamp) -> String {
    at.local().map(|local| local.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// Notes in the database that it is a demonstration's, and how far its clock is from the machine's.
async fn mark(store: &Store, offset: i64) -> Result<(), Failure> {
    let marked = store.write(move |txn| Box::pin(txn.begin_demonstration(offset)));
    let marked: Result<(), StoreError> = marked.await;
    Ok(marked.context("the database cannot be made a demonstration")?)
}

/// The settings that differ from those of the service, where the environment does not say otherwise.
fn defaults(mut sources: Sources, directory: &Path, database_url: Option<String>) -> Sources {
    let url = database_url
        .unwrap_or_else(|| format!("sqlite://{}", directory.join("baopi.sqlite").display()));
    sources.variables.insert("BAOPI__DATABASE__URL".to_owned(), url);
    let mail = directory.join("mail").display().to_string();
    for (name, value) in [
        ("BAOPI__MAIL__TRANSPORT", "file".to_owned()),
        ("BAOPI__MAIL__DIRECTORY", mail),
        ("BAOPI__MAIL__FROM", "baopi@demo.invalid".to_owned()),
        ("BAOPI__LOG__LEVEL", "warn".to_owned()),
    ] {
        sources.variables.entry(name.to_owned()).or_insert(value);
    }
    sources
}

/// The directory that was named, which must be empty, or a temporary one.
fn directory(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let Some(directory) = named else { return temporary() };
    match std::fs::read_dir(&directory).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(directory),
        Ok(false) => Err(Sentence::new("cli-demo-not-empty")
            .with("place", directory.display().to_string())
            .into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            std::fs::create_dir_all(&directory).with_context(|| directory.display().to_string())?;
            Ok(directory)
        }
        Err(error) => {
            Err(anyhow::Error::new(error).context(directory.display().to_string()).into())
        }
    }
}

fn temporary() -> Result<PathBuf, Failure> {
    let names = (0..MAX_TRIES).map(|n| format!("baopi-demo-{}-{n}", std::process::id()));
    for directory in names.map(|name| std::env::temp_dir().join(name)) {
        match private_directory(&directory) {
            Ok(()) => return Ok(directory),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(anyhow::Error::new(error)
                    .context(directory.display().to_string())
                    .into());
            }
        }
    }
    Err(Sentence::new("cli-demo-no-directory").into())
}

/// Makes a directory that nobody else may look into.
fn private_directory(directory: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}

/// The database, migrated; refused, and left as it is, if anybody is in it.
async fn empty_store(settings: &Settings) -> Result<Store, Failure> {
    let store = database::open_or_make(&settings.database).await?;
    // Before the migration there is usually no table to read, which is as good as an empty one.
    let found = store.organisation().await;
    let taken = |organisation: &Organisation| {
        organisation.units().next().is_some() || organisation.people().next().is_some()
    };
    if found.is_ok_and(|organisation| taken(&organisation)) {
        return Err(Sentence::new("cli-demo-database-not-empty").into());
    }
    store.migrate().await.context("the migration failed")?;
    let organisation = store.organisation().await.context("the organisation cannot be read")?;
    if taken(&organisation) {
        Err(Sentence::new("cli-demo-database-not-empty").into())
    } else {
        Ok(store)
    }
}

/// The key for links: beside the database, where `serve` looks for it too, or in the data directory for a database that is no
/// file.
fn link_key(
    settings: &mut Settings,
    directory: &Path,
) -> Result<secrecy::SecretBox<[u8; 32]>, Failure> {
    if settings.link_key.is_none() && !settings.database.url.expose_secret().starts_with("sqlite:")
    {
        return link_key::of_directory(directory);
    }
    database::link_key_of(settings)
}

fn json(address: &str, district: &District) -> String {
    let person = |person: &Person| {
        let mut told = serde_json::json!({ "login": person.login, "name": person.name });
        if let Some(post) = &person.post {
            told["post"] = post.as_str().into();
        }
        told
    };
    let people: Vec<_> = district.people.iter().map(person).collect();
    serde_json::json!({ "ready": true, "address": address, "people": people }).to_string()
}

/// Who can sign in, for the page where one does.
fn visitors(district: &District) -> Vec<DemoPerson> {
    let visitor = |person: &Person| DemoPerson {
        login: person.login.clone(),
        name: person.name.clone(),
        post: person.post.clone().unwrap_or_default(),
    };
    district.people.iter().map(visitor).collect()
}

/// Where it is and who can sign in, in both languages: nobody has chosen one yet.
fn welcome(address: &str, begin: Timestamp, directory: &Path, district: &District) -> String {
    let both = |sentence: &Sentence, between: &str| {
        format!("{}{between}{}", sentence.text(Language::Zh), sentence.text(Language::En))
    };
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let keys = [
        "cli-people-login",
        "cli-people-name",
        "cli-people-post",
        "cli-people-roles",
        "cli-people-password",
    ];
    table.set_header(keys.map(|key| both(&Sentence::new(key), " ")));
    for person in &district.people {
        let duties = format!(
            "{} {}",
            users::duties(person, Language::Zh),
            users::duties(person, Language::En)
        );
        let post = person.post.clone().unwrap_or_default();
        table.add_row([
            person.login.clone(),
            person.name.clone(),
            post,
            duties,
            PASSWORD.to_owned(),
        ]);
    }
    let ready =
        Sentence::new("cli-demo-ready").with("address", address).with("time", minute(begin));
    let kept = Sentence::new("cli-demo-data").with("directory", directory.display().to_string());
    format!("{}\n\n{table}\n\n{}", both(&ready, "\n"), both(&kept, "\n"))
}

#[cfg(test)]
mod tests;

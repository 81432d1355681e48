//! One office: a fresh database and a data folder, on which the program is started, stopped and started again.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use tempfile::TempDir;

use crate::client::Client;
use crate::postgres::PostgresDatabase;
use crate::program::{Launch, Program};
use crate::smtp::SmtpServer;
use crate::sql::Sql;

/// Which database an office keeps its record in; every scenario runs on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file in the office's own folder.
    Sqlite,
    /// A database of its own in the cluster of the run.
    Postgres,
}

/// Where offices are put: in memory if it holds many of them, because the program waits for its disk after every command, and
/// a test that ends the program does not end the machine.
fn place() -> PathBuf {
    const MEMORY: &str = "/dev/shm";
    const ENOUGH: u64 = 4 << 30;
    let holds_enough = rustix::fs::statvfs(MEMORY)
        .is_ok_and(|found| found.f_bavail.saturating_mul(found.f_frsize) >= ENOUGH);
    if holds_enough { PathBuf::from(MEMORY) } else { std::env::temp_dir() }
}

/// A day that people work: a Tuesday. What the demonstration tells of ends in its morning.
pub const WORKING_DAY: &str = "2026-09-15";
/// A day that nobody works: the Saturday of the same week.
pub const DAY_OFF: &str = "2026-09-19";

impl Backend {
    /// The day on which the clock of an office begins where a scenario names none. A scenario runs on both databases, and so on
    /// a day that people work and on one that nobody works.
    #[must_use]
    pub const fn first_day(self) -> &'static str {
        match self {
            Self::Sqlite => WORKING_DAY,
            Self::Postgres => DAY_OFF,
        }
    }
}

/// A database, a folder, and nothing else; both are gone when it is dropped (PostgreSQL: at the end of the run).
#[derive(Debug)]
pub struct Office {
    folder: TempDir,
    database_url: String,
    first_day: String,
}

impl Office {
    /// An office whose database is still empty.
    ///
    /// # Errors
    ///
    /// When the folder or the database cannot be created.
    pub async fn new(backend: Backend) -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix_in("baopi-office-", place())
            .context("no folder for the office")?;
        let database_url = match backend {
            Backend::Sqlite => format!("sqlite://{}", folder.path().join("baopi.sqlite").display()),
            Backend::Postgres => PostgresDatabase::create().await?.url().to_owned(),
        };
        Ok(Self { folder, database_url, first_day: backend.first_day().to_owned() })
    }

    /// The same office, whose clock begins in the morning of another day, such as `2027-01-04`.
    #[must_use]
    pub fn beginning_on(mut self, day: &str) -> Self {
        day.clone_into(&mut self.first_day);
        self
    }

    /// The day on which its clock begins, such as `2026-09-15`.
    #[must_use]
    pub fn first_day(&self) -> &str {
        &self.first_day
    }

    /// The URL of its database.
    #[must_use]
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// Its folder: the SQLite file, the data folder and whatever a scenario puts there.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The day so many days after the one on which its clock begins, such as `2026-09-16` for 1 after `2026-09-15`.
    ///
    /// # Panics
    ///
    /// When the first day is no date.
    #[must_use]
    pub fn day(&self, days: i64) -> String {
        let first: NaiveDate = self.first_day.parse().expect("a date such as 2026-09-15");
        (first + TimeDelta::days(days)).to_string()
    }

    /// The instant, in milliseconds, at which the clocks of the office show this time of its first day; they are eight hours
    /// ahead of UTC.
    ///
    /// # Panics
    ///
    /// When the first day is no date, or there is no such time.
    #[must_use]
    pub fn instant(&self, hour: u32, minute: u32) -> i64 {
        const AHEAD: TimeDelta = TimeDelta::hours(8);
        let first: NaiveDate = self.first_day.parse().expect("a date such as 2026-09-15");
        let local = first.and_hms_opt(hour, minute, 0).expect("a time of the day");
        (local - AHEAD).and_utc().timestamp_millis()
    }

    /// The program with the demonstration organisation, not yet started: `baopi demo`. Its clock begins at nine on the first
    /// day, and goes on whatever is started on the database afterwards; so no scenario depends on the clock of the machine.
    #[must_use]
    pub fn demo(&self) -> Launch {
        let data = self.folder().join("data");
        Launch::new("demo", self.folder())
            .argument("--database-url")
            .argument(&self.database_url)
            .argument("--data")
            .argument(&data.to_string_lossy())
            .argument("--listen")
            .argument("127.0.0.1:0")
            .argument("--at")
            .argument(&format!("{}T09:00", self.first_day))
            .argument("--json")
    }

    /// The program on the database as it is, not yet started: `baopi serve`. This is also the way to restart it.
    #[must_use]
    pub fn serve(&self) -> Launch {
        self.command("serve").argument("--listen").argument("127.0.0.1:0").argument("--json")
    }

    /// Any other command of the program on this office's database, such as `verify`, not yet started.
    #[must_use]
    pub fn command(&self, name: &str) -> Launch {
        Launch::new(name, self.folder()).variable("BAOPI__DATABASE__URL", &self.database_url)
    }

    /// Starts the demonstration organisation with its mail going to `mail`.
    ///
    /// # Errors
    ///
    /// When the program does not become ready.
    pub async fn open(&self, mail: &SmtpServer) -> anyhow::Result<Program> {
        self.demo().mail_to(mail).start().await
    }

    /// A connection to the database for bare SQL.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub async fn sql(&self) -> anyhow::Result<Sql> {
        Sql::open(&self.database_url).await
    }

    /// Starts the demonstration organisation without mail and signs one person in by the API.
    ///
    /// # Errors
    ///
    /// When the program does not become ready or the person may not sign in.
    pub async fn open_for(&self, login: &str, password: &str) -> anyhow::Result<(Program, Client)> {
        let program = self.demo().start().await?;
        let client = program.client()?.with_token(login, password).await?;
        Ok((program, client))
    }
}

//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use baopi_messages::Language;
use baopi_workflow::statistics::Period;
use baopi_workflow::{Kind, Rank, Role};
use chrono::{NaiveDate, NaiveDateTime};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::de::{DeserializeOwned, IntoDeserializer};
use uuid::Uuid;

/// baopi (报批): an approval gate for documents and meetings
#[derive(Debug, Parser)]
#[command(name = "baopi", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// Language of the output; the locale decides where it is not given
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Lang>,
    /// Configuration file; `BAOPI_CONFIG` where it is not given
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// A language, as people type it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a demonstration: the fictional district 青澜区, in a fresh database
    Demo(DemoArgs),
    /// Run the service
    Serve(ServeArgs),
    /// Measure files and apply the rules that need no context; exit 1 if one is blocked, 2 if one is unreadable
    Check(CheckArgs),
    /// Look at the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Bring the database to the present schema
    Migrate(MigrateArgs),
    /// Recompute the record and replay every request; exit 1 if it has faults, 2 if it cannot be checked
    Verify(VerifyArgs),
    /// Look after the accounts
    #[command(subcommand)]
    Users(UsersCommand),
    /// Look after the stand-ins
    #[command(subcommand)]
    Delegations(DelegationsCommand),
    /// Look after the approval routes
    #[command(subcommand)]
    Routes(RoutesCommand),
    /// Look after the document numbers
    #[command(subcommand)]
    Numbers(NumbersCommand),
    /// Show how many messages wait to be sent, and which could not be sent lately; exit 1 if there are any
    Outbox(JsonArgs),
    /// Look after the index of texts that drafts are compared with
    #[command(subcommand)]
    Similar(SimilarCommand),
    /// Look at figures
    #[command(subcommand)]
    Statistics(StatisticsCommand),
    /// Read one file from standard input; the program calls itself so
    #[command(hide = true)]
    Extract,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8686", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    /// Where to keep database and mail: a directory that is empty or does not exist; a temporary one where not given
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Another database, such as `postgres://user@host/name`; it must be empty
    #[arg(long, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// When its clock begins, in the time of the office; 2026-09-15T09:00 where not given, which is the earliest
    #[arg(long, value_name = "TIME", value_parser = minute)]
    pub(crate) at: Option<NaiveDateTime>,
    /// Say that it is ready in one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `migrate`.
#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    /// Make the SQLite file if there is none
    #[arg(long)]
    pub(crate) new: bool,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Address to listen on, before the one of the configuration
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    /// Bring the database to the present schema first
    #[arg(long)]
    pub(crate) migrate: bool,
    /// Say that it is ready in one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Files to measure: .docx .odt .pdf .ofd .txt .md
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print an array of JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Where a table can be printed as JSON.
#[derive(Debug, Args)]
pub(crate) struct JsonArgs {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) output: JsonArgs,
    /// Also ask the rules again what they were asked at every evaluation, with the figures and facts of that time; rules that
    /// a newer version of the program changed count as a fault
    #[arg(long)]
    pub(crate) evaluations: bool,
}

/// What can be done with the configuration.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Name every mistake with its key and place; exit 1 if there is one
    Check,
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UsersCommand {
    /// List them
    List(JsonArgs),
    /// Add a person
    Add(AddArgs),
    /// Give a person another password
    Password(PasswordArgs),
    /// Take every right from a person, from now on
    Disable {
        /// The name to sign in with
        login: String,
    },
    /// Give everything that waits for somebody who leaves to somebody else; exit 1 if something was not handed over
    HandOver(HandOverArgs),
}

/// Options of `users hand-over`.
#[derive(Debug, Args)]
pub(crate) struct HandOverArgs {
    /// Login of the administrator who orders it, for the record
    #[arg(long, value_name = "LOGIN")]
    pub(crate) by: String,
    /// Login of whoever leaves
    #[arg(long, value_name = "LOGIN")]
    pub(crate) from: String,
    /// Login of whoever follows
    #[arg(long, value_name = "LOGIN")]
    pub(crate) to: String,
    /// Why; it stands in the record of each request
    #[arg(long, value_name = "TEXT")]
    pub(crate) opinion: String,
    /// Print what became of each as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `users add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The name to sign in with
    pub(crate) login: String,
    /// The name people read
    #[arg(long)]
    pub(crate) name: String,
    /// Code of the unit, such as U13
    #[arg(long, value_name = "CODE")]
    pub(crate) unit: String,
    /// The post as people say it
    #[arg(long)]
    pub(crate) post: Option<String>,
    /// What the person may do: `drafter`, `dept_head`, `reviewer`, `countersigner`, `registrar`, `auditor`, `admin`; may be
    /// given several times
    #[arg(long = "role", value_name = "ROLE", value_parser = word::<Role>)]
    pub(crate) roles: Vec<Role>,
    /// The rank of a leader's signature: `responsible_leader` or `main_leader`
    #[arg(long, value_parser = word::<Rank>)]
    pub(crate) rank: Option<Rank>,
    /// Code of a unit whose field the leader leads; may be given several times
    #[arg(long = "leads", value_name = "CODE")]
    pub(crate) leads: Vec<String>,
    /// Where messages go
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// Read the password from standard input instead of making one
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// Options of `users password`.
#[derive(Debug, Args)]
pub(crate) struct PasswordArgs {
    /// The name to sign in with
    pub(crate) login: String,
    /// Read the password from standard input instead of making one
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// What can be done with stand-ins.
#[derive(Debug, Subcommand)]
pub(crate) enum DelegationsCommand {
    /// List them
    List(JsonArgs),
    /// Let somebody decide for somebody else between two days
    Add(DelegateArgs),
    /// End one before its last day, from now on
    End(EndArgs),
}

/// Options of `delegations add`.
#[derive(Debug, Args)]
pub(crate) struct DelegateArgs {
    /// Login of whoever orders it, for the record: the person stood in for, or an administrator
    #[arg(long, value_name = "LOGIN")]
    pub(crate) by: String,
    /// Login of the person stood in for
    #[arg(long, value_name = "LOGIN")]
    pub(crate) from: String,
    /// Login of the stand-in
    #[arg(long, value_name = "LOGIN")]
    pub(crate) to: String,
    /// `document`, `meeting` or `inspection`; both where it is not given
    #[arg(long, value_parser = word::<Kind>)]
    pub(crate) scope: Option<Kind>,
    /// First day, such as 2026-09-15
    #[arg(long, value_name = "DATE")]
    pub(crate) from_on: NaiveDate,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub(crate) to_on: NaiveDate,
    /// Title or number of the paper that says so
    #[arg(long, value_name = "TEXT")]
    pub(crate) reference: String,
    /// Print what was written down as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `delegations end`.
#[derive(Debug, Args)]
pub(crate) struct EndArgs {
    /// Its identifier, as `delegations list` shows it
    pub(crate) id: Uuid,
    /// Login of whoever orders it, for the record: one of the two people, or an administrator
    #[arg(long, value_name = "LOGIN")]
    pub(crate) by: String,
    /// Print what was ended as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be done with routes.
#[derive(Debug, Subcommand)]
pub(crate) enum RoutesCommand {
    /// Prove that a route may come into force, for the organisation in the configured database; exit 1 if it may not
    Check(CheckRouteArgs),
    /// List the versions
    List(JsonArgs),
    /// Write out a version as TOML
    Show(ShowRouteArgs),
    /// Put a route into force, as its next version
    Publish(PublishRouteArgs),
}

/// Options of `routes check`.
#[derive(Debug, Args)]
pub(crate) struct CheckRouteArgs {
    /// The route, in TOML or JSON
    pub(crate) file: PathBuf,
    /// Prove it for the organisation of the demonstration
    #[arg(long)]
    pub(crate) demo: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `routes show`.
#[derive(Debug, Args)]
pub(crate) struct ShowRouteArgs {
    /// `document`, `meeting` or `inspection`
    #[arg(value_parser = word::<Kind>)]
    pub(crate) name: Kind,
    /// Which version; the one in force where it is not given
    #[arg(long, value_name = "N")]
    pub(crate) version: Option<u32>,
}

/// Options of `routes publish`.
#[derive(Debug, Args)]
pub(crate) struct PublishRouteArgs {
    /// The route, in TOML or JSON; name and version are set by the program
    pub(crate) file: PathBuf,
    /// Login of the administrator who orders it, for the record
    #[arg(long, value_name = "LOGIN")]
    pub(crate) by: String,
    /// Print what was put into force, or what stands against it, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be done with document numbers.
#[derive(Debug, Subcommand)]
pub(crate) enum NumbersCommand {
    /// Account for every number up to the highest of each series and year; exit 1 if one is neither used nor void
    Gaps(GapsArgs),
    /// Take over a register that was kept on paper, whole or not at all
    Import(ImportArgs),
}

/// Options of `numbers gaps`.
#[derive(Debug, Args)]
pub(crate) struct GapsArgs {
    /// Only this series, such as 青农发
    #[arg(long, value_name = "CODE")]
    pub(crate) series: Option<String>,
    /// Only this year
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i32>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be done with figures.
#[derive(Debug, Subcommand)]
pub(crate) enum StatisticsCommand {
    /// Count every request again and compare; exit 1 if a figure differs
    Check(JsonArgs),
    /// Print the figures of a period
    Show(ShowStatisticsArgs),
    /// Count every request again and put the figures right
    Rebuild,
    /// Take over figures of the time before the program
    Import(ImportFiguresArgs),
}

/// Options of `statistics show`.
#[derive(Debug, Args)]
pub(crate) struct ShowStatisticsArgs {
    /// Such as 2026-09, 2026Q3, 2026H1, 2026M1-9 or 2026
    pub(crate) period: Period,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `numbers import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The register as CSV in UTF-8 or GB18030, with the columns `series`, `year`, `sequence`, `state` (`used` or `void`),
    /// `title`, `unit`, `doc_date`, `void_reason`
    pub(crate) file: PathBuf,
    /// Login of the registrar or administrator who orders it, for the record
    #[arg(long, value_name = "LOGIN")]
    pub(crate) by: String,
    /// Print what was imported, or every wrong line, as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What can be done with the index of texts.
#[derive(Debug, Subcommand)]
pub(crate) enum SimilarCommand {
    /// Make it anew from the stored texts
    Rebuild,
    /// Compare it with the stored texts; exit 1 if it differs, 2 if it cannot be compared
    Check(JsonArgs),
}

/// Options of `statistics import`.
#[derive(Debug, Args)]
pub(crate) struct ImportFiguresArgs {
    /// A table in CSV or XLSX with the columns `unit`, `from_on`, `to_on`, `metric`, `value`, `source`
    pub(crate) file: PathBuf,
}

/// A minute, such as `2026-09-15T09:00`.
fn minute(text: &str) -> Result<NaiveDateTime, chrono::ParseError> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
}

/// A word of a closed list, as it is written in the record.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, serde::de::value::Error> {
    T::deserialize(text.into_deserializer())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_role_is_typed_as_it_is_recorded_and_a_misspelt_one_is_told_the_right_ones() {
        assert_eq!(word::<Role>("dept_head").unwrap(), Role::DeptHead);
        assert!(word::<Role>("head").unwrap_err().to_string().contains("dept_head"));
    }
}

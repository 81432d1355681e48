//! The one binary: demonstration, service, and what an operator does on the command line.

use std::process::ExitCode;

use baopi_messages::Language;
use clap::Parser;

mod check;
mod cli;
mod config;
mod config_check;
mod database;
mod delegations;
mod demo;
mod failure;
mod leaver;
mod link_key;
mod log;
mod numbers;
mod outbox;
mod output;
mod people;
mod routes;
mod serve;
mod service;
mod similar;
mod statistics;
mod users;
mod verify;

use cli::{Cli, Command, ConfigCommand};
use config::Sources;
use failure::Failure;
use output::{Sentence, complain, language_of_locale};

fn main() -> ExitCode {
    // Before any thread is started and any option is looked at: this process reads one file, and nothing else.
    if std::env::args_os().nth(1).is_some_and(|word| word == "extract") {
        return baopi_document::child();
    }
    let cli = Cli::parse();
    let language = cli
        .lang
        .map_or_else(|| language_of_locale(|name| std::env::var(name).ok()), Language::from);
    run(cli, language).unwrap_or_else(|failure| {
        tell(&failure, language);
        ExitCode::from(failure.status())
    })
}

fn run(cli: Cli, language: Language) -> Result<ExitCode, Failure> {
    let sources = Sources::of_process(cli.config);
    if let Command::Check(args) = &cli.command {
        return check::run(args, language);
    }
    if let Command::Config(ConfigCommand::Check) = &cli.command {
        return config_check::run(&sources, language);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Demo(args) => demo::run(args, sources).await,
            Command::Serve(args) => serve::run(args, &sources, language).await,
            Command::Migrate(args) => database::migrate(&args, &sources, language).await,
            Command::Verify(args) => verify::run(&args, &sources, language).await,
            Command::Users(command) => users::run(command, &sources, language).await,
            Command::Delegations(command) => delegations::run(command, &sources, language).await,
            Command::Routes(command) => routes::run(command, &sources, language).await,
            Command::Numbers(command) => numbers::run(command, &sources, language).await,
            Command::Outbox(args) => outbox::run(&args, &sources, language).await,
            Command::Similar(command) => similar::run(command, &sources, language).await,
            Command::Statistics(command) => statistics::run(command, &sources, language).await,
            // Done above, without a database and without its runtime.
            Command::Check(_) | Command::Config(_) | Command::Extract => Ok(ExitCode::SUCCESS),
        }
    })
}

fn tell(failure: &Failure, language: Language) {
    match failure {
        Failure::Refused(sentence) | Failure::Told(sentence) => complain(&sentence.text(language)),
        Failure::Configuration(mistakes) => config_check::tell(mistakes, language),
        Failure::Other(error) => {
            complain(
                &Sentence::new("cli-failed").with("cause", format!("{error:#}")).text(language),
            );
        }
    }
}

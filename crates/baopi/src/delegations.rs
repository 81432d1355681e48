//! `baopi delegations`: who stands in for whom, from the machine on which the program runs.

use std::process::ExitCode;

use anyhow::Context;
use baopi_engine::{DelegationError, Engine, StandIn, StandInState};
use baopi_messages::{Args, Language};
use baopi_server::wire;
use baopi_workflow::{Delegation, Organisation};
use chrono::NaiveDate;
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use uuid::Uuid;

use crate::cli::{ConfirmArgs, DelegateArgs, DelegationsCommand, EndArgs};
use crate::config::Sources;
use crate::database;
use crate::failure::Failure;
use crate::output::{Sentence, complain, say};
use crate::people::{known, name};

/// So many are read at once.
const PAGE: u32 = 100;

/// Looks after the stand-ins. Whatever is changed, the record names a person who ordered it: the person concerned, or an
/// administrator.
///
/// # Errors
///
/// When the configuration has mistakes, a name is not known, the order is refused, or the database fails.
pub(crate) async fn run(
    command: DelegationsCommand,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let engine = database::engine_for_command(&settings).await?;
    let organisation = engine.organisation().await.context("the organisation cannot be read")?;
    match command {
        DelegationsCommand::List(args) => {
            let all = all(&engine).await?;
            if args.json {
                let today = engine.now().date();
                let wire = |one| wire::Delegation::of(one, &organisation, today);
                let all: Vec<_> = all.iter().map(wire).collect();
                say(&serde_json::to_string_pretty(&all)?)?;
            } else {
                say(&table(&all, &organisation, engine.now().date(), language))?;
            }
        }
        DelegationsCommand::Add(args) => add(&engine, &organisation, args, language).await?,
        DelegationsCommand::Confirm(args) => {
            confirm(&engine, &organisation, args, language).await?;
        }
        DelegationsCommand::End(args) => end(&engine, &organisation, args, language).await?,
    }
    engine.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn all(engine: &Engine) -> Result<Vec<StandIn>, Failure> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = engine.all_stand_ins(after, PAGE).await;
        let page = page.context("the stand-ins cannot be read")?;
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(all);
        }
    }
}

fn table(
    all: &[StandIn],
    organisation: &Organisation,
    today: NaiveDate,
    language: Language,
) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let keys = [
        "cli-delegations-id",
        "delegation-from",
        "delegation-to",
        "delegation-scope",
        "delegation-days",
        "delegation-reference",
        "delegation-state",
    ];
    table.set_header(keys.map(|key| Sentence::new(key).text(language)));
    for one in all {
        let Delegation { from, to, scope, from_on, to_on, reference } = &one.delegation;
        let days =
            Args::new().with("from_on", from_on.to_string()).with("to_on", to_on.to_string());
        let state = match one.state(today) {
            StandInState::Unconfirmed => "delegation-state-unconfirmed",
            StandInState::InForce => "delegation-state-in-force",
            StandInState::ToCome => "delegation-state-to-come",
            StandInState::Past => "delegation-state-past",
            StandInState::Ended => "delegation-state-ended",
        };
        table.add_row([
            one.id.to_string(),
            name(*from, organisation),
            name(*to, organisation),
            baopi_messages::matters(language, *scope),
            baopi_messages::text_with(language, "delegation-period", &days),
            reference.clone(),
            baopi_messages::text(language, state),
        ]);
    }
    table.to_string()
}

async fn add(
    engine: &Engine,
    organisation: &Organisation,
    args: DelegateArgs,
    language: Language,
) -> Result<(), Failure> {
    let by = known(organisation, &args.by)?;
    let wanted = Delegation {
        from: known(organisation, &args.from)?,
        to: known(organisation, &args.to)?,
        scope: args.scope,
        from_on: args.from_on,
        to_on: args.to_on,
        reference: args.reference.trim().to_owned(),
    };
    let done = engine.delegate(by, wanted, None).await;
    let done = done.map_err(|error| failure(error, organisation, language))?;
    if args.json {
        return print(&done, organisation, engine.now().date());
    }
    let counts = done.state(engine.now().date()) != StandInState::Unconfirmed;
    let key = if counts { "cli-delegations-added" } else { "cli-delegations-noted" };
    complain(&Sentence::new(key).with("id", done.id.to_string()).text(language));
    Ok(())
}

async fn confirm(
    engine: &Engine,
    organisation: &Organisation,
    args: ConfirmArgs,
    language: Language,
) -> Result<(), Failure> {
    let by = known(organisation, &args.by)?;
    let done = engine.confirm_delegation(by, args.id, args.reference, None).await;
    let done = done.map_err(|error| of_one(error, args.id, organisation, language))?;
    if args.json {
        return print(&done, organisation, engine.now().date());
    }
    complain(
        &Sentence::new("cli-delegations-confirmed").with("id", done.id.to_string()).text(language),
    );
    Ok(())
}

/// What is said of an order about the stand-in with this identifier.
fn of_one(
    error: DelegationError,
    id: Uuid,
    organisation: &Organisation,
    language: Language,
) -> Failure {
    if matches!(error, DelegationError::NotFound) {
        Failure::Refused(Sentence::new("cli-delegations-unknown").with("id", id.to_string()))
    } else {
        failure(error, organisation, language)
    }
}

async fn end(
    engine: &Engine,
    organisation: &Organisation,
    args: EndArgs,
    language: Language,
) -> Result<(), Failure> {
    let by = known(organisation, &args.by)?;
    let done = engine.end_delegation(by, args.id, None).await;
    let done = done.map_err(|error| of_one(error, args.id, organisation, language))?;
    if args.json {
        return print(&done, organisation, engine.now().date());
    }
    complain(
        &Sentence::new("cli-delegations-ended").with("id", done.id.to_string()).text(language),
    );
    Ok(())
}

fn print(done: &StandIn, organisation: &Organisation, today: NaiveDate) -> Result<(), Failure> {
    let done = wire::Delegation::of(done, organisation, today);
    Ok(say(&serde_json::to_string_pretty(&done)?)?)
}

fn failure(error: DelegationError, organisation: &Organisation, language: Language) -> Failure {
    Failure::of(error, |refusal| {
        let name = |person| name(person, organisation);
        let why = baopi_messages::delegation_refusal(language, &refusal, &name);
        let advice = baopi_messages::delegation_refusal_advice(language, &refusal);
        Sentence::new("cli-failed").with("cause", format!("{why} {advice}"))
    })
}

//! `baopi users`: the accounts, from the machine on which the program runs.

use std::io::BufRead;
use std::process::ExitCode;

use anyhow::Context;
use baopi_engine::{
    Engine, MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, NewPerson, PasswordFault, SignInRefusal,
    password_fault,
};
use baopi_messages::Language;
use baopi_server::wire;
use baopi_workflow::{Organisation, Person, PersonId, UnitId};
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use serde::Serialize;

use crate::cli::{AddArgs, UsersCommand};
use crate::config::Sources;
use crate::database;
use crate::failure::Failure;
use crate::leaver;
use crate::output::{Sentence, complain, say};
use crate::people::known;

/// Characters of a password that is made: 5 random bits each, 100 in all.
const MADE_PASSWORD_CHARS: usize = 20;
/// What made passwords consist of: nothing that can be taken for something else.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789+";

/// Looks after the accounts.
///
/// # Errors
///
/// When the configuration has mistakes, a name is not known, or the database fails.
pub(crate) async fn run(
    command: UsersCommand,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let engine = database::engine_for_command(&settings).await?;
    let organisation = engine.organisation().await.context("the organisation cannot be read")?;
    match command {
        UsersCommand::List(args) => list(&organisation, args.json, language)?,
        UsersCommand::Add(args) => add(&engine, &organisation, args, language).await?,
        UsersCommand::Password(args) => {
            let person = known(&organisation, &args.login)?;
            let password = Password::get(args.password_stdin)?;
            let set = engine.set_password(person, &password.text).await;
            set.map_err(|error| Failure::of(error, |refusal| unfit(&refusal)))?;
            password
                .tell(&Sentence::new("cli-users-password").with("login", args.login), language)?;
        }
        UsersCommand::Disable { login } => {
            let person = known(&organisation, &login)?;
            engine.disable_person(person).await.context("the person cannot be disabled")?;
            say(&Sentence::new("cli-users-disabled").with("login", login).text(language))?;
        }
        UsersCommand::HandOver(args) => {
            let done = leaver::hand_over(&engine, &organisation, args, language).await?;
            engine.close().await;
            return Ok(if done { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
    }
    engine.close().await;
    Ok(ExitCode::SUCCESS)
}

fn list(organisation: &Organisation, json: bool, language: Language) -> Result<(), Failure> {
    if json {
        let account = |person| Account::of(person, organisation);
        let people: Vec<_> = organisation.people().map(account).collect();
        return Ok(say(&serde_json::to_string_pretty(&people)?)?);
    }
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let keys = [
        "cli-people-login",
        "cli-people-name",
        "cli-people-unit",
        "cli-people-post",
        "cli-people-roles",
        "cli-people-state",
    ];
    table.set_header(keys.map(|key| Sentence::new(key).text(language)));
    for person in organisation.people() {
        let state = if person.active { "cli-people-active" } else { "cli-people-disabled" };
        table.add_row([
            person.login.clone(),
            person.name.clone(),
            organisation.unit_name(person.unit).to_owned(),
            person.post.clone().unwrap_or_default(),
            duties(person, language),
            Sentence::new(state).text(language),
        ]);
    }
    Ok(say(&table.to_string())?)
}

/// An account for programs: what the API tells its owner, and what only an administrator has to know.
#[derive(Serialize)]
struct Account {
    #[serde(flatten)]
    person: wire::Me,
    leads: Vec<wire::UnitName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    active: bool,
}

impl Account {
    fn of(person: &Person, organisation: &Organisation) -> Self {
        let unit = |unit: &UnitId| wire::UnitName::of(*unit, organisation);
        Self {
            person: wire::Me::of(person, organisation),
            leads: person.leads.iter().map(unit).collect(),
            email: person.email.clone(),
            active: person.active,
        }
    }
}

/// The roles of a person, and the rank.
pub(crate) fn duties(person: &Person, language: Language) -> String {
    let rank = person.rank.map(|rank| baopi_messages::rank(language, Some(rank)));
    let roles = person.roles.iter().map(|role| baopi_messages::role(language, *role));
    rank.into_iter()
        .chain(roles)
        .collect::<Vec<_>>()
        .join(&baopi_messages::text(language, "list-separator"))
}

async fn add(
    engine: &Engine,
    organisation: &Organisation,
    args: AddArgs,
    language: Language,
) -> Result<(), Failure> {
    if organisation.people().any(|person| person.login == args.login) {
        return Err(Sentence::new("cli-users-exists").with("login", args.login).into());
    }
    let person = Person {
        id: PersonId(engine.new_id().context("the person gets no identifier")?),
        unit: unit(organisation, &args.unit)?,
        leads: args.leads.iter().map(|code| unit(organisation, code)).collect::<Result<_, _>>()?,
        login: args.login.clone(),
        name: args.name,
        post: args.post,
        roles: args.roles.into_iter().collect(),
        rank: args.rank,
        email: args.email,
        active: true,
    };
    let password = Password::get(args.password_stdin)?;
    if let Some(fault) = password_fault(&person, &password.text) {
        return Err(Failure::Refused(bad(fault)));
    }
    let added = NewPerson { person, password: Some(password.text.clone()) };
    engine.add_person(added).await.context("the person cannot be added")?;
    password.tell(&Sentence::new("cli-users-added").with("login", args.login), language)
}

fn unit(organisation: &Organisation, code: &str) -> Result<UnitId, Failure> {
    let unit = organisation.units().find(|unit| unit.code == code);
    unit.map(|unit| unit.id)
        .ok_or_else(|| Sentence::new("cli-users-no-unit").with("code", code).into())
}

/// A password, and whether the program made it and has to tell it.
struct Password {
    text: String,
    made: bool,
}

impl Password {
    fn get(from_input: bool) -> Result<Self, Failure> {
        if !from_input {
            return Ok(Self { text: made()?, made: true });
        }
        let mut text = String::new();
        std::io::stdin().lock().read_line(&mut text)?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        Ok(Self { text, made: false })
    }

    /// What was done, on standard error; a made password once, on standard output, so that it can be piped on.
    fn tell(&self, done: &Sentence, language: Language) -> Result<(), Failure> {
        complain(&done.text(language));
        if self.made {
            complain(&Sentence::new("cli-users-password-once").text(language));
            say(&self.text)?;
        }
        Ok(())
    }
}

/// Why a password is not taken.
fn bad(fault: PasswordFault) -> Sentence {
    let key = match fault {
        PasswordFault::Short => "account-password-short",
        PasswordFault::Long => "account-password-long",
        PasswordFault::Common => "account-password-common",
        PasswordFault::OwnName => "account-password-own-name",
        PasswordFault::Unchanged => "account-password-unchanged",
    };
    Sentence::new(key).with("least", MIN_PASSWORD_CHARS).with("most", MAX_PASSWORD_BYTES)
}

/// The same where the engine says it; nobody signs in here, so that nothing else is refused.
fn unfit(refusal: &SignInRefusal) -> Sentence {
    match refusal {
        SignInRefusal::Unfit(fault) => bad(*fault),
        SignInRefusal::Wrong | SignInRefusal::TooMany { .. } => Sentence::new("page-sign-in-wrong"),
    }
}

fn made() -> Result<String, Failure> {
    let mut random = [0; MADE_PASSWORD_CHARS];
    getrandom::fill(&mut random).map_err(std::io::Error::other)?;
    Ok(random.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_password_is_one_that_would_be_accepted() {
        let (one, other) = (made().unwrap(), made().unwrap());
        assert_ne!(one, other);
        assert!((MIN_PASSWORD_CHARS..=MAX_PASSWORD_BYTES).contains(&one.len()));
    }
}

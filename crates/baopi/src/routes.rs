//! `baopi routes`: proving a route, proposing one, and deciding about it, from the machine on which the program runs.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use baopi_engine::{
    Asker, Booked, CheckedRoute, Engine, MAX_ROUTE_BYTES, PublishError, RouteProposal,
    RouteRefusal, RouteVersion,
};
use baopi_messages::{Language, Naming};
use baopi_server::wire;
use baopi_workflow::proposal::Standing;
use baopi_workflow::request::Kind;
use baopi_workflow::route::RouteError;
use baopi_workflow::route::proof::{Fault, Proof, prove_by};
use baopi_workflow::{Organisation, PersonId, ProposalId, Route, RuleSet};
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use serde::Serialize;

use crate::cli::{CheckRouteArgs, ProposeRouteArgs, RoutesCommand, SettleRouteArgs, ShowRouteArgs};
use crate::config::Sources;
use crate::failure::{Failure, NO};
use crate::output::{Sentence, Word, complain, say};
use crate::people::known;
use crate::{database, demo};

/// Looks after the routes.
///
/// # Errors
///
/// When a file cannot be read, the configuration has mistakes, the order is refused, or the database fails.
pub(crate) async fn run(
    command: RoutesCommand,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    match command {
        RoutesCommand::Check(args) => check(&args, sources, language).await,
        RoutesCommand::List(args) => {
            let engine = database::engine_for_command(&sources.read()?).await?;
            let said = list(&engine, args.json, language).await;
            close(&engine).await;
            say(&said?)?;
            Ok(ExitCode::SUCCESS)
        }
        RoutesCommand::Show(args) => {
            let engine = database::engine_for_command(&sources.read()?).await?;
            let said = show(&engine, &args).await;
            close(&engine).await;
            say(&said?)?;
            Ok(ExitCode::SUCCESS)
        }
        RoutesCommand::Propose(args) => {
            let engine = database::engine_for_command(&sources.read()?).await?;
            let done = propose(&engine, &args, language).await;
            close(&engine).await;
            done
        }
        RoutesCommand::Settle(args) => {
            let engine = database::engine_for_command(&sources.read()?).await?;
            let done = settle(&engine, &args, language).await;
            close(&engine).await;
            done
        }
    }
}

async fn close(engine: &Engine) {
    engine.close().await;
}

/// The text of a route, as far as one can be that long.
fn text(file: &Path) -> Result<String, Failure> {
    use std::io::Read;
    let unreadable = |error: std::io::Error| {
        Sentence::new("cli-routes-not-read")
            .with("file", file.display().to_string())
            .with("reason", Word::io(error.kind()))
    };
    let mut text = String::new();
    let limit = MAX_ROUTE_BYTES as u64 + 1;
    let read =
        std::fs::File::open(file).and_then(|file| file.take(limit).read_to_string(&mut text));
    read.map_err(unreadable)?;
    if text.len() > MAX_ROUTE_BYTES {
        return Err(Sentence::new("routes-too-long").with("n", MAX_ROUTE_BYTES).into());
    }
    Ok(text)
}

/// Proves a route: for the organisation of the configured database, for that of the demonstration, or without one.
async fn check(
    args: &CheckRouteArgs,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let mut rules = RuleSet::default();
    let organisation = if args.demo {
        Some(Arc::new(demo::organisation()?))
    } else if names_a_database(sources) {
        let settings = sources.read()?;
        let store = database::open_to_read(&settings.database).await?;
        let organisation = store.organisation().await.context("the organisation cannot be read");
        let today = database::clock_of(&store).await?.now().date();
        let in_force = store.rule_set(today).await.context("the rules cannot be read");
        store.close().await;
        rules = in_force?;
        Some(organisation?)
    } else {
        None
    };
    let report = match Route::parse(&text(&args.file)?) {
        Ok(route) => {
            let proof = prove_by(&rules, &route, organisation.as_deref());
            Report { language, organisation, judged: Ok((route, proof)) }
        }
        Err(error) => Report { language, organisation, judged: Err(error) },
    };
    say(&if args.json { report.json()? } else { report.words() })?;
    Ok(if report.holds() { ExitCode::SUCCESS } else { ExitCode::from(NO) })
}

/// Whether there is a configuration that may name a database.
fn names_a_database(sources: &Sources) -> bool {
    sources.file.is_some() || sources.variables.contains_key("BAOPI__DATABASE__URL")
}

/// What is said of a route.
struct Report {
    language: Language,
    organisation: Option<Arc<Organisation>>,
    judged: Result<(Route, Proof), RouteError>,
}

impl Report {
    fn holds(&self) -> bool {
        self.judged.as_ref().is_ok_and(|(_, proof)| proof.holds())
    }

    fn json(&self) -> Result<String, Failure> {
        let nobody = Organisation::default();
        let told = match &self.judged {
            Ok((_, proof)) => {
                let organisation = self.organisation.as_deref();
                let proof = wire::RouteProof::of(proof, organisation.unwrap_or(&nobody));
                Told::Proof { organisation: organisation.is_some(), proof }
            }
            Err(error) => {
                Told::Unreadable { holds: false, faults: [wire::RouteFault::unreadable(error)] }
            }
        };
        Ok(serde_json::to_string_pretty(&told)?)
    }

    fn words(&self) -> String {
        match &self.judged {
            Err(error) => baopi_messages::route_error(self.language, error),
            Ok((_, proof)) if proof.holds() => {
                let proven = Sentence::new("routes-proven")
                    .with("combinations", proof.combinations)
                    .with("paths", proof.paths.len());
                let alone = self.organisation.is_none();
                let alone = alone.then(|| Sentence::new("routes-proven-alone").text(self.language));
                let lines = [proven.text(self.language)].into_iter().chain(alone);
                lines.chain(self.warnings(proof)).collect::<Vec<_>>().join("\n")
            }
            Ok((_, proof)) => {
                let head = Sentence::new("routes-unproven").with("n", proof.faults.len());
                let faults = proof.faults.iter().map(|fault| self.with_witness(fault));
                let lines = [head.text(self.language)].into_iter().chain(faults);
                lines.chain(self.warnings(proof)).collect::<Vec<_>>().join("\n")
            }
        }
    }

    fn with_witness(&self, fault: &Fault) -> String {
        let said = self.fault(fault);
        let witness = fault.path().map(|path| {
            self.naming(|naming| baopi_messages::witness(self.language, &path.witness, naming.unit))
        });
        match witness.filter(|witness| !witness.is_empty()) {
            Some(witness) => {
                let witness = Sentence::new("routes-witness").with("s", witness);
                format!("- {said}\n  {}", witness.text(self.language))
            }
            None => format!("- {said}"),
        }
    }

    fn warnings(&self, proof: &Proof) -> Vec<String> {
        let said = |warning| {
            let said =
                self.naming(|naming| baopi_messages::route_warning(self.language, warning, naming));
            format!("  {said}")
        };
        proof.warnings.iter().map(said).collect()
    }

    fn fault(&self, fault: &Fault) -> String {
        self.naming(|naming| baopi_messages::route_fault(self.language, fault, naming))
    }

    fn naming(&self, say: impl FnOnce(Naming) -> String) -> String {
        let organisation = self.organisation.as_deref();
        let person = |person: PersonId| {
            let known = organisation.and_then(|organisation| organisation.person(person));
            known.map_or_else(|| person.to_string(), |person| person.name.clone())
        };
        let unit = |code: &str| {
            let known = organisation.and_then(|organisation| organisation.unit_of_code(code));
            known.map_or_else(|| code.to_owned(), |unit| unit.short_name.clone())
        };
        say(Naming { person: &person, unit: &unit })
    }
}

/// What is said of a route to a program.
#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    /// What the proof found, and whether it knew the people.
    Proof {
        organisation: bool,
        #[serde(flatten)]
        proof: wire::RouteProof,
    },
    /// The text is no route.
    Unreadable { holds: bool, faults: [wire::RouteFault; 1] },
}

async fn list(engine: &Engine, json: bool, language: Language) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for &kind in Kind::ALL {
        let found =
            engine.routes(Asker::Keeper, kind).await.context("the routes cannot be read")?;
        rows.extend(found.into_iter().flatten().map(|row| (kind, row)));
    }
    if json {
        let organisation =
            engine.organisation().await.context("the organisation cannot be read")?;
        let version = |(_, row): &(Kind, RouteVersion)| wire::RouteVersion::of(row, &organisation);
        let rows: Vec<_> = rows.iter().map(version).collect();
        return Ok(serde_json::to_string_pretty(&rows)?);
    }
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let keys = ["cli-routes-kind", "routes-versions", "cli-routes-published", "routes-hash"];
    table.set_header(keys.map(|key| Sentence::new(key).text(language)));
    for (kind, row) in rows {
        let at = row.published_at.map(|at| baopi_messages::moment(language, at));
        table.add_row([
            baopi_messages::kind(language, kind),
            Sentence::new("routes-version").with("n", row.reference.version).text(language),
            at.unwrap_or_else(|| Sentence::new("routes-shipped").text(language)),
            row.reference.hash.short(),
        ]);
    }
    Ok(table.to_string())
}

async fn show(engine: &Engine, args: &ShowRouteArgs) -> Result<String, Failure> {
    let found = engine.route(Asker::Keeper, args.name, args.version).await;
    let found = found.context("the route cannot be read")?;
    let route = found.ok_or_else(|| {
        let version = args.version.map_or_else(String::new, |version| format!(" {version}"));
        Sentence::new("cli-routes-unknown").with("name", format!("{}{version}", args.name.key()))
    })?;
    Ok(route.to_toml().context("the route cannot be written as TOML")?.trim_end().to_owned())
}

async fn propose(
    engine: &Engine,
    args: &ProposeRouteArgs,
    language: Language,
) -> Result<ExitCode, Failure> {
    let organisation = engine.organisation().await.context("the organisation cannot be read")?;
    let by = known(&organisation, &args.by)?;
    let done = engine.propose_route(by, &text(&args.file)?, None).await;
    tell(done, organisation, args.json, language)
}

async fn settle(
    engine: &Engine,
    args: &SettleRouteArgs,
    language: Language,
) -> Result<ExitCode, Failure> {
    let organisation = engine.organisation().await.context("the organisation cannot be read")?;
    let by = known(&organisation, &args.by)?;
    let done = engine.settle_route(by, ProposalId(args.id), args.how, None).await;
    if matches!(done, Err(PublishError::NotFound)) {
        let id = args.id.to_string();
        return Err(Failure::Refused(Sentence::new("cli-routes-not-proposed").with("id", id)));
    }
    tell(done, organisation, args.json, language)
}

/// What came of a proposal, or what stands against it.
fn tell(
    done: Result<Booked<RouteProposal>, PublishError>,
    organisation: Arc<Organisation>,
    json: bool,
    language: Language,
) -> Result<ExitCode, Failure> {
    match done {
        Ok(done) if json => {
            let proposed = wire::RouteProposal::of(&done.done, &organisation);
            say(&serde_json::to_string_pretty(&proposed)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Ok(Booked { done: RouteProposal { reference, proposal }, .. }) => {
            let key = match proposal.standing {
                Standing::Open => "routes-was-proposed",
                Standing::Confirmed => "routes-was-confirmed",
                Standing::Declined => "routes-was-declined",
                Standing::Withdrawn => "routes-was-withdrawn",
            };
            let said = Sentence::new(key).with("n", reference.version);
            say(&said.with("id", proposal.id.to_string()).text(language))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(PublishError::Refused(RouteRefusal::Unproven(checked))) => {
            let CheckedRoute { route, proof, .. } = *checked;
            let report =
                Report { language, organisation: Some(organisation), judged: Ok((route, proof)) };
            if json {
                say(&report.json()?)?;
            } else {
                complain(&report.words());
            }
            Ok(ExitCode::from(NO))
        }
        Err(error) => Err(refused(error, language)),
    }
}

fn refused(error: PublishError, language: Language) -> Failure {
    Failure::of(error, |refusal| match refusal {
        RouteRefusal::NotYours => Sentence::new("routes-not-yours"),
        RouteRefusal::TooLong => Sentence::new("routes-too-long").with("n", MAX_ROUTE_BYTES),
        RouteRefusal::Unchanged(version) => Sentence::new("routes-unchanged").with("n", version),
        RouteRefusal::Pending => Sentence::new("routes-pending"),
        RouteRefusal::Settled => Sentence::new("routes-settled"),
        RouteRefusal::OwnProposal => Sentence::new("routes-own-proposal"),
        RouteRefusal::Overtaken(version) => Sentence::new("routes-overtaken").with("n", version),
        RouteRefusal::Unproven(checked) => {
            Sentence::new("routes-unproven").with("n", checked.proof.faults.len())
        }
        RouteRefusal::Unreadable(error) => {
            let why = baopi_messages::route_error(language, &error);
            Sentence::new("cli-failed").with("cause", why)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_routes_are_proven_for_the_demonstration() {
        let organisation = demo::organisation().unwrap();
        for &kind in Kind::ALL {
            let rules = RuleSet::default();
            let proof = prove_by(&rules, &Route::shipped(kind), Some(&organisation));
            assert_eq!(proof.faults, []);
        }
    }
}

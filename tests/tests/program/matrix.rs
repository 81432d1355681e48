//! The role matrix on the whole program: in every phase every seat tries every move, over the API and over the pages, on
//! both databases. What the tables allow is done; everything else is refused, changes nothing, and stands in the record once.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, bail, ensure};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use serde_json::{Value, json};

use self::door::{Door, Outcome};
use self::record::{Record, Trace};
use self::seats::Seats;
use self::table::{Matrix, NEW, Phase, Table, changed};
use self::various::Various;

mod door;
mod record;
mod seats;
#[path = "../../../crates/workflow/tests/matrix/table.rs"]
mod table;
mod various;
mod wire;

/// In a run with this variable every cell is tried at both doors on both databases.
const WHOLE_VARIABLE: &str = "BAOPI_WHOLE_MATRIX";
/// So many cells there are at least on each database: a table that lost a part would pass without it.
const LEAST_CELLS: usize = 6_000;
/// A request that nobody ever made.
const NOBODYS: &str = "00000000-0000-7000-8000-000000000000";
/// After so many refusals a phase is tried on a fresh request, because a page shows all of them.
const REFUSALS_ON_ONE: usize = 60;

/// Which part of the tries is made on this database. A cell whose move is possible for anybody in its phase is tried at one
/// door on one database, in turn. What is possible for nobody there is refused before anybody asks who tries, and so is tried
/// in every sixteenth cell only. `decide` itself is asked about every cell elsewhere.
#[derive(Debug, Clone, Copy)]
struct Share {
    backend: Backend,
    whole: bool,
}

impl Share {
    /// Whether a cell of this number is tried here at this door; a move that no page sends is tried over the API alone.
    fn takes(self, door: Door, number: usize, (possible, on_pages): (bool, bool)) -> bool {
        let (page, postgres) = (door == Door::Page, self.backend == Backend::Postgres);
        let (page, postgres) = (usize::from(page), usize::from(postgres));
        let turn = match (possible, on_pages) {
            (true, true) => number % 4 == 2 * page + postgres,
            (true, false) => number % 2 == postgres,
            (false, _) => number % 64 == 2 * page + postgres,
        };
        (on_pages || door == Door::Api) && (turn || self.whole)
    }
}

/// Everything that a table is tried with.
struct Trial<'t> {
    share: Share,
    matrix: &'t Matrix,
    table: &'t Table,
    seats: &'t Seats,
    record: &'t Record,
    /// The day on which the clock of the office begins: an inspection that is asked for has not begun before.
    first_day: &'t str,
    /// How many requests of this kind were begun in this office.
    begun: &'t AtomicUsize,
}

/// A request as it was left.
#[derive(Debug, Clone, Default)]
struct Standing {
    id: String,
    version: u64,
    /// The meeting that samples name on the way of this one.
    other: String,
    /// What it is about.
    various: Various,
}

/// What came of the cells.
#[derive(Debug, Default)]
struct Tally {
    allowed: usize,
    refused: usize,
    /// What the system's record has to say about them, as often.
    system: Vec<String>,
    faults: Vec<String>,
}

impl Standing {
    /// The request after an action, as the answer says.
    fn moved(&self, done: &Value) -> anyhow::Result<Self> {
        let (id, version) = (done["request"].as_str(), done["version"].as_u64());
        let (id, version) = id.zip(version).with_context(|| done.to_string())?;
        Ok(Self { id: id.to_owned(), version, ..self.clone() })
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.allowed += other.allowed;
        self.refused += other.refused;
        self.system.extend(other.system);
        self.faults.extend(other.faults);
    }

    fn cells(&self) -> usize {
        self.allowed + self.refused
    }
}

impl Trial<'_> {
    async fn run(&self) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        for phase in &self.table.phases {
            let here = if phase.name == NEW {
                self.creations(phase).await
            } else {
                tally.add(self.refusals(phase).await.with_context(|| phase.name.clone())?);
                self.permissions(phase).await
            };
            tally.add(here.with_context(|| format!("{} [{}]", self.table.name, phase.name))?);
        }
        Ok(tally)
    }

    /// The seats, and at last whoever is not signed in at all.
    fn everybody(&self) -> impl Iterator<Item = Option<&str>> {
        self.matrix.seats.iter().map(|seat| Some(seat.name.as_str())).chain([None])
    }

    /// The doors at which a cell is tried on this database.
    fn doors(
        &self,
        phase: &Phase,
        seat: Option<&str>,
        action: &str,
    ) -> impl Iterator<Item = Door> + use<> {
        let phases = self.table.phases.iter().position(|other| other.name == phase.name);
        let seats = self.matrix.seats.iter().position(|other| Some(other.name.as_str()) == seat);
        let moves = self.matrix.moves.keys().position(|other| other == action);
        let number = [phases, seats, moves].into_iter().flatten().sum();
        let possible = phase.allowed.values().any(|moves| moves.contains(action));
        let kind = &self.matrix.requests[self.table.name]["kind"];
        // The page on which the office corrects a document is the one on which a meeting is rescheduled.
        let on_pages = match action {
            "create" => phase.name == NEW,
            "correct" => kind == "document",
            "reschedule" => kind == "meeting",
            _ => true,
        };
        let (share, kind) = (self.share, (possible, on_pages));
        Door::ALL.into_iter().filter(move |door| share.takes(*door, number, kind))
    }

    /// A fresh request in this phase.
    async fn stand(&self, phase: &Phase) -> anyhow::Result<Standing> {
        let various = Various::new(self.begun.fetch_add(1, Ordering::Relaxed));
        if let Some(reference) = various.planned_as(&self.matrix.requests[self.table.name]) {
            self.record.plan(self.seats.unit("U13")?, &reference).await?;
        }
        let other = self.other(various.other()).await?;
        let mut standing = Standing { other, various, ..Standing::default() };
        for (before, step) in self.table.way(phase) {
            let seat = Some(step.seat.as_str());
            let outcome = self.tries(Door::Api, seat, &step.action, (before, &standing)).await?;
            let Outcome::Done(done) = outcome else { bail!("{step:?}: {outcome:?}") };
            standing = standing.moved(&done)?;
        }
        let status = self.record.status(&standing.id).await?;
        ensure!(status == phase.status(), "it stands at {status}");
        Ok(standing)
    }

    /// A fresh meeting for the samples to name, where the table is one of meetings.
    async fn other(&self, various: Various) -> anyhow::Result<String> {
        let (matrix, none) = (self.matrix, Standing::default());
        if matrix.requests[self.table.name]["kind"] != "meeting" {
            return Ok(NOBODYS.to_owned());
        }
        let template = various.of(&matrix.requests["other"], self.first_day);
        let content = self.seats.filled(&template, &|_| None);
        let wire = self.seats.wire(Door::Api, Some("other_drafter"));
        let begun = Door::Api.send(wire, &content, &content, (&none.id, none.version)).await?;
        let Outcome::Done(begun) = begun else { bail!("the other meeting: {begun:?}") };
        let begun = none.moved(&begun)?;
        let submit = json!({ "action": "submit" });
        let done = Door::Api.send(wire, &submit, &content, (&begun.id, begun.version)).await?;
        ensure!(matches!(done, Outcome::Done(_)), "the other meeting: {done:?}");
        Ok(begun.id)
    }

    async fn tries(
        &self,
        door: Door,
        seat: Option<&str>,
        action: &str,
        (phase, standing): (&Phase, &Standing),
    ) -> anyhow::Result<Outcome> {
        let template = standing.various.of(&self.matrix.requests[self.table.name], self.first_day);
        let content = self.seats.filled(&template, &|_| None);
        let mut sample = self.seats.filled(&self.matrix.moves[action], &|name| match name {
            "content" => Some(content.clone()),
            "changed" => Some(changed(&content)),
            "other" => Some(standing.other.clone().into()),
            name => Some(self.seats.person(self.matrix.named(phase, name)).into()),
        });
        sample["action"] = action.into();
        let wire = self.seats.wire(door, seat);
        door.send(wire, &sample, &content, (&standing.id, standing.version)).await
    }

    /// Every cell of the phase that the table does not allow. They change nothing, and so share their requests.
    async fn refusals(&self, phase: &Phase) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        let mut seats = self.everybody().peekable();
        while seats.peek().is_some() {
            let standing = self.stand(phase).await?;
            let before = self.record.state(&standing.id).await?;
            let mut traces = Vec::new();
            for seat in seats.by_ref() {
                let barred =
                    |action: &&str| seat.is_none_or(|seat| !Matrix::allows(phase, seat, action));
                for action in self.matrix.moves_in(phase).filter(barred) {
                    for door in self.doors(phase, seat, action) {
                        tally.refused += 1;
                        let tried = (door, seat, action);
                        let trace = self.refusal(tried, (phase, &standing), &mut tally).await?;
                        traces.extend(trace);
                    }
                }
                if traces.len() > REFUSALS_ON_ONE {
                    break;
                }
            }
            let faults = self.record.faults(&standing.id, &before, &traces).await?;
            let place = format!("{} [{}]", self.table.name, phase.name);
            tally.faults.extend(faults.iter().map(|fault| format!("{place}: {fault}")));
        }
        Ok(tally)
    }

    /// Tries what has to be refused, and says what has to stand in the record of the request then.
    async fn refusal(
        &self,
        (door, seat, action): (Door, Option<&str>, &str),
        (phase, standing): (&Phase, &Standing),
        tally: &mut Tally,
    ) -> anyhow::Result<Option<Trace>> {
        let outcome = self.tries(door, seat, action, (phase, standing)).await?;
        let known = seat.filter(|seat| !self.matrix.seat(seat).disabled);
        match (outcome, known.map(|seat| self.seats.person(seat))) {
            (Outcome::NotSignedIn, None) => {}
            (Outcome::Hidden, Some(actor)) => {
                tally.system.push(record::denied(&standing.id, actor, action));
            }
            (Outcome::Refused(code, _), Some(actor)) => {
                let (actor, action) = (actor.to_owned(), action.to_owned());
                return Ok(Some(Trace { actor, action, code }));
            }
            (other, _) => {
                let place = format!("{} [{}]", self.table.name, phase.name);
                tally.faults.push(format!("{place} {seat:?} {action} {door:?}: {other:?}"));
            }
        }
        Ok(None)
    }

    /// Every cell of the phase that the table allows, each on a request of its own; remarks leave it as it was, and share one.
    async fn permissions(&self, phase: &Phase) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        let mut remarked = None;
        for (seat, moves) in &phase.allowed {
            for action in moves {
                for door in self.doors(phase, Some(seat), action) {
                    tally.allowed += 1;
                    let standing = match &remarked {
                        Some(standing) if action == "comment" => Standing::clone(standing),
                        _ => self.stand(phase).await?,
                    };
                    if action == "comment" {
                        remarked.get_or_insert_with(|| standing.clone());
                    }
                    let fault = self.permission(door, (phase, &standing), seat, action).await?;
                    tally.faults.extend(fault);
                }
            }
        }
        Ok(tally)
    }

    /// What is wrong with a cell that the table allows.
    async fn permission(
        &self,
        door: Door,
        (phase, standing): (&Phase, &Standing),
        seat: &str,
        action: &str,
    ) -> anyhow::Result<Option<String>> {
        if action == "reroute" {
            self.record.publish(&self.matrix.requests[self.table.name]).await?;
        }
        let length = self.record.length(&standing.id).await?;
        let outcome = self.tries(door, Some(seat), action, (phase, standing)).await?;
        let actor = self.seats.person(seat);
        let done = self.record.done(&standing.id, length, actor).await?;
        let place = format!("{} [{}]", self.table.name, phase.name);
        let fault = || format!("{place} {seat} {action} {door:?}: {outcome:?}");
        Ok((!done || !matches!(outcome, Outcome::Done(_))).then(fault))
    }

    /// The cells before there is a request: who may begin one.
    async fn creations(&self, phase: &Phase) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        let none = Standing::default();
        for seat in self.everybody() {
            for door in self.doors(phase, seat, "create") {
                let allowed = seat.is_some_and(|seat| Matrix::allows(phase, seat, "create"));
                let shut_out = seat.is_none_or(|seat| self.matrix.seat(seat).disabled);
                let outcome = self.tries(door, seat, "create", (phase, &none)).await?;
                *if allowed { &mut tally.allowed } else { &mut tally.refused } += 1;
                match (outcome, seat) {
                    (Outcome::Done(_), _) if allowed => {}
                    (Outcome::NotSignedIn, _) if shut_out => {}
                    (Outcome::Refused(..), Some(seat)) if !allowed && !shut_out => {
                        tally.system.push(record::not_begun(self.seats.person(seat)));
                    }
                    (other, _) => {
                        tally
                            .faults
                            .push(format!("{} {seat:?} {door:?}: {other:?}", self.table.name));
                    }
                }
            }
        }
        Ok(tally)
    }
}

async fn on(backend: Backend, matrix: &Matrix) -> anyhow::Result<Tally> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let record = Record::of(&office).await?;
    record.ample_quotas().await?;
    let seats = Seats::take(matrix, &program, &record).await?;
    let system_length = record.system_length().await?;
    let begun = ["document", "meeting", "inspection"].map(|kind| (kind, AtomicUsize::new(0)));
    let begun = BTreeMap::from(begun);
    let first_day = office.day(0);
    let share = Share { backend, whole: std::env::var_os(WHOLE_VARIABLE).is_some() };
    let trial = |number: usize| {
        let table = &matrix.tables[number];
        let kind = matrix.requests[table.name]["kind"].as_str().unwrap_or_default();
        let begun = &begun[kind];
        Trial { share, matrix, table, seats: &seats, record: &record, first_day: &first_day, begun }
    };
    let trials: Vec<_> = (0..matrix.tables.len()).map(trial).collect();
    let mut tally = Tally::default();
    for each in futures_util::future::try_join_all(trials.iter().map(Trial::run)).await? {
        tally.add(each);
    }
    tally.faults.extend(record.system_faults(system_length, &tally.system).await?);
    program.stop().await?;
    record.close().await?;
    if let Err(broken) = invariants::hold(&office).await {
        tally.faults.push(format!("{broken:?}"));
    }
    Ok(tally)
}

#[tokio::test]
async fn whoever_tries_whatever_whenever_is_answered_as_the_role_matrix_says() -> anyhow::Result<()>
{
    let (matrix, begun) = (Matrix::read(), Instant::now());
    let (sqlite, postgres) =
        tokio::try_join!(on(Backend::Sqlite, &matrix), on(Backend::Postgres, &matrix))?;
    let mut lines = BTreeMap::new();
    let mut faults = Vec::new();
    for (name, tally) in [("SQLite", sqlite), ("PostgreSQL", postgres)] {
        let (cells, Tally { allowed, refused, .. }) = (tally.cells(), &tally);
        lines.insert(name, format!("{name}: {cells} cells, {allowed} allowed, {refused} refused"));
        faults.extend(tally.faults.iter().map(|fault| format!("{name}: {fault}")));
        ensure!(cells >= LEAST_CELLS || !faults.is_empty(), "{cells} cells on {name}");
    }
    ensure!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    let lines: Vec<_> = lines.into_values().collect();
    let report = format!("{}\n{} s in all\n", lines.join("\n"), begun.elapsed().as_secs());
    std::fs::write(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/role_matrix.txt"),
        report,
    )?;
    Ok(())
}

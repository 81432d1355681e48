//! The role matrix, asked of `decide` itself: every seat tries every move in every phase, and what the tables do not allow
//! is refused, with nothing changed but the record of the refusal.

use std::collections::BTreeSet;

use baopi_workflow::request::offers::offers;
use baopi_workflow::{ActionName, Happening, PersonId, Refusal, Request, RuleId};

use crate::table::{Matrix, NEW, Phase, Table};
use crate::world::{Case, District, Routes};

mod table;
mod world;

/// So many cells there are at least: a table that lost a part would pass without it.
const LEAST_CELLS: usize = 50_000;

/// What is offered to whoever may do it at all, though it depends on whom or what they name whether it can be done.
const NAMING: [&str; 9] = [
    "transfer",
    "consult",
    "add_signer",
    "circulate",
    "urge",
    "hand_over",
    "reschedule",
    "propose_merge",
    "cluster",
];

/// The request of a table in one of its phases.
fn stands(matrix: &Matrix, table: &Table, phase: &Phase, district: &District) -> Case {
    let mut case = district.blank(matrix, table.name, district.person(&table.writer));
    for (before, step) in table.way(phase) {
        let action = district.sample(matrix, &step.action, (before, &case));
        district.does(&mut case, district.person(&step.seat), action);
    }
    assert_eq!(case.request.status.key(), phase.status(), "{}: {}", table.name, phase.name);
    case
}

/// Whether a refusal is about who, whom and when, and not about what else is in the sample.
fn is_about_the_seat(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::NotYours { .. }
        | Refusal::NotAllowedNow { .. }
        | Refusal::AlreadyDecided { .. }
        | Refusal::NotYourTurn { .. }
        | Refusal::Suspended { .. }
        | Refusal::ProposalOpen { .. }
        | Refusal::NotEligible { .. }
        | Refusal::NotPossible { .. } => true,
        Refusal::Blocked { findings } => {
            let standing = [RuleId::Separation, RuleId::ApprovalGate, RuleId::SignerRank];
            findings.iter().all(|finding| standing.contains(&finding.rule))
        }
        Refusal::Classified { .. }
        | Refusal::NobodyFor { .. }
        | Refusal::OpinionRequired
        | Refusal::OpinionTooLong { .. }
        | Refusal::ExceptionsOpen { .. }
        | Refusal::ObjectionUnresolved
        | Refusal::TooMuch { .. }
        | Refusal::TooSoon { .. }
        | Refusal::AfterSignature
        | Refusal::RoomTaken { .. }
        | Refusal::StageUnknown { .. }
        | Refusal::RouteLosesSignature { .. } => false,
    }
}

/// What one cell does other than the table says.
fn fault(
    district: &District,
    matrix: &Matrix,
    (phase, case): (&Phase, &Case),
    seat: &str,
    action: &str,
) -> Option<String> {
    let actor = district.person(seat);
    let sample = district.sample(matrix, action, (phase, case));
    let outcome = district.tries(case, actor, sample);
    match (outcome, Matrix::allows(phase, seat, action)) {
        (Ok(done), true) => {
            let moved = done.next().chain.length > case.request.chain.length;
            (!moved).then(|| "is allowed and does nothing".to_owned())
        }
        (Ok(_), false) => Some("is not in the table, and is done".to_owned()),
        (Err(refused), true) => {
            Some(format!("is in the table, and is refused: {}", refused.refusal))
        }
        (Err(refused), false) if !is_about_the_seat(&refused.refusal) => {
            Some(format!("is refused for another reason: {}", refused.refusal))
        }
        (Err(refused), false) => match refused.record {
            Some(record) => {
                let unchanged = Request { chain: record.next().chain, ..case.request.clone() };
                let events: Vec<_> = record.events().iter().map(|sealed| &sealed.event).collect();
                let refusal = |what: &Happening| {
                    let tried = ActionName::ALL.iter().find(|name| name.key() == action);
                    matches!(what, Happening::Refused { action, .. } if Some(action) == tried)
                };
                let kept = matches!(events[..], [event] if event.actor == Some(actor) && refusal(&event.what));
                let same = *record.next() == unchanged && record.content().is_none();
                (!kept || !same).then(|| format!("leaves more than a refusal behind: {events:?}"))
            }
            None => (phase.name != NEW).then(|| "leaves no refusal behind".to_owned()),
        },
    }
}

/// What is offered to a person and is not in the table, or the other way round.
fn misoffered(
    district: &District,
    (phase, case): (&Phase, &Case),
    seat: &str,
    person: PersonId,
) -> Option<String> {
    let routes = Routes::of(case.request.kind);
    let offered = offers(&case.request, &case.content, person, &district.context(person, routes));
    let offered: BTreeSet<_> = offered.iter().map(|name| name.key().to_owned()).collect();
    let allowed = phase.allowed.get(seat).cloned().unwrap_or_default();
    let withheld: Vec<_> = allowed.difference(&offered).collect();
    let vain = offered.difference(&allowed).filter(|name| !NAMING.contains(&name.as_str()));
    let vain: Vec<_> = vain.collect();
    let fault = || format!("is not offered {withheld:?}, and in vain {vain:?}");
    (!withheld.is_empty() || !vain.is_empty()).then(fault)
}

/// What came of the cells.
#[derive(Default)]
struct Tally {
    cells: usize,
    allowed: usize,
    faults: String,
}

impl Tally {
    /// Every cell of one phase.
    fn add(&mut self, matrix: &Matrix, district: &District, table: &Table, phase: &Phase) {
        let reached = stands(matrix, table, phase, district);
        for seat in &matrix.seats {
            let person = district.person(&seat.name);
            // Before there is a request, it is the request of whoever begins it.
            let own = (phase.name == NEW).then(|| district.blank(matrix, table.name, person));
            let here = (phase, own.as_ref().unwrap_or(&reached));
            let at = |what: &str| format!("{} [{}] {} {what}\n", table.name, phase.name, seat.name);
            for action in matrix.moves_in(phase) {
                self.cells += 1;
                self.allowed += usize::from(Matrix::allows(phase, &seat.name, action));
                let fault = fault(district, matrix, here, &seat.name, action);
                self.faults +=
                    &fault.map_or(String::new(), |fault| at(&format!("{action} {fault}")));
            }
            if phase.name != NEW {
                let fault = misoffered(district, here, &seat.name, person);
                self.faults += &fault.map_or(String::new(), |fault| at(&fault));
            }
        }
    }
}

#[test]
fn every_cell_of_the_role_matrix_is_as_the_tables_say() {
    let matrix = Matrix::read();
    let district = District::of(&matrix);
    let mut tally = Tally::default();
    for table in &matrix.tables {
        table.phases.iter().for_each(|phase| tally.add(&matrix, &district, table, phase));
    }
    let Tally { cells, allowed, faults } = tally;
    assert!(faults.is_empty(), "\n{faults}");
    assert!(cells >= LEAST_CELLS, "{cells} cells");
    let report = format!("decide: {cells} cells, {allowed} allowed, {} refused\n", cells - allowed);
    let target = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/role_matrix_decide.txt");
    std::fs::write(target, report).unwrap();
}

#[test]
fn every_move_and_every_status_occurs_in_the_tables() {
    let matrix = Matrix::read();
    let named: BTreeSet<_> = matrix.moves.keys().map(String::as_str).collect();
    let all: BTreeSet<_> = ActionName::ALL.iter().map(|name| name.key()).collect();
    assert_eq!(named, all, "every move has a sample");
    let phases = || matrix.tables.iter().flat_map(|table| &table.phases);
    let allowed: BTreeSet<_> =
        phases().flat_map(|phase| phase.allowed.values().flatten()).map(String::as_str).collect();
    // Abstaining is a part of voting, and no route that comes with the program votes.
    let never: Vec<_> = all.difference(&allowed).collect();
    assert_eq!(never, [&"abstain"], "every other move is allowed to somebody");
}

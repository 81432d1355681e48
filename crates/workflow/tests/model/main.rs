//! The model of the whole gate, checked to its end: clients that send, time out and send again, nodes that read, commit and
//! crash, workers that lease and mark, posts that change hands, around the one real `decide`.
//!
//! Read it in this order: [`state`] (what there is), [`step`] (what can happen), [`property`] (what must hold), [`scene`] (where
//! it begins), [`bug`] (what is planted to see that it would be found). The rest is how steps are carried out.

mod bug;
mod file;
#[path = "../decide/fixture.rs"]
#[expect(dead_code, reason = "the other tests use the rest of it")]
mod fixture;
mod gate;
mod office;
mod property;
mod scene;
mod server;
mod shelf;
mod state;
mod step;
mod worker;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use bug::Bug;
use gate::Gate;
use stateright::{Checker, Expectation, HasDiscoveries, Model};

/// So many different states are to be checked at least.
const STATES: usize = 2_000_000;
/// So many steps a person can follow.
const LONGEST_TRACE: usize = 20;

/// Depth first, because what waits to be checked then needs little memory; the order does not matter to a complete check.
#[test]
fn every_property_holds_in_every_state_of_every_scene() {
    let begun = Instant::now();
    let checker = Gate::new(scene::all(), None).checker().threads(2).spawn_dfs().join();
    let seconds = begun.elapsed().as_secs_f64();
    let (unique, generated) = (checker.unique_state_count(), checker.state_count());
    let (depth, (files, rulings)) = (checker.max_depth(), checker.model().shelf.sizes());
    let mut report = format!(
        "{unique} states, {generated} transitions, depth {depth}, {files} files, {rulings} rulings, {seconds:.1} s\n"
    );
    let mut wrong = String::new();
    for property in checker.model().properties() {
        let trace = checker.discovery(property.name).map(stateright::Path::into_actions);
        let is_wrong = trace.is_some() != (property.expectation == Expectation::Sometimes);
        let report = if is_wrong { &mut wrong } else { &mut report };
        writeln!(report, "{:?}: {}", property.expectation, property.name).expect("memory");
        if let Some(trace) = trace.filter(|_| is_wrong) {
            writeln!(report, "{trace:#?}").expect("memory");
        }
    }
    write_report("model.txt", &report);
    assert!(wrong.is_empty(), "these do not hold, or were never reached:\n{wrong}");
    assert!(unique >= STATES, "{report}");
}

/// Breadth first, because that finds short traces.
#[test]
fn every_planted_bug_is_found_by_a_short_trace() {
    let mut report = String::new();
    for bug in Bug::ALL {
        let (scene, property) = bug.shows();
        let scenes = scene::all().into_iter().filter(|found| found.name == scene).collect();
        let wanted = HasDiscoveries::AnyOf([property].into());
        let checker = Gate::new(scenes, Some(bug)).checker().finish_when(wanted).spawn_bfs().join();
        let trace = checker.discovery(property).map(stateright::Path::into_actions);
        let steps = trace.as_ref().map(Vec::len);
        writeln!(report, "{bug:?} breaks {property:?}: {steps:?} steps\n{trace:#?}")
            .expect("memory");
        let is_short = steps.is_some_and(|steps| steps <= LONGEST_TRACE);
        assert!(is_short, "{bug:?} is not found by {property:?}, or only after {steps:?} steps");
    }
    write_report("model_bugs.txt", &report);
}

/// Beside what was built, for whoever wants the figures.
fn write_report(name: &str, report: &str) {
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name(name);
    std::fs::write(beside, report).expect("the target directory can be written to");
}

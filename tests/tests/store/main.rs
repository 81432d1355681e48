//! The engine on the real store of both databases, in this process: whatever people try in whatever order, what the database
//! holds is what the pure core says, after every step.
//!
//! Read it in this order: [`step`] (what can happen), [`world`] (the reference: the pure core in memory), [`file`] (what the
//! database must hold then, and what must be true of it), [`next`] (how steps are chosen), [`machine`] (how they are taken and
//! compared), [`house`] (the real store). The actions are those of the model of the workflow, under the same names.

mod clocks;
mod count;
mod district;
mod file;
#[path = "../../../crates/workflow/tests/decide/fixture.rs"]
#[expect(dead_code, reason = "the tests of the workflow use the rest of it")]
mod fixture;
mod house;
mod leaver;
mod machine;
mod moved;
mod next;
mod remind;
mod rows;
mod speed;
mod step;
mod world;

use std::path::Path;
use std::time::Instant;

use baopi_tests::office::Backend;
use machine::{Core, OnStore};
use proptest::test_runner::{Config, FileFailurePersistence, RngAlgorithm, TestRng, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use rstest::rstest;

/// So many runs on each database belong to every test run: ten thousand on both. They take a quarter of an hour, and have to
/// reach every move. For fewer: `PROPTEST_CASES=400 tests/run --tests -- -p baopi-tests --test store`.
const RUNS: u32 = 5_000;
/// With this variable the runs are others each time.
const OTHER_RUNS_VARIABLE: &str = "BAOPI_OTHER_RUNS";
/// So many steps a run has at most.
const STEPS: usize = 30;
/// Runs that failed are kept here, and tried first the next time.
const FAILURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/store/failures.txt");

/// Each step waits for the database, which is why everything that one does in this process is compiled for speed.
#[rstest]
fn what_the_database_holds_is_what_the_core_says(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let begun = Instant::now();
    let house = machine::open(backend);
    let asked_for = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let runs = asked_for.unwrap_or(RUNS);
    let config = Config {
        cases: runs,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(FAILURES))),
        ..Config::default()
    };
    let steps = Core::sequential_strategy(1..=STEPS);
    // The same runs everywhere, so that what failed in one place fails in every other; others when they are asked for.
    let mut runner = match std::env::var_os(OTHER_RUNS_VARIABLE) {
        Some(_) => TestRunner::new(config.clone()),
        None => TestRunner::new_with_rng(config.clone(), seeded(backend)),
    };
    let outcome = runner.run(&steps, |(world, steps, seen)| {
        OnStore::test_sequential(config.clone(), world, steps, seen);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    house.check_whole_record();
    let counts = house.counts.borrow();
    let report = counts.report(begun.elapsed().as_secs_f64());
    let name = format!("store_{backend:?}.txt").to_lowercase();
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name(name);
    std::fs::write(beside, &report).expect("the target directory can be written to");
    let missed = counts.missed();
    assert!(runs < RUNS || missed.is_empty(), "{missed:#?}\n{report}");
}

fn seeded(backend: Backend) -> TestRng {
    let database = match backend {
        Backend::Sqlite => 0,
        Backend::Postgres => 1,
    };
    let mut seed = [0; 32];
    seed[0] = database;
    TestRng::from_seed(RngAlgorithm::ChaCha, &seed)
}

//! The state machine: the reference that chooses the steps, and the real engine on the real store that takes them.

use std::cell::RefCell;
use std::rc::Rc;

use baopi_engine::{Clock, CommandKey, Engine, PerformError, Performed};
use baopi_tests::office::Backend;
use baopi_workflow::request::replay::replay;
use baopi_workflow::rules::knowledge::Wanted;
use baopi_workflow::{Action, Digest, Kind, Refusal, Version};
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use crate::house::House;
use crate::next;
use crate::rows;
use crate::step::{Act, Step};
use crate::world::{Outcome, SLOTS, World};

thread_local! {
    /// The database on which this thread runs.
    static HOUSE: RefCell<Option<Rc<House>>> = const { RefCell::new(None) };
}

/// Opens a database for the runs of this thread.
pub(crate) fn open(backend: Backend) -> Rc<House> {
    let house = Rc::new(House::open(backend));
    HOUSE.set(Some(Rc::clone(&house)));
    house
}

/// The pure core, which needs no database.
pub(crate) struct Core;

impl ReferenceStateMachine for Core {
    type State = World;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<World> {
        next::kinds().prop_map(|kinds| World::new(kinds, 0, 1)).boxed()
    }

    fn transitions(world: &World) -> BoxedStrategy<Step> {
        next::step(world)
    }

    fn apply(mut world: World, step: &Step) -> World {
        take(&mut world, step);
        world
    }

    /// A run may lose its beginnings when it is made shorter; all else is possible at any time.
    fn preconditions(world: &World, step: &Step) -> bool {
        match step {
            Step::Act(act) => {
                let begun = world.files[usize::from(act.slot)].is_some();
                begun || act.name == baopi_workflow::ActionName::Create
            }
            Step::Publish => !world.changes.any(),
            Step::Wait(_) | Step::Change(_) => true,
        }
    }
}

fn take(world: &mut World, step: &Step) -> Option<Outcome> {
    match step {
        Step::Act(act) => return Some(world.carry_out(act)),
        Step::Wait(hours) => world.wait(*hours),
        Step::Change(change) => world.change(*change),
        Step::Publish => {
            world.publish();
        }
    }
    None
}

/// The engine on the store, and the core beside it, which knows the requests by the names that the store gave them.
pub(crate) struct Bench {
    house: Rc<House>,
    engine: Engine,
    clock: Clock,
    world: World,
    /// Entries in the system's chain before the run.
    system_entries: u64,
    commands: u64,
    run: u64,
}

/// Runs on the store.
pub(crate) struct OnStore;

impl StateMachineTest for OnStore {
    type SystemUnderTest = Bench;
    type Reference = Core;

    fn init_test(reference: &World) -> Bench {
        let house = HOUSE.with_borrow(Clone::clone).expect("a database is open");
        Bench::new(house, reference.kinds)
    }

    fn apply(mut bench: Bench, reference: &World, step: Step) -> Bench {
        bench.house.counts.borrow_mut().steps += 1;
        match &step {
            Step::Act(act) => bench.carry_out(act),
            Step::Wait(_) => {
                take(&mut bench.world, &step);
                bench.clock.set(bench.world.now);
            }
            Step::Change(_) => {
                take(&mut bench.world, &step);
                bench.house.change(bench.world.changes);
            }
            Step::Publish => {
                let route = bench.world.publish();
                bench.house.publish(&bench.engine, bench.world.longer);
                assert_eq!(bench.house.route.get().0, route.version, "the next version");
            }
        }
        bench.check_is_where(reference);
        bench
    }

    fn teardown(bench: Bench, _: World) {
        for slot in 0..SLOTS {
            bench.check(slot);
        }
        bench.house.counts.borrow_mut().runs += 1;
    }
}

impl Bench {
    /// Whatever an earlier run left in the organisation and the routes is put back.
    fn new(house: Rc<House>, kinds: [Kind; SLOTS]) -> Self {
        let run = house.next_run();
        let (engine, clock) = house.engine(crate::fixture::now());
        if house.changes.get().any() {
            house.change(crate::district::Changes::default());
        }
        if house.route.get().1 {
            house.publish(&engine, false);
        }
        let mut world = World::new(kinds, run, house.route.get().0);
        world.take_over(house.last_numbers());
        house.forget_the_others();
        let chain = house.wait(house.store.system_chain()).expect("the system's chain");
        Self { house, engine, clock, world, system_entries: chain.length, commands: 0, run }
    }

    /// Sends a command, and compares what comes of it with what had to.
    fn carry_out(&mut self, act: &Act) {
        let slot = usize::from(act.slot);
        let before = self.world.files[slot].clone();
        let (action, seen) = (self.world.action(act), self.world.seen(act));
        let key = self.key();
        let answer = self.send(act, action.clone(), seen, key.clone());
        if let (None, Ok(performed)) = (&before, &answer) {
            self.world.is_called(slot, performed.request);
        }
        let outcome = self.world.carry_out(act);
        self.compare(slot, &answer, &outcome);
        self.house.counts.borrow_mut().tried(act.name, &outcome);
        if let (Outcome::Refused(_), Some(before)) = (&outcome, &before) {
            let after = &self.world.files[slot].as_ref().expect("it is still there").request;
            let (version, length) = (before.request.version, before.request.chain.length);
            assert_eq!((after.version, after.chain.length), (version, length + 1));
            assert_eq!(after.status, before.request.status, "a refusal moves nothing");
        }
        let is_kept = match &outcome {
            Outcome::Done => true,
            Outcome::Refused(refusal) => !matches!(refusal, Refusal::Classified { .. }),
            Outcome::Decided(_) | Outcome::Stale(_) | Outcome::NotFound => false,
        };
        if act.twice && is_kept {
            let again = self.send(act, action, seen, key);
            self.compare(slot, &again, &outcome);
            assert!(again.is_ok_and(|performed| performed.replayed) || outcome != Outcome::Done);
        }
        self.check(slot);
        self.check(1 - slot);
    }

    fn key(&mut self) -> CommandKey {
        self.commands += 1;
        let key = format!("{}-{}", self.run, self.commands);
        CommandKey { fingerprint: Digest::of(key.as_bytes()), key }
    }

    fn send(
        &self,
        act: &Act,
        action: Action,
        seen: Option<Version>,
        key: CommandKey,
    ) -> Result<Performed, PerformError> {
        let id = self.world.id(usize::from(act.slot));
        match (action, seen) {
            (Action::Create { content }, None) => {
                self.house.wait(self.engine.create(act.actor, content, Some(key)))
            }
            (action, seen) => {
                let seen = seen.expect("all but the beginning is done to something");
                self.house.wait(self.engine.perform(act.actor, id, seen, action, Some(key)))
            }
        }
    }

    /// The answer is the one that the core gave.
    fn compare(&self, slot: usize, answer: &Result<Performed, PerformError>, outcome: &Outcome) {
        let same = match (answer, outcome) {
            (Ok(performed), Outcome::Done) => {
                let request = &self.world.files[slot].as_ref().expect("it is done").request;
                performed.request == request.id
                    && performed.version == request.version
                    && performed.status == request.status
                    && performed.number == request.number
                    && performed.digest == request.digest
            }
            (
                Err(PerformError::Refused(refusal)),
                Outcome::Refused(expected) | Outcome::Decided(expected),
            ) => refusal == expected,
            (
                Err(PerformError::Classified { pattern }),
                Outcome::Refused(Refusal::Classified { pattern: expected }),
            ) => pattern == expected,
            (Err(PerformError::Stale { current }), Outcome::Stale(expected)) => current == expected,
            (Err(PerformError::NotFound), Outcome::NotFound) => true,
            _ => false,
        };
        assert!(same, "the engine answers {answer:?}, the core {outcome:?}");
    }

    /// fold(events) = row = core, the rows beside it are those that follow from it, and the invariants hold.
    fn check(&self, slot: usize) {
        let Some(file) = &self.world.files[slot] else { return };
        let (store, id) = (&self.house.store, file.request.id);
        let (found, events, differing, lines, chain) = self.house.wait(async {
            (
                store.find_request(id).await.expect("the row can be read"),
                store.events(id).await.expect("the record can be read"),
                store.differing_columns(&file.request, &file.content).await.expect("so can these"),
                rows::lines(&self.house.sql, &self.house.rows, id).await,
                store.system_chain().await.expect("and the system's chain"),
            )
        });
        let (row, content) = found.expect("there is a row");
        assert_eq!(row, file.request, "the row is where the core is");
        assert_eq!(content, *file.content, "the text is the core's");
        let replayed = replay(id, &events).expect("the chain holds");
        assert_eq!(replayed, row, "fold(events) = row");
        assert!(differing.is_empty(), "the row says otherwise in {differing:?}");
        assert_eq!(lines, file.lines(), "the rows beside it");
        let system_entries = self.system_entries + self.world.system_entries;
        assert_eq!(chain.length, system_entries, "the system's chain");
        let known = self.house.wait(self.engine.knowledge(&file.request, &file.content));
        let wanted = Wanted::of(&file.request, &file.content, self.world.now);
        assert_eq!(
            known.expect("it can be read"),
            self.world.knowledge(&wanted),
            "what is known of the others"
        );
        let wrong = file.wrong(&self.world.organisation(), self.world.changes);
        assert!(wrong.is_empty(), "{wrong:?}");
        self.house.counts.borrow_mut().stands(row.kind, &row.status);
    }

    /// What the core says of the requests by the names that the store gave them, it says by any other name.
    fn check_is_where(&self, reference: &World) {
        let stands = |world: &World| {
            world.files.each_ref().map(|file| {
                file.as_ref().map(|file| (file.request.version, file.request.status.clone()))
            })
        };
        assert_eq!(stands(&self.world), stands(reference));
    }
}

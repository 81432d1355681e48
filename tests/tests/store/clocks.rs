//! Several nodes on one database: no clock of a machine is believed.

use baopi_engine::Clock;
use baopi_tests::office::Backend;
use baopi_workflow::Timestamp;

use crate::fixture::*;
use crate::house::House;

/// How wrong the clock of one machine is, in milliseconds: five minutes.
const WRONG: i64 = 300_000;
/// For how long a message belongs to whoever took it, in milliseconds.
const LEASE: i64 = 80_000;

#[test]
fn nodes_whose_clocks_differ_take_every_message_once_and_time_goes_forward() {
    let house = House::open(Backend::Postgres);
    let moved = Clock::offset_to(Timestamp(now().0 + WRONG));
    let right = house.engine_by(&Clock::moved_by(moved));
    let fast = house.engine_by(&Clock::wrong_by(WRONG, moved));
    let slow = house.engine_by(&Clock::wrong_by(-2 * WRONG, moved));
    let steps = usual_steps();
    let text = document_with(|document| "甲".clone_into(&mut document.title));
    let mut done = house.wait(fast.create(DRAFTER, text, None)).expect("a draft");
    for ((actor, action), engine) in steps.into_iter().zip([&slow, &fast, &right, &slow, &fast]) {
        let moved = engine.perform(actor, done.request, done.version, action, None);
        done = house.wait(moved).expect("no clock is in the way");
    }
    let view = house.wait(right.view(DRAFTER, done.request)).expect("the drafter sees it");
    let times: Vec<_> = view.timeline.iter().map(|entry| entry.at).collect();
    assert!(times.is_sorted(), "{times:?}");
    let span = times.last().map_or(0, |last| last.0 - times[0].0);
    assert!(span < WRONG / 2, "the clocks of the machines stand in no entry: {times:?}");
    let taken = house.wait(right.claim_notices("right", 100, LEASE)).expect("the outbox");
    assert!(!taken.is_empty(), "somebody is told");
    for other in [&fast, &slow] {
        let again = house.wait(other.claim_notices("other", 100, LEASE)).expect("the outbox");
        assert_eq!(again.len(), 0, "the lease is not over for anybody");
    }
    house.check_whole_record();
}

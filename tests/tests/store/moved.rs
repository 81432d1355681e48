//! 迁移流程 in parts: what cannot be moved to the newer route keeps nothing behind it from being moved.

use baopi_engine::{MAX_MOVED_AT_ONCE, Viewer};
use baopi_tests::office::Backend;
use baopi_workflow::{Kind, Refusal, Timestamp};
use rstest::rstest;

use crate::fixture::*;
use crate::house::House;

#[rstest]
fn behind_a_hundred_that_cannot_be_moved_the_next_one_is(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::open(backend);
    let (engine, clock) = house.engine(now());
    // The newer route asks the department twice, which those before the office have passed once.
    for number in 0..MAX_MOVED_AT_ONCE {
        house.document_after(&engine, &format!("第{number}件"), 2);
    }
    // Requests are listed in the order of their identifiers, which is that of the clock.
    clock.set(Timestamp(now().0 + 1));
    let last = house.document_after(&engine, "最后一件", 1);
    house.publish(&engine, true);
    let first = house.wait(engine.move_requests(ADMIN, Kind::Document, None, None)).unwrap();
    assert_eq!(first.items.len(), usize::try_from(MAX_MOVED_AT_ONCE).unwrap());
    for moved in &first.items {
        let refused = moved.answer.as_ref().err();
        let lost = |error: &baopi_engine::PerformError| {
            matches!(
                error,
                baopi_engine::PerformError::Refused(Refusal::RouteLosesSignature { .. })
            )
        };
        assert!(refused.is_some_and(lost), "{moved:?}");
    }
    let rest = house.wait(engine.move_requests(ADMIN, Kind::Document, first.next, None)).unwrap();
    let [moved] = rest.items.as_slice() else { panic!("{rest:?}") };
    assert_eq!(moved.request, last.request);
    assert!(moved.answer.is_ok() && rest.next.is_none(), "{moved:?}");
    let organisation = house.wait(engine.organisation()).unwrap();
    let admin = Viewer { person: ADMIN, name: String::new(), organisation };
    let left = house.wait(engine.requests_on_older(&admin, Kind::Document, None)).unwrap();
    let left = left.expect("administrators see routes");
    assert!(left.items.iter().all(|older| older.request != last.request), "it is on the newer one");
    house.check_whole_record();
}

//! A room is given to one meeting at a time.

use std::sync::Arc;

use baopi_workflow::content::{MeetingNature, Session};
use baopi_workflow::{Action, RequestId, Timestamp};
use rstest::rstest;

use super::bare;
use super::ends::{forge_next, refused, set};
use super::office::{DRAFTER, Office};
use super::way::meeting;
use crate::column::values;
use crate::store::Backend;
use crate::{StoreError, Txn};

const ROOM: &str = "第一会议室";
const HOUR: i64 = 3_600_000;
/// Nine o'clock of some day.
const NINE: i64 = 1_789_606_800_000;

/// A meeting in review, whose record was lengthened by one event that may book a room.
async fn reviewed(office: &Office) -> RequestId {
    let id = office.create(meeting(MeetingNature::Work, 90)).await;
    office.perform(id, DRAFTER, Action::Submit {}).await;
    forge_next(office, id, &["entered"]).await;
    id
}

const BOOK: &str = "INSERT INTO booking (request, seq, venue, starts_at, ends_at, active)
                    SELECT id, chain_length + 1, $2, $3, $4, $5 FROM request WHERE id = $1";

fn from_to(starts_at: i64, ends_at: i64) -> [i64; 2] {
    [NINE + starts_at * HOUR / 60, NINE + ends_at * HOUR / 60]
}

async fn book(
    office: &Office,
    id: RequestId,
    room: &str,
    [starts_at, ends_at]: [i64; 2],
) -> Result<u64, StoreError> {
    bare(&office.store, BOOK, values![id, room, starts_at, ends_at, true]).await
}

/// Minutes after nine, for a room that is taken from 9 to 10.
#[rstest]
#[case(60, 120, true)]
#[case(-60, 0, true)]
#[case(59, 120, false)]
#[case(-60, 1, false)]
#[case(0, 60, false)]
#[case(20, 40, false)]
#[case(-60, 120, false)]
#[tokio::test]
async fn a_room_is_free_up_to_the_beginning_and_from_the_end(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] begin: i64,
    #[case] end: i64,
    #[case] free: bool,
) {
    let office = Office::new(backend).await;
    let (first, second) = (reviewed(&office).await, reviewed(&office).await);
    book(&office, first, ROOM, from_to(0, 60)).await.unwrap();
    let [starts_at, ends_at] = from_to(begin, end).map(Timestamp);
    let wanted = [Session { starts_at, ends_at }];
    let found = office.store.venue_taken(ROOM, &wanted, &[]).await.unwrap();
    assert_eq!(found, (!free).then_some((first, Timestamp(NINE))));
    let own = office.store.venue_taken(ROOM, &wanted, &[second, first]).await.unwrap();
    assert_eq!(own, None, "what it has itself is not in its way");
    let outcome = book(&office, second, ROOM, from_to(begin, end)).await;
    assert_eq!(matches!(outcome, Err(StoreError::RoomTaken(_))), !free, "{outcome:?}");
    assert_eq!(outcome.is_ok(), free);
}

#[rstest]
#[tokio::test]
async fn another_room_another_day_and_a_second_session_are_free(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (first, second) = (reviewed(&office).await, reviewed(&office).await);
    book(&office, first, ROOM, from_to(0, 60)).await.unwrap();
    book(&office, first, ROOM, from_to(30, 90)).await.unwrap();
    book(&office, second, "第二会议室", from_to(0, 60)).await.unwrap();
    book(&office, second, ROOM, from_to(24 * 60, 25 * 60)).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_earliest_meeting_in_the_way_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (first, second) = (reviewed(&office).await, reviewed(&office).await);
    book(&office, first, ROOM, from_to(180, 240)).await.unwrap();
    book(&office, second, ROOM, from_to(60, 120)).await.unwrap();
    let session = |minutes: [i64; 2]| {
        let [starts_at, ends_at] = from_to(minutes[0], minutes[1]).map(Timestamp);
        Session { starts_at, ends_at }
    };
    let sessions = [session([200, 210]), session([90, 100]), session([0, 10])];
    let found = office.store.venue_taken(ROOM, &sessions, &[]).await.unwrap();
    assert_eq!(found, Some((second, Timestamp(NINE + HOUR))));
    assert_eq!(office.store.venue_taken(ROOM, &[], &[]).await.unwrap(), None);
}

#[rstest]
#[tokio::test]
async fn a_room_that_was_given_up_is_free_and_stays_given_up(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (first, second) = (reviewed(&office).await, reviewed(&office).await);
    book(&office, first, ROOM, from_to(0, 60)).await.unwrap();
    let change = async |change: &str| {
        let update = format!("UPDATE booking SET {change} WHERE request = $1");
        bare(&office.store, &update, values![first]).await
    };
    for wrong in
        ["venue = 'x'", "ends_at = ends_at + 1", "active = FALSE, starts_at = starts_at - 1"]
    {
        refused(wrong, &change(wrong).await, "a booking can only be given up");
    }
    change("active = FALSE").await.unwrap();
    book(&office, second, ROOM, from_to(0, 60)).await.unwrap();
    refused("again", &change("active = TRUE").await, "a booking can only be given up");
    let delete = bare(&office.store, "DELETE FROM booking", values![]).await;
    refused("deleted", &delete, "rows of booking stay");
}

#[rstest]
#[tokio::test]
async fn a_room_is_booked_for_a_meeting_by_an_event_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let says = "a room is booked for a meeting, by an event of it";
    let document = office.document(1).await;
    forge_next(&office, document, &["entered"]).await;
    refused("a document", &book(&office, document, ROOM, from_to(0, 60)).await, says);
    let draft = office.create(meeting(MeetingNature::Work, 90)).await;
    forge_next(&office, draft, &["saved"]).await;
    refused("a draft", &book(&office, draft, ROOM, from_to(0, 60)).await, says);
    let id = reviewed(&office).await;
    let given_up = bare(&office.store, BOOK, values![id, ROOM, NINE, NINE + HOUR, false]).await;
    refused("given up already", &given_up, says);
    let old = BOOK.replace("chain_length + 1", "chain_length");
    let old = bare(&office.store, &old, values![id, ROOM, NINE, NINE + HOUR, true]).await;
    refused("an old event", &old, says);
    for (room, times) in [("", from_to(0, 60)), (ROOM, from_to(60, 60)), (ROOM, from_to(60, 0))] {
        let outcome = book(&office, id, room, times).await;
        // PostgreSQL builds the span of the constraint first, and finds that it ends before it begins.
        assert!(outcome.is_err(), "{room} {times:?}");
    }
    let longest = "室".repeat(200);
    book(&office, id, &longest, from_to(0, 60)).await.unwrap();
    let longer = "室".repeat(201);
    let outcome = book(&office, id, &longer, from_to(120, 180)).await;
    assert!(matches!(outcome, Err(StoreError::Refused(_))), "{outcome:?}");
    let session = Session { starts_at: Timestamp(NINE), ends_at: Timestamp(NINE + 1) };
    let taken = office.store.venue_taken(&longer, &[session], &[]).await.unwrap();
    assert_eq!(taken, Some((id, Timestamp(NINE))), "the beginning of a name is what counts");
}

#[rstest]
#[tokio::test]
async fn a_meeting_keeps_its_room_as_long_as_it_is_approved(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = reviewed(&office).await;
    book(&office, id, ROOM, from_to(0, 60)).await.unwrap();
    let outcome = set(&office, id, &format!("venue = '{ROOM}'"), 1).await;
    refused("in review", &outcome, "a room is kept by a meeting that needs it");
    let give_up = "UPDATE booking SET active = FALSE WHERE request = $1";
    bare(&office.store, give_up, values![id]).await.unwrap();
    set(&office, id, &format!("venue = '{ROOM}'"), 1).await.unwrap();
    let without_event = bare(&office.store, give_up, values![id]).await;
    refused(
        "given up",
        &without_event,
        "a booking can only be given up|a room is given up by an event",
    );
}

async fn book_inside(txn: &mut Txn, id: RequestId) -> Result<(), StoreError> {
    let [starts_at, ends_at] = from_to(0, 60);
    txn.sql.execute(BOOK, values![id, ROOM, starts_at, ends_at, true]).await.map(|_| ())
}

/// Both have seen the room free before either books it, so that only the database can tell them apart.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_transactions_that_book_one_room_at_once_one_does() {
    let office = Office::new(Backend::Postgres).await;
    let ids = [reviewed(&office).await, reviewed(&office).await];
    let met = Arc::new(tokio::sync::Barrier::new(2));
    let attempts = ids.map(|id| {
        let (store, met) = (office.store.clone(), Arc::clone(&met));
        tokio::spawn(async move {
            let first = Arc::new(std::sync::atomic::AtomicBool::new(true));
            store
                .write(move |txn| {
                    let (met, first) = (Arc::clone(&met), Arc::clone(&first));
                    Box::pin(async move {
                        let free = "SELECT 1 AS taken FROM booking WHERE active";
                        let free = txn.sql.one(free, values![]).await?.is_none();
                        // A transaction that lost by a deadlock runs again, and alone.
                        if first.swap(false, std::sync::atomic::Ordering::SeqCst) {
                            assert!(free);
                            met.wait().await;
                        }
                        book_inside(txn, id).await
                    })
                })
                .await
        })
    });
    let mut outcomes = Vec::new();
    for attempt in attempts {
        outcomes.push(attempt.await.unwrap());
    }
    let taken = |outcome: &Result<(), StoreError>| matches!(outcome, Err(StoreError::RoomTaken(_)));
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|outcome| taken(outcome)).count(), 1, "{outcomes:?}");
}

/// What a transaction finds free stays free until it ends.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_look_before_they_book_the_second_sees_the_first(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let ids = [reviewed(&office).await, reviewed(&office).await];
    let attempts = ids.map(|id| {
        let store = office.store.clone();
        tokio::spawn(async move {
            store
                .write(move |txn| {
                    Box::pin(async move {
                        let [starts_at, ends_at] = from_to(0, 60).map(Timestamp);
                        let session = [Session { starts_at, ends_at }];
                        let taken = txn.venue_taken(ROOM, &session, &[id]).await?;
                        if taken.is_none() {
                            book_inside(txn, id).await?;
                        }
                        Ok::<_, StoreError>(taken)
                    })
                })
                .await
                .unwrap()
        })
    });
    let mut found = Vec::new();
    for attempt in attempts {
        found.push(attempt.await.unwrap());
    }
    found.sort();
    let [None, Some((first, _))] = found.as_slice() else { panic!("{found:?}") };
    assert!(ids.contains(first));
}

//! What people were given to read, and who is late with an answer.

use baopi_workflow::proposal::Subject;
use baopi_workflow::{Kind, PersonId, RequestId, Route, Timestamp};
use chrono::NaiveDate;
use rstest::rstest;

use super::office::{
    APPROVE, DRAFTER, HEAD, ISSUED, LEADER, Office, REGISTRAR, REVIEWER, confirmed, way,
};
use super::{bare, count};
use crate::column::{json, values};
use crate::store::Backend;
use crate::{OnRoute, Overdue, StoreError};

const GIVE: &str = "INSERT INTO reader (request, person, by_person, at, read_at, unread)
                    VALUES ($1, $2, $3, $4, $5, $6)";

async fn give(office: &Office, id: RequestId, at: i64, read_at: Option<i64>) {
    let row = values![id, LEADER, HEAD, at, read_at, i64::from(read_at.is_none())];
    bare(&office.store, GIVE, row).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn what_is_unread_comes_first_and_then_the_newest(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let mut ids = Vec::new();
    for (at, read_at) in [(1, None), (2, Some(9)), (3, None), (4, Some(5)), (3, None)] {
        let id = office.document(1).await;
        give(&office, id, at, read_at).await;
        ids.push(id);
    }
    // Of two at the same time the later one: identifiers grow with time.
    let expected = [ids[4], ids[2], ids[0], ids[3], ids[1]];
    for limit in [1, 2, 5] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.circulated(LEADER, after, limit).await.unwrap();
            seen.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.iter().map(|row| row.request.id).collect::<Vec<_>>(), expected, "{limit}");
        assert_eq!(
            (seen[3].by, seen[3].at, seen[3].read_at),
            (HEAD, Timestamp(4), Some(Timestamp(5)))
        );
    }
    assert!(office.store.circulated(HEAD, None, 10).await.unwrap().items.is_empty());
    let wrong = values![ids[0], HEAD, HEAD, 1_i64, None::<i64>, 0_i64];
    let outcome = bare(&office.store, GIVE, wrong).await;
    assert!(matches!(outcome, Err(StoreError::Refused(_))), "{outcome:?}");
}

#[rstest]
#[tokio::test]
async fn the_longest_overdue_comes_first_and_each_request_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
    let due = "UPDATE task SET due_on = $2 WHERE request = $1";
    let mut ids = Vec::new();
    for due_on in [Some(18), Some(16), None, Some(17), Some(16)] {
        let id = office.document(1).await;
        if let Some(due_on) = due_on {
            bare(&office.store, due, values![id, day(due_on)]).await.unwrap();
        }
        ids.push(id);
    }
    let also =
        "INSERT INTO task (request, person, urgency, entered_at, due_on) VALUES ($1, $2, 0, 0, $3)";
    bare(&office.store, also, values![ids[1], LEADER, day(16)]).await.unwrap();
    let overdue = |on, request| Overdue { due_on: day(on), request };
    let late = [overdue(16, ids[1]), overdue(16, ids[4]), overdue(17, ids[3])];
    assert_eq!(office.store.overdue(day(18), None, 10).await.unwrap(), late);
    assert_eq!(office.store.overdue(day(18), Some(late[0]), 1).await.unwrap(), late[1..2]);
    assert_eq!(
        office.store.overdue(day(19), Some(late[2]), 10).await.unwrap(),
        [overdue(18, ids[0])]
    );
    assert!(office.store.overdue(day(16), None, 10).await.unwrap().is_empty());
}

async fn publish(office: &Office, version: u32, by: PersonId) -> Result<(), StoreError> {
    let route = Route { version, ..Route::shipped(Kind::Document) };
    office
        .store
        .write(move |txn| {
            let route = route.clone();
            Box::pin(async move {
                let body = json(&route);
                confirmed(txn, (Subject::Route, route.kind.key(), &body), by).await?;
                txn.insert_route(&route, by, Timestamp(7)).await
            })
        })
        .await
}

#[rstest]
#[tokio::test]
async fn the_highest_version_of_a_route_is_in_force_and_none_is_put_below_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    publish(&office, 5, LEADER).await.unwrap();
    assert!(matches!(publish(&office, 5, HEAD).await, Err(StoreError::Taken(_))));
    assert!(matches!(publish(&office, 4, HEAD).await, Err(StoreError::Refused(_))));
    publish(&office, 6, HEAD).await.unwrap();
    assert_eq!(office.store.current_route(Kind::Document).await.unwrap().version, 6);
    let listed = office.store.list_routes(Kind::Document).await.unwrap();
    let by: Vec<_> = listed.iter().map(|row| (row.reference.version, row.published_by)).collect();
    assert_eq!(by, [(6, Some(HEAD)), (5, Some(LEADER)), (1, None)]);
    assert_eq!((listed[0].published_at, listed[2].published_at), (Some(Timestamp(7)), None));
    assert_eq!(office.store.list_routes(Kind::Meeting).await.unwrap().len(), 1);
    // Starting again puts nothing into force that an office has replaced.
    office.store.migrate().await.unwrap();
    assert_eq!(count(&office.store, "route").await, 5);
}

#[rstest]
#[tokio::test]
async fn requests_under_review_are_found_by_the_version_of_their_route(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let old = [office.document(1).await, office.document(2).await];
    let issued = office.document(ISSUED).await;
    let [draft, archived] = [office.document(0).await, office.document(way().len()).await];
    publish(&office, 2, LEADER).await.unwrap();
    let newer = office.document(1).await;
    let on_route = |request, version| OnRoute { request, version };
    let list = async |version, limit| {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office
                .store
                .requests_on_route(Kind::Document, version, after, limit)
                .await
                .unwrap();
            seen.extend(page.items);
            after = page.next;
            if after.is_none() {
                return seen;
            }
        }
    };
    let expected = [on_route(old[0], 1), on_route(old[1], 1)];
    assert_eq!(list(2, 1).await, expected);
    assert_eq!(list(3, 2).await, [expected.as_slice(), &[on_route(newer, 2)]].concat());
    assert!(list(1, 10).await.is_empty());
    assert!(
        office.store.requests_on_route(Kind::Meeting, 9, None, 10).await.unwrap().items.is_empty()
    );
    for (person, id) in [(DRAFTER, draft), (REGISTRAR, archived), (REGISTRAR, issued)] {
        assert!(list(9, 100).await.iter().all(|row| row.request != id), "{person}");
    }
    office.perform(old[0], HEAD, APPROVE()).await;
    office
        .perform(
            old[0],
            REVIEWER,
            baopi_workflow::Action::Reject { opinion: "不宜发文".to_owned() },
        )
        .await;
    assert_eq!(list(2, 10).await, expected[1..]);
}

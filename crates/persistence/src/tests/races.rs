//! Several at once: one of them wins, and the others learn of it.

use std::collections::BTreeSet;

use baopi_workflow::{Action, Refusal};
use rstest::rstest;

use super::count;
use super::office::{APPROVE, DRAFTER, HEAD, Office, RECHECKED, REGISTRAR};
use crate::StoreError;
use crate::store::Backend;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_two_decisions_on_the_same_version_the_second_is_stale(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let approved = office.decided(id, HEAD, APPROVE()).await;
    let withdrawn = office.decided(id, DRAFTER, Action::Withdraw { opinion: String::new() }).await;
    let (first, second) = tokio::join!(office.save(approved), office.save(withdrawn));
    let stale = |outcome: &Result<(), StoreError>| matches!(outcome, Err(StoreError::Stale(stale)) if *stale == id);
    assert!(
        first.is_ok() && stale(&second) || second.is_ok() && stale(&first),
        "{first:?} {second:?}"
    );
    assert_eq!(
        office.find(id).await.version.0,
        6,
        "two events each: created, submitted, and one of the two"
    );
}

#[rstest]
#[tokio::test]
async fn a_refusal_in_between_makes_a_decision_stale_although_the_version_stays(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let approved = office.decided(id, HEAD, APPROVE()).await;
    office.attempt(id, REGISTRAR, Action::Issue {}).await.unwrap().unwrap_err();
    assert!(matches!(office.save(approved).await, Err(StoreError::Stale(_))));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_approve_at_once_one_does(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let attempts: Vec<_> = (0..8)
        .map(|_| {
            let office = office.clone();
            tokio::spawn(async move { office.attempt(id, HEAD, APPROVE()).await.unwrap() })
        })
        .collect();
    let mut done = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(_) => done += 1,
            Err(refusal) => {
                let known =
                    matches!(refusal, Refusal::AlreadyDecided { .. } | Refusal::NotYours { .. });
                assert!(known, "{refusal:?}");
            }
        }
    }
    assert_eq!(done, 1);
    assert_eq!(count(&office.store, "decision").await, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn twenty_documents_numbered_at_once_get_the_numbers_1_to_20(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push(office.document(RECHECKED).await);
    }
    let attempts: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let office = office.clone();
            tokio::spawn(async move {
                office
                    .perform(id, REGISTRAR, Action::AssignNumber {})
                    .await
                    .number
                    .unwrap()
                    .sequence
            })
        })
        .collect();
    let mut taken = BTreeSet::new();
    for attempt in attempts {
        taken.insert(attempt.await.unwrap());
    }
    assert_eq!(taken, (1..=20).collect());
}

//! Several at once: one of them wins, and the others learn of it.

use std::collections::BTreeSet;

use baopi_workflow::{Action, Content, Digest, Refusal, Timestamp};
use rstest::rstest;

use super::count;
use super::office::{APPROVE, DRAFTER, HEAD, Office, RECHECKED, REGISTRAR, content};
use crate::store::Backend;
use crate::{StoreError, TryLimit};

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

/// PostgreSQL shows a statement that waited for a lock the request as it is now, but not the text that was written meanwhile.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_a_request_finds_it_with_the_text_that_another_one_wrote(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(0).await;
    for round in 0..5 {
        let attempts = (0..12).map(|number| {
            let office = office.clone();
            let Content::Document(mut text) = content() else { unreachable!() };
            text.title = format!("关于防汛工作的通知（{round}-{number}）");
            let save = Action::Save { content: Content::Document(text) };
            // An attempt that does not find the request panics.
            tokio::spawn(async move { office.attempt(id, DRAFTER, save).await.unwrap() })
        });
        for attempt in attempts.collect::<Vec<_>>() {
            attempt.await.unwrap().unwrap();
        }
    }
    assert_eq!(count(&office.store, "revision").await, 61);
}

/// The tries are counted before it is known how they end.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn of_many_tries_to_sign_in_at_once_no_more_are_made_than_may_be(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (login, other) = (Digest::of(b"login"), Digest::of(b"other"));
    let address = Digest::of(b"address");
    let tries = |login, at: i64| {
        let office = office.clone();
        tokio::spawn(async move {
            let when = (Timestamp(at), Timestamp(at - 100));
            let limits =
                [TryLimit { under: login, most: 10 }, TryLimit { under: address, most: 12 }];
            let count = office
                .store
                .write(move |txn| Box::pin(async move { txn.count_sign_in(&limits, when).await }));
            let counted = count.await.unwrap();
            counted[0] < 10 && counted[1] < 12
        })
    };
    let at_once: Vec<_> = (0..40).map(|_| tries(login, 1_000)).collect();
    let mut made = 0;
    for one in at_once {
        made += usize::from(one.await.unwrap());
    }
    assert_eq!(made, 10);
    assert!(tries(other, 1_000).await.unwrap(), "another name does not wait");
    assert!(tries(other, 1_000).await.unwrap());
    assert!(!tries(other, 1_000).await.unwrap(), "but the address has to, by now");
    assert!(!tries(login, 1_100).await.unwrap(), "the window is not over");
    assert!(tries(login, 1_101).await.unwrap(), "the window is over");
    assert_eq!(count(&office.store, "sign_in_failure").await, 2, "what is older is forgotten");
    let forget = office.store.write(move |txn| {
        Box::pin(async move { txn.forget_sign_in(&[login, address], Timestamp(1_101)).await })
    });
    forget.await.unwrap();
    assert_eq!(count(&office.store, "sign_in_failure").await, 0, "it succeeded");
}

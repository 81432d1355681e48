//! Messages are sent by whoever claimed them last.

use std::collections::BTreeSet;

use baopi_workflow::{Action, NoticeKind, Timestamp};
use rstest::rstest;

use super::office::{DRAFTER, HEAD, Office};
use super::{count, rows};
use crate::store::Backend;
use crate::{OBSOLETE, OutboxRow, OutboxState};

const LEASE_MS: i64 = 60_000;

#[rstest]
#[tokio::test]
async fn a_claimed_message_is_nobody_elses_until_the_lease_ends(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let store = &office.store;
    let now: Timestamp = rows(store, "SELECT due_at FROM outbox").await[0].get("due_at").unwrap();
    assert!(
        store.claim_notices("a", Timestamp(now.0 - 1), 10, LEASE_MS).await.unwrap().is_empty(),
        "not due yet"
    );
    let first = store.claim_notices("a", now, 10, LEASE_MS).await.unwrap();
    let [message] = first.as_slice() else { panic!("one message waits: {first:?}") };
    assert_eq!((message.request, message.to, message.kind), (id, HEAD, NoticeKind::TaskArrived));
    assert_eq!((message.attempts, message.epoch), (1, 1));
    let at = |ms: i64| Timestamp(now.0 + ms);
    assert!(store.claim_notices("b", at(LEASE_MS - 1), 10, LEASE_MS).await.unwrap().is_empty());
    let second = store.claim_notices("b", at(LEASE_MS), 10, LEASE_MS).await.unwrap();
    assert_eq!((second.len(), second[0].id, second[0].attempts), (1, message.id, 2));
    assert!(
        !store.mark_sent(message.id, message.epoch, at(LEASE_MS)).await.unwrap(),
        "the first worker is too late"
    );
    assert!(
        store.mark_failed(message.id, second[0].epoch, at(LEASE_MS + 5), "timeout").await.unwrap()
    );
    let third = store.claim_notices("a", at(LEASE_MS + 5), 10, LEASE_MS).await.unwrap();
    assert_eq!(third[0].error_code.as_deref(), Some("timeout"));
    assert!(store.mark_sent(message.id, third[0].epoch, at(LEASE_MS + 6)).await.unwrap());
    assert!(
        !store.mark_dead(message.id, third[0].epoch, "late").await.unwrap(),
        "what is sent stays sent"
    );
    let stored = store.find_notice(message.id).await.unwrap().unwrap();
    assert_eq!(
        (stored.state, stored.sent_at, stored.error_code),
        (OutboxState::Sent, Some(at(LEASE_MS + 6)), None)
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn eight_workers_claim_every_message_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for _ in 0..24 {
        office.document(1).await;
    }
    let now = office.now();
    let workers: Vec<_> = (0..8)
        .map(|worker| {
            let office = office.clone();
            tokio::spawn(async move {
                let mut claimed = Vec::new();
                loop {
                    let some = office
                        .store
                        .claim_notices(&worker.to_string(), now, 2, LEASE_MS)
                        .await
                        .unwrap();
                    if some.is_empty() {
                        return claimed;
                    }
                    for row in some {
                        assert!(office.store.mark_sent(row.id, row.epoch, now).await.unwrap());
                        claimed.push(row.id);
                    }
                }
            })
        })
        .collect();
    let mut claimed = Vec::new();
    for worker in workers {
        claimed.extend(worker.await.unwrap());
    }
    // A worker may find nothing while another holds the rest locked or in hand; what is left is claimed by the next looks.
    loop {
        let rest = office.store.claim_notices("last", now, 100, LEASE_MS).await.unwrap();
        if rest.is_empty() {
            break;
        }
        for row in rest {
            assert!(office.store.mark_sent(row.id, row.epoch, now).await.unwrap());
            claimed.push(row.id);
        }
    }
    assert_eq!((claimed.len(), claimed.iter().collect::<BTreeSet<_>>().len()), (24, 24));
}

#[rstest]
#[tokio::test]
async fn a_message_that_is_given_up_is_not_claimed_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    office.document(1).await;
    let now = office.now();
    let claimed = office.store.claim_notices("a", now, 10, LEASE_MS).await.unwrap();
    assert!(office.store.mark_dead(claimed[0].id, claimed[0].epoch, "no_address").await.unwrap());
    assert!(
        office
            .store
            .claim_notices("a", Timestamp(i64::MAX), 10, LEASE_MS)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(count(&office.store, "outbox WHERE state = 'dead'").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_lease_is_renewed_by_its_holder_for_what_is_in_hand_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    office.document(1).await;
    office.document(1).await;
    let store = &office.store;
    let now = office.now();
    let at = |ms: i64| Timestamp(now.0 + ms);
    let mine = store.claim_notices("a", now, 10, LEASE_MS).await.unwrap();
    let [kept, postponed] = mine.as_slice() else { panic!("two messages wait: {mine:?}") };
    assert!(
        store.mark_failed(postponed.id, postponed.epoch, at(2 * LEASE_MS), "451").await.unwrap()
    );
    assert_eq!(store.renew_notices("b", at(1), LEASE_MS).await.unwrap(), 0, "b holds nothing");
    assert_eq!(store.renew_notices("a", at(LEASE_MS - 1), 2 * LEASE_MS).await.unwrap(), 1);
    let other = store.claim_notices("b", at(2 * LEASE_MS), 10, LEASE_MS).await.unwrap();
    assert_eq!(other.iter().map(|row| row.id).collect::<Vec<_>>(), [postponed.id]);
    assert!(store.mark_sent(kept.id, kept.epoch, at(2 * LEASE_MS)).await.unwrap());
}

#[rstest]
#[tokio::test]
async fn a_message_does_not_overtake_an_earlier_one_to_the_same_person(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let store = &office.store;
    let now = office.now();
    let first = store.claim_notices("a", now, 10, LEASE_MS).await.unwrap();
    let later = Timestamp(now.0 + 10 * LEASE_MS);
    assert!(store.mark_failed(first[0].id, first[0].epoch, later, "451").await.unwrap());
    office.perform(id, HEAD, Action::return_to_drafter("请精简。".to_owned())).await;
    office.perform(id, DRAFTER, Action::Submit {}).await;
    let told = |rows: Vec<OutboxRow>| rows.into_iter().map(|row| row.to).collect::<Vec<_>>();
    let now = office.now();
    let meanwhile = store.claim_notices("a", now, 10, LEASE_MS).await.unwrap();
    assert_eq!(told(meanwhile), [DRAFTER], "the head's second message waits for the first");
    let both = store.claim_notices("a", later, 10, LEASE_MS).await.unwrap();
    assert_eq!(told(both.into_iter().filter(|row| row.to == HEAD).collect()), [HEAD, HEAD]);
}

#[rstest]
#[tokio::test]
async fn three_messages_to_one_person_are_in_hand_at_once_and_hold_up_no_other(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for _ in 0..5 {
        office.document(1).await;
    }
    let returned = office.document(1).await;
    office.perform(returned, HEAD, Action::return_to_drafter("请精简。".to_owned())).await;
    let (store, now) = (&office.store, office.now());
    let told = |rows: &[OutboxRow]| {
        let count = |person| rows.iter().filter(|row| row.to == person).count();
        (count(HEAD), count(DRAFTER))
    };
    let first = store.claim_notices("a", now, 100, LEASE_MS).await.unwrap();
    assert_eq!(told(&first), (3, 1));
    assert!(store.claim_notices("b", now, 100, LEASE_MS).await.unwrap().is_empty());
    let done = first.iter().find(|row| row.to == HEAD).unwrap();
    assert!(store.mark_sent(done.id, done.epoch, now).await.unwrap());
    assert_eq!(told(&store.claim_notices("b", now, 100, LEASE_MS).await.unwrap()), (1, 0));
    let later = Timestamp(now.0 + LEASE_MS);
    assert_eq!(told(&store.claim_notices("c", later, 100, LEASE_MS).await.unwrap()), (3, 1));
}

#[rstest]
#[tokio::test]
async fn what_was_given_up_is_listed_and_what_was_superseded_is_not(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for _ in 0..3 {
        office.document(1).await;
    }
    let (store, now) = (&office.store, office.now());
    let rows = store.claim_notices("a", now, 100, LEASE_MS).await.unwrap();
    assert_eq!(store.waiting_notices().await.unwrap(), 3);
    assert!(store.mark_dead(rows[0].id, rows[0].epoch, OBSOLETE).await.unwrap());
    assert!(store.mark_dead(rows[1].id, rows[1].epoch, "rcpt_550").await.unwrap());
    let listed = store.given_up(now).await.unwrap();
    let [lost] = listed.as_slice() else { panic!("one was given up: {listed:?}") };
    assert_eq!((lost.id, lost.to, lost.code.as_str()), (rows[1].id, HEAD, "rcpt_550"));
    assert_eq!((lost.request, lost.attempts), (rows[1].request, 1));
    assert!(store.given_up(Timestamp(now.0 + LEASE_MS + 1)).await.unwrap().is_empty());
    assert_eq!(store.waiting_notices().await.unwrap(), 1);
}

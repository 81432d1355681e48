//! The organisation, and who signs in.

use baopi_workflow::{Delegation, Digest, Kind, Person, Role, Timestamp};
use chrono::NaiveDate;
use rstest::rstest;

use super::bare;
use super::office::{BUREAU, DRAFTER, HEAD, LEADER, Office, people, person, units};
use crate::column::values;
use crate::store::Backend;
use crate::{SessionRow, StoreError, TokenRow};

#[rstest]
#[tokio::test]
async fn the_organisation_is_read_back_as_it_was_written(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
    let delegation = Delegation {
        from: LEADER,
        to: HEAD,
        scope: Some(Kind::Document),
        from_on: day(1),
        to_on: day(30),
        reference: "授权书".to_owned(),
    };
    let written = delegation.clone();
    office
        .store
        .write(move |txn| {
            let delegation = written.clone();
            Box::pin(async move {
                txn.insert_delegation(&delegation, delegation.from).await?;
                txn.insert_delegation(&delegation, delegation.from).await
            })
        })
        .await
        .unwrap();
    let organisation = office.store.organisation().await.unwrap();
    for unit in units() {
        assert_eq!(organisation.unit(unit.id), Some(&unit));
    }
    for person in people() {
        assert_eq!(organisation.person(person.id), Some(&person));
    }
    assert_eq!(organisation.delegations(), [delegation]);
}

#[rstest]
#[tokio::test]
async fn a_change_by_sql_is_seen_by_the_next_reader(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let before = office.store.organisation().await.unwrap();
    assert!(
        std::sync::Arc::ptr_eq(&before, &office.store.organisation().await.unwrap()),
        "it is kept in memory"
    );
    bare(&office.store, "UPDATE person SET active = $2 WHERE id = $1", values![HEAD, false])
        .await
        .unwrap();
    assert!(office.store.organisation().await.unwrap().active_person(HEAD).is_none());
    bare(&office.store, "DELETE FROM person WHERE id = $1", values![HEAD]).await.unwrap();
    assert!(office.store.organisation().await.unwrap().person(HEAD).is_none());
}

#[rstest]
#[tokio::test]
async fn a_change_that_is_rolled_back_is_seen_by_nobody_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let outcome: Result<(), StoreError> = office
        .store
        .write(|txn| {
            Box::pin(async move {
                let changed =
                    Person { active: false, ..person(HEAD, "head", BUREAU, &[Role::DeptHead]) };
                assert!(txn.update_person(&changed).await?);
                assert!(
                    txn.organisation().await?.active_person(HEAD).is_none(),
                    "its own change is seen"
                );
                Err(StoreError::BadCursor)
            })
        })
        .await;
    assert!(outcome.is_err());
    assert!(office.store.organisation().await.unwrap().active_person(HEAD).is_some());
}

#[rstest]
#[tokio::test]
async fn two_people_cannot_sign_in_with_one_name(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let outcome = office
        .store
        .write(|txn| {
            Box::pin(async move {
                let other = person(
                    baopi_workflow::PersonId(uuid::Uuid::from_u128(99)),
                    "head",
                    BUREAU,
                    &[],
                );
                txn.insert_person(&other).await
            })
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::Taken(_))), "{outcome:?}");
}

#[rstest]
#[tokio::test]
async fn sessions_tokens_and_passwords_come_and_go(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let store = &office.store;
    let (begin, end) = (Timestamp(1_000_000), Timestamp(9_000_000));
    let session = SessionRow {
        hash: Digest::of(b"session"),
        person: DRAFTER,
        device: "浏览器".to_owned(),
        created_at: begin,
        seen_at: begin,
        expires_at: end,
    };
    let token = TokenRow {
        hash: Digest::of(b"token"),
        person: DRAFTER,
        label: "import".to_owned(),
        created_at: begin,
        expires_at: end,
    };
    let (new_session, new_token) = (session.clone(), token.clone());
    store
        .write(move |txn| {
            let (session, token) = (new_session.clone(), new_token.clone());
            Box::pin(async move {
                txn.set_password(DRAFTER, "old").await?;
                txn.set_password(DRAFTER, "new").await?;
                txn.insert_session(&session).await?;
                txn.insert_token(&token).await
            })
        })
        .await
        .unwrap();
    assert_eq!(store.find_password("drafter").await.unwrap(), Some((DRAFTER, "new".to_owned())));
    assert_eq!(store.find_password("nobody").await.unwrap(), None);
    assert_eq!(store.find_session(session.hash).await.unwrap(), Some(session.clone()));
    assert_eq!(store.find_token(token.hash).await.unwrap(), Some(token.clone()));
    store.touch_session(session.hash, Timestamp(begin.0 + 59_999)).await.unwrap();
    assert_eq!(store.find_session(session.hash).await.unwrap().unwrap().seen_at, begin);
    store.touch_session(session.hash, Timestamp(begin.0 + 60_000)).await.unwrap();
    assert_eq!(
        store.find_session(session.hash).await.unwrap().unwrap().seen_at,
        Timestamp(begin.0 + 60_000)
    );
    store.write(|txn| Box::pin(async move { txn.end_sessions_of(DRAFTER).await })).await.unwrap();
    assert_eq!(store.find_session(session.hash).await.unwrap(), None);
    assert_eq!(store.find_token(token.hash).await.unwrap(), None);
}

#[rstest]
#[tokio::test]
async fn a_command_is_answered_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let answer = |key: &'static str| {
        office.store.write(move |txn| {
            Box::pin(async move {
                txn.insert_answer(DRAFTER, key, Digest::of(b"command"), "{}", Timestamp(1)).await
            })
        })
    };
    let longest: &'static str = "x".repeat(200).leak();
    answer(longest).await.unwrap();
    assert!(matches!(answer(longest).await, Err(StoreError::Taken(_))));
    assert!(matches!(answer("x".repeat(201).leak()).await, Err(StoreError::Refused(_))));
    assert!(matches!(answer("").await, Err(StoreError::Refused(_))));
    let found = office
        .store
        .write(move |txn| Box::pin(async move { txn.find_answer(DRAFTER, longest).await }))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.fingerprint, found.body.as_str()), (Digest::of(b"command"), "{}"));
}

#[rstest]
#[tokio::test]
async fn a_file_is_kept_once_and_belongs_to_who_sent_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let sha256 = Digest::of(b"text");
    office
        .store
        .write(move |txn| {
            Box::pin(async move {
                for _ in 0..2 {
                    txn.insert_blob(sha256, b"text", Timestamp(1)).await?;
                    txn.insert_upload(sha256, DRAFTER, Timestamp(1)).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    let store = &office.store;
    assert_eq!(store.blob(sha256).await.unwrap().as_deref(), Some(b"text".as_slice()));
    assert_eq!(
        (
            store.uploaded_by(sha256, DRAFTER).await.unwrap(),
            store.uploaded_by(sha256, HEAD).await.unwrap()
        ),
        (true, false)
    );
    let mut document = super::office::document();
    let file = baopi_workflow::content::FileRef { sha256, name: "附件.txt".to_owned(), size: 4 };
    document.body_file = Some(file.clone());
    document.annexes = vec![baopi_workflow::content::Annex {
        title: "附件".to_owned(),
        text: None,
        file: Some(file),
        kind: baopi_workflow::content::AnnexKind::Ordinary,
    }];
    let with = office.create(baopi_workflow::Content::Document(Box::new(document))).await;
    let without = office.document(0).await;
    assert!(store.blob_is_of(with, sha256).await.unwrap());
    assert!(!store.blob_is_of(without, sha256).await.unwrap());
}

#[tokio::test]
async fn on_postgres_nobody_loses_a_post_while_a_decision_of_theirs_is_written_down() {
    const TAKE: &str = "SELECT version FROM organisation_version FOR UPDATE NOWAIT";
    let office = Office::new(Backend::Postgres).await;
    let store = office.store.clone();
    let held = office
        .store
        .write(move |txn| {
            let store = store.clone();
            Box::pin(async move {
                txn.organisation().await?;
                Ok::<_, StoreError>(super::bare(&store, TAKE, values![]).await.is_err())
            })
        })
        .await
        .unwrap();
    assert!(held, "the organisation could have changed under the decision");
    super::bare(&office.store, TAKE, values![]).await.expect("afterwards it may change");
}

//! Which databases are those of a demonstration, whose clock differs from the machine's.

use rstest::rstest;

use super::office::Office;
use super::{bare, migrated};
use crate::column::values;
use crate::store::Backend;
use crate::{Store, StoreError};

async fn begin(store: &Store, offset: i64) -> Result<(), StoreError> {
    store.write(move |txn| Box::pin(txn.begin_demonstration(offset))).await
}

#[rstest]
#[tokio::test]
async fn an_empty_database_becomes_a_demonstration_once_and_its_clock_is_only_put_forward(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let (store, _place) = migrated(backend).await;
    assert_eq!(store.demonstration().await.unwrap(), None);
    begin(&store, -5_000).await.unwrap();
    assert_eq!(store.demonstration().await.unwrap(), Some(-5_000));
    assert!(matches!(begin(&store, 1).await, Err(StoreError::Taken(_))));
    let put =
        |offset: i64| bare(&store, "UPDATE demonstration SET clock_offset = $1", values![offset]);
    assert!(matches!(put(-5_001).await, Err(StoreError::Refused(_))), "back by a millisecond");
    put(-4_999).await.unwrap();
    assert_eq!(store.demonstration().await.unwrap(), Some(-4_999));
    let gone = bare(&store, "DELETE FROM demonstration", values![]).await;
    assert!(matches!(gone, Err(StoreError::Refused(_))));
    let other = bare(&store, "INSERT INTO demonstration VALUES (2, 0)", values![]).await;
    assert!(matches!(other, Err(StoreError::Refused(_) | StoreError::Database(_))), "{other:?}");
}

#[rstest]
#[tokio::test]
async fn an_office_never_becomes_a_demonstration(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    assert!(matches!(begin(&office.store, -86_400_000).await, Err(StoreError::Refused(_))));
    let replace = "INSERT INTO demonstration VALUES (1, -86400000) ON CONFLICT (id) DO NOTHING";
    assert!(matches!(bare(&office.store, replace, values![]).await, Err(StoreError::Refused(_))));
    assert_eq!(office.store.demonstration().await.unwrap(), None);
}

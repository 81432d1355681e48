//! Several processes that start at once.

use rstest::rstest;

use super::{Empty, count};
use crate::StoreError;
use crate::store::Backend;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn four_that_migrate_at_once_all_succeed_and_one_does_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let empty = Empty::new(backend).await;
    let first = empty.open().await.unwrap();
    assert_eq!(first.pending_migrations().await.unwrap(), 3);
    let mut tasks = Vec::new();
    for _ in 0..4 {
        // Another process on PostgreSQL; on SQLite only one process has the file.
        let node =
            if backend == Backend::Postgres { empty.open().await.unwrap() } else { first.clone() };
        tasks.push(tokio::spawn(async move { node.migrate().await }));
    }
    let mut applied = Vec::new();
    for task in tasks {
        applied.push(task.await.unwrap().unwrap());
    }
    applied.sort_unstable();
    assert_eq!(applied, [0, 0, 0, 3]);
    assert_eq!(first.pending_migrations().await.unwrap(), 0);
    assert_eq!((count(&first, "route").await, count(&first, "rule_set").await), (2, 1));
}

#[tokio::test]
async fn a_second_process_is_told_that_the_file_is_in_use_until_the_first_has_closed_it() {
    let empty = Empty::new(Backend::Sqlite).await;
    let first = empty.open().await.unwrap();
    assert!(matches!(empty.open().await, Err(StoreError::InUse(_))));
    first.close().await;
    empty.open().await.unwrap();
}

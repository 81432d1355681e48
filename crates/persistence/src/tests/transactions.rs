//! Transactions are kept whole or not at all.

use std::sync::Arc;

use baopi_workflow::Digest;
use rstest::rstest;

use super::{bare, count, migrated, rows, run};
use crate::StoreError;
use crate::column::values;
use crate::store::Backend;

const INSERT: &str =
    "INSERT INTO sign_in_failure (login_sha256, at) SELECT head, 1 FROM system_chain";
const BROKEN: &str = "INSERT INTO rule_set (version, body) VALUES (0, '')";

/// PostgreSQL answers the commit of a failed transaction with a rollback that looks like success.
#[rstest]
#[tokio::test]
async fn a_commit_after_a_failed_statement_is_an_error(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let (store, _place) = migrated(backend).await;
    let outcome = store
        .write(|txn| {
            Box::pin(async move {
                run(txn, INSERT).await?;
                assert!(run(txn, BROKEN).await.is_err());
                Ok::<_, StoreError>(())
            })
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::Poisoned)), "{outcome:?}");
    assert_eq!(count(&store, "sign_in_failure").await, 0);
}

#[rstest]
#[tokio::test]
async fn no_statement_runs_after_a_failed_one(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let (store, _place) = migrated(backend).await;
    let outcome = store
        .write(|txn| {
            Box::pin(async move {
                assert!(run(txn, BROKEN).await.is_err());
                run(txn, INSERT).await
            })
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::Poisoned)), "{outcome:?}");
    assert_eq!(count(&store, "sign_in_failure").await, 0);
}

/// A full SQLite ends the transaction by itself, and the next statement would be kept on its own.
#[tokio::test]
async fn a_full_disk_leaves_nothing_of_a_transaction_behind() {
    let (store, _place) = migrated(Backend::Sqlite).await;
    let pages: i64 =
        rows(&store, "SELECT page_count AS n FROM pragma_page_count").await[0].get("n").unwrap();
    let limit = |pages: i64| format!("PRAGMA max_page_count = {pages}");
    bare(&store, &limit(pages + 2), values![]).await.unwrap();
    let big = vec![7_u8; 1 << 20];
    let outcome = store
        .write(move |txn| {
            let big = big.clone();
            Box::pin(async move {
                run(txn, INSERT).await?;
                let full =
                    txn.insert_blob(Digest::of(&big), &big, baopi_workflow::Timestamp(0)).await;
                assert!(matches!(full, Err(StoreError::Database(_))), "{full:?}");
                // What a careless caller would go on with.
                assert!(matches!(run(txn, INSERT).await, Err(StoreError::Poisoned)));
                Ok::<_, StoreError>(())
            })
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::Poisoned)), "{outcome:?}");
    assert_eq!(count(&store, "sign_in_failure").await, 0);
    // The next transaction has a connection of its own, and works.
    store.write(|txn| Box::pin(async move { run(txn, INSERT).await })).await.unwrap();
    assert_eq!(count(&store, "sign_in_failure").await, 1);
}

/// Without that, a transaction that reads first could not write any more once another connection has written.
#[tokio::test]
async fn on_sqlite_a_transaction_is_the_writer_from_its_beginning() {
    let (store, place) = migrated(Backend::Sqlite).await;
    let url = place.url.clone();
    store
        .write(move |_| {
            let url = url.clone();
            Box::pin(async move {
                let mut options = sea_orm::ConnectOptions::new(url);
                options.map_sqlx_sqlite_opts(|options| {
                    options.busy_timeout(std::time::Duration::ZERO)
                });
                let other = sea_orm::Database::connect(options).await.unwrap();
                let locked =
                    sea_orm::ConnectionTrait::execute_unprepared(&other, "DELETE FROM session")
                        .await;
                assert!(locked.unwrap_err().to_string().contains("locked"));
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn forty_transactions_that_read_before_they_write_all_count(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let (store, _place) = migrated(backend).await;
    let mut tasks = Vec::new();
    for _ in 0..40 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            store
                .write(|txn| {
                    Box::pin(async move {
                        let last = txn.last_number("青政发", 2026).await?;
                        let next = "UPDATE number_counter SET last_sequence = $1";
                        txn.sql.execute(next, values![last + 1]).await
                    })
                })
                .await
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let last: u32 =
        rows(&store, "SELECT last_sequence AS n FROM number_counter").await[0].get("n").unwrap();
    assert_eq!(last, 40);
}

/// A caller who goes away drops the future of `write`; the transaction runs on and is committed.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_goes_away_leaves_no_connection_in_a_transaction(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let (store, _place) = migrated(backend).await;
    let began = Arc::new(tokio::sync::Semaphore::new(0));
    for _ in 0..60 {
        let signal = Arc::clone(&began);
        let write = store.write(move |txn| {
            let signal = Arc::clone(&signal);
            Box::pin(async move {
                run(txn, INSERT).await?;
                signal.add_permits(1);
                Ok::<_, StoreError>(())
            })
        });
        // Polled once, so that the task is there, and then dropped.
        tokio::select! {
            biased;
            _ = write => {}
            () = std::future::ready(()) => {}
        }
    }
    began.acquire_many(60).await.unwrap().forget();
    // One that waits for the writer sees what was committed before it.
    store.write(|txn| Box::pin(async move { run(txn, INSERT).await })).await.unwrap();
    while count(&store, "sign_in_failure").await < 61 {
        tokio::task::yield_now().await;
    }
    let open = "SELECT 1 AS open FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'";
    if backend == Backend::Postgres {
        assert!(rows(&store, open).await.is_empty(), "no connection is left inside a transaction");
    }
}

/// The guard of the pool: a connection that was left inside a transaction is closed and not handed out.
#[tokio::test]
async fn a_connection_left_inside_a_transaction_is_not_handed_out() {
    let (store, _place) = migrated(Backend::Postgres).await;
    let pool = store.writer().get_postgres_connection_pool().clone();
    {
        use sea_orm::sqlx::Executor;
        let mut connection = pool.acquire().await.unwrap();
        connection.execute("BEGIN").await.unwrap();
        connection.execute(INSERT).await.unwrap();
    }
    for _ in 0..4 {
        let open = "SELECT pg_current_xact_id_if_assigned() IS NULL AS fresh";
        assert!(rows(&store, open).await[0].get::<bool>("fresh").unwrap());
    }
    assert_eq!(count(&store, "sign_in_failure").await, 0);
}

#[rstest]
#[tokio::test]
async fn an_error_of_the_closure_rolls_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let (store, _place) = migrated(backend).await;
    let outcome: Result<(), StoreError> = store
        .write(|txn| {
            Box::pin(async move {
                run(txn, INSERT).await?;
                Err(StoreError::BadCursor)
            })
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::BadCursor)));
    assert_eq!(count(&store, "sign_in_failure").await, 0);
}

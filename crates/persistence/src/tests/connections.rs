//! The databases keep what they are told.

use rstest::rstest;

use super::{Empty, bare, count, migrated, rows};
use crate::column::values;
use crate::connect::check_version;
use crate::connection::MAX_PARAMETERS;
use crate::store::{Backend, Store, StoreOptions};
use crate::{Baseline, StoreError};

#[tokio::test]
async fn sqlite_syncs_every_commit_and_checks_references() {
    let (store, _place) = migrated(Backend::Sqlite).await;
    let pragmas = "SELECT (SELECT journal_mode FROM pragma_journal_mode) AS journal,
                          (SELECT synchronous FROM pragma_synchronous) AS synchronous,
                          (SELECT foreign_keys FROM pragma_foreign_keys) AS foreign_keys";
    for _ in 0..2 {
        let row = &rows(&store, pragmas).await[0];
        assert_eq!(row.get::<String>("journal").unwrap(), "wal");
        assert_eq!(
            (row.get::<i64>("synchronous").unwrap(), row.get::<i64>("foreign_keys").unwrap()),
            (2, 1)
        );
        // The connection that comes after a failure is set up the same way.
        let fails = store
            .write(|txn| Box::pin(async move { super::run(txn, "SELECT nothing").await }))
            .await;
        assert!(fails.is_err());
    }
}

#[tokio::test]
async fn readers_cannot_write() {
    let (store, _place) = migrated(Backend::Sqlite).await;
    let sql = "DELETE FROM session";
    assert!(store.reading().execute(sql, values![]).await.is_err());
    assert!(bare(&store, sql, values![]).await.is_ok());
}

#[rstest]
#[case("3.51.2", false)]
#[case("3.51.3", true)]
#[case("3.52.0", true)]
#[case("4.0", true)]
#[case("3.9.9", false)]
#[case("", false)]
fn an_sqlite_that_can_corrupt_its_file_is_refused(#[case] version: &str, #[case] good: bool) {
    assert_eq!(check_version(version.to_owned()).is_ok(), good);
}

#[rstest]
#[case::one_statement_full(0)]
#[case::one_row_more(1)]
#[tokio::test]
async fn rows_are_inserted_with_as_many_statements_as_they_take(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] more: u32,
) {
    let (store, _place) = migrated(backend).await;
    let count = u32::try_from(MAX_PARAMETERS / 2).unwrap() + more;
    let found: u32 = store
        .write(move |txn| {
            Box::pin(async move {
                let table = "CREATE TEMPORARY TABLE many (one BIGINT, other BIGINT)";
                txn.sql.execute(table, values![]).await?;
                let rows = (0..count).map(|number| values![number, number]).collect();
                txn.sql.insert("many (one, other)", rows, "").await?;
                let found = txn.sql.one("SELECT COUNT(DISTINCT one) AS n FROM many", values![]);
                found.await?.map_or(Ok(0), |row| row.get("n"))
            })
        })
        .await
        .unwrap();
    assert_eq!(found, count);
}

#[tokio::test]
async fn postgres_syncs_commits_and_bounds_statements() {
    let (store, _place) = migrated(Backend::Postgres).await;
    for (setting, value) in
        [("synchronous_commit", "on"), ("lock_timeout", "5s"), ("statement_timeout", "30s")]
    {
        let row = &rows(&store, &format!("SELECT current_setting('{setting}') AS found")).await[0];
        assert_eq!(row.get::<String>("found").unwrap(), value);
    }
}

#[tokio::test]
async fn a_url_of_another_kind_is_refused() {
    let options = StoreOptions { url: "mysql://localhost/x".to_owned(), max_readers: 1 };
    assert!(matches!(Store::open(&options).await, Err(StoreError::Url)));
}

#[rstest]
#[tokio::test]
async fn what_is_committed_is_read_at_once_by_every_reader(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = super::office::Office::new(backend).await;
    let figure = Baseline {
        unit: super::office::BUREAU,
        year: 2026,
        metric: "documents".to_owned(),
        baseline: Some(40),
        committed: 36,
        reduction_pct: 10,
    };
    for committed in 30..40 {
        let wanted = Baseline { committed, ..figure.clone() };
        let written = wanted.clone();
        office
            .store
            .write(move |txn| {
                let written = written.clone();
                Box::pin(async move { txn.insert_baseline(&written).await })
            })
            .await
            .unwrap();
        assert_eq!(office.store.baselines(figure.unit, 2026).await.unwrap(), [wanted]);
    }
}

#[rstest]
#[tokio::test]
async fn more_rows_than_one_statement_takes_are_all_inserted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let empty = Empty::new(backend).await;
    let store = empty.open().await.unwrap();
    store.migrate().await.unwrap();
    let digest = baopi_workflow::Digest::ZERO;
    store
        .write(move |txn| {
            Box::pin(async move {
                let rows = (0..16_001_i64).map(|at| values![digest, at]).collect();
                txn.sql.insert("sign_in_failure (login_sha256, at)", rows, "").await
            })
        })
        .await
        .unwrap();
    assert_eq!(count(&store, "sign_in_failure").await, 16_001);
}

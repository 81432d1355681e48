//! Every test runs on both databases. The ones on PostgreSQL take a database of their own from the cluster that
//! `BAOPI_TEST_POSTGRES` names.

mod connections;
mod demonstration;
mod ends;
mod figures;
mod guards;
mod knowledge;
mod lists;
mod migrations;
mod moves;
mod numbers;
mod office;
mod old_database;
mod organisation;
mod outbox;
mod races;
mod registers;
mod rooms;
mod rule_sets;
mod similar;
mod stand_ins;
mod transactions;
mod waiting;
mod way;

use tempfile::TempDir;
use uuid::Uuid;

use crate::column::{Row, values};
use crate::connection::Connection;
use crate::store::{Backend, Store, StoreOptions};
use crate::{StoreError, Txn};

/// An empty database.
pub(super) struct Empty {
    pub(super) url: String,
    directory: TempDir,
}

impl Empty {
    pub(super) async fn new(backend: Backend) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = match backend {
            Backend::Sqlite => {
                format!("sqlite://{}", directory.path().join("baopi.sqlite").display())
            }
            Backend::Postgres => create_database().await,
        };
        Self { url, directory }
    }

    /// The file of SQLite.
    pub(super) fn file(&self) -> std::path::PathBuf {
        self.directory.path().join("baopi.sqlite")
    }

    pub(super) async fn open(&self) -> Result<Store, StoreError> {
        Store::open(&StoreOptions { url: self.url.clone(), max_readers: 4 }).await
    }
}

/// A migrated store, and the place where it is kept.
pub(super) async fn migrated(backend: Backend) -> (Store, Empty) {
    let empty = Empty::new(backend).await;
    let store = empty.open().await.unwrap();
    store.migrate().await.unwrap();
    (store, empty)
}

async fn create_database() -> String {
    let cluster = std::env::var("BAOPI_TEST_POSTGRES")
        .expect("BAOPI_TEST_POSTGRES is not set: start the tests with tests/run, which brings up PostgreSQL");
    let name = format!("test_{}", Uuid::now_v7().simple());
    let connection = sea_orm::Database::connect(&cluster).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(
        &connection,
        &format!("CREATE DATABASE {name} STRATEGY file_copy"),
    )
    .await
    .unwrap();
    connection.close().await.unwrap();
    let (server, rest) =
        cluster.split_once("://").map(|(_, rest)| rest.split_once('/').unwrap()).unwrap();
    let parameters =
        rest.split_once('?').map_or(String::new(), |(_, parameters)| format!("?{parameters}"));
    format!("postgres://{server}/{name}{parameters}")
}

/// What somebody with an SQL prompt does.
pub(super) async fn bare(
    store: &Store,
    sql: &str,
    values: Vec<sea_orm::Value>,
) -> Result<u64, StoreError> {
    Connection::reading(store.writer(), None).execute(sql, values).await
}

pub(super) async fn rows(store: &Store, sql: &str) -> Vec<Row> {
    Connection::reading(store.writer(), None).all(sql, values![]).await.unwrap()
}

pub(super) async fn count(store: &Store, table: &str) -> u64 {
    rows(store, &format!("SELECT COUNT(*) AS n FROM {table}")).await[0].get("n").unwrap()
}

/// A statement inside a transaction, as a careless caller would run it.
pub(super) async fn run(txn: &mut Txn, sql: &str) -> Result<u64, StoreError> {
    txn.sql.execute(sql, values![]).await
}

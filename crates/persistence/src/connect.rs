//! Opening the databases, and making sure that they keep what they are told.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::sqlx;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use crate::column::values;
use crate::connection::Connection;
use crate::error::StoreError;

/// How long a command waits for a connection. A hundred commands at once share a few connections, and on a busy machine the last
/// of them is answered late rather than with an error.
const ACQUIRE_TIMEOUT: Duration = Duration::from_mins(1);
/// How long a statement waits for a lock.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);
/// The oldest SQLite that is free of the WAL-reset bug, which corrupts the file.
const MIN_SQLITE: [u32; 3] = [3, 51, 3];

/// Tells the pool of the one SQLite writer to close its connection: after a failed statement nobody knows whether it is
/// still in a transaction.
pub(crate) type Discard = Arc<AtomicBool>;

/// The file that a SQLite URL names.
pub(crate) fn sqlite_file(url: &str) -> Result<PathBuf, StoreError> {
    Ok(url
        .parse::<SqliteConnectOptions>()
        .map_err(|_| StoreError::Url)?
        .get_filename()
        .to_path_buf())
}

/// The one connection that writes to the SQLite file, which is there.
pub(crate) async fn sqlite_writer(
    url: &str,
    discard: &Discard,
) -> Result<DatabaseConnection, StoreError> {
    let mut options = common(url, 1);
    options.map_sqlx_sqlite_opts(|options| {
        sqlite(options).journal_mode(SqliteJournalMode::Wal).optimize_on_close(true, None)
    });
    let discard = Arc::clone(discard);
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        let discard = Arc::clone(&discard);
        pool.before_acquire(move |_, _| {
            let keep = !discard.swap(false, Ordering::AcqRel);
            Box::pin(async move { Ok(keep) })
        })
    });
    let writer = Database::connect(options).await?;
    check_sqlite(&writer).await?;
    Ok(writer)
}

/// Connections that can only read.
pub(crate) async fn sqlite_readers(
    url: &str,
    readers: u32,
) -> Result<DatabaseConnection, StoreError> {
    let mut options = common(url, readers.max(1));
    options
        .map_sqlx_sqlite_opts(|options| sqlite(options).read_only(true).pragma("query_only", "ON"));
    let readers = Database::connect(options).await?;
    expect(
        &readers,
        "query_only",
        "SELECT CAST(query_only AS TEXT) AS found FROM pragma_query_only",
        "1",
    )
    .await?;
    Ok(readers)
}

/// A pool for reading and writing. The check before each use closes a connection that somebody left inside a transaction:
/// only then is the time of the transaction not the time of the statement.
pub(crate) async fn postgres(
    url: &str,
    connections: u32,
) -> Result<DatabaseConnection, StoreError> {
    use sqlx::{Executor, Row};

    let mut options = common(url, connections.max(2));
    options.test_before_acquire(false);
    options.map_sqlx_postgres_opts(|options| {
        let seconds = |duration: Duration| format!("{}s", duration.as_secs());
        options.application_name("baopi").options([
            ("lock_timeout", seconds(LOCK_TIMEOUT)),
            ("statement_timeout", "30s".to_owned()),
            ("idle_in_transaction_session_timeout", "60s".to_owned()),
            ("synchronous_commit", "on".to_owned()),
        ])
    });
    options.map_sqlx_postgres_before_acquire(|connection, _| {
        Box::pin(async move {
            let fresh =
                connection.fetch_one(sqlx::raw_sql("SELECT now() = statement_timestamp()")).await?;
            Ok(fresh.get::<bool, _>(0))
        })
    });
    let pool = Database::connect(options).await?;
    check_postgres(&pool).await?;
    Ok(pool)
}

fn common(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

fn sqlite(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .foreign_keys(true)
        // With NORMAL a loss of power takes the last commits away.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(LOCK_TIMEOUT)
        .pragma("trusted_schema", "OFF")
}

async fn check_sqlite(writer: &DatabaseConnection) -> Result<(), StoreError> {
    check_version(asked(writer, "SELECT sqlite_version() AS found").await?)?;
    expect(writer, "journal_mode", "SELECT journal_mode AS found FROM pragma_journal_mode", "wal")
        .await?;
    expect(
        writer,
        "synchronous",
        "SELECT CAST(synchronous AS TEXT) AS found FROM pragma_synchronous",
        "2",
    )
    .await?;
    expect(
        writer,
        "foreign_keys",
        "SELECT CAST(foreign_keys AS TEXT) AS found FROM pragma_foreign_keys",
        "1",
    )
    .await
}

pub(crate) fn check_version(found: String) -> Result<(), StoreError> {
    let parts: Vec<u32> = found.split('.').filter_map(|part| part.parse().ok()).collect();
    if parts.as_slice() < MIN_SQLITE.as_slice() {
        return Err(StoreError::Unfit {
            setting: "sqlite_version",
            found,
            needed: "3.51.3 or later",
        });
    }
    Ok(())
}

async fn check_postgres(pool: &DatabaseConnection) -> Result<(), StoreError> {
    expect(pool, "server_encoding", "SELECT current_setting('server_encoding') AS found", "UTF8")
        .await?;
    let ctype =
        "SELECT datctype::text AS found FROM pg_database WHERE datname = current_database()";
    let found = asked(pool, ctype).await?;
    if matches!(found.as_str(), "C" | "POSIX") {
        return Err(StoreError::Unfit {
            setting: "lc_ctype",
            found,
            needed: "one that knows Chinese, such as C.UTF-8",
        });
    }
    expect(
        pool,
        "synchronous_commit",
        "SELECT current_setting('synchronous_commit') AS found",
        "on",
    )
    .await
}

async fn expect(
    pool: &DatabaseConnection,
    setting: &'static str,
    sql: &str,
    needed: &'static str,
) -> Result<(), StoreError> {
    let found = asked(pool, sql).await?;
    if found == needed { Ok(()) } else { Err(StoreError::Unfit { setting, found, needed }) }
}

async fn asked(pool: &DatabaseConnection, sql: &str) -> Result<String, StoreError> {
    let row = Connection::reading(pool, None).one(sql, values![]).await?;
    row.map_or_else(|| Ok(String::new()), |row| row.get("found"))
}

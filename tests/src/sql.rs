//! Bare SQL on the database of an office: what an administrator with a prompt could do.

use anyhow::Context;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend};
use sea_orm::{FromQueryResult, JsonValue, Statement};

/// A connection of its own, beside those of the program.
#[derive(Debug)]
pub struct Sql {
    connection: DatabaseConnection,
}

impl Sql {
    /// Opens the database with this URL, SQLite or PostgreSQL.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let connection =
            Database::connect(options).await.with_context(|| format!("cannot open {url}"))?;
        Ok(Self { connection })
    }

    /// Whether this is PostgreSQL; otherwise it is SQLite.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.connection.get_database_backend() == DbBackend::Postgres
    }

    /// The connection itself, for what else a scenario has to do with it.
    #[must_use]
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Carries out one statement, or several on PostgreSQL, and returns how many rows changed.
    ///
    /// # Errors
    ///
    /// When the database refuses; the message is the database's.
    pub async fn execute(&self, statement: &str) -> anyhow::Result<u64> {
        let done = self.connection.execute_unprepared(statement).await;
        Ok(done.with_context(|| format!("refused: {statement}"))?.rows_affected())
    }

    /// Carries out a statement that the database has to refuse, and returns the reason it gives.
    ///
    /// # Errors
    ///
    /// When the database carries it out.
    pub async fn refused(&self, statement: &str) -> anyhow::Result<String> {
        match self.connection.execute_unprepared(statement).await {
            Ok(done) => anyhow::bail!(
                "should be refused but changed {} rows: {statement}",
                done.rows_affected()
            ),
            Err(refusal) => Ok(refusal.to_string()),
        }
    }

    /// The rows of a query, each as a JSON object of its columns.
    ///
    /// # Errors
    ///
    /// When the query fails.
    pub async fn rows(&self, query: &str) -> anyhow::Result<Vec<JsonValue>> {
        let statement = Statement::from_string(self.connection.get_database_backend(), query);
        let rows = JsonValue::find_by_statement(statement).all(&self.connection).await;
        rows.with_context(|| format!("failed: {query}"))
    }

    /// The one number that a query such as `SELECT count(*) AS n FROM …` answers with.
    ///
    /// # Errors
    ///
    /// When the query fails, or does not answer with one whole number.
    pub async fn number(&self, query: &str) -> anyhow::Result<i64> {
        let statement = Statement::from_string(self.connection.get_database_backend(), query);
        let row = self.connection.query_one_raw(statement).await?.context("no row")?;
        row.try_get_by_index(0).with_context(|| format!("not a number: {query}"))
    }

    /// Closes the connection.
    ///
    /// # Errors
    ///
    /// When the database is already gone.
    pub async fn close(self) -> anyhow::Result<()> {
        Ok(self.connection.close().await?)
    }
}

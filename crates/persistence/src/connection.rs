//! Where statements go: the pool of readers, or one transaction.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, Value,
};
use tracing::{Instrument, Span};

use crate::column::Row;
use crate::error::StoreError;

/// The most parameters of one statement. SQLite takes 32 766 and PostgreSQL 65 535, but SQLite looks each one up among all that
/// came before it, so that many small statements are faster than a large one.
pub(crate) const MAX_PARAMETERS: usize = 1_000;

/// Runs statements. Inside a transaction the first failure poisons it: SQLite may have ended the transaction by itself, and
/// what came after would be kept for good; PostgreSQL would answer the commit with a rollback that looks like success.
pub(crate) struct Connection {
    target: Target,
    failure: Option<Failure>,
}

enum Target {
    Readers(DatabaseConnection),
    Transaction(DatabaseTransaction),
}

/// What made a transaction useless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Running it again may help.
    Transient,
    /// It would fail again.
    Lasting,
}

impl Connection {
    pub(crate) fn reading(readers: &DatabaseConnection) -> Self {
        Self { target: Target::Readers(readers.clone()), failure: None }
    }

    pub(crate) const fn writing(transaction: DatabaseTransaction) -> Self {
        Self { target: Target::Transaction(transaction), failure: None }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        match &self.target {
            Target::Readers(readers) => readers.get_database_backend(),
            Target::Transaction(transaction) => transaction.get_database_backend(),
        }
    }

    /// Ends a `SELECT` that locks its rows. SQLite has one writer at a time, which the transaction is already.
    pub(crate) fn for_update(&self) -> &'static str {
        if self.backend() == DbBackend::Postgres { " FOR UPDATE" } else { "" }
    }

    /// Ends a `SELECT` whose rows nobody changes before the transaction ends, though others may read them likewise.
    pub(crate) fn for_share(&self) -> &'static str {
        if self.backend() == DbBackend::Postgres { " FOR SHARE" } else { "" }
    }

    pub(crate) const fn failure(&self) -> Option<Failure> {
        self.failure
    }

    pub(crate) const fn poison(&mut self) {
        self.failure = Some(Failure::Lasting);
    }

    pub(crate) fn into_transaction(self) -> Option<DatabaseTransaction> {
        match self.target {
            Target::Readers(_) => None,
            Target::Transaction(transaction) => Some(transaction),
        }
    }

    /// Runs a statement and says how many rows it changed.
    pub(crate) async fn execute(
        &mut self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        let statement = self.statement(sql, values)?;
        let answer = async {
            match &self.target {
                Target::Readers(readers) => readers.execute_raw(statement).await,
                Target::Transaction(transaction) => transaction.execute_raw(statement).await,
            }
        };
        let outcome = answer.instrument(span(sql)).await;
        Ok(self.noticing(outcome)?.rows_affected())
    }

    pub(crate) async fn one(
        &mut self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        let statement = self.statement(sql, values)?;
        let answer = async {
            match &self.target {
                Target::Readers(readers) => readers.query_one_raw(statement).await,
                Target::Transaction(transaction) => transaction.query_one_raw(statement).await,
            }
        };
        let outcome = answer.instrument(span(sql)).await;
        Ok(self.noticing(outcome)?.map(Row))
    }

    pub(crate) async fn all(
        &mut self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let statement = self.statement(sql, values)?;
        let answer = async {
            match &self.target {
                Target::Readers(readers) => readers.query_all_raw(statement).await,
                Target::Transaction(transaction) => transaction.query_all_raw(statement).await,
            }
        };
        let outcome = answer.instrument(span(sql)).await;
        Ok(self.noticing(outcome)?.into_iter().map(Row).collect())
    }

    /// Inserts rows, as many at once as a statement takes. `into` is the table with its columns, and `unless` what to do on a
    /// conflict.
    pub(crate) async fn insert(
        &mut self,
        into: &str,
        rows: Vec<Vec<Value>>,
        unless: &str,
    ) -> Result<(), StoreError> {
        let Some(width) = rows.first().map(Vec::len) else { return Ok(()) };
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let chunk: Vec<Vec<Value>> = rows.by_ref().take(MAX_PARAMETERS / width).collect();
            let mut parameter = 1..;
            let mut tuple = || -> String {
                let tuple: Vec<String> =
                    parameter.by_ref().take(width).map(|number| format!("${number}")).collect();
                format!("({})", tuple.join(", "))
            };
            let tuples: Vec<String> = chunk.iter().map(|_| tuple()).collect();
            let sql = format!("INSERT INTO {into} VALUES {} {unless}", tuples.join(", "));
            self.execute(&sql, chunk.into_iter().flatten().collect()).await?;
        }
        Ok(())
    }

    fn statement(&self, sql: &str, values: Vec<Value>) -> Result<Statement, StoreError> {
        if self.failure.is_some() {
            return Err(StoreError::Poisoned);
        }
        Ok(Statement::from_sql_and_values(self.backend(), sql, values))
    }

    fn noticing<T>(&mut self, outcome: Result<T, sea_orm::DbErr>) -> Result<T, StoreError> {
        outcome.map_err(|error| {
            let error = StoreError::from(error);
            self.failure =
                Some(if error.may_retry() { Failure::Transient } else { Failure::Lasting });
            error
        })
    }
}

/// The span of one statement: its text, and never the values that it is given.
fn span(sql: &str) -> Span {
    tracing::debug_span!("statement", sql = %OneLine(sql))
}

/// A statement as it stands in the log: its lines and indents are blanks.
struct OneLine<'a>(&'a str);

impl std::fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, word) in self.0.split_whitespace().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            f.write_str(word)?;
        }
        Ok(())
    }
}

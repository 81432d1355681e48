//! Where statements go: the pool of readers, or one transaction.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement, Value,
};
use tracing::{Instrument, Span};

use crate::column::Row;
use crate::error::StoreError;
use crate::lock::InstanceLock;

/// The most parameters of one statement. SQLite takes 32 766 and PostgreSQL 65 535, but SQLite looks each one up among all that
/// came before it, so that many small statements are faster than a large one.
pub(crate) const MAX_PARAMETERS: usize = 1_000;

/// How long a server may take for its answer, the wait for a connection included: a minute for that, and the 30 seconds after
/// which a server that works ends the statement by itself. One that is frozen, or behind a network that is gone, says nothing.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_secs(100);

/// The answer of the database, if it comes within `limit`. SQLite works in this process; it ends every wait for a lock, and its
/// long statements are done in the end.
pub(crate) async fn in_time<T>(
    backend: DbBackend,
    limit: Duration,
    answer: impl Future<Output = Result<T, DbErr>>,
) -> Result<T, StoreError> {
    if backend == DbBackend::Sqlite {
        return Ok(answer.await?);
    }
    match tokio::time::timeout(limit, answer).await {
        Ok(answer) => Ok(answer?),
        Err(_elapsed) => Err(StoreError::Silent(limit)),
    }
}

/// Runs statements. Inside a transaction the first failure poisons it: SQLite may have ended the transaction by itself, and
/// what came after would be kept for good; PostgreSQL would answer the commit with a rollback that looks like success.
pub(crate) struct Connection {
    target: Target,
    lock: Option<Arc<InstanceLock>>,
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
    /// With the lock of a SQLite file each statement first makes sure that the file is still the one that was opened.
    pub(crate) fn reading(readers: &DatabaseConnection, lock: Option<Arc<InstanceLock>>) -> Self {
        Self { target: Target::Readers(readers.clone()), lock, failure: None }
    }

    pub(crate) const fn writing(
        transaction: DatabaseTransaction,
        lock: Option<Arc<InstanceLock>>,
    ) -> Self {
        Self { target: Target::Transaction(transaction), lock, failure: None }
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
        let outcome = self.in_time(answer.instrument(span(sql))).await;
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
        let outcome = self.in_time(answer.instrument(span(sql))).await;
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
        let outcome = self.in_time(answer.instrument(span(sql))).await;
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
        self.lock.as_ref().map_or(Ok(()), |lock| lock.check())?;
        Ok(Statement::from_sql_and_values(self.backend(), sql, values))
    }

    /// The answer, if it comes in time.
    async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, StoreError> {
        in_time(self.backend(), ANSWER_TIMEOUT, answer).await
    }

    fn noticing<T>(&mut self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        outcome.inspect_err(|error| {
            self.failure =
                Some(if error.may_retry() { Failure::Transient } else { Failure::Lasting });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_server_that_says_nothing_is_not_waited_for_without_end() {
        let limit = Duration::from_millis(1);
        let silent =
            in_time(DbBackend::Postgres, limit, std::future::pending::<Result<(), DbErr>>());
        assert!(matches!(silent.await, Err(StoreError::Silent(waited)) if waited == limit));
        let said =
            in_time(DbBackend::Postgres, ANSWER_TIMEOUT, std::future::ready(Ok::<_, DbErr>(7)));
        assert_eq!(said.await.unwrap(), 7);
    }
}

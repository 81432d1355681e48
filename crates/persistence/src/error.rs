//! What can go wrong with the database.

use std::path::PathBuf;

use baopi_workflow::RequestId;
use baopi_workflow::canonical::CanonicalError;
use sea_orm::sqlx;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// Why the store could not do what was asked; nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The request moved since the decision about it was made. Load it and decide again.
    #[error("request {0} was changed in the meantime")]
    Stale(RequestId),
    /// A unique name or key is taken already.
    #[error("the name or key is taken already")]
    Taken(#[source] DbErr),
    /// Another meeting has the room at that time since the decision was made. Decide again, and it will be seen.
    #[error("the room is taken at that time")]
    RoomTaken(#[source] DbErr),
    /// A constraint or a trigger stands against it: the program tried what must never be stored.
    #[error("the database refuses the change")]
    Refused(#[source] DbErr),
    /// The database failed, is away, or is full.
    #[error("the database failed")]
    Database(#[source] DbErr),
    /// An earlier statement of this transaction failed, so that nothing of it may be kept.
    #[error("an earlier statement of the transaction failed")]
    Poisoned,
    /// The task in which the transaction ran has ended early.
    #[error("the transaction ended early")]
    Task(#[source] tokio::task::JoinError),
    /// A cursor that this list did not hand out.
    #[error("the cursor is not one of this list")]
    BadCursor,
    /// A row holds what this program cannot read.
    #[error("the column {column} cannot be read")]
    Unreadable {
        /// The column.
        column: String,
        /// What is wrong with it.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An event has no canonical form.
    #[error("the event has no canonical form")]
    Canonical(#[from] CanonicalError),
    /// There is no such SQLite file, and nobody said that one is to be made.
    #[error("there is no database {}", .0.display())]
    Missing(PathBuf),
    /// The SQLite file or its lock file was taken away or replaced under the running program.
    #[error("{} was taken away or replaced while the program ran", .0.display())]
    Replaced(PathBuf),
    /// Another program has the SQLite file open for writing.
    #[error("{} is in use by another process", .0.display())]
    InUse(PathBuf),
    /// The lock file beside the SQLite file cannot be made.
    #[error("{} cannot be locked", path.display())]
    Lock {
        /// The lock file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database would not keep what it is told, or not as the program needs it.
    #[error("the database is not fit for use: {setting} is {found:?} and must be {needed}")]
    Unfit {
        /// Which setting.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        needed: &'static str,
    },
    /// The database did not answer in time. What a commit came to is not known then.
    #[error("the database did not answer within {} seconds", .0.as_secs())]
    Silent(std::time::Duration),
    /// The URL names no database of a supported kind.
    #[error("a database URL begins with sqlite: or postgres:")]
    Url,
}

impl StoreError {
    /// A row that cannot be read.
    pub(crate) fn unreadable(
        column: &str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Unreadable { column: column.to_owned(), source: source.into() }
    }

    /// Whether the database is the trouble and not this program or what it was asked: it is away, locked, full, read-only or
    /// damaged, or all connections to it are taken. The same may succeed later.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        let Self::Database(error) = self else {
            return matches!(self, Self::Silent(_) | Self::Replaced(_));
        };
        if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
            return true;
        }
        match database_error(error) {
            Some(error) => error.code().is_some_and(|code| is_trouble(&code)),
            None => sqlx_error(error).is_some_and(is_lost),
        }
    }

    /// Whether the same transaction may succeed if it is run again: it lost against another one, or had to wait too long.
    pub(crate) fn may_retry(&self) -> bool {
        let Self::Database(error) = self else { return false };
        code(error)
            .is_some_and(|code| matches!(&*code, "40001" | "40P01" | "55P03" | "5" | "6" | "517"))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => return Self::Taken(error),
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::Refused(error),
            Some(_) | None => {}
        }
        // PostgreSQL names the constraint, and SQLite has the words of the trigger.
        if error_names(&error, FREE_ROOM) {
            return Self::RoomTaken(error);
        }
        if database_error(&error).is_some_and(|error| error.message().ends_with(TAKEN)) {
            return Self::Taken(error);
        }
        // CHECK, RAISE(ABORT), NOT NULL and a value of another type on SQLite; integrity violations on PostgreSQL.
        let refused = code(&error).is_some_and(|code| {
            matches!(&*code, "275" | "787" | "1299" | "1811" | "3091")
                || (code.len() == 5 && code.starts_with("23"))
        });
        if refused { Self::Refused(error) } else { Self::Database(error) }
    }
}

/// What both databases call the rule that a room is not given away twice.
const FREE_ROOM: &str = "booking_room_is_free";

/// How the triggers end that keep rows from being replaced on SQLite (`migrations`, `never_replaced`).
const TAKEN: &str = "with this key is there already";

fn error_names(error: &DbErr, rule: &str) -> bool {
    database_error(error)
        .is_some_and(|error| error.constraint() == Some(rule) || error.message() == rule)
}

/// The classes of PostgreSQL: connection, transaction lost against another, read-only, resources, lock, operator, system, and
/// damage. The primary codes of SQLite: busy, locked, read-only, input and output, corrupt, full, cannot open, no database.
fn is_trouble(code: &str) -> bool {
    if code.len() == 5 {
        let classes = ["08", "40", "53", "55", "57", "58", "XX"];
        return code == "25006"
            || code == "25P03"
            || classes.iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 11 | 13 | 14 | 26))
}

/// Whether the connection, or the wait for one, came to an end.
fn is_lost(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
    )
}

fn code(error: &DbErr) -> Option<String> {
    Some(database_error(error)?.code()?.into_owned())
}

fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    sqlx_error(error)?.as_database_error()
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    let (DbErr::Exec(error) | DbErr::Query(error) | DbErr::Conn(error)) = error else {
        return None;
    };
    let RuntimeErr::SqlxError(error) = error else { return None };
    Some(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_of_the_database_is_told_apart_from_what_it_was_asked() {
        for code in [
            "5", "6", "8", "10", "13", "14", "261", "517", "3338", "55P03", "57P01", "53300",
            "25006", "08006",
        ] {
            assert!(is_trouble(code), "{code}");
        }
        for code in ["1", "275", "2067", "23505", "42601", "22003", ""] {
            assert!(!is_trouble(code), "{code}");
        }
        let waited = DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout);
        assert!(StoreError::Database(waited).is_trouble());
        let lost = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        assert!(
            StoreError::Database(DbErr::Query(RuntimeErr::SqlxError(lost.into()))).is_trouble()
        );
        assert!(StoreError::Silent(std::time::Duration::from_secs(40)).is_trouble());
        assert!(!StoreError::Poisoned.is_trouble());
    }
}

//! Tables written once for both databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Runs statements in which `{id}`, `{int}`, `{bool}`, `{bytes}` and `{strict}` stand for what each database calls them.
///
/// # Errors
///
/// [`DbErr`] of the first statement that fails.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    for statement in statements {
        manager.get_connection().execute_unprepared(&spell(backend, statement)?).await?;
    }
    Ok(())
}

/// A strict table of SQLite refuses a value of another type, as every table of PostgreSQL does.
pub(crate) fn spell(backend: DbBackend, statement: &str) -> Result<String, DbErr> {
    let [id, int, bool, bytes, strict, zero, hex, length, minutes] = if backend == DbBackend::Sqlite
    {
        [
            "BLOB",
            "INTEGER",
            "INTEGER",
            "BLOB",
            "STRICT",
            "zeroblob(32)",
            "hex(NEW.canon)",
            "json_extract(NEW.body, '$.file_length')",
            "json_extract(NEW.body, '$.meeting_minutes')",
        ]
    } else if backend == DbBackend::Postgres {
        [
            "UUID",
            "BIGINT",
            "BOOLEAN",
            "BYTEA",
            "",
            "decode(repeat('00', 32), 'hex')",
            "upper(encode(NEW.canon, 'hex'))",
            "CAST(CAST(NEW.body AS json) ->> 'file_length' AS numeric)",
            "CAST(CAST(NEW.body AS json) ->> 'meeting_minutes' AS numeric)",
        ]
    } else {
        return Err(DbErr::Custom(format!("the database {backend:?} is not supported")));
    };
    let spelled = statement.replace("{id}", id).replace("{int}", int).replace("{bool}", bool);
    Ok(spelled
        .replace("{bytes}", bytes)
        .replace("{strict}", strict)
        .replace("{zero}", zero)
        .replace("{canon_hex}", hex)
        .replace("{file_length}", length)
        .replace("{meeting_minutes}", minutes))
}

/// The column `name` of what a query of SQLite finds.
pub(crate) async fn names(manager: &SchemaManager<'_>, sql: &str) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = manager.get_connection().query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}

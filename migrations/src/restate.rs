//! Stating anew what an earlier migration stated: the conditions of a table, and its guards.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::guard::{Guard, On, statements};
use crate::table::{run, spell};

/// A condition of a table that takes the place of an earlier one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recheck {
    pub(crate) table: &'static str,
    /// What PostgreSQL calls it.
    pub(crate) constraint: &'static str,
    /// How it begins in the text of the table, with the parenthesis that its condition follows.
    pub(crate) begins: &'static str,
    pub(crate) condition: &'static str,
}

/// Replaces conditions. Rows that do not meet the new ones make it fail.
///
/// SQLite cannot alter a condition, but keeps the text of a table, and the procedure that its manual gives for such changes is
/// to write that text anew. A copy of the table would take triggers, indexes and references of other tables with it.
pub(crate) async fn recheck(manager: &SchemaManager<'_>, checks: &[Recheck]) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        for Recheck { table, begins, condition, .. } in checks {
            let condition = spell(DbBackend::Sqlite, condition)?;
            rewrite(manager, table, |text| with_condition(text, begins, &condition)).await?;
        }
        return Ok(());
    }
    for Recheck { table, constraint, condition, .. } in checks {
        let statement = format!(
            "ALTER TABLE {table} DROP CONSTRAINT {constraint}, ADD CONSTRAINT {constraint} CHECK ({condition})"
        );
        run(manager, &[&statement]).await?;
    }
    Ok(())
}

/// Lets a column be empty that could not be. `defined` is its definition up to and with `NOT NULL`.
pub(crate) async fn let_be_empty(
    manager: &SchemaManager<'_>,
    table: &str,
    column: &str,
    defined: &str,
) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        let statement = format!("ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL");
        return run(manager, &[&statement]).await;
    }
    let defined = spell(DbBackend::Sqlite, defined)?;
    let empty = defined.replace(" NOT NULL", "");
    let edit =
        |text: &str| (text.matches(&defined).count() == 1).then(|| text.replace(&defined, &empty));
    rewrite(manager, table, edit).await
}

/// Writes the text of a table anew; `edit` gives nothing if it does not find what it is to change.
async fn rewrite(
    manager: &SchemaManager<'_>,
    table: &str,
    edit: impl Fn(&str) -> Option<String>,
) -> Result<(), DbErr> {
    let unexpected =
        || DbErr::Custom(format!("the table {table} is not as an earlier migration made it"));
    let find =
        format!("SELECT sql AS found FROM sqlite_schema WHERE type = 'table' AND name = '{table}'");
    let text: String = asked(manager, &find).await?;
    let text = edit(&text).ok_or_else(unexpected)?;
    let version: i64 =
        asked(manager, "SELECT schema_version AS found FROM pragma_schema_version").await?;
    let sql = manager.get_connection();
    sql.execute_unprepared("PRAGMA writable_schema = ON").await?;
    let update = "UPDATE sqlite_schema SET sql = $1 WHERE type = 'table' AND name = $2";
    let values = [text.into(), table.into()];
    let updated =
        sql.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, update, values)).await;
    // Other connections read the tables again when the version changes; this one does so by the reset. It also ends what must
    // not stay possible on this connection, whatever the update came to.
    let bump = format!("PRAGMA schema_version = {}", version + 1);
    sql.execute_unprepared(&bump).await?;
    sql.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    updated?;
    let sound: String =
        asked(manager, &format!("SELECT quick_check AS found FROM pragma_quick_check('{table}')"))
            .await?;
    if sound == "ok" { Ok(()) } else { Err(DbErr::Custom(format!("{table}: {sound}"))) }
}

async fn asked<T: sea_orm_migration::sea_orm::TryGetable>(
    manager: &SchemaManager<'_>,
    sql: &str,
) -> Result<T, DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let row = manager.get_connection().query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))?.try_get("", "found")
}

/// The text of a table with another condition after `begins`; nothing if that occurs not exactly once. No condition of ours has
/// a parenthesis inside a string.
fn with_condition(text: &str, begins: &str, condition: &str) -> Option<String> {
    let (before, rest) = text.split_once(begins)?;
    let mut depth = 1_u32;
    let end = rest.find(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let after = &rest[end..];
    (!after.contains(begins)).then(|| format!("{before}{begins}{condition}{after}"))
}

/// Replaces all guards of these tables.
pub(crate) async fn restate(
    manager: &SchemaManager<'_>,
    tables: &[&str],
    guards: &[Guard],
) -> Result<(), DbErr> {
    let backend = manager.get_database_backend();
    for table in tables {
        for statement in dropping(manager, table).await? {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
    }
    for statement in statements(backend, guards)? {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// The statements after which a table has no guards.
async fn dropping(manager: &SchemaManager<'_>, table: &str) -> Result<Vec<String>, DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        let each = [On::Insert, On::Update, On::Delete].into_iter();
        let name = |on: On| format!("guard_{table}_{}", on.keyword().to_ascii_lowercase());
        return Ok(each
            .map(|on| format!("DROP FUNCTION IF EXISTS {}() CASCADE", name(on)))
            .collect());
    }
    let find = format!(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '{table}' AND name GLOB 'guard_*'"
    );
    let statement = Statement::from_string(DbBackend::Sqlite, find);
    let rows = manager.get_connection().query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(format!("DROP TRIGGER {}", row.try_get::<String>("", "name")?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::with_condition;

    const TABLE: &str = "CREATE TABLE t (a TEXT CHECK (a IN ('x')), CONSTRAINT b CHECK ((a) = (a) OR (a = 'y'))) STRICT";

    #[test]
    fn a_condition_is_replaced_to_the_parenthesis_that_ends_it() {
        assert_eq!(
            with_condition(TABLE, "CONSTRAINT b CHECK (", "a = 'z'").unwrap(),
            "CREATE TABLE t (a TEXT CHECK (a IN ('x')), CONSTRAINT b CHECK (a = 'z')) STRICT"
        );
        assert_eq!(
            with_condition(TABLE, "a TEXT CHECK (", "a IN ('x', 'y')").unwrap(),
            "CREATE TABLE t (a TEXT CHECK (a IN ('x', 'y')), CONSTRAINT b CHECK ((a) = (a) OR (a = 'y'))) STRICT"
        );
    }

    #[test]
    fn what_is_not_there_or_there_twice_is_not_replaced() {
        assert_eq!(with_condition(TABLE, "CONSTRAINT c CHECK (", "a = 'z'"), None);
        assert_eq!(with_condition(TABLE, "CHECK (", "a = 'z'"), None);
        assert_eq!(with_condition("CREATE TABLE t (a CHECK (a", "a CHECK (", "b"), None);
    }
}

//! Guards: what the database refuses, written once as a condition that both databases read.

use sea_orm_migration::sea_orm::{DbBackend, DbErr};

use crate::table::spell;

/// The statement that a guard watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Insert,
    Update,
    Delete,
}

impl On {
    pub(crate) const fn keyword(self) -> &'static str {
        match self {
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
        }
    }
}

/// Refuses `on` for a row of `table` when the condition `when` over `NEW` and `OLD` holds. A condition that comes out as
/// neither true nor false does not refuse, so columns that may be absent are compared with `IS DISTINCT FROM`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard {
    pub(crate) table: &'static str,
    pub(crate) on: On,
    pub(crate) when: &'static str,
    pub(crate) says: &'static str,
}

/// The statements that set up `guards`.
///
/// SQLite gets a trigger for each, because a trigger there has one condition; PostgreSQL gets one for each table and kind of
/// statement, because a call per row is what costs there.
pub(crate) fn statements(backend: DbBackend, guards: &[Guard]) -> Result<Vec<String>, DbErr> {
    let mut statements = Vec::new();
    if backend == DbBackend::Sqlite {
        for (number, Guard { table, on, when, says }) in guards.iter().enumerate() {
            let on = on.keyword();
            statements.push(spell(
                backend,
                &format!(
                    "CREATE TRIGGER guard_{table}_{number} BEFORE {on} ON {table} WHEN {when}
                     BEGIN SELECT RAISE(ABORT, '{says}'); END"
                ),
            )?);
        }
        return Ok(statements);
    }
    let mut done: Vec<(&str, On)> = Vec::new();
    for Guard { table, on, .. } in guards {
        if !done.contains(&(table, *on)) {
            done.push((table, *on));
            statements.extend(postgres(guards, table, *on)?);
        }
    }
    Ok(statements)
}

fn postgres(guards: &[Guard], table: &str, on: On) -> Result<[String; 2], DbErr> {
    let check = |Guard { when, says, .. }: &Guard| {
        let when = spell(DbBackend::Postgres, when)?;
        Ok(format!(
            "IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END IF;\n"
        ))
    };
    let own = guards.iter().filter(|guard| guard.table == table && guard.on == on);
    let checks: String = own.map(check).collect::<Result<_, DbErr>>()?;
    let (keyword, row) = (on.keyword(), if on == On::Delete { "OLD" } else { "NEW" });
    let name = format!("guard_{table}_{}", keyword.to_ascii_lowercase());
    Ok([
        format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {checks} RETURN {row}; END $$"
        ),
        format!(
            "CREATE TRIGGER {name} BEFORE {keyword} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        ),
    ])
}

/// The statements after which rows of `table` are only ever added.
pub(crate) fn append_only(backend: DbBackend, table: &str) -> Vec<String> {
    let mut statements = never(backend, table, "UPDATE");
    statements.extend(never_deleted(backend, table));
    statements
}

/// The statements after which rows of `table` stay, though they may change.
pub(crate) fn never_deleted(backend: DbBackend, table: &str) -> Vec<String> {
    let mut statements = never(backend, table, "DELETE");
    if backend == DbBackend::Postgres {
        statements.extend(never(backend, table, "TRUNCATE"));
    }
    statements
}

fn never(backend: DbBackend, table: &str, keyword: &str) -> Vec<String> {
    let name = format!("never_{}_{table}", keyword.to_ascii_lowercase());
    let says = format!("rows of {table} stay as they were written");
    if backend == DbBackend::Sqlite {
        return vec![format!(
            "CREATE TRIGGER {name} BEFORE {keyword} ON {table} BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )];
    }
    let each = if keyword == "TRUNCATE" { "STATEMENT" } else { "ROW" };
    vec![
        format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END $$"
        ),
        format!(
            "CREATE TRIGGER {name} BEFORE {keyword} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
        ),
    ]
}

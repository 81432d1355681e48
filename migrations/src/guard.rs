//! Guards: what the database refuses, written once as a condition that both databases read.

use sea_orm_migration::prelude::SchemaManager;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::table::{names, spell};

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
    named(backend, "guard", guards)
}

/// As [`statements`], under names that begin with `prefix`: for tables that earlier migrations guard already.
pub(crate) fn named(
    backend: DbBackend,
    prefix: &str,
    guards: &[Guard],
) -> Result<Vec<String>, DbErr> {
    let mut statements = Vec::new();
    if backend == DbBackend::Sqlite {
        for (number, Guard { table, on, when, says }) in guards.iter().enumerate() {
            let on = on.keyword();
            statements.push(spell(
                backend,
                &format!(
                    "CREATE TRIGGER {prefix}_{table}_{number} BEFORE {on} ON {table} WHEN {when}
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
            statements.extend(postgres(prefix, guards, (table, *on))?);
        }
    }
    Ok(statements)
}

fn postgres(prefix: &str, guards: &[Guard], (table, on): (&str, On)) -> Result<[String; 2], DbErr> {
    let check = |Guard { when, says, .. }: &Guard| {
        let when = spell(DbBackend::Postgres, when)?;
        Ok(format!(
            "IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'restrict_violation'; END IF;\n"
        ))
    };
    let own = guards.iter().filter(|guard| guard.table == table && guard.on == on);
    let checks: String = own.map(check).collect::<Result<_, DbErr>>()?;
    let (keyword, row) = (on.keyword(), if on == On::Delete { "OLD" } else { "NEW" });
    let name = format!("{prefix}_{table}_{}", keyword.to_ascii_lowercase());
    Ok([
        format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {checks} RETURN {row}; END $$"
        ),
        format!(
            "CREATE TRIGGER {name} BEFORE {keyword} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        ),
    ])
}

/// Columns that no two rows have in common.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) columns: Vec<String>,
    /// Of which rows this is so, if not of all.
    pub(crate) only: Option<String>,
}

impl Key {
    /// Whether there is a row with the same key as `NEW`.
    fn is_taken(&self, table: &str) -> String {
        let same = self.columns.iter().map(|column| format!("o.{column} = NEW.{column}"));
        let only = self.only.iter().map(|only| format!("({only})"));
        let same: Vec<_> = same.chain(only).collect();
        format!("EXISTS (SELECT 1 FROM {table} o WHERE {})", same.join(" AND "))
    }

    /// Whether `NEW` has another key than `OLD`.
    fn is_other(&self) -> String {
        let other = self.columns.iter().map(|column| format!("NEW.{column} IS NOT OLD.{column}"));
        format!("({})", other.collect::<Vec<_>>().join(" OR "))
    }
}

/// What happens to a row with a key that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeated {
    /// It is refused.
    Refused,
    /// It is passed over: the program writes such rows with `ON CONFLICT DO NOTHING`.
    Passed,
    /// It becomes an update: the program writes such rows with `ON CONFLICT DO UPDATE`.
    Update,
}

/// Keeps every row of `table` from being replaced by another one. Only SQLite needs it, for every table of which a trigger
/// keeps rows from being deleted.
///
/// # Errors
///
/// [`DbErr`] if there is no such table.
pub(crate) async fn never_replaced(
    manager: &SchemaManager<'_>,
    table: &str,
    repeated: Repeated,
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let keys = keys(manager, table).await?;
    for statement in replacement_triggers(table, &keys, repeated) {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// What no two rows of a table have in common.
async fn keys(manager: &SchemaManager<'_>, table: &str) -> Result<Vec<Key>, DbErr> {
    let indexes = format!("SELECT name FROM pragma_index_list('{table}') WHERE \"unique\"");
    let mut keys = Vec::new();
    for index in names(manager, &indexes).await? {
        let columns = format!("SELECT name FROM pragma_index_info('{index}') ORDER BY seqno");
        let text =
            format!("SELECT coalesce(sql, '') AS name FROM sqlite_schema WHERE name = '{index}'");
        let text = names(manager, &text).await?.concat();
        let only = text.split_once(" WHERE ").map(|(_, only)| only.to_owned());
        keys.push(Key { columns: names(manager, &columns).await?, only });
    }
    Ok(keys)
}

/// A row is also in the way of another one that is given its `rowid`. A row without one given has -1 before it is inserted.
fn replacement_triggers(table: &str, keys: &[Key], repeated: Repeated) -> [String; 2] {
    let row = format!("EXISTS (SELECT 1 FROM {table} o WHERE o.rowid = NEW.rowid)");
    let taken: Vec<_> = keys.iter().map(|key| key.is_taken(table)).collect();
    let inserted = match repeated {
        Repeated::Refused | Repeated::Passed => [&[row], &*taken].concat().join(" OR "),
        Repeated::Update => row,
    };
    let outcome = match repeated {
        Repeated::Refused | Repeated::Update => format!("RAISE(ABORT, '{}')", says_taken(table)),
        Repeated::Passed => "RAISE(IGNORE)".to_owned(),
    };
    let moved =
        keys.iter().zip(&taken).map(|(key, taken)| format!("{} AND {taken}", key.is_other()));
    let moved: Vec<_> = std::iter::once("NEW.rowid <> OLD.rowid".to_owned()).chain(moved).collect();
    [
        format!(
            "CREATE TRIGGER never_replaced_{table} BEFORE INSERT ON {table} WHEN {inserted}
             BEGIN SELECT {outcome}; END"
        ),
        format!(
            "CREATE TRIGGER never_moved_{table} BEFORE UPDATE ON {table} WHEN {}
             BEGIN SELECT RAISE(ABORT, '{}'); END",
            moved.join(" OR "),
            says_taken(table)
        ),
    ]
}

/// The store takes a message that ends so for a unique key that is taken.
fn says_taken(table: &str) -> String {
    format!("a row of {table} with this key is there already")
}

/// The statements after which rows of `table` are only ever added. SQLite needs [`never_replaced`] as well.
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

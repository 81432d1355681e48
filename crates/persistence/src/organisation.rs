//! Units, people and stand-ins. The whole organisation is small and needed by every decision, so it is kept in memory, with
//! the version that triggers raise whenever anybody changes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_workflow::{Organisation, Person, Unit};
use sea_orm::Value;

use crate::cache::OrganisationCache;
use crate::column::{Row, json, values, word};
use crate::connection::Connection;
use crate::delegation::effective;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

impl Txn {
    /// The organisation as this transaction sees it.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn organisation(&mut self) -> Result<Arc<Organisation>, StoreError> {
        let organisation = self.read_organisation().await?;
        self.organisation = Some(Arc::clone(&organisation));
        Ok(organisation)
    }

    async fn read_organisation(&mut self) -> Result<Arc<Organisation>, StoreError> {
        if self.organisation_changed {
            return load(&mut self.sql).await.map(Arc::new);
        }
        // Whoever loses a post loses it before this decision or after it, not while it is being written down.
        let hold = format!("SELECT version FROM organisation_version{}", self.sql.for_share());
        self.sql.one(&hold, values![]).await?;
        read(&mut self.sql, &self.caches.organisation).await
    }

    /// Adds a unit. The units that it names may follow in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if there is a unit with this code.
    pub async fn insert_unit(&mut self, unit: &Unit) -> Result<(), StoreError> {
        self.organisation_changed = true;
        let into =
            "unit (id, code, name, short_name, kind, level, parent, office, host, series, active)";
        self.sql.insert(into, vec![unit_row(unit)], "").await
    }

    /// Adds a person.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if somebody signs in with this name.
    pub async fn insert_person(&mut self, person: &Person) -> Result<(), StoreError> {
        self.organisation_changed = true;
        let into = "person (id, login, name, unit, post, roles, rank, leads, email, active)";
        self.sql.insert(into, vec![person_row(person)], "").await
    }

    /// Changes a person; says whether there is one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if somebody else signs in with this name.
    pub async fn update_person(&mut self, person: &Person) -> Result<bool, StoreError> {
        self.organisation_changed = true;
        let update =
            "UPDATE person SET login = $2, name = $3, unit = $4, post = $5, roles = $6, rank = $7,
                      leads = $8, email = $9, active = $10 WHERE id = $1";
        Ok(self.sql.execute(update, person_row(person)).await? == 1)
    }
}

impl Store {
    /// The organisation as it is now.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn organisation(&self) -> Result<Arc<Organisation>, StoreError> {
        read(&mut self.reading(), &self.caches().organisation).await
    }
}

/// The version is asked again after reading: other transactions may commit between the statements.
async fn read(
    sql: &mut Connection,
    cache: &OrganisationCache,
) -> Result<Arc<Organisation>, StoreError> {
    let mut before = version(sql).await?;
    loop {
        if let Some(organisation) = cache.get(before) {
            return Ok(organisation);
        }
        let organisation = Arc::new(load(sql).await?);
        let after = version(sql).await?;
        if after == before {
            cache.put(after, &organisation);
            return Ok(organisation);
        }
        before = after;
    }
}

async fn version(sql: &mut Connection) -> Result<i64, StoreError> {
    let row = sql.one("SELECT version FROM organisation_version", values![]).await?;
    row.map_or(Ok(0), |row| row.get("version"))
}

async fn load(sql: &mut Connection) -> Result<Organisation, StoreError> {
    let units = sql.all("SELECT * FROM unit", values![]).await?;
    let people = sql.all("SELECT * FROM person", values![]).await?;
    Ok(Organisation::new(
        units.iter().map(unit).collect::<Result<Vec<_>, _>>()?,
        people.iter().map(person).collect::<Result<Vec<_>, _>>()?,
        effective(sql).await?,
    ))
}

fn unit_row(unit: &Unit) -> Vec<Value> {
    let Unit { id, code, name, short_name, kind, level, parent, office, host, series, active } =
        unit;
    values![
        *id,
        *code,
        *name,
        *short_name,
        word(kind),
        word(level),
        *parent,
        *office,
        *host,
        json(series),
        *active
    ]
}

fn unit(row: &Row) -> Result<Unit, StoreError> {
    Ok(Unit {
        id: row.get("id")?,
        code: row.get("code")?,
        name: row.get("name")?,
        short_name: row.get("short_name")?,
        kind: row.word("kind")?,
        level: row.word("level")?,
        parent: row.find("parent")?,
        office: row.find("office")?,
        host: row.find("host")?,
        series: row.json("series")?,
        active: row.get("active")?,
    })
}

fn person_row(person: &Person) -> Vec<Value> {
    let Person { id, login, name, unit, post, roles, rank, leads, email, active } = person;
    let rank = rank.map(|rank| word(&rank));
    values![*id, *login, *name, *unit, *post, json(roles), rank, json(leads), *email, *active]
}

fn person(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.get("id")?,
        login: row.get("login")?,
        name: row.get("name")?,
        unit: row.get("unit")?,
        post: row.find("post")?,
        roles: row.json::<BTreeSet<_>>("roles")?,
        rank: row.find_word("rank")?,
        leads: row.json::<BTreeSet<_>>("leads")?,
        email: row.find("email")?,
        active: row.get("active")?,
    })
}

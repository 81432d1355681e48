//! The routes, every version of them: a request keeps the one with which it was submitted.

use baopi_workflow::route::RouteRef;
use baopi_workflow::{Kind, Route};

use crate::column::{json, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

impl Txn {
    /// The route that a request has pinned; none if there is no such version, or it has another digest.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn route(&mut self, reference: &RouteRef) -> Result<Option<Route>, StoreError> {
        find(&mut self.sql, reference).await
    }

    /// The route in force for this kind of request.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn current_route(&mut self, kind: Kind) -> Result<Route, StoreError> {
        current(&mut self.sql, kind).await
    }

    /// Puts a route into force. It must have been checked by [`Route::parse`], and have a version higher than every other.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if there is this version already.
    pub async fn insert_route(&mut self, route: &Route) -> Result<(), StoreError> {
        let reference = route.reference();
        let row = values![
            reference.name,
            reference.version,
            route.kind.key(),
            reference.hash,
            json(route)
        ];
        self.sql.insert("route (name, version, kind, hash, body)", vec![row], "").await
    }
}

impl Store {
    /// As [`Txn::route`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn route(&self, reference: &RouteRef) -> Result<Option<Route>, StoreError> {
        find(&mut self.reading(), reference).await
    }

    /// As [`Txn::current_route`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn current_route(&self, kind: Kind) -> Result<Route, StoreError> {
        current(&mut self.reading(), kind).await
    }
}

async fn find(sql: &mut Connection, reference: &RouteRef) -> Result<Option<Route>, StoreError> {
    let find = "SELECT body FROM route WHERE name = $1 AND version = $2 AND hash = $3";
    let row = sql.one(find, values![reference.name, reference.version, reference.hash]).await?;
    row.map(|row| row.json("body")).transpose()
}

async fn current(sql: &mut Connection, kind: Kind) -> Result<Route, StoreError> {
    let find = "SELECT body FROM route WHERE kind = $1 ORDER BY version DESC LIMIT 1";
    let row = sql.one(find, values![kind.key()]).await?;
    // Migrating puts the shipped routes in; a database without them has not been migrated by this program.
    row.map_or_else(|| Ok(Route::shipped(kind)), |row| row.json("body"))
}

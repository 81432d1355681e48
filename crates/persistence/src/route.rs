//! The routes, every version of them: a request keeps the one with which it was submitted.

use baopi_workflow::route::RouteRef;
use baopi_workflow::{Kind, PersonId, RequestId, Route, Timestamp};
use serde::{Deserialize, Serialize};

use crate::column::{Row, json, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::page::{Cursor, MAX_PAGE, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

/// A version of a route, without what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteRow {
    /// How it is named.
    pub reference: RouteRef,
    /// Who put it into force; nobody for one that came with the program.
    pub published_by: Option<PersonId>,
    /// When; absent for one that came with the program.
    pub published_at: Option<Timestamp>,
}

/// A request on its way, and the version of the route that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnRoute {
    /// The request that it is about.
    pub request: RequestId,
    /// Which version.
    pub version: u32,
}

const ON_ROUTE: &str = "on_route";

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

    /// Puts a route into force. It must have been checked by [`Route::parse`], and have a version higher than every other of
    /// its kind.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if there is this version already, [`StoreError::Refused`] if there is a higher one.
    pub async fn insert_route(
        &mut self,
        route: &Route,
        by: PersonId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.put_route(route, Some((by, at))).await
    }

    /// Puts a route that comes with the program into force, unless there is one of its version or a higher one: what an office
    /// has put into force stays so.
    pub(crate) async fn seed_route(&mut self, route: &Route) -> Result<(), StoreError> {
        let find = "SELECT 1 AS found FROM route WHERE kind = $1 AND version >= $2 LIMIT 1";
        let version = route.reference().version;
        if self.sql.one(find, values![route.kind.key(), version]).await?.is_some() {
            return Ok(());
        }
        self.put_route(route, None).await
    }

    async fn put_route(
        &mut self,
        route: &Route,
        published: Option<(PersonId, Timestamp)>,
    ) -> Result<(), StoreError> {
        let reference = route.reference();
        let row = values![
            reference.name,
            reference.version,
            route.kind.key(),
            reference.hash,
            json(route),
            published.map(|(by, _)| by),
            published.map(|(_, at)| at)
        ];
        let into = "route (name, version, kind, hash, body, published_by, published_at)";
        self.sql.insert(into, vec![row], "").await
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

    /// The versions of the routes of a kind, the one in force first, at most [`MAX_PAGE`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn list_routes(&self, kind: Kind) -> Result<Vec<RouteRow>, StoreError> {
        let list = "SELECT name, version, hash, published_by, published_at FROM route
                    WHERE kind = $1 ORDER BY version DESC LIMIT $2";
        let rows = self.reading().all(list, values![kind.key(), MAX_PAGE]).await?;
        rows.iter().map(route_row).collect()
    }

    /// The requests of a kind that are under review and take a version of the route below `version`: the oldest version first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if they cannot be read.
    pub async fn requests_on_route(
        &self,
        kind: Kind,
        version: u32,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<OnRoute>, StoreError> {
        let first: (u32, RequestId) = (0, RequestId(uuid::Uuid::nil()));
        let (past, id) = after.map_or(Ok(first), |cursor| cursor.read(ON_ROUTE))?;
        let list = "SELECT id, route_version FROM request
                    WHERE kind = $1 AND route_version < $2 AND (route_version, id) > ($3, $4)
                      AND status LIKE 'review:%'
                    ORDER BY route_version, id LIMIT $5";
        let values = values![kind.key(), version, past, id, asked(limit)];
        let rows = self.reading().all(list, values).await?;
        let read =
            |row: &Row| Ok(OnRoute { request: row.get("id")?, version: row.get("route_version")? });
        let items = rows.iter().map(read).collect::<Result<_, StoreError>>()?;
        Ok(page(items, limit, ON_ROUTE, |row| (row.version, row.request)))
    }
}

fn route_row(row: &Row) -> Result<RouteRow, StoreError> {
    Ok(RouteRow {
        reference: RouteRef {
            name: row.get("name")?,
            version: row.get("version")?,
            hash: row.get("hash")?,
        },
        published_by: row.find("published_by")?,
        published_at: row.find("published_at")?,
    })
}

async fn find(sql: &mut Connection, reference: &RouteRef) -> Result<Option<Route>, StoreError> {
    let find = "SELECT body, hash FROM route WHERE name = $1 AND version = $2 AND hash = $3";
    let row = sql.one(find, values![reference.name, reference.version, reference.hash]).await?;
    row.map(|row| published(&row)).transpose()
}

async fn current(sql: &mut Connection, kind: Kind) -> Result<Route, StoreError> {
    let find = "SELECT body, hash FROM route WHERE kind = $1 ORDER BY version DESC LIMIT 1";
    let row = sql.one(find, values![kind.key()]).await?;
    // Migrating puts the shipped routes in; a database without them has not been migrated by this program.
    row.map_or_else(|| Ok(Route::shipped(kind)), |row| published(&row))
}

/// The route of a row, which has to be the one that was put into force: a body that somebody wrote into the database beside
/// the program is no route of anybody's.
fn published(row: &Row) -> Result<Route, StoreError> {
    let route: Route = row.json("body")?;
    if route.reference().hash == row.get("hash")? {
        Ok(route)
    } else {
        Err(StoreError::unreadable("route.body", "it is not the route that was put into force"))
    }
}

//! Routes (审批流程): proving a text, putting it into force, and moving requests on their way to it.

use std::sync::Arc;

use baopi_persistence::{Cursor, Page, RouteRow, Txn};
use baopi_workflow::event::By;
use baopi_workflow::request::Kind;
use baopi_workflow::route::proof::{Fault, Proof, prove};
use baopi_workflow::route::{RouteError, RouteRef};
use baopi_workflow::{
    Action, Organisation, PersonId, RequestId, Route, Status, SystemHappening, Timestamp, Version,
};

use crate::answer;
use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::key::CommandKey;
use crate::office::identity::Viewer;
use crate::reason::{Class, Reason};
use crate::request::several::{List, Outcomes, Task};
use crate::right::{Asker, Right};

/// The longest text of a route, in bytes.
pub const MAX_ROUTE_BYTES: usize = 100_000;
/// The most requests that are moved at once.
pub const MAX_MOVED_AT_ONCE: u32 = 100;

/// A route that was looked at, numbered as it would be put into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRoute {
    /// The route.
    pub route: Route,
    /// What was found out about it.
    pub proof: Proof,
    /// Whether it says the same as the one in force.
    pub is_in_force: bool,
}

/// A version of a route, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteVersion {
    /// Name, number and digest of the version.
    pub reference: RouteRef,
    /// Who put it into force; nobody for one that came with the program.
    pub published_by: Option<PersonId>,
    /// When; absent for one that came with the program.
    pub published_at: Option<Timestamp>,
}

impl From<RouteRow> for RouteVersion {
    fn from(RouteRow { reference, published_by, published_at }: RouteRow) -> Self {
        Self { reference, published_by, published_at }
    }
}

/// A request on its way along an older version of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OlderRequest {
    /// Which request.
    pub request: RequestId,
    /// Its own version.
    pub seen: Version,
    /// Where it stands.
    pub status: Status,
    /// The version of the route that it takes.
    pub version: u32,
}

/// A route that was put into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Name, number and digest of the version.
    pub reference: RouteRef,
    /// Whether this is the answer to an earlier sending of the same command.
    pub replayed: bool,
}

/// Why a route was not put into force, or not even looked at.
pub type PublishError = CommandError<RouteRefusal>;

/// What only routes refuse.
#[derive(Debug, thiserror::Error)]
pub enum RouteRefusal {
    /// Only administrators put routes into force.
    #[error("only administrators may do this")]
    NotYours,
    /// The text is no route.
    #[error(transparent)]
    Unreadable(RouteError),
    /// The text is longer than [`MAX_ROUTE_BYTES`].
    #[error("the text of a route has at most {MAX_ROUTE_BYTES} bytes")]
    TooLong,
    /// The proof does not hold.
    #[error("the proof of the route has {} faults", .0.proof.faults.len())]
    Unproven(Box<CheckedRoute>),
    /// The route in force says the same.
    #[error("version {0} of the route, which is in force, says the same")]
    Unchanged(u32),
}

impl Reason for RouteRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "not_yours",
            Self::Unreadable(_) => "unreadable",
            Self::TooLong => "too_long",
            Self::Unproven(_) => "unproven",
            Self::Unchanged(_) => "unchanged",
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::NotYours => Class::Forbidden,
            Self::Unchanged(_) => Class::Conflict,
            Self::Unreadable(_) | Self::TooLong | Self::Unproven(_) => Class::Unprocessable,
        }
    }
}

impl From<RouteRefusal> for PublishError {
    fn from(refusal: RouteRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl RouteRefusal {
    /// What the record says of it: the codes of what stands against the route.
    fn faults(&self) -> Vec<String> {
        match self {
            Self::NotYours | Self::Unchanged(_) => vec![self.code().to_owned()],
            Self::Unreadable(_) | Self::TooLong => Vec::new(),
            Self::Unproven(checked) => {
                let faults = checked.proof.faults.iter();
                let mut codes: Vec<_> = faults.map(|fault| Fault::code(fault).to_owned()).collect();
                codes.dedup();
                codes
            }
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Unproven(checked) => Some(&checked.route.name),
            Self::NotYours | Self::Unreadable(_) | Self::TooLong | Self::Unchanged(_) => None,
        }
    }
}

/// One order to put a route into force; a closure that may run again shares it.
struct Order {
    actor: PersonId,
    route: Route,
    /// With what the route was proven.
    organisation: Arc<Organisation>,
    proof: Proof,
    key: Option<CommandKey>,
    now: Timestamp,
}

impl Engine {
    /// Reads a route and proves it for the organisation as it is. Nothing changes, and nothing of the text is kept. Nothing for
    /// whoever may not change routes.
    ///
    /// # Errors
    ///
    /// [`RouteRefusal::Unreadable`] and [`RouteRefusal::TooLong`]; [`PublishError::Engine`]. A proof that does not hold is no
    /// error.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn check_route(
        &self,
        viewer: &Viewer,
        text: &str,
    ) -> Result<Option<CheckedRoute>, PublishError> {
        if !viewer.may(Right::ChangeRoutes) {
            return Ok(None);
        }
        self.check(text).await.map(Some)
    }

    async fn check(&self, text: &str) -> Result<CheckedRoute, PublishError> {
        let route = read(text)?;
        let newest = self.store().current_route(route.kind).await?;
        let (route, is_in_force) = numbered(route, &newest);
        let organisation = self.store().organisation().await?;
        let proof = proven(route.clone(), organisation).await?;
        Ok(CheckedRoute { route, proof, is_in_force })
    }

    /// Puts a route into force: requests that are submitted from now on take it. Its name is that of the route in force for the
    /// same kind of request, and its version the next one, whatever the text says.
    ///
    /// # Errors
    ///
    /// See [`PublishError`]. A refusal stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn publish_route(
        &self,
        actor: PersonId,
        text: &str,
        key: Option<CommandKey>,
    ) -> Result<Published, PublishError> {
        self.unclassified(actor, [text]).await?;
        let done = self.try_to_publish(actor, text, key).await;
        if let Err(PublishError::Refused(refusal)) = &done {
            let (name, faults) = (refusal.name().map(str::to_owned), refusal.faults());
            let what = SystemHappening::RouteRefused { name, faults };
            self.note(actor, what).await?;
        }
        done
    }

    async fn try_to_publish(
        &self,
        actor: PersonId,
        text: &str,
        key: Option<CommandKey>,
    ) -> Result<Published, PublishError> {
        let organisation = self.store().organisation().await?;
        check_administers(actor, &organisation)?;
        let CheckedRoute { route, proof, .. } = self.check(text).await?;
        let now = self.now();
        let order = Arc::new(Order { actor, route, organisation, proof, key, now });
        self.store()
            .write(move |txn| {
                let order = Arc::clone(&order);
                Box::pin(async move { order.carry_out(txn).await })
            })
            .await
    }

    async fn note(&self, actor: PersonId, what: SystemHappening) -> Result<(), EngineError> {
        let by = By { actor: Some(actor), on_behalf_of: None, at: self.now() };
        self.store()
            .write(move |txn| {
                let what = what.clone();
                Box::pin(async move {
                    txn.append_system(by, what).await?;
                    Ok::<_, EngineError>(())
                })
            })
            .await
    }

    /// The versions of the route for a kind of request, the one in force first, at most
    /// [`baopi_persistence::MAX_PAGE`]. Nothing for whoever may not see routes.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn routes(
        &self,
        asker: Asker<'_>,
        kind: Kind,
    ) -> Result<Option<Vec<RouteVersion>>, EngineError> {
        if !asker.may(Right::SeeRoutes) {
            return Ok(None);
        }
        Ok(Some(self.store().list_routes(kind).await?.into_iter().map(Into::into).collect()))
    }

    /// A version of the route for a kind of request; the one in force where none is named. Nothing also for whoever may not
    /// see routes.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn route(
        &self,
        asker: Asker<'_>,
        kind: Kind,
        version: Option<u32>,
    ) -> Result<Option<Route>, EngineError> {
        let Some(rows) = self.routes(asker, kind).await? else { return Ok(None) };
        let Some(version) = version else {
            return Ok(Some(self.store().current_route(kind).await?));
        };
        let Some(row) = rows.into_iter().find(|row| row.reference.version == version) else {
            return Ok(None);
        };
        Ok(self.store().route(&row.reference).await?)
    }

    /// The requests under review that take an older version than the one in force, the oldest version first, at most
    /// [`MAX_MOVED_AT_ONCE`] from `after` on. Nothing for whoever may not see routes.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`]; [`EngineError::BadCursor`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn requests_on_older(
        &self,
        viewer: &Viewer,
        kind: Kind,
        after: Option<Cursor>,
    ) -> Result<Option<Page<OlderRequest>>, EngineError> {
        if !viewer.may(Right::SeeRoutes) {
            return Ok(None);
        }
        self.on_older(kind, after).await.map(Some)
    }

    async fn on_older(
        &self,
        kind: Kind,
        after: Option<Cursor>,
    ) -> Result<Page<OlderRequest>, EngineError> {
        let newest = self.store().current_route(kind).await?;
        let page = self.store().requests_on_route(kind, newest.version, after, MAX_MOVED_AT_ONCE);
        let page = page.await?;
        let mut items = Vec::with_capacity(page.items.len());
        for on in page.items {
            if let Some((request, _)) = self.store().find_request(on.request).await? {
                let (seen, status) = (request.version, request.status);
                items.push(OlderRequest { request: request.id, seen, status, version: on.version });
            }
        }
        Ok(Page { items, next: page.next })
    }

    /// Moves the requests under review that take an older version to the one in force, at most [`MAX_MOVED_AT_ONCE`] from
    /// `after` on, each in a transaction of its own: what stands against one of them hinders no other. What could not be moved
    /// stays on the list, so that whoever has more of them goes on behind it.
    ///
    /// # Errors
    ///
    /// [`RouteRefusal::NotYours`] and [`PublishError::Engine`]; nothing was moved then.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn move_requests(
        &self,
        actor: PersonId,
        kind: Kind,
        after: Option<Cursor>,
        key: Option<CommandKey>,
    ) -> Result<Outcomes, PublishError> {
        check_administers(actor, &*self.store().organisation().await?)?;
        let older = self.on_older(kind, after).await?;
        let task = |one: OlderRequest| Task { request: one.request, seen: one.seen, title: None };
        let list = List {
            tasks: older.items.into_iter().map(task).collect(),
            next: older.next.map(|next| next.to_string()),
        };
        Ok(self.each(actor, list, &Action::Reroute {}, key).await?)
    }
}

impl Order {
    async fn carry_out(&self, txn: &mut Txn) -> Result<Published, PublishError> {
        if let Some(body) = answer::given_before(txn, self.actor, self.key.as_ref()).await? {
            let reference = serde_json::from_str(&body)?;
            return Ok(Published { reference, replayed: true });
        }
        let organisation = txn.organisation().await?;
        check_administers(self.actor, &organisation)?;
        let newest = txn.current_route(self.route.kind).await?;
        let (route, is_in_force) = numbered(self.route.clone(), &newest);
        if is_in_force {
            return Err(RouteRefusal::Unchanged(newest.version).into());
        }
        // Somebody may have changed the organisation since it was proven.
        let same = *organisation == *self.organisation;
        let proof = if same { self.proof.clone() } else { prove(&route, Some(&organisation)) };
        if !proof.holds() {
            let checked = CheckedRoute { route, proof, is_in_force };
            return Err(RouteRefusal::Unproven(Box::new(checked)).into());
        }
        let reference = route.reference();
        let RouteRef { name, version, hash } = reference.clone();
        let by = By { actor: Some(self.actor), on_behalf_of: None, at: self.now };
        let what = SystemHappening::RoutePublished { name, version, hash };
        txn.append_system(by, what).await?;
        txn.insert_route(&route, self.actor, self.now).await?;
        let body = serde_json::to_string(&reference)?;
        answer::keep(txn, self.actor, self.key.as_ref(), &body, self.now).await?;
        Ok(Published { reference, replayed: false })
    }
}

fn read(text: &str) -> Result<Route, PublishError> {
    if text.len() > MAX_ROUTE_BYTES {
        return Err(RouteRefusal::TooLong.into());
    }
    Ok(Route::parse(text).map_err(RouteRefusal::Unreadable)?)
}

/// A route under the name and the number with which it follows the newest, and whether it says the same as that.
fn numbered(route: Route, newest: &Route) -> (Route, bool) {
    let same = Route { name: newest.name.clone(), version: newest.version, ..route };
    let is_in_force = same == *newest;
    (Route { version: newest.version.saturating_add(1), ..same }, is_in_force)
}

/// A proof can take a second: it is made where it holds up nobody else.
async fn proven(route: Route, organisation: Arc<Organisation>) -> Result<Proof, EngineError> {
    Ok(tokio::task::spawn_blocking(move || prove(&route, Some(&organisation))).await?)
}

fn check_administers(actor: PersonId, organisation: &Organisation) -> Result<(), PublishError> {
    if organisation.administers(actor) { Ok(()) } else { Err(RouteRefusal::NotYours.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_follows_the_newest_whatever_number_it_names() {
        let newest = Route { version: 7, ..Route::shipped(Kind::Document) };
        let (next, is_in_force) =
            numbered(Route { version: 99, name: "x".into(), ..newest.clone() }, &newest);
        assert_eq!((next.version, next.name.as_str(), is_in_force), (8, "document", true));
        let mut other = newest.clone();
        other.stages[0].deadline_days = Some(3);
        assert!(!numbered(other, &newest).1);
    }

    #[test]
    fn a_text_of_a_hundred_thousand_bytes_is_read_and_a_longer_one_is_not() {
        let text = Route::shipped_text(Kind::Document);
        let padded = |length: usize| format!("{text}{}", "#".repeat(length - text.len()));
        assert!(read(&padded(MAX_ROUTE_BYTES)).is_ok());
        assert!(matches!(
            read(&padded(MAX_ROUTE_BYTES + 1)),
            Err(PublishError::Refused(RouteRefusal::TooLong))
        ));
    }
}

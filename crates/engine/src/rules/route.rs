//! Routes (审批流程): proving a text, what is in force, and moving requests to it; `route/proposed.rs` has how one comes into force.

use baopi_persistence::{Cursor, Page, RouteRow};
use baopi_workflow::proposal::Unsettled;
use baopi_workflow::request::Kind;
use baopi_workflow::route::proof::{Fault, Proof};
use baopi_workflow::route::{RouteError, RouteRef};
use baopi_workflow::{
    Action, Organisation, PersonId, RequestId, Route, Status, Timestamp, Version,
};

use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::key::CommandKey;
use crate::office::identity::Viewer;
use crate::reason::{Class, Reason};
use crate::request::several::{List, Outcomes, Task};
use crate::right::{Asker, Right};

mod proposed;

pub use proposed::RouteProposal;

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
    /// Another route for the same kind of request has to be settled first.
    #[error("another proposed route has to be settled first")]
    Pending,
    /// The proposal was decided about or taken back before.
    #[error("the proposal is settled, and stays as it is")]
    Settled,
    /// Whoever proposed a route does not decide about it.
    #[error("whoever proposed it does not decide about it")]
    OwnProposal,
    /// Another version came into force since it was proposed.
    #[error("version {0} of the route came into force since it was proposed")]
    Overtaken(u32),
}

impl Reason for RouteRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "not_yours",
            Self::Unreadable(_) => "unreadable",
            Self::TooLong => "too_long",
            Self::Unproven(_) => "unproven",
            Self::Unchanged(_) => "unchanged",
            Self::Pending => "pending",
            Self::Settled => "settled",
            Self::OwnProposal => "own_proposal",
            Self::Overtaken(_) => "overtaken",
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::NotYours | Self::OwnProposal => Class::Forbidden,
            Self::Unchanged(_) | Self::Pending | Self::Settled | Self::Overtaken(_) => {
                Class::Conflict
            }
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
            Self::NotYours
            | Self::Unchanged(_)
            | Self::Pending
            | Self::Settled
            | Self::OwnProposal
            | Self::Overtaken(_) => vec![self.code().to_owned()],
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
            Self::NotYours
            | Self::Unreadable(_)
            | Self::TooLong
            | Self::Unchanged(_)
            | Self::Pending
            | Self::Settled
            | Self::OwnProposal
            | Self::Overtaken(_) => None,
        }
    }
}

impl From<Unsettled> for RouteRefusal {
    fn from(unsettled: Unsettled) -> Self {
        match unsettled {
            Unsettled::NotYours => Self::NotYours,
            Unsettled::OwnProposal => Self::OwnProposal,
            Unsettled::Settled | Unsettled::Passed => Self::Settled,
        }
    }
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
        let (route, is_in_force) = self.numbered(text).await?;
        let proof = self.prove(route.clone()).await?.proof;
        Ok(CheckedRoute { route, proof, is_in_force })
    }

    /// A text as the next version of its route, and whether it says the same as the one in force.
    async fn numbered(&self, text: &str) -> Result<(Route, bool), PublishError> {
        let route = read(text)?;
        let newest = self.store().current_route(route.kind).await?;
        Ok(numbered(route, &newest))
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

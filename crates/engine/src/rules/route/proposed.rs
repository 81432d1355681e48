//! Proposing a route (审批流程), and putting it into force by a second administrator.

use std::sync::Arc;

use baopi_persistence::Txn;
use baopi_workflow::event::By;
use baopi_workflow::proposal::{Proposal, Settlement, Standing, Subject, may_settle};
use baopi_workflow::request::Kind;
use baopi_workflow::route::RouteRef;
use baopi_workflow::route::proof::{Proof, prove_by};
use baopi_workflow::{
    Organisation, PersonId, ProposalId, Route, RuleSet, SystemHappening, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::{CheckedRoute, PublishError, RouteRefusal, check_administers, numbered};
use crate::answer;
use crate::books::Booked;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::key::CommandKey;
use crate::right::{Asker, Right};

/// A route that one administrator proposed, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteProposal {
    /// Name, number and digest of the version that it becomes.
    pub reference: RouteRef,
    /// Who proposed it and who settled it.
    pub proposal: Proposal,
}

impl RouteProposal {
    fn read(proposal: Proposal) -> Result<Self, EngineError> {
        Ok(Self { reference: route_of(&proposal)?.reference(), proposal })
    }

    /// The route itself.
    ///
    /// # Errors
    ///
    /// [`EngineError`] if somebody wrote something else than a route into the database.
    pub fn route(&self) -> Result<Route, EngineError> {
        route_of(&self.proposal)
    }
}

fn route_of(proposal: &Proposal) -> Result<Route, EngineError> {
    Ok(serde_json::from_str(&proposal.body)?)
}

/// One order about a route; a closure that may run again shares it.
struct Order {
    actor: PersonId,
    route: Route,
    /// The proof of a route that may come into force by it.
    proven: Option<Proven>,
    wish: Wish,
    key: Option<CommandKey>,
    now: Timestamp,
}

/// What somebody wants done about a route.
enum Wish {
    Propose(ProposalId),
    Settle(ProposalId, Settlement),
}

/// A proof, and what it was made with. It takes a second, and is made before the transaction.
pub(super) struct Proven {
    organisation: Arc<Organisation>,
    rules: RuleSet,
    pub(super) proof: Proof,
}

impl Proven {
    /// The proof as things stand: somebody may have changed the organisation or the rules since it was made.
    fn as_of(&self, route: &Route, organisation: &Organisation, rules: &RuleSet) -> Proof {
        if *organisation == *self.organisation && *rules == self.rules {
            self.proof.clone()
        } else {
            prove_by(rules, route, Some(organisation))
        }
    }
}

impl Engine {
    pub(super) async fn prove(&self, route: Route) -> Result<Proven, EngineError> {
        let organisation = self.store().organisation().await?;
        let rules = self.store().rule_set(self.now().date()).await?;
        let (shared, set) = (Arc::clone(&organisation), rules.clone());
        // A proof can take a second: it is made where it holds up nobody else.
        let prove = move || prove_by(&set, &route, Some(&shared));
        let proof = tokio::task::spawn_blocking(prove).await?;
        Ok(Proven { organisation, rules, proof })
    }

    /// Proposes a route. Nothing takes it before a second administrator has confirmed it. Its name is that of the route in force
    /// for the same kind of request, and its version the next one, whatever the text says.
    ///
    /// # Errors
    ///
    /// See [`PublishError`]; [`RouteRefusal::Pending`] while another one for the same kind of request is open. A refusal
    /// stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn propose_route(
        &self,
        actor: PersonId,
        text: &str,
        key: Option<CommandKey>,
    ) -> Result<Booked<RouteProposal>, PublishError> {
        self.unclassified(actor, [text]).await?;
        let done = self.try_to_propose(actor, text, key).await;
        self.note_refusal(actor, done).await
    }

    async fn try_to_propose(
        &self,
        actor: PersonId,
        text: &str,
        key: Option<CommandKey>,
    ) -> Result<Booked<RouteProposal>, PublishError> {
        check_administers(actor, &*self.store().organisation().await?)?;
        let (route, _) = self.numbered(text).await?;
        let proven = Some(self.prove(route.clone()).await?);
        let wish = Wish::Propose(ProposalId(self.new_id()?));
        self.order_about_route(Order { actor, route, proven, wish, key, now: self.now() }).await
    }

    /// Confirms, declines or takes back a proposed route. A confirmed one is in force at once: requests that are submitted from
    /// now on take it.
    ///
    /// # Errors
    ///
    /// [`RouteRefusal::OwnProposal`] for whoever proposed it and wants to decide, [`RouteRefusal::Unproven`] if its proof does
    /// not hold any more; see [`PublishError`]. A refusal stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn settle_route(
        &self,
        actor: PersonId,
        id: ProposalId,
        how: Settlement,
        key: Option<CommandKey>,
    ) -> Result<Booked<RouteProposal>, PublishError> {
        let done = self.try_to_settle(actor, (id, how), key).await;
        self.note_refusal(actor, done).await
    }

    async fn try_to_settle(
        &self,
        actor: PersonId,
        (id, how): (ProposalId, Settlement),
        key: Option<CommandKey>,
    ) -> Result<Booked<RouteProposal>, PublishError> {
        check_administers(actor, &*self.store().organisation().await?)?;
        let found = self.store().proposal(id).await?;
        let found = found.filter(|found| found.subject == Subject::Route);
        let route = route_of(&found.ok_or(PublishError::NotFound)?)?;
        let proven = match how {
            Settlement::Confirm => Some(self.prove(route.clone()).await?),
            Settlement::Decline | Settlement::Withdraw => None,
        };
        let wish = Wish::Settle(id, how);
        self.order_about_route(Order { actor, route, proven, wish, key, now: self.now() }).await
    }

    async fn order_about_route(&self, order: Order) -> Result<Booked<RouteProposal>, PublishError> {
        let order = Arc::new(order);
        self.store()
            .write(move |txn| {
                let order = Arc::clone(&order);
                Box::pin(async move { order.carry_out(txn).await })
            })
            .await
    }

    /// The routes that were proposed, the latest first. Nothing for whoever may not see routes.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn proposed_routes(
        &self,
        asker: Asker<'_>,
        kind: Kind,
    ) -> Result<Option<Vec<RouteProposal>>, EngineError> {
        if !asker.may(Right::SeeRoutes) {
            return Ok(None);
        }
        let found = self.store().proposals(Subject::Route, Some(kind.key())).await?;
        found.into_iter().map(RouteProposal::read).collect::<Result<_, _>>().map(Some)
    }

    async fn note_refusal<T>(
        &self,
        actor: PersonId,
        done: Result<T, PublishError>,
    ) -> Result<T, PublishError> {
        if let Err(PublishError::Refused(refusal)) = &done {
            let (name, faults) = (refusal.name().map(str::to_owned), refusal.faults());
            let what = SystemHappening::RouteRefused { name, faults };
            self.note(actor, what).await?;
        }
        done
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
}

impl Order {
    async fn carry_out(&self, txn: &mut Txn) -> Result<Booked<RouteProposal>, PublishError> {
        if let Some(body) = answer::given_before(txn, self.actor, self.key.as_ref()).await? {
            return Ok(Booked { done: serde_json::from_str(&body)?, replayed: true });
        }
        let organisation = txn.organisation().await?;
        check_administers(self.actor, &organisation)?;
        let proposal = match self.wish {
            Wish::Propose(id) => self.propose(txn, id, &organisation).await?,
            Wish::Settle(id, how) => self.settle(txn, (id, how), &organisation).await?,
        };
        let done = RouteProposal::read(proposal)?;
        let body = serde_json::to_string(&done)?;
        answer::keep(txn, self.actor, self.key.as_ref(), &body, self.now).await?;
        Ok(Booked { done, replayed: false })
    }

    async fn propose(
        &self,
        txn: &mut Txn,
        id: ProposalId,
        organisation: &Organisation,
    ) -> Result<Proposal, PublishError> {
        let newest = txn.current_route(self.route.kind).await?;
        let (route, is_in_force) = numbered(self.route.clone(), &newest);
        if is_in_force {
            return Err(RouteRefusal::Unchanged(newest.version).into());
        }
        let place = route.kind.key();
        if txn.has_open_proposal(Subject::Route, place).await? {
            return Err(RouteRefusal::Pending.into());
        }
        self.check_proof(txn, &route, organisation).await?;
        let proposal = Proposal {
            id,
            subject: Subject::Route,
            place: place.to_owned(),
            body: serde_json::to_string(&route)?,
            by: self.actor,
            at: self.now,
            standing: Standing::Open,
            settled: None,
        };
        txn.insert_proposal(&proposal).await?;
        let RouteRef { name, version, hash } = route.reference();
        let what = SystemHappening::RouteProposed { name, version, hash };
        txn.append_system(self.by(), what).await?;
        Ok(proposal)
    }

    async fn settle(
        &self,
        txn: &mut Txn,
        (id, how): (ProposalId, Settlement),
        organisation: &Organisation,
    ) -> Result<Proposal, PublishError> {
        let proposal = txn.lock_proposal(id).await?.ok_or(PublishError::NotFound)?;
        may_settle(how, (proposal.by, proposal.standing), self.actor, organisation)
            .map_err(RouteRefusal::from)?;
        let standing = how.standing();
        let proposal = Proposal { standing, settled: Some((self.actor, self.now)), ..proposal };
        txn.settle_proposal(&proposal).await?;
        let RouteRef { name, version, hash } = self.route.reference();
        let what = if how == Settlement::Confirm {
            self.put_into_force(txn, organisation).await?;
            SystemHappening::RoutePublished { name, version, hash }
        } else {
            SystemHappening::RouteDropped { name, version, hash, standing }
        };
        txn.append_system(self.by(), what).await?;
        Ok(proposal)
    }

    async fn put_into_force(
        &self,
        txn: &mut Txn,
        organisation: &Organisation,
    ) -> Result<(), PublishError> {
        let newest = txn.current_route(self.route.kind).await?;
        if self.route.version != newest.version.saturating_add(1) {
            return Err(RouteRefusal::Overtaken(newest.version).into());
        }
        self.check_proof(txn, &self.route, organisation).await?;
        Ok(txn.insert_route(&self.route, self.actor, self.now).await?)
    }

    async fn check_proof(
        &self,
        txn: &mut Txn,
        route: &Route,
        organisation: &Organisation,
    ) -> Result<(), PublishError> {
        let rules = txn.rule_set(self.now.date()).await?;
        let proof = match &self.proven {
            Some(proven) => proven.as_of(route, organisation, &rules),
            None => prove_by(&rules, route, Some(organisation)),
        };
        if proof.holds() {
            return Ok(());
        }
        let checked = CheckedRoute { route: route.clone(), proof, is_in_force: false };
        Err(RouteRefusal::Unproven(Box::new(checked)).into())
    }

    const fn by(&self) -> By {
        By { actor: Some(self.actor), on_behalf_of: None, at: self.now }
    }
}

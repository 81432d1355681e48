//! Stand-ins (代理): writing one down, confirming what somebody else wrote down, ending one, and seeing who stands in for whom.

use std::sync::Arc;

use baopi_persistence::{
    Consent, Cursor, DelegationFilter, DelegationRow, MAX_PAGE, Page, RequestRow, Txn,
};
use baopi_workflow::event::By;
use baopi_workflow::organisation::delegation::{self, DelegationRefusal};
use baopi_workflow::{Delegation, PersonId, SystemHappening, Timestamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::answer;
use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::key::CommandKey;

/// So many pages of a desk are looked through for what waits for others.
const MAX_PAGES: u32 = 10;

/// A stand-in as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    /// The identifier, by which it is ended.
    pub id: Uuid,
    /// Who for whom, in what, and when.
    pub delegation: Delegation,
    /// Who wrote it down; nobody for one of a time when that was not kept.
    #[serde(default)]
    pub made_by: Option<PersonId>,
    /// Who confirmed it, if it was written down by somebody else than whoever is stood in for.
    #[serde(default)]
    pub consent: Option<Consent>,
    /// The first day on which it did not count any more, if it was ended early.
    pub ended_on: Option<NaiveDate>,
    /// Whether this is the answer to an earlier sending of the same order.
    #[serde(skip)]
    pub replayed: bool,
}

/// Whether somebody stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandInState {
    /// Not yet: it was written down by an administrator, and nobody has confirmed it.
    Unconfirmed,
    /// Today.
    InForce,
    /// From a later day on.
    ToCome,
    /// No more: the last day is past.
    Past,
    /// No more: it was ended early.
    Ended,
}

/// Which stand-ins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those that the person gave.
    Given,
    /// Those that the person holds.
    Held,
    /// Those of everybody, for administrators.
    Everybodys,
}

impl From<DelegationRow> for StandIn {
    fn from(row: DelegationRow) -> Self {
        let DelegationRow { id, delegation, made_by, consent, ended_on } = row;
        Self { id, delegation, made_by, consent, ended_on, replayed: false }
    }
}

impl StandIn {
    /// Whether somebody stands in on this day.
    #[must_use]
    pub fn state(&self, today: NaiveDate) -> StandInState {
        if self.ended_on.is_some() {
            StandInState::Ended
        } else if self.delegation.to_on < today {
            StandInState::Past
        } else if delegation::is_unconfirmed(
            self.delegation.from,
            self.made_by,
            self.consent.is_some(),
        ) {
            StandInState::Unconfirmed
        } else if today < self.delegation.from_on {
            StandInState::ToCome
        } else {
            StandInState::InForce
        }
    }

    /// Whether there is something to end.
    #[must_use]
    pub fn is_open(&self, today: NaiveDate) -> bool {
        match self.state(today) {
            StandInState::Unconfirmed | StandInState::InForce | StandInState::ToCome => true,
            StandInState::Past | StandInState::Ended => false,
        }
    }
}

/// Why a stand-in was not written down or ended.
pub type DelegationError = CommandError<DelegationRefusal>;

impl From<DelegationRefusal> for DelegationError {
    fn from(refusal: DelegationRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What somebody orders: a new stand-in, a word for one, or the end of one.
#[derive(Debug, Clone)]
enum Wish {
    Make(Delegation),
    Confirm(Uuid, String),
    End(Uuid),
}

/// One order on its way through the transaction; a closure that may run again shares it.
struct Order {
    actor: PersonId,
    wish: Wish,
    key: Option<CommandKey>,
    now: Timestamp,
}

/// What is kept of an answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Done(StandIn),
    Refused(DelegationRefusal),
    NotFound,
}

/// Why a transaction is rolled back.
enum Stop {
    /// The answer was given before.
    Given(String),
    /// It is not to be; the record says so in a transaction of its own.
    Recorded(Box<(Kept, SystemHappening)>),
    /// There is nothing to record.
    Failed(DelegationError),
}

impl<E: Into<DelegationError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl Engine {
    /// Writes down that somebody stands in for somebody. It counts at once, also for what waits already, if whoever is stood in
    /// for says so, and with somebody's confirmation if an administrator does.
    ///
    /// # Errors
    ///
    /// See [`DelegationError`]. Every refusal stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn delegate(
        &self,
        actor: PersonId,
        wanted: Delegation,
        key: Option<CommandKey>,
    ) -> Result<StandIn, DelegationError> {
        self.unclassified(actor, [wanted.reference.as_str()]).await?;
        self.order(Order { actor, wish: Wish::Make(wanted), key, now: self.now() }).await
    }

    /// Confirms a stand-in that an administrator wrote down: by whoever is stood in for, or by a second administrator, who names
    /// a paper for it. It counts from now on.
    ///
    /// # Errors
    ///
    /// See [`DelegationError`]. Every refusal stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn confirm_delegation(
        &self,
        actor: PersonId,
        id: Uuid,
        reference: String,
        key: Option<CommandKey>,
    ) -> Result<StandIn, DelegationError> {
        self.unclassified(actor, [reference.as_str()]).await?;
        self.order(Order { actor, wish: Wish::Confirm(id, reference), key, now: self.now() }).await
    }

    /// Ends a stand-in before its last day: by the giver, by the stand-in who gives it back, or by an administrator.
    ///
    /// # Errors
    ///
    /// See [`DelegationError`]. Every refusal stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn end_delegation(
        &self,
        actor: PersonId,
        id: Uuid,
        key: Option<CommandKey>,
    ) -> Result<StandIn, DelegationError> {
        self.order(Order { actor, wish: Wish::End(id), key, now: self.now() }).await
    }

    /// Some of the stand-ins, those that end last first.
    ///
    /// # Errors
    ///
    /// [`DelegationRefusal::NotYours`] for those of everybody, unless an administrator asks; [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn stand_ins(
        &self,
        viewer: PersonId,
        whose: Whose,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<StandIn>, DelegationError> {
        let mut filter = DelegationFilter::default();
        match whose {
            Whose::Given => filter.from = Some(viewer),
            Whose::Held => filter.to = Some(viewer),
            Whose::Everybodys => {
                if !delegation::sees_all(viewer, &*self.store().organisation().await?) {
                    return Err(DelegationRefusal::NotYours.into());
                }
            }
        }
        self.listed(filter, after, limit).await
    }

    /// All stand-ins, for whoever may run commands on the machine of the program.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn all_stand_ins(
        &self,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<StandIn>, DelegationError> {
        self.listed(DelegationFilter::default(), after, limit).await
    }

    async fn listed(
        &self,
        filter: DelegationFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<StandIn>, DelegationError> {
        let Page { items, next } = self.store().delegations(filter, after, limit).await?;
        Ok(Page { items: items.into_iter().map(StandIn::from).collect(), next })
    }

    /// What waits for those for whom this person stands in today, the most urgent first, up to `limit`.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn waiting_for_others(
        &self,
        viewer: PersonId,
        limit: usize,
    ) -> Result<Vec<RequestRow>, EngineError> {
        let today = self.now().date();
        let others = |row: &RequestRow| row.principal.is_some_and(|whose| whose != viewer);
        let (mut found, mut after) = (Vec::new(), None);
        // One's own tasks lie between those of others.
        for _ in 0..MAX_PAGES {
            let desk = self.store().desk_with_stand_ins(viewer, today, after, MAX_PAGE).await?;
            found.extend(desk.items.into_iter().filter(others));
            after = desk.next;
            if after.is_none() || found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    async fn order(&self, order: Order) -> Result<StandIn, DelegationError> {
        let order = Arc::new(order);
        let shared = Arc::clone(&order);
        let done = self
            .store()
            .write(move |txn| {
                let order = Arc::clone(&shared);
                Box::pin(async move { order.carry_out(txn).await })
            })
            .await;
        let kept = match done {
            Ok(done) => Kept::Done(done),
            Err(Stop::Given(body)) => repeated(&body)?,
            Err(Stop::Recorded(refused)) => self.record(order, refused.0, refused.1).await?,
            Err(Stop::Failed(error)) => return Err(error),
        };
        match kept {
            Kept::Done(stand_in) => Ok(stand_in),
            Kept::Refused(refusal) => Err(refusal.into()),
            Kept::NotFound => Err(DelegationError::NotFound),
        }
    }

    /// Writes a refusal down, in a transaction of its own because the one in which it came up left nothing behind.
    async fn record(
        &self,
        order: Arc<Order>,
        kept: Kept,
        what: SystemHappening,
    ) -> Result<Kept, DelegationError> {
        let refused = kept.clone();
        let recorded = self
            .store()
            .write(move |txn| {
                let (order, what, kept) = (Arc::clone(&order), what.clone(), refused.clone());
                Box::pin(async move {
                    txn.append_system(order.by_whom(), what).await?;
                    order.answered(txn).await?;
                    order.keep(txn, &kept).await
                })
            })
            .await;
        match recorded {
            Ok(()) => Ok(kept),
            Err(Stop::Given(body)) => Ok(repeated(&body)?),
            Err(Stop::Recorded(refused)) => Ok(refused.0),
            Err(Stop::Failed(error)) => Err(error),
        }
    }
}

impl Order {
    const fn by_whom(&self) -> By {
        By { actor: Some(self.actor), on_behalf_of: None, at: self.now }
    }

    async fn carry_out(&self, txn: &mut Txn) -> Result<StandIn, Stop> {
        let done = match &self.wish {
            Wish::Make(wanted) => self.make(txn, wanted).await?,
            Wish::Confirm(id, reference) => self.confirm(txn, *id, reference).await?,
            Wish::End(id) => self.end(txn, *id).await?,
        };
        self.keep(txn, &Kept::Done(done.clone())).await?;
        Ok(done)
    }

    /// The entry is written first: it locks the chain, so that of two people who build the two halves of a chain at once the
    /// second one reads what the first one wrote. A refusal rolls it back.
    async fn make(&self, txn: &mut Txn, wanted: &Delegation) -> Result<StandIn, Stop> {
        let Delegation { from, to, scope, from_on, to_on, .. } = *wanted;
        let what = SystemHappening::DelegationMade { from, to, scope, from_on, to_on };
        txn.append_system(self.by_whom(), what).await?;
        self.answered(txn).await?;
        let organisation = txn.organisation().await?;
        let today = self.now.date();
        delegation::may_give(self.actor, from, &organisation)
            .and_then(|()| {
                delegation::check(wanted, organisation.delegations(), &organisation, today)
            })
            .map_err(|refusal| refused(wanted, refusal))?;
        let id = txn.insert_delegation(wanted, self.actor).await?;
        let (delegation, made_by) = (wanted.clone(), Some(self.actor));
        Ok(StandIn { id, delegation, made_by, consent: None, ended_on: None, replayed: false })
    }

    /// A stand-in that concerns whoever gives the order; there is none for anybody else.
    async fn concerned(&self, txn: &mut Txn, id: Uuid) -> Result<StandIn, Stop> {
        let organisation = txn.organisation().await?;
        let found = txn.find_delegation(id).await?.map(StandIn::from);
        let Some(found) = found else { return Err(Stop::Failed(DelegationError::NotFound)) };
        if delegation::concerns(self.actor, &found.delegation, &organisation) {
            return Ok(found);
        }
        let Delegation { from, to, .. } = found.delegation;
        let code = DelegationRefusal::NotYours.code().to_owned();
        let what = SystemHappening::DelegationRefused { from, to, code };
        Err(Stop::Recorded(Box::new((Kept::NotFound, what))))
    }

    /// As in [`Self::make`], the entry is written first.
    async fn confirm(&self, txn: &mut Txn, id: Uuid, reference: &str) -> Result<StandIn, Stop> {
        let found = self.concerned(txn, id).await?;
        let Delegation { from, to, .. } = found.delegation;
        let reference = reference.trim();
        let paper = (!reference.is_empty()).then(|| reference.to_owned());
        let what = SystemHappening::DelegationConfirmed { from, to, reference: paper.clone() };
        txn.append_system(self.by_whom(), what).await?;
        self.answered(txn).await?;
        let organisation = txn.organisation().await?;
        let today = self.now.date();
        let may = match found.state(today) {
            StandInState::Past | StandInState::Ended => Err(DelegationRefusal::AlreadyOver),
            StandInState::InForce | StandInState::ToCome => {
                Err(DelegationRefusal::AlreadyConfirmed)
            }
            StandInState::Unconfirmed => {
                let entry = (&found.delegation, found.made_by);
                delegation::may_confirm(self.actor, entry, reference, &organisation).and_then(
                    |()| {
                        let existing = organisation.delegations();
                        delegation::check(&found.delegation, existing, &organisation, today)
                    },
                )
            }
        };
        may.map_err(|refusal| refused(&found.delegation, refusal))?;
        let consent = Consent { by: self.actor, reference: paper, at: self.now };
        if !txn.confirm_delegation(id, &consent).await? {
            return Err(refused(&found.delegation, DelegationRefusal::AlreadyConfirmed));
        }
        Ok(StandIn { consent: Some(consent), ..found })
    }

    async fn end(&self, txn: &mut Txn, id: Uuid) -> Result<StandIn, Stop> {
        self.answered(txn).await?;
        let found = self.concerned(txn, id).await?;
        let Delegation { from, to, .. } = found.delegation;
        let today = self.now.date();
        let open = found.is_open(today);
        if !open || !txn.end_delegation(id, today, self.actor, self.now).await? {
            // Whoever was faster may have been the same order sent twice.
            self.answered(txn).await?;
            return Err(refused(&found.delegation, DelegationRefusal::AlreadyOver));
        }
        let what = SystemHappening::DelegationEnded { from, to, on: today };
        txn.append_system(self.by_whom(), what).await?;
        Ok(StandIn { ended_on: Some(today), ..found })
    }

    /// Stops if the answer to this order was given before.
    async fn answered(&self, txn: &mut Txn) -> Result<(), Stop> {
        match answer::given_before(txn, self.actor, self.key.as_ref()).await? {
            Some(body) => Err(Stop::Given(body)),
            None => Ok(()),
        }
    }

    async fn keep(&self, txn: &mut Txn, kept: &Kept) -> Result<(), Stop> {
        let body = serde_json::to_string(kept)?;
        Ok(answer::keep(txn, self.actor, self.key.as_ref(), &body, self.now).await?)
    }
}

/// An answer that was given before.
fn repeated(body: &str) -> Result<Kept, EngineError> {
    Ok(match serde_json::from_str(body)? {
        Kept::Done(stand_in) => Kept::Done(StandIn { replayed: true, ..stand_in }),
        kept @ (Kept::Refused(_) | Kept::NotFound) => kept,
    })
}

fn refused(delegation: &Delegation, refusal: DelegationRefusal) -> Stop {
    let Delegation { from, to, .. } = *delegation;
    let code = refusal.code().to_owned();
    let what = SystemHappening::DelegationRefused { from, to, code };
    Stop::Recorded(Box::new((Kept::Refused(refusal), what)))
}

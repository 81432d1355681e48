//! The figures of the rules: what is in force, what another figure would have found, and how one is put into force by two people.

use std::collections::BTreeMap;
use std::sync::Arc;

use baopi_persistence::{RuleSetRow, Txn};
use baopi_workflow::book::{Book, BookChange, FieldFault};
use baopi_workflow::proposal::{Settlement, Standing, Unsettled};
use baopi_workflow::rules::change::{
    RuleProposal, RuleWish, beyond, changed, faults, listed, wished,
};
use baopi_workflow::rules::worst;
use baopi_workflow::{
    Digest, Kind, Organisation, PersonId, RequestId, RuleId, RuleProposalId, RuleSet, Timestamp,
    UnitId, Verdict,
};
use chrono::NaiveDate;

use crate::books::{Booked, Order, record};
use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::key::CommandKey;
use crate::office::identity::Viewer;
use crate::reason::{Class, Reason};
use crate::right::Right;

/// So many of the last requests of a kind are judged again.
pub const JUDGED_AGAIN: u32 = 50;

/// The figures, as a page shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The set in force.
    pub current: RuleSet,
    /// Every set, the highest version first; the first may be in force only later.
    pub sets: Vec<RuleSetRow>,
    /// What was proposed, the latest first.
    pub proposals: Vec<RuleProposal>,
}

impl Rules {
    /// The set that a proposal changes, and since when it is in force.
    #[must_use]
    pub fn newest(&self) -> (&RuleSet, NaiveDate) {
        self.sets
            .first()
            .map_or((&self.current, NaiveDate::MIN), |row| (&row.rules, row.effective_on))
    }
}

/// What other figures would have found about the last requests of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Of which kind they are.
    pub kind: Kind,
    /// How many were judged again.
    pub judged: u32,
    /// How many could not be, because not everything with which they were judged was kept.
    pub unknown: u32,
    /// Those that would have been refused and were not.
    pub blocked: Vec<Affected>,
    /// Those of which a reason would have been asked and was not.
    pub asked: Vec<Affected>,
    /// How many were refused and would not have been.
    pub freed: u32,
}

/// A request that would have fared otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// The request that would have been judged otherwise.
    pub request: RequestId,
    /// The unit of whoever wrote it.
    pub unit: Option<UnitId>,
    /// When approval was asked for.
    pub at: Timestamp,
    /// The rules that would have stood against it.
    pub rules: Vec<RuleId>,
}

/// Why the rules were left as they are.
pub type RuleError = CommandError<RuleRefusal>;

/// What only the rules refuse.
#[derive(Debug, thiserror::Error)]
pub enum RuleRefusal {
    /// Only administrators look at other figures, propose them and decide about them.
    #[error("somebody else looks after the rules")]
    NotYours,
    /// The proposal was decided about or taken back before.
    #[error("the proposal is settled, and stays as it is")]
    Settled,
    /// Whoever proposed something does not decide about it.
    #[error("whoever proposed it does not decide about it")]
    OwnProposal,
    /// Another proposal has to be settled first.
    #[error("another proposal has to be settled first")]
    Pending,
    /// The day from which it was to be in force is over.
    #[error("the day from which it was to be in force is over")]
    Passed,
    /// Figures that cannot stay as they are.
    #[error("{} figures cannot stay as they are", .0.len())]
    Faults(Vec<FieldFault>),
}

impl Reason for RuleRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "not_yours",
            Self::Settled => "settled",
            Self::OwnProposal => "own_proposal",
            Self::Pending => "pending",
            Self::Passed => "passed",
            Self::Faults(_) => "faults",
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::NotYours | Self::OwnProposal => Class::Forbidden,
            Self::Settled | Self::Pending | Self::Passed => Class::Conflict,
            Self::Faults(_) => Class::Unprocessable,
        }
    }

    fn recorded(&self) -> Option<&'static str> {
        match self {
            Self::Faults(_) => None,
            Self::NotYours | Self::Settled | Self::OwnProposal | Self::Pending | Self::Passed => {
                Some(self.code())
            }
        }
    }
}

impl From<RuleRefusal> for RuleError {
    fn from(refusal: RuleRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Unsettled> for RuleRefusal {
    fn from(unsettled: Unsettled) -> Self {
        match unsettled {
            Unsettled::Settled => Self::Settled,
            Unsettled::NotYours => Self::NotYours,
            Unsettled::OwnProposal => Self::OwnProposal,
            Unsettled::Passed => Self::Passed,
        }
    }
}

impl Engine {
    /// The figures of the rules: in force, before, and proposed. Nothing for whoever may not see them.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn rules(&self, viewer: &Viewer) -> Result<Option<Rules>, EngineError> {
        if viewer.may(Right::SeeRules) { self.all_rules().await.map(Some) } else { Ok(None) }
    }

    async fn all_rules(&self) -> Result<Rules, EngineError> {
        Ok(Rules {
            current: self.store().rule_set(self.now().date()).await?,
            sets: self.store().list_rule_sets().await?,
            proposals: self.store().list_rule_proposals().await?,
        })
    }

    /// What these rules, in place of those in force, would have found about the last requests of each kind. Nothing changes, and
    /// of the wish its day and its paper do not matter.
    ///
    /// # Errors
    ///
    /// [`RuleRefusal::NotYours`] for whoever does not administer, [`RuleRefusal::Faults`] for figures outside their bounds.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn what_if(
        &self,
        actor: PersonId,
        wish: &RuleWish,
    ) -> Result<Vec<Effect>, RuleError> {
        let organisation = self.store().organisation().await?;
        if !organisation.administers(actor) {
            return Err(RuleRefusal::NotYours.into());
        }
        let faults = beyond(wish);
        if !faults.is_empty() {
            return Err(RuleRefusal::Faults(faults).into());
        }
        let wanted = wished(wish, self.all_rules().await?.newest().0);
        let mut effects = Vec::new();
        for kind in Kind::ALL {
            effects.push(self.effect(*kind, &wanted, &organisation).await?);
        }
        Ok(effects)
    }

    async fn effect(
        &self,
        kind: Kind,
        rules: &RuleSet,
        organisation: &Organisation,
    ) -> Result<Effect, EngineError> {
        let (judged, unknown, freed, blocked, asked) = (0, 0, 0, Vec::new(), Vec::new());
        let mut effect = Effect { kind, judged, unknown, blocked, asked, freed };
        let mut organisations: BTreeMap<Digest, Organisation> = BTreeMap::new();
        for (id, seq) in self.store().last_submissions(kind, JUDGED_AGAIN).await? {
            let stored = self.store().evaluations_before(id, (Some(seq + 1), None), 1).await?;
            let request = self.store().find_request(id).await?;
            let (Some(stored), Some((request, _))) = (stored.first(), request) else { continue };
            let who = (id, request.drafter);
            let found = self.found_with(rules, who, stored, &mut organisations).await?;
            let Some(found) = found else {
                effect.unknown += 1;
                continue;
            };
            effect.judged += 1;
            let (then, now) = (worst(&stored.evaluation.findings), worst(&found));
            let affected = || Affected {
                request: id,
                unit: organisation.person(request.drafter).map(|person| person.unit),
                at: stored.evaluation.at,
                rules: found
                    .iter()
                    .filter(|finding| finding.verdict == now)
                    .map(|finding| finding.rule)
                    .collect(),
            };
            match (then, now) {
                (Verdict::Block, Verdict::Block) => {}
                (_, Verdict::Block) => effect.blocked.push(affected()),
                (Verdict::Block, _) => effect.freed += 1,
                (Verdict::Pass | Verdict::Advisory, Verdict::NeedsJustification(_)) => {
                    effect.asked.push(affected());
                }
                (_, Verdict::Pass | Verdict::Advisory | Verdict::NeedsJustification(_)) => {}
            }
        }
        Ok(effect)
    }

    /// Proposes other figures; nothing is judged by them before a second administrator has confirmed them.
    ///
    /// # Errors
    ///
    /// [`RuleRefusal::Faults`] names every figure and its bounds; [`RuleRefusal::Pending`] while another proposal is open. A
    /// refusal stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn propose_rules(
        &self,
        actor: PersonId,
        wish: RuleWish,
        key: Option<CommandKey>,
    ) -> Result<Booked<RuleProposal>, RuleError> {
        let order = self.wish(actor, (Book::Rules, "propose"), key);
        let titles = wish.statutory_meetings.iter().flatten().map(String::as_str);
        self.unclassified(actor, titles.chain([wish.reference.as_str()])).await?;
        let id = RuleProposalId(self.new_id()?);
        let (wish, shared) = (Arc::new(wish), order.clone());
        self.book(order, move |txn| {
            let (wish, order) = (Arc::clone(&wish), shared.clone());
            Box::pin(async move { propose(txn, id, &wish, &order).await })
        })
        .await
    }

    /// Confirms, declines or takes back a proposal.
    ///
    /// # Errors
    ///
    /// [`RuleRefusal::OwnProposal`] for whoever proposed it and wants to decide, [`RuleRefusal::NotYours`] for whoever does not
    /// administer or did not propose what is to be taken back, [`RuleRefusal::Settled`], and [`RuleRefusal::Passed`] once its day
    /// is over. A refusal stands in the system's chain.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn settle_rules(
        &self,
        actor: PersonId,
        id: RuleProposalId,
        how: Settlement,
        key: Option<CommandKey>,
    ) -> Result<Booked<RuleProposal>, RuleError> {
        let order = self.wish(actor, (Book::Rules, how.key()), key);
        let shared = order.clone();
        self.book(order, move |txn| {
            let order = shared.clone();
            Box::pin(async move { settle(txn, (id, how), &order).await })
        })
        .await
    }
}

async fn propose(
    txn: &mut Txn,
    id: RuleProposalId,
    wish: &RuleWish,
    order: &Order,
) -> Result<RuleProposal, RuleError> {
    let organisation = txn.organisation().await?;
    if !organisation.administers(order.actor) {
        return Err(RuleRefusal::NotYours.into());
    }
    let (newest, since) = match txn.newest_rule_set().await? {
        Some(row) => (row.rules, row.effective_on),
        None => (RuleSet::default(), NaiveDate::MIN),
    };
    let faults = faults(wish, (&newest, since), order.now.date());
    let (true, Some(effective_on)) = (faults.is_empty(), wish.effective_on) else {
        return Err(RuleRefusal::Faults(faults).into());
    };
    if txn.has_open_rule_proposal().await? {
        return Err(RuleRefusal::Pending.into());
    }
    let proposal = RuleProposal {
        id,
        version: newest.version.saturating_add(1),
        figures: changed(wish, &newest),
        statutory_meetings: listed(wish, &newest),
        effective_on,
        reference: wish.reference.trim().to_owned(),
        by: order.actor,
        at: order.now,
        standing: Standing::Open,
        settled: None,
    };
    txn.insert_rule_proposal(&proposal).await?;
    record(txn, order, BookChange::Added, std::slice::from_ref(&proposal)).await?;
    Ok(proposal)
}

async fn settle(
    txn: &mut Txn,
    (id, how): (RuleProposalId, Settlement),
    order: &Order,
) -> Result<RuleProposal, RuleError> {
    let organisation = txn.organisation().await?;
    if !organisation.administers(order.actor) {
        return Err(RuleRefusal::NotYours.into());
    }
    let proposal = txn.lock_rule_proposal(id).await?.ok_or(RuleError::NotFound)?;
    let today = order.now.date();
    let may = proposal.may_settle(how, order.actor, &organisation, today);
    may.map_err(RuleRefusal::from)?;
    let settled = Some((order.actor, order.now));
    let proposal = RuleProposal { standing: how.standing(), settled, ..proposal };
    txn.settle_rule_proposal(&proposal).await?;
    let change = match how {
        Settlement::Confirm => {
            let newest = txn.newest_rule_set().await?.map(|row| row.rules).unwrap_or_default();
            txn.insert_rule_set(&proposal.applied_to(&newest), Some(&proposal)).await?;
            BookChange::Confirmed
        }
        Settlement::Decline => BookChange::Declined,
        Settlement::Withdraw => BookChange::Withdrawn,
    };
    record(txn, order, change, std::slice::from_ref(&proposal)).await?;
    Ok(proposal)
}

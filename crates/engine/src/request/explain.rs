//! Why something was found at the time: every evaluation with its facts, and the figures that were in force then.

use std::collections::BTreeMap;

use baopi_persistence::StoredEvaluation;
use baopi_workflow::rules::{self, Case, Knowledge, Known, Parameter};
use baopi_workflow::{Digest, Finding, Organisation, PersonId, RequestId, RuleSet, Timestamp};

use crate::engine::Engine;
use crate::error::{EngineError, PerformError};

/// So many evaluations are explained at once.
pub const MAX_EXPLAINED: u32 = 100;

/// So many organisations of the past are held at once.
const MAX_KEPT: usize = 16;

/// One evaluation, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What was found, when, and with what.
    pub stored: StoredEvaluation,
    /// The figures of the rule set of that time that the rules named in the findings read.
    pub figures: Vec<(Parameter, u32)>,
}

/// Evaluations of a request, the last first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The title of the request.
    pub title: String,
    /// The evaluations.
    pub items: Vec<Explained>,
    /// Before which entry the earlier ones lie, if there are any.
    pub next: Option<u64>,
}

/// How an evaluation stands to what the rules find again with the same text, figures, facts and clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Again {
    /// They find the same.
    Same,
    /// They find this instead.
    Otherwise(Vec<Finding>),
    /// Something with which it was found was not kept: a gate shut, a refused change, or an earlier version of the program.
    Unknown,
}

impl Engine {
    /// What the rules found about a request until `until` and before the entry `before` of its record, the last first.
    ///
    /// # Errors
    ///
    /// [`PerformError::NotFound`] also for what this person may not see.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn explain(
        &self,
        viewer: PersonId,
        id: RequestId,
        until: Option<Timestamp>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Explanation, PerformError> {
        let (_, content, _) = self.seen(viewer, id).await?;
        let wanted = limit.clamp(1, MAX_EXPLAINED);
        let mut stored = self.store().evaluations_before(id, (before, until), wanted + 1).await?;
        let more = stored.len() > wanted as usize;
        stored.truncate(wanted as usize);
        let next = stored.last().filter(|_| more).map(|last| last.seq);
        let mut sets = BTreeMap::new();
        let mut items = Vec::with_capacity(stored.len());
        for stored in stored {
            let set = self.rule_set_then(&mut sets, stored.evaluation.rule_set).await?;
            let figures = figures(&stored.evaluation.findings, set.as_ref());
            items.push(Explained { stored, figures });
        }
        Ok(Explanation { title: content.title().to_owned(), items, next })
    }

    async fn rule_set_then(
        &self,
        sets: &mut BTreeMap<u32, Option<RuleSet>>,
        version: u32,
    ) -> Result<Option<RuleSet>, EngineError> {
        if let Some(known) = sets.get(&version) {
            return Ok(known.clone());
        }
        let set = self.store().rule_set_of(version).await?;
        sets.insert(version, set.clone());
        Ok(set)
    }

    /// Asks the rules again what they were asked then.
    pub(crate) async fn ask_again(
        &self,
        request: (RequestId, PersonId),
        stored: &StoredEvaluation,
        organisations: &mut BTreeMap<Digest, Organisation>,
    ) -> Result<Again, EngineError> {
        let Some(rules) = self.store().rule_set_of(stored.evaluation.rule_set).await? else {
            return Ok(Again::Unknown);
        };
        let found = self.found_with(&rules, request, stored, organisations).await?;
        Ok(match found {
            None => Again::Unknown,
            Some(found) if found == stored.evaluation.findings => Again::Same,
            Some(found) => Again::Otherwise(found),
        })
    }

    /// What the rules find with these figures and everything else as it was then; nothing if not all of it was kept.
    pub(crate) async fn found_with(
        &self,
        rules: &RuleSet,
        (id, drafter): (RequestId, PersonId),
        stored: &StoredEvaluation,
        organisations: &mut BTreeMap<Digest, Organisation>,
    ) -> Result<Option<Vec<Finding>>, EngineError> {
        let evaluation = &stored.evaluation;
        let (Some(knowledge), Some(digest)) = (&evaluation.knowledge, stored.organisation) else {
            return Ok(None);
        };
        let Some(content) = self.store().revision(id, evaluation.revision).await? else {
            return Ok(None);
        };
        let same_text = content.digest().ok() == evaluation.digest;
        if organisations.len() == MAX_KEPT {
            organisations.clear();
        }
        if !organisations.contains_key(&digest)
            && let Some(organisation) = self.store().organisation_state(digest).await?
        {
            organisations.insert(digest, organisation);
        }
        // The calendar is not kept with an evaluation, but with the time since when it counts.
        let calendar = Known::Is(self.store().calendar_at(evaluation.at).await?);
        let knowledge = &Knowledge { calendar, ..knowledge.clone() };
        let Some(organisation) = organisations.get(&digest).filter(|_| same_text) else {
            return Ok(None);
        };
        Ok(Some(rules::evaluate(&Case {
            content: &content,
            measure: content.measure(),
            drafter,
            organisation,
            rules,
            knowledge,
            own: knowledge.own.unwrap_or_default(),
            now: evaluation.at,
        })))
    }
}

fn figures(findings: &[Finding], set: Option<&RuleSet>) -> Vec<(Parameter, u32)> {
    let Some(set) = set else { return Vec::new() };
    let read =
        |parameter: &&Parameter| findings.iter().any(|finding| finding.rule == parameter.rule());
    let figure = |parameter: &Parameter| (*parameter, set.number(*parameter));
    Parameter::ALL.iter().filter(read).map(figure).collect()
}

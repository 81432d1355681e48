//! What the rules found about a request, each time.

use std::collections::BTreeMap;

use axum::extract::State;
use baopi_engine::Explained;
use baopi_workflow::rules::{self, Known};
use baopi_workflow::{RequestId, Timestamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::list::{Answered, PageQuery, Paged};
use crate::api::problems::Reading;
use crate::door::Id;
use crate::door::problem::{FindingBody, Problem};
use crate::door::query::Listed;
use crate::door::query::fitting;
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// Which evaluations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvaluationsQuery {
    /// Up to and with this day of the office.
    until: Option<NaiveDate>,
}

/// One evaluation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Evaluation)]
pub(crate) struct EvaluationBody {
    /// The entry of the record with which it was kept.
    seq: u64,
    /// When the rules were asked.
    at: String,
    /// `preview`, `submit`, `sign`, `correct`, `reschedule` or `number`.
    trigger: &'static str,
    /// The version of the rule set.
    rule_set: u32,
    /// The revision of the text.
    revision: u32,
    /// The worst that was found.
    verdict: &'static str,
    /// Everything that was found, the worst first, with the figures on which it stands.
    findings: Vec<FindingBody>,
    /// The figures of that rule set which the rules in the findings read.
    #[schema(value_type = Object, example = json!({"file_length": 5000}))]
    parameters: BTreeMap<&'static str, u32>,
    /// How far the quota of the unit was used, if that was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    quota: Option<QuotaBody>,
}

/// How far a quota was used.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = QuotaUse)]
struct QuotaBody {
    /// How many it was in the year before, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<u32>,
    /// By how much it was to fall, in per cent.
    reduction_pct: u32,
    /// How many were committed, without the request itself.
    committed: u32,
}

impl EvaluationBody {
    fn of(item: &Explained) -> Self {
        let evaluation = &item.stored.evaluation;
        let quota = match evaluation.knowledge.as_ref().map(|knowledge| &knowledge.quota) {
            Some(Known::Is(quota)) => Some(QuotaBody {
                baseline: quota.baseline,
                reduction_pct: quota.reduction_pct,
                committed: quota.committed,
            }),
            Some(Known::Missing) | None => None,
        };
        Self {
            seq: item.stored.seq,
            at: evaluation.at.to_string(),
            trigger: evaluation.trigger.key(),
            rule_set: evaluation.rule_set,
            revision: evaluation.revision,
            verdict: rules::worst(&evaluation.findings).key(),
            findings: evaluation.findings.iter().map(FindingBody::of).collect(),
            parameters: item.figures.iter().map(|(name, number)| (name.key(), *number)).collect(),
            quota,
        }
    }
}

/// Explain what was found
///
/// Every evaluation of the request, the last first, with the figures and the rule set of that time. The requests of others that
/// it was compared with are named in the findings, and nowhere else.
#[utoipa::path(
    get,
    path = "/requests/{id}/evaluations",
    operation_id = "list_evaluations",
    tag = "requests",
    params(("id" = uuid::Uuid, Path, description = "The request"), PageQuery, EvaluationsQuery),
    responses((status = 200, description = "What was found", body = Paged<EvaluationBody>), Reading)
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(request): Id<RequestId>,
    Listed(query, page): Listed<EvaluationsQuery>,
) -> Result<Answered<EvaluationBody>, Problem> {
    let until = query.until.and_then(Timestamp::end_of_day);
    let before = page.after.as_deref().map(|after| fitting("after", after)).transpose()?;
    let found = state.engine.explain(viewer.person, request, until, before, page.limit).await;
    let found = found.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(Answered::new(&page, found.items.iter().map(EvaluationBody::of), found.next))
}

//! What the rules found about a request, each time, with the figures of that time.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::Explained;
use baopi_messages::Args;
use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::QuotaUse;
use baopi_workflow::{RequestId, Timestamp};
use serde::Deserialize;

use crate::door::Id;
use crate::door::address;
use crate::present::fault::PageError;
use crate::present::findings::FindingView;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// So many stand on one page.
const ROWS: u32 = 20;

/// A figure of the rule set, or of what was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FigureView {
    pub(crate) label: String,
    pub(crate) value: String,
}

#[derive(Debug, Clone)]
pub(crate) struct EvaluationView {
    pub(crate) seq: u64,
    pub(crate) when: String,
    pub(crate) trigger: String,
    pub(crate) with: String,
    pub(crate) findings: Vec<FindingView>,
    pub(crate) figures: Vec<FigureView>,
}

#[derive(Template)]
#[template(path = "request/evaluations.html")]
pub(crate) struct EvaluationsPage {
    pub(crate) frame: Frame,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) until: String,
    pub(crate) evaluations: Vec<EvaluationView>,
    pub(crate) next: Option<u64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Wanted {
    /// The last day, as typed.
    #[serde(default)]
    until: String,
    before: Option<u64>,
}

/// `GET /requests/{id}/evaluations`
pub(crate) async fn show(
    visit: Visit,
    Id(id): Id<RequestId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PageError> {
    let until = if wanted.until.is_empty() {
        None
    } else {
        Some(wanted.until.parse().ok().and_then(Timestamp::end_of_day).ok_or(PageError::BadInput)?)
    };
    let (engine, before) = (&visit.engine, wanted.before);
    let explanation = engine.explain(visit.person(), id, until, before, ROWS).await?;
    let href = address::of(address::REQUEST, &[&id]);
    let shown = EvaluationsPage {
        frame: visit.frame(NavEntry::Elsewhere, format!("{href}/evaluations")),
        href,
        title: explanation.title,
        until: wanted.until,
        evaluations: explanation.items.iter().map(|item| view(&visit, item)).collect(),
        next: explanation.next,
    };
    Ok(page(StatusCode::OK, &shown))
}

fn view(visit: &Visitor, item: &Explained) -> EvaluationView {
    let (texts, evaluation) = (visit.texts(), &item.stored.evaluation);
    let made_with =
        Args::new().with("set", evaluation.rule_set).with("revision", evaluation.revision);
    let mut figures: Vec<FigureView> = item
        .figures
        .iter()
        .map(|(parameter, number)| FigureView {
            label: baopi_messages::field(visit.language, &format!("parameter-{}", parameter.key())),
            value: number.to_string(),
        })
        .collect();
    let quota = evaluation.knowledge.as_ref().map(|knowledge| &knowledge.quota);
    if let Some(Known::Is(quota)) = quota {
        figures.extend(quota_figure(visit, *quota));
    }
    EvaluationView {
        seq: item.stored.seq,
        when: texts.at(evaluation.at),
        trigger: texts.word("trigger", evaluation.trigger.key()),
        with: texts.with("evaluation-made-with", &made_with),
        findings: visit.findings(&evaluation.findings),
        figures,
    }
}

/// How far the quota was used, where there is one.
fn quota_figure(visit: &Visitor, quota: QuotaUse) -> Option<FigureView> {
    let args = Args::new()
        .with("baseline", quota.baseline?)
        .with("reduction", quota.reduction_pct)
        .with("committed", quota.committed);
    let texts = visit.texts();
    Some(FigureView {
        label: texts.t("evaluation-quota"),
        value: texts.with("evaluation-quota-used", &args),
    })
}

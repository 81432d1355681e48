//! The figures of the rules (规则参数): what is in force, what others would have done, and what two administrators decide.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Affected, Effect, RuleRefusal, RuleSetRow, Rules};
use baopi_workflow::rules::Parameter;
use baopi_workflow::rules::change::{RuleProposal, RuleWish};
use baopi_workflow::{Organisation, RuleId, RuleProposalId, RuleSet};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::command::{SettlementWish, repeated};
use crate::api::names::PersonName;
use crate::api::problems::{Idempotent, NotFound, NotNow, NotYours, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::wish::{FiguresWish, ProposalWish};

/// A figure of the rules.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleFigure)]
pub(crate) struct FigureAnswer {
    /// Its key.
    #[schema(value_type = String, example = "meeting_minutes")]
    figure: Parameter,
    /// The rule that reads it.
    #[schema(value_type = String, example = "MEETING-DURATION")]
    rule: RuleId,
    /// What is in force.
    value: u32,
    /// The least that it may be.
    least: u32,
    /// The most that it may be.
    most: u32,
    /// What it is where nobody has set it.
    usual: u32,
}

/// A rule set.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleSet)]
pub(crate) struct SetAnswer {
    /// Its number, which evaluations name.
    version: u32,
    /// The first day on which requests are judged by it.
    effective_on: NaiveDate,
    /// The figures that were set; all others are as usual.
    #[schema(value_type = BTreeMap<String, u32>)]
    figures: BTreeMap<Parameter, u32>,
    /// The titles of the meetings that are only filed.
    statutory_meetings: Vec<String>,
    /// The paper that asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// Who proposed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed_by: Option<PersonName>,
    /// Who confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_by: Option<PersonName>,
}

impl SetAnswer {
    fn of(row: &RuleSetRow, organisation: &Organisation) -> Self {
        let RuleSetRow { rules, effective_on, decided } = row;
        let decided = decided.as_ref();
        Self {
            version: rules.version,
            effective_on: *effective_on,
            figures: rules.set.clone(),
            statutory_meetings: rules.statutory_meetings.clone(),
            reference: decided.map(|decided| decided.reference.clone()),
            proposed_by: decided.map(|decided| PersonName::of(decided.proposed_by, organisation)),
            confirmed_by: decided.map(|decided| PersonName::of(decided.confirmed_by, organisation)),
        }
    }
}

/// A proposed change.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleProposal)]
pub(crate) struct ProposalAnswer {
    /// The identifier, as a settlement names the proposal.
    id: Uuid,
    /// The number that the set gets once it is confirmed.
    version: u32,
    /// The figures that change.
    #[schema(value_type = BTreeMap<String, u32>)]
    figures: BTreeMap<Parameter, u32>,
    /// The whole list of meetings that are only filed, where it changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    statutory_meetings: Option<Vec<String>>,
    /// The first day on which requests would be judged by it.
    effective_on: NaiveDate,
    /// The paper that asks for it.
    reference: String,
    /// Who proposed it.
    proposed_by: PersonName,
    /// When it was proposed.
    proposed_at: String,
    /// `open`, `confirmed`, `declined` or `withdrawn`.
    standing: &'static str,
    /// Who settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_by: Option<PersonName>,
    /// When it was settled; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<String>,
}

impl ProposalAnswer {
    fn of(proposal: &RuleProposal, organisation: &Organisation) -> Self {
        Self {
            id: proposal.id.0,
            version: proposal.version,
            figures: proposal.figures.clone(),
            statutory_meetings: proposal.statutory_meetings.clone(),
            effective_on: proposal.effective_on,
            reference: proposal.reference.clone(),
            proposed_by: PersonName::of(proposal.by, organisation),
            proposed_at: proposal.at.to_string(),
            standing: proposal.standing.key(),
            settled_by: proposal.settled.map(|(by, _)| PersonName::of(by, organisation)),
            settled_at: proposal.settled.map(|(_, at)| at.to_string()),
        }
    }
}

/// The figures of the rules.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rules)]
pub(crate) struct RulesAnswer {
    /// The version in force today.
    version: u32,
    /// Every figure as it is in force today.
    figures: Vec<FigureAnswer>,
    /// The titles of the meetings that are only filed today.
    statutory_meetings: Vec<String>,
    /// Every set, the highest version first.
    sets: Vec<SetAnswer>,
    /// What was proposed, the latest first.
    proposals: Vec<ProposalAnswer>,
}

impl RulesAnswer {
    fn of(rules: &Rules, organisation: &Organisation) -> Self {
        Self {
            version: rules.current.version,
            figures: Parameter::ALL
                .iter()
                .map(|figure| figure_of(*figure, &rules.current))
                .collect(),
            statutory_meetings: rules.current.statutory_meetings.clone(),
            sets: rules.sets.iter().map(|row| SetAnswer::of(row, organisation)).collect(),
            proposals: rules
                .proposals
                .iter()
                .map(|one| ProposalAnswer::of(one, organisation))
                .collect(),
        }
    }
}

fn figure_of(figure: Parameter, rules: &RuleSet) -> FigureAnswer {
    let ((least, most), usual) = (figure.bounds(), figure.usual());
    FigureAnswer { figure, rule: figure.rule(), value: rules.number(figure), least, most, usual }
}

/// What other figures would have found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EffectsAnswer {
    /// For documents and for meetings.
    effects: Vec<EffectAnswer>,
}

/// What other figures would have found about the last requests of a kind.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RuleEffect)]
pub(crate) struct EffectAnswer {
    /// `document`, `meeting` or `inspection`.
    kind: &'static str,
    /// How many were judged again, at most 50.
    judged: u32,
    /// How many could not be, because not everything with which they were judged was kept.
    unknown: u32,
    /// Those that would have been refused and were not.
    blocked: Vec<AffectedAnswer>,
    /// Those of which a reason would have been asked and was not.
    asked: Vec<AffectedAnswer>,
    /// How many were refused and would not have been.
    freed: u32,
}

impl EffectAnswer {
    fn of(effect: Effect) -> Self {
        let Effect { kind, judged, unknown, blocked, asked, freed } = effect;
        let (blocked, asked) =
            (blocked.into_iter().map(Into::into), asked.into_iter().map(Into::into));
        let (blocked, asked) = (blocked.collect(), asked.collect());
        Self { kind: kind.key(), judged, unknown, blocked, asked, freed }
    }
}

/// A request that would have fared otherwise.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffectedRequest)]
pub(crate) struct AffectedAnswer {
    /// The request that would have been judged otherwise.
    request: Uuid,
    /// When approval was asked for.
    submitted_at: String,
    /// The rules that would have stood against it.
    #[schema(value_type = Vec<String>)]
    rules: Vec<RuleId>,
}

impl From<Affected> for AffectedAnswer {
    fn from(one: Affected) -> Self {
        Self { request: one.request.0, submitted_at: one.at.to_string(), rules: one.rules }
    }
}

/// The figures of the rules
///
/// In force, in every version, and proposed. For administrators and auditors.
#[utoipa::path(
    get,
    path = "/rules",
    operation_id = "show_rules",
    tag = "rules",
    responses((status = 200, description = "The figures", body = RulesAnswer), Reading)
)]
pub(crate) async fn show(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
) -> Result<Json<RulesAnswer>, Problem> {
    match state.engine.rules(&viewer).await? {
        Some(rules) => Ok(Json(RulesAnswer::of(&rules, &viewer.organisation))),
        None => Err(Problem::of(RuleRefusal::NotYours.into(), &viewer.organisation)),
    }
}

/// What other figures would have done
///
/// The last 50 documents and meetings for which approval was asked are judged again with what was kept of each. Nothing changes.
/// Figures outside their bounds have the code `fields_refused`.
#[utoipa::path(
    post,
    path = "/rules/previews",
    operation_id = "preview_rules",
    tag = "rules",
    request_body = FiguresWish,
    responses((status = 200, description = "The effect", body = EffectsAnswer), Writing)
)]
pub(crate) async fn preview(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, .. }: Sent<FiguresWish>,
) -> Result<Json<EffectsAnswer>, Problem> {
    let FiguresWish { figures, statutory_meetings } = wish;
    let wish = RuleWish { figures, statutory_meetings, ..RuleWish::default() };
    let effects = state.engine.what_if(viewer.person, &wish).await;
    let effects = effects.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(Json(EffectsAnswer { effects: effects.into_iter().map(EffectAnswer::of).collect() }))
}

/// Propose other figures
///
/// By an administrator. Nothing is judged by them before another administrator has confirmed them, and before their day. The two
/// hard limits, 5000 characters and 90 minutes, can be tightened and never loosened. One proposal is open at a time.
#[utoipa::path(
    post,
    path = "/rules",
    operation_id = "propose_rules",
    tag = "rules",
    params(Idempotent),
    request_body = ProposalWish,
    responses(
        (status = 201, description = "Proposed", body = ProposalAnswer),
        NotNow,
        Writing
    )
)]
pub(crate) async fn propose(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, key }: Sent<ProposalWish>,
) -> Result<Response, Problem> {
    let ProposalWish { figures, statutory_meetings, effective_on, reference } = wish;
    let effective_on = Some(effective_on);
    let wish = RuleWish { figures, statutory_meetings, effective_on, reference };
    let done = state.engine.propose_rules(viewer.person, wish, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let answer = ProposalAnswer::of(&done.done, &viewer.organisation);
    Ok(repeated((StatusCode::CREATED, Json(answer)).into_response(), done.replayed))
}

/// Settle a proposal
///
/// Confirmed or declined by another administrator than the one who proposed it, or taken back by that one. A proposal whose day
/// is over is declined or taken back.
#[utoipa::path(
    post,
    path = "/rules/{id}/settlement",
    operation_id = "settle_rules",
    tag = "rules",
    params(
        ("id" = Uuid, Path, description = "The proposal"),
        Idempotent
    ),
    request_body = SettlementWish,
    responses(
        (status = 200, description = "Settled", body = ProposalAnswer),
        NotYours,
        NotFound,
        NotNow,
        Writing
    )
)]
pub(crate) async fn settle(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<RuleProposalId>,
    Sent { body: wish, key }: Sent<SettlementWish>,
) -> Result<Response, Problem> {
    let done = state.engine.settle_rules(viewer.person, id, wish.settlement, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let answer = ProposalAnswer::of(&done.done, &viewer.organisation);
    Ok(repeated(Json(answer).into_response(), done.replayed))
}

//! Approval routes (审批流程): their versions, proving one, proposing and confirming one, and moving requests to it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Asker, Cursor, PublishError, RouteProposal, RouteRefusal, RouteVersion};
use baopi_messages::{Language, Naming};
use baopi_workflow::route::proof::{Fault, Path, Proof, Warning};
use baopi_workflow::route::{RouteError, RouteRef};
use baopi_workflow::{Kind, Organisation, PersonId, ProposalId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::command::{OutcomesAnswer, SettlementWish, repeated};
use crate::api::names::PersonName;
use crate::api::problems::{Idempotent, NotFound, NotNow, NotYours, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::problem::{Code, Problem};
use crate::door::query::StrictQuery;
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::{Lang, RequestNumber};

/// Which routes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoutesQuery {
    /// `document`, `meeting` or `inspection`.
    #[param(value_type = String, example = "document")]
    kind: Kind,
}

/// A version of a route.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RouteVersion)]
pub struct VersionAnswer {
    /// Which route: `document`, `meeting` or `inspection`.
    name: String,
    /// Which of its versions, counted from 1.
    version: u32,
    /// SHA-256 of the canonical route, which requests pin.
    hash: String,
    /// Who put it into force; absent for one that came with the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    published_by: Option<PersonName>,
    /// When it came into force; absent for one that came with the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-09-15T09:00:00+08:00")]
    published_at: Option<String>,
}

impl VersionAnswer {
    /// A version with who put it into force, whose name `organisation` knows, and when.
    #[must_use]
    pub fn of(row: &RouteVersion, organisation: &Organisation) -> Self {
        let by = row.published_by.map(|person| PersonName::of(person, organisation));
        let at = row.published_at.map(|at| at.to_string());
        Self { published_by: by, published_at: at, ..Self::from(&row.reference) }
    }
}

impl From<&RouteRef> for VersionAnswer {
    fn from(reference: &RouteRef) -> Self {
        Self {
            name: reference.name.clone(),
            version: reference.version,
            hash: reference.hash.to_string(),
            published_by: None,
            published_at: None,
        }
    }
}

/// A proposed version of a route, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RouteProposal)]
pub struct ProposedAnswer {
    /// The identifier, as a settlement names the proposal.
    id: Uuid,
    /// The version that it becomes once it is confirmed.
    #[serde(flatten)]
    version: VersionAnswer,
    /// Who proposed it.
    proposed_by: PersonName,
    /// When it was proposed.
    #[schema(example = "2026-09-15T09:00:00+08:00")]
    proposed_at: String,
    /// `open`, `confirmed`, `declined` or `withdrawn`.
    #[schema(example = "open")]
    standing: &'static str,
    /// Who settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_by: Option<PersonName>,
    /// When it was settled; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<String>,
}

impl ProposedAnswer {
    /// What was proposed, with the names that `organisation` knows.
    #[must_use]
    pub fn of(proposed: &RouteProposal, organisation: &Organisation) -> Self {
        let RouteProposal { reference, proposal } = proposed;
        Self {
            id: proposal.id.0,
            version: VersionAnswer::from(reference),
            proposed_by: PersonName::of(proposal.by, organisation),
            proposed_at: proposal.at.to_string(),
            standing: proposal.standing.key(),
            settled_by: proposal.settled.map(|(by, _)| PersonName::of(by, organisation)),
            settled_at: proposal.settled.map(|(_, at)| at.to_string()),
        }
    }
}

/// A route as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RouteText)]
#[serde(deny_unknown_fields)]
pub(crate) struct RouteWish {
    /// The route in TOML or JSON, at most 100,000 bytes. Name and version are set by the program.
    text: String,
}

/// Which requests shall move.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RouteMoves)]
#[serde(deny_unknown_fields)]
pub(crate) struct MovesWish {
    /// `document`, `meeting` or `inspection`.
    #[schema(example = "document")]
    kind: Kind,
    /// Go on behind this place: `next` of the answer before.
    #[serde(default)]
    after: Option<String>,
}

/// What stands against a route.
#[derive(Debug, Serialize, ToSchema)]
pub struct FaultAnswer {
    /// Which fault, such as `no_signature`.
    #[schema(example = "no_signature")]
    code: &'static str,
    /// In Chinese.
    message_zh: String,
    /// In English.
    message_en: String,
    /// The stages of the path on which it comes up.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<Vec<String>>,
}

impl FaultAnswer {
    /// What the proof found, with the names that `organisation` knows.
    #[must_use]
    pub fn of(fault: &Fault, organisation: &Organisation) -> Self {
        let said = |language| {
            naming(organisation, |naming| baopi_messages::route_fault(language, fault, naming))
        };
        Self {
            code: fault.code(),
            message_zh: said(Language::Zh),
            message_en: said(Language::En),
            path: fault.path().map(stages),
        }
    }

    /// That the text is no route, and so nothing was proven.
    #[must_use]
    pub fn unreadable(error: &RouteError) -> Self {
        Self {
            code: "unreadable",
            message_zh: baopi_messages::route_error(Language::Zh, error),
            message_en: baopi_messages::route_error(Language::En, error),
            path: None,
        }
    }
}

/// What a proof cannot know before the form is filled in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WarningAnswer {
    /// Which warning, such as `form_names_people`.
    #[schema(example = "form_names_people")]
    code: &'static str,
    /// What it is, in Chinese.
    message_zh: String,
    /// What it is, in English.
    message_en: String,
}

impl WarningAnswer {
    fn of(warning: &Warning, organisation: &Organisation) -> Self {
        let said = |language| {
            naming(organisation, |naming| baopi_messages::route_warning(language, warning, naming))
        };
        Self {
            code: warning.code(),
            message_zh: said(Language::Zh),
            message_en: said(Language::En),
        }
    }
}

/// People and units as sentences name them; whoever is not known keeps the identifier or the code.
fn naming(organisation: &Organisation, say: impl FnOnce(Naming) -> String) -> String {
    let person = |person: PersonId| {
        let known = organisation.person(person);
        known.map_or_else(|| person.to_string(), |person| person.name.clone())
    };
    let unit = |code: &str| {
        let known = organisation.unit_of_code(code);
        known.map_or_else(|| code.to_owned(), |unit| unit.short_name.clone())
    };
    say(Naming { person: &person, unit: &unit })
}

fn stages(path: &Path) -> Vec<String> {
    path.stages.iter().map(ToString::to_string).collect()
}

/// What was found out about a route.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RouteProof)]
pub struct ProofAnswer {
    /// Whether it may come into force.
    holds: bool,
    /// How many combinations of values were looked at.
    combinations: u64,
    /// Every path that a request can take, as the stages of each.
    paths: Vec<Vec<String>>,
    /// What stands against it.
    faults: Vec<FaultAnswer>,
    /// What nobody can know before the form is filled in.
    warnings: Vec<WarningAnswer>,
}

impl ProofAnswer {
    /// What was found, with the names that `organisation` knows.
    #[must_use]
    pub fn of(proof: &Proof, organisation: &Organisation) -> Self {
        let warning = |warning| WarningAnswer::of(warning, organisation);
        Self {
            holds: proof.holds(),
            combinations: proof.combinations,
            paths: proof.paths.iter().map(stages).collect(),
            faults: faults(proof, organisation),
            warnings: proof.warnings.iter().map(warning).collect(),
        }
    }
}

fn faults(proof: &Proof, organisation: &Organisation) -> Vec<FaultAnswer> {
    proof.faults.iter().map(|fault| FaultAnswer::of(fault, organisation)).collect()
}

/// List the versions of a route
///
/// The one in force first. For administrators and auditors.
#[utoipa::path(
    get,
    path = "/routes",
    operation_id = "list_routes",
    tag = "organisation",
    params(RoutesQuery),
    responses((status = 200, description = "Versions", body = [VersionAnswer]), Reading)
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<RoutesQuery>,
) -> Result<Json<Vec<VersionAnswer>>, Problem> {
    let rows = state.engine.routes(Asker::Viewer(&viewer), query.kind).await?;
    let rows = rows.ok_or_else(|| Problem::new(Code::NotFound))?;
    let version = |row| VersionAnswer::of(row, &viewer.organisation);
    Ok(Json(rows.iter().map(version).collect()))
}

/// Prove a route
///
/// Nothing changes, and nothing of the text is kept. For administrators.
#[utoipa::path(
    post,
    path = "/routes/proofs",
    operation_id = "prove_route",
    tag = "organisation",
    request_body = RouteWish,
    responses((status = 200, description = "What was found out", body = ProofAnswer), Writing)
)]
pub(crate) async fn check(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, .. }: Sent<RouteWish>,
) -> Result<Json<ProofAnswer>, Problem> {
    let found = state.engine.check_route(&viewer, &wish.text).await;
    let found = found.map_err(|error| problem(error, &viewer.organisation))?;
    let found = found.ok_or_else(|| Problem::new(Code::NotFound))?;
    Ok(Json(ProofAnswer::of(&found.proof, &viewer.organisation)))
}

/// List the proposed versions of a route
///
/// The latest first. For administrators and auditors.
#[utoipa::path(
    get,
    path = "/routes/proposals",
    operation_id = "list_proposed_routes",
    tag = "organisation",
    params(RoutesQuery),
    responses((status = 200, description = "Proposals", body = [ProposedAnswer]), Reading)
)]
pub(crate) async fn proposed(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<RoutesQuery>,
) -> Result<Json<Vec<ProposedAnswer>>, Problem> {
    let found = state.engine.proposed_routes(Asker::Viewer(&viewer), query.kind).await?;
    let found = found.ok_or_else(|| Problem::new(Code::NotFound))?;
    let proposed = |one| ProposedAnswer::of(one, &viewer.organisation);
    Ok(Json(found.iter().map(proposed).collect()))
}

/// Propose a route
///
/// By an administrator. Nothing takes it before another administrator has confirmed it. It is refused with the code
/// `route_refused` unless it is proven that every path ends with a signature of the required rank and has the reviews that the
/// figures of the rules ask for, that every stage can be left, and that somebody can be asked. One proposal is open at a time for
/// each kind of request.
#[utoipa::path(
    post,
    path = "/routes",
    operation_id = "propose_route",
    tag = "organisation",
    params(Idempotent),
    request_body = RouteWish,
    responses(
        (status = 201, description = "Proposed", body = ProposedAnswer),
        NotNow,
        Writing
    )
)]
pub(crate) async fn propose(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, key }: Sent<RouteWish>,
) -> Result<Response, Problem> {
    let done = state.engine.propose_route(viewer.person, &wish.text, key).await;
    let done = done.map_err(|error| problem(error, &viewer.organisation))?;
    let answer = ProposedAnswer::of(&done.done, &viewer.organisation);
    Ok(repeated((StatusCode::CREATED, Json(answer)).into_response(), done.replayed))
}

/// Settle a proposed route
///
/// Confirmed or declined by another administrator than the one who proposed it, or taken back by that one. Once it is confirmed,
/// requests that are submitted take it; those on their way keep theirs.
#[utoipa::path(
    post,
    path = "/routes/proposals/{id}/settlement",
    operation_id = "settle_route",
    tag = "organisation",
    params(
        ("id" = Uuid, Path, description = "The proposal"),
        Idempotent
    ),
    request_body = SettlementWish,
    responses(
        (status = 200, description = "Settled", body = ProposedAnswer),
        NotYours,
        NotFound,
        NotNow,
        Writing
    )
)]
pub(crate) async fn settle(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<ProposalId>,
    Sent { body: wish, key }: Sent<SettlementWish>,
) -> Result<Response, Problem> {
    let done = state.engine.settle_route(viewer.person, id, wish.settlement, key).await;
    let done = done.map_err(|error| problem(error, &viewer.organisation))?;
    let answer = ProposedAnswer::of(&done.done, &viewer.organisation);
    Ok(repeated(Json(answer).into_response(), done.replayed))
}

/// Move requests to the route in force
///
/// Those under review that take an older version, at most 100, each for itself: only forward, and not where a required
/// signature would be lost. For administrators.
#[utoipa::path(
    post,
    path = "/routes/moves",
    operation_id = "move_requests",
    tag = "organisation",
    params(Idempotent),
    request_body = MovesWish,
    responses((status = 200, description = "What became of each", body = OutcomesAnswer), Writing)
)]
pub(crate) async fn move_requests(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Lang(language): Lang,
    RequestNumber(number): RequestNumber,
    Sent { body: wish, key }: Sent<MovesWish>,
) -> Result<Response, Problem> {
    let organisation = &viewer.organisation;
    let after = wish.after.map(Cursor::from);
    let moved = state.engine.move_requests(viewer.person, wish.kind, after, key).await;
    let moved = moved.map_err(|error| problem(error, organisation))?;
    Ok(OutcomesAnswer::respond(moved, organisation, language, &number))
}

/// A route that does not prove itself is told with everything that stands against it.
fn problem(error: PublishError, organisation: &Organisation) -> Problem {
    let found = if let PublishError::Refused(RouteRefusal::Unproven(checked)) = &error {
        serde_json::to_value(faults(&checked.proof, organisation)).ok()
    } else {
        None
    };
    let problem = Problem::of(error, organisation);
    match found {
        Some(faults) => problem.with("faults", faults),
        None => problem,
    }
}

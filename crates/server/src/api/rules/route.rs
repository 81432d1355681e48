//! Approval routes (审批流程): their versions, proving one, putting one into force, and moving requests to it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Asker, Cursor, PublishError, RouteRefusal, RouteVersion};
use baopi_messages::{Language, Naming};
use baopi_workflow::route::proof::{Fault, Path, Proof, Warning};
use baopi_workflow::route::{RouteError, RouteRef};
use baopi_workflow::{Kind, Organisation, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::command::OutcomesAnswer;
use crate::api::command::repeated;
use crate::api::names::PersonName;
use crate::api::problems::{Idempotent, NotNow, Reading, Writing};
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

/// Put a route into force
///
/// Requests that are submitted from now on take it; those on their way keep theirs. It is refused with the code
/// `route_refused` unless it is proven that every path ends with a signature of the required rank, that every stage can be
/// left, and that somebody can be asked. For administrators.
#[utoipa::path(
    post,
    path = "/routes",
    operation_id = "publish_route",
    tag = "organisation",
    params(Idempotent),
    request_body = RouteWish,
    responses(
        (status = 201, description = "In force", body = VersionAnswer),
        NotNow,
        Writing
    )
)]
pub(crate) async fn publish(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, key }: Sent<RouteWish>,
) -> Result<Response, Problem> {
    let done = state.engine.publish_route(viewer.person, &wish.text, key).await;
    let done = done.map_err(|error| problem(error, &viewer.organisation))?;
    let answer = (StatusCode::CREATED, Json(VersionAnswer::from(&done.reference))).into_response();
    Ok(repeated(answer, done.replayed))
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

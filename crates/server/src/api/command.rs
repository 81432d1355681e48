//! What commands have in common: a body without a wish, and what was done.

use axum::Json;
use axum::http::header::ETAG;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baopi_engine::{Outcome, Outcomes, Performed};
use baopi_messages::Language;
use baopi_workflow::proposal::Settlement;
use baopi_workflow::{Organisation, Version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::door::condition::etag;
use crate::door::problem::{Problem, ProblemBody};

/// The header that tells a repeated answer from the first one.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Nothing has to be said: `{}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// How a proposal is settled.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ProposalSettlement)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettlementWish {
    /// `confirm` or `decline` by another administrator than the one who proposed it; `withdraw` by that one.
    #[schema(example = "confirm")]
    pub(crate) settlement: Settlement,
}

/// The answer, marked if it is the answer to an earlier sending.
pub(crate) fn repeated(mut response: Response, replayed: bool) -> Response {
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

/// What a command has done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Performed)]
pub struct PerformedAnswer {
    /// The request.
    pub(crate) request: Uuid,
    /// Its version from now on; the `ETag` is this behind a `v`.
    #[schema(example = 3)]
    pub(crate) version: u64,
    /// Where it stands.
    #[schema(example = "review:dept_review")]
    status: String,
    /// Its number, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "青农发〔2026〕15号")]
    number: Option<String>,
    /// SHA-256 of its text in canonical form.
    digest: String,
}

impl From<&Performed> for PerformedAnswer {
    fn from(performed: &Performed) -> Self {
        Self {
            request: performed.request.0,
            version: performed.version.0,
            status: performed.status.key(),
            number: performed.number.as_ref().map(ToString::to_string),
            digest: performed.digest.to_string(),
        }
    }
}

/// What became of each request.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Outcomes)]
pub(crate) struct OutcomesAnswer {
    /// In the order in which they were named, or in that of the list.
    results: Vec<OutcomeAnswer>,
    /// Where the rest of the list begins, for `after`; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// What became of one request: it has either `performed` or `problem`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Outcome)]
struct OutcomeAnswer {
    /// The request.
    request: Uuid,
    /// Its title, where you did not name the request and may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Where it stands, if it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    performed: Option<PerformedAnswer>,
    /// Why it was not done: what the same action on this request alone would have been answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemBody>,
}

impl OutcomesAnswer {
    /// The answer to a command about several requests.
    pub(crate) fn respond(
        outcomes: Outcomes,
        organisation: &Organisation,
        language: Language,
        number: &str,
    ) -> Response {
        let outcome = |Outcome { request, title, answer }: Outcome| {
            let (performed, problem) = match answer {
                Ok(performed) => (Some(PerformedAnswer::from(&performed)), None),
                Err(error) => (None, Some(Problem::of(error, organisation).body(language, number))),
            };
            OutcomeAnswer { request: request.0, title, performed, problem }
        };
        let results = outcomes.items.into_iter().map(outcome).collect();
        let next = outcomes.next.map(|next| next.to_string());
        repeated(Json(Self { results, next }).into_response(), outcomes.replayed)
    }
}

/// The answer with the version that it shows, as its `ETag`.
pub(crate) fn tagged(status: StatusCode, version: Version, body: impl Serialize) -> Response {
    let mut response = (status, Json(body)).into_response();
    let tag =
        HeaderValue::try_from(etag(version)).expect("digits and quotation marks are visible ASCII");
    response.headers_mut().insert(ETAG, tag);
    response
}

//! Requests: begun, shown, acted on.

use axum::Json;
use axum::extract::State;
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baopi_engine::Performed;
use baopi_workflow::{Action, Content, Version};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::{PerformedAnswer, RequestAnswer, TimelineAnswer};
use super::problems::{Acting, Reading, Writing};
use crate::AppState;
use crate::extract::Named;
use crate::extract::body::Sent;
use crate::extract::condition::{Seen, etag};
use crate::extract::session::Bearer;
use crate::problem::{Code, Problem};

/// The header that tells a repeated answer from the first one.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What is asked for: `kind` is `document` or `meeting`, and the other fields are those of the form. A draft may lack what
/// submission requires; a preview says what that is.
#[derive(ToSchema)]
#[schema(as = Content, value_type = Object, example = json!({
    "kind": "document",
    "issuing_unit": "019a0000-0000-7000-8000-00000000000d",
    "drafting_unit": "019a0000-0000-7000-8000-00000000000d",
    "title": "关于做好2026年秋粮收购工作的通知",
    "body": "各乡镇：……",
    "doc_type": "notice",
    "direction": "downward",
    "category": "deployment",
    "scope": "special",
    "main_recipients": ["019a0000-0000-7000-8000-000000000015"],
    "disclosure": "public",
    "basis": [{"kind": "plan_item", "reference": "2026年发文计划第15项"}],
    "necessity": "秋粮收购在即，需要统一部署。",
    "non_classified_declared": true,
    "contact": {"name": "沈佳", "phone": "0123-4567890"}
}))]
#[expect(dead_code, reason = "it describes a body and is never made")]
pub(super) struct ContentBody(Value);

/// What is done: `action` is one of save, submit, approve, object, return, reject, withdraw, correct, `pass_recheck`,
/// `assign_number`, seal, issue, archive, `send_notice`, `record_held`, close, cancel. `opinion` is required where somebody is
/// told no; `accept` names the exceptions accepted; save and correct carry a `content`, `record_held` an `actual`.
#[derive(ToSchema)]
#[schema(as = Action, value_type = Object, example = json!({"action": "approve", "opinion": "同意", "accept": []}))]
#[expect(dead_code, reason = "it describes a body and is never made")]
pub(super) struct ActionBody(Value);

/// Begin a request
///
/// It is a draft then, and becomes a request for approval by the action submit.
#[utoipa::path(
    post,
    path = "/requests",
    tag = "requests",
    security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters")),
    request_body = ContentBody,
    responses(
        (status = 201, description = "A draft", body = PerformedAnswer,
            headers(("Location" = String), ("ETag" = String), ("Idempotency-Replayed" = Option<String>))),
        Writing
    )
)]
pub(super) async fn create(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: content, key }: Sent<Content>,
) -> Result<Response, Problem> {
    let performed = state.engine.create(viewer.person, content, key).await;
    let performed =
        performed.map_err(|error| Problem::not_performed(error, &viewer.organisation))?;
    let location = HeaderValue::try_from(format!("/api/v1/requests/{}", performed.request));
    let mut response = done(StatusCode::CREATED, &performed);
    response.headers_mut().insert(LOCATION, location.expect("an identifier is visible ASCII"));
    Ok(response)
}

/// Show a request
#[utoipa::path(
    get,
    path = "/requests/{id}",
    tag = "requests",
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The request")),
    responses(
        (status = 200, description = "The request", body = RequestAnswer,
            headers(("ETag" = String, description = "The version, such as `\"v3\"`"))),
        Reading
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Named(request): Named,
) -> Result<Response, Problem> {
    let view = state.engine.view(viewer.person, request).await;
    let view = view.map_err(|error| Problem::not_performed(error, &viewer.organisation))?;
    let answer = RequestAnswer::of(&view).map_err(|error| unwritable(&error))?;
    Ok(tagged(StatusCode::OK, view.request.version, answer))
}

/// Act on a request
///
/// Saving another text of a draft is an action too.
#[utoipa::path(
    post,
    path = "/requests/{id}/actions",
    tag = "requests",
    security(("token" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The request"),
        ("If-Match" = String, Header, description = "The version that you saw, such as `\"v3\"`"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 200 visible ASCII characters")
    ),
    request_body(content = ActionBody, examples(
        ("submit" = (value = json!({"action": "submit"}))),
        ("approve" = (value = json!({"action": "approve", "opinion": "同意", "accept": ["FILE-LENGTH-SPECIAL"]}))),
        ("return" = (value = json!({"action": "return", "opinion": "请补充依据"}))),
        ("assign_number" = (value = json!({"action": "assign_number"})))
    )),
    responses(
        (status = 200, description = "Done", body = PerformedAnswer,
            headers(("ETag" = String), ("Idempotency-Replayed" = Option<String>))),
        Writing,
        Acting
    )
)]
pub(super) async fn act(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Named(request): Named,
    Seen(seen): Seen,
    Sent { body: action, key }: Sent<Action>,
) -> Result<Response, Problem> {
    let performed = state.engine.perform(viewer.person, request, seen, action, key).await;
    let performed =
        performed.map_err(|error| Problem::not_performed(error, &viewer.organisation))?;
    Ok(done(StatusCode::OK, &performed))
}

/// Show the record of a request
///
/// Every entry with who, when and its hash, the oldest first.
#[utoipa::path(
    get,
    path = "/requests/{id}/timeline",
    tag = "requests",
    security(("token" = [])),
    params(("id" = uuid::Uuid, Path, description = "The request")),
    responses((status = 200, description = "The record", body = TimelineAnswer), Reading)
)]
pub(super) async fn timeline(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Named(request): Named,
) -> Result<Json<TimelineAnswer>, Problem> {
    let view = state.engine.view(viewer.person, request).await;
    let view = view.map_err(|error| Problem::not_performed(error, &viewer.organisation))?;
    TimelineAnswer::of(&view).map(Json).map_err(|error| unwritable(&error))
}

fn done(status: StatusCode, performed: &Performed) -> Response {
    let response = tagged(status, performed.version, PerformedAnswer::from(performed));
    repeated(response, performed.replayed)
}

/// The answer, marked if it is the answer to an earlier sending.
pub(super) fn repeated(mut response: Response, replayed: bool) -> Response {
    if replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

fn tagged(status: StatusCode, version: Version, body: impl Serialize) -> Response {
    let mut response = (status, Json(body)).into_response();
    let tag =
        HeaderValue::try_from(etag(version)).expect("digits and quotation marks are visible ASCII");
    response.headers_mut().insert(ETAG, tag);
    response
}

fn unwritable(error: &serde_json::Error) -> Problem {
    tracing::error!(error = error as &dyn std::error::Error, "an answer cannot be written");
    Problem::new(Code::Internal)
}

#[cfg(test)]
mod tests {
    use baopi_workflow::{Digest, RequestId, Status};

    use super::*;

    #[test]
    fn only_a_repeated_answer_says_so_and_both_are_otherwise_the_same() {
        let first = Performed {
            request: RequestId(uuid::Uuid::nil()),
            version: Version(2),
            status: Status::Draft,
            number: None,
            digest: Digest::ZERO,
            replayed: false,
        };
        let again = Performed { replayed: true, ..first.clone() };
        let (mut first, mut again) = (done(StatusCode::OK, &first), done(StatusCode::OK, &again));
        assert_eq!(first.headers()[ETAG], "\"v2\"");
        assert_eq!(first.headers_mut().remove(&REPLAYED), None);
        assert_eq!(again.headers_mut().remove(&REPLAYED).unwrap(), "true");
        assert_eq!(first.headers(), again.headers());
    }
}

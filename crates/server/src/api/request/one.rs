//! Requests: begun, shown, acted on.

use axum::Json;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use baopi_engine::Performed;
use baopi_workflow::{Action, Content, RequestId};

use super::answer::{RequestAnswer, TimelineAnswer};
use crate::api::command::{PerformedAnswer, repeated, tagged};
use crate::api::problems::{Acting, Idempotent, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::condition::Seen;
use crate::door::problem::{Code, Problem};
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// Begin a request
///
/// It is a draft then, and becomes a request for approval by the action submit. A draft may lack what submission requires; a
/// preview says what that is.
#[utoipa::path(
    post,
    path = "/requests",
    operation_id = "create_request",
    tag = "requests",
    params(Idempotent),
    request_body(content = Content, example = json!({
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
})),
    responses(
        (status = 201, description = "A draft", body = PerformedAnswer,
            headers(("Location" = String), ("ETag" = String))),
        Writing
    )
)]
pub(crate) async fn create(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: content, key }: Sent<Content>,
) -> Result<Response, Problem> {
    let performed = state.engine.create(viewer.person, content, key).await;
    let performed = performed.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let location = HeaderValue::try_from(format!("/api/v1/requests/{}", performed.request));
    let mut response = done(StatusCode::CREATED, &performed);
    response.headers_mut().insert(LOCATION, location.expect("an identifier is visible ASCII"));
    Ok(response)
}

/// Show a request
#[utoipa::path(
    get,
    path = "/requests/{id}",
    operation_id = "show_request",
    tag = "requests",
    params(("id" = uuid::Uuid, Path, description = "The request")),
    responses(
        (status = 200, description = "The request", body = RequestAnswer,
            headers(("ETag" = String, description = "The version, such as `\"v3\"`"))),
        Reading
    )
)]
pub(crate) async fn show(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(request): Id<RequestId>,
) -> Result<Response, Problem> {
    let view = state.engine.view(viewer.person, request).await;
    let view = view.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let answer = RequestAnswer::of(&view).map_err(|error| unwritable(&error))?;
    Ok(tagged(StatusCode::OK, view.request.version, answer))
}

/// Act on a request
///
/// Saving another text of a draft is an action too. What you may do now stands in `offers` of the request; whether you may is
/// judged again when you act. Comments, urging and reading make no version: whoever decides beside them is not too late.
#[utoipa::path(
    post,
    path = "/requests/{id}/actions",
    operation_id = "act_on_request",
    tag = "requests",
    params(
        ("id" = uuid::Uuid, Path, description = "The request"),
        ("If-Match" = String, Header, description = "The version that you saw, such as `\"v3\"`"),
        Idempotent
    ),
    request_body(content = Action, examples(
        ("submit" = (value = json!({"action": "submit"}))),
        ("approve" = (value = json!({"action": "approve", "opinion": "同意", "accept": ["FILE-LENGTH-SPECIAL"]}))),
        ("object" = (value = json!({"action": "object", "opinion": "口径不一致。"}))),
        ("abstain" = (value = json!({"action": "abstain"}))),
        ("return" = (value = json!({"action": "return", "opinion": "请补充依据。"}))),
        ("return_to_a_stage" = (value = json!({"action": "return", "opinion": "请再核。",
            "to": "office_review", "then": "straight"}))),
        ("reject" = (value = json!({"action": "reject", "opinion": "不宜发文。"}))),
        ("withdraw" = (value = json!({"action": "withdraw", "opinion": "另行报批。"}))),
        ("retract" = (value = json!({"action": "retract"}))),
        ("transfer" = (value = json!({"action": "transfer", "to": "019a0000-0000-7000-8000-000000000101",
            "opinion": "请代办。"}))),
        ("consult" = (value = json!({"action": "consult", "to": "019a0000-0000-7000-8000-000000000101",
            "opinion": "请研究。"}))),
        ("advise" = (value = json!({"action": "advise", "opinion": "按程序办理。"}))),
        ("add_signer" = (value = json!({"action": "add_signer", "person": "019a0000-0000-7000-8000-000000000101",
            "place": "before"}))),
        ("remove_signer" = (value = json!({"action": "remove_signer", "person": "019a0000-0000-7000-8000-000000000101",
            "opinion": "不再需要。"}))),
        ("circulate" = (value = json!({"action": "circulate", "to": ["019a0000-0000-7000-8000-000000000101"],
            "opinion": "请阅。"}))),
        ("mark_read" = (value = json!({"action": "mark_read"}))),
        ("comment" = (value = json!({"action": "comment", "opinion": "附件待补。"}))),
        ("urge" = (value = json!({"action": "urge"}))),
        ("suspend" = (value = json!({"action": "suspend", "opinion": "等待上级意见。"}))),
        ("resume" = (value = json!({"action": "resume"}))),
        ("terminate" = (value = json!({"action": "terminate", "opinion": "事项取消。"}))),
        ("hand_over" = (value = json!({"action": "hand_over", "from": "019a0000-0000-7000-8000-000000000101",
            "to": "019a0000-0000-7000-8000-000000000102", "opinion": "调离。"}))),
        ("reroute" = (value = json!({"action": "reroute"}))),
        ("pass_recheck" = (value = json!({"action": "pass_recheck"}))),
        ("assign_number" = (value = json!({"action": "assign_number"}))),
        ("seal" = (value = json!({"action": "seal"}))),
        ("issue" = (value = json!({"action": "issue"}))),
        ("archive" = (value = json!({"action": "archive"}))),
        ("send_notice" = (value = json!({"action": "send_notice"}))),
        ("record_held" = (value = json!({"action": "record_held", "actual": {"starts_at": "2026-09-15T07:05:00+08:00",
            "ends_at": "2026-09-15T08:27:00+08:00",
            "headcount": 38, "mode": "video", "venue": "第二会议室", "no_show": 1}}))),
        ("close" = (value = json!({"action": "close"}))),
        ("cancel" = (value = json!({"action": "cancel", "opinion": "因防汛改期。"}))),
        ("propose_merge" = (value = json!({"action": "propose_merge", "into": "019a0000-0000-7000-8000-000000000901",
            "opinion": "内容相近。"}))),
        ("cluster" = (value = json!({"action": "cluster", "with": "019a0000-0000-7000-8000-000000000901"}))),
        ("propose_withdrawal" = (value = json!({"action": "propose_withdrawal", "opinion": "情况有变。"}))),
        ("void" = (value = json!({"action": "void", "opinion": "文号有误。"}))),
        ("confirm" = (value = json!({"action": "confirm"}))),
        ("decline" = (value = json!({"action": "decline", "opinion": "文号无误。"}))),
        ("revoke" = (value = json!({"action": "revoke", "by_document": "临政发〔2026〕9号", "opinion": "与上位法抵触。"}))),
        ("repeal" = (value = json!({"action": "repeal", "by_document": "临政发〔2026〕9号", "opinion": "已有新规定。"})))
    )),
    responses(
        (status = 200, description = "Done", body = PerformedAnswer,
            headers(("ETag" = String))),
        Writing,
        Acting
    )
)]
pub(crate) async fn act(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(request): Id<RequestId>,
    Seen(seen): Seen,
    Sent { body: action, key }: Sent<Action>,
) -> Result<Response, Problem> {
    let performed = state.engine.perform(viewer.person, request, seen, action, key).await;
    let performed = performed.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(done(StatusCode::OK, &performed))
}

/// Show the record of a request
///
/// Every entry with who, when and its hash, the oldest first.
#[utoipa::path(
    get,
    path = "/requests/{id}/timeline",
    operation_id = "show_timeline",
    tag = "requests",
    params(("id" = uuid::Uuid, Path, description = "The request")),
    responses((status = 200, description = "The record", body = TimelineAnswer), Reading)
)]
pub(crate) async fn timeline(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(request): Id<RequestId>,
) -> Result<Json<TimelineAnswer>, Problem> {
    let view = state.engine.view(viewer.person, request).await;
    let view = view.map_err(|error| Problem::of(error, &viewer.organisation))?;
    TimelineAnswer::of(&view).map(Json).map_err(|error| unwritable(&error))
}

fn done(status: StatusCode, performed: &Performed) -> Response {
    let response = tagged(status, performed.version, PerformedAnswer::from(performed));
    repeated(response, performed.replayed)
}

fn unwritable(error: &serde_json::Error) -> Problem {
    tracing::error!(error = error as &dyn std::error::Error, "an answer cannot be written");
    Problem::new(Code::Internal)
}

#[cfg(test)]
mod tests {
    use axum::http::header::ETAG;
    use baopi_workflow::{ActionName, Digest, RequestId, Status, Version};
    use serde_json::Value;

    use super::*;
    use crate::api::command::REPLAYED;

    /// Every action but those that carry a whole content has an example, and every example is an action.
    #[test]
    fn every_action_is_described_by_an_example_that_can_be_sent() {
        let document = serde_json::to_value(crate::api::document()).unwrap();
        let body = &document["paths"]["/api/v1/requests/{id}/actions"]["post"]["requestBody"];
        let examples = body["content"]["application/json"]["examples"].as_object().unwrap();
        let action = |example: &Value| -> ActionName {
            let sent = example["value"].to_string();
            crate::door::strict::read::<Action>(sent.as_bytes()).unwrap().name()
        };
        let shown: Vec<_> = examples.values().map(action).collect();
        let content =
            [ActionName::Create, ActionName::Save, ActionName::Correct, ActionName::Reschedule];
        for name in ActionName::ALL {
            assert!(content.contains(name) || shown.contains(name), "{}", name.key());
        }
    }

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

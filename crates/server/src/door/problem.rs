//! Problem details (RFC 9457): one shape for everything that the API refuses, in both languages.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::header::{
    ALLOW, CONNECTION, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baopi_messages::{Args, Language};
use baopi_workflow::Finding;
use baopi_workflow::rules::{Fact, RuleId};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::door::address;

/// The media type of problem details.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// When whoever found the database in trouble, or no room, may try again; in seconds.
pub(crate) const RETRY_AFTER_SECS: u64 = 10;

/// What went wrong, as a client's program tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// The body or the query is not what is expected.
    BadInput,
    /// The idempotency key cannot be one.
    BadKey,
    /// There is no token, or none that counts.
    Unauthenticated,
    /// Name and password do not belong together.
    SignInFailed,
    /// A form of another site.
    Forbidden,
    /// There is nothing here, or nothing for this person.
    NotFound,
    /// Not with this method.
    MethodNotAllowed,
    /// The body came too slowly.
    RequestTimeout,
    /// The request moved since the sender saw it.
    Stale,
    /// The body is too large.
    TooLarge,
    /// The body is not of the media type that is read.
    WrongMediaType,
    /// The key was used for another command.
    KeyReused,
    /// The file cannot be read.
    UnreadableFile,
    /// The sender did not say which version they saw.
    VersionRequired,
    /// Too many failed attempts to sign in.
    TooManyAttempts,
    /// The database is in trouble, or there is no room for what is sent; it may be well a little later.
    Unavailable,
    /// Something failed.
    Internal,
    /// The workflow refused, with its own code.
    Refused(&'static str, StatusCode),
}

impl Code {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::BadInput | Self::BadKey => StatusCode::BAD_REQUEST,
            Self::Unauthenticated | Self::SignInFailed => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::KeyReused | Self::UnreadableFile => StatusCode::UNPROCESSABLE_ENTITY,
            Self::VersionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Refused(_, status) => status,
        }
    }

    /// The word in `code`, at the end of `type`, and in message keys.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::BadInput => "bad_input",
            Self::BadKey => "bad_key",
            Self::Unauthenticated => "unauthenticated",
            Self::SignInFailed => "sign_in_failed",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::RequestTimeout => "request_timeout",
            Self::Stale => "stale",
            Self::TooLarge => "too_large",
            Self::WrongMediaType => "wrong_media_type",
            Self::KeyReused => "key_reused",
            Self::UnreadableFile => "unreadable_file",
            Self::VersionRequired => "version_required",
            Self::TooManyAttempts => "too_many_attempts",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
            Self::Refused(code, _) => code,
        }
    }

    /// What an error response means that nobody has explained, such as the router's own.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let known = [
            Self::Unauthenticated,
            Self::Forbidden,
            Self::NotFound,
            Self::MethodNotAllowed,
            Self::RequestTimeout,
            Self::TooLarge,
            Self::WrongMediaType,
            Self::Unavailable,
        ];
        let fallback = if status.is_client_error() { Self::BadInput } else { Self::Internal };
        known.into_iter().find(|code| code.status() == status).unwrap_or(fallback)
    }
}

/// Something refused or failed. It becomes an answer when the envelope around all routes knows the reader's language and the
/// number of the conversation.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    code: Code,
    case: Option<&'static str>,
    facts: Map<String, Value>,
    said: Option<InBothLanguages>,
    advice: Option<InBothLanguages>,
    rules: Vec<RuleId>,
    findings: Vec<Finding>,
    headers: HeaderMap,
}

/// The same sentence twice.
#[derive(Debug, Clone)]
struct InBothLanguages {
    zh: String,
    en: String,
}

impl Problem {
    pub(crate) fn new(code: Code) -> Self {
        let mut headers = HeaderMap::new();
        if code == Code::Unauthenticated {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // The rest of the body is not read, so that nothing can follow on this connection.
        if matches!(code, Code::TooLarge | Code::RequestTimeout) {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if code == Code::Unavailable {
            headers.insert(RETRY_AFTER, HeaderValue::from(RETRY_AFTER_SECS));
        }
        let (facts, rules, findings) = (Map::new(), Vec::new(), Vec::new());
        Self(Box::new(Parts {
            code,
            case: None,
            facts,
            said: None,
            advice: None,
            rules,
            findings,
            headers,
        }))
    }

    /// Too many attempts to sign in.
    pub(crate) fn too_many_attempts(retry_secs: u64) -> Self {
        let problem = Self::new(Code::TooManyAttempts).with("seconds", retry_secs);
        problem.header(RETRY_AFTER, HeaderValue::from(retry_secs))
    }

    /// An error response that came from beneath the handlers, explained.
    pub(crate) fn explaining(response: &Response) -> Self {
        let problem = Self::new(Code::of_status(response.status()));
        match response.headers().get(ALLOW) {
            Some(methods) => problem.header(ALLOW, methods.clone()),
            None => problem,
        }
    }

    /// The same for one of the code's cases, which has a sentence of its own.
    pub(crate) fn case(mut self, case: &'static str) -> Self {
        self.0.case = Some(case);
        self
    }

    /// The same with one more member; the sentence may use it.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.facts.insert(name.to_owned(), value.into());
        self
    }

    /// The same in the given words instead of those of its code.
    pub(crate) fn said(
        mut self,
        say: impl Fn(Language) -> String,
        advise: impl Fn(Language) -> String,
    ) -> Self {
        self.0.said = Some(InBothLanguages { zh: say(Language::Zh), en: say(Language::En) });
        self.0.advice =
            Some(InBothLanguages { zh: advise(Language::Zh), en: advise(Language::En) });
        self
    }

    /// The same with the rules that stand against it and what they found.
    pub(crate) fn found(mut self, rules: Vec<RuleId>, findings: Vec<Finding>) -> Self {
        self.0.rules = rules;
        self.0.findings = findings;
        self
    }

    /// The same with one more header.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.0.code.status()
    }

    #[cfg(test)]
    pub(crate) fn code(&self) -> Code {
        self.0.code
    }

    #[cfg(test)]
    pub(crate) fn fact(&self, name: &str) -> Value {
        self.0.facts.get(name).cloned().unwrap_or_default()
    }

    /// The answer.
    pub(crate) fn render(&self, language: Language, number: &str) -> Response {
        let mut response = (self.status(), Json(self.body(language, number))).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.extend(self.0.headers.clone());
        response
    }

    /// What the answer says, also as a part of an answer about several things.
    pub(crate) fn body(&self, language: Language, number: &str) -> ProblemBody {
        let parts = &*self.0;
        let said = |language| self.sentence(language, number);
        let (message_zh, message_en) = (said(Language::Zh), said(Language::En));
        ProblemBody {
            kind: address::of(address::PROBLEM, &[&parts.code.key()]),
            title: baopi_messages::text(
                language,
                &format!("problem-title-{}", kebab(parts.code.key())),
            ),
            status: self.status().as_u16(),
            detail: pick(language, &message_zh, &message_en).to_owned(),
            instance: number.to_owned(),
            code: parts.code.key().to_owned(),
            message_zh,
            message_en,
            advice_zh: parts.advice.as_ref().map(|advice| advice.zh.clone()),
            advice_en: parts.advice.as_ref().map(|advice| advice.en.clone()),
            rules: parts.rules.iter().map(ToString::to_string).collect(),
            findings: parts.findings.iter().map(FindingBody::of).collect(),
            facts: parts.facts.clone(),
        }
    }

    fn sentence(&self, language: Language, number: &str) -> String {
        let parts = &*self.0;
        if let Some(said) = &parts.said {
            return pick(language, &said.zh, &said.en).to_owned();
        }
        let case = parts.case.map(|case| format!("-{case}")).unwrap_or_default();
        let key = format!("problem-{}{case}", kebab(parts.code.key()));
        let mut args = Args::new().with("number", number);
        for (name, value) in &parts.facts {
            args = match (value.as_i64(), value.as_str()) {
                (Some(figure), _) => args.with(name, figure),
                (None, Some(text)) => args.with(name, text),
                (None, None) => args,
            };
        }
        baopi_messages::text_with(language, &key, &args)
    }
}

impl IntoResponse for Problem {
    /// The status, and the problem itself for the envelope to render.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

const fn pick<'a>(language: Language, zh: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn kebab(key: &str) -> String {
    key.replace('_', "-")
}

/// Why something was refused or failed, after RFC 9457. Members that belong to the code, such as `field`, `limit` or
/// `current_version`, stand beside these.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/problems/blocked", "title": "规则不允许", "status": 422, "detail": "…", "instance": "5f2c0e9a1b7d4c33-2a",
    "code": "blocked", "message_zh": "…", "message_en": "…", "rules": ["FILE-LENGTH"], "findings": []
}))]
pub(crate) struct ProblemBody {
    /// What kind of problem, as a URI reference.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in the reader's language.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong and what to do, in the reader's language (`Accept-Language`).
    detail: String,
    /// The number of this conversation, as in the header `x-request-id`.
    instance: String,
    /// What kind of problem, as one word.
    code: String,
    /// `detail` in Chinese.
    message_zh: String,
    /// `detail` in English.
    message_en: String,
    /// The way out, in Chinese, where the workflow knows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice_zh: Option<String>,
    /// The way out, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice_en: Option<String>,
    /// The rules that stand against it.
    rules: Vec<String>,
    /// Everything that the rules find, at once.
    findings: Vec<FindingBody>,
    #[serde(flatten)]
    #[schema(ignore)]
    facts: Map<String, Value>,
}

/// What one rule has against a request, and the way out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
pub struct FindingBody {
    /// The rule, such as `FILE-LENGTH`.
    #[schema(example = "FILE-LENGTH")]
    rule: String,
    /// `advisory`, `needs_justification` or `block`.
    severity: &'static str,
    /// What is found, in Chinese.
    message_zh: String,
    /// What is found, in English.
    message_en: String,
    /// The way out, in Chinese.
    advice_zh: String,
    /// The way out, in English.
    advice_en: String,
    /// The figures on which it stands.
    #[schema(value_type = Object, example = json!({"n": 5001, "limit": 5000}))]
    facts: BTreeMap<String, Value>,
}

impl FindingBody {
    /// The finding in both languages.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        let plain = |fact: &Fact| match fact {
            Fact::Number(number) => Value::from(*number),
            Fact::Text(text) | Fact::Field(text) => Value::from(text.as_str()),
            Fact::Date(date) => Value::from(date.to_string()),
        };
        Self {
            rule: finding.rule.to_string(),
            severity: finding.verdict.key(),
            message_zh: baopi_messages::finding(Language::Zh, finding),
            message_en: baopi_messages::finding(Language::En, finding),
            advice_zh: baopi_messages::finding_advice(Language::Zh, finding),
            advice_en: baopi_messages::finding_advice(Language::En, finding),
            facts: finding.facts.iter().map(|(name, fact)| (name.clone(), plain(fact))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use baopi_workflow::refusal::{Impossible, Ineligible};
    use baopi_workflow::request::ActionName;
    use baopi_workflow::{Organisation, PersonId, Refusal, StageKey, Status, Timestamp};

    use super::*;
    use crate::door::explain::Explain;

    const OWN: [Code; 16] = [
        Code::BadInput,
        Code::BadKey,
        Code::Unauthenticated,
        Code::SignInFailed,
        Code::Forbidden,
        Code::NotFound,
        Code::MethodNotAllowed,
        Code::RequestTimeout,
        Code::Stale,
        Code::TooLarge,
        Code::WrongMediaType,
        Code::KeyReused,
        Code::UnreadableFile,
        Code::VersionRequired,
        Code::TooManyAttempts,
        Code::Internal,
    ];

    fn refused(refusal: &Refusal) -> Problem {
        refusal.problem(&Organisation::default())
    }

    async fn shown(problem: &Problem, language: Language) -> Value {
        let body = problem.render(language, "n-1").into_body();
        serde_json::from_slice(&to_bytes(body, usize::MAX).await.unwrap()).unwrap()
    }

    async fn has_words(problem: &Problem) {
        for language in Language::ALL {
            let shown = shown(problem, language).await;
            for member in ["title", "detail", "message_zh", "message_en"] {
                let words = shown[member].as_str().unwrap();
                assert!(
                    !words.is_empty() && !words.contains("Unknown localization"),
                    "{member}: {shown}"
                );
            }
            assert_ne!(shown["message_zh"], shown["message_en"]);
            assert_eq!(shown["status"], problem.status().as_u16());
        }
    }

    fn refusals() -> Vec<Refusal> {
        let person = PersonId(uuid::Uuid::nil());
        vec![
            Refusal::Blocked { findings: vec![length()] },
            Refusal::Classified { pattern: 1 },
            Refusal::NotAllowedNow { action: ActionName::Issue, status: Status::Draft },
            Refusal::AlreadyDecided { by: person, at: Timestamp(0) },
            Refusal::NotYours { action: ActionName::Approve },
            Refusal::NobodyFor { stage: StageKey::try_from("dept_head".to_owned()).unwrap() },
            Refusal::OpinionRequired,
            Refusal::OpinionTooLong { length: 2001, limit: 2000 },
            Refusal::ExceptionsOpen { rules: vec![RuleId::FileLengthSpecial] },
            Refusal::ObjectionUnresolved,
            Refusal::TooMuch { field: "annexes".to_owned(), limit: 50 },
            Refusal::NotYourTurn { waits_for: vec![person] },
            Refusal::TooSoon { again_at: Timestamp(0) },
            Refusal::Suspended { by: person, at: Timestamp(0) },
            Refusal::ProposalOpen { by: person, at: Timestamp(0) },
            Refusal::NotEligible { person, reason: Ineligible::Rank },
            Refusal::AfterSignature,
            Refusal::RoomTaken { starts_at: Timestamp(0) },
            Refusal::StageUnknown { stage: StageKey::try_from("signing".to_owned()).unwrap() },
            Refusal::RouteLosesSignature {
                stage: StageKey::try_from("signing".to_owned()).unwrap(),
            },
            Refusal::NotPossible { reason: Impossible::NobodyNamed },
        ]
    }

    /// Every reason that a refusal can have beside its code.
    fn reasons() -> Vec<Refusal> {
        let person = PersonId(uuid::Uuid::nil());
        let eligible =
            Ineligible::ALL.iter().map(|reason| Refusal::NotEligible { person, reason: *reason });
        let possible =
            Impossible::ALL.iter().map(|reason| Refusal::NotPossible { reason: *reason });
        eligible.chain(possible).collect()
    }

    fn length() -> Finding {
        Finding::block(RuleId::FileLength).with("n", 5001).with("limit", 5000)
    }

    #[tokio::test]
    async fn every_problem_has_words_in_both_languages() {
        for code in OWN {
            has_words(&Problem::new(code).with("current_version", 4).with("seconds", 9)).await;
        }
        for case in
            ["syntax", "missing", "unknown", "duplicate", "unfit", "whole", "cursor", "cut-off"]
        {
            has_words(&Problem::new(Code::BadInput).case(case).with("field", "title")).await;
        }
        has_words(&Problem::new(Code::Stale).case("foreign-tag")).await;
        has_words(&Problem::new(Code::WrongMediaType).case("expected").with("expected", "x")).await;
        for refusal in refusals().into_iter().chain(reasons()) {
            has_words(&refused(&refusal)).await;
        }
    }

    #[test]
    fn a_refusal_has_the_status_that_says_what_to_do_about_it() {
        let statuses: Vec<_> =
            refusals().iter().map(|refusal| refused(refusal).status().as_u16()).collect();
        assert_eq!(
            statuses,
            [
                422, 422, 409, 409, 403, 422, 422, 422, 422, 422, 422, 409, 409, 409, 409, 422,
                422, 409, 422, 409, 422
            ]
        );
        let conflicts: Vec<_> = reasons()
            .into_iter()
            .filter(|refusal| refusal.status() == StatusCode::CONFLICT)
            .collect();
        let standing =
            [Impossible::NobodyToAgree, Impossible::OtherCannotTake, Impossible::NoNewerRoute];
        assert_eq!(conflicts, standing.map(|reason| Refusal::NotPossible { reason }));
    }

    #[tokio::test]
    async fn whoever_is_told_to_wait_is_told_for_whom_and_until_when() {
        let members = [
            ("not_your_turn", "waits_for"),
            ("too_soon", "again_at"),
            ("suspended", "by"),
            ("proposal_open", "at"),
            ("not_eligible", "reason"),
            ("room_taken", "starts_at"),
            ("stage_unknown", "stage"),
            ("route_loses_signature", "stage"),
            ("not_possible", "reason"),
        ];
        for (code, member) in members {
            let refusal = refusals().into_iter().find(|refusal| refusal.code() == code).unwrap();
            let problem = refused(&refusal);
            let shown = shown(&problem, Language::En).await;
            assert!(!shown[member].is_null(), "{code}: {shown}");
        }
    }

    #[tokio::test]
    async fn a_block_shows_every_finding_with_its_rule_figures_and_way_out() {
        let refusal =
            Refusal::Blocked { findings: vec![length(), Finding::block(RuleId::Declaration)] };
        let shown = shown(&refused(&refusal), Language::Zh).await;
        assert_eq!(shown["rules"], serde_json::json!(["FILE-LENGTH", "DECLARATION"]));
        let finding = &shown["findings"][0];
        assert_eq!(finding["rule"], "FILE-LENGTH");
        assert_eq!(finding["severity"], "block");
        assert_eq!(finding["facts"], serde_json::json!({"n": 5001, "limit": 5000}));
        for member in ["message_zh", "message_en", "advice_zh", "advice_en"] {
            assert!(
                !finding[member].as_str().unwrap().contains("Unknown localization"),
                "{finding}"
            );
        }
    }

    #[test]
    fn an_error_of_the_router_is_told_by_its_status() {
        assert_eq!(Code::of_status(StatusCode::PAYLOAD_TOO_LARGE), Code::TooLarge);
        assert_eq!(Code::of_status(StatusCode::URI_TOO_LONG), Code::BadInput);
        assert_eq!(Code::of_status(StatusCode::BAD_GATEWAY), Code::Internal);
    }
}

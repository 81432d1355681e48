//! The API below `/api/v1`, its OpenAPI document generated from the handlers, and the reference page `/docs`.

use axum::extract::DefaultBodyLimit;
use axum::{Extension, Router, middleware};
use serde_json::{Value, json};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{AdditionalProperties, Schema};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Header, RefOr, Required};
use utoipa::{Modify, OpenApi, PartialSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

use self::books::{chat_group, incoming, plan, working_days};
use crate::door::body::BodyLimit;
use crate::door::problem::{FindingBody, ProblemBody};
use crate::door::state::AppState;
use crate::limit::{MAX_STRANGERS_BODY_BYTES, MAX_UPLOAD_BYTES};
use crate::transport::headers::of_reference;

mod books;
pub(crate) mod command;
pub(crate) mod figures;
mod list;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod office;
mod problems;
mod request;
pub(crate) mod rules;

/// The header in which a client names its command.
const KEY: &str = "Idempotency-Key";
/// The header that tells a repeated answer from the first one.
const REPLAYED: &str = "Idempotency-Replayed";
/// What the OpenAPI document says before any operation.
const REFERENCE: &str = include_str!("api/reference.md");

#[derive(OpenApi)]
#[openapi(
    info(title = "baopi 报批"),
    tags(
        (name = "tokens", description = "Signing programs in"),
        (name = "organisation", description = "Who is who"),
        (name = "rules", description = "The figures of the rules, and the calendar with which they count"),
        (name = "requests", description = "Documents, meetings and inspections on their way"),
        (name = "lists", description = "Desk, own requests, register"),
        (name = "books", description = "Incoming documents, yearly plans, work groups"),
        (name = "statistics", description = "Figures")
    ),
    components(schemas(ProblemBody, FindingBody)),
    security(("token" = [])),
    modifiers(&Preamble)
)]
struct Api;

struct Preamble;

impl Modify for Preamble {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        document.info.description = Some(REFERENCE.to_owned());
        let scheme =
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("baopi_…").build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

fn parts() -> (Router<AppState>, utoipa::openapi::OpenApi) {
    let uploads = OpenApiRouter::new()
        .routes(routes!(request::file::upload))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    // Nothing large is read before it is known who asks.
    let tokens = OpenApiRouter::new()
        .routes(routes!(office::token::issue))
        .layer(Extension(BodyLimit(MAX_STRANGERS_BODY_BYTES)))
        .layer(DefaultBodyLimit::max(MAX_STRANGERS_BODY_BYTES));
    let routes = OpenApiRouter::new()
        .routes(routes!(office::organisation::me))
        .routes(routes!(office::organisation::units))
        .routes(routes!(office::organisation::people))
        .routes(routes!(office::delegation::list, office::delegation::make))
        .routes(routes!(office::delegation::end))
        .routes(routes!(rules::route::list, rules::route::publish))
        .routes(routes!(rules::route::check))
        .routes(routes!(rules::route::move_requests))
        .routes(routes!(rules::change::show, rules::change::propose))
        .routes(routes!(rules::change::preview))
        .routes(routes!(rules::change::settle))
        .routes(routes!(working_days::show))
        .routes(routes!(working_days::import))
        .merge(tokens)
        .merge(uploads)
        .routes(routes!(request::preview::preview))
        .routes(routes!(request::one::create))
        .routes(routes!(request::one::show))
        .routes(routes!(request::one::act))
        .routes(routes!(request::one::timeline))
        .routes(routes!(request::similar::similar))
        .routes(routes!(request::evaluation::list))
        .routes(routes!(request::bulk::approve))
        .routes(routes!(office::leaver::hand_over))
        .routes(routes!(request::file::download))
        .routes(routes!(request::file::invitation))
        .routes(routes!(list::desk))
        .routes(routes!(list::asked))
        .routes(routes!(list::register))
        .routes(routes!(incoming::list, incoming::receive))
        .routes(routes!(incoming::table))
        .routes(routes!(incoming::import))
        .routes(routes!(incoming::show))
        .routes(routes!(incoming::step))
        .routes(routes!(plan::list, plan::add))
        .routes(routes!(plan::table))
        .routes(routes!(plan::import))
        .routes(routes!(plan::remove))
        .routes(routes!(chat_group::list, chat_group::add))
        .routes(routes!(chat_group::table))
        .routes(routes!(chat_group::import))
        .routes(routes!(chat_group::change))
        .routes(routes!(number::assigned::check))
        .routes(routes!(number::assigned::gaps))
        .routes(routes!(number::assigned::voids))
        .routes(routes!(figures::statistics::show))
        .routes(routes!(figures::statistics::requests))
        .routes(routes!(figures::report::pdf));
    let whole = OpenApiRouter::with_openapi(Api::openapi()).nest("/api/v1", routes);
    let (routes, mut document) = whole.split_for_parts();
    for post in document.paths.paths.values_mut().filter_map(|path| path.post.as_mut()) {
        say_what_a_repetition_gets(post);
    }
    refuse_other_fields(&mut document);
    (routes, absent_instead_of_null(&document))
}

/// The document without the nulls that the derived schema of every `Option` allows: what is not there is absent.
fn absent_instead_of_null(document: &utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let mut whole = json!(document);
    take_nulls_out(&mut whole);
    serde_json::from_value(whole).expect("a document without nulls is a document")
}

/// Below this value, no field or parameter that may be absent is null as well.
fn take_nulls_out(value: &mut Value) {
    let required = value["required"].as_array().cloned().unwrap_or_default();
    if let Some(properties) = value.get_mut("properties").and_then(Value::as_object_mut) {
        let optional = properties.iter_mut().filter(|(name, _)| !required.contains(&json!(name)));
        optional.for_each(|(_, schema)| take_null_out(schema));
    }
    if value["in"].is_string() {
        value.get_mut("schema").into_iter().for_each(take_null_out);
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(take_nulls_out),
        Value::Array(items) => items.iter_mut().for_each(take_nulls_out),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What a schema allows besides null.
fn take_null_out(schema: &mut Value) {
    for (key, null) in [("type", json!("null")), ("oneOf", json!({ "type": "null" }))] {
        let Some(ways) = schema.get_mut(key).and_then(Value::as_array_mut) else { continue };
        ways.retain(|way| *way != null);
        if let [only] = &**ways {
            let only = only.clone();
            if key == "type" { schema[key] = only } else { *schema = only }
        }
    }
}

/// An action with a field that it does not have is refused, which the description of an enum does not say by itself.
fn refuse_other_fields(document: &mut utoipa::openapi::OpenApi) {
    let schemas = document.components.as_mut().map(|components| &mut components.schemas);
    let Some(RefOr::T(Schema::OneOf(actions))) = schemas.and_then(|all| all.get_mut("Action"))
    else {
        return;
    };
    for action in &mut actions.items {
        if let RefOr::T(Schema::Object(action)) = action {
            let others = AdditionalProperties::FreeForm(false);
            action.additional_properties = Some(Box::new(others));
        }
    }
}

/// Whatever has an effect takes an `Idempotency-Key` and marks an answer that was given before. What has none is worked out
/// anew, and so its key names nothing.
fn say_what_a_repetition_gets(post: &mut Operation) {
    let keys = post.parameters.get_or_insert_default();
    if keys.iter().any(|key| matches!(key, RefOr::T(key) if key.name == KEY)) {
        for (status, response) in &mut post.responses.responses {
            if let RefOr::T(response) = response
                && status.starts_with('2')
            {
                let header = Header::new(String::schema());
                response.headers.insert(REPLAYED.to_owned(), RefOr::T(header));
            }
        }
    } else {
        let text = "1 to 200 visible ASCII characters. Nothing is stored, so that a repetition is worked out anew.";
        let key = ParameterBuilder::new().name(KEY).parameter_in(ParameterIn::Header);
        let key = key.required(Required::False).description(Some(text));
        keys.push(RefOr::T(key.schema(Some(String::schema())).build()));
    }
}

/// The OpenAPI document.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    parts().1
}

/// The API and its reference. The reference page fetches nothing from elsewhere, its validator included.
pub(crate) fn router() -> Router<AppState> {
    let (routes, document) = parts();
    let config = Config::default()
        .validator_url("none")
        .use_base_layout()
        .display_request_duration(true)
        .doc_expansion("list");
    let reference = SwaggerUi::new("/docs").url("/api/v1/openapi.json", document).config(config);
    routes.merge(Router::from(reference).route_layer(middleware::map_response(of_reference)))
}

#[cfg(test)]
mod tests {
    use baopi_workflow::{Action, ActionName, Content};

    use super::*;
    use crate::door::strict::{self, Body};

    fn described() -> Value {
        serde_json::to_value(document()).unwrap()
    }

    const OPERATIONS: &[&str] = &[
        "GET /api/v1/asked",
        "GET /api/v1/chat-groups",
        "GET /api/v1/chat-groups/table",
        "GET /api/v1/delegations",
        "GET /api/v1/desk",
        "GET /api/v1/incoming",
        "GET /api/v1/incoming/table",
        "GET /api/v1/incoming/{id}",
        "GET /api/v1/me",
        "GET /api/v1/numbers/check",
        "GET /api/v1/numbers/gaps",
        "GET /api/v1/numbers/voids",
        "GET /api/v1/people",
        "GET /api/v1/plans",
        "GET /api/v1/plans/table",
        "GET /api/v1/register",
        "GET /api/v1/reports/{period}/{revision}/report.pdf",
        "GET /api/v1/requests/{id}",
        "GET /api/v1/requests/{id}/evaluations",
        "GET /api/v1/requests/{id}/files/{sha256}",
        "GET /api/v1/requests/{id}/invitation.ics",
        "GET /api/v1/requests/{id}/similar",
        "GET /api/v1/requests/{id}/timeline",
        "GET /api/v1/routes",
        "GET /api/v1/rules",
        "GET /api/v1/statistics",
        "GET /api/v1/statistics/requests",
        "GET /api/v1/units",
        "GET /api/v1/working-days",
        "POST /api/v1/chat-groups",
        "POST /api/v1/chat-groups/imports",
        "POST /api/v1/chat-groups/{id}/changes",
        "POST /api/v1/decisions",
        "POST /api/v1/delegations",
        "POST /api/v1/delegations/{id}/end",
        "POST /api/v1/files",
        "POST /api/v1/incoming",
        "POST /api/v1/incoming/imports",
        "POST /api/v1/incoming/{id}/steps",
        "POST /api/v1/leavers",
        "POST /api/v1/plans",
        "POST /api/v1/plans/imports",
        "POST /api/v1/plans/{id}/removal",
        "POST /api/v1/previews",
        "POST /api/v1/requests",
        "POST /api/v1/requests/{id}/actions",
        "POST /api/v1/routes",
        "POST /api/v1/routes/moves",
        "POST /api/v1/routes/proofs",
        "POST /api/v1/rules",
        "POST /api/v1/rules/previews",
        "POST /api/v1/rules/{id}/settlement",
        "POST /api/v1/tokens",
        "POST /api/v1/working-days/imports",
    ];

    #[test]
    fn every_route_is_described() {
        let document = described();
        let paths = document["paths"].as_object().unwrap();
        let mut operations = Vec::new();
        for (path, item) in paths {
            for method in item.as_object().unwrap().keys() {
                operations.push(format!("{} {path}", method.to_uppercase()));
            }
        }
        operations.sort();
        assert_eq!(operations, OPERATIONS);
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    }

    #[test]
    fn every_operation_needs_a_token_except_the_one_that_gives_it() {
        let document = described();
        assert_eq!(document["security"], json!([{ "token": [] }]));
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                let none = (path == "/api/v1/tokens").then(|| json!([{}]));
                assert_eq!(operation.get("security"), none.as_ref(), "{path}");
                assert!(
                    operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()),
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        // A generator makes one function of each, and the later one takes the place of an earlier one of its name.
        let document = described();
        let items = document["paths"].as_object().unwrap().values();
        let operations = items.flat_map(|item| item.as_object().unwrap().values());
        let names: Vec<_> =
            operations.map(|operation| operation["operationId"].as_str().unwrap()).collect();
        let once: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(once.len(), names.len(), "{names:?}");
    }

    #[test]
    fn every_post_takes_an_idempotency_key_and_says_what_a_repetition_gets() {
        let document = described();
        let mut anew = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            let Some(post) = item.get("post") else { continue };
            let named = |name: &str| {
                let parameters = post["parameters"].as_array().unwrap();
                parameters.iter().filter(|parameter| parameter["name"] == name).count()
            };
            assert_eq!(named(KEY), 1, "{path}");
            let acts = path.ends_with("/actions") || path.ends_with("/steps");
            assert_eq!(named("If-Match"), usize::from(acts), "{path}");
            let done = post["responses"].as_object().unwrap().iter();
            let mut done = done.filter(|(status, _)| status.starts_with('2'));
            if done.all(|(_, response)| response["headers"][REPLAYED].is_null()) {
                anew.push(path.as_str());
            }
        }
        assert_eq!(anew, ["/api/v1/previews", "/api/v1/routes/proofs", "/api/v1/rules/previews"]);
    }

    #[test]
    fn what_may_be_absent_is_never_described_as_null() {
        fn nulls(value: &Value, path: &str, found: &mut Vec<String>) {
            let is_null = |way: &Value| way == "null" || *way == json!({ "type": "null" });
            for key in ["type", "oneOf"] {
                if value[key].as_array().is_some_and(|ways| ways.iter().any(is_null)) {
                    found.push(path.to_owned());
                }
            }
            match value {
                Value::Object(members) => {
                    members
                        .iter()
                        .for_each(|(key, value)| nulls(value, &format!("{path}/{key}"), found));
                }
                Value::Array(items) => items.iter().for_each(|item| nulls(item, path, found)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let mut found = Vec::new();
        nulls(&described(), "", &mut found);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn the_whole_document_is_known() {
        insta::assert_snapshot!(serde_json::to_string_pretty(&described()).unwrap());
    }

    /// What stands against a value as one of this schema, the first few faults.
    fn against(schema: &str, value: &Value) -> Vec<String> {
        let mut whole = described();
        whole["$ref"] = json!(format!("#/components/schemas/{schema}"));
        let validator = jsonschema::draft202012::new(&whole).unwrap();
        validator.iter_errors(value).take(3).map(|error| error.to_string()).collect()
    }

    /// What a program sends, as it is read.
    fn read<T: Body>(sent: &Value) -> T {
        let sent = sent.to_string();
        strict::read(sent.as_bytes()).unwrap_or_else(|wrong| panic!("{sent}: {wrong:?}"))
    }

    /// The same as the API writes it.
    fn written<T: Body + serde::Serialize>(body: &T) -> Value {
        let mut value = serde_json::to_value(body).unwrap();
        T::shape().write(&mut value);
        value
    }

    #[test]
    fn every_action_is_of_the_described_shape() {
        let document = described();
        let actions = &document["paths"]["/api/v1/requests/{id}/actions"]["post"];
        let body = &actions["requestBody"]["content"]["application/json"];
        for (name, example) in body["examples"].as_object().unwrap() {
            let action: Action = read(&example["value"]);
            // As it is sent, and as it is written with everything that has a default.
            for value in [example["value"].clone(), written(&action)] {
                assert_eq!(against("Action", &value), Vec::<String>::new(), "{name}: {value}");
            }
        }
        let content = &document["paths"]["/api/v1/requests"]["post"]["requestBody"]["content"];
        let save = json!({ "action": "save", "content": content["application/json"]["example"] });
        assert_eq!(against("Action", &save), Vec::<String>::new());
        let variants = document["components"]["schemas"]["Action"]["oneOf"].as_array().unwrap();
        let named: Vec<_> = variants
            .iter()
            .map(|variant| variant["properties"]["action"]["enum"][0].as_str().unwrap())
            .collect();
        let known: Vec<_> = ActionName::ALL.iter().map(|name| name.key()).collect();
        assert_eq!(named.len(), known.len());
        assert!(known.iter().all(|name| named.contains(name)), "{named:?}");
        for wrong in [
            json!({ "action": "jump" }),
            json!({ "action": "object" }),
            json!({ "action": "submit", "opinion": "x" }),
            json!({ "action": "transfer", "to": 7 }),
        ] {
            assert_ne!(against("Action", &wrong), Vec::<String>::new(), "{wrong}");
        }
    }

    #[test]
    fn every_kind_of_content_is_of_the_described_shape() {
        let unit = "019a0000-0000-7000-8000-00000000000d";
        let [document, meeting, inspection] = [
            json!({ "kind": "document", "issuing_unit": unit, "drafting_unit": unit, "title": "通知",
                "body": "现通知如下。", "annexes": [{ "title": "表" }],
                "basis": [{ "kind": "superior_doc", "title": "文", "number": "云政发〔2026〕3号" }],
                "justifications": { "FILE-LENGTH-SPECIAL": "逐项列明。" } }),
            json!({ "kind": "meeting", "host_unit": unit, "in_name_of": unit, "title": "会议", "class": "iv",
                "sessions": [{ "starts_at": "2026-09-15T09:00:00+08:00", "ends_at": "2026-09-15T09:30:00.5+08:00" }],
                "agenda": [{ "item": "部署", "kind": "speech", "minutes": 30 }] }),
            json!({ "kind": "inspection", "unit": unit, "title": "检查", "starts_on": "2026-09-15",
                "method": "on_site" }),
        ];
        for sample in [document, meeting, inspection] {
            let content: Content = read(&sample);
            for value in [sample.clone(), written(&content)] {
                assert_eq!(against("Content", &value), Vec::<String>::new(), "{value}");
            }
            let mut wrong = sample;
            wrong["colour"] = json!("red");
            assert_ne!(against("Content", &wrong), Vec::<String>::new());
        }
        assert_ne!(against("Content", &json!({ "kind": "letter" })), Vec::<String>::new());
    }

    #[test]
    fn every_schema_that_is_named_is_there() {
        let document = described();
        let text = document.to_string();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for reference in text.split("\"#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
        }
    }
}

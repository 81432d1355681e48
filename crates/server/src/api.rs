//! The API below `/api/v1`, its OpenAPI document generated from the handlers, and the reference page `/docs`.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::{Config, SwaggerUi};

use self::books::{chat_group, incoming, plan, working_days};
use crate::AppState;
use crate::headers::of_reference;
use crate::limit::MAX_UPLOAD_BYTES;
use crate::problem::{FindingBody, ProblemBody};

mod answer;
mod books;
mod bulk;
mod delegation;
mod evaluation;
mod file;
mod leaver;
mod list;
mod number;
mod organisation;
mod preview;
mod problems;
mod report;
mod request;
mod route;
mod rules;
mod similar;
mod statistics;
mod token;

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
        .routes(routes!(file::upload))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES));
    let routes = OpenApiRouter::new()
        .routes(routes!(token::issue))
        .routes(routes!(organisation::me))
        .routes(routes!(organisation::units))
        .routes(routes!(organisation::people))
        .routes(routes!(delegation::list, delegation::make))
        .routes(routes!(delegation::end))
        .routes(routes!(route::list, route::publish))
        .routes(routes!(route::check))
        .routes(routes!(route::move_requests))
        .routes(routes!(rules::show, rules::propose))
        .routes(routes!(rules::preview))
        .routes(routes!(rules::settle))
        .routes(routes!(working_days::show))
        .routes(routes!(working_days::import))
        .merge(uploads)
        .routes(routes!(preview::preview))
        .routes(routes!(request::create))
        .routes(routes!(request::show))
        .routes(routes!(request::act))
        .routes(routes!(request::timeline))
        .routes(routes!(similar::similar))
        .routes(routes!(evaluation::list))
        .routes(routes!(bulk::approve))
        .routes(routes!(leaver::hand_over))
        .routes(routes!(file::download))
        .routes(routes!(file::invitation))
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
        .routes(routes!(number::check))
        .routes(routes!(number::gaps))
        .routes(routes!(number::voids))
        .routes(routes!(statistics::show))
        .routes(routes!(statistics::requests))
        .routes(routes!(report::pdf));
    OpenApiRouter::with_openapi(Api::openapi()).nest("/api/v1", routes).split_for_parts()
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
    use serde_json::Value;

    use super::*;

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
        for (path, item) in document["paths"].as_object().unwrap() {
            for operation in item.as_object().unwrap().values() {
                assert_eq!(operation["security"].is_array(), path != "/api/v1/tokens", "{path}");
                assert!(
                    operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()),
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn every_post_takes_an_idempotency_key_and_every_action_a_version() {
        let document = described();
        let names = |path: &str| -> Vec<String> {
            let parameters = document["paths"][path]["post"]["parameters"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            parameters
                .iter()
                .map(|parameter| parameter["name"].as_str().unwrap().to_lowercase())
                .collect()
        };
        for path in [
            "/api/v1/decisions",
            "/api/v1/delegations",
            "/api/v1/delegations/{id}/end",
            "/api/v1/files",
            "/api/v1/incoming",
            "/api/v1/incoming/imports",
            "/api/v1/incoming/{id}/steps",
            "/api/v1/plans",
            "/api/v1/plans/imports",
            "/api/v1/plans/{id}/removal",
            "/api/v1/chat-groups",
            "/api/v1/chat-groups/imports",
            "/api/v1/chat-groups/{id}/changes",
            "/api/v1/requests",
            "/api/v1/requests/{id}/actions",
            "/api/v1/routes",
            "/api/v1/rules",
            "/api/v1/rules/{id}/settlement",
            "/api/v1/working-days/imports",
        ] {
            assert!(names(path).contains(&"idempotency-key".to_owned()), "{path}");
        }
        assert!(names("/api/v1/requests/{id}/actions").contains(&"if-match".to_owned()));
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

//! All routes in one, and what goes around them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::door::state::AppState;
use crate::envelope::{envelope, panicked};
use crate::limit::MAX_BODY_BYTES;
use crate::transport::headers::protect;
use crate::{api, page};

/// The routes of pages and API. The pages are checked for forms of other sites; the API takes no cookie and needs no check.
pub(crate) fn assemble(state: AppState) -> Router {
    let pages = page::router().layer(same_origin(state.engine.public_url()));
    around(pages.merge(api::router()), state.https, Some(state.clone())).with_state(state)
}

/// What goes around every route, from the inside out.
fn around<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
    https: bool,
    state: Option<AppState>,
) -> Router<S> {
    routes
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(state, envelope))
        .layer(middleware::from_fn(move |request: Request, next: Next| async move {
            protect(next.run(request).await, https)
        }))
}

/// Refuses whatever a browser says another site has sent. Where a proxy passes another host on, the public address still
/// counts as this site.
fn same_origin(public_url: &str) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let origin: String = public_url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    layer.clone().add_trusted_origin(&origin).unwrap_or_else(|error| {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "the public address has no origin"
        );
        layer
    })
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::header::{ACCEPT_LANGUAGE, ALLOW, CONTENT_TYPE};
    use axum::http::request::Builder;
    use axum::response::{IntoResponse, Response};
    use axum::routing::{get, post};
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;
    use crate::door::condition::stale;
    use crate::door::problem::{Code, Problem};
    use crate::transport::headers::ALWAYS;

    fn routes() -> Router {
        let pages = Router::new()
            .route("/form", post(|| async { "taken" }))
            .layer(same_origin("https://office.example/baopi"));
        let api = Router::new()
            .route("/api/v1/panic", get(panics))
            .route("/api/v1/refuses", get(|| async { stale(baopi_workflow::Version(7)) }))
            .route("/api/v1/body", post(|body: String| async move { body.len().to_string() }))
            .route("/page/panic", get(panics))
            .route("/page/refuses", get(|| async { Problem::new(Code::NotFound) }))
            .route(
                "/page/own",
                get(|| async { (StatusCode::CONFLICT, axum::response::Html("own")) }),
            );
        around(pages.merge(api), true, None)
    }

    async fn panics() -> Response {
        assert!(std::hint::black_box(false), "as it happens");
        StatusCode::OK.into_response()
    }

    async fn answer(request: Builder) -> Response {
        send(request.body(Body::empty()).unwrap()).await
    }

    async fn send(request: axum::http::Request<Body>) -> Response {
        routes().oneshot(request).await.unwrap()
    }

    async fn text(response: Response) -> String {
        String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec())
            .unwrap()
    }

    async fn json(response: Response) -> Value {
        serde_json::from_str(&text(response).await).unwrap()
    }

    #[tokio::test]
    async fn every_answer_is_protected_and_numbered_whatever_it_is() {
        for path in [
            "/api/v1/panic",
            "/api/v1/refuses",
            "/page/panic",
            "/page/own",
            "/nowhere",
            "/api/v1/nowhere",
        ] {
            let response = answer(Request::get(path)).await;
            for (name, value) in ALWAYS {
                assert_eq!(response.headers()[&name], value, "{path}");
            }
            assert!(response.headers().contains_key("strict-transport-security"), "{path}");
            assert!(response.headers().contains_key("x-request-id"), "{path}");
        }
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_with_a_number_in_the_api_and_a_page_elsewhere() {
        let response = answer(Request::get("/api/v1/panic")).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let number = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let problem = json(response).await;
        assert_eq!(problem["code"], "internal");
        assert_eq!(problem["instance"], number);
        assert!(!problem.to_string().contains("as it happens"));
        let response = answer(Request::get("/page/panic")).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers()[CONTENT_TYPE].to_str().unwrap().starts_with("text/html"));
    }

    #[tokio::test]
    async fn what_the_router_refuses_by_itself_is_explained_in_the_shape_that_fits() {
        let response = answer(Request::post("/api/v1/refuses")).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(response.headers()[ALLOW], "GET,HEAD");
        assert_eq!(json(response).await["code"], "method_not_allowed");
        assert_eq!(json(answer(Request::get("/api/v1/nowhere")).await).await["code"], "not_found");
        for path in ["/nowhere", "/page/refuses"] {
            let response = answer(Request::get(path)).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND);
            assert!(response.headers()[CONTENT_TYPE].to_str().unwrap().starts_with("text/html"));
        }
        assert_eq!(text(answer(Request::get("/page/own")).await).await, "own");
    }

    #[tokio::test]
    async fn a_problem_speaks_the_readers_language_and_carries_both() {
        let response = answer(Request::get("/api/v1/refuses").header(ACCEPT_LANGUAGE, "en")).await;
        assert_eq!(response.status(), StatusCode::PRECONDITION_FAILED);
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        assert_eq!(response.headers()["content-language"], "en");
        assert_eq!(response.headers()["etag"], "\"v7\"");
        let problem = json(response).await;
        assert_eq!(problem["type"], "/problems/stale");
        assert_eq!(problem["current_version"], 7);
        assert_eq!(problem["detail"], problem["message_en"]);
        let problem = json(answer(Request::get("/api/v1/refuses")).await).await;
        assert_eq!(problem["detail"], problem["message_zh"]);
        assert_ne!(problem["message_zh"], problem["message_en"]);
    }

    #[tokio::test]
    async fn a_form_of_another_site_is_refused() {
        let from = |name: &'static str, value: &'static str| {
            answer(Request::post("/form").header("host", "inner:8080").header(name, value))
        };
        assert_eq!(from("sec-fetch-site", "cross-site").await.status(), StatusCode::FORBIDDEN);
        assert_eq!(from("origin", "https://evil.example").await.status(), StatusCode::FORBIDDEN);
        assert_eq!(from("origin", "null").await.status(), StatusCode::FORBIDDEN);
        assert_eq!(from("sec-fetch-site", "same-origin").await.status(), StatusCode::OK);
        assert_eq!(from("origin", "https://office.example").await.status(), StatusCode::OK);
        assert_eq!(from("origin", "http://inner:8080").await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_request_for_two_hosts_is_for_none() {
        let once = Request::get("/page/own").header("host", "a");
        assert_eq!(answer(once).await.status(), StatusCode::CONFLICT);
        let twice = Request::get("/page/own").header("host", "a").header("host", "b");
        assert_eq!(answer(twice).await.status(), StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn a_body_of_4_mib_is_taken_and_one_byte_more_is_not() {
        let post = |size: usize| {
            send(Request::post("/api/v1/body").body(Body::from("x".repeat(size))).unwrap())
        };
        assert_eq!(post(MAX_BODY_BYTES).await.status(), StatusCode::OK);
        let response = post(MAX_BODY_BYTES + 1).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(json(response).await["code"], "too_large");
    }
}

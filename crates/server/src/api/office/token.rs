//! Tokens for programs.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_workflow::Organisation;
use baopi_workflow::book::{FieldFault, Wrong};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::command::repeated;
use crate::api::problems::{Idempotent, Writing};
use crate::door::body::Sent;
use crate::door::problem::{Problem, ProblemBody};
use crate::door::state::AppState;
use crate::limit::MAX_LABEL_CHARS;

/// Who asks for a token, and what for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenWish {
    /// The name to sign in with.
    #[schema(example = "shenjia")]
    login: String,
    /// The password.
    #[schema(example = "baopi-demo", format = "password")]
    password: String,
    /// What the token is for; at most 100 characters.
    #[serde(default)]
    #[schema(example = "import of the paper register")]
    label: String,
}

/// A token. It is shown once; only its digest is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenAnswer {
    /// The secret, for `Authorization: Bearer`.
    #[schema(example = "baopi_…")]
    token: String,
    /// Whose it is.
    person: Uuid,
    /// When it ends.
    #[schema(example = "2026-12-14T09:00:00+08:00")]
    expires_at: String,
}

/// Get a token
///
/// Every call makes another token, unless it repeats an `Idempotency-Key`: the token is made from the key then, and not kept.
#[utoipa::path(
    post,
    path = "/tokens",
    operation_id = "issue_token",
    tag = "tokens",
    security(()),
    params(Idempotent),
    request_body = TokenWish,
    responses(
        (status = 201, description = "A token", body = TokenAnswer),
        (status = 429, description = "Too many failed attempts; see `Retry-After`", body = ProblemBody,
            content_type = "application/problem+json"),
        Writing
    )
)]
pub(crate) async fn issue(
    State(state): State<AppState>,
    Sent { body: wish, key }: Sent<TokenWish>,
) -> Result<Response, Problem> {
    if wish.label.chars().count() > MAX_LABEL_CHARS as usize {
        let wrong = Wrong::TooLong { most: MAX_LABEL_CHARS };
        return Err(vec![FieldFault::new("label", wrong)].into());
    }
    let token = state.engine.issue_token(&wish.login, &wish.password, &wish.label, key).await;
    // No refusal names anybody.
    let token = token.map_err(|error| Problem::of(error, &Organisation::default()))?;
    let answer = TokenAnswer {
        token: token.token,
        person: token.person.0,
        expires_at: token.expires_at.to_string(),
    };
    Ok(repeated((StatusCode::CREATED, Json(answer)).into_response(), token.replayed))
}

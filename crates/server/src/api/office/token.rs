//! Tokens for programs.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::OwnToken;
use baopi_workflow::Organisation;
use baopi_workflow::book::{FieldFault, Wrong};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::command::repeated;
use crate::api::problems::{Idempotent, NotFound, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::caller::Knocking;
use crate::door::problem::{Problem, ProblemBody};
use crate::door::session::Bearer;
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
    Knocking(caller): Knocking,
    Sent { body: wish, key }: Sent<TokenWish>,
) -> Result<Response, Problem> {
    if wish.label.chars().count() > MAX_LABEL_CHARS as usize {
        let wrong = Wrong::TooLong { most: MAX_LABEL_CHARS };
        return Err(vec![FieldFault::new("label", wrong)].into());
    }
    let label = (wish.label.as_str(), &caller);
    let token = state.engine.issue_token(&wish.login, &wish.password, label, key).await;
    // No refusal names anybody.
    let token = token.map_err(|error| Problem::of(error, &Organisation::default()))?;
    let answer = TokenAnswer {
        token: token.token,
        person: token.person.0,
        expires_at: token.expires_at.to_string(),
    };
    Ok(repeated((StatusCode::CREATED, Json(answer)).into_response(), token.replayed))
}

/// A token that you may end. Its secret is not kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenItem {
    /// By what it is ended.
    id: Uuid,
    /// What it is for.
    #[schema(example = "import of the paper register")]
    label: String,
    /// When it was issued.
    #[schema(example = "2026-09-15T09:00:00+08:00")]
    created_at: String,
    /// When it ends.
    #[schema(example = "2026-12-14T09:00:00+08:00")]
    expires_at: String,
}

/// Your tokens.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tokens)]
pub(crate) struct TokensAnswer {
    /// The one issued last first.
    items: Vec<TokenItem>,
}

impl From<OwnToken> for TokenItem {
    fn from(token: OwnToken) -> Self {
        Self {
            id: token.id,
            label: token.label,
            created_at: token.created_at.to_string(),
            expires_at: token.expires_at.to_string(),
        }
    }
}

/// List your tokens
///
/// Those that are good, also the one with which you ask.
#[utoipa::path(
    get,
    path = "/tokens",
    operation_id = "list_tokens",
    tag = "tokens",
    responses((status = 200, description = "Tokens", body = TokensAnswer), Reading)
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
) -> Result<Json<TokensAnswer>, Problem> {
    let tokens = state.engine.own_tokens(viewer.person).await?;
    Ok(Json(TokensAnswer { items: tokens.into_iter().map(TokenItem::from).collect() }))
}

/// End a token
///
/// One of your own, from now on; also the one with which you ask.
#[utoipa::path(
    delete,
    path = "/tokens/{id}",
    operation_id = "end_token",
    tag = "tokens",
    params(("id" = Uuid, Path, description = "The token")),
    responses((status = 204, description = "Ended"), NotFound, Reading)
)]
pub(crate) async fn end(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Problem> {
    let ended = state.engine.end_own_token(viewer.person, id).await;
    ended.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(StatusCode::NO_CONTENT)
}

//! The answers that many operations can give besides their own, and the header that many take, for the OpenAPI document.

use utoipa::{IntoParams, IntoResponses};

use crate::door::problem::ProblemBody;

/// Names the command, so that sending it again is harmless.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it describes a header and is never made")]
pub(crate) struct Idempotent {
    /// 1 to 200 visible ASCII characters. The same command under the same key gets the answer that it got before; another one
    /// is refused.
    #[param(rename = "Idempotency-Key", max_length = 200)]
    key: Option<String>,
}

/// Somebody else has to do this.
#[derive(IntoResponses)]
#[response(status = 403, content_type = "application/problem+json")]
#[expect(dead_code, reason = "it describes an answer and is never made")]
pub(crate) struct NotYours(ProblemBody);

/// There is no such thing, or not for you.
#[derive(IntoResponses)]
#[response(status = 404, content_type = "application/problem+json")]
#[expect(dead_code, reason = "it describes an answer and is never made")]
pub(crate) struct NotFound(ProblemBody);

/// Not possible as things stand, or done already.
#[derive(IntoResponses)]
#[response(status = 409, content_type = "application/problem+json")]
#[expect(dead_code, reason = "it describes an answer and is never made")]
pub(crate) struct NotNow(ProblemBody);

/// What can go wrong with a question.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it describes answers and is never made")]
pub(crate) enum Reading {
    /// The query is not what is expected; `field` names the key.
    #[response(status = 400, content_type = "application/problem+json")]
    BadInput(ProblemBody),
    /// No token, or none that counts.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemBody),
    /// There is no such thing, or not for you.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemBody),
    /// Something failed; `instance` is the number to quote.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(ProblemBody),
    /// The database is in trouble, or there is no room for more; see `Retry-After`.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemBody),
}

/// What can go wrong with a file that is made when it is asked for; `reason` says which.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it describes answers and is never made")]
pub(crate) enum Printing {
    /// It is too long for a file: `too_long`.
    #[response(status = 422, content_type = "application/problem+json")]
    TooLong(ProblemBody),
    /// This program makes none: `not_built_in`.
    #[response(status = 501, content_type = "application/problem+json")]
    NotBuiltIn(ProblemBody),
    /// The operator has something to set right first: `no_font`.
    #[response(status = 503, content_type = "application/problem+json")]
    NoFont(ProblemBody),
}

/// What can go wrong with a command.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it describes answers and is never made")]
pub(crate) enum Writing {
    /// The body is not what is expected; `field` names the place.
    #[response(status = 400, content_type = "application/problem+json")]
    BadInput(ProblemBody),
    /// No token, or none that counts.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemBody),
    /// The body came too slowly.
    #[response(status = 408, content_type = "application/problem+json")]
    RequestTimeout(ProblemBody),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemBody),
    /// The body is of another media type.
    #[response(status = 415, content_type = "application/problem+json")]
    WrongMediaType(ProblemBody),
    /// Rules stand against it, every finding at once; or the idempotency key was used for another command.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(ProblemBody),
    /// Something failed; `instance` is the number to quote.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(ProblemBody),
    /// The database is in trouble, or there is no room for more; see `Retry-After`.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemBody),
}

/// What can go wrong with an action besides [`Writing`].
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it describes answers and is never made")]
pub(crate) enum Acting {
    /// Somebody else has to do this.
    #[response(status = 403, content_type = "application/problem+json")]
    NotYours(ProblemBody),
    /// There is no such request, or not for you.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemBody),
    /// Not possible where the request stands, or decided already.
    #[response(status = 409, content_type = "application/problem+json")]
    NotNow(ProblemBody),
    /// The request is at another version by now: `current_version`.
    #[response(status = 412, content_type = "application/problem+json")]
    Stale(ProblemBody),
    /// There is no `If-Match`.
    #[response(status = 428, content_type = "application/problem+json")]
    VersionRequired(ProblemBody),
}

//! The query of a URL: known keys, each once.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::limit::{DEFAULT_PAGE, MAX_PAGE};
use crate::problem::{Code, Problem};

/// A query of exactly the expected keys.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Query::<T>::from_request_parts(parts, state).await;
        read.map(|Query(query)| Self(query)).map_err(|rejection| {
            // “Failed to deserialize query string: limit: invalid digit found in string”
            let text = rejection.body_text();
            let cause = text.split_once(": ").map_or(text.as_str(), |(_, cause)| cause);
            let field = match cause.split('`').nth(1) {
                Some(named) => named,
                None => cause.split_once(": ").map_or("", |(field, _)| field),
            };
            Problem::new(Code::BadInput).case("unfit").with("field", field).with("cause", cause)
        })
    }
}

/// How many entries of a list are wanted.
///
/// # Errors
///
/// A problem naming `limit` unless it lies between 1 and [`MAX_PAGE`].
pub(crate) fn limit(asked: Option<u32>) -> Result<u32, Problem> {
    let limit = asked.unwrap_or(DEFAULT_PAGE);
    if (1..=MAX_PAGE).contains(&limit) {
        Ok(limit)
    } else {
        let problem = Problem::new(Code::BadInput).case("unfit").with("field", "limit");
        Err(problem.with("cause", format!("1 to {MAX_PAGE}")))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Two {
        after: Option<String>,
        limit: Option<u32>,
    }

    async fn field(query: &str) -> Result<Two, serde_json::Value> {
        let (mut parts, ()) = Request::get(format!("/x?{query}")).body(()).unwrap().into_parts();
        match Asked::<Two>::from_request_parts(&mut parts, &()).await {
            Ok(Asked(two)) => Ok(two),
            Err(problem) => Err(problem.fact("field")),
        }
    }

    #[tokio::test]
    async fn every_key_is_known_and_comes_once_and_its_name_is_told_otherwise() {
        let two = field("after=a&limit=7").await.unwrap();
        assert_eq!((two.after.as_deref(), two.limit), (Some("a"), Some(7)));
        assert_eq!(field("limit=1&limit=2").await.unwrap_err(), json!("limit"));
        assert_eq!(field("limit=1&%6cimit=2").await.unwrap_err(), json!("limit"));
        assert_eq!(field("colour=red").await.unwrap_err(), json!("colour"));
        assert_eq!(field("limit=seven").await.unwrap_err(), json!("limit"));
    }

    #[test]
    fn a_page_has_1_to_100_entries() {
        assert_eq!(limit(None).unwrap(), DEFAULT_PAGE);
        assert_eq!(limit(Some(1)).unwrap(), 1);
        assert_eq!(limit(Some(100)).unwrap(), 100);
        assert!(limit(Some(0)).is_err() && limit(Some(101)).is_err());
    }
}

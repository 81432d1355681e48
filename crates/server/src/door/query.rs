//! The query of a URL: known keys, each once; and the pages of a list.

use std::str::FromStr;

use axum::extract::{FromRequestParts, OriginalUri, Query};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use baopi_engine::Cursor;
use baopi_workflow::book::{FieldFault, Wrong};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::IntoParams;

use super::session::encoded_pair;
use crate::door::problem::{Code, Problem};
use crate::door::shape::Shape;
use crate::door::strict::fitted;
use crate::limit::{DEFAULT_PAGE, MAX_PAGE, YEARS};

/// A query of exactly the expected keys.
pub(crate) struct StrictQuery<T>(pub(crate) T);

impl<T: DeserializeOwned + IntoParams + 'static, S: Sync> FromRequestParts<S> for StrictQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read(pairs(&parts.uri)?).map(Self)
    }
}

fn pairs(uri: &Uri) -> Result<Vec<(String, String)>, Problem> {
    let pairs = Query::try_from_uri(uri).map(|Query(pairs)| pairs);
    pairs.map_err(|_| Problem::new(Code::BadInput))
}

/// Reads a query as the document of the API describes it.
fn read<T: DeserializeOwned + IntoParams + 'static>(
    pairs: Vec<(String, String)>,
) -> Result<T, Problem> {
    let shape = Shape::of_query::<T>();
    let (mut members, mut faults) = (Map::new(), Vec::new());
    for (name, text) in pairs {
        let field = shape.fields("").iter().find(|field| field.name == name);
        let value = field.map_or(Value::Null, |field| field.shape.of_text(&text));
        if members.insert(name.clone(), value).is_some() {
            faults.push(FieldFault::new(&name, Wrong::Twice));
        }
    }
    let mut query = Value::Object(members);
    shape.read(&mut query, "", &mut faults);
    faults.extend(year_fault(&query));
    if faults.is_empty() { Ok(fitted(query)?) } else { Err(faults.into()) }
}

/// A year beyond those that can be asked about, wherever a query names one.
fn year_fault(query: &Value) -> Option<FieldFault> {
    let (least, most) = (YEARS.0.into(), YEARS.1.into());
    let year = query["year"].as_i64()?;
    let wrong = Wrong::OutOfRange { least, most };
    (!(least..=most).contains(&year)).then(|| FieldFault::new("year", wrong))
}

/// A key of the query, or a part of the path, whose value does not fit.
pub(crate) fn unfit(field: &str) -> Problem {
    vec![FieldFault::new(field, Wrong::Unreadable)].into()
}

/// What a field of the address says.
pub(crate) fn fitting<T: FromStr>(field: &str, text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| unfit(field))
}

/// What is asked of a list, in a query of exactly the expected keys, and which page of it.
pub(crate) struct Listed<T>(pub(crate) T, pub(crate) Paging);

/// Which page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The `next` of the page before.
    pub(crate) after: Option<String>,
    /// How many entries, 1 to [`MAX_PAGE`].
    pub(crate) limit: u32,
    /// The address of the list, up to a query of what else was asked.
    pub(crate) path: String,
    pub(crate) rest: String,
}

impl<T: DeserializeOwned + IntoParams + 'static, S: Sync> FromRequestParts<S> for Listed<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let is_of_page = |(name, _): &(String, String)| name == "after" || name == "limit";
        let (page, rest): (Vec<_>, Vec<_>) = pairs(&parts.uri)?.into_iter().partition(is_of_page);
        let PageOf { after, limit } = read(page)?;
        let limit = limit.unwrap_or(DEFAULT_PAGE);
        if !(1..=MAX_PAGE).contains(&limit) {
            let wrong = Wrong::OutOfRange { least: 1, most: MAX_PAGE.into() };
            return Err(vec![FieldFault::new("limit", wrong)].into());
        }
        let encoded = rest.iter().map(|(name, value)| encoded_pair(name, value));
        let encoded = encoded.collect::<Vec<_>>().join("&");
        // A nested router has cut the beginning off the address.
        let whole = parts.extensions.get().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let path = whole.path().to_owned();
        Ok(Self(read(rest)?, Paging { after, limit, path, rest: encoded }))
    }
}

/// The part of a query that says which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PageOf {
    after: Option<String>,
    limit: Option<u32>,
}

impl Paging {
    /// Where the page begins.
    pub(crate) fn cursor(&self) -> Option<Cursor> {
        self.after.clone().map(Cursor::from)
    }

    /// The `Link` to the same list after this page.
    pub(crate) fn link(&self, next: &str) -> HeaderValue {
        let Self { limit, path, rest, .. } = self;
        let amp = if rest.is_empty() { "" } else { "&" };
        let url = format!("{path}?{}&limit={limit}{amp}{rest}", encoded_pair("after", next));
        HeaderValue::try_from(format!("<{url}>; rel=\"next\""))
            .expect("what is encoded is visible ASCII")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    #[serde(deny_unknown_fields)]
    struct Two {
        after: Option<String>,
        limit: Option<u32>,
    }

    async fn field(query: &str) -> Result<Two, serde_json::Value> {
        let (mut parts, ()) = Request::get(format!("/x?{query}")).body(()).unwrap().into_parts();
        match StrictQuery::<Two>::from_request_parts(&mut parts, &()).await {
            Ok(StrictQuery(two)) => Ok(two),
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

    async fn page(uri: &str) -> Result<Paging, Problem> {
        let (mut parts, ()) = Request::get(uri).body(()).unwrap().into_parts();
        let listed = Listed::<Series>::from_request_parts(&mut parts, &()).await;
        listed.map(|Listed(Series { series }, page)| {
            assert_eq!(series.as_deref(), uri.contains("series").then_some("青农发"));
            page
        })
    }

    #[derive(Debug, Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    #[serde(deny_unknown_fields)]
    struct Series {
        series: Option<String>,
    }

    #[derive(Debug, Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    #[serde(deny_unknown_fields)]
    struct OfYear {
        year: i32,
    }

    #[tokio::test]
    async fn a_year_is_one_that_an_office_can_have() {
        for (year, fits) in
            [(1899, false), (1900, true), (2200, true), (2201, false), (i32::MAX, false)]
        {
            let uri = format!("/x?year={year}");
            let (mut parts, ()) = Request::get(uri).body(()).unwrap().into_parts();
            match StrictQuery::<OfYear>::from_request_parts(&mut parts, &()).await {
                Ok(StrictQuery(read)) => assert_eq!((read.year, true), (year, fits)),
                Err(problem) => {
                    assert_eq!((problem.fact("field"), fits), (json!("year"), false), "{year}");
                }
            }
        }
    }

    #[tokio::test]
    async fn a_page_has_1_to_100_entries() {
        assert_eq!(page("/x").await.unwrap().limit, DEFAULT_PAGE);
        assert_eq!(page("/x?limit=1").await.unwrap().limit, 1);
        assert_eq!(page("/x?limit=100").await.unwrap().limit, 100);
        for bad in ["limit=0", "limit=101", "limit=seven", "limit=1&limit=2"] {
            let problem = page(&format!("/x?{bad}")).await.unwrap_err();
            assert_eq!(problem.fact("field"), "limit", "{bad}");
        }
        let problem = page("/x?after=a&%E9%A2%9C=red").await.unwrap_err();
        assert_eq!(problem.fact("field"), "颜");
    }

    #[tokio::test]
    async fn the_link_leads_to_the_same_list_after_the_page() {
        let series = "series=%E9%9D%92%E5%86%9C%E5%8F%91";
        let page = page(&format!("/api/v1/register?after=old&{series}&limit=7")).await.unwrap();
        assert_eq!(page.after.as_deref(), Some("old"));
        assert_eq!(
            page.link("a/b&c"),
            format!("</api/v1/register?after=a/b%26c&limit=7&{series}>; rel=\"next\"")
        );
    }
}

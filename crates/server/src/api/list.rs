//! Lists: the desk, one's own requests, the register. A page begins where the one before ended.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Cursor, Page, RegisterFilter, RegisterRow, RequestRow};
use baopi_workflow::{Organisation, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{PersonName, UnitName, word};
use super::problems::Reading;
use crate::AppState;
use crate::extract::query::{Asked, limit};
use crate::extract::session::{Bearer, encoded_pair};
use crate::problem::Problem;

/// Some entries of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Page)]
pub(super) struct Paged<T> {
    /// The entries.
    items: Vec<T>,
    /// Where to go on, for `after`; absent at the end of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A page with its `Link`.
pub(super) struct Answered<T> {
    page: Paged<T>,
    link: Option<HeaderValue>,
}

impl<T> Answered<T> {
    /// `path` and `query` are those of this page, without its `after`.
    pub(super) fn new(
        path: &str,
        items: Vec<T>,
        next: Option<String>,
        query: &[(&str, String)],
    ) -> Self {
        let link = next.as_ref().map(|next| {
            let mut url = format!("{path}?{}", encoded_pair("after", next));
            for (name, value) in query {
                url.push('&');
                url.push_str(&encoded_pair(name, value));
            }
            HeaderValue::try_from(format!("<{url}>; rel=\"next\""))
                .expect("what is encoded is visible ASCII")
        });
        Self { page: Paged { items, next }, link }
    }
}

impl<T: Serialize> IntoResponse for Answered<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.page).into_response();
        if let Some(link) = self.link {
            response.headers_mut().insert(LINK, link);
        }
        response
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    /// The `next` of the page before.
    after: Option<String>,
    /// How many, 1 to 100; 50 if nothing is said.
    limit: Option<u32>,
}

/// One request in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RequestItem {
    /// Identifier.
    id: Uuid,
    /// `document` or `meeting`.
    kind: &'static str,
    /// Title.
    title: String,
    /// Where it stands.
    #[schema(example = "review:dept_review")]
    status: String,
    /// Number of state-changing events so far.
    version: u64,
    /// Who issues or convenes.
    unit: UnitName,
    /// Where it was written.
    drafting_unit: UnitName,
    /// Who wrote it.
    drafter: PersonName,
    /// `extra_urgent`, `urgent` or `normal`.
    urgency: String,
    /// 字; 0 for a meeting.
    characters: u32,
    /// Minutes; 0 for a document.
    minutes: u32,
    /// 发文字号
    #[schema(nullable)]
    number: Option<String>,
    /// Since when it stands there.
    entered_at: String,
    /// When it last changed.
    updated_at: String,
}

impl RequestItem {
    fn of(row: RequestRow, organisation: &Organisation) -> Self {
        Self {
            id: row.id.0,
            kind: row.kind.key(),
            title: row.title,
            status: row.status.key(),
            version: row.version,
            unit: UnitName::of(row.unit, organisation),
            drafting_unit: UnitName::of(row.drafting_unit, organisation),
            drafter: PersonName::of(row.drafter, organisation),
            urgency: word(&row.urgency),
            characters: row.characters,
            minutes: row.minutes,
            number: row.number,
            entered_at: row.entered_at.to_string(),
            updated_at: row.updated_at.to_string(),
        }
    }
}

fn requests(
    path: &str,
    page: Page<RequestRow>,
    limit: u32,
    organisation: &Organisation,
) -> Answered<RequestItem> {
    let items = page.items.into_iter().map(|row| RequestItem::of(row, organisation)).collect();
    Answered::new(
        path,
        items,
        page.next.map(|next| next.to_string()),
        &[("limit", limit.to_string())],
    )
}

/// List what waits for me
///
/// The most urgent first, then the oldest.
#[utoipa::path(
    get,
    path = "/desk",
    tag = "lists",
    security(("token" = [])),
    params(ListQuery),
    responses((status = 200, description = "What waits for you", body = Paged<RequestItem>), Reading)
)]
pub(super) async fn desk(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Asked(query): Asked<ListQuery>,
) -> Result<Answered<RequestItem>, Problem> {
    let limit = limit(query.limit)?;
    let page = state.engine.desk(viewer.person, query.after.map(Cursor::from), limit).await;
    let page = page.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(requests("/api/v1/desk", page, limit, &viewer.organisation))
}

/// List what I asked for
///
/// The newest first.
#[utoipa::path(
    get,
    path = "/asked",
    tag = "lists",
    security(("token" = [])),
    params(ListQuery),
    responses((status = 200, description = "What you drafted", body = Paged<RequestItem>), Reading)
)]
pub(super) async fn asked(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Asked(query): Asked<ListQuery>,
) -> Result<Answered<RequestItem>, Problem> {
    let limit = limit(query.limit)?;
    let page = state.engine.asked(viewer.person, query.after.map(Cursor::from), limit).await;
    let page = page.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(requests("/api/v1/asked", page, limit, &viewer.organisation))
}

/// Which numbers, and which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterQuery {
    /// The series, such as 青农发.
    series: Option<String>,
    /// The year of the numbers.
    year: Option<i32>,
    /// The issuing unit.
    unit: Option<Uuid>,
    /// The `next` of the page before.
    after: Option<String>,
    /// How many, 1 to 100; 50 if nothing is said.
    limit: Option<u32>,
}

impl RegisterQuery {
    /// What has to be asked again for the next page.
    fn again(&self, limit: u32) -> Vec<(&'static str, String)> {
        let given = [
            ("series", self.series.clone()),
            ("year", self.year.map(|year| year.to_string())),
            ("unit", self.unit.map(|unit| unit.to_string())),
            ("limit", Some(limit.to_string())),
        ];
        given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// One number of the register.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RegisterItem {
    /// 发文字号
    #[schema(example = "青农发〔2026〕15号")]
    number: String,
    /// What became of it: `used`, or `void` for a number that was given up.
    #[schema(example = "used")]
    state: String,
    /// Title.
    title: String,
    /// Who issues.
    unit: UnitName,
    /// Where it comes from: `numbered` if the program gave it to a signed document, `imported` for one from a paper register,
    /// of which the program knows no approval.
    #[schema(example = "numbered")]
    origin: String,
    /// The request; its content is shown to those who may see it. Absent for a number from paper.
    #[schema(nullable)]
    request: Option<Uuid>,
    /// 成文日期
    #[schema(nullable)]
    doc_date: Option<String>,
    /// When the number was taken.
    numbered_at: String,
    /// 印发日期
    #[schema(nullable)]
    issued_on: Option<String>,
}

impl RegisterItem {
    fn of(row: RegisterRow, organisation: &Organisation) -> Self {
        Self {
            number: row.number.to_string(),
            state: word(&row.state),
            title: row.title,
            unit: UnitName::of(row.unit, organisation),
            origin: word(&row.origin),
            request: row.request.map(|request| request.0),
            doc_date: row.doc_date.map(|date| date.to_string()),
            numbered_at: row.numbered_at.to_string(),
            issued_on: row.issued_on.map(|date| date.to_string()),
        }
    }
}

/// List the numbers
///
/// The register of issued documents, the newest number first.
#[utoipa::path(
    get,
    path = "/register",
    tag = "lists",
    security(("token" = [])),
    params(RegisterQuery),
    responses((status = 200, description = "Numbers", body = Paged<RegisterItem>), Reading)
)]
pub(super) async fn register(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Asked(mut query): Asked<RegisterQuery>,
) -> Result<Answered<RegisterItem>, Problem> {
    let limit = limit(query.limit)?;
    let after = query.after.take().map(Cursor::from);
    let again = query.again(limit);
    let filter =
        RegisterFilter { series: query.series, year: query.year, unit: query.unit.map(UnitId) };
    let page = state.engine.register(filter, after, limit).await;
    let page = page.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let items =
        page.items.into_iter().map(|row| RegisterItem::of(row, &viewer.organisation)).collect();
    Ok(Answered::new("/api/v1/register", items, page.next.map(|next| next.to_string()), &again))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_leads_to_the_same_list_after_the_page() {
        let query = RegisterQuery {
            series: Some("青农发".to_owned()),
            year: Some(2026),
            unit: None,
            after: Some("old".to_owned()),
            limit: Some(7),
        };
        let answered =
            Answered::new("/api/v1/register", vec![1], Some("a/b&c".to_owned()), &query.again(7));
        let response = answered.into_response();
        assert_eq!(
            response.headers()[LINK],
            "</api/v1/register?after=a/b%26c&series=%E9%9D%92%E5%86%9C%E5%8F%91&year=2026&limit=7>; rel=\"next\""
        );
    }

    #[test]
    fn the_last_page_leads_nowhere() {
        let answered = Answered::new("/api/v1/desk", vec![1], None, &[]);
        assert_eq!(serde_json::to_string(&answered.page).unwrap(), r#"{"items":[1]}"#);
        assert_eq!(answered.into_response().headers().get(LINK), None);
    }
}

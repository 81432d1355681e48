//! Lists: the desk, one's own requests, the register. A page begins where the one before ended.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::response::{IntoResponse, Response};
use baopi_engine::{Page, RegisterFilter, RegisterRow, RequestRow};
use baopi_workflow::{Organisation, Status, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::problems::Reading;
use crate::api::names::{PersonName, UnitName, word};
use crate::door::problem::Problem;
use crate::door::query::{Listed, Paging};
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// Some entries of a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Page)]
pub(crate) struct Paged<T> {
    /// The entries.
    items: Vec<T>,
    /// Where to go on, for `after`; absent at the end of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A page with its `Link`.
pub(crate) struct Answered<T> {
    page: Paged<T>,
    link: Option<HeaderValue>,
}

impl<T> Answered<T> {
    pub(crate) fn new(
        page: &Paging,
        items: impl IntoIterator<Item = T>,
        next: Option<impl ToString>,
    ) -> Self {
        let next = next.map(|next| next.to_string());
        let link = next.as_ref().map(|next| page.link(next));
        Self { page: Paged { items: items.into_iter().collect(), next }, link }
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

/// Which page, for the OpenAPI document; [`Paging`] is what it is read as.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes parameters and is never made")]
pub(crate) struct PageQuery {
    /// The `next` of the page before.
    after: Option<String>,
    /// How many, 1 to 100; 50 if nothing is said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// The query of a list of which nothing else is asked.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Everything {}

/// One request in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RequestItem {
    /// The identifier, as addresses of the API name the request.
    id: Uuid,
    /// `document`, `meeting` or `inspection`.
    kind: &'static str,
    /// The title of the document, meeting or inspection.
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
    #[serde(skip_serializing_if = "Option::is_none")]
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
    page: &Paging,
    found: Page<RequestRow>,
    organisation: &Organisation,
) -> Answered<RequestItem> {
    let item = |row| RequestItem::of(row, organisation);
    Answered::new(page, found.items.into_iter().map(item), found.next)
}

/// List what waits for me
///
/// The most urgent first, then the oldest.
#[utoipa::path(
    get,
    path = "/desk",
    operation_id = "list_desk",
    tag = "lists",
    params(PageQuery),
    responses((status = 200, description = "What waits for you", body = Paged<RequestItem>), Reading)
)]
pub(crate) async fn desk(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(Everything {}, page): Listed<Everything>,
) -> Result<Answered<RequestItem>, Problem> {
    let found = state.engine.desk(viewer.person, page.cursor(), page.limit).await;
    let found = found.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(requests(&page, found, &viewer.organisation))
}

/// List what I asked for
///
/// The newest first.
#[utoipa::path(
    get,
    path = "/asked",
    operation_id = "list_asked",
    tag = "lists",
    params(PageQuery),
    responses((status = 200, description = "What you drafted", body = Paged<RequestItem>), Reading)
)]
pub(crate) async fn asked(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(Everything {}, page): Listed<Everything>,
) -> Result<Answered<RequestItem>, Problem> {
    let found = state.engine.asked(viewer.person, page.cursor(), page.limit).await;
    let found = found.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(requests(&page, found, &viewer.organisation))
}

/// Which numbers.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterQuery {
    /// The series, such as 青农发.
    series: Option<String>,
    /// The year of the numbers.
    year: Option<i32>,
    /// The issuing unit.
    unit: Option<Uuid>,
}

/// One number of the register.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RegisterItem {
    /// 发文字号
    #[schema(example = "青农发〔2026〕15号")]
    number: String,
    /// What became of it: `used`, or `void` for a number that was given up.
    #[schema(example = "used")]
    state: String,
    /// Where its document stands, such as `issued`, `revoked` or `repealed`; absent for a number from paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "issued")]
    status: Option<String>,
    /// The title of the document that has the number.
    title: String,
    /// Who issues.
    unit: UnitName,
    /// Where it comes from: `numbered` if the program gave it to a signed document, `imported` for one from a paper register,
    /// of which the program knows no approval.
    #[schema(example = "numbered")]
    origin: String,
    /// The request; absent for whoever may not see it, and for a number from paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Uuid>,
    /// 成文日期
    #[serde(skip_serializing_if = "Option::is_none")]
    doc_date: Option<String>,
    /// When the number was taken.
    numbered_at: String,
    /// 印发日期
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<String>,
}

impl RegisterItem {
    fn of(row: RegisterRow, organisation: &Organisation) -> Self {
        Self {
            number: row.number.to_string(),
            state: word(&row.state),
            status: row.status.as_ref().map(Status::key),
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
    operation_id = "list_register",
    tag = "lists",
    params(PageQuery, RegisterQuery),
    responses((status = 200, description = "Numbers", body = Paged<RegisterItem>), Reading)
)]
pub(crate) async fn register(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(query, page): Listed<RegisterQuery>,
) -> Result<Answered<RegisterItem>, Problem> {
    let RegisterQuery { series, year, unit } = query;
    let filter = RegisterFilter { series, year, unit: unit.map(UnitId) };
    let found = state.engine.register(viewer.person, filter, page.cursor(), page.limit).await;
    let found = found.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let item = |row| RegisterItem::of(row, &viewer.organisation);
    Ok(Answered::new(&page, found.items.into_iter().map(item), found.next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_leads_nowhere() {
        let page =
            Paging { after: None, limit: 7, path: "/api/v1/desk".to_owned(), rest: String::new() };
        let answered = Answered::new(&page, [1], None::<String>);
        assert_eq!(serde_json::to_string(&answered.page).unwrap(), r#"{"items":[1]}"#);
        assert_eq!(answered.into_response().headers().get(LINK), None);
        let answered = Answered::new(&page, [1], Some("a")).into_response();
        assert_eq!(answered.headers()[LINK], "</api/v1/desk?after=a&limit=7>; rel=\"next\"");
    }
}

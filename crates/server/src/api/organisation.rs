//! Who is who.

use axum::Json;
use baopi_workflow::{Organisation, Person, Unit};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{UnitName, word};
use super::list::{Answered, Paged};
use super::problems::Reading;
use crate::extract::query::{Asked, limit};
use crate::extract::session::Bearer;
use crate::problem::Problem;

/// Whose token it is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    /// Identifier.
    id: Uuid,
    /// The name to sign in with.
    #[schema(example = "shenjia")]
    login: String,
    /// Name.
    #[schema(example = "沈佳")]
    name: String,
    /// Post.
    #[schema(nullable)]
    post: Option<String>,
    /// The unit where the person works.
    unit: UnitName,
    /// What the person may do.
    #[schema(example = json!(["drafter"]))]
    roles: Vec<String>,
    /// The rank of the person's signature, for leaders.
    #[schema(nullable)]
    rank: Option<String>,
}

/// Who am I
#[utoipa::path(
    get,
    path = "/me",
    tag = "organisation",
    security(("token" = [])),
    responses((status = 200, description = "Whose token it is", body = Me), Reading)
)]
pub(super) async fn me(Bearer(viewer): Bearer) -> Json<Me> {
    let person = viewer.person();
    Json(Me {
        id: person.id.0,
        login: person.login.clone(),
        name: person.name.clone(),
        post: person.post.clone(),
        unit: UnitName::of(person.unit, &viewer.organisation),
        roles: person.roles.iter().map(word).collect(),
        rank: person.rank.as_ref().map(word),
    })
}

/// A body that can issue documents or convene meetings.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unit)]
pub(super) struct UnitAnswer {
    /// Identifier, as a content names it.
    id: Uuid,
    /// A short stable key.
    #[schema(example = "U13")]
    code: String,
    /// 全称
    name: String,
    /// 简称
    short_name: String,
    /// What kind of body.
    #[schema(example = "department")]
    kind: String,
    /// The direct superior.
    #[schema(nullable)]
    parent: Option<Uuid>,
    /// The number series it may use; the first is the usual one.
    #[schema(example = json!(["青农发"]))]
    series: Vec<String>,
    /// Whether it still exists.
    active: bool,
}

impl From<&Unit> for UnitAnswer {
    fn from(unit: &Unit) -> Self {
        Self {
            id: unit.id.0,
            code: unit.code.clone(),
            name: unit.name.clone(),
            short_name: unit.short_name.clone(),
            kind: word(&unit.kind),
            parent: unit.parent.map(|unit| unit.0),
            series: unit.series.iter().map(|series| series.code.clone()).collect(),
            active: unit.active,
        }
    }
}

/// Which units.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitsQuery {
    /// The `next` of the page before: the code of its last unit.
    after: Option<String>,
    /// How many, 1 to 100; 50 if nothing is said.
    limit: Option<u32>,
}

/// List the units
///
/// In order of their codes.
#[utoipa::path(
    get,
    path = "/units",
    tag = "organisation",
    security(("token" = [])),
    params(UnitsQuery),
    responses((status = 200, description = "Units", body = Paged<UnitAnswer>), Reading)
)]
pub(super) async fn units(
    Bearer(viewer): Bearer,
    Asked(query): Asked<UnitsQuery>,
) -> Result<Answered<UnitAnswer>, Problem> {
    let limit = limit(query.limit)?;
    let (items, next) = page(&viewer.organisation, query.after.as_deref(), limit as usize);
    Ok(Answered::new("/api/v1/units", items, next, &[("limit", limit.to_string())]))
}

/// The organisation is in memory as a whole and in order, so that its code is cursor enough.
fn page(
    organisation: &Organisation,
    after: Option<&str>,
    limit: usize,
) -> (Vec<UnitAnswer>, Option<String>) {
    let mut units =
        organisation.units().filter(|unit| after.is_none_or(|after| *unit.code > *after));
    let items: Vec<UnitAnswer> = units.by_ref().take(limit).map(UnitAnswer::from).collect();
    let next = units.next().and(items.last()).map(|last| last.code.clone());
    (items, next)
}

/// Somebody who works in one of the units, as others may name them in a move.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Person)]
pub(super) struct PersonAnswer {
    /// Identifier, as an action names it.
    id: Uuid,
    /// Name.
    #[schema(example = "蒋大伟")]
    name: String,
    /// Post.
    #[schema(nullable)]
    post: Option<String>,
    /// The unit where the person works.
    unit: UnitName,
}

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleQuery {
    /// Only those of this unit.
    unit: Option<Uuid>,
    /// The `next` of the page before: the identifier of its last person.
    after: Option<Uuid>,
    /// How many, 1 to 100; 50 if nothing is said.
    limit: Option<u32>,
}

/// List the people
///
/// Those who are not disabled, in order of their identifiers: whom a move may name.
#[utoipa::path(
    get,
    path = "/people",
    tag = "organisation",
    security(("token" = [])),
    params(PeopleQuery),
    responses((status = 200, description = "People", body = Paged<PersonAnswer>), Reading)
)]
pub(super) async fn people(
    Bearer(viewer): Bearer,
    Asked(query): Asked<PeopleQuery>,
) -> Result<Answered<PersonAnswer>, Problem> {
    let limit = limit(query.limit)?;
    let organisation = &viewer.organisation;
    let mut people: Vec<_> = organisation
        .people()
        .filter(|person| person.active && query.unit.is_none_or(|unit| person.unit.0 == unit))
        .filter(|person| query.after.is_none_or(|after| person.id.0 > after))
        .collect();
    people.sort_by_key(|person| person.id);
    let more = people.len() > limit as usize;
    people.truncate(limit as usize);
    let next = people.last().filter(|_| more).map(|last| last.id.to_string());
    let answer = |person: &&Person| PersonAnswer {
        id: person.id.0,
        name: person.name.clone(),
        post: person.post.clone(),
        unit: UnitName::of(person.unit, organisation),
    };
    let items = people.iter().map(answer).collect();
    let mut same = vec![("limit", limit.to_string())];
    same.extend(query.unit.map(|unit| ("unit", unit.to_string())));
    Ok(Answered::new("/api/v1/people", items, next, &same))
}

//! Who is who.

use axum::Json;
use baopi_workflow::{Organisation, Person, Unit};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::list::{Answered, Everything, PageQuery, Paged};
use crate::api::names::{UnitName, word};
use crate::api::problems::Reading;
use crate::door::problem::Problem;
use crate::door::query::Listed;
use crate::door::query::fitting;
use crate::door::session::Bearer;

/// Whose token it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The identifier, as an action names the person.
    id: Uuid,
    /// The name to sign in with.
    #[schema(example = "shenjia")]
    login: String,
    /// The name that people read.
    #[schema(example = "沈佳")]
    name: String,
    /// What the person is, such as a bureau's head.
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<String>,
    /// The unit where the person works.
    unit: UnitName,
    /// What the person may do.
    #[schema(example = json!(["drafter"]))]
    roles: Vec<String>,
    /// The rank of the person's signature, for leaders.
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<String>,
}

impl Me {
    /// An account, with the name of its unit that `organisation` knows.
    #[must_use]
    pub fn of(person: &Person, organisation: &Organisation) -> Self {
        Self {
            id: person.id.0,
            login: person.login.clone(),
            name: person.name.clone(),
            post: person.post.clone(),
            unit: UnitName::of(person.unit, organisation),
            roles: person.roles.iter().map(word).collect(),
            rank: person.rank.as_ref().map(word),
        }
    }
}

/// Who am I
#[utoipa::path(
    get,
    path = "/me",
    operation_id = "show_me",
    tag = "organisation",
    responses((status = 200, description = "Whose token it is", body = Me), Reading)
)]
pub(crate) async fn me(Bearer(viewer): Bearer) -> Json<Me> {
    Json(Me::of(viewer.person(), &viewer.organisation))
}

/// A body that can issue documents or convene meetings.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unit)]
pub(crate) struct UnitAnswer {
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
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// List the units
///
/// In order of their codes.
#[utoipa::path(
    get,
    path = "/units",
    operation_id = "list_units",
    tag = "organisation",
    params(PageQuery),
    responses((status = 200, description = "Units", body = Paged<UnitAnswer>), Reading)
)]
pub(crate) async fn units(
    Bearer(viewer): Bearer,
    Listed(Everything {}, page): Listed<Everything>,
) -> Result<Answered<UnitAnswer>, Problem> {
    // The organisation is in memory as a whole and in order, so that its code is cursor enough.
    let after = |unit: &&Unit| page.after.as_ref().is_none_or(|after| unit.code > *after);
    let mut units = viewer.organisation.units().filter(after);
    let items: Vec<_> = units.by_ref().take(page.limit as usize).map(UnitAnswer::from).collect();
    let next = units.next().and(items.last()).map(|last| last.code.clone());
    Ok(Answered::new(&page, items, next))
}

/// Somebody who works in one of the units, as others may name them in a move.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Person)]
pub(crate) struct PersonAnswer {
    /// Identifier, as an action names it.
    id: Uuid,
    /// The name that people read.
    #[schema(example = "蒋大伟")]
    name: String,
    /// What the person is, such as a bureau's head.
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<String>,
    /// The unit where the person works.
    unit: UnitName,
}

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeopleQuery {
    /// Only those of this unit.
    unit: Option<Uuid>,
}

/// List the people
///
/// Those who are not disabled, in order of their identifiers: whom a move may name.
#[utoipa::path(
    get,
    path = "/people",
    operation_id = "list_people",
    tag = "organisation",
    params(PageQuery, PeopleQuery),
    responses((status = 200, description = "People", body = Paged<PersonAnswer>), Reading)
)]
pub(crate) async fn people(
    Bearer(viewer): Bearer,
    Listed(PeopleQuery { unit }, page): Listed<PeopleQuery>,
) -> Result<Answered<PersonAnswer>, Problem> {
    let after: Option<Uuid> =
        page.after.as_deref().map(|after| fitting("after", after)).transpose()?;
    let organisation = &viewer.organisation;
    let mut people: Vec<_> = organisation
        .people()
        .filter(|person| person.active && unit.is_none_or(|unit| person.unit.0 == unit))
        .filter(|person| after.is_none_or(|after| person.id.0 > after))
        .collect();
    people.sort_by_key(|person| person.id);
    let more = people.len() > page.limit as usize;
    people.truncate(page.limit as usize);
    let next = people.last().filter(|_| more).map(|last| last.id);
    let answer = |person: &Person| PersonAnswer {
        id: person.id.0,
        name: person.name.clone(),
        post: person.post.clone(),
        unit: UnitName::of(person.unit, organisation),
    };
    Ok(Answered::new(&page, people.into_iter().map(answer), next))
}

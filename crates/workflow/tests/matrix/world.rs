//! The district of the demonstration with the people of the matrix, and requests in it on which `decide` is tried.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use baopi_workflow::request::authority;
use baopi_workflow::request::transition::Other;
use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::PlannedItem;
use baopi_workflow::{
    Action, Command, Content, Context, DecideError, Delegation, Facts, Kind, Knowledge,
    Organisation, Person, PersonId, Refused, Request, RequestId, Route, RuleSet, Series, Timestamp,
    Transition, Unit, UnitId, decide,
};
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::table::{Added, Matrix, Phase, Seat, changed, filled};

/// Units and people of the demonstration.
const DEMONSTRATION: &str = include_str!("../../../baopi/demo/organisation.toml");

/// 2026-09-15 09:00 at the office, when the demonstration starts.
pub(crate) const NOW: Timestamp = Timestamp(1_789_434_000_000);

/// The organisation, with what the matrix calls its people and units.
pub(crate) struct District {
    organisation: Organisation,
    units: BTreeMap<String, UnitId>,
    people: BTreeMap<String, PersonId>,
    /// The meeting that samples name, as it waits for the head of its bureau.
    other: Option<Case>,
}

/// A request in a phase.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) request: Request,
    pub(crate) content: Content,
}

#[derive(Deserialize)]
struct Demonstration {
    units: Vec<UnitRow>,
    people: Vec<PersonRow>,
}

#[derive(Deserialize)]
struct UnitRow {
    code: String,
    name: String,
    short_name: String,
    kind: Value,
    level: Value,
    parent: Option<String>,
    office: Option<String>,
    host: Option<String>,
    #[serde(default)]
    series: Vec<String>,
}

#[derive(Deserialize)]
struct PersonRow {
    login: String,
    unit: String,
    #[serde(default)]
    roles: Vec<String>,
    rank: Option<String>,
    #[serde(default)]
    leads: Vec<String>,
}

impl District {
    pub(crate) fn of(matrix: &Matrix) -> Self {
        let rows: Demonstration = toml::from_str(DEMONSTRATION).expect("the demonstration");
        let id = |number: usize| Uuid::from_u128(number as u128);
        let codes = rows.units.iter().map(|row| row.code.clone());
        let units: BTreeMap<_, _> = codes.zip((1..).map(|n| UnitId(id(n)))).collect();
        let mut logins: Vec<_> = rows.people.iter().map(|row| row.login.clone()).collect();
        logins.extend(matrix.seats.iter().map(|seat| seat.login.clone()));
        let mut known = BTreeSet::new();
        logins.retain(|login| known.insert(login.clone()));
        let people: BTreeMap<_, _> =
            logins.into_iter().zip((1001..).map(|n| PersonId(id(n)))).collect();
        let added = matrix.seats.iter().filter_map(|seat| {
            let Added { unit, roles, rank, leads } = seat.added.as_ref()?;
            let row = PersonRow {
                login: seat.login.clone(),
                unit: unit.clone(),
                roles: roles.clone(),
                rank: rank.clone(),
                leads: leads.clone(),
            };
            Some(person(&row, !seat.disabled, &people, &units))
        });
        let everybody = rows.people.iter().map(|row| person(row, true, &people, &units));
        let everybody: Vec<_> = everybody.chain(added).collect();
        let papers = delegations(matrix, &people);
        let units_there = rows.units.iter().map(|row| unit(row, &units));
        let organisation = Organisation::new(units_there, everybody, papers);
        let seat = |seat: &Seat| (seat.name.clone(), people[&seat.login]);
        let people = matrix.seats.iter().map(seat).collect();
        let mut district = Self { organisation, units, people, other: None };
        district.other = Some(district.submitted(matrix, "other", "other_drafter"));
        district
    }

    /// A request that was begun and submitted.
    fn submitted(&self, matrix: &Matrix, request: &str, writer: &str) -> Case {
        let mut case = self.blank(matrix, request, self.person(writer));
        case.request.id = RequestId(Uuid::from_u128(78));
        for action in ["create", "submit"] {
            let action = read(match action {
                "create" => json!({ "action": action, "content": case.content }),
                action => json!({ "action": action }),
            });
            self.does(&mut case, self.person(writer), action);
        }
        case
    }

    pub(crate) fn person(&self, seat: &str) -> PersonId {
        self.people[seat]
    }

    /// What is asked for in a table, before anybody has begun it.
    pub(crate) fn blank(&self, matrix: &Matrix, request: &str, writer: PersonId) -> Case {
        let template = &matrix.requests[request];
        let content: Content = read(filled(template, &|code| json!(self.units[code])));
        let request = Request::blank(RequestId(Uuid::from_u128(77)), writer, &content, NOW);
        Case { request, content }
    }

    /// The sample of a move in a phase, on the request as it stands.
    pub(crate) fn sample(
        &self,
        matrix: &Matrix,
        name: &str,
        (phase, case): (&Phase, &Case),
    ) -> Action {
        let mut action = filled(&matrix.moves[name], &|name| match name {
            "content" => json!(case.content),
            "changed" => changed(&json!(case.content)),
            "other" => json!(self.other.as_ref().map(|other| other.request.id)),
            name => json!(self.person(matrix.named(phase, name))),
        });
        action["action"] = json!(name);
        read(action)
    }

    pub(crate) fn tries(
        &self,
        case: &Case,
        actor: PersonId,
        action: Action,
    ) -> Result<Transition, Refused> {
        let routes = Routes::of(case.request.kind);
        let command = Command { actor, action };
        match decide(&case.request, &case.content, &command, &self.context(actor, routes)) {
            Ok(transition) => Ok(transition),
            Err(DecideError::Refused(refused)) => Err(refused),
            Err(error @ DecideError::Canonical(_)) => panic!("{error}"),
        }
    }

    /// What a person's decision is made with. Of another meeting nobody gets to know who may not see it.
    pub(crate) fn context<'a>(&'a self, actor: PersonId, routes: &'a Routes) -> Context<'a> {
        static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::default);
        static ALONE: LazyLock<Knowledge> = LazyLock::new(Knowledge::alone);
        static PLANNED: LazyLock<Knowledge> = LazyLock::new(|| {
            let (reference, title) = ("2026-7".to_owned(), String::new());
            let plan = Known::Is(Some(PlannedItem { reference, title, comprehensive: false }));
            Knowledge { plan, ..Knowledge::alone() }
        });
        let Routes { pinned, newest, meeting } = routes;
        let seen = |Case { request, content }: &&Case| {
            authority::may_see(request, content, &self.organisation, (actor, NOW.date()))
        };
        let other = self.other.as_ref().filter(seen);
        let other =
            other.map(|Case { request, content }| Other { request, content, route: meeting });
        Context {
            organisation: &self.organisation,
            route: pinned,
            newest: Some(newest),
            other,
            rules: &RULES,
            knowledge: match pinned.kind {
                Kind::Document | Kind::Meeting => &ALONE,
                Kind::Inspection => &PLANNED,
            },
            facts: Facts::default(),
            now: NOW,
        }
    }

    /// Does what the table says leads on.
    pub(crate) fn does(&self, case: &mut Case, actor: PersonId, action: Action) {
        let name = action.name();
        let done = self.tries(case, actor, action);
        let done = done.unwrap_or_else(|refused| panic!("{name:?}: {:?}", refused.refusal));
        case.request = done.next().clone();
        if let Some(content) = done.content() {
            case.content = content.clone();
        }
    }
}

/// The routes with which a request is decided: the one that comes with the program, and a newer version of it.
pub(crate) struct Routes {
    pinned: Route,
    newest: Route,
    meeting: Route,
}

impl Routes {
    pub(crate) fn of(kind: Kind) -> &'static Self {
        static DOCUMENT: LazyLock<Routes> = LazyLock::new(|| Routes::read(Kind::Document));
        static MEETING: LazyLock<Routes> = LazyLock::new(|| Routes::read(Kind::Meeting));
        static INSPECTION: LazyLock<Routes> = LazyLock::new(|| Routes::read(Kind::Inspection));
        match kind {
            Kind::Document => &DOCUMENT,
            Kind::Meeting => &MEETING,
            Kind::Inspection => &INSPECTION,
        }
    }

    fn read(kind: Kind) -> Self {
        let pinned = Route::shipped(kind);
        let newest = Route { version: pinned.version + 1, ..pinned.clone() };
        Self { pinned, newest, meeting: Route::shipped(Kind::Meeting) }
    }
}

fn unit(row: &UnitRow, units: &BTreeMap<String, UnitId>) -> Unit {
    let id = |code: &Option<String>| code.as_ref().map(|code| units[code]);
    let series = |code: &String| Series { code: code.clone(), counted: true };
    Unit {
        id: units[&row.code],
        code: row.code.clone(),
        name: row.name.clone(),
        short_name: row.short_name.clone(),
        kind: read(row.kind.clone()),
        level: read(row.level.clone()),
        parent: id(&row.parent),
        office: id(&row.office),
        host: id(&row.host),
        series: row.series.iter().map(series).collect(),
        active: true,
    }
}

fn person(
    row: &PersonRow,
    active: bool,
    people: &BTreeMap<String, PersonId>,
    units: &BTreeMap<String, UnitId>,
) -> Person {
    Person {
        id: people[&row.login],
        login: row.login.clone(),
        name: row.login.clone(),
        unit: units[&row.unit],
        post: None,
        roles: read(json!(row.roles)),
        rank: row.rank.as_ref().map(|rank| read(json!(rank))),
        leads: row.leads.iter().map(|code| units[code]).collect(),
        email: None,
        active,
    }
}

fn delegations(matrix: &Matrix, people: &BTreeMap<String, PersonId>) -> Vec<Delegation> {
    let day = NaiveDate::from_ymd_opt(2026, 9, 15).expect("a day");
    let paper = |from: &String, to: &Seat| Delegation {
        from: people[&matrix.seat(from).login],
        to: people[&to.login],
        scope: None,
        from_on: day,
        to_on: day,
        reference: "授权书".to_owned(),
    };
    let papers = |seat: &Seat| -> Vec<_> {
        seat.stands_in_for.iter().map(|from| paper(from, seat)).collect()
    };
    matrix.seats.iter().flat_map(papers).collect()
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    let shown = value.to_string();
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}: {shown}"))
}

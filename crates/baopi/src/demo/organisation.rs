//! The units and people of the demonstration, from `demo/organisation.toml`.

use std::collections::{BTreeMap, BTreeSet};

use baopi_workflow::organisation::Level;
use baopi_workflow::{Person, PersonId, Rank, Role, Series, Unit, UnitId, UnitKind};
use serde::Deserialize;
use uuid::{Builder, Uuid};

/// The organisation.
const DATA: &str = include_str!("../../demo/organisation.toml");
/// 2026-01-01 in milliseconds: the time part of the identifiers, which are the same at every start.
const BEGIN_MILLIS: u64 = 1_767_196_800_000;

/// Everybody and everything there is before the first request.
#[derive(Debug)]
pub(super) struct District {
    /// The units.
    pub(super) units: Vec<Unit>,
    /// The people, in the order in which they are shown.
    pub(super) people: Vec<Person>,
    /// Last year's figures.
    pub(super) figures: Vec<Figures>,
    phones: BTreeMap<PersonId, String>,
}

/// Last year's number of documents and meetings of a unit, and how many of this year are committed.
#[derive(Debug)]
pub(super) struct Figures {
    /// Whose.
    pub(super) unit: UnitId,
    /// Last year's documents, and this year's.
    pub(super) documents: (u32, u32),
    /// Last year's meetings, and this year's, if there were any.
    pub(super) meetings: Option<(u32, u32)>,
    /// The same of inspections.
    pub(super) inspections: Option<(u32, u32)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    units: Vec<UnitRow>,
    people: Vec<PersonRow>,
    baselines: Vec<BaselineRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    code: String,
    name: String,
    short_name: String,
    kind: UnitKind,
    level: Level,
    parent: Option<String>,
    office: Option<String>,
    host: Option<String>,
    #[serde(default)]
    series: Vec<String>,
    #[serde(default)]
    letters: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    login: String,
    name: String,
    post: String,
    unit: String,
    #[serde(default)]
    roles: BTreeSet<Role>,
    rank: Option<Rank>,
    #[serde(default)]
    leads: Vec<String>,
    phone: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineRow {
    unit: String,
    documents: (u32, u32),
    meetings: Option<(u32, u32)>,
    inspections: Option<(u32, u32)>,
}

/// A name in the data that nothing has.
#[derive(Debug, thiserror::Error)]
#[error("the demonstration names {0:?}, which does not exist")]
pub(super) struct Unresolved(pub(super) String);

impl District {
    /// Reads the organisation.
    ///
    /// # Errors
    ///
    /// When the data are no TOML of the shape, or name a unit that does not exist; a test excludes it.
    pub(super) fn read() -> anyhow::Result<Self> {
        let data: Data = toml::from_str(DATA)?;
        let ids: BTreeMap<String, UnitId> = (0..)
            .zip(&data.units)
            .map(|(place, row)| (row.code.clone(), UnitId(identifier(1, place))))
            .collect();
        let unit = |code: &str| ids.get(code).copied().ok_or_else(|| Unresolved(code.to_owned()));
        let units = data.units.into_iter().map(|row| row.unit(&unit)).collect::<Result<_, _>>()?;
        let mut people = Vec::new();
        let mut phones = BTreeMap::new();
        for (place, row) in (0..).zip(data.people) {
            let id = PersonId(identifier(2, place));
            phones.extend(row.phone.clone().map(|phone| (id, phone)));
            people.push(row.person(id, &unit)?);
        }
        let figures = data.baselines.into_iter().map(|row| {
            let BaselineRow { documents, meetings, inspections, .. } = row;
            Ok(Figures { unit: unit(&row.unit)?, documents, meetings, inspections })
        });
        let figures = figures.collect::<Result<_, Unresolved>>()?;
        Ok(Self { units, people, figures, phones })
    }

    /// The unit of this code.
    pub(super) fn unit(&self, code: &str) -> Result<UnitId, Unresolved> {
        let unit = self.units.iter().find(|unit| unit.code == code);
        unit.map(|unit| unit.id).ok_or_else(|| Unresolved(code.to_owned()))
    }

    /// The person of this login.
    pub(super) fn person(&self, login: &str) -> Result<&Person, Unresolved> {
        self.people
            .iter()
            .find(|person| person.login == login)
            .ok_or_else(|| Unresolved(login.to_owned()))
    }

    /// The telephone of a person, where one is known.
    pub(super) fn phone(&self, person: PersonId) -> &str {
        self.phones.get(&person).map_or("", String::as_str)
    }
}

impl UnitRow {
    fn unit(self, unit: &impl Fn(&str) -> Result<UnitId, Unresolved>) -> Result<Unit, Unresolved> {
        let other = |code: &Option<String>| code.as_deref().map(unit).transpose();
        let series = |counted| move |code| Series { code, counted };
        Ok(Unit {
            id: unit(&self.code)?,
            parent: other(&self.parent)?,
            office: other(&self.office)?,
            host: other(&self.host)?,
            code: self.code,
            name: self.name,
            short_name: self.short_name,
            kind: self.kind,
            level: self.level,
            series: self
                .series
                .into_iter()
                .map(series(true))
                .chain(self.letters.into_iter().map(series(false)))
                .collect(),
            active: true,
        })
    }
}

impl PersonRow {
    fn person(
        self,
        id: PersonId,
        unit: &impl Fn(&str) -> Result<UnitId, Unresolved>,
    ) -> Result<Person, Unresolved> {
        Ok(Person {
            id,
            email: Some(format!("{}@demo.invalid", self.login)),
            login: self.login,
            name: self.name,
            unit: unit(&self.unit)?,
            post: Some(self.post),
            roles: self.roles,
            rank: self.rank,
            leads: self.leads.iter().map(|code| unit(code)).collect::<Result<_, _>>()?,
            active: true,
        })
    }
}

/// A UUIDv7 that is the same at every start.
fn identifier(kind: u8, place: u8) -> Uuid {
    Builder::from_unix_timestamp_millis(BEGIN_MILLIS, &[0, 0, 0, 0, 0, 0, 0, 0, kind, place])
        .into_uuid()
}

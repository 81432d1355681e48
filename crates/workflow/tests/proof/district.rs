//! A district in which every unit that drafts has everybody whom the shipped routes ask.

use baopi_workflow::organisation::Level;
use baopi_workflow::{Organisation, Person, PersonId, Rank, Role, Series, Unit, UnitId, UnitKind};
use uuid::Uuid;

pub(crate) const GOVERNMENT: UnitId = unit(1);
pub(crate) const OFFICE: UnitId = unit(2);
pub(crate) const AGRICULTURE: UnitId = unit(3);
pub(crate) const FINANCE: UnitId = unit(4);
pub(crate) const HEADQUARTERS: UnitId = unit(5);

pub(crate) const MAYOR: PersonId = person(1);
pub(crate) const VICE_MAYOR: PersonId = person(2);
pub(crate) const REVIEWER: PersonId = person(3);
pub(crate) const REGISTRAR: PersonId = person(4);
pub(crate) const HEAD: PersonId = person(5);
pub(crate) const DRAFTER: PersonId = person(6);
pub(crate) const FINANCE_HEAD: PersonId = person(7);
pub(crate) const ENGINEER: PersonId = person(8);
pub(crate) const ADMIN: PersonId = person(9);
pub(crate) const FINANCE_DRAFTER: PersonId = person(10);

pub(crate) const fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

pub(crate) const fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(1000 + number))
}

pub(crate) fn district() -> Organisation {
    Organisation::new(units(), people(), Vec::new())
}

/// The district after somebody has changed.
pub(crate) fn district_with(id: PersonId, change: impl FnOnce(&mut Person)) -> Organisation {
    let mut people = people();
    change(people.iter_mut().find(|person| person.id == id).expect("a person of the district"));
    Organisation::new(units(), people, Vec::new())
}

fn units() -> Vec<Unit> {
    let unit = |id: UnitId, code: &str, kind, series: &[&str]| Unit {
        id,
        code: code.to_owned(),
        name: code.to_owned(),
        short_name: code.to_owned(),
        kind,
        level: Level::District,
        parent: (id != GOVERNMENT).then_some(GOVERNMENT),
        office: Some(OFFICE),
        host: (id == HEADQUARTERS).then_some(AGRICULTURE),
        series: series
            .iter()
            .map(|code| Series { code: (*code).to_owned(), counted: true })
            .collect(),
        active: true,
    };
    vec![
        unit(GOVERNMENT, "G0", UnitKind::Government, &["青政发"]),
        unit(OFFICE, "U02", UnitKind::Office, &["青政办发"]),
        unit(AGRICULTURE, "U13", UnitKind::Department, &["青农发"]),
        unit(FINANCE, "U12", UnitKind::Department, &["青财发"]),
        unit(HEADQUARTERS, "C01", UnitKind::CoordinationBody, &[]),
    ]
}

fn people() -> Vec<Person> {
    let person = |id: PersonId, unit, roles: &[Role], rank, leads: &[UnitId]| Person {
        id,
        login: format!("p{}", id.0.as_u128()),
        name: format!("某{}", id.0.as_u128()),
        unit,
        post: (id == ENGINEER).then(|| "总工程师".to_owned()),
        roles: roles.iter().copied().collect(),
        rank,
        leads: leads.iter().copied().collect(),
        email: None,
        active: true,
    };
    vec![
        person(MAYOR, GOVERNMENT, &[], Some(Rank::MainLeader), &[]),
        person(VICE_MAYOR, GOVERNMENT, &[], Some(Rank::ResponsibleLeader), &[AGRICULTURE, FINANCE]),
        person(REVIEWER, OFFICE, &[Role::Reviewer], None, &[]),
        person(REGISTRAR, OFFICE, &[Role::Registrar], None, &[]),
        person(HEAD, AGRICULTURE, &[Role::DeptHead, Role::Drafter], None, &[]),
        person(DRAFTER, AGRICULTURE, &[Role::Drafter], None, &[]),
        person(FINANCE_HEAD, FINANCE, &[Role::DeptHead, Role::Countersigner], None, &[]),
        person(FINANCE_DRAFTER, FINANCE, &[Role::Drafter], None, &[]),
        person(ENGINEER, AGRICULTURE, &[], None, &[]),
        person(ADMIN, OFFICE, &[Role::Admin], None, &[]),
    ]
}

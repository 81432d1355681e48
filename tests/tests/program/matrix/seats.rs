//! The people of the matrix in the program: those of the demonstration, those who are added, and their stand-ins.

use std::collections::BTreeMap;

use anyhow::Context;
use baopi_tests::cast::{Cast, DRAFTER, PASSWORD};
use baopi_tests::client::SIGN_IN_PATH;
use baopi_tests::program::Program;
use serde_json::Value;

use super::door::Door;
use super::record::Record;
use super::table::{Matrix, Seat, filled};
use super::wire::Wire;

/// Everybody, signed in at both doors.
pub(super) struct Seats {
    people: BTreeMap<String, Person>,
    cast: Cast,
    nobody: Wire,
}

struct Person {
    id: String,
    api: Wire,
    pages: Wire,
}

impl Seats {
    /// Adds the people and lets them sign in. Who is disabled is so only after that: neither the token nor the session
    /// may count from then on.
    pub(super) async fn take(
        matrix: &Matrix,
        program: &Program,
        record: &Record,
    ) -> anyhow::Result<Self> {
        let cast = Cast::of(program).await?;
        for (number, seat) in matrix.seats.iter().enumerate() {
            add(number, seat, &cast, record).await?;
        }
        let (nobody, mut people) = (Wire::new(program.address()), BTreeMap::new());
        for seat in &matrix.seats {
            let id = record.person(&seat.login).await?;
            let client = program.client()?.with_token(&seat.login, PASSWORD).await?;
            let token = client.bearer().context("no token")?;
            let api = nobody.with("authorization", &format!("Bearer {token}"));
            let fields = [("login", seat.login.as_str()), ("password", PASSWORD)];
            let signed_in = client.post_form(SIGN_IN_PATH, &fields).await?.expect(303)?;
            let pages = nobody.with("cookie", &signed_in.cookies());
            people.insert(seat.name.clone(), Person { id, api, pages });
        }
        for seat in &matrix.seats {
            let to = &people[&seat.name].id;
            for (number, from) in seat.stands_in_for.iter().enumerate() {
                record.stand_in(number, &people[from].id, to).await?;
            }
            if seat.disabled {
                record.disable(to).await?;
            }
        }
        Ok(Self { people, cast, nobody })
    }

    pub(super) fn person(&self, seat: &str) -> &str {
        &self.people[seat].id
    }

    pub(super) fn unit(&self, code: &str) -> anyhow::Result<&str> {
        self.cast.unit(code)
    }

    /// The wire of a person at a door; of nobody where there is no seat.
    pub(super) fn wire(&self, door: Door, seat: Option<&str>) -> &Wire {
        match (seat.map(|seat| &self.people[seat]), door) {
            (None, _) => &self.nobody,
            (Some(person), Door::Api) => &person.api,
            (Some(person), Door::Page) => &person.pages,
        }
    }

    /// A template with everything in the place of its name: `named` first, then the units by their code.
    pub(super) fn filled(&self, template: &Value, named: &impl Fn(&str) -> Option<Value>) -> Value {
        filled(template, &|name| match self.cast.unit(name) {
            Ok(unit) => unit.into(),
            Err(_) => named(name).unwrap_or_default(),
        })
    }
}

/// Adds a person who is not in the demonstration, with the demonstration's password.
async fn add(number: usize, seat: &Seat, cast: &Cast, record: &Record) -> anyhow::Result<()> {
    let Some(added) = &seat.added else { return Ok(()) };
    let leads: Vec<_> = added.leads.iter().map(|code| cast.unit(code)).collect::<Result<_, _>>()?;
    let id = format!("{:032x}", 0x6d61_7472_6978_0000_usize + number);
    let sql = &record.sql;
    let rank = added.rank.as_ref().map_or("NULL".to_owned(), |rank| format!("'{rank}'"));
    let texts = [&seat.login, &seat.name, cast.unit(&added.unit)?].map(str::to_owned);
    let [login, name, unit] = texts;
    let (id, unit) = (record.id(&id), record.id(&unit));
    let (roles, leads) = (Value::from(added.roles.clone()), Value::from(leads));
    sql.execute(&format!(
        "INSERT INTO person (id, login, name, unit, roles, rank, leads, active)
         VALUES ({id}, '{login}', '{name}', {unit}, '{roles}', {rank}, '{leads}', TRUE)"
    ))
    .await?;
    let phc =
        format!("SELECT phc FROM credential JOIN person ON person = id WHERE login = '{DRAFTER}'");
    sql.execute(&format!("INSERT INTO credential (person, phc) VALUES ({id}, ({phc}))")).await?;
    Ok(())
}

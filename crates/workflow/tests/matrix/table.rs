//! The role matrix as data: who tries, what they try, on what, and what of it is allowed. Both who asks `decide` itself and
//! who asks the whole program read it from here. A mistake in the files stops the test that reads them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const SEATS: &str = include_str!("seats.toml");
const MOVES: &str = include_str!("moves.toml");
const REQUESTS: &str = include_str!("requests.toml");
const TABLES: [(&str, &str); 5] = [
    ("document", include_str!("document.txt")),
    ("office_document", include_str!("office_document.txt")),
    ("meeting", include_str!("meeting.txt")),
    ("filing", include_str!("filing.txt")),
    ("inspection", include_str!("inspection.txt")),
];
/// The phase before there is a request.
pub(crate) const NEW: &str = "new";

/// Everything.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) seats: Vec<Seat>,
    /// A sample of each move, by its name; the name itself is not in it.
    pub(crate) moves: BTreeMap<String, Value>,
    /// What is asked for, by the name of the table; `other` is the meeting that samples name.
    pub(crate) requests: BTreeMap<String, Value>,
    /// The seats that samples name, where a phase does not say otherwise.
    names: BTreeMap<String, String>,
    pub(crate) tables: Vec<Table>,
}

/// Somebody who tries.
#[derive(Debug)]
pub(crate) struct Seat {
    pub(crate) name: String,
    pub(crate) login: String,
    /// For a person who is not in the demonstration.
    pub(crate) added: Option<Added>,
    pub(crate) disabled: bool,
    /// The seats whose stand-in this person is.
    pub(crate) stands_in_for: Vec<String>,
}

/// What a person is who is added for the matrix; units by their code.
#[derive(Debug)]
pub(crate) struct Added {
    pub(crate) unit: String,
    pub(crate) roles: Vec<String>,
    pub(crate) rank: Option<String>,
    pub(crate) leads: Vec<String>,
}

/// Who may do what to one request in every phase.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The seat whose request it is.
    pub(crate) writer: String,
    pub(crate) phases: Vec<Phase>,
}

/// One phase.
#[derive(Debug)]
pub(crate) struct Phase {
    /// Its name: the status, and behind a comma what else is the case.
    pub(crate) name: String,
    /// The phase before it, and the steps that lead on from there; absent for [`NEW`].
    pub(crate) before: Option<(String, Vec<Step>)>,
    /// The seats that samples name here otherwise than elsewhere.
    names: BTreeMap<String, String>,
    /// The allowed moves by seat.
    pub(crate) allowed: BTreeMap<String, BTreeSet<String>>,
}

/// A move by the person in a seat.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) seat: String,
    pub(crate) action: String,
}

impl Matrix {
    pub(crate) fn read() -> Self {
        let object =
            |table: &Value| BTreeMap::from_iter(table.as_object().expect("a table").clone());
        let data = json(SEATS);
        let seats = data["seats"].as_array().expect("seats");
        let names = object(&data["names"]).into_iter().map(|(name, seat)| (name, word(&seat)));
        let mut matrix = Self {
            seats: seats.iter().map(Seat::read).collect(),
            moves: object(&json(MOVES)),
            requests: object(&json(REQUESTS)),
            names: names.collect(),
            tables: Vec::new(),
        };
        matrix.tables = TABLES.map(|(name, text)| Table::read(name, text)).into();
        matrix.tables.iter().for_each(|table| matrix.check(table));
        matrix
    }

    pub(crate) fn seat(&self, name: &str) -> &Seat {
        let seat = self.seats.iter().find(|seat| seat.name == name);
        seat.unwrap_or_else(|| panic!("no seat {name}"))
    }

    /// Whether the person in `seat` may make the move `action` in this phase, as the table says.
    pub(crate) fn allows(phase: &Phase, seat: &str, action: &str) -> bool {
        phase.allowed.get(seat).is_some_and(|moves| moves.contains(action))
    }

    /// The moves that can be tried in a phase: there is nothing to act on before there is a request.
    pub(crate) fn moves_in(&self, phase: &Phase) -> impl Iterator<Item = &str> {
        let new = phase.name == NEW;
        self.moves.keys().map(String::as_str).filter(move |action| !new || *action == "create")
    }

    /// The seat that a sample names in this phase.
    pub(crate) fn named<'m>(&'m self, phase: &'m Phase, name: &'m str) -> &'m str {
        phase.names.get(name).or_else(|| self.names.get(name)).map_or(name, String::as_str)
    }

    fn check(&self, table: &Table) {
        let known = |seat: &String, action: &String| {
            self.seat(seat);
            let place = table.name;
            assert!(self.moves.contains_key(action), "{place}: there is no move {action}");
        };
        self.seat(&table.writer);
        for phase in &table.phases {
            phase.names.values().for_each(|seat| {
                self.seat(seat);
            });
            for (seat, moves) in &phase.allowed {
                for action in moves {
                    known(seat, action);
                }
            }
            if let Some((before, steps)) = &phase.before {
                table.phase(before);
                for step in steps {
                    known(&step.seat, &step.action);
                }
            }
        }
    }
}

impl Seat {
    fn read(row: &Value) -> Self {
        let added = row.get("added").map(|added| Added {
            unit: text(added, "unit"),
            roles: texts(added, "roles"),
            rank: added.get("rank").map(|_| text(added, "rank")),
            leads: texts(added, "leads"),
        });
        Self {
            name: text(row, "name"),
            login: text(row, "login"),
            added,
            disabled: row.get("disabled").is_some(),
            stands_in_for: texts(row, "stands_in_for"),
        }
    }
}

impl Table {
    /// The phase of this name.
    pub(crate) fn phase(&self, name: &str) -> &Phase {
        let phase = self.phases.iter().find(|phase| phase.name == name);
        phase.unwrap_or_else(|| panic!("{}: there is no phase {name}", self.name))
    }

    /// Every step that leads from nothing to a phase, each with the phase in which it is taken.
    pub(crate) fn way<'t>(&'t self, phase: &'t Phase) -> Vec<(&'t Phase, &'t Step)> {
        let Some((before, steps)) = &phase.before else { return Vec::new() };
        let before = self.phase(before);
        let mut way = self.way(before);
        way.extend(steps.iter().map(|step| (before, step)));
        way
    }

    fn read(name: &'static str, text: &str) -> Self {
        let mut table = Self { name, writer: String::new(), phases: Vec::new() };
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let wrong = || -> ! { panic!("{name}.txt:{}: {line}", number + 1) };
            if line.is_empty() || line.starts_with('#') {
            } else if let Some(writer) = line.strip_prefix("written by ") {
                writer.clone_into(&mut table.writer);
            } else if line.starts_with('[') {
                table.phases.push(Phase::read(line).unwrap_or_else(|| wrong()));
            } else {
                let phase = table.phases.last_mut().unwrap_or_else(|| wrong());
                phase.add(line).unwrap_or_else(|| wrong());
            }
        }
        table
    }
}

impl Phase {
    /// The status of a request in this phase.
    pub(crate) fn status(&self) -> &str {
        self.name.split(',').next().unwrap_or_default()
    }

    /// `[PHASE] from PHASE BEFORE: SEAT MOVE, SEAT MOVE`
    fn read(line: &str) -> Option<Self> {
        let (name, rest) = line.strip_prefix('[')?.split_once(']')?;
        let before = match rest.trim().strip_prefix("from ") {
            None if rest.is_empty() => None,
            None => return None,
            Some(rest) => {
                let (before, steps) = rest.rsplit_once(": ")?;
                let step = |step: &str| {
                    let (seat, action) = step.trim().split_once(' ')?;
                    Some(Step { seat: seat.to_owned(), action: action.to_owned() })
                };
                Some((before.to_owned(), steps.split(',').map(step).collect::<Option<_>>()?))
            }
        };
        let (names, allowed) = (BTreeMap::new(), BTreeMap::new());
        Some(Self { name: name.to_owned(), before, names, allowed })
    }

    /// `naming NAME SEAT, NAME SEAT`, or `SEAT, SEAT: MOVE MOVE`
    fn add(&mut self, line: &str) -> Option<()> {
        if let Some(names) = line.strip_prefix("naming ") {
            for pair in names.split(',') {
                let (name, seat) = pair.trim().split_once(' ')?;
                self.names.insert(name.to_owned(), seat.to_owned());
            }
            return Some(());
        }
        let (seats, moves) = line.split_once(':')?;
        for seat in seats.split(',') {
            let known = self.allowed.entry(seat.trim().to_owned()).or_default();
            if !moves.split_whitespace().all(|action| known.insert(action.to_owned())) {
                return None;
            }
        }
        Some(())
    }
}

/// The value with everything that begins with `@` in the place of its name.
pub(crate) fn filled(template: &Value, named: &impl Fn(&str) -> Value) -> Value {
    match template {
        Value::String(text) => match text.strip_prefix('@') {
            Some(name) => named(name),
            None => template.clone(),
        },
        Value::Array(parts) => parts.iter().map(|part| filled(part, named)).collect(),
        Value::Object(parts) => {
            parts.iter().map(|(name, part)| (name.clone(), filled(part, named))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => template.clone(),
    }
}

/// A meeting with more people, which needs another approval; anything else as it was.
pub(crate) fn changed(content: &Value) -> Value {
    let mut changed = content.clone();
    if changed.get("headcount").is_some() {
        changed["headcount"] = 60.into();
    }
    changed
}

fn json(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("TOML");
    serde_json::to_value(table).expect("no dates")
}

fn text(row: &Value, name: &str) -> String {
    word(row.get(name).unwrap_or_else(|| panic!("{name} in {row}")))
}

fn texts(row: &Value, name: &str) -> Vec<String> {
    let list = row.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().map(word).collect()
}

fn word(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

//! Words, people and units, as every answer of the API names them.

use baopi_workflow::{Organisation, PersonId, UnitId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// The word that serde writes for one of the workflow's words.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        Ok(_) | Err(_) => unreachable!("a word is written as a text"),
    }
}

/// A person whom an answer names.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonName {
    /// The person's identifier, as an action names it.
    id: Uuid,
    /// The person's name; a dash for somebody who is not known.
    #[schema(example = "李建国")]
    pub(crate) name: String,
}

impl PersonName {
    /// The person of this identifier, with the name that `organisation` knows.
    #[must_use]
    pub fn of(id: PersonId, organisation: &Organisation) -> Self {
        let name = organisation.person(id).map_or("—", |person| &person.name);
        Self { id: id.0, name: name.to_owned() }
    }

    pub(crate) fn each(
        ids: impl IntoIterator<Item = PersonId>,
        organisation: &Organisation,
    ) -> Vec<Self> {
        ids.into_iter().map(|id| Self::of(id, organisation)).collect()
    }
}

/// A unit that an answer names.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitName {
    /// The unit's identifier, as a content names it.
    id: Uuid,
    /// Its short name.
    #[schema(example = "区农业农村局")]
    name: String,
}

impl UnitName {
    /// The unit of this identifier, with the name that `organisation` knows.
    #[must_use]
    pub fn of(id: UnitId, organisation: &Organisation) -> Self {
        Self { id: id.0, name: organisation.unit_name(id).to_owned() }
    }
}

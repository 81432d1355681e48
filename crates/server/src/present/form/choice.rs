//! What the lists of a form offer.

use std::collections::BTreeMap;
use std::sync::Arc;

use baopi_workflow::{
    Action, Content, Organisation, Person, PersonId, Role, Unit, UnitId, UnitKind,
};

use super::catalogue::words_of;
use super::written::word;
use crate::door::strict::Body;
use crate::present::frame::Texts;
use crate::present::visit::Visitor;

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) label: String,
}

impl Choice {
    /// An entry that is sent as it is read.
    pub(crate) fn same(text: &impl ToString) -> Self {
        Self { value: text.to_string(), label: text.to_string() }
    }

    /// Whether this is the entry for a value.
    pub(crate) fn is(&self, value: &str) -> bool {
        self.value == value
    }
}

/// Entries under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The heading.
    pub(crate) label: String,
    /// The entries.
    pub(crate) choices: Vec<Choice>,
}

/// The lists of a form for one drafter.
#[derive(Debug, Clone)]
pub(crate) struct Choices {
    texts: Texts,
    organisation: Arc<Organisation>,
    own: UnitId,
}

/// The kinds of units in the order in which lists of recipients show them.
const KINDS: [UnitKind; 9] = [
    UnitKind::Department,
    UnitKind::Township,
    UnitKind::Village,
    UnitKind::Institution,
    UnitKind::PartyCommittee,
    UnitKind::Government,
    UnitKind::Office,
    UnitKind::CoordinationBody,
    UnitKind::InternalSection,
];

impl Choices {
    pub(crate) const fn new(texts: Texts, organisation: Arc<Organisation>, own: UnitId) -> Self {
        Self { texts, organisation, own }
    }

    /// The entries of the select of this name; `field` is the name without the number of its row.
    pub(crate) fn of(&self, field: &str) -> Vec<Choice> {
        match field {
            "drafting_unit" | "host_unit" | "unit" => self.own_units(),
            "issuing_unit" | "in_name_of" => self.issuing_units(),
            "coordination_body" => self.units(|unit| unit.kind == UnitKind::CoordinationBody),
            "series" => self.series(),
            "convener" => self
                .people(|person| person.rank.is_some() || person.roles.contains(&Role::DeptHead)),
            name => self.words(name),
        }
    }

    /// The boxes of the list of this name, in groups.
    pub(crate) fn groups(&self, field: &str) -> Vec<Group> {
        if field == "leaders_attending" {
            return vec![Group {
                label: String::new(),
                choices: self.people(|person| person.rank.is_some()),
            }];
        }
        let group = |kind: UnitKind| Group {
            label: self.texts.word("unit_kind", &word(&kind)),
            choices: self.units(|unit| unit.kind == kind),
        };
        KINDS.into_iter().map(group).filter(|group| !group.choices.is_empty()).collect()
    }

    /// The name of what an identifier in a list stands for, also of what is no longer offered.
    pub(crate) fn name(&self, value: &str) -> String {
        let unit = || Some(self.organisation.unit(value.parse().ok()?)?.short_name.clone());
        let person = || Some(self.organisation.person(value.parse().ok()?)?.name.clone());
        unit().or_else(person).unwrap_or_else(|| value.to_owned())
    }

    /// The words that a field can have.
    fn words(&self, field: &str) -> Vec<Choice> {
        let list = words_of(field);
        let choice =
            |word: &str| Choice { value: word.to_owned(), label: self.texts.word(list, word) };
        let words = Content::shape().words(field).or_else(|| Action::shape().words(field));
        let mut choices: Vec<_> = words.unwrap_or_default().into_iter().map(choice).collect();
        if list == "urgency" {
            // The usual one first.
            choices.reverse();
        }
        choices
    }

    fn units(&self, wanted: impl Fn(&Unit) -> bool) -> Vec<Choice> {
        self.organisation
            .units()
            .filter(|unit| unit.active && wanted(unit))
            .map(unit_choice)
            .collect()
    }

    fn is_own(&self, unit: &Unit) -> bool {
        unit.id == self.own || unit.host == Some(self.own)
    }

    fn own_units(&self) -> Vec<Choice> {
        self.units(|unit| self.is_own(unit))
    }

    /// Those in whose name one may draft. One's own first, because that is the usual one.
    fn issuing_units(&self) -> Vec<Choice> {
        let mut choices = self.own_units();
        choices.extend(self.units(|unit| {
            !self.is_own(unit) && self.organisation.may_draft_for(self.own, unit.id)
        }));
        choices
    }

    fn series(&self) -> Vec<Choice> {
        let named = |unit: &Unit, code: &str| Choice {
            value: code.to_owned(),
            label: self.texts.with(
                "page-series-of",
                &baopi_messages::Args::new()
                    .with("code", code)
                    .with("unit", unit.short_name.as_str()),
            ),
        };
        let of = |unit: &Unit| {
            unit.series.iter().map(|series| named(unit, &series.code)).collect::<Vec<_>>()
        };
        self.organisation.units().filter(|unit| unit.active).flat_map(of).collect()
    }

    fn people(&self, wanted: impl Fn(&Person) -> bool) -> Vec<Choice> {
        let label = |person: &Person| match &person.post {
            Some(post) => format!("{} {post}", person.name),
            None => person.name.clone(),
        };
        let choice =
            |person: &Person| Choice { value: person.id.to_string(), label: label(person) };
        self.organisation
            .people()
            .filter(|person| person.active && wanted(person))
            .map(choice)
            .collect()
    }
}

/// People under the names of their units; the reader's own unit first.
pub(crate) fn by_unit(visit: &Visitor, people: &[PersonId]) -> Vec<Group> {
    let organisation = &visit.viewer.organisation;
    let own = visit.viewer.person().unit;
    let mut units: BTreeMap<(bool, String), Vec<Choice>> = BTreeMap::new();
    for person in people.iter().filter_map(|id| organisation.person(*id)) {
        let unit = (person.unit != own, organisation.unit_name(person.unit).to_owned());
        let post = person.post.as_deref().unwrap_or_default();
        let label = format!("{} {post}", person.name).trim_end().to_owned();
        units.entry(unit).or_default().push(Choice { value: person.id.to_string(), label });
    }
    units.into_iter().map(|((_, label), choices)| Group { label, choices }).collect()
}

fn unit_choice(unit: &Unit) -> Choice {
    Choice { value: unit.id.to_string(), label: unit.short_name.clone() }
}

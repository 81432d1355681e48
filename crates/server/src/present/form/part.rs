//! The fields of small forms.

use std::collections::BTreeMap;

use baopi_workflow::PersonId;

use super::choice::{Choice, Group};
use crate::present::visit::Visitor;

/// How a field of a small form is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Control {
    /// A few sentences.
    Area,
    /// One line.
    Line,
    /// A day.
    Day,
    /// One of a list, in groups.
    One(Vec<Group>),
    /// Several of a list, in groups.
    Several(Vec<Group>),
    /// One of a few, all in sight.
    Radio(Vec<Choice>),
}

/// A field of a small form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// As it is sent; several forms of the page may send the same.
    pub(crate) name: &'static str,
    /// Unique in the page.
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) control: Control,
    pub(crate) values: Vec<String>,
    pub(crate) errors: Vec<String>,
    pub(crate) is_needed: bool,
}

impl Part {
    pub(crate) fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    pub(crate) fn holds(&self, value: &str) -> bool {
        self.values.iter().any(|held| held == value)
    }

    /// What describes it to a screen reader beside its label.
    pub(crate) fn described_by(&self) -> String {
        if self.errors.is_empty() { String::new() } else { format!("{}-error", self.id) }
    }

    /// Whether it is a set of fields to a screen reader.
    pub(crate) const fn is_group(&self) -> bool {
        matches!(self.control, Control::Several(_) | Control::Radio(_))
    }

    /// Whether something of the group is chosen, so that it is shown open.
    pub(crate) fn is_in(&self, group: &Group) -> bool {
        group.choices.iter().any(|choice| self.holds(&choice.value))
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

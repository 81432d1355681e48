//! What the lists of a form offer.

use std::sync::Arc;

use baopi_workflow::content::{
    AgendaKind, AnnexKind, Attendance, Category, Direction, Disclosure, DocType, InspectionMethod,
    MeetingClass, MeetingMode, MeetingNature, Scope, Urgency,
};
use baopi_workflow::{Organisation, Person, Role, Unit, UnitId, UnitKind};
use serde::Serialize;

use super::reader::word;
use crate::present::frame::Texts;

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

/// The kinds of 发文依据 in the order in which the form shows them.
const BASES: [&str; 5] =
    ["committee_decision", "superior_doc", "leader_instruction", "law_or_rule", "plan_item"];

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
            "doc_type" => self.words("doc_type", DocType::ALL),
            "direction" => self.words("direction", Direction::ALL),
            "category" => self.words("category", Category::ALL),
            "scope" => self.words("scope", Scope::ALL),
            "urgency" => {
                self.words("urgency", &[Urgency::Normal, Urgency::Urgent, Urgency::ExtraUrgent])
            }
            "disclosure" => self.words("disclosure", Disclosure::ALL),
            "annex.kind" => self.words("annex_kind", AnnexKind::ALL),
            "nature" => self.words("meeting_nature", MeetingNature::ALL),
            "class" => self.words("meeting_class", MeetingClass::ALL),
            "mode" => self.words("meeting_mode", MeetingMode::ALL),
            "required_level" => self.words("attendance", Attendance::ALL),
            "method" => self.words("inspection_method", InspectionMethod::ALL),
            "agenda.kind" => self.words("agenda_kind", AgendaKind::ALL),
            "basis.kind" => BASES.map(|kind| self.choice("basis", kind)).into(),
            "drafting_unit" | "host_unit" | "inspecting_unit" => self.own_units(),
            "issuing_unit" | "in_name_of" => self.issuing_units(),
            "coordination_body" => self.units(|unit| unit.kind == UnitKind::CoordinationBody),
            "series" => self.series(),
            "convener" => self
                .people(|person| person.rank.is_some() || person.roles.contains(&Role::DeptHead)),
            _ => Vec::new(),
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

    fn choice(&self, list: &str, word: &str) -> Choice {
        Choice { value: word.to_owned(), label: self.texts.word(list, word) }
    }

    fn words<T: Serialize>(&self, list: &str, all: &[T]) -> Vec<Choice> {
        all.iter().map(|one| self.choice(list, &word(one))).collect()
    }

    fn units(&self, wanted: impl Fn(&Unit) -> bool) -> Vec<Choice> {
        self.organisation
            .units()
            .filter(|unit| unit.active && wanted(unit))
            .map(unit_choice)
            .collect()
    }

    fn own_units(&self) -> Vec<Choice> {
        self.units(|unit| unit.id == self.own || unit.host == Some(self.own))
    }

    /// One's own first, because that is the usual one.
    fn issuing_units(&self) -> Vec<Choice> {
        use baopi_workflow::organisation::Level;
        let own = |unit: &Unit| unit.id == self.own || unit.host == Some(self.own);
        let mut choices = self.own_units();
        choices.extend(
            self.units(|unit| {
                !own(unit) && !matches!(unit.level, Level::External | Level::Village)
            }),
        );
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

fn unit_choice(unit: &Unit) -> Choice {
    Choice { value: unit.id.to_string(), label: unit.short_name.clone() }
}

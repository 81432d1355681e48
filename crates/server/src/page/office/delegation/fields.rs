//! The fields of the form that registers a stand-in.

use std::collections::BTreeMap;

use baopi_engine::Right;
use baopi_workflow::organisation::delegation::MAX_REFERENCE_CHARS;
use baopi_workflow::{Kind, Organisation, Person, PersonId};

use crate::present::form::choice::Choice;
use crate::present::form::field::{Control, Field, Optional};
use crate::present::form::reader::Fault;
use crate::present::form::typed::Typed;
use crate::present::frame::Texts;
use crate::present::visit::Visitor;

/// The fields with what was typed into them.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    texts: Texts,
    typed: Typed,
    errors: BTreeMap<String, Vec<String>>,
    givers: Option<Vec<Choice>>,
    stand_ins: Vec<Choice>,
    scopes: Vec<Choice>,
    /// Whether whoever gives away signs as a leader.
    is_leader: bool,
}

impl Fields {
    /// The fields for this reader. An administrator says for whom; everybody else gives away their own matters.
    pub(crate) fn new(visit: &Visitor, typed: Typed) -> Self {
        let (organisation, me) = (&visit.viewer.organisation, visit.viewer.person());
        let is_admin = visit.viewer.may(Right::DelegateForOthers);
        let is_leader = !is_admin && me.rank.is_some();
        let stands_in =
            |person: &Person| person.id != me.id && (!is_leader || person.rank.is_some());
        let scope = |kind: Kind| Choice {
            value: kind.key().to_owned(),
            label: baopi_messages::kind(visit.language, kind),
        };
        Self {
            texts: visit.texts(),
            errors: BTreeMap::new(),
            givers: is_admin.then(|| people(organisation, &typed, "from", |_| true)),
            stand_ins: people(organisation, &typed, "to", stands_in),
            scopes: Kind::ALL.iter().copied().map(scope).collect(),
            is_leader,
            typed,
        }
    }

    /// Whether the form has a field of this name.
    pub(crate) fn shows(&self, name: &str) -> bool {
        name != "from" || self.givers.is_some()
    }

    /// Says beside each field what could not be read in it.
    pub(crate) fn blame(&mut self, faults: &[Fault]) {
        for fault in faults {
            self.error(&fault.name, self.texts.t(fault.message));
        }
    }

    /// Says something beside a field.
    pub(crate) fn error(&mut self, name: &str, message: String) {
        self.errors.entry(name.to_owned()).or_default().push(message);
    }

    /// The fields in order.
    pub(crate) fn all(&self) -> Vec<Field> {
        let select = |choices: &[Choice], optional| Control::Select(choices.to_vec(), optional);
        let giver = self
            .givers
            .iter()
            .map(|givers| self.field("from", select(givers, Optional::No)).needed());
        let mut to = self.field("to", select(&self.stand_ins, Optional::No)).needed();
        if self.is_leader {
            to = to.hint(self.texts.t("delegation-leaders-only"));
        }
        let mut scope = self.field("scope", select(&self.scopes, Optional::Yes));
        scope.none = self.texts.t("delegation-everything");
        let reference = self
            .field("reference", Control::Line("text"))
            .needed()
            .wide()
            .hint(self.texts.n("delegation-reference-hint", MAX_REFERENCE_CHARS));
        let date = |name| self.field(name, Control::Line("date")).needed();
        giver.chain([to, scope, date("from_on"), date("to_on"), reference]).collect()
    }

    fn field(&self, name: &str, control: Control) -> Field {
        Field {
            name: name.to_owned(),
            label: self.texts.t(&format!("delegation-{}", name.replace('_', "-"))),
            control,
            values: self.typed.all(name).to_vec(),
            errors: self.errors.get(name).cloned().unwrap_or_default(),
            hint: String::new(),
            none: self.texts.t("page-choose"),
            needed: self.texts.t("page-needed"),
            is_needed: false,
            is_wide: false,
        }
    }
}

/// Whoever may decide, by unit and login; what was typed stays in the list even if it is not offered.
fn people(
    organisation: &Organisation,
    typed: &Typed,
    name: &str,
    wanted: impl Fn(&Person) -> bool,
) -> Vec<Choice> {
    let label = |person: &Person| {
        let unit = organisation.unit_name(person.unit);
        match &person.post {
            Some(post) => format!("{} · {unit} {post}", person.name),
            None => format!("{} · {unit}", person.name),
        }
    };
    let choice = |person: &Person| Choice { value: person.id.to_string(), label: label(person) };
    let offered =
        organisation.people().filter(|person| organisation.may_decide(person.id) && wanted(person));
    let mut choices: Vec<Choice> = offered.map(choice).collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    let chosen = typed.one(name);
    if !chosen.is_empty() && choices.iter().all(|choice| choice.value != chosen) {
        let known = chosen.parse::<PersonId>().ok().and_then(|id| organisation.person(id));
        let label = known.map_or_else(|| chosen.to_owned(), label);
        choices.push(Choice { value: chosen.to_owned(), label });
    }
    choices
}

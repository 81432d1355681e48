//! The fields of the form that registers a stand-in.

use baopi_engine::Right;
use baopi_workflow::book::FieldFault;
use baopi_workflow::organisation::delegation::MAX_REFERENCE_CHARS;
use baopi_workflow::{Kind, Organisation, Person, PersonId};

use crate::present::form::choice::{Choice, Group};
use crate::present::form::field::{Control, Field, FormFields, Names, Optional};
use crate::present::form::typed::Typed;
use crate::present::visit::Visitor;

/// The fields with what was typed into them.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    form: FormFields,
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
            givers: is_admin.then(|| people(organisation, &typed, "from", |_| true)),
            stand_ins: people(organisation, &typed, "to", stands_in),
            scopes: Kind::ALL.iter().copied().map(scope).collect(),
            is_leader,
            form: FormFields::new(visit.texts(), typed, Names::Own("delegation".to_owned())),
        }
    }

    /// Whether the form has a field of this name.
    pub(crate) fn shows(&self, name: &str) -> bool {
        name != "from" || self.givers.is_some()
    }

    /// Says beside each field what is wrong with it.
    pub(crate) fn blame(&mut self, faults: &[FieldFault]) {
        self.form.blame(faults);
    }

    /// Says something beside a field.
    pub(crate) fn error(&mut self, name: &str, message: String) {
        self.form.error(name, message);
    }

    /// The fields in order.
    pub(crate) fn all(&self) -> Vec<Field> {
        let (form, texts) = (&self.form, self.form.texts);
        let giver = self.givers.iter().map(|givers| form.select("from", givers.clone()).needed());
        let mut to = form.select("to", self.stand_ins.clone()).needed();
        if self.is_leader {
            to = to.hint(texts.t("delegation-leaders-only"));
        }
        let scopes = Group { label: String::new(), choices: self.scopes.clone() };
        let mut scope = form.field("scope", Control::Select(vec![scopes], Optional::Yes));
        scope.none = texts.t("delegation-everything");
        let reference = form
            .line("reference", "text")
            .needed()
            .wide()
            .hint(texts.n("delegation-reference-hint", MAX_REFERENCE_CHARS));
        let date = |name| form.line(name, "date").needed();
        giver.chain([to, scope, date("from_on"), date("to_on"), reference]).collect()
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

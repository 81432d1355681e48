//! One field of a form as it is shown: its name, what was typed, and what is wrong with it.

use std::collections::BTreeMap;

use askama::Template;
use baopi_workflow::Kind;

use super::choice::{Choice, Choices, Group};
use super::reader::Fault;
use super::typed::Typed;
use crate::present::frame::Texts;

/// How a field is typed into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Control {
    /// One line; the word is the type of the input.
    Line(&'static str),
    /// Several lines.
    Area(u32),
    /// Several lines of a text that will be printed.
    Paper,
    /// One of a list; the flag says whether none of it can be chosen.
    Select(Vec<Choice>, Optional),
    /// One box.
    Tick,
    /// Boxes in groups.
    Ticks(Vec<Group>),
}

/// Whether a list can be left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Optional {
    /// Something of it is always chosen.
    No,
    /// There is an empty entry.
    Yes,
}

/// One field.
#[derive(Debug, Clone, Template)]
#[template(path = "components/field.html")]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) control: Control,
    pub(crate) values: Vec<String>,
    pub(crate) errors: Vec<String>,
    pub(crate) hint: String,
    pub(crate) none: String,
    /// What says of a group of boxes that it has to be filled, to whoever does not see the star.
    pub(crate) needed: String,
    pub(crate) is_needed: bool,
    pub(crate) is_wide: bool,
}

impl Field {
    /// The same over the whole width of the form.
    pub(crate) fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// The same, marked as one that has to be filled before submission.
    pub(crate) fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    /// The same with a sentence of help.
    pub(crate) fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// The identifier that labels and findings point at.
    pub(crate) fn id(&self) -> String {
        anchor(&self.name)
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    /// Whether it is a group of boxes, which is a set of fields to a screen reader.
    const fn is_group(&self) -> bool {
        matches!(self.control, Control::Ticks(_))
    }

    /// What describes the field to a screen reader.
    fn described_by(&self) -> String {
        let parts = [(!self.hint.is_empty(), "hint"), (!self.errors.is_empty(), "error")];
        let ids = parts
            .iter()
            .filter(|(there, _)| *there)
            .map(|(_, part)| format!("{}-{part}", self.id()));
        ids.collect::<Vec<_>>().join(" ")
    }
}

/// The identifier of a field in its page.
pub(crate) fn anchor(name: &str) -> String {
    format!("f-{}", name.replace('.', "-"))
}

/// The field of the form that a rule speaks of.
pub(crate) fn named_by_rule(field: &str) -> &str {
    match field {
        "contact" => "contact_name",
        "basis" => "basis.0.kind",
        "sessions" => "session.0.date",
        "agenda" => "agenda.0.item",
        "budget_fen" => "budget",
        "issued_text" => "issued.0.title",
        other => other,
    }
}

/// The fields of a form with what was typed into them.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) texts: Texts,
    pub(crate) kind: Kind,
    pub(crate) typed: Typed,
    pub(crate) errors: BTreeMap<String, Vec<String>>,
    choices: Choices,
}

impl Fields {
    pub(crate) fn new(kind: Kind, typed: Typed, texts: Texts, choices: Choices) -> Self {
        Self { texts, kind, typed, errors: BTreeMap::new(), choices }
    }

    /// Says beside each field what could not be read in it.
    pub(crate) fn blame(&mut self, faults: &[Fault]) {
        for fault in faults {
            self.error(&fault.name, self.texts.t(fault.message));
        }
    }

    /// Says something beside a field.
    pub(crate) fn error(&mut self, name: &str, message: String) {
        let errors = self.errors.entry(name.to_owned()).or_default();
        if !errors.contains(&message) {
            errors.push(message);
        }
    }

    /// What is said beside a field.
    pub(crate) fn errors_of(&self, name: &str) -> &[String] {
        self.errors.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn line(&self, name: &str) -> Field {
        self.field(name, Control::Line("text"))
    }

    pub(crate) fn number(&self, name: &str) -> Field {
        self.field(name, Control::Line("number"))
    }

    pub(crate) fn telephone(&self, name: &str) -> Field {
        self.field(name, Control::Line("tel"))
    }

    pub(crate) fn date(&self, name: &str) -> Field {
        self.field(name, Control::Line("date"))
    }

    pub(crate) fn time(&self, name: &str) -> Field {
        self.field(name, Control::Line("time"))
    }

    pub(crate) fn area(&self, name: &str, rows: u32) -> Field {
        self.field(name, Control::Area(rows)).wide()
    }

    pub(crate) fn paper(&self, name: &str) -> Field {
        self.field(name, Control::Paper).wide()
    }

    pub(crate) fn tick(&self, name: &str) -> Field {
        self.field(name, Control::Tick)
    }

    /// A list of which something is chosen.
    pub(crate) fn select(&self, name: &str) -> Field {
        self.field(name, Control::Select(self.choices(name), Optional::No))
    }

    /// A list that can be left alone.
    pub(crate) fn optional(&self, name: &str) -> Field {
        self.field(name, Control::Select(self.choices(name), Optional::Yes))
    }

    /// Boxes in groups.
    pub(crate) fn ticks(&self, name: &str) -> Field {
        let mut groups = self.choices.groups(name);
        let offered = |value: &String| {
            groups.iter().any(|group| group.choices.iter().any(|c| c.value == *value))
        };
        let gone: Vec<_> =
            self.typed.all(name).iter().filter(|value| !offered(value)).cloned().collect();
        if !gone.is_empty() {
            let choices = gone
                .into_iter()
                .map(|value| Choice { label: self.choices.name(&value), value })
                .collect();
            groups.push(Group { label: self.texts.t("page-no-longer-offered"), choices });
        }
        self.field(name, Control::Ticks(groups)).wide()
    }

    /// Where the reason for a rule's exception is given.
    pub(crate) fn reason(&self, rule: baopi_workflow::RuleId) -> Field {
        self.field(&format!("why.{rule}"), Control::Area(3)).wide()
    }

    /// Reasons that no finding shown asks for any more; kept, because the next change may bring the finding back.
    pub(crate) fn other_reasons(&self, shown: &[&str]) -> Vec<(String, String)> {
        let kept = self.typed.behind("why.").filter(|(rule, _)| !shown.contains(rule));
        kept.map(|(rule, reason)| (format!("why.{rule}"), reason.to_owned())).collect()
    }

    /// The drafter's declaration, as a sentence to be ticked.
    pub(crate) fn declaration(&self) -> Field {
        let mut field = self.tick("non_classified_declared");
        field.label = self.texts.t("page-declaration");
        field
    }

    /// The name of the file that a hidden field carries.
    pub(crate) fn file_name(&self, name: &str) -> &str {
        self.typed.one(name).splitn(3, ':').nth(2).unwrap_or_default()
    }

    /// How many boxes of a list are ticked, in words; empty for none.
    pub(crate) fn picked(&self, name: &str) -> String {
        match self.typed.all(name).len() {
            0 => String::new(),
            n => self.texts.n("page-picked", n),
        }
    }

    /// The numbers of the rows to show: those in use, and so many in all at least.
    pub(crate) fn rows(&self, prefix: &str, least: usize) -> Vec<usize> {
        let used = self.typed.rows(prefix);
        let asked = self
            .typed
            .one(&format!("{prefix}_rows"))
            .parse()
            .unwrap_or(0)
            .min(baopi_workflow::content::MAX_PARTS);
        let next = used.last().map_or(0, |last| last + 1);
        (0..next.max(least).max(asked)).collect()
    }

    fn choices(&self, name: &str) -> Vec<Choice> {
        let mut choices = self.choices.of(&generic(name));
        let chosen = self.typed.one(name);
        if !chosen.is_empty() && choices.iter().all(|choice| choice.value != chosen) {
            choices.push(Choice { value: chosen.to_owned(), label: self.choices.name(chosen) });
        }
        choices
    }

    fn field(&self, name: &str, control: Control) -> Field {
        Field {
            name: name.to_owned(),
            label: self.texts.t(&self.label(name)),
            control,
            values: self.typed.all(name).to_vec(),
            errors: self.errors_of(name).to_vec(),
            hint: String::new(),
            none: self.texts.t("page-choose"),
            needed: self.texts.t("page-needed"),
            is_needed: false,
            is_wide: false,
        }
    }

    /// The key of a field's name, as findings use it too.
    fn label(&self, name: &str) -> String {
        let generic = generic(name);
        let field = match (generic.as_str(), self.kind) {
            ("title", Kind::Meeting) => "meeting-title",
            ("title", Kind::Inspection) => "inspection-title",
            ("comprehensive", Kind::Inspection) => "inspection-comprehensive",
            ("budget", _) => return "page-budget-yuan".to_owned(),
            ("burden", _) => return "page-burden-assessed".to_owned(),
            ("burden_note", _) => "note",
            ("annex.title", _) => return "page-annex-title".to_owned(),
            ("annex.kind", _) => "annex-kind",
            ("issued.title", _) => return "page-issued-title".to_owned(),
            ("issued.text", _) => return "page-issued-body".to_owned(),
            ("basis.kind", _) => return "page-basis-kind".to_owned(),
            ("basis.reference", _) => "reference",
            ("basis.number", _) => "number",
            ("session.date", _) => return "page-date".to_owned(),
            ("session.start", _) => "starts-at",
            ("session.end", _) => "ends-at",
            ("session.end_date", _) => return "page-end-date".to_owned(),
            ("agenda.item", _) => "item",
            ("agenda.speaker", _) => "speaker",
            ("agenda.kind", _) => "agenda-kind",
            ("agenda.minutes", _) => "minutes",
            (reason, _) if reason.starts_with("why.") => return "page-reason".to_owned(),
            (other, _) => other,
        };
        format!("field-{}", field.replace('_', "-"))
    }
}

/// The name of a field without the number of its row: `agenda.3.item` is `agenda.item`.
fn generic(name: &str) -> String {
    let parts = name.split('.').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    parts.collect::<Vec<_>>().join(".")
}

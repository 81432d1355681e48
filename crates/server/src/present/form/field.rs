//! Fields of a form as they are shown: the name, what was typed, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use baopi_workflow::Kind;
use baopi_workflow::book::{FieldFault, Wrong};

use super::catalogue::{generic, label, unread};
use super::choice::{Choice, Choices, Group};
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
    /// One of a list in groups; the flag says whether none of it can be chosen.
    Select(Vec<Group>, Optional),
    /// One box.
    Tick,
    /// Boxes in groups.
    Ticks(Vec<Group>),
    /// Boxes in groups that are folded up.
    Folded(Vec<Group>),
    /// One of a few, all in sight.
    Radio(Vec<Choice>),
}

impl Control {
    /// One of a list without groups.
    pub(crate) fn one_of(choices: Vec<Choice>) -> Self {
        Self::Select(vec![Group { label: String::new(), choices }], Optional::No)
    }

    /// What is said where something was typed that cannot be read.
    const fn unread(&self) -> &'static str {
        match self {
            Self::Select(..) | Self::Ticks(_) | Self::Folded(_) | Self::Radio(_) => {
                "page-fault-choice"
            }
            Self::Line(kind) => match kind.as_bytes() {
                b"number" => "page-fault-number",
                b"date" => "page-fault-date",
                b"time" => "page-fault-time",
                _ => "book-fault-unreadable",
            },
            Self::Area(_) | Self::Paper | Self::Tick => "book-fault-unreadable",
        }
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "components/field.html")]
pub(crate) struct Field {
    pub(crate) name: String,
    /// Unique in the page; labels and findings point at it.
    pub(crate) id: String,
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

    /// The same under another name for people.
    pub(crate) fn labelled(mut self, label: String) -> Self {
        self.label = label;
        self
    }

    /// The same with what is meant where nothing is said.
    pub(crate) fn usually(mut self, value: &str) -> Self {
        if self.values.is_empty() {
            self.values.push(value.to_owned());
        }
        self
    }

    /// Says beside it what is wrong with it.
    pub(crate) fn blame(&mut self, texts: Texts, fault: &FieldFault) {
        self.errors.push(if fault.wrong == Wrong::Unreadable {
            texts.t(self.control.unread())
        } else {
            baopi_messages::field_fault(texts.0, fault)
        });
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn holds(&self, value: &str) -> bool {
        self.values.iter().any(|held| held == value)
    }

    /// Whether it is a group of boxes, which is a set of fields to a screen reader.
    const fn is_group(&self) -> bool {
        matches!(self.control, Control::Ticks(_) | Control::Folded(_) | Control::Radio(_))
    }

    /// Whether something of the group is chosen, so that it is shown open.
    fn is_in(&self, group: &Group) -> bool {
        group.choices.iter().any(|choice| self.holds(&choice.value))
    }

    /// What describes the field to a screen reader.
    fn described_by(&self) -> String {
        let parts = [(!self.hint.is_empty(), "hint"), (!self.errors.is_empty(), "error")];
        let ids =
            parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{}-{part}", self.id));
        ids.collect::<Vec<_>>().join(" ")
    }
}

/// The identifier of a field in its page.
pub(crate) fn anchor(name: &str) -> String {
    format!("f-{}", name.replace('.', "-"))
}

/// What the fields of a form are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Names {
    /// As the paper of this kind calls them.
    Content(Kind),
    /// As the books do.
    Book,
    /// By messages whose keys begin so.
    Own(String),
}

/// The fields of a form with what was typed into them.
#[derive(Debug, Clone)]
pub(crate) struct FormFields {
    pub(crate) texts: Texts,
    pub(crate) typed: Typed,
    names: Names,
    /// How the identifiers of its fields begin, where the page has other forms with fields of the same names.
    prefix: Option<String>,
    errors: BTreeMap<String, Vec<String>>,
    /// What cannot be read, which is said in the words of the control that it was typed into.
    unread: BTreeSet<String>,
}

impl FormFields {
    pub(crate) fn new(texts: Texts, typed: Typed, names: Names) -> Self {
        let (errors, unread) = (BTreeMap::new(), BTreeSet::new());
        Self { texts, typed, names, prefix: None, errors, unread }
    }

    /// The same as one of several forms of a page.
    pub(crate) fn beginning(mut self, prefix: String) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// Says beside each field what is wrong with it.
    pub(crate) fn blame(&mut self, faults: &[FieldFault]) {
        for fault in faults {
            if fault.wrong == Wrong::Unreadable {
                self.unread.insert(fault.field.clone());
            } else {
                self.error(&fault.field, baopi_messages::field_fault(self.texts.0, fault));
            }
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

    /// Puts into an empty form what is meant where nothing is said.
    pub(crate) fn preset(&mut self, put: impl FnOnce(&mut Typed)) {
        if self.typed == Typed::default() {
            put(&mut self.typed);
        }
    }

    pub(crate) fn field(&self, name: &str, control: Control) -> Field {
        let unread = self
            .unread
            .contains(name)
            .then(|| self.texts.t(unread(name).unwrap_or_else(|| control.unread())));
        let errors = self.errors_of(name).iter().cloned().chain(unread);
        let id = match &self.prefix {
            Some(prefix) => format!("{prefix}-{name}"),
            None => anchor(name),
        };
        Field {
            errors: errors.collect(),
            name: name.to_owned(),
            id,
            label: self.label(name),
            control,
            values: self.typed.all(name).to_vec(),
            hint: String::new(),
            none: self.texts.t("page-choose"),
            needed: self.texts.t("page-needed"),
            is_needed: false,
            is_wide: false,
        }
    }

    fn label(&self, name: &str) -> String {
        match &self.names {
            Names::Content(kind) => self.texts.t(&label(name, *kind)),
            Names::Book => baopi_messages::book_field(self.texts.0, name),
            Names::Own(_) if name == "opinion" => baopi_messages::field(self.texts.0, name),
            Names::Own(words) => self.texts.t(&format!("{words}-{}", name.replace('_', "-"))),
        }
    }

    pub(crate) fn line(&self, name: &str, kind: &'static str) -> Field {
        self.field(name, Control::Line(kind))
    }

    pub(crate) fn select(&self, name: &str, choices: Vec<Choice>) -> Field {
        self.field(name, Control::one_of(choices))
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
}

/// The form of a content: its lists offer what the organisation has.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) kind: Kind,
    pub(crate) form: FormFields,
    choices: Choices,
}

impl Fields {
    pub(crate) fn new(kind: Kind, typed: Typed, texts: Texts, choices: Choices) -> Self {
        Self { kind, form: FormFields::new(texts, typed, Names::Content(kind)), choices }
    }

    pub(crate) fn line(&self, name: &str) -> Field {
        self.form.line(name, "text")
    }

    pub(crate) fn number(&self, name: &str) -> Field {
        self.form.line(name, "number")
    }

    pub(crate) fn telephone(&self, name: &str) -> Field {
        self.form.line(name, "tel")
    }

    pub(crate) fn date(&self, name: &str) -> Field {
        self.form.line(name, "date")
    }

    pub(crate) fn time(&self, name: &str) -> Field {
        self.form.line(name, "time")
    }

    pub(crate) fn area(&self, name: &str, rows: u32) -> Field {
        self.form.field(name, Control::Area(rows)).wide()
    }

    pub(crate) fn paper(&self, name: &str) -> Field {
        self.form.field(name, Control::Paper).wide()
    }

    pub(crate) fn tick(&self, name: &str) -> Field {
        self.form.field(name, Control::Tick)
    }

    /// A list of which something is chosen.
    pub(crate) fn select(&self, name: &str) -> Field {
        self.form.select(name, self.choices(name))
    }

    /// A list that can be left alone.
    pub(crate) fn optional(&self, name: &str) -> Field {
        let group = Group { label: String::new(), choices: self.choices(name) };
        self.form.field(name, Control::Select(vec![group], Optional::Yes))
    }

    /// Boxes in groups.
    pub(crate) fn ticks(&self, name: &str) -> Field {
        let mut groups = self.choices.groups(name);
        let offered = |value: &String| {
            groups.iter().any(|group| group.choices.iter().any(|c| c.value == *value))
        };
        let gone: Vec<_> =
            self.form.typed.all(name).iter().filter(|value| !offered(value)).cloned().collect();
        if !gone.is_empty() {
            let choices = gone
                .into_iter()
                .map(|value| Choice { label: self.choices.name(&value), value })
                .collect();
            groups.push(Group { label: self.form.texts.t("page-no-longer-offered"), choices });
        }
        self.form.field(name, Control::Ticks(groups)).wide()
    }

    /// Where the reason for a rule's exception is given.
    pub(crate) fn reason(&self, rule: baopi_workflow::RuleId) -> Field {
        self.area(&format!("justifications.{rule}"), 3)
    }

    /// Reasons that no finding shown asks for any more; kept, because the next change may bring the finding back.
    pub(crate) fn other_reasons(&self, shown: &[&str]) -> Vec<(String, String)> {
        let reasons = self.form.typed.behind("justifications.");
        let kept = reasons.filter(|(rule, _)| !shown.contains(rule));
        kept.map(|(rule, reason)| (format!("justifications.{rule}"), reason.to_owned())).collect()
    }

    /// The drafter's declaration, as a sentence to be ticked.
    pub(crate) fn declaration(&self) -> Field {
        let declaration = self.form.texts.t("page-declaration");
        self.tick("non_classified_declared").labelled(declaration)
    }

    fn choices(&self, name: &str) -> Vec<Choice> {
        let mut choices = self.choices.of(&generic(name));
        let chosen = self.form.typed.one(name);
        if !chosen.is_empty() && choices.iter().all(|choice| choice.value != chosen) {
            choices.push(Choice { value: chosen.to_owned(), label: self.choices.name(chosen) });
        }
        choices
    }
}

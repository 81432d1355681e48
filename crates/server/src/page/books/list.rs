//! The parts of a list: what it is narrowed by, and what stands in its rows.

use crate::present::form::choice::Choice;
use crate::present::form::typed::Typed;

/// Somewhere else.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) label: String,
}

/// What a list is narrowed by: one of some choices, or a box where there are none.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) choices: Vec<Choice>,
    pub(crate) chosen: String,
    /// The entry for no filter; empty where there is none.
    pub(crate) all: String,
}

impl Filter {
    /// A filter with what was asked for.
    pub(crate) fn new(asked: &Typed, name: &'static str, label: String) -> Self {
        let chosen = asked.one(name).to_owned();
        Self { name, label, choices: Vec::new(), chosen, all: String::new() }
    }

    /// The same with these choices; `all` is the entry for no filter.
    pub(crate) fn of(self, choices: Vec<Choice>, all: String) -> Self {
        Self { choices, all, ..self }
    }

    /// Whether something is left out that would be shown without it.
    pub(crate) const fn narrows(&self) -> bool {
        !self.chosen.is_empty() && (self.choices.is_empty() || !self.all.is_empty())
    }

    /// An address that asks for the same.
    pub(crate) fn add_to(address: String, filter: &Self) -> String {
        if filter.chosen.is_empty() {
            return address;
        }
        format!("{address}{}={}&", filter.name, filter.chosen)
    }
}

/// A word in a frame.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) class: String,
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

/// A button of a row.
#[derive(Debug, Clone)]
pub(crate) struct Button {
    /// What is sent.
    pub(crate) word: &'static str,
    pub(crate) label: String,
    /// What a screen reader says instead of a bare word that stands in every row.
    pub(crate) said: String,
}

/// The buttons of a row.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// Where it is sent.
    pub(crate) path: String,
    pub(crate) buttons: Vec<Button>,
}

/// A cell of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) class: &'static str,
    /// The head of its column, said where the heads are not shown; empty for what speaks for itself.
    pub(crate) label: String,
    is_plain: bool,
    pub(crate) href: Option<String>,
    /// What is said behind the text in small letters.
    pub(crate) small: String,
    pub(crate) marks: Vec<Mark>,
    pub(crate) change: Option<Change>,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A cell that speaks for itself.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { is_plain: true, ..Self::new(text) }
    }

    /// A cell that is not broken into lines.
    pub(crate) fn short(text: impl Into<String>) -> Self {
        Self { class: "nowrap", ..Self::new(text) }
    }

    pub(crate) fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    pub(crate) fn leading_to(self, href: String) -> Self {
        Self { href: Some(href), ..self }
    }

    pub(crate) fn small(self, small: String) -> Self {
        Self { small, ..self }
    }

    /// With a mark of this tone; without a tone it is a plain one.
    pub(crate) fn mark(mut self, tone: &str, text: String, href: Option<String>) -> Self {
        let class = if tone.is_empty() { "mark".to_owned() } else { format!("mark mark-{tone}") };
        self.marks.push(Mark { class, text, href });
        self
    }

    /// With buttons, where there are some.
    pub(crate) fn change(self, change: Option<Change>) -> Self {
        Self { change, ..self }
    }

    /// With the head of its column.
    pub(crate) fn labelled((cell, label): (Self, &String)) -> Self {
        let label = if cell.is_plain { String::new() } else { label.clone() };
        Self { label, ..cell }
    }
}

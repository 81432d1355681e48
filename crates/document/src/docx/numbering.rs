use std::collections::{HashMap, HashSet};

use super::styles::Styles;
use crate::Unreadable;
use crate::numerals::Numerals;
use crate::xml::{Element, Step, Walk};

/// The levels that a list may have.
const LEVELS: usize = 9;
/// What stands for the bullets of symbol fonts, which say no character.
const BULLET: char = '•';

/// The lists of a document, and how far they have been counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    uses: HashMap<String, Use>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    used: HashSet<String>,
}

/// An `abstractNum`.
#[derive(Debug, Clone, Default)]
struct List {
    levels: [Level; LEVELS],
    /// The style in which the list is defined instead.
    style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    numerals: Numerals,
    text: String,
    blank: Blank,
    only_arabic: bool,
    /// The level, from 1, that begins this one anew; 0 if none does.
    restart: Option<usize>,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
}

/// What stands between number and text.
#[derive(Debug, Clone, Copy, Default)]
enum Blank {
    #[default]
    Tab,
    Space,
    Nothing,
}

/// A `num`: a list as paragraphs name it.
#[derive(Debug, Clone, Default)]
struct Use {
    list: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// What is being defined.
enum At {
    List(String),
    Use(String),
}

impl Numbering {
    pub(super) fn read(part: &str) -> Result<Self, Unreadable> {
        let mut walk = Walk::over(part);
        let mut numbering = Self::default();
        let mut at = None;
        let mut level = 0;
        while let Some(step) = walk.next()? {
            let Step::Open(element) = step else { continue };
            let value = element.attribute("val")?;
            match (element.name(), &at) {
                ("abstractNum", _) => at = Some(At::List(required(&element, "abstractNumId")?)),
                ("num", _) => at = Some(At::Use(required(&element, "numId")?)),
                ("abstractNumId", Some(At::Use(id))) => {
                    numbering.of_use(id).list = value.unwrap_or_default();
                }
                ("numStyleLink", Some(At::List(id))) => numbering.list(id).style = value,
                ("lvl" | "lvlOverride", Some(_)) => {
                    let named = element.attribute("ilvl")?.and_then(|level| level.parse().ok());
                    level = named.unwrap_or(0).min(LEVELS - 1);
                    if let ("lvl", Some(At::Use(id))) = (element.name(), &at) {
                        numbering.of_use(id).levels[level] = Some(Level::default());
                    }
                }
                ("startOverride", Some(At::Use(id))) => {
                    numbering.of_use(id).starts[level] = number(value);
                }
                (_, Some(At::List(id))) => {
                    numbering.list(id).levels[level].take(&element, value)?;
                }
                (_, Some(At::Use(id))) => {
                    if let Some(level) = &mut numbering.of_use(id).levels[level] {
                        level.take(&element, value)?;
                    }
                }
                (_, None) => {}
            }
        }
        Ok(numbering)
    }

    fn list(&mut self, id: &str) -> &mut List {
        self.lists.entry(id.to_owned()).or_default()
    }

    fn of_use(&mut self, id: &str) -> &mut Use {
        self.uses.entry(id.to_owned()).or_default()
    }

    /// Counts a paragraph of a list, and says what stands before its text and what blank behind that.
    pub(super) fn label(
        &mut self,
        id: &str,
        level: Option<usize>,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<(String, &'static str)> {
        let of_use = self.uses.get(id)?;
        let list_id = self.defining(&of_use.list, styles)?.to_owned();
        let list = self.lists.get(&list_id)?;
        let of_style = || {
            list.levels.iter().position(|level| style.is_some() && level.style.as_deref() == style)
        };
        let at = level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let levels: [&Level; LEVELS] =
            std::array::from_fn(|at| of_use.levels[at].as_ref().unwrap_or(&list.levels[at]));
        let counters = self.counters.entry(list_id).or_default();
        if self.used.insert(id.to_owned()) {
            for (counter, _) in
                counters.iter_mut().zip(of_use.starts).filter(|(_, start)| start.is_some())
            {
                *counter = None;
            }
        }
        let start = |at: usize| of_use.starts[at].or(levels[at].start).unwrap_or(0);
        counters[at] = Some(counters[at].map_or_else(|| start(at), |last| last.saturating_add(1)));
        for (counter, level) in counters.iter_mut().zip(levels).skip(at + 1) {
            if level.restart.is_none_or(|level| at < level) {
                *counter = None;
            }
        }
        let numbers = std::array::from_fn(|at| counters[at].unwrap_or_else(|| start(at)));
        let blank = match levels[at].blank {
            Blank::Tab => "\t",
            Blank::Space => " ",
            Blank::Nothing => "",
        };
        Some((written(levels, at, numbers), blank)).filter(|(label, _)| !label.is_empty())
    }

    /// The list itself, or that of the style in which it is defined.
    fn defining<'a>(&'a self, list: &'a str, styles: &Styles) -> Option<&'a str> {
        let Some(style) = &self.lists.get(list)?.style else { return Some(list) };
        let (number, _) = styles.numbering(Some(style));
        number
            .and_then(|number| self.uses.get(&number))
            .map(|other| other.list.as_str())
            .or(Some(list))
    }
}

impl Level {
    fn take(&mut self, element: &Element<'_>, value: Option<String>) -> Result<(), Unreadable> {
        match element.name() {
            "start" => self.start = number(value),
            // A format of its own is named by its first numbers.
            "numFmt" if value.as_deref() == Some("custom") => {
                let format = element.attribute("format")?.unwrap_or_default();
                self.numerals = if format.starts_with('0') {
                    Numerals::ArabicWithZero
                } else {
                    Numerals::of_first(&format)
                };
            }
            "numFmt" => self.numerals = Numerals::of_word(&value.unwrap_or_default()),
            "lvlText" => self.text = value.unwrap_or_default(),
            "lvlRestart" => self.restart = value.and_then(|level| level.parse().ok()),
            "isLgl" => self.only_arabic = value.is_none_or(|value| super::is_on(&value)),
            "pStyle" => self.style = value,
            "suff" => {
                self.blank = match value.as_deref() {
                    Some("nothing") => Blank::Nothing,
                    Some("space") => Blank::Space,
                    Some(_) | None => Blank::Tab,
                };
            }
            _ => {}
        }
        Ok(())
    }
}

/// The text of a level, with the numbers of the levels that it names.
fn written(levels: [&Level; LEVELS], at: usize, numbers: [u32; LEVELS]) -> String {
    let mut written = String::new();
    let mut text = levels[at].text.chars().peekable();
    while let Some(c) = text.next() {
        let named = text.peek().and_then(|next| next.to_digit(10)).filter(|_| c == '%');
        match named.and_then(|digit| usize::try_from(digit).ok()) {
            Some(named @ 1..=LEVELS) => {
                text.next();
                let arabic = levels[at].only_arabic;
                let numerals = if arabic { Numerals::Arabic } else { levels[named - 1].numerals };
                written.push_str(&numerals.write(numbers[named - 1]));
            }
            _ if ('\u{e000}'..='\u{f8ff}').contains(&c) => written.push(BULLET),
            _ => written.push(c),
        }
    }
    written
}

fn required(element: &Element<'_>, name: &str) -> Result<String, Unreadable> {
    Ok(element.attribute(name)?.unwrap_or_default())
}

fn number(value: Option<String>) -> Option<u32> {
    value.and_then(|value| value.parse().ok())
}

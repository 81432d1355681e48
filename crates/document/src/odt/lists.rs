use std::collections::HashMap;

use crate::Unreadable;
use crate::numerals::Numerals;
use crate::xml::{Element, Step, Walk};

/// The levels that a list may have.
const LEVELS: usize = 10;
/// Headings are numbered as one list, whose name no other list can have.
pub(super) const HEADINGS: &str = "";

/// The lists of a document by the names of their styles, and how far they have been counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    levels: HashMap<String, [Level; LEVELS]>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    /// A bullet is the same for all items.
    bullet: Option<String>,
    numerals: Option<Numerals>,
    before: String,
    behind: String,
    start: Option<u32>,
    /// How many levels are written.
    shown: usize,
    /// What stands between number and text.
    blank: &'static str,
}

impl Lists {
    /// Adds the styles of lists of a part.
    pub(super) fn read(&mut self, part: &str) -> Result<(), Unreadable> {
        let mut walk = Walk::over(part);
        let mut name = None;
        let mut last = None;
        while let Some(step) = walk.next()? {
            let Step::Open(element) = step else { continue };
            match element.name() {
                "list-style" => name = element.attribute("name")?,
                "outline-style" => name = Some(HEADINGS.to_owned()),
                "list-level-style-number" | "list-level-style-bullet" | "outline-level-style" => {
                    let Some(name) = &name else { continue };
                    let level = Level::of(&element)?;
                    last = at(&element, "level")?.map(|at| (name.clone(), at));
                    if let Some(known) = last.as_ref().and_then(|last| self.level(last)) {
                        *known = level;
                    }
                }
                "list-level-label-alignment" => {
                    let blank = match element.attribute("label-followed-by")?.as_deref() {
                        Some("listtab") => "\t",
                        Some("space") => " ",
                        Some(_) | None => "",
                    };
                    if let Some(known) = last.as_ref().and_then(|last| self.level(last)) {
                        known.blank = blank;
                    }
                }
                "body" => break,
                _ => {}
            }
        }
        Ok(())
    }

    fn level(&mut self, (list, at): &(String, usize)) -> Option<&mut Level> {
        self.levels.entry(list.clone()).or_default().get_mut(*at)
    }

    /// A list begins to be counted anew.
    pub(super) fn begin(&mut self, list: &str) {
        self.counters.remove(list);
    }

    /// Counts an item, and says what stands before its text and what blank behind that.
    pub(super) fn label(
        &mut self,
        list: &str,
        level: usize,
        start: Option<u32>,
    ) -> Option<(String, &'static str)> {
        let levels = self.levels.get(list)?;
        let at = level.min(LEVELS - 1);
        let counters = self.counters.entry(list.to_owned()).or_default();
        let first = |at: usize| levels[at].start.unwrap_or(1);
        let next = counters[at].map_or_else(|| first(at), |last| last.saturating_add(1));
        counters[at] = Some(start.unwrap_or(next));
        counters[at + 1..].fill(None);
        let own = &levels[at];
        if let Some(bullet) = &own.bullet {
            return Some((bullet.clone(), own.blank));
        }
        own.numerals.filter(|numerals| *numerals != Numerals::Nothing)?;
        let from = (at + 1).saturating_sub(own.shown.max(1));
        let written = (from..=at).filter_map(|at| {
            let number = counters[at].unwrap_or_else(|| first(at));
            levels[at].numerals.map(|numerals| numerals.write(number))
        });
        let written = written.filter(|number| !number.is_empty()).collect::<Vec<_>>().join(".");
        Some((format!("{}{written}{}", own.before, own.behind), own.blank))
    }
}

impl Level {
    fn of(element: &Element<'_>) -> Result<Self, Unreadable> {
        let text = |name| element.attribute(name).map(Option::unwrap_or_default);
        let number = |name| -> Result<Option<u32>, Unreadable> {
            Ok(element.attribute(name)?.and_then(|value| value.parse().ok()))
        };
        let bullet = element.attribute("bullet-char")?;
        let symbol = |c: char| if ('\u{e000}'..='\u{f8ff}').contains(&c) { '•' } else { c };
        Ok(Self {
            bullet: bullet.map(|bullet| bullet.chars().map(symbol).collect()),
            numerals: element.attribute("num-format")?.map(|first| Numerals::of_first(&first)),
            before: text("num-prefix")?,
            behind: text("num-suffix")?,
            start: number("start-value")?,
            blank: "",
            shown: number("display-levels")?
                .and_then(|shown| usize::try_from(shown).ok())
                .unwrap_or(1),
        })
    }
}

/// A level that an element names, from 0.
pub(super) fn at(element: &Element<'_>, name: &str) -> Result<Option<usize>, Unreadable> {
    let level = element.attribute(name)?.and_then(|level| level.parse::<usize>().ok());
    Ok(level.and_then(|level| level.checked_sub(1)))
}

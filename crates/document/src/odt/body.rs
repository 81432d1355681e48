use super::lists::{HEADINGS, Lists, at};
use super::styles::Styles;
use crate::Unreadable;
use crate::besides::{Besides, Reading, visible};
use crate::limits::MAX_TEXT_BYTES;
use crate::paragraphs::Paragraphs;
use crate::too_much_text;
use crate::xml::{Element, Step, Walk};

/// The most blanks one element may stand for; more than fit on a line mean nothing.
const MAX_SPACES: usize = 256;

/// Gathers the text of a body step by step.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    lists: Lists,
    paragraphs: Paragraphs,
    besides: Besides,
    /// The style of each open list.
    open: Vec<String>,
    /// The item that was opened last and has no number yet.
    item: Option<Item>,
    /// Rows and cells that stand several times: where their text begins, and how often they do.
    repeated: Vec<(usize, usize)>,
}

/// An item of a list.
#[derive(Clone, Copy)]
struct Item {
    /// The number that it is given; otherwise it has the next one.
    start: Option<u32>,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, lists: Lists) -> Self {
        Self {
            styles,
            lists,
            paragraphs: Paragraphs::default(),
            besides: Besides::default(),
            open: vec![],
            item: None,
            repeated: vec![],
        }
    }

    pub(super) fn finish(self) -> Reading {
        Reading { text: self.paragraphs.into_text(), besides: self.besides }
    }

    pub(super) fn take(&mut self, step: &Step<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        match step {
            Step::Open(element) => self.open(element, walk),
            Step::Text(text) if self.paragraphs.is_open() => self.paragraphs.push(text),
            Step::Text(_) => Ok(()),
            Step::Close(closing) => self.close(closing.name()),
        }
    }

    fn open(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        match element.name() {
            "p" | "h" | "span" | "section" if self.is_hidden(element)? => {
                self.besides.hidden += visible(&walk.text()?);
            }
            "p" | "h" => {
                self.paragraphs.open();
                self.number(element)?;
            }
            "list" => self.open_list(element)?,
            "list-item" => {
                let start = element.attribute("start-value")?;
                self.item = Some(Item { start: start.and_then(|start| start.parse().ok()) });
            }
            "table-row" => self.repeats(element, "number-rows-repeated")?,
            "table-cell" => self.repeats(element, "number-columns-repeated")?,
            "image" if element.prefix() == "draw" => self.besides.pictures += 1,
            "s" => {
                let count = element.attribute("c")?.and_then(|count| count.parse().ok());
                self.paragraphs.push(&" ".repeat(count.unwrap_or(1).min(MAX_SPACES)))?;
            }
            "tab" => self.paragraphs.push("\t")?,
            "line-break" => self.paragraphs.push("\n")?,
            // An index has templates for its entries beside the entries themselves.
            name if name.ends_with("-source") => walk.skip()?,
            // The title of a drawing is for those who do not see it; a field of that name shows the title of the document.
            "title" if element.prefix() == "svg" => walk.skip()?,
            "tracked-changes" | "annotation" | "note-citation" | "number" | "sequence-decls"
            | "variable-decls" | "user-field-decls" | "forms" | "scripts" | "script"
            | "font-face-decls" | "desc" | "binary-data" | "covered-table-cell" | "hidden-text"
            | "hidden-paragraph" | "styles" | "automatic-styles" => {
                walk.skip()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "p" | "h" => self.paragraphs.close()?,
            "list" => {
                self.open.pop();
                self.item = None;
            }
            "list-item" => self.item = None,
            "table-row" | "table-cell" => {
                if let Some((from, times)) = self.repeated.pop() {
                    self.paragraphs.repeat(from, times)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn is_hidden(&self, element: &Element<'_>) -> Result<bool, Unreadable> {
        if element.name() == "section" {
            return Ok(element.attribute("display")?.as_deref() == Some("none"));
        }
        let family = if element.name() == "span" { "text" } else { "paragraph" };
        let style = element.attribute("style-name")?;
        Ok(style.and_then(|style| self.styles.hides(family, &style)).unwrap_or(false))
    }

    /// A list within another has its style, unless it names one itself.
    fn open_list(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let outer = self.open.last().cloned();
        let style = element.attribute("style-name")?.or(outer).unwrap_or_default();
        let continues = element.attribute("continue-numbering")?.as_deref() == Some("true")
            || element.attribute("continue-list")?.is_some();
        if self.open.is_empty() && !continues {
            self.lists.begin(&style);
        }
        self.open.push(style);
        Ok(())
    }

    /// The first paragraph of an item has its number, and so has a heading.
    fn number(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let label = match (self.open.last(), self.item.take()) {
            // A list without a style has no numbers.
            (Some(list), Some(_)) if list.is_empty() => None,
            (Some(list), Some(item)) => self.lists.label(list, self.open.len() - 1, item.start),
            (None, _) if element.name() == "h" => {
                let level = at(element, "outline-level")?.unwrap_or(0);
                let is_header = element.attribute("is-list-header")?.as_deref() == Some("true");
                if is_header { None } else { self.lists.label(HEADINGS, level, None) }
            }
            (Some(_), None) | (None, _) => None,
        };
        let Some((label, blank)) = label else { return Ok(()) };
        self.besides.list_numbers += visible(&label);
        self.paragraphs.push(&label)?;
        self.paragraphs.push(blank)
    }

    fn repeats(&mut self, element: &Element<'_>, name: &str) -> Result<(), Unreadable> {
        let times = element.attribute(name)?.and_then(|times| times.parse().ok()).unwrap_or(1);
        if times > MAX_TEXT_BYTES {
            return Err(too_much_text());
        }
        self.repeated.push((self.paragraphs.place(), times));
        Ok(())
    }
}

use std::collections::HashSet;
use std::rc::Rc;

use super::numbering::Numbering;
use super::styles::Styles;
use super::{Notes, is_on};
use crate::Unreadable;
use crate::besides::{Besides, Reading, visible};
use crate::paragraphs::Paragraphs;
use crate::xml::{Element, Step, Walk};

/// Markup whose alternative is shown is known to every word processor of the last decade; for other markup the fallback shows.
const KNOWN_MARKUP: [&str; 16] = [
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.microsoft.com/office/word/2018/wordml",
    "http://schemas.microsoft.com/office/word/2018/wordml/cex",
    "http://schemas.microsoft.com/office/word/2016/wordml/cid",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "http://schemas.microsoft.com/office/drawing/2010/main",
    "http://schemas.microsoft.com/office/drawing/2007/8/2/chart",
    "http://schemas.microsoft.com/office/drawing/2015/9/8/chartex",
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
];

/// What the body names and other parts define.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) footnotes: Notes,
    pub(super) endnotes: Notes,
    /// The texts of diagrams by the identifiers of their relations.
    pub(super) diagrams: Notes,
}

/// Gathers the text of a body or a note step by step.
pub(super) struct Body {
    told: Rc<Told>,
    numbering: Numbering,
    paragraphs: Paragraphs,
    besides: Besides,
    /// For each open paragraph whether its style hides it.
    hidden_paragraphs: Vec<bool>,
    /// For each open run whether it is hidden; a text box hangs in a run, so runs nest.
    hidden: Vec<bool>,
    /// For each open `AlternateContent` whether a choice was taken.
    taken: Vec<bool>,
    fields: Vec<Field>,
    /// The relations of headers and footers that a section shows.
    furniture: HashSet<String>,
    in_text: bool,
}

/// A field that has begun and not ended.
#[derive(Default)]
struct Field {
    /// What it shows has begun.
    shows: bool,
    code: String,
    /// What stands in its code as text; it is not shown.
    unseen: String,
    chosen: usize,
    choices: Vec<String>,
}

/// What the properties of a paragraph say.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    /// Its mark is hidden or deleted, so that it has no number.
    without_mark: bool,
}

impl Told {
    /// What a note or a header may name.
    pub(super) fn without_notes(&self) -> Self {
        Self {
            styles: self.styles.clone(),
            numbering: self.numbering.clone(),
            diagrams: self.diagrams.clone(),
            ..Self::default()
        }
    }
}

impl Body {
    pub(super) fn new(told: Rc<Told>) -> Self {
        Self {
            numbering: told.numbering.clone(),
            told,
            paragraphs: Paragraphs::default(),
            besides: Besides::default(),
            hidden_paragraphs: vec![],
            hidden: vec![],
            taken: vec![],
            fields: vec![],
            furniture: HashSet::new(),
            in_text: false,
        }
    }

    pub(super) fn told(&self) -> &Told {
        &self.told
    }

    pub(super) fn shows_furniture(&self, relation: &str) -> bool {
        self.furniture.contains(relation)
    }

    /// The text. What stands in the code of a field that never ends is counted: nothing says that it is not shown.
    pub(super) fn finish(mut self) -> Result<Reading, Unreadable> {
        for field in std::mem::take(&mut self.fields) {
            if !field.unseen.is_empty() {
                self.paragraphs.push_after(&field.unseen)?;
                self.paragraphs.push_after("\n")?;
            }
        }
        Ok(Reading { text: self.paragraphs.into_text(), besides: self.besides })
    }

    pub(super) fn take(&mut self, step: &Step<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        match step {
            Step::Open(element) => self.open(element, walk),
            Step::Text(text) if self.in_text => self.push(text),
            Step::Text(_) => Ok(()),
            Step::Close(closing) => self.close(closing.name()),
        }
    }

    fn open(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        match element.name() {
            "p" => self.open_paragraph(walk)?,
            "r" => {
                self.hidden.push(self.is_hidden() || self.hidden_paragraphs.last() == Some(&true));
            }
            "rPr" => self.format_run(walk)?,
            "t" => self.in_text = true,
            "tab" | "ptab" => self.push("\t")?,
            "br" | "cr" => self.push("\n")?,
            "noBreakHyphen" => self.push("\u{2011}")?,
            "sym" => self.symbol(element)?,
            "footnoteReference" | "endnoteReference" => self.refer(element)?,
            "AlternateContent" => self.taken.push(false),
            "Choice" if self.may_take(element, walk)? => {}
            "Fallback" if self.taken.last() != Some(&true) => {}
            "trPr" if has(walk, "del")? => pass_over_parent(walk)?,
            "tcPr" if has(walk, "cellDel")? => pass_over_parent(walk)?,
            "trPr" | "tcPr" => {}
            "sectPr" => self.section(walk)?,
            "altChunk" | "subDoc" => return Err(Unreadable::embedded(element.name())),
            "OLEObject" if shows_document(element)? => {
                return Err(Unreadable::embedded(element.name()));
            }
            "Choice" | "Fallback" | "del" | "moveFrom" | "delText" | "delInstrText" | "pPr"
            | "tblPr" | "tblPrEx" | "tblGrid" | "sdtPr" | "sdtEndPr" | "rubyPr" | "ctrlPr" => {
                walk.skip()?;
            }
            _ => self.open_special(element, walk)?,
        }
        Ok(())
    }

    /// Fields, pictures and drawings.
    fn open_special(
        &mut self,
        element: &Element<'_>,
        walk: &mut Walk<'_>,
    ) -> Result<(), Unreadable> {
        match element.name() {
            "fldChar" => self.field(element.attribute("fldCharType")?.as_deref())?,
            "instrText" => {
                let code = walk.text()?;
                if let Some(field) = self.fields.last_mut() {
                    field.code.push_str(&code);
                }
            }
            "result" => {
                let chosen = element.attribute("val")?.and_then(|chosen| chosen.parse().ok());
                if let Some(field) = self.fields.last_mut() {
                    field.chosen = chosen.unwrap_or(0);
                }
            }
            "listEntry" => {
                let choice = element.attribute("val")?.unwrap_or_default();
                if let Some(field) = self.fields.last_mut() {
                    field.choices.push(choice);
                }
            }
            "blip" | "imagedata" => self.besides.pictures += 1,
            "textpath" => {
                let text = element.attribute("string")?.unwrap_or_default();
                self.push_after(&text)?;
            }
            "relIds" => {
                let diagram = element.attribute("dm")?.unwrap_or_default();
                let told = Rc::clone(&self.told);
                let text = told.diagrams.get(&diagram);
                self.push_after(text.ok_or_else(|| Unreadable::corrupt("a diagram is missing"))?)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "p" => {
                self.hidden_paragraphs.pop();
                self.paragraphs.close()?;
            }
            "r" => {
                self.hidden.pop();
            }
            "t" => self.in_text = false,
            "AlternateContent" => {
                self.taken.pop();
            }
            _ => {}
        }
        Ok(())
    }

    /// The properties of a paragraph, if there are any, are the first that stands in it.
    fn open_paragraph(&mut self, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        self.paragraphs.open();
        let properties =
            if walk.next_is("pPr")? { self.properties(walk)? } else { Properties::default() };
        let style = properties.style.as_deref();
        let hidden = self.told.styles.hides_paragraph(style);
        self.hidden_paragraphs.push(hidden);
        let (of_style, level) = self.told.styles.numbering(style);
        let level_of_style = if properties.number.is_none() { level } else { None };
        let Some(number) = properties.number.clone().or(of_style) else { return Ok(()) };
        if properties.without_mark || hidden || number == "0" || self.in_code() {
            return Ok(());
        }
        let told = Rc::clone(&self.told);
        let level = properties.level.or(level_of_style);
        if let Some((label, blank)) = self.numbering.label(&number, level, style, &told.styles) {
            self.besides.list_numbers += visible(&label);
            self.paragraphs.push(&label)?;
            self.paragraphs.push(blank)?;
        }
        Ok(())
    }

    fn properties(&mut self, walk: &mut Walk<'_>) -> Result<Properties, Unreadable> {
        let outside = walk.depth() - 1;
        let mut properties = Properties::default();
        while walk.depth() > outside {
            let Some(Step::Open(element)) = walk.next()? else { continue };
            let value = element.attribute("val")?;
            match element.name() {
                "pStyle" => properties.style = value,
                "numId" => properties.number = value,
                "ilvl" => properties.level = value.and_then(|level| level.parse().ok()),
                "vanish" => properties.without_mark |= value.is_none_or(|value| is_on(&value)),
                // Inserted and later deleted numbers are no deleted marks.
                "del" | "moveFrom" if walk.depth() == outside + 3 => properties.without_mark = true,
                "sectPr" => self.section(walk)?,
                "rPrChange" | "pPrChange" => walk.skip()?,
                _ => {}
            }
        }
        Ok(properties)
    }

    fn section(&mut self, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        let outside = walk.depth() - 1;
        while walk.depth() > outside {
            if let Some(Step::Open(element)) = walk.next()?
                && matches!(element.name(), "headerReference" | "footerReference")
            {
                self.furniture.extend(element.attribute("id")?);
            }
        }
        Ok(())
    }

    /// Reads the properties of a run to their end. What stands deeper in them is a former formatting.
    fn format_run(&mut self, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        let outside = walk.depth() - 1;
        let (mut direct, mut of_style) = (None, None);
        while walk.depth() > outside {
            let Some(Step::Open(element)) = walk.next()? else { continue };
            let value = element.attribute("val")?;
            match element.name() {
                "vanish" if walk.depth() == outside + 2 => {
                    direct = Some(value.is_none_or(|value| is_on(&value)));
                }
                "rStyle" if walk.depth() == outside + 2 => {
                    of_style = value.and_then(|style| self.told.styles.hides_characters(&style));
                }
                _ => {}
            }
        }
        let around = self.hidden.len().checked_sub(2).is_some_and(|outer| self.hidden[outer]);
        if let (Some(hidden), Some(hides)) = (self.hidden.last_mut(), direct.or(of_style)) {
            *hidden = around || hides;
        }
        Ok(())
    }

    fn is_hidden(&self) -> bool {
        self.hidden.last() == Some(&true)
    }

    /// Whether what comes is the code of a field, which is not shown.
    fn in_code(&self) -> bool {
        self.fields.iter().any(|field| !field.shows)
    }

    fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.is_hidden() {
            self.besides.hidden += visible(text);
            return Ok(());
        }
        match self.fields.iter_mut().find(|field| !field.shows) {
            Some(field) => {
                field.unseen.push_str(text);
                Ok(())
            }
            None => self.paragraphs.push(text),
        }
    }

    /// Text of its own that stands behind the paragraph.
    fn push_after(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.is_hidden() || self.in_code() {
            return self.push(text);
        }
        self.paragraphs.push_after(text)?;
        if text.is_empty() || text.ends_with('\n') {
            Ok(())
        } else {
            self.paragraphs.push_after("\n")
        }
    }

    fn field(&mut self, kind: Option<&str>) -> Result<(), Unreadable> {
        match kind {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                    self.besides.hidden += visible(&std::mem::take(&mut field.unseen));
                }
            }
            Some("end") => {
                if let Some(field) = self.fields.pop() {
                    self.besides.hidden += visible(&field.unseen);
                    if !field.shows {
                        self.push(&field.drawn())?;
                    }
                }
            }
            Some(_) | None => {}
        }
        Ok(())
    }

    /// A mark of a symbol font is one character for its reader, whichever its number.
    fn symbol(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let number = element.attribute("char")?;
        let character = number
            .and_then(|number| u32::from_str_radix(&number, 16).ok())
            .and_then(char::from_u32)
            .unwrap_or(char::REPLACEMENT_CHARACTER);
        self.push(character.encode_utf8(&mut [0; 4]))
    }

    fn refer(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let told = Rc::clone(&self.told);
        let is_foot = element.name() == "footnoteReference";
        let notes = if is_foot { &told.footnotes } else { &told.endnotes };
        match element.attribute("id")?.and_then(|id| notes.get(&id)) {
            Some(note) => self.push_after(note),
            None => Ok(()),
        }
    }

    /// Of several alternatives the first with known markup shows.
    fn may_take(&mut self, choice: &Element<'_>, walk: &Walk<'_>) -> Result<bool, Unreadable> {
        let requires = choice.attribute("Requires")?.unwrap_or_default();
        let is_known =
            |prefix| walk.namespace(prefix).is_some_and(|space| KNOWN_MARKUP.contains(&space));
        let known = requires.split_whitespace().all(is_known);
        Ok(match self.taken.last_mut() {
            Some(taken) if known && !*taken => {
                *taken = true;
                true
            }
            Some(_) | None => false,
        })
    }
}

impl Field {
    /// What a field shows that has no result: what was chosen, or the pieces of an equation.
    fn drawn(&self) -> String {
        if let Some(chosen) = self.choices.get(self.chosen) {
            return chosen.clone();
        }
        let code = self.code.trim();
        match code.split_once(char::is_whitespace) {
            Some((name, equation)) if name.eq_ignore_ascii_case("eq") => equation_text(equation),
            Some(_) | None => String::new(),
        }
    }
}

/// The characters of an equation in a field. A ring drawn over another piece is one character with it.
fn equation_text(equation: &str) -> String {
    let is_ring = |piece: &str| matches!(piece, "○" | "◯" | "〇" | "△" | "□" | "◇");
    let mut words = String::new();
    let mut characters = equation.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' => while characters.next_if(char::is_ascii_alphanumeric).is_some() {},
            '(' | ')' | ',' | ';' => words.push('\n'),
            _ => words.push(c),
        }
    }
    let pieces: Vec<&str> =
        words.lines().map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let numbers: Vec<&str> = pieces.iter().copied().filter(|piece| !is_ring(piece)).collect();
    if numbers.len() < pieces.len() {
        return numbers.iter().map(|number| circled(number)).collect();
    }
    pieces.concat()
}

fn circled(piece: &str) -> String {
    let number = piece.parse::<u32>().ok().filter(|number| (1..=20).contains(number));
    number
        .map_or_else(|| piece.to_owned(), |number| crate::numerals::Numerals::Circled.write(number))
}

/// The text of a diagram, a line for each of its paragraphs.
pub(super) fn diagram(part: &str) -> Result<String, Unreadable> {
    let mut walk = Walk::over(part);
    let mut paragraphs = Paragraphs::default();
    while let Some(step) = walk.next()? {
        match step {
            Step::Open(element) if element.name() == "p" => paragraphs.open(),
            Step::Open(element) if element.name() == "t" && paragraphs.is_open() => {
                let text = walk.text()?;
                paragraphs.push(&text)?;
            }
            Step::Close(closing) if closing.name() == "p" => paragraphs.close()?,
            Step::Open(_) | Step::Close(_) | Step::Text(_) => {}
        }
    }
    Ok(paragraphs.into_text())
}

/// Reads the element that was opened last to its end: does this stand in it?
fn has(walk: &mut Walk<'_>, name: &str) -> Result<bool, Unreadable> {
    let outside = walk.depth() - 1;
    let mut has = false;
    while walk.depth() > outside {
        if let Some(Step::Open(element)) = walk.next()? {
            has |= element.name() == name && walk.depth() == outside + 2;
        }
    }
    Ok(has)
}

/// Passes over the rest of the element in which the walk stands.
fn pass_over_parent(walk: &mut Walk<'_>) -> Result<(), Unreadable> {
    let inside = walk.depth();
    while walk.depth() >= inside && walk.next()?.is_some() {}
    Ok(())
}

/// Whether an embedded object shows the text of a document, instead of a symbol for it.
fn shows_document(object: &Element<'_>) -> Result<bool, Unreadable> {
    let program = object.attribute("ProgID")?.unwrap_or_default().to_ascii_lowercase();
    let shown = object.attribute("DrawAspect")?.is_none_or(|aspect| aspect != "Icon");
    let writes = ["word.", "wps.", "kwps.", "soffice.writer", "opendocument.writer"];
    Ok(shown && writes.iter().any(|writer| program.starts_with(writer)))
}

use std::collections::HashMap;

use crate::Unreadable;
use crate::archive::{Archive, resolve};
use crate::paragraphs::Paragraphs;
use crate::xml::{Element, Step, Walk, decode};

/// Texts of foot- or endnotes by their id.
type Notes = HashMap<String, String>;

/// The text of a `.docx` file.
pub(crate) fn read(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    refuse_macros(archive)?;
    let main = find(&relations(archive, "")?, "officeDocument")
        .ok_or_else(|| Unreadable::corrupt("the package names no main document"))?;
    let relations = relations(archive, &main)?;
    refuse_remote_template(archive, &relations)?;
    let footnotes = notes(archive, find(&relations, "footnotes"))?;
    let endnotes = notes(archive, find(&relations, "endnotes"))?;
    let part = decode(&archive.require(&main)?)?;
    let mut walk = Walk::over(&part);
    let mut body = Body::new(footnotes, endnotes);
    if !is_document(&mut walk)? {
        return Err(Unreadable::Unsupported);
    }
    while let Some(step) = walk.next()? {
        body.take(&step, &mut walk)?;
    }
    Ok(body.paragraphs.into_text())
}

fn is_document(walk: &mut Walk<'_>) -> Result<bool, Unreadable> {
    loop {
        match walk.next()? {
            Some(Step::Open(element)) => return Ok(element.name() == "document"),
            Some(Step::Text(_)) => {}
            Some(Step::Close(_)) | None => return Ok(false),
        }
    }
}

struct Relation {
    kind: String,
    target: String,
    external: bool,
}

/// The relations of a part, or of the package itself for the part `""`.
fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Relation>, Unreadable> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let Some(bytes) = archive.read(&resolve("", &format!("{folder}/_rels/{file}.rels")))? else {
        return Ok(Vec::new());
    };
    let text = decode(&bytes)?;
    let mut walk = Walk::over(&text);
    let mut relations = Vec::new();
    while let Some(step) = walk.next()? {
        let Step::Open(element) = step else { continue };
        let (Some(kind), Some(target)) = (element.attribute("Type")?, element.attribute("Target")?)
        else {
            continue;
        };
        let external = element.attribute("TargetMode")?.as_deref() == Some("External");
        let target = if external { target } else { resolve(part, &target) };
        relations.push(Relation { kind, target, external });
    }
    Ok(relations)
}

/// The strict and the transitional form of a relation differ in all but the last segment of its type.
fn find(relations: &[Relation], kind: &str) -> Option<String> {
    relations
        .iter()
        .find(|relation| !relation.external && relation.kind.rsplit('/').next() == Some(kind))
        .map(|relation| relation.target.clone())
}

fn refuse_macros(archive: &mut Archive<'_>) -> Result<(), Unreadable> {
    let types = decode(&archive.require("[Content_Types].xml")?)?;
    let project = |name: &str| name.to_ascii_lowercase().ends_with("vbaproject.bin");
    if archive.names().any(project) || types.contains("macroEnabled") {
        return Err(Unreadable::Macro);
    }
    Ok(())
}

/// A template fetched from elsewhere when the file is opened is a known way to smuggle in macros. Nothing is fetched here, but
/// the file would be passed on as it is.
fn refuse_remote_template(
    archive: &mut Archive<'_>,
    of_main: &[Relation],
) -> Result<(), Unreadable> {
    let Some(settings) = find(of_main, "settings") else { return Ok(()) };
    let remote = |relation: &Relation| {
        let target = relation.target.to_ascii_lowercase();
        relation.external
            && relation.kind.ends_with("/attachedTemplate")
            && ["http:", "https:", "ftp:", "\\\\"].iter().any(|scheme| target.starts_with(scheme))
    };
    if relations(archive, &settings)?.iter().any(remote) {
        return Err(Unreadable::hostile("a template to be fetched from elsewhere"));
    }
    Ok(())
}

fn notes(archive: &mut Archive<'_>, part: Option<String>) -> Result<Notes, Unreadable> {
    let mut notes = Notes::new();
    let Some(part) = part else { return Ok(notes) };
    let text = decode(&archive.require(&part)?)?;
    let mut walk = Walk::over(&text);
    while let Some(step) = walk.next()? {
        let Step::Open(element) = step else { continue };
        if !matches!(element.name(), "footnote" | "endnote") {
            continue;
        }
        // The kinds are lines between text and notes; the ordinary note has none.
        let ordinary = element.attribute("type")?.is_none_or(|kind| kind == "normal");
        let id = element.attribute("id")?;
        let outside = walk.depth() - 1;
        let mut body = Body::new(Notes::new(), Notes::new());
        while walk.depth() > outside {
            let Some(step) = walk.next()? else { break };
            body.take(&step, &mut walk)?;
        }
        if let Some(id) = id.filter(|_| ordinary) {
            notes.insert(id, body.paragraphs.into_text());
        }
    }
    Ok(notes)
}

/// Markup whose alternative is shown is known to every word processor of the last decade; for other markup the fallback shows.
const KNOWN_MARKUP: [&str; 16] = [
    "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16cex", "w16cid", "w16se", "a14",
    "c14", "cx1", "v", "o",
];

/// Gathers the text of a body or a note step by step.
struct Body {
    paragraphs: Paragraphs,
    footnotes: Notes,
    endnotes: Notes,
    /// For each open run whether it is hidden; a text box hangs in a run, so runs nest.
    hidden: Vec<bool>,
    /// For each open `AlternateContent` whether a choice was taken.
    taken: Vec<bool>,
    in_text: bool,
}

impl Body {
    fn new(footnotes: Notes, endnotes: Notes) -> Self {
        let paragraphs = Paragraphs::default();
        Self { paragraphs, footnotes, endnotes, hidden: vec![], taken: vec![], in_text: false }
    }

    fn take(&mut self, step: &Step<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        match step {
            Step::Open(element) => self.open(element, walk),
            Step::Text(text) if self.in_text => self.push(text),
            Step::Text(_) => Ok(()),
            Step::Close(closing) => self.close(closing.name()),
        }
    }

    fn open(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        match element.name() {
            "p" => self.paragraphs.open(),
            "r" => self.hidden.push(self.is_hidden()),
            "rPr" => {
                let hides = hides(walk)?;
                if let Some(hidden) = self.hidden.last_mut() {
                    *hidden |= hides;
                }
            }
            "t" => self.in_text = true,
            "tab" | "ptab" => self.push("\t")?,
            "br" | "cr" => self.push("\n")?,
            "noBreakHyphen" => self.push("\u{2011}")?,
            "sym" => self.symbol(element)?,
            "footnoteReference" | "endnoteReference" => self.refer(element)?,
            "AlternateContent" => self.taken.push(false),
            "Choice" if self.may_take(element)? => {}
            "Fallback" if self.taken.last() != Some(&true) => {}
            "altChunk" | "subDoc" => return Err(Unreadable::embedded(element.name())),
            "Choice" | "Fallback" | "del" | "moveFrom" | "delText" | "delInstrText"
            | "instrText" | "pPr" | "tblPr" | "tblPrEx" | "tblGrid" | "trPr" | "tcPr"
            | "sectPr" | "sdtPr" | "sdtEndPr" | "rubyPr" | "ctrlPr" => walk.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "p" => self.paragraphs.close()?,
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

    fn is_hidden(&self) -> bool {
        self.hidden.last() == Some(&true)
    }

    fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.is_hidden() { Ok(()) } else { self.paragraphs.push(text) }
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
        let notes =
            if element.name() == "footnoteReference" { &self.footnotes } else { &self.endnotes };
        let note = element.attribute("id")?.and_then(|id| notes.get(&id));
        match note {
            Some(note) if !self.is_hidden() => self.paragraphs.push_after(note),
            Some(_) | None => Ok(()),
        }
    }

    /// Of several alternatives the first with known markup shows.
    fn may_take(&mut self, choice: &Element<'_>) -> Result<bool, Unreadable> {
        let requires = choice.attribute("Requires")?.unwrap_or_default();
        let known = requires.split_whitespace().all(|markup| KNOWN_MARKUP.contains(&markup));
        Ok(match self.taken.last_mut() {
            Some(taken) if known && !*taken => {
                *taken = true;
                true
            }
            Some(_) | None => false,
        })
    }
}

/// Reads the properties of a run to their end: do they hide it? What stands deeper in them is a former formatting.
fn hides(walk: &mut Walk<'_>) -> Result<bool, Unreadable> {
    let outside = walk.depth() - 1;
    let mut hides = false;
    while walk.depth() > outside {
        if let Some(Step::Open(element)) = walk.next()?
            && element.name() == "vanish"
            && walk.depth() == outside + 2
        {
            let value = element.attribute("val")?;
            hides = !matches!(value.as_deref(), Some("0" | "false" | "off"));
        }
    }
    Ok(hides)
}

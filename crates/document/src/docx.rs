mod body;
mod numbering;
mod styles;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::Unreadable;
use crate::archive::{Archive, resolve};
use crate::besides::{Reading, visible};
use crate::limits::FREE_FURNITURE_CHARACTERS;
use crate::xml::{Step, Walk, decode};
use body::{Body, Told};
use numbering::Numbering;
use styles::Styles;

/// The text of a `.docx` file.
pub(crate) fn read(archive: &mut Archive<'_>) -> Result<Reading, Unreadable> {
    refuse_macros(archive)?;
    let main = find(&relations(archive, "")?, "officeDocument")
        .ok_or_else(|| Unreadable::corrupt("the package names no main document"))?;
    let relations = relations(archive, &main)?;
    refuse_remote_template(archive, &relations)?;
    let mut body = Body::new(Rc::new(around(archive, &relations)?));
    let part = decode(&archive.require(&main)?)?;
    let mut walk = Walk::over(&part);
    if !is_document(&mut walk)? {
        return Err(Unreadable::Unsupported);
    }
    while let Some(step) = walk.next()? {
        body.take(&step, &mut walk)?;
    }
    let furniture = furniture(archive, &relations, &body)?;
    let mut reading = body.finish()?;
    reading.text.push_str(&furniture);
    Ok(reading)
}

/// What the body names and other parts define.
fn around(archive: &mut Archive<'_>, relations: &[Relation]) -> Result<Told, Unreadable> {
    let mut part = |kind| {
        let part = find(relations, kind);
        part.map(|part| archive.require(&part).and_then(|bytes| decode(&bytes))).transpose()
    };
    let styles = part("styles")?.map(|part| Styles::read(&part)).transpose()?.unwrap_or_default();
    let numbering = part("numbering")?.map(|part| Numbering::read(&part)).transpose()?;
    let (footnotes, endnotes) = (part("footnotes")?, part("endnotes")?);
    let mut told = Told { styles, numbering: numbering.unwrap_or_default(), ..Told::default() };
    for relation in relations.iter().filter(|relation| relation.is("diagramData")) {
        let text = body::diagram(&decode(&archive.require(&relation.target)?)?)?;
        told.diagrams.insert(relation.id.clone(), text);
    }
    // Notes have the same styles and lists, and none of their own.
    let plain = Rc::new(told.without_notes());
    told.footnotes = footnotes.map(|part| notes(&part, &plain)).transpose()?.unwrap_or_default();
    told.endnotes = endnotes.map(|part| notes(&part, &plain)).transpose()?.unwrap_or_default();
    Ok(told)
}

/// Headers and footers that are shown and so long that something could hide in them, each text once.
fn furniture(
    archive: &mut Archive<'_>,
    relations: &[Relation],
    body: &Body,
) -> Result<String, Unreadable> {
    let mut texts = String::new();
    let mut counted = HashSet::new();
    let shown = |relation: &&Relation| {
        (relation.is("header") || relation.is("footer")) && body.shows_furniture(&relation.id)
    };
    for relation in relations.iter().filter(shown) {
        let part = decode(&archive.require(&relation.target)?)?;
        let mut walk = Walk::over(&part);
        let mut furniture = Body::new(Rc::new(body.told().without_notes()));
        while let Some(step) = walk.next()? {
            furniture.take(&step, &mut walk)?;
        }
        let text = furniture.finish()?.text;
        if visible(&text) > FREE_FURNITURE_CHARACTERS && counted.insert(text.clone()) {
            texts.push_str(&text);
        }
    }
    Ok(texts)
}

/// Whether a value that says yes or no says yes.
fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
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
    id: String,
    kind: String,
    target: String,
    external: bool,
}

impl Relation {
    /// The strict and the transitional form of a relation differ in all but the last segment of its type.
    fn is(&self, kind: &str) -> bool {
        !self.external && self.kind.rsplit('/').next() == Some(kind)
    }
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
        let id = element.attribute("Id")?.unwrap_or_default();
        relations.push(Relation { id, kind, target, external });
    }
    Ok(relations)
}

fn find(relations: &[Relation], kind: &str) -> Option<String> {
    relations.iter().find(|relation| relation.is(kind)).map(|relation| relation.target.clone())
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

/// Texts of foot- or endnotes by their identifier.
type Notes = HashMap<String, String>;

fn notes(part: &str, told: &Rc<Told>) -> Result<Notes, Unreadable> {
    let mut notes = Notes::new();
    let mut walk = Walk::over(part);
    while let Some(step) = walk.next()? {
        let Step::Open(element) = step else { continue };
        if !matches!(element.name(), "footnote" | "endnote") {
            continue;
        }
        // The kinds are lines between text and notes; the ordinary note has none.
        let ordinary = element.attribute("type")?.is_none_or(|kind| kind == "normal");
        let id = element.attribute("id")?;
        let outside = walk.depth() - 1;
        let mut body = Body::new(Rc::clone(told));
        while walk.depth() > outside {
            let Some(step) = walk.next()? else { break };
            body.take(&step, &mut walk)?;
        }
        if let Some(id) = id.filter(|_| ordinary) {
            notes.insert(id, body.finish()?.text);
        }
    }
    Ok(notes)
}

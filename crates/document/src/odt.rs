use std::collections::HashSet;

use crate::Unreadable;
use crate::archive::Archive;
use crate::paragraphs::Paragraphs;
use crate::xml::{Element, Step, Walk, decode};

/// The most blanks one element may stand for; more than fit on a line mean nothing.
const MAX_SPACES: usize = 256;

/// The text of an `.odt` file.
pub(crate) fn read(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    if let Some(manifest) = archive.read("META-INF/manifest.xml")? {
        refuse_encrypted(&decode(&manifest)?)?;
    }
    if archive.names().any(is_macro) {
        return Err(Unreadable::Macro);
    }
    let part = decode(&archive.require("content.xml")?)?;
    let mut walk = Walk::over(&part);
    let mut body = Body::default();
    while let Some(step) = walk.next()? {
        match step {
            Step::Open(element) => body.open(&element, &mut walk)?,
            Step::Text(text) if body.paragraphs.is_open() => body.paragraphs.push(&text)?,
            Step::Close(closing) if is_paragraph(closing.name()) => body.paragraphs.close()?,
            Step::Text(_) | Step::Close(_) => {}
        }
    }
    Ok(body.paragraphs.into_text())
}

fn refuse_encrypted(manifest: &str) -> Result<(), Unreadable> {
    let mut walk = Walk::over(manifest);
    while let Some(step) = walk.next()? {
        if matches!(step, Step::Open(element) if element.name() == "encryption-data") {
            return Err(Unreadable::Encrypted);
        }
    }
    Ok(())
}

/// The lists of libraries are written even where there are none.
fn is_macro(name: &str) -> bool {
    let in_folder = name.starts_with("Basic/") || name.starts_with("Scripts/");
    let is_list = ["/", "script-lb.xml", "script-lc.xml"].iter().any(|end| name.ends_with(end));
    in_folder && !is_list
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "h")
}

#[derive(Default)]
struct Body {
    paragraphs: Paragraphs,
    /// The style that is being defined.
    style: String,
    /// Automatic styles whose text does not show.
    hidden: HashSet<String>,
}

impl Body {
    fn open(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        match element.name() {
            "style" => self.style = element.attribute("name")?.unwrap_or_default(),
            "text-properties" if is_none(element)? => {
                self.hidden.insert(std::mem::take(&mut self.style));
            }
            "p" | "h" | "span" if self.is_hidden(element)? => walk.skip()?,
            "section" if is_none(element)? => walk.skip()?,
            "p" | "h" => self.paragraphs.open(),
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
            | "hidden-paragraph" => {
                walk.skip()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn is_hidden(&self, element: &Element<'_>) -> Result<bool, Unreadable> {
        Ok(element.attribute("style-name")?.is_some_and(|style| self.hidden.contains(&style)))
    }
}

fn is_none(element: &Element<'_>) -> Result<bool, Unreadable> {
    Ok(element.attribute("display")?.as_deref() == Some("none"))
}

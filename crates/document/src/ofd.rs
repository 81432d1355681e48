use std::collections::{HashMap, HashSet};

use crate::archive::{Archive, resolve};
use crate::besides::{Reading, visible};
use crate::limits::{FREE_FURNITURE_CHARACTERS, MAX_FORM_DEPTH, MAX_PAGES, MAX_TEXT_BYTES};
use crate::paragraphs::Paragraphs;
use crate::xml::{Element, Step, Walk, decode};
use crate::{Unreadable, too_much_text};

/// The text of an OFD file: the pages in order. Their templates hold letterhead and page furniture, and count once where they are
/// so long that something could hide in them.
pub(crate) fn read(archive: &mut Archive<'_>) -> Result<Reading, Unreadable> {
    let roots = texts_of(archive, "OFD.xml", "DocRoot")?;
    if roots.is_empty() {
        return Err(Unreadable::corrupt("the package names no document"));
    }
    let mut documents = Vec::new();
    for root in roots {
        documents.push(Document::read(archive, &resolve("", &root))?);
    }
    let pages: usize = documents.iter().map(|document| document.pages.len()).sum();
    if pages > MAX_PAGES {
        return Err(Unreadable::hostile("too many pages"));
    }
    let mut reading = Reading::default();
    for document in &mut documents {
        document.read_pages(archive, &mut reading)?;
    }
    if reading.text.trim().is_empty() && pages > 0 {
        return Err(Unreadable::Scanned { pages: pages as u64 });
    }
    Ok(reading)
}

/// A document of the file.
#[derive(Default)]
struct Document {
    pages: Vec<String>,
    /// Where templates are, by their identifiers.
    templates: HashMap<String, String>,
    /// Templates that were looked at.
    seen: HashSet<String>,
    units: Units,
}

/// Groups of objects that pages draw by their identifiers.
#[derive(Default)]
struct Units {
    units: HashMap<String, Drawn>,
    /// The whole text of those that were drawn; nothing for one that is being read.
    texts: HashMap<String, Option<String>>,
}

/// What a page or a group of objects draws.
#[derive(Default)]
struct Drawn {
    text: String,
    /// The groups that it draws, each as often as it does.
    units: Vec<String>,
    templates: Vec<String>,
    /// Parts with groups of its own.
    resources: Vec<String>,
    pictures: usize,
}

impl Document {
    fn read(archive: &mut Archive<'_>, root: &str) -> Result<Self, Unreadable> {
        let xml = decode(&archive.require(root)?)?;
        let mut walk = Walk::over(&xml);
        let mut document = Self::default();
        let mut resources = Vec::new();
        while let Some(step) = walk.next()? {
            let Step::Open(element) = step else { continue };
            match element.name() {
                "Page" => {
                    let location = element.attribute("BaseLoc")?;
                    document.pages.extend(location.map(|location| resolve(root, &location)));
                }
                "TemplatePage" => {
                    let id = element.attribute("ID")?.unwrap_or_default();
                    let location = element.attribute("BaseLoc")?.unwrap_or_default();
                    document.templates.insert(id, resolve(root, &location));
                }
                "PublicRes" | "DocumentRes" => resources.push(resolve(root, walk.text()?.trim())),
                _ => {}
            }
        }
        for part in resources {
            document.units.read(archive, &part)?;
        }
        Ok(document)
    }

    fn read_pages(
        &mut self,
        archive: &mut Archive<'_>,
        reading: &mut Reading,
    ) -> Result<(), Unreadable> {
        for page in std::mem::take(&mut self.pages) {
            let drawn = self.read_page(archive, &page)?;
            reading.besides.pictures += drawn.pictures;
            reading.text.push_str(&self.units.whole(&drawn, 0)?);
            for template in &drawn.templates {
                self.read_template(archive, template, &mut reading.text)?;
            }
            if reading.text.len() > MAX_TEXT_BYTES {
                return Err(too_much_text());
            }
        }
        Ok(())
    }

    fn read_page(&mut self, archive: &mut Archive<'_>, page: &str) -> Result<Drawn, Unreadable> {
        let xml = decode(&archive.require(page)?)?;
        let drawn = Drawn::read(&mut Walk::over(&xml), 0)?;
        for resources in &drawn.resources {
            self.units.read(archive, &resolve(page, resources))?;
        }
        Ok(drawn)
    }

    fn read_template(
        &mut self,
        archive: &mut Archive<'_>,
        template: &str,
        text: &mut String,
    ) -> Result<(), Unreadable> {
        if !self.seen.insert(template.to_owned()) {
            return Ok(());
        }
        let missing = || Unreadable::corrupt("a template is missing");
        let part = self.templates.get(template).cloned().ok_or_else(missing)?;
        let drawn = self.read_page(archive, &part)?;
        let furniture = self.units.whole(&drawn, 0)?;
        if visible(&furniture) > FREE_FURNITURE_CHARACTERS {
            text.push_str(&furniture);
        }
        Ok(())
    }
}

impl Units {
    /// Adds the groups of a part. One that is not there draws nothing that a page could name.
    fn read(&mut self, archive: &mut Archive<'_>, part: &str) -> Result<(), Unreadable> {
        let Some(bytes) = archive.read(part)? else { return Ok(()) };
        let xml = decode(&bytes)?;
        let mut walk = Walk::over(&xml);
        while let Some(step) = walk.next()? {
            let Step::Open(element) = step else { continue };
            if element.name() == "CompositeGraphicUnit" {
                let id = element.attribute("ID")?.unwrap_or_default();
                let outside = walk.depth() - 1;
                self.units.insert(id, Drawn::read(&mut walk, outside)?);
            }
        }
        Ok(())
    }

    /// The text of what is drawn with that of all groups in it.
    fn whole(&mut self, drawn: &Drawn, depth: usize) -> Result<String, Unreadable> {
        if depth > MAX_FORM_DEPTH {
            return Err(Unreadable::hostile("OFD objects nested too deeply"));
        }
        let mut text = drawn.text.clone();
        for id in &drawn.units {
            text.push_str(&self.text_of(id, depth)?);
            if text.len() > MAX_TEXT_BYTES {
                return Err(too_much_text());
            }
        }
        Ok(text)
    }

    fn text_of(&mut self, id: &str, depth: usize) -> Result<String, Unreadable> {
        match self.texts.get(id) {
            Some(Some(text)) => return Ok(text.clone()),
            Some(None) => return Err(Unreadable::hostile("an OFD object draws itself")),
            None => {}
        }
        let missing = || Unreadable::corrupt("a drawn object is missing");
        let drawn = self.units.remove(id).ok_or_else(missing)?;
        self.texts.insert(id.to_owned(), None);
        let text = self.whole(&drawn, depth + 1)?;
        self.texts.insert(id.to_owned(), Some(text.clone()));
        Ok(text)
    }
}

impl Drawn {
    /// Reads on until the walk is no deeper than this.
    fn read(walk: &mut Walk<'_>, outside: usize) -> Result<Self, Unreadable> {
        let mut drawn = Self::default();
        let mut paragraphs = Paragraphs::default();
        let mut line = None;
        while let Some(step) = walk.next()? {
            match step {
                Step::Open(element) => drawn.take(&element, walk, &mut paragraphs, &mut line)?,
                Step::Close(_) if walk.depth() <= outside => break,
                Step::Close(_) | Step::Text(_) => {}
            }
        }
        paragraphs.close()?;
        drawn.text = paragraphs.into_text();
        Ok(drawn)
    }

    fn take(
        &mut self,
        element: &Element<'_>,
        walk: &mut Walk<'_>,
        paragraphs: &mut Paragraphs,
        line: &mut Option<Line>,
    ) -> Result<(), Unreadable> {
        match element.name() {
            "TextObject" | "CompositeObject" | "ImageObject" if is_invisible(element)? => {
                walk.skip()?;
            }
            "TextObject" => {
                let next = Line::of(element)?;
                if paragraphs.is_open() && !next.continues(line.as_ref()) {
                    paragraphs.close()?;
                }
                if !paragraphs.is_open() {
                    paragraphs.open();
                }
                *line = Some(next);
            }
            "TextCode" => paragraphs.push(&walk.text()?)?,
            "CompositeObject" => self.units.extend(element.attribute("ResourceID")?),
            "ImageObject" => self.pictures += 1,
            "Template" => self.templates.extend(element.attribute("TemplateID")?),
            "PageRes" => self.resources.push(walk.text()?.trim().to_owned()),
            _ => {}
        }
        Ok(())
    }
}

fn is_invisible(element: &Element<'_>) -> Result<bool, Unreadable> {
    Ok(element.attribute("Visible")?.as_deref() == Some("false"))
}

fn texts_of(archive: &mut Archive<'_>, part: &str, name: &str) -> Result<Vec<String>, Unreadable> {
    let xml = decode(&archive.require(part)?)?;
    let mut walk = Walk::over(&xml);
    let mut texts = Vec::new();
    while let Some(step) = walk.next()? {
        if matches!(&step, Step::Open(element) if element.name() == name) {
            texts.push(walk.text()?.trim().to_owned());
        }
    }
    Ok(texts)
}

/// Where on the page a text object stands, in millimetres from the top.
struct Line {
    top: f64,
    height: f64,
}

impl Line {
    /// The boundary is `x y width height`; a text object without one starts a line of its own.
    fn of(element: &Element<'_>) -> Result<Self, Unreadable> {
        let boundary = element.attribute("Boundary")?.unwrap_or_default();
        let mut numbers = boundary.split_whitespace().skip(1).map(str::parse::<f64>);
        let top = numbers.next().and_then(Result::ok).unwrap_or(f64::NAN);
        let height = numbers.nth(1).and_then(Result::ok).unwrap_or(f64::NAN);
        Ok(Self { top, height })
    }

    fn continues(&self, line: Option<&Self>) -> bool {
        line.is_some_and(|line| (self.top - line.top).abs() < line.height / 2.0)
    }
}

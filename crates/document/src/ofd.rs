use crate::archive::{Archive, resolve};
use crate::limits::MAX_PAGES;
use crate::limits::MAX_TEXT_BYTES;
use crate::paragraphs::Paragraphs;
use crate::xml::{Element, Step, Walk, decode};
use crate::{Unreadable, too_much_text};

/// The text of an OFD file: the pages in order, each without its template, which holds letterhead and page furniture.
pub(crate) fn read(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    let roots = texts_of(archive, "OFD.xml", "DocRoot")?;
    if roots.is_empty() {
        return Err(Unreadable::corrupt("the package names no document"));
    }
    let mut pages = Vec::new();
    for root in roots {
        pages.extend(pages_of(archive, &resolve("", &root))?);
    }
    if pages.len() > MAX_PAGES {
        return Err(Unreadable::hostile("too many pages"));
    }
    let mut text = String::new();
    for page in &pages {
        text.push_str(&read_page(archive, page)?);
        if text.len() > MAX_TEXT_BYTES {
            return Err(too_much_text());
        }
    }
    if text.trim().is_empty() && !pages.is_empty() {
        return Err(Unreadable::Scanned { pages: pages.len() as u64 });
    }
    Ok(text)
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

fn pages_of(archive: &mut Archive<'_>, root: &str) -> Result<Vec<String>, Unreadable> {
    let xml = decode(&archive.require(root)?)?;
    let mut walk = Walk::over(&xml);
    let mut pages = Vec::new();
    while let Some(step) = walk.next()? {
        if let Step::Open(element) = step
            && element.name() == "Page"
            && let Some(location) = element.attribute("BaseLoc")?
        {
            pages.push(resolve(root, &location));
        }
    }
    Ok(pages)
}

fn read_page(archive: &mut Archive<'_>, page: &str) -> Result<String, Unreadable> {
    let xml = decode(&archive.require(page)?)?;
    let mut walk = Walk::over(&xml);
    let mut paragraphs = Paragraphs::default();
    let mut line = None;
    while let Some(step) = walk.next()? {
        let Step::Open(element) = step else { continue };
        match element.name() {
            "TextObject" if element.attribute("Visible")?.as_deref() == Some("false") => {
                walk.skip()?;
            }
            "TextObject" => {
                let next = Line::of(&element)?;
                if paragraphs.is_open() && !next.continues(line.as_ref()) {
                    paragraphs.close()?;
                }
                if !paragraphs.is_open() {
                    paragraphs.open();
                }
                line = Some(next);
            }
            "TextCode" => {
                let text = walk.text()?;
                paragraphs.push(&text)?;
            }
            _ => {}
        }
    }
    paragraphs.close()?;
    Ok(paragraphs.into_text())
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

//! Marked content: pieces of a page of which the file says what they are.

use hayro_interpret::hayro_syntax::object::{Dict, Name, String as PdfString};

use super::lines::Glyph;
use super::unicode;

/// A piece of marked content that has begun.
enum Mark {
    /// Text as any other.
    Plain,
    /// What is repeated on pages and belongs to none of them, such as a header.
    Furniture,
    /// The file says what the glyphs since this one say.
    Says { text: String, since: usize },
}

/// The pieces that have begun and not ended, the innermost last.
#[derive(Default)]
pub(super) struct Marks(Vec<Mark>);

impl Marks {
    pub(super) fn begin(&mut self, tag: &[u8], properties: Option<&Dict<'_>>, glyphs: &[Glyph]) {
        let says = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        self.0.push(if tag == b"Artifact" && is_furniture(properties) {
            Mark::Furniture
        } else if let Some(text) = says {
            let text = unicode::of_string(text.as_bytes()).into_owned();
            Mark::Says { text, since: glyphs.len() }
        } else {
            Mark::Plain
        });
    }

    /// Ends the innermost piece. What the file says of it is believed only if it says no less than the glyphs do: otherwise
    /// a page could say little to us and much to its readers.
    pub(super) fn end(&mut self, glyphs: &mut Vec<Glyph>) {
        let Some(Mark::Says { text, since }) = self.0.pop() else { return };
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let Some(piece) = glyphs.get(since..) else { return };
        let shown: usize = piece.iter().map(|glyph| visible(&glyph.text)).sum();
        if let ([first, .., last] | [first @ last], true) = (piece, visible(&text) >= shown) {
            let whole = Glyph { text, end: last.end, ..first.clone() };
            glyphs.truncate(since);
            glyphs.push(whole);
        }
    }

    pub(super) fn in_furniture(&self) -> bool {
        self.0.iter().any(|mark| matches!(mark, Mark::Furniture))
    }
}

/// Only some artifacts are furniture: programs mark body text as one of layout too.
fn is_furniture(properties: Option<&Dict<'_>>) -> bool {
    let Some(properties) = properties else { return true };
    let name = |key: &str| properties.get::<Name<'_>>(key);
    let is = |name: Option<Name<'_>>, one_of: &[&[u8]]| {
        name.is_some_and(|name| one_of.contains(&name.as_ref()))
    };
    is(name("Type"), &[b"Pagination"]) || is(name("Subtype"), &[b"Header", b"Footer", b"Watermark"])
}

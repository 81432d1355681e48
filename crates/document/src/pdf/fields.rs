//! What stands in fields and typewriter text that no program has drawn: a viewer draws it from the values.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;

use super::contents::{annotations, appearance};
use super::unicode;

/// Neither shown nor printed, or not shown.
const HIDDEN: u32 = 1 << 1 | 1 << 5;

/// So far up a value is looked for; fields are not nested deeper.
const MAX_PARENTS: usize = 16;

/// What the form of a file asks its viewers to do.
pub(super) struct Fields {
    /// Values are drawn anew whatever was drawn of them before.
    drawn_anew: bool,
}

impl Fields {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let form = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("AcroForm"));
        let asked = form.and_then(|form| form.get::<bool>("NeedAppearances"));
        Self { drawn_anew: asked.unwrap_or(false) }
    }

    /// Appends what the fields and the typewriter text of a page say and `text` does not, a line for each.
    pub(super) fn add_undrawn(&self, page: &Page<'_>, text: &mut String) {
        let drawn = plain(text);
        for annotation in annotations(page).into_iter().flatten() {
            if annotation.get::<u32>("F").unwrap_or(0) & HIDDEN != 0 {
                continue;
            }
            let is = |kind: &[u8]| {
                annotation.get::<Name<'_>>("Subtype").is_some_and(|name| *name == *kind)
            };
            let says = if is(b"Widget") {
                value(&annotation)
            } else if is(b"FreeText") {
                annotation.get::<PdfString<'_>>("Contents").map(|text| decoded(&text))
            } else {
                None
            };
            let Some(says) = says else { continue };
            let undrawn = appearance(&annotation).is_none();
            if undrawn || is(b"Widget") && self.drawn_anew && !drawn.contains(&plain(&says)) {
                text.push_str(&says);
                text.push('\n');
            }
        }
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The value of a field of text or choice. A button shows a mark.
fn value(field: &Dict<'_>) -> Option<String> {
    let kind = inherited(field, "FT")?.into_name()?;
    if *kind != *b"Tx" && *kind != *b"Ch" {
        return None;
    }
    match inherited(field, "V")? {
        Object::String(text) => Some(decoded(&text)),
        Object::Stream(text) => Some(unicode::of_string(&text.decoded_data().ok()?).into_owned()),
        Object::Array(chosen) => Some(joined(&chosen)),
        Object::Null(_)
        | Object::Boolean(_)
        | Object::Number(_)
        | Object::Name(_)
        | Object::Dict(_) => None,
    }
}

/// An entry of a field, or of the field above it that has it for all below.
fn inherited<'a>(field: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..MAX_PARENTS {
        if let Some(found) = field.get::<Object<'_>>(key) {
            return Some(found);
        }
        field = field.get::<Dict<'_>>("Parent")?;
    }
    None
}

fn joined(chosen: &Array<'_>) -> String {
    let chosen: Vec<String> = chosen.iter::<PdfString<'_>>().map(|text| decoded(&text)).collect();
    chosen.join("\n")
}

fn decoded(text: &PdfString<'_>) -> String {
    unicode::of_string(text.as_bytes()).into_owned()
}

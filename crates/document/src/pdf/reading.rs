use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, RenderContent,
    TransformExt, interpret, interpret_page,
};

use super::contents::{Contents, page_content};
use super::depth::depth;
use super::fields::Fields;
use super::page::Seen;
use super::programs::Programs;
use super::{lines, unicode};
use crate::besides::{Besides, Reading};
use crate::limits::{
    FREE_FURNITURE_CHARACTERS, MAX_PAGES, MAX_PDF_DEPTH, MAX_TEXT_BYTES, MAX_UNKNOWN_PERCENT,
};
use crate::{Unreadable, too_much_text};

/// Stands behind each page; without controls it is the end of a line.
pub(crate) const PAGE_END: char = '\u{c}';

/// The text of a PDF file, page by page. Files that only restrict printing or copying open without a password and are read.
pub(crate) fn read(bytes: &[u8], furniture: Furniture) -> Result<Reading, Unreadable> {
    if depth(bytes) > MAX_PDF_DEPTH {
        return Err(Unreadable::hostile("PDF objects nested too deeply"));
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(refusal)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unreadable::corrupt("a PDF without pages"));
    }
    if pages.len() > MAX_PAGES {
        return Err(Unreadable::hostile("too many pages"));
    }
    let mut contents = Contents::default();
    for (number, page) in (1..).zip(pages.iter()) {
        contents.check(number, page)?;
    }
    Reader::new(&pdf, furniture).read(pages)
}

/// Headers, footers and watermarks that a file marks as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Furniture {
    /// Up to [`FREE_FURNITURE_CHARACTERS`] on a page; more of one text are counted once, so that nothing can be hidden there.
    LeftOut,
    /// On each page, as other readers of PDF count them.
    Counted,
}

/// What is kept from page to page.
struct Reader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    no_font: Arc<AtomicBool>,
    fields: Fields,
    programs: Programs,
    /// Furniture that was counted once, without its digits: a page number makes no other text of it.
    counted: HashSet<String>,
    furniture: Furniture,
    text: String,
    characters: usize,
    unknown: usize,
    besides: Besides,
}

impl<'a> Reader<'a> {
    fn new(pdf: &'a Pdf, furniture: Furniture) -> Self {
        let no_font = Arc::new(AtomicBool::new(false));
        let warned = Arc::clone(&no_font);
        let settings = InterpreterSettings {
            cmap_resolver: Arc::new(unicode::character_map),
            warning_sink: Arc::new(move |warning| {
                if matches!(warning, InterpreterWarning::UnsupportedFont) {
                    warned.store(true, Ordering::Relaxed);
                }
            }),
            // The content of the page comes from us, bounded and checked.
            render_content: RenderContent::ANNOTATIONS,
            ..InterpreterSettings::default()
        };
        Self {
            pdf,
            cache: InterpreterCache::new(),
            settings,
            no_font,
            fields: Fields::of(pdf),
            programs: Programs::default(),
            counted: HashSet::new(),
            furniture,
            text: String::new(),
            characters: 0,
            unknown: 0,
            besides: Besides::default(),
        }
    }

    fn read(mut self, pages: &'a [Page<'a>]) -> Result<Reading, Unreadable> {
        for (number, page) in (1..).zip(pages) {
            self.page(number, page)?;
            if self.text.len() > MAX_TEXT_BYTES {
                return Err(too_much_text());
            }
        }
        if self.no_font.load(Ordering::Relaxed) {
            return Err(Unreadable::unreadable_text("a font cannot be set up"));
        }
        let (unknown, characters) = (self.unknown, self.characters);
        if unknown > 1 && unknown * 100 > characters * MAX_UNKNOWN_PERCENT {
            let detail = format!("{unknown} of {characters} glyphs stand for no known character");
            return Err(Unreadable::unreadable_text(detail));
        }
        if self.text.trim().is_empty() {
            return Err(Unreadable::Scanned { pages: pages.len() as u64 });
        }
        Ok(Reading { text: self.text, besides: self.besides })
    }

    fn page(&mut self, number: u64, page: &'a Page<'a>) -> Result<(), Unreadable> {
        let (width, height) = page.render_dimensions();
        let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let upright = page.initial_transform(true).to_kurbo();
        let xref = self.pdf.xref();
        let mut context = Context::new(upright, sheet, &self.cache, xref, self.settings.clone());
        let mut seen = Seen::new(sheet, &mut self.programs);
        let content = page_content(number, page)?;
        interpret(TypedIter::new(&content), page.resources(), &mut context, &mut seen);
        interpret_page(page, &mut context, &mut seen);
        self.besides.pictures += seen.pictures();
        let (body, furniture) = seen.finish();
        let mut text = lines::text(&body);
        self.fields.add_undrawn(page, &mut text);
        let furniture = lines::text(&furniture);
        if self.counts(&furniture) {
            text.push_str(&furniture);
        }
        self.characters += text.chars().filter(|c| !c.is_whitespace()).count();
        self.unknown += text.chars().filter(|c| *c == unicode::UNKNOWN).count();
        self.text.push_str(text.trim_end_matches('\n'));
        self.text.push(PAGE_END);
        Ok(())
    }

    fn counts(&mut self, furniture: &str) -> bool {
        let visible = furniture.chars().filter(|c| !c.is_whitespace());
        let hides = visible.clone().count() > FREE_FURNITURE_CHARACTERS;
        let wordy = || visible.filter(|c| !c.is_numeric()).collect();
        self.furniture == Furniture::Counted || hides && self.counted.insert(wordy())
    }
}

/// What kept the file from being opened; nothing else is told of it.
fn refusal(error: LoadPdfError) -> Unreadable {
    match error {
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::corrupt("the structure of the PDF is damaged"),
    }
}

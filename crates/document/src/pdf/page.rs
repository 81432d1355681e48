//! What is seen on a page: the interpreter draws, and we keep what the glyphs say and where they stand.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph as Shape, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{BezPath, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::lines::Glyph;
use super::marked::Marks;
use super::programs::Programs;
use super::unicode::{self, UNKNOWN};

/// So many units of its font a glyph is high.
const EM: f64 = 1000.0;

/// The middle of a glyph stands so high above its line.
const MIDDLE: f64 = 300.0;

/// The same text so near to itself, in its own height, is the same ink once more: bold made by printing twice, or a shadow.
const OVERPRINT: f64 = 0.1;

/// Equal glyphs are looked up in squares of so many points.
const SQUARE: f64 = 4.0;

/// What is seen on one page, in the order in which it is drawn.
pub(super) struct Seen<'p> {
    programs: &'p mut Programs,
    body: Vec<Glyph>,
    furniture: Vec<Glyph>,
    /// What is visible: the page, and within it each clip inside of the one before.
    clips: Vec<Rect>,
    marks: Marks,
    places: HashMap<(String, i64, i64), Vec<Point>>,
    pictures: usize,
}

impl<'p> Seen<'p> {
    pub(super) fn new(sheet: Rect, programs: &'p mut Programs) -> Self {
        let (body, furniture) = (Vec::new(), Vec::new());
        let (marks, places) = (Marks::default(), HashMap::new());
        Self { programs, body, furniture, clips: vec![sheet], marks, places, pictures: 0 }
    }

    /// How many pictures were drawn.
    pub(super) const fn pictures(&self) -> usize {
        self.pictures
    }

    /// What was seen: the text of the page, and what is repeated on pages.
    pub(super) fn finish(self) -> (Vec<Glyph>, Vec<Glyph>) {
        (self.body, self.furniture)
    }

    fn glyph<'a>(&mut self, shape: &PositionedGlyph<'a>, props: &DrawProps<'a>, mode: WritingMode) {
        let place = props.transform * shape.transform();
        let advance = match &**shape {
            Shape::Outline(outline) => outline.advance_width(),
            Shape::Type3(drawn) => drawn.advance_width(),
        };
        let upright = matches!(mode, WritingMode::Vertical);
        let width = if upright { EM } else { f64::from(advance.unwrap_or(500.0)) };
        let middle = place * Point::new(width / 2.0, MIDDLE);
        if !self.clips.last().is_some_and(|clip| clip.contains(middle)) {
            return;
        }
        let start = place * Point::ORIGIN;
        let height = (place * Point::new(0.0, EM) - start).hypot();
        let text = unicode::of_glyph(shape).unwrap_or_else(|| {
            let ink = leaves_a_mark(shape, props);
            let mut unknown = || self.programs.character(shape).unwrap_or(UNKNOWN);
            if ink { unknown() } else { ' ' }.to_string()
        });
        if self.is_overprint(&text, start, height) {
            return;
        }
        let end = place * if upright { Point::new(0.0, -EM) } else { Point::new(width, 0.0) };
        let glyph = Glyph { text, start, end, height };
        let to = if self.marks.in_furniture() { &mut self.furniture } else { &mut self.body };
        to.push(glyph);
    }

    /// Whether the same text stands at nearly the same place already; otherwise it is noted there.
    fn is_overprint(&mut self, text: &str, place: Point, height: f64) -> bool {
        let within = (height * OVERPRINT).min(SQUARE);
        #[expect(clippy::cast_possible_truncation, reason = "a place beyond all pages saturates")]
        let square = |at: f64| (at / SQUARE).floor() as i64;
        let (column, row) = (square(place.x), square(place.y));
        let around = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
        for (x, y) in around {
            let key = (text.to_owned(), column.saturating_add(x), row.saturating_add(y));
            let near = self.places.get(&key).into_iter().flatten();
            if near.into_iter().any(|there| there.distance(place) <= within) {
                return true;
            }
        }
        self.places.entry((text.to_owned(), column, row)).or_default().push(place);
        false
    }
}

/// A code of two bytes without a shape is a character of a font that is not here, not a blank of a font that is.
const TWO_BYTES: std::ops::RangeFrom<u32> = 0x100..;

/// Whether anything is drawn of a glyph: codes without a shape are written like blanks.
fn leaves_a_mark<'a>(shape: &PositionedGlyph<'a>, props: &DrawProps<'a>) -> bool {
    match &**shape {
        Shape::Outline(outline) => {
            TWO_BYTES.contains(&outline.char_code()) || !outline.outline().is_empty()
        }
        Shape::Type3(drawn) => {
            let mut ink = Ink(false);
            drawn.interpret(&mut ink, props.transform, shape.transform(), &props.paint);
            ink.0
        }
    }
}

/// Notes only that something is drawn.
struct Ink(bool);

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.0 = true;
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.0 = true;
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.0 = true;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn pop_clip(&mut self) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}
}

impl<'a> Device<'a> for Seen<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, &props, run.writing_mode());
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let around = clip.path.bounding_box();
        let visible = self.clips.last().map_or(around, |outer| outer.intersect(around));
        self.clips.push(visible);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.marks.begin(tag, properties, &self.body);
    }

    fn end_marked_content(&mut self) {
        self.marks.end(&mut self.body);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.pictures += 1;
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}
}

//! From glyphs and their places to words and lines.

use hayro_interpret::kurbo::{Point, Vec2};

/// What one glyph says, and where it stands on the upright page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// The left end of its line, or the upper one where lines run downwards.
    pub(super) start: Point,
    /// Where the next glyph of its line is due.
    pub(super) end: Point,
    /// The height of its font; gaps are measured in it.
    pub(super) height: f64,
}

/// Glyphs so far apart in their line are two words.
const WORD_GAP: f64 = 0.2;

/// So far apart they are two words beside a character of a script without blanks; word processors put a quarter of its height
/// between such a character and a letter or digit, where nobody wrote a blank.
const WIDE_GAP: f64 = 0.6;

/// A glyph so far above or below the line of the one before stands in another line; notes and exponents do not.
const LINE_GAP: f64 = 0.6;

/// So far back along the line begins another one, such as the next cell of a table.
const WAY_BACK: f64 = 2.0;

/// The text of glyphs in the order in which they are drawn, a line for each line.
pub(super) fn text(glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    let mut before: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(before) = before {
            text.push_str(between(before, glyph));
        }
        text.push_str(&glyph.text);
        before = Some(glyph);
    }
    if before.is_some() {
        text.push('\n');
    }
    text
}

/// What stands between two glyphs that follow each other.
fn between(before: &Glyph, glyph: &Glyph) -> &'static str {
    let along = before.end - before.start;
    let along = if along.hypot() > 0.0 { along.normalize() } else { Vec2::new(1.0, 0.0) };
    let height = before.height.max(glyph.height).max(f64::MIN_POSITIVE);
    let way = (glyph.start - before.end) / height;
    let (ahead, aside) = (way.dot(along), way.cross(along).abs());
    if aside > LINE_GAP || ahead < -WAY_BACK {
        return "\n";
    }
    let wide = is_wide(before.text.chars().next_back()) || is_wide(glyph.text.chars().next());
    if ahead > if wide { WIDE_GAP } else { WORD_GAP } { " " } else { "" }
}

/// Whether a character is of a script that puts no blanks between words, or one of its marks.
fn is_wide(character: Option<char>) -> bool {
    character.is_some_and(|c| {
        matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
            || c >= '\u{20000}'
    })
}

//! What the font programs in a file say about their glyphs, where the file itself says nothing.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, OutlineFontData};
use skrifa::{FontRef, MetadataProvider as _};

/// The characters of the glyphs of each font program that was asked.
#[derive(Default)]
pub(super) struct Programs(HashMap<u128, HashMap<u32, char>>);

impl Programs {
    /// The character that the program of the font of this glyph draws it for.
    pub(super) fn character(&mut self, glyph: &Glyph<'_>) -> Option<char> {
        let Glyph::Outline(outline) = glyph else { return None };
        let font = outline.font_data()?;
        let characters = self.0.entry(font.cache_key).or_insert_with(|| characters(&font));
        characters.get(&outline.glyph_id().to_u32()).copied()
    }
}

fn characters(font: &OutlineFontData) -> HashMap<u32, char> {
    let mut characters = HashMap::new();
    let Ok(program) = FontRef::new((*font.data).as_ref()) else { return characters };
    for (code, glyph) in program.charmap().mappings() {
        // A code for private use says nothing, and of several characters the first is the plain one.
        if let Some(character) = char::from_u32(code).filter(|c| !is_private(*c) && !c.is_control())
        {
            characters.entry(glyph.to_u32()).or_insert(character);
        }
    }
    characters
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

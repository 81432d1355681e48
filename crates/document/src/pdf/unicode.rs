//! From glyphs and strings of a PDF file to Unicode.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::{BfString, CMapName, load_embedded};

/// Stands for a glyph of which nobody can tell the character.
pub(super) const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// Codes that are Unicode themselves. `/ToUnicode /Identity-H`, which some programs write for this, is no map of the standard.
const IDENTITY: &[u8] = b"1 begincodespacerange <0000> <ffff> endcodespacerange \
    1 beginbfrange <0000> <ffff> <0000> endbfrange";

/// The character map of a name. The interpreter has the encoding `Identity-H` itself and asks for it as a map to Unicode only.
pub(super) fn character_map(name: CMapName<'_>) -> Option<&'static [u8]> {
    if matches!(name, CMapName::IdentityH | CMapName::IdentityV) {
        Some(IDENTITY)
    } else {
        load_embedded(name)
    }
}

/// What a glyph says, if the file tells it.
pub(super) fn of_glyph(glyph: &Glyph<'_>) -> Option<String> {
    let text = match glyph.as_unicode()? {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    };
    text.chars().any(|character| !character.is_control()).then(|| without_ligatures(&text))
}

/// Ligatures of Latin letters as the letters that they are made of: a reader sees two letters, whatever the font.
fn without_ligatures(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{fb00}' => letters.push_str("ff"),
            '\u{fb01}' => letters.push_str("fi"),
            '\u{fb02}' => letters.push_str("fl"),
            '\u{fb03}' => letters.push_str("ffi"),
            '\u{fb04}' => letters.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => letters.push_str("st"),
            other => letters.push(other),
        }
    }
    letters
}

/// A string outside of contents: UTF-16 or UTF-8 behind a mark, or else an encoding that Windows-1252 is near to.
pub(super) fn of_string(bytes: &[u8]) -> Cow<'_, str> {
    let encodings =
        [(UTF_16BE, &b"\xFE\xFF"[..]), (UTF_16LE, b"\xFF\xFE"), (UTF_8, b"\xEF\xBB\xBF")];
    for (encoding, mark) in encodings {
        if let Some(marked) = bytes.strip_prefix(mark) {
            return encoding.decode_without_bom_handling(marked).0;
        }
    }
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"\xFE\xFF\x62\xA5\x62\x79", "报批")]
    #[case(b"\xFF\xFE\xA5\x62\x79\x62", "报批")]
    #[case(b"\xEF\xBB\xBF\xE6\x8A\xA5", "报")]
    #[case(b"caf\xE9", "café")]
    fn a_string_says_its_encoding_by_its_first_bytes(#[case] bytes: &[u8], #[case] text: &str) {
        assert_eq!(of_string(bytes), text);
    }

    #[test]
    fn ligatures_are_letters() {
        assert_eq!(without_ligatures("e\u{fb03}cient \u{fb01}\u{fb02}"), "efficient fifl");
    }
}

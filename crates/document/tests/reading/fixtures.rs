//! Files that office programs wrote: the text that was put in comes out. How each was made: `tests/fixtures/README.md`.

use baopi_document::{Format, Unreadable, extract};
use rstest::rstest;

const WRITER: &str = include_str!("../fixtures/writer.txt");
const PYTHON_DOCX: &str = include_str!("../fixtures/python-docx.txt");

pub(crate) const DOCX: &[u8] = include_bytes!("../fixtures/writer.docx");
pub(crate) const ODT: &[u8] = include_bytes!("../fixtures/writer.odt");
pub(crate) const PDF: &[u8] = include_bytes!("../fixtures/writer.pdf");
pub(crate) const DOC: &[u8] = include_bytes!("../fixtures/writer.doc");

#[cfg(feature = "pdf-read")]
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[rstest]
#[case::writer_docx("a.docx", DOCX, WRITER, Format::Docx)]
#[case::writer_odt("a.odt", ODT, WRITER, Format::Odt)]
#[case::python_docx("a.docx", include_bytes!("../fixtures/python-docx.docx"), PYTHON_DOCX, Format::Docx)]
fn the_text_put_in_comes_out(
    #[case] name: &str,
    #[case] bytes: &[u8],
    #[case] text: &str,
    #[case] format: Format,
) {
    let extracted = extract(name, bytes).unwrap();
    assert_eq!(extracted.format, format);
    assert_eq!(extracted.encoding, None);
    assert_eq!(extracted.text, text);
}

/// A page knows no reading order: glyphs of a substitute font and text boxes may come elsewhere, but none is lost or added.
#[cfg(feature = "pdf-read")]
#[rstest]
// Note marks are drawn on the page like any other character.
#[case::tagged(include_bytes!("../fixtures/writer-tagged.pdf"), "11")]
#[case::untagged(PDF, "11页眉不计页脚不计")]
fn every_character_of_a_pdf_comes_out(#[case] bytes: &[u8], #[case] drawn_too: &str) {
    let sorted = |text: &str| {
        let mut characters: Vec<char> = visible(text).chars().collect();
        characters.sort_unstable();
        characters
    };
    let extracted = extract("a.pdf", bytes).unwrap();
    assert_eq!(extracted.format, Format::Pdf);
    assert_eq!(sorted(&extracted.text), sorted(&format!("{WRITER}{drawn_too}")));
    let heading_to_list =
        "二、责任分工见下表：青农发〔2026〕15号。镇责任人电话青澜镇张𠮷0000-12345678";
    assert!(visible(&extracted.text).contains(heading_to_list));
}

#[cfg(not(feature = "pdf-read"))]
#[test]
fn a_pdf_is_refused_by_a_program_built_without_pdf_reading() {
    assert_eq!(extract("a.pdf", PDF), Err(Unreadable::FormatOff));
}

#[cfg(feature = "pdf-read")]
#[test]
fn a_pdf_with_a_password_is_refused() {
    let bytes = include_bytes!("../fixtures/writer-password.pdf");
    assert_eq!(extract("a.pdf", bytes), Err(Unreadable::Encrypted));
}

#[cfg(feature = "pdf-read")]
#[test]
fn a_scan_without_a_text_layer_is_refused() {
    let bytes = include_bytes!("../fixtures/scan.pdf");
    assert_eq!(extract("a.pdf", bytes), Err(Unreadable::Scanned { pages: 1 }));
}

#[rstest]
#[case("a.doc", Unreadable::LegacyDoc)]
#[case("a.docx", Unreadable::LegacyDoc)]
#[case("a.wps", Unreadable::LegacyWps)]
fn a_binary_word_file_is_refused_whatever_its_name(#[case] name: &str, #[case] reason: Unreadable) {
    assert_eq!(extract(name, DOC), Err(reason));
}

//! Files built to exhaust their reader: refused with a reason, in this process and without harm.

use baopi_document::limits::{MAX_ARCHIVE_ENTRIES, MAX_TEXT_BYTES};
use baopi_document::{Unreadable, extract};
use rstest::rstest;

use crate::fixtures::{DOCX, ODT};
use crate::making::{document, docx, docx_of, odt};

fn code(name: &str, bytes: &[u8]) -> &'static str {
    extract(name, bytes).unwrap_err().code()
}

/// Replaces every occurrence; archives store sizes and names at several places.
fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(i, _)| i).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn a_part_that_inflates_a_thousandfold_is_refused() {
    let blanks = " ".repeat(12 * 1024 * 1024);
    assert_eq!(code("a.docx", &docx(&blanks)), "hostile");
}

#[test]
fn ten_mebibytes_may_pack_as_well_as_they_like() {
    let blanks = " ".repeat(9 * 1024 * 1024);
    assert_eq!(extract("a.docx", &docx(&blanks)).unwrap().text, "");
}

#[test]
fn an_archive_that_declares_too_much_is_refused() {
    let main = document("<w:p/>");
    let size = u32::try_from(main.len()).unwrap().to_le_bytes();
    let lying = replaced(&docx_of(main.as_bytes(), &[]), &size, &0x0F00_0000_u32.to_le_bytes());
    assert_eq!(code("a.docx", &lying), "hostile");
}

#[test]
fn an_archive_that_declares_too_little_is_counted_all_the_same() {
    let main = document(&" ".repeat(12 * 1024 * 1024));
    let size = u32::try_from(main.len()).unwrap().to_le_bytes();
    let lying = replaced(&docx_of(main.as_bytes(), &[]), &size, &100_u32.to_le_bytes());
    assert!(["hostile", "corrupt"].contains(&code("a.docx", &lying)));
}

#[test]
fn an_archive_of_2000_entries_is_read_and_2001_are_refused() {
    let names: Vec<String> = (0..MAX_ARCHIVE_ENTRIES).map(|number| format!("{number}")).collect();
    let more: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let of = |entries: usize| docx_of(document("").as_bytes(), &more[..entries - 3]);
    assert!(extract("a.docx", &of(MAX_ARCHIVE_ENTRIES)).is_ok());
    assert_eq!(code("a.docx", &of(MAX_ARCHIVE_ENTRIES + 1)), "hostile");
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let file = docx_of(document("").as_bytes(), &[("word/document.xmk", b"x")]);
    let twice = replaced(&file, b"word/document.xmk", b"word/document.xml");
    assert_eq!(code("a.docx", &twice), "hostile");
}

#[rstest]
#[case("../../etc/x")]
#[case("/etc/passwd")]
#[case("word\\..\\..\\x")]
fn an_entry_that_leads_outside_is_refused(#[case] name: &str) {
    assert_eq!(code("a.docx", &docx_of(document("").as_bytes(), &[(name, b"x")])), "hostile");
}

#[test]
fn data_before_the_archive_is_refused() {
    // Begins like an archive, so that the first bytes do not give it away.
    let polyglot = [b"PK\x03\x04<script>", DOCX].concat();
    assert!(["hostile", "corrupt"].contains(&code("a.docx", &polyglot)));
}

#[test]
fn a_hundred_thousand_nested_elements_are_refused() {
    let nested = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    assert_eq!(code("a.docx", &docx(&nested)), "hostile");
    let nested = format!("{}{}", "<text:p>".repeat(100_000), "</text:p>".repeat(100_000));
    assert_eq!(code("a.odt", &odt(&nested, "")), "hostile");
}

#[test]
fn a_billion_laughs_are_refused() {
    let mut bomb = String::from("<!DOCTYPE lolz [<!ENTITY a0 \"ha\">");
    for level in 1..30 {
        let below = format!("&a{};", level - 1).repeat(10);
        bomb += &["<!ENTITY a", &level.to_string(), " \"", &below, "\">"].concat();
    }
    bomb.push_str(
        "]><w:document><w:body><w:p><w:r><w:t>&a29;</w:t></w:r></w:p></w:body></w:document>",
    );
    assert_eq!(code("a.docx", &docx_of(bomb.as_bytes(), &[])), "hostile");
}

#[test]
fn a_hundred_thousand_attributes_do_no_harm() {
    let attributes: String = (0..100_000)
        .flat_map(|n: u32| [" a".to_owned(), n.to_string(), "=\"\"".to_owned()])
        .collect();
    let body = format!("<w:p><w:r><w:sym{attributes}/><w:t>a</w:t></w:r></w:p>");
    assert_eq!(extract("a.docx", &docx(&body)).unwrap().text, "\u{FFFD}a\n");
}

#[test]
fn a_note_referred_to_again_and_again_is_cut_off() {
    let long = "x".repeat(100_000);
    let notes = format!(
        "<w:footnotes><w:footnote w:id=\"1\"><w:p><w:r><w:t>{long}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let body =
        format!("<w:p><w:r>{}</w:r></w:p>", "<w:footnoteReference w:id=\"1\"/>".repeat(1000));
    let file = crate::making::docx_with(&body, &[("footnotes", &notes)]);
    let limit = MAX_TEXT_BYTES as u64;
    assert_eq!(extract("a.docx", &file), Err(Unreadable::TooMuchText { limit }));
}

#[test]
fn a_blank_that_stands_for_billions_stands_for_few() {
    let text = extract("a.odt", &odt("<text:p><text:s text:c=\"4000000000\"/></text:p>", ""))
        .unwrap()
        .text;
    assert!(text.len() < 1000);
}

#[rstest]
#[case("a.docx", DOCX)]
#[case("a.odt", ODT)]
fn an_archive_cut_off_anywhere_is_refused(#[case] name: &str, #[case] bytes: &[u8]) {
    for length in (1..bytes.len()).step_by(97) {
        assert!(extract(name, &bytes[..length]).is_err(), "{length} bytes");
    }
}

#[cfg(feature = "pdf-read")]
mod pdf {
    use rstest::rstest;

    use super::code;
    use crate::fixtures::PDF;
    use crate::making_pdf::{pdf, pdf_objects, stream};
    use baopi_document::extract;
    use baopi_document::limits::MAX_PDF_DEPTH;

    fn small(text: &str) -> Vec<Vec<u8>> {
        pdf_objects(stream("", format!("BT /F1 12 Tf 50 700 Td ({text}) Tj ET").as_bytes()))
    }

    #[test]
    fn a_small_pdf_is_read() {
        assert_eq!(extract("a.pdf", &pdf(&small("Hello"))).unwrap().text.trim(), "Hello");
    }

    #[rstest]
    #[case::arrays("[", "]")]
    #[case::dictionaries("<</A", ">>")]
    fn nesting_of_256_objects_is_read_and_deeper_is_refused(
        #[case] open: &str,
        #[case] close: &str,
    ) {
        let nested = |levels: usize| {
            let value = format!("{}{}{}", open.repeat(levels), " 1 ", close.repeat(levels));
            let mut objects = small("Hello");
            objects[0] = format!("<</Type/Catalog/Pages 2 0 R/X {value}>>").into_bytes();
            pdf(&objects)
        };
        // One level is the catalogue itself.
        assert!(extract("a.pdf", &nested(MAX_PDF_DEPTH - 1)).is_ok());
        assert_eq!(code("a.pdf", &nested(MAX_PDF_DEPTH)), "hostile");
        assert_eq!(code("a.pdf", &nested(100_000)), "hostile");
    }

    #[test]
    fn pages_that_contain_themselves_are_refused() {
        let bytes = pdf(&[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 3>>".to_vec(),
        ]);
        assert!(extract("a.pdf", &bytes).is_err());
    }

    #[test]
    fn a_pdf_cut_off_does_no_harm() {
        for length in (8..PDF.len()).step_by(7919) {
            let _ = extract("a.pdf", &PDF[..length]);
        }
        assert_eq!(code("a.pdf", &PDF[..20]), "corrupt");
    }
}

//! Name and content must agree.

use baopi_document::{Format, Unreadable, extract};
use rstest::rstest;

use crate::fixtures::{DOCX, ODT, PDF};
use crate::making::{archive, compound_file, document, docx_of, ofd};

#[rstest]
#[case("a.docx", ODT, Format::Odt)]
#[case("a.odt", DOCX, Format::Docx)]
#[case("a.txt", DOCX, Format::Docx)]
#[case("a.md", PDF, Format::Pdf)]
#[case("a.docx", PDF, Format::Pdf)]
#[case("a.pdf", DOCX, Format::Docx)]
fn a_file_of_another_format_than_its_name_is_refused(
    #[case] name: &str,
    #[case] bytes: &[u8],
    #[case] found: Format,
) {
    assert_eq!(extract(name, bytes), Err(Unreadable::WrongExtension { found }));
}

#[rstest]
#[case("通知.DOCX", DOCX, Format::Docx)]
#[case("a.b.Odt", ODT, Format::Odt)]
#[case("a.txt", b"abc", Format::Text)]
#[case("a.md", b"# abc", Format::Markdown)]
#[case("README.MARKDOWN", b"# abc", Format::Markdown)]
fn an_extension_may_be_in_capitals(
    #[case] name: &str,
    #[case] bytes: &[u8],
    #[case] format: Format,
) {
    assert_eq!(extract(name, bytes).unwrap().format, format);
}

#[rstest]
#[case("a.doc", Unreadable::LegacyDoc)]
#[case("a.wps", Unreadable::LegacyWps)]
#[case("a.docm", Unreadable::Macro)]
#[case("a.xlsx", Unreadable::Unsupported)]
#[case("a", Unreadable::Unsupported)]
#[case("docx", Unreadable::Unsupported)]
#[case("a.docx\0", Unreadable::Unsupported)]
fn a_name_of_another_kind_is_refused(#[case] name: &str, #[case] reason: Unreadable) {
    assert_eq!(extract(name, b"some text"), Err(reason));
}

#[test]
fn markdown_is_text_as_typed() {
    let typed = "# 题\n\n* **一**、二\n\n| a | b |\n";
    assert_eq!(extract("a.md", typed.as_bytes()).unwrap().text, typed);
}

#[test]
fn an_encrypted_docx_is_told_from_a_binary_word_file() {
    let encrypted = compound_file(&["/EncryptionInfo", "/EncryptedPackage"]);
    assert_eq!(extract("a.docx", &encrypted), Err(Unreadable::Encrypted));
    assert_eq!(extract("a.wps", &encrypted), Err(Unreadable::Encrypted));
    let other = compound_file(&["/Contents"]);
    assert_eq!(extract("a.wps", &other), Err(Unreadable::LegacyWps));
    assert_eq!(extract("a.xls", &other), Err(Unreadable::Unsupported));
}

#[test]
fn an_encrypted_ofd_is_refused() {
    let encrypted = archive(&[("Encryptions.xml", b"<Encryptions/>")]);
    assert_eq!(extract("a.ofd", &encrypted), Err(Unreadable::Encrypted));
}

#[test]
fn a_docx_with_macros_is_refused() {
    let project = docx_of(document("").as_bytes(), &[("word/vbaProject.bin", b"x")]);
    assert_eq!(extract("a.docx", &project), Err(Unreadable::Macro));
    let types = b"<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>";
    let renamed = archive(&[("[Content_Types].xml", types)]);
    assert_eq!(extract("a.docx", &renamed), Err(Unreadable::Macro));
}

#[test]
fn an_archive_of_another_kind_is_refused() {
    let zip = archive(&[("a.txt", b"abc")]);
    assert_eq!(extract("a.docx", &zip), Err(Unreadable::Unsupported));
    let workbook = docx_of(b"<workbook/>", &[]);
    assert_eq!(extract("a.docx", &workbook), Err(Unreadable::Unsupported));
}

#[test]
fn an_ofd_without_text_is_refused_as_a_scan() {
    let picture = ofd(&["<ofd:ImageObject/>", ""]);
    assert_eq!(extract("a.ofd", &picture), Err(Unreadable::Scanned { pages: 2 }));
}

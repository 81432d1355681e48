//! What of a PDF file counts: small files written here, each with one trait of real ones.

use std::fmt::Write as _;

use baopi_document::{Unreadable, extract};
use rstest::rstest;

use crate::making_pdf::{pdf, stream};

/// A page of A4 size; more entries of the page, more resources and more objects, numbered from 6, may be given.
#[derive(Default)]
struct Sheet<'a> {
    content: &'a str,
    entries: &'a str,
    resources: &'a str,
    catalogue: &'a str,
    objects: &'a [Vec<u8>],
}

impl Sheet<'_> {
    fn pdf(&self) -> Vec<u8> {
        let Self { content, entries, resources, catalogue, objects } = self;
        let first = [
            format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>").into_bytes(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{entries}\
                 /Resources<</Font<</F1 5 0 R>>{resources}>>>>"
            )
            .into_bytes(),
            stream("", content.as_bytes()),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        ];
        pdf(&[&first, *objects].concat())
    }

    fn read(&self) -> Result<String, Unreadable> {
        extract("a.pdf", &self.pdf()).map(|extracted| extracted.text.trim_end().to_owned())
    }
}

/// What shows a line of text at a place.
fn line(x: i32, y: i32, text: &str) -> String {
    format!("BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n")
}

fn of(content: &str) -> Result<String, Unreadable> {
    Sheet { content, ..Sheet::default() }.read()
}

fn code(read: Result<String, Unreadable>) -> &'static str {
    read.map_or_else(|refused| refused.code(), |text| panic!("{text}"))
}

#[rstest]
#[case::beside_the_page(line(72, 700, "abc") + &line(700, 700, "hidden"))]
#[case::above_the_page(line(72, 700, "abc") + &line(72, 2000, "hidden"))]
#[case::outside_of_a_clip(line(72, 700, "abc") + "q 0 0 500 100 re W n " + &line(72, 600, "hidden") + "Q")]
#[case::printed_twice(line(72, 700, "abc").repeat(2))]
#[case::printed_twice_a_bit_apart(line(72, 700, "abc") + "1 0 0 1 0.3 0 cm " + &line(72, 700, "abc"))]
#[case::without_glyph(line(72, 700, "abc\\000\\012"))]
#[case::invisible_as_of_text_recognition("3 Tr ".to_owned() + &line(72, 700, "abc"))]
#[case::header("/Artifact <</Type/Pagination>> BDC ".to_owned() + &line(72, 800, "head") + "EMC " + &line(72, 700, "abc"))]
#[case::footer("/Artifact <</Subtype/Footer>> BDC ".to_owned() + &line(72, 20, "foot") + "EMC " + &line(72, 700, "abc"))]
#[case::bare_artifact("/Artifact BMC ".to_owned() + &line(72, 20, "foot") + "EMC " + &line(72, 700, "abc"))]
#[case::artifact_of_layout("/Artifact <</Type/Layout>> BDC ".to_owned() + &line(72, 700, "abc") + "EMC")]
#[case::said_otherwise("/Span <</ActualText(abc)>> BDC ".to_owned() + &line(72, 700, "xyz") + "EMC")]
#[case::said_to_be_less("/Span <</ActualText(a)>> BDC ".to_owned() + &line(72, 700, "abc") + "EMC")]
fn what_a_reader_sees_comes_out(#[case] content: String) {
    assert_eq!(of(&content).unwrap(), "abc");
}

#[rstest]
#[case::point("(ab) Tj . 0 m")]
#[case::minus("(ab) Tj - 0 m")]
#[case::two_minuses("(ab) Tj --5 0 m")]
#[case::odd_string("(ab) Tj <zz> gs")]
#[case::odd_name("(ab) Tj /A#zz gs")]
#[case::odd_byte("(ab) Tj \u{ff}")]
#[case::end_of_an_array("(ab) Tj ]")]
#[case::end_of_a_string("(ab) Tj )")]
#[case::path_without_operands("(ab) Tj 1 m")]
#[case::too_many_operands(&format!("(ab) Tj {} m", "1 ".repeat(50)))]
fn an_odd_token_swallows_nothing_behind_it(#[case] odd: &str) {
    let text = of(&format!("BT /F1 12 Tf 72 700 Td {odd} 0 -20 Td (cd) Tj ET")).unwrap();
    assert_eq!(text, "ab\ncd");
}

#[rstest]
#[case::lost_string("BT /F1 12 Tf (abc) /d Tj ET")]
#[case::faults_without_end(&"> ".repeat(1000))]
fn a_content_that_cannot_be_mended_is_refused(#[case] content: &str) {
    assert_eq!(of(content), Err(Unreadable::CutShort { page: 1 }));
}

#[test]
fn a_form_that_would_have_to_be_mended_is_refused() {
    let form = line(72, 700, "abc") + "> " + &line(72, 600, "hidden");
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", form.as_bytes());
    let sheet = Sheet {
        content: "/X Do",
        resources: "/XObject<</X 6 0 R>>",
        objects: &[form],
        ..Sheet::default()
    };
    assert_eq!(code(sheet.read()), "cut-short");
}

#[rstest]
#[case::packed_nothing_at_all(b"", Ok("abc"))]
#[case::packed_nothing(b"\x78\x9c\x03\x00\x00\x00\x00\x01", Ok("abc"))]
#[case::not_packed_at_all(b"no bytes that anybody could unpack", Err("corrupt"))]
fn a_stream_that_cannot_be_unpacked_refuses_the_file(
    #[case] packed: &[u8],
    #[case] expected: Result<&str, &str>,
) {
    let content = line(72, 700, "abc");
    let more = [stream("", content.as_bytes()), stream("/Filter/FlateDecode", packed)];
    // The later of two entries of one name counts.
    let sheet = Sheet { entries: "/Contents[6 0 R 7 0 R]", objects: &more, ..Sheet::default() };
    let read = sheet.read();
    let read = read.as_ref().map(String::as_str).map_err(Unreadable::code);
    assert_eq!(read, expected);
}

/// Forms of which each draws the next one so often, and the last one the first.
fn forms(number: usize, often: usize, last: &str) -> Result<String, Unreadable> {
    let form = |at: usize| {
        let (content, next) = if at + 1 < number {
            ("/X Do ".repeat(often), at + 7)
        } else {
            (line(72, 700, "ab") + last, 6)
        };
        let resources = format!("/Font<</F1 5 0 R>>/XObject<</X {next} 0 R>>");
        let dictionary = format!("/Subtype/Form/BBox[0 0 595 842]/Resources<<{resources}>>");
        stream(&dictionary, content.as_bytes())
    };
    let objects: Vec<_> = (0..number).map(form).collect();
    let resources = "/XObject<</X 6 0 R>>";
    Sheet { content: "/X Do", resources, objects: &objects, ..Sheet::default() }.read()
}

#[rstest]
#[case::itself(1, 1, "/X Do", Ok("ab"))]
#[case::each_other(2, 1, "/X Do", Ok("ab"))]
#[case::a_thousand_times(10, 2, "", Ok("ab"))]
#[case::sixty_thousand_times(16, 2, "", Err("hostile"))]
#[case::forty_deep(40, 1, "", Ok("ab"))]
#[case::deeper(41, 1, "", Err("hostile"))]
fn forms_are_drawn_fifty_thousand_times_and_forty_deep(
    #[case] number: usize,
    #[case] often: usize,
    #[case] last: &str,
    #[case] expected: Result<&str, &str>,
) {
    let read = forms(number, often, last);
    assert_eq!(read.as_ref().map(String::as_str).map_err(Unreadable::code), expected);
}

#[rstest]
#[case::value("<</Subtype/Widget/FT/Tx/V(filled)/Rect[0 0 9 9]>>", "", "filled")]
#[case::utf_16("<</Subtype/Widget/FT/Tx/V<feff62a56279>/Rect[0 0 9 9]>>", "", "报批")]
#[case::inherited("<</Subtype/Widget/Parent 7 0 R/Rect[0 0 9 9]>>", "", "above")]
#[case::choices("<</Subtype/Widget/FT/Ch/V[(one)(two)]/Rect[0 0 9 9]>>", "", "one\ntwo")]
#[case::drawn("<</Subtype/Widget/FT/Tx/V(value)/AP<</N 8 0 R>>/Rect[0 0 200 50]>>", "", "drawn")]
#[case::drawn_anew(
    "<</Subtype/Widget/FT/Tx/V(value)/AP<</N 8 0 R>>/Rect[0 0 200 50]>>",
    "/NeedAppearances true",
    "drawn\nvalue"
)]
#[case::typewriter("<</Subtype/FreeText/Contents(typed)/Rect[0 0 9 9]>>", "", "typed")]
#[case::hidden("<</Subtype/Widget/FT/Tx/V(filled)/F 2/Rect[0 0 9 9]>>", "", "")]
#[case::button("<</Subtype/Widget/FT/Btn/V/Yes/Rect[0 0 9 9]>>", "", "")]
#[case::note("<</Subtype/Text/Contents(a note)/Rect[0 0 9 9]>>", "", "")]
fn what_is_filled_in_or_typed_onto_a_page_counts(
    #[case] annotation: &str,
    #[case] form: &str,
    #[case] expected: &str,
) {
    let objects = [
        annotation.as_bytes().to_vec(),
        b"<</FT/Tx/V(above)>>".to_vec(),
        stream(
            "/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1 5 0 R>>>>",
            line(5, 5, "drawn").as_bytes(),
        ),
    ];
    let sheet = Sheet {
        content: &line(72, 700, "page"),
        entries: "/Annots[6 0 R]",
        catalogue: &format!("/AcroForm<<{form}>>"),
        objects: &objects,
        ..Sheet::default()
    };
    assert_eq!(sheet.read().unwrap(), format!("page\n{expected}").trim_end());
}

#[test]
fn an_annotation_behind_a_missing_one_is_not_left_out_in_silence() {
    let objects = [
        b"<</Subtype/FreeText/AP<</N 7 0 R>>/Rect[0 0 200 50]>>".to_vec(),
        stream("/Subtype/Form/BBox[0 0 200 50]", line(5, 5, "drawn").as_bytes()),
    ];
    let read = |entries| Sheet { entries, objects: &objects, ..Sheet::default() }.read();
    assert_eq!(read("/Annots[6 0 R 99 0 R]").unwrap(), "drawn");
    assert_eq!(code(read("/Annots[99 0 R 6 0 R]")), "cut-short");
}

/// A Chinese font that is not in the file, of which the codes are given, with this map to Unicode.
fn chinese(codes: &str, map: &str) -> Result<String, Unreadable> {
    let objects = [
        format!("<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[7 0 R]{map}>>").into_bytes(),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/S/DW 1000/FontDescriptor<</FontName/S/Flags 4>>\
          /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
            .to_vec(),
    ];
    // The later of two entries of one name counts.
    let resources = "/Font<</F1 6 0 R>>";
    let content = format!("BT /F1 12 Tf 72 700 Td <{codes}> Tj ET");
    Sheet { content: &content, resources, objects: &objects, ..Sheet::default() }.read()
}

#[test]
fn codes_that_are_unicode_are_read_and_codes_of_nothing_are_refused() {
    assert_eq!(chinese("62a56279", "/ToUnicode/Identity-H").unwrap(), "报批");
    assert_eq!(code(chinese("62a56279", "")), "unreadable-text");
}

#[test]
fn one_unknown_glyph_in_twenty_is_read() {
    let text = |unknown: usize| {
        let mut shown = "b ".repeat(38 - unknown);
        for _ in 0..unknown {
            // No character of the standard encoding, and drawn by a glyph without a name.
            write!(shown, "a ").unwrap();
        }
        let glyph = stream("", b"500 0 d0 0 0 400 400 re f");
        let font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 98\
            /Widths[500 500]/CharProcs<</odd1 7 0 R/b 7 0 R>>/Encoding<</Differences[97/odd1/b]>>>>";
        let content = format!("BT /F1 10 Tf 20 700 Td ({shown}) Tj ET");
        let resources = "/Font<</F1 6 0 R>>";
        Sheet { content: &content, resources, objects: &[font.to_vec(), glyph], ..Sheet::default() }
            .read()
    };
    assert_eq!(text(1).unwrap().matches('\u{fffd}').count(), 1);
    assert_eq!(code(text(3)), "unreadable-text");
}

#[test]
fn a_font_that_cannot_be_set_up_is_refused() {
    let font =
        b"<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/UniGB-UTF8-H/DescendantFonts[7 0 R]>>";
    let below =
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/S/FontDescriptor<</FontName/S/Flags 4>>>>";
    let content = &line(72, 700, "abc");
    let objects = &[font.to_vec(), below.to_vec()];
    let sheet = Sheet { content, resources: "/Font<</F1 6 0 R>>", objects, ..Sheet::default() };
    assert_eq!(code(sheet.read()), "unreadable-text");
}

#[test]
fn a_hundred_characters_of_a_footer_are_free_and_a_text_in_it_is_counted_once() {
    let footer = |characters: usize, number: usize| {
        let text = "f".repeat(characters - 1);
        let small = format!("BT /F1 4 Tf 20 20 Td ({text}{number}) Tj ET");
        line(72, 700, "abc") + &format!("/Artifact <</Type/Pagination>> BDC {small} EMC")
    };
    assert_eq!(of(&footer(100, 1)).unwrap(), "abc");
    assert_eq!(of(&footer(101, 1)).unwrap().len(), "abc\n".len() + 101);
    let two = [stream("", footer(150, 1).as_bytes()), stream("", footer(150, 2).as_bytes())];
    let more = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F1 5 0 R>>>>>>";
    let objects =
        [&two[..], &[more.to_vec(), b"<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2>>".to_vec()]]
            .concat();
    let sheet = Sheet {
        entries: "/Contents 6 0 R",
        catalogue: "/Pages 9 0 R",
        objects: &objects,
        ..Sheet::default()
    };
    let text = sheet.read().unwrap();
    assert_eq!(text.matches("abc").count(), 2);
    assert_eq!(text.matches('f').count(), 149);
}

#[test]
fn a_layer_that_is_off_does_not_show() {
    let content =
        "/OC /L BDC ".to_owned() + &line(72, 700, "hidden") + "EMC " + &line(72, 600, "abc");
    let sheet = Sheet {
        content: &content,
        resources: "/Properties<</L 6 0 R>>",
        catalogue: "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
        objects: &[b"<</Type/OCG/Name(L)>>".to_vec()],
        ..Sheet::default()
    };
    assert_eq!(sheet.read().unwrap(), "abc");
}

#[test]
fn a_crop_box_cuts_text_off_and_a_turned_page_does_not() {
    let content = line(72, 700, "abc") + &line(72, 100, "def");
    let read = |entries| Sheet { content: &content, entries, ..Sheet::default() }.read().unwrap();
    assert_eq!(read("/CropBox[0 400 595 842]"), "abc");
    assert_eq!(read("/Rotate 90"), "abc\ndef");
}

#[rstest]
#[case::mark(b"\xEF\xBB\xBF", true)]
#[case::print_job(b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n", true)]
#[case::a_thousand_bytes(&[b' '; 1019], true)]
#[case::too_many_bytes(&[b' '; 1020], false)]
fn the_header_stands_within_the_first_1024_bytes(#[case] before: &[u8], #[case] read: bool) {
    let content = &line(72, 700, "abc");
    let bytes = [before, &Sheet { content, ..Sheet::default() }.pdf()].concat();
    assert_eq!(extract("a.pdf", &bytes).is_ok(), read);
    // Whoever calls it a text gets it as one.
    assert!(extract("a.txt", &bytes).is_ok());
}

#[rstest]
#[case::words(line(72, 700, "one") + &line(100, 700, "two"), "one two")]
#[case::pieces_of_a_word(line(72, 700, "on") + &line(85, 700, "e"), "one")]
#[case::lines(line(72, 700, "one") + &line(72, 680, "two"), "one\ntwo")]
#[case::exponent(line(72, 700, "m") + &line(82, 704, "2"), "m2")]
#[case::kerning("BT /F1 12 Tf 72 700 Td [(k) 50 (ern) -600 (ed)] TJ ET".to_owned(), "kern ed")]
#[case::cells(line(300, 700, "right") + &line(72, 700, "left"), "right\nleft")]
fn gaps_make_words_and_lines(#[case] content: String, #[case] expected: &str) {
    assert_eq!(of(&content).unwrap(), expected);
}

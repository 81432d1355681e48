//! What is said beside the text of a file, and what refuses it.

use baopi_document::limits::{FREE_FURNITURE_CHARACTERS, MAX_HIDDEN_CHARACTERS};
use baopi_document::{Besides, Unreadable, extract};
use rstest::rstest;

use crate::making::{archive, compound_file, document, docx, docx_with, odt, ofd};

const LISTS: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="7">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
    <w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Sub"/><w:suff w:val="space"/>
    <w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="8">
    <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
    </w:numbering>"#;
const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:styleId="Sub">
    <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="SubSub">
    <w:basedOn w:val="Sub"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish w:val="true"/></w:rPr></w:style></w:styles>"#;

fn item(list: &str, level: u32) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         <w:r><w:t>a</w:t></w:r></w:p>"
    )
}

fn styled(style: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>")
}

#[rstest]
#[case::one_level(item("1", 0) + &item("1", 0), "一、a\n二、a\n", 4)]
#[case::levels(
    item("1", 0) + &item("1", 1) + &item("1", 1) + &item("1", 0) + &item("1", 1),
    "一、a\n1.1 a\n1.2 a\n二、a\n2.1 a\n", 13)]
#[case::bullet(item("2", 0), "•\ta\n", 1)]
#[case::begun_anew(item("1", 0) + &item("3", 0) + &item("3", 0), "一、a\n五、a\n六、a\n", 6)]
#[case::by_style(item("1", 0) + &styled("Sub") + &styled("SubSub"), "一、a\n1.1 b\n1.2 b\n", 8)]
#[case::taken_off(item("0", 0), "a\n", 0)]
#[case::unknown_list(item("9", 0), "a\n", 0)]
#[case::level_beyond_all(item("1", 4_000_000_000), "a\n", 0)]
fn numbers_of_lists_are_text(#[case] body: String, #[case] text: &str, #[case] numbers: usize) {
    let file = docx_with(&body, &[("numbering", LISTS), ("styles", STYLES)]);
    let read = extract("a.docx", &file).unwrap();
    assert_eq!((read.text.as_str(), read.besides.list_numbers), (text, numbers));
}

#[rstest]
#[case::by_paragraph(styled("Unseen"), "\n", 1)]
#[case::by_characters(
    "<w:p><w:r><w:rPr><w:rStyle w:val=\"Gone\"/></w:rPr><w:t>xy</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>".to_owned(),
    "b\n",
    2
)]
#[case::shown_in_spite_of_it(
    "<w:p><w:pPr><w:pStyle w:val=\"Unseen\"/></w:pPr><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>\
     <w:t>b</w:t></w:r></w:p>".to_owned(),
    "b\n",
    0
)]
fn what_a_style_hides_is_counted_apart(
    #[case] body: String,
    #[case] text: &str,
    #[case] hidden: usize,
) {
    let read = extract("a.docx", &docx_with(&body, &[("styles", STYLES)])).unwrap();
    assert_eq!((read.text.as_str(), read.besides.hidden), (text, hidden));
}

fn hiding(format: &str, characters: usize) -> Vec<u8> {
    let hidden = "密".repeat(characters);
    if format == "docx" {
        docx(&format!(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{hidden}</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>"
        ))
    } else {
        odt(
            &format!(
                "<text:p>a</text:p><text:section text:display=\"none\"><text:p>{hidden}</text:p></text:section>"
            ),
            "",
        )
    }
}

#[rstest]
fn hidden_text_is_said_and_a_hundred_characters_of_it_are_borne(
    #[values("docx", "odt")] format: &str,
) {
    let name = format!("a.{format}");
    let read = extract(&name, &hiding(format, MAX_HIDDEN_CHARACTERS)).unwrap();
    assert_eq!((read.text.as_str(), read.besides.hidden), ("a\n", MAX_HIDDEN_CHARACTERS));
    let refused = Unreadable::HiddenText { characters: 101, limit: 100 };
    assert_eq!(extract(&name, &hiding(format, MAX_HIDDEN_CHARACTERS + 1)), Err(refused));
}

#[rstest]
#[case::docx(
    "a.docx",
    docx("<w:p><w:r><w:drawing><a:blip r:embed=\"x\"/></w:drawing></w:r></w:p>")
)]
#[case::docx_of_the_old_kind(
    "a.docx",
    docx("<w:p><w:r><w:pict><v:imagedata r:id=\"x\"/></w:pict></w:r></w:p>")
)]
#[case::odt("a.odt", odt("<text:p><draw:frame><draw:image/></draw:frame></text:p>", ""))]
fn nothing_but_pictures_is_refused(#[case] name: &str, #[case] file: Vec<u8>) {
    assert_eq!(extract(name, &file), Err(Unreadable::Scanned { pages: 1 }));
}

#[rstest]
#[case(
    "a.docx",
    docx("<w:p><w:r><w:drawing><a:blip r:embed=\"x\"/></w:drawing><w:t>a</w:t></w:r></w:p>")
)]
#[case("a.odt", odt("<text:p>a<draw:frame><draw:image/></draw:frame></text:p>", ""))]
#[case("a.ofd", ofd(&["<ofd:ImageObject/><ofd:TextObject><ofd:TextCode>a</ofd:TextCode></ofd:TextObject>"]))]
fn pictures_beside_text_are_said(#[case] name: &str, #[case] file: Vec<u8>) {
    let read = extract(name, &file).unwrap();
    assert_eq!(
        (read.text.as_str(), read.besides),
        ("a\n", Besides { pictures: 1, ..Besides::default() })
    );
}

#[rstest]
#[case::free(FREE_FURNITURE_CHARACTERS, false)]
#[case::one_more(FREE_FURNITURE_CHARACTERS + 1, true)]
fn a_long_header_counts_once(#[case] characters: usize, #[case] counts: bool) {
    let text = "页".repeat(characters);
    let part = format!("<w:hdr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>");
    let body = "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:sectPr><w:headerReference r:id=\"header\"/>\
                <w:footerReference r:id=\"footer\"/></w:sectPr>";
    let read =
        extract("a.docx", &docx_with(body, &[("header", &part), ("footer", &part)])).unwrap();
    assert_eq!(read.text, if counts { format!("a\n{text}\n") } else { "a\n".to_owned() });
}

#[test]
fn a_diagram_is_text_and_one_that_is_missing_refuses_the_file() {
    let body = "<w:p><w:r><w:drawing><dgm:relIds r:dm=\"diagramData\"/></w:drawing><w:t>a</w:t></w:r></w:p>";
    let data = "<d><dgm:pt><dgm:t><a:p><a:r><a:t>组长</a:t></a:r></a:p></dgm:t></dgm:pt></d>";
    let read = extract("a.docx", &docx_with(body, &[("diagramData", data)])).unwrap();
    assert_eq!(read.text, "a\n组长\n");
    assert_eq!(extract("a.docx", &docx(body)).unwrap_err().code(), "corrupt");
}

#[rstest]
#[case("Content", "Word.Document.12", Some("embedded"))]
#[case("Icon", "Word.Document.12", None)]
#[case("Content", "Excel.Sheet.12", None)]
fn an_embedded_document_that_shows_refuses_the_file(
    #[case] aspect: &str,
    #[case] program: &str,
    #[case] code: Option<&str>,
) {
    let body = format!(
        "<w:p><w:r><w:object><o:OLEObject DrawAspect=\"{aspect}\" ProgID=\"{program}\"/></w:object><w:t>a</w:t></w:r></w:p>"
    );
    let refused = extract("a.docx", &docx(&body)).err();
    assert_eq!(refused.as_ref().map(Unreadable::code), code);
}

const TEXT: &str = "<ofd:TextObject><ofd:TextCode>组</ofd:TextCode></ofd:TextObject>";

fn with_resources(page: &str, template: &str, units: &str) -> Vec<u8> {
    archive(&[
        ("OFD.xml", b"<O><DocRoot>D/D.xml</DocRoot></O>"),
        (
            "D/D.xml",
            b"<D><DocumentRes>R.xml</DocumentRes><TemplatePage ID=\"2\" BaseLoc=\"T.xml\"/><Page BaseLoc=\"P.xml\"/></D>",
        ),
        ("D/P.xml", format!("<P>{page}</P>").as_bytes()),
        ("D/T.xml", format!("<P>{template}</P>").as_bytes()),
        ("D/R.xml", format!("<R>{units}</R>").as_bytes()),
    ])
}

#[rstest]
#[case::drawn("6", Ok("组\n组\n"))]
#[case::missing("9", Err("corrupt"))]
#[case::within_itself("8", Err("hostile"))]
fn what_an_ofd_page_draws_as_a_group_is_text(
    #[case] unit: &str,
    #[case] expected: Result<&str, &str>,
) {
    let units = format!(
        "<CompositeGraphicUnit ID=\"6\">{TEXT}<CompositeObject ResourceID=\"7\"/></CompositeGraphicUnit>\
         <CompositeGraphicUnit ID=\"7\">{TEXT}</CompositeGraphicUnit>\
         <CompositeGraphicUnit ID=\"8\"><CompositeObject ResourceID=\"8\"/></CompositeGraphicUnit>"
    );
    let page = format!("<CompositeObject ResourceID=\"{unit}\"/>");
    let read = extract("a.ofd", &with_resources(&page, "", &units));
    let read = read.as_ref().map(|read| read.text.as_str()).map_err(Unreadable::code);
    assert_eq!(read, expected);
}

#[rstest]
#[case::free(FREE_FURNITURE_CHARACTERS, 1)]
#[case::one_more(FREE_FURNITURE_CHARACTERS + 1, 2)]
fn a_long_template_of_an_ofd_counts(#[case] characters: usize, #[case] lines: usize) {
    let template = TEXT.replace('组', &"版".repeat(characters));
    let page = format!("<Template TemplateID=\"2\"/>{TEXT}<Template TemplateID=\"2\"/>");
    let read = extract("a.ofd", &with_resources(&page, &template, "")).unwrap();
    assert_eq!(read.text.lines().count(), lines);
}

#[test]
fn names_of_parts_may_differ_in_case() {
    let relations =
        br#"<R><Relationship Id="r" Type="http://r/officeDocument" Target="word/document.xml"/></R>"#;
    let main = document("<w:p><w:r><w:t>a</w:t></w:r></w:p>");
    let parts: [(&str, &[u8]); 3] = [
        ("[content_types].xml", b"<Types/>"),
        ("_RELS/.rels", relations),
        ("Word/Document.xml", main.as_bytes()),
    ];
    assert_eq!(extract("a.docx", &archive(&parts)).unwrap().text, "a\n");
    let twice = [&parts[..], &[("word/document.xml", main.as_bytes())]].concat();
    assert_eq!(extract("a.docx", &archive(&twice)).unwrap_err().code(), "hostile");
}

#[test]
fn an_encrypted_file_in_a_damaged_shell_is_encrypted() {
    let mut file = compound_file(&["EncryptedPackage", "EncryptionInfo"]);
    assert_eq!(extract("a.docx", &file), Err(Unreadable::Encrypted));
    // The size of the sectors, which no reader can do without.
    file[30] = 0xFF;
    assert_eq!(extract("a.docx", &file), Err(Unreadable::Encrypted));
}

//! What counts as text, one construct at a time.

use baopi_document::{Unreadable, extract};
use rstest::rstest;

use crate::making::{archive, docx, docx_with, odt, odt_of, ofd};

#[rstest]
#[case::entities("<w:p><w:r><w:t>a&amp;b &lt;&#x20BB7;&gt;</w:t></w:r></w:p>", "a&b <𠮷>\n")]
#[case::runs("<w:p><w:r><w:t>关</w:t></w:r><w:r><w:t>于</w:t></w:r></w:p>", "关于\n")]
#[case::other_prefix("<x:p><x:r><x:t>a</x:t></x:r></x:p>", "a\n")]
#[case::deleted(
    "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText><w:tab/></w:r></w:del></w:p>",
    "a\n"
)]
#[case::inserted("<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>", "a\n")]
#[case::moved(
    "<w:p><w:moveFrom><w:r><w:t>a</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo></w:p>",
    "a\n"
)]
#[case::hidden(
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t><w:sym w:char=\"41\"/></w:r><w:r><w:t>b</w:t></w:r></w:p>",
    "b\n"
)]
#[case::not_hidden(
    "<w:p><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r></w:p>",
    "a\n"
)]
#[case::hidden_before_a_change(
    "<w:p><w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>",
    "a\n"
)]
#[case::hidden_paragraph_mark(
    "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
    "a\n"
)]
#[case::tab_stops(
    "<w:p><w:pPr><w:tabs><w:tab w:pos=\"9\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/>\
     <w:t>c</w:t></w:r></w:p>",
    "a\tb\nc\n"
)]
#[case::hyphens_and_symbols(
    "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r></w:p>",
    "a\u{2011}\u{F0FE}\n"
)]
#[case::field(
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r>\
     <w:fldChar w:fldCharType=\"separate\"/><w:t>7</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    "7\n"
)]
#[case::field_without_end(
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>7</w:t></w:r></w:p>",
    "\n7\n"
)]
#[case::field_in_the_code_of_another(
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/>\
     <w:t>x</w:t><w:fldChar w:fldCharType=\"end\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>a</w:t>\
     <w:fldChar w:fldCharType=\"end\"/><w:t>b</w:t></w:r></w:p>",
    "ab\n"
)]
#[case::code_in_an_equation(
    "<w:p><m:oMath><m:r><w:fldChar w:fldCharType=\"begin\"/><m:t>SEQ</m:t><w:fldChar w:fldCharType=\"separate\"/>\
     <m:t>1</m:t><w:fldChar w:fldCharType=\"end\"/></m:r></m:oMath></w:p>",
    "1\n"
)]
#[case::choice_of_a_form(
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"甲\"/>\
     <w:listEntry w:val=\"乙类\"/></w:ddList></w:ffData></w:fldChar><w:instrText>FORMDROPDOWN</w:instrText>\
     <w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    "乙类\n"
)]
#[case::number_in_a_ring(
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> EQ \\o\\ac(○,12) </w:instrText>\
     <w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    "⑫\n"
)]
#[case::word_art(
    "<w:p><w:r><w:pict><v:shape><v:textpath string=\"文件\"/></v:shape></w:pict><w:t>a</w:t></w:r></w:p>",
    "a\n文件\n"
)]
#[case::deleted_row(
    "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr/><w:tc>\
     <w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>\
     </w:tr></w:tbl>",
    "a\n"
)]
#[case::table(
    "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r>\
     </w:p></w:tc></w:tr></w:tbl>",
    "a\nb\n"
)]
#[case::content_control(
    "<w:sdt><w:sdtPr><w:alias/><w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "a\n"
)]
#[case::link(
    "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>",
    "a\n"
)]
#[case::equation("<w:p><m:oMath><m:r><w:rPr/><m:t>x=1</m:t></m:r></m:oMath></w:p>", "x=1\n")]
#[case::white_space_between_elements("\n <w:p>\n <w:r>\n <w:t>a</w:t> </w:r> x</w:p>\n", "a\n")]
fn a_docx_yields(#[case] body: &str, #[case] text: &str) {
    assert_eq!(extract("a.docx", &docx(body)).unwrap().text, text);
}

const BOX: &str = "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>";

#[rstest]
#[case::choice("wps", "一二\nbox\n")]
#[case::unknown_choice("quantum", "一二\nold\n")]
#[case::known_prefix_for_unknown_markup("wpg", "一二\nold\n")]
fn a_text_box_counts_once_and_follows_its_paragraph(#[case] requires: &str, #[case] text: &str) {
    let fallback = BOX.replace("box", "old");
    let body = format!(
        "<w:p><w:r><w:t>一</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"{requires}\" xmlns:wpg=\"urn:x\" \
         xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">{BOX}</mc:Choice>\
         <mc:Fallback><w:pict>{fallback}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>二</w:t></w:r></w:p>"
    );
    assert_eq!(extract("a.docx", &docx(&body)).unwrap().text, text);
}

#[test]
fn a_text_box_of_the_old_kind_counts() {
    let body = format!("<w:p><w:r><w:pict>{BOX}</w:pict></w:r></w:p>");
    assert_eq!(extract("a.docx", &docx(&body)).unwrap().text, "\nbox\n");
}

#[test]
fn notes_count_where_they_are_referred_to() {
    let notes = r#"<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>sep</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t>note</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>orphan</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let endnotes = r#"<w:endnotes><w:endnote w:id="1"><w:p><w:r><w:t>end</w:t></w:r></w:p></w:endnote></w:endnotes>"#;
    let body = r#"<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="1"/><w:t>b</w:t><w:endnoteReference w:id="1"/></w:r></w:p>
        <w:p><w:r><w:t>c</w:t></w:r><w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del></w:p>"#;
    let file = docx_with(body, &[("footnotes", notes), ("endnotes", endnotes)]);
    assert_eq!(extract("a.docx", &file).unwrap().text, "ab\nnote\nend\nc\n");
}

#[test]
fn headers_and_comments_do_not_count() {
    let part = "<w:hdr><w:p><w:r><w:t>header</w:t></w:r></w:p></w:hdr>";
    let body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>";
    let file = docx_with(body, &[("header", part), ("footer", part), ("comments", part)]);
    assert_eq!(extract("a.docx", &file).unwrap().text, "a\n");
}

#[rstest]
#[case("altChunk")]
#[case("subDoc")]
fn a_document_within_a_docx_is_refused(#[case] element: &str) {
    let file = docx(&format!("<w:{element} r:id=\"r9\"/>"));
    assert_eq!(extract("a.docx", &file), Err(Unreadable::Embedded { detail: element.to_owned() }));
}

#[test]
fn a_template_from_elsewhere_is_refused_and_one_on_the_disk_is_not() {
    let file = |target: &str| {
        let relations = format!(
            "<Relationships><Relationship Type=\"http://r/attachedTemplate\" \
             Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        );
        let main = r#"<Relationships><Relationship Id="s" Type="http://r/settings" Target="settings.xml"/></Relationships>"#;
        crate::making::docx_of(
            crate::making::document("").as_bytes(),
            &[
                ("word/_rels/document.xml.rels", main.as_bytes()),
                ("word/settings.xml", b"<w:settings/>"),
                ("word/_rels/settings.xml.rels", relations.as_bytes()),
            ],
        )
    };
    assert_eq!(
        extract("a.docx", &file("HTTPS://example.org/x.dotm")).unwrap_err().code(),
        "hostile"
    );
    assert_eq!(extract("a.docx", &file("file:///C:/Normal.dotm")).unwrap().text, "");
}

const P: &str = "<text:p>";

#[rstest]
#[case::heading_and_spaces(
    "<text:h>一</text:h><text:p>a<text:s text:c=\"2\"/>b<text:s/>c<text:tab/>d<text:line-break/>e</text:p>",
    "一\na  b c\td\ne\n"
)]
#[case::tracked_changes(
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>x</text:p></text:deletion>\
     </text:changed-region></text:tracked-changes><text:p>a<text:change text:change-id=\"1\"/></text:p>",
    "a\n"
)]
#[case::comment(
    "<text:p>a<office:annotation><text:p>x</text:p></office:annotation>b</text:p>",
    "ab\n"
)]
#[case::note(
    "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p>\
     </text:note-body></text:note>b</text:p>",
    "ab\nn\n"
)]
#[case::text_box(
    "<text:p>a<draw:frame><draw:text-box><text:p>x</text:p><text:p>y</text:p></draw:text-box>\
     <svg:desc>alt</svg:desc><svg:title>alt</svg:title></draw:frame>b</text:p>",
    "ab\nx\ny\n"
)]
#[case::title_field("<text:p><text:title>题</text:title></text:p>", "题\n")]
#[case::list(
    "<text:list><text:list-header><text:p>h</text:p></text:list-header><text:list-item>\
     <text:number>1.</text:number><text:p>a</text:p></text:list-item></text:list>",
    "h\na\n"
)]
#[case::numbered(
    "<text:list text:style-name=\"L\"><text:list-header><text:p>h</text:p></text:list-header><text:list-item><text:p>a</text:p>\
     <text:p>b</text:p><text:list><text:list-item><text:p>c</text:p></text:list-item></text:list></text:list-item>\
     <text:list-item text:start-value=\"5\"><text:p>d</text:p></text:list-item></text:list>\
     <text:list text:style-name=\"L\" text:continue-numbering=\"true\"><text:list-item><text:p>e</text:p></text:list-item>\
     </text:list><text:list text:style-name=\"L\"><text:list-item><text:p>f</text:p></text:list-item></text:list>",
    "h\n一、\ta\nb\n一.1)c\n五、\td\n六、\te\n一、\tf\n"
)]
#[case::repeated_cells(
    "<table:table><table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\">\
     <text:p>a</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated=\"1000000\">\
     <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
    "a\na\na\na\na\na\n"
)]
#[case::hidden_by_a_style_on_which_another_is_based(
    "<text:p>a<text:span text:style-name=\"T3\">x</text:span></text:p>",
    "a\n"
)]
#[case::table(
    "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
     <table:covered-table-cell><text:p>x</text:p></table:covered-table-cell></table:table-row></table:table>",
    "a\n"
)]
#[case::index(
    "<text:table-of-content><text:table-of-content-source>\
     <text:index-title-template>x</text:index-title-template></text:table-of-content-source><text:index-body>\
     <text:p>a</text:p></text:index-body></text:table-of-content>",
    "a\n"
)]
#[case::hidden_span(
    "<text:p>a<text:span text:style-name=\"T1\">x</text:span><text:span text:style-name=\"T2\">b</text:span></text:p>",
    "ab\n"
)]
#[case::hidden_section(
    "<text:section text:display=\"none\"><text:p>x</text:p></text:section><text:p>a</text:p>",
    "a\n"
)]
fn an_odt_yields(#[case] text: &str, #[case] expected: &str) {
    let styles = r#"<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
        <style:style style:name="T2" style:family="text"><style:text-properties fo:color="red"/></style:style>
        <style:style style:name="T3" style:family="text" style:parent-style-name="T1"/>
        <text:list-style style:name="L">
        <text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、">
        <style:list-level-properties><style:list-level-label-alignment text:label-followed-by="listtab"/>
        </style:list-level-properties></text:list-level-style-number>
        <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")" text:display-levels="2"/>
        </text:list-style>"#;
    assert_eq!(extract("a.odt", &odt(text, styles)).unwrap().text, expected);
}

#[test]
fn an_encrypted_odt_is_refused() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry>\
     </manifest:manifest>";
    assert_eq!(extract("a.odt", &odt_of("\u{1}garbage", manifest)), Err(Unreadable::Encrypted));
}

#[test]
fn an_odt_with_macros_is_refused_and_one_with_empty_libraries_is_not() {
    let with = |name: &str| {
        archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", b"<a/>"),
            (name, b"<b/>"),
        ])
    };
    assert_eq!(extract("a.odt", &with("Basic/Standard/Module1.xml")), Err(Unreadable::Macro));
    assert_eq!(extract("a.odt", &with("Basic/script-lc.xml")).unwrap().text, "");
}

#[test]
fn an_ofd_yields_its_lines_page_by_page() {
    let object = |x: u32, y: u32, text: &str| {
        format!(
            "<ofd:TextObject Boundary=\"{x} {y} 50 6\">\
             <ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 9 4\">{text}</ofd:TextCode></ofd:TextObject>"
        )
    };
    let first = [object(10, 10, "关于"), object(60, 10, "㐀𠮷"), object(10, 20, "二")].concat();
    let hidden =
        "<ofd:TextObject Visible=\"false\"><ofd:TextCode>x</ofd:TextCode></ofd:TextObject>";
    let second = format!("{hidden}{}", object(10, 10, "a&amp;b"));
    assert_eq!(extract("a.ofd", &ofd(&[&first, &second])).unwrap().text, "关于㐀𠮷\n二\na&b\n");
}

#[test]
fn a_part_in_utf16_is_read() {
    let xml =
        crate::making::document("<w:p><w:r><w:t>㐀𠮷</w:t></w:r></w:p>").replace("UTF-8", "UTF-16");
    let bytes: Vec<u8> =
        format!("\u{FEFF}{xml}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = crate::making::docx_of(&bytes, &[]);
    assert_eq!(extract("a.docx", &file).unwrap().text, "㐀𠮷\n");
}

#[test]
fn control_characters_in_a_document_are_dropped() {
    assert_eq!(
        extract("a.odt", &odt(&format!("{P}a\u{7}b&#x85;c</text:p>"), "")).unwrap().text,
        "ab\nc\n"
    );
}

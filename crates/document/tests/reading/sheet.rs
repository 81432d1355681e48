//! Workbooks as lists: what a cell shows, where it stands, and what is refused.

use baopi_document::limits::{MAX_SHEET_COLUMNS, MAX_SHEET_ROWS};
use baopi_document::{SheetRow, Unreadable, read_sheet};
use rstest::rstest;

use super::making::archive;

const BOOK: &str = concat!(
    r#"<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r2"/>"#,
    r#"<sheet name="b" r:id="r1"/></sheets></workbook>"#,
);
const RELATIONS: &str = concat!(
    r#"<Relationships><Relationship Id="r1" Target="worksheets/other.xml"/>"#,
    r#"<Relationship Id="r2" Target="/xl/worksheets/first.xml"/></Relationships>"#,
);
const STRINGS: &str = "<sst><si><t>秋粮</t></si><si><r><t>收</t></r><rPh><t>shou</t></rPh><r><t>购</t></r></si></sst>";

fn workbook(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let own: [(&str, &[u8]); 4] = [
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/first.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", STRINGS.as_bytes()),
    ];
    archive(&[&own, more].concat())
}

fn cells(rows: &str) -> Result<Vec<(u32, String)>, Unreadable> {
    let rows = read_sheet(&workbook(rows, &[]))?;
    Ok(rows.into_iter().map(|SheetRow { number, cells }| (number, cells.join("|"))).collect())
}

#[rstest]
#[case::shared_texts_without_readings(
    r#"<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>"#,
    1,
    "秋粮|收购"
)]
#[case::texts_of_their_own(r#"<row><c t="inlineStr"><is><t>a</t></is></c></row>"#, 1, "a")]
#[case::numbers_and_dates_as_they_are_kept(r"<row><c><v>46280.5</v></c></row>", 1, "46280.5")]
#[case::what_a_formula_came_to(r#"<row><c t="str"><f>A1&amp;"b"</f><v>ab</v></c></row>"#, 1, "ab")]
#[case::cells_at_their_places(
    r#"<row r="7"><c r="B7"><v>1</v></c><c r="D7"><v>2</v></c></row>"#,
    7,
    "|1||2"
)]
fn a_cell_shows_what_it_shows_in_the_office(
    #[case] rows: &str,
    #[case] number: u32,
    #[case] expected: &str,
) {
    assert_eq!(cells(rows).unwrap(), [(number, expected.to_owned())]);
}

#[test]
fn rows_and_columns_are_read_up_to_the_limit_and_not_beyond() {
    let rows = |count: usize| cells(&"<row/>".repeat(count)).map(|rows| rows.len());
    assert_eq!(rows(MAX_SHEET_ROWS).unwrap(), MAX_SHEET_ROWS);
    assert_eq!(rows(MAX_SHEET_ROWS + 1).unwrap_err().code(), "hostile");
    let columns = |count: usize| cells(&format!("<row>{}</row>", "<c><v>1</v></c>".repeat(count)));
    assert!(columns(MAX_SHEET_COLUMNS).is_ok());
    assert_eq!(columns(MAX_SHEET_COLUMNS + 1).unwrap_err().code(), "hostile");
    let format = r#"<row><c r="A1"><v>1</v></c><c r="XFD1"/></row>"#;
    assert_eq!(cells(format).unwrap(), [(1, "1".to_owned())], "what is empty counts for nothing");
}

#[rstest]
#[case::a_text_that_is_missing(workbook(r#"<row><c t="s"><v>9</v></c></row>"#, &[]), "corrupt")]
#[case::a_cell_outside(workbook("<c><v>1</v></c>", &[]), "corrupt")]
#[case::macros(workbook("", &[("xl/vbaProject.bin", b"x")]), "macro")]
#[case::no_workbook(archive(&[("a.xml", b"<a/>")]), "corrupt")]
#[case::no_archive(b"PK\x03\x04".to_vec(), "corrupt")]
#[case::nothing(Vec::new(), "empty")]
fn a_workbook_that_cannot_be_trusted_is_refused(#[case] bytes: Vec<u8>, #[case] code: &str) {
    assert_eq!(read_sheet(&bytes).unwrap_err().code(), code);
}

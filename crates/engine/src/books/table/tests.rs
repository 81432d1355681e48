use rstest::rstest;

use super::*;

fn table(rows: &[&[&str]]) -> Table {
    let mut table = Table::new(rows[0].iter().copied());
    for row in &rows[1..] {
        table.push(row.iter().map(|cell| (*cell).to_owned()).collect());
    }
    table
}

/// Texts that a spreadsheet would run, break or turn into something else.
const NASTY: [&[&str]; 4] = [
    &["标题", "编号"],
    &["=HYPERLINK(\"http://evil.example\")", "+1"],
    &["逗号,引号\"和\n换行", "-2"],
    &["'=已有撇号", "＝全角"],
];

#[rstest]
#[case(TableFormat::Csv)]
#[case(TableFormat::Xlsx)]
fn what_is_exported_is_imported_as_it_was(#[case] format: TableFormat) {
    let written = table(&NASTY);
    let bytes = written.write(format).unwrap();
    assert_eq!(TableFormat::of(&bytes), format);
    let read = Table::read(&bytes).unwrap();
    assert_eq!(read.columns, written.columns);
    let cells = |table: Table| table.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>();
    assert_eq!(cells(read), cells(written));
}

#[test]
fn no_cell_of_a_csv_file_is_a_formula() {
    let text = String::from_utf8(table(&NASTY).csv()).unwrap();
    let cells: Vec<_> = csv_rows_raw(&text);
    assert!(cells.iter().all(|cell| !cell.starts_with(FORMULA)), "{cells:?}");
    assert!(cells.contains(&"'+1".to_owned()), "{cells:?}");
}

#[test]
fn a_number_in_a_column_of_figures_is_a_number_and_anything_else_in_it_is_none() {
    let rows =
        table(&[&["指标", "同比"], &["-1", "-35.0"], &["x", "=1+1"], &["x", "inf"], &["x", ""]]);
    let rows = rows.with_figures([1]);
    let text = String::from_utf8(rows.csv()).unwrap();
    assert_eq!(text, "\u{feff}指标,同比\r\n'-1,-35.0\r\nx,'=1+1\r\nx,inf\r\nx,\r\n");
    let read = Table::read(&rows.xlsx().unwrap()).unwrap();
    let cells: Vec<_> = read.rows.iter().map(|row| row.cells[1].as_str()).collect();
    assert_eq!(cells, ["-35", "=1+1", "inf", ""], "a text would have kept its last digit");
}

fn csv_rows_raw(text: &str) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.records().map(Result::unwrap).collect::<Vec<_>>();
    records.iter().flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[rstest]
#[case::utf8("标题,月份\n秋粮收购,9\n".as_bytes().to_vec())]
#[case::utf8_with_its_mark("\u{feff}标题,月份\r\n秋粮收购,9".as_bytes().to_vec())]
#[case::gb18030(GB18030.encode("标题,月份\r\n秋粮收购,9\r\n").0.into_owned())]
#[case::utf16("\u{feff}标题\t月份\r\n秋粮收购\t9\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect())]
#[case::with_empty_lines("\n标题,月份,\n,,\n\n秋粮收购,9,,,\n".as_bytes().to_vec())]
fn what_office_suites_write_is_read(#[case] bytes: Vec<u8>) {
    let read = Table::read(&bytes).unwrap();
    assert_eq!(read.columns, ["标题", "月份"]);
    assert_eq!(read.rows[0].cells, ["秋粮收购", "9"]);
    assert_eq!(read.rows.len(), 1);
}

#[test]
fn a_row_is_known_by_its_line_in_the_file_also_after_one_of_several_lines() {
    let read = Table::read("a,b\n\"x\ny\",1\n\nz,2\n".as_bytes()).unwrap();
    assert_eq!(read.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
    let short = Table::read(b"a,b\nx\n").unwrap();
    assert_eq!(short.rows[0].cells, ["x", ""], "what is left out is empty");
}

#[rstest]
#[case::nothing(b"".to_vec(), "empty")]
#[case::only_a_head("a,b\n".as_bytes().to_vec(), "empty")]
#[case::two_of_one_name("a,b,a\n1,2,3\n".as_bytes().to_vec(), "column_twice")]
#[case::too_many_cells("a,b\n1,2,3\n".as_bytes().to_vec(), "too_many_cells")]
#[case::no_text(vec![b'a', 0xFF, 0xFF, b'\n'], "encoding")]
#[case::zeros(b"a\0,b\n1,2\n".to_vec(), "encoding")]
#[case::a_broken_workbook(b"PK\x03\x04 broken".to_vec(), "workbook")]
fn a_file_that_is_no_table_is_refused(#[case] bytes: Vec<u8>, #[case] code: &str) {
    assert_eq!(Table::read(&bytes).unwrap_err().code(), code);
}

#[test]
fn every_limit_holds_at_its_edge() {
    let code = |bytes: Vec<u8>| Table::read(&bytes).map(drop).map_err(|error| error.code());
    let rows = |count: usize| format!("a\n{}", "x\n".repeat(count)).into_bytes();
    assert_eq!(code(rows(MAX_TABLE_ROWS)), Ok(()));
    assert_eq!(code(rows(MAX_TABLE_ROWS + 1)), Err("too_many_rows"));
    let columns = |count: usize| {
        let names: Vec<_> = (0..count).map(|number| format!("c{number}")).collect();
        format!("{}\nx\n", names.join(",")).into_bytes()
    };
    assert_eq!(code(columns(MAX_TABLE_COLUMNS)), Ok(()));
    assert_eq!(code(columns(MAX_TABLE_COLUMNS + 1)), Err("too_many_columns"));
    let cell = |count: usize| format!("a\n{}\n", "字".repeat(count)).into_bytes();
    assert_eq!(code(cell(MAX_CELL_CHARS)), Ok(()));
    assert_eq!(code(cell(MAX_CELL_CHARS + 1)), Err("cell_too_long"));
    let bytes = |count: usize| {
        let mut bytes = b"a\nx\n".to_vec();
        bytes.resize(count, b'\n');
        bytes
    };
    assert_eq!(code(bytes(MAX_TABLE_BYTES)), Ok(()));
    assert_eq!(code(bytes(MAX_TABLE_BYTES + 1)), Err("too_large"));
}

//! Tables as CSV, for whoever opens them in a spreadsheet.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// What makes Excel read the file as UTF-8.
const MARK: &str = "\u{feff}";
/// A cell that begins with one of these is taken for a formula by spreadsheets.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A table, its first row being the heads of the columns.
pub(crate) fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |row: Vec<String>| row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",");
    let lines: Vec<_> = rows.into_iter().map(|row| line(row) + "\r\n").collect();
    format!("{MARK}{}", lines.concat())
}

/// A table as a file that is kept.
pub(crate) fn attached(name: &str, table: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, table).into_response()
}

/// A text that could be a formula stands behind an apostrophe, so that it stays a text. A number stays a number.
fn cell(text: &str) -> String {
    let is_number = text.parse::<f64>().is_ok();
    let inert =
        if text.starts_with(FORMULA) && !is_number { format!("'{text}") } else { text.to_owned() };
    if inert.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", inert.replace('"', "\"\""))
    } else {
        inert
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("农业农村局", "农业农村局")]
    #[case("-33.3", "-33.3")]
    #[case("a,b", "\"a,b\"")]
    #[case("一\n二", "\"一\n二\"")]
    #[case("他说\"好\"", "\"他说\"\"好\"\"\"")]
    #[case::formula("=1+1", "'=1+1")]
    #[case::command("@SUM(A1)", "'@SUM(A1)")]
    #[case::minus("-2+3", "'-2+3")]
    #[case::plus("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    #[case::tab("\t=1", "'\t=1")]
    #[case::formula_with_a_comma("=A1,A2", "\"'=A1,A2\"")]
    fn a_cell_is_never_a_formula(#[case] text: &str, #[case] written: &str) {
        assert_eq!(cell(text), written);
    }

    #[test]
    fn the_table_begins_with_the_mark_and_its_lines_end_as_the_standard_says() {
        let rows = [vec!["a".to_owned(), "b".to_owned()], vec!["1".to_owned(), String::new()]];
        assert_eq!(table(rows), "\u{feff}a,b\r\n1,\r\n");
    }
}

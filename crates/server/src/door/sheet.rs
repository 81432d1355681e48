//! Tables as files, and those of the books as people read them: columns and words in their language, and back.

use axum::response::Response;
use baopi_engine::{EngineError, Table, TableFormat};
use baopi_messages::{Language, book_field, text};
use baopi_workflow::statistics::Metric;
use serde::Deserialize;

use crate::transport::headers;

/// The closed lists whose words stand in columns, each with the beginning of its message keys.
const LISTS: [(&str, &str, &[&str]); 8] = [
    ("urgency", "urgency", &["extra_urgent", "urgent", "normal"]),
    ("kind", "plan-kind", &["document", "meeting", "inspection"]),
    ("platform", "chat-platform", &["wechat", "wecom", "qq", "dingtalk", "feishu", "other"]),
    ("comprehensive", "book-flag", FLAGS),
    ("used", "book-flag", FLAGS),
    ("state", "incoming-state", STATES),
    ("metric", "metric", &METRICS),
    ("day_kind", "day-kind", &["off", "work"]),
];
const METRICS: [&str; Metric::ALL.len()] = {
    let (mut keys, mut place) = ([""; Metric::ALL.len()], 0);
    while place < keys.len() {
        keys[place] = Metric::ALL[place].key();
        place += 1;
    }
    keys
};
const FLAGS: &[&str] = &["true", "false"];
const STATES: &[&str] = &[
    "received",
    "registered",
    "proposed",
    "instructed",
    "handling",
    "circulating",
    "done",
    "archived",
    "sent_back",
];

/// In which kind of file a table is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    #[default]
    Csv,
    Xlsx,
}

impl Wanted {
    /// The one of this name; CSV if nothing is said.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "" | "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

impl From<Wanted> for TableFormat {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Csv => Self::Csv,
            Wanted::Xlsx => Self::Xlsx,
        }
    }
}

/// A table as a file under this name.
pub(crate) fn download(
    table: &Table,
    format: impl Into<TableFormat>,
    name: &str,
) -> Result<Response, EngineError> {
    let format = format.into();
    let bytes = table.write(format)?;
    Ok(headers::saved(bytes, format.media_type(), &format!("{name}.{}", format.ending())))
}

/// The table with the names of its columns and the words in them as the program calls them. Columns and words may be written
/// in either language; what is neither stays as it is, and the engine names it.
pub(crate) fn keyed(mut table: Table, columns: &[&'static str]) -> Table {
    for name in &mut table.columns {
        let called = |column: &&&str| {
            name == **column || Language::ALL.iter().any(|l| same(name, &book_field(*l, column)))
        };
        if let Some(column) = columns.iter().find(called) {
            (*column).clone_into(name);
        }
    }
    for (place, prefix, words) in lists_in(&table) {
        for row in &mut table.rows {
            if let Some(cell) = row.cells.get_mut(place)
                && let Some(word) = words.iter().find(|word| means(cell, prefix, word))
            {
                (*word).clone_into(cell);
            }
        }
    }
    table
}

/// The table in the reader's language.
pub(crate) fn worded(mut table: Table, language: Language) -> Table {
    for (place, prefix, words) in lists_in(&table) {
        for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(place)) {
            if words.contains(&cell.as_str()) {
                *cell = text(language, &key(prefix, cell));
            }
        }
    }
    for name in &mut table.columns {
        *name = book_field(language, name);
    }
    table
}

/// The names of columns in the reader's language, in one line.
pub(crate) fn names(language: Language, columns: &[&str]) -> String {
    let names: Vec<_> = columns.iter().map(|column| book_field(language, column)).collect();
    names.join(&text(language, "list-separator"))
}

/// The places of columns that hold words of lists.
fn lists_in(table: &Table) -> Vec<(usize, &'static str, &'static [&'static str])> {
    let place = |column: &str| table.columns.iter().position(|name| name == column);
    let found = |(column, prefix, words): &(&str, &'static str, &'static [&'static str])| {
        Some((place(column)?, *prefix, *words))
    };
    LISTS.iter().filter_map(found).collect()
}

fn means(cell: &str, prefix: &str, word: &str) -> bool {
    cell == word || Language::ALL.iter().any(|l| same(cell, &text(*l, &key(prefix, word))))
}

fn key(prefix: &str, word: &str) -> String {
    format!("{prefix}-{}", word.replace('_', "-"))
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::response::IntoResponse;
    use baopi_engine::{Entry, ImportedFigure, Line};
    use baopi_workflow::chat_group::{ChatGroup, Platform};
    use baopi_workflow::content::Urgency;
    use baopi_workflow::incoming::{Incoming, IncomingState};
    use baopi_workflow::plan::PlanItem;
    use baopi_workflow::working_day::SpecialDay;
    use rstest::rstest;

    use super::*;

    #[rstest]
    fn what_a_reader_gets_in_either_language_comes_back_as_it_was(
        #[values(Language::Zh, Language::En)] language: Language,
    ) {
        for columns in [
            <PlanItem as Entry>::EXPORTED,
            <ChatGroup as Entry>::EXPORTED,
            <Incoming as Entry>::EXPORTED,
            <ImportedFigure as Line>::COLUMNS,
            <SpecialDay as Entry>::EXPORTED,
        ] {
            for (number, (_, _, words)) in LISTS.iter().enumerate() {
                let mut table = Table::new(columns.iter().copied());
                let cell = |column: &&str| match LISTS.iter().find(|list| list.0 == *column) {
                    Some((_, _, own)) => own[number % own.len()].to_owned(),
                    None => words[0].to_owned(),
                };
                table.push(columns.iter().map(cell).collect());
                let said = worded(table.clone(), language);
                assert!(!said.columns.iter().any(|name| columns.contains(&name.as_str())));
                assert_eq!(keyed(said, columns), table);
            }
        }
    }

    #[test]
    fn no_list_lacks_a_word() {
        let list = |name: &str| LISTS.iter().find(|list| list.0 == name).unwrap().2;
        assert_eq!(
            list("state"),
            IncomingState::ALL.iter().map(|state| state.key()).collect::<Vec<_>>()
        );
        assert_eq!(
            list("platform"),
            Platform::ALL.iter().map(|platform| platform.key()).collect::<Vec<_>>()
        );
        let urgencies: Vec<_> =
            Urgency::ALL.iter().map(|urgency| serde_json::to_value(urgency).unwrap()).collect();
        assert_eq!(serde_json::json!(list("urgency")), serde_json::json!(urgencies));
    }

    #[test]
    fn what_is_not_known_stays_for_the_engine_to_name() {
        let mut table = Table::new(["颜色", "Kind"]);
        table.push(vec!["发文".to_owned(), "公报".to_owned()]);
        let read = keyed(table, PlanItem::EXPORTED);
        assert_eq!(read.columns, ["颜色", "kind"]);
        assert_eq!(read.rows[0].cells, ["发文", "公报"]);
    }

    #[test]
    fn a_workbook_that_cannot_be_written_is_a_failure_and_no_fault_of_the_reader() {
        let mut table = Table::new(["title"]);
        table.push(vec!["长".repeat(40_000)]);
        let error = download(&table, TableFormat::Xlsx, "x").unwrap_err();
        let response = crate::present::fault::PageError::from(error).into_response();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}

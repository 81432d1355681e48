//! What `baopi check` has found, as JSON for programs and as a table for people.

use baopi_messages::{Args, Language, unreadable, unreadable_advice};
use baopi_server::wire;
use baopi_workflow::Finding;
use baopi_workflow::rules::{Verdict, worst};
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use serde::Serialize;

use super::{Checked, Fault, Judged};
use crate::output::{Sentence, Word};

/// Columns of the table where no terminal says how many there are.
const WIDTH: u16 = 120;
/// A terminal that says it has fewer columns does not know.
const LEAST_WIDTH: u16 = 40;

/// One file in the array of JSON.
#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Outcome {
    Judged {
        characters: u32,
        word_count_approx: u32,
        list_number_characters: usize,
        hidden_characters: usize,
        pictures: usize,
        verdict: &'static str,
        findings: Vec<wire::Finding>,
    },
    Failed {
        error: ErrorLine,
    },
}

#[derive(Debug, Serialize)]
struct ErrorLine {
    code: &'static str,
    message_zh: String,
    message_en: String,
}

/// The array of JSON.
///
/// # Errors
///
/// Never in practice: everything in it is text and numbers.
pub(super) fn json(checked: &[Checked]) -> Result<String, serde_json::Error> {
    let lines: Vec<_> =
        checked.iter().map(|one| Line { file: &one.file, outcome: outcome(one) }).collect();
    serde_json::to_string_pretty(&lines)
}

fn outcome(checked: &Checked) -> Outcome {
    match &checked.outcome {
        Ok(judged) => Outcome::Judged {
            characters: judged.measure.characters,
            word_count_approx: judged.measure.words_approx,
            list_number_characters: judged.besides.list_numbers,
            hidden_characters: judged.besides.hidden,
            pictures: judged.besides.pictures,
            verdict: worst(&judged.findings).key(),
            findings: judged.findings.iter().map(wire::Finding::of).collect(),
        },
        Err(fault) => Outcome::Failed {
            error: ErrorLine {
                code: fault.code(),
                message_zh: fault.message(Language::Zh),
                message_en: fault.message(Language::En),
            },
        },
    }
}

/// The table, with a line below that sums up.
pub(super) fn table(checked: &[Checked], language: Language) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none_or(|width| width < LEAST_WIDTH) {
        table.set_width(WIDTH);
    }
    let heading = |key| Sentence::new(key).text(language);
    table.set_header(
        ["cli-check-file", "cli-check-characters", "cli-check-verdict", "cli-check-note"]
            .map(heading),
    );
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for one in checked {
        table.add_row(row(one, language));
    }
    let blocked = |judged: &Judged| worst(&judged.findings) == Verdict::Block;
    let sum = Sentence::new("cli-check-sum")
        .with("files", checked.len())
        .with(
            "blocked",
            checked.iter().filter(|one| one.outcome.as_ref().is_ok_and(blocked)).count(),
        )
        .with("unreadable", checked.iter().filter(|one| one.outcome.is_err()).count());
    format!("{table}\n{}", sum.text(language))
}

fn row(checked: &Checked, language: Language) -> [String; 4] {
    let (characters, verdict, note) = match &checked.outcome {
        Ok(judged) => {
            let say = |finding: &Finding| {
                let message = baopi_messages::finding(language, finding);
                format!(
                    "{}: {message} {}",
                    finding.rule,
                    baopi_messages::finding_advice(language, finding)
                )
            };
            let besides = judged
                .besides
                .notes()
                .into_iter()
                .map(|(key, count)| Sentence::new(key).with("n", count).text(language));
            let notes: Vec<_> = judged.findings.iter().map(say).chain(besides).collect();
            let verdict = baopi_messages::verdict(language, worst(&judged.findings));
            (judged.measure.characters.to_string(), verdict, notes.join("\n"))
        }
        Err(fault) => (
            String::new(),
            Sentence::new("cli-check-unreadable").text(language),
            fault.message(language),
        ),
    };
    [escaped(&checked.file), characters, verdict, note]
}

/// A name of a file as a terminal may be sent it: what would steer the terminal or turn the order of the characters around is
/// written as its number.
fn escaped(name: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let write = |c: char| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() };
    name.chars().map(write).collect()
}

impl Fault {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Directory => "directory",
            Self::NotAFile => "not-a-file",
            Self::NotReadable(_) => "not-readable",
            Self::Unreadable(reason) => reason.code(),
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::NotFound => Sentence::new("cli-file-not-found").text(language),
            Self::Directory => Sentence::new("cli-file-directory").text(language),
            Self::NotAFile => Sentence::new("cli-file-not-a-file").text(language),
            Self::NotReadable(kind) => Sentence::new("cli-file-not-readable")
                .with("reason", Word::io(*kind))
                .text(language),
            Self::Unreadable(reason) => {
                let words = Args::of(reason);
                let said = unreadable(language, reason.code(), &words);
                format!("{said} {}", unreadable_advice(language, reason.code(), &words))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::escaped;

    #[rstest]
    #[case("通知.docx", "通知.docx")]
    #[case("a\u{1b}[31mb\u{7}", r"a\u{1b}[31mb\u{7}")]
    #[case("a\u{202e}xcod.exe", r"a\u{202e}xcod.exe")]
    #[case("a\nb\u{9b}", r"a\u{a}b\u{9b}")]
    #[case("\u{2067}a\u{2069}", r"\u{2067}a\u{2069}")]
    fn a_name_cannot_steer_the_terminal(#[case] name: &str, #[case] shown: &str) {
        assert_eq!(escaped(name), shown);
    }
}

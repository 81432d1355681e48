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
            let notes: Vec<_> = judged.findings.iter().map(say).collect();
            let verdict = baopi_messages::verdict(language, worst(&judged.findings));
            (judged.measure.characters.to_string(), verdict, notes.join("\n"))
        }
        Err(fault) => (
            String::new(),
            Sentence::new("cli-check-unreadable").text(language),
            fault.message(language),
        ),
    };
    [checked.file.clone(), characters, verdict, note]
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

//! `baopi numbers`: whether every number is accounted for, and registers that were kept on paper.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use baopi_engine::{
    Column, CounterFilter, Engine, ImportError, ImportRefusal, ImportedNumbers, PaperFault,
    PaperReason, PaperWords,
};
use baopi_messages::{Args, Language};
use baopi_server::wire;
use baopi_workflow::PersonId;
use baopi_workflow::number::{NumberState, SeriesReport};
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use serde::Serialize;

use crate::cli::{GapsArgs, ImportArgs, NumbersCommand};
use crate::config::Sources;
use crate::database;
use crate::failure::Failure;
use crate::output::{Sentence, Word, complain, say};
use crate::people;

/// Looks after the document numbers.
///
/// # Errors
///
/// When the configuration has mistakes, the file cannot be taken over, or the database fails.
pub(crate) async fn run(
    command: NumbersCommand,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    match command {
        NumbersCommand::Gaps(args) => gaps(args, sources, language).await,
        NumbersCommand::Import(args) => import(&args, sources, language).await,
    }
}

/// Reads only, so that it runs beside the service.
async fn gaps(args: GapsArgs, sources: &Sources, language: Language) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let engine = database::engine_to_read(&settings).await?;
    let filter = CounterFilter { series: args.series, year: args.year, since: None };
    let reports = engine.number_reports(filter).await.context("the register cannot be read")?;
    engine.close().await;
    say(&if args.json {
        let series: Vec<_> = reports.iter().cloned().map(wire::CountedSeries::from).collect();
        serde_json::to_string_pretty(&series)?
    } else {
        told(&reports, language)
    })?;
    let clean = reports.iter().all(SeriesReport::is_clean);
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(reports: &[SeriesReport], language: Language) -> String {
    if reports.is_empty() {
        return baopi_messages::text(language, "cli-numbers-none");
    }
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let keys = ["series", "year", "highest", "used", "void", "missing", "twice", "beyond"];
    table.set_header(keys.map(|key| baopi_messages::text(language, &format!("cli-numbers-{key}"))));
    for report in reports {
        let SeriesReport { series, year, highest, used, void, missing, twice, beyond } = report;
        table.add_row([
            series.clone(),
            year.to_string(),
            highest.to_string(),
            used.to_string(),
            listed(void.iter().map(|number| (*number, *number))),
            listed(missing.iter().copied()),
            listed(twice.iter().map(|number| (*number, *number))),
            listed(beyond.iter().map(|number| (*number, *number))),
        ]);
    }
    let faulty = reports.iter().filter(|report| !report.is_clean()).count();
    let key = if faulty == 0 { "cli-numbers-fine" } else { "cli-numbers-gaps" };
    let sum = Sentence::new(key).with("count", reports.len()).with("faulty", faulty);
    format!("{table}\n{}", sum.text(language))
}

fn listed(ranges: impl Iterator<Item = (u32, u32)>) -> String {
    let range = |(first, last): (u32, u32)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    ranges.map(range).collect::<Vec<_>>().join(" ")
}

async fn import(
    args: &ImportArgs,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let bytes = bytes(&args.file)?;
    let engine = database::engine_for_command(&settings).await?;
    let by = known(&engine, &args.by).await?;
    let outcome = engine.import_numbers(by, &bytes, &words()).await;
    engine.close().await;
    match outcome {
        Ok(imported) if args.json => {
            say(&serde_json::to_string_pretty(&TakenOver::of(&imported))?)?;
        }
        Ok(imported) => say(&taken_over(&imported, language))?,
        Err(ImportError::Refused(ImportRefusal::Faulty(faults))) if args.json => {
            say(&serde_json::to_string_pretty(&Refused::of(&faults))?)?;
            return Ok(ExitCode::FAILURE);
        }
        Err(ImportError::Refused(ImportRefusal::Faulty(faults))) => {
            complain(&wrong(&faults, &args.file, language));
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(failure(error, args)),
    }
    Ok(ExitCode::SUCCESS)
}

/// A register that was taken over, for programs.
#[derive(Serialize)]
struct TakenOver {
    sha256: String,
    used: u32,
    void: u32,
    /// The last number of each series and year.
    last: Vec<String>,
}

impl TakenOver {
    fn of(imported: &ImportedNumbers) -> Self {
        Self {
            sha256: imported.sha256.to_string(),
            used: imported.used,
            void: imported.void,
            last: imported.last.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Every line that cannot be taken over, as the API tells wrong lines of a file.
#[derive(Serialize)]
struct Refused {
    code: &'static str,
    count: usize,
    lines: Vec<WrongLine>,
}

#[derive(Serialize)]
struct WrongLine {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    wrong: &'static str,
    message_zh: String,
    message_en: String,
}

impl Refused {
    fn of(faults: &[PaperFault]) -> Self {
        let line = |fault: &PaperFault| WrongLine {
            line: fault.line,
            field: fault.column.map(Column::key),
            wrong: fault.reason.code(),
            message_zh: reason(&fault.reason, Language::Zh),
            message_en: reason(&fault.reason, Language::En),
        };
        let lines = faults.iter().map(line).collect();
        Self { code: "lines_refused", count: faults.len(), lines }
    }
}

/// A file, as far as it can be that long; the engine refuses a longer one.
fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    use std::io::Read;
    let limit = baopi_document::limits::MAX_FILE_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = std::fs::File::open(file).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| {
        Sentence::new("cli-numbers-not-read")
            .with("file", file.display().to_string())
            .with("reason", Word::io(error.kind()))
    })?;
    Ok(bytes)
}

async fn known(engine: &Engine, login: &str) -> Result<PersonId, Failure> {
    let organisation = engine.organisation().await;
    let organisation = organisation.context("the organisation cannot be read")?;
    people::known(&organisation, login)
}

/// The heads and states that people write, in both languages whatever the output is in.
fn words() -> PaperWords {
    let mut words = PaperWords::default();
    for language in Language::ALL {
        let text = |key: &str| baopi_messages::text(language, key);
        words.columns.extend(Column::ALL.map(|column| (column_name(column, language), column)));
        words.states.push((text("paper-state-used"), NumberState::Used));
        words.states.push((text("paper-state-void"), NumberState::Void));
    }
    words
}

fn column_name(column: Column, language: Language) -> String {
    baopi_messages::text(language, &format!("paper-column-{}", column.key().replace('_', "-")))
}

fn taken_over(imported: &ImportedNumbers, language: Language) -> String {
    let sum = Sentence::new("cli-numbers-imported")
        .with("used", imported.used)
        .with("void", imported.void)
        .with("sha256", imported.sha256.to_string());
    let next = imported.last.iter().map(|last| {
        Sentence::new("cli-numbers-last")
            .with("series", last.series.clone())
            .with("year", last.year.to_string())
            .with("next", last.sequence + 1)
            .text(language)
    });
    [sum.text(language)].into_iter().chain(next).collect::<Vec<_>>().join("\n")
}

fn wrong(faults: &[PaperFault], file: &Path, language: Language) -> String {
    let lines = faults.iter().map(|fault| line(fault, language));
    [head(faults, file).text(language)].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

fn head(faults: &[PaperFault], file: &Path) -> Sentence {
    let file = file.display().to_string();
    Sentence::new("cli-numbers-faulty").with("file", file).with("count", faults.len())
}

fn line(fault: &PaperFault, language: Language) -> String {
    let sentence = match fault.column {
        None => Sentence::new("cli-numbers-fault"),
        Some(column) => {
            Sentence::new("cli-numbers-fault-in").with("column", column_name(column, language))
        }
    };
    // Grouping marks have no place in the number of a line.
    let sentence = sentence.with("line", fault.line.to_string());
    sentence.with("reason", reason(&fault.reason, language)).text(language)
}

fn reason(reason: &PaperReason, language: Language) -> String {
    let args = Args::new();
    let args = match reason {
        PaperReason::TooMany { limit } | PaperReason::TooLong { limit } => {
            args.with("limit", limit.to_string())
        }
        PaperReason::Twice { line } => args.with("line", line.to_string()),
        PaperReason::Begun { last } => args.with("last", last.to_string()),
        PaperReason::Gap { first, last } => {
            args.with("first", first.to_string()).with("last", last.to_string())
        }
        PaperReason::NoColumn
        | PaperReason::ColumnTwice
        | PaperReason::Fields
        | PaperReason::Nothing
        | PaperReason::Missing
        | PaperReason::NoNumber
        | PaperReason::FutureYear
        | PaperReason::UnknownState
        | PaperReason::UnknownUnit
        | PaperReason::NotOfUnit
        | PaperReason::NoDate
        | PaperReason::OtherYear
        | PaperReason::FutureDate
        | PaperReason::NotVoid
        | PaperReason::Taken => args,
    };
    let one = matches!(reason, PaperReason::Gap { first, last } if first == last);
    let key = format!(
        "paper-fault-{}{}",
        reason.code().replace('_', "-"),
        if one { "-of-one" } else { "" }
    );
    baopi_messages::text_with(language, &key, &args)
}

fn failure(error: ImportError, args: &ImportArgs) -> Failure {
    Failure::of(error, |refusal| match refusal {
        ImportRefusal::NotYours => {
            Sentence::new("cli-numbers-not-yours").with("login", args.by.clone())
        }
        ImportRefusal::Unreadable(_) => {
            Sentence::new("cli-numbers-unreadable").with("file", args.file.display().to_string())
        }
        ImportRefusal::Faulty(faults) => head(&faults, &args.file),
    })
}

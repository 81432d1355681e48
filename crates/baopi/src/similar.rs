//! `baopi similar`: the index of texts that drafts are compared with.

use std::process::ExitCode;

use anyhow::Context;
use baopi_engine::{SimilarFault, SimilarReport, SimilarWrong};
use baopi_messages::Language;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::{JsonArgs, SimilarCommand};
use crate::config::Sources;
use crate::database;
use crate::failure::Failure;
use crate::output::{Sentence, say};

/// Makes the index anew, or compares it with the stored texts: exit 1 if they differ.
///
/// # Errors
///
/// When the texts cannot be read or the index not be written.
pub(crate) async fn run(
    command: SimilarCommand,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    match command {
        SimilarCommand::Rebuild => rebuild(sources, language).await,
        SimilarCommand::Check(args) => check(&args, sources, language).await,
    }
}

async fn rebuild(sources: &Sources, language: Language) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let engine = database::engine_for_command(&settings).await?;
    let rebuilt = engine.rebuild_similar().await.context("the index cannot be made")?;
    engine.close().await;
    say(&Sentence::new("cli-similar-rebuilt").with("sources", rebuilt).text(language))?;
    Ok(ExitCode::SUCCESS)
}

async fn check(
    args: &JsonArgs,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let engine = database::engine_to_read(&settings).await?;
    let report = engine.check_similar().await.context("the index cannot be read")?;
    engine.close().await;
    say(&if args.json {
        serde_json::to_string_pretty(&CheckLine::of(&report))?
    } else {
        text(&report, language)
    })?;
    let sound = report.complete && report.faults.is_empty();
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the comparison found, for programs.
#[derive(Serialize)]
struct CheckLine {
    complete: bool,
    sources: u64,
    samples: u64,
    faults: Vec<FaultLine>,
}

/// What is wrong with the document, or the text that came in, `of` which it is; how many `samples` are missing or stray.
#[derive(Serialize)]
struct FaultLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Uuid>,
    wrong: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    samples: Option<u64>,
}

impl CheckLine {
    fn of(report: &SimilarReport) -> Self {
        let fault = |fault: &SimilarFault| {
            let (wrong, samples) = match fault.wrong {
                SimilarWrong::Missing(samples) => ("missing", Some(samples)),
                SimilarWrong::Stray(samples) => ("stray", Some(samples)),
                SimilarWrong::NotThere => ("not_there", None),
                SimilarWrong::There => ("there", None),
            };
            FaultLine { of: fault.of, wrong, samples }
        };
        let SimilarReport { complete, sources, samples, faults } = report;
        let faults = faults.iter().map(fault).collect();
        Self { complete: *complete, sources: *sources, samples: *samples, faults }
    }
}

fn text(report: &SimilarReport, language: Language) -> String {
    let fault = |fault: &SimilarFault| {
        let of = fault.of.map_or_else(|| "-".to_owned(), |of| of.to_string());
        format!("{of} {:?}", fault.wrong)
    };
    let mut lines: Vec<_> = report.faults.iter().map(fault).collect();
    let key = if !report.faults.is_empty() {
        "cli-similar-faults"
    } else if report.complete {
        "cli-similar-fine"
    } else {
        "cli-similar-incomplete"
    };
    let sum = Sentence::new(key)
        .with("sources", report.sources)
        .with("samples", report.samples)
        .with("faults", report.faults.len());
    lines.push(sum.text(language));
    lines.join("\n")
}

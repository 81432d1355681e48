//! `baopi verify`: recomputes the record.

use std::process::ExitCode;

use anyhow::Context;
use baopi_engine::VerifyReport;
use baopi_messages::Language;

use crate::cli::VerifyArgs;
use crate::config::Sources;
use crate::database;
use crate::failure::Failure;
use crate::output::{Sentence, say};

/// Recomputes every chain, replays every request, and says where the first difference of each is: exit 1 if there is one.
///
/// # Errors
///
/// When the record cannot be read.
pub(crate) async fn run(
    args: &VerifyArgs,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let engine = database::engine_to_read(&settings).await?;
    let report =
        if args.evaluations { engine.verify_evaluations().await } else { engine.verify().await };
    let report = report.context("the record cannot be read")?;
    engine.close().await;
    say(&if args.output.json {
        serde_json::to_string_pretty(&report)?
    } else {
        text(&report, language)
    })?;
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn text(report: &VerifyReport, language: Language) -> String {
    let mut lines: Vec<_> = report
        .faults
        .iter()
        .map(|fault| {
            let request = fault.request.map_or_else(
                || Sentence::new("cli-verify-system").text(language),
                |id| id.to_string(),
            );
            let place = fault.seq.map_or_else(String::new, |seq| format!(" #{seq}"));
            format!("{request}{place} {}: {}", fault.code, fault.detail)
        })
        .collect();
    let sum = Sentence::new(if report.ok { "cli-verify-fine" } else { "cli-verify-faults" })
        .with("requests", report.requests)
        .with("events", report.events)
        .with("faults", report.faults.len());
    lines.push(sum.text(language));
    if report.evaluations > 0 {
        let repeated = Sentence::new("cli-verify-evaluations").with("n", report.evaluations);
        lines.push(repeated.text(language));
    }
    lines.join("\n")
}

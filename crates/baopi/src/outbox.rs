//! `baopi outbox`: what waits to be sent, and what could not be.

use std::process::ExitCode;

use anyhow::Context;
use baopi_engine::OutboxReport;
use baopi_messages::Language;
use baopi_workflow::{Organisation, Timestamp};
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;

use crate::cli::JsonArgs;
use crate::config::Sources;
use crate::database;
use crate::failure::Failure;
use crate::output::{Sentence, say};
use crate::people::name;

/// Shows the outbox. Reads only, so that it runs beside the service. Exit 1 if messages were given up.
///
/// # Errors
///
/// When the configuration has mistakes, or the database fails.
pub(crate) async fn run(
    args: &JsonArgs,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    let engine = database::engine_to_read(&settings).await?;
    let outbox = engine.outbox().await.context("the outbox cannot be read")?;
    let organisation = engine.organisation().await.context("the organisation cannot be read")?;
    engine.close().await;
    say(&if args.json {
        serde_json::to_string_pretty(&outbox)?
    } else {
        told(&outbox, &organisation, language)
    })?;
    Ok(if outbox.given_up.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(outbox: &OutboxReport, organisation: &Organisation, language: Language) -> String {
    let sum = Sentence::new("cli-outbox-sum")
        .with("waiting", outbox.waiting)
        .with("lost", outbox.given_up.len())
        .text(language);
    if outbox.given_up.is_empty() {
        return sum;
    }
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let keys = ["written", "to", "title", "attempts", "why"];
    table.set_header(keys.map(|key| baopi_messages::text(language, &format!("cli-outbox-{key}"))));
    for lost in &outbox.given_up {
        table.add_row([
            minute(lost.created_at),
            name(lost.to, organisation),
            lost.title.clone(),
            lost.attempts.to_string(),
            why(&lost.code, language),
        ]);
    }
    format!("{table}\n{sum}")
}

fn minute(at: Timestamp) -> String {
    at.local().map_or_else(String::new, |local| local.format("%Y-%m-%d %H:%M").to_string())
}

/// Why a message was given up, in words where the program decided it; what a server answered is shown as it is.
fn why(code: &str, language: Language) -> String {
    match code {
        "no_address" => baopi_messages::text(language, "cli-outbox-no-address"),
        "no_letter" => baopi_messages::text(language, "cli-outbox-no-letter"),
        other => other.to_owned(),
    }
}

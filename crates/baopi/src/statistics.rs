//! `baopi statistics`: figures on the command line.

use std::process::ExitCode;

use anyhow::Context;
use baopi_engine::figures::statistics::{Dashboard, Line, Scope, StatisticsCheck};
use baopi_engine::{BookError, BookRefusal, LineFault, Table};
use baopi_messages::{Args, Language};
use baopi_server::wire;
use baopi_workflow::Organisation;
use baopi_workflow::statistics::Change;
use baopi_workflow::statistics::change::decimal;
use chrono::NaiveDate;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::{ImportFiguresArgs, JsonArgs, ShowStatisticsArgs, StatisticsCommand};
use crate::config::{Settings, Sources};
use crate::database;
use crate::failure::Failure;
use crate::output::{Sentence, complain, say};

/// Shows figures, holds them against the requests, counts everything again, or takes over figures of earlier times.
///
/// # Errors
///
/// When the configuration has mistakes, or the database fails.
pub(crate) async fn run(
    command: StatisticsCommand,
    sources: &Sources,
    language: Language,
) -> Result<ExitCode, Failure> {
    let settings = sources.read()?;
    match command {
        StatisticsCommand::Check(args) => check(&args, &settings, language).await,
        StatisticsCommand::Show(args) => show(&args, &settings, language).await,
        StatisticsCommand::Rebuild => rebuild(&settings, language).await,
        StatisticsCommand::Import(args) => import(&args, &settings, language).await,
    }
}

/// Exit 1 if a figure is not what the requests say.
async fn check(
    args: &JsonArgs,
    settings: &Settings,
    language: Language,
) -> Result<ExitCode, Failure> {
    let engine = database::engine_to_read(settings).await?;
    let check = engine.check_statistics().await.context("the record cannot be read")?;
    let organisation = engine.organisation().await.context("the organisation cannot be read")?;
    engine.close().await;
    if args.json {
        say(&serde_json::to_string_pretty(&CheckLine::of(&check, &organisation))?)?;
    } else {
        let key = if check.ok { "cli-statistics-fine" } else { "cli-statistics-drifts" };
        for drift in &check.drifts {
            let of = drift.request.map_or_else(
                || drift.grain.clone().unwrap_or_default(),
                |request| request.to_string(),
            );
            say(&format!(
                "{of} {} {} {} {}: {} <> {}",
                drift.metric,
                drift.detail,
                drift.unit,
                drift.starts_on,
                drift.expected,
                drift.found
            ))?;
        }
        let sum = Sentence::new(key).with("requests", check.requests);
        say(&sum.with("drifts", check.drifts.len()).text(language))?;
    }
    Ok(if check.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the comparison found, for programs.
#[derive(Serialize)]
struct CheckLine {
    ok: bool,
    requests: u64,
    drifts: Vec<DriftLine>,
}

/// A figure that is not what the requests say: one that a `request` adds, or the sum of a day or month, which `grain` names.
#[derive(Serialize)]
struct DriftLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Uuid>,
    metric: String,
    detail: String,
    unit: wire::UnitName,
    starts_on: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    grain: Option<String>,
    expected: i64,
    found: i64,
}

impl CheckLine {
    fn of(check: &StatisticsCheck, organisation: &Organisation) -> Self {
        let drifts = check.drifts.iter().map(|drift| DriftLine {
            request: drift.request.map(|request| request.0),
            metric: drift.metric.clone(),
            detail: drift.detail.clone(),
            unit: wire::UnitName::of(drift.unit, organisation),
            starts_on: drift.starts_on,
            grain: drift.grain.clone(),
            expected: drift.expected,
            found: drift.found,
        });
        Self { ok: check.ok, requests: check.requests, drifts: drifts.collect() }
    }
}

async fn show(
    args: &ShowStatisticsArgs,
    settings: &Settings,
    language: Language,
) -> Result<ExitCode, Failure> {
    let engine = database::engine_to_read(settings).await?;
    let dashboard = engine.dashboard_of(&Scope::All, args.period).await;
    let dashboard = dashboard.context("the figures cannot be read")?;
    let organisation = engine.organisation().await.context("the organisation cannot be read")?;
    engine.close().await;
    say(&if args.json {
        serde_json::to_string_pretty(&wire::StatisticsBody::new(&dashboard, &organisation))?
    } else {
        table(&dashboard, language)
    })?;
    Ok(ExitCode::SUCCESS)
}

fn table(dashboard: &Dashboard, language: Language) -> String {
    let text = |key: &str| baopi_messages::text(language, key);
    let mut table = comfy_table::Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let heads = ["group", "metric", "now", "before", "change"];
    table.set_header(heads.map(|head| text(&format!("statistics-{head}"))));
    let mut add = |group: String, line: &Line| {
        let before = line.before.map_or_else(|| "—".to_owned(), |before| before.to_string());
        let metric = baopi_messages::word(language, "metric", line.metric.key());
        let change = change(line.change, language);
        table.add_row([group, metric, line.now.to_string(), before, change]);
    };
    for line in dashboard.headlines.iter().chain(&dashboard.details) {
        add(text("statistics-whole"), line);
    }
    for group in &dashboard.groups {
        let name = baopi_messages::word(language, "unit-group", group.group.key());
        group.lines.iter().for_each(|line| add(name.clone(), line));
    }
    table.to_string()
}

fn change(change: Change, language: Language) -> String {
    let moved = |key: &str, tenths: u64| {
        baopi_messages::text_with(language, key, &Args::new().with("s", decimal(tenths)))
    };
    match change {
        Change::None => baopi_messages::text(language, "statistics-change-none"),
        Change::Equal => baopi_messages::text(language, "statistics-change-equal"),
        Change::Up(tenths) => moved("statistics-change-up", tenths),
        Change::Down(tenths) => moved("statistics-change-down", tenths),
    }
}

async fn rebuild(settings: &Settings, language: Language) -> Result<ExitCode, Failure> {
    let engine = database::engine_for_command(settings).await?;
    let requests = engine.rebuild_statistics().await.context("the record cannot be read")?;
    engine.close().await;
    say(&Sentence::new("cli-statistics-rebuilt").with("requests", requests).text(language))?;
    Ok(ExitCode::SUCCESS)
}

async fn import(
    args: &ImportFiguresArgs,
    settings: &Settings,
    language: Language,
) -> Result<ExitCode, Failure> {
    let bytes = std::fs::read(&args.file).with_context(|| args.file.display().to_string())?;
    let table = Table::read(&bytes).with_context(|| args.file.display().to_string())?;
    let engine = database::engine_for_command(settings).await?;
    let imported = engine.import_figures(None, &table).await;
    engine.close().await;
    match imported {
        Ok(count) => {
            say(&Sentence::new("cli-statistics-imported").with("count", count).text(language))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(BookError::Refused(BookRefusal::Lines(faults))) => {
            for LineFault { line, fault } in &faults {
                let told = Sentence::new("cli-statistics-import-line").with("line", *line);
                let told = told.with("field", baopi_messages::book_field(language, &fault.field));
                let why = baopi_messages::field_fault(language, fault);
                complain(&told.with("why", why).text(language));
            }
            let sum = Sentence::new("cli-statistics-import-failed").with("count", faults.len());
            Err(Failure::Refused(sum))
        }
        Err(error) => Err(Failure::of(error, |refusal| match refusal {
            BookRefusal::TooManyLines { most } => {
                Sentence::new("book-refusal-too-many-lines").with("most", most)
            }
            BookRefusal::NotYours
            | BookRefusal::Settled
            | BookRefusal::OwnProposal
            | BookRefusal::Pending
            | BookRefusal::Step(_)
            | BookRefusal::Faults(_)
            | BookRefusal::Lines(_)
            | BookRefusal::NoFile
            | BookRefusal::Table(_) => Sentence::new("book-correct"),
        })),
    }
}

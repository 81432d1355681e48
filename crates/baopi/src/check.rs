//! `baopi check`: measures files and applies the rules that need nothing but the text.

use std::fs::File;
use std::io::{ErrorKind, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use baopi_document::limits::{MAX_FILE_BYTES, PROCESSES_AT_ONCE};
use baopi_document::{Besides, Extracted, Extractor, Unreadable};
use baopi_messages::Language;
use baopi_workflow::content::DocumentContent;
use baopi_workflow::rules::{Case, Own, evaluate, worst};
use baopi_workflow::{
    Content, Finding, Knowledge, Measure, Organisation, PersonId, RuleId, RuleSet, Timestamp,
    UnitId, Verdict,
};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::cli::CheckArgs;
use crate::failure::Failure;
use crate::output::say;

mod report;

/// With more files than this, and a terminal, a bar shows how far it is.
const FILES_WITHOUT_BAR: usize = 3;
/// The rules that need nothing but the text.
const RULES: [RuleId; 2] = [RuleId::FileLength, RuleId::Classified];

/// One file, and what was found.
#[derive(Debug)]
struct Checked {
    file: String,
    outcome: Result<Judged, Fault>,
}

/// A file that was read.
#[derive(Debug)]
struct Judged {
    measure: Measure,
    besides: Besides,
    findings: Vec<Finding>,
}

/// Why a file was not read.
#[derive(Debug)]
enum Fault {
    /// It does not exist.
    NotFound,
    /// It is a directory; files are to be named.
    Directory,
    /// It is a pipe, a device or the like.
    NotAFile,
    /// The system does not let it be read.
    NotReadable(ErrorKind),
    /// Its content cannot be read.
    Unreadable(Unreadable),
}

/// Checks the files and says what was found.
///
/// # Errors
///
/// When nothing can be checked or said at all.
pub(crate) fn run(args: &CheckArgs, language: Language) -> Result<ExitCode, Failure> {
    let extractor = Extractor::this_program()?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let checked = runtime.block_on(check(&args.files, extractor))?;
    say(&if args.json { report::json(&checked)? } else { report::table(&checked, language) })?;
    Ok(exit(&checked))
}

async fn check(files: &[PathBuf], extractor: Extractor) -> Result<Vec<Checked>, Failure> {
    let bar = bar(files.len());
    let extractor = Arc::new(extractor);
    let mut checked = Vec::with_capacity(files.len());
    // So few at a time that their bytes fit into memory, and in the order in which they were named.
    for group in files.chunks(PROCESSES_AT_ONCE) {
        let mut running = JoinSet::new();
        for (place, file) in group.iter().cloned().enumerate() {
            let extractor = Arc::clone(&extractor);
            running.spawn(async move { (place, check_one(&file, &extractor).await) });
        }
        let mut done = Vec::with_capacity(group.len());
        while let Some(one) = running.join_next().await {
            done.push(one?);
            bar.inc(1);
        }
        done.sort_by_key(|(place, _)| *place);
        checked.extend(done.into_iter().map(|(_, one)| one));
    }
    bar.finish_and_clear();
    Ok(checked)
}

/// The bar goes to standard error; it hides itself where that is no terminal.
fn bar(files: usize) -> ProgressBar {
    if files <= FILES_WITHOUT_BAR || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}")
        .expect("the template is valid");
    ProgressBar::new(files as u64).with_style(style)
}

async fn check_one(path: &Path, extractor: &Extractor) -> Checked {
    let file = path.to_string_lossy().into_owned();
    let outcome = match read(path) {
        Ok(bytes) => extractor.extract(&file, bytes).await.map_err(Fault::Unreadable),
        Err(fault) => Err(fault),
    };
    Checked { file, outcome: outcome.map(|extracted| judge(&extracted)) }
}

/// The bytes of a plain file, one more than the reader accepts at most.
fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let fault = |error: &std::io::Error| {
        let kind = error.kind();
        if kind == ErrorKind::NotFound { Fault::NotFound } else { Fault::NotReadable(kind) }
    };
    // Looked at before it is opened: opening a pipe would wait for somebody to write into it.
    let about = std::fs::metadata(path).map_err(|error| fault(&error))?;
    if about.is_dir() {
        return Err(Fault::Directory);
    }
    if !about.is_file() {
        return Err(Fault::NotAFile);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| fault(&error))?;
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    Ok(bytes)
}

/// Asks the rules about a document of which nothing is known but its body.
fn judge(extracted: &Extracted) -> Judged {
    let nobody = UnitId(Uuid::nil());
    let content = Content::Document(Box::new(blank_document(nobody, &extracted.text)));
    let measure = content.measure();
    let case = Case {
        content: &content,
        measure,
        drafter: PersonId(Uuid::nil()),
        organisation: &Organisation::default(),
        rules: &RuleSet::default(),
        knowledge: &Knowledge::alone(),
        own: Own::default(),
        now: Timestamp(0),
    };
    let findings = evaluate(&case).into_iter().filter(is_about_the_text).collect();
    Judged { measure, besides: extracted.besides, findings }
}

/// Whether a finding needs nothing but the text; that there is none is one of them.
fn is_about_the_text(finding: &Finding) -> bool {
    let missing = Finding::block(RuleId::RequiredFields).case("missing").about("body");
    let lacks_body = *finding == missing;
    RULES.contains(&finding.rule) || lacks_body
}

/// A document that says nothing but its body.
fn blank_document(unit: UnitId, body: &str) -> DocumentContent {
    let form = serde_json::json!({ "issuing_unit": unit, "drafting_unit": unit, "title": "", "body": body });
    serde_json::from_value(form).expect("the other fields of a document have defaults")
}

/// 2 if a file was not read, else 1 if one is blocked, else 0.
fn exit(checked: &[Checked]) -> ExitCode {
    let code = |one: &Checked| match &one.outcome {
        Err(_) => 2,
        Ok(judged) if worst(&judged.findings) == Verdict::Block => 1,
        Ok(_) => 0,
    };
    ExitCode::from(checked.iter().map(code).max().unwrap_or(0))
}

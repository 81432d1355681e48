//! Where the time of one approval went, from the log.

use baopi_tests::cast::{Cast, HEAD, says};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use rstest::rstest;
use serde_json::Value;

/// The title of the document, which is nobody's business who reads the log.
const TITLE: &str = "关于秋季防汛值守的通知";
/// What its approver says.
const OPINION: &str = "拟同意，请抓紧。";

/// A program whose log has lines for programs, from this level on.
async fn logging(office: &Office, level: &str) -> anyhow::Result<Program> {
    let launch = office.demo().variable("BAOPI__LOG__LEVEL", level);
    launch.variable("BAOPI__LOG__FORMAT", "json").start().await
}

/// The log of all that was done before.
async fn lines(program: &Program) -> anyhow::Result<Vec<Value>> {
    program.client()?.get("/sign-in").await?.expect(200)?;
    program.wait_for_log("\"path\":\"/sign-in\"").await?;
    let log = program.log();
    let lines = log.lines().filter(|line| line.starts_with('{'));
    Ok(lines.map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The names of the spans that a line of the log belongs to, from the outermost on. The line for the end of a span has it last.
fn path(line: &Value) -> Vec<&str> {
    let spans = line["spans"].as_array().map_or(&[][..], Vec::as_slice);
    spans.iter().filter_map(|span| span["name"].as_str()).collect()
}

/// The span that a line of the log was written in, or whose end it is.
fn innermost(line: &Value) -> &Value {
    line["spans"].as_array().and_then(|spans| spans.last()).unwrap_or(&Value::Null)
}

fn is_end(line: &Value) -> bool {
    line["fields"]["message"] == "close"
}

/// What the approval of this request was made of, by the ends of its spans: the path below its transaction, and the first word
/// of a statement.
fn parts_of_the_approval(log: &str, request: &str) -> Vec<(String, String)> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let ends: Vec<Value> = lines.filter(is_end).collect();
    let whole = ends.iter().find(|line| {
        let span = innermost(line);
        span["action"] == "approve"
            && span["request"] == request
            && line["fields"]["time.busy"].is_string()
            && path(line) == ["request", "perform"]
    });
    let Some(number) = whole.map(|line| &line["spans"][0]["number"]) else { return Vec::new() };
    ends.iter()
        .filter(|line| line["spans"][0]["number"] == *number)
        .map(|line| (path(line), innermost(line)["sql"].as_str().unwrap_or_default()))
        .filter(|(path, _)| path.starts_with(&["request", "perform", "transaction"]))
        .map(|(path, sql)| {
            (path[3..].join(" "), sql.split(' ').next().unwrap_or_default().to_owned())
        })
        .collect()
}

#[rstest]
#[tokio::test]
async fn an_operator_sees_where_the_time_of_an_approval_went_and_nothing_of_what_was_written(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = logging(&office, "debug").await?;
    let mut cast = Cast::of(&program).await?;
    let mut known = cast.document_after(TITLE, 1).await?;
    cast.does(HEAD, &mut known, says("approve", OPINION)).await?;
    // A span may end a moment after the answer, on a thread of the database's driver.
    let every = [
        ("", ""),
        ("begin", ""),
        ("commit", ""),
        ("statement", "SELECT"),
        ("statement", "INSERT"),
        ("statement", "UPDATE"),
    ];
    let done = |log: &str| {
        let parts = parts_of_the_approval(log, &known.id);
        every.iter().all(|(part, sql)| parts.contains(&((*part).to_owned(), (*sql).to_owned())))
    };
    program.wait_until_log("the parts of the approval", done).await?;
    let log = program.log();
    for private in [TITLE, OPINION, "蒋大伟", HEAD] {
        assert!(!log.contains(private), "{private} is in the log");
    }
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn the_usual_log_has_a_line_for_each_request_and_none_for_what_it_is_made_of(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = logging(&office, "info").await?;
    let mut cast = Cast::of(&program).await?;
    cast.document_after(TITLE, 1).await?;
    let lines = lines(&program).await?;
    assert!(lines.iter().any(|line| line["fields"]["message"] == "answered"));
    assert!(!lines.iter().any(is_end), "{lines:#?}");
    assert!(lines.iter().all(|line| path(line).len() <= 1), "{lines:#?}");
    program.stop().await?;
    invariants::hold(&office).await
}

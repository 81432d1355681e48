//! The document of the API is enough for a program that knows nothing else: a public generator makes a client of it, and
//! with that a request is created, submitted and approved.

use anyhow::ensure;
use baopi_tests::cast::{Cast, DRAFTER, HEAD, LEADER, PASSWORD, REVIEWER, approve};
use baopi_tests::house::root;
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Launch;
use rstest::rstest;
use serde_json::{Value, json};

#[rstest]
#[tokio::test]
async fn a_client_made_from_the_document_takes_a_request_to_its_approval(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let content =
        Cast::of(&program).await?.document("关于自动生成程序的通知", "现将有关事项通知如下。")?;
    let plan = json!({
        "password": PASSWORD,
        "drafter": DRAFTER,
        "approvers": [HEAD, REVIEWER, LEADER],
        "approval": approve(),
        "content": content,
    });
    let script = root().join("tests/generated_client.pl");
    let launch = Launch::new(program.address(), office.folder()).executable(&script);
    let output = launch.input(&plan.to_string()).run().await?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let request: Value = serde_json::from_slice(&output.stdout)?;
    assert_eq!(request["status"], "recheck", "{request}");
    assert_eq!(request["content"]["title"], content["title"]);
    program.stop().await?;
    invariants::hold(&office).await
}

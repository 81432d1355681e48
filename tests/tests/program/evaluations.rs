//! Why something was blocked: every evaluation can be read again, with the figures of its time.

use baopi_tests::cast::{AUDITOR, Cast, DRAFTER, HEAD, PASSWORD, STRANGER, action, rules};
use baopi_tests::office::{Backend, Office};
use rstest::rstest;
use serde_json::{Value, json};

fn triggers(answer: &Value) -> Vec<&str> {
    let items = answer["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item["trigger"].as_str()).collect()
}

#[rstest]
#[tokio::test]
async fn what_was_found_is_explained_with_the_figures_of_its_time(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let content = cast.document("关于篇幅的通知", &"字".repeat(5001))?;
    let mut known = cast.create(DRAFTER, &content).await?;
    let problem = cast.tries(DRAFTER, &known, &action("submit")).await?.expect(422)?.json()?;
    assert_eq!(rules(&problem), ["FILE-LENGTH"]);
    let path = format!("/api/v1/requests/{}/evaluations", known.id);
    let answer = cast.sees(DRAFTER, &path).await?;
    assert_eq!(triggers(&answer), ["submit", "preview"]);
    let blocked = &answer["items"][0];
    assert_eq!((&blocked["verdict"], &blocked["rule_set"]), (&json!("block"), &json!(1)));
    assert_eq!(blocked["parameters"]["file_length"], 5000);
    assert_eq!(blocked["findings"][0]["facts"]["n"], 5001);
    assert_eq!(answer, cast.sees(AUDITOR, &path).await?, "the auditor reads the same");

    let first = cast.sees(DRAFTER, &format!("{path}?limit=1")).await?;
    let rest = cast
        .sees(DRAFTER, &format!("{path}?after={}", first["next"].as_str().unwrap_or_default()))
        .await?;
    assert_eq!((triggers(&first), triggers(&rest)), (vec!["submit"], vec!["preview"]));
    let before = cast.sees(DRAFTER, &format!("{path}?until=2026-01-01")).await?;
    assert_eq!(before, json!({ "items": [] }));
    cast.client(STRANGER).await?.get(&path).await?.expect(404)?;
    cast.client(DRAFTER).await?.get(&format!("{path}?until=yesterday")).await?.expect(400)?;

    let shorter = cast.document("关于篇幅的通知", &"字".repeat(5000))?;
    cast.does(DRAFTER, &mut known, json!({ "action": "save", "content": shorter })).await?;
    cast.carry(&mut known, 6).await?;
    let answer = cast.sees(HEAD, &path).await?;
    assert_eq!(triggers(&answer), ["number", "sign", "submit", "preview", "submit", "preview"]);
    Ok(())
}

#[rstest]
#[case::in_chinese("zh-CN", "篇幅上限", Backend::Sqlite)]
#[case::in_english("en", "Most characters of body and issued texts", Backend::Postgres)]
#[tokio::test]
async fn the_page_says_it_in_the_language_of_its_reader(
    #[case] language: &str,
    #[case] figure: &str,
    #[case] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let content = cast.document("关于篇幅的通知", &"字".repeat(5001))?;
    let known = cast.create(DRAFTER, &content).await?;
    let client = program.client()?;
    client.sign_in(DRAFTER, PASSWORD).await?;
    client.post_form("/language", &[("language", language), ("next", "/desk")]).await?;
    let page = format!("/requests/{}", known.id);
    assert!(client.get(&page).await?.expect(200)?.text().contains(&format!("{page}/evaluations")));
    let shown = client.get(&format!("{page}/evaluations")).await?.expect(200)?.text();
    assert!(shown.contains(figure) && shown.contains("FILE-LENGTH"), "{shown}");
    assert!(!shown.contains("Unknown localization key"), "{shown}");
    client.get(&format!("{page}/evaluations?until=yesterday")).await?.expect(400)?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_stored_evaluation_is_found_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    program.stop().await?;
    let report =
        office.command("verify").argument("--json").argument("--evaluations").run().await?;
    let report: Value = serde_json::from_slice(&report.stdout)?;
    assert_eq!(report["faults"], json!([]));
    assert!(report["evaluations"].as_u64() > Some(20), "{report}");
    Ok(())
}

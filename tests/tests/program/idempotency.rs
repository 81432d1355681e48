//! The same thing asked twice, or by twenty at once, happens once.

use std::collections::BTreeSet;

use baopi_tests::cast::{
    Cast, DRAFTER, HEAD, Known, LEADER, PASSWORD, REGISTRAR, action, approve, says,
};
use baopi_tests::client::{Answer, Client, IDEMPOTENCY_KEY, TOKENS_PATH, Upload, fresh_key};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::sql::Sql;
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// How many do something at once.
const AT_ONCE: usize = 20;
/// Somebody who is hired when the demonstration has begun.
const SECOND_HEAD: &str = "fangzhengping";
/// The name of that person.
const SECOND_NAME: &str = "方正平";
/// The header of an answer that was given before.
const REPLAYED: &str = "idempotency-replayed";

/// The second answer is the first one again, and says so.
fn is_repeated(first: &Answer, again: &Answer) {
    assert_eq!(again.status, first.status, "{} then {}", first.text(), again.text());
    assert_eq!(again.text(), first.text());
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(first.header(REPLAYED), None);
    assert_eq!(again.header(REPLAYED), Some("true"), "{}", again.text());
}

fn is_another_command(answer: &Answer) -> anyhow::Result<()> {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!(answer.json()?["code"], "key_reused");
    Ok(())
}

async fn count(sql: &Sql, of: &str) -> anyhow::Result<i64> {
    sql.number(&format!("SELECT count(*) FROM {of}")).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_repeated_creation_or_action_gets_the_first_answer_and_has_no_effect(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let sql = office.sql().await?;
    let content = cast.document("关于重复的通知", "现通知如下。")?;
    let mut other = content.clone();
    other["body"] = json!("现通知如下：");
    let drafter = cast.client(DRAFTER).await?.clone();
    let (path, key) = ("/api/v1/requests", fresh_key());
    let keyed = [(IDEMPOTENCY_KEY, key.as_str())];
    let requests = count(&sql, "request").await?;
    let first = drafter.post_with(path, &content, &keyed).await?.expect(201)?;
    is_repeated(&first, &drafter.post_with(path, &content, &keyed).await?);
    is_another_command(&drafter.post_with(path, &other, &keyed).await?)?;
    assert_eq!(count(&sql, "request").await?, requests + 1);

    let head = cast.client(HEAD).await?.clone();
    let answer = head.post_with(path, &content, &keyed).await?;
    assert_eq!(answer.status, 403, "the same key of somebody else is another key");
    let id = first.json()?["request"].as_str().unwrap_or_default().to_owned();
    let mut known = Known { id, version: 2, status: "draft".to_owned() };
    known.version = first.json()?["version"].as_u64().unwrap_or_default();
    let actions = format!("{path}/{}/actions", known.id);
    let (key, tag) = (fresh_key(), format!("\"v{}\"", known.version));
    let keyed = [(IDEMPOTENCY_KEY, key.as_str()), ("if-match", tag.as_str())];
    let first = drafter.post_with(&actions, &action("submit"), &keyed).await?.expect(200)?;
    let events = count(&sql, "event").await?;
    is_repeated(&first, &drafter.post_with(&actions, &action("submit"), &keyed).await?);
    is_another_command(&drafter.post_with(&actions, &action("withdraw"), &keyed).await?)?;
    is_another_command(&drafter.post_with(path, &content, &keyed).await?)?;
    assert_eq!(count(&sql, "event").await?, events);

    // A refusal is an answer too.
    known.version = first.json()?["version"].as_u64().unwrap_or_default();
    let (key, tag) = (fresh_key(), format!("\"v{}\"", known.version));
    let keyed = [(IDEMPOTENCY_KEY, key.as_str()), ("if-match", tag.as_str())];
    let first = head.post_with(&actions, &says("return", " "), &keyed).await?.expect(422)?;
    let again = head.post_with(&actions, &says("return", " "), &keyed).await?;
    let told = |answer: &Answer| {
        answer.json().map(|mut problem| {
            problem["instance"].take();
            problem
        })
    };
    assert_eq!((again.status, told(&again)?), (first.status, told(&first)?));
    assert_eq!(count(&sql, "event").await?, events + 1, "it was refused once");
    sql.close().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_repeated_upload_or_token_gets_the_first_answer_and_a_preview_is_worked_out_anew(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let sql = office.sql().await?;
    let mut content = cast.document("关于重复的通知", "现通知如下。")?;
    let drafter = cast.client(DRAFTER).await?.clone();
    let key = fresh_key();
    let first = sends(&drafter, "a.txt", "现通知如下。", &key).await?.expect(201)?;
    let again = sends(&drafter, "a.txt", "现通知如下。", &key).await?;
    is_repeated(&first, &again);
    is_another_command(&sends(&drafter, "a.txt", "现通知如下：", &key).await?)?;
    is_another_command(&sends(&drafter, "b.txt", "现通知如下。", &key).await?)?;
    assert_eq!(count(&sql, "file_blob").await?, 1);

    let (path, key) = ("/api/v1/previews", fresh_key());
    let keyed = [(IDEMPOTENCY_KEY, key.as_str())];
    let first = drafter.post_with(path, &content, &keyed).await?.expect(200)?;
    let again = drafter.post_with(path, &content, &keyed).await?;
    assert_eq!((again.status, again.text()), (first.status, first.text()));
    // It stores nothing, so that another text under the same key is worked out as well.
    content["body"] = json!("现通知如下：各单位抓好落实。");
    let other = drafter.post_with(path, &content, &keyed).await?.expect(200)?;
    assert_ne!(other.text(), first.text());

    let wish = json!({ "login": LEADER, "password": PASSWORD, "label": "重复" });
    let (stranger, key) = (program.client()?, fresh_key());
    let keyed = [(IDEMPOTENCY_KEY, key.as_str())];
    let tokens = count(&sql, "api_token").await?;
    let first = stranger.post_with(TOKENS_PATH, &wish, &keyed).await?.expect(201)?;
    let again = stranger.post_with(TOKENS_PATH, &wish, &keyed).await?.expect(201)?;
    assert_eq!(again.text(), first.text());
    assert_eq!(count(&sql, "api_token").await?, tokens + 1);
    let mut other = wish.clone();
    other["label"] = json!("另一个");
    is_another_command(&stranger.post_with(TOKENS_PATH, &other, &keyed).await?)?;
    let token = first.json()?["token"].as_str().unwrap_or_default().to_owned();
    stranger.token(&token).get("/api/v1/me").await?.expect(200)?;
    sql.close().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// Uploads a text under this key.
async fn sends(client: &Client, name: &str, text: &str, key: &str) -> anyhow::Result<Answer> {
    let file = Upload { field: "file", name, media_type: "text/plain", bytes: text.as_bytes() };
    client.post_file_with("/api/v1/files", &[], file, &[(IDEMPOTENCY_KEY, key)]).await
}

/// Lets every one of these be sent at the same time, and returns the answers.
async fn at_once(
    sendings: impl IntoIterator<Item = (Client, String, Value, Vec<(String, String)>)>,
) -> anyhow::Result<Vec<Answer>> {
    let mut going = JoinSet::new();
    for (client, path, body, headers) in sendings {
        going.spawn(async move {
            let headers: Vec<_> =
                headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            client.post_with(&path, &body, &headers).await
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = going.join_next().await {
        answers.push(answer??);
    }
    Ok(answers)
}

#[rstest::rstest]
#[tokio::test]
async fn twenty_sendings_under_one_key_have_one_effect(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let sql = office.sql().await?;
    let content = cast.document("关于同时的通知", "现通知如下。")?;
    let drafter = cast.client(DRAFTER).await?.clone();
    let requests = count(&sql, "request").await?;
    let keyed = vec![(IDEMPOTENCY_KEY.to_owned(), fresh_key())];
    let sending = (drafter.clone(), "/api/v1/requests".to_owned(), content, keyed);
    let answers = at_once(vec![sending; AT_ONCE]).await?;
    are_one(&answers, 201);
    assert_eq!(count(&sql, "request").await?, requests + 1);

    let created = answers[0].json()?;
    let id = created["request"].as_str().unwrap_or_default().to_owned();
    let events = count(&sql, "event").await?;
    let version = format!("\"v{}\"", created["version"]);
    let keyed = vec![(IDEMPOTENCY_KEY.to_owned(), fresh_key()), ("if-match".to_owned(), version)];
    let sending = (drafter, format!("/api/v1/requests/{id}/actions"), action("submit"), keyed);
    let answers = at_once(vec![sending; AT_ONCE]).await?;
    are_one(&answers, 200);
    assert_eq!(count(&sql, "event").await?, events + 2, "submitted, and entered the first stage");
    let letters = format!(
        "outbox o JOIN event e ON e.request = o.request AND e.seq = o.seq
        JOIN request r ON r.id = o.request WHERE r.title = '{}'",
        "关于同时的通知"
    );
    assert_eq!(count(&sql, &letters).await?, 1, "one letter to the head");
    sql.close().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// All answers are the same, and all but one say that it was given before.
fn are_one(answers: &[Answer], status: u16) {
    let different: BTreeSet<_> =
        answers.iter().map(|answer| (answer.status, answer.text())).collect();
    assert_eq!(different.len(), 1, "{different:#?}");
    assert_eq!(answers[0].status, status, "{}", answers[0].text());
    let fresh = answers.iter().filter(|answer| answer.header(REPLAYED).is_none()).count();
    assert_eq!(fresh, 1);
}

/// Hires a second head for the bureau of agriculture, while the program does not run.
async fn hires_a_second_head(office: &Office) -> anyhow::Result<()> {
    let mut hire = office.command("users").argument("add").argument(SECOND_HEAD).input(PASSWORD);
    for (option, value) in
        [("--name", SECOND_NAME), ("--unit", "U13"), ("--role", "dept_head"), ("--post", "副局长")]
    {
        hire = hire.argument(option).argument(value);
    }
    let output = hire.argument("--password-stdin").run().await?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    anyhow::ensure!(output.status.success(), "{said}");
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn of_two_who_decide_at_once_the_second_is_told_who_was_first_and_when(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    office.demo().start().await?.stop().await?;
    hires_a_second_head(&office).await?;
    let program = office.serve().start().await?;
    let mut cast = Cast::of(&program).await?;
    // Two consents, and a consent beside a return: whoever is first, the other one decides nothing.
    for other in [approve(), says("return", "请补充。")] {
        for _ in 0..3 {
            let known = cast.document_after("关于争先的通知", 1).await?;
            let waiting = cast.shows(DRAFTER, &known).await?["waiting_for"].clone();
            assert_eq!(waiting.as_array().map(Vec::len), Some(2), "two may decide: {waiting}");
            let path = format!("/api/v1/requests/{}/actions", known.id);
            let seen = vec![("if-match".to_owned(), format!("\"v{}\"", known.version))];
            let first = cast.client(HEAD).await?.clone();
            let second = cast.client(SECOND_HEAD).await?.clone();
            let answers = at_once([
                (first, path.clone(), approve(), seen.clone()),
                (second, path, other.clone(), seen),
            ])
            .await?;
            let (done, late): (Vec<_>, Vec<_>) =
                answers.iter().partition(|answer| answer.status == 200);
            assert_eq!((done.len(), late.len()), (1, 1), "{answers:?}");
            let problem = late[0].json()?;
            if done[0].json()?["status"] == "returned" {
                assert_eq!((late[0].status, &problem["code"]), (412, &json!("stale")));
            } else {
                assert_eq!(late[0].status, 409);
                names_the_first(&problem, &cast.timeline(&known).await?);
            }
        }
    }
    program.stop().await?;
    invariants::hold(&office).await
}

/// The problem names who decided and when, as it stands in the record.
fn names_the_first(problem: &Value, entries: &[Value]) {
    assert_eq!(problem["code"], "already_decided", "{problem}");
    let decided: Vec<_> =
        entries.iter().filter(|entry| entry["what"]["type"] == "consented").collect();
    assert_eq!(decided.len(), 1, "{entries:#?}");
    let word = |name: &str| decided[0][name].as_str().unwrap_or_default();
    let name = decided[0]["actor"]["name"].as_str().unwrap_or_default();
    let minute = &word("at")[11..16]; // 2026-09-15T09:00:02+08:00
    for said in ["message_zh", "message_en"] {
        let said = problem[said].as_str().unwrap_or_default();
        assert!(said.contains(name) && said.contains(minute), "{name} at {minute}: {said}");
    }
}

#[rstest::rstest]
#[tokio::test]
async fn twenty_numbers_taken_at_once_are_twenty_numbers_in_a_row(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let registrar = cast.client(REGISTRAR).await?.clone();
    let mut sendings = Vec::new();
    for number in 1..=AT_ONCE {
        let known = cast.document_after(&format!("关于第{number}事项的通知"), 5).await?;
        assert_eq!(known.status, "numbering");
        let path = format!("/api/v1/requests/{}/actions", known.id);
        let seen = vec![("if-match".to_owned(), format!("\"v{}\"", known.version))];
        // Each twice, without a key: the second one is too late and takes nothing.
        for _ in 0..2 {
            sendings.push((registrar.clone(), path.clone(), action("assign_number"), seen.clone()));
        }
    }
    let answers = at_once(sendings).await?;
    let taken: BTreeSet<String> = answers
        .iter()
        .filter(|answer| answer.status == 200)
        .filter_map(|answer| Some(answer.json().ok()?["number"].as_str()?.to_owned()))
        .collect();
    let expected: BTreeSet<String> =
        (15..15 + AT_ONCE).map(|number| format!("青农发〔2026〕{number}号")).collect();
    assert_eq!(taken, expected);
    let late: Vec<_> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert_eq!(late.len(), AT_ONCE);
    for answer in late {
        assert!([409, 412].contains(&answer.status), "{}", answer.text());
    }
    program.stop().await?;
    invariants::hold(&office).await
}

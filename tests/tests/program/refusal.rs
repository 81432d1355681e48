//! What is turned away: too long, too early, by the wrong person, on an old version. Every attempt leaves a trace.

use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, REGISTRAR, REVIEWER, STRANGER,
    action, approve, finding, rfc3339, rules, says, session,
};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use serde_json::{Value, json};

/// A request that nobody ever made.
const NOBODYS: &str = "00000000-0000-7000-8000-000000000000";
/// 2026-10-22T09:00+08:00.
const STARTS_AT: i64 = 1_792_630_800_000;
/// One minute.
const MINUTE: i64 = 60_000;
/// Everybody who sees a request on its way, those included who may do nothing to it.
const WITNESSES: [&str; 7] = [DRAFTER, HEAD, REVIEWER, LEADER, MAYOR, REGISTRAR, AUDITOR];

/// Submits the content as a fresh request; the problem if it is refused.
async fn submitted(cast: &mut Cast, content: &Value) -> anyhow::Result<Option<Value>> {
    let mut known = cast.create(DRAFTER, content).await?;
    let answer = cast.tries(DRAFTER, &known, &action("submit")).await?;
    if answer.status == 200 {
        return Ok(None);
    }
    let problem = answer.expect(422)?.json()?;
    assert_eq!(problem["code"], "blocked");
    assert_eq!(refusals(&cast.timeline(&known).await?), ["submit blocked"]);
    assert_eq!(cast.shows(DRAFTER, &known).await?["status"], "draft");
    cast.does(DRAFTER, &mut known, action("withdraw")).await?;
    Ok(Some(problem))
}

/// Every refused attempt in a record, as what was tried and why it was refused.
fn refusals(entries: &[Value]) -> Vec<String> {
    let refused = entries.iter().filter(|entry| entry["what"]["type"] == "refused");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    refused
        .map(|entry| format!("{} {}", word(&entry["what"]["action"]), word(&entry["what"]["code"])))
        .collect()
}

/// A finding says in both languages what is wrong, with its figures, and what to do.
fn says_it_all(finding: &Value, figures: &[&str]) {
    assert_eq!(finding["severity"], "block", "{finding}");
    for language in ["message_zh", "message_en"] {
        let message = finding[language].as_str().unwrap_or_default().replace(',', "");
        for figure in figures {
            assert!(message.contains(figure), "{figure} is not in {message}");
        }
    }
    for language in ["advice_zh", "advice_en"] {
        assert!(finding[language].as_str().is_some_and(|advice| !advice.is_empty()), "{finding}");
    }
}

#[rstest::rstest]
#[tokio::test]
async fn five_thousand_characters_pass_and_one_more_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut content = cast.document("关于篇幅的通知", &format!("{}\n ", "字".repeat(5000)))?;
    assert_eq!(submitted(&mut cast, &content).await?, None);

    content["title"] = json!("关于字数核算口径的通知");
    content["body"] = json!("字".repeat(5001));
    let problem = submitted(&mut cast, &content).await?.unwrap_or_default();
    assert_eq!(rules(&problem), ["FILE-LENGTH"]);
    let found = finding(&problem, "FILE-LENGTH")?;
    assert_eq!(found["facts"], json!({ "n": 5001, "limit": 5000, "over": 1 }));
    says_it_all(found, &["5001", "5000"]);

    content["title"] = json!("关于方案随文印发的通知");
    content["body"] = json!("字");
    content["issued_texts"] = json!([{ "title": "方案", "text": "字".repeat(4997) }]);
    assert_eq!(submitted(&mut cast, &content).await?, None, "what it puts out is counted with it");
    content["issued_texts"][0]["text"] = json!("字".repeat(4998));
    let problem = submitted(&mut cast, &content).await?.unwrap_or_default();
    assert_eq!(finding(&problem, "FILE-LENGTH")?["facts"]["n"], 5001);

    content["necessity"] = json!("需要");
    content["burden"] = Value::Null;
    content["non_classified_declared"] = json!(false);
    content["main_recipients"] = json!([]);
    content["title"] = json!("关于篇幅的决定");
    let problem = submitted(&mut cast, &content).await?.unwrap_or_default();
    let mut all = rules(&problem);
    all.dedup();
    let expected =
        ["DECLARATION", "REQUIRED-FIELDS", "FILE-LENGTH", "BURDEN-ASSESSMENT", "TITLE-FORMAT"];
    assert_eq!(all, expected, "all of it is told at once");
    assert_eq!(problem["rules"].as_array().map(Vec::len), Some(6));
    for found in problem["findings"].as_array().into_iter().flatten() {
        says_it_all(found, &[]);
    }
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn ninety_minutes_pass_and_one_second_more_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    for (title, seconds, minutes) in [
        ("农业生产会议", 90 * 60, None),
        ("供销合作座谈会", 91 * 60, Some(91)),
        ("防汛物资调度会", 90 * 60 + 1, Some(91)),
    ] {
        let content = cast.meeting(title, seconds)?;
        let problem = submitted(&mut cast, &content).await?;
        assert_eq!(problem.is_some(), minutes.is_some(), "{seconds} s: {problem:?}");
        let (Some(minutes), Some(problem)) = (minutes, problem) else { continue };
        assert_eq!(rules(&problem), ["MEETING-DURATION"]);
        let found = finding(&problem, "MEETING-DURATION")?;
        assert_eq!(found["facts"], json!({ "n": minutes, "limit": 90, "over": 1 }));
        says_it_all(found, &["91", "90"]);
    }
    let from = |from: i64, minutes: i64| {
        let starts_at = STARTS_AT + from * MINUTE;
        session(starts_at, starts_at + minutes * MINUTE)
    };
    let mut content = cast.meeting("林木管护培训部署会", 60)?;
    content["sessions"] = json!([from(0, 45), from(300, 45)]);
    assert_eq!(submitted(&mut cast, &content).await?, None);
    content["sessions"] = json!([from(0, 45), from(300, 46)]);
    let problem = submitted(&mut cast, &content).await?.unwrap_or_default();
    assert_eq!(finding(&problem, "MEETING-DURATION")?["facts"]["n"], 91, "sessions add up");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn nothing_is_put_out_before_the_signature_whoever_tries(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let known = cast.document_after("关于早发的通知", 2).await?;
    for login in WITNESSES {
        for name in ["assign_number", "seal", "issue"] {
            is_gated(&mut cast, login, &known, &action(name)).await?;
        }
    }
    assert_eq!(refusals(&cast.timeline(&known).await?).len(), 3 * WITNESSES.len());
    let mut known = cast.document_after("关于再早发的通知", 4).await?;
    for (ready, early) in [
        ("pass_recheck", vec!["assign_number", "seal", "issue"]),
        ("assign_number", vec!["seal", "issue"]),
        ("seal", vec!["issue"]),
    ] {
        for name in early {
            is_gated(&mut cast, REGISTRAR, &known, &action(name)).await?;
        }
        let login = if ready == "pass_recheck" { REVIEWER } else { REGISTRAR };
        cast.does(login, &mut known, action(ready)).await?;
    }

    let content = cast.meeting("早开的会议", 3600)?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 3).await?;
    let actual = json!({ "starts_at": rfc3339(STARTS_AT - 2 * MINUTE),
        "ends_at": rfc3339(STARTS_AT - MINUTE), "headcount": 1, "mode": "video" });
    let held = json!({ "action": "record_held", "actual": actual });
    for login in WITNESSES {
        for step in [action("send_notice"), held.clone()] {
            is_gated(&mut cast, login, &known, &step).await?;
        }
    }
    cast.does(LEADER, &mut known, approve()).await?;
    is_gated(&mut cast, DRAFTER, &known, &held).await?;
    program.stop().await?;
    invariants::hold(&office).await
}

async fn is_gated(
    cast: &mut Cast,
    login: &str,
    known: &Known,
    action: &Value,
) -> anyhow::Result<()> {
    let problem = cast.refused(login, known, action, (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["APPROVAL-GATE"], "{login}");
    says_it_all(&problem["findings"][0], &[]);
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn only_whose_turn_it_is_decides_and_never_on_their_own_request(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut known = cast.document_after("关于分工的通知", 1).await?;
    for login in [DRAFTER, AUDITOR] {
        for step in [approve(), says("return", "请改"), says("reject", "不行")] {
            let problem = cast.refused(login, &known, &step, (422, "blocked")).await?;
            assert_eq!(rules(&problem), ["SEPARATION"], "{login}");
            says_it_all(&problem["findings"][0], &[]);
        }
    }
    for login in [REVIEWER, LEADER, MAYOR, REGISTRAR] {
        cast.refused(login, &known, &approve(), (403, "not_yours")).await?;
    }
    cast.refused(HEAD, &known, &says("reject", "不行"), (403, "not_yours")).await?;
    cast.refused(HEAD, &known, &says("object", "不行"), (403, "not_yours")).await?;
    let long = says("return", &"字".repeat(2001));
    cast.refused(HEAD, &known, &long, (422, "opinion_too_long")).await?;
    cast.refused(HEAD, &known, &says("return", "　\n"), (422, "opinion_required")).await?;
    cast.does(HEAD, &mut known, approve()).await?;
    let problem = cast.refused(HEAD, &known, &approve(), (409, "already_decided")).await?;
    for language in ["message_zh", "message_en"] {
        assert!(
            problem[language].as_str().is_some_and(|said| said.contains("蒋大伟")),
            "{problem}"
        );
    }
    assert_eq!(refusals(&cast.timeline(&known).await?).len(), 15, "each attempt is in the record");

    let sketch = cast.document_after("关于草稿的通知", 0).await?;
    for (login, known) in [(STRANGER, &known), (ADMIN, &known), (HEAD, &sketch)] {
        unseen(&mut cast, login, known).await?;
    }
    let mut foreign = cast.document("关于别人的通知", "现通知如下。")?;
    foreign["drafting_unit"] = json!(cast.unit("U14")?);
    let client = cast.client(DRAFTER).await?;
    let problem = client.post("/api/v1/requests", &foreign).await?.expect(403)?.json()?;
    assert_eq!(problem["code"], "not_yours", "nobody drafts for another unit");
    let own = cast.document("关于局长的通知", "现通知如下。")?;
    cast.client(HEAD).await?.post("/api/v1/requests", &own).await?.expect(403)?;
    program.stop().await?;

    let sql = office.sql().await?;
    let count = |kind: &str| format!("SELECT count(*) FROM system_event WHERE type = '{kind}'");
    assert_eq!(sql.number(&count("access_denied")).await?, 6);
    assert_eq!(sql.number(&count("creation_refused")).await?, 2);
    sql.close().await?;
    invariants::hold(&office).await
}

/// What a person may not see is answered like what does not exist; what they tried with it is recorded.
async fn unseen(cast: &mut Cast, login: &str, known: &Known) -> anyhow::Result<()> {
    let nobodys = Known { id: NOBODYS.to_owned(), ..known.clone() };
    let told = |mut problem: Value| {
        problem["instance"].take();
        problem
    };
    for step in [approve(), action("issue")] {
        let hidden = cast.refused(login, known, &step, (404, "not_found")).await?;
        let absent = cast.refused(login, &nobodys, &step, (404, "not_found")).await?;
        assert_eq!(told(hidden), told(absent), "{login}");
    }
    let client = cast.client(login).await?;
    for path in ["", "/timeline", "/evaluations", "/invitation.ics"] {
        let ask = |id: &str| format!("/api/v1/requests/{id}{path}");
        let hidden = client.get(&ask(&known.id)).await?.expect(404)?.json()?;
        let absent = client.get(&ask(NOBODYS)).await?.expect(404)?.json()?;
        assert_eq!(told(hidden), told(absent), "{login} {path}");
    }
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn whoever_acts_says_which_version_they_saw(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let known = cast.document_after("关于版本的通知", 1).await?;
    let path = format!("/api/v1/requests/{}", known.id);
    let actions = format!("{path}/actions");
    let head = cast.client(HEAD).await?.clone();
    let tag = format!("\"v{}\"", known.version);
    let seen = head.get(&path).await?.expect(200)?;
    assert_eq!(seen.header("etag"), Some(tag.as_str()));

    let answer = head.post(&actions, &approve()).await?.expect(428)?;
    assert_eq!(answer.json()?["code"], "version_required");
    head.post_with(&actions, &approve(), &[("if-match", "*")]).await?.expect(428)?;
    let old = format!("\"v{}\"", known.version - 1);
    let weak = format!("W/{tag}");
    for stale in [old.as_str(), "\"v999\"", &weak, "v1", "\"xyz\""] {
        let answer = head.post_with(&actions, &approve(), &[("if-match", stale)]).await?;
        let problem = answer.expect(412)?.json()?;
        assert_eq!(problem["code"], "stale", "{stale}");
        for language in ["message_zh", "message_en"] {
            assert!(problem[language].as_str().is_some_and(|said| !said.is_empty()), "{problem}");
        }
    }
    let answer = head.post_with(&actions, &approve(), &[("if-match", &old)]).await?.expect(412)?;
    assert_eq!(answer.header("etag"), Some(tag.as_str()));
    assert_eq!(answer.json()?["current_version"], known.version);
    assert_eq!(head.get(&path).await?.header("etag"), Some(tag.as_str()), "nothing has changed");

    let answer = head.post_with(&actions, &approve(), &[("if-match", &tag)]).await?.expect(200)?;
    let version = answer.json()?["version"].as_u64().unwrap_or_default();
    assert!(version > known.version);
    assert_eq!(answer.header("etag"), Some(format!("\"v{version}\"").as_str()));
    cast.does(REVIEWER, &mut Known { version, ..known }, approve()).await?;
    program.stop().await?;
    invariants::hold(&office).await
}

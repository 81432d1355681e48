//! Several requests approved with one call: each is answered for itself, in order, and once.

use baopi_tests::cast::{Cast, DRAFTER, HEAD, Known, LEADER, PASSWORD, REVIEWER, approve, says};
use baopi_tests::client::{Answer, IDEMPOTENCY_KEY, fresh_key};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/decisions";
/// The most requests that are approved at once.
const MOST: usize = 100;

fn items(requests: &[&Known]) -> Value {
    let item = |known: &&Known| json!({ "request": known.id, "version": known.version });
    json!({ "items": requests.iter().map(item).collect::<Vec<_>>(), "opinion": "同意" })
}

/// What became of each: the code of its problem, or where it stands.
fn outcomes(answer: &Answer) -> anyhow::Result<Vec<String>> {
    let results = answer.json()?["results"].as_array().cloned().unwrap_or_default();
    let outcome = |result: &Value| {
        let problem = &result["problem"]["code"];
        let said = if problem.is_null() { &result["performed"]["status"] } else { problem };
        said.as_str().unwrap_or_default().to_owned()
    };
    Ok(results.iter().map(outcome).collect())
}

/// A document with an exception that its signature has to accept, waiting for it.
async fn with_exception(cast: &mut Cast) -> anyhow::Result<Known> {
    let mut content = cast.document("关于开展专项服务工作的通知", &"粮".repeat(4001))?;
    content["scope"] = json!("special");
    content["justifications"] =
        json!({ "FILE-LENGTH-SPECIAL": "各乡镇情况不同，需要逐项列明任务、时限和责任单位。" });
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 3).await?;
    Ok(known)
}

#[rstest]
#[tokio::test]
async fn each_request_is_answered_for_itself_and_in_order(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let first = cast.document_after("关于第一件事的通知", 3).await?;
    let exception = with_exception(&mut cast).await?;
    let mut stale = cast.document_after("关于第二件事的通知", 2).await?;
    let seen = stale.clone();
    cast.does(REVIEWER, &mut stale, approve()).await?;
    let early = cast.document_after("关于第三件事的通知", 1).await?;
    let mut returned = cast.document_after("关于第四件事的通知", 3).await?;
    cast.does(LEADER, &mut returned, says("return", "请补充依据")).await?;
    let last = cast.document_after("关于第五件事的通知", 3).await?;
    let unknown = Known { id: "019b7523-3400-7000-8000-000000000107".to_owned(), ..first.clone() };
    let body = items(&[&first, &exception, &seen, &unknown, &early, &returned, &last]);
    let leader = cast.client(LEADER).await?.clone();
    let answer = leader.post(PATH, &body).await?.expect(200)?;
    let expected = [
        "recheck",
        "exceptions_open",
        "stale",
        "not_found",
        "not_yours",
        "not_allowed_now",
        "recheck",
    ];
    assert_eq!(outcomes(&answer)?, expected, "{}", answer.text());
    let results = answer.json()?["results"].clone();
    assert_eq!(results[0]["request"], first.id.as_str());
    assert_eq!(results[2]["problem"]["current_version"], stale.version);
    let problem = &results[1]["problem"];
    assert_eq!(
        (&problem["status"], &problem["rules"]),
        (&json!(422), &json!(["FILE-LENGTH-SPECIAL"]))
    );
    assert_eq!(cast.shows(LEADER, &exception).await?["status"], "review:leader_review");
    let record = cast.timeline(&last).await?;
    assert!(record.iter().any(|entry| entry["what"]["type"] == "signed"), "{record:#?}");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn the_same_call_gets_the_same_answers_and_has_no_further_effect(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let one = cast.document_after("关于第一件事的通知", 1).await?;
    let mut two = cast.document_after("关于第二件事的通知", 1).await?;
    let seen = two.clone();
    cast.does(DRAFTER, &mut two, says("withdraw", "内容有变")).await?;
    let head = cast.client(HEAD).await?.clone();
    let (body, key) = (items(&[&one, &seen]), fresh_key());
    let keyed = [(IDEMPOTENCY_KEY, key.as_str())];
    let first = head.post_with(PATH, &body, &keyed).await?.expect(200)?;
    assert_eq!(outcomes(&first)?, ["review:office_review", "stale"]);
    let sql = office.sql().await?;
    let events = sql.number("SELECT count(*) FROM event").await?;
    // What it was answered stays so, whatever becomes of the requests.
    let mut moved = Known { version: 0, ..one.clone() };
    moved.version =
        first.json()?["results"][0]["performed"]["version"].as_u64().unwrap_or_default();
    cast.does(REVIEWER, &mut moved, approve()).await?;
    let later = sql.number("SELECT count(*) FROM event").await?;
    assert!(later > events);
    let again = head.post_with(PATH, &body, &keyed).await?.expect(200)?;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.header("idempotency-replayed"), None);
    assert_eq!(outcomes(&again)?, outcomes(&first)?);
    assert_eq!(again.json()?["results"][0], first.json()?["results"][0]);
    assert_eq!(sql.number("SELECT count(*) FROM event").await?, later, "it was done once");
    let other = head.post_with(PATH, &items(&[&one]), &keyed).await?.expect(422)?;
    assert_eq!(other.json()?["code"], "key_reused");
    sql.close().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_hundred_are_taken_and_one_more_or_none_is_not(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let (program, head) = office.open_for(HEAD, PASSWORD).await?;
    let unknown = Known {
        id: "019b7523-3400-7000-8000-000000000107".to_owned(),
        version: 1,
        status: String::new(),
    };
    let most = head.post(PATH, &items(&vec![&unknown; MOST])).await?.expect(200)?;
    assert_eq!(outcomes(&most)?, vec!["not_found"; MOST]);
    for count in [0, MOST + 1] {
        let problem = head.post(PATH, &items(&vec![&unknown; count])).await?.expect(400)?.json()?;
        assert_eq!((&problem["code"], &problem["field"]), (&json!("bad_input"), &json!("items")));
    }
    let missing = json!({ "items": [{ "request": unknown.id }] });
    let problem = head.post(PATH, &missing).await?.expect(400)?.json()?;
    assert_eq!(problem["field"], "items[0].version", "{problem}");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn the_desk_offers_what_may_be_approved_and_the_page_says_what_became_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let one = cast.document_after("关于第一件事的通知", 3).await?;
    let exception = with_exception(&mut cast).await?;
    let leader = program.client()?;
    leader.sign_in(LEADER, PASSWORD).await?;
    let desk = leader.get("/desk").await?.expect(200)?.text();
    for known in [&one, &exception] {
        assert!(desk.contains(&format!("name=\"pick\" value=\"{}\"", known.id)), "{desk}");
    }
    let registrar = program.client()?;
    registrar.sign_in(baopi_tests::cast::REGISTRAR, PASSWORD).await?;
    let desk = registrar.get("/desk").await?.expect(200)?.text();
    assert!(!desk.contains("name=\"pick\""), "numbers are given one by one: {desk}");

    let asked = format!("/decisions?pick={}&pick={}", one.id, exception.id);
    let page = leader.get(&asked).await?.expect(200)?.text();
    let (first, second) =
        (format!("{} {}", one.id, one.version), format!("{} {}", exception.id, exception.version));
    for text in [&first, &second, "关于第一件事的通知", "有1项例外"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let stranger = registrar.get(&asked).await?.expect(200)?.text();
    assert!(stranger.contains("有2件未列入") && !stranger.contains(&first), "{stranger}");

    let form = [("nonce", "n1"), ("item", first.as_str()), ("item", second.as_str())];
    let decided = leader.post_form("/decisions", &form).await?.expect(200)?.text();
    assert!(decided.contains("共2件，同意1件"), "{decided}");
    let again = leader.post_form("/decisions", &form).await?.expect(200)?.text();
    assert_eq!(again, decided, "a page that is sent again does nothing again");
    let other = [("nonce", "n1"), ("item", second.as_str())];
    leader.post_form("/decisions", &other).await?.expect(422)?;
    leader.post_form("/decisions", &[("nonce", "n2"), ("item", "x 1")]).await?.expect(400)?;
    leader.post_form("/decisions", &[("nonce", "n3")]).await?.expect(400)?;
    assert_eq!(cast.shows(LEADER, &one).await?["status"], "recheck");
    assert_eq!(cast.shows(LEADER, &exception).await?["status"], "review:leader_review");
    program.stop().await?;
    invariants::hold(&office).await
}

//! The figures of the rules: bounds, what another figure would have done, two administrators, and who judges by what.

use baopi_tests::cast::{ADMIN, AUDITOR, Cast, DRAFTER, PASSWORD, REVIEWER, action, rules};
use baopi_tests::client::{Answer, Client};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use rstest::rstest;
use serde_json::{Value, json};

const RULES: &str = "/api/v1/rules";
/// Whom the tests make a second administrator.
const SECOND: &str = "xuzhihua";
const PAPER: &str = "区委办〔2026〕12号";

/// The demonstration with two administrators.
async fn with_two(backend: Backend) -> anyhow::Result<(Office, Program, Cast)> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let sql = office.sql().await?;
    sql.execute(&format!("UPDATE person SET roles = '[\"admin\"]' WHERE login = '{SECOND}'"))
        .await?;
    sql.close().await?;
    let cast = Cast::of(&program).await?;
    Ok((office, program, cast))
}

fn wish(day: &str, figures: &Value) -> Value {
    json!({ "figures": figures, "effective_on": day, "reference": PAPER })
}

async fn proposed(cast: &mut Cast, day: &str, figures: &Value) -> anyhow::Result<String> {
    let answer =
        cast.client(ADMIN).await?.post(RULES, &wish(day, figures)).await?.expect(201)?.json()?;
    assert_eq!(answer["standing"], "open");
    Ok(answer["id"].as_str().unwrap_or_default().to_owned())
}

async fn settled(cast: &mut Cast, who: &str, id: &str, how: &str) -> anyhow::Result<Answer> {
    let body = json!({ "settlement": how });
    cast.client(who).await?.post(&format!("{RULES}/{id}/settlement"), &body).await
}

/// A refusal of the books, by its reason.
fn reason(answer: &Value) -> (&str, &str) {
    (answer["code"].as_str().unwrap_or_default(), answer["reason"].as_str().unwrap_or_default())
}

async fn recorded(office: &Office) -> anyhow::Result<Vec<String>> {
    let sql = office.sql().await?;
    let rows =
        sql.rows("SELECT type FROM system_event WHERE type LIKE 'book%' ORDER BY seq").await?;
    sql.close().await?;
    Ok(rows.iter().filter_map(|row| row["type"].as_str()).map(str::to_owned).collect())
}

#[rstest]
#[tokio::test]
async fn two_administrators_tighten_a_limit_and_requests_are_judged_by_it_from_its_day_on(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program, mut cast) = with_two(backend).await?;
    let long = cast.meeting("全区秋收工作会议", 61 * 60)?;
    let mut before = cast.create(DRAFTER, &long).await?;
    cast.does(DRAFTER, &mut before, action("submit")).await?;

    let preview = format!("{RULES}/previews");
    let figures = json!({ "figures": { "meeting_minutes": 60 } });
    let effects = cast.client(ADMIN).await?.post(&preview, &figures).await?.expect(200)?.json()?;
    let meetings = &effects["effects"][1];
    let blocked: Vec<_> = meetings["blocked"].as_array().into_iter().flatten().collect();
    let ours = blocked.iter().find(|one| one["request"] == before.id.as_str());
    assert_eq!(ours.map(|one| &one["rules"]), Some(&json!(["MEETING-DURATION"])), "{effects}");
    assert!(meetings["judged"].as_u64().unwrap_or_default() > 2, "{effects}");
    assert_eq!(effects["effects"][0]["blocked"], json!([]), "no document has minutes");

    let id = proposed(
        &mut cast,
        office.first_day(),
        &json!({ "meeting_minutes": 60, "file_length": 5000 }),
    )
    .await?;
    let again = cast
        .client(SECOND)
        .await?
        .post(RULES, &wish(office.first_day(), &json!({ "file_length": 4000 })))
        .await?;
    assert_eq!(reason(&again.expect(409)?.json()?), ("book_refused", "pending"));
    let own = settled(&mut cast, ADMIN, &id, "confirm").await?.expect(403)?.json()?;
    assert_eq!(reason(&own), ("book_refused", "own_proposal"));
    let foreign = settled(&mut cast, REVIEWER, &id, "confirm").await?.expect(403)?.json()?;
    assert_eq!(reason(&foreign), ("book_refused", "not_yours"));
    settled(&mut cast, SECOND, &id, "withdraw").await?.expect(403)?;
    assert_eq!(cast.sees(AUDITOR, RULES).await?["version"], 1, "nobody has confirmed it");
    let done = settled(&mut cast, SECOND, &id, "confirm").await?.expect(200)?.json()?;
    assert_eq!((&done["standing"], &done["version"]), (&json!("confirmed"), &json!(2)));
    assert_eq!(done["figures"], json!({ "meeting_minutes": 60 }), "what stays is no change");
    settled(&mut cast, SECOND, &id, "decline").await?.expect(409)?;

    let mut after = cast.create(DRAFTER, &long).await?;
    let problem = cast.tries(DRAFTER, &after, &action("submit")).await?.expect(422)?.json()?;
    assert!(rules(&problem).contains(&"MEETING-DURATION"), "{problem}");
    let shorter = cast.meeting("全区秋收工作会议", 60 * 60)?;
    cast.does(DRAFTER, &mut after, json!({ "action": "save", "content": shorter })).await?;
    for (known, versions) in [(&before, vec![1]), (&after, vec![2])] {
        let path = format!("/api/v1/requests/{}/evaluations", known.id);
        let found = cast.sees(DRAFTER, &path).await?;
        let items = found["items"].as_array().cloned().unwrap_or_default();
        let mut named: Vec<_> = items.iter().filter_map(|item| item["rule_set"].as_u64()).collect();
        named.dedup();
        assert_eq!(named, versions, "{found}");
    }
    let shown = cast.sees(AUDITOR, RULES).await?;
    assert_eq!(shown["version"], 2);
    assert_eq!(shown["sets"][0]["reference"], PAPER);
    assert_ne!(shown["sets"][0]["proposed_by"]["id"], shown["sets"][0]["confirmed_by"]["id"]);
    cast.client(DRAFTER).await?.get(RULES).await?.expect(403)?;
    let record = recorded(&office).await?;
    let refused = record.iter().filter(|what| *what == "book_refused").count();
    assert_eq!((refused, record.len() - refused), (5, 2), "{record:?}");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn the_page_of_figures_shows_the_quota_that_the_rules_enforce(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program, mut cast) = with_two(backend).await?;
    let of_documents = async |cast: &mut Cast, code: &str| -> anyhow::Result<Value> {
        let unit = cast.unit(code)?.to_owned();
        let figures = cast.sees(AUDITOR, "/api/v1/statistics?period=2026").await?;
        let rows = figures["quotas"].as_array().cloned().unwrap_or_default();
        let row = rows.into_iter().find(|row| row["unit"]["id"] == unit.as_str());
        Ok(row.map(|row| row["documents"].clone()).unwrap_or_default())
    };
    // The unit was given 30 per cent less, and 80 per cent of that is where the card turns yellow.
    let before = of_documents(&mut cast, "U10").await?;
    assert_eq!((&before["quota"], &before["card"]), (&json!(11), &json!("green")), "{before}");
    let figures = json!({ "quota_reduction": 40, "quota_yellow": 60 });
    let id = proposed(&mut cast, office.first_day(), &figures).await?;
    settled(&mut cast, SECOND, &id, "confirm").await?.expect(200)?;
    let after = of_documents(&mut cast, "U10").await?;
    let (quota, card) = (json!(9), json!("yellow"));
    assert_eq!((&after["quota"], &after["used"], &after["card"]), (&quota, &json!(7), &card));
    let over = of_documents(&mut cast, "U16").await?;
    assert_eq!((&over["quota"], &over["card"]), (&json!(6), &json!("red")), "{over}");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn no_figure_leaves_its_bounds_and_each_wrong_field_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program, mut cast) = with_two(backend).await?;
    let admin = cast.client(ADMIN).await?.clone();
    let loose = json!({
        "figures": { "meeting_minutes": 91, "file_length": 5001, "merge_days": 0 },
        "effective_on": office.day(-1), "reference": " ",
    });
    let problem = admin.post(RULES, &loose).await?.expect(422)?.json()?;
    assert_eq!(problem["code"], "fields_refused");
    let fields = problem["fields"].as_array().cloned().unwrap_or_default();
    let said: Vec<_> = fields.iter().map(|fault| (&fault["field"], &fault["message_zh"])).collect();
    let too_early = if backend == Backend::Sqlite { 15 } else { 19 };
    let too_early = format!("不能早于2026年9月{too_early}日。");
    let expected = [
        ("file_length", "应在500至5000之间。"),
        ("meeting_minutes", "应在10至90之间。"),
        ("merge_days", "应在1至14之间。"),
        ("effective_on", too_early.as_str()),
        ("reference", "请填写。"),
    ]
    .map(|(field, message)| (json!(field), json!(message)));
    assert_eq!(said, expected.iter().map(|(field, message)| (field, message)).collect::<Vec<_>>());
    let preview = format!("{RULES}/previews");
    let loose = json!({ "figures": { "meeting_minutes": 91 } });
    admin.post(&preview, &loose).await?.expect(422)?;
    let unknown = json!({ "figures": { "meeting_hours": 1 } });
    admin.post(&preview, &unknown).await?.expect(400)?;
    let same = admin
        .post(RULES, &wish(office.first_day(), &json!({ "meeting_minutes": 90 })))
        .await?
        .expect(422)?;
    assert_eq!(same.json()?["fields"][0]["wrong"], "unchanged");
    for who in [AUDITOR, DRAFTER] {
        let client = cast.client(who).await?;
        client
            .post(RULES, &wish(office.first_day(), &json!({ "meeting_minutes": 60 })))
            .await?
            .expect(403)?;
        client.post(&preview, &json!({ "figures": {} })).await?.expect(403)?;
    }
    let later = json!({ "figures": { "meeting_minutes": 60 }, "effective_on": "2026-10-01", "reference": PAPER });
    let key = [("idempotency-key", "rules-1")];
    let first = admin.post_with(RULES, &later, &key).await?.expect(201)?.json()?;
    assert_eq!(admin.post_with(RULES, &later, &key).await?.expect(201)?.json()?, first);
    let id = first["id"].as_str().unwrap_or_default().to_owned();
    settled(&mut cast, SECOND, &id, "confirm").await?.expect(200)?;
    let shown = cast.sees(AUDITOR, RULES).await?;
    assert_eq!((&shown["version"], &shown["sets"][0]["version"]), (&json!(1), &json!(2)));
    let long = cast.meeting("全区秋收工作会议", 61 * 60)?;
    let mut known = cast.create(DRAFTER, &long).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// A meeting of a law is filed and not approved; which ones there are, two administrators say.
#[rstest]
#[tokio::test]
async fn two_administrators_list_the_meetings_that_are_only_filed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    const TITLE: &str = "区第五届人民代表大会第六次会议";
    let (office, program, mut cast) = with_two(backend).await?;
    let mut meeting = cast.meeting(TITLE, 240 * 60)?;
    meeting["nature"] = json!("statutory");
    let mut known = cast.create(DRAFTER, &meeting).await?;
    let problem = cast.tries(DRAFTER, &known, &action("submit")).await?.expect(422)?.json()?;
    assert!(rules(&problem).contains(&"REQUIRED-FIELDS"), "it is on no list: {problem}");

    let admin = cast.client(ADMIN).await?.clone();
    let list = |titles: &[&str]| json!({ "statutory_meetings": titles, "effective_on": office.first_day(), "reference": PAPER });
    let long = "会".repeat(61);
    let faults = admin.post(RULES, &list(&[&long])).await?.expect(422)?.json()?;
    assert_eq!(faults["fields"][0]["field"], "statutory_meetings", "{faults}");
    let secret = admin.post(RULES, &list(&["机密★10年"])).await?.expect(422)?.json()?;
    assert_eq!(secret["code"], "classified", "{secret}");
    let first = page(&program, ADMIN).await?;
    let form = [
        ("nonce", "a"),
        ("statutory_meetings", &format!("{TITLE}\r\n\r\n 区委全委会 ")),
        ("effective_on", office.first_day()),
        ("reference", PAPER),
        ("do", "propose"),
    ];
    first.post_form("/rules", &form).await?.expect(303)?;
    let shown = page(&program, SECOND).await?.get("/rules").await?.expect(200)?.text();
    assert!(shown.contains(&format!("法定会议增加：区委全委会、{TITLE}")), "{shown}");
    let proposals = cast.sees(AUDITOR, RULES).await?["proposals"].clone();
    assert_eq!(proposals[0]["statutory_meetings"], json!(["区委全委会", TITLE]), "{proposals}");
    let id = proposals[0]["id"].as_str().unwrap_or_default();
    settled(&mut cast, SECOND, id, "confirm").await?.expect(200)?;
    let rules = cast.sees(AUDITOR, RULES).await?;
    assert_eq!((&rules["version"], &rules["statutory_meetings"][1]), (&json!(2), &json!(TITLE)));

    cast.does(DRAFTER, &mut known, action("submit")).await?;
    assert_eq!(known.status, "filed", "four hours, and nobody is asked");
    program.stop().await?;
    invariants::hold(&office).await
}

async fn page(program: &Program, login: &str) -> anyhow::Result<Client> {
    let client = program.client()?;
    client.sign_in(login, PASSWORD).await?;
    Ok(client)
}

#[rstest]
#[tokio::test]
async fn the_page_keeps_what_was_typed_shows_the_effect_and_offers_each_what_they_may_do(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, program, mut cast) = with_two(backend).await?;
    let long = cast.meeting("全区秋收工作会议", 61 * 60)?;
    let mut known = cast.create(DRAFTER, &long).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    let (first, second) = (page(&program, ADMIN).await?, page(&program, SECOND).await?);
    let path = "/rules";
    page(&program, DRAFTER).await?.get(path).await?.expect(404)?;
    let read = page(&program, AUDITOR).await?.get(path).await?.expect(200)?.text();
    assert!(
        read.contains("90分钟")
            && read.contains("只能收紧")
            && !read.contains(r#"value="propose""#),
        "{read}"
    );

    let today = office.first_day();
    let form = |minutes: &'static str, what: &'static str, nonce: &'static str| {
        [
            ("nonce", nonce),
            ("meeting_minutes", minutes),
            ("effective_on", today),
            ("reference", PAPER),
            ("do", what),
        ]
    };
    for (typed, said) in [("91", "应在10至90之间。"), ("sixty", "请填写整数。")] {
        let wrong = first.post_form(path, &form(typed, "propose", "a")).await?.expect(422)?.text();
        assert!(wrong.contains(said) && wrong.contains(&format!(r#"value="{typed}""#)), "{wrong}");
        assert!(wrong.contains(PAPER), "nothing typed is lost: {wrong}");
    }
    let shown = first.post_form(path, &form("60", "preview", "b")).await?.expect(200)?.text();
    assert!(shown.contains(&known.id[..13]) && shown.contains("会被拦截"), "{shown}");
    assert!(shown.contains(r#"name="meeting_minutes" value="60""#), "{shown}");
    first.post_form(path, &form("60", "propose", "c")).await?.expect(303)?;
    let own = first.get(path).await?.expect(200)?.text();
    assert!(own.contains("90分钟 → 60分钟") && own.contains(r#"value="withdraw""#), "{own}");
    assert!(!own.contains(r#"value="confirm""#), "{own}");
    let other = second.get(path).await?.expect(200)?.text();
    assert!(
        other.contains(r#"value="confirm""#) && !other.contains(r#"value="withdraw""#),
        "{other}"
    );

    let id = cast.sees(AUDITOR, RULES).await?["proposals"][0]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let settle = format!("{path}/{id}");
    let refused =
        first.post_form(&settle, &[("nonce", "d"), ("do", "confirm")]).await?.expect(403)?.text();
    assert!(refused.contains("要由另一名管理员"), "{refused}");
    first.post_form(&settle, &[("nonce", "e"), ("do", "withdraw")]).await?.expect(303)?;
    first.post_form(path, &form("60", "propose", "f")).await?.expect(303)?;
    let id = cast.sees(AUDITOR, RULES).await?["proposals"][0]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let settle = format!("{path}/{id}");
    second.post_form(&settle, &[("nonce", "g"), ("do", "confirm")]).await?.expect(303)?;
    let shown = second.get(path).await?.expect(200)?.text();
    assert!(shown.contains("第2版") && shown.contains("60分钟"), "{shown}");
    program.stop().await?;
    invariants::hold(&office).await
}

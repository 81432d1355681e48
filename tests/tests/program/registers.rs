//! Incoming documents, yearly plans and work groups: by page, by API and by file; who may, who may not, and what stays.

use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, HEAD, LEADER, MAYOR, PASSWORD, REGISTRAR, REVIEWER, STRANGER,
    rfc3339, usual_steps,
};
use baopi_tests::client::{Answer, Client, Upload};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use serde_json::{Value, json};

const INCOMING: &str = "/api/v1/incoming";
const PLANS: &str = "/api/v1/plans";
const GROUPS: &str = "/api/v1/chat-groups";
/// Four days, in milliseconds.
const FOUR_DAYS: i64 = 4 * 86_400_000;

/// Half an hour before the clock of the office begins.
fn this_morning(office: &Office) -> i64 {
    office.instant(8, 30)
}

fn paper(title: &str, received_at: i64) -> Value {
    json!({
        "fields": { "from_unit": "云澜市人民政府", "their_number": "云政发〔2026〕3号", "title": title,
                    "received_at": rfc3339(received_at), "doc_date": "2026-09-10" },
        "text": "各区县要抓好秋粮收购。", "register": true,
    })
}

async fn received(cast: &mut Cast, body: &Value) -> anyhow::Result<Value> {
    cast.client(REGISTRAR).await?.post(INCOMING, body).await?.expect(201)?.json()
}

async fn tries(
    cast: &mut Cast,
    who: &str,
    document: &Value,
    step: &Value,
) -> anyhow::Result<Answer> {
    let path = format!("{INCOMING}/{}/steps", document["id"].as_str().unwrap_or_default());
    let seen = format!("\"v{}\"", document["version"]);
    cast.client(who).await?.post_with(&path, step, &[("if-match", &seen)]).await
}

async fn takes(
    cast: &mut Cast,
    who: &str,
    document: &mut Value,
    step: Value,
) -> anyhow::Result<()> {
    *document = tries(cast, who, document, &step).await?.expect(200)?.json()?;
    Ok(())
}

async fn person(cast: &mut Cast, who: &str) -> anyhow::Result<String> {
    let me = cast.sees(who, "/api/v1/me").await?;
    Ok(me["id"].as_str().unwrap_or_default().to_owned())
}

#[rstest::rstest]
#[tokio::test]
async fn what_comes_in_is_registered_handled_and_archived_and_the_record_says_so(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut first =
        received(&mut cast, &paper("关于做好秋粮收购的通知", this_morning(&office))).await?;
    let late =
        received(&mut cast, &paper("关于防汛的通知", this_morning(&office) - FOUR_DAYS)).await?;
    assert_eq!((&first["number"], &first["late"]), (&json!("2026-0001"), &json!(false)));
    assert_eq!((&late["number"], &late["late"]), (&json!("2026-0002"), &json!(true)));
    let path = format!("{INCOMING}/{}", first["id"].as_str().unwrap_or_default());
    for who in [DRAFTER, HEAD, ADMIN, STRANGER] {
        cast.client(who).await?.get(&path).await?.expect(404)?;
    }
    let early = json!({ "step": "finish", "note": "已办。" });
    assert_eq!(tries(&mut cast, HEAD, &first, &early).await?.status, 404, "not theirs to see");
    let again = json!({ "step": "register" });
    assert_eq!(tries(&mut cast, REGISTRAR, &first, &again).await?.status, 409);
    let foreign = json!({ "step": "instruct", "note": "请办理。" });
    let problem = tries(&mut cast, REVIEWER, &first, &foreign).await?.expect(403)?.json()?;
    assert_eq!(
        (&problem["code"], &problem["reason"]),
        (&json!("book_refused"), &json!("not_yours"))
    );

    takes(
        &mut cast,
        REVIEWER,
        &mut first,
        json!({ "step": "propose", "note": "拟请农业农村局办理。" }),
    )
    .await?;
    let stale = json!({ "id": first["id"], "version": 2 });
    let instruct = json!({ "step": "instruct", "note": "请抓好落实。" });
    assert_eq!(tries(&mut cast, LEADER, &stale, &instruct).await?.status, 412);
    takes(&mut cast, LEADER, &mut first, instruct).await?;
    let handler = person(&mut cast, HEAD).await?;
    takes(&mut cast, REVIEWER, &mut first, json!({ "step": "assign", "handler": handler })).await?;
    let mine = cast.sees(HEAD, &format!("{INCOMING}?mine=true")).await?;
    assert_eq!(mine["items"][0]["id"], first["id"]);
    takes(&mut cast, HEAD, &mut first, json!({ "step": "finish", "note": "已印发通知。" })).await?;
    takes(&mut cast, REGISTRAR, &mut first, json!({ "step": "archive" })).await?;
    assert_eq!(first["state"], "archived");

    let shown = cast.sees(AUDITOR, &path).await?;
    let steps: Vec<_> = shown["steps"].as_array().into_iter().flatten().collect();
    let names: Vec<_> = steps.iter().filter_map(|step| step["step"].as_str()).collect();
    let expected = ["receive", "register", "propose", "instruct", "assign", "finish", "archive"];
    assert_eq!(names, expected);
    assert_eq!(shown["text"], "各区县要抓好秋粮收购。");
    assert_eq!(shown["offers"], json!([]));
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn an_entry_that_is_changed_behind_the_record_is_found(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    received(&mut cast, &paper("关于做好秋粮收购的通知", this_morning(&office))).await?;
    program.stop().await?;
    invariants::hold(&office).await?;
    let sql = office.sql().await?;
    let change =
        "UPDATE incoming SET version = version + 1, entry = replace(entry, '秋粮', '夏粮')";
    sql.execute(change).await?;
    sql.close().await?;
    let found = invariants::verified(&office).await.expect_err("it does not hold").to_string();
    assert!(found.contains("incoming document"), "{found}");
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn two_registrations_at_once_get_two_numbers_and_the_same_one_twice_gets_one(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let client = cast.client(REGISTRAR).await?.clone();
    let mut sent = Vec::new();
    for n in 0..12 {
        // Every one is sent twice under its key.
        let (client, key) = (client.clone(), format!("paper-{}", n / 2));
        let body = paper(&format!("第{}份", n / 2), this_morning(&office));
        sent.push(tokio::spawn(async move {
            client.post_with(INCOMING, &body, &[("idempotency-key", &key)]).await
        }));
    }
    let mut numbers = Vec::new();
    for answer in sent {
        let answer = answer.await??.expect(201)?.json()?;
        numbers.push(answer["number"].as_str().unwrap_or_default().to_owned());
    }
    numbers.sort();
    let expected: Vec<_> =
        (1..=6).flat_map(|n| [format!("2026-000{n}"), format!("2026-000{n}")]).collect();
    assert_eq!(numbers, expected);
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_file_with_a_wrong_line_brings_nothing_and_every_fault_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let wrong = "类别,年度,单位,编号,标题,月份,综合性,批准依据\n\
                 发文,2026,区农业农村局,2026-07,秋粮收购,9,否,常务会议\n\
                 发文,2026,区农业农村局,2026-07,又一份,13,否,常务会议\n\
                 公报,二〇二六,无此单位,2026-08,,1,也许,常务会议\n";
    let answer =
        imported(&mut cast, REVIEWER, PLANS, wrong.as_bytes()).await?.expect(422)?.json()?;
    assert_eq!((&answer["code"], &answer["count"]), (&json!("lines_refused"), &json!(7)));
    let said: Vec<String> = answer["lines"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|fault| {
            format!("{} {} {}", fault["line"], text(&fault["field"]), text(&fault["wrong"]))
        })
        .collect();
    let expected = [
        "3 reference taken",
        "3 month out_of_range",
        "4 kind unreadable",
        "4 unit unknown",
        "4 year unreadable",
        "4 comprehensive unreadable",
        "4 title missing",
    ];
    assert_eq!(said, expected);
    let none = cast.sees(REVIEWER, &format!("{PLANS}?year=2026")).await?;
    assert_eq!(none["items"], json!([]));

    let (right, _, _) = encoding_rs::GB18030.encode(
        "类别,年度,单位,编号,标题,月份,综合性,批准依据\n发文,2026,U13,2026-07,=秋粮收购,9,是,常务会议\n",
    );
    assert_eq!(imported(&mut cast, DRAFTER, PLANS, &right).await?.status, 422, "not theirs");
    imported(&mut cast, REVIEWER, PLANS, &right).await?.expect(201)?;
    for format in ["csv", "xlsx"] {
        let path = format!("{PLANS}/table?year=2026&format={format}");
        let table = cast.client(STRANGER).await?.get(&path).await?.expect(200)?;
        let again = imported(&mut cast, REVIEWER, PLANS, &table.body).await?.expect(422)?.json()?;
        assert_eq!(
            (&again["lines"][0]["field"], &again["count"]),
            (&json!("reference"), &json!(1))
        );
        assert!(format != "csv" || table.text().contains(",'=秋粮收购,"), "{}", table.text());
    }
    program.stop().await?;
    invariants::hold(&office).await
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

async fn imported(cast: &mut Cast, who: &str, path: &str, bytes: &[u8]) -> anyhow::Result<Answer> {
    let file = Upload { field: "file", name: "表.csv", media_type: "text/csv", bytes };
    cast.client(who).await?.post_file(&format!("{path}/imports"), &[], file).await
}

#[rstest::rstest]
#[tokio::test]
async fn an_item_of_the_plan_is_used_when_its_document_is_signed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let unit = cast.unit("U13")?.to_owned();
    let item = json!({ "kind": "document", "year": 2026, "unit": unit, "reference": "2026-07", "title": "秋粮收购",
                       "month": 9, "approved_ref": "区政府第3次常务会议" });
    cast.client(DRAFTER).await?.post(PLANS, &item).await?.expect(403)?;
    let made = cast.client(REGISTRAR).await?.post(PLANS, &item).await?.expect(201)?.json()?;
    let twice = cast.client(REGISTRAR).await?.post(PLANS, &item).await?.expect(422)?.json()?;
    assert_eq!(
        (&twice["code"], &twice["fields"][0]["wrong"]),
        (&json!("fields_refused"), &json!("taken"))
    );
    let mut content = cast.document("关于做好冬小麦播种服务工作的通知", "现通知如下。")?;
    content["plan_item"] = json!("2026-07");
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 3).await?;
    let used = async |cast: &mut Cast| {
        let plan = cast.sees(STRANGER, &format!("{PLANS}?year=2026&unit={unit}")).await?;
        Ok::<_, anyhow::Error>(plan["items"][0]["used_by"].clone())
    };
    assert_eq!(used(&mut cast).await?, Value::Null, "not before it is signed");
    let (leader, sign) = usual_steps().swap_remove(3);
    cast.does(leader, &mut known, sign).await?;
    assert_eq!(used(&mut cast).await?, json!(known.id));
    let remove = format!("{PLANS}/{}/removal", text(&made["id"]));
    let problem =
        cast.client(REGISTRAR).await?.post(&remove, &json!({})).await?.expect(409)?.json()?;
    assert_eq!(problem["reason"], "settled");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_group_that_nobody_needs_is_pointed_out_until_it_is_dissolved(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let (own, other) = (cast.unit("U13")?.to_owned(), cast.unit("U14")?.to_owned());
    let group = |name: &str, topic: &str, ends_on: &str| {
        json!({ "platform": "wechat", "name": name, "owner": "沈佳", "unit": own, "topic": topic,
                "purpose": "联络", "ends_on": ends_on, "members": 12 })
    };
    let over = group("秋粮群", "秋粮收购", "2026-09-14");
    let over = cast.client(DRAFTER).await?.post(GROUPS, &over).await?.expect(201)?.json()?;
    let twin = group("秋粮联络群", "秋粮收购", "2026-12-31");
    cast.client(HEAD).await?.post(GROUPS, &twin).await?.expect(201)?;
    let mut foreign = group("应急群", "应急", "2026-12-31");
    foreign["unit"] = json!(other);
    cast.client(DRAFTER).await?.post(GROUPS, &foreign).await?.expect(403)?;
    let due = cast.sees(DRAFTER, &format!("{GROUPS}?due=true")).await?;
    let said: Vec<_> =
        due["items"].as_array().into_iter().flatten().map(|one| &one["reminders"]).collect();
    assert_eq!(said, [&json!(["expired", "double"]), &json!(["double"])]);
    let page = Client::new(program.address())?;
    page.sign_in(DRAFTER, PASSWORD).await?;
    assert!(page.get("/desk").await?.expect(200)?.text().contains("/chat-groups?show=due"));
    let change = format!("{GROUPS}/{}/changes", text(&over["id"]));
    let dissolve = json!({ "change": "dissolve" });
    cast.client(STRANGER).await?.post(&change, &dissolve).await?.expect(404)?;
    cast.client(MAYOR).await?.post(&change, &dissolve).await?.expect(403)?;
    cast.client(REGISTRAR).await?.post(&change, &dissolve).await?.expect(200)?;
    cast.client(REGISTRAR).await?.post(&change, &dissolve).await?.expect(409)?;
    let due = cast.sees(DRAFTER, &format!("{GROUPS}?due=true")).await?;
    assert_eq!(due["items"], json!([]));
    assert!(!page.get("/desk").await?.expect(200)?.text().contains("/chat-groups?show=due"));
    program.stop().await?;
    invariants::hold(&office).await
}

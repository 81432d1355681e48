//! Document numbers as people meet them: checked, taken by many at once, given up, accounted for, taken over from paper.

use std::collections::BTreeSet;
use std::process::Output;

use anyhow::Context;
use baopi_tests::cast::{
    Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, PASSWORD, REGISTRAR, REVIEWER, STRANGER, action,
    rules, says,
};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use rstest::rstest;
use serde_json::{Value, json};

/// The head of the office that runs the approvals.
const CHIEF: &str = "zhaolixin";
/// So many documents take their numbers at once.
const AT_ONCE: usize = 100;

/// Documents that wait for their numbers, approved with as few calls as there can be.
async fn waiting(cast: &mut Cast, count: usize) -> anyhow::Result<Vec<Known>> {
    let mut waiting = Vec::new();
    for n in 1..=count {
        waiting.push(cast.document_after(&format!("关于第{n}件事的通知"), 1).await?);
    }
    for login in [HEAD, REVIEWER, LEADER] {
        let items: Vec<_> = waiting
            .iter()
            .map(|known| json!({ "request": known.id, "version": known.version }))
            .collect();
        let body = json!({ "items": items, "opinion": "同意" });
        let answer =
            cast.client(login).await?.post("/api/v1/decisions", &body).await?.expect(200)?;
        let answer = answer.json()?;
        for (n, known) in waiting.iter_mut().enumerate() {
            let performed = &answer["results"][n]["performed"];
            known.version = performed["version"].as_u64().with_context(|| answer.to_string())?;
        }
    }
    for known in &mut waiting {
        cast.does(REVIEWER, known, action("pass_recheck")).await?;
    }
    Ok(waiting)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_numbers_taken_at_once_are_a_hundred_in_a_row_and_stand_in_the_register(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let documents = waiting(&mut cast, AT_ONCE).await?;
    let registrar = cast.client(REGISTRAR).await?.clone();
    let mut tasks = Vec::new();
    for known in documents {
        let registrar = registrar.clone();
        tasks.push(tokio::spawn(async move {
            let path = format!("/api/v1/requests/{}/actions", known.id);
            let seen = [("if-match", format!("\"v{}\"", known.version))];
            let seen = seen.each_ref().map(|(name, value)| (*name, value.as_str()));
            let answer = registrar.post_with(&path, &action("assign_number"), &seen).await?;
            let number = answer.expect(200)?.json()?["number"].clone();
            anyhow::Ok((known.id, number.as_str().context("no number")?.to_owned()))
        }));
    }
    let mut answered = BTreeSet::new();
    for task in tasks {
        answered.insert(task.await??);
    }
    let register = cast.sees(REGISTRAR, "/api/v1/register?limit=100").await?;
    let rows = register["items"].as_array().context("no rows")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let shown: BTreeSet<_> =
        rows.iter().map(|row| (text(&row["request"]), text(&row["number"]))).collect();
    assert_eq!(answered, shown, "every answer is the number that the register shows");
    // The demonstration has taken fourteen.
    let numbers: BTreeSet<_> = answered.into_iter().map(|(_, number)| number).collect();
    let expected = (15..15 + AT_ONCE).map(|n| format!("青农发〔2026〕{n}号")).collect();
    assert_eq!(numbers, expected);
    let gaps = cast.sees(DRAFTER, "/api/v1/numbers/gaps?series=青农发&year=2026").await?;
    assert_eq!((&gaps[0]["clean"], &gaps[0]["highest"]), (&json!(true), &json!(14 + AT_ONCE)));
    program.stop().await?;
    invariants::hold(&office).await
}

async fn checked(cast: &mut Cast, login: &str, number: &str) -> anyhow::Result<Value> {
    cast.sees(login, &format!("/api/v1/numbers/check?number={}", number.replace(' ', "%20"))).await
}

fn codes(checked: &Value) -> Vec<&str> {
    let faults = checked["faults"].as_array().map(Vec::as_slice).unwrap_or_default();
    faults.iter().filter_map(|fault| fault["code"].as_str()).collect()
}

#[rstest]
#[tokio::test]
async fn a_number_is_checked_for_its_form_its_owner_and_what_became_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    for (number, expected) in [
        ("青农发[2026]1号", vec!["brackets"]),
        ("青农发（2026）1号", vec!["brackets"]),
        ("青农发〔2026〕01号", vec!["leading_zero"]),
        ("青农发〔2026〕第1号", vec!["ordinal"]),
        ("青农发〔26〕1号", vec!["short_year"]),
        ("青农发〔2026〕１号", vec!["full_width_digit"]),
        ("青农发 〔2026〕1号", vec!["white_space"]),
        ("青农发〔2026〕1", vec!["no_hao"]),
        ("青农发字〔2026〕3号", vec!["unregistered"]),
    ] {
        let answer = checked(&mut cast, DRAFTER, number).await?;
        assert_eq!(codes(&answer), expected, "{answer}");
        let offer = (expected == ["brackets"]).then_some("青农发〔2026〕1号");
        assert_eq!(answer["offer"].as_str(), offer, "{number}");
        assert_eq!(answer["state"], Value::Null, "a wrong number is nobody's: {answer}");
    }
    let used = checked(&mut cast, DRAFTER, "青农发〔2026〕14号").await?;
    assert_eq!((codes(&used), &used["state"]), (Vec::new(), &json!("used")), "{used}");
    assert!(used["request"].is_string() && used["unit"]["name"] == "区农业农村局", "{used}");
    let free = checked(&mut cast, DRAFTER, "青农发〔2026〕15号").await?;
    assert_eq!((&free["state"], &free["request"]), (&json!("not_taken"), &Value::Null));

    let mut known = cast.document_after("关于做好冬小麦播种服务工作的通知", 6).await?;
    let stranger = checked(&mut cast, STRANGER, "青农发〔2026〕15号").await?;
    assert_eq!((&stranger["state"], &stranger["request"]), (&json!("not_issued"), &Value::Null));
    cast.does(REGISTRAR, &mut known, says("void", "主送机关有误。")).await?;
    cast.does(CHIEF, &mut known, action("confirm")).await?;
    let void = checked(&mut cast, DRAFTER, "青农发〔2026〕15号").await?;
    assert_eq!((&void["state"], &void["request"]), (&json!("void"), &json!(known.id)));
    let voids = cast.sees(DRAFTER, "/api/v1/numbers/voids?series=青农发&year=2026").await?;
    let people = [&voids[0]["proposed_by"]["name"], &voids[0]["confirmed_by"]["name"]];
    assert_eq!(
        (people, &voids[0]["reason"]),
        ([&json!("钱永福"), &json!("赵立新")], &json!("主送机关有误。"))
    );
    pages(&program).await?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// The same on the pages.
async fn pages(program: &Program) -> anyhow::Result<()> {
    let drafter = program.client()?;
    drafter.sign_in(DRAFTER, PASSWORD).await?;
    let register = drafter.get("/register").await?.expect(200)?.text();
    for text in ["作废的发文字号", "主送机关有误。", "钱永福", "赵立新", "href=\"/numbers/check\""]
    {
        assert!(register.contains(text), "{text}: {register}");
    }
    assert!(!register.contains("发文字号有断号"), "{register}");
    let page = drafter.get("/numbers/check?number=青农发[2026]14号").await?.expect(200)?.text();
    assert!(page.contains("改为查验青农发〔2026〕14号"), "{page}");
    assert!(!page.contains("该字号的公文"), "nothing is taken silently: {page}");
    let page = drafter.get("/numbers/check?number=青农发〔2026〕14号").await?.expect(200)?.text();
    assert!(page.contains("该字号的公文已经印发") && page.contains("/requests/"), "{page}");
    let long = "号".repeat(101);
    drafter.get(&format!("/numbers/check?number={long}")).await?.expect(400)?;
    drafter.get("/numbers/check").await?.expect(200)?;
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn the_document_that_revokes_is_another_one_and_issued(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut known = cast.document_after("关于做好冬小麦播种服务工作的通知", 8).await?;
    let revoke = |number: &str| json!({ "action": "revoke", "by_document": number, "opinion": "依据有误。" });
    let wrong = revoke("青政发[2026]9号");
    let problem = cast.refused(MAYOR, &known, &wrong, (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["NUMBER-FORMAT"]);
    assert!(
        problem.to_string().contains("青政发〔2026〕9号"),
        "what is meant is offered: {problem}"
    );
    let own = cast.shows(DRAFTER, &known).await?["number"].as_str().unwrap_or("").to_owned();
    let other = cast.document_after("关于撤销一份通知的通知", 7).await?;
    let sealed = cast.shows(DRAFTER, &other).await?["number"].as_str().unwrap_or("").to_owned();
    for (number, why) in [
        ("青政发〔2026〕999号", "登记簿中没有"),
        (own.as_str(), "就是本件"),
        (sealed.as_str(), "尚未印发"),
    ] {
        let problem = cast.refused(MAYOR, &known, &revoke(number), (422, "blocked")).await?;
        assert!(problem.to_string().contains(why), "{number}: {problem}");
    }
    let checked = async |cast: &mut Cast, number: &str| -> anyhow::Result<Value> {
        Ok(cast.sees(DRAFTER, &format!("/api/v1/numbers/check?number={number}")).await?["state"]
            .clone())
    };
    assert_eq!(checked(&mut cast, &sealed).await?, "not_issued");
    assert_eq!(checked(&mut cast, &own).await?, "used");
    let mut other = other;
    cast.does(REGISTRAR, &mut other, action("issue")).await?;
    cast.does(MAYOR, &mut known, revoke(&sealed)).await?;
    assert_eq!(known.status, "revoked");
    assert_eq!(checked(&mut cast, &own).await?, "revoked");
    let page = program.client()?;
    page.sign_in(DRAFTER, PASSWORD).await?;
    let shown = page.get(&format!("/numbers/check?number={own}")).await?.expect(200)?.text();
    assert!(shown.contains("已被撤销"), "{shown}");
    let shown = page.get("/register").await?.expect(200)?.text();
    assert!(shown.contains("已撤销"), "the register says so too: {shown}");
    program.stop().await?;
    invariants::hold(&office).await
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

async fn command(office: &Office, arguments: &[&str]) -> anyhow::Result<Output> {
    let launch = office.command(arguments[0]).variable("LANG", "zh_CN.UTF-8");
    arguments[1..].iter().fold(launch, |launch, argument| launch.argument(argument)).run().await
}

#[rstest]
#[tokio::test]
async fn a_number_that_nobody_can_account_for_is_found_wherever_one_looks(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let gaps = command(&office, &["numbers", "gaps"]).await?;
    assert_eq!(gaps.status.code(), Some(0), "{}", said(&gaps));
    assert!(said(&gaps).contains("没有断号"), "{}", said(&gaps));
    let sql = office.sql().await?;
    let lost =
        "UPDATE number_counter SET last_sequence = last_sequence + 1 WHERE series = '青农发'";
    sql.execute(lost).await?;
    let gaps = command(&office, &["numbers", "gaps", "--series", "青农发", "--json"]).await?;
    assert_eq!(gaps.status.code(), Some(1), "{}", said(&gaps));
    let reports: Value = serde_json::from_slice(&gaps.stdout)?;
    assert_eq!(
        (&reports[0]["missing"], &reports[0]["highest"]),
        (&json!([{ "first": 15, "last": 15 }]), &json!(15))
    );
    let other = command(&office, &["numbers", "gaps", "--year", "2025"]).await?;
    assert_eq!(other.status.code(), Some(0), "{}", said(&other));
    let drafter = program.client()?;
    drafter.sign_in(DRAFTER, PASSWORD).await?;
    let register = drafter.get("/register").await?.expect(200)?.text();
    assert!(register.contains("发文字号有断号"), "{register}");
    let verified = command(&office, &["verify", "--json"]).await?;
    let report: Value = serde_json::from_slice(&verified.stdout)?;
    assert_eq!((verified.status.code(), &report["faults"][0]["code"]), (Some(1), &json!("number")));
    sql.close().await?;
    program.stop().await?;
    Ok(())
}

const HEAD_LINE: &str = "代字,年份,序号,状态,标题,发文机关,成文日期,作废原因\n";

async fn import(office: &Office, by: &str, file: &[u8]) -> anyhow::Result<Output> {
    std::fs::write(office.folder().join("paper.csv"), file)?;
    command(office, &["numbers", "import", "paper.csv", "--by", by]).await
}

#[rstest]
#[tokio::test]
async fn a_paper_register_is_taken_over_whole_or_refused_with_every_wrong_line(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    office.demo().start().await?.stop().await?;
    let wrong = format!(
        "{HEAD_LINE}青农发,2025,1,使用,,U13,2025-01-10,\n青农发,2025,3,使用,关于春耕的通知,U13,2025-03-01,\n\
         青农发,2026,3,使用,关于重复的通知,U13,2026-03-01,\n"
    );
    let refused = import(&office, REGISTRAR, wrong.as_bytes()).await?;
    let text = said(&refused);
    assert_eq!(refused.status.code(), Some(1), "{text}");
    for line in [
        "第2行“标题”：未填写",
        "第3行“序号”：缺少青农发〔2025〕",
        "第4行“序号”：登记簿中已有该字号",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let register = format!(
        "\u{FEFF}{HEAD_LINE}青农发,2025,1,使用,关于春耕的通知,U13,2025-01-10,\n青农发,2025,2,作废,,区农业农村局,,\"重复登记，作废\"\n"
    );
    let stranger = import(&office, DRAFTER, register.as_bytes()).await?;
    assert_eq!(stranger.status.code(), Some(1), "{}", said(&stranger));
    let imported = import(&office, REGISTRAR, register.as_bytes()).await?;
    let text = said(&imported);
    assert_eq!(imported.status.code(), Some(0), "{text}");
    assert!(text.contains("使用1个、作废1个") && text.contains("下一个序号为3"), "{text}");
    let again = import(&office, REGISTRAR, register.as_bytes()).await?;
    assert_eq!(again.status.code(), Some(1), "{}", said(&again));
    // The next year's sheet, as an office program writes it: 青农发 in GB18030.
    let mut sheet = b"series,year,sequence,state,title,unit,doc_date,void_reason\n".to_vec();
    sheet.extend([0xC7, 0xE0, 0xC5, 0xA9, 0xB7, 0xA2]);
    sheet.extend(b",2025,3,used,notice,U13,2025-03-01,\n");
    let sheet = import(&office, REGISTRAR, &sheet).await?;
    assert_eq!(sheet.status.code(), Some(0), "{}", said(&sheet));
    let gaps = command(&office, &["numbers", "gaps"]).await?;
    assert_eq!(gaps.status.code(), Some(0), "{}", said(&gaps));
    stands_apart(&office).await?;
    invariants::hold(&office).await?;
    is_verified(&office).await
}

/// What comes from paper stands in the register and never looks like something that was approved here.
async fn stands_apart(office: &Office) -> anyhow::Result<()> {
    let program = office.serve().start().await?;
    let mut cast = Cast::of(&program).await?;
    let register = cast.sees(DRAFTER, "/api/v1/register?year=2025").await?;
    let rows = register["items"].as_array().context("no rows")?;
    assert_eq!(rows.len(), 3, "{register}");
    for row in rows {
        let apart = (&row["origin"], &row["request"], &row["issued_on"]);
        assert_eq!(apart, (&json!("imported"), &Value::Null, &Value::Null), "{row}");
    }
    let check = checked(&mut cast, DRAFTER, "青农发〔2025〕2号").await?;
    assert_eq!((&check["state"], &check["request"]), (&json!("imported_void"), &Value::Null));
    let drafter = program.client()?;
    drafter.sign_in(DRAFTER, PASSWORD).await?;
    let page = drafter.get("/register?year=2025").await?.expect(200)?.text();
    for text in ["纸质登记簿导入", "重复登记，作废", "纸质登记簿已记作废"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    program.stop().await?;
    Ok(())
}

/// The verifier knows the numbers from paper by the digest that the record has of them.
async fn is_verified(office: &Office) -> anyhow::Result<()> {
    let sound = command(office, &["verify"]).await?;
    assert_eq!(sound.status.code(), Some(0), "{}", said(&sound));
    let sql = office.sql().await?;
    let change = "UPDATE number_imported SET title = 'another' WHERE sequence = 1";
    assert!(sql.execute(change).await.is_err(), "a guard stands before it");
    let defenceless = if sql.is_postgres() {
        "SET session_replication_role = replica"
    } else {
        "DROP TRIGGER never_update_number_imported"
    };
    sql.execute(defenceless).await?;
    sql.execute(change).await?;
    sql.close().await?;
    let forged = command(office, &["verify", "--json"]).await?;
    let report: Value = serde_json::from_slice(&forged.stdout)?;
    assert_eq!((forged.status.code(), &report["faults"][0]["code"]), (Some(1), &json!("number")));
    Ok(())
}

//! The way of an inspection, from the form to the closed file, and what its rules say on the way.

use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, HEAD, LEADER, MAYOR, PASSWORD, REGISTRAR, REVIEWER, action,
    approve, finding, rules, says,
};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use serde_json::{Value, json};

const REASON: &str = "新发隐患须立即核查，年初未列入计划。";

/// A place of the quota that was free at submission is gone at the signature, because another one was signed meanwhile.
#[rstest::rstest]
#[tokio::test]
async fn what_is_signed_meanwhile_uses_the_quota_up_and_sends_the_other_back_before_its_signature(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut both = Vec::new();
    for (reference, title, target) in [
        ("2026-督1", "全区农产品质量安全专项督查", "T01"),
        ("2026-督2", "全区宅基地管理检查", "T02"),
    ] {
        planned(&mut cast, reference).await?;
        let mut content = inspection(&office, &cast, title)?;
        content["plan_item"] = json!(reference);
        content["targets"] = json!([cast.unit(target)?]);
        let mut known = cast.create(DRAFTER, &content).await?;
        cast.does(DRAFTER, &mut known, action("submit")).await?;
        for login in [HEAD, REVIEWER] {
            cast.does(login, &mut known, approve()).await?;
        }
        both.push((known, content));
    }
    let (mut second, mut content) = both.remove(1);
    cast.does(LEADER, &mut both[0].0, approve()).await?;
    assert_eq!(both[0].0.status, "approved");
    cast.does(LEADER, &mut second, approve()).await?;
    assert_eq!(second.status, "returned", "nobody was asked to accept a second one");
    let path = format!("/api/v1/requests/{}/evaluations", second.id);
    let found = cast.sees(DRAFTER, &path).await?["items"][0].clone();
    assert_eq!(found["trigger"], "sign");
    assert_eq!(found["findings"][0]["rule"], "INSPECTION-QUOTA", "{found}");

    content["justifications"] = json!({ "INSPECTION-QUOTA": REASON });
    let saved = json!({ "action": "save", "content": content });
    cast.does(DRAFTER, &mut second, saved).await?;
    cast.does(DRAFTER, &mut second, action("submit")).await?;
    for login in [HEAD, REVIEWER] {
        cast.does(login, &mut second, approve()).await?;
    }
    for login in [LEADER, MAYOR] {
        cast.does(login, &mut second, accepting(&["INSPECTION-QUOTA"])).await?;
    }
    assert_eq!(second.status, "approved");
    program.stop().await?;
    invariants::hold(&office).await
}

/// An inspection of three units that begins on the day on which the demonstration starts.
fn inspection(office: &Office, cast: &Cast, title: &str) -> anyhow::Result<Value> {
    Ok(json!({
        "kind": "inspection",
        "unit": cast.unit("U13")?,
        "title": title,
        "topic": title,
        "purpose": "核查秋收期间各项责任落实情况。",
        "basis": "区政府第9次常务会议",
        "targets": [cast.unit("U11")?, cast.unit("U12")?, cast.unit("U19")?],
        "method": "unannounced",
        "starts_on": office.day(0),
        "non_classified_declared": true,
        "contact": {"name": "沈佳", "phone": "0000-0000"},
    }))
}

async fn planned(cast: &mut Cast, reference: &str) -> anyhow::Result<()> {
    let unit = cast.unit("U13")?.to_owned();
    let item = json!({ "kind": "inspection", "year": 2026, "unit": unit, "reference": reference, "title": "专项督查",
                       "month": 9, "approved_ref": "区委第3次常委会会议" });
    cast.client(REGISTRAR).await?.post("/api/v1/plans", &item).await?.expect(201)?;
    Ok(())
}

fn accepting(rules: &[&str]) -> Value {
    let mut action = approve();
    action["accept"] = json!(rules);
    action
}

/// The inspections of the quarter, as the office counts them.
async fn counted(cast: &mut Cast) -> anyhow::Result<Value> {
    let figures = cast.sees(AUDITOR, "/api/v1/statistics?period=2026Q3").await?;
    let lines = figures["headlines"].as_array().cloned().unwrap_or_default();
    let line = lines.into_iter().find(|line| line["metric"] == "inspections");
    Ok(line.unwrap_or_default()["now"].clone())
}

#[rstest::rstest]
#[tokio::test]
async fn an_inspection_goes_from_draft_to_closed_and_half_of_last_years_is_the_quota(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let before = counted(&mut cast).await?.as_u64().unwrap_or_default();
    planned(&mut cast, "2026-督1").await?;

    let mut content = inspection(&office, &cast, "全区农产品质量安全专项督查")?;
    content["plan_item"] = json!("2026-督1");
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    for login in [HEAD, REVIEWER, LEADER] {
        cast.does(login, &mut known, approve()).await?;
    }
    assert_eq!(
        known.status, "approved",
        "what stands in the plan ends with the responsible leader"
    );
    assert_eq!(counted(&mut cast).await?, json!(before + 1));
    let plan = cast.sees(DRAFTER, "/api/v1/plans?year=2026&kind=inspection").await?;
    assert_eq!(plan["items"][0]["used_by"], json!(known.id));
    let page = program.client()?;
    page.sign_in(DRAFTER, PASSWORD).await?;
    let shown = page.get(&format!("/requests/{}", known.id)).await?.expect(200)?.text();
    for words in ["已批准，待实施", "督查检查考核审批单", "暗访", "督查依据"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }

    // Last year there were two. With four fifths less there would be none.
    let stricter = json!({ "figures": { "inspection_reduction": 80 } });
    let effects = cast.client(ADMIN).await?.post("/api/v1/rules/previews", &stricter).await?;
    let effect = effects.expect(200)?.json()?["effects"][2].clone();
    assert_eq!((&effect["kind"], &effect["judged"]), (&json!("inspection"), &json!(1)));
    assert_eq!(effect["asked"][0]["request"], json!(known.id), "{effect}");
    assert_eq!(effect["asked"][0]["rules"], json!(["INSPECTION-QUOTA"]), "{effect}");

    // With half there is to be one.
    let mut second = inspection(&office, &cast, "全区农村宅基地管理检查")?;
    second["justifications"] = json!({ "INSPECTION-PLAN": REASON });
    let mut second_known = cast.create(DRAFTER, &second).await?;
    let blocked = (422, "blocked");
    let problem = cast.refused(DRAFTER, &second_known, &action("submit"), blocked).await?;
    assert_eq!(rules(&problem), ["INSPECTION-QUOTA"], "the others have their reasons");
    let said = finding(&problem, "INSPECTION-QUOTA")?;
    assert_eq!(said["message_zh"], "本单位2026年督查检查考核指标1项，本项为第2项（上年2项）。");
    assert_eq!(
        said["message_en"],
        "The unit's quota for 2026 is 1 inspections; this is number 2 (last year 2)."
    );
    second["justifications"]["INSPECTION-QUOTA"] = json!(REASON);
    let saved = json!({ "action": "save", "content": second });
    cast.does(DRAFTER, &mut second_known, saved).await?;
    cast.does(DRAFTER, &mut second_known, action("submit")).await?;
    for login in [HEAD, REVIEWER] {
        cast.does(login, &mut second_known, approve()).await?;
    }
    let accepted = ["INSPECTION-PLAN", "INSPECTION-QUOTA"];
    cast.does(LEADER, &mut second_known, accepting(&accepted)).await?;
    assert_eq!(
        second_known.status, "review:approving",
        "the main leader answers for what is not planned"
    );
    cast.does(MAYOR, &mut second_known, accepting(&accepted)).await?;
    assert_eq!(second_known.status, "approved");

    let third =
        cast.create(DRAFTER, &inspection(&office, &cast, "全区高标准农田建设考核")?).await?;
    let problem = cast.refused(DRAFTER, &third, &action("submit"), blocked).await?;
    assert_eq!(finding(&problem, "INSPECTION-QUOTA")?["severity"], "block", "{problem}");

    cast.does(DRAFTER, &mut second_known, says("cancel", "并入专项督查。")).await?;
    assert_eq!(
        (second_known.status.as_str(), counted(&mut cast).await?),
        ("cancelled", json!(before + 1))
    );
    cast.does(DRAFTER, &mut known, action("close")).await?;
    assert_eq!((known.status.as_str(), counted(&mut cast).await?), ("closed", json!(before + 1)));
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn the_same_units_are_not_inspected_twice_in_a_month_and_one_comprehensive_inspection_is_enough(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    planned(&mut cast, "2026-督1").await?;
    let mut first = inspection(&office, &cast, "全区农业农村综合督查")?;
    (first["plan_item"], first["comprehensive"]) = (json!("2026-督1"), json!(true));
    let mut known = cast.create(DRAFTER, &first).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    let mut again = inspection(&office, &cast, "全区农业农村工作考核")?;
    (again["topic"], again["comprehensive"]) = (first["topic"].clone(), json!(true));
    let previewed = async |cast: &mut Cast| {
        let asked = cast.client(DRAFTER).await?.post("/api/v1/previews", &again).await?;
        asked.expect(200)?.json()
    };
    let preview = previewed(&mut cast).await?;
    assert_eq!(
        rules(&preview),
        ["INSPECTION-PLAN", "INSPECTION-MERGE", "INSPECTION-QUOTA"],
        "{preview}"
    );
    for login in [HEAD, REVIEWER, LEADER] {
        cast.does(login, &mut known, approve()).await?;
    }
    let preview = previewed(&mut cast).await?;
    let mut found = rules(&preview);
    found.sort_unstable();
    let every = ["INSPECTION-MERGE", "INSPECTION-ONCE", "INSPECTION-PLAN", "INSPECTION-QUOTA"];
    assert_eq!(found, every, "{preview}");
    let mut next_month = again.clone();
    next_month["starts_on"] = json!("2026-10-12");
    let asked = cast.client(DRAFTER).await?.post("/api/v1/previews", &next_month).await?;
    let preview = asked.expect(200)?.json()?;
    assert!(!rules(&preview).contains(&"INSPECTION-MERGE"), "{preview}");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn the_form_is_there_in_both_languages(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let client = program.client()?;
    client.sign_in(DRAFTER, PASSWORD).await?;
    let words = [
        ("zh", ["开始日期", "督查方式", "暗访"]),
        ("en", ["Begins on", "Way of inspecting", "unannounced"]),
    ];
    for (language, words) in words {
        client.post_form("/language", &[("language", language), ("next", "/desk")]).await?;
        let form = client.get("/inspections/new").await?.expect(200)?.text();
        assert!(words.iter().all(|word| form.contains(word)), "{form}");
    }
    program.stop().await?;
    invariants::hold(&office).await
}

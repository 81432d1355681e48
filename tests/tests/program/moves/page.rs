//! The same moves by the forms of the pages, as a browser without scripts sends them.

use anyhow::Context;
use baopi_tests::cast::{ADMIN, DRAFTER, HEAD, Known, LEADER, PASSWORD, REVIEWER};
use baopi_tests::client::{Answer, Client};
use baopi_tests::office::Backend;
use rstest::rstest;
use serde_json::{Value, json};

use super::{CHIEF, EMERGENCY, FORESTRY, House, TITLE};

async fn signed_in(house: &House, login: &str) -> anyhow::Result<Client> {
    let client = house.program.client()?;
    client.sign_in(login, PASSWORD).await?;
    Ok(client)
}

/// Sends a form of the page of the request, at the version that is known.
async fn sends(client: &Client, known: &Known, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
    let version = known.version.to_string();
    let all = [&[("version", version.as_str())], fields].concat();
    client.post_form(&format!("/requests/{}/actions", known.id), &all).await
}

/// The part of a page between the form that holds this field and its end.
fn form_of(page: &str, id: &str) -> String {
    let at = page.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{id} is not in {page}"));
    let from = page[..at].rfind("<form").unwrap_or_default();
    page[from..].split("</form>").next().unwrap_or_default().to_owned()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[rstest]
#[tokio::test]
async fn what_is_wrong_in_a_small_form_is_said_beside_its_field_and_nothing_is_lost(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let known = house.document(2).await?;
    let reviewer = signed_in(&house, REVIEWER).await?;
    let words = "请应急局一并研究防汛措施";
    let none = [("action", "consult"), ("to", ""), ("opinion", words)];
    let page = sends(&reviewer, &known, &none).await?.expect(422)?.text();
    let form = form_of(&page, "m-consult-to");
    assert!(form.contains("请填写") && form.contains(words), "{form}");
    assert_eq!(page.matches(words).count(), 1, "it stands where it was typed");
    let drafter = house.person(DRAFTER).await?;
    let wrong = [("action", "consult"), ("to", text(&drafter)), ("opinion", words)];
    let page = sends(&reviewer, &known, &wrong).await?.expect(422)?.text();
    let form = form_of(&page, "m-consult-to");
    assert!(form.contains("不得审批本人拟写的件") && form.contains(words), "{form}");
    let nowhere = [("action", "return"), ("to", "signing"), ("then", "again"), ("opinion", words)];
    let page = sends(&reviewer, &known, &nowhere).await?.expect(422)?.text();
    assert!(form_of(&page, "m-return-to").contains(words), "{page}");
    let foreign = [("action", "consult"), ("to", "someone"), ("opinion", words)];
    let page = sends(&reviewer, &known, &foreign).await?.expect(422)?.text();
    assert!(form_of(&page, "m-consult-to").contains("请从列表中选择"), "{page}");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn the_forms_do_what_they_say_and_the_page_tells_who_is_asked_and_how_each_came_to_be(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    let (reviewer, forestry) =
        (signed_in(&house, REVIEWER).await?, signed_in(&house, FORESTRY).await?);
    let (person, advised) = (house.person(FORESTRY).await?, house.person(EMERGENCY).await?);
    let add = [
        ("action", "add_signer"),
        ("person", text(&person)),
        ("place", "before"),
        ("opinion", "涉林事项"),
    ];
    let done = sends(&reviewer, &known, &add).await?.expect(303)?;
    let path = format!("/requests/{}", known.id);
    assert_eq!(done.header("location"), Some(format!("{path}?done=add_signer").as_str()));
    let page = forestry.get(&path).await?.expect(200)?.text();
    for words in [TITLE, "孙晓梅先行加签", "正在办理", "尚未轮到", "请您审批"] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    known.version += 1;
    sends(&forestry, &known, &[("action", "approve"), ("opinion", "同意")]).await?.expect(303)?;
    known.version += 1;
    let consult = [("action", "consult"), ("to", text(&advised)), ("opinion", "")];
    sends(&reviewer, &known, &consult).await?.expect(303)?;
    let emergency = signed_in(&house, EMERGENCY).await?;
    known.version += 1;
    let empty = sends(&emergency, &known, &[("action", "advise"), ("opinion", "")]).await?;
    assert!(empty.expect(422)?.text().contains("opinion-advise-error"));
    sends(&emergency, &known, &[("action", "advise"), ("opinion", "可行")]).await?.expect(303)?;
    let shown = house.cast.shows(REVIEWER, &known).await?;
    assert_eq!(shown["waiting_for"][0]["name"], "孙晓梅");
    let page = reviewer.get(&path).await?.expect(200)?.text();
    assert!(page.contains("已提意见") && page.contains("可行"), "{page}");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn everything_that_waits_for_somebody_who_leaves_is_handed_over_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let first = house.document(2).await?;
    let second = house.cast.document_after("关于另一件事的通知", 2).await?;
    let (from, to) = (house.person(REVIEWER).await?, house.person(CHIEF).await?);
    let admin = signed_in(&house, ADMIN).await?;
    let head = signed_in(&house, HEAD).await?;
    head.get("/admin/leavers").await?.expect(404)?;
    let page = admin.get("/admin/leavers").await?.expect(200)?.text();
    assert!(page.contains("离职移交") && page.contains("孙晓梅"), "{page}");
    let form = [("from", text(&from)), ("to", text(&to)), ("opinion", "调离本单位")];
    head.post_form("/admin/leavers", &form).await?.expect(404)?;
    let half = [("from", text(&from)), ("to", ""), ("opinion", "调离本单位")];
    let page = admin.post_form("/admin/leavers", &half).await?.expect(422)?.text();
    assert!(page.contains("请填写") && page.contains("调离本单位"), "{page}");
    let page = admin.post_form("/admin/leavers", &form).await?.expect(200)?.text();
    assert!(!page.contains(TITLE) && !page.contains("关于另一件事的通知"), "no titles: {page}");
    assert!(page.contains("已移交") && !page.contains("mark-bad"), "{page}");
    for known in [&first, &second] {
        assert!(house.waits(CHIEF, known).await? && !house.waits(REVIEWER, known).await?);
    }
    let page = admin.post_form("/admin/leavers", &form).await?.expect(200)?.text();
    assert!(page.contains("共0件"), "{page}");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn a_program_hands_over_what_waits_for_somebody_who_leaves(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let known = house.document(2).await?;
    let path = "/api/v1/leavers";
    let wish = |to: &str| json!({ "from": REVIEWER, "to": to, "opinion": "调离本单位" });
    let head = house.cast.client(HEAD).await?;
    let problem: Value = head.post(path, &wish(CHIEF)).await?.expect(403)?.json()?;
    assert_eq!(problem["code"], "not_yours");
    let admin = house.cast.client(ADMIN).await?;
    let problem: Value = admin.post(path, &wish("nobody")).await?.expect(400)?.json()?;
    assert_eq!(problem["field"], "to");
    let answer: Value = admin.post(path, &wish(ADMIN)).await?.expect(200)?.json()?;
    assert!(
        answer["results"][0]["problem"]["code"].is_string(),
        "no task for those who never decide: {answer}"
    );
    assert!(house.waits(REVIEWER, &known).await?);
    let admin = house.cast.client(ADMIN).await?;
    let answer: Value = admin.post(path, &wish(CHIEF)).await?.expect(200)?.json()?;
    let mut results = answer["results"].as_array().into_iter().flatten();
    let one = results.find(|one| one["request"] == known.id.as_str());
    let one = one.with_context(|| answer.to_string())?;
    assert_eq!(one["performed"]["status"], json!(known.status));
    assert_eq!(one["title"], Value::Null, "administrators read no titles: {answer}");
    assert!(house.waits(CHIEF, &known).await? && !house.waits(REVIEWER, &known).await?);
    let admin = house.cast.client(ADMIN).await?;
    let answer: Value = admin.post(path, &wish(CHIEF)).await?.expect(200)?.json()?;
    assert_eq!(answer["results"], json!([]), "nothing is left");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn a_meeting_is_rescheduled_in_its_own_form_which_begins_with_what_was_approved(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let content = house.cast.meeting("全区秋冬季农业生产会议", 1_800)?;
    let mut known = house.cast.create(DRAFTER, &content).await?;
    house.cast.carry(&mut known, 4).await?;
    let drafter = signed_in(&house, DRAFTER).await?;
    let path = format!("/requests/{}/edit", known.id);
    let page = drafter.get(&path).await?.expect(200)?.text();
    for words in ["为何改期", "提交改期", "2026-10-22", "value=\"reschedule\""] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    let head = signed_in(&house, HEAD).await?;
    let elsewhere = head.get(&path).await?.expect(303)?;
    let shown = format!("/requests/{}", known.id);
    assert_eq!(elsewhere.header("location"), Some(shown.as_str()), "it is the drafter's to do");
    let leader = signed_in(&house, LEADER).await?;
    leader.get(&shown).await?.expect(200)?;
    house.close().await
}

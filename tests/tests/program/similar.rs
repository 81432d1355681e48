//! What a request has in common with others: who is told of it, who may read the other, and what two pages show side by side.

use baopi_tests::cast::{
    Cast, DRAFTER, HEAD, Known, LEADER, PASSWORD, REVIEWER, STRANGER, action, approve,
};
use baopi_tests::client::Client;
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;
use serde_json::{Value, json};

/// A text that another one is taken from.
const OTHER_TEXT: &str = "各乡镇要严格落实秋粮收购主体责任，组织好仓容腾退和烘干设备检修，确保农民余粮颗粒归仓。\n\
    收购企业要在显著位置公布收购价格、质量标准和结算方式，严禁压级压价、拖欠粮款，严禁打白条。\n\
    区粮食和物资储备部门要每日巡查收购现场，发现问题当场处置，重要情况及时报告区政府办公室。";

/// A text of which most stands in the other one too.
fn copying() -> String {
    let own = "石桥镇和大坪乡的三个收购点由本局派人驻点，十月十日前完成磅秤检定和账册登记。";
    format!("{OTHER_TEXT}\n{own}")
}

async fn submitted(cast: &mut Cast, title: &str, body: &str) -> anyhow::Result<Known> {
    let content = cast.document(title, body)?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    Ok(known)
}

async fn pages(address: &str, login: &str) -> anyhow::Result<Client> {
    let client = Client::new(address)?;
    client.sign_in(login, PASSWORD).await?;
    Ok(client)
}

#[rstest]
#[tokio::test]
async fn a_copied_text_is_named_measured_and_shown_beside_its_source(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let source = submitted(&mut cast, "关于做好秋粮收购工作的通知", OTHER_TEXT).await?;
    let copy = submitted(&mut cast, "关于秋粮收购有关事项的通知", &copying()).await?;
    let similar = format!("/api/v1/requests/{}/similar", copy.id);
    let found = cast.sees(DRAFTER, &similar).await?;
    let Some([first, ..]) = found["items"].as_array().map(Vec::as_slice) else {
        anyhow::bail!("nothing is found: {found}")
    };
    assert_eq!((&found["known"], &first["other"]), (&json!(true), &json!(source.id)));
    assert_eq!((&first["kind"], &first["may_read"]), (&json!("request"), &json!(true)));
    let percent = first["percent"].as_u64().unwrap_or_default();
    assert!((50..100).contains(&percent), "{first}");
    cast.client(STRANGER).await?.get(&similar).await?.expect(404)?;
    let beside = format!("/requests/{}/beside/{}", copy.id, source.id);
    let head = pages(program.address(), HEAD).await?;
    let html = head.get(&beside).await?.expect(200)?.text();
    assert!(html.contains(&format!("{percent}%")), "{html}");
    let marks = |id: &str| html.contains(&format!("id=\"{id}\""));
    assert!(marks("here-1") && marks("there-1") && !marks("here-2"), "one passage in both");
    let list = head.get(&format!("/requests/{}/similar", copy.id)).await?.expect(200)?.text();
    assert!(list.contains(&beside));
    pages(program.address(), STRANGER).await?.get(&beside).await?.expect(404)?;
    let itself = format!("/requests/{}/beside/{}", copy.id, copy.id);
    head.get(&itself).await?.expect(404)?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// A meeting of the bureau of agriculture with so many units, on its way to the reviewer.
async fn asked_for(cast: &mut Cast, title: &str, more: &[&str]) -> anyhow::Result<Known> {
    let mut content = cast.meeting(title, 3_600)?;
    let mut units = vec![cast.unit("U12")?, cast.unit("U14")?, cast.unit("U15")?];
    for code in more {
        units.push(cast.unit(code)?);
    }
    content["attendee_units"] = json!(units);
    if !more.is_empty() {
        let reason = "两个会议须由不同的业务科室分别组织。";
        let rules = ["SPLIT-MEETING", "MERGE-SIMILAR", "COMBINE-ATTENDEES"];
        content["justifications"] = rules.map(|rule| (rule, json!(reason))).into_iter().collect();
    }
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    cast.does(HEAD, &mut known, approve()).await?;
    Ok(known)
}

#[rstest]
#[tokio::test]
async fn two_meetings_are_laid_side_by_side_and_held_together_from_there(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let first = asked_for(&mut cast, "全区秋收工作会议", &[]).await?;
    let second = asked_for(&mut cast, "全区秋收工作推进会", &["U16"]).await?;
    let reviewer = pages(program.address(), REVIEWER).await?;
    let list = reviewer.get(&format!("/requests/{}/similar", second.id)).await?.expect(200)?.text();
    let beside = format!("/requests/{}/beside/{}", second.id, first.id);
    assert!(list.contains(&beside), "{list}");
    let html = reviewer.get(&beside).await?.expect(200)?.text();
    // The host and three units attend both, a fifth only one of them.
    assert!(html.contains("100%") && html.contains("80%"), "{html}");
    assert_eq!(html.matches("<mark class=\"same\">").count(), 8, "{html}");
    assert!(html.contains("value=\"cluster\""), "{html}");
    let version = second.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("nonce", "n1"),
        ("with", &first.id),
        ("opinion", ""),
        ("action", "cluster"),
    ];
    let done = reviewer.post_form(&format!("/requests/{}/actions", second.id), &fields).await?;
    done.expect(303)?;
    let shown: Value = cast.shows(DRAFTER, &second).await?;
    assert_eq!(shown["proposal"]["into"], first.id.as_str(), "the other side is asked: {shown}");
    // Whoever asked for both answers for the other one with two taps.
    let asked = pages(program.address(), DRAFTER).await?;
    let page = format!("/requests/{}", second.id);
    let html = asked.get(&page).await?.expect(200)?.text();
    assert!(html.contains("value=\"confirm\"") && html.contains("value=\"decline\""), "{html}");
    let version = shown["version"].to_string();
    let fields =
        [("version", version.as_str()), ("nonce", "n2"), ("opinion", ""), ("action", "confirm")];
    asked.post_form(&format!("{page}/actions"), &fields).await?.expect(303)?;
    for (one, other) in [(&first, &second), (&second, &first)] {
        let shown: Value = cast.shows(LEADER, one).await?;
        assert_eq!(shown["cluster"], other.id.as_str(), "they are held together: {shown}");
    }
    program.stop().await?;
    invariants::hold(&office).await
}

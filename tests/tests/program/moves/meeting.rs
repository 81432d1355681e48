//! Meetings that become one, follow one another, or are held otherwise than was approved.

use baopi_tests::cast::{DRAFTER, HEAD, Known, LEADER, REVIEWER, action, approve, says, session};
use baopi_tests::office::Backend;
use rstest::rstest;
use serde_json::{Value, json};

use super::{EMERGENCY, House, TREASURY};

/// Who plans the other meeting.
const OTHER_DRAFTER: &str = "fengting";
const OWN: &str = "全区秋冬季农业生产会议";
const OTHER: &str = "全区森林防灭火会议";

/// A meeting of the bureau of emergency management, under review by the office.
async fn other_meeting(house: &mut House) -> anyhow::Result<Known> {
    let mut content = house.cast.meeting(OTHER, 3_600)?;
    let emergency = json!(house.cast.unit("U14")?);
    (content["host_unit"], content["in_name_of"]) = (emergency.clone(), emergency);
    content["contact"]["name"] = json!("冯婷");
    let mut known = house.cast.create(OTHER_DRAFTER, &content).await?;
    house.cast.does(OTHER_DRAFTER, &mut known, action("submit")).await?;
    house.cast.does(EMERGENCY, &mut known, approve()).await?;
    Ok(known)
}

async fn own_meeting(house: &mut House, steps: usize) -> anyhow::Result<(Known, Value)> {
    let mut content = house.cast.meeting(OWN, 1_800)?;
    // Together with the other meeting these are still no more people than its class may have.
    content["headcount"] = json!(10);
    let mut known = house.cast.create(DRAFTER, &content).await?;
    house.cast.carry(&mut known, steps).await?;
    Ok((known, content))
}

#[rstest]
#[tokio::test]
async fn a_meeting_becomes_a_part_of_another_when_its_host_agrees(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut other = other_meeting(&mut house).await?;
    let (mut known, _) = own_meeting(&mut house, 2).await?;
    let into = |id: &str| json!({ "action": "propose_merge", "into": id, "opinion": "内容相近。" });
    house.cast.refused(LEADER, &known, &into(&other.id), (403, "not_yours")).await?;
    for (id, reason) in [
        (known.id.clone(), "other_is_itself"),
        ("019a0000-0000-7000-8000-0000000000ff".to_owned(), "other_unknown"),
    ] {
        let problem =
            house.cast.refused(REVIEWER, &known, &into(&id), (422, "not_possible")).await?;
        assert_eq!(problem["reason"], reason);
    }
    house.cast.does(REVIEWER, &mut known, into(&other.id)).await?;
    house.told(OTHER_DRAFTER, &format!("提议并会，待您答复：{OWN}")).await?;
    let shown = house.cast.shows(EMERGENCY, &known).await?;
    assert_eq!(shown["proposal"]["into"], other.id.as_str());
    house.cast.does(EMERGENCY, &mut known, action("confirm")).await?;
    assert_eq!(known.status, "merged");
    house.told(DRAFTER, &format!("已并入另一会议：{OWN}")).await?;
    house.told(OTHER_DRAFTER, &format!("另一会议已并入：{OTHER}")).await?;
    let shown = house.cast.shows(OTHER_DRAFTER, &other).await?;
    assert_eq!(shown["content"]["agenda"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown["content"]["headcount"], 50);
    assert_eq!(shown["round"], 2, "and is approved again");
    assert_eq!(house.cast.shows(DRAFTER, &known).await?["merged_into"], other.id.as_str());
    other.version = shown["version"].as_u64().unwrap_or_default();
    let status = shown["status"].as_str().unwrap_or_default();
    assert!(status.starts_with("review:"), "{status}");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn meetings_are_held_back_to_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let other = other_meeting(&mut house).await?;
    let (mut known, _) = own_meeting(&mut house, 2).await?;
    let cluster = json!({ "action": "cluster", "with": other.id });
    house.cast.refused(LEADER, &known, &cluster, (403, "not_yours")).await?;
    house.cast.does(REVIEWER, &mut known, cluster.clone()).await?;
    house.told(OTHER_DRAFTER, &format!("提议套开，待您答复：{OWN}")).await?;
    let asked = house.cast.shows(OTHER_DRAFTER, &known).await?;
    assert_eq!((&asked["proposal"]["what"], &asked["cluster"]), (&json!("cluster"), &Value::Null));
    house.cast.does(OTHER_DRAFTER, &mut known, says("decline", "场地不够。")).await?;
    assert_eq!(house.cast.shows(DRAFTER, &known).await?["cluster"], Value::Null);
    house.cast.does(REVIEWER, &mut known, cluster).await?;
    house.cast.does(OTHER_DRAFTER, &mut known, says("confirm", "同意套开。")).await?;
    assert_eq!(house.cast.shows(DRAFTER, &known).await?["cluster"], other.id.as_str());
    let shown = house.cast.shows(OTHER_DRAFTER, &other).await?;
    assert_eq!(shown["cluster"], known.id.as_str(), "the other one says so too");
    assert_eq!(shown["status"], other.status);
    assert_eq!(known.status, "review:office_review");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn another_room_is_changed_at_once_and_another_time_is_approved_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let (mut known, mut content) = own_meeting(&mut house, 4).await?;
    house.cast.does(DRAFTER, &mut known, action("send_notice")).await?;
    house.told(TREASURY, &format!("【会议通知】{OWN}")).await?;
    let change = |content: &Value| json!({ "action": "reschedule", "content": content, "opinion": "场地检修。" });
    content["venue"] = json!("区政府第二会议室");
    house.cast.refused(HEAD, &known, &change(&content), (403, "not_yours")).await?;
    house.cast.does(DRAFTER, &mut known, change(&content)).await?;
    assert_eq!(known.status, "noticed", "the approval stands");
    assert_eq!(house.cast.shows(DRAFTER, &known).await?["venue"], "区政府第二会议室");
    house.told(TREASURY, &format!("【会议地点变更】{OWN}")).await?;
    let same =
        house.cast.refused(DRAFTER, &known, &change(&content), (422, "not_possible")).await?;
    assert_eq!(same["reason"], "nothing_changed");
    content["headcount"] = json!(11);
    house.cast.does(DRAFTER, &mut known, change(&content)).await?;
    assert_eq!(known.status, "noticed", "one person in ten more is what was approved");
    assert_eq!(house.cast.shows(DRAFTER, &known).await?["headcount"], 11);
    let later = 1_792_630_800_000_i64 + 24 * 3_600_000;
    content["sessions"] = json!([session(later, later + 1_800_000)]);
    house.cast.does(DRAFTER, &mut known, change(&content)).await?;
    assert!(known.status.starts_with("review:"), "{}", known.status);
    house.told(TREASURY, &format!("【会议改期】原定时间取消：{OWN}")).await?;
    house.close().await
}

#[rstest]
#[tokio::test]
async fn a_room_is_taken_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = Vec::new();
    for title in [OWN, "全区农机安全会议"] {
        let mut content = house.cast.meeting(title, 1_800)?;
        (content["mode"], content["venue"]) = (json!("hybrid"), json!("区政府第一会议室"));
        let mut meeting = house.cast.create(DRAFTER, &content).await?;
        house.cast.carry(&mut meeting, 3).await?;
        known.push(meeting);
    }
    house.cast.does(LEADER, &mut known[0], approve()).await?;
    assert_eq!(known[0].status, "approved");
    let problem = house.cast.refused(LEADER, &known[1], &approve(), (409, "room_taken")).await?;
    assert_eq!(problem["starts_at"], "2026-10-22T09:00:00+08:00");
    house.cast.does(DRAFTER, &mut known[0], says("cancel", "不开了。")).await?;
    house.cast.does(LEADER, &mut known[1], approve()).await?;
    assert_eq!(known[1].status, "approved", "whoever calls a meeting off gives the room back");
    house.close().await
}

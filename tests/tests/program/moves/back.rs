//! The ways back: to a stage behind, straight back again, and a decision taken back.

use baopi_tests::cast::{DRAFTER, HEAD, LEADER, REVIEWER, action, approve, says};
use baopi_tests::office::Backend;
use rstest::rstest;
use serde_json::{Value, json};

use super::{House, TITLE};

fn back(to: Option<&str>, then: &str) -> Value {
    json!({ "action": "return", "opinion": "请再核数据。", "to": to, "then": then })
}

#[rstest]
#[tokio::test]
async fn what_is_sent_back_to_a_stage_comes_straight_back_or_passes_every_stage_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(3).await?;
    for nowhere in ["leader_review", "signing", "countersign", "no_such_stage"] {
        let there = back(Some(nowhere), "again");
        let problem = house.cast.refused(LEADER, &known, &there, (422, "stage_unknown")).await?;
        assert_eq!(problem["stage"], nowhere);
    }
    house.cast.does(LEADER, &mut known, back(Some("dept_review"), "straight")).await?;
    assert_eq!(known.status, "review:dept_review");
    house.told(HEAD, TITLE).await?;
    house.cast.does(HEAD, &mut known, approve()).await?;
    assert_eq!(known.status, "review:leader_review", "straight back to whoever sent it");
    house.cast.does(LEADER, &mut known, back(Some("dept_review"), "again")).await?;
    house.cast.does(HEAD, &mut known, approve()).await?;
    assert_eq!(known.status, "review:office_review", "through every stage again");
    house.cast.does(REVIEWER, &mut known, approve()).await?;
    house.cast.does(LEADER, &mut known, approve()).await?;
    assert_eq!(known.status, "recheck");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn what_the_drafter_has_changed_comes_straight_back_to_whoever_asked_for_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(3).await?;
    house.cast.does(LEADER, &mut known, back(None, "straight")).await?;
    assert_eq!(known.status, "returned");
    house.told(DRAFTER, &format!("已退回修改：{TITLE}")).await?;
    assert_eq!(house.cast.shows(DRAFTER, &known).await?["come_back"], "leader_review");
    house.cast.does(DRAFTER, &mut known, action("submit")).await?;
    assert_eq!(known.status, "review:leader_review");
    assert!(house.cast.shows(DRAFTER, &known).await?["come_back"].is_null());
    house.cast.does(LEADER, &mut known, says("return", "请逐级再审。")).await?;
    house.cast.does(DRAFTER, &mut known, action("submit")).await?;
    assert_eq!(known.status, "review:dept_review", "without being asked it passes every stage");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn a_decision_is_taken_back_until_somebody_else_has_acted_on_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(1).await?;
    house.cast.does(DRAFTER, &mut known, action("retract")).await?;
    assert_eq!(known.status, "returned", "the drafter takes the submission back");
    house.cast.does(DRAFTER, &mut known, action("submit")).await?;
    house.cast.does(HEAD, &mut known, approve()).await?;
    house.cast.refused(DRAFTER, &known, &action("retract"), (409, "already_decided")).await?;
    house.cast.does(HEAD, &mut known, action("retract")).await?;
    assert_eq!(known.status, "review:dept_review");
    assert!(house.waits(HEAD, &known).await? && !house.waits(REVIEWER, &known).await?);
    house.cast.does(HEAD, &mut known, approve()).await?;
    house.cast.does(REVIEWER, &mut known, approve()).await?;
    let late =
        house.cast.refused(HEAD, &known, &action("retract"), (409, "already_decided")).await?;
    assert!(late["message_zh"].as_str().unwrap_or_default().contains("孙晓梅"), "{late}");
    house.close().await
}

//! What happens beside the way: reading, talking, urging, holding up, ending.

use baopi_tests::cast::{ADMIN, AUDITOR, DRAFTER, HEAD, REVIEWER, action, approve, says};
use baopi_tests::office::Backend;
use rstest::rstest;
use serde_json::json;

use super::{CHIEF, FORESTRY, House, TITLE, TOWNSHIP, happened};

#[rstest]
#[tokio::test]
async fn what_is_circulated_is_read_by_those_to_whom_it_was_given_and_by_nobody_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    let version = known.version;
    let path = format!("/api/v1/requests/{}", known.id);
    house.cast.client(FORESTRY).await?.get(&path).await?.expect(404)?;
    let readers = [house.person(FORESTRY).await?, house.person(TOWNSHIP).await?];
    let circulate = json!({ "action": "circulate", "to": readers, "opinion": "请阅知。" });
    let none = json!({ "action": "circulate", "to": [] });
    let problem = house.cast.refused(DRAFTER, &known, &none, (422, "not_possible")).await?;
    assert_eq!(problem["reason"], "nobody_named");
    house.cast.does(DRAFTER, &mut known, circulate.clone()).await?;
    assert_eq!(known.version, version, "reading makes no version");
    for login in [FORESTRY, TOWNSHIP] {
        let told = house.told(login, &format!("【传阅】{TITLE}")).await?;
        assert!(told.contains("请阅知。"), "{told}");
    }
    let problem = house.cast.refused(DRAFTER, &known, &circulate, (422, "not_eligible")).await?;
    assert_eq!(problem["reason"], "asked_already");
    let shown = house.cast.shows(FORESTRY, &known).await?;
    assert_eq!(shown["offers"], json!(["mark_read", "comment"]));
    house.cast.does(FORESTRY, &mut known, action("mark_read")).await?;
    house.cast.refused(FORESTRY, &known, &action("mark_read"), (403, "not_yours")).await?;
    let shown = house.cast.shows(DRAFTER, &known).await?;
    let readers = shown["readers"].as_array().cloned().unwrap_or_default();
    let read = |name: &str| readers.iter().find(|reader| reader["person"]["name"] == name).cloned();
    assert!(read("罗敏").is_some_and(|reader| reader["read_at"].is_string()), "{readers:?}");
    assert!(read("何丽").is_some_and(|reader| reader["read_at"].is_null()), "{readers:?}");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn what_people_say_about_it_makes_nobody_late(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let known = house.document(1).await?;
    for (login, words) in [(HEAD, "附件二的口径请再核。"), (DRAFTER, "已核，无误。")]
    {
        let mut commented = known.clone();
        house.cast.does(login, &mut commented, says("comment", words)).await?;
        assert_eq!(commented, known);
    }
    for (login, refused) in [(AUDITOR, (403, "not_yours")), (TOWNSHIP, (404, "not_found"))] {
        house.cast.refused(login, &known, &says("comment", "看过了"), refused).await?;
    }
    house.cast.refused(HEAD, &known, &says("comment", " "), (422, "opinion_required")).await?;
    let mut decided = known;
    house.cast.does(HEAD, &mut decided, approve()).await?;
    let happened = happened(&mut house.cast, &decided).await?;
    assert_eq!(happened, ["created", "submitted", "commented", "commented", "consented"]);
    house.close().await
}

#[rstest]
#[tokio::test]
async fn whoever_keeps_it_waiting_is_urged_but_not_twice_in_four_hours(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    house.cast.refused(REVIEWER, &known, &action("urge"), (403, "not_yours")).await?;
    house.cast.does(DRAFTER, &mut known, action("urge")).await?;
    house.told(REVIEWER, &format!("【催办】请尽快办理：{TITLE}")).await?;
    let problem = house.cast.refused(HEAD, &known, &action("urge"), (409, "too_soon")).await?;
    assert!(problem["again_at"].is_string(), "{problem}");
    assert!(house.cast.shows(DRAFTER, &known).await?["urged_at"].is_string());
    house.close().await
}

#[rstest]
#[tokio::test]
async fn what_is_suspended_does_not_move_until_it_is_taken_up_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(1).await?;
    house.cast.refused(HEAD, &known, &says("suspend", "等等"), (403, "not_yours")).await?;
    house.cast.does(CHIEF, &mut known, says("suspend", "等待上级意见。")).await?;
    house.told(DRAFTER, &format!("已暂停：{TITLE}")).await?;
    let problem = house.cast.refused(HEAD, &known, &approve(), (409, "suspended")).await?;
    assert_eq!(problem["by"]["name"], "赵立新");
    let shown = house.cast.shows(HEAD, &known).await?;
    assert_eq!(shown["suspended"]["by"]["name"], "赵立新");
    house.cast.refused(HEAD, &known, &action("resume"), (403, "not_yours")).await?;
    house.cast.does(REVIEWER, &mut known, says("resume", "继续。")).await?;
    house.told(DRAFTER, &format!("已恢复办理：{TITLE}")).await?;
    house.cast.does(HEAD, &mut known, approve()).await?;
    assert_eq!(known.status, "review:office_review");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn what_the_office_ends_is_over(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(3).await?;
    for login in [DRAFTER, REVIEWER, HEAD] {
        let end = says("terminate", "不办了");
        house.cast.refused(login, &known, &end, (403, "not_yours")).await?;
    }
    house.cast.does(CHIEF, &mut known, says("terminate", "事项取消。")).await?;
    assert_eq!(known.status, "terminated");
    let told = house.told(DRAFTER, &format!("已终止：{TITLE}")).await?;
    assert!(told.contains("事项取消。"), "{told}");
    house.cast.refused("wangxiulan", &known, &approve(), (409, "not_allowed_now")).await?;
    house.close().await
}

#[rstest]
#[tokio::test]
async fn the_task_of_somebody_who_leaves_is_given_to_somebody_else_by_the_administrator(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    let mut hand_over = house.naming("hand_over", "to", CHIEF).await?;
    hand_over["from"] = house.person(REVIEWER).await?;
    house.cast.refused(CHIEF, &known, &hand_over, (403, "not_yours")).await?;
    house.cast.does(ADMIN, &mut known, hand_over).await?;
    house.told(CHIEF, &format!("移交您办理：{TITLE}")).await?;
    assert_eq!(house.asked(&known).await?, ["赵立新 instead_of open now"]);
    house.cast.refused(REVIEWER, &known, &approve(), (403, "not_yours")).await?;
    house.cast.does(CHIEF, &mut known, approve()).await?;
    assert_eq!(known.status, "review:leader_review");
    house.close().await
}

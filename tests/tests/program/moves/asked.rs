//! Who is asked: given away, asked for advice, added, and not asked after all.

use baopi_tests::cast::{HEAD, LEADER, REVIEWER, action, approve, says};
use baopi_tests::office::Backend;
use rstest::rstest;
use serde_json::json;

use super::{EMERGENCY, FORESTRY, House, OTHER_LEADER, TITLE, TREASURY};

#[rstest]
#[tokio::test]
async fn whoever_takes_a_task_over_decides_instead_and_whoever_gave_it_away_does_not(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(3).await?;
    let low = house.naming("transfer", "to", HEAD).await?;
    let problem = house.cast.refused(LEADER, &known, &low, (422, "not_eligible")).await?;
    assert_eq!(problem["reason"], "rank", "nobody gives away more than they may");
    assert_eq!(problem["person"]["name"], "蒋大伟");
    let given = house.naming("transfer", "to", OTHER_LEADER).await?;
    house.cast.does(LEADER, &mut known, given.clone()).await?;
    assert_eq!(known.status, "review:leader_review");
    let told = house.told(OTHER_LEADER, &format!("转请您审批：{TITLE}")).await?;
    assert!(told.contains("王秀兰") && told.contains("请一并研究。"), "{told}");
    assert_eq!(house.asked(&known).await?, ["李建国 instead_of open now"]);
    let shown = house.cast.shows(OTHER_LEADER, &known).await?;
    assert_eq!(shown["tasks"][0]["of"]["name"], "王秀兰");
    house.cast.refused(LEADER, &known, &approve(), (403, "not_yours")).await?;
    house.cast.refused(LEADER, &known, &given, (403, "not_yours")).await?;
    house.cast.does(OTHER_LEADER, &mut known, approve()).await?;
    assert_eq!(known.status, "recheck");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn in_a_department_a_task_is_given_away_within_the_department(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let known = house.document(1).await?;
    let away = house.naming("transfer", "to", EMERGENCY).await?;
    let problem = house.cast.refused(HEAD, &known, &away, (422, "not_eligible")).await?;
    assert_eq!(problem["reason"], "unit");
    let back = house.naming("transfer", "to", "shenjia").await?;
    let problem = house.cast.refused(HEAD, &known, &back, (422, "not_eligible")).await?;
    assert_eq!(problem["reason"], "drafter");
    for (office, reason) in
        [("zhangwei", "office"), ("wuhaiyan", "office"), (HEAD, "asked_already")]
    {
        let to = house.naming("transfer", "to", office).await?;
        let problem = house.cast.refused(HEAD, &known, &to, (422, "not_eligible")).await?;
        assert_eq!(problem["reason"], reason, "{office}");
    }
    house.close().await
}

#[rstest]
#[tokio::test]
async fn advice_is_asked_for_and_given_and_then_the_task_is_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    let consult = house.naming("consult", "to", EMERGENCY).await?;
    house.cast.does(REVIEWER, &mut known, consult).await?;
    let told = house.told(EMERGENCY, &format!("请您提出意见：{TITLE}")).await?;
    assert!(told.contains("请一并研究。"), "{told}");
    assert_eq!(house.asked(&known).await?, ["孙晓梅 route open", "郑国庆 advice open now"]);
    assert!(house.waits(EMERGENCY, &known).await? && !house.waits(REVIEWER, &known).await?);
    let problem = house.cast.refused(REVIEWER, &known, &approve(), (409, "not_your_turn")).await?;
    assert_eq!(problem["waits_for"][0]["name"], "郑国庆");
    house.cast.refused(EMERGENCY, &known, &approve(), (403, "not_yours")).await?;
    let nothing = says("advise", "");
    house.cast.refused(EMERGENCY, &known, &nothing, (422, "opinion_required")).await?;
    house.cast.does(EMERGENCY, &mut known, says("advise", "应急措施可行。")).await?;
    assert_eq!(known.status, "review:office_review", "advice decides nothing");
    assert!(house.waits(REVIEWER, &known).await?);
    house.cast.does(REVIEWER, &mut known, approve()).await?;
    assert_eq!(known.status, "review:leader_review");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn signers_are_added_before_beside_and_after_and_are_asked_in_that_order(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    for (login, place) in [(FORESTRY, "after"), (TREASURY, "beside"), (EMERGENCY, "before")] {
        let mut add = house.naming("add_signer", "person", login).await?;
        add["place"] = json!(place);
        house.cast.does(REVIEWER, &mut known, add).await?;
    }
    let mut asked = house.asked(&known).await?;
    asked.sort_unstable();
    let expected =
        ["孙晓梅 route open", "罗敏 after open", "许志华 beside open", "郑国庆 before open now"];
    let mut expected = expected.map(str::to_owned);
    expected.sort_unstable();
    assert_eq!(asked, expected);
    for login in [REVIEWER, TREASURY, FORESTRY] {
        house.cast.refused(login, &known, &approve(), (409, "not_your_turn")).await?;
    }
    house.told(EMERGENCY, &format!("加签请您审批：{TITLE}")).await?;
    house.cast.does(EMERGENCY, &mut known, approve()).await?;
    house.told(TREASURY, TITLE).await?;
    house.cast.does(REVIEWER, &mut known, approve()).await?;
    assert_eq!(known.status, "review:office_review", "the others are still asked");
    house.told(FORESTRY, TITLE).await?;
    house.cast.does(TREASURY, &mut known, says("object", "经费未列明。")).await?;
    assert_eq!(known.status, "review:office_review");
    house.cast.does(FORESTRY, &mut known, approve()).await?;
    assert_eq!(known.status, "review:leader_review", "the objection stands on record");
    let entries = house.cast.timeline(&known).await?;
    let added = entries.iter().filter(|entry| entry["what"]["type"] == "signer_added").count();
    assert_eq!(added, 3, "each is recorded with who did it");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn nobody_is_added_beside_or_after_the_signature(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(3).await?;
    let mut add = house.naming("add_signer", "person", FORESTRY).await?;
    for place in ["beside", "after"] {
        add["place"] = json!(place);
        house.cast.refused(LEADER, &known, &add, (422, "after_signature")).await?;
    }
    add["place"] = json!("before");
    house.cast.does(LEADER, &mut known, add.clone()).await?;
    let problem = house.cast.refused(FORESTRY, &known, &add, (422, "not_eligible")).await;
    assert!(problem.is_err(), "whoever was added adds nobody: the last word stays with the leader");
    house.cast.does(FORESTRY, &mut known, approve()).await?;
    assert_eq!(known.status, "review:leader_review");
    house.cast.does(LEADER, &mut known, approve()).await?;
    assert_eq!(known.status, "recheck");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn whoever_was_added_is_not_asked_after_all(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(2).await?;
    let mut add = house.naming("add_signer", "person", FORESTRY).await?;
    add["place"] = json!("before");
    house.cast.does(REVIEWER, &mut known, add).await?;
    house.told(FORESTRY, TITLE).await?;
    let remove = house.naming("remove_signer", "person", FORESTRY).await?;
    for login in [FORESTRY, "zhaolixin", "shenjia"] {
        house.cast.refused(login, &known, &remove, (403, "not_yours")).await?;
    }
    let route = house.naming("remove_signer", "person", REVIEWER).await?;
    house.cast.refused(REVIEWER, &known, &route, (403, "not_yours")).await?;
    house.cast.does(REVIEWER, &mut known, remove).await?;
    assert!(!house.waits(FORESTRY, &known).await?);
    house.cast.does(REVIEWER, &mut known, approve()).await?;
    assert_eq!(known.status, "review:leader_review");
    house.cast.refused(REVIEWER, &known, &action("urge"), (403, "not_yours")).await?;
    house.close().await
}

//! What takes two people, and what undoes an issued document.

use baopi_tests::cast::{DRAFTER, HEAD, LEADER, MAYOR, REGISTRAR, action, rules, says};
use baopi_tests::office::Backend;
use rstest::rstest;
use serde_json::{Value, json};

use super::{CHIEF, House, TITLE};

#[rstest]
#[tokio::test]
async fn what_is_signed_is_withdrawn_by_the_registrar_and_whoever_signed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(5).await?;
    assert_eq!(known.status, "numbering");
    let propose = says("propose_withdrawal", "情况有变。");
    house.cast.refused(DRAFTER, &known, &propose, (403, "not_yours")).await?;
    house.cast.does(REGISTRAR, &mut known, propose.clone()).await?;
    house.told(LEADER, &format!("提议撤回，待您答复：{TITLE}")).await?;
    let number = action("assign_number");
    let problem = house.cast.refused(REGISTRAR, &known, &number, (409, "proposal_open")).await?;
    assert_eq!(problem["by"]["name"], "钱永福");
    let shown = house.cast.shows(LEADER, &known).await?;
    assert_eq!(
        (&shown["proposal"]["what"], &shown["proposal"]["opinion"]),
        (&json!("withdrawal"), &json!("情况有变。"))
    );
    house.cast.refused(REGISTRAR, &known, &action("confirm"), (403, "not_yours")).await?;
    house.cast.refused(LEADER, &known, &says("decline", ""), (422, "opinion_required")).await?;
    house.cast.does(LEADER, &mut known, says("decline", "继续印发。")).await?;
    house.told(REGISTRAR, &format!("提议未获同意：{TITLE}")).await?;
    assert_eq!(known.status, "numbering");
    house.cast.does(REGISTRAR, &mut known, propose).await?;
    house.cast.does(LEADER, &mut known, action("confirm")).await?;
    assert_eq!(known.status, "withdrawn");
    house.close().await
}

#[rstest]
#[tokio::test]
async fn a_number_is_given_up_by_two_and_never_used_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(6).await?;
    let number = house.cast.shows(REGISTRAR, &known).await?["number"].clone();
    house.cast.does(REGISTRAR, &mut known, says("void", "文号有误。")).await?;
    house.told(CHIEF, &format!("提议作废编号，待您答复：{TITLE}")).await?;
    house.cast.refused(REGISTRAR, &known, &action("seal"), (409, "proposal_open")).await?;
    house.cast.does(CHIEF, &mut known, action("confirm")).await?;
    assert_eq!(known.status, "voided");
    house.told(DRAFTER, &format!("编号已作废：{TITLE}")).await?;
    let next = house.cast.document_after("关于另一件事的通知", 6).await?;
    let following = house.cast.shows(REGISTRAR, &next).await?["number"].clone();
    assert_ne!(following, number, "the number stays used");
    house.close().await
}

fn undone(name: &str, by_document: &str) -> Value {
    json!({ "action": name, "by_document": by_document, "opinion": "与上位法抵触。" })
}

#[rstest]
#[case("revoke", "revoked", "已撤销", 8)]
#[case("repeal", "repealed", "已废止", 9)]
#[tokio::test]
async fn what_was_issued_is_undone_by_the_main_leader_who_names_the_document_that_does_it(
    #[case] name: &str,
    #[case] status: &str,
    #[case] subject: &str,
    #[case] steps: usize,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut house = House::open(backend).await?;
    let mut known = house.document(steps).await?;
    let undo = undone(name, "临政发〔2026〕9号");
    house.cast.refused(HEAD, &known, &undo, (403, "not_yours")).await?;
    house.cast.refused(LEADER, &known, &undo, (403, "not_yours")).await?;
    let problem = house.cast.refused(MAYOR, &known, &undone(name, " "), (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["REQUIRED-FIELDS"]);
    house.cast.does(MAYOR, &mut known, undo).await?;
    assert_eq!(known.status, status);
    house.told(DRAFTER, &format!("{subject}：{TITLE}")).await?;
    house.close().await
}

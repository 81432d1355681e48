//! The book of work groups.

use baopi_engine::{GroupChange, GroupsWanted, MAX_PAGE};
use baopi_workflow::book::Book;
use baopi_workflow::chat_group::{ChatGroup, NewChatGroup, Platform, Reminder};
use baopi_workflow::{ChatGroupId, PersonId, UnitId};
use rstest::rstest;

use super::{faults, refused};
use crate::fixture::*;
use crate::house::*;

fn group(name: &str, unit: UnitId) -> NewChatGroup {
    NewChatGroup {
        platform: Platform::Wechat,
        name: name.to_owned(),
        owner: "沈佳".to_owned(),
        unit,
        topic: name.to_owned(),
        purpose: "收购期间联络".to_owned(),
        ends_on: None,
        last_active_on: now().date(),
        members: 20,
    }
}

async fn added(house: &House, name: &str) -> ChatGroupId {
    let added = house.engine.add_entry::<ChatGroup>(HEAD, group(name, AGRICULTURE), None).await;
    added.expect("the head writes it down").done.id
}

async fn names(house: &House, person: PersonId, wanted: GroupsWanted) -> Vec<String> {
    let page = house
        .engine
        .entries::<ChatGroup>(person, wanted, None, MAX_PAGE)
        .await
        .expect("the book can be read");
    page.items.into_iter().map(|view| view.group.name).collect()
}

#[rstest]
#[case::the_units_head(HEAD, "done")]
#[case::the_units_drafter(DRAFTER, "done")]
#[case::the_offices_registrar(REGISTRAR, "done")]
#[case::the_offices_reviewer(REVIEWER, "done")]
#[case::another_units_head(FINANCE_HEAD, "not_yours")]
#[case::an_administrator(ADMIN, "not_yours")]
#[case::an_auditor(AUDITOR, "not_yours")]
#[case::the_main_leader(MAYOR, "not_yours")]
#[case::somebody_who_is_gone(GONE, "not_yours")]
#[tokio::test]
async fn a_unit_and_its_office_write_its_groups_down(
    #[case] person: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let new = group("秋粮收购群", AGRICULTURE);
    let added = house.engine.add_entry::<ChatGroup>(person, new, None).await;
    assert_eq!(said(&added), expected);
    let found = names(&house, AUDITOR, GroupsWanted::default()).await;
    assert_eq!(found.len(), usize::from(expected == "done"));
}

#[rstest]
#[case::its_own_people(DRAFTER, true)]
#[case::the_office(REGISTRAR, true)]
#[case::a_leader(MAYOR, true)]
#[case::an_auditor(AUDITOR, true)]
#[case::another_unit(FINANCE_HEAD, false)]
#[case::an_administrator(ADMIN, false)]
#[tokio::test]
async fn a_group_that_somebody_does_not_see_is_not_there_for_them(
    #[case] person: PersonId,
    #[case] sees: bool,
) {
    let house = House::open().await;
    let id = added(&house, "秋粮收购群").await;
    let found = names(&house, person, GroupsWanted::default()).await;
    assert_eq!(found.len(), usize::from(sees));
    let changed =
        house.engine.change_entry::<ChatGroup>(person, id, GroupChange::Active, None).await;
    assert_eq!(said(&changed) == "not_found", !sees, "{changed:?}");
}

#[tokio::test]
async fn whoever_sees_a_group_and_does_not_keep_it_is_refused_and_recorded() {
    let house = House::open().await;
    let id = added(&house, "秋粮收购群").await;
    let changed =
        house.engine.change_entry::<ChatGroup>(AUDITOR, id, GroupChange::Dissolve, None).await;
    assert_eq!(said(&changed), "not_yours");
    assert_eq!(house.last_recorded().await, refused(Book::ChatGroups, "change", "not_yours"));
}

#[tokio::test]
async fn a_dissolved_group_stays_dissolved_and_leaves_its_name_to_nobody_else() {
    let house = House::open().await;
    let id = added(&house, "秋粮收购群").await;
    let change = |change| house.engine.change_entry::<ChatGroup>(HEAD, id, change, None);
    let dissolved = change(GroupChange::Dissolve).await.unwrap().done;
    assert_eq!(dissolved.dissolved_on, Some(now().date()));
    assert_eq!(said(&change(GroupChange::Active).await), "settled");
    assert_eq!(said(&change(GroupChange::Dissolve).await), "settled");
    assert_eq!(names(&house, HEAD, GroupsWanted::default()).await, [""; 0]);
    let wanted = GroupsWanted { dissolved: true, ..GroupsWanted::default() };
    assert_eq!(names(&house, HEAD, wanted).await, ["秋粮收购群"]);
}

#[tokio::test]
async fn two_groups_of_a_unit_on_one_platform_have_two_names() {
    let house = House::open().await;
    added(&house, "秋粮收购群").await;
    let again = |new| house.engine.add_entry::<ChatGroup>(REGISTRAR, new, None);
    let same = again(group("秋粮收购群", AGRICULTURE)).await;
    assert_eq!(faults(same), ["name: taken"]);
    let elsewhere =
        NewChatGroup { platform: Platform::Qq, ..group("秋粮收购群", AGRICULTURE) };
    assert_eq!(said(&again(elsewhere).await), "done");
    assert_eq!(said(&again(group("秋粮收购群", FINANCE)).await), "done");
}

#[tokio::test]
async fn a_group_that_nobody_writes_in_is_pointed_out_until_somebody_does() {
    let house = House::open().await;
    let id = added(&house, "秋粮收购群").await;
    let due = GroupsWanted { due: true, ..GroupsWanted::default() };
    house.pass(90 * DAY);
    assert_eq!(names(&house, HEAD, due).await, [""; 0]);
    assert_eq!(house.engine.chat_group_reminders(HEAD).await.unwrap(), 0);
    house.pass(DAY);
    let page = house.engine.entries::<ChatGroup>(HEAD, due, None, 10).await.unwrap();
    assert_eq!(page.items[0].reminders, [Reminder::Idle]);
    assert_eq!(house.engine.chat_group_reminders(HEAD).await.unwrap(), 1);
    assert_eq!(house.engine.chat_group_reminders(FINANCE_HEAD).await.unwrap(), 0);
    assert_eq!(house.engine.chat_group_reminders(GONE).await.unwrap(), 0);
    house.engine.change_entry::<ChatGroup>(HEAD, id, GroupChange::Active, None).await.unwrap();
    assert_eq!(house.engine.chat_group_reminders(HEAD).await.unwrap(), 0);
}

#[tokio::test]
async fn whoever_sees_one_unit_alone_cannot_ask_for_another() {
    let house = House::open().await;
    added(&house, "秋粮收购群").await;
    let of = |unit| GroupsWanted { unit: Some(unit), ..GroupsWanted::default() };
    assert_eq!(names(&house, FINANCE_HEAD, of(AGRICULTURE)).await, [""; 0]);
    assert_eq!(names(&house, AUDITOR, of(AGRICULTURE)).await, ["秋粮收购群"]);
    assert_eq!(names(&house, AUDITOR, of(FINANCE)).await, [""; 0]);
    assert_eq!(
        names(&house, DRAFTER, of(FINANCE)).await,
        ["秋粮收购群"],
        "their own, whatever is asked"
    );
}

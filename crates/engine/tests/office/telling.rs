//! What people are told: letters, the links in them, reminders, and what waits to be sent.

use baopi_engine::telling::link::LINK_LIFE_MS;
use baopi_engine::{NoticeFate, Occasion, OutboxRow};
use baopi_workflow::Timestamp;
use rstest::rstest;
use uuid::Uuid;

use crate::fixture::*;
use crate::house::*;

async fn claimed(house: &House, worker: &str) -> Vec<OutboxRow> {
    house.engine.claim_notices(worker, 10, MINUTE).await.expect("messages can be taken")
}

/// The message to the head of the unit that a document waits for them.
async fn to_the_head(house: &House) -> OutboxRow {
    house.document_after("区农业农村局关于秋收的通知", 1).await;
    let rows = claimed(house, "one").await;
    rows.into_iter().find(|row| row.to == HEAD).expect("the head is told")
}

/// The part of a link that names the message.
fn token(house: &House, notice: Uuid) -> String {
    let link = house.engine.link(notice);
    link.rsplit('/').next().expect("a link has parts").to_owned()
}

#[tokio::test]
async fn a_message_that_one_worker_took_is_anothers_only_after_its_time() {
    let house = House::open().await;
    let row = to_the_head(&house).await;
    assert_eq!(claimed(&house, "two").await, []);
    house.pass(MINUTE - 1);
    assert_eq!(claimed(&house, "two").await, []);
    house.engine.renew_notices("one", MINUTE).await.unwrap();
    house.pass(MINUTE - 1);
    assert_eq!(claimed(&house, "two").await, [], "the first one held it longer");
    house.pass(1);
    let again = claimed(&house, "two").await;
    assert_eq!(again.iter().map(|row| (row.id, row.attempts)).collect::<Vec<_>>(), [(row.id, 2)]);
    let settled = house.engine.settle_notice(&row, &NoticeFate::Sent).await.unwrap();
    assert!(!settled, "the word of the second counts");
    assert!(house.engine.settle_notice(&again[0], &NoticeFate::Sent).await.unwrap());
    house.pass(DAY);
    assert_eq!(claimed(&house, "three").await, []);
}

#[rstest]
#[case::sent(NoticeFate::Sent, None)]
#[case::given_up(NoticeFate::Never { code: "550".to_owned() }, None)]
#[case::put_off(NoticeFate::Later { due_at: Timestamp(now().0 + DAY), code: "450".to_owned() }, Some(2))]
#[tokio::test]
async fn a_message_is_tried_again_only_if_it_was_put_off(
    #[case] fate: NoticeFate,
    #[case] attempts: Option<u32>,
) {
    let house = House::open().await;
    let row = to_the_head(&house).await;
    assert!(house.engine.settle_notice(&row, &fate).await.unwrap());
    house.pass(DAY - 1);
    assert_eq!(claimed(&house, "two").await, []);
    house.pass(1);
    let again = claimed(&house, "two").await;
    assert_eq!(again.first().map(|row| row.attempts), attempts);
}

#[tokio::test]
async fn a_letter_says_who_asks_for_what_and_nobody_gets_one_who_is_gone() {
    let house = House::open().await;
    let row = to_the_head(&house).await;
    let letter = house.engine.letter(&row).await.unwrap().unwrap();
    assert_eq!(letter.occasion, Occasion::Approval);
    assert_eq!(letter.title, "区农业农村局关于秋收的通知");
    assert_eq!(letter.unit_name, "区农业农村局");
    assert_eq!((letter.to_address, letter.obsolete), (None, false));
    assert_eq!(letter.link, house.engine.link(row.id));
    house.engine.disable_person(HEAD).await.unwrap();
    assert_eq!(house.engine.letter(&row).await.unwrap(), None);
}

#[tokio::test]
async fn a_letter_about_what_was_decided_meanwhile_is_obsolete() {
    let house = House::open().await;
    let row = to_the_head(&house).await;
    let view = house.engine.view(HEAD, row.request).await.unwrap();
    let version = view.request.version;
    house.engine.perform(HEAD, row.request, version, approve(), None).await.unwrap();
    assert!(house.engine.letter(&row).await.unwrap().unwrap().obsolete);
}

#[tokio::test]
async fn a_link_leads_to_its_request_for_seven_days() {
    let house = House::open().await;
    let row = to_the_head(&house).await;
    let token = token(&house, row.id);
    let target = house.engine.open_link(&token).await.unwrap().unwrap();
    assert_eq!((target.request, target.to, target.kind), (row.request, HEAD, row.kind));
    house.pass(LINK_LIFE_MS);
    assert!(house.engine.open_link(&token).await.unwrap().is_some());
    house.pass(1);
    assert_eq!(house.engine.open_link(&token).await.unwrap(), None);
}

#[tokio::test]
async fn a_link_that_was_not_made_here_leads_nowhere() {
    let house = House::open().await;
    let row = to_the_head(&house).await;
    let made = token(&house, row.id);
    let [version, id, mac] = made.split('.').collect::<Vec<_>>()[..] else { panic!("{made}") };
    let other = token(&house, Uuid::from_u128(1));
    let other_id = other.split('.').nth(1).unwrap();
    for wrong in [
        String::new(),
        "1".to_owned(),
        format!("2.{id}.{mac}"),
        format!("{version}.{other_id}.{mac}"),
        format!("{version}.{id}.{}", &mac[1..]),
        format!("{version}.{id}."),
        format!("{version}.{id}.{mac}."),
        format!("{version}.{id}.{mac}.{mac}"),
        format!("{version}..{mac}"),
        format!(" {made}"),
        other.clone(),
    ] {
        assert_eq!(house.engine.open_link(&wrong).await.unwrap(), None, "{wrong}");
    }
    assert!(house.engine.open_link(&made).await.unwrap().is_some());
}

#[tokio::test]
async fn whoever_keeps_something_waiting_is_reminded_once_a_day() {
    let house = House::open().await;
    let paper = house.document_after("通知", 1).await;
    assert_eq!(house.engine.remind().await.unwrap(), 0, "nothing is late on its first day");
    let due = house.engine.view(DRAFTER, paper.request).await.unwrap().request.due_on;
    let due = due.expect("the shipped route has deadlines");
    let morning =
        |day: chrono::NaiveDate| Timestamp::at_office(day.and_hms_opt(9, 0, 0).expect("a morning"));
    house.clock.set(morning(due));
    assert_eq!(house.engine.remind().await.unwrap(), 0, "the last day is a day in time");
    house.clock.set(morning(due.succ_opt().unwrap()));
    assert_eq!(house.engine.remind().await.unwrap(), 1);
    assert_eq!(house.engine.remind().await.unwrap(), 0, "once a day");
    let view = house.engine.view(DRAFTER, paper.request).await.unwrap();
    assert_eq!(view.request.version, paper.version, "the clock decides nothing");
    let last = view.timeline.last().unwrap();
    assert_eq!(last.actor, None);
    house.does(HEAD, &paper, approve()).await.unwrap();
}

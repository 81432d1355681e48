//! The worker on a real outbox: what is sent once, tried again, given up, and in which order.
#![expect(clippy::unwrap_used, reason = "in a test, a failure of the set-up is a failure")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use baopi_notifier::{Channel, Drained, Mail, Memory, Notifier, Outcome};
use baopi_persistence::{OutboxRow, OutboxState};
use baopi_workflow::{Action, Timestamp};
use rstest::rstest;
use tokio::sync::{mpsc, oneshot};

mod office;

use office::{DRAFTER, HEAD, Office, START, UNREACHABLE};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const TITLE: &str = "区农业农村局关于做好秋季农田水利建设工作的通知";
/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_mins(1);

fn transient() -> Outcome {
    Outcome::Transient { code: "rcpt_451".to_owned() }
}

fn permanent() -> Outcome {
    Outcome::Permanent { code: "rcpt_550".to_owned() }
}

fn unknown() -> Outcome {
    Outcome::Unknown { code: "body_lost".to_owned() }
}

const fn drained(sent: u32, postponed: u32, given_up: u32) -> Drained {
    Drained { sent, postponed, given_up }
}

fn recipients(channel: &Memory) -> Vec<String> {
    channel.tried().iter().map(|mail| mail.to.to_string()).collect()
}

/// The rows that are due, as somebody sees them who claims them and lets the lease end.
async fn due(office: &Office) -> Vec<OutboxRow> {
    let rows = office.store.claim_notices("test", office.clock.now(), 100, 1).await.unwrap();
    office.pass(1);
    rows
}

/// What became of rows.
async fn fates(office: &Office, rows: &[OutboxRow]) -> BTreeSet<String> {
    let mut fates = BTreeSet::new();
    for row in rows {
        let row = office.store.find_notice(row.id).await.unwrap().unwrap();
        let code = row.error_code.as_deref().unwrap_or("-");
        fates.insert(format!("{} {:?} {code}", row.kind.key(), row.state));
    }
    fates
}

fn set(fates: &[&str]) -> BTreeSet<String> {
    fates.iter().map(|fate| (*fate).to_owned()).collect()
}

#[tokio::test]
async fn whoever_must_decide_is_told_once() {
    let office = Office::open().await;
    office.submitted(TITLE).await;
    let channel = Arc::new(Memory::default());
    let notifier = office.notifier(&channel);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(1, 0, 0));
    assert_eq!(notifier.drain_once().await.unwrap(), drained(0, 0, 0));
    let tried = channel.tried();
    assert_eq!((tried.len(), tried[0].to.to_string()), (1, "wang@example.cn".to_owned()));
    let text = String::from_utf8(tried[0].bytes.clone()).unwrap();
    assert!(
        text.contains(&format!("Message-ID: <{}@office.example.cn>\r\n", tried[0].id)),
        "{text}"
    );
}

#[rstest]
#[case::refused_for_now(transient())]
#[case::answer_lost(unknown())]
#[tokio::test]
async fn a_try_that_failed_is_repeated_later_as_the_same_message(#[case] first: Outcome) {
    let office = Office::open().await;
    office.submitted(TITLE).await;
    let channel = Arc::new(Memory::default());
    channel.answer(first);
    let notifier = office.notifier(&channel);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(0, 1, 0));
    office.pass(30_000 - 1);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(0, 0, 0), "not before 30 seconds");
    office.pass(10_001);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(1, 0, 0), "after 40 seconds");
    let tried = channel.tried();
    assert_eq!(tried.len(), 2);
    assert_eq!(tried[0], tried[1]);
}

#[tokio::test]
async fn a_message_that_nobody_takes_is_given_up_after_72_hours() {
    let office = Office::open().await;
    office.submitted(TITLE).await;
    let rows = due(&office).await;
    let channel = Arc::new(Memory::default());
    let notifier = office.notifier(&channel);
    let mut given_up_at = None;
    while given_up_at.is_none() && office.clock.now().0 < START.0 + 100 * HOUR {
        channel.answer(transient());
        if notifier.drain_once().await.unwrap() == drained(0, 0, 1) {
            given_up_at = Some(office.clock.now());
        }
        office.pass(5 * MINUTE);
    }
    let hours = (given_up_at.unwrap().0 - START.0) / HOUR;
    assert!((70..=72).contains(&hours), "{hours} hours");
    assert!((72..=110).contains(&channel.tried().len()), "{} tries", channel.tried().len());
    office.pass(100 * HOUR);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(0, 0, 0));
    assert_eq!(fates(&office, &rows).await, set(&["task_arrived Dead expired_rcpt_451"]));
}

#[tokio::test]
async fn a_message_that_was_written_long_ago_is_tried_again_after_its_first_failure() {
    let office = Office::open().await;
    office.submitted(TITLE).await;
    office.pass(100 * HOUR);
    let channel = Arc::new(Memory::default());
    channel.answer(transient());
    let notifier = office.notifier(&channel);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(0, 1, 0));
    office.pass(MINUTE);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(1, 0, 0));
}

#[tokio::test]
async fn a_message_refused_for_good_is_given_up_and_hinders_no_other() {
    let office = Office::open().await;
    for number in 0..3 {
        office.submitted(&format!("{TITLE}{number}")).await;
    }
    let channel = Arc::new(Memory::default());
    channel.answer(permanent());
    let notifier = office.notifier(&channel);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(2, 0, 1));
    office.pass(100 * HOUR);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(0, 0, 0));
}

#[tokio::test]
async fn a_person_without_an_address_and_a_disabled_person_get_nothing_and_hinder_nobody() {
    let office = Office::open().await;
    office.returned(UNREACHABLE, TITLE).await;
    office.returned(DRAFTER, TITLE).await;
    office.submitted_by(UNREACHABLE, TITLE).await;
    office.engine.disable_person(DRAFTER).await.unwrap();
    let rows = due(&office).await;
    let channel = Arc::new(Memory::default());
    assert_eq!(office.notifier(&channel).drain_once().await.unwrap(), drained(1, 0, 4));
    assert_eq!(recipients(&channel), ["wang@example.cn"]);
    let expected = [
        "returned Dead no_address",
        "returned Dead no_letter",
        "task_arrived Dead obsolete",
        "task_arrived Sent -",
    ];
    assert_eq!(fates(&office, &rows).await, set(&expected));
}

#[tokio::test]
async fn a_task_that_is_done_by_now_is_not_announced_but_results_are() {
    let office = Office::open().await;
    office.returned(DRAFTER, TITLE).await;
    let channel = Arc::new(Memory::default());
    assert_eq!(office.notifier(&channel).drain_once().await.unwrap(), drained(1, 0, 1));
    assert_eq!(recipients(&channel), ["zhang@example.cn"]);
}

#[tokio::test]
async fn nobody_is_urged_or_given_to_read_what_is_done_by_now() {
    let office = Office::open().await;
    let (request, version) = office.submitted(TITLE).await;
    let given = Action::Circulate { to: [HEAD].into(), opinion: String::new() };
    let version = office.acts(DRAFTER, (request, version), given).await;
    let version = office.acts(DRAFTER, (request, version), Action::Urge {}).await;
    let version = office.acts(HEAD, (request, version), Action::MarkRead {}).await;
    office
        .acts(HEAD, (request, version), Action::return_to_drafter("请补充依据。".to_owned()))
        .await;
    let rows = due(&office).await;
    let channel = Arc::new(Memory::default());
    assert_eq!(office.notifier(&channel).drain_once().await.unwrap(), drained(1, 0, 3));
    assert_eq!(recipients(&channel), ["zhang@example.cn"]);
    let expected = [
        "circulated Dead obsolete",
        "returned Sent -",
        "task_arrived Dead obsolete",
        "urged Dead obsolete",
    ];
    assert_eq!(fates(&office, &rows).await, set(&expected));
}

#[tokio::test]
async fn whoever_is_urged_or_given_to_read_is_told_by_whom() {
    let office = Office::open().await;
    let (request, version) = office.submitted(TITLE).await;
    let given = Action::Circulate { to: [HEAD].into(), opinion: "请阅。".to_owned() };
    let version = office.acts(DRAFTER, (request, version), given).await;
    office.acts(DRAFTER, (request, version), Action::Urge {}).await;
    let channel = Arc::new(Memory::default());
    assert_eq!(office.notifier(&channel).drain_once().await.unwrap(), drained(3, 0, 0));
    assert_eq!(recipients(&channel), ["wang@example.cn"; 3]);
}

#[tokio::test]
async fn a_later_message_about_a_request_does_not_overtake_an_earlier_one() {
    let office = Office::open().await;
    let (request, version) = office.returned(DRAFTER, TITLE).await;
    let version = office.acts(DRAFTER, (request, version), Action::Submit {}).await;
    office.acts(HEAD, (request, version), Action::return_to_drafter("仍缺依据。".to_owned())).await;
    let channel = Arc::new(Memory::default());
    channel.answer(transient());
    let notifier = office.notifier(&channel);
    // The first return is postponed, and the second behind it; both tasks are done.
    assert_eq!(notifier.drain_once().await.unwrap(), drained(0, 2, 2));
    assert_eq!(channel.tried().len(), 1);
    office.pass(MINUTE);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(2, 0, 0));
    let tried = channel.tried();
    assert_eq!(tried.len(), 3);
    assert_eq!(tried[0].id, tried[1].id, "first the return again");
}

#[tokio::test]
async fn more_messages_than_fit_in_hand_are_all_sent() {
    let office = Office::open().await;
    for number in 0..40 {
        office.submitted(&format!("{TITLE}{number}")).await;
    }
    let channel = Arc::new(Memory::default());
    let (first, second) = (office.notifier(&channel), office.notifier(&channel));
    let (one, two) = tokio::join!(first.drain_once(), second.drain_once());
    assert_eq!(one.unwrap().sent + two.unwrap().sent, 40);
    let ids: BTreeSet<_> = channel.tried().iter().map(|mail| mail.id).collect();
    assert_eq!((channel.tried().len(), ids.len()), (40, 40), "two workers send nothing twice");
}

/// Panics at the first message.
#[derive(Default)]
struct Panicking {
    done: AtomicBool,
    then: Memory,
}

#[async_trait]
impl Channel for Panicking {
    async fn send(&self, mail: &Mail) -> Outcome {
        assert!(self.done.swap(true, Ordering::SeqCst), "planted");
        self.then.send(mail).await
    }
}

#[tokio::test]
async fn a_panic_costs_one_try_of_one_message() {
    let office = Office::open().await;
    for number in 0..3 {
        office.submitted(&format!("{TITLE}{number}")).await;
    }
    let channel = Arc::new(Panicking::default());
    let notifier = office.notifier(&channel);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(2, 1, 0));
    office.pass(MINUTE);
    assert_eq!(notifier.drain_once().await.unwrap(), drained(1, 0, 0));
}

/// Takes so long that its lease ends, and another worker sends the message meanwhile.
struct Zombie {
    office: Arc<Office>,
    other: Notifier,
}

#[async_trait]
impl Channel for Zombie {
    async fn send(&self, _: &Mail) -> Outcome {
        self.office.pass(HOUR);
        assert_eq!(self.other.drain_once().await.unwrap(), drained(1, 0, 0));
        permanent()
    }
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_cannot_undo_what_the_next_one_did() {
    let office = Arc::new(Office::open().await);
    office.submitted(TITLE).await;
    let channel = Arc::new(Memory::default());
    let other = office.notifier(&channel);
    let zombie = office.notifier(&Arc::new(Zombie { office: Arc::clone(&office), other }));
    zombie.drain_once().await.unwrap();
    let row = office.store.find_notice(channel.tried()[0].id).await.unwrap().unwrap();
    assert_eq!((row.state, row.attempts), (OutboxState::Sent, 2));
    office.pass(100 * HOUR);
    assert_eq!(office.notifier(&channel).drain_once().await.unwrap(), drained(0, 0, 0));
}

/// Says when a message comes, and takes it.
struct Bell(mpsc::UnboundedSender<Mail>);

#[async_trait]
impl Channel for Bell {
    async fn send(&self, mail: &Mail) -> Outcome {
        self.0.send(mail.clone()).unwrap();
        Outcome::Sent
    }
}

#[tokio::test]
async fn a_running_worker_sends_what_comes_and_stops_when_told() {
    let office = Office::open().await;
    let (bell, mut rings) = mpsc::unbounded_channel();
    let notifier = office.notifier(&Arc::new(Bell(bell)));
    let (stop, stopped) = oneshot::channel::<()>();
    let worker = tokio::spawn(async move { notifier.run(async { drop(stopped.await) }).await });
    for number in 0..3 {
        office.submitted(&format!("{TITLE}{number}")).await;
        let mail = tokio::time::timeout(PATIENCE, rings.recv()).await.unwrap().unwrap();
        assert_eq!(mail.to.to_string(), "wang@example.cn");
    }
    stop.send(()).unwrap();
    tokio::time::timeout(PATIENCE, worker).await.unwrap().unwrap();
    office.submitted(TITLE).await;
    assert!(rings.try_recv().is_err(), "nothing is sent after the end");
}

/// Never gets done.
struct Stuck(mpsc::UnboundedSender<()>);

#[async_trait]
impl Channel for Stuck {
    async fn send(&self, _: &Mail) -> Outcome {
        self.0.send(()).unwrap();
        std::future::pending().await
    }
}

#[tokio::test]
async fn a_stuck_mail_server_stops_no_decision_and_loses_no_message() {
    let office = Office::open().await;
    let (bell, mut rings) = mpsc::unbounded_channel();
    let notifier = office.notifier(&Arc::new(Stuck(bell)));
    let worker = tokio::spawn(async move { notifier.run(std::future::pending()).await });
    for number in 0..20 {
        office.submitted(&format!("{TITLE}{number}")).await;
    }
    tokio::time::timeout(PATIENCE, rings.recv()).await.unwrap().unwrap();
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
    office.clock.set(Timestamp(START.0 + HOUR));
    let channel = Arc::new(Memory::default());
    assert_eq!(
        office.notifier(&channel).drain_once().await.unwrap(),
        drained(20, 0, 0),
        "when the leases have ended"
    );
}

/// Takes nothing for the head and everything for others, and says who is tried.
struct Tarpit(mpsc::UnboundedSender<String>);

#[async_trait]
impl Channel for Tarpit {
    async fn send(&self, mail: &Mail) -> Outcome {
        let to = mail.to.to_string();
        let tarpit = to == "wang@example.cn";
        self.0.send(to).unwrap();
        if tarpit { std::future::pending().await } else { Outcome::Sent }
    }
}

#[tokio::test]
async fn a_recipient_whose_server_never_answers_holds_three_places() {
    let office = Office::open().await;
    for number in 0..20 {
        office.submitted(&format!("{TITLE}{number}")).await;
    }
    office.returned(DRAFTER, TITLE).await;
    let (bell, mut rings) = mpsc::unbounded_channel();
    let notifier = office.notifier(&Arc::new(Tarpit(bell)));
    let worker = tokio::spawn(async move { notifier.run(std::future::pending()).await });
    let mut tried = BTreeMap::new();
    while !tried.contains_key("zhang@example.cn") {
        let to = tokio::time::timeout(PATIENCE, rings.recv()).await.unwrap().unwrap();
        *tried.entry(to).or_insert(0) += 1;
    }
    assert!(tried.get("wang@example.cn").is_none_or(|times| *times <= 3), "{tried:?}");
    worker.abort();
    assert!(worker.await.unwrap_err().is_cancelled());
}

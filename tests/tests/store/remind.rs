//! What the clock does: it reminds, once a day and on working days, tells the head of the office in the end, and never decides.

use baopi_engine::{Clock, Engine};
use baopi_tests::office::Backend;
use baopi_workflow::{Action, RequestId, Timestamp, Version};
use rstest::rstest;

use crate::fixture::*;
use crate::house::House;

/// A document that waits for the heads of the department since Tuesday the 15th; they have one working day.
struct Waiting {
    house: House,
    engine: Engine,
    clock: Clock,
    request: RequestId,
    version: Version,
}

impl Waiting {
    fn new(backend: Backend) -> Self {
        let house = House::open(backend);
        let (engine, clock) = house.engine(now());
        let created = house.wait(engine.create(DRAFTER, document(), None)).expect("a draft");
        let mut waiting =
            Self { house, engine, clock, request: created.request, version: created.version };
        waiting.does(DRAFTER, Action::Submit {});
        waiting
    }

    fn does(&mut self, actor: baopi_workflow::PersonId, action: Action) {
        let done = self.engine.perform(actor, self.request, self.version, action, None);
        self.version = self.house.wait(done).expect("it is possible").version;
    }

    /// About how many requests anybody is reminded at this time.
    fn reminded_at(&self, at: Timestamp) -> u32 {
        self.clock.set(at);
        self.house.wait(self.engine.remind()).expect("the clock works")
    }

    /// The logins of those who were told that they are late, or that somebody is, in order; each as often as they were told.
    fn told(&self) -> Vec<String> {
        let query = "SELECT p.login AS login FROM outbox o JOIN person p ON p.id = o.person
                     WHERE o.kind = 'overdue' ORDER BY o.seq, p.login";
        let rows = self.house.wait(self.house.sql.rows(query)).expect("the query runs");
        rows.iter().map(|row| row["login"].as_str().expect("a login").to_owned()).collect()
    }

    fn events(&self, name: &str) -> i64 {
        let query = format!("SELECT COUNT(*) AS n FROM event WHERE type = '{name}'");
        self.house.wait(self.house.sql.number(&query)).expect("the query runs")
    }
}

const HEADS: [&str; 2] = ["p1005", "p1026"];
const OFFICE_HEAD: &str = "p1023";

#[rstest]
fn whoever_is_late_is_told_once_a_day_and_then_the_head_of_the_office_too(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let waiting = Waiting::new(backend);
    let before = waiting.house.wait(waiting.house.store.find_request(waiting.request)).unwrap();
    assert_eq!(waiting.reminded_at(at(15, 23, 59)), 0, "on the day itself nobody is late");
    assert_eq!(waiting.reminded_at(at(16, 23, 59)), 0, "nor on the last day for it");
    assert_eq!(waiting.told(), [""; 0]);
    // The 19th is a Saturday; on Sunday the 20th people work, for a day off that follows.
    let days = [(17, 1), (18, 1), (19, 0), (20, 1), (21, 1)];
    for (day, expected) in days {
        assert_eq!(waiting.reminded_at(at(day, 0, 0)), expected, "the {day}th");
        assert_eq!(waiting.reminded_at(at(day, 18, 0)), 0, "a second time on the {day}th");
    }
    let late = [HEADS[0], OFFICE_HEAD, HEADS[1]];
    assert_eq!(waiting.told(), [&HEADS[..], &HEADS, &late, &late].concat());
    let (request, content) =
        waiting.house.wait(waiting.house.store.find_request(waiting.request)).unwrap().unwrap();
    let (before, text) = before.unwrap();
    assert_eq!(content, text);
    assert_eq!((&request.status, &request.tasks), (&before.status, &before.tasks));
    assert_eq!((request.version, request.round), (before.version, before.round));
    assert_eq!(request.chain.length, before.chain.length + 4, "four reminders and nothing else");
    assert_eq!(
        waiting.house.wait(waiting.house.sql.number("SELECT COUNT(*) FROM decision")).unwrap(),
        0
    );
    waiting.house.check_whole_record();
}

#[rstest]
fn two_clocks_at_once_remind_once(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let waiting = Waiting::new(backend);
    waiting.clock.set(at(17, 9, 0));
    let other = waiting.house.engine(at(17, 9, 0)).0;
    let (one, two) =
        waiting.house.wait(async { tokio::join!(waiting.engine.remind(), other.remind()) });
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(
        (waiting.events("reminded"), waiting.told()),
        (1, HEADS.map(str::to_owned).to_vec())
    );
    waiting.house.check_whole_record();
}

#[rstest]
fn nobody_is_reminded_of_what_is_suspended_or_answered(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let mut waiting = Waiting::new(backend);
    let opinion = || "意见".to_owned();
    waiting.does(crate::district::OFFICE_HEAD, Action::Suspend { opinion: opinion() });
    assert_eq!(waiting.reminded_at(at(17, 9, 0)), 0, "suspended");
    waiting.does(crate::district::OFFICE_HEAD, Action::Resume { opinion: opinion() });
    assert_eq!(waiting.reminded_at(at(17, 10, 0)), 1, "taken up again");
    waiting.clock.set(at(18, 9, 0));
    waiting.does(HEAD, approve());
    assert_eq!(waiting.reminded_at(at(18, 10, 0)), 0, "the next stage has two days of its own");
    assert_eq!(waiting.reminded_at(at(21, 10, 0)), 0, "of which this is the second");
    assert_eq!(waiting.reminded_at(at(22, 10, 0)), 1, "and which are over now");
    waiting.does(DRAFTER, Action::Withdraw { opinion: opinion() });
    assert_eq!(waiting.reminded_at(at(24, 10, 0)), 0, "withdrawn");
    waiting.house.check_whole_record();
}

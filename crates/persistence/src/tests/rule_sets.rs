//! Rule sets: in force from a day on, by two people, and never looser than the two hard figures.

use baopi_workflow::proposal::Subject;
use baopi_workflow::rules::Parameter;
use baopi_workflow::working_day::{CalendarYear, DayKind, SpecialDay};
use baopi_workflow::{Action, RuleSet, Timestamp};
use chrono::{Days, NaiveDate};
use rstest::rstest;

use super::office::{DRAFTER, HEAD, Office, confirmed, content};
use super::{bare, count};
use crate::column::{json, values};
use crate::store::Backend;
use crate::{Store, StoreError};

fn set(version: u32, minutes: u32) -> RuleSet {
    RuleSet { version, ..RuleSet::default() }.with(Parameter::MeetingMinutes, minutes)
}

async fn minutes(store: &Store, on: NaiveDate) -> u32 {
    store.rule_set(on).await.unwrap().number(Parameter::MeetingMinutes)
}

#[rstest]
#[tokio::test]
async fn the_set_of_the_day_is_the_one_in_force(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let today = office.now().date();
    let day = |days| today.checked_add_days(Days::new(days)).unwrap();
    office.put_into_force(set(2, 60), day(3)).await.unwrap();
    office.put_into_force(set(3, 70), day(3)).await.unwrap();
    office.put_into_force(set(4, 45), day(10)).await.unwrap();
    for (days, expected) in [(0, 90), (2, 90), (3, 70), (9, 70), (10, 45), (100, 45)] {
        assert_eq!(minutes(&office.store, day(days)).await, expected, "in {days} days");
    }
    let id = office.create(content()).await;
    office.perform(id, DRAFTER, Action::Submit {}).await;
    let stored = office.store.evaluations(id).await.unwrap().pop().unwrap();
    assert_eq!(stored.evaluation.rule_set, 1, "what is in force later judges nothing today");
    let sets = office.store.list_rule_sets().await.unwrap();
    let listed: Vec<_> =
        sets.iter().map(|row| (row.rules.version, row.decided.is_some())).collect();
    assert_eq!(listed, [(4, true), (3, true), (2, true), (1, false)]);
}

#[rstest]
#[tokio::test]
async fn a_set_is_the_next_one_and_not_in_force_before_the_one_it_follows(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let today = office.now().date();
    let later = today.checked_add_days(Days::new(5)).unwrap();
    for (version, day) in [(4, later), (1, later)] {
        assert!(office.put_into_force(set(version, 60), day).await.is_err(), "version {version}");
    }
    office.put_into_force(set(2, 60), later).await.unwrap();
    let early = office.put_into_force(set(3, 70), today).await;
    assert!(matches!(early, Err(StoreError::Refused(_))), "{early:?}");
    assert_eq!(
        (count(&office.store, "rule_set").await, count(&office.store, "rule_proposal").await),
        (2, 1)
    );
}

/// The bodies of sets that somebody could write by hand, each looser than it may be.
const LOOSE: [&str; 6] = [
    r#"{"version":2,"statutory_meetings":[],"file_length":5001}"#,
    r#"{"version":2,"statutory_meetings":[],"meeting_minutes":91}"#,
    r#"{"version":2,"statutory_meetings":[],"file_length":4000,"meeting_minutes":600}"#,
    r#"{"version":2,"statutory_meetings":[],"file_length":"9000"}"#,
    r#"{"version":2,"statutory_meetings":[],"meeting_minutes":90.5}"#,
    "no set at all",
];

#[rstest]
#[tokio::test]
async fn no_sql_loosens_the_two_hard_figures_or_goes_past_the_second_person(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let loose = [set(2, 91), set(2, 60).with(Parameter::FileLength, 5_001)];
    for set in loose {
        let refused = office.put_into_force(set, office.now().date()).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    }
    let by_hand = "INSERT INTO rule_set
        (version, body, effective_on, reference, proposed_by, confirmed_by, confirmed_at)
        SELECT 2, $1, '2026-09-15', 'x', (SELECT id FROM person ORDER BY login LIMIT 1),
               (SELECT id FROM person ORDER BY login DESC LIMIT 1), 0";
    for body in LOOSE {
        let outcome = bare(&office.store, by_hand, values![body]).await;
        assert!(outcome.is_err(), "{body}");
    }
    let tight = r#"{"version":2,"statutory_meetings":[],"meeting_minutes":60}"#;
    let unasked = bare(&office.store, by_hand, values![tight]).await;
    assert!(matches!(unasked, Err(StoreError::Refused(_))), "without a proposal: {unasked:?}");
    let alone = "INSERT INTO rule_set (version, body) VALUES (2, $1)";
    let alone = bare(&office.store, alone, values![tight]).await;
    assert!(matches!(alone, Err(StoreError::Refused(_))), "without anybody: {alone:?}");
    assert_eq!(count(&office.store, "rule_set").await, 1);
}

/// What nobody may do to a proposal, with SQL or without.
const FORBIDDEN: [&str; 8] = [
    "UPDATE rule_proposal SET figures = '{}'",
    "UPDATE rule_proposal SET reference = 'y'",
    "UPDATE rule_proposal SET effective_on = '2020-01-01'",
    "UPDATE rule_proposal SET standing = 'confirmed'",
    "UPDATE rule_proposal SET standing = 'confirmed', settled_by = proposed_by, settled_at = 0",
    "UPDATE rule_proposal SET standing = 'declined', settled_by = proposed_by, settled_at = 0",
    "DELETE FROM rule_proposal",
    "INSERT INTO rule_proposal SELECT * FROM rule_proposal",
];

#[rstest]
#[tokio::test]
async fn a_proposal_stays_as_it_was_made_and_is_settled_once_by_somebody_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let open = "INSERT INTO rule_proposal (id, version, figures, effective_on, reference, proposed_by, proposed_at, standing)
                VALUES ($1, 2, '{\"meeting_minutes\":60}', '2026-09-20', 'x', $2, 0, 'open')";
    let another = || values![uuid::Uuid::now_v7(), DRAFTER];
    bare(&office.store, open, another()).await.unwrap();
    assert!(bare(&office.store, open, another()).await.is_err(), "one at a time");
    for statement in FORBIDDEN {
        assert!(bare(&office.store, statement, values![]).await.is_err(), "{statement}");
    }
    let settle = "UPDATE rule_proposal SET standing = 'declined', settled_at = 1,
                  settled_by = (SELECT id FROM person WHERE id <> proposed_by ORDER BY id LIMIT 1)";
    bare(&office.store, settle, values![]).await.unwrap();
    let again = bare(&office.store, settle, values![]).await;
    assert!(matches!(again, Err(StoreError::Refused(_))), "{again:?}");
    bare(&office.store, open, another()).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_calendar_of_an_instant_is_the_one_that_was_known_then(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let holiday: NaiveDate = "2027-01-01".parse().unwrap();
    let brought = |days: Vec<NaiveDate>| CalendarYear {
        year: 2027,
        days: days
            .into_iter()
            .map(|day| SpecialDay { day, day_kind: DayKind::Off, name: "元旦".to_owned() })
            .collect(),
    };
    let (first, second) = (brought(vec![holiday]), brought(Vec::new()));
    let (before, at, after) = (Timestamp(1_000), Timestamp(2_000), Timestamp(3_000));
    for (year, at) in [(first.clone(), at), (second, after)] {
        office
            .store
            .write(move |txn| {
                let year = year.clone();
                Box::pin(async move {
                    let body = json(&year);
                    let place = year.year.to_string();
                    confirmed(txn, (Subject::WorkingDays, &place, &body), HEAD).await?;
                    txn.insert_calendar_year(&year, HEAD, at).await
                })
            })
            .await
            .unwrap();
    }
    for (at, covers, works) in [(before, false, true), (at, true, false), (after, true, true)] {
        let calendar = office.store.calendar_at(at).await.unwrap();
        assert_eq!((calendar.covers(2027), calendar.is_working_day(holiday)), (covers, works));
        assert!(calendar.covers(2026), "what comes with the program stays");
    }
    let years = office.store.calendar_years().await.unwrap();
    assert_eq!(
        years.iter().map(|row| (row.year.year, row.revision)).collect::<Vec<_>>(),
        [(2027, 2)]
    );
    for statement in ["UPDATE calendar_year SET body = ''", "DELETE FROM calendar_year"] {
        let outcome = bare(&office.store, statement, values![]).await;
        assert!(matches!(outcome, Err(StoreError::Refused(_))), "{statement}: {outcome:?}");
    }
}

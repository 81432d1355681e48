//! Stand-ins, as they are written down and ended, and what they see.

use baopi_workflow::{Action, Delegation, Kind, PersonId, RequestId};
use chrono::NaiveDate;
use rstest::rstest;
use uuid::Uuid;

use super::office::{DRAFTER, HEAD, LEADER, Office, REGISTRAR, REVIEWER, SIGNED};
use super::{bare, ends::refused};
use crate::column::values;
use crate::store::Backend;
use crate::{Consent, DelegationFilter, StoreError};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
}

fn stand_in(from: PersonId, to: PersonId, scope: Option<Kind>) -> Delegation {
    let (from_on, to_on) = (day(10), day(20));
    Delegation { from, to, scope, from_on, to_on, reference: "授权书".to_owned() }
}

async fn give(office: &Office, delegation: Delegation) -> Uuid {
    office
        .store
        .write(move |txn| {
            let delegation = delegation.clone();
            Box::pin(async move { txn.insert_delegation(&delegation, delegation.from).await })
        })
        .await
        .unwrap()
}

async fn end(office: &Office, id: Uuid, on: NaiveDate) -> Result<bool, StoreError> {
    let at = office.now();
    office
        .store
        .write(move |txn| Box::pin(async move { txn.end_delegation(id, on, LEADER, at).await }))
        .await
}

#[rstest]
#[tokio::test]
async fn a_stand_in_that_is_ended_counts_up_to_the_day_before_and_stays_on_record(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let written = stand_in(LEADER, HEAD, Some(Kind::Document));
    let id = give(&office, written.clone()).await;
    assert_eq!(give(&office, written.clone()).await, id, "it is there already");
    let counts = async |date| {
        let organisation = office.store.organisation().await.unwrap();
        organisation.stands_in(LEADER, HEAD, Kind::Document, date)
    };
    assert!(counts(day(20)).await);
    assert!(end(&office, id, day(15)).await.unwrap());
    assert!(counts(day(14)).await && !counts(day(15)).await);
    assert!(!end(&office, id, day(16)).await.unwrap(), "it is ended already");
    assert!(!end(&office, Uuid::from_u128(1), day(16)).await.unwrap(), "there is no such");
    let found = office
        .store
        .write(move |txn| Box::pin(async move { txn.find_delegation(id).await }))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.delegation, found.ended_on), (written.clone(), Some(day(15))));
    let again = give(&office, written).await;
    assert_ne!(again, id, "the same may be written down again");
    assert!(counts(day(20)).await);
    assert!(end(&office, again, day(10)).await.unwrap());
    assert!(!counts(day(20)).await && counts(day(14)).await);
}

async fn confirm(
    office: &Office,
    id: Uuid,
    (by, reference): (PersonId, Option<&str>),
) -> Result<bool, StoreError> {
    let consent = Consent { by, reference: reference.map(str::to_owned), at: office.now() };
    office
        .store
        .write(move |txn| {
            let consent = consent.clone();
            Box::pin(async move { txn.confirm_delegation(id, &consent).await })
        })
        .await
}

#[rstest]
#[case::whoever_is_stood_in_for((LEADER, None), true)]
#[case::somebody_else_on_paper((REVIEWER, Some("委托书")), true)]
#[case::somebody_else_without_paper((REVIEWER, Some("  ")), false)]
#[case::who_wrote_it_down((REGISTRAR, Some("委托书")), false)]
#[tokio::test]
async fn a_stand_in_that_somebody_else_wrote_down_counts_once_it_is_confirmed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] consent: (PersonId, Option<&str>),
    #[case] is_taken: bool,
) {
    let office = Office::new(backend).await;
    let written = stand_in(LEADER, HEAD, None);
    let id = office
        .store
        .write(move |txn| {
            let written = written.clone();
            Box::pin(async move { txn.insert_delegation(&written, REGISTRAR).await })
        })
        .await
        .unwrap();
    let counts = async || {
        let organisation = office.store.organisation().await.unwrap();
        let on = DelegationFilter { on: Some(day(15)), ..DelegationFilter::default() };
        let listed = office.store.delegations(on, None, 10).await.unwrap().items.len();
        (organisation.stands_in(LEADER, HEAD, Kind::Document, day(15)), listed)
    };
    assert_eq!(counts().await, (false, 0));
    let confirmed = confirm(&office, id, consent).await;
    assert_eq!(matches!(confirmed, Ok(true)), is_taken, "{confirmed:?}");
    assert_eq!(counts().await, (is_taken, usize::from(is_taken)));
    if is_taken {
        assert!(!confirm(&office, id, (LEADER, None)).await.unwrap(), "it is confirmed already");
    }
    for statement in
        ["DELETE FROM delegation_consent", "UPDATE delegation_consent SET reference = 'x'"]
    {
        let outcome = bare(&office.store, statement, values![]).await;
        assert_eq!(outcome.is_err(), is_taken, "{statement}");
    }
    let unsaid = "INSERT INTO delegation (id, from_person, to_person, from_on, to_on, reference)
                  VALUES ($1, $2, $3, '2026-09-15', '2026-09-15', 'x')";
    let values = values![Uuid::from_u128(9), LEADER, HEAD];
    refused(unsaid, &bare(&office.store, unsaid, values).await, "who wrote it down");
}

#[rstest]
#[tokio::test]
async fn a_stand_in_is_ended_on_its_last_day_at_the_latest(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = give(&office, stand_in(LEADER, HEAD, None)).await;
    let outcome = end(&office, id, day(21)).await;
    assert!(matches!(outcome, Err(StoreError::Refused(_))), "{outcome:?}");
    assert!(end(&office, id, day(20)).await.unwrap());
    for statement in [
        "UPDATE delegation SET to_on = '2027-01-01'",
        "DELETE FROM delegation",
        "UPDATE delegation_end SET ended_on = '2027-01-01'",
        "DELETE FROM delegation_end",
    ] {
        refused(statement, &bare(&office.store, statement, values![]).await, "stay as they were");
    }
}

#[rstest]
#[tokio::test]
async fn stand_ins_are_listed_by_giver_taker_and_day(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let given = give(&office, stand_in(LEADER, HEAD, None)).await;
    let other = Delegation { from_on: day(1), to_on: day(12), ..stand_in(REVIEWER, HEAD, None) };
    let other = give(&office, other).await;
    let ended = give(&office, stand_in(LEADER, REVIEWER, Some(Kind::Meeting))).await;
    end(&office, ended, day(12)).await.unwrap();
    let list = async |filter| {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.delegations(filter, after, 1).await.unwrap();
            seen.extend(page.items.iter().map(|row| row.id));
            after = page.next;
            if after.is_none() {
                return seen;
            }
        }
    };
    let mut last_first = [given, ended];
    last_first.sort_by(|a, b| b.cmp(a));
    let all = DelegationFilter::default();
    assert_eq!(list(all).await, [last_first[0], last_first[1], other]);
    assert_eq!(list(DelegationFilter { from: Some(REVIEWER), ..all }).await, [other]);
    assert_eq!(list(DelegationFilter { to: Some(HEAD), ..all }).await, [given, other]);
    let of = |from, to, on| DelegationFilter { from: Some(from), to: Some(to), on: Some(on) };
    assert_eq!(list(of(LEADER, REVIEWER, day(11))).await, [ended]);
    assert!(list(of(LEADER, REVIEWER, day(12))).await.is_empty());
    assert_eq!(list(of(REVIEWER, HEAD, day(12))).await, [other]);
    assert!(list(of(REVIEWER, HEAD, day(13))).await.is_empty());
    assert!(list(of(LEADER, HEAD, day(9))).await.is_empty());
}

async fn desk(office: &Office, person: PersonId, on: NaiveDate) -> Vec<(PersonId, RequestId)> {
    let mut seen = Vec::new();
    for limit in [1, 2, 100] {
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.desk_with_stand_ins(person, on, after, limit).await.unwrap();
            pages.extend(page.items.iter().map(|row| (row.principal.unwrap(), row.id)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert!(seen.is_empty() || seen == pages, "pages of {limit}");
        seen = pages;
    }
    seen
}

#[rstest]
#[tokio::test]
async fn a_desk_has_what_waits_for_those_for_whom_its_owner_stands_in(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let first = office.document(2).await;
    let second = office.document(1).await;
    let third = office.document(2).await;
    let meeting = super::way::meeting(baopi_workflow::content::MeetingNature::Work, 90);
    let fourth = office.create(meeting).await;
    for (actor, action) in super::office::way().into_iter().take(2) {
        office.perform(fourth, actor, action).await;
    }
    give(&office, stand_in(REVIEWER, HEAD, Some(Kind::Document))).await;
    let own = vec![(HEAD, second)];
    let both = vec![(REVIEWER, first), (HEAD, second), (REVIEWER, third)];
    for (on, expected) in [(9, &own), (10, &both), (20, &both), (21, &own)] {
        assert_eq!(desk(&office, HEAD, day(on)).await, *expected, "{on}");
    }
    give(&office, stand_in(REVIEWER, HEAD, Some(Kind::Meeting))).await;
    let with_meetings = [both.clone(), vec![(REVIEWER, fourth)]].concat();
    assert_eq!(desk(&office, HEAD, day(15)).await, with_meetings);
    assert_eq!(desk(&office, REVIEWER, day(15)).await.len(), 3, "it waits for both");
    assert!(desk(&office, REGISTRAR, day(15)).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn what_waits_for_somebody_twice_is_there_twice_and_ones_own_work_is_not(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(1).await;
    let ask = "INSERT INTO task (request, person, urgency, entered_at)
               SELECT request, $2, urgency, entered_at FROM task WHERE request = $1 AND person = $3";
    for person in [LEADER, REVIEWER] {
        bare(&office.store, ask, values![id, person, HEAD]).await.unwrap();
    }
    give(&office, stand_in(HEAD, REVIEWER, None)).await;
    give(&office, stand_in(LEADER, REVIEWER, None)).await;
    give(&office, stand_in(HEAD, DRAFTER, None)).await;
    let expected = [(HEAD, id), (REVIEWER, id), (LEADER, id)];
    assert_eq!(desk(&office, REVIEWER, day(15)).await, expected);
    assert!(desk(&office, DRAFTER, day(15)).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn what_waits_for_somebody_who_leaves_is_found_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let ids = [office.document(2).await, office.document(2).await, office.document(2).await];
    office.document(1).await;
    office.document(SIGNED).await;
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = office.store.desk(REVIEWER, after, 3).await.unwrap();
        seen.extend(page.items.into_iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 4, "three to be reviewed, and one to be rechecked");
    assert_eq!(seen[..3], ids);
    office.perform(ids[0], REVIEWER, Action::return_to_drafter("请补充依据".to_owned())).await;
    assert_eq!(office.store.desk(REVIEWER, None, 100).await.unwrap().items.len(), 3);
}

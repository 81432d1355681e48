//! Who belongs to the office, who leaves, and what its units may use.

use baopi_engine::{NewPerson, UnitQuota};
use baopi_workflow::rules::knowledge::QuotaMetric;
use baopi_workflow::statistics::Period;
use baopi_workflow::{Person, PersonId, SystemHappening};
use rstest::rstest;

use crate::fixture::*;
use crate::house::*;

#[tokio::test]
async fn an_organisation_is_there_whole_or_not_at_all() {
    let house = House::open().await;
    let before = house.engine.organisation().await.unwrap();
    let recorded = house.recorded().await;
    let known = before.person(DRAFTER).unwrap().clone();
    let new = |number, login: &str| Person {
        id: person(number),
        login: login.to_owned(),
        ..known.clone()
    };
    let people = vec![new(50, "new"), new(51, &known.login)];
    let people = people.into_iter().map(|person| NewPerson { person, password: None }).collect();
    let added = house.engine.add_organisation(Vec::new(), people, Vec::new(), Vec::new()).await;
    assert!(added.is_err(), "one login for two people");
    assert_eq!(house.engine.organisation().await.unwrap(), before);
    assert_eq!(house.recorded().await, recorded);
    let added = NewPerson { person: new(50, "new"), password: None };
    house.engine.add_person(added).await.unwrap();
    let last = house.last_recorded().await;
    assert!(matches!(last, SystemHappening::PersonChanged { active: true, .. }), "{last:?}");
}

#[tokio::test]
async fn disabling_somebody_who_is_not_there_changes_nothing() {
    let house = House::open().await;
    let recorded = house.recorded().await;
    house.engine.disable_person(person(99)).await.unwrap();
    assert_eq!(house.recorded().await, recorded);
}

#[rstest]
#[case::an_auditor(AUDITOR)]
#[case::the_main_leader(MAYOR)]
#[case::whose_tasks_they_are(HEAD)]
#[case::an_administrator_who_is_none(GONE)]
#[tokio::test]
async fn nobody_but_an_administrator_gives_away_what_waits_for_others(#[case] actor: PersonId) {
    let house = House::open().await;
    house.document_after("通知", 1).await;
    let over = house.engine.hand_over(actor, (HEAD, REVIEWER), "调离。", None).await;
    assert_eq!(said(&over), "not_yours");
    assert_eq!(house.engine.desk(HEAD, None, 10).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn under_one_key_tasks_are_given_away_once() {
    let house = House::open().await;
    house.document_after("甲", 3).await;
    let over =
        |wish| house.engine.hand_over(ADMIN, (VICE_MAYOR, DEPUTY), "调离。", Some(key("k", wish)));
    let first = over("a").await.unwrap();
    assert_eq!(first.items[0].title, None, "an administrator reads no titles of others");
    assert_eq!(said(&first.items[0].answer), "done");
    house.document_after("乙", 3).await;
    let again = over("a").await.unwrap();
    assert_eq!(
        (again.items.len(), again.replayed),
        (1, true),
        "what came later is another command's"
    );
    assert_eq!(said(&over("b").await), "key_reused");
    assert_eq!(house.engine.desk(VICE_MAYOR, None, 10).await.unwrap().items.len(), 1);
}

fn quota(taken: u32, reduction_pct: u32) -> UnitQuota {
    let (unit, year, metric) = (AGRICULTURE, 2026, QuotaMetric::Documents);
    UnitQuota { unit, year, metric, baseline: 50, taken, reduction_pct }
}

/// How many documents of the unit are counted against its quota, and how many it may have.
async fn used(house: &House) -> Option<(u32, u32)> {
    let viewer = house.viewer(AUDITOR).await;
    let shown =
        house.engine.dashboard(&viewer, Period::Year(2026)).await.expect("the figures can be read");
    let of_unit = shown.quotas.into_iter().find(|quotas| quotas.unit == AGRICULTURE)?;
    of_unit.documents.map(|quota| (quota.used, quota.quota))
}

#[tokio::test]
async fn a_quota_takes_the_place_of_the_one_before() {
    let house = House::open().await;
    assert_eq!(used(&house).await, None);
    house.engine.set_quotas(vec![quota(3, 30)]).await.unwrap();
    assert_eq!(used(&house).await, Some((3, 35)));
    house.engine.set_quotas(vec![quota(4, 40)]).await.unwrap();
    assert_eq!(used(&house).await, Some((4, 30)));
}

#[tokio::test]
async fn quotas_are_written_down_all_or_none() {
    let house = House::open().await;
    house.engine.set_quotas(vec![quota(3, 30)]).await.unwrap();
    for wrong in [quota(9, 101), UnitQuota { unit: unit(99), ..quota(9, 30) }] {
        let set = house.engine.set_quotas(vec![quota(5, 50), wrong]).await;
        assert!(set.is_err(), "{set:?}");
        assert_eq!(used(&house).await, Some((3, 35)));
    }
}

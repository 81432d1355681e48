//! Stand-ins.

use baopi_engine::{DelegationError, StandIn, StandInState, Whose};
use baopi_workflow::{Delegation, Kind, PersonId, SystemHappening};
use chrono::{Days, NaiveDate};
use rstest::rstest;
use uuid::Uuid;

use crate::fixture::*;
use crate::house::*;

/// A day so many days from today.
fn day(days: u64) -> NaiveDate {
    now().date() + Days::new(days)
}

/// That the deputy leader is stood in for by another one from today on for ten days.
fn wanted() -> Delegation {
    Delegation { scope: None, to_on: day(9), ..delegation(VICE_MAYOR, DEPUTY) }
}

/// Whether the deputy leader's tasks may be done by the other one today.
async fn stands_in(house: &House) -> bool {
    let organisation = house.engine.organisation().await.expect("the organisation");
    organisation.stands_in(VICE_MAYOR, DEPUTY, Kind::Document, now().date())
}

#[rstest]
#[case::whoever_is_stood_in_for(VICE_MAYOR, "", "done")]
#[case::a_second_administrator_on_paper(SECOND_ADMIN, "病假期间的委托书", "done")]
#[case::a_second_administrator_without_paper(SECOND_ADMIN, "", "delegation_reference_missing")]
#[case::whoever_wrote_it_down(ADMIN, "委托书", "delegation_own_entry")]
#[case::the_stand_in(DEPUTY, "委托书", "delegation_not_yours")]
#[case::somebody_else(MAYOR, "委托书", "not_found")]
#[tokio::test]
async fn what_an_administrator_writes_down_counts_with_a_second_word(
    #[case] actor: PersonId,
    #[case] paper: &str,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let made = house.engine.delegate(ADMIN, wanted(), None).await.unwrap();
    assert_eq!(made.state(now().date()), StandInState::Unconfirmed);
    let confirm = async |who| {
        let done = house.engine.confirm_delegation(who, made.id, paper.to_owned(), None).await;
        said(&done)
    };
    assert_eq!(confirm(actor).await, expected);
    assert_eq!(stands_in(&house).await, expected == "done");
    if expected == "done" {
        assert_eq!(confirm(VICE_MAYOR).await, "delegation_already_confirmed");
    }
}

#[tokio::test]
async fn what_has_ended_or_is_somebody_elses_by_now_is_not_confirmed() {
    let house = House::open().await;
    let made = house.engine.delegate(ADMIN, wanted(), None).await.unwrap();
    let confirm = async |id: Uuid| {
        said(&house.engine.confirm_delegation(VICE_MAYOR, id, String::new(), None).await)
    };
    let other = Delegation { to: MAYOR, from: DEPUTY, ..wanted() };
    let away = house.engine.delegate(DEPUTY, other, None).await.unwrap();
    assert_eq!(confirm(made.id).await, "delegation_stand_in_away");
    house.engine.end_delegation(DEPUTY, away.id, None).await.unwrap();
    house.engine.end_delegation(VICE_MAYOR, made.id, None).await.unwrap();
    assert_eq!(confirm(made.id).await, "delegation_already_over");
    assert!(!stands_in(&house).await);
}

async fn open(house: &House, whose: Whose, person: PersonId) -> usize {
    let page =
        house.engine.stand_ins(person, whose, None, 100).await.expect("whoever asks may see them");
    page.items.iter().filter(|one| one.is_open(house.engine.now().date())).count()
}

#[rstest]
#[case::the_giver(VICE_MAYOR, "done")]
#[case::an_administrator(ADMIN, "done")]
#[case::the_stand_in(DEPUTY, "delegation_not_yours")]
#[case::the_main_leader(MAYOR, "delegation_not_yours")]
#[case::an_auditor(AUDITOR, "delegation_not_yours")]
#[tokio::test]
async fn the_giver_and_administrators_say_who_stands_in(
    #[case] actor: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let made = house.engine.delegate(actor, wanted(), None).await;
    assert_eq!(said(&made), expected);
    assert_eq!(open(&house, Whose::Held, DEPUTY).await, usize::from(expected == "done"));
    assert_eq!(stands_in(&house).await, actor == VICE_MAYOR, "what others say counts later");
    let refused = SystemHappening::DelegationRefused {
        from: VICE_MAYOR,
        to: DEPUTY,
        code: "delegation_not_yours".to_owned(),
    };
    assert_eq!(house.last_recorded().await == refused, expected != "done");
}

#[rstest]
#[case::oneself(Delegation { to: VICE_MAYOR, ..wanted() }, "delegation_oneself", Some("to"))]
#[case::by_nobody(Delegation { to: person(99), ..wanted() }, "delegation_stand_in_gone", Some("to"))]
#[case::by_an_auditor(Delegation { to: AUDITOR, ..wanted() }, "delegation_stand_in_barred", Some("to"))]
#[case::by_no_leader(Delegation { to: HEAD, ..wanted() }, "delegation_rank_needed", Some("to"))]
#[case::backwards(Delegation { from_on: day(3), to_on: day(2), ..wanted() }, "delegation_empty", Some("to_on"))]
#[case::a_day_too_long(Delegation { to_on: day(366), ..wanted() }, "delegation_too_long", Some("to_on"))]
#[case::as_long_as_it_may_be(Delegation { to_on: day(365), ..wanted() }, "done", None)]
#[case::for_no_reason(Delegation { reference: " ".to_owned(), ..wanted() }, "delegation_reference_missing", Some("reference"))]
#[tokio::test]
async fn a_stand_in(#[case] wish: Delegation, #[case] expected: &str, #[case] field: Option<&str>) {
    let house = House::open().await;
    let made = house.engine.delegate(ADMIN, wish, None).await;
    assert_eq!(said(&made), expected);
    let named = match &made {
        Err(DelegationError::Refused(refusal)) => refusal.field(),
        Ok(_) | Err(_) => None,
    };
    assert_eq!(named, field);
    let all = house.engine.all_stand_ins(None, 10).await.unwrap();
    assert_eq!(all.items.len(), usize::from(made.is_ok()));
}

#[tokio::test]
async fn one_key_writes_one_stand_in_down_and_ends_it_once() {
    let house = House::open().await;
    let make = |wish| house.engine.delegate(VICE_MAYOR, wanted(), Some(key("k", wish)));
    let (first, again) = (make("a").await.unwrap(), make("a").await.unwrap());
    assert_eq!((again.id, again.replayed), (first.id, true));
    assert_eq!(said(&make("b").await), "key_reused");
    assert_eq!(open(&house, Whose::Given, VICE_MAYOR).await, 1);
    let end = |wish| house.engine.end_delegation(VICE_MAYOR, first.id, Some(key("e", wish)));
    let (ended, again) = (end("a").await.unwrap(), end("a").await.unwrap());
    assert_eq!((ended.ended_on, again.replayed), (Some(now().date()), true));
    assert_eq!(said(&end("b").await), "key_reused");
    assert_eq!(open(&house, Whose::Given, VICE_MAYOR).await, 0);
}

#[tokio::test]
async fn a_refusal_is_told_again_under_its_key_also_when_it_would_be_granted_by_now() {
    let house = House::open().await;
    let first = house.engine.delegate(VICE_MAYOR, wanted(), None).await.unwrap();
    let again = || house.engine.delegate(VICE_MAYOR, wanted(), Some(key("k", "a")));
    assert_eq!(said(&again().await), "delegation_duplicate");
    house.engine.end_delegation(VICE_MAYOR, first.id, None).await.unwrap();
    assert_eq!(said(&again().await), "delegation_duplicate");
    assert_eq!(open(&house, Whose::Given, VICE_MAYOR).await, 0);
}

#[rstest]
#[case::the_giver(VICE_MAYOR, "done")]
#[case::the_stand_in(DEPUTY, "done")]
#[case::an_administrator(ADMIN, "done")]
#[case::the_main_leader(MAYOR, "not_found")]
#[case::an_auditor(AUDITOR, "not_found")]
#[tokio::test]
async fn a_stand_in_is_ended_by_those_whom_it_concerns_and_is_hidden_from_all_others(
    #[case] actor: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let made = house.engine.delegate(VICE_MAYOR, wanted(), None).await.unwrap();
    assert_eq!(said(&house.engine.end_delegation(actor, made.id, None).await), expected);
    let still = usize::from(expected != "done");
    assert_eq!(open(&house, Whose::Given, VICE_MAYOR).await, still);
    let once_more = house.engine.end_delegation(ADMIN, made.id, None).await;
    let over = if expected == "done" { "delegation_already_over" } else { "done" };
    assert_eq!(said(&once_more), over);
    let nowhere = house.engine.end_delegation(actor, Uuid::nil(), None).await;
    assert_eq!(said(&nowhere), "not_found");
}

#[tokio::test]
async fn what_is_past_is_not_ended() {
    let house = House::open().await;
    let made = house.engine.delegate(VICE_MAYOR, wanted(), None).await.unwrap();
    house.pass(9 * DAY);
    assert_eq!(made.state(house.engine.now().date()), StandInState::InForce, "its last day");
    house.pass(DAY);
    let late = house.engine.end_delegation(VICE_MAYOR, made.id, None).await;
    assert_eq!(said(&late), "delegation_already_over");
}

#[tokio::test]
async fn everybody_sees_the_own_stand_ins_and_administrators_all() {
    let house = House::open().await;
    house.engine.delegate(VICE_MAYOR, wanted(), None).await.unwrap();
    let finance = Delegation { from: FINANCE_HEAD, to: HEAD, ..wanted() };
    house.engine.delegate(FINANCE_HEAD, finance, None).await.unwrap();
    assert_eq!(open(&house, Whose::Given, VICE_MAYOR).await, 1);
    assert_eq!(open(&house, Whose::Held, VICE_MAYOR).await, 0);
    assert_eq!(open(&house, Whose::Everybodys, ADMIN).await, 2);
    for person in [VICE_MAYOR, MAYOR, AUDITOR] {
        let all = house.engine.stand_ins(person, Whose::Everybodys, None, 10).await;
        assert_eq!(said(&all), "delegation_not_yours", "{person}");
    }
    let first = house.engine.stand_ins(ADMIN, Whose::Everybodys, None, 1).await.unwrap();
    let rest = house.engine.stand_ins(ADMIN, Whose::Everybodys, first.next, 1).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (1, 1, None));
    assert_ne!(first.items[0].id, rest.items[0].id);
}

#[tokio::test]
async fn a_stand_in_finds_what_waits_for_others_and_decides_it_with_both_names() {
    let house = House::open().await;
    let paper = house.document_after("通知", 3).await;
    house.engine.delegate(VICE_MAYOR, wanted(), None).await.unwrap();
    let waiting = house.engine.waiting_for_others(DEPUTY, 10).await.unwrap();
    assert_eq!(waiting.iter().map(|row| row.principal).collect::<Vec<_>>(), [Some(VICE_MAYOR)]);
    assert!(house.engine.waiting_for_others(DEPUTY, 0).await.unwrap().is_empty());
    assert!(house.engine.waiting_for_others(VICE_MAYOR, 10).await.unwrap().is_empty());
    house.does(DEPUTY, &paper, approve()).await.unwrap();
    let view = house.engine.view(DRAFTER, paper.request).await.unwrap();
    let both = |entry: &&baopi_engine::TimelineEntry| {
        (entry.actor, entry.on_behalf_of) == (Some(DEPUTY), Some(VICE_MAYOR))
    };
    assert!(view.timeline.iter().any(|entry| both(&entry)), "{:#?}", view.timeline);
}

#[rstest]
#[case::the_day_before(None, 0, StandInState::ToCome, true)]
#[case::its_first_day(None, 1, StandInState::InForce, true)]
#[case::its_last_day(None, 3, StandInState::InForce, true)]
#[case::the_day_after(None, 4, StandInState::Past, false)]
#[case::ended(Some(2), 2, StandInState::Ended, false)]
#[case::ended_and_past(Some(2), 9, StandInState::Ended, false)]
fn a_stand_in_counts_from_its_first_day_to_its_last_unless_it_was_ended(
    #[case] ended: Option<u64>,
    #[case] today: u64,
    #[case] state: StandInState,
    #[case] is_open: bool,
) {
    let delegation = Delegation { from_on: day(1), to_on: day(3), ..wanted() };
    let ended_on = ended.map(day);
    let (made_by, consent) = (Some(delegation.from), None);
    let id = Uuid::nil();
    let one = StandIn { id, delegation, made_by, consent, ended_on, replayed: false };
    assert_eq!((one.state(day(today)), one.is_open(day(today))), (state, is_open));
}

//! Whom a stage asks, rule by rule, when a request arrives there.

use baopi_workflow::organisation::{Unit, UnitKind};
use baopi_workflow::route::assignee::PersonField;
use baopi_workflow::route::{Assignee, UnitChoice};
use baopi_workflow::{
    Action, Content, Kind, Organisation, PersonId, Refusal, Role, Route, StageKey, UnitId,
};
use rstest::rstest;

use crate::fixture::*;

/// A station below the bureau of agriculture, which writes for the bureau.
const STATION: UnitId = UnitId(uuid::Uuid::from_u128(6));
const STATION_DRAFTER: PersonId = person(31);
const STATION_HEAD: PersonId = person(32);

fn key(key: &str) -> StageKey {
    key.to_owned().try_into().expect("a key")
}

fn heads(of: UnitChoice) -> Assignee {
    Assignee::Role { role: Role::DeptHead, of }
}

fn chosen(least: u32, most: u32) -> Assignee {
    let from = Box::new(Assignee::Post("专家".to_owned()));
    Assignee::Chosen { from, least, most }
}

/// The district with the station, and with three experts in the finance bureau.
fn organisation() -> Organisation {
    let mut units = units();
    let bureau = units.iter().find(|unit| unit.id == AGRICULTURE).expect("known").clone();
    units.push(Unit {
        id: STATION,
        code: "U6".to_owned(),
        name: "区农技站".to_owned(),
        kind: UnitKind::Institution,
        parent: Some(AGRICULTURE),
        series: Vec::new(),
        ..bureau
    });
    let mut everybody = people();
    let drafter = everybody.iter().find(|person| person.id == DRAFTER).expect("known").clone();
    let more = |id: PersonId, unit, roles: &[Role], post: Option<&str>| baopi_workflow::Person {
        id,
        login: format!("p{}", id.0.as_u128()),
        unit,
        roles: roles.iter().copied().collect(),
        post: post.map(str::to_owned),
        ..drafter.clone()
    };
    everybody.extend([
        more(STATION_DRAFTER, STATION, &[Role::Drafter], None),
        more(STATION_HEAD, STATION, &[Role::DeptHead], None),
    ]);
    everybody.extend(EXPERTS.map(|id| more(id, FINANCE, &[], Some("专家"))));
    for leader in everybody.iter_mut().filter(|person| person.id == VICE_MAYOR) {
        leader.leads.insert(STATION);
    }
    Organisation::new(units, everybody, Vec::new())
}

const EXPERTS: [PersonId; 3] = [person(33), person(34), person(35)];

/// The usual way with one stage before all others.
fn route(kind: Kind, assignee: Assignee, fallback: Option<Assignee>) -> Route {
    let mut route = Route::shipped(kind);
    let mut first = route.stages[0].clone();
    (first.key, first.assignee, first.fallback) = (key("first"), assignee, fallback);
    first.ask_again = true;
    route.stages.insert(0, first);
    route
}

/// Whom the first stage asks about it, or the refusal of a submission that finds nobody.
fn asked(
    drafter: PersonId,
    content: Content,
    assignee: Assignee,
    fallback: Option<Assignee>,
) -> Result<Vec<PersonId>, Refusal> {
    let route = route(content.kind(), assignee, fallback);
    let world = World::on_route(drafter, content, organisation(), route);
    let submitted = world.tries(drafter, Action::Submit {});
    submitted.map(|done| done.next().waiting_for()).map_err(|refused| refused.refusal)
}

fn nobody() -> Result<Vec<PersonId>, Refusal> {
    Err(Refusal::NobodyFor { stage: key("first") })
}

/// Written by the station, to be issued by the bureau.
fn by_the_station() -> Content {
    document_with(|document| document.drafting_unit = STATION)
}

#[rstest]
#[case::head_of_the_drafting_unit(Assignee::HeadOf(UnitChoice::Drafting), STATION_HEAD)]
#[case::head_of_the_issuing_unit(Assignee::HeadOf(UnitChoice::Issuing), HEAD)]
#[case::head_of_a_named_unit(Assignee::HeadOf(UnitChoice::Named("U4".to_owned())), FINANCE_HEAD)]
#[case::role_in_the_issuing_unit(heads(UnitChoice::Issuing), HEAD)]
#[case::one_level_up(Assignee::Superior(1), HEAD)]
#[case::two_levels_up(Assignee::Superior(2), MAYOR)]
#[case::leader_of_the_field(Assignee::ResponsibleLeader, VICE_MAYOR)]
fn who_is_asked_follows_from_where_it_was_written_and_by_whom_it_is_issued(
    #[case] assignee: Assignee,
    #[case] expected: PersonId,
) {
    assert_eq!(asked(STATION_DRAFTER, by_the_station(), assignee, None), Ok(vec![expected]));
}

#[test]
fn a_government_is_headed_by_its_own_main_leader_also_where_anothers_office_runs_its_approvals() {
    let organisation = organisation();
    let units = organisation.units().cloned().map(|mut unit| {
        if unit.id == TOWNSHIP {
            (unit.kind, unit.office) = (UnitKind::Government, Some(OFFICE));
        }
        unit
    });
    let people = organisation.people().cloned().map(|mut person| {
        if person.id == STRANGER {
            person.rank = Some(baopi_workflow::Rank::MainLeader);
        }
        person
    });
    let organisation = Organisation::new(units, people, Vec::new());
    let head = Assignee::HeadOf(UnitChoice::Named("U5".to_owned()));
    let content = by_the_station();
    let route = route(content.kind(), head, None);
    let world = World::on_route(STATION_DRAFTER, content, organisation, route);
    let submitted = world.tries(STATION_DRAFTER, Action::Submit {});
    let asked = submitted.map(|done| done.next().waiting_for());
    assert_eq!(asked.map_err(|refused| refused.refusal), Ok(vec![STRANGER]));
}

#[test]
fn above_the_highest_unit_there_is_nobody_to_ask() {
    assert_eq!(asked(STATION_DRAFTER, by_the_station(), Assignee::Superior(3), None), nobody());
}

#[test]
fn the_leaders_who_attend_a_meeting_are_all_asked_and_without_any_it_is_not_submitted() {
    let attended = |leaders: &[PersonId]| {
        let content =
            meeting_with(|meeting| meeting.leaders_attending = leaders.iter().copied().collect());
        asked(DRAFTER, content, Assignee::FormField(PersonField::LeadersAttending), None)
    };
    assert_eq!(attended(&[MAYOR, VICE_MAYOR]), Ok(vec![MAYOR, VICE_MAYOR]));
    assert_eq!(attended(&[]), nobody());
}

#[test]
fn a_fallback_is_asked_only_where_the_rule_finds_nobody() {
    let nobody_there = || heads(UnitChoice::Named("U5".to_owned()));
    let finance = || Some(Assignee::HeadOf(UnitChoice::Named("U4".to_owned())));
    let try_with = |assignee, fallback| asked(DRAFTER, document(), assignee, fallback);
    assert_eq!(try_with(nobody_there(), finance()), Ok(vec![FINANCE_HEAD]));
    assert_eq!(try_with(Assignee::HeadOfDraftingUnit, finance()), Ok(vec![HEAD]));
    assert_eq!(try_with(nobody_there(), Some(nobody_there())), nobody());
}

#[rstest]
#[case::the_least(&[EXPERTS[0]], Ok(vec![EXPERTS[0]]))]
#[case::the_most_in_the_order_chosen(&[EXPERTS[2], EXPERTS[0]], Ok(vec![EXPERTS[2], EXPERTS[0]]))]
#[case::the_same_twice_counts_once(&[EXPERTS[0], EXPERTS[0], EXPERTS[1]], Ok(vec![EXPERTS[0], EXPERTS[1]]))]
#[case::nobody(&[], nobody())]
#[case::one_too_many(&EXPERTS, nobody())]
#[case::somebody_who_is_not_among_them(&[EXPERTS[0], VICE_MAYOR], nobody())]
fn the_drafter_chooses_within_bounds_or_submits_nothing(
    #[case] choice: &[PersonId],
    #[case] expected: Result<Vec<PersonId>, Refusal>,
) {
    let content = document_with(|document| {
        document.chosen.insert(key("first"), choice.to_vec());
    });
    assert_eq!(asked(DRAFTER, content, chosen(1, 2), None), expected);
}

#[test]
fn a_step_of_the_release_is_done_by_whom_the_route_names_and_by_the_day_that_it_sets() {
    let mut route = Route::shipped(Kind::Document);
    route.release.registrar = Some(Assignee::Person(REGISTRAR));
    route.release.deadline_days = Some(1);
    let mut world = World::on_route(DRAFTER, document(), district(Vec::new()), route);
    for (actor, action) in usual_steps().into_iter().take(4) {
        world.does(actor, action);
    }
    let tomorrow = now().date().succ_opt();
    assert_eq!((world.status().as_str(), world.request.due_on), ("recheck", tomorrow));
    world.does(REVIEWER, Action::PassRecheck {});
    assert_eq!(world.status(), "numbering");
    assert_eq!((world.request.waiting_for(), world.request.due_on), (vec![REGISTRAR], tomorrow));
}

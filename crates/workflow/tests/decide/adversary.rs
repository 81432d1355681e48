//! The ways past the gate that begin inside a core, as they were found in other systems. Those that begin at a door of the
//! program are tried on the whole program, in `tests/tests/program/adversary.rs`.

use baopi_workflow::action::Resume;
use baopi_workflow::{
    Action, Context, Facts, Happening, Knowledge, Organisation, PersonId, Refusal, Route,
    Timestamp, tick,
};

use crate::fixture::*;

const SECOND: PersonId = person(31);
const THIRD: PersonId = person(32);
const ONE_DAY_MS: i64 = 86_400_000;

/// Two stages in which the same three heads of the finance bureau vote or all agree, and then the signature.
const PARALLEL: &str = r#"
name = "document"
version = 2
kind = "document"

[[stages]]
key = "first"
assignee = { head_of = { named = "U4" } }
mode = "all"
when = "always"
deadline_days = 2

[[stages]]
key = "second"
assignee = { head_of = { named = "U4" } }
mode = { vote = { pass = { count = 2 }, abstention = "counted" } }
when = "always"
ask_again = true

[[stages]]
key = "leader_review"
assignee = "responsible_leader"
mode = "any"
when = "always"

[[stages]]
key = "signing"
assignee = "main_leader"
mode = "any"
when = "main_leader_must_sign"
"#;

fn route() -> Route {
    Route::parse(PARALLEL).expect("a route")
}

/// The district with three heads of the finance bureau.
fn with_three_heads() -> Organisation {
    let mut everybody = people();
    let head = everybody.iter().find(|person| person.id == FINANCE_HEAD).expect("known").clone();
    for (id, login) in [(SECOND, "p2001"), (THIRD, "p2002")] {
        everybody.push(baopi_workflow::Person { id, login: login.to_owned(), ..head.clone() });
    }
    Organisation::new(units(), everybody, Vec::new())
}

fn submitted() -> World {
    let mut world = World::on_route(DRAFTER, document(), with_three_heads(), route());
    world.does(DRAFTER, Action::Submit {});
    world
}

#[test]
fn a_vote_closes_no_other_stage_and_counts_nobody_of_another_stage() {
    let mut world = submitted();
    assert_eq!(world.status(), review("first"));
    for head in [FINANCE_HEAD, SECOND] {
        world.does(head, approve());
        assert_eq!(world.status(), review("first"), "all three are needed");
    }
    world.does(THIRD, approve());
    assert_eq!(world.status(), review("second"), "three consents at the first stage are none here");
    world.does(FINANCE_HEAD, approve());
    assert_eq!(world.status(), review("second"), "one vote of two");
    let again = world.refuses(FINANCE_HEAD, approve());
    assert_eq!(again, Refusal::AlreadyDecided { by: FINANCE_HEAD, at: now() });
    world.does(SECOND, Action::Object { opinion: "不同意。".to_owned() });
    assert_eq!(world.request.waiting_for(), [THIRD]);
    world.does(THIRD, approve());
    assert_eq!(world.status(), review("leader_review"));
}

#[test]
fn a_vote_that_cannot_pass_any_more_sends_the_request_back() {
    let mut world = submitted();
    for head in [FINANCE_HEAD, SECOND, THIRD] {
        world.does(head, approve());
    }
    world.does(FINANCE_HEAD, Action::Abstain { opinion: String::new() });
    world.does(SECOND, Action::Object { opinion: "不同意。".to_owned() });
    assert_eq!(world.status(), "returned");
}

#[test]
fn an_answer_is_suspended_with_the_stage_for_each_who_is_asked() {
    let mut world = submitted();
    world.does(FINANCE_HEAD, approve());
    world.does(REVIEWER, Action::Suspend { opinion: "核实。".to_owned() });
    for head in [SECOND, THIRD] {
        assert!(matches!(world.refuses(head, approve()), Refusal::Suspended { .. }));
    }
}

#[test]
fn however_long_nobody_answers_the_clock_reminds_and_decides_nothing() {
    let mut world = submitted();
    let before = world.request.clone();
    let (mut reminders, mut told_above) = (0, 0);
    for day in 0..400 {
        world.now = Timestamp(now().0 + day * ONE_DAY_MS);
        let context = Context {
            organisation: &world.organisation,
            route: &world.route,
            newest: None,
            other: None,
            rules: &world.rules,
            knowledge: &Knowledge::alone(),
            facts: Facts::default(),
            now: world.now,
        };
        let Some(transition) = tick(&world.request, &context).expect("a canonical form") else {
            continue;
        };
        for sealed in transition.events() {
            let Happening::Reminded { people, escalated_to } = &sealed.event.what else {
                panic!("the clock did {:?}", sealed.event.what);
            };
            assert_eq!((sealed.event.actor, people.len()), (None, 3));
            told_above += usize::from(!escalated_to.is_empty());
        }
        reminders += 1;
        world.request = transition.next().clone();
        assert!(tick(&world.request, &context).expect("a canonical form").is_none(), "once a day");
    }
    assert!(reminders > 200, "{reminders}");
    assert_eq!(told_above, 0, "this office has no head to tell");
    assert_eq!((&world.request.status, &world.request.tasks), (&before.status, &before.tasks));
    assert_eq!(world.request.version, before.version);
}

#[test]
fn a_request_keeps_the_route_it_was_submitted_on_until_it_is_moved_on_purpose() {
    let mut world = World::document_after(1);
    let pinned = world.request.route.clone();
    let mut newer = Route::shipped(baopi_workflow::Kind::Document);
    newer.version = 2;
    newer.stages.retain(|stage| stage.key.as_str() != "office_review");
    world.newest = Some(newer);
    world.does(HEAD, approve());
    assert_eq!((world.status(), &world.request.route), (review("office_review"), &pinned));
    let refusal = world.refuses(ADMIN, Action::Reroute {});
    assert_eq!(refusal.code(), "route_loses_signature", "its stage does not exist there any more");
    assert!(matches!(world.refuses(HEAD, Action::Reroute {}), Refusal::NotYours { .. }));
}

#[test]
fn a_request_moves_only_forward_and_past_nothing_that_it_has_not_passed() {
    let mut world = World::document_after(2);
    let shipped = Route::shipped(baopi_workflow::Kind::Document);
    let mut newer = Route { version: 2, ..shipped.clone() };
    newer.stages.swap(1, 3);
    world.newest = Some(newer);
    let refusal = world.refuses(ADMIN, Action::Reroute {});
    assert_eq!(
        refusal.code(),
        "route_loses_signature",
        "the leader would come before the office now"
    );
    world.newest = Some(Route { version: 1, ..shipped.clone() });
    assert_eq!(world.refuses(ADMIN, Action::Reroute {}).code(), "not_possible");
    let newer = Route { version: 3, ..shipped };
    world.newest = Some(newer.clone());
    world.does(ADMIN, Action::Reroute {});
    assert_eq!(world.request.route, Some(newer.reference()));
    world.route = newer;
    world.does(REVIEWER, approve());
    assert_eq!(world.status(), review("leader_review"));
}

#[test]
fn a_round_begun_by_a_return_does_not_carry_old_consents_over_the_signature() {
    let mut world = World::document_after(3);
    let stage = |key: &str| key.to_owned().try_into().expect("a stage key");
    let back = Action::Return {
        opinion: "请核实。".to_owned(),
        to: Some(stage("office_review")),
        then: Resume::Again,
    };
    world.does(VICE_MAYOR, back);
    let refusal = world.refuses(VICE_MAYOR, approve());
    assert!(matches!(refusal, Refusal::NotYours { .. }), "{refusal:?}");
    assert!(world.request.signature.is_none());
    assert!(world.request.decided.iter().all(|decided| decided.stage == stage("dept_review")));
}

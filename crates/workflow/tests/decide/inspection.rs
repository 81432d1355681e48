//! The way of an inspection.

use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::QuotaUse;
use baopi_workflow::{Action, Refusal, RuleId};

use crate::fixture::*;

fn accept() -> Action {
    Action::Approve { opinion: "同意".to_owned(), accept: vec![RuleId::InspectionPlan] }
}

fn reviewed(mut world: World) -> World {
    for (actor, action) in usual_steps().into_iter().take(3) {
        world.does(actor, action);
    }
    world
}

#[test]
fn a_planned_inspection_goes_from_draft_to_closed_over_the_responsible_leader() {
    let mut world = reviewed(World::draft(inspection_with(|_| {})).planned());
    assert_eq!(world.status(), review("leader_review"));
    world.does(VICE_MAYOR, approve());
    assert_eq!(world.status(), "approved");
    world.does(DRAFTER, Action::Close {});
    assert_eq!(world.status(), "closed");
}

#[test]
fn what_stands_in_no_plan_is_signed_by_the_responsible_leader_and_approved_by_the_main_leader() {
    let mut world = reviewed(World::draft(inspection_with(|_| {})));
    world.does(VICE_MAYOR, accept());
    assert_eq!(world.status(), review("approving"));
    assert!(matches!(world.refuses(MAYOR, approve()), Refusal::ExceptionsOpen { .. }));
    world.does(MAYOR, accept());
    assert_eq!(world.status(), "approved");
}

/// Before the first leader, and not only before the last one, who would have to sign it.
#[test]
fn a_quota_that_was_used_up_meanwhile_sends_it_back_when_the_first_leader_agrees() {
    let mut world = reviewed(World::draft(inspection_with(|_| {})).planned());
    let (baseline, reduction_pct, committed) = (Some(2), 50, 1);
    world.knowledge.quota = Known::Is(QuotaUse { baseline, reduction_pct, committed });
    world.does(VICE_MAYOR, approve());
    assert_eq!(world.status(), "returned");
}

#[test]
fn without_a_reason_what_stands_in_no_plan_is_not_asked_for() {
    let mut world = World::draft(inspection_with(|inspection| inspection.justifications.clear()));
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["INSPECTION-PLAN"]);
}

#[test]
fn every_field_that_is_needed_is_missed() {
    let mut world = World::draft(inspection_with(|inspection| {
        inspection.targets.clear();
        (inspection.method, inspection.starts_on) = (None, None);
        (inspection.basis, inspection.topic) = (String::new(), String::new());
    }))
    .planned();
    let refusal = world.refuses(DRAFTER, Action::Submit {});
    let Refusal::Blocked { findings } = refusal else { panic!("{refusal:?}") };
    let fields: Vec<_> = findings.iter().map(|finding| finding.facts["field"].clone()).collect();
    let field = |name: &str| baopi_workflow::rules::Fact::Field(name.to_owned());
    let expected = ["inspection_basis", "targets", "method", "starts_on", "topic"].map(field);
    assert_eq!(fields, expected);
}

#[test]
fn what_has_not_begun_cannot_be_closed_but_called_off() {
    let tomorrow = now().date().succ_opt();
    let content = inspection_with(|inspection| inspection.starts_on = tomorrow);
    let mut world = reviewed(World::draft(content).planned());
    world.does(VICE_MAYOR, approve());
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Close {})), ["REQUIRED-FIELDS"]);
    world.does(DRAFTER, Action::Cancel { opinion: "并入综合督查。".to_owned() });
    assert_eq!(world.status(), "cancelled");
}

#[test]
fn an_inspection_is_neither_numbered_nor_announced() {
    let mut world = reviewed(World::draft(inspection_with(|_| {})).planned());
    world.does(VICE_MAYOR, approve());
    for action in [Action::AssignNumber {}, Action::SendNotice {}, Action::Issue {}] {
        assert_eq!(rules(&world.refuses(DRAFTER, action)), ["APPROVAL-GATE"]);
    }
}

//! Whoever acts is judged as things stand at that moment: who lost a role, who stands in for whom, who left, and what the text
//! needs now.

use baopi_workflow::action::Resume;
use baopi_workflow::content::Category;
use baopi_workflow::organisation::{Delegation, Person, Role};
use baopi_workflow::route::{Assignee, UnitChoice};
use baopi_workflow::tally::Mode;
use baopi_workflow::{
    Action, ActionName, Kind, Organisation, PersonId, Rank, Refusal, Route, StageKey, Status,
};
use rstest::rstest;

use crate::fixture::*;

fn said() -> String {
    "意见".to_owned()
}

fn stage(key: &str) -> StageKey {
    key.to_owned().try_into().expect("a stage key")
}

fn policy() -> baopi_workflow::Content {
    document_with(|document| document.category = Some(Category::Policy))
}

fn organised(change: impl FnOnce(&mut Vec<Person>), delegations: Vec<Delegation>) -> Organisation {
    let mut everybody = people();
    change(&mut everybody);
    Organisation::new(units(), everybody, delegations)
}

/// The district, changed for one person.
fn with(id: PersonId, change: impl Fn(&mut Person)) -> Organisation {
    organised(|people| people.iter_mut().filter(|p| p.id == id).for_each(change), Vec::new())
}

#[rstest]
#[case::recheck(4, REVIEWER, Action::PassRecheck {})]
#[case::number(5, REGISTRAR, Action::AssignNumber {})]
#[case::seal(6, REGISTRAR, Action::Seal {})]
#[case::issue(7, REGISTRAR, Action::Issue {})]
#[case::archive(8, REGISTRAR, Action::Archive {})]
fn whoever_lost_the_role_does_no_step_after_the_signature(
    #[case] steps: usize,
    #[case] actor: PersonId,
    #[case] action: Action,
) {
    let mut world = World::document_after(steps);
    world.organisation = with(actor, |person| person.roles.clear());
    let name = action.name();
    assert_eq!(world.refuses(actor, action), Refusal::NotYours { action: name });
}

#[test]
fn whoever_stands_in_for_the_drafter_is_asked_for_no_step_after_the_signature() {
    let second = |people: &mut Vec<Person>| {
        let reviewer = people.iter().find(|person| person.id == REVIEWER).cloned();
        let reviewer = reviewer.expect("there is a reviewer");
        people.push(Person { id: person(31), login: "second".to_owned(), ..reviewer });
    };
    let organisation = organised(second, vec![delegation(DRAFTER, REVIEWER)]);
    let mut world = World::draft_by(DRAFTER, document(), organisation);
    for (actor, action) in usual_steps().into_iter().take(4) {
        world.does(if actor == REVIEWER { person(31) } else { actor }, action);
    }
    assert_eq!(world.request.waiting_for(), [person(31)]);
    assert_eq!(rules(&world.refuses(REVIEWER, Action::PassRecheck {})), [""; 0]);
    world.does(person(31), Action::PassRecheck {});
}

/// The shipped route with the review of the office spelt in another way.
fn spelt(review: Assignee) -> Route {
    let mut route = Route::shipped(Kind::Document);
    let stage = route.stages.iter_mut().find(|stage| stage.key.as_str() == "office_review");
    stage.expect("it has a review").assignee = review;
    route
}

#[rstest]
#[case::usual(Assignee::ReviewerOfOffice)]
#[case::by_role(Assignee::Role { role: Role::Reviewer, of: UnitChoice::Office })]
#[case::by_name(Assignee::Person(VICE_MAYOR))]
fn whoever_reviewed_does_not_sign_whatever_the_route_calls_the_review(#[case] review: Assignee) {
    let organisation = with(VICE_MAYOR, |person| {
        person.roles = [Role::Reviewer].into();
        person.unit = OFFICE;
    });
    let mut world = World::draft_by(DRAFTER, document(), organisation);
    world.route = spelt(review);
    world.does(DRAFTER, Action::Submit {}).does(HEAD, approve()).does(VICE_MAYOR, approve());
    assert_eq!(world.status(), review_of_leader());
    assert_eq!(rules(&world.refuses(VICE_MAYOR, approve())), ["SEPARATION"]);
}

fn review_of_leader() -> String {
    review("leader_review")
}

#[rstest]
#[case::usual(Assignee::HeadOfDraftingUnit)]
#[case::head(Assignee::HeadOf(UnitChoice::Drafting))]
#[case::role(Assignee::Role { role: Role::DeptHead, of: UnitChoice::Drafting })]
fn a_department_sends_a_document_back_and_rejects_none(#[case] assignee: Assignee) {
    let mut world = World::draft(document());
    world.route.stages[0].assignee = assignee;
    world.does(DRAFTER, Action::Submit {});
    let refusal = world.refuses(HEAD, Action::Reject { opinion: said() });
    assert_eq!(refusal, Refusal::NotYours { action: ActionName::Reject });
    world.does(HEAD, send_back());
}

#[test]
fn a_correction_after_the_signature_cannot_take_the_signature_off_the_way() {
    let mut world = World::draft(policy());
    let steps = usual_steps().into_iter().take(4).chain([(MAYOR, approve())]);
    steps.for_each(|(actor, action)| {
        world.does(actor, action);
    });
    assert_eq!(world.request.status, Status::Recheck);
    let lighter = Action::Correct { content: document(), opinion: said() };
    let refusal = world.refuses(REVIEWER, lighter);
    assert_eq!(refusal, Refusal::RouteLosesSignature { stage: stage("signing") });
}

#[test]
fn what_comes_straight_back_and_no_longer_needs_the_returner_asks_for_the_signature_it_needs() {
    let mut world = World::draft(policy());
    usual_steps().into_iter().take(4).for_each(|(actor, action)| {
        world.does(actor, action);
    });
    let back = Action::Return { opinion: said(), to: None, then: Resume::Straight };
    world.does(MAYOR, back);
    world.does(DRAFTER, Action::Save { content: document() }).does(DRAFTER, Action::Submit {});
    assert_eq!(world.status(), review_of_leader(), "the last stage signs what is there now");
    world.does(VICE_MAYOR, approve());
    assert_eq!(world.request.status, Status::Recheck);
}

#[test]
fn a_proposal_is_taken_back_by_whoever_made_it() {
    let mut world = World::document_after(5);
    world.does(REGISTRAR, Action::ProposeWithdrawal { opinion: said() });
    world.organisation = with(VICE_MAYOR, |person| person.active = false);
    let refusal = world.refuses(REGISTRAR, Action::Confirm { opinion: said() });
    assert_eq!(refusal, Refusal::NotYours { action: ActionName::Confirm });
    world.does(REGISTRAR, Action::Decline { opinion: said() });
    world.does(REGISTRAR, Action::AssignNumber {});
}

#[test]
fn what_a_drafter_who_left_has_returned_to_them_is_withdrawn_by_the_head_of_the_unit() {
    let mut world = World::document_after(1);
    world.does(HEAD, send_back());
    let withdraw = || Action::Withdraw { opinion: said() };
    let refusal = world.refuses(HEAD, withdraw());
    assert_eq!(refusal, Refusal::NotYours { action: ActionName::Withdraw });
    world.organisation = with(DRAFTER, |person| person.active = false);
    world.does(HEAD, withdraw());
    assert_eq!(world.request.status, Status::Withdrawn);
}

#[test]
fn the_steps_of_a_drafter_who_left_are_handed_to_somebody_of_the_unit() {
    let mut world = World::draft(meeting());
    for (actor, action) in usual_steps().into_iter().take(4) {
        world.does(actor, action);
    }
    assert_eq!(world.request.status, Status::Approved);
    world.organisation = with(DRAFTER, |person| person.active = false);
    let hand = |to| Action::HandOver { from: DRAFTER, to, opinion: said() };
    for nobody in [STRANGER, FINANCE_HEAD, ADMIN, DRAFTER] {
        assert!(matches!(world.refuses(ADMIN, hand(nobody)), Refusal::NotEligible { .. }));
    }
    world.does(ADMIN, hand(HEAD)).does(HEAD, Action::SendNotice {});
    assert_eq!(world.request.status, Status::Noticed);
}

#[test]
fn what_is_suspended_can_change_hands_and_still_stands_still() {
    let mut world = World::document_after(3);
    world.does(REVIEWER, Action::Suspend { opinion: said() });
    let hand = Action::HandOver { from: VICE_MAYOR, to: MAYOR, opinion: said() };
    world.does(ADMIN, hand);
    assert!(matches!(world.refuses(MAYOR, approve()), Refusal::Suspended { .. }));
    world.does(REVIEWER, Action::Resume { opinion: said() }).does(MAYOR, approve());
}

/// A document before the leaders, who vote about it.
fn put_to_the_vote(rule: &str) -> World {
    let mut world = World::draft(document());
    let stage = &mut world.route.stages[2];
    assert_eq!(stage.key.as_str(), "countersign");
    let text = format!("mode = {{ vote = {rule} }}");
    let mode: std::collections::BTreeMap<String, Mode> = toml::from_str(&text).expect("a vote");
    (stage.mode, stage.when) = (mode["mode"], "always".parse().expect("a condition"));
    stage.assignee = Assignee::Post("expert".to_owned());
    world.organisation = organised(
        |people| {
            for id in [MAYOR, VICE_MAYOR, FINANCE_HEAD] {
                let known = people.iter_mut().find(|person| person.id == id);
                known.expect("known").post = Some("expert".to_owned());
            }
        },
        Vec::new(),
    );
    world.does(DRAFTER, Action::Submit {}).does(HEAD, approve()).does(REVIEWER, approve());
    world
}

#[test]
fn a_vote_weighs_by_rank() {
    let rule = "{ pass = { count = 4 }, abstention = \"leaves_base\", \
                weights = { main_leader = 3, responsible_leader = 2, other = 1 } }";
    let mut world = put_to_the_vote(rule);
    let ballots: Vec<_> = world
        .request
        .tasks
        .iter()
        .map(|task| (task.person, task.ballot.map(|b| b.weight)))
        .collect();
    for expected in [(MAYOR, Some(3)), (VICE_MAYOR, Some(2)), (FINANCE_HEAD, Some(1))] {
        assert!(ballots.contains(&expected), "{ballots:?}");
    }
    world.does(MAYOR, approve());
    assert_eq!(world.status(), review("countersign"), "three of four");
    world.does(FINANCE_HEAD, approve());
    assert_eq!(world.status(), review_of_leader());
}

#[test]
fn a_veto_decides_alone_and_only_from_its_rank_on() {
    let rule = "{ pass = { count = 1 }, abstention = \"leaves_base\", veto = \"main_leader\" }";
    let object = || Action::Object { opinion: said() };
    let mut world = put_to_the_vote(rule);
    let veto = |world: &World, id| {
        world.request.task(id).and_then(|task| task.ballot).is_some_and(|ballot| ballot.veto)
    };
    assert!(veto(&world, MAYOR) && !veto(&world, VICE_MAYOR) && !veto(&world, FINANCE_HEAD));
    world.does(VICE_MAYOR, object());
    assert_eq!(world.status(), review("countersign"));
    world.does(MAYOR, object());
    assert_eq!(world.status(), "returned");
}

#[test]
fn a_stand_in_reads_what_waits_only_while_standing_in_and_only_in_that_matter() {
    use baopi_workflow::request::authority::may_see;
    let world = World::document_after(3);
    let today = now().date();
    let seen = |delegation: Delegation| {
        let organisation = organised(|_| {}, vec![delegation]);
        may_see(&world.request, &world.content, &organisation, (STRANGER, today))
    };
    let given = delegation(VICE_MAYOR, STRANGER);
    let (yesterday, tomorrow) =
        (today.pred_opt().expect("a day"), today.succ_opt().expect("a day"));
    assert!(seen(given.clone()));
    assert!(!seen(Delegation { to_on: yesterday, from_on: yesterday, ..given.clone() }));
    assert!(!seen(Delegation { to_on: tomorrow, from_on: tomorrow, ..given.clone() }));
    assert!(!seen(Delegation { scope: Some(Kind::Meeting), ..given }));
}

#[test]
fn the_leader_who_lost_the_rank_takes_no_task_over() {
    let mut world = World::document_after(3);
    world.organisation = with(MAYOR, |person| person.rank = None);
    let hand = Action::Transfer { to: MAYOR, opinion: said() };
    assert!(matches!(world.refuses(VICE_MAYOR, hand), Refusal::NotEligible { .. }));
    world.organisation = with(MAYOR, |person| person.rank = Some(Rank::MainLeader));
    world.does(VICE_MAYOR, Action::Transfer { to: MAYOR, opinion: said() }).does(MAYOR, approve());
}

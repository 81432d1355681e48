//! Routes: proven, put into force, and taken by what is on its way.

use baopi_engine::{Asker, MAX_ROUTE_BYTES, PublishError, RouteRefusal};
use baopi_workflow::proposal::Settlement;
use baopi_workflow::route::RouteRef;
use baopi_workflow::{Kind, PersonId, Role, Route, SystemHappening};
use rstest::rstest;

use crate::fixture::*;
use crate::house::*;

/// A house in which only those draft for whom every stage finds somebody, so that a route can be proven.
async fn house() -> House {
    let house = House::open().await;
    lose(&house, |person| [REVIEWER, STRANGER].contains(&person), Role::Drafter).await;
    house
}

/// Takes a role from some people.
async fn lose(house: &House, whose: impl Fn(PersonId) -> bool, role: Role) {
    let organisation = house.engine.organisation().await.expect("the organisation");
    for person in organisation.people().filter(|person| whose(person.id)) {
        let mut person = person.clone();
        person.roles.remove(&role);
        let written = house.store.write(move |txn| {
            let person = person.clone();
            Box::pin(async move { txn.update_person(&person).await })
        });
        written.await.expect("people can be changed");
    }
}

/// The route of documents with another deadline at its first stage.
fn slower(days: u32) -> String {
    let mut route = Route::shipped(Kind::Document);
    route.stages[0].deadline_days = Some(days);
    route.to_toml().expect("a route can be written")
}

async fn version(house: &House) -> u32 {
    let route = house
        .engine
        .route(Asker::Keeper, Kind::Document, None)
        .await
        .expect("the routes can be read");
    route.expect("there is always one").version
}

/// Lets one administrator propose a route and the other one confirm it.
async fn put_into_force(house: &House, text: &str) {
    let proposed = house.engine.propose_route(ADMIN, text, None).await.expect("a good route");
    let (id, confirm) = (proposed.done.proposal.id, Settlement::Confirm);
    let settled = house.engine.settle_route(SECOND_ADMIN, id, confirm, None).await;
    settled.expect("another administrator confirms it");
}

#[rstest]
#[case(ADMIN, "done", true)]
#[case(AUDITOR, "not_yours", true)]
#[case(MAYOR, "not_yours", false)]
#[case(REVIEWER, "not_yours", false)]
#[tokio::test]
async fn administrators_propose_routes_and_auditors_look_at_them(
    #[case] person: PersonId,
    #[case] expected: &str,
    #[case] sees: bool,
) {
    let house = house().await;
    let viewer = house.viewer(person).await;
    let before = version(&house).await;
    let proposed = house.engine.propose_route(person, &slower(9), None).await;
    assert_eq!(said(&proposed), expected);
    assert_eq!(version(&house).await, before, "nobody has confirmed it");
    let checked = house.engine.check_route(&viewer, &slower(9)).await.unwrap();
    assert_eq!(checked.is_some(), expected == "done", "whoever may not change, proves nothing");
    let asker = Asker::Viewer(&viewer);
    let versions = house.engine.routes(asker, Kind::Document).await.unwrap();
    assert_eq!(versions.is_some(), sees);
    let one = house.engine.route(asker, Kind::Document, Some(before)).await.unwrap();
    assert_eq!(one.is_some(), sees);
    let proposals = house.engine.proposed_routes(asker, Kind::Document).await.unwrap();
    assert_eq!(proposals.is_some(), sees);
    let older = house.engine.requests_on_older(&viewer, Kind::Document, None).await.unwrap();
    assert_eq!(older.is_some(), sees);
    let moved = house.engine.move_requests(person, Kind::Document, None, None).await;
    assert_eq!(said(&moved), expected);
}

#[tokio::test]
async fn what_is_no_route_is_not_put_into_force_and_nothing_of_it_is_kept() {
    let house = house().await;
    let before = version(&house).await;
    let publish = async |text: &str| house.engine.propose_route(ADMIN, text, None).await;
    let unnamed = SystemHappening::RouteRefused { name: None, faults: Vec::new() };
    assert_eq!(said(&publish("stages = 1").await), "unreadable");
    assert_eq!(house.last_recorded().await, unnamed);
    let long = format!("{}{}", slower(9), "#".repeat(MAX_ROUTE_BYTES));
    assert_eq!(said(&publish(&long).await), "too_long");
    assert_eq!(house.last_recorded().await, unnamed);
    assert_eq!(said(&publish(&format!("# 机密★1年\n{}", slower(9))).await), "classified");
    let same = Route::shipped(Kind::Document).to_toml().unwrap();
    let unchanged = publish(&same).await;
    assert!(
        matches!(unchanged, Err(PublishError::Refused(RouteRefusal::Unchanged(now))) if now == before),
        "{unchanged:?}"
    );
    assert_eq!(version(&house).await, before);
}

#[tokio::test]
async fn a_route_that_leaves_the_signature_out_is_not_proven() {
    let house = house().await;
    let mut route = Route::shipped(Kind::Document);
    route.stages.truncate(1);
    let text = route.to_toml().unwrap();
    let viewer = house.viewer(ADMIN).await;
    let checked = house.engine.check_route(&viewer, &text).await.unwrap().unwrap();
    assert!(!checked.proof.holds(), "{checked:?}");
    let published = house.engine.propose_route(ADMIN, &text, None).await;
    assert_eq!(said(&published), "unproven");
    let last = house.last_recorded().await;
    let SystemHappening::RouteRefused { name: Some(name), faults } = last else {
        panic!("{last:?}")
    };
    assert_eq!((name.as_str(), faults.is_empty()), ("document", false));
}

#[rstest]
#[case::the_head(0, "no_head_review")]
#[case::the_office(1, "no_office_review")]
#[tokio::test]
async fn a_route_that_leaves_out_a_required_review_is_not_proven(
    #[case] left_out: usize,
    #[case] fault: &str,
) {
    let house = house().await;
    let mut route = Route::shipped(Kind::Document);
    route.stages.remove(left_out);
    let text = route.to_toml().unwrap();
    assert_eq!(said(&house.engine.propose_route(ADMIN, &text, None).await), "unproven");
    let last = house.last_recorded().await;
    let SystemHappening::RouteRefused { faults, .. } = last else { panic!("{last:?}") };
    assert_eq!(faults, [fault]);
}

#[tokio::test]
async fn one_administrator_alone_puts_no_route_into_force() {
    let house = house().await;
    let before = version(&house).await;
    let proposed = house.engine.propose_route(ADMIN, &slower(9), None).await.unwrap().done;
    let id = proposed.proposal.id;
    let settle = async |who, how| said(&house.engine.settle_route(who, id, how, None).await);
    for how in [Settlement::Confirm, Settlement::Decline] {
        assert_eq!(settle(ADMIN, how).await, "own_proposal");
    }
    for person in [AUDITOR, MAYOR, REVIEWER] {
        assert_eq!(settle(person, Settlement::Confirm).await, "not_yours");
    }
    assert_eq!(settle(SECOND_ADMIN, Settlement::Withdraw).await, "not_yours");
    let other = house.engine.propose_route(SECOND_ADMIN, &slower(8), None).await;
    assert_eq!(said(&other), "pending", "one is open at a time");
    assert_eq!(version(&house).await, before);
    assert_eq!(settle(SECOND_ADMIN, Settlement::Confirm).await, "done");
    assert_eq!(version(&house).await, before + 1);
    assert_eq!(settle(SECOND_ADMIN, Settlement::Decline).await, "settled");
    let viewer = house.viewer(ADMIN).await;
    let versions = house.engine.routes(Asker::Viewer(&viewer), Kind::Document).await.unwrap();
    let first = versions.unwrap().into_iter().next().unwrap();
    assert_eq!((first.published_by, first.published_at), (Some(SECOND_ADMIN), Some(now())));
}

#[rstest]
#[case(SECOND_ADMIN, Settlement::Decline)]
#[case(ADMIN, Settlement::Withdraw)]
#[tokio::test]
async fn a_proposal_that_is_declined_or_taken_back_changes_nothing(
    #[case] person: PersonId,
    #[case] how: Settlement,
) {
    let house = house().await;
    let before = version(&house).await;
    let proposed = house.engine.propose_route(ADMIN, &slower(9), None).await.unwrap().done;
    let done = house.engine.settle_route(person, proposed.proposal.id, how, None).await.unwrap();
    assert_eq!(done.done.proposal.standing, how.standing());
    assert_eq!(version(&house).await, before);
    let RouteRef { name, version, hash } = proposed.reference;
    let standing = how.standing();
    let dropped = SystemHappening::RouteDropped { name, version, hash, standing };
    assert_eq!(house.last_recorded().await, dropped);
    put_into_force(&house, &slower(8)).await;
}

#[tokio::test]
async fn a_route_is_proven_again_when_it_is_confirmed() {
    let house = house().await;
    let proposed = house.engine.propose_route(ADMIN, &slower(9), None).await.unwrap().done;
    lose(&house, |_| true, Role::Reviewer).await;
    let id = proposed.proposal.id;
    let settled = house.engine.settle_route(SECOND_ADMIN, id, Settlement::Confirm, None).await;
    assert_eq!(said(&settled), "unproven");
}

#[tokio::test]
async fn one_key_makes_one_proposal_and_settles_it_once() {
    let house = house().await;
    let text = slower(9);
    let propose = |wish| house.engine.propose_route(ADMIN, &text, Some(key("k", wish)));
    let (first, again) = (propose("a").await.unwrap(), propose("a").await.unwrap());
    assert_eq!((&again.done, again.replayed), (&first.done, true));
    assert_eq!(said(&propose("b").await), "key_reused");
    let id = first.done.proposal.id;
    let settle = |wish| {
        let key = Some(key("s", wish));
        house.engine.settle_route(SECOND_ADMIN, id, Settlement::Confirm, key)
    };
    let (first, again) = (settle("a").await.unwrap(), settle("a").await.unwrap());
    assert_eq!((again.done, again.replayed), (first.done, true));
}

#[tokio::test]
async fn a_version_that_never_was_is_not_there() {
    let house = house().await;
    let strange = house.engine.route(Asker::Keeper, Kind::Document, Some(99)).await.unwrap();
    assert_eq!(strange, None);
}

#[tokio::test]
async fn what_is_under_review_goes_on_on_its_version_until_it_is_moved() {
    let house = house().await;
    let waits = house.document_after("甲", 1).await;
    let draft = house.document_after("乙", 0).await;
    put_into_force(&house, &slower(9)).await;
    let viewer = house.viewer(AUDITOR).await;
    let older = async || {
        let page = house.engine.requests_on_older(&viewer, Kind::Document, None).await.unwrap();
        page.unwrap().items.into_iter().map(|one| one.request).collect::<Vec<_>>()
    };
    assert_eq!(older().await, [waits.request], "a draft {draft:?} takes the newest anyway");
    let outcomes = house.engine.move_requests(ADMIN, Kind::Document, None, None).await.unwrap();
    let answers: Vec<_> = outcomes.items.iter().map(|one| said(&one.answer)).collect();
    assert_eq!(answers, ["done"]);
    assert_eq!(older().await, []);
    let view = house.engine.view(HEAD, waits.request).await.unwrap();
    assert_eq!(view.way[0].deadline_days, Some(9));
}

//! Routes: proven, put into force, and taken by what is on its way.

use baopi_engine::{Asker, MAX_ROUTE_BYTES, PublishError, RouteRefusal};
use baopi_workflow::{Kind, PersonId, Role, Route, SystemHappening};
use rstest::rstest;

use crate::fixture::*;
use crate::house::*;

/// A house in which only those draft for whom every stage finds somebody, so that a route can be proven.
async fn house() -> House {
    let house = House::open().await;
    let organisation = house.engine.organisation().await.expect("the organisation");
    for id in [REVIEWER, STRANGER] {
        let mut person = organisation.person(id).expect("somebody of the district").clone();
        person.roles.remove(&Role::Drafter);
        let written = house.store.write(move |txn| {
            let person = person.clone();
            Box::pin(async move { txn.update_person(&person).await })
        });
        written.await.expect("people can be changed");
    }
    house
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

#[rstest]
#[case(ADMIN, "done", true)]
#[case(AUDITOR, "not_yours", true)]
#[case(MAYOR, "not_yours", false)]
#[case(REVIEWER, "not_yours", false)]
#[tokio::test]
async fn administrators_put_routes_into_force_and_auditors_look_at_them(
    #[case] person: PersonId,
    #[case] expected: &str,
    #[case] sees: bool,
) {
    let house = house().await;
    let viewer = house.viewer(person).await;
    let before = version(&house).await;
    let published = house.engine.publish_route(person, &slower(9), None).await;
    assert_eq!(said(&published), expected);
    assert_eq!(version(&house).await, before + u32::from(expected == "done"));
    let checked = house.engine.check_route(&viewer, &slower(9)).await.unwrap();
    assert_eq!(checked.is_some(), expected == "done", "whoever may not change, proves nothing");
    let asker = Asker::Viewer(&viewer);
    let versions = house.engine.routes(asker, Kind::Document).await.unwrap();
    assert_eq!(versions.is_some(), sees);
    let one = house.engine.route(asker, Kind::Document, Some(before)).await.unwrap();
    assert_eq!(one.is_some(), sees);
    let older = house.engine.requests_on_older(&viewer, Kind::Document, None).await.unwrap();
    assert_eq!(older.is_some(), sees);
    let moved = house.engine.move_requests(person, Kind::Document, None, None).await;
    assert_eq!(said(&moved), expected);
}

#[tokio::test]
async fn what_is_no_route_is_not_put_into_force_and_nothing_of_it_is_kept() {
    let house = house().await;
    let before = version(&house).await;
    let publish = async |text: &str| house.engine.publish_route(ADMIN, text, None).await;
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
    let published = house.engine.publish_route(ADMIN, &text, None).await;
    assert_eq!(said(&published), "unproven");
    let last = house.last_recorded().await;
    let SystemHappening::RouteRefused { name: Some(name), faults } = last else {
        panic!("{last:?}")
    };
    assert_eq!((name.as_str(), faults.is_empty()), ("document", false));
}

#[tokio::test]
async fn one_key_puts_one_version_into_force() {
    let house = house().await;
    let before = version(&house).await;
    let text = slower(9);
    let publish = |wish| house.engine.publish_route(ADMIN, &text, Some(key("k", wish)));
    let (first, again) = (publish("a").await.unwrap(), publish("a").await.unwrap());
    assert_eq!((again.reference, again.replayed), (first.reference, true));
    assert_eq!(said(&publish("b").await), "key_reused");
    assert_eq!(version(&house).await, before + 1);
    let viewer = house.viewer(ADMIN).await;
    let versions = house.engine.routes(Asker::Viewer(&viewer), Kind::Document).await.unwrap();
    let first = versions.unwrap().into_iter().next().unwrap();
    assert_eq!((first.published_by, first.published_at), (Some(ADMIN), Some(now())));
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
    house.engine.publish_route(ADMIN, &slower(9), None).await.unwrap();
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

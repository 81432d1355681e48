//! 离职移交: all that waits for somebody who leaves is given to somebody else, with a result for each.

use baopi_engine::{Engine, Outcome, PerformError, Performed};
use baopi_persistence::MAX_PAGE;
use baopi_tests::office::Backend;
use baopi_workflow::refusal::Ineligible;
use baopi_workflow::request::action::AddedPlace;
use baopi_workflow::{Action, ActionName, PersonId, Refusal, RequestId};
use rstest::rstest;

use crate::district::DEPUTY;
use crate::fixture::*;
use crate::house::House;

fn said() -> String {
    "意见".to_owned()
}

/// A document of this title that waits for the vice mayor.
fn at_the_vice_mayor(house: &House, engine: &Engine, title: &str) -> Performed {
    house.document_after(engine, title, 3)
}

/// What waits for somebody, of the first page.
fn desk(house: &House, person: PersonId) -> Vec<RequestId> {
    let page = house.wait(house.store.desk(person, None, MAX_PAGE)).expect("the desk");
    page.items.into_iter().map(|row| row.id).collect()
}

#[rstest]
fn all_that_waits_is_given_away_and_what_cannot_be_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::open(backend);
    let (engine, _) = house.engine(now());
    let papers = ["甲", "乙", "丙"].map(|title| at_the_vice_mayor(&house, &engine, title));
    // Whoever is asked about it already cannot be asked once more.
    let (person, place) = (DEPUTY, AddedPlace::Before);
    let adds = Action::AddSigner { person, place, opinion: said() };
    let asked = engine.perform(VICE_MAYOR, papers[1].request, papers[1].version, adds, None);
    house.wait(asked).unwrap();
    let back = engine.perform(
        DEPUTY,
        papers[1].request,
        house_version(&house, &papers[1]),
        approve(),
        None,
    );
    house.wait(back).unwrap();
    let over =
        house.wait(engine.hand_over(ADMIN, (VICE_MAYOR, DEPUTY), "调离。", None)).unwrap().items;
    let named = |item: &Outcome| (item.request, item.answer.is_ok());
    let found: Vec<_> = over.iter().map(named).collect();
    let expected = [("甲", true), ("乙", false), ("丙", true)];
    for ((title, given), paper) in expected.into_iter().zip(&papers) {
        assert!(found.contains(&(paper.request, given)), "{title}: {over:#?}");
    }
    assert!(over.iter().all(|item| item.title.is_none()), "administrators read no titles");
    assert_eq!(over.len(), 3);
    let refused = over.iter().find_map(|item| item.answer.as_ref().err()).unwrap();
    let reason = Ineligible::AskedAlready;
    assert!(
        matches!(refused, PerformError::Refused(Refusal::NotEligible { person: DEPUTY, reason: found }) if *found == reason),
        "{refused:?}"
    );
    assert_eq!(desk(&house, VICE_MAYOR), [papers[1].request]);
    assert_eq!(desk(&house, DEPUTY).len(), 2);
    for paper in [&papers[0], &papers[2]] {
        let version = house_version(&house, paper);
        let refused =
            house.wait(engine.perform(VICE_MAYOR, paper.request, version, approve(), None));
        assert!(
            matches!(refused, Err(PerformError::Refused(Refusal::NotYours { .. }))),
            "{refused:?}"
        );
        house.wait(engine.perform(DEPUTY, paper.request, version, approve(), None)).unwrap();
    }
    house.check_whole_record();
}

fn house_version(house: &House, paper: &Performed) -> baopi_workflow::Version {
    let found = house.wait(house.store.find_request(paper.request)).expect("it can be read");
    found.expect("it is there").0.version
}

#[rstest]
fn only_an_administrator_gives_away_what_waits_for_others(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::open(backend);
    let (engine, _) = house.engine(now());
    let paper = at_the_vice_mayor(&house, &engine, "甲");
    for actor in [MAYOR, VICE_MAYOR, AUDITOR, DEPUTY, STRANGER] {
        let refused = house.wait(engine.hand_over(actor, (VICE_MAYOR, DEPUTY), "调离。", None));
        let expected = Refusal::NotYours { action: ActionName::HandOver };
        assert!(
            matches!(&refused, Err(PerformError::Refused(refusal)) if *refusal == expected),
            "{refused:?}"
        );
    }
    assert_eq!(desk(&house, VICE_MAYOR), [paper.request]);
    house.check_whole_record();
}

#[rstest]
fn more_than_one_page_of_tasks_is_given_away(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let house = House::open(backend);
    let (engine, _) = house.engine(now());
    let many = MAX_PAGE + 1;
    for number in 0..many {
        at_the_vice_mayor(&house, &engine, &format!("第{number}件"));
    }
    let over =
        house.wait(engine.hand_over(ADMIN, (VICE_MAYOR, DEPUTY), "调离。", None)).unwrap().items;
    assert_eq!(over.len(), usize::try_from(many).unwrap());
    assert!(over.iter().all(|item| item.answer.is_ok()), "{over:?}");
    assert_eq!(desk(&house, VICE_MAYOR), []);
}

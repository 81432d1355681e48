//! Figures of the time before the program.

use baopi_engine::Table;
use baopi_workflow::PersonId;
use baopi_workflow::statistics::{Metric, Period};
use rstest::rstest;

use super::{faults, table};
use crate::fixture::*;
use crate::house::*;

fn file(lines: &str) -> Table {
    table(&format!("unit,from_on,to_on,metric,value,source\n{lines}"))
}

async fn known(house: &House) -> Vec<u64> {
    let viewer = house.viewer(ADMIN).await;
    let found = house
        .engine
        .imported_figures(&viewer, Period::Year(2025).days())
        .await
        .expect("the figures can be read");
    found.expect("administrators may look").into_iter().map(|figure| figure.value).collect()
}

#[rstest]
#[case::an_administrator(Some(ADMIN), "done")]
#[case::the_keeper_of_the_program(None, "done")]
#[case::an_auditor(Some(AUDITOR), "not_yours")]
#[case::a_registrar(Some(REGISTRAR), "not_yours")]
#[case::the_main_leader(Some(MAYOR), "not_yours")]
#[tokio::test]
async fn administrators_and_the_keeper_take_figures_over(
    #[case] by: Option<PersonId>,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let july = file("U3,2025-07-01,2025-07-31,docs_downward,8,台账\n");
    assert_eq!(said(&house.engine.import_figures(by, &july).await), expected);
    let values = if expected == "done" { vec![8] } else { Vec::new() };
    assert_eq!(known(&house).await, values);
}

#[tokio::test]
async fn the_same_days_are_corrected_and_days_that_overlap_with_known_ones_are_refused() {
    let house = House::open().await;
    let take = async |lines: &str| house.engine.import_figures(Some(ADMIN), &file(lines)).await;
    take("U3,2025-07-01,2025-07-31,docs_downward,8,台账\n").await.unwrap();
    house.pass(MINUTE);
    take("U3,2025-07-01,2025-07-31,docs_downward,9,更正\n").await.unwrap();
    assert_eq!(known(&house).await, [9]);
    let quarter = take("U3,2025-07-01,2025-09-30,docs_downward,20,台账\n").await;
    assert_eq!(faults(quarter), ["2 from_on: overlaps"]);
    let touching = take("U3,2025-07-31,2025-08-31,docs_downward,5,台账\n").await;
    assert_eq!(faults(touching), ["2 from_on: overlaps"], "one day in common is enough");
    take("U3,2025-08-01,2025-08-31,docs_downward,5,台账\n").await.unwrap();
    take("U4,2025-07-01,2025-09-30,docs_downward,20,台账\n").await.unwrap();
    assert_eq!(known(&house).await, [5, 20, 9], "the latest days first");
}

#[tokio::test]
async fn whoever_takes_none_over_is_shown_none() {
    let house = House::open().await;
    let span = Period::Year(2025).days();
    for person in [AUDITOR, REGISTRAR, MAYOR, DRAFTER] {
        let viewer = house.viewer(person).await;
        assert_eq!(house.engine.imported_figures(&viewer, span).await.unwrap(), None);
    }
}

#[tokio::test]
async fn figures_of_the_same_days_of_last_year_stand_beside_those_of_this_year() {
    let house = House::open().await;
    let lines = "U3,2025-09-01,2025-09-15,docs_downward,8,台账\n\
                 U3,2025-08-01,2025-08-31,meetings,3,台账\n";
    house.engine.import_figures(None, &file(lines)).await.unwrap();
    let viewer = house.viewer(AUDITOR).await;
    let shown = house.engine.dashboard(&viewer, Period::Month(2026, 9)).await.unwrap();
    let line = |metric| shown.headlines.iter().find(|line| line.metric == metric).unwrap();
    let documents = line(Metric::DocsDownward);
    assert_eq!((documents.now, documents.before, documents.imported), (0, Some(8), true));
    let meetings = line(Metric::Meetings);
    assert_eq!(
        (meetings.before, meetings.imported),
        (Some(0), false),
        "those are of another month"
    );
}

#[tokio::test]
async fn what_was_typed_in_for_longer_than_is_compared_says_nothing() {
    let house = House::open().await;
    let quarter = "U3,2025-07-01,2025-09-30,docs_downward,20,台账\n";
    house.engine.import_figures(None, &file(quarter)).await.unwrap();
    let viewer = house.viewer(AUDITOR).await;
    let shown = house.engine.dashboard(&viewer, Period::Month(2026, 9)).await.unwrap();
    let line = shown.headlines.iter().find(|line| line.metric == Metric::DocsDownward).unwrap();
    assert_eq!((line.before, line.imported), (None, false));
}

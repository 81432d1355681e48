//! 节假日与调休.

use baopi_engine::Imported;
use baopi_workflow::PersonId;
use baopi_workflow::book::Book;
use baopi_workflow::proposal::Settlement;
use baopi_workflow::working_day::{MAX_DAYS, SpecialDay};
use chrono::NaiveDate;
use rstest::rstest;

use super::{faults, refused, table};
use crate::fixture::*;
use crate::house::*;

const YEAR: &str = "day,day_kind,holiday\n2027-01-01,off,元旦\n2027-01-09,work,\n";

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).expect("a day of 2027")
}

/// Lets one administrator propose a year and the other one confirm it.
async fn bring_in(house: &House, text: &str) -> Imported {
    let brought = house.engine.import_entries::<SpecialDay>(ADMIN, table(text), None).await;
    let proposed = house.engine.proposed_years(None).await.expect("proposals can be read");
    let proposed = proposed.first().expect("what was just proposed").proposal.id;
    let confirm = Settlement::Confirm;
    let settled = house.engine.settle_working_days(SECOND_ADMIN, proposed, confirm, None).await;
    settled.expect("another administrator confirms it");
    brought.expect("a good year").done
}

#[rstest]
#[case(ADMIN, "done")]
#[case(REGISTRAR, "not_yours")]
#[case(AUDITOR, "not_yours")]
#[case(MAYOR, "not_yours")]
#[tokio::test]
async fn only_an_administrator_proposes_the_holidays_of_a_year(
    #[case] person: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let brought = house.engine.import_entries::<SpecialDay>(person, table(YEAR), None).await;
    assert_eq!(said(&brought), expected);
    let known = house.engine.working_days().await.unwrap();
    let proposed = house.engine.proposed_years(Some(2027)).await.unwrap();
    assert_eq!(proposed.len(), usize::from(expected == "done"));
    assert!(!known.calendar.covers(2027), "nobody has confirmed it");
    if expected != "done" {
        let last = house.last_recorded().await;
        assert_eq!(last, refused(Book::WorkingDays, "import", "not_yours"));
    }
}

#[tokio::test]
async fn a_year_that_is_brought_in_again_takes_the_place_of_the_first() {
    let house = House::open().await;
    let first = bring_in(&house, YEAR).await;
    assert_eq!((first.year, first.entries), (Some(2027), 2));
    let known = house.engine.working_days().await.unwrap();
    assert!(!known.calendar.is_working_day(day(1, 1)) && known.calendar.is_working_day(day(1, 9)));
    house.pass(MINUTE);
    bring_in(&house, "day,day_kind,holiday\n2027-01-04,off,元旦\n").await;
    let known = house.engine.working_days().await.unwrap();
    let works = [day(1, 1), day(1, 4), day(1, 9)].map(|day| known.calendar.is_working_day(day));
    assert_eq!(works, [true, false, false], "nothing of the first file counts any more");
    assert_eq!(known.brought.len(), 1, "each year as it was last");
}

#[tokio::test]
async fn one_administrator_alone_changes_no_working_day() {
    let house = House::open().await;
    house.engine.import_entries::<SpecialDay>(ADMIN, table(YEAR), None).await.unwrap();
    let again = house.engine.import_entries::<SpecialDay>(SECOND_ADMIN, table(YEAR), None).await;
    assert_eq!(said(&again), "pending", "one is open for a year at a time");
    let known = house.engine.working_days().await.unwrap();
    assert_eq!(house.engine.proposed_years(Some(2026)).await.unwrap(), []);
    let proposed = house.engine.proposed_years(Some(2027)).await.unwrap();
    let proposed = proposed.first().unwrap();
    let changes: Vec<_> =
        known.calendar.changes(&proposed.year).iter().map(|change| change.day).collect();
    assert_eq!(changes, [day(1, 1), day(1, 9)]);
    let id = proposed.proposal.id;
    let settle = async |who, how| said(&house.engine.settle_working_days(who, id, how, None).await);
    assert_eq!(settle(ADMIN, Settlement::Confirm).await, "own_proposal");
    assert_eq!(settle(AUDITOR, Settlement::Confirm).await, "not_yours");
    assert_eq!(settle(SECOND_ADMIN, Settlement::Withdraw).await, "not_yours");
    assert_eq!(settle(SECOND_ADMIN, Settlement::Decline).await, "done");
    assert_eq!(settle(SECOND_ADMIN, Settlement::Confirm).await, "settled");
    assert!(!house.engine.working_days().await.unwrap().calendar.covers(2027));
}

#[tokio::test]
async fn a_file_of_too_many_days_is_not_even_read() {
    let house = House::open().await;
    let lines: String = (0..=MAX_DAYS).map(|_| "x,y,z\n").collect();
    let file = table(&format!("day,day_kind,holiday\n{lines}"));
    let brought = house.engine.import_entries::<SpecialDay>(ADMIN, file, None).await;
    assert_eq!(said(&brought), "too_many_lines");
    let lines: String = (0..MAX_DAYS).map(|_| "x,y,z\n").collect();
    let file = table(&format!("day,day_kind,holiday\n{lines}"));
    let brought = house.engine.import_entries::<SpecialDay>(ADMIN, file, None).await;
    assert_eq!(faults(brought).len(), 2 * MAX_DAYS, "as many as fit are read, each for itself");
}

#[tokio::test]
async fn the_days_of_a_year_are_exported_for_everybody() {
    let house = House::open().await;
    bring_in(&house, YEAR).await;
    let written = house.engine.export_entries::<SpecialDay>(STRANGER, 2027).await.unwrap();
    let cells: Vec<_> = written.rows.iter().map(|row| row.cells.join(",")).collect();
    assert_eq!(cells, ["2027-01-01,off,元旦", "2027-01-09,work,"]);
}

//! The yearly plans.

use baopi_engine::{MAX_PAGE, PlanChange, PlanFilter, Table};
use baopi_workflow::book::{Book, BookChange};
use baopi_workflow::plan::{NewPlanItem, PlanItem};
use baopi_workflow::{Kind, PersonId, PlanItemId, SystemHappening};
use rstest::rstest;
use uuid::Uuid;

use super::{faults, refused, table};
use crate::fixture::*;
use crate::house::*;

const HEAD_OF_FILE: &str = "kind,year,unit,reference,title,month,comprehensive,approved_ref\n";

fn item(reference: &str) -> NewPlanItem {
    NewPlanItem {
        kind: Kind::Document,
        year: 2026,
        unit: AGRICULTURE,
        reference: reference.to_owned(),
        title: "关于做好秋粮收购工作的通知".to_owned(),
        month: 9,
        comprehensive: false,
        approved_ref: "区政府第3次常务会议".to_owned(),
    }
}

fn of_this_year() -> PlanFilter {
    PlanFilter { year: 2026, unit: None, kind: None }
}

async fn references(house: &House) -> Vec<String> {
    let page = house.engine.entries::<PlanItem>(DRAFTER, of_this_year(), None, MAX_PAGE).await;
    page.expect("the plans can be read")
        .items
        .into_iter()
        .map(|shown| shown.item.reference)
        .collect()
}

#[rstest]
#[case::a_reviewer_of_the_office(REVIEWER, "done")]
#[case::a_registrar_of_the_office(REGISTRAR, "done")]
#[case::the_head_of_the_unit(HEAD, "not_yours")]
#[case::a_drafter(DRAFTER, "not_yours")]
#[case::an_administrator(ADMIN, "not_yours")]
#[case::an_auditor(AUDITOR, "not_yours")]
#[case::the_main_leader(MAYOR, "not_yours")]
#[tokio::test]
async fn the_office_alone_writes_the_plans_of_its_units(
    #[case] person: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let added = house.engine.add_entry::<PlanItem>(person, item("2026-1"), None).await;
    assert_eq!(said(&added), expected);
    let is_done = expected == "done";
    assert_eq!(references(&house).await.len(), usize::from(is_done));
    let last = house.last_recorded().await;
    if is_done {
        assert!(
            matches!(
                last,
                SystemHappening::BookChanged { change: BookChange::Added, entries: 1, .. }
            ),
            "{last:?}"
        );
    } else {
        assert_eq!(last, refused(Book::Plans, "add", "not_yours"));
    }
}

#[tokio::test]
async fn every_field_that_is_wrong_is_named_and_leaves_no_trace() {
    let house = House::open().await;
    let before = house.recorded().await;
    let wrong = NewPlanItem { month: 13, title: " ".to_owned(), ..item("2026-1") };
    let answer = house.engine.add_entry::<PlanItem>(REVIEWER, wrong, None).await;
    assert_eq!(faults(answer), ["title: missing", "month: out_of_range"]);
    assert_eq!(house.recorded().await, before, "whoever corrects it sends it again");
}

#[tokio::test]
async fn a_unit_that_is_not_there_and_a_reference_that_is_taken_are_named() {
    let house = House::open().await;
    house.engine.add_entry::<PlanItem>(REVIEWER, item("2026-1"), None).await.unwrap();
    let again = house.engine.add_entry::<PlanItem>(REVIEWER, item("2026-1"), None).await;
    assert_eq!(faults(again), ["reference: taken"]);
    let strange = NewPlanItem { unit: unit(99), ..item("2026-1") };
    let answer = house.engine.add_entry::<PlanItem>(REVIEWER, strange, None).await;
    assert_eq!(faults(answer), ["unit: unknown"]);
    let elsewhere = NewPlanItem { unit: FINANCE, ..item("2026-1") };
    let other = house.engine.add_entry::<PlanItem>(REVIEWER, elsewhere, None).await;
    assert_eq!(said(&other), "done", "another unit counts its own references");
}

#[tokio::test]
async fn one_key_adds_one_item() {
    let house = House::open().await;
    let add =
        |wish| house.engine.add_entry::<PlanItem>(REVIEWER, item("2026-1"), Some(key("k", wish)));
    let (first, again, other) = (add("a").await.unwrap(), add("a").await.unwrap(), add("b").await);
    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!(first.done, again.done);
    assert_eq!(said(&other), "key_reused");
    assert_eq!(references(&house).await, ["2026-1"]);
}

#[tokio::test]
async fn a_classified_title_is_not_written_down() {
    let house = House::open().await;
    let secret = NewPlanItem { title: "绝密".to_owned(), ..item("2026-1") };
    let answer = house.engine.add_entry::<PlanItem>(REVIEWER, secret, None).await;
    assert_eq!(said(&answer), "classified");
    assert_eq!(references(&house).await, [""; 0]);
}

#[tokio::test]
async fn an_item_is_taken_out_by_the_office_and_once() {
    let house = House::open().await;
    let added = house.engine.add_entry::<PlanItem>(REVIEWER, item("2026-1"), None).await.unwrap();
    let id = added.done.id;
    let remove =
        |person, id| house.engine.change_entry::<PlanItem>(person, id, PlanChange::Remove, None);
    assert_eq!(said(&remove(DRAFTER, id).await), "not_yours");
    assert_eq!(house.last_recorded().await, refused(Book::Plans, "remove", "not_yours"));
    assert_eq!(references(&house).await, ["2026-1"]);
    assert_eq!(said(&remove(REGISTRAR, id).await), "done");
    assert_eq!(references(&house).await, [""; 0]);
    assert_eq!(said(&remove(REGISTRAR, id).await), "not_found");
    assert_eq!(said(&remove(REGISTRAR, PlanItemId(Uuid::nil())).await), "not_found");
}

#[tokio::test]
async fn an_item_on_whose_strength_something_was_signed_stays() {
    let house = House::open().await;
    let added = house.engine.add_entry::<PlanItem>(REVIEWER, item("2026-1"), None).await.unwrap();
    let planned = document_with(|document| document.plan_item = Some("2026-1".to_owned()));
    let signed = house.after(planned, usual_steps().into_iter().take(4)).await;
    let id = added.done.id;
    let removed = house.engine.change_entry::<PlanItem>(REVIEWER, id, PlanChange::Remove, None);
    assert_eq!(said(&removed.await), "settled");
    let page = house.engine.entries::<PlanItem>(DRAFTER, of_this_year(), None, 1).await.unwrap();
    assert_eq!(page.items[0].item.used_by, Some(signed.request));
}

#[tokio::test]
async fn a_file_is_taken_over_whole_or_not_at_all() {
    let house = House::open().await;
    let wrong = format!(
        "{HEAD_OF_FILE}document,2026,U3,2026-1,甲,9,no,纪要\n\
         document,2026,U3,2026-1,乙,10,no,纪要\n\
         letter,2026,U9,2026-2,丙,13,perhaps,\n"
    );
    let answer = house.engine.import_entries::<PlanItem>(REVIEWER, table(&wrong), None).await;
    let expected = [
        "3 reference: taken",
        "4 kind: unreadable",
        "4 unit: unknown",
        "4 comprehensive: unreadable",
        "4 month: out_of_range",
        "4 approved_ref: missing",
    ];
    assert_eq!(faults(answer), expected);
    assert_eq!(references(&house).await, [""; 0]);
    let right = format!(
        "{HEAD_OF_FILE}document,2026,U3,2026-1,甲,9,no,纪要\nmeeting,2026,U4,2026-1,乙,10,yes,纪要\n"
    );
    let taken = house.engine.import_entries::<PlanItem>(REVIEWER, table(&right), None).await;
    assert_eq!(taken.unwrap().done.entries, 2);
    let again = house.engine.import_entries::<PlanItem>(REVIEWER, table(&right), None).await;
    assert_eq!(faults(again), ["2 reference: taken", "3 reference: taken"]);
}

#[tokio::test]
async fn a_column_that_nobody_asks_for_is_named_in_the_head() {
    let house = House::open().await;
    let strange = "kind,year,unit,reference,title,month,approved_ref,colour\n\
                   document,2026,U3,2026-1,甲,9,纪要,red\n";
    let answer = house.engine.import_entries::<PlanItem>(REVIEWER, table(strange), None).await;
    assert_eq!(faults(answer), ["1 colour: unknown"]);
}

#[tokio::test]
async fn what_is_exported_can_be_brought_into_another_office() {
    let (here, there) = (House::open().await, House::open().await);
    for (reference, month) in [("2026-1", 9), ("2026-2", 10)] {
        let item = NewPlanItem { month, ..item(reference) };
        here.engine.add_entry::<PlanItem>(REVIEWER, item, None).await.unwrap();
    }
    let written = here.engine.export_entries::<PlanItem>(DRAFTER, of_this_year()).await.unwrap();
    let file = written.write(baopi_engine::TableFormat::Csv).unwrap();
    let read = there.engine.read_table(REVIEWER, file).await.unwrap();
    there.engine.import_entries::<PlanItem>(REVIEWER, read, None).await.unwrap();
    let again = there.engine.export_entries::<PlanItem>(DRAFTER, of_this_year()).await.unwrap();
    let cells = |table: Table| table.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>();
    assert_eq!(cells(again), cells(written));
}

#[tokio::test]
async fn a_classified_cell_keeps_the_whole_file_out() {
    let house = House::open().await;
    let file = format!("{HEAD_OF_FILE}document,2026,U3,2026-1,机密★1年,9,no,纪要\n");
    let read = house.engine.read_table(REVIEWER, file.into_bytes()).await;
    assert_eq!(said(&read), "classified");
    let last = house.last_recorded().await;
    assert!(matches!(last, SystemHappening::ContentRefused { unit: OFFICE, .. }), "{last:?}");
    assert_eq!(said(&house.engine.read_table(REVIEWER, Vec::new()).await), "empty");
}

#[tokio::test]
async fn the_plans_come_in_pages_and_a_page_has_at_most_a_hundred_items() {
    let house = House::open().await;
    let line = |number| format!("document,2026,U3,2026-{number:03},甲,9,no,纪要\n");
    let lines: String = (0..=MAX_PAGE).map(line).collect();
    let file = table(&format!("{HEAD_OF_FILE}{lines}"));
    house.engine.import_entries::<PlanItem>(REVIEWER, file, None).await.unwrap();
    let page =
        |after, limit| house.engine.entries::<PlanItem>(DRAFTER, of_this_year(), after, limit);
    let first = page(None, 1_000).await.unwrap();
    let rest = page(first.next, 1_000).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (100, 1, None));
    let other = PlanFilter { unit: Some(FINANCE), ..of_this_year() };
    let none = house.engine.entries::<PlanItem>(DRAFTER, other, None, 10).await.unwrap();
    assert_eq!(none.items, []);
    let all = house.engine.export_entries::<PlanItem>(DRAFTER, of_this_year()).await.unwrap();
    assert_eq!(all.rows.len(), 101, "a file has all pages");
}

//! Numbers: taken by many at once, around the end of the year, given up, and taken over from paper.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_workflow::event::By;
use baopi_workflow::number::{NumberState, PaperEntry, paper};
use baopi_workflow::{
    Action, Digest, DocNumber, Refusal, RequestId, Status, SystemHappening, Timestamp,
};
use rstest::rstest;

use super::office::{
    BUREAU, ISSUED, NUMBERED, OFFICE_HEAD, Office, RECHECKED, REGISTRAR, SERIES, content, way,
};
use super::{bare, count};
use crate::column::values;
use crate::store::Backend;
use crate::{CounterFilter, Origin, RegisterFilter, StoreError};

/// 2027-01-01T00:00:00+08:00
const NEW_YEAR: Timestamp = Timestamp(1_798_732_800_000);
const SECOND: i64 = 1_000;
const DAY: i64 = 86_400 * SECOND;
const EVERYTHING: CounterFilter = CounterFilter { series: None, year: None, since: None };

fn after_new_year(millis: i64) -> Timestamp {
    Timestamp(NEW_YEAR.0 + millis)
}

fn number(year: i32, sequence: u32) -> DocNumber {
    DocNumber { series: SERIES.to_owned(), year, sequence }
}

fn used(year: i32, sequence: u32) -> PaperEntry {
    PaperEntry {
        number: number(year, sequence),
        state: NumberState::Used,
        title: "关于做好春季防火工作的通知".to_owned(),
        unit: BUREAU,
        doc_date: format!("{year}-03-01").parse().ok(),
        void_reason: None,
    }
}

fn void(year: i32, sequence: u32) -> PaperEntry {
    PaperEntry {
        state: NumberState::Void,
        title: String::new(),
        doc_date: None,
        void_reason: Some("重复登记".to_owned()),
        ..used(year, sequence)
    }
}

/// What the engine does once it has judged a file.
async fn import(office: &Office, entries: Vec<PaperEntry>) -> Result<(), StoreError> {
    let at = office.now();
    office
        .store
        .write(move |txn| {
            let entries = entries.clone();
            Box::pin(async move {
                for entry in &entries {
                    txn.numbers_taken(&entry.number.series, entry.number.year).await?;
                }
                let what = SystemHappening::NumbersImported {
                    file: Digest::ZERO,
                    entries: paper::digest(&entries)?,
                    used: 1,
                    void: 0,
                };
                let by = By { actor: Some(REGISTRAR), on_behalf_of: None, at };
                let event = txn.append_system(by, what).await?.event;
                txn.insert_imported(&entries, event.seq, (REGISTRAR, at)).await
            })
        })
        .await
}

/// Documents that wait for their numbers, signed at this instant.
async fn waiting(office: &Office, count: usize, signed_at: Timestamp) -> Vec<RequestId> {
    let mut waiting = Vec::new();
    for _ in 0..count {
        let id = office.create(content()).await;
        for (actor, action) in way().into_iter().take(RECHECKED) {
            office.attempt_at(id, actor, action, signed_at).await.unwrap().unwrap();
        }
        waiting.push(id);
    }
    waiting
}

/// All take their numbers at once, each at an instant of its own; the numbers in the order of the documents.
async fn numbered(
    office: &Arc<Office>,
    documents: &[(RequestId, Timestamp)],
) -> Vec<Result<DocNumber, Refusal>> {
    let mut tasks = Vec::new();
    for (id, at) in documents.iter().copied() {
        let office = Arc::clone(office);
        tasks.push(tokio::spawn(async move {
            office.attempt_at(id, REGISTRAR, Action::AssignNumber {}, at).await
        }));
    }
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.unwrap().unwrap().map(|request| request.number.unwrap()));
    }
    numbers
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_registrars_at_once_take_a_hundred_numbers_without_a_gap(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let now = office.now();
    let documents: Vec<_> =
        waiting(&office, 100, now).await.into_iter().map(|id| (id, now)).collect();
    let numbers = numbered(&office, &documents).await;
    let taken: BTreeSet<_> =
        numbers.iter().map(|number| number.as_ref().unwrap().sequence).collect();
    assert_eq!(taken, (1..=100).collect());
    for ((id, _), number) in documents.iter().zip(&numbers) {
        let number = number.as_ref().unwrap();
        let row = office.store.find_number(number).await.unwrap().unwrap();
        assert_eq!((row.request, row.origin), (Some(*id), Origin::Numbered), "{number}");
    }
    let [report] = office.store.number_reports(EVERYTHING).await.unwrap().try_into().unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!((report.highest, report.used), (100, 100));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn numbers_around_the_end_of_the_year_are_of_the_year_of_their_signature(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let old = waiting(&office, 20, after_new_year(-1)).await;
    let new = waiting(&office, 20, NEW_YEAR).await;
    // Turn by turn, within a day after midnight.
    let pairs = old.iter().zip(&new).flat_map(|(old, new)| [*old, *new]);
    let documents: Vec<_> =
        (0..).zip(pairs).map(|(n, id)| (id, after_new_year(n * SECOND))).collect();
    let numbers = numbered(&office, &documents).await;
    let of = |year| -> BTreeSet<u32> {
        let numbers = numbers.iter().map(|number| number.as_ref().unwrap());
        numbers.filter(|number| number.year == year).map(|number| number.sequence).collect()
    };
    assert_eq!((of(2026), of(2027)), ((1..=20).collect(), (1..=20).collect()));
    for (id, number) in documents.iter().map(|(id, _)| id).zip(&numbers) {
        let expected = if old.contains(id) { 2026 } else { 2027 };
        assert_eq!(number.as_ref().unwrap().year, expected);
    }
    let reports = office.store.number_reports(EVERYTHING).await.unwrap();
    assert_eq!(reports.iter().map(|report| report.year).collect::<Vec<_>>(), [2026, 2027]);
    assert!(reports.iter().all(baopi_workflow::number::SeriesReport::is_clean), "{reports:?}");
}

#[rstest]
#[tokio::test]
async fn the_old_year_closes_after_the_15th_of_january_on_the_offices_clock(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let new_years_eve = after_new_year(-1);
    let documents = waiting(&office, 3, new_years_eve).await;
    let closes = 15 * DAY;
    let take = |index: usize, at| {
        let (office, id) = (Arc::clone(&office), documents[index]);
        async move { office.attempt_at(id, REGISTRAR, Action::AssignNumber {}, at).await.unwrap() }
    };
    // 4 January, the last millisecond of the 15th, the first of the 16th.
    let early = take(0, after_new_year(3 * DAY)).await.unwrap();
    assert_eq!(early.number, Some(number(2026, 1)));
    assert_eq!(early.signature.unwrap().doc_date.to_string(), "2026-12-31");
    let last = take(1, after_new_year(closes - 1)).await.unwrap();
    assert_eq!(last.number, Some(number(2026, 2)));
    let refusal = take(2, after_new_year(closes)).await.unwrap_err();
    let [finding] = refusal.findings() else { panic!("{refusal:?}") };
    assert_eq!(finding.case, "year-closed");
    let stays = office.find(documents[2]).await;
    assert_eq!((stays.status, stays.number), (Status::Numbering, None));
    let [report] = office.store.number_reports(EVERYTHING).await.unwrap().try_into().unwrap();
    assert_eq!((report.highest, report.is_clean()), (2, true), "the refusal took no number");

    // What is signed anew takes a number of the new year.
    office.set(after_new_year(closes));
    let again = office.document(NUMBERED).await;
    assert_eq!(office.find(again).await.number, Some(number(2027, 1)));
}

#[rstest]
#[tokio::test]
async fn a_number_that_is_given_up_keeps_its_reason_and_both_people_and_is_not_used_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(NUMBERED).await;
    let reason = "印发前发现主送机关错误，经签发人同意作废";
    office.perform(id, REGISTRAR, Action::Void { opinion: reason.to_owned() }).await;
    let voided = office.perform(id, OFFICE_HEAD, Action::Confirm { opinion: String::new() }).await;
    let [row] = office.store.voids(RegisterFilter::default()).await.unwrap().try_into().unwrap();
    assert_eq!((&row.number, row.reason.as_str()), (&number(2026, 1), reason));
    assert_eq!((row.proposed_by, row.confirmed_by), (Some(REGISTRAR), Some(OFFICE_HEAD)));
    assert_eq!((row.at, row.origin), (voided.updated_at, Origin::Numbered));
    let elsewhere = RegisterFilter { unit: Some(BUREAU), ..RegisterFilter::default() };
    assert_eq!(office.store.voids(elsewhere).await.unwrap(), []);

    let anew = office.document(ISSUED).await;
    assert_eq!(office.find(anew).await.number, Some(number(2026, 2)));
    let refusal =
        office.attempt(anew, REGISTRAR, Action::Void { opinion: reason.to_owned() }).await;
    assert!(matches!(refusal.unwrap().unwrap_err(), Refusal::NotAllowedNow { .. }));
    let [report] = office.store.number_reports(EVERYTHING).await.unwrap().try_into().unwrap();
    assert!(report.is_clean());
    assert_eq!((report.highest, report.used, report.void), (2, 1, vec![1]));
}

#[rstest]
#[tokio::test]
async fn numbers_from_paper_stand_in_the_register_and_the_counter_goes_on_after_them(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let paper = vec![used(2026, 1), void(2026, 2), used(2026, 3), used(2025, 1)];
    import(&office, paper.clone()).await.unwrap();
    let id = office.document(NUMBERED).await;
    assert_eq!(office.find(id).await.number, Some(number(2026, 4)));

    let register = office.store.register(RegisterFilter::default(), None, 3).await.unwrap();
    let origins: Vec<_> =
        register.items.iter().map(|row| (row.number.sequence, row.origin, row.request)).collect();
    let from_paper = |sequence| (sequence, Origin::Imported, None);
    assert_eq!(origins, [(4, Origin::Numbered, Some(id)), from_paper(3), from_paper(2)]);
    let rest = office.store.register(RegisterFilter::default(), register.next, 3).await.unwrap();
    let rest: Vec<_> = rest.items.iter().map(|row| row.number.clone()).collect();
    assert_eq!(rest, [number(2026, 1), number(2025, 1)]);

    let found = office.store.find_number(&number(2026, 2)).await.unwrap().unwrap();
    assert_eq!((found.state, found.origin), (NumberState::Void, Origin::Imported));
    assert_eq!(office.store.find_number(&number(2026, 5)).await.unwrap(), None);
    let [given_up] =
        office.store.voids(RegisterFilter::default()).await.unwrap().try_into().unwrap();
    assert_eq!((given_up.proposed_by, given_up.confirmed_by), (Some(REGISTRAR), None));
    assert_eq!(given_up.origin, Origin::Imported);

    let mut sorted = paper;
    sorted.sort_by(|a, b| a.number.cmp(&b.number));
    assert_eq!(office.store.imported_with(1).await.unwrap(), sorted);
    assert_eq!(office.store.count_imported().await.unwrap(), 4);
    let reports = office.store.number_reports(EVERYTHING).await.unwrap();
    assert!(reports.iter().all(baopi_workflow::number::SeriesReport::is_clean), "{reports:?}");
    assert_eq!(office.store.counters_with_gaps(2000).await.unwrap(), []);
}

#[rstest]
#[tokio::test]
async fn a_number_is_never_both_from_paper_and_given_by_the_program(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    office.document(NUMBERED).await;
    let outcome = import(&office, vec![used(2026, 1)]).await;
    assert!(matches!(outcome, Err(StoreError::Taken(_))), "{outcome:?}");
    let outcome = import(&office, vec![used(2026, 2)]).await;
    assert!(matches!(outcome, Err(StoreError::Refused(_))), "{outcome:?}");
    assert_eq!(office.store.count_imported().await.unwrap(), 0);
    import(&office, vec![used(2025, 1)]).await.unwrap();
    let outcome = import(&office, vec![used(2025, 1)]).await;
    assert!(matches!(outcome, Err(StoreError::Taken(_))), "{outcome:?}");
    assert_eq!(count(&office.store, "system_event").await, 1, "what fails leaves no event");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_taken_while_its_register_comes_from_paper_is_taken_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    for _ in 0..5 {
        let office = Office::new(backend).await;
        let id = office.document(RECHECKED).await;
        let (one, other) = (Arc::clone(&office), Arc::clone(&office));
        let imports = tokio::spawn(async move { import(&one, vec![used(2026, 1)]).await });
        let takes =
            tokio::spawn(
                async move { other.attempt(id, REGISTRAR, Action::AssignNumber {}).await },
            );
        let imported = imports.await.unwrap();
        let taken = takes.await.unwrap().unwrap().unwrap().number;
        let expected = if imported.is_ok() { 2 } else { 1 };
        assert_eq!(taken, Some(number(2026, expected)), "{imported:?}");
        let [report] = office.store.number_reports(EVERYTHING).await.unwrap().try_into().unwrap();
        assert!(report.is_clean() && report.used == expected, "{report:?}");
    }
}

const INTO_IMPORTED: &str =
    "INSERT INTO number_imported (series, year, sequence, state, title, unit, doc_date,
    void_reason, seq, imported_by, imported_at)";

/// What somebody with an SQL prompt may not do to the numbers, each in its own words. The office has numbers 1 and 2 of 2025
/// from paper, and has given number 1 of 2026.
const FORBIDDEN: &[(&str, &str)] = &[
    ("UPDATE number_imported SET title = 'x'", "rows of number_imported stay"),
    ("DELETE FROM number_imported", "rows of number_imported stay"),
    ("UPDATE number_taken SET sequence = 9", "rows of number_taken stay"),
    ("DELETE FROM number_taken", "rows of number_taken stay"),
    ("INSERT INTO number_taken SELECT series, year, 9 FROM number_taken", "a number is taken with its entry"),
    ("{into} SELECT series, year, 3, state, title, unit, doc_date, void_reason, seq, imported_by, imported_at + 1
      FROM number_imported WHERE sequence = 1", "comes with its event"),
    ("{into} SELECT i.series, i.year, 3, i.state, i.title, i.unit, i.doc_date, i.void_reason, i.seq, p.id, i.imported_at
      FROM number_imported i, person p WHERE i.sequence = 1 AND p.id <> i.imported_by", "comes with its event"),
    ("{into} SELECT series, year, 3, 'void', title, unit, doc_date, ' ', seq, imported_by, imported_at
      FROM number_imported WHERE sequence = 1", "imported_void_has_a_reason"),
    ("{into} SELECT series, year, 3, 'used', '', unit, doc_date, NULL, seq, imported_by, imported_at
      FROM number_imported WHERE sequence = 1", "imported_document_has_title_and_date"),
    ("{into} SELECT series, year, 3, 'used', title, unit, '2026-01-01', NULL, seq, imported_by, imported_at
      FROM number_imported WHERE sequence = 1", "imported_year_is_of_its_date"),
    ("{into} SELECT series, 2026, 2, 'used', title, unit, '2026-01-01', NULL, seq, imported_by, imported_at
      FROM number_imported WHERE sequence = 1", "paper does not go on where the program has begun"),
    ("{into} SELECT series, 2026, 1, 'used', title, unit, '2026-01-01', NULL, seq, imported_by, imported_at
      FROM number_imported WHERE sequence = 1", "number_taken"),
    ("UPDATE number_counter SET last_sequence = 9 WHERE year = 2026", "a counter leaves no number out"),
    ("UPDATE number_counter SET last_sequence = 9 WHERE year = 2025", "a counter leaves no number out"),
    ("INSERT INTO number_counter (series, year, last_sequence) VALUES ('青汛', 2026, 2)", "begins with its first"),
    ("DELETE FROM number_counter", "rows of number_counter stay"),
];

#[rstest]
#[tokio::test]
async fn the_database_itself_keeps_the_numbers_from_paper_apart(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    office.document(ISSUED).await;
    import(&office, vec![used(2025, 1), void(2025, 2)]).await.unwrap();
    for (statement, says) in FORBIDDEN {
        let statement = statement.replace("{into}", INTO_IMPORTED);
        let outcome = bare(&office.store, &statement, values![]).await;
        let error = outcome.expect_err(&statement);
        let refused = matches!(error, StoreError::Refused(_) | StoreError::Taken(_));
        assert!(refused && format!("{error:?}").contains(says), "{statement}: {error:?}");
    }
    if backend == Backend::Postgres {
        for table in ["number_imported", "number_taken"] {
            let outcome =
                bare(&office.store, &format!("TRUNCATE {table} CASCADE"), values![]).await;
            assert!(matches!(outcome, Err(StoreError::Refused(_))), "{table}: {outcome:?}");
        }
    }
    // Once the record goes on, nothing joins an import.
    import(&office, vec![used(2024, 1)]).await.unwrap();
    let late = format!(
        "{INTO_IMPORTED} SELECT series, year, 3, state, title, unit, doc_date, void_reason, seq, imported_by,
         imported_at FROM number_imported WHERE year = 2025 AND sequence = 1"
    );
    let outcome = bare(&office.store, &late, values![]).await;
    assert!(format!("{outcome:?}").contains("comes with its event"), "{outcome:?}");
    assert_eq!(count(&office.store, "number_imported").await, 3);
}

#[rstest]
#[tokio::test]
async fn a_number_that_nobody_can_account_for_is_reported(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    office.document(NUMBERED).await;
    // The one thing that the database cannot tell from the first half of taking a number.
    let counter = "UPDATE number_counter SET last_sequence = last_sequence + 1";
    bare(&office.store, counter, values![]).await.unwrap();
    office.document(NUMBERED).await;
    let [report] = office.store.number_reports(EVERYTHING).await.unwrap().try_into().unwrap();
    assert_eq!((report.missing.as_slice(), report.highest), (&[(2, 2)][..], 3));
    assert_eq!(office.store.counters_with_gaps(2026).await.unwrap(), [(SERIES.to_owned(), 2026)]);
    assert_eq!(office.store.counters_with_gaps(2027).await.unwrap(), []);
    for (series, found) in [(SERIES, 1), ("青汛", 0)] {
        let filter = CounterFilter { series: Some(series.to_owned()), ..EVERYTHING };
        assert_eq!(office.store.number_reports(filter).await.unwrap().len(), found);
    }
}

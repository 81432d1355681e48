//! The numbers of documents: what is said of one, what is taken over from paper, and that none is left out.

use baopi_engine::{
    CounterFilter, ImportError, ImportRefusal, ImportedNumbers, MAX_PAGE, PaperWords,
    RegisterFilter,
};
use baopi_workflow::number::NumberFault;
use baopi_workflow::{Action, Digest, PersonId, SystemHappening};
use rstest::rstest;

use crate::fixture::*;
use crate::house::*;

const HEAD_OF_FILE: &str = "series,year,sequence,state,title,unit,doc_date,void_reason\n";
/// A register of two numbers, of which the second was given up.
const PAPER: &str =
    "青农发,2026,1,used,关于春耕的通知,U3,2026-03-05,\n青农发,2026,2,void,,U3,,重复登记\n";

async fn import(
    house: &House,
    actor: PersonId,
    lines: &str,
) -> Result<ImportedNumbers, ImportError> {
    let file = format!("{HEAD_OF_FILE}{lines}");
    house.engine.import_numbers(actor, file.as_bytes(), &PaperWords::default()).await
}

/// What is wrong in the lines, as `line column: what`.
fn faults(answer: Result<ImportedNumbers, ImportError>) -> Vec<String> {
    let Err(ImportError::Refused(ImportRefusal::Faulty(faults))) = answer else {
        panic!("{answer:?}")
    };
    let said = |fault: &baopi_engine::PaperFault| {
        let column = fault.column.map_or("-", baopi_engine::Column::key);
        format!("{} {column}: {}", fault.line, fault.reason.code())
    };
    faults.iter().map(said).collect()
}

async fn register(house: &House) -> Vec<String> {
    let page = house
        .engine
        .register(STRANGER, RegisterFilter::default(), None, MAX_PAGE)
        .await
        .expect("everybody may read it");
    page.items.into_iter().map(|row| row.number.to_string()).collect()
}

#[rstest]
#[case::a_registrar(REGISTRAR, "done")]
#[case::an_administrator(ADMIN, "done")]
#[case::a_reviewer(REVIEWER, "not_yours")]
#[case::the_head_of_the_unit(HEAD, "not_yours")]
#[case::an_auditor(AUDITOR, "not_yours")]
#[case::the_main_leader(MAYOR, "not_yours")]
#[case::somebody_who_is_gone(GONE, "not_yours")]
#[tokio::test]
async fn registrars_and_administrators_take_a_paper_register_over(
    #[case] person: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    assert_eq!(said(&import(&house, person, PAPER).await), expected);
    let numbers = if expected == "done" { 2 } else { 0 };
    assert_eq!(register(&house).await.len(), numbers);
}

#[tokio::test]
async fn the_program_goes_on_after_the_last_number_on_paper() {
    let house = House::open().await;
    let done = import(&house, REGISTRAR, PAPER).await.unwrap();
    assert_eq!((done.used, done.void), (1, 1));
    assert_eq!(
        done.last.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["青农发〔2026〕2号"]
    );
    let file = format!("{HEAD_OF_FILE}{PAPER}");
    assert_eq!(done.sha256, Digest::of(file.as_bytes()), "the record names the file");
    let recorded = house.recorded().await;
    let [.., numbers, last] = recorded.as_slice() else { panic!("{recorded:?}") };
    assert!(
        matches!(numbers, SystemHappening::NumbersImported { used: 1, void: 1, file, .. } if *file == done.sha256),
        "{numbers:?}"
    );
    assert!(matches!(last, SystemHappening::RegisterImported { last: 2, .. }), "{last:?}");
    let numbered = house.document_after("通知", 6).await;
    assert_eq!(numbered.number.unwrap().to_string(), "青农发〔2026〕3号");
    let reports = house.engine.number_reports(CounterFilter::default()).await.unwrap();
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert!(report.is_clean(), "{report:?}");
    assert_eq!((report.highest, report.used, report.void.as_slice()), (3, 2, &[2][..]));
    assert_eq!(house.engine.counters_with_gaps().await.unwrap(), []);
}

#[tokio::test]
async fn a_register_with_one_wrong_line_is_refused_whole() {
    let house = House::open().await;
    let before = house.recorded().await;
    let gap = import(&house, REGISTRAR, &PAPER.replace(",2,void", ",3,void")).await;
    assert_eq!(faults(gap), ["3 sequence: gap"]);
    let strange = import(&house, REGISTRAR, &PAPER.replace("U3,,", "U9,,")).await;
    assert_eq!(faults(strange), ["3 unit: unknown_unit"]);
    assert_eq!(register(&house).await, [""; 0]);
    assert_eq!(house.recorded().await, before);
}

#[tokio::test]
async fn a_number_is_taken_over_once_and_never_above_one_that_was_given_here() {
    let house = House::open().await;
    import(&house, REGISTRAR, PAPER).await.unwrap();
    let again = import(&house, REGISTRAR, PAPER).await;
    assert_eq!(faults(again), ["2 sequence: taken", "3 sequence: taken"]);
    house.document_after("通知", 6).await;
    let above = import(&house, REGISTRAR, "青农发,2026,4,used,甲,U3,2026-03-05,\n").await;
    assert_eq!(faults(above), ["2 sequence: begun"]);
    assert_eq!(register(&house).await.len(), 3);
}

#[tokio::test]
async fn what_is_no_text_or_looks_classified_is_taken_over_from_nobody() {
    let house = House::open().await;
    let words = PaperWords::default();
    let binary = house.engine.import_numbers(REGISTRAR, &[0xFF, 0xFE, 0xFF], &words).await;
    assert_eq!(said(&binary), "unreadable");
    let secret = PAPER.replace("关于春耕的通知", "机密★1年");
    assert_eq!(said(&import(&house, REGISTRAR, &secret).await), "classified");
    assert_eq!(
        said(&import(&house, DRAFTER, &secret).await),
        "not_yours",
        "asked first who sends it"
    );
    assert_eq!(register(&house).await, [""; 0]);
}

#[tokio::test]
async fn a_number_that_was_typed_with_other_brackets_is_offered_as_it_is_meant() {
    let house = House::open().await;
    let check = house.engine.check_number(STRANGER, "青农发[2026]1号").await.unwrap();
    assert_eq!(check.faults, [NumberFault::Brackets]);
    assert_eq!(check.offer.map(|number| number.to_string()), Some("青农发〔2026〕1号".to_owned()));
    assert_eq!((check.number, check.unit, check.found), (None, None, None));
}

#[tokio::test]
async fn a_number_of_no_units_series_is_pointed_out_and_one_that_is_free_is_not() {
    let house = House::open().await;
    let check = house.engine.check_number(STRANGER, "青虚发〔2026〕1号").await.unwrap();
    assert_eq!((check.faults, check.unit), (vec![NumberFault::Unregistered], None));
    let free = house.engine.check_number(STRANGER, "青农发〔2026〕1号").await.unwrap();
    assert_eq!((free.faults, free.unit, free.found), (Vec::new(), Some(AGRICULTURE), None));
}

#[tokio::test]
async fn everybody_learns_that_a_number_is_used_and_only_who_may_see_the_document_opens_it() {
    let house = House::open().await;
    house.document_after("通知", 6).await;
    for (person, may_see) in [(DRAFTER, true), (REGISTRAR, true), (STRANGER, false), (ADMIN, false)]
    {
        let check = house.engine.check_number(person, "青农发〔2026〕1号").await.unwrap();
        let found = check.found.unwrap();
        assert_eq!((found.state(), found.may_see), ("not_issued", may_see), "{person}");
        let register = house.engine.register(person, RegisterFilter::default(), None, 1).await;
        let row = register.unwrap().items.remove(0);
        assert_eq!((row.title.as_str(), row.request.is_some()), ("通知", may_see), "{person}");
    }
    let file = house.engine.register_file(RegisterFilter::default(), None, 1).await.unwrap();
    assert_eq!(file.items[0].request, None, "a file leads nowhere");
}

#[rstest]
#[case("青农发〔2026〕1号", "imported_used")]
#[case("青农发〔2026〕2号", "imported_void")]
#[tokio::test]
async fn a_number_from_paper_says_so_and_leads_nowhere(#[case] text: &str, #[case] state: &str) {
    let house = House::open().await;
    import(&house, REGISTRAR, PAPER).await.unwrap();
    let found = house.engine.check_number(AUDITOR, text).await.unwrap().found.unwrap();
    assert_eq!((found.state(), found.may_see), (state, false));
}

#[tokio::test]
async fn a_number_that_was_given_up_stays_used_up_and_is_listed_with_its_reason() {
    let house = House::open().await;
    import(&house, REGISTRAR, PAPER).await.unwrap();
    let voids = house.engine.voids(RegisterFilter::default()).await.unwrap();
    let [void] = voids.as_slice() else { panic!("{voids:?}") };
    assert_eq!((void.number.sequence, void.reason.as_str()), (2, "重复登记"));
    let other = RegisterFilter { unit: Some(FINANCE), ..RegisterFilter::default() };
    assert!(house.engine.voids(other).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_register_comes_in_pages() {
    let house = House::open().await;
    for title in ["甲", "乙", "丙"] {
        house.document_after(title, 6).await;
    }
    let page = |after| house.engine.register(STRANGER, RegisterFilter::default(), after, 2);
    let first = page(None).await.unwrap();
    let rest = page(first.next.clone()).await.unwrap();
    let mut sequences: Vec<_> =
        first.items.iter().chain(&rest.items).map(|row| row.number.sequence).collect();
    sequences.sort_unstable();
    assert_eq!((first.items.len(), sequences, rest.next), (2, vec![1, 2, 3], None));
    let last_year = RegisterFilter { year: Some(2025), ..RegisterFilter::default() };
    let none = house.engine.register(STRANGER, last_year, None, 2).await.unwrap();
    assert!(none.items.is_empty());
}

#[tokio::test]
async fn one_key_takes_one_number() {
    let house = House::open().await;
    let waits = house.document_after("通知", 5).await;
    let number = || {
        let action = Action::AssignNumber {};
        house.engine.perform(REGISTRAR, waits.request, waits.version, action, Some(key("k", "a")))
    };
    let (first, again) = (number().await.unwrap(), number().await.unwrap());
    assert_eq!((first.number, again.replayed), (again.number, true));
    assert_eq!(register(&house).await, ["青农发〔2026〕1号"]);
}

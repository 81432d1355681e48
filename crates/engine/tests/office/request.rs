//! Drafts, the desk, one request with its moves, and many at once.

use std::collections::BTreeSet;

use baopi_engine::{
    BulkError, EngineError, MAX_APPROVED_AT_ONCE, MAX_PAGE, PerformError, SimilarTexts, StageState,
    TOLD_FROM_LETTERS,
};
use baopi_workflow::content::FileRef;
use baopi_workflow::rules::Known;
use baopi_workflow::{
    Action, ActionName, Content, Digest, PersonId, Refusal, RequestId, Status, SystemHappening,
    Verdict, Version,
};
use rstest::rstest;
use uuid::Uuid;

use crate::fixture::*;
use crate::house::*;

const NOWHERE: RequestId = RequestId(Uuid::from_u128(404));
/// The mark of a classified paper.
const CLASSIFIED: &str = "机密★1年";

#[rstest]
#[case::whoever_wrote_it(DRAFTER, true)]
#[case::whoever_audits(AUDITOR, true)]
#[case::the_head_of_the_unit(HEAD, false)]
#[case::the_office(REVIEWER, false)]
#[case::the_main_leader(MAYOR, false)]
#[case::an_administrator(ADMIN, false)]
#[case::a_stranger(STRANGER, false)]
#[tokio::test]
async fn a_draft_is_there_for_its_drafter_and_auditors_alone(
    #[case] person: PersonId,
    #[case] sees: bool,
) {
    let house = House::open().await;
    let draft = house.document_after("草稿", 0).await;
    let expected = if sees { "done" } else { "not_found" };
    assert_eq!(said(&house.engine.view(person, draft.request).await), expected);
    assert_eq!(said(&house.engine.kind_of(person, draft.request).await), expected);
    let explained = house.engine.explain(person, draft.request, None, None, 10).await;
    assert_eq!(said(&explained), expected);
    let similar = house.engine.similar(person, draft.request).await;
    assert_eq!(said(&similar), expected);
    let file = house.engine.file(person, draft.request, Digest::ZERO).await;
    assert_eq!(said(&file), "not_found", "it names no file");
}

#[tokio::test]
async fn what_was_never_there_is_answered_like_what_is_hidden() {
    let house = House::open().await;
    let before = house.recorded().await;
    let tried = house.engine.perform(DRAFTER, NOWHERE, Version(1), Action::Submit {}, None).await;
    assert_eq!(said(&tried), "not_found");
    assert_eq!(said(&house.engine.view(DRAFTER, NOWHERE).await), "not_found");
    assert_eq!(house.recorded().await, before);
}

#[tokio::test]
async fn whoever_tries_a_request_that_they_may_not_see_stands_in_the_record_and_changes_nothing() {
    let house = House::open().await;
    let draft = house.document_after("草稿", 0).await;
    let tried = house.does(STRANGER, &draft, Action::Submit {}).await;
    assert_eq!(said(&tried), "not_found");
    let what = SystemHappening::AccessDenied { request: draft.request, action: ActionName::Submit };
    assert_eq!(house.last_recorded().await, what);
    let view = house.engine.view(DRAFTER, draft.request).await.unwrap();
    assert_eq!((view.request.version, view.request.status), (draft.version, Status::Draft));
    assert_eq!(view.timeline.len(), 2, "it was created and became a draft");
}

#[tokio::test]
async fn whoever_saw_an_older_version_is_told_the_present_one() {
    let house = House::open().await;
    let draft = house.document_after("草稿", 0).await;
    let submitted = house.does(DRAFTER, &draft, Action::Submit {}).await.unwrap();
    let withdraws = Action::Withdraw { opinion: String::new() };
    let late = house.does(DRAFTER, &draft, withdraws).await;
    assert!(
        matches!(late, Err(PerformError::Stale { current }) if current == submitted.version),
        "{late:?}"
    );
    let view = house.engine.view(DRAFTER, draft.request).await.unwrap();
    assert_eq!(view.request.version, submitted.version);
}

#[tokio::test]
async fn whoever_decides_what_is_decided_is_told_so_instead_of_the_version() {
    let house = House::open().await;
    let submitted = house.document_after("通知", 1).await;
    house.does(HEAD, &submitted, approve()).await.unwrap();
    assert_eq!(said(&house.does(HEAD, &submitted, approve()).await), "already_decided");
}

#[tokio::test]
async fn the_same_creation_under_one_key_makes_one_request() {
    let house = House::open().await;
    let first = house.engine.create(DRAFTER, document(), Some(key("k", "a"))).await.unwrap();
    let again = house.engine.create(DRAFTER, document(), Some(key("k", "a"))).await.unwrap();
    assert!(!first.replayed && again.replayed);
    assert_eq!((again.request, again.version), (first.request, first.version));
    let asked = house.engine.asked(DRAFTER, None, MAX_PAGE).await.unwrap();
    assert_eq!(asked.items.len(), 1);
}

#[tokio::test]
async fn a_key_that_was_used_for_something_else_does_nothing() {
    let house = House::open().await;
    house.engine.create(DRAFTER, document(), Some(key("k", "a"))).await.unwrap();
    let other = house.engine.create(DRAFTER, document(), Some(key("k", "b"))).await;
    assert_eq!(said(&other), "key_reused");
    assert_eq!(house.engine.asked(DRAFTER, None, MAX_PAGE).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_key_is_its_senders_own() {
    let house = House::open().await;
    let one = house.engine.create(DRAFTER, document(), Some(key("k", "a"))).await.unwrap();
    let other = house.engine.create(HEAD, document(), Some(key("k", "b"))).await.unwrap();
    assert!(!other.replayed);
    assert_ne!(one.request, other.request);
}

#[tokio::test]
async fn a_refusal_is_kept_under_its_key_and_recorded_once() {
    let house = House::open().await;
    let submitted = house.document_after("通知", 1).await;
    let objects = Action::Return {
        opinion: " ".to_owned(),
        to: None,
        then: baopi_workflow::request::action::Resume::default(),
    };
    let (id, seen) = (submitted.request, submitted.version);
    let mut lengths = BTreeSet::new();
    for _ in 0..2 {
        let refused =
            house.engine.perform(HEAD, id, seen, objects.clone(), Some(key("k", "a"))).await;
        assert_eq!(said(&refused), "opinion_required");
        lengths.insert(house.engine.view(DRAFTER, id).await.unwrap().timeline.len());
    }
    assert_eq!(lengths.len(), 1, "the second sending adds nothing to the record");
    assert_eq!(said(&house.does(HEAD, &submitted, approve()).await), "done");
}

#[tokio::test]
async fn of_a_classified_text_nothing_is_kept_but_who_tried_and_its_pattern() {
    let house = House::open().await;
    let secret = document_with(|document| document.body = CLASSIFIED.to_owned());
    let refused = house.engine.create(DRAFTER, secret, Some(key("k", "a"))).await;
    let Err(PerformError::Classified { pattern }) = refused else { panic!("{refused:?}") };
    assert!(house.engine.asked(DRAFTER, None, MAX_PAGE).await.unwrap().items.is_empty());
    let last = house.last_recorded().await;
    let unit = AGRICULTURE;
    let rule = baopi_workflow::RuleId::Classified;
    assert_eq!(last, SystemHappening::ContentRefused { rule, pattern, unit });
    let harmless = house.engine.create(DRAFTER, document(), Some(key("k", "b"))).await.unwrap();
    assert!(!harmless.replayed, "not even the fingerprint of the command was kept");
}

#[tokio::test]
async fn a_digest_of_a_file_that_the_sender_never_sent_is_refused() {
    let house = House::open().await;
    let file = FileRef { sha256: Digest::of(b"strange"), name: "a.txt".to_owned(), size: 7 };
    let text = document_with(|document| document.body_file = Some(file.clone()));
    let refused = house.engine.create(DRAFTER, text, None).await;
    assert_eq!(said(&refused), "blocked", "{refused:?}");
    assert!(house.engine.asked(DRAFTER, None, MAX_PAGE).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_preview_shows_the_way_and_stores_nothing() {
    let house = House::open().await;
    let before = house.recorded().await;
    let preview = house.engine.preview(DRAFTER, &document()).await.unwrap();
    assert_eq!((preview.verdict, &preview.refusal), (Verdict::Pass, &None));
    assert!(preview.way.iter().all(|stage| stage.state == StageState::Ahead), "{preview:?}");
    assert_eq!(preview.way.first().map(|stage| stage.people.clone()), Some(vec![HEAD]));
    assert!(house.engine.asked(DRAFTER, None, MAX_PAGE).await.unwrap().items.is_empty());
    assert_eq!(house.recorded().await, before);
}

#[tokio::test]
async fn a_preview_of_a_classified_text_says_so_before_anything_is_sent() {
    let house = House::open().await;
    let secret = document_with(|document| document.title = CLASSIFIED.to_owned());
    let preview = house.engine.preview(DRAFTER, &secret).await.unwrap();
    assert_eq!(preview.verdict, Verdict::Block);
    assert!(matches!(preview.refusal, Some(Refusal::Classified { .. })), "{preview:?}");
}

#[tokio::test]
async fn a_preview_by_somebody_of_whose_unit_nobody_decides_names_the_stage() {
    let house = House::open().await;
    let text = document_with(|document| {
        (document.drafting_unit, document.issuing_unit) = (TOWNSHIP, TOWNSHIP);
    });
    let preview = house.engine.preview(STRANGER, &text).await.unwrap();
    assert_eq!(preview.verdict, Verdict::Block);
    assert!(matches!(preview.refusal, Some(Refusal::NobodyFor { .. })), "{preview:?}");
}

#[tokio::test]
async fn what_somebody_asked_for_comes_in_pages_the_newest_first() {
    let house = House::open().await;
    let mut made = Vec::new();
    for title in ["甲", "乙", "丙"] {
        made.push(house.document_after(title, 0).await.request);
        house.pass(MINUTE);
    }
    made.reverse();
    let first = house.engine.asked(DRAFTER, None, 2).await.unwrap();
    let rest = house.engine.asked(DRAFTER, first.next.clone(), 2).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (2, 1, None));
    let found: Vec<_> = first.items.iter().chain(&rest.items).map(|row| row.id).collect();
    assert_eq!(found, made);
    let least = house.engine.asked(DRAFTER, None, 0).await.unwrap();
    assert_eq!(least.items.len(), 1, "a page has at least one row");
    assert!(house.engine.asked(HEAD, None, 2).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn a_cursor_of_one_list_is_none_of_another() {
    let house = House::open().await;
    for title in ["甲", "乙"] {
        house.document_after(title, 1).await;
    }
    let next = house.engine.asked(DRAFTER, None, 1).await.unwrap().next;
    assert!(next.is_some());
    let strange = house.engine.desk(HEAD, next, 1).await;
    assert!(matches!(strange, Err(PerformError::Engine(EngineError::BadCursor))), "{strange:?}");
    let typed = house.engine.asked(DRAFTER, Some("zz".to_owned().into()), 1).await;
    assert!(matches!(typed, Err(PerformError::Engine(EngineError::BadCursor))), "{typed:?}");
}

#[tokio::test]
async fn the_desk_goes_on_where_its_first_page_ended() {
    let house = House::open().await;
    for title in ["甲", "乙", "丙"] {
        house.document_after(title, 1).await;
        house.pass(MINUTE);
    }
    let first = house.engine.desk(HEAD, None, 2).await.unwrap();
    let rest = house.engine.desk(HEAD, first.next.clone(), 2).await.unwrap();
    let titles: BTreeSet<_> =
        first.items.iter().chain(&rest.items).map(|row| row.title.as_str()).collect();
    assert_eq!((first.items.len(), rest.items.len()), (2, 1));
    assert_eq!(titles, BTreeSet::from(["甲", "乙", "丙"]), "none twice and none left out");
    assert!(house.engine.desk(REVIEWER, None, 2).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn the_evaluations_of_a_request_are_explained_the_last_first_and_page_by_page() {
    let house = House::open().await;
    let signed = house.document_after("区农业农村局关于秋收的通知", 4).await;
    let all = house.engine.explain(DRAFTER, signed.request, None, None, 0).await.unwrap();
    assert_eq!(all.items.len(), 1, "a page has at least one");
    let second = house.engine.explain(DRAFTER, signed.request, None, all.next, 100).await.unwrap();
    assert_eq!(second.next, None);
    let first_seq = all.items.first().unwrap().stored.seq;
    assert!(!second.items.is_empty());
    assert!(second.items.iter().all(|one| one.stored.seq < first_seq), "{second:#?}");
    let before = Some(baopi_workflow::Timestamp(now().0 - 1));
    let none = house.engine.explain(DRAFTER, signed.request, before, None, 100).await.unwrap();
    assert_eq!((none.items.len(), none.next), (0, None));
    assert_eq!(none.title, "区农业农村局关于秋收的通知");
}

fn many(count: usize) -> Vec<(RequestId, Version)> {
    vec![(NOWHERE, Version(1)); count]
}

#[rstest]
#[case::none(0, "nothing")]
#[case::as_many_as_fit(MAX_APPROVED_AT_ONCE, "done")]
#[case::one_more(MAX_APPROVED_AT_ONCE + 1, "too_many")]
#[tokio::test]
async fn one_to_a_hundred_requests_are_approved_at_once(
    #[case] count: usize,
    #[case] expected: &str,
) {
    use baopi_engine::Reason as _;
    let house = House::open().await;
    let answer = house.engine.approve_many(HEAD, many(count), "", None).await;
    assert_eq!(said(&answer), expected);
    match answer {
        Ok(outcomes) => assert_eq!(outcomes.items.len(), count),
        Err(BulkError::Refused(refusal)) => assert_eq!(refusal.field(), Some("items")),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn what_stands_against_one_request_hinders_no_other() {
    let house = House::open().await;
    let [one, other] = [house.document_after("甲", 1).await, house.document_after("乙", 1).await];
    let stale = (one.request, Version(1));
    let items = vec![stale, (NOWHERE, Version(1)), (other.request, other.version)];
    let outcomes = house.engine.approve_many(HEAD, items, "同意", None).await.unwrap();
    let answers: Vec<_> = outcomes.items.iter().map(|item| said(&item.answer)).collect();
    assert_eq!(answers, ["stale", "not_found", "done"]);
    assert!(outcomes.items.iter().all(|item| item.title.is_none()), "whoever named them knows");
    let rows = house.engine.desk(HEAD, None, 10).await.unwrap().items;
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [one.request]);
}

#[tokio::test]
async fn many_approvals_under_one_key_happen_once_and_are_answered_alike() {
    let house = House::open().await;
    let paper = house.document_after("甲", 1).await;
    let items = vec![(paper.request, paper.version), (NOWHERE, Version(1))];
    let first =
        house.engine.approve_many(HEAD, items.clone(), "", Some(key("k", "a"))).await.unwrap();
    let again =
        house.engine.approve_many(HEAD, items.clone(), "", Some(key("k", "a"))).await.unwrap();
    assert!(!first.replayed && again.replayed);
    let answers = |outcomes: &baopi_engine::Outcomes| {
        outcomes.items.iter().map(|item| said(&item.answer)).collect::<Vec<_>>()
    };
    assert_eq!(answers(&first), ["done", "not_found"]);
    assert_eq!(answers(&again), answers(&first));
    let other = house.engine.approve_many(HEAD, items, "同意", Some(key("k", "b"))).await;
    assert_eq!(said(&other), "key_reused");
}

#[tokio::test]
async fn only_what_somebody_may_approve_now_is_offered_for_many_at_once() {
    let house = House::open().await;
    let waits = house.document_after("甲", 1).await;
    let gone = house.document_after("乙", 1).await;
    let rows = house.engine.desk(HEAD, None, 10).await.unwrap().items;
    assert_eq!(rows.len(), 2);
    house.does(HEAD, &gone, approve()).await.unwrap();
    let of = |person| house.engine.approvable(person, &rows);
    assert_eq!(of(HEAD).await.unwrap(), BTreeSet::from([waits.request]));
    assert_eq!(of(STRANGER).await.unwrap(), BTreeSet::new(), "what is hidden is offered to nobody");
    assert_eq!(of(AUDITOR).await.unwrap(), BTreeSet::new());
}

#[tokio::test]
async fn a_text_that_was_submitted_is_named_as_the_source_of_one_that_repeats_it() {
    let house = House::open().await;
    let tasks = |title: &str| {
        let body = (1..=200).map(|number| format!("第{number}项任务由责任单位{number}落实。"));
        document_with(|document| {
            title.clone_into(&mut document.title);
            document.body = body.collect();
        })
    };
    let submits = || [(DRAFTER, Action::Submit {})];
    let first = house.after(tasks("区农业农村局关于秋收的通知"), submits()).await;
    let copy = house.after(tasks("区农业农村局关于冬种的通知"), submits()).await;
    let Known::Is(found) = house.engine.similar(HEAD, copy.request).await.unwrap() else {
        panic!("the index is whole")
    };
    let [source] = found.open.as_slice() else { panic!("{found:#?}") };
    assert_eq!((source.other, source.is_request), (first.request.0, true));
    assert_eq!(source.title, "区农业农村局关于秋收的通知");
    let beside = house.engine.compare(HEAD, copy.request, first.request.0).await.unwrap();
    assert_eq!(beside.open, Some(first.request));
}

/// A text that only those of its own unit and their leaders may read.
fn secret_body() -> String {
    let tasks = (1..=200).map(|number| format!("第{number}项任务由责任单位{number}落实。"));
    tasks.collect::<Vec<_>>().concat()
}

/// A document of the finance bureau, whose drafter may not see those of the bureau of agriculture.
fn of_finance(body: String) -> Content {
    document_with(|document| {
        "区财政局关于冬种的通知".clone_into(&mut document.title);
        document.body = body;
        (document.issuing_unit, document.drafting_unit) = (FINANCE, FINANCE);
        document.main_recipients = [AGRICULTURE].into();
    })
}

async fn told(house: &House, person: PersonId, request: RequestId) -> SimilarTexts {
    let found = house.engine.similar(person, request).await.expect("the texts can be compared");
    let Known::Is(found) = found else { panic!("the index is whole") };
    found
}

/// A document of the finance bureau that was submitted.
async fn submitted_of_finance(house: &House, body: String) -> RequestId {
    let draft = house.engine.create(FINANCE_DRAFTER, of_finance(body), None).await;
    let draft = draft.expect("a draft");
    let submitted = house.does(FINANCE_DRAFTER, &draft, Action::Submit {}).await;
    submitted.expect("approval is asked for").request
}

#[tokio::test]
async fn whoever_may_not_read_a_text_is_told_a_rounded_share_and_only_once_the_own_text_stands() {
    let house = House::open().await;
    let submits = [(DRAFTER, Action::Submit {})];
    let hidden = document_with(|document| document.body = secret_body());
    let hidden = house.after(hidden, submits).await;
    let own = "本局自行组织实施，按季度通报进展。".repeat(3);
    let body = format!("{}{own}", secret_body());
    let draft = house.engine.create(FINANCE_DRAFTER, of_finance(body), None).await.unwrap();
    let found = told(&house, FINANCE_DRAFTER, draft.request).await;
    assert_eq!(found, SimilarTexts::default(), "a draft could be changed until it fits");
    house.does(FINANCE_DRAFTER, &draft, Action::Submit {}).await.unwrap();
    let found = told(&house, FINANCE_DRAFTER, draft.request).await;
    assert_eq!((found.open.len(), found.hidden.as_slice()), (0, &[100_u32][..]), "{found:?}");
    let beside = house.engine.compare(FINANCE_DRAFTER, draft.request, hidden.request.0).await;
    assert_eq!(said(&beside), "not_found", "also for whoever knows its identifier");
    let beside = house.engine.compare(AUDITOR, draft.request, hidden.request.0).await;
    assert_eq!(said(&beside), "done");
}

#[tokio::test]
async fn a_sentence_of_a_hidden_text_is_told_and_a_few_words_are_not() {
    let house = House::open().await;
    let words: String = (0..200_u32).filter_map(|n| char::from_u32(0x4E00 + 7 * n)).collect();
    let hidden = document_with(|document| document.body = words.clone());
    house.after(hidden, [(DRAFTER, Action::Submit {})]).await;
    let own: String = (0..300_u32).filter_map(|n| char::from_u32(0x5E00 + 7 * n)).collect();
    for (letters, told_of) in [(TOLD_FROM_LETTERS - 1, 0), (TOLD_FROM_LETTERS, 1)] {
        // Every piece of the hidden text is tried, so that its samples are among them.
        let mut most = 0;
        for from in (0..160).step_by(20) {
            let taken: String = words.chars().skip(from).take(letters).collect();
            let request = submitted_of_finance(&house, format!("{taken}{own}")).await;
            most = most.max(told(&house, FINANCE_DRAFTER, request).await.hidden.len());
        }
        assert_eq!(most, told_of, "{letters}");
    }
}

#[tokio::test]
async fn nothing_lies_beside_itself_beside_a_draft_or_beside_what_is_not_there() {
    let house = House::open().await;
    let paper = house.document_after("甲", 1).await;
    let draft = house.document_after("乙", 0).await;
    for other in [paper.request.0, draft.request.0, NOWHERE.0] {
        let beside = house.engine.compare(HEAD, paper.request, other).await;
        assert_eq!(said(&beside), "not_found", "{other}");
    }
}

#[tokio::test]
async fn a_request_without_an_end_shows_where_it_stands_and_what_is_offered() {
    let house = House::open().await;
    let paper = house.document_after("甲", 2).await;
    let view = house.engine.view(REVIEWER, paper.request).await.unwrap();
    let states: Vec<_> = view.way.iter().map(|stage| stage.state).collect();
    assert_eq!(states[..2], [StageState::Done, StageState::Here]);
    assert!(states[2..].iter().all(|state| *state == StageState::Ahead), "{states:?}");
    assert_eq!(view.way[0].people, [HEAD], "whoever acted stands at a stage that is done");
    assert!(view.offers.contains(&ActionName::Approve));
    let head = house.engine.view(HEAD, paper.request).await.unwrap();
    assert!(!head.offers.contains(&ActionName::Approve), "{:?}", head.offers);
}

#[tokio::test]
async fn a_rejected_request_never_came_to_the_stages_ahead() {
    let house = House::open().await;
    let paper = house.document_after("甲", 2).await;
    let rejects = Action::Reject { opinion: "不宜发文。".to_owned() };
    let over = house.does(REVIEWER, &paper, rejects).await.unwrap();
    assert_eq!(over.status, Status::Rejected);
    let view = house.engine.view(DRAFTER, paper.request).await.unwrap();
    let states: Vec<_> = view.way.iter().map(|stage| stage.state).collect();
    assert_eq!(states[0], StageState::Done);
    assert_eq!(states.last(), Some(&StageState::NotReached));
    assert_eq!(view.findings, [], "nothing is found any more about what is over");
}

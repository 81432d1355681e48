//! The index of texts: what is in it when, what is found, and that it can be made anew.

use baopi_workflow::rules::Known;
use baopi_workflow::similarity::{Ratio, copied};
use baopi_workflow::{Action, Content, RequestId, Timestamp};
use rstest::rstest;
use uuid::Uuid;

use super::office::{
    APPROVE, DRAFTER, HEAD, ISSUED, LEADER, Office, REVIEWER, SIGNED, document, way,
};
use super::way::meeting;
use super::{bare, count, rows};
use crate::column::{Row, values};
use crate::store::Backend;
use crate::{
    Copied, IncomingSource, MAX_CHARACTERS, MAX_FOUND, MAX_HOLDERS, SimilarWrong, StoreError,
    TextPlace,
};

/// So many different characters in a row, of which no two texts with other beginnings share any.
fn run(from: u32, length: u32) -> String {
    (from..from + length).map(|at| char::from_u32(0x4E00 + at).unwrap()).collect()
}

fn written(body: String) -> Content {
    let mut document = document();
    document.body = body;
    Content::Document(Box::new(document))
}

fn incoming(id: u128, text: String) -> IncomingSource {
    let title = format!("来文{id}");
    let sender = "青澜市人民政府办公室".to_owned();
    IncomingSource {
        id: Uuid::from_u128(id),
        title,
        sender,
        text,
        at: Timestamp(1_789_000_000_000),
    }
}

async fn receive(office: &Office, received: Vec<IncomingSource>) {
    office
        .store
        .write(move |txn| {
            let received = received.clone();
            Box::pin(async move {
                for incoming in &received {
                    txn.index_source(incoming).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
}

async fn found(office: &Office, text: &str) -> Vec<Copied> {
    match office.store.copied_from(text, None).await.unwrap() {
        Known::Is(found) => found,
        Known::Missing => panic!("the index is whole"),
    }
}

async fn is_found(office: &Office, text: &str, id: RequestId) -> bool {
    let of_it = |copied: &Copied| matches!(copied.place, TextPlace::Request { request, .. } if request == id);
    found(office, text).await.iter().any(of_it)
}

/// Nothing is wrong with the index, and this many texts are in it.
async fn sound(office: &Office, sources: u64) {
    let report = office.store.check_similar().await.unwrap();
    assert_eq!(report.faults, []);
    assert!(report.complete);
    assert_eq!(report.sources, sources);
    assert_eq!(report.samples, count(&office.store, "similar_sample").await);
}

#[rstest]
#[tokio::test]
async fn a_document_is_found_from_its_submission_until_it_is_withdrawn(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let text = run(0, 600);
    let id = office.create(written(text.clone())).await;
    assert!(!is_found(&office, &text, id).await, "a draft is nobody else's");
    office.perform(id, DRAFTER, Action::Submit {}).await;
    let submitted = office.find(id).await;
    let all = Ratio { part: 593, whole: 593 };
    let [only] = &found(&office, &text).await[..] else { panic!("one is found") };
    let TextPlace::Request { request, revision, unit } = only.place else { panic!("one of ours") };
    assert_eq!((request, revision, unit), (id, 1, submitted.unit));
    assert_eq!((only.ratio, only.title.as_str()), (all, "关于做好秋季防汛工作的通知"));
    assert_eq!(office.store.copied_from(&text, Some(id)).await.unwrap(), Known::Is(Vec::new()));
    let back = Action::return_to_drafter("请补充依据".to_owned());
    office.perform(id, HEAD, back).await;
    assert!(is_found(&office, &text, id).await, "what was sent back was submitted");
    let other = run(5_000, 600);
    office.perform(id, DRAFTER, Action::Save { content: written(other.clone()) }).await;
    assert!(!is_found(&office, &other, id).await, "what its drafter writes now was not");
    office.perform(id, DRAFTER, Action::Submit {}).await;
    assert!(is_found(&office, &other, id).await);
    assert!(!is_found(&office, &text, id).await, "one text of a document at a time");
    sound(&office, 1).await;
    office.perform(id, DRAFTER, Action::Withdraw { opinion: "重复".to_owned() }).await;
    assert!(!is_found(&office, &other, id).await);
    sound(&office, 0).await;
}

#[rstest]
#[tokio::test]
async fn a_short_text_is_found_again_whatever_characters_it_has(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let short = |number: u32| run(number * 150, 30 + number);
    receive(
        &office,
        (0..60).map(|number| incoming(u128::from(number) + 1, short(number))).collect(),
    )
    .await;
    for number in 0..60 {
        let Known::Is(found) = office.store.copied_from_incoming(&short(number)).await.unwrap()
        else {
            panic!("the index is whole")
        };
        assert_eq!(found[0].title, format!("来文{}", number + 1));
        assert_eq!(found[0].ratio.percent(), 100);
    }
    sound(&office, 60).await;
}

#[rstest]
#[tokio::test]
async fn a_corrected_text_takes_the_place_of_the_one_before_and_stays_when_it_is_issued(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.create(written(run(0, 600))).await;
    for (actor, action) in way().into_iter().take(SIGNED) {
        office.perform(id, actor, action).await;
    }
    let corrected = run(5_000, 600);
    let correct =
        Action::Correct { content: written(corrected.clone()), opinion: "改正".to_owned() };
    office.perform(id, REVIEWER, correct).await;
    assert!(is_found(&office, &corrected, id).await);
    assert!(!is_found(&office, &run(0, 600), id).await);
    office.perform(id, LEADER, APPROVE()).await;
    for (actor, action) in way().into_iter().take(ISSUED).skip(SIGNED) {
        office.perform(id, actor, action).await;
    }
    assert!(is_found(&office, &corrected, id).await);
    sound(&office, 1).await;
    let rejected = office.create(written(run(9_000, 600))).await;
    for (actor, action) in way().into_iter().take(3) {
        office.perform(rejected, actor, action).await;
    }
    office.perform(rejected, LEADER, Action::Reject { opinion: "不宜发文".to_owned() }).await;
    assert!(is_found(&office, &run(9_000, 600), rejected).await, "what was refused can come back");
}

#[rstest]
#[tokio::test]
async fn what_is_answered_is_exact_the_most_copied_first_and_of_equals_the_older(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (mine, half, most) = (run(0, 1_000), run(0, 500), run(0, 700));
    let sources =
        [half.clone() + &run(8_000, 900), most.clone() + &run(10_000, 2_000), run(15_000, 900)];
    let received = (1..).zip(sources.clone()).map(|(id, text)| incoming(id, text)).collect();
    receive(&office, received).await;
    let mut again = incoming(4, sources[1].clone());
    again.at = Timestamp(again.at.0 - 1);
    receive(&office, vec![again]).await;
    let found = found(&office, &mine).await;
    let names: Vec<_> = found.iter().map(|copied| copied.title.as_str()).collect();
    assert_eq!(names, ["来文4", "来文2", "来文1"]);
    assert_eq!(found[1].ratio, copied(&mine, &sources[1]));
    assert_eq!(found[2].ratio, copied(&mine, &sources[0]));
    let sender = "青澜市人民政府办公室".to_owned();
    assert_eq!(found[0].place, TextPlace::Incoming { id: Uuid::from_u128(4), sender });
    sound(&office, 4).await;
}

#[rstest]
#[tokio::test]
async fn a_text_that_comes_in_again_takes_its_own_place_and_one_that_is_forgotten_leaves(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    receive(&office, vec![incoming(1, run(0, 600)), incoming(1, run(5_000, 600))]).await;
    assert!(found(&office, &run(0, 600)).await.is_empty());
    assert_eq!(found(&office, &run(5_000, 600)).await.len(), 1);
    let text = office.store.find_source(Uuid::from_u128(1)).await.unwrap();
    assert_eq!(text.map(|source| source.text), Some(run(5_000, 600)));
    let gone = Uuid::from_u128(1);
    office
        .store
        .write(move |txn| Box::pin(async move { txn.forget_source(gone).await }))
        .await
        .unwrap();
    assert!(found(&office, &run(5_000, 600)).await.is_empty());
    sound(&office, 0).await;
}

#[rstest]
#[tokio::test]
async fn a_text_that_was_copied_often_is_found_through_its_first_copies(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let text = run(0, 400);
    let copies = u128::from(MAX_HOLDERS) + 6;
    receive(&office, (1..=copies).map(|id| incoming(id, text.clone())).collect()).await;
    let samples = count(&office.store, "similar_sample").await;
    assert_eq!(samples % u64::from(MAX_HOLDERS), 0, "no sample has more holders: {samples}");
    let found = found(&office, &text).await;
    assert_eq!(found.len(), MAX_FOUND);
    assert!(found.iter().all(|copied| copied.ratio.percent() == 100));
    sound(&office, u64::try_from(copies).unwrap()).await;
}

/// Whether they are sampled in one go or in many, whatever the size of a statement.
#[rstest]
#[tokio::test]
async fn texts_that_are_sampled_together_keep_no_more_than_those_that_come_one_by_one(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(1, 100, 1_000_000)] run_of: usize,
) {
    let office = Office::new(backend).await;
    let (copied, lonely) = (run(0, 400), run(9_000, 400));
    let copies = u128::from(MAX_HOLDERS) + 6;
    let texts = (1..=copies).map(|id| incoming(id, copied.clone()));
    let texts: Vec<_> = texts.chain([incoming(copies + 1, lonely)]).collect();
    receive(&office, texts).await;
    let held = "SELECT hash, source FROM similar_sample ORDER BY hash, source";
    let one_by_one = rows(&office.store, held).await;
    office.store.rebuild_similar_in_runs(run_of).await.unwrap();
    let together = rows(&office.store, held).await;
    assert_eq!(shown(&together), shown(&one_by_one));
    sound(&office, u64::try_from(copies + 1).unwrap()).await;
}

fn shown(rows: &[Row]) -> Vec<(i64, i64)> {
    rows.iter().map(|row| (row.get("hash").unwrap(), row.get("source").unwrap())).collect()
}

#[rstest]
#[tokio::test]
async fn of_a_text_only_so_much_is_kept_and_compared(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let long = run(0, 20_000).repeat(4);
    receive(&office, vec![incoming(1, long.clone())]).await;
    let kept = office.store.find_source(Uuid::from_u128(1)).await.unwrap().unwrap().text;
    assert_eq!(kept.chars().count(), MAX_CHARACTERS);
    assert!(found(&office, &long).await[0].ratio.at_least(100));
    for short in ["", "严禁野外用火。", &run(0, 8)] {
        assert!(found(&office, short).await.len() <= 1, "short texts are no mistake");
    }
}

/// An index that is not whole is no index in which nothing is found.
#[rstest]
#[tokio::test]
async fn while_the_index_is_not_whole_nobody_is_told_that_nothing_was_found(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let text = run(0, 600);
    let (imported, store) = (vec![incoming(1, text.clone())], &office.store);
    store
        .write(move |txn| {
            let imported = imported.clone();
            Box::pin(async move { txn.import_sources(&imported).await })
        })
        .await
        .unwrap();
    assert_eq!(store.copied_from(&text, None).await.unwrap(), Known::Missing);
    let report = store.check_similar().await.unwrap();
    assert!(!report.complete && report.faults.len() == 1, "{report:?}");
    assert_eq!(store.rebuild_similar().await.unwrap(), 1);
    assert_eq!(found(&office, &text).await.len(), 1);
    sound(&office, 1).await;
}

#[rstest]
#[tokio::test]
async fn what_is_wrong_with_the_index_is_seen_and_made_right(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let mut ids = Vec::new();
    for from in [0, 2_000, 4_000] {
        let id = office.create(written(run(from, 600))).await;
        office.perform(id, DRAFTER, Action::Submit {}).await;
        ids.push(id);
    }
    office.create(meeting(baopi_workflow::content::MeetingNature::Work, 60)).await;
    sound(&office, 3).await;
    let wrong = async |sql: &str| {
        bare(&office.store, sql, values![]).await.unwrap();
        let faults = office.store.check_similar().await.unwrap().faults;
        faults.into_iter().map(|fault| fault.wrong).collect::<Vec<_>>()
    };
    let gone = "DELETE FROM similar_source WHERE id = (SELECT MIN(id) FROM similar_source)";
    let faults = wrong(gone).await;
    assert!(matches!(faults[..], [SimilarWrong::NotThere, SimilarWrong::Stray(_)]), "{faults:?}");
    office.store.rebuild_similar().await.unwrap();
    sound(&office, 3).await;
    let lost = "DELETE FROM similar_sample WHERE hash = (SELECT MIN(hash) FROM similar_sample)";
    assert_eq!(wrong(lost).await, [SimilarWrong::Missing(1)]);
    assert_eq!(
        wrong("INSERT INTO similar_sample (hash, source) VALUES (1, 99)").await.last(),
        Some(&SimilarWrong::Stray(1))
    );
    office.store.rebuild_similar().await.unwrap();
    sound(&office, 3).await;
    for (from, id) in (0..).zip(&ids) {
        assert!(is_found(&office, &run(from * 2_000, 600), *id).await);
    }
}

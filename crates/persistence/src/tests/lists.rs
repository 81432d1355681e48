//! Lists are read page by page, each row once and in order.

use baopi_workflow::content::Urgency;
use baopi_workflow::{Content, RequestId};
use rstest::rstest;

use super::office::{BUREAU, DRAFTER, HEAD, NUMBERED, Office, REVIEWER, SERIES, document};
use crate::store::Backend;
use crate::{Cursor, MAX_PAGE, RegisterFilter, StoreError};

#[rstest]
#[tokio::test]
async fn the_desk_shows_the_most_urgent_first_and_then_the_oldest(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let mut expected: Vec<(Urgency, usize, RequestId)> = Vec::new();
    for (number, urgency) in [
        Urgency::Normal,
        Urgency::ExtraUrgent,
        Urgency::Urgent,
        Urgency::Normal,
        Urgency::ExtraUrgent,
    ]
    .into_iter()
    .enumerate()
    {
        let mut text = document();
        text.urgency = urgency;
        text.urgency_reason = "汛情紧急，须当日部署到位。".to_owned();
        let id = office.create(Content::Document(Box::new(text))).await;
        office.perform(id, DRAFTER, baopi_workflow::Action::Submit {}).await;
        expected.push((urgency, number, id));
    }
    expected.sort();
    let expected: Vec<_> = expected.into_iter().map(|(_, _, id)| id).collect();
    for limit in [1, 2, 4, 5, 100] {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.desk(HEAD, after, limit).await.unwrap();
            assert!(page.items.len() <= limit as usize);
            seen.extend(page.items.iter().map(|row| row.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, expected, "pages of {limit}");
    }
    assert!(office.store.desk(DRAFTER, None, 10).await.unwrap().items.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_correction_that_makes_it_urgent_moves_it_up_the_desk(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let first = office.document(2).await;
    let second = office.document(2).await;
    let mut text = document();
    text.urgency = Urgency::ExtraUrgent;
    text.urgency_reason = "汛情紧急，须当日部署到位。".to_owned();
    let content = Content::Document(Box::new(text));
    let correct = baopi_workflow::Action::Correct { content, opinion: "改为特急".to_owned() };
    office.perform(second, REVIEWER, correct).await;
    let page = office.store.desk(REVIEWER, None, 1).await.unwrap();
    let rest = office.store.desk(REVIEWER, page.next, 1).await.unwrap();
    assert_eq!((page.items[0].id, rest.items[0].id, rest.next), (second, first, None));
}

#[rstest]
#[tokio::test]
async fn a_page_has_1_to_100_rows(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let office = Office::new(backend).await;
    let mut ids = Vec::new();
    for _ in 0..=MAX_PAGE {
        ids.push(office.document(0).await);
    }
    ids.reverse();
    for (limit, rows) in [(0, 1), (1, 1), (100, 100), (101, 100), (u32::MAX, 100)] {
        let page = office.store.asked(DRAFTER, None, limit).await.unwrap();
        assert_eq!(page.items.len(), rows, "{limit}");
        assert!(page.next.is_some());
    }
    let first = office.store.asked(DRAFTER, None, MAX_PAGE).await.unwrap();
    let second = office.store.asked(DRAFTER, first.next, MAX_PAGE).await.unwrap();
    let seen: Vec<_> = first.items.iter().chain(&second.items).map(|row| row.id).collect();
    assert_eq!((seen, second.next), (ids.clone(), None));
    let all = office.store.request_ids(None, 100).await.unwrap();
    let rest = office.store.request_ids(all.last().copied(), 100).await.unwrap();
    assert_eq!((all.len(), rest.len()), (100, 1));
}

#[rstest]
#[tokio::test]
async fn a_cursor_that_the_list_did_not_hand_out_is_refused(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for _ in 0..2 {
        office.document(1).await;
    }
    let of_another = office.store.asked(DRAFTER, None, 1).await.unwrap().next.unwrap();
    for wrong in ["", "x", "00", &"61".repeat(2_000), of_another.as_str()] {
        let outcome = office.store.desk(HEAD, Some(Cursor::from(wrong.to_owned())), 1).await;
        assert!(matches!(outcome, Err(StoreError::BadCursor)), "{wrong}");
    }
}

#[rstest]
#[tokio::test]
async fn the_register_is_read_by_series_year_and_unit(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for _ in 0..3 {
        office.document(NUMBERED).await;
    }
    let list = async |filter: RegisterFilter| {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.register(filter.clone(), after, 2).await.unwrap();
            seen.extend(page.items.iter().map(|row| row.number.sequence));
            after = page.next;
            if after.is_none() {
                return seen;
            }
        }
    };
    let all = RegisterFilter::default();
    let unit = Some(document().issuing_unit);
    assert_eq!(list(all.clone()).await, [3, 2, 1]);
    let exact = RegisterFilter { series: Some(SERIES.to_owned()), year: Some(2026), unit };
    assert_eq!(list(exact.clone()).await, [3, 2, 1]);
    for other in [
        RegisterFilter { year: Some(2025), ..exact.clone() },
        RegisterFilter { series: Some("青政发".to_owned()), ..all.clone() },
        RegisterFilter { unit: Some(BUREAU), ..all },
    ] {
        assert!(list(other).await.is_empty());
    }
}

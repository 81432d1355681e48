//! Incoming documents, plans and work groups, and what the database refuses about them.

use baopi_workflow::chat_group::{ChatGroup, Platform};
use baopi_workflow::content::{Basis, Urgency};
use baopi_workflow::event::By;
use baopi_workflow::incoming::{Incoming, IncomingFields, IncomingState, IncomingText, StepName};
use baopi_workflow::plan::PlanItem;
use baopi_workflow::{
    ChatGroupId, Content, Digest, DocumentContent, IncomingId, Kind, PlanItemId, RequestId,
    SystemHappening, Timestamp, UnitId,
};
use chrono::NaiveDate;
use rstest::rstest;
use uuid::Uuid;

use super::office::{BUREAU, HEAD, LEADER, Office, REGISTRAR, SIGNED, TOWN, document, way};
use super::{bare, ends::refused};
use crate::column::values;
use crate::store::Backend;
use crate::{ChatGroupFilter, Due, IncomingFilter, PlanFilter, StoreError};

fn received(minute: i64, text: Option<&str>) -> Incoming {
    let fields = IncomingFields {
        from_unit: "云澜市人民政府".to_owned(),
        their_number: String::new(),
        title: format!("第{minute}份"),
        doc_date: None,
        received_at: Timestamp(1_789_434_000_000 + minute * 60_000),
        copies: 1,
        urgency: Urgency::Normal,
        deadline: None,
    };
    let text = text.map(|text| IncomingText {
        sha256: Digest::of(text.as_bytes()),
        characters: 1,
        file: None,
    });
    Incoming::received(IncomingId(Uuid::now_v7()), BUREAU, fields, text)
}

/// Writes a document down, with a number where one is wanted, and says which it got.
async fn enter(
    office: &Office,
    document: &Incoming,
    text: Option<&'static str>,
    register: bool,
) -> Incoming {
    let (document, at) = (document.clone(), office.now());
    office
        .store
        .write(move |txn| {
            let mut document = document.clone();
            Box::pin(async move {
                txn.insert_incoming(&document, text).await?;
                if register {
                    document.number = Some(txn.take_incoming_number(document.unit, 2026).await?);
                    (document.state, document.version) = (IncomingState::Registered, 2);
                    (document.registered_at, document.handler) = (Some(at), Some(HEAD));
                    txn.save_incoming(&document).await?;
                }
                Ok::<_, StoreError>(document)
            })
        })
        .await
        .unwrap()
}

#[rstest]
#[tokio::test]
async fn numbers_of_incoming_documents_have_no_gaps_and_stay(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let mut sequences = Vec::new();
    for minute in 0..3 {
        let document = enter(&office, &received(minute, None), None, true).await;
        sequences.push(document.number.unwrap().sequence);
    }
    // A transaction that is rolled back gives its number back.
    let lost = office
        .store
        .write(|txn| {
            Box::pin(async move {
                txn.take_incoming_number(BUREAU, 2026).await?;
                Err::<(), _>(StoreError::BadCursor)
            })
        })
        .await;
    assert!(matches!(lost, Err(StoreError::BadCursor)));
    sequences.push(enter(&office, &received(3, None), None, true).await.number.unwrap().sequence);
    assert_eq!(sequences, [1, 2, 3, 4]);
    for (statement, says) in [
        (
            "UPDATE incoming SET sequence = 9, version = 3 WHERE sequence = 2",
            "number of an incoming",
        ),
        (
            "UPDATE incoming SET year = NULL, sequence = NULL, late = NULL, version = 3",
            "number of an incoming",
        ),
        ("UPDATE incoming SET state = 'archived'", "makes a version"),
        ("UPDATE incoming_counter SET last_sequence = 9", "have no gaps"),
        ("DELETE FROM incoming", "stay as they were"),
        ("DELETE FROM incoming_counter", "stay as they were"),
    ] {
        refused(statement, &bare(&office.store, statement, values![]).await, says);
    }
}

#[rstest]
#[tokio::test]
async fn incoming_documents_are_listed_by_office_person_and_state(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    for minute in 0..5 {
        enter(&office, &received(minute, None), None, minute % 2 == 0).await;
    }
    let list = async |filter| {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.incoming(filter, after, 2).await.unwrap();
            seen.extend(page.items.iter().map(|document| document.fields.title.clone()));
            after = page.next;
            if after.is_none() {
                return seen.join(" ");
            }
        }
    };
    let all = IncomingFilter::default();
    assert_eq!(list(all).await, "第4份 第3份 第2份 第1份 第0份");
    assert_eq!(
        list(IncomingFilter { sight: Some((BUREAU, LEADER)), ..all }).await,
        list(all).await
    );
    assert_eq!(list(IncomingFilter { sight: Some((TOWN, LEADER)), ..all }).await, "");
    let both = IncomingFilter { sight: Some((TOWN, HEAD)), ..all };
    assert_eq!(
        list(both).await,
        "第4份 第2份 第0份",
        "another register's, which this person handles"
    );
    let received = IncomingFilter { state: Some(IncomingState::Received), ..all };
    assert_eq!(list(received).await, "第3份 第1份");
    let mine = IncomingFilter { person: Some(HEAD), ..all };
    assert_eq!(list(mine).await, "第4份 第2份 第0份");
    assert_eq!(list(IncomingFilter { person: Some(LEADER), ..all }).await, "");
    assert_eq!(office.store.incoming_punctuality(BUREAU, 2026).await.unwrap(), (3, 0));
}

#[rstest]
#[tokio::test]
async fn the_texts_of_documents_are_kept_and_their_steps_found(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let texts = ["秋粮收购", "防汛", "未登记"];
    for (minute, text) in (0..).zip(texts) {
        let document = received(minute, Some(text));
        let document = enter(&office, &document, Some(text), text != "未登记").await;
        let kept = office.store.incoming_text(document.id).await.unwrap();
        assert_eq!(kept.as_deref(), Some(text));
        let sha256 = document.text.map(|text| text.sha256);
        assert_eq!(sha256, Some(Digest::of(text.as_bytes())));
    }
    let document = enter(&office, &received(9, None), None, false).await;
    let (copy, at) = (document.clone(), office.now());
    office
        .store
        .write(move |txn| {
            let document = copy.clone();
            Box::pin(async move {
                let what = SystemHappening::IncomingMoved {
                    document: document.id,
                    unit: document.unit,
                    step: StepName::Receive,
                    state: document.state,
                    number: None,
                    note: None,
                    people: Vec::new(),
                    entry: document.digest()?,
                };
                let by = By { actor: Some(REGISTRAR), on_behalf_of: None, at };
                let sealed = txn.append_system(by, what).await?;
                txn.insert_incoming_step(&document, sealed.event.seq).await
            })
        })
        .await
        .unwrap();
    let steps = office.store.incoming_steps(document.id).await.unwrap();
    assert_eq!(steps.iter().map(|step| step.actor).collect::<Vec<_>>(), [Some(REGISTRAR)]);
    for statement in ["UPDATE incoming_text SET text = 'x'", "DELETE FROM incoming_step"] {
        refused(statement, &bare(&office.store, statement, values![]).await, "stay as they were");
    }
}

fn item(unit: UnitId, reference: &str, month: u32) -> PlanItem {
    PlanItem {
        id: PlanItemId(Uuid::now_v7()),
        kind: Kind::Document,
        year: 2026,
        unit,
        reference: reference.to_owned(),
        title: format!("{month}月的通知"),
        month,
        comprehensive: month == 1,
        approved_ref: "区政府第3次常务会议".to_owned(),
        used_by: None,
    }
}

async fn plan(office: &Office, items: Vec<PlanItem>) -> Result<(), StoreError> {
    office
        .store
        .write(move |txn| {
            let items = items.clone();
            Box::pin(async move { txn.insert_plan_items(&items).await })
        })
        .await
}

fn naming(reference: &str) -> Content {
    let plan_item = Some(reference.to_owned());
    Content::Document(Box::new(DocumentContent { plan_item, ..document() }))
}

#[rstest]
#[tokio::test]
async fn an_item_of_a_plan_is_used_by_the_first_request_that_is_signed_with_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let unit = naming("2026-07").unit();
    let last_year = PlanItem { year: 2025, ..item(unit, "2025-07", 9) };
    let items = vec![item(unit, "2026-07", 9), item(TOWN, "2026-08", 1), last_year];
    let (used, foreign) = (items[0].id, items[1].id);
    plan(&office, items).await.unwrap();
    let taken = plan(&office, vec![item(unit, "2026-07", 3)]).await;
    assert!(matches!(taken, Err(StoreError::Taken(_))), "{taken:?}");
    let first = office.create(naming("2026-07")).await;
    let second = office.create(naming("2026-07")).await;
    let found = async |reference: &str, request: RequestId| {
        let found = office.store.plan_item(&naming(reference), 2026, request).await.unwrap();
        found.map(|item| (item.reference, item.comprehensive))
    };
    assert_eq!(found("2026-07", second).await, Some(("2026-07".to_owned(), false)));
    assert_eq!(found("2026-08", second).await, None, "it is another unit's");
    assert_eq!(found("2026-09", second).await, None, "there is none");
    assert_eq!(found("2025-07", second).await, None, "it is in the plan of last year");
    let basis = vec![Basis::PlanItem { reference: "2026-07".to_owned() }];
    let based =
        Content::Document(Box::new(DocumentContent { plan_item: None, basis, ..document() }));
    let found_by_basis = office.store.plan_item(&based, 2026, second).await.unwrap();
    assert_eq!(found_by_basis.map(|item| item.reference).as_deref(), Some("2026-07"));
    for (actor, action) in way().into_iter().take(SIGNED) {
        office.perform(first, actor, action).await;
    }
    assert_eq!(found("2026-07", second).await, None, "it is used");
    assert_eq!(found("2026-07", first).await, Some(("2026-07".to_owned(), false)));
    for (actor, action) in way().into_iter().take(SIGNED) {
        office.perform(second, actor, action).await;
    }
    let filter = PlanFilter { year: 2026, unit: Some(unit), kind: None };
    let listed = office.store.plan_items(filter, None, 10).await.unwrap().items;
    assert_eq!(listed[0].used_by, Some(first), "the second changes nothing");
    let delete = async |id| {
        office.store.write(move |txn| Box::pin(async move { txn.delete_plan_item(id).await })).await
    };
    assert!(!delete(used).await.unwrap() && delete(foreign).await.unwrap());
    for statement in ["UPDATE plan_item SET used_by = NULL", "DELETE FROM plan_item"] {
        refused(statement, &bare(&office.store, statement, values![]).await, "stays as it is");
    }
}

#[rstest]
#[tokio::test]
async fn the_items_of_a_year_are_listed_by_month_unit_and_kind(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let meeting = PlanItem { kind: Kind::Meeting, ..item(TOWN, "h", 2) };
    let later = PlanItem { year: 2027, ..item(BUREAU, "n", 1) };
    let items = vec![item(BUREAU, "c", 12), item(BUREAU, "a", 1), meeting, later];
    plan(&office, items).await.unwrap();
    let list = async |filter| {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.plan_items(filter, after, 1).await.unwrap();
            seen.extend(page.items.into_iter().map(|item| item.reference));
            after = page.next;
            if after.is_none() {
                return seen.join(" ");
            }
        }
    };
    let year = PlanFilter { year: 2026, unit: None, kind: None };
    assert_eq!(list(year).await, "a h c");
    assert_eq!(list(PlanFilter { unit: Some(BUREAU), ..year }).await, "a c");
    assert_eq!(list(PlanFilter { kind: Some(Kind::Meeting), ..year }).await, "h");
    assert_eq!(list(PlanFilter { year: 2027, ..year }).await, "n");
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn group(name: &str, topic: &str, ends_on: Option<NaiveDate>) -> ChatGroup {
    ChatGroup {
        id: ChatGroupId(Uuid::now_v7()),
        platform: Platform::Wechat,
        name: name.to_owned(),
        owner: "沈佳".to_owned(),
        unit: BUREAU,
        topic: topic.to_owned(),
        purpose: "联络".to_owned(),
        ends_on,
        last_active_on: day(9, 1),
        members: 3,
        dissolved_on: None,
    }
}

async fn add(office: &Office, groups: Vec<ChatGroup>) -> Result<(), StoreError> {
    office
        .store
        .write(move |txn| {
            let groups = groups.clone();
            Box::pin(async move { txn.insert_chat_groups(&groups).await })
        })
        .await
}

#[rstest]
#[tokio::test]
async fn groups_of_which_something_is_to_be_said_are_found(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let silent = ChatGroup { last_active_on: day(6, 1), ..group("b", "二", None) };
    let over = group("a", "一", Some(day(9, 14)));
    let groups = vec![
        over.clone(),
        silent,
        group("c", "三", Some(day(9, 15))),
        group("d", "四", None),
        ChatGroup { unit: TOWN, ..group("e", "四", None) },
    ];
    add(&office, groups).await.unwrap();
    let again = add(&office, vec![group("a", "九", None)]).await;
    assert!(matches!(again, Err(StoreError::Taken(_))), "{again:?}");
    let list = async |filter| {
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.chat_groups(filter, after, 1).await.unwrap();
            let said = |row: &crate::ChatGroupRow| format!("{}{}", row.group.name, row.same_topic);
            seen.extend(page.items.iter().map(said));
            after = page.next;
            if after.is_none() {
                return seen.join(" ");
            }
        }
    };
    let all = ChatGroupFilter::default();
    let due = Some(Due { today: day(9, 15), idle_before: day(6, 17) });
    assert_eq!(list(all).await, "a1 b1 c1 d1 e1");
    assert_eq!(list(ChatGroupFilter { due, ..all }).await, "a1 b1");
    add(&office, vec![group("f", "四", None)]).await.unwrap();
    assert_eq!(list(ChatGroupFilter { due, ..all }).await, "a1 b1 d2 f2");
    assert_eq!(list(ChatGroupFilter { unit: Some(TOWN), ..all }).await, "e1");
    let dissolved = ChatGroup { dissolved_on: Some(day(9, 15)), ..over };
    let save = async |group: ChatGroup| {
        office
            .store
            .write(move |txn| {
                let group = group.clone();
                Box::pin(async move { txn.save_chat_group(&group).await })
            })
            .await
    };
    save(dissolved.clone()).await.unwrap();
    assert_eq!(list(ChatGroupFilter { due, ..all }).await, "b1 d2 f2");
    assert_eq!(list(ChatGroupFilter { dissolved: true, ..all }).await, "a0");
    let late = save(ChatGroup { dissolved_on: None, ..dissolved }).await;
    assert!(matches!(late, Err(StoreError::Refused(_))), "{late:?}");
    add(&office, vec![group("a", "九", None)]).await.expect("the name is free again");
}

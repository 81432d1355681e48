//! Figures are kept by the transaction that changes them: after every move they are what counting again comes to.

use std::sync::Arc;

use baopi_workflow::content::{DocumentContent, MeetingMode, MeetingNature};
use baopi_workflow::request::Actual;
use baopi_workflow::request::action::Resume;
use baopi_workflow::statistics::{
    FoundBy, IrregularityKind, IrregularityState, Metric, Period, Span,
};
use baopi_workflow::{Action, Content, Digest, PersonId, RequestId, Timestamp, UnitId};
use chrono::NaiveDate;
use rstest::rstest;
use uuid::Uuid;

use super::ends::refused;
use super::office::{
    APPROVE, BUREAU, CHIEF, DRAFTER, HEAD, ISSUED, LEADER, NUMBERED, OFFICE_HEAD, Office,
    REGISTRAR, REVIEWER, SIGNED, TOWN, content, document, way,
};
use super::{bare, count};
use crate::column::values;
use crate::store::Backend;
use crate::{
    CountedFilter, ImportedFigure, IrregularityRow, IrregularityStep, ReportRow, StoreError,
};

/// 2026-09-15T09:00:00+08:00
const MORNING: i64 = 1_789_434_000_000;

fn september() -> Span {
    Period::Month(2026, 9).days()
}

/// That every figure is what counting again comes to.
async fn right(office: &Office) {
    for id in office.store.request_ids(None, 100).await.unwrap() {
        let drifts = office.store.drifts_of(id).await.unwrap();
        assert!(drifts.is_empty(), "{drifts:?}");
    }
    let drifts = office.store.drifts_of_sums(100).await.unwrap();
    assert!(drifts.is_empty(), "{drifts:?}");
}

async fn step(office: &Office, id: RequestId, actor: PersonId, action: Action) {
    office.perform(id, actor, action).await;
    right(office).await;
}

/// When a meeting stands in the calendar.
async fn planned(office: &Office, id: RequestId) -> Vec<(Timestamp, Timestamp)> {
    let all = office.store.planned(Timestamp(0), Timestamp(i64::MAX / 2)).await.unwrap();
    let own = all.into_iter().filter(|row| row.request == id).map(|row| row.session);
    own.map(|session| (session.starts_at, session.ends_at)).collect()
}

async fn total(office: &Office, metric: Metric) -> u64 {
    office.store.figures(september(), &[metric]).await.unwrap().total(metric)
}

#[rstest]
#[tokio::test]
async fn a_document_counts_from_its_issue_on(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.create(content()).await;
    for (place, (actor, action)) in way().into_iter().enumerate() {
        step(&office, id, actor, action).await;
        let issued = u64::from(place + 1 >= ISSUED);
        assert_eq!(total(&office, Metric::DocsDownward).await, issued, "after step {place}");
    }
    let revoke = Action::Revoke {
        by_document: "青政办发〔2026〕9号".to_owned(),
        opinion: "依据不足".to_owned(),
    };
    step(&office, id, CHIEF, revoke).await;
    let all = office.store.figures(september(), Metric::ALL).await.unwrap();
    assert_eq!(all.total(Metric::DocsTotal), 1, "what was issued was issued");
    assert_eq!(all.total(Metric::DocCharacters), 8);
    // From 09:01 to 09:04 are four minutes of work, which is less than a tenth of an hour.
    assert_eq!(all.details(Metric::ApprovalTime), [("000001".to_owned(), 1)]);
    let span = september();
    let by_detail = async |units: Option<&[UnitId]>| {
        let units = units.map(|units| units.iter().copied().collect());
        office.store.details(span, Metric::ApprovalTime, units.as_ref()).await.unwrap()
    };
    assert_eq!(by_detail(None).await, all.details(Metric::ApprovalTime));
    assert_eq!(by_detail(Some(&[TOWN])).await, []);
    assert_eq!(by_detail(Some(&[])).await, []);
    let elsewhere = office.store.figures(Period::Month(2026, 8).days(), Metric::ALL).await.unwrap();
    assert!(elsewhere.rows().is_empty());
}

#[rstest]
#[tokio::test]
async fn what_is_sent_back_taken_back_and_given_up_is_counted_as_that(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(2).await;
    let back =
        Action::Return { opinion: "请核实数字".to_owned(), to: None, then: Resume::Again };
    step(&office, id, REVIEWER, back).await;
    for (actor, action) in way().into_iter().take(NUMBERED) {
        step(&office, id, actor, action).await;
    }
    step(&office, id, REGISTRAR, Action::Void { opinion: "重复登记".to_owned() }).await;
    step(&office, id, OFFICE_HEAD, Action::Confirm { opinion: String::new() }).await;
    let second = office.document(1).await;
    step(&office, second, DRAFTER, Action::Withdraw { opinion: String::new() }).await;
    let third = office.document(2).await;
    step(&office, third, REVIEWER, Action::Reject { opinion: "不宜发文".to_owned() }).await;
    let expected = [
        (Metric::Returned, 1),
        (Metric::DocsVoided, 1),
        (Metric::DocsTotal, 0),
        (Metric::Withdrawn, 1),
        (Metric::Rejected, 1),
    ];
    for (metric, expected) in expected {
        assert_eq!(total(&office, metric).await, expected, "{metric:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_rule_that_blocks_is_counted_once_for_a_request(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let long = DocumentContent { body: "落实责任，按期完成。".repeat(501), ..document() };
    let id = office.create(Content::Document(Box::new(long))).await;
    for _ in 0..2 {
        office.attempt(id, DRAFTER, Action::Submit {}).await.unwrap().unwrap_err();
        right(&office).await;
    }
    let blocked = office.store.figures(september(), &[Metric::Blocked]).await.unwrap();
    let details = blocked.details(Metric::Blocked);
    assert_eq!(details, [("FILE-LENGTH".to_owned(), 1)]);
}

async fn meeting(office: &Office, steps: usize) -> RequestId {
    let Content::Meeting(mut meeting) = super::way::meeting(MeetingNature::Work, 90) else {
        unreachable!("it is a meeting")
    };
    // Two agendas have to fit into one meeting.
    meeting.agenda[0].minutes = 40;
    let id = office.create(Content::Meeting(meeting)).await;
    for (actor, action) in way().into_iter().take(steps) {
        step(office, id, actor, action).await;
    }
    id
}

#[rstest]
#[tokio::test]
async fn a_meeting_counts_as_it_was_held_and_a_merged_one_is_saved(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (host, guest) = (meeting(&office, SIGNED).await, meeting(&office, 2).await);
    assert_eq!((planned(&office, host).await.len(), planned(&office, guest).await.len()), (1, 1));
    let propose = Action::ProposeMerge { into: host, opinion: "议题相近".to_owned() };
    step(&office, guest, REVIEWER, propose).await;
    step(&office, guest, HEAD, Action::Confirm { opinion: String::new() }).await;
    assert!(planned(&office, guest).await.is_empty(), "it is held with the other one");
    while !office.find(host).await.waiting_for().is_empty()
        && office.find(host).await.signature.is_none()
    {
        let person = office.find(host).await.waiting_for()[0];
        step(&office, host, person, APPROVE()).await;
    }
    step(&office, host, DRAFTER, Action::SendNotice {}).await;
    let actual = Actual {
        starts_at: Timestamp(MORNING),
        ends_at: Timestamp(MORNING + 95 * 60_000),
        headcount: 30,
        mode: MeetingMode::Video,
        venue: String::new(),
        no_show: 0,
    };
    // Whoever records it does so afterwards.
    for _ in 0..100 {
        office.now();
    }
    step(&office, host, DRAFTER, Action::RecordHeld { actual }).await;
    step(&office, host, REGISTRAR, Action::Close {}).await;
    let held = (Timestamp(MORNING), Timestamp(MORNING + 95 * 60_000));
    assert_eq!(planned(&office, host).await, [held], "the calendar has it as it was held");
    let expected = [
        (Metric::MeetingsAll, 1),
        (Metric::MergedSaved, 1),
        (Metric::MeetingMinutes, 95),
        (Metric::AttendanceMinutes, 95 * 30),
        (Metric::MeetingsOverrun, 1),
    ];
    for (metric, expected) in expected {
        assert_eq!(total(&office, metric).await, expected, "{metric:?}");
    }
}

#[rstest]
#[tokio::test]
async fn the_requests_behind_a_figure_are_listed_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let mut issued = Vec::new();
    for _ in 0..5 {
        issued.push(office.document(ISSUED).await);
    }
    issued.reverse();
    let unit = office.find(issued[0]).await.unit;
    let other: UnitId = TOWN;
    for (units, expected) in [
        (None, issued.clone()),
        (Some(vec![unit]), issued.clone()),
        (Some(vec![unit, other]), issued.clone()),
        (Some(vec![other]), Vec::new()),
        (Some(Vec::new()), Vec::new()),
    ] {
        let filter =
            CountedFilter { metric: Metric::DocsTotal, detail: None, units, span: september() };
        let (mut listed, mut after) = (Vec::new(), None);
        loop {
            let page = office.store.counted(&filter, after, 2).await.unwrap();
            listed.extend(page.items.into_iter().map(|row| row.request));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(listed, expected, "{filter:?}");
    }
    let filter = CountedFilter {
        metric: Metric::LengthBand,
        detail: Some("001000".to_owned()),
        units: None,
        span: september(),
    };
    assert!(office.store.counted(&filter, None, 10).await.unwrap().items.is_empty());
    assert_eq!(office.store.population(september()).await.unwrap().len(), 5);
}

#[rstest]
#[tokio::test]
async fn a_figure_that_was_changed_by_hand_is_found_and_put_right(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.document(ISSUED).await;
    for tampering in [
        "UPDATE figure SET value = value - 1 WHERE metric = 'docs_total' AND grain = 'month'",
        "DELETE FROM contribution WHERE metric = 'docs_downward'",
        "DELETE FROM figure",
    ] {
        assert!(bare(&office.store, tampering, values![]).await.unwrap() > 0);
        let of_request = office.store.drifts_of(id).await.unwrap().len();
        let of_sums = office.store.drifts_of_sums(100).await.unwrap().len();
        assert!(of_request + of_sums > 0, "{tampering}");
        assert_eq!(office.store.rebuild_statistics().await.unwrap(), 1);
        right(&office).await;
        assert_eq!(total(&office, Metric::DocsDownward).await, 1, "{tampering}");
    }
    let foreign = "UPDATE contribution SET request = $1";
    bare(&office.store, foreign, values![Uuid::max()]).await.unwrap();
    assert!(!office.store.drifts_of(id).await.unwrap().is_empty());
}

#[rstest]
#[tokio::test]
async fn two_documents_at_once_lose_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let mut ready = Vec::new();
    for _ in 0..6 {
        ready.push(office.document(2).await);
    }
    let mut tasks = Vec::new();
    for id in ready {
        let office: Arc<Office> = Arc::clone(&office);
        tasks.push(tokio::spawn(async move {
            office.perform(id, REVIEWER, APPROVE()).await;
            office.perform(id, LEADER, APPROVE()).await;
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    right(&office).await;
    assert_eq!(total(&office, Metric::ApprovalTime).await, 6);
}

#[rstest]
#[tokio::test]
async fn an_imported_figure_is_corrected_by_another_and_stays_on_record(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let figure = ImportedFigure {
        unit: BUREAU,
        metric: Metric::DocsDownward,
        from_on: day("2025-09-01"),
        to_on: day("2025-09-30"),
        value: 12,
        reference: "2025年统计台账".to_owned(),
    };
    let corrected = ImportedFigure { value: 11, ..figure.clone() };
    for figure in [figure, corrected.clone()] {
        office
            .store
            .write(move |txn| {
                let figures = [figure.clone()];
                Box::pin(async move {
                    txn.insert_imported_figures(&figures, (None, Timestamp(MORNING))).await
                })
            })
            .await
            .unwrap();
    }
    let listed = |from: &str, to: &str| {
        let span = Span { from: day(from), to: day(to) };
        office.store.imported_figures(span)
    };
    assert_eq!(listed("2025-07-01", "2025-09-15").await.unwrap(), [corrected]);
    assert!(listed("2025-10-01", "2025-12-31").await.unwrap().is_empty());
    assert_eq!(count(&office.store, "imported_figure").await, 2);
    for statement in ["UPDATE imported_figure SET value = 0", "DELETE FROM imported_figure"] {
        let outcome = bare(&office.store, statement, values![]).await;
        refused(statement, &outcome, "rows of imported_figure stay");
    }
}

#[rstest]
#[tokio::test]
async fn a_report_is_never_overwritten(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let report = |revision: u32, reason: &str| ReportRow {
        period: Period::Quarter(2026, 2),
        revision,
        rule_set: 1,
        body: "{}".to_owned(),
        digest: Digest::of(b"{}"),
        reason: reason.to_owned(),
        by: CHIEF,
        at: Timestamp(MORNING),
    };
    let publish = async |report: ReportRow| {
        let write = office.store.write(move |txn| {
            let report = report.clone();
            Box::pin(async move { txn.insert_report(&report).await })
        });
        write.await
    };
    publish(report(1, "")).await.unwrap();
    assert!(matches!(publish(report(1, "")).await, Err(StoreError::Taken(_))));
    assert!(publish(report(2, " ")).await.is_err(), "a revision says why");
    publish(report(2, "补录两件")).await.unwrap();
    let found = office.store.report(Period::Quarter(2026, 2), 1).await.unwrap();
    assert_eq!(found, Some(report(1, "")));
    assert_eq!(office.store.reports().await.unwrap().len(), 2);
    let outcome = bare(&office.store, "UPDATE report SET body = ''", values![]).await;
    refused("a report", &outcome, "rows of report stay");
}

#[rstest]
#[tokio::test]
async fn an_irregularity_counts_once_it_is_verified(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    use IrregularityState::{Dismissed, Rectified, Reported, Verified};
    let office = Office::new(backend).await;
    let id = Uuid::now_v7();
    let found = IrregularityRow {
        id,
        kind: IrregularityKind::WhiteHead,
        found_by: FoundBy::Receiver,
        unit: BUREAU,
        day: "2026-09-10".parse().unwrap(),
        evidence: "《关于报送十月份工作台账的提示》".to_owned(),
        state: Reported,
        steps: 1,
        by: DRAFTER,
        at: Timestamp(MORNING),
    };
    let reported = found.clone();
    let write = office.store.write(move |txn| {
        let found = reported.clone();
        Box::pin(async move { txn.insert_irregularity(&found).await })
    });
    write.await.unwrap();
    let to = async |state: IrregularityState| {
        let write = office.store.write(move |txn| {
            Box::pin(async move {
                let found = txn.lock_irregularity(id).await?.unwrap();
                let (opinion, by, at) = ("属实".to_owned(), CHIEF, Timestamp(MORNING));
                let step = IrregularityStep { state, remedy: None, opinion, by, at };
                txn.move_irregularity(&found, &step).await
            })
        });
        write.await
    };
    let counted = async || office.store.irregularity_counts(september()).await.unwrap();
    assert!(counted().await.is_empty());
    assert!(to(Rectified).await.is_err(), "it is verified first");
    to(Verified).await.unwrap();
    assert_eq!(counted().await, [(IrregularityKind::WhiteHead, BUREAU, 1)]);
    to(Dismissed).await.unwrap();
    assert!(counted().await.is_empty());
    assert!(to(Verified).await.is_err(), "what is over stays over");
    assert_eq!(count(&office.store, "irregularity_step").await, 3);
    let rows = office.store.irregularities(None, None, 10).await.unwrap().items;
    assert_eq!(rows, [IrregularityRow { state: Dismissed, steps: 3, ..found }]);
    for (statement, says) in [
        (
            "UPDATE irregularity SET evidence = 'x'",
            "stays as it was reported|one step after the other",
        ),
        ("UPDATE irregularity SET state = 'reported'", "one step after the other|moves by a step"),
        ("DELETE FROM irregularity", "rows of irregularity stay"),
        ("DELETE FROM irregularity_step", "rows of irregularity_step stay"),
    ] {
        refused(statement, &bare(&office.store, statement, values![]).await, says);
    }
    let alone = "INSERT INTO irregularity (id, kind, found_by, unit, day, evidence, state, steps, by_person, at)
                 SELECT $1, kind, found_by, unit, day, evidence, 'reported', 1, by_person, at FROM irregularity";
    bare(&office.store, alone, values![Uuid::now_v7()]).await.unwrap();
    let by_hand = "UPDATE irregularity SET state = 'verified', steps = 2 WHERE state = 'reported'";
    let outcome = bare(&office.store, by_hand, values![]).await;
    refused(by_hand, &outcome, "moves by a step|one step after the other");
}

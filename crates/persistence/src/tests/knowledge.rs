//! What requests know of one another.

use baopi_workflow::content::{MeetingNature, Session};
use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::{
    DocumentsWanted, MeetingsWanted, OtherDocument, OtherMeeting, QuotaMetric, QuotaUse,
    QuotaWanted, Wanted,
};
use baopi_workflow::{RequestId, Timestamp, UnitId};
use chrono::{Days, NaiveDate};
use rstest::rstest;
use uuid::Uuid;

use super::bare;
use super::office::{BUREAU, OFFICE, Office, content, way};
use super::way::meeting;
use crate::Baseline;
use crate::column::{json, values};
use crate::store::Backend;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 15).unwrap()
}

/// What somebody who begins another document of the same units wants to know.
fn another() -> Wanted {
    let documents = DocumentsWanted { issuing_unit: OFFICE, drafting_unit: BUREAU, about: day() };
    Wanted {
        but: vec![RequestId(Uuid::nil())],
        quota: QuotaWanted {
            metric: QuotaMetric::Documents,
            unit: OFFICE,
            year: 2026,
            signed_before: None,
        },
        meetings: None,
        documents: Some(documents),
        inspections: None,
    }
}

fn used(known: &Known<QuotaUse>) -> QuotaUse {
    let Known::Is(used) = known else { panic!("the quota is known") };
    *used
}

#[rstest]
#[tokio::test]
async fn others_know_of_a_document_from_its_submission_and_its_place_is_taken_by_the_signature(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let figure = Baseline {
        unit: OFFICE,
        year: 2026,
        metric: "documents".to_owned(),
        baseline: Some(20),
        committed: 7,
        reduction_pct: 30,
    };
    let written = office.store.write(move |txn| {
        let figure = figure.clone();
        Box::pin(async move { txn.insert_baseline(&figure).await })
    });
    written.await.unwrap();
    let id = office.create(content()).await;
    let mut submitted_at = None;
    for (step, (actor, action)) in way().into_iter().enumerate() {
        let known = office.store.knowledge(&another()).await.unwrap();
        let request = office.find(id).await;
        let other = submitted_at.and_then(|at| OtherDocument::of(&request, &content(), at));
        assert_eq!(other.is_some(), step > 0);
        assert_eq!(known.documents, Known::Is(other.into_iter().collect()));
        let committed = 7 + u32::from(request.signature.is_some());
        let expected = QuotaUse { baseline: Some(20), reduction_pct: 30, committed };
        assert_eq!(used(&known.quota), expected, "{}", request.status.key());
        let promised = office.store.baselines_of_year(2026).await.unwrap();
        assert_eq!(promised[0].committed, committed, "figures and rules say the same");
        let own = Wanted { but: vec![id], ..another() };
        let own = office.store.knowledge(&own).await.unwrap();
        assert_eq!(own.documents, Known::Is(Vec::new()), "nothing is another than itself");
        assert_eq!(used(&own.quota).committed, 7);
        let next = office.perform(id, actor, action).await;
        submitted_at.get_or_insert(next.updated_at);
    }
    let signed_at = office.find(id).await.signature.unwrap().at;
    for (signed_before, committed) in [(signed_at, 7), (Timestamp(signed_at.0 + 1), 8)] {
        let mut earlier = another();
        earlier.quota.signed_before = Some(signed_before);
        let known = office.store.knowledge(&earlier).await.unwrap();
        assert_eq!(used(&known.quota).committed, committed, "only what was signed before");
    }
    let elsewhere = QuotaWanted { year: 2027, ..another().quota };
    let known = office.store.knowledge(&Wanted { quota: elsewhere, ..another() }).await.unwrap();
    assert_eq!(used(&known.quota), QuotaUse::NONE);
}

/// Writes down that others know of a meeting.
async fn known(office: &Office, host: UnitId, on: NaiveDate, comprehensive: bool) -> OtherMeeting {
    let request = office.create(meeting(MeetingNature::Work, 60)).await;
    let starts_at = Timestamp::at_office(on.and_hms_opt(9, 0, 0).unwrap());
    let sessions = vec![Session { starts_at, ends_at: Timestamp(starts_at.0 + 3_600_000) }];
    let insert = "INSERT INTO meeting_fact (request, title, topic, host, in_name_of, units, sessions, starts_on, minutes,
                                            comprehensive, standing, submitted_at)
                  VALUES ($1, 'x', '', $2, $2, $3, $4, $5, 60, $6, 'noticed', 0)";
    let row = values![request, host, json(&[host]), json(&sessions), on, comprehensive];
    bare(&office.store, insert, row).await.unwrap();
    office.store.meeting_known(request).await.unwrap().unwrap()
}

#[rstest]
#[tokio::test]
async fn meetings_are_found_on_the_first_and_the_last_day_and_not_beyond(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let (before, after) = (|days| day() - Days::new(days), |days| day() + Days::new(days));
    let days = [before(61), before(60), before(1), day(), after(1), after(14), after(15)];
    let mut meetings = Vec::new();
    for on in days {
        meetings.push(known(&office, OFFICE, on, false).await);
    }
    for (host, on) in [(BUREAU, "2026-01-01"), (BUREAU, "2026-12-31"), (BUREAU, "2027-01-01")] {
        meetings.push(known(&office, host, on.parse().unwrap(), true).await);
    }
    meetings.push(known(&office, OFFICE, "2026-03-18".parse().unwrap(), true).await);
    let wanted = MeetingsWanted {
        from: before(60),
        about: day(),
        to: after(14),
        comprehensive: Some((BUREAU, 2026)),
    };
    let found =
        office.store.knowledge(&Wanted { meetings: Some(wanted), ..another() }).await.unwrap();
    meetings.retain(|other| wanted.takes(other));
    meetings.sort_by_key(|other| (other.begins_at(), other.request));
    assert_eq!(meetings.len(), 5 + 2);
    assert_eq!(found.meetings, Known::Is(meetings));
}

#[rstest]
#[tokio::test]
async fn what_an_older_version_did_not_write_down_is_written_down_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.create(content()).await;
    for (actor, action) in way() {
        office.perform(id, actor, action).await;
    }
    let before = office.store.knowledge(&another()).await.unwrap();
    for statement in [
        "UPDATE document_fact SET standing = NULL, counted_year = NULL, signed_at = NULL, dated_on = ''",
        "INSERT INTO knowledge_backlog (request) SELECT id FROM request WHERE round > 0",
    ] {
        bare(&office.store, statement, values![]).await.unwrap();
    }
    let forgotten = office.store.knowledge(&another()).await.unwrap();
    assert_eq!(forgotten.documents, Known::Is(Vec::new()));
    assert_eq!(office.store.migrate().await.unwrap(), 0);
    assert_eq!(office.store.knowledge(&another()).await.unwrap(), before);
    assert_eq!(super::count(&office.store, "knowledge_backlog").await, 0);
}

#[rstest]
#[tokio::test]
async fn an_evaluation_keeps_what_it_was_made_with_and_one_organisation_serves_many(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let office = Office::new(backend).await;
    let id = office.create(content()).await;
    for (actor, action) in way() {
        office.perform(id, actor, action).await;
    }
    let evaluations = office.store.evaluations(id).await.unwrap();
    assert_eq!(super::count(&office.store, "organisation_state").await, 1);
    for stored in &evaluations {
        assert_eq!(stored.evaluation.digest, Some(content().digest().unwrap()));
        assert!(stored.evaluation.knowledge.is_some());
        let state = office.store.organisation_state(stored.organisation.unwrap()).await.unwrap();
        let organisation = office.store.organisation().await.unwrap();
        assert!(state.unwrap().units().eq(organisation.units()));
    }
    let at = evaluations[2].evaluation.at;
    for (until, expected) in [(at, 3), (Timestamp(at.0 - 1), 2)] {
        let found = office.store.evaluations_before(id, (None, Some(until)), 100).await.unwrap();
        assert_eq!(found.len(), expected);
    }
    let before = office.store.evaluations_before(id, (Some(evaluations[1].seq), None), 1).await;
    assert_eq!(before.unwrap(), [evaluations[0].clone()]);
}

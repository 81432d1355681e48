use std::sync::{Arc, LazyLock};

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::content::{Category, Direction, DocType, MeetingNature, Session};
use crate::event::{Chain, EVENT_FORMAT, Stream};
use crate::id::{PersonId, RequestId};
use crate::number::DocNumber;
use crate::organisation::{Level, Rank, Series, Unit};
use crate::request::Signature;
use crate::stage_key::StageKey;
use crate::{Digest, Measure};

const COMMITTEE: UnitId = UnitId(Uuid::from_u128(1));
const COMMITTEE_OFFICE: UnitId = UnitId(Uuid::from_u128(2));
const GOVERNMENT: UnitId = UnitId(Uuid::from_u128(3));
const OFFICE: UnitId = UnitId(Uuid::from_u128(4));
const BUREAU: UnitId = UnitId(Uuid::from_u128(5));
const FLOODS: UnitId = UnitId(Uuid::from_u128(6));
const TOWN: UnitId = UnitId(Uuid::from_u128(7));
const STATION: UnitId = UnitId(Uuid::from_u128(8));
const FINANCE: UnitId = UnitId(Uuid::from_u128(9));
pub(in crate::statistics) const UNITS: [UnitId; 9] =
    [COMMITTEE, COMMITTEE_OFFICE, GOVERNMENT, OFFICE, BUREAU, FLOODS, TOWN, STATION, FINANCE];

const DRAFTER: PersonId = PersonId(Uuid::from_u128(101));
const LEADER: PersonId = PersonId(Uuid::from_u128(102));
/// 2026-09-15T09:00:00+08:00, a Tuesday.
const MORNING: i64 = 1_789_434_000_000;
const HOUR: i64 = 3_600_000;

fn unit(id: UnitId, kind: UnitKind, level: Level, parent: Option<UnitId>) -> Unit {
    let series = |code: &str, counted| Series { code: code.to_owned(), counted };
    Unit {
        id,
        code: id.to_string(),
        name: id.to_string(),
        short_name: id.to_string(),
        kind,
        level,
        parent,
        office: None,
        host: None,
        series: vec![series("青政办发", true), series("青政办函", false)],
        active: true,
    }
}

pub(in crate::statistics) fn organisation() -> Organisation {
    use Level::{District, Township};
    let units = [
        unit(COMMITTEE, UnitKind::PartyCommittee, District, None),
        unit(COMMITTEE_OFFICE, UnitKind::Office, District, Some(COMMITTEE)),
        unit(GOVERNMENT, UnitKind::Government, District, None),
        unit(OFFICE, UnitKind::Office, District, Some(GOVERNMENT)),
        unit(BUREAU, UnitKind::Department, District, Some(GOVERNMENT)),
        unit(FLOODS, UnitKind::CoordinationBody, District, Some(GOVERNMENT)),
        unit(TOWN, UnitKind::Township, Township, Some(GOVERNMENT)),
        unit(STATION, UnitKind::Institution, District, Some(BUREAU)),
        unit(FINANCE, UnitKind::Department, District, Some(GOVERNMENT)),
    ];
    Organisation::new(units, [], Vec::new())
}

fn document() -> DocumentContent {
    let text = serde_json::json!({
        "issuing_unit": BUREAU, "drafting_unit": BUREAU, "title": "关于做好秋季防汛工作的通知", "body": "各镇要落实责任。",
    });
    DocumentContent {
        doc_type: Some(DocType::Notice),
        direction: Some(Direction::Downward),
        main_recipients: [TOWN].into(),
        ..serde_json::from_value(text).unwrap()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(status: Status, content: &Content) -> Request {
    let mut request = Request::blank(RequestId(Uuid::nil()), DRAFTER, content, Timestamp(MORNING));
    request.status = status;
    request.measure = content.measure();
    request
}

/// The document as it stands there, signed on the last day of a year and numbered.
fn signed(status: Status, content: &Content) -> Request {
    let mut request = at(status, content);
    request.number = Some(DocNumber { series: "青政办发".to_owned(), year: 2026, sequence: 7 });
    request.signature = Some(Signature {
        digest: Digest::ZERO,
        signer: LEADER,
        actor: LEADER,
        rank: Rank::ResponsibleLeader,
        at: Timestamp(MORNING),
        doc_date: day("2026-12-31"),
        accepted: Vec::new(),
        stage: StageKey::try_from("signing".to_owned()).unwrap(),
    });
    request
}

fn stand(request: &Request, content: &Content) -> Contributions {
    let mut contributions = Contributions::default();
    contributions.stand(request, content, &organisation());
    contributions
}

/// The metrics to which a request contributes, with their details and values.
fn listed(contributions: &Contributions) -> Vec<(Metric, String, u64)> {
    let row = |(key, value): (&Key, &u64)| (key.metric, key.detail.clone(), *value);
    contributions.0.iter().map(row).collect()
}

/// The metrics into which the documents issued fall, each document into one.
const DOCUMENT_CLASSES: [Metric; 8] = [
    Metric::DocsDownward,
    Metric::DocsUpward,
    Metric::DocsLateral,
    Metric::DocsReply,
    Metric::DocsPersonnel,
    Metric::DocsPublic,
    Metric::DocsEmergency,
    Metric::DocsOther,
];

/// The one metric of the classes of documents.
fn class_of(document: DocumentContent, series: &str) -> Metric {
    let content = Content::Document(Box::new(document));
    let mut request = signed(Status::Issued, &content);
    request.number.as_mut().unwrap().series = series.to_owned();
    let stand = stand(&request, &content);
    let mut classes = stand.0.keys().filter(|key| DOCUMENT_CLASSES.contains(&key.metric));
    let class = classes.next().unwrap().metric;
    assert!(classes.next().is_none(), "a document falls into one class");
    class
}

#[test]
fn an_issued_document_counts_on_the_day_of_its_signature() {
    let content = Content::Document(Box::new(document()));
    for status in [Status::Issued, Status::Archived, Status::Revoked, Status::Repealed] {
        let stand = stand(&signed(status, &content), &content);
        let expected = [
            (Metric::DocsTotal, String::new(), 1),
            (Metric::DocsDownward, String::new(), 1),
            (Metric::DocCharacters, String::new(), 8),
            (Metric::LengthBand, "000500".to_owned(), 1),
        ];
        assert_eq!(listed(&stand), expected);
        let place = |key: &Key| (key.unit, key.day) == (BUREAU, day("2026-12-31"));
        assert!(stand.0.keys().all(place), "{stand:?}");
    }
}

#[test]
fn what_is_on_its_way_counts_nothing() {
    let content = Content::Document(Box::new(document()));
    let signing = StageKey::try_from("signing".to_owned()).unwrap();
    let on_the_way = Status::PLAIN.iter().cloned().chain([Status::Review(signing)]);
    for status in on_the_way.filter(|status| !counts(status)) {
        assert_eq!(stand(&signed(status.clone(), &content), &content), Contributions::default());
    }
}

#[test]
fn a_voided_number_is_shown_apart() {
    let content = Content::Document(Box::new(document()));
    let stand = stand(&signed(Status::Voided, &content), &content);
    assert_eq!(listed(&stand), [(Metric::DocsVoided, String::new(), 1)]);
}

#[rstest]
#[case::to_a_town(BUREAU, TOWN, "青政办发", Metric::DocsDownward)]
#[case::within_its_own_system(BUREAU, STATION, "青政办发", Metric::DocsDownward)]
#[case::to_the_system_of_another(FINANCE, STATION, "青政办发", Metric::DocsOther)]
#[case::to_its_like(BUREAU, FINANCE, "青政办发", Metric::DocsOther)]
#[case::series_that_is_not_counted(BUREAU, TOWN, "青政办函", Metric::DocsOther)]
#[case::series_of_the_past(BUREAU, TOWN, "青水发", Metric::DocsDownward)]
#[case::of_a_coordination_body(FLOODS, TOWN, "青政办发", Metric::DocsDownward)]
fn a_downward_document_counts_if_somebody_below_receives_it(
    #[case] issuing_unit: UnitId,
    #[case] recipient: UnitId,
    #[case] series: &str,
    #[case] expected: Metric,
) {
    let document =
        DocumentContent { issuing_unit, main_recipients: [recipient].into(), ..document() };
    assert_eq!(class_of(document.clone(), series), expected);
    let copied =
        DocumentContent { main_recipients: [OFFICE].into(), cc: [recipient].into(), ..document };
    assert_eq!(class_of(copied, series), expected, "a copy is a copy");
}

#[rstest]
#[case::upward(DocumentContent { direction: Some(Direction::Upward), ..document() }, Metric::DocsUpward)]
#[case::lateral(DocumentContent { direction: Some(Direction::Lateral), ..document() }, Metric::DocsLateral)]
#[case::personnel(DocumentContent { category: Some(Category::Personnel), ..document() }, Metric::DocsPersonnel)]
#[case::emergency(DocumentContent { category: Some(Category::Emergency), ..document() }, Metric::DocsEmergency)]
#[case::public(DocumentContent { doc_type: Some(DocType::PublicNotice), ..document() }, Metric::DocsPublic)]
#[case::announcement(DocumentContent { doc_type: Some(DocType::Announcement), ..document() }, Metric::DocsPublic)]
#[case::reply(DocumentContent { doc_type: Some(DocType::Reply), ..document() }, Metric::DocsReply)]
#[case::reply_to_many(
    DocumentContent { doc_type: Some(DocType::Reply), main_recipients: [TOWN, OFFICE].into(), ..document() },
    Metric::DocsDownward
)]
#[case::no_direction(DocumentContent { direction: None, ..document() }, Metric::DocsOther)]
fn what_is_no_order_to_those_below_is_shown_apart(
    #[case] document: DocumentContent,
    #[case] expected: Metric,
) {
    assert_eq!(class_of(document, "青政办发"), expected);
}

#[test]
fn a_joint_document_counts_once_and_names_those_who_took_part() {
    let joint = DocumentContent { joint_units: [FINANCE, OFFICE].into(), ..document() };
    let content = Content::Document(Box::new(joint));
    let stand = stand(&signed(Status::Issued, &content), &content);
    let units = |metric: Metric| -> Vec<UnitId> {
        stand.0.keys().filter(|key| key.metric == metric).map(|key| key.unit).collect()
    };
    assert_eq!(units(Metric::DocsTotal), [BUREAU]);
    assert_eq!(units(Metric::DocsJoint), [BUREAU]);
    assert_eq!(units(Metric::JointParticipations), [OFFICE, FINANCE]);
}

#[test]
fn what_a_coordination_body_issues_stays_visible() {
    let body = DocumentContent { issuing_unit: FLOODS, ..document() };
    let content = Content::Document(Box::new(body));
    let stand = stand(&signed(Status::Issued, &content), &content);
    assert!(stand.0.keys().any(|key| key.metric == Metric::DocsCoordination));
    assert_eq!(Group::of(FLOODS, &organisation()), Group::CoordinationBodies);
}

use crate::statistics::Group;

fn meeting() -> MeetingContent {
    let text = serde_json::json!({
        "host_unit": BUREAU, "in_name_of": BUREAU, "title": "全区安全生产工作推进会",
    });
    let session = Session { starts_at: Timestamp(MORNING), ends_at: Timestamp(MORNING + HOUR) };
    MeetingContent {
        attendee_units: [TOWN, FINANCE].into(),
        sessions: vec![session],
        mode: Some(MeetingMode::OnSite),
        ..serde_json::from_value(text).unwrap()
    }
}

fn held(meeting: MeetingContent, minutes: i64, mode: MeetingMode) -> (Request, Content) {
    let content = Content::Meeting(Box::new(meeting));
    let mut request = at(Status::Held, &content);
    // The day after the one that was planned.
    let starts_at = Timestamp(MORNING + 24 * HOUR);
    request.actual = Some(Actual {
        starts_at,
        ends_at: Timestamp(starts_at.0 + minutes * 60_000),
        headcount: 40,
        mode,
        venue: String::new(),
        no_show: 0,
    });
    (request, content)
}

#[test]
fn a_meeting_counts_as_it_was_held() {
    let (request, content) = held(meeting(), 91, MeetingMode::Video);
    let stand = stand(&request, &content);
    let expected = [
        (Metric::Meetings, "", 1),
        (Metric::MeetingsAll, "", 1),
        (Metric::MeetingsVideo, "", 1),
        (Metric::Gatherings, "", 1),
        (Metric::MeetingsOverrun, "", 1),
        (Metric::MeetingMinutes, "", 91),
        (Metric::AttendanceMinutes, "", 3_640),
        (Metric::Headcount, "", 40),
        (Metric::DurationBand, "000105", 1),
    ];
    let expected = expected.map(|(metric, detail, value)| (metric, detail.to_owned(), value));
    assert_eq!(listed(&stand), expected);
    assert!(stand.0.keys().all(|key| key.day == day("2026-09-16")), "{stand:?}");
}

#[test]
fn ninety_minutes_are_within_the_limit() {
    let (request, content) = held(meeting(), 90, MeetingMode::OnSite);
    let stand = stand(&request, &content);
    let metrics: Vec<_> = stand.0.keys().map(|key| key.metric).collect();
    assert!(
        !metrics.contains(&Metric::MeetingsOverrun) && !metrics.contains(&Metric::MeetingsVideo)
    );
    assert!(listed(&stand).contains(&(Metric::DurationBand, "000090".to_owned(), 1)));
}

#[rstest]
#[case::among_themselves(MeetingContent { attendee_units: [BUREAU].into(), ..meeting() }, false)]
#[case::nobody_named(MeetingContent { attendee_units: [].into(), ..meeting() }, false)]
#[case::with_a_co_host(MeetingContent { attendee_units: [].into(), co_hosts: [OFFICE].into(), ..meeting() }, true)]
#[case::emergency(MeetingContent { nature: MeetingNature::Emergency, ..meeting() }, false)]
#[case::statutory(MeetingContent { nature: MeetingNature::Statutory, ..meeting() }, false)]
#[case::training(MeetingContent { nature: MeetingNature::Training, ..meeting() }, true)]
#[case::routine_across_units(MeetingContent { nature: MeetingNature::Routine, ..meeting() }, true)]
fn the_headline_counts_meetings_across_units(
    #[case] meeting: MeetingContent,
    #[case] counted: bool,
) {
    let (request, content) = held(meeting, 60, MeetingMode::OnSite);
    let stand = stand(&request, &content);
    assert_eq!(stand.0.keys().any(|key| key.metric == Metric::Meetings), counted);
    assert!(stand.0.keys().any(|key| key.metric == Metric::MeetingsAll));
}

#[test]
fn meetings_back_to_back_are_one_gathering() {
    let (mut request, content) = held(meeting(), 60, MeetingMode::OnSite);
    request.cluster = Some(RequestId(Uuid::max()));
    let stand = stand(&request, &content);
    assert!(!stand.0.keys().any(|key| key.metric == Metric::Gatherings));
}

#[rstest]
#[case(Status::Merged, Metric::MergedSaved)]
#[case(Status::Filed, Metric::MeetingsFiled)]
#[case(Status::Rejected, Metric::Rejected)]
#[case(Status::Withdrawn, Metric::Withdrawn)]
fn what_never_took_place_counts_as_what_became_of_it(
    #[case] status: Status,
    #[case] metric: Metric,
) {
    let content = Content::Meeting(Box::new(meeting()));
    let stand = stand(&at(status, &content), &content);
    assert_eq!(listed(&stand), [(metric, String::new(), 1)]);
}

fn event(millis: i64, what: Happening) -> Event<Happening> {
    Event {
        format: EVENT_FORMAT.to_owned(),
        stream: Stream::Request(RequestId(Uuid::nil())),
        seq: Chain::default().length + 1,
        prev: Digest::ZERO,
        at: Timestamp(millis),
        actor: Some(LEADER),
        on_behalf_of: None,
        what,
    }
}

fn circumstances(findings: &[Finding]) -> Circumstances<'_> {
    static CALENDAR: LazyLock<Arc<Calendar>> = LazyLock::new(Calendar::shipped);
    let submitted_at = Some(Timestamp(MORNING));
    Circumstances { unit: BUREAU, submitted_at, findings, calendar: &CALENDAR }
}

#[rstest]
#[case::over_a_weekend("2026-09-11", "2026-09-14", "000070")]
#[case::over_national_day("2026-09-30", "2026-10-08", "000070")]
#[case::over_a_sunday_on_which_people_work("2026-09-18", "2026-09-21", "000140")]
fn the_time_to_approve_counts_the_days_on_which_people_work(
    #[case] submitted: &str,
    #[case] signed: &str,
    #[case] tenths: &str,
) {
    let noon = |on: &str| Timestamp::at_office(day(on).and_hms_opt(12, 0, 0).unwrap());
    let doc_date = day(signed);
    let signature = Happening::Signed {
        digest: Digest::ZERO,
        rank: Rank::MainLeader,
        doc_date,
        accepted: Vec::new(),
    };
    let submitted_at = Some(noon(submitted));
    let mut noted = Contributions::default();
    let circumstances = Circumstances { submitted_at, ..circumstances(&[]) };
    noted.note(&event(noon(signed).0, signature), &circumstances);
    assert_eq!(listed(&noted), [(Metric::ApprovalTime, tenths.to_owned(), 1)]);
}

#[test]
fn a_rule_that_blocks_counts_once_for_a_request() {
    let refused = Happening::Refused {
        action: ActionName::Submit,
        code: "blocked".to_owned(),
        rules: Vec::new(),
    };
    let findings = [
        Finding::block(RuleId::FileLength),
        Finding::new(RuleId::VideoFirst, Verdict::Advisory),
        Finding::block(RuleId::DirectiveDown),
    ];
    let mut noted = Contributions::default();
    noted.note(&event(MORNING, refused.clone()), &circumstances(&findings[..1]));
    noted.note(&event(MORNING + 24 * HOUR, refused), &circumstances(&findings));
    let expected = [
        (Metric::Blocked, "DIRECTIVE-DOWN".to_owned(), 1),
        (Metric::Blocked, "FILE-LENGTH".to_owned(), 1),
    ];
    assert_eq!(listed(&noted), expected);
    let first = noted.0.keys().find(|key| key.detail == "FILE-LENGTH").unwrap();
    assert_eq!(first.day, day("2026-09-15"), "the first time counts");
}

#[test]
fn every_return_counts_and_a_signature_counts_as_it_was_given_last() {
    let returned = Happening::Returned { opinion: String::new(), come_back: None };
    let signed = |accepted: &[RuleId]| Happening::Signed {
        digest: Digest::ZERO,
        rank: Rank::MainLeader,
        doc_date: day("2026-09-15"),
        accepted: accepted.to_vec(),
    };
    let mut noted = Contributions::default();
    noted.note(&event(MORNING, returned.clone()), &circumstances(&[]));
    noted.note(&event(MORNING, returned), &circumstances(&[]));
    let both = [RuleId::DirectiveDown, RuleId::MeetingLevel];
    noted.note(&event(MORNING + HOUR, signed(&both)), &circumstances(&[]));
    let exceptions = listed(&noted);
    assert!(exceptions.contains(&(Metric::ExceptionsByLeader, LEADER.to_string(), 2)));
    assert!(exceptions.contains(&(Metric::ApprovalTime, "000010".to_owned(), 1)));
    noted.note(&event(MORNING + 24 * HOUR, signed(&both[..1])), &circumstances(&[]));
    let expected = [
        (Metric::Returned, String::new(), 2),
        (Metric::Exceptions, "DIRECTIVE-DOWN".to_owned(), 1),
        (Metric::ExceptionsByLeader, LEADER.to_string(), 1),
        (Metric::ApprovalTime, "000070".to_owned(), 1),
    ];
    assert_eq!(listed(&noted), expected);
}

#[test]
fn where_a_request_stands_leaves_alone_what_was_noted() {
    let returned = Happening::Returned { opinion: String::new(), come_back: None };
    let content = Content::Document(Box::new(document()));
    let mut contributions = Contributions::default();
    contributions.note(&event(MORNING, returned), &circumstances(&[]));
    contributions.stand(&at(Status::Withdrawn, &content), &content, &organisation());
    let metrics: Vec<_> = contributions.0.keys().map(|key| key.metric).collect();
    assert_eq!(metrics, [Metric::Returned, Metric::Withdrawn]);
    contributions.stand(&at(Status::Draft, &content), &content, &organisation());
    let metrics: Vec<_> = contributions.0.keys().map(|key| key.metric).collect();
    assert_eq!(metrics, [Metric::Returned]);
}

#[rstest]
#[case(0, "000500")]
#[case(1, "000500")]
#[case(500, "000500")]
#[case(501, "001000")]
#[case(5_000, "005000")]
#[case(5_001, "005500")]
#[case(100_000, "006000")]
fn a_length_lies_in_the_band_of_its_upper_end(#[case] characters: u32, #[case] expected: &str) {
    assert_eq!(band(characters, LENGTH_BAND), expected);
    let mut request = signed(Status::Issued, &Content::Document(Box::new(document())));
    request.measure = Measure { characters, ..Measure::default() };
    let stand = stand(&request, &Content::Document(Box::new(document())));
    let bands: Vec<_> = stand.0.keys().filter(|key| key.metric == Metric::LengthBand).collect();
    assert_eq!(bands.len(), 1);
    assert_eq!(bands[0].detail, expected);
}

//! What tests of pages show: a small organisation, a document, a meeting, and a request under way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use baopi_engine::{
    Nameable, RequestRow, RequestView, StageState, TimelineEntry, Viewer, WayStage,
};
use baopi_messages::Language;
use baopi_workflow::content::{
    AgendaItem, AgendaKind, Annex, AnnexKind, Attendance, Basis, BurdenAssessment, Category,
    Contact, Direction, Disclosure, DocType, FileRef, InspectionMethod, IssuedText, MeetingClass,
    MeetingMode, MeetingNature, Scope, Session, Urgency,
};
use baopi_workflow::event::Exception;
use baopi_workflow::organisation::Level;
use baopi_workflow::request::{Answer, Asked, Decided, Proposal, Proposing, Reader, Task};
use baopi_workflow::route::SkipReason;
use baopi_workflow::tally::Mode;
use baopi_workflow::{
    ActionName, Content, Digest, DocumentContent, Finding, Happening, InspectionContent, Kind,
    MeetingContent, Organisation, Person, PersonId, Rank, Request, RequestId, Role, RuleId, Series,
    StageKey, Status, Timestamp, Unit, UnitId, UnitKind, Verdict, Version,
};
use uuid::Uuid;

use super::visitor::Visitor;

/// 2026-09-15 09:00 at the office.
pub(crate) const NOW: Timestamp = Timestamp(1_789_434_000_000);

pub(crate) const fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

pub(crate) const fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(100 + n))
}

/// 市场监管局 with a drafter, its office, a leader.
pub(crate) fn organisation() -> Arc<Organisation> {
    let body = |n, code: &str, name: &str, kind, host: Option<u128>| Unit {
        id: unit(n),
        code: code.to_owned(),
        name: format!("青澜区{name}"),
        short_name: name.to_owned(),
        kind,
        level: Level::District,
        parent: None,
        office: Some(unit(1)),
        host: host.map(unit),
        series: vec![Series { code: "青农发".to_owned(), counted: true }],
        active: true,
    };
    let units = [
        body(1, "U02", "区政府办公室", UnitKind::Office, None),
        body(2, "U13", "区农业农村局", UnitKind::Department, None),
        body(3, "T01", "石桥镇", UnitKind::Township, None),
        body(4, "C01", "区防汛抗旱指挥部", UnitKind::CoordinationBody, Some(2)),
    ];
    let human = |n, login: &str, name: &str, unit_of, roles: &[Role], rank| Person {
        id: person(n),
        login: login.to_owned(),
        name: name.to_owned(),
        unit: unit(unit_of),
        post: Some("科长".to_owned()),
        roles: roles.iter().copied().collect(),
        rank,
        leads: BTreeSet::from([unit(2)]),
        email: None,
        active: true,
    };
    let people = [
        human(1, "shenjia", "沈佳", 2, &[Role::Drafter], None),
        human(2, "jiangdawei", "蒋大伟", 2, &[Role::DeptHead], None),
        human(3, "wangxiulan", "王秀兰", 1, &[], Some(Rank::ResponsibleLeader)),
        human(4, "luomin", "罗敏", 3, &[Role::DeptHead], None),
    ];
    Arc::new(Organisation::new(units, people, Vec::new()))
}

pub(crate) fn visitor(language: Language, who: u128) -> Visitor {
    let organisation = organisation();
    let name = organisation.person(person(who)).unwrap().name.clone();
    Visitor { viewer: Viewer { person: person(who), name, organisation }, language }
}

/// A document in which every field is filled.
pub(crate) fn document() -> DocumentContent {
    DocumentContent {
        issuing_unit: unit(2),
        drafting_unit: unit(2),
        joint_units: BTreeSet::from([unit(1)]),
        doc_type: Some(DocType::Notice),
        direction: Some(Direction::Downward),
        category: Some(Category::Deployment),
        scope: Some(Scope::Special),
        title: "关于做好秋粮收购服务工作的通知 <b>&\"'".to_owned(),
        body: "\n各乡镇：\n  落实责任，按期完成。\n".to_owned(),
        body_file: Some(file("秋粮:收购.docx")),
        issued_texts: vec![IssuedText {
            title: "实施方案".to_owned(),
            text: "一、\n二、".to_owned(),
        }],
        annexes: annexes(),
        main_recipients: BTreeSet::from([unit(3)]),
        cc: BTreeSet::from([unit(1), unit(4)]),
        urgency: Urgency::ExtraUrgent,
        urgency_reason: "收购已经开始".to_owned(),
        disclosure: Some(Disclosure::OnRequest),
        disclosure_reason: "含名册".to_owned(),
        basis: basis(),
        necessity: "秋粮即将集中上市，须提前部署。".to_owned(),
        plan_item: Some("2026-07".to_owned()),
        deploys_meeting: Some(RequestId(Uuid::from_u128(7))),
        countersign_units: BTreeSet::from([unit(1)]),
        directive: true,
        coordination_body: Some(unit(4)),
        gov_consent_ref: "区政府第12次常务会议".to_owned(),
        superior_explanation_ref: "说明".to_owned(),
        normative: true,
        legal_review_ref: "法审〔2026〕1号".to_owned(),
        fair_competition_ref: "已审".to_owned(),
        burden: Some(BurdenAssessment {
            adds_forms: true,
            adds_reports: false,
            adds_inspection: true,
            note: "一次".to_owned(),
        }),
        non_classified_declared: true,
        copies: Some(30),
        contact: Contact { name: "沈佳".to_owned(), phone: "0555-1234567".to_owned() },
        series: Some("青农发".to_owned()),
        justifications: [(RuleId::BurdenAssessment, "只报一次，用后即止。\n不再重复。".to_owned())]
            .into(),
        chosen: BTreeMap::new(),
    }
}

fn file(name: &str) -> FileRef {
    FileRef { sha256: Digest::of(name.as_bytes()), name: name.to_owned(), size: 12_345 }
}

fn annexes() -> Vec<Annex> {
    let (text, file) = (Some(String::new()), Some(file("a.pdf")));
    vec![
        Annex { title: "名册".to_owned(), text, file, kind: AnnexKind::Ordinary },
        Annex {
            title: "来文".to_owned(),
            text: None,
            file: None,
            kind: AnnexKind::ForwardedSource,
        },
    ]
}

fn basis() -> Vec<Basis> {
    let (title, number) = ("关于秋粮收购的通知".to_owned(), "云政发〔2026〕3号".to_owned());
    vec![
        Basis::SuperiorDoc { title, number },
        Basis::LawOrRule { reference: "《粮食流通管理条例》".to_owned() },
    ]
}

/// An inspection in which every field is filled.
pub(crate) fn inspection() -> InspectionContent {
    InspectionContent {
        unit: unit(2),
        title: "全区农产品质量安全专项督查".to_owned(),
        comprehensive: true,
        topic: "农产品质量安全".to_owned(),
        purpose: "核查秋收期间农产品质量安全责任落实情况。".to_owned(),
        basis: "区政府第9次常务会议".to_owned(),
        targets: BTreeSet::from([unit(1), unit(3), unit(4)]),
        method: Some(InspectionMethod::Unannounced),
        starts_on: Some(NOW.date()),
        plan_item: Some("2026-7".to_owned()),
        superior_explanation_ref: "青办报〔2026〕3号".to_owned(),
        non_classified_declared: true,
        contact: Contact { name: "沈佳".to_owned(), phone: "0000-0000".to_owned() },
        justifications: [(RuleId::InspectionOnce, "上级部署的第二次督查。".to_owned())].into(),
        chosen: std::collections::BTreeMap::new(),
    }
}

/// A meeting in which every field is filled, one of its sessions over midnight and one with seconds.
pub(crate) fn meeting() -> MeetingContent {
    let session = |from: i64, to: i64| Session {
        starts_at: Timestamp(NOW.0 + from),
        ends_at: Timestamp(NOW.0 + to),
    };
    MeetingContent {
        host_unit: unit(2),
        co_hosts: BTreeSet::from([unit(1)]),
        in_name_of: unit(1),
        title: "全区秋冬季农业生产推进会".to_owned(),
        nature: MeetingNature::Emergency,
        comprehensive: true,
        class: Some(MeetingClass::II),
        topic: "农业生产".to_owned(),
        purpose: "部署秋冬季农业生产工作。".to_owned(),
        sessions: vec![session(0, 1_801_000), session(14 * 3_600_000, 16 * 3_600_000)],
        venue: "区政府三楼".to_owned(),
        mode: Some(MeetingMode::Hybrid),
        required_level: Some(Attendance::SectionHead),
        convener: Some(person(3)),
        attendee_units: BTreeSet::from([unit(3), unit(4)]),
        headcount: Some(40),
        staff_count: Some(3),
        leaders_attending: BTreeSet::from([person(3)]),
        agenda: vec![
            AgendaItem {
                item: "讲话".to_owned(),
                speaker: "王秀兰".to_owned(),
                kind: AgendaKind::Speech,
                minutes: 20,
            },
            AgendaItem {
                item: "讨论".to_owned(),
                speaker: String::new(),
                kind: AgendaKind::Discussion,
                minutes: 10,
            },
        ],
        materials: vec![Annex {
            title: "方案".to_owned(),
            text: Some("一".to_owned()),
            file: None,
            kind: AnnexKind::Ordinary,
        }],
        budget_fen: 128_050,
        budget_source: "工作经费".to_owned(),
        plan_item: Some("2026-H2-3".to_owned()),
        superior_notice_ref: "云政办明电〔2026〕9号".to_owned(),
        superior_explanation_ref: String::new(),
        non_classified_declared: true,
        contact: Contact { name: "沈佳".to_owned(), phone: "1".to_owned() },
        justifications: [(RuleId::SpeechDuration, "须逐项部署，时间较长。".to_owned())].into(),
        chosen: BTreeMap::new(),
    }
}

fn stage(key: &str) -> StageKey {
    StageKey::try_from(key.to_owned()).unwrap()
}

/// The leader to whom it was given away, whom the office had asked before, and the head for advice.
fn tasks() -> Vec<Task> {
    let task = |n, answer, asked| Task { person: person(n), answer, asked, ballot: None };
    vec![
        task(3, Answer::Open, Asked::Route),
        task(4, Answer::Consented, Asked::Before(person(3))),
        task(2, Answer::Open, Asked::Advice(person(3))),
    ]
}

/// A request before its leader, with everything that can happen to it on its page and everything that can be offered.
fn request(content: &Content) -> Request {
    let id = RequestId(Uuid::from_u128(9));
    let mut request = Request::blank(id, person(1), content, NOW);
    request.status = Status::Review(stage("leader_review"));
    request.version = Version(5);
    request.measure = content.measure();
    request.mode = Mode::All;
    request.tasks = tasks();
    request.decided = vec![Decided {
        stage: stage("dept_review"),
        principal: person(2),
        actor: person(2),
        at: NOW,
        instead_of: Vec::new(),
    }];
    let rank = Rank::ResponsibleLeader;
    request.exceptions = vec![Exception { rule: RuleId::BurdenAssessment, rank }];
    let reader = |n, read_at| Reader { person: person(n), by: person(1), at: NOW, read_at };
    request.readers = vec![reader(2, Some(NOW)), reader(4, None)];
    request.due_on = Some(NOW.date());
    request.come_back = Some(stage("signing"));
    request.cluster = Some(RequestId(Uuid::from_u128(10)));
    request.merged_into = Some(RequestId(Uuid::from_u128(11)));
    request.venue = Some("区政府二楼".to_owned());
    request.proposal = Some(Proposal {
        what: Proposing::Merge(RequestId(Uuid::from_u128(10))),
        by: person(2),
        at: NOW,
        people: vec![person(1), person(2)],
        opinion: "内容相近。".to_owned(),
    });
    request
}

fn timeline() -> Vec<TimelineEntry> {
    let entry = |seq, actor, what| TimelineEntry {
        seq,
        at: NOW,
        actor,
        on_behalf_of: None,
        what,
        hash: Digest::of(&[1]),
    };
    let opinion = || "请补充完成时限。".to_owned();
    let consented = |key: &str| Happening::Consented {
        stage: stage(key),
        digest: Digest::ZERO,
        opinion: opinion(),
    };
    let entered = Happening::Entered {
        status: Status::Recheck,
        people: vec![person(2)],
        mode: Mode::Any,
        due_on: Some(NOW.date()),
        ballots: Vec::new(),
    };
    let refused = Happening::Refused {
        action: ActionName::Issue,
        code: "not_yours".to_owned(),
        rules: Vec::new(),
    };
    vec![
        entry(1, Some(person(1)), Happening::Archived),
        entry(2, Some(person(2)), Happening::Returned { opinion: opinion(), come_back: None }),
        entry(3, Some(person(2)), entered),
        TimelineEntry {
            on_behalf_of: Some(person(2)),
            ..entry(4, Some(person(3)), consented("dept_review"))
        },
        entry(5, Some(person(4)), consented("leader_review")),
        entry(6, Some(person(3)), Happening::Commented { opinion: opinion() }),
        entry(7, None, refused),
    ]
}

/// What [`request`] looks like to somebody to whom everything is offered.
pub(crate) fn view(content: Content) -> RequestView {
    let rank = Rank::ResponsibleLeader;
    let way = |key: &str, n, state| WayStage {
        key: stage(key),
        people: vec![person(n)],
        state,
        because: (state == StageState::Skipped).then_some(SkipReason::SamePerson),
        mode: Mode::All,
        deadline_days: Some(3),
        choice: None,
    };
    RequestView {
        offers: ActionName::ALL.into(),
        organisation: organisation(),
        timeline: timeline(),
        findings: vec![
            Finding::block(RuleId::Declaration),
            Finding::new(RuleId::BurdenAssessment, Verdict::NeedsJustification(rank)).case("adds"),
        ],
        way: vec![
            way("dept_review", 2, StageState::Done),
            way("office_review", 2, StageState::Skipped),
            way("leader_review", 3, StageState::Here),
        ],
        request: request(&content),
        content,
    }
}

/// Whom and what could be named: the head of the bureau, and a meeting of the office.
pub(crate) fn nameable() -> Nameable {
    let id = RequestId(Uuid::from_u128(10));
    let title = "全区防汛工作会议".to_owned();
    Nameable {
        takers: vec![person(2)],
        advisers: vec![person(2), person(4)],
        meetings: vec![RequestRow {
            id,
            kind: Kind::Meeting,
            title: title.clone(),
            status: Status::Approved,
            unit: unit(1),
            drafting_unit: unit(1),
            drafter: person(1),
            urgency: Urgency::Normal,
            version: 3,
            characters: 0,
            minutes: 60,
            number: None,
            entered_at: NOW,
            updated_at: NOW,
            principal: None,
        }],
        titles: vec![(id, title)],
    }
}

/// The sample of a kind.
pub(crate) fn content(kind: Kind) -> Content {
    match kind {
        Kind::Document => Content::Document(Box::new(document())),
        Kind::Meeting => Content::Meeting(Box::new(meeting())),
        Kind::Inspection => Content::Inspection(Box::new(inspection())),
    }
}

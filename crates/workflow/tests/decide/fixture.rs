//! A small district: a government, its office, two departments and a township, with the people who decide there.

use std::collections::BTreeSet;

use baopi_workflow::content::{
    AgendaItem, AgendaKind, Attendance, Basis, BurdenAssessment, Category, Contact, Direction,
    Disclosure, DocType, InspectionMethod, MeetingClass, MeetingMode, Scope, Session,
};
use baopi_workflow::organisation::{Delegation, Level};
use baopi_workflow::request::Kind;
use baopi_workflow::request::replay::{StoredEvent, replay};
use baopi_workflow::rules::knowledge::PlannedItem;
use baopi_workflow::rules::{Known, catalogue};
use baopi_workflow::{
    Action, Command, Content, Context, DecideError, DocumentContent, Facts, Finding,
    InspectionContent, Knowledge, MeetingContent, Organisation, Other, Person, PersonId, Rank,
    Refusal, Refused, Request, RequestId, Role, Route, RuleId, RuleSet, Series, Status, Timestamp,
    Transition, Unit, UnitId, UnitKind, decide,
};
use chrono::NaiveDate;
use uuid::Uuid;

pub(crate) const GOVERNMENT: UnitId = unit(1);
pub(crate) const OFFICE: UnitId = unit(2);
pub(crate) const AGRICULTURE: UnitId = unit(3);
pub(crate) const FINANCE: UnitId = unit(4);
pub(crate) const TOWNSHIP: UnitId = unit(5);

pub(crate) const MAYOR: PersonId = person(1);
pub(crate) const VICE_MAYOR: PersonId = person(2);
pub(crate) const REVIEWER: PersonId = person(3);
pub(crate) const REGISTRAR: PersonId = person(4);
pub(crate) const HEAD: PersonId = person(5);
pub(crate) const DRAFTER: PersonId = person(6);
pub(crate) const FINANCE_HEAD: PersonId = person(7);
pub(crate) const AUDITOR: PersonId = person(8);
pub(crate) const ADMIN: PersonId = person(9);
pub(crate) const STRANGER: PersonId = person(10);

pub(crate) const fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

pub(crate) const fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(1000 + number))
}

/// 2026-09-15 09:00 at the office, a Tuesday in a week with meetings.
pub(crate) fn now() -> Timestamp {
    at(15, 9, 0)
}

/// A time in September 2026 at the office.
pub(crate) fn at(day: u32, hour: u32, minute: u32) -> Timestamp {
    Timestamp::at_office(
        NaiveDate::from_ymd_opt(2026, 9, day)
            .and_then(|day| day.and_hms_opt(hour, minute, 0))
            .expect("a time in September"),
    )
}

/// A request with everything it is decided with.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) organisation: Organisation,
    /// The other request that a move may name.
    pub(crate) other: Option<(Request, Content)>,
    pub(crate) rules: RuleSet,
    pub(crate) knowledge: Knowledge,
    pub(crate) now: Timestamp,
    pub(crate) facts: Facts,
    pub(crate) request: Request,
    pub(crate) content: Content,
    pub(crate) stored: Vec<StoredEvent>,
    pub(crate) route: Route,
    pub(crate) newest: Option<Route>,
}

impl World {
    /// A draft of the given content, by [`DRAFTER`].
    pub(crate) fn draft(content: Content) -> Self {
        Self::draft_by(DRAFTER, content, district(Vec::new()))
    }

    pub(crate) fn draft_by(
        drafter: PersonId,
        content: Content,
        organisation: Organisation,
    ) -> Self {
        let route = Route::shipped(content.kind());
        Self::on_route(drafter, content, organisation, route)
    }

    /// The same on a route of one's own.
    pub(crate) fn on_route(
        drafter: PersonId,
        content: Content,
        organisation: Organisation,
        route: Route,
    ) -> Self {
        let request = Request::blank(RequestId(Uuid::from_u128(77)), drafter, &content, now());
        let mut world = Self {
            route,
            newest: None,
            other: None,
            organisation,
            rules: RuleSet::default(),
            knowledge: Knowledge::alone(),
            now: now(),
            facts: Facts { last_number: 14, ..Facts::default() },
            request,
            content: content.clone(),
            stored: Vec::new(),
        };
        world.does(drafter, Action::Create { content });
        world
    }

    /// A document that stands in the phase after these many usual steps; 0 is the draft.
    pub(crate) fn document_after(steps: usize) -> Self {
        let mut world = Self::draft(document());
        for (actor, action) in usual_steps().into_iter().take(steps) {
            world.does(actor, action);
        }
        world
    }

    /// The same where the year's plan has the item for it.
    pub(crate) fn planned(mut self) -> Self {
        let (reference, title) = ("2026-7".to_owned(), String::new());
        self.knowledge.plan =
            Known::Is(Some(PlannedItem { reference, title, comprehensive: false }));
        self
    }

    /// With what it is decided.
    fn context(&self) -> Context<'_> {
        Context {
            organisation: &self.organisation,
            route: &self.route,
            newest: self.newest.as_ref(),
            other: self.other.as_ref().map(|(request, content)| Other {
                request,
                content,
                route: &self.route,
            }),
            rules: &self.rules,
            knowledge: &self.knowledge,
            facts: self.facts,
            now: self.now,
        }
    }

    /// What the clock says.
    pub(crate) fn ticks(&self, now: Timestamp) -> Option<Transition> {
        let context = Context { now, ..self.context() };
        baopi_workflow::tick(&self.request, &context).expect("a canonical form")
    }

    /// What `decide` says.
    pub(crate) fn tries(&self, actor: PersonId, action: Action) -> Result<Transition, Refused> {
        let context = self.context();
        match decide(&self.request, &self.content, &Command { actor, action }, &context) {
            Ok(transition) => {
                let evaluation = transition.evaluation();
                check_declared(evaluation.map_or(&[], |evaluation| &evaluation.findings));
                Ok(transition)
            }
            Err(DecideError::Refused(refused)) => {
                if let Refusal::Blocked { findings } = &refused.refusal {
                    check_declared(findings);
                }
                Err(refused)
            }
            Err(error @ DecideError::Canonical(_)) => panic!("{error}"),
        }
    }

    /// Carries it out, and checks that the events fold to the state.
    pub(crate) fn does(&mut self, actor: PersonId, action: Action) -> &mut Self {
        let name = action.name();
        let transition = self
            .tries(actor, action)
            .unwrap_or_else(|refused| panic!("{name:?}: {:?}", refused.refusal));
        self.keep(&transition);
        self
    }

    /// The refusal; its record, if any, is kept.
    pub(crate) fn refuses(&mut self, actor: PersonId, action: Action) -> Refusal {
        let name = action.name();
        let before = self.request.clone();
        let refused = self.tries(actor, action).expect_err(&format!("{name:?} should be refused"));
        if let Some(record) = &refused.record {
            self.keep(record);
            assert_eq!(self.request.version, before.version, "a refusal makes no version");
            assert_eq!(self.request.status, before.status, "a refusal moves nothing");
        }
        refused.refusal
    }

    fn keep(&mut self, transition: &Transition) {
        let entry = |sealed: &baopi_workflow::Sealed<_>| StoredEvent {
            canon: sealed.canon.clone(),
            hash: sealed.hash,
        };
        self.stored.extend(transition.events().iter().map(entry));
        self.request = transition.next().clone();
        if let Some(content) = transition.content() {
            self.content = content.clone();
        }
        assert_eq!(
            replay(self.request.id, &self.stored).expect("the chain holds"),
            self.request,
            "fold(events) = state"
        );
    }

    pub(crate) fn status(&self) -> String {
        self.request.status.key()
    }
}

/// No rule finds what the catalogue does not know.
fn check_declared(findings: &[Finding]) {
    for finding in findings {
        assert!(catalogue::declares(finding), "not in the catalogue: {finding:?}");
    }
}

/// The keys of the rules that a refusal names.
pub(crate) fn rules(refusal: &Refusal) -> Vec<&'static str> {
    refusal.rules().into_iter().map(baopi_workflow::RuleId::key).collect()
}

pub(crate) fn approve() -> Action {
    Action::Approve { opinion: "同意".to_owned(), accept: Vec::new() }
}

pub(crate) fn send_back() -> Action {
    Action::return_to_drafter("请压缩篇幅。".to_owned())
}

/// Every step of a usual document from draft to archive.
pub(crate) fn usual_steps() -> Vec<(PersonId, Action)> {
    vec![
        (DRAFTER, Action::Submit {}),
        (HEAD, approve()),
        (REVIEWER, approve()),
        (VICE_MAYOR, approve()),
        (REVIEWER, Action::PassRecheck {}),
        (REGISTRAR, Action::AssignNumber {}),
        (REGISTRAR, Action::Seal {}),
        (REGISTRAR, Action::Issue {}),
        (REGISTRAR, Action::Archive {}),
    ]
}

/// A document that no rule has anything against.
pub(crate) fn document() -> Content {
    Content::Document(Box::new(plain_document()))
}

pub(crate) fn document_with(change: impl FnOnce(&mut DocumentContent)) -> Content {
    let mut document = plain_document();
    change(&mut document);
    Content::Document(Box::new(document))
}

fn plain_document() -> DocumentContent {
    DocumentContent {
        issuing_unit: AGRICULTURE,
        drafting_unit: AGRICULTURE,
        joint_units: BTreeSet::new(),
        doc_type: Some(DocType::Notice),
        direction: Some(Direction::Lateral),
        category: Some(Category::Other),
        scope: Some(Scope::Comprehensive),
        title: "区农业农村局关于做好秋粮收购服务工作的通知".to_owned(),
        body: "落实责任，按期完成。".repeat(100),
        body_file: None,
        issued_texts: Vec::new(),
        annexes: Vec::new(),
        main_recipients: BTreeSet::from([FINANCE]),
        cc: BTreeSet::new(),
        urgency: baopi_workflow::content::Urgency::Normal,
        urgency_reason: String::new(),
        disclosure: Some(Disclosure::Public),
        disclosure_reason: String::new(),
        basis: vec![Basis::CommitteeDecision { reference: "区政府常务会议".to_owned() }],
        necessity: "落实秋粮收购服务工作部署的需要。".to_owned(),
        plan_item: None,
        deploys_meeting: None,
        countersign_units: BTreeSet::new(),
        directive: false,
        coordination_body: None,
        gov_consent_ref: String::new(),
        superior_explanation_ref: String::new(),
        normative: false,
        legal_review_ref: String::new(),
        fair_competition_ref: String::new(),
        burden: Some(BurdenAssessment::default()),
        non_classified_declared: true,
        copies: Some(20),
        contact: contact(),
        series: None,
        justifications: std::collections::BTreeMap::new(),
        chosen: std::collections::BTreeMap::new(),
    }
}

fn contact() -> Contact {
    Contact { name: "沈佳".to_owned(), phone: "0000-0000".to_owned() }
}

/// A meeting that no rule has anything against: a week ahead, an hour, by video.
pub(crate) fn meeting() -> Content {
    meeting_with(|_| {})
}

pub(crate) fn meeting_with(change: impl FnOnce(&mut MeetingContent)) -> Content {
    let mut meeting = MeetingContent {
        host_unit: AGRICULTURE,
        co_hosts: BTreeSet::new(),
        in_name_of: AGRICULTURE,
        title: "全区秋冬季农业生产工作推进会".to_owned(),
        nature: baopi_workflow::content::MeetingNature::Work,
        comprehensive: false,
        class: Some(MeetingClass::IV),
        topic: "农业生产".to_owned(),
        purpose: "部署秋冬季农业生产重点工作。".to_owned(),
        sessions: vec![Session { starts_at: at(24, 9, 0), ends_at: at(24, 10, 0) }],
        venue: String::new(),
        mode: Some(MeetingMode::Video),
        required_level: Some(Attendance::SectionHead),
        convener: Some(VICE_MAYOR),
        attendee_units: BTreeSet::from([FINANCE]),
        headcount: Some(40),
        staff_count: Some(2),
        leaders_attending: BTreeSet::new(),
        agenda: vec![AgendaItem {
            item: "部署".to_owned(),
            speaker: "王秀兰".to_owned(),
            kind: AgendaKind::Speech,
            minutes: 50,
        }],
        materials: Vec::new(),
        budget_fen: 0,
        budget_source: String::new(),
        plan_item: None,
        superior_notice_ref: String::new(),
        superior_explanation_ref: String::new(),
        non_classified_declared: true,
        contact: contact(),
        justifications: std::collections::BTreeMap::new(),
        chosen: std::collections::BTreeMap::new(),
    };
    change(&mut meeting);
    Content::Meeting(Box::new(meeting))
}

/// An inspection that has begun this morning, of three units, and that stands in no plan.
pub(crate) fn inspection_with(change: impl FnOnce(&mut InspectionContent)) -> Content {
    let reason = "新发隐患须立即核查，年初未列入计划。".to_owned();
    let mut inspection = InspectionContent {
        unit: AGRICULTURE,
        title: "全区农产品质量安全专项督查".to_owned(),
        comprehensive: false,
        topic: "农产品质量安全".to_owned(),
        purpose: "核查秋收期间农产品质量安全责任落实情况。".to_owned(),
        basis: "区政府第9次常务会议".to_owned(),
        targets: BTreeSet::from([FINANCE, TOWNSHIP, OFFICE]),
        method: Some(InspectionMethod::Unannounced),
        starts_on: Some(now().date()),
        plan_item: None,
        superior_explanation_ref: String::new(),
        non_classified_declared: true,
        contact: contact(),
        justifications: [(RuleId::InspectionPlan, reason)].into(),
        chosen: std::collections::BTreeMap::new(),
    };
    change(&mut inspection);
    Content::Inspection(Box::new(inspection))
}

pub(crate) fn district(delegations: Vec<Delegation>) -> Organisation {
    Organisation::new(units(), people(), delegations)
}

pub(crate) fn delegation(from: PersonId, to: PersonId) -> Delegation {
    Delegation {
        from,
        to,
        scope: Some(Kind::Document),
        from_on: now().date(),
        to_on: now().date(),
        reference: "授权书".to_owned(),
    }
}

pub(crate) fn units() -> Vec<Unit> {
    let unit = |id: UnitId, name: &str, kind, level, series: &[&str]| Unit {
        id,
        code: format!("U{}", id.0.as_u128()),
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind,
        level,
        parent: (id != GOVERNMENT).then_some(GOVERNMENT),
        office: Some(OFFICE),
        host: None,
        series: series
            .iter()
            .map(|code| Series { code: (*code).to_owned(), counted: true })
            .collect(),
        active: true,
    };
    vec![
        unit(GOVERNMENT, "区政府", UnitKind::Government, Level::District, &["青政发"]),
        unit(OFFICE, "区政府办公室", UnitKind::Office, Level::District, &["青政办发"]),
        unit(
            AGRICULTURE,
            "区农业农村局",
            UnitKind::Department,
            Level::District,
            &["青农发", "青农函"],
        ),
        unit(FINANCE, "区财政局", UnitKind::Department, Level::District, &["青财发"]),
        unit(TOWNSHIP, "石桥镇", UnitKind::Township, Level::Township, &[]),
    ]
}

pub(crate) fn people() -> Vec<Person> {
    let person = |id: PersonId, unit, roles: &[Role], rank, leads: &[UnitId]| Person {
        id,
        login: format!("p{}", id.0.as_u128()),
        name: format!("某{}", id.0.as_u128()),
        unit,
        post: None,
        roles: roles.iter().copied().collect(),
        rank,
        leads: leads.iter().copied().collect(),
        email: None,
        active: true,
    };
    let fields = [AGRICULTURE, FINANCE, OFFICE];
    vec![
        person(MAYOR, GOVERNMENT, &[], Some(Rank::MainLeader), &[]),
        person(VICE_MAYOR, GOVERNMENT, &[], Some(Rank::ResponsibleLeader), &fields),
        person(REVIEWER, OFFICE, &[Role::Reviewer, Role::Drafter], None, &[]),
        person(REGISTRAR, OFFICE, &[Role::Registrar], None, &[]),
        person(HEAD, AGRICULTURE, &[Role::DeptHead, Role::Drafter], None, &[]),
        person(DRAFTER, AGRICULTURE, &[Role::Drafter], None, &[]),
        person(FINANCE_HEAD, FINANCE, &[Role::DeptHead, Role::Countersigner], None, &[]),
        person(AUDITOR, OFFICE, &[Role::Auditor], None, &[]),
        person(ADMIN, OFFICE, &[Role::Admin], None, &[]),
        person(STRANGER, TOWNSHIP, &[Role::Drafter], None, &[]),
    ]
}

/// The status as an assertion compares it.
pub(crate) fn review(stage: &str) -> String {
    Status::Review(stage.to_owned().try_into().expect("a stage key")).key()
}

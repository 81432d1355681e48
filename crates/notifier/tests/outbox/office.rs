//! A small district with an engine on a database of its own, and requests that cause messages.

use std::sync::Arc;

use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_engine::{Clock, Engine, NewPerson, Setup};
use baopi_notifier::{Channel, Notifier};
use baopi_persistence::{Store, StoreOptions};
use baopi_workflow::content::{
    Basis, BurdenAssessment, Category, Contact, Direction, Disclosure, DocType, Scope,
};
use baopi_workflow::organisation::Level;
use baopi_workflow::{
    Action, Content, DocumentContent, Person, PersonId, Rank, RequestId, Role, Series, Timestamp,
    Unit, UnitId, UnitKind, Version,
};
use tempfile::TempDir;
use uuid::Uuid;

const GOVERNMENT: UnitId = UnitId(Uuid::from_u128(1));
const OFFICE: UnitId = UnitId(Uuid::from_u128(2));
const DEPARTMENT: UnitId = UnitId(Uuid::from_u128(3));
const TOWNSHIP: UnitId = UnitId(Uuid::from_u128(4));

const MAYOR: PersonId = PersonId(Uuid::from_u128(1_001));
const REVIEWER: PersonId = PersonId(Uuid::from_u128(1_002));
pub(crate) const HEAD: PersonId = PersonId(Uuid::from_u128(1_003));
pub(crate) const DRAFTER: PersonId = PersonId(Uuid::from_u128(1_004));
/// A second drafter, without a mail address.
pub(crate) const UNREACHABLE: PersonId = PersonId(Uuid::from_u128(1_005));

/// 2026-09-15 09:00 at the office.
pub(crate) const START: Timestamp = Timestamp(1_789_434_000_000);

/// The district, its clock in our hands.
pub(crate) struct Office {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    /// The database of the engine, to look behind it.
    pub(crate) store: Store,
    _place: TempDir,
}

impl Office {
    pub(crate) async fn open() -> Self {
        let place = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", place.path().join("baopi.sqlite").display());
        let store = Store::open(&StoreOptions { url, max_readers: 2 }).await.unwrap();
        store.migrate().await.unwrap();
        let clock = Clock::standing_at(START);
        let engine = Engine::new(Setup {
            store: store.clone(),
            clock: clock.clone(),
            extractor: Extractor::this_program().unwrap(),
            printer: Printer::default(),
            link_key: Box::new([7; 32]).into(),
            public_url: "https://office.example.cn".to_owned(),
        });
        engine.add_organisation(units(), people(), Vec::new(), Vec::new()).await.unwrap();
        Self { engine, clock, store, _place: place }
    }

    pub(crate) fn notifier(&self, channel: &Arc<impl Channel + 'static>) -> Notifier {
        Notifier::new(
            self.engine.clone(),
            Arc::clone(channel) as Arc<dyn Channel>,
            "报批 <baopi@example.cn>",
        )
        .unwrap()
    }

    /// Lets so many milliseconds pass.
    pub(crate) fn pass(&self, millis: i64) {
        self.clock.set(Timestamp(self.clock.now().0 + millis));
    }

    /// A request by `drafter` that waits for the head of the department.
    pub(crate) async fn submitted_by(
        &self,
        drafter: PersonId,
        title: &str,
    ) -> (RequestId, Version) {
        let content = Content::Document(Box::new(document(title)));
        let created = self.engine.create(drafter, content, None).await.unwrap();
        let version =
            self.acts(drafter, (created.request, created.version), Action::Submit {}).await;
        (created.request, version)
    }

    pub(crate) async fn submitted(&self, title: &str) -> (RequestId, Version) {
        self.submitted_by(DRAFTER, title).await
    }

    /// A request that came back: the task of the head is over, and its drafter is told.
    pub(crate) async fn returned(&self, drafter: PersonId, title: &str) -> (RequestId, Version) {
        let (request, version) = self.submitted_by(drafter, title).await;
        let version = self
            .acts(HEAD, (request, version), Action::return_to_drafter("请补充依据。".to_owned()))
            .await;
        (request, version)
    }

    pub(crate) async fn acts(
        &self,
        actor: PersonId,
        (request, seen): (RequestId, Version),
        action: Action,
    ) -> Version {
        self.engine.perform(actor, request, seen, action, None).await.unwrap().version
    }
}

fn document(title: &str) -> DocumentContent {
    let blank = serde_json::json!({
        "issuing_unit": DEPARTMENT, "drafting_unit": DEPARTMENT, "title": title, "body": "请做好秋季农田水利建设。",
    });
    DocumentContent {
        doc_type: Some(DocType::Notice),
        direction: Some(Direction::Downward),
        category: Some(Category::Other),
        scope: Some(Scope::Comprehensive),
        disclosure: Some(Disclosure::Public),
        basis: vec![Basis::PlanItem { reference: "年度发文计划第三项".to_owned() }],
        necessity: "部署秋季农田水利建设，需要印发通知。".to_owned(),
        main_recipients: [TOWNSHIP].into(),
        contact: Contact { name: "张伟".to_owned(), phone: "0571-1234567".to_owned() },
        burden: Some(BurdenAssessment::default()),
        non_classified_declared: true,
        ..serde_json::from_value(blank).unwrap()
    }
}

fn units() -> Vec<Unit> {
    let unit = |id: UnitId, name: &str, kind, level, parent, office| Unit {
        id,
        code: format!("U{}", id.0.as_u128()),
        name: name.to_owned(),
        short_name: name.to_owned(),
        kind,
        level,
        parent,
        office,
        host: None,
        series: Vec::new(),
        active: true,
    };
    let series = vec![Series { code: "青农发".to_owned(), counted: true }];
    vec![
        unit(
            GOVERNMENT,
            "青澜区人民政府",
            UnitKind::Government,
            Level::District,
            None,
            Some(OFFICE),
        ),
        unit(OFFICE, "区政府办公室", UnitKind::Office, Level::District, Some(GOVERNMENT), None),
        Unit {
            series,
            ..unit(
                DEPARTMENT,
                "区农业农村局",
                UnitKind::Department,
                Level::District,
                Some(GOVERNMENT),
                Some(OFFICE),
            )
        },
        unit(TOWNSHIP, "柳溪镇", UnitKind::Township, Level::Township, Some(GOVERNMENT), None),
    ]
}

fn people() -> Vec<NewPerson> {
    let person = |id: PersonId, name: &str, unit, role, email: Option<&str>| Person {
        id,
        login: format!("p{}", id.0.as_u128()),
        name: name.to_owned(),
        unit,
        post: None,
        roles: [role].into(),
        rank: None,
        leads: [].into(),
        email: email.map(str::to_owned),
        active: true,
    };
    let leader = |person| Person {
        roles: [].into(),
        rank: Some(Rank::MainLeader),
        leads: [DEPARTMENT].into(),
        ..person
    };
    [
        leader(person(MAYOR, "周明远", GOVERNMENT, Role::DeptHead, Some("zhou@example.cn"))),
        person(REVIEWER, "陈志强", OFFICE, Role::Reviewer, Some("chen@example.cn")),
        person(HEAD, "王秀兰", DEPARTMENT, Role::DeptHead, Some("wang@example.cn")),
        person(DRAFTER, "张伟", DEPARTMENT, Role::Drafter, Some("zhang@example.cn")),
        person(UNREACHABLE, "何力", DEPARTMENT, Role::Drafter, None),
    ]
    .map(|person| NewPerson { person, password: None })
    .into()
}

//! A small office, and how its people act.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use baopi_workflow::content::{
    Basis, BurdenAssessment, Category, Contact, Direction, Disclosure, DocType, Scope,
};
use baopi_workflow::organisation::Level;
use baopi_workflow::proposal::{Proposal, Standing, Subject};
use baopi_workflow::rules::change::RuleProposal;
use baopi_workflow::{
    Action, Command, Content, Context, DecideError, DocumentContent, Facts, Knowledge,
    Organisation, Person, PersonId, ProposalId, Rank, Refusal, Request, RequestId, Role,
    RuleProposalId, RuleSet, Series, Timestamp, Transition, Unit, UnitId, UnitKind, decide, notice,
    number_wanted, other_wanted,
};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::store::{Backend, Store};
use crate::tests::{Empty, migrated};
use crate::{Saving, StoreError, Txn};

pub(super) const SERIES: &str = "青政办发";
pub(super) const BUREAU: UnitId = UnitId(Uuid::from_u128(0x12));
const GOVERNMENT: UnitId = UnitId(Uuid::from_u128(0x10));
pub(super) const OFFICE: UnitId = UnitId(Uuid::from_u128(0x11));
pub(super) const TOWN: UnitId = UnitId(Uuid::from_u128(0x13));

pub(super) const DRAFTER: PersonId = PersonId(Uuid::from_u128(1));
pub(super) const HEAD: PersonId = PersonId(Uuid::from_u128(2));
pub(super) const REVIEWER: PersonId = PersonId(Uuid::from_u128(3));
pub(super) const LEADER: PersonId = PersonId(Uuid::from_u128(4));
pub(super) const REGISTRAR: PersonId = PersonId(Uuid::from_u128(5));
/// Who leads the office that runs the approvals.
pub(super) const OFFICE_HEAD: PersonId = PersonId(Uuid::from_u128(6));
/// The main leader.
pub(super) const CHIEF: PersonId = PersonId(Uuid::from_u128(7));

/// A store with the office in it, and a clock that moves by a minute with each look.
pub(super) struct Office {
    pub(super) store: Store,
    _place: Empty,
    clock: AtomicI64,
}

pub(super) fn unit(id: UnitId, code: &str, kind: UnitKind, level: Level) -> Unit {
    Unit {
        id,
        code: code.to_owned(),
        name: format!("青澜区{code}"),
        short_name: code.to_owned(),
        kind,
        level,
        parent: (id != GOVERNMENT).then_some(GOVERNMENT),
        office: Some(OFFICE),
        host: None,
        series: vec![Series { code: SERIES.to_owned(), counted: true }],
        active: true,
    }
}

pub(super) fn person(id: PersonId, login: &str, unit: UnitId, roles: &[Role]) -> Person {
    Person {
        id,
        login: login.to_owned(),
        name: login.to_owned(),
        unit,
        post: None,
        roles: roles.iter().copied().collect(),
        rank: None,
        leads: [].into(),
        email: Some(format!("{login}@example.org")),
        active: true,
    }
}

pub(super) fn units() -> [Unit; 4] {
    [
        unit(BUREAU, "农业局", UnitKind::Department, Level::District),
        unit(OFFICE, "政府办", UnitKind::Office, Level::District),
        unit(TOWN, "河口镇", UnitKind::Township, Level::Township),
        unit(GOVERNMENT, "区政府", UnitKind::Government, Level::District),
    ]
}

pub(super) fn people() -> [Person; 7] {
    [
        person(DRAFTER, "drafter", BUREAU, &[Role::Drafter]),
        person(HEAD, "head", BUREAU, &[Role::DeptHead]),
        person(REVIEWER, "reviewer", OFFICE, &[Role::Reviewer]),
        Person {
            rank: Some(Rank::ResponsibleLeader),
            leads: [BUREAU].into(),
            ..person(LEADER, "leader", GOVERNMENT, &[])
        },
        person(REGISTRAR, "registrar", OFFICE, &[Role::Registrar]),
        person(OFFICE_HEAD, "office_head", OFFICE, &[Role::DeptHead]),
        Person { rank: Some(Rank::MainLeader), ..person(CHIEF, "chief", GOVERNMENT, &[]) },
    ]
}

pub(super) fn document() -> DocumentContent {
    let text = serde_json::json!({
        "issuing_unit": OFFICE, "drafting_unit": BUREAU, "title": "关于做好秋季防汛工作的通知", "body": "各镇要落实责任。",
    });
    DocumentContent {
        doc_type: Some(DocType::Notice),
        direction: Some(Direction::Downward),
        category: Some(Category::Deployment),
        scope: Some(Scope::Special),
        main_recipients: [TOWN].into(),
        disclosure: Some(Disclosure::Public),
        basis: vec![Basis::PlanItem { reference: "年度计划第三项".to_owned() }],
        plan_item: Some("年度计划第三项".to_owned()),
        necessity: "汛期将至，须明确各镇责任分工和物资储备。".to_owned(),
        non_classified_declared: true,
        burden: Some(BurdenAssessment::default()),
        contact: Contact { name: "张三".to_owned(), phone: "8888".to_owned() },
        ..serde_json::from_value(text).unwrap()
    }
}

pub(super) fn content() -> Content {
    Content::Document(Box::new(document()))
}

/// What an attempt came to inside its transaction.
pub(super) type Outcome = Result<Request, Refusal>;

impl Office {
    pub(super) async fn new(backend: Backend) -> Arc<Self> {
        let (store, place) = migrated(backend).await;
        store
            .write(|txn| {
                Box::pin(async move {
                    for unit in units() {
                        txn.insert_unit(&unit).await?;
                    }
                    for person in people() {
                        txn.insert_person(&person).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await
            .unwrap();
        Arc::new(Self::in_place(store, place))
    }

    /// The office in a store that has it already.
    pub(super) fn in_place(store: Store, place: Empty) -> Self {
        // 2026-09-15T09:00:00+08:00
        Self { store, _place: place, clock: AtomicI64::new(1_789_434_000_000) }
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp(self.clock.fetch_add(60_000, Ordering::Relaxed))
    }

    /// Moves the clock.
    pub(super) fn set(&self, at: Timestamp) {
        self.clock.store(at.0, Ordering::Relaxed);
    }

    pub(super) async fn create(&self, content: Content) -> RequestId {
        let id = RequestId(Uuid::now_v7());
        let now = self.now();
        self.store
            .write(move |txn| {
                let content = content.clone();
                Box::pin(async move {
                    let blank = Request::blank(id, DRAFTER, &content, now);
                    let create = Action::Create { content: content.clone() };
                    act(txn, (&blank, &content), DRAFTER, &create, now)
                        .await
                        .map(|outcome| outcome.unwrap())
                })
            })
            .await
            .unwrap();
        id
    }

    /// Locks, decides and saves in one transaction.
    pub(super) async fn attempt(
        &self,
        id: RequestId,
        actor: PersonId,
        action: Action,
    ) -> Result<Outcome, StoreError> {
        self.attempt_at(id, actor, action, self.now()).await
    }

    /// The same at this instant, whatever the clock shows.
    pub(super) async fn attempt_at(
        &self,
        id: RequestId,
        actor: PersonId,
        action: Action,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        self.store
            .write(move |txn| {
                let action = action.clone();
                Box::pin(async move {
                    let (request, content) = txn.lock_request(id).await?.unwrap();
                    act(txn, (&request, &content), actor, &action, now).await
                })
            })
            .await
    }

    pub(super) async fn perform(&self, id: RequestId, actor: PersonId, action: Action) -> Request {
        self.attempt(id, actor, action).await.unwrap().unwrap()
    }

    /// A document that waits for the first of the steps in `LEFT` that is not taken.
    pub(super) async fn document(&self, steps: usize) -> RequestId {
        let id = self.create(content()).await;
        for (actor, action) in way().into_iter().take(steps) {
            self.perform(id, actor, action).await;
        }
        id
    }

    /// What `decide` makes of a request as it stands now, not saved yet.
    pub(super) async fn decided(
        &self,
        id: RequestId,
        actor: PersonId,
        action: Action,
    ) -> Transition {
        let (request, content) = self.store.find_request(id).await.unwrap().unwrap();
        let organisation = self.store.organisation().await.unwrap();
        let route = self.store.current_route(request.kind).await.unwrap();
        let rules = self.store.rule_set(self.now().date()).await.unwrap();
        let (facts, now) = (Facts::default(), self.now());
        let context = Context {
            organisation: &organisation,
            route: &route,
            newest: None,
            other: None,
            rules: &rules,
            knowledge: &Knowledge::alone(),
            facts,
            now,
        };
        decide(&request, &content, &Command { actor, action }, &context).unwrap()
    }

    pub(super) async fn save(&self, transition: Transition) -> Result<(), StoreError> {
        self.store
            .write(move |txn| {
                let transition = transition.clone();
                Box::pin(async move {
                    txn.save(&[Saving { transition: &transition, notices: &[] }]).await
                })
            })
            .await
    }

    /// Puts a rule set into force as two people would, from a day on.
    pub(super) async fn put_into_force(
        &self,
        rules: RuleSet,
        effective_on: NaiveDate,
    ) -> Result<(), StoreError> {
        let at = self.now();
        let open = RuleProposal {
            id: RuleProposalId(Uuid::now_v7()),
            version: rules.version,
            figures: rules.set.clone(),
            statutory_meetings: Some(rules.statutory_meetings.clone()),
            effective_on,
            reference: "区委办〔2026〕12号".to_owned(),
            by: HEAD,
            at,
            standing: Standing::Open,
            settled: None,
        };
        self.store
            .write(move |txn| {
                let (rules, open) = (rules.clone(), open.clone());
                Box::pin(async move {
                    txn.insert_rule_proposal(&open).await?;
                    let settled = Some((CHIEF, at));
                    let done = RuleProposal { standing: Standing::Confirmed, settled, ..open };
                    txn.settle_rule_proposal(&done).await?;
                    txn.insert_rule_set(&rules, Some(&done)).await
                })
            })
            .await
    }

    pub(super) async fn find(&self, id: RequestId) -> Request {
        self.store.find_request(id).await.unwrap().unwrap().0
    }
}

pub(super) const APPROVE: fn() -> Action =
    || Action::Approve { opinion: String::new(), accept: Vec::new() };
pub(super) const SIGNED: usize = 4;
pub(super) const RECHECKED: usize = 5;
pub(super) const NUMBERED: usize = 6;
pub(super) const SEALED: usize = 7;
pub(super) const ISSUED: usize = 8;

/// The way of a document after its draft.
pub(super) fn way() -> Vec<(PersonId, Action)> {
    vec![
        (DRAFTER, Action::Submit {}),
        (HEAD, APPROVE()),
        (REVIEWER, APPROVE()),
        (LEADER, APPROVE()),
        (REVIEWER, Action::PassRecheck {}),
        (REGISTRAR, Action::AssignNumber {}),
        (REGISTRAR, Action::Seal {}),
        (REGISTRAR, Action::Issue {}),
        (REGISTRAR, Action::Archive {}),
    ]
}

async fn act(
    txn: &mut Txn,
    (request, content): (&Request, &Content),
    actor: PersonId,
    action: &Action,
    now: Timestamp,
) -> Result<Outcome, StoreError> {
    let organisation = txn.organisation().await?;
    let (route, rules) = (txn.current_route(request.kind).await?, txn.rule_set(now.date()).await?);
    let facts = facts(txn, request, content, &organisation, action).await?;
    let other = match other_wanted(request, action) {
        Some(id) => txn.lock_request(id).await?,
        None => None,
    };
    let other = other.as_ref().map(|(request, content)| baopi_workflow::Other {
        request,
        content,
        route: &route,
    });
    let context = Context {
        organisation: &organisation,
        route: &route,
        newest: None,
        other,
        rules: &rules,
        knowledge: &Knowledge::alone(),
        facts,
        now,
    };
    let command = Command { actor, action: action.clone() };
    let (transition, outcome) = match decide(request, content, &command, &context) {
        Ok(transition) => {
            let next = transition.next().clone();
            (transition, Ok(next))
        }
        Err(DecideError::Refused(refused)) => (*refused.record.unwrap(), Err(refused.refusal)),
        Err(error @ DecideError::Canonical(_)) => panic!("{error}"),
    };
    let notices = notice::notices(&transition, &[]);
    txn.save(&[Saving { transition: &transition, notices: &notices }]).await?;
    Ok(outcome)
}

async fn facts(
    txn: &mut Txn,
    request: &Request,
    content: &Content,
    organisation: &Organisation,
    action: &Action,
) -> Result<Facts, StoreError> {
    let last_number = match number_wanted(request, content, organisation) {
        Some((series, year)) if matches!(action, Action::AssignNumber {}) => {
            txn.last_number(&series, year).await?
        }
        Some(_) | None => 0,
    };
    Ok(Facts { last_number, ..Facts::default() })
}

/// Lets somebody propose something that `by` confirms.
pub(super) async fn confirmed(
    txn: &mut Txn,
    (subject, place, body): (Subject, &str, &str),
    by: PersonId,
) -> Result<(), StoreError> {
    let proposal = Proposal {
        id: ProposalId(Uuid::new_v4()),
        subject,
        place: place.to_owned(),
        body: body.to_owned(),
        by: if by == LEADER { HEAD } else { LEADER },
        at: Timestamp(1),
        standing: Standing::Open,
        settled: None,
    };
    txn.insert_proposal(&proposal).await?;
    let settled = Some((by, Timestamp(2)));
    txn.settle_proposal(&Proposal { standing: Standing::Confirmed, settled, ..proposal }).await
}

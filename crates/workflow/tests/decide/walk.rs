//! Random walks: whatever anybody tries in whatever order, the invariants hold after every step.

use baopi_workflow::action::{AddedPlace, Resume};
use baopi_workflow::request::Actual;
use baopi_workflow::{
    Action, ActionName, Content, Happening, PersonId, RequestId, RuleId, Status, canonical,
    event::Event,
};
use proptest::prelude::*;

use crate::fixture::*;

pub(crate) const PEOPLE: [PersonId; 10] =
    [MAYOR, VICE_MAYOR, REVIEWER, REGISTRAR, HEAD, DRAFTER, FINANCE_HEAD, AUDITOR, ADMIN, STRANGER];

/// The other request that moves name.
pub(crate) const OTHER: RequestId = RequestId(uuid::Uuid::from_u128(78));

/// An action of this name about `content`, that names `person` where it names somebody.
pub(crate) fn action(name: ActionName, content: &Content, person: PersonId) -> Action {
    let opinion = "意见".to_owned();
    let content = content.clone();
    match name {
        ActionName::Create => Action::Create { content },
        ActionName::Save => Action::Save { content },
        ActionName::Submit => Action::Submit {},
        ActionName::Approve => Action::Approve { opinion, accept: vec![RuleId::InspectionPlan] },
        ActionName::Object => Action::Object { opinion },
        ActionName::Abstain => Action::Abstain { opinion },
        ActionName::Advise => Action::Advise { opinion },
        ActionName::Return => sends_back(person, opinion),
        ActionName::Reject => Action::Reject { opinion },
        ActionName::Withdraw => Action::Withdraw { opinion },
        ActionName::Retract => Action::Retract {},
        ActionName::Correct => Action::Correct { content, opinion },
        ActionName::Transfer => Action::Transfer { to: person, opinion },
        ActionName::Consult => Action::Consult { to: person, opinion },
        ActionName::AddSigner => {
            let places = [AddedPlace::Before, AddedPlace::Beside, AddedPlace::After];
            let place = places[usize::try_from(person.0.as_u128() % 3).unwrap_or_default()];
            Action::AddSigner { person, place, opinion }
        }
        ActionName::RemoveSigner => Action::RemoveSigner { person, opinion },
        ActionName::Circulate => Action::Circulate { to: [person].into(), opinion },
        ActionName::MarkRead => Action::MarkRead {},
        ActionName::Comment => Action::Comment { opinion },
        ActionName::Urge => Action::Urge {},
        ActionName::Suspend => Action::Suspend { opinion },
        ActionName::Resume => Action::Resume { opinion },
        ActionName::Terminate => Action::Terminate { opinion },
        ActionName::HandOver => Action::HandOver { from: REVIEWER, to: person, opinion },
        ActionName::Reroute => Action::Reroute {},
        ActionName::PassRecheck => Action::PassRecheck {},
        ActionName::AssignNumber => Action::AssignNumber {},
        ActionName::Seal => Action::Seal {},
        ActionName::Issue => Action::Issue {},
        ActionName::Archive => Action::Archive {},
        ActionName::SendNotice => Action::SendNotice {},
        ActionName::RecordHeld => Action::RecordHeld { actual: held() },
        ActionName::Close => Action::Close {},
        ActionName::Cancel => Action::Cancel { opinion },
        ActionName::Reschedule => Action::Reschedule { content, opinion },
        ActionName::ProposeMerge => Action::ProposeMerge { into: OTHER, opinion },
        ActionName::Cluster => Action::Cluster { with: OTHER, opinion },
        ActionName::ProposeWithdrawal => Action::ProposeWithdrawal { opinion },
        ActionName::Void => Action::Void { opinion },
        ActionName::Confirm => Action::Confirm { opinion },
        ActionName::Decline => Action::Decline { opinion },
        ActionName::Revoke => {
            Action::Revoke { by_document: "青政发〔2026〕9号".to_owned(), opinion }
        }
        ActionName::Repeal => {
            Action::Repeal { by_document: "青政发〔2026〕9号".to_owned(), opinion }
        }
    }
}

/// To a stage behind, to the drafter and straight back, or to the drafter.
fn sends_back(person: PersonId, opinion: String) -> Action {
    let stage = || "office_review".to_owned().try_into().ok();
    match person {
        HEAD => Action::Return { opinion, to: stage(), then: Resume::Straight },
        FINANCE_HEAD => Action::Return { opinion, to: None, then: Resume::Straight },
        _ => Action::return_to_drafter(opinion),
    }
}

fn held() -> Actual {
    let (starts_at, ends_at) = (at(14, 9, 0), at(14, 10, 0));
    let mode = baopi_workflow::content::MeetingMode::Video;
    Actual { starts_at, ends_at, headcount: 1, mode, venue: String::new(), no_show: 0 }
}

/// A step that is likely to be the next on the usual way, so that walks get far, or anything by anybody.
#[derive(Debug, Clone)]
enum Step {
    Usual,
    Any(usize, usize, usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let any = (0..PEOPLE.len(), 0..ActionName::ALL.len(), 0..4_usize, 0..PEOPLE.len());
    let any = any.prop_map(|(who, what, text, whom)| Step::Any(who, what, text, whom));
    let step = prop_oneof![1 => Just(Step::Usual), 4 => any];
    prop::collection::vec(step, 1..40)
}

/// Texts that differ in what matters: length, direction, countersigners.
fn texts(document: bool) -> [Content; 4] {
    if !document {
        return [
            meeting(),
            meeting_with(|m| m.sessions[0].ends_at = at(24, 11, 0)),
            meeting_with(|m| m.class = Some(baopi_workflow::content::MeetingClass::II)),
            meeting_with(|m| m.co_hosts = [FINANCE].into()),
        ];
    }
    [
        document_with(|_| {}),
        document_with(|d| d.body = "报".repeat(5001)),
        document_with(|d| d.category = Some(baopi_workflow::content::Category::Policy)),
        document_with(|d| d.countersign_units = [FINANCE].into()),
    ]
}

fn usual(world: &World) -> Option<(PersonId, Action)> {
    let actor = *world.request.waiting_for().first()?;
    let moves = world.request.moves();
    let name = if matches!(world.request.status, Status::Draft | Status::Returned) {
        ActionName::Submit
    } else {
        *moves.first()?
    };
    Some((actor, action(name, &world.content, actor)))
}

/// Tries one step; what is done and what is refused both go into the record.
fn take(world: &mut World, step: &Step, texts: &[Content]) {
    let tried = match step {
        Step::Usual => usual(world),
        Step::Any(who, what, text, whom) => {
            Some((PEOPLE[*who], action(ActionName::ALL[*what], &texts[*text], PEOPLE[*whom])))
        }
    };
    let Some((actor, action)) = tried else { return };
    if world.tries(actor, action.clone()).is_ok() {
        world.does(actor, action);
    } else {
        world.refuses(actor, action);
    }
}

fn check(world: &World) {
    let request = &world.request;
    let put_out = matches!(
        request.status,
        Status::Numbering
            | Status::Sealing
            | Status::Issuing
            | Status::Issued
            | Status::Archived
            | Status::Approved
            | Status::Noticed
            | Status::Held
            | Status::Closed
    );
    let signature = request.signature.as_ref();
    assert!(
        !put_out || signature.is_some_and(|s| s.digest == request.digest),
        "put out without its own signature"
    );
    assert!(
        signature.is_none_or(|s| s.signer != DRAFTER && s.actor != DRAFTER),
        "the drafter signed"
    );
    assert!(
        request.decided.iter().all(|d| d.actor != DRAFTER && d.principal != DRAFTER),
        "the drafter decided"
    );
    assert!(
        [ADMIN, AUDITOR].iter().all(|p| request.decided.iter().all(|d| d.actor != *p)),
        "an office decided"
    );
    let limits = request.measure.characters <= 5000 && request.measure.minutes <= 90;
    assert!(limits || signature.is_none(), "signed over a hard limit");
    let open = !request.waiting_for().is_empty();
    assert_eq!(
        open,
        !request.status.is_terminal(),
        "a request waits for somebody exactly until it is over"
    );
    let changes = world.stored.iter().filter(|entry| {
        let event: Event<Happening> = canonical::read(&entry.canon).expect("an event");
        event.what.makes_version()
    });
    assert_eq!(changes.count() as u64, request.version.0, "version = number of changes");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_anybody_tries_the_invariants_hold(steps in steps(), first in 0..4_usize, document: bool) {
        let texts = texts(document);
        let mut world = World::draft(texts[first].clone());
        for step in &steps {
            take(&mut world, step, &texts);
            check(&world);
        }
    }
}

#[test]
fn the_walks_get_all_the_way() {
    for document in [true, false] {
        let texts = texts(document);
        let mut world = World::draft(texts[0].clone());
        world.now = at(15, 9, 0);
        for _ in 0..40 {
            take(&mut world, &Step::Usual, &texts);
        }
        assert!(
            matches!(world.request.status, Status::Archived | Status::Closed),
            "{:?}",
            world.request.status
        );
    }
}

//! What happens next: mostly what somebody may do where the requests stand, and now and then anything by anybody.

use baopi_workflow::request::{Asked, Kind};
use baopi_workflow::{ActionName, PersonId, Request, Status};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use crate::district::{Change, GOOD_TEXTS, OFFICE_HEAD, PEOPLE, TEXTS, Text};
use crate::file::File;
use crate::fixture::{ADMIN, DRAFTER, HEAD, MAYOR, REGISTRAR, REVIEWER, VICE_MAYOR};
use crate::step::{Act, Step, TURNS};
use crate::world::{SLOTS, World};

/// What kinds of request a run is about: two of one kind more often than not, because they can get in each other's way.
pub(crate) fn kinds() -> impl Strategy<Value = [Kind; SLOTS]> {
    prop_oneof![
        16 => Just([Kind::Document; SLOTS]),
        17 => Just([Kind::Meeting; SLOTS]),
        3 => Just([Kind::Inspection; SLOTS]),
        1 => Just([Kind::Meeting, Kind::Document]),
        1 => Just([Kind::Inspection, Kind::Document]),
    ]
}

/// The next step.
pub(crate) fn step(world: &World) -> BoxedStrategy<Step> {
    let mut steps = vec![
        (4, select(vec![1, 5, 24, 240]).prop_map(Step::Wait).boxed()),
        (1, select(Change::ALL.to_vec()).prop_map(Step::Change).boxed()),
    ];
    if !world.changes.any() {
        // Mostly while something is on the way that could be moved to the newer one.
        let pinned = world.files.iter().flatten().any(|file| {
            file.request.kind == Kind::Document && matches!(file.request.status, Status::Review(_))
        });
        steps.push((if pinned { 3 } else { 1 }, Just(Step::Publish).boxed()));
    }
    let open: Vec<u8> =
        (0..).zip(&world.files).filter(|(_, file)| file.is_none()).map(|(slot, _)| slot).collect();
    let is_over = world.files.iter().flatten().all(|file| file.request.status.is_terminal());
    if let Some(slot) = open.first() {
        let begin = act(*slot, DRAFTER, ActionName::Create);
        let by = select(vec![DRAFTER, DRAFTER, DRAFTER, DRAFTER, HEAD, HEAD, REVIEWER, ADMIN]);
        let begins = (by, varied(Just(begin).boxed()))
            .prop_map(|(actor, begin)| Step::Act(Act { actor, late: false, ..begin }));
        steps.push((if is_over { 60 } else { 12 }, begins.boxed()));
    }
    let usual: Vec<_> = acts(world, usual);
    let possible: Vec<_> = acts(world, possible);
    for (weight, acts) in [(48, usual), (34, possible)] {
        if !acts.is_empty() {
            steps.push((weight, varied(select(acts).boxed()).prop_map(Step::Act).boxed()));
        }
    }
    let filled: Vec<u8> =
        (0..).zip(&world.files).filter(|(_, file)| file.is_some()).map(|(slot, _)| slot).collect();
    if !filled.is_empty() {
        let anything = (select(filled), person(), select(ActionName::ALL.to_vec()), person())
            .prop_map(|(slot, actor, name, person)| Act { person, ..act(slot, actor, name) });
        steps.push((6, varied(anything.boxed()).prop_map(Step::Act).boxed()));
    }
    Union::new_weighted(steps).boxed()
}

fn acts(world: &World, of: impl Fn(u8, &File, &World) -> Vec<Act>) -> Vec<Act> {
    let filled = (0..).zip(&world.files).filter_map(|(slot, file)| Some((slot, file.as_ref()?)));
    filled.flat_map(|(slot, file)| of(slot, file, world)).collect()
}

/// The same in another way, about another text, or with somebody else named.
fn varied(act: BoxedStrategy<Act>) -> BoxedStrategy<Act> {
    let text = prop_oneof![5 => 0..GOOD_TEXTS, 1 => GOOD_TEXTS..TEXTS].prop_map(Text);
    let named = prop::option::weighted(0.6, person());
    let (late, twice) = (prop::bool::weighted(0.04), prop::bool::weighted(0.05));
    (act, text, 0..TURNS, named, late, twice)
        .prop_map(|(act, text, turn, named, late, twice)| {
            let fixed = [ActionName::RemoveSigner].contains(&act.name);
            let person = named.filter(|_| !fixed).unwrap_or(act.person);
            Act { text, person, turn, late, twice, ..act }
        })
        .boxed()
}

fn person() -> impl Strategy<Value = PersonId> {
    select(PEOPLE.to_vec()).prop_map(|(person, _)| person)
}

const fn act(slot: u8, actor: PersonId, name: ActionName) -> Act {
    let (text, person) = (Text(0), VICE_MAYOR);
    Act { slot, actor, name, text, person, turn: 0, late: false, twice: false }
}

/// What brings a request on.
fn usual(slot: u8, file: &File, world: &World) -> Vec<Act> {
    let request = &file.request;
    let waiting = request.waiting_for();
    let stands_in = |of: &PersonId| {
        let delegations = world.organisation().delegations().to_vec();
        delegations.into_iter().find(|given| given.from == *of).map(|given| given.to)
    };
    let forward = |person: PersonId| forward(request, person);
    let mut acts: Vec<_> =
        waiting.iter().filter_map(|person| Some(act(slot, *person, forward(*person)?))).collect();
    let others = waiting.iter().filter_map(|person| Some((stands_in(person)?, forward(*person)?)));
    acts.extend(others.map(|(other, name)| act(slot, other, name)));
    let blocked = matches!(request.status, Status::Draft | Status::Returned)
        && request.chain.length > request.version.0;
    if blocked {
        acts.extend(std::iter::repeat_n(act(slot, request.drafter, ActionName::Save), 2));
    }
    acts.extend(coordinated(slot, request, world));
    let votes = request.status.stage().is_some_and(|stage| stage.as_str() == "expert_vote");
    acts.extend(
        waiting.iter().filter(|_| votes).map(|voter| act(slot, *voter, ActionName::Abstain)),
    );
    let newest = world.newest().reference();
    let is_older = request.kind == Kind::Document
        && request.route.as_ref().is_some_and(|route| *route != newest);
    if is_older && matches!(request.status, Status::Review(_)) {
        acts.push(act(slot, ADMIN, ActionName::Reroute));
    }
    acts
}

/// Two meetings before the office: that they are brought together takes the one reviewer at the one stage, and so seldom happens
/// by chance.
fn coordinated(slot: u8, request: &Request, world: &World) -> Vec<Act> {
    let both =
        world.files.iter().flatten().filter(|file| file.request.kind == Kind::Meeting).count();
    let reviewed = request.status.stage().is_some_and(|stage| stage.as_str() == "office_review");
    let reviewer = request.waiting_for().first().copied().filter(|_| both == SLOTS && reviewed);
    let names = [ActionName::Cluster, ActionName::ProposeMerge];
    reviewer.map_or_else(Vec::new, |reviewer| names.map(|name| act(slot, reviewer, name)).into())
}

/// The action by which this person brings the request on.
fn forward(request: &Request, person: PersonId) -> Option<ActionName> {
    if request.suspended.is_some() {
        return Some(ActionName::Resume);
    }
    if request.proposal.is_some() {
        return Some(ActionName::Confirm);
    }
    let advises = request.task(person).is_some_and(|task| matches!(task.asked, Asked::Advice(_)));
    Some(match request.status {
        Status::Draft | Status::Returned => ActionName::Submit,
        Status::Review(_) if advises => ActionName::Advise,
        Status::Review(_) => ActionName::Approve,
        Status::Recheck => ActionName::PassRecheck,
        Status::Numbering => ActionName::AssignNumber,
        Status::Sealing => ActionName::Seal,
        Status::Issuing => ActionName::Issue,
        Status::Issued => ActionName::Archive,
        Status::Approved if request.kind == Kind::Inspection => ActionName::Close,
        Status::Approved => ActionName::SendNotice,
        Status::Noticed => ActionName::RecordHeld,
        Status::Held => ActionName::Close,
        Status::New
        | Status::Archived
        | Status::Closed
        | Status::Filed
        | Status::Rejected
        | Status::Withdrawn
        | Status::Cancelled
        | Status::Terminated
        | Status::Merged
        | Status::Voided
        | Status::Revoked
        | Status::Repealed => return None,
    })
}

/// What can be done where the request stands, by those who could be the ones to do it.
fn possible(slot: u8, file: &File, _: &World) -> Vec<Act> {
    let request = &file.request;
    let moves = request.moves();
    let of = |name: &ActionName| {
        let name = *name;
        doers(name, request)
            .into_iter()
            .map(move |(actor, person)| Act { person, ..act(slot, actor, name) })
    };
    moves.iter().flat_map(of).collect()
}

/// Who could do it, and whom they would name.
fn doers(name: ActionName, request: &Request) -> Vec<(PersonId, PersonId)> {
    let waiting = request.waiting_for();
    let last = request.decided.last().map(|decided| decided.actor);
    let people: Vec<PersonId> = match name {
        ActionName::Create
        | ActionName::Save
        | ActionName::Submit
        | ActionName::Withdraw
        | ActionName::Urge
        | ActionName::Cancel
        | ActionName::Reschedule => vec![request.drafter],
        ActionName::Retract => last.into_iter().chain([request.drafter]).collect(),
        ActionName::Suspend | ActionName::Resume => vec![OFFICE_HEAD],
        ActionName::Terminate | ActionName::Revoke | ActionName::Repeal => vec![MAYOR],
        ActionName::HandOver | ActionName::Reroute => vec![ADMIN],
        ActionName::ProposeWithdrawal | ActionName::Void => vec![REGISTRAR],
        ActionName::ProposeMerge | ActionName::Cluster if request.status == Status::Approved => {
            vec![REVIEWER]
        }
        ActionName::MarkRead => {
            let unread = request.readers.iter().filter(|reader| reader.read_at.is_none());
            unread.map(|reader| reader.person).take(1).collect()
        }
        ActionName::Circulate | ActionName::Comment => {
            waiting.iter().copied().take(1).chain([request.drafter]).collect()
        }
        ActionName::RemoveSigner => {
            let added =
                request.tasks.iter().filter_map(|task| Some((task.asked.added_by()?, task.person)));
            return added.collect();
        }
        ActionName::Approve
        | ActionName::Object
        | ActionName::Abstain
        | ActionName::Advise
        | ActionName::Return
        | ActionName::Reject
        | ActionName::Transfer
        | ActionName::Consult
        | ActionName::AddSigner
        | ActionName::Correct
        | ActionName::PassRecheck
        | ActionName::AssignNumber
        | ActionName::Seal
        | ActionName::Issue
        | ActionName::Archive
        | ActionName::SendNotice
        | ActionName::RecordHeld
        | ActionName::Close
        | ActionName::ProposeMerge
        | ActionName::Cluster
        | ActionName::Confirm
        | ActionName::Decline => waiting.into_iter().take(2).collect(),
    };
    people.into_iter().map(|actor| (actor, VICE_MAYOR)).collect()
}

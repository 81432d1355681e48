//! Who may do what to which request: asked inside `decide`, at the moment of the decision.

use chrono::NaiveDate;

use super::gate;
use super::transition::Context;
use super::{ActionName, Answer, Decided, Request, Status, Task};
use crate::content::Content;
use crate::id::{PersonId, UnitId};
use crate::refusal::Refusal;

/// For whose task the actor answers: their own, or one of a participant whose stand-in they are today. A task whose turn it is
/// goes before one that has to wait.
///
/// # Errors
///
/// [`Refusal::Blocked`] by SEPARATION, [`Refusal::AlreadyDecided`] if the answer was given before, [`Refusal::NotYourTurn`] if
/// others come first, else [`Refusal::NotYours`].
pub(crate) fn task<'r>(
    request: &'r Request,
    context: &Context,
    actor: PersonId,
    action: ActionName,
) -> Result<&'r Task, Refusal> {
    let today = context.now.date();
    let stands_in = |person| context.organisation.stands_in(person, actor, request.kind, today);
    let turns = request.turns();
    let own = request.tasks.iter().filter(|task| task.person == actor);
    let others = request.tasks.iter().filter(|task| task.person != actor && stands_in(task.person));
    let tasks: Vec<_> = own.chain(others).collect();
    let now = tasks.iter().find(|task| turns.contains(&task.person));
    let task = now.or_else(|| tasks.first()).copied();
    let principal = task.map_or(actor, |task| task.person);
    if let Some(finding) =
        gate::separation(request, context.organisation, today, (actor, principal))
    {
        return Err(finding.into());
    }
    let active = context.organisation.active_person(actor).is_some();
    match task {
        Some(task) if now.is_some() && active => Ok(task),
        Some(task) if task.answer == Answer::Open && active => {
            Err(Refusal::NotYourTurn { waits_for: turns })
        }
        Some(_) | None => {
            Err(already_decided(request, principal).unwrap_or(Refusal::NotYours { action }))
        }
    }
}

/// The refusal for somebody whose answer stands already at this or an earlier stage of the round, or is no longer needed
/// because somebody asked beside them was faster.
pub(crate) fn already_decided(request: &Request, person: PersonId) -> Option<Refusal> {
    let concerns = |decided: &&Decided| {
        decided.principal == person
            || decided.actor == person
            || decided.instead_of.contains(&person)
    };
    let decided = request.decided.iter().rev().find(concerns)?;
    Some(Refusal::AlreadyDecided { by: decided.actor, at: decided.at })
}

/// Whether `person` may try `action` at all: whoever sees the request, and administrators, who see nothing of it, what is theirs.
#[must_use]
pub fn may_try(
    request: &Request,
    content: &Content,
    organisation: &crate::Organisation,
    (person, action, on): (PersonId, ActionName, NaiveDate),
) -> bool {
    may_see(request, content, organisation, (person, on))
        || matches!(action, ActionName::HandOver | ActionName::Reroute)
            && organisation.administers(person)
}

/// Whether `person` may see the request: who wrote it, who takes part or took part, who leads or reviews for its units, and
/// who [audits](crate::Organisation::audits); the heads of the units invited, once a meeting was announced; who stands in for a
/// participant that day.
/// Administrators see no content of others.
#[must_use]
pub fn may_see(
    request: &Request,
    content: &Content,
    organisation: &crate::Organisation,
    (person, on): (PersonId, NaiveDate),
) -> bool {
    use crate::organisation::Role::{DeptHead, Registrar, Reviewer};
    let Some(viewer) = organisation.active_person(person) else { return false };
    if request.drafter == person || organisation.audits(person) {
        return true;
    }
    if matches!(request.status, Status::Draft) && request.round == 0 {
        return false;
    }
    let reads = request.readers.iter().any(|reader| reader.person == person);
    let agrees =
        request.proposal.as_ref().is_some_and(|proposal| proposal.people.contains(&person));
    let took_part = reads
        || agrees
        || request.tasks.iter().any(|task| task.person == person)
        || request
            .decided
            .iter()
            .any(|decided| decided.principal == person || decided.actor == person);
    let heads = viewer.roles.contains(&DeptHead) && viewer.unit == request.drafting_unit;
    let office = viewer.unit == organisation.office_of(request.drafting_unit)
        && [DeptHead, Reviewer, Registrar].iter().any(|role| viewer.roles.contains(role));
    let leads = viewer.rank.is_some()
        && (organisation.responsible_leaders(request.drafting_unit).contains(&person)
            || organisation.main_leaders_of(content.unit()).contains(&person));
    let invited = viewer.roles.contains(&DeptHead) && is_invited(request, content, viewer.unit);
    took_part
        || heads
        || office
        || leads
        || invited
        || stands_in_for_participant(request, organisation, (person, on))
}

/// Whether the notice of the meeting went to this unit.
fn is_invited(request: &Request, content: &Content, unit: UnitId) -> bool {
    let announced = matches!(
        request.status,
        Status::Noticed | Status::Held | Status::Closed | Status::Cancelled
    );
    let Content::Meeting(meeting) = content else { return false };
    announced && (meeting.attendee_units.contains(&unit) || meeting.co_hosts.contains(&unit))
}

fn stands_in_for_participant(
    request: &Request,
    organisation: &crate::Organisation,
    (person, on): (PersonId, NaiveDate),
) -> bool {
    let stands_in = |task: &Task| organisation.stands_in(task.person, person, request.kind, on);
    request.tasks.iter().any(stands_in)
}

//! Who may do what to which request: asked inside `decide`, at the moment of the decision.

use super::transition::Context;
use super::{ActionName, Answer, Decided, Request, Status};
use crate::content::Content;
use crate::id::{PersonId, UnitId};
use crate::refusal::Refusal;
use crate::rules::gate;

/// For whom the actor answers: for themselves, or for a participant whose stand-in they are today.
///
/// # Errors
///
/// [`Refusal::Blocked`] by SEPARATION, [`Refusal::AlreadyDecided`] if the answer was given before, else
/// [`Refusal::NotYours`].
pub(crate) fn principal(
    request: &Request,
    context: &Context,
    actor: PersonId,
    action: ActionName,
) -> Result<PersonId, Refusal> {
    let today = context.now.date();
    let stands_in = |person| context.organisation.stands_in(person, actor, request.kind, today);
    let own = request.tasks.iter().find(|task| task.person == actor);
    let task = own.or_else(|| request.tasks.iter().find(|task| stands_in(task.person)));
    let principal = task.map_or(actor, |task| task.person);
    if let Some(finding) = gate::separation(request, context, (actor, principal)) {
        return Err(finding.into());
    }
    match task {
        Some(task) if task.answer == Answer::Open => Ok(principal),
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

/// Whether `person` may see the request: who wrote it, who takes part or took part, who leads or reviews for its units, and
/// who audits; the heads of the units invited, once a meeting was announced. Administrators see no content of others.
#[must_use]
pub fn may_see(
    request: &Request,
    content: &Content,
    organisation: &crate::Organisation,
    person: PersonId,
) -> bool {
    use crate::organisation::Role::{Auditor, DeptHead, Registrar, Reviewer};
    let Some(viewer) = organisation.active_person(person) else { return false };
    if request.drafter == person || viewer.roles.contains(&Auditor) {
        return true;
    }
    if matches!(request.status, Status::Draft) && request.round == 0 {
        return false;
    }
    let took_part = request.tasks.iter().any(|task| task.person == person)
        || request
            .decided
            .iter()
            .any(|decided| decided.principal == person || decided.actor == person);
    let heads = viewer.roles.contains(&DeptHead) && viewer.unit == request.drafting_unit;
    let office = viewer.unit == organisation.office_of(request.drafting_unit)
        && (viewer.roles.contains(&Reviewer) || viewer.roles.contains(&Registrar));
    let leads = viewer.rank.is_some()
        && (organisation.responsible_leaders(request.drafting_unit).contains(&person)
            || organisation.main_leaders().contains(&person));
    let invited = viewer.roles.contains(&DeptHead) && is_invited(request, content, viewer.unit);
    took_part
        || heads
        || office
        || leads
        || invited
        || stands_in_for_participant(request, organisation, person)
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
    person: PersonId,
) -> bool {
    let participant = |of: PersonId| request.tasks.iter().any(|task| task.person == of);
    organisation
        .delegations()
        .iter()
        .any(|delegation| delegation.to == person && participant(delegation.from))
}

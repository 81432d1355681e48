//! What the clock does: it reminds, and tells those above. It never decides.

use super::{Context, Transition};
use crate::canonical::CanonicalError;
use crate::event::{By, Happening};
use crate::organisation::Role;
use crate::request::Request;

/// After so many working days beyond the day when it was due, the head of the office is told as well.
pub const ESCALATE_AFTER_DAYS: u32 = 2;

/// Reminds those who keep the request waiting beyond its day, once a day; nothing if nobody has to be reminded.
///
/// # Errors
///
/// [`CanonicalError`] if the event has no canonical form, which does not happen.
pub fn tick(request: &Request, context: &Context) -> Result<Option<Transition>, CanonicalError> {
    let today = context.now.date();
    let reminded = request.reminded_at.is_some_and(|at| at.date() >= today);
    let Some(due_on) = request.due_on.filter(|due_on| *due_on < today && !reminded) else {
        return Ok(None);
    };
    let people = request.waiting_for();
    let halted = request.suspended.is_some() || request.status.is_terminal();
    if halted || people.is_empty() || !context.knowledge.is_working_day(today) {
        return Ok(None);
    }
    let office = context.organisation.office_of(request.drafting_unit);
    let late = context.knowledge.working_days_after(due_on, ESCALATE_AFTER_DAYS) < today;
    let mut heads =
        if late { context.organisation.holders(office, Role::DeptHead) } else { Vec::new() };
    heads.retain(|head| !people.contains(head));
    let what = Happening::Reminded { people, escalated_to: heads };
    let by = By { actor: None, on_behalf_of: None, at: context.now };
    let mut next = request.clone();
    let sealed = next.record(by, what)?;
    Ok(Some(Transition {
        before: request.version,
        chain_before: request.chain.length,
        next,
        events: vec![sealed],
        content: None,
        evaluation: None,
        waited_for: request.waiting_for(),
        round_before: request.round,
        also: None,
    }))
}

//! Whom a person may name in a move that names somebody: asked of `decide` itself, as the moves are.

use super::transition::{Context, decide};
use super::{Action, Command, Request};
use crate::content::Content;
use crate::id::PersonId;

/// Everybody to whom `actor` could give the task away now (转办), in the order of the organisation.
#[must_use]
pub fn takers(
    request: &Request,
    content: &Content,
    actor: PersonId,
    context: &Context,
) -> Vec<PersonId> {
    let asking = |to| Action::Transfer { to, opinion: String::new() };
    named(asking, (request, content), actor, context)
}

/// Everybody whom `actor` could have asked now (委派, 加签), in the order of the organisation: whoever may be asked for advice
/// may be asked for a signature, and the other way round.
#[must_use]
pub fn advisers(
    request: &Request,
    content: &Content,
    actor: PersonId,
    context: &Context,
) -> Vec<PersonId> {
    let asking = |to| Action::Consult { to, opinion: String::new() };
    named(asking, (request, content), actor, context)
}

fn named(
    asking: impl Fn(PersonId) -> Action,
    (request, content): (&Request, &Content),
    actor: PersonId,
    context: &Context,
) -> Vec<PersonId> {
    let possible = |person: &PersonId| {
        let command = Command { actor, action: asking(*person) };
        decide(request, content, &command, context).is_ok()
    };
    context.organisation.people().map(|person| person.id).filter(possible).collect()
}

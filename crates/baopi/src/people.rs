//! People by the names that are typed and shown.

use baopi_workflow::{Organisation, PersonId};

use crate::failure::Failure;
use crate::output::Sentence;

/// The person who signs in with a name.
///
/// # Errors
///
/// When there is nobody of that name.
pub(crate) fn known(organisation: &Organisation, login: &str) -> Result<PersonId, Failure> {
    let person = organisation.people().find(|person| person.login == login);
    person
        .map(|person| person.id)
        .ok_or_else(|| Sentence::new("cli-users-unknown").with("login", login).into())
}

/// A person's name; the identifier of somebody whom the organisation does not know.
pub(crate) fn name(person: PersonId, organisation: &Organisation) -> String {
    organisation.person(person).map_or_else(|| person.to_string(), |person| person.name.clone())
}

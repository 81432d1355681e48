//! The use cases on a database of their own, room by room: who may, what a wrong wish is answered, where a limit lies, that one
//! key has one effect, and that a refusal leaves nothing behind but its record.

mod books;
mod figures;
#[path = "../../../workflow/tests/decide/fixture.rs"]
#[expect(dead_code, reason = "the tests of the workflow use the rest of it")]
mod fixture;
mod house;
mod meeting;
mod number;
mod office;
mod record;
mod request;
mod rules;
mod telling;

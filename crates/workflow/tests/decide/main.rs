//! What may happen to a request, tried on the one function that decides.

mod adversary;
mod assignee;
mod document;
mod fixture;
mod gates;
mod inspection;
mod limits;
mod meeting;
mod moves;
mod number;
mod readme;
mod standing;
mod walk;

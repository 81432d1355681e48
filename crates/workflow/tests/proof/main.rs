//! The proof of routes: one route for each fault, and no accepted route that a request could leave without its signature.

mod district;
mod faults;
mod shipped;
mod sound;

//! Answers as programs read them, under their names in the OpenAPI document. The API sends them, and the command line prints
//! them as JSON, so that a program knows one shape for one thing: what is not there is absent instead of null, instants are
//! written after RFC 3339, people and units have their names beside their identifiers.

pub use crate::api::command::PerformedAnswer as Performed;
pub use crate::api::figures::statistics::StatisticsBody;
pub use crate::api::names::{PersonName, UnitName};
pub use crate::api::number::assigned::CountedSeries;
pub use crate::api::office::delegation::DelegationAnswer as Delegation;
pub use crate::api::office::organisation::Me;
pub use crate::api::rules::route::{
    FaultAnswer as RouteFault, ProofAnswer as RouteProof, ProposedAnswer as RouteProposal,
    VersionAnswer as RouteVersion,
};
pub use crate::door::problem::FindingBody as Finding;

//! One newtype per identifier. They are made at the edge (UUIDv7) and only carried here.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identifier {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

identifier! {
    /// One approval request: a document or a meeting on its way.
    RequestId,
    /// One person, whatever accounts and posts they have.
    PersonId,
    /// One unit (单位): an organ that can issue or convene.
    UnitId,
    /// One document that came in.
    IncomingId,
    /// One item of a year's plan.
    PlanItemId,
    /// One work group in a chat.
    ChatGroupId,
    /// One proposed change of the figures in the rules.
    RuleProposalId,
    /// A proposed route or year of the calendar.
    ProposalId,
}

//! The state machine and the rules of baopi: what may happen to a request, and what a request must satisfy.
//!
//! Pure and synchronous: no clock, no randomness, no I/O, no storage. [`decide`] is the only way to make a [`Transition`],
//! and a transition is the only thing that can be saved; so whoever holds one knows that every rule was asked.

#[macro_use]
mod words;

pub mod action;
pub mod book;
pub mod canonical;
pub mod chat_group;
pub mod condition;
pub mod content;
pub mod count;
pub mod event;
pub mod finding;
pub mod id;
pub mod incoming;
pub mod kind;
pub mod notice;
pub mod number;
pub mod organisation;
pub mod plan;
pub mod proposal;
pub mod refusal;
pub mod request;
pub mod route;
pub mod rules;
#[cfg(feature = "schema")]
mod schema;
pub mod similarity;
pub mod stage_key;
pub mod statistics;
pub mod status;
pub mod tally;
pub mod text;
pub mod time;
mod vocabulary;
pub mod working_day;

pub use action::{Action, ActionName, Command};
pub use canonical::Digest;
pub use condition::{Condition, ConditionError, Field, Values};
pub use content::{Content, DocumentContent, InspectionContent, Measure, MeetingContent};
pub use event::{Chain, Happening, Sealed, Stream, SystemHappening};
pub use finding::{Finding, RuleId, Verdict};
pub use id::{
    ChatGroupId, IncomingId, PersonId, PlanItemId, ProposalId, RequestId, RuleProposalId, UnitId,
};
pub use kind::Kind;
pub use notice::{Notice, NoticeKind};
pub use number::{CitationFault, DocNumber};
pub use organisation::{Delegation, Organisation, Person, Rank, Role, Series, Unit, UnitKind};
pub use refusal::Refusal;
pub use request::transition::{
    Context, DecideError, Evaluation, Facts, FileFault, Other, Refused, Transition, decide,
    number_wanted, other_wanted, tick,
};
pub use request::{Request, Version};
pub use route::Route;
pub use rules::{Knowledge, RuleSet, Trigger};
pub use stage_key::StageKey;
pub use status::Status;
pub use time::Timestamp;

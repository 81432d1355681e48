//! The use cases of baopi, one file per verb. Pages, API, mail links, timers and the command line all come through here.

pub mod answer;
pub mod books;
pub mod clock;
mod engine;
pub mod error;
pub mod figures;
pub mod key;
pub mod meeting;
pub mod number;
pub mod office;
pub mod performed;
mod questions;
mod random;
pub mod reason;
pub mod record;
pub mod request;
pub mod right;
pub mod rules;
pub mod telling;

pub use baopi_document::{Besides, Unreadable, print};
// What lists are asked for and answer, as it is stored: plain rows, filters, and the places at which a page ends.
pub use baopi_persistence::{
    Consent, CountedFilter, CountedRow, CounterFilter, Cursor, Decided, Fate, GivenUp,
    ImportedFigure, IncomingEvent, IrregularityRow, MAX_PAGE, OBSOLETE, Origin, OutboxRow, Page,
    PlanFilter, PlannedRow, RegisterFilter, RegisterRow, ReportRow, RequestRow, RuleSetRow,
    SimilarFault, SimilarReport, SimilarWrong, SpotCheckRow, VoidRow,
};
pub use books::{
    Added, BookError, BookRefusal, Booked, Changed, Entry, GroupChange, GroupView, GroupsWanted,
    Imported, IncomingView, IncomingWanted, Line, LineFault, NewIncoming, PlanChange, PlanView,
    ProposedYear, Table, TableError, TableFormat, WorkingDays,
};
pub use clock::Clock;
pub use engine::{Engine, Setup};
pub use error::{CommandError, EngineError, PerformError};
pub use key::CommandKey;
pub use meeting::calendar::CalendarRow;
pub use meeting::joined::MAX_MEETINGS_TO_JOIN;
pub use number::assigned::{FoundNumber, ImportError, ImportRefusal, ImportedNumbers, NumberCheck};
pub use number::paper::{Column, PaperFault, PaperReason, PaperWords};
pub use office::account::{OwnSession, OwnToken};
pub use office::delegation::{DelegationError, StandIn, StandInState, Whose};
pub use office::identity::{NewSession, NewToken, Viewer};
pub use office::nameable::Nameable;
pub use office::password::{MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, PasswordFault, password_fault};
pub use office::people::NewPerson;
pub use office::tries::{Caller, SignInError, SignInRefusal};
pub use office::unit_quota::UnitQuota;
pub use performed::Performed;
pub use questions::MAX_TEXTS_A_DAY;
pub use reason::{Class, Reason};
pub use record::verify::{VerifyFault, VerifyReport};
pub use request::bulk::{BulkError, BulkRefusal, MAX_APPROVED_AT_ONCE};
pub use request::explain::{Explained, Explanation, MAX_EXPLAINED};
pub use request::file::{FileError, ReceivedFile};
pub use request::preview::Preview;
pub use request::several::{Outcome, Outcomes};
pub use request::similar::{
    Common, Comparison, MEETING_OPENED_FROM, OPENED_FROM, SimilarText, SimilarTexts, TOLD_FROM,
    TOLD_FROM_LETTERS,
};
pub use request::view::{RequestView, StageState, TimelineEntry, WayStage};
pub use right::{Asker, Right};
pub use rules::change::{Affected, Effect, RuleError, RuleRefusal, Rules};
pub use rules::route::{
    CheckedRoute, MAX_MOVED_AT_ONCE, MAX_ROUTE_BYTES, OlderRequest, PublishError, RouteProposal,
    RouteRefusal, RouteVersion,
};
pub use telling::letter::{Gathering, Letter, Occasion};
pub use telling::link::LinkTarget;
pub use telling::outbox::{NoticeFate, OutboxReport, TOLD_FOR_MS};

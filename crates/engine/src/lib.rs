//! The use cases of baopi, one file per verb. Pages, API, mail links, timers and the command line all come through here.

use std::sync::Arc;

use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_persistence::Store;
use baopi_workflow::Timestamp;
use secrecy::SecretBox;
use tokio::sync::{Notify, Semaphore};

pub mod answer;
pub mod books;
pub mod bulk;
pub mod calendar;
pub mod clock;
pub mod delegation;
pub mod error;
pub mod explain;
pub mod file;
pub mod identity;
pub mod invitation;
pub mod irregularity;
pub mod key;
pub mod knowledge;
pub mod leaver;
pub mod letter;
pub mod link;
pub mod meetings;
pub mod nameable;
pub mod number;
pub mod outbox;
pub mod paper;
pub mod people;
pub mod perform;
pub mod performed;
pub mod preview;
mod random;
pub mod reason;
pub mod remind;
pub mod report;
pub mod right;
pub mod route;
pub mod rule_change;
pub mod several;
mod similar;
pub mod statistics;
pub mod unit_quota;
pub mod verify;
pub mod view;

pub use baopi_document::{Unreadable, print};
// What lists are asked for and answer, as it is stored: plain rows, filters, and the places at which a page ends.
pub use baopi_persistence::{
    CountedFilter, CountedRow, CounterFilter, Cursor, Decided, ImportedFigure, IncomingEvent,
    IrregularityRow, MAX_PAGE, Origin, OutboxRow, Page, PlanFilter, PlannedRow, RegisterFilter,
    RegisterRow, ReportRow, RequestRow, RuleSetRow, SimilarFault, SimilarReport, SpotCheckRow,
    VoidRow,
};
pub use books::{
    Added, BookError, BookRefusal, Booked, Changed, Entry, GroupChange, GroupView, GroupsWanted,
    Imported, IncomingView, IncomingWanted, Line, LineFault, NewIncoming, PlanChange, Table,
    TableError, TableFormat, WorkingDays,
};
pub use bulk::{BulkError, BulkRefusal, MAX_APPROVED_AT_ONCE};
pub use clock::Clock;
pub use delegation::{DelegationError, StandIn, StandInState, Whose};
pub use error::{CommandError, EngineError, PerformError};
pub use explain::{Explained, Explanation, MAX_EXPLAINED};
pub use file::{FileError, ReceivedFile};
pub use identity::{NewSession, NewToken, SignInError, SignInRefusal, Viewer};
pub use key::CommandKey;
pub use letter::{Gathering, Letter, Occasion};
pub use link::LinkTarget;
pub use meetings::MAX_MEETINGS_TO_JOIN;
pub use nameable::Nameable;
pub use number::{FoundNumber, ImportError, ImportRefusal, ImportedNumbers, NumberCheck};
pub use outbox::NoticeFate;
pub use paper::{Column, PaperFault, PaperReason, PaperWords};
pub use people::NewPerson;
pub use performed::Performed;
pub use preview::Preview;
pub use reason::{Class, Reason};
pub use right::{Asker, Right};
pub use route::{
    CheckedRoute, MAX_MOVED_AT_ONCE, MAX_ROUTE_BYTES, OlderRequest, PublishError, Published,
    RouteRefusal, RouteVersion,
};
pub use rule_change::{Affected, Effect, RuleError, RuleRefusal, Rules};
pub use several::{Outcome, Outcomes};
pub use similar::{Beside, Common, MEETING_OPENED_FROM, OPENED_FROM, SimilarText};
pub use unit_quota::UnitQuota;
pub use verify::{VerifyFault, VerifyReport};
pub use view::{RequestView, StageState, TimelineEntry, WayStage};

/// So many passwords are hashed at once; each takes 19 MiB and a core.
const PASSWORDS_AT_ONCE: usize = 2;

/// What an engine is made of.
pub struct Setup {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Reads files in a process of its own.
    pub extractor: Extractor,
    /// Prints reports.
    pub printer: Printer,
    /// The key under which links in messages are made.
    pub link_key: SecretBox<[u8; 32]>,
    /// Where people reach the program, without a slash at the end.
    pub public_url: String,
}

/// The use cases. Copies share everything.
#[derive(Clone)]
pub struct Engine(Arc<Parts>);

struct Parts {
    setup: Setup,
    wake: Arc<Notify>,
    hashing: Semaphore,
}

impl Engine {
    /// An engine.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let hashing = Semaphore::new(PASSWORDS_AT_ONCE);
        Self(Arc::new(Parts { setup, wake: Arc::new(Notify::new()), hashing }))
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.setup.clock.now()
    }

    /// Waits for what is under way and closes the database; nothing can be asked of any copy afterwards.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn close(&self) {
        self.store().clone().close().await;
    }

    /// Where people reach the program.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.0.setup.public_url
    }

    /// Is notified whenever there may be messages to send.
    #[must_use]
    pub fn wake(&self) -> Arc<Notify> {
        Arc::clone(&self.0.wake)
    }

    /// The database; whoever stands outside asks for a use case.
    pub(crate) fn store(&self) -> &Store {
        &self.0.setup.store
    }

    fn extractor(&self) -> &Extractor {
        &self.0.setup.extractor
    }
}

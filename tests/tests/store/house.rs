//! The real store with the district in it, and the real engine on it, in this process.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;

use baopi_document::Extractor;
use baopi_document::print::Printer;
use baopi_engine::{Clock, Engine, NewPerson, Performed, Setup};
use baopi_persistence::{Store, StoreError, StoreOptions};
use baopi_tests::invariants::contradictions;
use baopi_tests::office::{Backend, Office};
use baopi_tests::sql::Sql;
use baopi_workflow::proposal::Settlement;
use baopi_workflow::{Person, Timestamp};
use tokio::runtime::{Builder, Runtime};

use crate::count::Counts;
use crate::district::{Changes, DOCUMENT_ROUTE, SECOND_ADMIN, delegations, document_route};
use crate::fixture::{ADMIN, DRAFTER, document_with, now, units, usual_steps};
use crate::rows;

/// A database with the district in it.
pub(crate) struct House {
    runtime: Runtime,
    /// The database of every engine here, to look behind them.
    pub(crate) store: Store,
    pub(crate) sql: Sql,
    /// The query for the rows of a request.
    pub(crate) rows: String,
    pub(crate) counts: RefCell<Counts>,
    /// Runs so far; each takes its number as the name of its rooms.
    runs: Cell<u64>,
    /// The version of the route of documents that is in force, and whether it is the longer one.
    pub(crate) route: Cell<(u32, bool)>,
    /// What is different in the organisation from how a run finds it.
    pub(crate) changes: Cell<Changes>,
    _office: Office,
}

impl House {
    /// An empty database with the district and its routes.
    pub(crate) fn open(backend: Backend) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (office, store, sql) = runtime.block_on(async {
            let office = Office::new(backend).await.expect("a database");
            let url = office.database_url().to_owned();
            let store = Store::open(&StoreOptions { url, max_readers: 2 }).await.expect("it opens");
            store.migrate().await.expect("the schema");
            let sql = office.sql().await.expect("a second connection");
            (office, store, sql)
        });
        let house = Self {
            runtime,
            store,
            rows: rows::spelled(sql.is_postgres()),
            sql,
            counts: RefCell::default(),
            runs: Cell::new(0),
            route: Cell::new((0, false)),
            changes: Cell::default(),
            _office: office,
        };
        house.settle();
        house
    }

    fn settle(&self) {
        let (engine, _) = self.engine(now());
        let person = |person| NewPerson { person, password: None };
        let people = Changes::default().people().into_iter().map(person).collect();
        let added = engine.add_organisation(units(), people, delegations(), Vec::new());
        self.wait(added).expect("the district");
        self.publish(&engine, false);
    }

    /// Waits for what the database answers.
    pub(crate) fn wait<T>(&self, answer: impl Future<Output = T>) -> T {
        self.runtime.block_on(answer)
    }

    /// An engine with a clock of its own.
    pub(crate) fn engine(&self, at: Timestamp) -> (Engine, Clock) {
        let clock = Clock::standing_at(at);
        (self.engine_by(&clock), clock)
    }

    /// An engine with this clock.
    pub(crate) fn engine_by(&self, clock: &Clock) -> Engine {
        Engine::new(Setup {
            store: self.store.clone(),
            clock: clock.clone(),
            extractor: Extractor::this_program().expect("this program has a path"),
            printer: Printer::default(),
            link_key: Box::new([7; 32]).into(),
            public_url: "https://office.example.cn".to_owned(),
        })
    }

    /// A document of this title after so many usual steps.
    pub(crate) fn document_after(&self, engine: &Engine, title: &str, steps: usize) -> Performed {
        let text = document_with(|document| title.clone_into(&mut document.title));
        let mut done = self.wait(engine.create(DRAFTER, text, None)).expect("a draft");
        for (actor, action) in usual_steps().into_iter().take(steps) {
            let moved = engine.perform(actor, done.request, done.version, action, None);
            done = self.wait(moved).expect("a usual step");
        }
        done
    }

    /// Puts a way of documents into force.
    pub(crate) fn publish(&self, engine: &Engine, longer: bool) {
        let route = document_route(longer);
        let text = if longer { route.to_toml().expect("TOML") } else { DOCUMENT_ROUTE.to_owned() };
        let proposed = self.wait(engine.propose_route(ADMIN, &text, None)).expect("a good route");
        let id = proposed.done.proposal.id;
        let confirm = engine.settle_route(SECOND_ADMIN, id, Settlement::Confirm, None);
        let published = self.wait(confirm).expect("another administrator confirms it");
        self.route.set((published.done.reference.version, longer));
    }

    /// Changes what is different in the organisation.
    pub(crate) fn change(&self, to: Changes) {
        let (before, after) = (self.changes.get().people(), to.people());
        let changed: Vec<Person> =
            after.into_iter().filter(|person| !before.contains(person)).collect();
        let written = self.store.write(move |txn| {
            let changed = changed.clone();
            Box::pin(async move {
                for person in &changed {
                    txn.update_person(person).await?;
                }
                Ok::<_, StoreError>(())
            })
        });
        self.wait(written).expect("the organisation can be changed");
        self.changes.set(to);
    }

    /// The number of the next run.
    pub(crate) fn next_run(&self) -> u64 {
        self.runs.set(self.runs.get() + 1);
        self.runs.get()
    }

    /// The last number taken in each series and year.
    pub(crate) fn last_numbers(&self) -> BTreeMap<(String, i32), u32> {
        let rows =
            self.wait(self.sql.rows("SELECT series, year, last_sequence FROM number_counter"));
        let number = |value: &serde_json::Value| value.as_i64().unwrap_or_default();
        let counter = |row: serde_json::Value| {
            let series = row["series"].as_str().unwrap_or_default().to_owned();
            let (year, last) = (number(&row["year"]), number(&row["last_sequence"]));
            ((series, i32::try_from(year).expect("a year")), u32::try_from(last).expect("a number"))
        };
        rows.expect("the counters can be read").into_iter().map(counter).collect()
    }

    /// A run knows nothing of the runs before it, so that the core need not either.
    pub(crate) fn forget_the_others(&self) {
        for table in ["meeting_fact", "document_fact", "inspection_fact"] {
            let forget = format!(
                "UPDATE {table} SET standing = NULL, counted_year = NULL
                 WHERE standing IS NOT NULL OR counted_year IS NOT NULL"
            );
            self.wait(self.sql.execute(&forget)).expect("what others know can be forgotten");
        }
    }

    /// Writes down again what every run forgot of the ones before, as for a database of an earlier version.
    fn remember_the_others(&self) {
        let all = "INSERT INTO knowledge_backlog (request) SELECT id FROM request WHERE round > 0";
        self.wait(self.sql.execute(all)).expect("the backlog takes them");
        self.wait(self.store.migrate()).expect("the backlog is worked off");
    }

    /// Everything that must be true of the whole record.
    pub(crate) fn check_whole_record(&self) {
        // Whoever was disabled in the last run may have things waiting from the ones before.
        self.change(Changes::default());
        let broken = self.wait(contradictions(&self.sql)).expect("the queries run");
        assert!(broken.is_empty(), "the record contradicts itself:\n{}", broken.join("\n"));
        self.remember_the_others();
        let (engine, _) = self.engine(now());
        let report = self.wait(engine.verify_evaluations()).expect("the record can be read");
        assert!(report.ok, "{:#?}", report.faults);
        assert!(report.evaluations > 0, "the rules are asked again");
    }
}

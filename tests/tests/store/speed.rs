//! How long a decision takes with many other requests beside it. It checks nothing, and is run by hand:
//! `BAOPI_OTHERS=100000 cargo test -p baopi-tests --test store speed -- --ignored`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use baopi_tests::office::Backend;
use baopi_workflow::{Action, RequestId};
use rstest::rstest;

use crate::fixture::*;
use crate::house::House;

/// So many requests are decided.
const ROUNDS: usize = 60;

/// Puts so many other documents and meetings beside, spread over a thousand days: far more than an office has, so that every
/// list of others is as long as it gets.
fn fill(house: &House, template: RequestId, others: u32) {
    let postgres = house.sql.is_postgres();
    let hex = template.0.simple();
    let (kind, id, request, day) = if postgres {
        (
            "uuid",
            "gen_random_uuid()",
            format!("'{hex}'::uuid"),
            "to_char(date '2026-09-24' - CAST(o.n % 1000 AS int), 'YYYY-MM-DD')",
        )
    } else {
        (
            "BLOB",
            "randomblob(16)",
            format!("x'{hex}'"),
            "date('2026-09-24', '-' || (o.n % 1000) || ' days')",
        )
    };
    let request_columns = "kind, title, status, urgency, unit, drafting_unit, drafter, version, revision, digest, characters,
                           minutes, round, chain_length, chain_head, created_at, updated_at, entered_at, state";
    for statement in [
        format!("CREATE TEMPORARY TABLE others (id {kind}, n bigint)"),
        format!(
            "INSERT INTO others WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {others})
             SELECT {id}, n FROM c"
        ),
        "BEGIN".to_owned(),
        format!(
            "INSERT INTO event (request, seq, at, actor, type, prev, canon, hash)
             SELECT o.id, e.seq, e.at, e.actor, e.type, e.prev, e.canon, e.hash FROM others o, event e
             WHERE e.request = {request} ORDER BY o.n, e.seq"
        ),
        format!(
            "INSERT INTO revision (request, revision, digest, canon)
             SELECT o.id, v.revision, v.digest, v.canon FROM others o, revision v WHERE v.request = {request}"
        ),
        format!(
            "INSERT INTO request (id, {request_columns})
             SELECT o.id, {request_columns} FROM others o, request r WHERE r.id = {request}"
        ),
        format!(
            "INSERT INTO document_fact (request, title, issuing_unit, drafting_unit, characters, dated_on, standing,
                                        counted_year, signed_at, submitted_at)
             SELECT o.id, r.title || o.n, r.unit, r.drafting_unit, 1000, {day}, 'issued',
                    CASE WHEN o.n % 100 = 0 THEN 2026 END, 1, 1
             FROM others o, request r WHERE r.id = {request} AND o.n % 2 = 0"
        ),
        format!(
            "INSERT INTO meeting_fact (request, title, topic, host, in_name_of, units, sessions, starts_on, minutes,
                                       comprehensive, standing, submitted_at)
             SELECT o.id, r.title || o.n, 'x', r.unit, r.unit, '[]',
                    '[{{\"starts_at\":1789434000000,\"ends_at\":1789437600000}}]', {day}, 60, FALSE, 'noticed', 1
             FROM others o, request r WHERE r.id = {request} AND o.n % 2 = 1"
        ),
        "COMMIT".to_owned(),
        "ANALYZE".to_owned(),
    ] {
        house.wait(house.sql.execute(&statement)).expect("the others can be written");
    }
}

#[rstest]
#[ignore = "it measures, and takes minutes with many others"]
fn a_decision_beside_many_others(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let others = std::env::var("BAOPI_OTHERS").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let house = House::open(backend);
    let (engine, _) = house.engine(now());
    let template = house.wait(engine.create(DRAFTER, document(), None)).expect("a draft");
    if others > 0 {
        fill(&house, template.request, others);
    }
    let mut times: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let mut done = house.wait(engine.create(DRAFTER, document(), None)).expect("a draft");
        times.entry("create").or_default().push(begun.elapsed());
        let steps = [
            ("save", DRAFTER, Action::Save { content: document() }),
            ("submit", DRAFTER, Action::Submit {}),
            ("approve", HEAD, approve()),
            ("comment", REVIEWER, Action::Comment { opinion: "意见".to_owned() }),
            ("approve", REVIEWER, approve()),
            ("approve, signing", VICE_MAYOR, approve()),
        ];
        for (name, actor, action) in steps {
            let begun = Instant::now();
            let performed = engine.perform(actor, done.request, done.version, action, None);
            done = house.wait(performed).expect("it is possible");
            times.entry(name).or_default().push(begun.elapsed());
        }
    }
    let mut report = format!("{others} others\n");
    for (name, mut times) in times {
        times.sort_unstable();
        let (median, most) = (times[times.len() / 2], times[times.len() * 95 / 100]);
        writeln!(report, "{name}: median {median:?}, 95 % within {most:?}").expect("memory");
    }
    let name = format!("speed_{backend:?}_{others}.txt").to_lowercase();
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name(name);
    std::fs::write(beside, &report).expect("the target directory can be written to");
    assert_eq!(report.lines().count(), 7, "{report}");
}

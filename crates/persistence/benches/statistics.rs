//! How long the page of figures takes, with many requests behind it.
//!
//! `cargo bench -p baopi-persistence --bench statistics -- --requests 1000000` fills an empty database of each kind, day by
//! day over two years, and times every query of the page. PostgreSQL is measured where `BAOPI_TEST_POSTGRES` names a cluster.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use baopi_persistence::{Bulk, CountedFilter, Store, StoreError, StoreOptions};
use baopi_workflow::organisation::Level;
use baopi_workflow::statistics::{Contributions, Key, Metric, Period, Span};
use baopi_workflow::{RequestId, Unit, UnitId, UnitKind};
use chrono::{Days, NaiveDate};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// So many units issue and convene.
const UNITS: u128 = 40;
/// Over so many days.
const DAYS: u64 = 730;
/// How often each query runs.
const RUNS: usize = 9;
/// How many requests there are where nothing else is said.
const USUAL_REQUESTS: u64 = 100_000;
/// What a query of the page may take.
const TARGET: Duration = Duration::from_millis(300);

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let requests = requests();
    let directory = tempfile::tempdir()?;
    let sqlite = format!("sqlite://{}", directory.path().join("statistics.sqlite").display());
    measure("SQLite", &sqlite, requests).await?;
    if let Ok(cluster) = std::env::var("BAOPI_TEST_POSTGRES") {
        let name = format!("bench_{}", Uuid::now_v7().simple());
        let administration = sea_orm::Database::connect(&cluster).await?;
        administration.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        measure("PostgreSQL", &cluster.replacen("/postgres", &format!("/{name}"), 1), requests)
            .await?;
        administration.execute_unprepared(&format!("DROP DATABASE {name}")).await?;
    }
    Ok(())
}

fn requests() -> u64 {
    let words: Vec<String> = std::env::args().collect();
    let said = words.iter().position(|word| word == "--requests");
    said.and_then(|place| words.get(place + 1)?.parse().ok()).unwrap_or(USUAL_REQUESTS)
}

fn tell(text: &str) {
    eprintln!("{text}");
}

async fn measure(name: &str, url: &str, requests: u64) -> Outcome<()> {
    let store = Store::open(&StoreOptions { url: url.to_owned(), max_readers: 2 }).await?;
    store.migrate().await?;
    let begun = Instant::now();
    fill(&store, requests).await?;
    tell(&format!("{name}: {requests} requests filled in {:.1} s", begun.elapsed().as_secs_f64()));
    let today = first_day() + Days::new(DAYS - 20);
    for (label, period) in [
        ("month", Period::Month(2026, 12)),
        ("quarter", Period::Quarter(2026, 4)),
        ("year", Period::Year(2026)),
    ] {
        page(&store, &format!("{name}, page of a {label}"), period.days_until(today)).await?;
    }
    lists(&store, name).await?;
    let begun = Instant::now();
    let drifts = store.drifts_of_sums(10).await?;
    tell(&format!(
        "{name}: all sums added up again in {:.1} s, {} differ",
        begun.elapsed().as_secs_f64(),
        drifts.len()
    ));
    store.close().await;
    Ok(())
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).expect("the day exists")
}

fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number + 1))
}

async fn fill(store: &Store, requests: u64) -> Outcome<()> {
    store
        .write(|txn| {
            Box::pin(async move {
                for number in 0..UNITS {
                    txn.insert_unit(&of_number(number)).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    let mut made = 0;
    for day in 0..DAYS {
        let until = requests * (day + 1) / DAYS;
        let (from, on) = (made, first_day() + Days::new(day));
        made = until;
        store
            .write(move |txn| {
                Box::pin(async move {
                    let mut bulk = Bulk::default();
                    for number in from..until {
                        let id = RequestId(Uuid::from_u128(u128::from(number) << 64));
                        bulk.add(id, contributions(number, on));
                    }
                    txn.insert_contributions(&bulk).await
                })
            })
            .await?;
    }
    Ok(())
}

fn of_number(number: u128) -> Unit {
    Unit {
        id: unit(number),
        code: format!("U{number}"),
        name: format!("U{number}"),
        short_name: format!("U{number}"),
        kind: UnitKind::Department,
        level: Level::District,
        parent: None,
        office: None,
        host: None,
        series: Vec::new(),
        active: true,
    }
}

/// What a request contributes; the same number always the same.
fn contributions(number: u64, day: NaiveDate) -> Contributions {
    // A step that has no factor in common with what it is divided by, so that the values spread.
    let spread = |over: u64| number.wrapping_mul(2_654_435_761) / 7 % over;
    let mut map = BTreeMap::new();
    let mut add = |metric, detail: String, value: u64| {
        map.insert(Key { metric, detail, unit: unit(u128::from(spread(40))), day }, value);
    };
    add(Metric::ApprovalTime, format!("{:06}", spread(400)), 1);
    if spread(4) == 0 {
        let (minutes, people) = (20 + spread(90), 10 + spread(200));
        add(Metric::Meetings, String::new(), 1);
        add(Metric::MeetingsAll, String::new(), 1);
        add(Metric::MeetingMinutes, String::new(), minutes);
        add(Metric::AttendanceMinutes, String::new(), minutes * people);
        add(Metric::DurationBand, format!("{:06}", minutes.div_ceil(15) * 15), 1);
    } else {
        let characters = 200 + spread(4_800);
        let class = Metric::DOCUMENT_CLASSES[usize::try_from(spread(12)).unwrap_or(0).min(7)];
        add(Metric::DocsTotal, String::new(), 1);
        add(class, String::new(), 1);
        add(Metric::DocCharacters, String::new(), characters);
        add(Metric::LengthBand, format!("{:06}", characters.div_ceil(500) * 500), 1);
    }
    if spread(20) == 0 {
        add(Metric::Returned, String::new(), 1);
        add(Metric::Exceptions, "DIRECTIVE-DOWN".to_owned(), 1);
    }
    Contributions(map)
}

/// Everything that the page reads, one after the other.
async fn page(store: &Store, name: &str, span: Span) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        let now = store.figures(span, Metric::ALL).await?;
        let before = store.figures(span.last_year(), Metric::ALL).await?;
        let quotas = [Metric::DocsDownward, Metric::Meetings];
        store.figures(Period::Year(2026).days(), &quotas).await?;
        store.baselines_of_year(2026).await?;
        store.imported_figures(span).await?;
        store.imported_figures(span.last_year()).await?;
        store.irregularity_counts(span).await?;
        assert!(now.total(Metric::DocsTotal) > 0 && before.median(Metric::ApprovalTime).is_some());
        times.push(begun.elapsed());
    }
    report(name, times);
    Ok(())
}

/// The requests behind figures: their keys alone, because no request was ever made here.
async fn lists(store: &Store, name: &str) -> Outcome<()> {
    let some = (0..10).map(unit).collect::<Vec<_>>();
    for (label, metric, units) in [
        ("of all units", Metric::DocsTotal, None),
        ("of one unit", Metric::DocsTotal, Some(vec![unit(7)])),
        ("of ten units", Metric::DocsTotal, Some(some)),
        ("that are rare", Metric::DocsPublic, None),
    ] {
        let span = Period::Year(2026).days();
        let filter = CountedFilter { metric, detail: None, units, span };
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let begun = Instant::now();
            store.counted_keys(&filter, 50).await?;
            times.push(begun.elapsed());
        }
        report(&format!("{name}, requests {label}"), times);
    }
    Ok(())
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    let verdict = if worst < TARGET { "within" } else { "BEYOND" };
    let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
    tell(&format!(
        "{name}: median {:.1} ms, worst {:.1} ms ({verdict} {} ms)",
        millis(median),
        millis(worst),
        TARGET.as_millis()
    ));
}

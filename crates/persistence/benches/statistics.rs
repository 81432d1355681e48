//! How long the page of figures takes, with many requests behind it.
//!
//! `cargo bench -p baopi-persistence --bench statistics -- --requests 1000000` fills an empty database of each kind with
//! requests of two years, and times every query of the page; `--database sqlite` or `--database postgres` measures one alone.
//! PostgreSQL is measured where `BAOPI_TEST_POSTGRES` names a cluster. `--file` names a file of SQLite that is kept, and that
//! is not filled again.

use std::time::{Duration, Instant};

use baopi_persistence::{Backend, Store, StoreOptions};
use baopi_workflow::statistics::{Metric, Period, Span};
use chrono::{Days, NaiveDate};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// So many units issue and convene.
const UNITS: u64 = 40;
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
    let requests = said("--requests").and_then(|text| text.parse().ok());
    let requests = requests.unwrap_or(USUAL_REQUESTS);
    let only = said("--database");
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    let directory = tempfile::tempdir()?;
    let usual = directory.path().join("statistics.sqlite").display().to_string();
    let sqlite = format!("sqlite://{}", said("--file").unwrap_or(usual));
    if wanted("sqlite") {
        measure("SQLite", &sqlite, requests).await?;
    }
    let cluster = std::env::var("BAOPI_TEST_POSTGRES").ok();
    if let Some(cluster) = cluster.filter(|_| wanted("postgres")) {
        let name = format!("bench_{}", Uuid::now_v7().simple());
        let administration = sea_orm::Database::connect(&cluster).await?;
        administration.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        measure("PostgreSQL", &cluster.replacen("/postgres", &format!("/{name}"), 1), requests)
            .await?;
        administration.execute_unprepared(&format!("DROP DATABASE {name}")).await?;
    }
    Ok(())
}

/// The word after an option.
fn said(option: &str) -> Option<String> {
    let words: Vec<String> = std::env::args().collect();
    let place = words.iter().position(|word| word == option)?;
    words.get(place + 1).cloned()
}

fn tell(text: &str) {
    eprintln!("{text}");
}

async fn measure(name: &str, url: &str, requests: u64) -> Outcome<()> {
    let store = Store::open(&StoreOptions { url: url.to_owned(), max_readers: 2 }).await?;
    store.migrate().await?;
    let begun = Instant::now();
    if store.population(Period::Month(2025, 1).days()).await?.is_empty() {
        fill(&store, url, requests).await?;
    }
    tell(&format!("{name}: {requests} requests filled in {:.1} s", begun.elapsed().as_secs_f64()));
    let today = first_day() + Days::new(DAYS - 20);
    for (label, period) in [
        ("month", Period::Month(2026, 12)),
        ("quarter", Period::Quarter(2026, 4)),
        ("year", Period::Year(2026)),
    ] {
        page(&store, &format!("{name}, page of a {label}"), period.days_until(today)).await?;
    }
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

/// Contributions are made where they are kept, and the figures summed up from them as `baopi statistics rebuild` does it.
async fn fill(store: &Store, url: &str, requests: u64) -> Outcome<()> {
    let connection = sea_orm::Database::connect(url).await?;
    for statement in statements(store.backend(), requests) {
        connection.execute_unprepared(&statement).await?;
    }
    store.rebuild_statistics().await?;
    // What the database itself would do a while after so many rows have come.
    connection.execute_unprepared("ANALYZE").await?;
    connection.close().await?;
    Ok(())
}

/// What a request contributes; the same number always the same. The factor has none in common with what is divided by, so
/// that the values spread.
fn statements(backend: Backend, requests: u64) -> Vec<String> {
    let spread = |over: u64| format!("(i * 2654435761 / 7 % {over})");
    let padded = |number: &str| match backend {
        Backend::Sqlite => format!("printf('%06d', {number})"),
        Backend::Postgres => format!("lpad(CAST({number} AS TEXT), 6, '0')"),
    };
    let id = |number: &str| match backend {
        Backend::Sqlite => format!("unhex(printf('%032x', {number}))"),
        Backend::Postgres => format!("CAST(lpad(to_hex({number}), 32, '0') AS UUID)"),
    };
    let days = format!("i * {DAYS} / {requests}");
    let day = match backend {
        Backend::Sqlite => format!("date('2025-01-01', '+' || ({days}) || ' days')"),
        Backend::Postgres => {
            format!("to_char(DATE '2025-01-01' + CAST({days} AS INTEGER), 'YYYY-MM-DD')")
        }
    };
    let unit = id(&format!("{} + 1", spread(UNITS)));
    let request = id("i + 1");
    let (document, meeting) = (format!("{} <> 0", spread(4)), format!("{} = 0", spread(4)));
    let (characters, minutes) =
        (format!("200 + {}", spread(4_800)), format!("20 + {}", spread(90)));
    let rare = format!("{} = 0", spread(20));
    let none = "''".to_owned();
    let band =
        |measure: &str, width: u64| padded(&format!("(({measure}) / {width} + 1) * {width}"));
    let (always, one) = ("1 = 1".to_owned(), "1".to_owned());
    let rows = [
        (Metric::ApprovalTime, padded(&spread(400)), &one, &always),
        (Metric::Meetings, none.clone(), &one, &meeting),
        (Metric::MeetingsAll, none.clone(), &one, &meeting),
        (Metric::MeetingMinutes, none.clone(), &minutes, &meeting),
        (Metric::DurationBand, band(&minutes, 15), &one, &meeting),
        (Metric::DocsTotal, none.clone(), &one, &document),
        (Metric::DocsDownward, none.clone(), &one, &document),
        (Metric::DocCharacters, none.clone(), &characters, &document),
        (Metric::LengthBand, band(&characters, 500), &one, &document),
        (Metric::DocsPublic, none.clone(), &one, &rare),
        (Metric::Returned, none, &one, &rare),
        (Metric::Exceptions, "'DIRECTIVE-DOWN'".to_owned(), &one, &rare),
    ];
    let statement = |(metric, detail, value, wanted): (Metric, String, &String, &String)| {
        format!(
            "INSERT INTO contribution (request, metric, detail, unit, day, value)
             WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {requests})
             SELECT {request}, '{}', {detail}, {unit}, {day}, {value} FROM n WHERE {wanted}",
            metric.key()
        )
    };
    rows.into_iter().map(statement).collect()
}

/// Everything that the page reads, one after the other.
async fn page(store: &Store, name: &str, span: Span) -> Outcome<()> {
    let metrics: Vec<_> =
        Metric::ALL.iter().copied().filter(|metric| *metric != Metric::ApprovalTime).collect();
    let mut took = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        let now = store.figures(span, &metrics).await?;
        let before = store.figures(span.last_year(), &metrics).await?;
        let times = store.details(span, Metric::ApprovalTime, None).await?;
        let quotas = [Metric::DocsDownward, Metric::Meetings];
        store.figures(Period::Year(2026).days(), &quotas).await?;
        store.baselines_of_year(2026).await?;
        store.imported_figures(span).await?;
        store.imported_figures(span.last_year()).await?;
        store.irregularity_counts(span).await?;
        assert!(
            now.total(Metric::DocsTotal) > 0
                && before.total(Metric::Meetings) > 0
                && !times.is_empty()
        );
        took.push(begun.elapsed());
    }
    report(name, took);
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

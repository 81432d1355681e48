//! How long it takes to find the sources of a draft among many, and how many of them are found.
//!
//! `cargo bench -p baopi-persistence --bench similarity -- --documents 10000 [--queries 400] [--url sqlite://…|postgres://…]
//! [--stored]`
//!
//! The database must be empty, or hold with `--stored` what an earlier run of as many documents left in it, ended or not;
//! without a URL it is a SQLite file that is deleted afterwards. Texts have 500 to 4500 characters.
//! Most of them are stored first and sampled together, as an import does; the last thousand one by one, as a submission does.
//! Each draft takes 45 to 95 in a hundred of its text from one stored text, and what counts is whether that one is answered
//! wherever the exact measure of the two reaches the threshold.

use std::io::Write;
use std::time::{Duration, Instant};

use baopi_persistence::{IncomingSource, Store, StoreError, StoreOptions, TextPlace};
use baopi_workflow::Timestamp;
use baopi_workflow::rules::Known;
use baopi_workflow::similarity::{OrganNames, Ratio, Title, copied};
use uuid::Uuid;

use crate::text::{Numbers, Writer};

mod text;

/// So many texts are stored in one transaction.
const AT_ONCE: usize = 1_000;
/// So many texts are added one by one.
const ONE_BY_ONE: usize = 1_000;
/// So many titles are compared with one, which is the most that a look-up answers.
const TITLES: usize = 2_000;

/// What was asked for.
struct Asked {
    documents: usize,
    queries: usize,
    url: Option<String>,
    /// Whether the documents are in the database already.
    stored: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked = asked()?;
    let place = tempfile::tempdir()?;
    let own = || format!("sqlite://{}", place.path().join("similarity.sqlite").display());
    let url = asked.url.clone().unwrap_or_else(own);
    let store = Store::open(&StoreOptions { url, max_readers: 4 }).await?;
    store.migrate().await?;
    let writer = Writer::new();
    say(&format!("{:?}, {} documents", store.backend(), asked.documents))?;
    if !asked.stored || !store.similar_is_complete().await? {
        fill(&store, &writer, &asked).await?;
    }
    look_up(&store, &writer, &asked).await?;
    say(&titles(&writer))?;
    store.close().await;
    Ok(())
}

/// Stores and samples the documents, most of them together.
async fn fill(
    store: &Store,
    writer: &Writer,
    asked: &Asked,
) -> Result<(), Box<dyn std::error::Error>> {
    let documents = asked.documents;
    let together = documents.saturating_sub(ONE_BY_ONE);
    let begun = Instant::now();
    let mut first = if asked.stored { together } else { 0 };
    while first < together {
        let count = AT_ONCE.min(together - first);
        let texts = (first..first + count).map(|number| incoming(writer, number)).collect();
        import(store, texts).await?;
        first += count;
    }
    say(&format!("stored     {together} texts in {:.1} s", begun.elapsed().as_secs_f64()))?;
    let begun = Instant::now();
    store.rebuild_similar().await?;
    let all = begun.elapsed();
    let each = all / u32::try_from(together.max(1))?;
    say(&format!("sampled    {:.1} s together, {each:.2?} each", all.as_secs_f64()))?;

    let mut adding = Vec::new();
    for number in together..documents {
        let text = incoming(writer, number);
        let begun = Instant::now();
        add(store, text).await?;
        adding.push(begun.elapsed());
    }
    Ok(say(&format!("added      {}", spread(&mut adding)))?)
}

fn asked() -> Result<Asked, Box<dyn std::error::Error>> {
    let mut asked = Asked { documents: 10_000, queries: 400, url: None, stored: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or("an option has no value");
        match word.as_str() {
            "--documents" => asked.documents = value()?.parse()?,
            "--queries" => asked.queries = value()?.parse()?,
            "--url" => asked.url = Some(value()?),
            "--stored" => asked.stored = true,
            // Cargo says so to every benchmark.
            "--bench" => {}
            other => return Err(format!("{other} is no option of this benchmark").into()),
        }
    }
    Ok(asked)
}

/// The text of this number, the same whenever it is written.
fn sentences(writer: &Writer, number: usize) -> Vec<String> {
    let mut numbers = Numbers::new(number as u64);
    let length = 500 + numbers.below(4_001);
    writer.text(&mut numbers, length)
}

fn incoming(writer: &Writer, number: usize) -> IncomingSource {
    IncomingSource {
        id: Uuid::from_u128(number as u128 + 1),
        title: format!("text {number}"),
        sender: "sender".to_owned(),
        text: sentences(writer, number).concat(),
        at: Timestamp(i64::try_from(number).unwrap_or_default()),
    }
}

async fn import(store: &Store, texts: Vec<IncomingSource>) -> Result<(), StoreError> {
    store
        .write(move |txn| {
            let texts = texts.clone();
            Box::pin(async move { txn.import_sources(&texts).await })
        })
        .await
}

async fn add(store: &Store, text: IncomingSource) -> Result<(), StoreError> {
    store
        .write(move |txn| {
            let text = text.clone();
            Box::pin(async move { txn.index_source(&text).await })
        })
        .await
}

/// Looks every draft up, and counts those whose source is answered.
async fn look_up(
    store: &Store,
    writer: &Writer,
    asked: &Asked,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = Numbers::new(u64::MAX);
    let (mut times, mut recall) = (Vec::new(), [(50, 0, 0), (70, 0, 0)]);
    let mut computing = Duration::ZERO;
    for _ in 0..asked.queries {
        let number = numbers.below(asked.documents);
        let source = sentences(writer, number);
        let share = (500 + numbers.below(4_001), 450 + numbers.below(501));
        let draft = writer.draft(&mut numbers, &source, share);
        let exact = copied(&draft, &source.concat());
        let (begun, before) = (Instant::now(), computed());
        let Known::Is(found) = store.copied_from(&draft, None).await? else {
            return Err("the index is not whole".into());
        };
        times.push(begun.elapsed());
        computing += computed().saturating_sub(before);
        let answered = |wanted: Ratio| {
            let id = Uuid::from_u128(number as u128 + 1);
            found.iter().any(|copied| {
                matches!(copied.place, TextPlace::Incoming { id: found, .. } if found == id)
                    && copied.ratio == wanted
            })
        };
        for (percent, pairs, hits) in &mut recall {
            if exact.at_least(*percent) {
                *pairs += 1;
                *hits += u32::from(answered(exact));
            }
        }
    }
    say(&format!("looked up  {}", spread(&mut times)))?;
    let each = computing / u32::try_from(asked.queries.max(1))?;
    say(&format!("computed   {each:.1?} each, in this process"))?;
    for (percent, pairs, hits) in recall {
        let share = Ratio { part: hits, whole: pairs }.per_mille();
        say(&format!("recall     at {percent} %: {hits} of {pairs} pairs, {share} in a thousand"))?;
    }
    Ok(())
}

/// How long it takes to compare one title with as many as a look-up answers.
fn titles(writer: &Writer) -> String {
    let mut numbers = Numbers::new(7);
    let mut title = || writer.sentences(&mut numbers, 20).concat();
    let organs = OrganNames::default();
    let (one, many): (_, Vec<_>) = (title(), (0..TITLES).map(|_| title()).collect());
    let begun = Instant::now();
    let one = Title::new(&one, &organs);
    let alike =
        many.iter().filter(|title| Title::new(title, &organs).similarity(&one).at_least(60));
    let alike = alike.count();
    format!("titles     {TITLES} compared in {:?}, {alike} alike", begun.elapsed())
}

/// How long this process has computed, whoever else uses the machine; nothing where the system does not say so in this way.
fn computed() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn spread(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at =
        |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let shown = |share| at(share).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    format!(
        "p50 {:.1} ms, p95 {:.1} ms, max {:.1} ms, of {}",
        shown(50),
        shown(95),
        shown(100),
        times.len()
    )
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

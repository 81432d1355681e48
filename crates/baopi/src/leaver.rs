//! `baopi users hand-over`: what waits for somebody who leaves is given to somebody else, each request for itself.

use baopi_engine::{Engine, PerformError};
use baopi_messages::Language;
use baopi_workflow::{Organisation, Refusal};
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::HandOverArgs;
use crate::failure::Failure;
use crate::output::{Sentence, say};
use crate::people::{known, name};

/// What became of one task, for programs: `refused` is why it was not given away.
#[derive(Debug, Serialize)]
struct Outcome {
    request: Uuid,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
}

/// Hands everything over, and tells what became of each. `false` if something was not given away.
///
/// # Errors
///
/// When a name is not known, who orders it is no administrator, or the database fails.
pub(crate) async fn hand_over(
    engine: &Engine,
    organisation: &Organisation,
    args: HandOverArgs,
    language: Language,
) -> Result<bool, Failure> {
    let by = known(organisation, &args.by)?;
    let people = (known(organisation, &args.from)?, known(organisation, &args.to)?);
    let done = engine.hand_over(by, people, &args.opinion, None).await;
    let done = done.map_err(|error| {
        Failure::of(error, |refusal| {
            Sentence::new("cli-failed").with("cause", why(&refusal, organisation, language))
        })
    })?;
    let outcomes: Vec<_> = done
        .items
        .into_iter()
        .map(|one| outcome(one, organisation, language))
        .collect::<Result<_, _>>()?;
    say(&if args.json {
        serde_json::to_string_pretty(&outcomes)?
    } else {
        told(&outcomes, language)
    })?;
    Ok(outcomes.iter().all(|outcome| outcome.refused.is_none()))
}

fn outcome(
    one: baopi_engine::Outcome,
    organisation: &Organisation,
    language: Language,
) -> Result<Outcome, Failure> {
    let refused = match one.answer {
        Ok(_) => None,
        Err(PerformError::Refused(refusal)) => Some(why(&refusal, organisation, language)),
        Err(PerformError::Stale { .. }) => {
            Some(Sentence::new("page-wrong-stale-text").text(language))
        }
        Err(error) => {
            return Err(anyhow::Error::new(error).context(one.title.unwrap_or_default()).into());
        }
    };
    Ok(Outcome { request: one.request.0, title: one.title.unwrap_or_default(), refused })
}

fn told(outcomes: &[Outcome], language: Language) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let done = outcomes.iter().filter(|outcome| outcome.refused.is_none()).count();
    for outcome in outcomes {
        let yes = || Sentence::new("leaver-yes").text(language);
        let text = outcome.refused.clone().unwrap_or_else(yes);
        table.add_row([outcome.title.clone(), text]);
    }
    let sum = Sentence::new("leaver-sum").with("n", outcomes.len()).with("done", done);
    let sum = sum.text(language);
    if outcomes.is_empty() { sum } else { format!("{table}\n{sum}") }
}

fn why(refusal: &Refusal, organisation: &Organisation, language: Language) -> String {
    baopi_messages::refusal(language, refusal, &|person| name(person, organisation))
}

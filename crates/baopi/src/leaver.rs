//! `baopi users hand-over`: what waits for somebody who leaves is given to somebody else, each request for itself.

use baopi_engine::{Engine, PerformError};
use baopi_messages::Language;
use baopi_server::wire;
use baopi_workflow::{Organisation, Refusal};
use comfy_table::Table;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use serde::Serialize;
use uuid::Uuid;

use crate::cli::HandOverArgs;
use crate::failure::Failure;
use crate::output::{Sentence, say};
use crate::people::{known, name};

/// What became of every task, in the shape in which the API tells what became of several requests.
#[derive(Debug, Serialize)]
struct Outcomes {
    results: Vec<Outcome>,
}

/// What became of one task: it has either `performed` or `problem`.
#[derive(Debug, Serialize)]
struct Outcome {
    request: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    performed: Option<wire::Performed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

/// Why a task was not given away.
#[derive(Debug, Serialize)]
struct Problem {
    code: &'static str,
    message_zh: String,
    message_en: String,
}

impl Problem {
    fn said(code: &'static str, say: impl Fn(Language) -> String) -> Self {
        Self { code, message_zh: say(Language::Zh), message_en: say(Language::En) }
    }

    fn text(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.message_zh,
            Language::En => &self.message_en,
        }
    }
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
    let outcomes: Vec<_> =
        done.items.into_iter().map(|one| outcome(one, organisation)).collect::<Result<_, _>>()?;
    let all = outcomes.iter().all(|outcome| outcome.problem.is_none());
    say(&if args.json {
        serde_json::to_string_pretty(&Outcomes { results: outcomes })?
    } else {
        told(&outcomes, language)
    })?;
    Ok(all)
}

fn outcome(one: baopi_engine::Outcome, organisation: &Organisation) -> Result<Outcome, Failure> {
    let (request, title) = (one.request.0, one.title);
    let (performed, problem) = match one.answer {
        Ok(performed) => (Some(wire::Performed::from(&performed)), None),
        Err(PerformError::Refused(refusal)) => {
            let said = Problem::said(refusal.code(), |to| why(&refusal, organisation, to));
            (None, Some(said))
        }
        Err(PerformError::Stale { .. }) => {
            let sentence = Sentence::new("page-wrong-stale-text");
            (None, Some(Problem::said("stale", |to| sentence.text(to))))
        }
        Err(error) => return Err(anyhow::Error::new(error).context(request).into()),
    };
    Ok(Outcome { request, title, performed, problem })
}

fn told(outcomes: &[Outcome], language: Language) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    let done = outcomes.iter().filter(|outcome| outcome.problem.is_none()).count();
    for outcome in outcomes {
        let yes = || Sentence::new("leaver-yes").text(language);
        let problem = outcome.problem.as_ref();
        let text = problem.map_or_else(yes, |problem| problem.text(language).to_owned());
        let title = outcome.title.clone().unwrap_or_else(|| outcome.request.to_string());
        table.add_row([title, text]);
    }
    let sum = Sentence::new("leaver-sum").with("n", outcomes.len()).with("done", done);
    let sum = sum.text(language);
    if outcomes.is_empty() { sum } else { format!("{table}\n{sum}") }
}

fn why(refusal: &Refusal, organisation: &Organisation, language: Language) -> String {
    baopi_messages::refusal(language, refusal, &|person| name(person, organisation))
}

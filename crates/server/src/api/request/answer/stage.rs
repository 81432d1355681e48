//! The stages of a way in the shapes of the API.

use baopi_engine::WayStage;
use baopi_workflow::Organisation;
use baopi_workflow::tally::Mode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::names::{PersonName, word};

/// A stage on the way of a request.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StageAnswer {
    /// The key of the stage in its route.
    #[schema(example = "dept_review")]
    key: String,
    /// `done`, `here`, `ahead`, `skipped` or, after the end, `not_reached`.
    #[schema(example = "here")]
    state: String,
    /// Who is asked, or who acted.
    people: Vec<PersonName>,
    /// Why it is left out: `holds_post` or `same_person`.
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    /// How the answers count: `any`, `all`, `in_order`, or the rule of a `vote`.
    mode: Mode,
    /// In how many working days those asked should answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline_days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<ChoiceAnswer>,
}

/// That the drafter chooses whom a stage asks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StageChoice)]
pub(crate) struct ChoiceAnswer {
    /// Among whom.
    among: Vec<PersonName>,
    /// How many at least.
    least: u32,
    /// How many at most.
    most: u32,
}

impl StageAnswer {
    pub(crate) fn each(way: &[WayStage], organisation: &Organisation) -> Vec<Self> {
        let stage = |stage: &WayStage| Self {
            key: stage.key.to_string(),
            state: word(&stage.state),
            people: PersonName::each(stage.people.iter().copied(), organisation),
            because: stage.because.as_ref().map(word),
            mode: stage.mode,
            deadline_days: stage.deadline_days,
            choice: stage.choice.as_ref().map(|choice| ChoiceAnswer {
                among: PersonName::each(choice.among.iter().copied(), organisation),
                least: choice.least,
                most: choice.most,
            }),
        };
        way.iter().map(stage).collect()
    }
}

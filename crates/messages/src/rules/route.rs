//! Routes in words: whom a stage asks, how answers count, and why a text is no route.

use baopi_workflow::organisation::Rank;
use baopi_workflow::request::Answer;
use baopi_workflow::route::assignee::PersonField;
use baopi_workflow::route::{
    Assignee, MAX_DEADLINE_DAYS, MAX_STAGES, RouteError, SkipReason, UnitChoice,
};
use baopi_workflow::tally::{
    Abstention, MAX_PERCENT, MAX_WEIGHT, Mode, Tally, Threshold, VoteError, VoteRule, Weights,
};
use baopi_workflow::{PersonId, StageKey};

use crate::argument::Args;
use crate::rules::condition::condition_error;
use crate::word::{field, listed, rank, role, stage};
use crate::{Language, kebab, text, text_with};

/// Says the names of what a rule names.
#[derive(Clone, Copy)]
pub struct Naming<'a> {
    /// The name of a person.
    pub person: &'a dyn Fn(PersonId) -> String,
    /// The name of the unit of this code.
    pub unit: &'a dyn Fn(&str) -> String,
}

/// Whom a stage asks, as in 拟稿单位负责人.
#[must_use]
pub fn assignee(language: Language, rule: &Assignee, naming: Naming) -> String {
    let args = Args::new();
    let (key, args) = match rule {
        Assignee::HeadOfDraftingUnit => ("head-of-drafting-unit", args),
        Assignee::ReviewerOfOffice => ("reviewer-of-office", args),
        Assignee::HeadsOfCountersigningUnits => ("heads-of-countersigning-units", args),
        Assignee::ResponsibleLeader => ("responsible-leader", args),
        Assignee::MainLeader => ("main-leader", args),
        Assignee::Person(person) => ("person", args.with("name", (naming.person)(*person))),
        Assignee::Post(post) => ("post", args.with("post", post.as_str())),
        Assignee::Role { role: of_role, of } => {
            let args = args.with("role", role(language, *of_role));
            ("role", args.with("unit", unit(language, of, naming)))
        }
        Assignee::HeadOf(of) => ("head-of", args.with("unit", unit(language, of, naming))),
        Assignee::Superior(levels) => ("superior", args.with("levels", *levels)),
        Assignee::FormField(PersonField::Convener) => {
            ("form-field", args.with("field", field(language, "convener")))
        }
        Assignee::FormField(PersonField::LeadersAttending) => {
            ("form-field", args.with("field", field(language, "leaders_attending")))
        }
        Assignee::Chosen { from, least, most } => {
            let from = assignee(language, from, naming);
            ("chosen", args.with("from", from).with("least", *least).with("most", *most))
        }
    };
    text_with(language, &format!("assignee-{key}"), &args)
}

fn unit(language: Language, choice: &UnitChoice, naming: Naming) -> String {
    match choice {
        UnitChoice::Drafting => text(language, "unit-choice-drafting"),
        UnitChoice::Issuing => text(language, "unit-choice-issuing"),
        UnitChoice::Office => text(language, "unit-choice-office"),
        UnitChoice::Named(code) => (naming.unit)(code),
    }
}

/// How the answers of a stage count, with the thresholds of a vote.
#[must_use]
pub fn mode(language: Language, mode: Mode) -> String {
    match mode {
        Mode::Any => text(language, "mode-any"),
        Mode::All => text(language, "mode-all"),
        Mode::InOrder => text(language, "mode-in-order"),
        Mode::Vote(rule) => vote(language, &rule),
    }
}

fn vote(language: Language, rule: &VoteRule) -> String {
    let with = |key: &str, threshold: Threshold| {
        let (unit, n) = match threshold {
            Threshold::Count(n) => ("count", n),
            Threshold::Percent(n) => ("percent", n),
        };
        text_with(language, &format!("vote-{key}-{unit}"), &Args::new().with("n", n))
    };
    let mut parts = vec![with("pass", rule.pass)];
    parts.extend(rule.reject.map(|reject| with("reject", reject)));
    let in_percent = |threshold| matches!(threshold, Threshold::Percent(_));
    if in_percent(rule.pass) || rule.reject.is_some_and(in_percent) {
        let key = match rule.abstention {
            Abstention::Counted => "vote-abstention-counted",
            Abstention::LeavesBase => "vote-abstention-leaves-base",
        };
        parts.push(text(language, key));
    }
    if rule.weights != Weights::default() {
        let args = Args::new()
            .with("main", rule.weights.main_leader)
            .with("responsible", rule.weights.responsible_leader)
            .with("other", rule.weights.other);
        parts.push(text_with(language, "vote-weights", &args));
    }
    parts.extend(rule.veto.map(|lowest| veto(language, lowest)));
    let rule = parts.join(&text(language, "clause-separator"));
    text_with(language, "mode-vote", &Args::new().with("rule", rule))
}

fn veto(language: Language, lowest: Rank) -> String {
    text_with(language, "vote-veto", &Args::new().with("rank", rank(language, Some(lowest))))
}

/// What somebody has answered.
#[must_use]
pub fn answer(language: Language, answer: Answer) -> String {
    listed(language, "answer", &answer)
}

/// Where the answers of a stage stand.
#[must_use]
pub fn tally(language: Language, tally: &Tally) -> String {
    let key = match tally {
        Tally::Open { .. } => "open",
        Tally::Passed => "passed",
        Tally::Contested => "contested",
        Tally::Failed => "failed",
    };
    text(language, &format!("tally-{key}"))
}

/// Why a stage is left out.
#[must_use]
pub fn skipped(language: Language, because: SkipReason) -> String {
    listed(language, "skip-reason", &because)
}

/// Why a text is no route.
#[must_use]
pub fn route_error(language: Language, error: &RouteError) -> String {
    let args = Args::new();
    let at = |key: &StageKey| Args::new().with("stage", stage(language, key, None));
    let (key, args) = match error {
        RouteError::Unreadable(why) => ("unreadable", args.with("why", why.as_str())),
        RouteError::Twice(key) => ("twice", at(key)),
        RouteError::Stages(n) => ("stages", args.with("n", *n).with("limit", MAX_STAGES)),
        RouteError::Condition { stage, error } => {
            ("condition", at(stage).with("why", condition_error(language, error)))
        }
        RouteError::Vote { stage, error } => {
            ("vote", at(stage).with("why", vote_error(language, *error)))
        }
        RouteError::Deadline { days } => {
            ("deadline", args.with("days", *days).with("limit", MAX_DEADLINE_DAYS))
        }
        RouteError::Assignee { stage } => ("assignee", at(stage)),
    };
    text_with(language, &format!("route-error-{}", kebab(key)), &args)
}

/// Why a vote cannot be counted.
#[must_use]
pub fn vote_error(language: Language, error: VoteError) -> String {
    let args = Args::new();
    let (key, args) = match error {
        VoteError::Weight(n) => ("weight", args.with("n", n).with("limit", MAX_WEIGHT)),
        VoteError::Percent(n) => ("percent", args.with("n", n).with("limit", MAX_PERCENT)),
        VoteError::Count => ("count", args),
    };
    text_with(language, &format!("vote-error-{key}"), &args)
}

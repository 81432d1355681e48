//! What stands against putting a route into force, in words.

use baopi_workflow::route::proof::{Fault, Path, Step, Stuck, Unsigned, Warning};
use baopi_workflow::{PersonId, StageKey};

use crate::argument::Args;
use crate::rules::route::Naming;
use crate::word::{names, rank, stage};
use crate::{Language, kebab, text, text_with};

/// What stands against a route, with the path on which it comes up.
#[must_use]
pub fn route_fault(language: Language, fault: &Fault, naming: Naming) -> String {
    let teller = Teller { language, naming };
    let key = format!("route-fault-{}{}", kebab(fault.code()), case(fault));
    let args = match fault.path() {
        Some(on) => {
            Args::new().with("path", path(language, on)).with("rank", rank(language, Some(on.rank)))
        }
        None => Args::new(),
    };
    text_with(language, &key, &teller.facts(fault, args))
}

/// What the proof of a route cannot know, because the form decides it.
#[must_use]
pub fn route_warning(language: Language, warning: &Warning, naming: Naming) -> String {
    let args = match warning {
        Warning::NobodyInUnits { stage: key, units } => {
            let names: Vec<_> = units.iter().map(|code| (naming.unit)(code)).collect();
            let units = names.join(&text(language, "list-separator"));
            Args::new().with("stage", stage(language, key, None)).with("units", units)
        }
        Warning::NobodyForMoney { stage: key } | Warning::FormNamesPeople { stage: key } => {
            Args::new().with("stage", stage(language, key, None))
        }
    };
    text_with(language, &format!("route-warning-{}", kebab(warning.code())), &args)
}

/// The stages of a path in a row.
fn path(language: Language, path: &Path) -> String {
    if path.stages.is_empty() {
        return text(language, "route-path-without-stages");
    }
    let stages: Vec<_> = path.stages.iter().map(|key| stage(language, key, None)).collect();
    text_with(language, "route-path", &Args::new().with("stages", stages.join(" → ")))
}

/// Which of several sentences it is.
const fn case(fault: &Fault) -> &'static str {
    match fault {
        Fault::NoSignature { because, .. } => match because {
            Unsigned::NoStage => "-no-stage",
            Unsigned::Rank => "-rank",
            Unsigned::Fallback => "-fallback",
            Unsigned::Vote => "-vote",
        },
        Fault::CannotBeLeft { because, .. } => match because {
            Stuck::Vote => "-vote",
            Stuck::VoteOfFew => "-vote-of-few",
            Stuck::Choice { .. } => "-choice",
        },
        Fault::NobodyToAsk { drafters, .. } if !drafters.is_empty() => "-by",
        Fault::TooManyCombinations { .. }
        | Fault::TooManyPaths { .. }
        | Fault::UnknownUnit { .. }
        | Fault::UnknownPerson { .. }
        | Fault::UnknownPost { .. }
        | Fault::Unreachable { .. }
        | Fault::NobodyToAsk { .. }
        | Fault::MissingReview { .. }
        | Fault::SignerIsReviewer { .. } => "",
    }
}

struct Teller<'a> {
    language: Language,
    naming: Naming<'a>,
}

impl Teller<'_> {
    fn facts(&self, fault: &Fault, args: Args) -> Args {
        let unit = |code: &str| (self.naming.unit)(code);
        let name = |person: PersonId| (self.naming.person)(person);
        match fault {
            Fault::TooManyCombinations { combinations, limit } => {
                args.with("n", *combinations).with("limit", *limit)
            }
            Fault::TooManyPaths { limit } => args.with("limit", *limit),
            // A unit that does not exist has no name but its code.
            Fault::UnknownUnit { stage, unit } => {
                args.with("stage", self.place(stage.as_ref())).with("unit", unit.as_str())
            }
            Fault::UnknownPerson { stage, person } => {
                args.with("stage", self.place(stage.as_ref())).with("name", name(*person))
            }
            Fault::UnknownPost { stage, post } => {
                args.with("stage", self.place(stage.as_ref())).with("post", post.as_str())
            }
            Fault::NoSignature { .. } | Fault::MissingReview { .. } => args,
            Fault::Unreachable { stage } => args.with("stage", self.place(Some(stage))),
            Fault::CannotBeLeft { stage, because, .. } => {
                let args = args.with("stage", self.place(Some(stage)));
                if let Stuck::Choice { there, least } = because {
                    args.with("there", *there).with("least", *least)
                } else {
                    args
                }
            }
            Fault::NobodyToAsk { step, unit: of, drafters, .. } => args
                .with("stage", self.step(step))
                .with("unit", unit(of))
                .with("drafters", names(self.language, drafters, self.naming.person)),
            Fault::SignerIsReviewer { stage, unit: of, person, .. } => args
                .with("stage", self.place(Some(stage)))
                .with("unit", unit(of))
                .with("name", name(*person)),
        }
    }

    /// A stage, or the release.
    fn place(&self, key: Option<&StageKey>) -> String {
        key.map_or_else(
            || text(self.language, "route-release"),
            |key| stage(self.language, key, None),
        )
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Stage(key) => self.place(Some(key)),
            Step::Recheck => text(self.language, "route-step-recheck"),
            Step::Registrar => text(self.language, "route-step-registrar"),
        }
    }
}

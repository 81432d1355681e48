//! Every path along a route, and what stands at its end.

use std::collections::BTreeSet;

use super::super::{Assignee, Route, Stage};
use super::space::{Look, Space};
use super::{Fault, MAX_PATHS, Path, Unsigned};
use crate::condition::{Field, Value};
use crate::organisation::{Organisation, Rank};
use crate::tally::Mode;

/// The paths that were found.
pub(super) struct Walked {
    pub(super) paths: Vec<Path>,
    /// Whether there are more than [`MAX_PATHS`].
    pub(super) is_cut: bool,
}

/// Two combinations take the same path if the same stages apply, the same rank is required, and requests of the same units
/// take it.
pub(super) fn walk(route: &Route, space: &Space) -> Walked {
    let mut seen = BTreeSet::new();
    let mut walked = Walked { paths: Vec::new(), is_cut: false };
    space.visit(&mut |values| {
        let applies: Vec<bool> =
            route.stages.iter().map(|stage| stage.when.holds(values)).collect();
        let must = values.get(Field::MainLeaderMustSign) == Some(&Value::Flag(true));
        let key = (applies, must, values.get(Field::DraftingUnit).cloned());
        if seen.contains(&key) {
            return Look::On;
        }
        if walked.paths.len() == MAX_PATHS {
            walked.is_cut = true;
            return Look::Enough;
        }
        let stages = route.stages.iter().zip(&key.0).filter(|(_, applies)| **applies);
        walked.paths.push(Path {
            stages: stages.map(|(stage, _)| stage.key.clone()).collect(),
            rank: if must { Rank::MainLeader } else { Rank::ResponsibleLeader },
            witness: values.clone(),
        });
        seen.insert(key);
        Look::On
    });
    walked
}

/// The paths that end without the signature that they need: one for each stage at their end, rank and reason.
pub(super) fn unsigned(
    route: &Route,
    paths: &[Path],
    organisation: Option<&Organisation>,
) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for path in paths {
        let last = path.stages.last().and_then(|key| route.stage(key));
        if let Some(because) = why_unsigned(last, path.rank, organisation)
            && seen.insert((path.stages.last(), path.rank, because))
        {
            faults.push(Fault::NoSignature { path: path.clone(), because });
        }
    }
    faults
}

fn why_unsigned(
    last: Option<&Stage>,
    required: Rank,
    organisation: Option<&Organisation>,
) -> Option<Unsigned> {
    let Some(stage) = last else { return Some(Unsigned::NoStage) };
    let lacks = |assignee: &Assignee| lacks_rank(assignee, required, organisation);
    if matches!(stage.mode, Mode::Vote(_)) {
        Some(Unsigned::Vote)
    } else if lacks(&stage.assignee) {
        Some(Unsigned::Rank)
    } else if stage.fallback.as_ref().is_some_and(lacks) {
        Some(Unsigned::Fallback)
    } else {
        None
    }
}

/// Whether somebody may be asked whose rank is too low. Without an organisation nobody knows the rank of a person or a post.
fn lacks_rank(assignee: &Assignee, required: Rank, organisation: Option<&Organisation>) -> bool {
    match organisation {
        Some(organisation) => assignee.rank(organisation) < Some(required),
        None => !by_name(assignee) && assignee.rank(&Organisation::default()) < Some(required),
    }
}

fn by_name(assignee: &Assignee) -> bool {
    match assignee {
        Assignee::Person(_) | Assignee::Post(_) => true,
        Assignee::Chosen { from, .. } => by_name(from),
        Assignee::HeadOfDraftingUnit
        | Assignee::ReviewerOfOffice
        | Assignee::HeadsOfCountersigningUnits
        | Assignee::ResponsibleLeader
        | Assignee::MainLeader
        | Assignee::Role { .. }
        | Assignee::HeadOf(_)
        | Assignee::Superior(_)
        | Assignee::FormField(_) => false,
    }
}

/// The stages that lie on no path.
pub(super) fn unreachable(route: &Route, paths: &[Path]) -> Vec<Fault> {
    let reached: BTreeSet<_> = paths.iter().flat_map(|path| &path.stages).collect();
    let missing = route.stages.iter().filter(|stage| !reached.contains(&stage.key));
    missing.map(|stage| Fault::Unreachable { stage: stage.key.clone() }).collect()
}

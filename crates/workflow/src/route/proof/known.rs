//! Whether the units, people and posts that a route names exist.

use super::super::{Assignee, Route, StageKey, UnitChoice};
use super::Fault;
use crate::condition::Field;
use crate::organisation::Organisation;

/// Every name that the organisation does not know, in the order of the stages, those of the release last.
pub(super) fn unknown(route: &Route, organisation: &Organisation) -> Vec<Fault> {
    let mut faults = Vec::new();
    for stage in &route.stages {
        let key = Some(&stage.key);
        for field in [Field::DraftingUnit, Field::IssuingUnit] {
            let codes = stage.when.words(field);
            faults.extend(codes.into_iter().filter_map(|code| unit(key, code, organisation)));
        }
        let rules = std::iter::once(&stage.assignee).chain(&stage.fallback);
        faults.extend(rules.filter_map(|rule| name(key, rule, organisation)));
    }
    let release = [&route.release.recheck, &route.release.registrar];
    let rules = release.into_iter().flatten();
    faults.extend(rules.filter_map(|rule| name(None, rule, organisation)));
    faults
}

fn name(
    stage: Option<&StageKey>,
    assignee: &Assignee,
    organisation: &Organisation,
) -> Option<Fault> {
    match assignee {
        Assignee::Person(person) => organisation
            .active_person(*person)
            .is_none()
            .then(|| Fault::UnknownPerson { stage: stage.cloned(), person: *person }),
        Assignee::Post(post) => organisation
            .in_post(post)
            .is_empty()
            .then(|| Fault::UnknownPost { stage: stage.cloned(), post: post.clone() }),
        Assignee::Role { of, .. } | Assignee::HeadOf(of) => match of {
            UnitChoice::Named(code) => unit(stage, code, organisation),
            UnitChoice::Drafting | UnitChoice::Issuing | UnitChoice::Office => None,
        },
        Assignee::Chosen { from, .. } => name(stage, from, organisation),
        Assignee::HeadOfDraftingUnit
        | Assignee::ReviewerOfOffice
        | Assignee::HeadsOfCountersigningUnits
        | Assignee::ResponsibleLeader
        | Assignee::MainLeader
        | Assignee::Superior(_)
        | Assignee::FormField(_) => None,
    }
}

fn unit(stage: Option<&StageKey>, code: &str, organisation: &Organisation) -> Option<Fault> {
    let known = organisation.unit_of_code(code).is_some_and(|unit| unit.active);
    (!known).then(|| Fault::UnknownUnit { stage: stage.cloned(), unit: code.to_owned() })
}

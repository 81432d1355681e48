//! The reviews that every route has to have, whatever the proof of the signature says: figures of the rule set name them.

use serde::{Deserialize, Serialize};

use super::super::{Assignee, Route, UnitChoice};
use super::{Fault, Path};
use crate::organisation::Role;
use crate::rules::{Parameter, RuleSet};

/// A review that a rule set asks of every route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// By the head of the drafting unit: [`Parameter::HeadReview`].
    Head,
    /// By a reviewer of the office that runs the unit's approvals: [`Parameter::OfficeReview`].
    Office,
}

impl Review {
    const ALL: [Self; 2] = [Self::Head, Self::Office];

    fn is_required(self, rules: &RuleSet) -> bool {
        let figure = match self {
            Self::Head => Parameter::HeadReview,
            Self::Office => Parameter::OfficeReview,
        };
        rules.number(figure) == 1
    }

    /// Whether a stage with this assignee asks for the review, and for nobody else's.
    fn is_asked_by(self, assignee: &Assignee) -> bool {
        match (self, assignee) {
            (_, Assignee::Chosen { from, .. }) => self.is_asked_by(from),
            (
                Self::Head,
                Assignee::HeadOfDraftingUnit
                | Assignee::HeadOf(UnitChoice::Drafting)
                | Assignee::Role { role: Role::DeptHead, of: UnitChoice::Drafting },
            )
            | (
                Self::Office,
                Assignee::ReviewerOfOffice
                | Assignee::Role { role: Role::Reviewer, of: UnitChoice::Office },
            ) => true,
            (
                Self::Head | Self::Office,
                Assignee::HeadOfDraftingUnit
                | Assignee::ReviewerOfOffice
                | Assignee::HeadsOfCountersigningUnits
                | Assignee::ResponsibleLeader
                | Assignee::MainLeader
                | Assignee::Person(_)
                | Assignee::Post(_)
                | Assignee::Role { .. }
                | Assignee::HeadOf(_)
                | Assignee::Superior(_)
                | Assignee::FormField(_),
            ) => false,
        }
    }
}

/// The reviews that a path leaves out: each with the first such path.
pub(super) fn missing(route: &Route, paths: &[Path], rules: &RuleSet) -> Vec<Fault> {
    let lacks = |review: Review, path: &&Path| {
        let stages = path.stages.iter().filter_map(|key| route.stage(key));
        !stages.map(|stage| &stage.assignee).any(|assignee| review.is_asked_by(assignee))
    };
    let required = Review::ALL.into_iter().filter(|review| review.is_required(rules));
    required
        .filter_map(|review| {
            let path = paths.iter().find(|path| lacks(review, path))?.clone();
            Some(Fault::MissingReview { path, review })
        })
        .collect()
}

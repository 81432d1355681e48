//! The way of one request along its route: which stages apply, whom they ask, and which are left out.

use serde::{Deserialize, Serialize};

use super::{Asking, Assignee, Route, Stage};
use crate::content::Content;
use crate::finding::Finding;
use crate::id::PersonId;
use crate::organisation::{Organisation, Role};

/// Why a stage is left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The drafter holds its post.
    #[default]
    HoldsPost,
    /// The one person whom it would ask is asked at the stage beside it.
    SamePerson,
}

impl SkipReason {
    /// Whether it is the reason that is not written out.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::HoldsPost
    }
}

/// A stage on the way of one request, with the people it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waypoint {
    /// The stage.
    pub stage: Stage,
    /// Whom it asks.
    pub people: Vec<PersonId>,
    /// Why it is left out, if it is.
    pub skipped: Option<SkipReason>,
}

impl Route {
    /// The way of one content, as it is known today: every stage that applies and whom it would ask.
    #[must_use]
    pub fn way(&self, content: &Content, findings: &[Finding], asking: &Asking) -> Vec<Waypoint> {
        let heads = asking.organisation.holders(content.drafting_unit(), Role::DeptHead);
        let holds_post = |stage: &Stage| stage.assignee.asks_for_post_of(asking.drafter, &heads);
        let point = |stage: &Stage| Waypoint {
            stage: stage.clone(),
            people: stage.people(content, asking),
            skipped: holds_post(stage).then_some(SkipReason::HoldsPost),
        };
        let mut way: Vec<_> =
            self.stages_for(content, findings, asking.organisation).map(point).collect();
        leave_out_doubles(&mut way, asking.organisation);
        way
    }
}

impl Stage {
    /// Whether it is a review of the office, by its rule or by its fallback.
    #[must_use]
    pub fn reviews(&self, organisation: &Organisation) -> bool {
        let reviews = |assignee: &Assignee| assignee.reviews(organisation);
        reviews(&self.assignee) || self.fallback.as_ref().is_some_and(reviews)
    }

    /// Whether it is a review of the office and `later` a leader's decision, so that one person cannot give both in one.
    #[must_use]
    pub fn is_apart_from(&self, later: &Self, organisation: &Organisation) -> bool {
        self.reviews(organisation) && later.assignee.rank(organisation).is_some()
    }

    /// Whom it asks: those whom its rule finds, or else its fallback.
    #[must_use]
    pub fn people(&self, content: &Content, asking: &Asking) -> Vec<PersonId> {
        let people = self.assignee.people(Some(&self.key), content, asking);
        match &self.fallback {
            Some(fallback) if people.is_empty() => {
                fallback.people(Some(&self.key), content, asking)
            }
            Some(_) | None => people,
        }
    }
}

/// Two stages in a row that ask the one same person ask once: at the later one, because the last one is the signature. A review
/// of the office and a leader's decision are never one: whoever reviewed does not sign.
fn leave_out_doubles(way: &mut [Waypoint], organisation: &Organisation) {
    let mut asked: Vec<usize> =
        (0..way.len()).filter(|index| way[*index].skipped.is_none()).collect();
    while let Some(later) = asked.pop() {
        if let Some(earlier) = asked.last()
            && let [person] = way[*earlier].people[..]
            && way[later].people == [person]
            && !way[*earlier].stage.ask_again
            && !way[later].stage.ask_again
            && !way[*earlier].stage.is_apart_from(&way[later].stage, organisation)
        {
            way[*earlier].skipped = Some(SkipReason::SamePerson);
            asked.pop();
            asked.push(later);
        }
    }
}

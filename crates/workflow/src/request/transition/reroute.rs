//! A request under review changes to a newer version of its route (迁移流程).

use super::{Plan, Stop};
use crate::event::Happening;
use crate::refusal::{Impossible, Refusal};
use crate::request::{ActionName, Answer};
use crate::route::{Route, StageKey, Waypoint};
use crate::rules;

impl Plan<'_> {
    /// 迁移流程: forward only, and only where every stage that the newer version has behind the present one was passed.
    pub(super) fn reroute(&mut self) -> Result<(), Stop> {
        self.check_administers(ActionName::Reroute)?;
        let newest = self.context.newest.filter(|newest| {
            self.before.route.as_ref().is_some_and(|pinned| newest.version > pinned.version)
        });
        let (Some(newest), Some(key)) = (newest, self.before.status.stage()) else {
            return Err(Refusal::NotPossible { reason: Impossible::NoNewerRoute }.into());
        };
        let point = self.check_loses_nothing(newest, key)?;
        let same = self.context.route.stage(key) == Some(&point.stage);
        let begun = self
            .before
            .tasks
            .iter()
            .any(|task| task.answer != Answer::Open || task.asked.added_by().is_some());
        if !same && begun {
            return Err(Refusal::RouteLosesSignature { stage: key.clone() }.into());
        }
        self.push(Happening::Rerouted { route: newest.reference() })?;
        if same { Ok(()) } else { self.enter_stage(&point) }
    }

    /// The stage on the newer route at which the request stands, if all that lies behind it there was passed.
    fn check_loses_nothing(&self, newest: &Route, key: &StageKey) -> Result<Waypoint, Refusal> {
        let findings = rules::evaluate(&self.case(self.content));
        for point in newest.way(self.content, &findings, &self.asking()) {
            if point.stage.key == *key {
                return Ok(point);
            }
            if point.skipped.is_none() && !self.is_decided(&point) {
                return Err(Refusal::RouteLosesSignature { stage: point.stage.key });
            }
        }
        Err(Refusal::StageUnknown { stage: key.clone() })
    }
}

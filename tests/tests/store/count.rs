//! What the runs have reached, so that nobody takes silence for success.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use baopi_workflow::{ActionName, Kind, Status};

use crate::world::Outcome;

/// At least this share of what is tried has to succeed, in percent.
const SUCCESS_PERCENT: u64 = 25;

/// Counts.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) runs: u64,
    pub(crate) steps: u64,
    tried: BTreeMap<ActionName, [u64; 2]>,
    refusals: BTreeMap<&'static str, u64>,
    statuses: BTreeMap<(&'static str, String), u64>,
}

impl Counts {
    /// Something was tried.
    pub(crate) fn tried(&mut self, name: ActionName, outcome: &Outcome) {
        let [done, refused] = self.tried.entry(name).or_default();
        let code = match outcome {
            Outcome::Done => {
                *done += 1;
                return;
            }
            Outcome::Refused(refusal) => refusal.code(),
            Outcome::Decided(_) => "decided by the time",
            Outcome::Stale(_) => "stale",
            Outcome::NotFound => "not found",
        };
        *refused += 1;
        *self.refusals.entry(code).or_default() += 1;
    }

    /// A request of this kind stands there now.
    pub(crate) fn stands(&mut self, kind: Kind, status: &Status) {
        *self.statuses.entry((kind.key(), status.key())).or_default() += 1;
    }

    /// What was never reached, though it should have been.
    pub(crate) fn missed(&self) -> Vec<String> {
        let mut missed = Vec::new();
        let (mut done, mut tried) = (0, 0);
        for name in ActionName::ALL {
            let [succeeded, refused] = self.tried.get(name).copied().unwrap_or_default();
            done += succeeded;
            tried += succeeded + refused;
            if succeeded == 0 {
                missed.push(format!("{} never succeeds", name.key()));
            }
            if refused == 0 && *name != ActionName::MarkRead {
                missed.push(format!("{} is never refused", name.key()));
            }
        }
        if done * 100 < tried * SUCCESS_PERCENT {
            missed.push(format!("only {done} of {tried} succeed"));
        }
        let stood =
            |kind: Kind, status: &Status| self.statuses.contains_key(&(kind.key(), status.key()));
        let statuses = Status::PLAIN.iter().filter(|status| **status != Status::New);
        let never = statuses.filter(|status| !Kind::ALL.iter().any(|kind| stood(*kind, status)));
        missed.extend(never.map(|status| format!("nothing is ever {}", status.key())));
        let carried_out = [Status::Approved, Status::Closed, Status::Cancelled];
        let never = carried_out.iter().filter(|status| !stood(Kind::Inspection, status));
        missed.extend(never.map(|status| format!("no inspection is ever {}", status.key())));
        missed
    }

    /// The figures.
    pub(crate) fn report(&self, seconds: f64) -> String {
        let done: u64 = self.tried.values().map(|[done, _]| done).sum();
        let tried: u64 = self.tried.values().map(|[done, refused]| done + refused).sum();
        let mut report = format!(
            "{} runs, {} steps, {done} of {tried} commands succeeded, {seconds:.1} s\n",
            self.runs, self.steps
        );
        for (name, [done, refused]) in &self.tried {
            writeln!(report, "{}: {done} done, {refused} refused", name.key()).expect("memory");
        }
        for (code, count) in &self.refusals {
            writeln!(report, "refused as {code}: {count}").expect("memory");
        }
        for ((kind, status), count) in &self.statuses {
            writeln!(report, "{kind} stood at {status}: {count}").expect("memory");
        }
        report
    }
}

//! As much of what was known as the findings stand on, so that what is kept with them stays small.

use super::{Knowledge, Known};
use crate::rules::{Case, Finding, evaluate};

/// How often the rules are evaluated at most to find out which knowledge mattered. What is not decided by then is kept whole.
const MAX_ASKED: u32 = 24;

/// A part of the knowledge with which the rules find the same: figures whole, and of the other requests and texts those
/// without which something else would have been found.
///
/// What is kept proves what was found, not that nothing else was looked at.
#[must_use]
pub fn used(case: &Case, findings: &[Finding]) -> Knowledge {
    Knowledge { own: Some(case.own), ..needed(case, findings) }
}

fn needed(case: &Case, findings: &[Finding]) -> Knowledge {
    let whole = case.knowledge;
    let bare = Knowledge {
        meetings: emptied(&whole.meetings),
        documents: emptied(&whole.documents),
        sources: emptied(&whole.sources),
        inspections: emptied(&whole.inspections),
        ..whole.clone()
    };
    if bare == *whole {
        return bare;
    }
    let mut search = Search { case, findings, kept: whole.clone(), asked: 0 };
    if search.try_with(bare) {
        return search.kept;
    }
    search.reduce(|knowledge| list(&mut knowledge.meetings));
    search.reduce(|knowledge| list(&mut knowledge.documents));
    search.reduce(|knowledge| list(&mut knowledge.sources));
    search.reduce(|knowledge| list(&mut knowledge.inspections));
    search.kept
}

struct Search<'a> {
    case: &'a Case<'a>,
    findings: &'a [Finding],
    kept: Knowledge,
    asked: u32,
}

impl Search<'_> {
    /// Keeps no more than `less`, if that makes no difference.
    fn try_with(&mut self, less: Knowledge) -> bool {
        if self.asked == MAX_ASKED {
            return false;
        }
        self.asked += 1;
        let same = evaluate(&Case { knowledge: &less, ..*self.case }) == self.findings;
        if same {
            self.kept = less;
        }
        same
    }

    /// Leaves out half of a list, then quarters, down to single entries, wherever that makes no difference.
    fn reduce<T>(&mut self, list: impl Fn(&mut Knowledge) -> Option<&mut Vec<T>>) {
        let length = |knowledge: &mut Knowledge| list(knowledge).map_or(0, |list| list.len());
        let mut chunk = length(&mut self.kept);
        while chunk > 0 {
            let mut at = 0;
            while at < length(&mut self.kept) {
                let mut less = self.kept.clone();
                if let Some(list) = list(&mut less) {
                    list.drain(at..list.len().min(at + chunk));
                }
                if !self.try_with(less) {
                    at += chunk;
                }
            }
            chunk = if self.asked == MAX_ASKED { 0 } else { chunk / 2 };
        }
    }
}

fn list<T>(known: &mut Known<Vec<T>>) -> Option<&mut Vec<T>> {
    match known {
        Known::Missing => None,
        Known::Is(list) => Some(list),
    }
}

const fn emptied<T>(known: &Known<Vec<T>>) -> Known<Vec<T>> {
    match known {
        Known::Missing => Known::Missing,
        Known::Is(_) => Known::Is(Vec::new()),
    }
}

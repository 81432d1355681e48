//! The record of a request, the newest step first; what a step led to stands beneath it.

use baopi_engine::{RequestView, TimelineEntry};
use baopi_messages::Args;
use baopi_workflow::Happening;

use crate::present::visitor::Visitor;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntryView {
    pub(crate) who: String,
    pub(crate) when: String,
    pub(crate) opinion: String,
    pub(crate) is_refused: bool,
    pub(crate) entry: LineView,
    /// What it led to, such as the stage that came next.
    pub(crate) led_to: Vec<LineView>,
}

/// One entry of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineView {
    pub(crate) seq: u64,
    pub(crate) what: String,
    pub(crate) hash: String,
    pub(crate) short: String,
}

pub(crate) fn entries(visit: &Visitor, view: &RequestView) -> Vec<EntryView> {
    let mut steps: Vec<EntryView> = Vec::new();
    for entry in &view.timeline {
        match steps.last_mut() {
            Some(step) if is_led_to(&entry.what) => step.led_to.push(line(visit, view, entry)),
            Some(_) | None => steps.push(step(visit, view, entry)),
        }
    }
    steps.reverse();
    steps
}

/// Whether an entry only says what the one before it led to: they were made at once, by the same person.
const fn is_led_to(what: &Happening) -> bool {
    matches!(what, Happening::Entered { .. } | Happening::StageSkipped { .. })
}

fn step(visit: &Visitor, view: &RequestView, entry: &TimelineEntry) -> EntryView {
    let actor = entry.actor.map(|person| visit.name(person)).unwrap_or_default();
    let who = match entry.on_behalf_of {
        Some(principal) => {
            let args = Args::new().with("actor", actor).with("principal", visit.name(principal));
            visit.texts().with("page-on-behalf", &args)
        }
        None => actor,
    };
    EntryView {
        who,
        when: visit.texts().at(entry.at),
        opinion: entry.what.opinion().to_owned(),
        is_refused: matches!(entry.what, Happening::Refused { .. }),
        entry: line(visit, view, entry),
        led_to: Vec::new(),
    }
}

fn line(visit: &Visitor, view: &RequestView, entry: &TimelineEntry) -> LineView {
    let name = |person| visit.name(person);
    LineView {
        seq: entry.seq,
        what: baopi_messages::happening(visit.language, &entry.what, view.request.kind, &name),
        hash: entry.hash.to_string(),
        short: entry.hash.short(),
    }
}

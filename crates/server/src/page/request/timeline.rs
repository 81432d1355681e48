//! The record of a request, the newest step first; what a step led to stands beneath it.

use baopi_engine::{RequestView, TimelineEntry};
use baopi_messages::Args;
use baopi_workflow::Happening;

use crate::page::visit::Visitor;

/// One step.
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

pub(super) fn entries(visit: &Visitor, view: &RequestView) -> Vec<EntryView> {
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
        opinion: opinion(&entry.what).to_owned(),
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

/// What somebody said with it.
pub(super) fn opinion(what: &Happening) -> &str {
    match what {
        Happening::Corrected { opinion, .. }
        | Happening::Consented { opinion, .. }
        | Happening::Objected { opinion, .. }
        | Happening::Abstained { opinion, .. }
        | Happening::Advised { opinion, .. }
        | Happening::Transferred { opinion, .. }
        | Happening::HandedOver { opinion, .. }
        | Happening::Consulted { opinion, .. }
        | Happening::SignerAdded { opinion, .. }
        | Happening::SignerRemoved { opinion, .. }
        | Happening::SentBack { opinion, .. }
        | Happening::Circulated { opinion, .. }
        | Happening::Commented { opinion }
        | Happening::Suspended { opinion, .. }
        | Happening::Resumed { opinion }
        | Happening::Terminated { opinion }
        | Happening::Proposed { opinion, .. }
        | Happening::Confirmed { opinion }
        | Happening::Declined { opinion, .. }
        | Happening::Clustered { opinion, .. }
        | Happening::Rescheduled { opinion, .. }
        | Happening::VenueChanged { opinion, .. }
        | Happening::HeadcountChanged { opinion, .. }
        | Happening::Voided { opinion, .. }
        | Happening::Revoked { opinion, .. }
        | Happening::Repealed { opinion, .. }
        | Happening::Returned { opinion, .. }
        | Happening::Rejected { opinion }
        | Happening::Withdrawn { opinion }
        | Happening::Cancelled { opinion } => opinion,
        Happening::Created { .. }
        | Happening::Saved { .. }
        | Happening::Submitted { .. }
        | Happening::Entered { .. }
        | Happening::StageSkipped { .. }
        | Happening::Retracted { .. }
        | Happening::Read
        | Happening::Urged { .. }
        | Happening::Reminded { .. }
        | Happening::Rerouted { .. }
        | Happening::Merged { .. }
        | Happening::Absorbed { .. }
        | Happening::ReturnedByRules { .. }
        | Happening::Signed { .. }
        | Happening::Rechecked { .. }
        | Happening::Numbered { .. }
        | Happening::SealAffixed { .. }
        | Happening::Issued { .. }
        | Happening::Archived
        | Happening::NoticeSent { .. }
        | Happening::Held { .. }
        | Happening::Closed
        | Happening::Filed
        | Happening::Refused { .. } => "",
    }
}

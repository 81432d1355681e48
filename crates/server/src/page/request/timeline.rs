//! The record of a request, the newest entry first.

use baopi_engine::{RequestView, TimelineEntry};
use baopi_messages::Args;
use baopi_workflow::Happening;

use crate::page::visit::Visitor;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntryView {
    pub(crate) seq: u64,
    pub(crate) who: String,
    pub(crate) what: String,
    pub(crate) when: String,
    pub(crate) opinion: String,
    pub(crate) hash: String,
    pub(crate) short: String,
    pub(crate) is_refused: bool,
}

pub(super) fn entries(visit: &Visitor, view: &RequestView) -> Vec<EntryView> {
    view.timeline.iter().rev().map(|entry| one(visit, view, entry)).collect()
}

fn one(visit: &Visitor, view: &RequestView, entry: &TimelineEntry) -> EntryView {
    let actor = entry.actor.map(|person| visit.name(person)).unwrap_or_default();
    let who = match entry.on_behalf_of {
        Some(principal) => {
            let args = Args::new().with("actor", actor).with("principal", visit.name(principal));
            visit.texts().with("page-on-behalf", &args)
        }
        None => actor,
    };
    EntryView {
        seq: entry.seq,
        who,
        what: baopi_messages::happening(visit.language, &entry.what, view.request.kind),
        when: visit.texts().at(entry.at),
        opinion: opinion(&entry.what).to_owned(),
        hash: entry.hash.to_string(),
        short: entry.hash.short(),
        is_refused: !entry.what.changes_state(),
    }
}

fn opinion(what: &Happening) -> &str {
    match what {
        Happening::Corrected { opinion, .. }
        | Happening::Consented { opinion, .. }
        | Happening::Objected { opinion, .. }
        | Happening::Returned { opinion }
        | Happening::Rejected { opinion }
        | Happening::Withdrawn { opinion }
        | Happening::Cancelled { opinion } => opinion,
        Happening::Created { .. }
        | Happening::Saved { .. }
        | Happening::Submitted { .. }
        | Happening::Entered { .. }
        | Happening::StageSkipped { .. }
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

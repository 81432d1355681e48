//! The way of a request as a list of steps: behind, here, ahead.

use baopi_engine::{RequestView, StageState};
use baopi_workflow::{Happening, Kind, PersonId, Status};

use crate::page::form::reader::word;
use crate::page::visit::Visitor;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StepView {
    pub(crate) name: String,
    pub(crate) people: String,
    /// `done`, `here`, `ahead`, `skipped` or `stopped`.
    pub(crate) state: &'static str,
    /// The state in words, for those who do not see colours.
    pub(crate) state_text: String,
    /// When it was done.
    pub(crate) when: String,
    /// Why it is left out.
    pub(crate) because: String,
}

/// The steps after the signature, in order, by the status that waits for them; the last is where everything ends well.
const AFTER_DOCUMENT: [Status; 5] =
    [Status::Recheck, Status::Numbering, Status::Sealing, Status::Issuing, Status::Issued];
const AFTER_MEETING: [Status; 3] = [Status::Approved, Status::Noticed, Status::Held];
const AFTER_INSPECTION: [Status; 1] = [Status::Approved];

/// All steps from the draft to the archive.
pub(super) fn steps(visit: &Visitor, view: &RequestView) -> Vec<StepView> {
    let request = &view.request;
    let drafting = matches!(request.status, Status::New | Status::Draft | Status::Returned);
    let first = if drafting { "here" } else { "done" };
    let mut steps = vec![step(visit, visit.texts().t("stage-draft"), &[request.drafter], first)];
    steps.extend(view.way.iter().map(|stage| {
        let state = match stage.state {
            StageState::Done => "done",
            StageState::Here => "here",
            StageState::Ahead | StageState::NotReached => "ahead",
            StageState::Skipped => "skipped",
        };
        let name = baopi_messages::stage(visit.language, &stage.key, Some(request.kind));
        let acted = request.decided.iter().rev().find(|decided| decided.stage == stage.key);
        let when = acted
            .filter(|_| state == "done")
            .map(|decided| visit.texts().at(decided.at))
            .unwrap_or_default();
        let because = stage.because.map_or_else(String::new, |because| {
            visit.texts().t(&format!("move-skipped-{}", word(&because).replace('_', "-")))
        });
        StepView { when, because, ..step(visit, name, &stage.people, state) }
    }));
    if ended(&request.status) {
        let name = baopi_messages::status(visit.language, &request.status, request.kind);
        steps.retain(|step| step.state == "done");
        steps.push(StepView {
            when: visit.texts().at(request.updated_at),
            ..step(visit, name, &[], "stopped")
        });
    } else {
        steps.extend(after(visit, view));
    }
    steps
}

/// Whether it ended before its time.
const fn ended(status: &Status) -> bool {
    matches!(
        status,
        Status::Rejected
            | Status::Withdrawn
            | Status::Cancelled
            | Status::Filed
            | Status::Terminated
            | Status::Merged
            | Status::Voided
            | Status::Revoked
            | Status::Repealed
    )
}

fn after(visit: &Visitor, view: &RequestView) -> Vec<StepView> {
    let (order, end): (&[Status], _) = match view.request.kind {
        Kind::Document => (&AFTER_DOCUMENT, Status::Archived),
        Kind::Meeting => (&AFTER_MEETING, Status::Closed),
        Kind::Inspection => (&AFTER_INSPECTION, Status::Closed),
    };
    let here = if view.request.status == end {
        Some(order.len())
    } else {
        order.iter().position(|status| *status == view.request.status)
    };
    let one = |(index, status): (usize, &Status)| {
        let state = match here {
            Some(here) if index < here => "done",
            Some(here) if index == here => "here",
            Some(_) | None => "ahead",
        };
        let people: Vec<PersonId> =
            if state == "here" { view.request.waiting_for() } else { Vec::new() };
        let name = match view.request.kind {
            Kind::Inspection => visit.texts().t("page-step-inspection"),
            Kind::Document | Kind::Meeting => {
                visit.texts().t(&format!("page-step-{}", status.phase()))
            }
        };
        // A text corrected after the signature is checked again: the last time counts.
        match view.timeline.iter().rev().find(|entry| state == "done" && ends(&entry.what, status))
        {
            Some(entry) => {
                let people: Vec<_> = entry.actor.into_iter().collect();
                StepView { when: visit.texts().at(entry.at), ..step(visit, name, &people, state) }
            }
            None => step(visit, name, &people, state),
        }
    };
    order.iter().enumerate().map(one).collect()
}

/// Whether the step that `status` waits for is done by this.
const fn ends(what: &Happening, status: &Status) -> bool {
    matches!(
        (what, status),
        (Happening::Rechecked { .. }, Status::Recheck)
            | (Happening::Numbered { .. }, Status::Numbering)
            | (Happening::SealAffixed { .. }, Status::Sealing)
            | (Happening::Issued { .. }, Status::Issuing)
            | (Happening::Archived, Status::Issued)
            | (Happening::NoticeSent { .. }, Status::Approved)
            | (Happening::Held { .. }, Status::Noticed)
            | (Happening::Closed, Status::Held | Status::Approved)
    )
}

fn step(visit: &Visitor, name: String, people: &[PersonId], state: &'static str) -> StepView {
    let names: Vec<_> = people.iter().map(|person| visit.name(*person)).collect();
    let texts = visit.texts();
    StepView {
        name,
        people: names.join(&texts.t("list-separator")),
        state,
        state_text: texts.t(&format!("page-state-{state}")),
        when: String::new(),
        because: String::new(),
    }
}

//! The way of a route or of a request as a list of steps, from the draft to the end. A page shows it as a list with a line from
//! step to step, so that it wraps by itself on any screen and is read aloud as what it is.

use baopi_engine::{RequestView, StageState, WayStage};
use baopi_messages::{Args, Naming};
use baopi_workflow::request::{Decided, Kind, Request, Status, Task};
use baopi_workflow::route::Stage;
use baopi_workflow::tally::Mode;
use baopi_workflow::{Condition, Happening, PersonId, Route, Timestamp};

use super::frame::Texts;
use super::visitor::Visitor;

/// What a step is to the request that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepState {
    /// Nothing: only the route is shown, and no request takes it.
    Plain,
    /// The request has passed it.
    Done,
    /// The request stands here.
    Here,
    /// The request is still to come here.
    Ahead,
    /// Nobody is asked here.
    Skipped,
    /// The request ended before it came here.
    NotReached,
    /// The request ended here before its time.
    Stopped,
}

impl StepState {
    /// The word that names it to the style sheet and in the keys of the messages.
    const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Done => "done",
            Self::Here => "here",
            Self::Ahead => "ahead",
            Self::Skipped => "skipped",
            Self::NotReached => "not-reached",
            Self::Stopped => "stopped",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) title: String,
    pub(crate) state: StepState,
    /// The state in words; empty where only the route is shown.
    pub(crate) state_text: String,
    /// When it is part of the way; nothing if it always is.
    pub(crate) condition: Option<String>,
    /// Whom it asks, how answers count, by when, who answered, and why nobody is asked.
    pub(crate) lines: Vec<String>,
}

impl Step {
    fn new(texts: Texts, title: String, state: StepState) -> Self {
        let state_text = if state == StepState::Plain {
            String::new()
        } else {
            texts.t(&format!("page-state-{}", state.word()))
        };
        Self { title, state, state_text, condition: None, lines: Vec::new() }
    }

    /// Whether the request stands here.
    pub(crate) fn is_here(&self) -> bool {
        self.state == StepState::Here
    }

    /// The word that names its state to the style sheet.
    pub(crate) const fn look(&self) -> &'static str {
        self.state.word()
    }
}

/// The steps of a route that no request takes: the draft, every stage, and what follows the signature.
pub(crate) fn of_route(visit: &Visitor, route: &Route) -> Vec<Step> {
    let texts = visit.texts();
    let mut steps = vec![Step::new(texts, texts.t("routes-draft"), StepState::Plain)];
    steps.extend(route.stages.iter().map(|stage| of_stage(visit, stage, route.kind)));
    let end = match route.kind {
        Kind::Document => "routes-end-document",
        Kind::Meeting => "routes-end-meeting",
        Kind::Inspection => "routes-end-inspection",
    };
    let mut release = Step::new(texts, texts.t(end), StepState::Plain);
    let named = [&route.release.recheck, &route.release.registrar];
    let rules = named.into_iter().flatten();
    release.lines.extend(rules.map(|rule| {
        asks(visit, &naming(visit, |n| baopi_messages::assignee(visit.language, rule, n)))
    }));
    release.lines.extend(route.release.deadline_days.map(|days| texts.n("routes-days", days)));
    steps.push(release);
    steps
}

fn of_stage(visit: &Visitor, stage: &Stage, kind: Kind) -> Step {
    let (texts, language) = (visit.texts(), visit.language);
    let title = baopi_messages::stage(language, &stage.key, Some(kind));
    let mut step = Step::new(texts, title, StepState::Plain);
    let condition =
        naming(visit, |naming| baopi_messages::condition(language, &stage.when, naming.unit));
    let always = stage.when == Condition::always();
    step.condition = (!always).then(|| texts.s("routes-when", &condition));
    let rule = |rule| naming(visit, |naming| baopi_messages::assignee(language, rule, naming));
    step.lines.push(asks(visit, &rule(&stage.assignee)));
    step.lines
        .extend(stage.fallback.as_ref().map(|other| texts.s("routes-fallback", &rule(other))));
    step.lines.extend(counting(visit, stage.mode, stage.deadline_days));
    step
}

/// The way of one request: who acted, where it stands, who is asked, what is left out, and how it ends or ended.
pub(crate) fn of_request(visit: &Visitor, view: &RequestView) -> Vec<Step> {
    let (texts, request) = (visit.texts(), &view.request);
    let drafting = matches!(request.status, Status::New | Status::Draft | Status::Returned);
    let first = if drafting { StepState::Here } else { StepState::Done };
    let mut draft = Step::new(texts, texts.t("stage-draft"), first);
    draft.lines.push(visit.name(request.drafter));
    let mut steps = vec![draft];
    steps.extend(view.way.iter().map(|stage| of_way(visit, request, stage)));
    if ended_early(&request.status) {
        let status = baopi_messages::status(visit.language, &request.status, request.kind);
        let mut end = Step::new(texts, status, StepState::Stopped);
        end.lines.push(texts.at(request.updated_at));
        steps.push(end);
    } else {
        steps.extend(after_signature(visit, view));
    }
    steps
}

fn of_way(visit: &Visitor, request: &Request, stage: &WayStage) -> Step {
    let state = match stage.state {
        StageState::Done => StepState::Done,
        StageState::Here => StepState::Here,
        StageState::Ahead => StepState::Ahead,
        StageState::Skipped => StepState::Skipped,
        StageState::NotReached => StepState::NotReached,
    };
    let title = baopi_messages::stage(visit.language, &stage.key, Some(request.kind));
    let mut step = Step::new(visit.texts(), title, state);
    step.lines.extend(stage.because.map(|why| baopi_messages::skipped(visit.language, why)));
    match stage.state {
        StageState::Done => step.lines.extend(decided(visit, request, stage)),
        StageState::Here => step.lines.extend(request.tasks.iter().map(|task| answer(visit, task))),
        StageState::Ahead => step.lines.push(asks(visit, &names(visit, &stage.people))),
        StageState::Skipped | StageState::NotReached => {}
    }
    if matches!(stage.state, StageState::Here | StageState::Ahead) {
        step.lines.extend(counting(visit, stage.mode, stage.deadline_days));
    }
    step
}

/// Who answered at a stage that is behind, when, and for whom.
fn decided(visit: &Visitor, request: &Request, stage: &WayStage) -> Vec<String> {
    let at_stage = request.decided.iter().filter(|decided| decided.stage == stage.key);
    let one = |decided: &Decided| {
        let who = if decided.actor == decided.principal {
            visit.name(decided.actor)
        } else {
            let args = Args::new()
                .with("name", visit.name(decided.actor))
                .with("principal", visit.name(decided.principal));
            visit.texts().with("routes-instead", &args)
        };
        acted(visit, &who, decided.at)
    };
    at_stage.map(one).collect()
}

fn acted(visit: &Visitor, who: &str, at: Timestamp) -> String {
    format!("{who} · {}", visit.texts().at(at))
}

/// Whether somebody who is asked has answered, and what.
fn answer(visit: &Visitor, task: &Task) -> String {
    let answer = baopi_messages::answer(visit.language, task.answer);
    let args = Args::new().with("name", visit.name(task.person)).with("answer", answer);
    visit.texts().with("routes-answered", &args)
}

/// The steps after the signature, in order, each by the status that waits for it.
const AFTER_DOCUMENT: [Status; 5] =
    [Status::Recheck, Status::Numbering, Status::Sealing, Status::Issuing, Status::Issued];
const AFTER_MEETING: [Status; 3] = [Status::Approved, Status::Noticed, Status::Held];
const AFTER_INSPECTION: [Status; 1] = [Status::Approved];

fn after_signature(visit: &Visitor, view: &RequestView) -> Vec<Step> {
    let request = &view.request;
    let (order, end): (&[Status], _) = match request.kind {
        Kind::Document => (&AFTER_DOCUMENT, Status::Archived),
        Kind::Meeting => (&AFTER_MEETING, Status::Closed),
        Kind::Inspection => (&AFTER_INSPECTION, Status::Closed),
    };
    let here = if request.status == end {
        Some(order.len())
    } else {
        order.iter().position(|status| *status == request.status)
    };
    let one = |(index, status): (usize, &Status)| {
        let state = match here {
            Some(here) if index < here => StepState::Done,
            Some(here) if index == here => StepState::Here,
            Some(_) | None => StepState::Ahead,
        };
        let title = match request.kind {
            Kind::Inspection => visit.texts().t("page-step-inspection"),
            Kind::Document | Kind::Meeting => {
                visit.texts().t(&format!("page-step-{}", status.phase()))
            }
        };
        let mut step = Step::new(visit.texts(), title, state);
        match state {
            StepState::Done => step.lines.extend(done_by(visit, view, status)),
            StepState::Here => step.lines.push(asks(visit, &names(visit, &request.waiting_for()))),
            StepState::Plain
            | StepState::Ahead
            | StepState::Skipped
            | StepState::NotReached
            | StepState::Stopped => {}
        }
        step
    };
    order.iter().enumerate().map(one).collect()
}

/// Who did what a status waited for, and when. A text corrected after the signature is checked again: the last time counts.
fn done_by(visit: &Visitor, view: &RequestView, status: &Status) -> Option<String> {
    let entry = view.timeline.iter().rev().find(|entry| is_done_by(status, &entry.what))?;
    let at = visit.texts().at(entry.at);
    Some(entry.actor.map_or(at, |actor| acted(visit, &visit.name(actor), entry.at)))
}

/// Whether what a status waits for is done by this.
const fn is_done_by(status: &Status, what: &Happening) -> bool {
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

const fn ended_early(status: &Status) -> bool {
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

fn asks(visit: &Visitor, whom: &str) -> String {
    labelled(visit, "routes-asks", whom)
}

fn labelled(visit: &Visitor, key: &str, text: &str) -> String {
    let args = Args::new().with("name", visit.texts().t(key)).with("answer", text);
    visit.texts().with("routes-answered", &args)
}

fn names(visit: &Visitor, people: &[PersonId]) -> String {
    let name = |person| visit.name(person);
    baopi_messages::names(visit.language, people, &name)
}

fn naming(visit: &Visitor, say: impl FnOnce(Naming) -> String) -> String {
    let person = |person: PersonId| visit.name(person);
    let unit = |code: &str| {
        let known = visit.viewer.organisation.unit_of_code(code);
        known.map_or_else(|| code.to_owned(), |unit| unit.short_name.clone())
    };
    say(Naming { person: &person, unit: &unit })
}

/// How answers count, where it is not by the first, and by when.
fn counting(visit: &Visitor, mode: Mode, days: Option<u32>) -> Vec<String> {
    let text = baopi_messages::mode(visit.language, mode);
    let mode = (mode != Mode::Any).then(|| labelled(visit, "routes-counts", &text));
    mode.into_iter().chain(days.map(|days| visit.texts().n("routes-days", days))).collect()
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;
    use rstest::rstest;

    use super::*;
    use crate::present::sample::{content, view, visitor};

    fn states(steps: &[Step]) -> Vec<StepState> {
        steps.iter().map(|step| step.state).collect()
    }

    #[rstest]
    fn a_route_is_shown_with_every_stage_and_its_condition(
        #[values(Language::Zh, Language::En)] language: Language,
        #[values(Kind::Document, Kind::Meeting)] kind: Kind,
    ) {
        let route = Route::shipped(kind);
        let steps = of_route(&visitor(language, 1), &route);
        assert_eq!(steps.len(), route.stages.len() + 2);
        let whole = format!("{steps:?}");
        assert!(!whole.contains("Unknown localization"), "{whole}");
        assert_eq!(steps.iter().filter(|step| step.condition.is_some()).count(), 2);
        for (step, stage) in steps[1..].iter().zip(&route.stages) {
            assert_eq!(step.title, baopi_messages::stage(language, &stage.key, Some(kind)));
            assert!(step.state == StepState::Plain && step.state_text.is_empty(), "{step:?}");
            assert!(!step.lines.is_empty(), "nobody is asked: {step:?}");
        }
    }

    #[rstest]
    #[case::document(Kind::Document, 5)]
    #[case::meeting(Kind::Meeting, 3)]
    #[case::inspection(Kind::Inspection, 1)]
    fn a_request_shows_who_acted_where_it_stands_who_is_asked_and_what_is_left_out(
        #[case] kind: Kind,
        #[case] after_the_signature: usize,
    ) {
        use StepState::{Ahead, Done, Here, Skipped};
        let steps = of_request(&visitor(Language::Zh, 1), &view(content(kind)));
        assert_eq!(states(&steps[..4]), [Done, Done, Skipped, Here]);
        assert_eq!(states(&steps[4..]), vec![Ahead; after_the_signature]);
        for (step, words) in [
            (0, &["沈佳"][..]),
            (1, &["蒋大伟 · 2026-09-15 09:00"]),
            (2, &["同一人"]),
            (3, &["王秀兰：", "蒋大伟：", "时限3个工作日"]),
        ] {
            let said = steps[step].lines.join("\n");
            assert!(words.iter().all(|word| said.contains(word)), "{words:?} in {said}");
        }
        let whole = format!("{steps:?}");
        assert!(!whole.contains("Unknown localization"), "{whole}");
    }

    #[test]
    fn after_the_signature_each_step_is_behind_here_or_ahead() {
        use StepState::{Ahead, Done, Here};
        let after = |status: Status| {
            let mut view = view(content(Kind::Document));
            view.way.clear();
            view.request.status = status;
            let steps = of_request(&visitor(Language::Zh, 1), &view);
            (states(&steps[1..]), steps.last().unwrap().lines.concat())
        };
        assert_eq!(after(Status::Recheck).0, [Here, Ahead, Ahead, Ahead, Ahead]);
        assert_eq!(after(Status::Sealing).0, [Done, Done, Here, Ahead, Ahead]);
        let (archived, last) = after(Status::Archived);
        assert_eq!(archived, [Done; 5]);
        assert_eq!(last, "沈佳 · 2026-09-15 09:00", "who did it and when is in the record");
    }

    #[test]
    fn what_ended_early_shows_what_it_never_reached_and_where_it_ended() {
        use StepState::{Done, NotReached, Stopped};
        let mut view = view(content(Kind::Document));
        view.way.remove(1);
        view.way[1].state = StageState::NotReached;
        view.request.status = Status::Rejected;
        let steps = of_request(&visitor(Language::Zh, 1), &view);
        assert_eq!(states(&steps), [Done, Done, NotReached, Stopped]);
        assert_eq!(steps[2].state_text, "未办理");
        assert_eq!(steps[3].lines, ["2026-09-15 09:00"]);
    }
}

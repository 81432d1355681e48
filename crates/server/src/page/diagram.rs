//! The picture of a route, and of where a request stands on it: boxes one under the other, so that a telephone shows them at
//! full size. The picture is one image to a screen reader, with the same steps as a list beside it.

use baopi_engine::{RequestView, StageState, WayStage};
use baopi_messages::{Args, Naming};
use baopi_workflow::request::{Kind, Request, Status};
use baopi_workflow::route::Stage;
use baopi_workflow::tally::Mode;
use baopi_workflow::{Condition, PersonId, Route};

use super::frame::Texts;
use super::visit::Visitor;

mod drawing;

/// What a step is to the request that is shown, or nothing of it where only the route is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Part of a route that no request takes.
    Plain,
    /// Behind.
    Done,
    /// The request stands here.
    Here,
    /// Still to come.
    Ahead,
    /// Left out.
    LeftOut,
    /// It ended before it came here.
    NotReached,
    /// Where it ended before its time.
    Stopped,
}

impl Standing {
    /// The message that says it to those who do not see colours.
    const fn key(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Done => Some("routes-done"),
            Self::Here => Some("routes-here"),
            Self::Ahead => Some("routes-ahead"),
            Self::LeftOut => Some("routes-left-out"),
            Self::NotReached => Some("page-state-not-reached"),
            Self::Stopped => Some("page-state-stopped"),
        }
    }
}

/// One box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) title: String,
    pub(crate) standing: Standing,
    /// The standing in words.
    pub(crate) state: String,
    /// When it is part of the way; nothing if it always is.
    pub(crate) condition: Option<String>,
    /// Whom it asks, how answers count, by when, and who answered.
    pub(crate) lines: Vec<String>,
}

/// A picture, and the same as a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Diagram {
    /// The picture, ready for a page.
    pub(crate) svg: String,
    /// What the list is called.
    pub(crate) list: String,
    /// The list.
    pub(crate) steps: Vec<Step>,
}

/// The picture of a route.
pub(crate) fn of_route(visit: &Visitor, route: &Route) -> Diagram {
    let texts = visit.texts();
    let mut steps = vec![plain(texts, texts.t("routes-draft"), Standing::Plain)];
    steps.extend(route.stages.iter().map(|stage| of_stage(visit, stage, route.kind)));
    let mut release = plain(texts, texts.t(release_key(route.kind)), Standing::Plain);
    let named = [&route.release.recheck, &route.release.registrar];
    let rules = named.into_iter().flatten();
    release.lines.extend(rules.map(|rule| {
        asks(visit, &naming(visit, |n| baopi_messages::assignee(visit.language, rule, n)))
    }));
    release.lines.extend(route.release.deadline_days.map(|days| texts.n("routes-days", days)));
    steps.push(release);
    let version = texts.n("routes-version", route.version);
    let kind = baopi_messages::kind(visit.language, route.kind);
    finished(texts, &format!("{} · {kind} · {version}", texts.t("routes-diagram")), steps)
}

/// The picture of the way of one request: where it stands, who acted, who is asked, and what is left out; also after the end.
pub(crate) fn of_request(visit: &Visitor, view: &RequestView) -> Diagram {
    let (texts, request) = (visit.texts(), &view.request);
    let drafting = matches!(request.status, Status::New | Status::Draft | Status::Returned);
    let first = if drafting { Standing::Here } else { Standing::Done };
    let mut draft = plain(texts, texts.t("routes-draft"), first);
    draft.lines.push(asks(visit, &visit.name(request.drafter)));
    let mut steps = vec![draft];
    steps.extend(view.way.iter().map(|stage| of_way(visit, request, stage)));
    steps.push(last(visit, request));
    finished(texts, &texts.t("routes-of-request"), steps)
}

fn finished(texts: Texts, title: &str, steps: Vec<Step>) -> Diagram {
    let here = steps.iter().filter(|step| step.standing == Standing::Here);
    let stands = here.map(|step| format!("{}: {}", texts.t("routes-here"), step.title));
    let description = stands.chain(steps.iter().map(|step| step.title.clone()));
    let description = description.collect::<Vec<_>>().join(" → ");
    Diagram {
        svg: drawing::draw(title, &description, &steps),
        list: texts.t("routes-diagram-list"),
        steps,
    }
}

fn plain(texts: Texts, title: String, standing: Standing) -> Step {
    let state = standing.key().map_or_else(String::new, |key| texts.t(key));
    Step { title, standing, state, condition: None, lines: Vec::new() }
}

fn asks(visit: &Visitor, whom: &str) -> String {
    labelled(visit, "routes-asks", whom)
}

fn labelled(visit: &Visitor, key: &str, text: &str) -> String {
    let args = Args::new().with("name", visit.texts().t(key)).with("answer", text);
    visit.texts().with("routes-answered", &args)
}

fn naming(visit: &Visitor, say: impl FnOnce(Naming) -> String) -> String {
    let person = |person: PersonId| visit.name(person);
    let unit = |code: &str| {
        let known = visit.viewer.organisation.unit_of_code(code);
        known.map_or_else(|| code.to_owned(), |unit| unit.short_name.clone())
    };
    say(Naming { person: &person, unit: &unit })
}

fn of_stage(visit: &Visitor, stage: &Stage, kind: Kind) -> Step {
    let (texts, language) = (visit.texts(), visit.language);
    let title = baopi_messages::stage(language, &stage.key, Some(kind));
    let mut step = plain(texts, title, Standing::Plain);
    let said =
        naming(visit, |naming| baopi_messages::condition(language, &stage.when, naming.unit));
    let always = stage.when == Condition::always();
    step.condition = (!always).then(|| texts.s("routes-when", &said));
    let said = |rule| naming(visit, |naming| baopi_messages::assignee(language, rule, naming));
    step.lines.push(asks(visit, &said(&stage.assignee)));
    step.lines.extend(stage.fallback.as_ref().map(|rule| texts.s("routes-fallback", &said(rule))));
    step.lines.extend(counting(visit, stage.mode, stage.deadline_days));
    step
}

/// How answers count, where it is not by the first, and by when.
fn counting(visit: &Visitor, mode: Mode, days: Option<u32>) -> Vec<String> {
    let said = baopi_messages::mode(visit.language, mode);
    let mode = (mode != Mode::Any).then(|| labelled(visit, "routes-counts", &said));
    mode.into_iter().chain(days.map(|days| visit.texts().n("routes-days", days))).collect()
}

fn of_way(visit: &Visitor, request: &Request, stage: &WayStage) -> Step {
    let texts = visit.texts();
    let standing = match stage.state {
        StageState::Done => Standing::Done,
        StageState::Here => Standing::Here,
        StageState::Ahead => Standing::Ahead,
        StageState::Skipped => Standing::LeftOut,
        StageState::NotReached => Standing::NotReached,
    };
    let title = baopi_messages::stage(visit.language, &stage.key, Some(request.kind));
    let mut step = plain(texts, title, standing);
    step.lines.extend(stage.because.map(|why| baopi_messages::skipped(visit.language, why)));
    let who: Vec<String> = match standing {
        Standing::Done => decided(visit, request, stage),
        Standing::Here => answers(visit, request),
        Standing::Ahead => vec![asks(visit, &names(visit, &stage.people))],
        Standing::Plain | Standing::LeftOut | Standing::NotReached | Standing::Stopped => {
            Vec::new()
        }
    };
    step.lines.extend(who);
    if matches!(standing, Standing::Here | Standing::Ahead) {
        step.lines.extend(counting(visit, stage.mode, stage.deadline_days));
    }
    step
}

fn names(visit: &Visitor, people: &[PersonId]) -> String {
    let name = |person| visit.name(person);
    baopi_messages::names(visit.language, people, &name)
}

/// Who answered at a stage that is behind, when, and for whom.
fn decided(visit: &Visitor, request: &Request, stage: &WayStage) -> Vec<String> {
    let at_stage = request.decided.iter().filter(|decided| decided.stage == stage.key);
    let one = |decided: &baopi_workflow::request::Decided| {
        let at = visit.texts().at(decided.at);
        let who = if decided.actor == decided.principal {
            visit.name(decided.actor)
        } else {
            let args = Args::new()
                .with("name", visit.name(decided.actor))
                .with("principal", visit.name(decided.principal));
            visit.texts().with("routes-instead", &args)
        };
        format!("{who} · {at}")
    };
    at_stage.map(one).collect()
}

/// Who is asked where the request stands, and who has answered what.
fn answers(visit: &Visitor, request: &Request) -> Vec<String> {
    let one = |task: &baopi_workflow::request::Task| {
        let answer = baopi_messages::answer(visit.language, task.answer);
        let args = Args::new().with("name", visit.name(task.person)).with("answer", answer);
        visit.texts().with("routes-answered", &args)
    };
    request.tasks.iter().map(one).collect()
}

/// What follows the last stage: the release, as far as it is, or where the request ended before its time.
fn last(visit: &Visitor, request: &Request) -> Step {
    let texts = visit.texts();
    let status = baopi_messages::status(visit.language, &request.status, request.kind);
    let standing = match request.status {
        Status::New | Status::Draft | Status::Returned | Status::Review(_) => Standing::Ahead,
        Status::Recheck
        | Status::Numbering
        | Status::Sealing
        | Status::Issuing
        | Status::Issued
        | Status::Approved
        | Status::Noticed
        | Status::Held => Standing::Here,
        Status::Archived | Status::Closed => Standing::Done,
        Status::Rejected
        | Status::Withdrawn
        | Status::Cancelled
        | Status::Filed
        | Status::Terminated
        | Status::Merged
        | Status::Voided
        | Status::Revoked
        | Status::Repealed => {
            let mut step = plain(texts, status, Standing::Stopped);
            step.lines.push(texts.at(request.updated_at));
            return step;
        }
    };
    let mut step = plain(texts, texts.t(release_key(request.kind)), standing);
    if standing != Standing::Ahead {
        step.lines.push(status);
    }
    if standing == Standing::Here {
        step.lines.push(asks(visit, &names(visit, &request.waiting_for())));
    }
    step
}

const fn release_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "routes-end-document",
        Kind::Meeting => "routes-end-meeting",
        Kind::Inspection => "routes-end-inspection",
    }
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;
    use rstest::rstest;

    use super::*;
    use crate::page::sample::{content, view, visitor};

    #[rstest]
    fn a_route_is_drawn_with_every_stage_and_its_condition(
        #[values(Language::Zh, Language::En)] language: Language,
        #[values(Kind::Document, Kind::Meeting)] kind: Kind,
    ) {
        let route = Route::shipped(kind);
        let diagram = of_route(&visitor(language, 1), &route);
        assert_eq!(diagram.steps.len(), route.stages.len() + 2);
        assert!(!diagram.svg.contains("Unknown localization"), "{}", diagram.svg);
        let conditions = diagram.steps.iter().filter(|step| step.condition.is_some()).count();
        assert_eq!(conditions, 2);
        for step in &diagram.steps {
            assert!(diagram.svg.contains(step.title.split(' ').next().unwrap()), "{}", step.title);
        }
    }

    #[test]
    fn a_request_shows_who_acted_where_it_stands_who_is_asked_and_what_is_left_out() {
        use Standing::{Ahead, Done, Here, LeftOut};
        let diagram = of_request(&visitor(Language::Zh, 1), &view(content(Kind::Document)));
        let standings: Vec<_> = diagram.steps.iter().map(|step| step.standing).collect();
        assert_eq!(standings, [Done, Done, LeftOut, Here, Ahead]);
        let whole = format!("{:?}", diagram.steps);
        for name in ["沈佳", "蒋大伟", "王秀兰"] {
            assert!(whole.contains(name), "{name}");
        }
        assert!(!whole.contains("Unknown localization"), "{whole}");
    }

    #[rstest]
    #[case(Status::Archived, Standing::Done)]
    #[case(Status::Rejected, Standing::Stopped)]
    #[case(Status::Recheck, Standing::Here)]
    fn the_end_is_drawn_too(#[case] status: Status, #[case] standing: Standing) {
        let mut view = view(content(Kind::Document));
        view.request.status = status;
        let diagram = of_request(&visitor(Language::Zh, 1), &view);
        assert_eq!(diagram.steps.last().unwrap().standing, standing);
    }
}

//! Who is asked and who has answered, who reads it, and what people say to each other about it.

use std::collections::BTreeMap;

use baopi_engine::{RequestView, TimelineEntry};
use baopi_messages::Args;
use baopi_workflow::request::action::AddedPlace;
use baopi_workflow::request::{Answer, Asked, Reader, Task};
use baopi_workflow::tally::Mode;
use baopi_workflow::{Happening, PersonId, StageKey};
use chrono::NaiveDate;

use crate::present::visitor::Visitor;

/// One row of the table of who was asked and what they answered (会签栏).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnswerView {
    pub(crate) stage: String,
    pub(crate) name: String,
    /// How they came to be asked, where it was not by the route.
    pub(crate) asked: String,
    /// `open`, `turn`, `consented`, `objected`, `abstained` or `advised`.
    pub(crate) tone: &'static str,
    pub(crate) answer: String,
    pub(crate) opinion: String,
    pub(crate) when: String,
}

impl AnswerView {
    /// The colour of the answer.
    pub(crate) fn mark(&self) -> &'static str {
        match self.tone {
            "consented" | "advised" => "done",
            "objected" => "bad",
            "turn" => "wait",
            _ => "quiet",
        }
    }
}

/// Who is asked where the request stands, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AskedView {
    pub(crate) rows: Vec<AnswerView>,
    /// How the answers count, where several are asked.
    pub(crate) mode: Option<String>,
    pub(crate) due: Option<DueView>,
}

/// The day by which those who are asked should answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DueView {
    pub(crate) text: String,
    pub(crate) is_over: bool,
}

impl DueView {
    pub(crate) fn new(visit: &Visitor, due_on: NaiveDate, today: NaiveDate) -> Self {
        let (is_over, date) = (due_on < today, baopi_messages::date(visit.language, due_on));
        let key = if is_over { "move-due-over" } else { "move-due" };
        Self { text: visit.texts().s(key, &date), is_over }
    }
}

/// Somebody to whom it was given to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReaderView {
    pub(crate) name: String,
    pub(crate) given: String,
    /// When it was read; nothing while it is not.
    pub(crate) read: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommentView {
    pub(crate) name: String,
    pub(crate) when: String,
    pub(crate) text: String,
    pub(crate) is_own: bool,
}

/// The table: who answered at the stages behind in the round that counts, then everybody who is asked now.
pub(crate) fn asked(visit: &Visitor, view: &RequestView, today: NaiveDate) -> AskedView {
    let request = &view.request;
    let (mut rows, turns) = (behind(visit, view), request.waiting_for());
    if let Some(key) = request.status.stage() {
        rows.extend(request.tasks.iter().map(|task| {
            let row = task_view(visit, task, stage_name(visit, view, key), &turns);
            match answer_given(view, task.person, key) {
                Some(given) if task.answer != Answer::Open => with_given(visit, row, given),
                Some(_) | None => row,
            }
        }));
    }
    let several = request.status.stage().is_some() && request.tasks.len() > 1;
    AskedView {
        rows,
        mode: several.then(|| mode(visit, request.mode)),
        due: request.due_on.map(|due_on| DueView::new(visit, due_on, today)),
    }
}

fn stage_name(visit: &Visitor, view: &RequestView, key: &StageKey) -> String {
    baopi_messages::stage(visit.language, key, Some(view.request.kind))
}

/// The answers that count at the stages behind, in the order of the way. How somebody came to be asked there stands in the
/// record only.
fn behind(visit: &Visitor, view: &RequestView) -> Vec<AnswerView> {
    let (decided, here) = (&view.request.decided, view.request.status.stage());
    let counts = |stage: &StageKey, person, at| {
        decided.iter().any(|one| one.stage == *stage && one.principal == person && one.at == at)
    };
    let (mut asked, mut stage) = (BTreeMap::new(), None);
    let mut answers: Vec<(&StageKey, PersonId, AnswerView)> = Vec::new();
    for entry in &view.timeline {
        if let Happening::Entered { status, .. } = &entry.what {
            stage = status.stage();
        } else if let Some((person, how)) = came_to_be_asked(&entry.what) {
            asked.insert((stage, person), how);
        }
        let Some(person) = entry.on_behalf_of.or(entry.actor) else { continue };
        let Some((of, tone)) = answered(&entry.what).filter(|(of, _)| Some(*of) != here) else {
            continue;
        };
        let beside =
            matches!(tone, "advised" | "abstained") && decided.iter().any(|one| one.stage == *of);
        if beside || counts(of, person, entry.at) {
            let how = asked.get(&(Some(of), person)).copied().unwrap_or_default();
            let task = Task { person, answer: Answer::Consented, asked: how, ballot: None };
            let row = task_view(visit, &task, stage_name(visit, view, of), &[]);
            answers.retain(|(stage, before, _)| (*stage, *before) != (of, person));
            answers.push((of, person, with_given(visit, row, entry)));
        }
    }
    answers.sort_by_key(|(of, ..)| view.way.iter().position(|stage| stage.key == **of));
    answers.into_iter().map(|(.., row)| row).collect()
}

/// Whom this had asked, and how, where it was not the route.
const fn came_to_be_asked(what: &Happening) -> Option<(PersonId, Asked)> {
    if let Happening::SignerAdded { by, person, place, .. } = what {
        let how = match place {
            AddedPlace::Before => Asked::Before(*by),
            AddedPlace::Beside => Asked::Beside(*by),
            AddedPlace::After => Asked::After(*by),
        };
        Some((*person, how))
    } else if let Happening::Consulted { by, to, .. } = what {
        Some((*to, Asked::Advice(*by)))
    } else if let Happening::Transferred { from, to, .. } | Happening::HandedOver { from, to, .. } =
        what
    {
        Some((*to, Asked::InsteadOf(*from)))
    } else {
        None
    }
}

fn task_view(visit: &Visitor, task: &Task, stage: String, turns: &[PersonId]) -> AnswerView {
    let (texts, turn) = (visit.texts(), turns.contains(&task.person));
    let (tone, answer) = match task.answer {
        Answer::Open if turn => ("turn", texts.t("move-turn")),
        Answer::Open => ("open", texts.t("move-later")),
        Answer::Consented => ("consented", texts.word("answer", "consented")),
        Answer::Objected => ("objected", texts.word("answer", "objected")),
        Answer::Abstained => ("abstained", texts.word("answer", "abstained")),
    };
    AnswerView {
        stage,
        name: visit.name(task.person),
        asked: how_asked(visit, task.asked),
        tone,
        answer,
        opinion: String::new(),
        when: String::new(),
    }
}

/// How somebody came to be asked, in a few words; nothing where the route asks.
fn how_asked(visit: &Visitor, asked: Asked) -> String {
    let said = |key, person| visit.texts().s(key, &visit.name(person));
    match asked {
        Asked::Route => String::new(),
        Asked::InsteadOf(of) => said("move-asked-instead-of", of),
        Asked::Before(by) => said("move-asked-before", by),
        Asked::Beside(by) => said("move-asked-beside", by),
        Asked::After(by) => said("move-asked-after", by),
        Asked::Advice(by) => said("move-asked-advice", by),
    }
}

/// How answers count, in a sentence.
fn mode(visit: &Visitor, mode: Mode) -> String {
    visit.texts().t(match mode {
        Mode::Any => "move-mode-any",
        Mode::All => "move-mode-all",
        Mode::InOrder => "move-mode-in-order",
        Mode::Vote(_) => "move-mode-vote",
    })
}

/// The entry of the record with which this person last answered at this stage.
fn answer_given<'v>(
    view: &'v RequestView,
    person: PersonId,
    stage: &StageKey,
) -> Option<&'v TimelineEntry> {
    let answers = |entry: &&TimelineEntry| {
        answered(&entry.what).is_some_and(|(of, _)| of == stage)
            && entry.on_behalf_of.or(entry.actor) == Some(person)
    };
    view.timeline.iter().rev().find(answers)
}

/// At which stage something was answered, and what.
fn answered(what: &Happening) -> Option<(&StageKey, &'static str)> {
    if let Happening::Consented { stage, .. } = what {
        Some((stage, "consented"))
    } else if let Happening::Objected { stage, .. } = what {
        Some((stage, "objected"))
    } else if let Happening::Abstained { stage, .. } = what {
        Some((stage, "abstained"))
    } else if let Happening::Advised { stage, .. } = what {
        Some((stage, "advised"))
    } else {
        None
    }
}

fn with_given(visit: &Visitor, row: AnswerView, entry: &TimelineEntry) -> AnswerView {
    let stand_in = entry.on_behalf_of.and(entry.actor).map(|actor| {
        let args = Args::new().with("actor", visit.name(actor)).with("principal", &*row.name);
        visit.texts().with("page-on-behalf", &args)
    });
    let tone = answered(&entry.what).map_or(row.tone, |(_, tone)| tone);
    AnswerView {
        name: stand_in.unwrap_or(row.name),
        tone,
        answer: match tone {
            "advised" => visit.texts().t("move-advised"),
            tone => visit.texts().word("answer", tone),
        },
        opinion: entry.what.opinion().to_owned(),
        when: visit.texts().at(entry.at),
        ..row
    }
}

/// Who was given it to read.
pub(crate) fn readers(visit: &Visitor, view: &RequestView) -> Vec<ReaderView> {
    let one = |reader: &Reader| ReaderView {
        name: visit.name(reader.person),
        given: visit.texts().with(
            "move-given-to-read",
            &Args::new()
                .with("name", visit.name(reader.by))
                .with("at", visit.texts().at(reader.at)),
        ),
        read: reader.read_at.map(|at| visit.texts().s("move-read-at", &visit.texts().at(at))),
    };
    view.request.readers.iter().map(one).collect()
}

/// What was said about it, the oldest first, as a conversation reads.
pub(crate) fn comments(visit: &Visitor, view: &RequestView) -> Vec<CommentView> {
    let comments =
        view.timeline.iter().filter(|entry| matches!(entry.what, Happening::Commented { .. }));
    comments
        .map(|entry| CommentView {
            name: entry.actor.map(|person| visit.name(person)).unwrap_or_default(),
            when: visit.texts().at(entry.at),
            text: entry.what.opinion().to_owned(),
            is_own: entry.actor == Some(visit.person()),
        })
        .collect()
}
